//! What there is to say about models, gathered into a document. The only place of this crate that
//! looks into models and analyses.

mod cards;
mod chapters;
mod diagrams;
mod figures;
mod model;
mod priority;

pub use model::document_of;
