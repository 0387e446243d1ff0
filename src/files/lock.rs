//! One session per workshop: a lock that a second session meets and that dies with its process.
//!
//! The lock is the operating system's, on a hidden file `.NAME.lock` beside the workshop, so that a killed process leaves
//! nothing that has to be cleaned up by hand. The lock file says who holds it, for the message only. It is opened for
//! reading where it is another user's. A file of more than one name is locked itself too.

mod place;

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use thiserror::Error;

use crate::lock::place::{Opened, lock_path, opened, other_names, owner};
use crate::neutral::neutral_line;
use crate::path::behind_links;
use crate::running::is_running;

pub(crate) use place::is_still_there;
pub use place::parted_names;

/// The holder removes its lock file when it is done; whoever opened that one just before tries again, so many times.
const TRIES: usize = 8;

/// The lock of one file, held until it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
    /// The locked file itself, where it has other names; none: it has one.
    itself: Option<File>,
}

/// The session that holds a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Number of its process.
    pub process: u32,
    /// Since when it holds the lock.
    pub since: Timestamp,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.since.to_zoned(jiff::tz::TimeZone::system());
        write!(
            f,
            "process {}, since {}",
            self.process,
            since.strftime("%Y-%m-%d %H:%M")
        )
    }
}

/// Why a file could not be locked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LockError {
    /// Another session has the file open. Saving could overwrite its work.
    #[error(
        "{file} is open in another session{}. Close it there first",
        .holder.as_ref().map(|holder| format!(" ({holder})")).unwrap_or_default()
    )]
    Held {
        /// The file as named by the caller.
        file: String,
        /// Who holds it; `None` when that cannot be read.
        holder: Option<Holder>,
    },
    /// Another session has the file open under another of its names.
    #[error(
        "{file} is open in another session, under another of its names (hard links). Close it there first"
    )]
    HeldByOtherName {
        /// The file as named by the caller.
        file: String,
    },
    /// There is a lock file that may not be read, so nobody can tell whether somebody holds it.
    #[error(
        "whether somebody else has {file} open cannot be told: its lock file {lock} belongs to {owner} and may not be read by you. Have them close it, or make the lock file readable"
    )]
    NotReadable {
        /// The file as named by the caller.
        file: String,
        /// The name of the lock file, beside it.
        lock: String,
        /// The user whose lock file it is.
        owner: String,
    },
    /// No lock file can be made there, so nothing can be saved there either.
    #[error(
        "the folder of {file} is read-only for you, so the file cannot be locked and changes cannot be saved in it. Save elsewhere what you change"
    )]
    ReadOnlyFolder {
        /// The file as named by the caller.
        file: String,
    },
    /// The file system knows no locks: the session may go on, and changes on disk are still noticed.
    #[error("{file} cannot be locked: {reason}. Take care that nobody else has it open")]
    Unsupported {
        /// The file as named by the caller.
        file: String,
        /// The system's words.
        reason: String,
    },
}

impl LockError {
    /// Whether somebody else has the file open, as far as can be told: it may be read then, and not be changed.
    #[must_use]
    pub fn is_held(&self) -> bool {
        match self {
            Self::Held { .. } | Self::HeldByOtherName { .. } | Self::NotReadable { .. } => true,
            Self::ReadOnlyFolder { .. } | Self::Unsupported { .. } => false,
        }
    }
}

impl Lock {
    /// Takes the lock of the file at `path`, which need not exist yet. Links are followed, so that two names of one file
    /// have one lock. Never waits.
    ///
    /// # Errors
    ///
    /// [`LockError::is_held`] when another session, in this process or another, has it; the other kinds when there can be
    /// no lock at all.
    pub fn take(path: &Path) -> Result<Self, LockError> {
        let file = || neutral_line(&path.to_string_lossy()).into_owned();
        let target = behind_links(path).unwrap_or_else(|| path.to_path_buf());
        let lock_path = lock_path(&target);
        for _ in 0..TRIES {
            let lock_file = opened(&lock_path, &target);
            let lock_file = lock_file.map_err(|error| refused(file(), &lock_path, &error))?;
            let Some(Opened {
                file: lock_file,
                writable,
            }) = lock_file
            else {
                continue;
            };
            match lock_file.try_lock() {
                Ok(()) if !is_still_there(&lock_file, &lock_path) => {}
                // Another user's, left by a program that was killed. One of our own tells who holds it.
                Ok(()) if !writable && fs::remove_file(&lock_path).is_ok() => {}
                Ok(()) => {
                    let mut lock = Self {
                        file: lock_file,
                        path: lock_path,
                        itself: None,
                    };
                    let elsewhere = |Elsewhere| LockError::HeldByOtherName { file: file() };
                    lock.itself = itself(&target).map_err(elsewhere)?;
                    lock.sign();
                    return Ok(lock);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::Held {
                        file: file(),
                        holder: holder(lock_file),
                    });
                }
                Err(TryLockError::Error(error)) => {
                    let _ = fs::remove_file(&lock_path);
                    return Err(refused(file(), &lock_path, &error));
                }
            }
        }
        Err(LockError::Held {
            file: file(),
            holder: None,
        })
    }

    /// Writes who holds the lock. It serves the message of another session only, so a failure does not matter.
    fn sign(&mut self) {
        let words = format!(
            "process: {}\nsince: {}\n",
            std::process::id(),
            Timestamp::now()
        );
        let _ = self
            .file
            .set_len(0)
            .and_then(|()| self.file.write_all(words.as_bytes()));
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere a locked file cannot be removed safely; an unlocked lock file does no harm.
        if cfg!(unix) && is_still_there(&self.file, &self.path) {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
        let _ = self.itself.as_ref().map(File::unlock);
    }
}

/// Another session holds a file under another name.
struct Elsewhere;

/// The file itself with its lock, where it has other names: a session by another name has another lock file.
fn itself(target: &Path) -> Result<Option<File>, Elsewhere> {
    if other_names(target) == 0 {
        return Ok(None);
    }
    // Some network file systems lock for writing only. What cannot be opened is told when it is read.
    let writing = File::options().read(true).write(true).open(target);
    let Ok(file) = writing.or_else(|_| File::open(target)) else {
        return Ok(None);
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Elsewhere),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn refused(file: String, lock: &Path, error: &io::Error) -> LockError {
    let denied = error.kind() == io::ErrorKind::PermissionDenied;
    match fs::symlink_metadata(lock) {
        Ok(there) if denied => LockError::NotReadable {
            file,
            lock: neutral_line(&lock.file_name().unwrap_or_default().to_string_lossy())
                .into_owned(),
            owner: neutral_line(&owner(&there)).into_owned(),
        },
        _ if denied || error.kind() == io::ErrorKind::ReadOnlyFilesystem => {
            LockError::ReadOnlyFolder { file }
        }
        _ => LockError::Unsupported {
            file,
            reason: neutral_line(&error.to_string()).into_owned(),
        },
    }
}

/// Who holds the lock, as far as the lock file tells: where its holder may not write it, somebody else's words stand there
/// still. At most 200 bytes of it are read.
fn holder(mut file: File) -> Option<Holder> {
    let mut words = String::new();
    file.rewind().ok()?;
    file.take(200).read_to_string(&mut words).ok()?;
    let value = |key: &str| words.lines().find_map(|line| line.strip_prefix(key));
    let process = value("process: ")?.parse().ok()?;
    is_running(process).then_some(())?;
    Some(Holder {
        process,
        since: value("since: ")?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests;
