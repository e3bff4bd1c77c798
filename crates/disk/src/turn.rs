//! Turns: of all that write in one folder, one at a time. The lock is advisory and lies beside the
//! files; the system lets go of it whatever becomes of its holder.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What stands before the name of everything that is beside the files for a moment only.
pub const PREFIX: &str = ".trustline-";

/// The name of the lock in its folder.
const LOCK: &str = ".trustline-lock";

/// Nobody writes for longer; whoever still holds the lock is stopped or stuck.
const PATIENCE: Duration = Duration::from_secs(20);

/// The right to write in a folder, until it is dropped.
pub struct Turn {
    lock: Option<(File, PathBuf)>,
}

impl Turn {
    /// Waits for the turn to write in a folder, and sweeps what those left who were killed.
    ///
    /// # Errors
    /// Somebody writes in this folder for too long.
    pub fn take(folder: &Path) -> io::Result<Self> {
        let path = folder.join(LOCK);
        let end = Instant::now() + PATIENCE;
        loop {
            // A folder that takes no lock (it may be read-only) says so when it is written to.
            let Ok(file) = open(&path) else {
                return Ok(Self { lock: None });
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::Error(_)) => return Ok(Self { lock: None }),
                Err(TryLockError::WouldBlock) if Instant::now() > end => {
                    let message = "another Trustline has been writing in this folder for long";
                    return Err(io::Error::new(io::ErrorKind::TimedOut, message));
                }
                Err(TryLockError::WouldBlock) => {
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                }
            }
            // The one before may have removed what was locked here.
            if is_at(&file, &path) {
                sweep(folder);
                let lock = Some((file, path));
                return Ok(Self { lock });
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some((_, path)) = &self.lock {
            // Removed while it is still held: whoever waits for it sees that it is gone.
            let _ = fs::remove_file(path);
        }
    }
}

/// Opens the lock, but nothing that a link leads to and no pipe.
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    // One that another user made can be locked without writing to it.
    options.open(path).or_else(|e| match e.kind() {
        io::ErrorKind::PermissionDenied => options.write(false).create(false).open(path),
        _ => Err(e),
    })
}

fn is_at(file: &File, path: &Path) -> bool {
    let here = file.try_clone().and_then(same_file::Handle::from_file);
    let there = same_file::Handle::from_path(path);
    matches!((here, there), (Ok(here), Ok(there)) if here == there)
}

/// Removes what killed runs left behind: nobody else writes here now.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_file = || entry.file_type().is_ok_and(|t| t.is_file());
        if name.starts_with(PREFIX) && name != LOCK && is_file() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_at_a_time_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let (inside, turns) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let turn = Turn::take(folder.path()).unwrap();
                        assert!(turn.lock.is_some());
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        turns.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(turns.into_inner(), 400);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_killed_runs_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".trustline-aB3x9Z", ".trustline-lock", "model.tm7", ".git"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        drop(Turn::take(folder.path()).unwrap());
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name()).collect();
        names.sort_unstable();
        assert_eq!(names, [".git", "model.tm7"]);
    }
}
