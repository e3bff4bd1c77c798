//! The HTTP door: serves the page to a browser and keeps the files of one folder for it. Knows of
//! bytes only that no reader may refuse them; what they mean is the page's affair.
//!
//! Three floors: `house` holds the state, who may ask, what is asked and answered; `handlers` do
//! what is asked; above them requests are let in and led to their handlers.

mod gate;
mod handlers;
mod house;
mod routes;
mod serve;

pub use house::bundle::{bundle, has_page};
pub use house::settings::{ServeError, Settings};
pub use serve::serve;
