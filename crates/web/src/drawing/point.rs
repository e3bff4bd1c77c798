//! Where the pointer is within an element of the page.

use trustline_model::geometry::Point;

pub fn point_in(host: &web_sys::Element, x: f64, y: f64) -> Point {
    let rect = host.get_bounding_client_rect();
    Point::new(x - rect.left(), y - rect.top())
}
