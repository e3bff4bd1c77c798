//! When files were changed.

use std::fs::Metadata;
use std::time::SystemTime;

/// A time as milliseconds since 1970.
pub fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |d| d.as_millis().try_into().unwrap_or(u64::MAX))
}

/// When a file was changed.
pub fn modified(metadata: &Metadata) -> SystemTime {
    metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH)
}
