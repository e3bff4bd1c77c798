//! `dotnet`: a real .NET reader over files as they are and as Trustline writes them.

mod chore;

pub use chore::dotnet;
