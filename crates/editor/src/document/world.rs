//! Time, names and ids: what the core must not know by itself.

/// What the core must not know by itself.
pub trait World {
    /// The time, as files write it: `2026-01-02T03:04:05.678+00:00`.
    fn now(&self) -> String;
    /// Who is working.
    fn author(&self) -> String;
    /// An id that nothing else has.
    fn new_id(&mut self) -> String;
}
