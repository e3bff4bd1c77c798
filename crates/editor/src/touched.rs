//! A value that counts how often it may have changed. Whatever a page shows lives in such cells, and
//! the only way to change it is through them: no change can be forgotten.

use std::ops::{Deref, DerefMut};

/// A value, and how often it may have changed.
#[derive(Default)]
pub(crate) struct Touched<T> {
    value: T,
    count: u64,
}

impl<T> Touched<T> {
    /// A value that nobody changed yet.
    pub fn new(value: T) -> Self {
        Self { value, count: 0 }
    }

    /// How often it may have changed.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Another value; where it is the same one, nothing changed.
    pub fn set(&mut self, value: T)
    where
        T: PartialEq,
    {
        if self.value != value {
            **self = value;
        }
    }

    /// Changes it, where that is not refused; a refusal leaves it as it was.
    pub fn attempt<R, E>(&mut self, change: impl FnOnce(&mut T) -> Result<R, E>) -> Result<R, E> {
        let done = change(&mut self.value)?;
        self.count += 1;
        Ok(done)
    }
}

impl<T> Deref for Touched<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Touched<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.count += 1;
        &mut self.value
    }
}
