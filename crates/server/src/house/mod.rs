//! What handlers stand on: the state, who may ask, what is asked and answered.

pub mod answer;
pub mod bundle;
pub mod guard;
pub mod path;
pub mod request;
pub mod settings;
pub mod state;
