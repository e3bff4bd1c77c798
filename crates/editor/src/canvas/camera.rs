//! What part of the plane is looked at, and how large.

use trustline_model::geometry::{Point, Rect};

/// A view on the plane: the point in the upper left corner and the magnification.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The point of the plane in the upper left corner.
    pub origin: Point,
    /// Pixels of the screen for one of the plane.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            origin: Point::new(0.0, 0.0),
            zoom: 1.0,
        }
    }
}

/// The smallest and the largest magnification.
pub const ZOOMS: (f64, f64) = (0.02, 4.0);

impl Camera {
    /// The point of the plane under a point of the screen.
    pub fn plane(&self, screen: Point) -> Point {
        Point::new(
            self.origin.x + screen.x / self.zoom,
            self.origin.y + screen.y / self.zoom,
        )
    }

    /// Where a point of the plane is seen.
    pub fn screen(&self, plane: Point) -> Point {
        Point::new(
            (plane.x - self.origin.x) * self.zoom,
            (plane.y - self.origin.y) * self.zoom,
        )
    }

    /// What is seen of the plane on a screen of this size.
    pub fn seen(&self, (width, height): (f64, f64)) -> Rect {
        Rect::new(
            self.origin.x,
            self.origin.y,
            width / self.zoom,
            height / self.zoom,
        )
    }

    /// Magnifies around a point of the screen.
    pub fn zoom_at(&mut self, screen: Point, factor: f64) {
        let fixed = self.plane(screen);
        self.zoom = (self.zoom * factor).clamp(ZOOMS.0, ZOOMS.1);
        self.origin = Point::new(
            fixed.x - screen.x / self.zoom,
            fixed.y - screen.y / self.zoom,
        );
    }

    /// Magnifies around the middle of the screen.
    pub fn zoom_by(&mut self, factor: f64, (width, height): (f64, f64)) {
        self.zoom_at(Point::new(width / 2.0, height / 2.0), factor);
    }

    /// Moves the plane along with the pointer, by pixels of the screen.
    pub fn pan(&mut self, dx: f64, dy: f64) {
        self.origin.x -= dx / self.zoom;
        self.origin.y -= dy / self.zoom;
    }

    /// Shows all of a rectangle in the middle, at most in actual size.
    pub fn fit(&mut self, rect: Rect, (width, height): (f64, f64)) {
        let room = |screen: f64, plane: f64| (screen - 32.0).max(20.0) / plane.max(1.0);
        let zoom = room(width, rect.width).min(room(height, rect.height));
        self.zoom = zoom.clamp(ZOOMS.0, 1.0);
        self.center(rect.center(), (width, height));
    }

    /// Brings a point of the plane to the middle of the screen.
    pub fn center(&mut self, point: Point, (width, height): (f64, f64)) {
        self.origin = Point::new(
            point.x - width / self.zoom / 2.0,
            point.y - height / self.zoom / 2.0,
        );
    }
}
