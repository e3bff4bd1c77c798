//! The drawing: canvas and scene, stencils, diagrams, and the diagram told as text.

mod canvas;
mod crumbs;
mod icon;
mod minimap;
mod narrative;
mod point;
mod rename;
mod scene;
mod stencils;
mod tabs;

pub use canvas::Canvas;
pub use crumbs::Crumbs;
pub use icon::Icon;
pub use narrative::Narrative;
pub use stencils::Stencils;
pub use tabs::DiagramTabs;
