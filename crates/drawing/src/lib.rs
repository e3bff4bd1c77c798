//! How a diagram looks: shapes, labels, what lies under a point, and SVG. Near to how the
//! Microsoft Threat Modeling Tool shows it. Knows nothing of threats, rules or the page.
//!
//! The same diagram gives the same bytes on every machine: text is measured by a table.

mod arrange;
mod badges;
mod calm;
mod compose;
pub mod docking;
mod drawing;
mod hit;
mod layered;
mod layout;
mod parting;
mod picture;
mod placed;
mod rings;
#[cfg(test)]
mod samples;
mod sheets;
mod spreading;
mod svg;
mod text;
mod theme;
mod untangle;
mod widths;

pub use arrange::{Arranged, arrange, arrange_all};
pub use compose::draw;
pub use drawing::{Area, Drawing, Item, Primitive};
pub use hit::hit;
pub use layout::layout;
pub use parting::part;
pub use sheets::sheets;
pub use svg::{
    Marks, badges, bodies, body, classes, course, escaped, number, style, svg, svg_with,
};
pub use theme::Theme;
