//! What the hand does on the canvas, one file a gesture: each is a state machine of its own, which
//! sees the model and says what is to be done with it, but does nothing itself.
//!
//! A new gesture is a file, its `mod` line here, and a line in the list of beginnings (`hand.rs`).

mod area;
mod gesture;
mod hand;
mod line;
mod marquee;
mod moving;
mod pan;
mod press;
mod reshape;
mod resize;

pub(crate) use gesture::Deed;
pub(crate) use hand::Hand;
