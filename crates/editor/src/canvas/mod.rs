//! The canvas: what part of which diagram is seen, what is selected, and what the hand is doing.

mod camera;
mod clip;
mod displacement;
pub(crate) mod edge;
mod grips;
mod input;
mod palette;
mod sight;
mod snap;
mod state;
mod tool;
mod tools;

pub use camera::Camera;
pub(crate) use clip::{Clip, renamed_ids};
pub(crate) use displacement::{Displacement, SMALLEST};
pub use grips::{Grip, GripKind};
pub use input::{Alignment, Axis, Pointer, PointerKind};
pub use palette::{Family, families};
pub(crate) use sight::Sight;
pub use snap::{Guide, Snap};
pub(crate) use state::Canvas;
pub use tool::Tool;
pub(crate) use tools::{Deed, Hand};
