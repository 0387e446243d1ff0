//! One session per workshop: a lock that a second session meets and that dies with its process.
//!
//! The lock is the operating system's, on a hidden file `.NAME.lock` beside the workshop, so that a killed process leaves
//! nothing that has to be cleaned up by hand. The lock file says who holds it, for the message only.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use thiserror::Error;

use crate::files::neutral::neutral_line;
use crate::files::save::{behind_links, folder_of};

/// The holder removes its lock file when it is done; whoever opened that one just before tries again, so many times.
const TRIES: usize = 8;

/// The lock of one file, held until it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
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
    /// No lock file can be made there, so nothing can be saved there either.
    #[error(
        "the folder of {file} is read-only for you; the file is opened without a lock, for reading. Save elsewhere to change it"
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

impl Lock {
    /// Takes the lock of the file at `path`, which need not exist yet. Links are followed, so that two names of one file
    /// have one lock. Never waits.
    ///
    /// # Errors
    ///
    /// [`LockError::Held`] when another session, in this process or another, has it; the other kinds when there can be no
    /// lock at all.
    pub fn take(path: &Path) -> Result<Self, LockError> {
        let file = || neutral_line(&path.to_string_lossy()).into_owned();
        let target = behind_links(path).unwrap_or_else(|| path.to_path_buf());
        let lock_path = lock_path(&target);
        for _ in 0..TRIES {
            let lock_file = opened(&lock_path).map_err(|error| refused(file(), &error))?;
            match lock_file.try_lock() {
                Ok(()) if is_still_there(&lock_file, &lock_path) => {
                    let mut lock = Self {
                        file: lock_file,
                        path: lock_path,
                    };
                    lock.sign();
                    return Ok(lock);
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::Held {
                        file: file(),
                        holder: holder(lock_file),
                    });
                }
                Err(TryLockError::Error(error)) => {
                    let _ = fs::remove_file(&lock_path);
                    return Err(refused(file(), &error));
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
    }
}

/// `.NAME.lock` beside the file.
fn lock_path(target: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(
        target
            .file_name()
            .unwrap_or(std::ffi::OsStr::new("workshop")),
    );
    name.push(".lock");
    folder_of(target).join(name)
}

fn opened(path: &Path) -> io::Result<File> {
    // A pipe that somebody put there would let the program wait for ever.
    if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::other(
            "something else has the name of the lock file",
        ));
    }
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

fn refused(file: String, error: &io::Error) -> LockError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            LockError::ReadOnlyFolder { file }
        }
        _ => LockError::Unsupported {
            file,
            reason: neutral_line(&error.to_string()).into_owned(),
        },
    }
}

/// Whether the open file still is the one at `path`.
pub(crate) fn is_still_there(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        match (file.metadata(), fs::metadata(path)) {
            (Ok(ours), Ok(there)) => ours.dev() == there.dev() && ours.ino() == there.ino(),
            _ => false,
        }
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}

/// Who holds the lock, as far as the lock file tells. At most 200 bytes of it are read.
fn holder(mut file: File) -> Option<Holder> {
    let mut words = String::new();
    file.rewind().ok()?;
    file.take(200).read_to_string(&mut words).ok()?;
    let value = |key: &str| words.lines().find_map(|line| line.strip_prefix(key));
    Some(Holder {
        process: value("process: ")?.parse().ok()?,
        since: value("since: ")?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_second_session_is_told_who_holds_the_lock() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.workshop.yaml");
        let lock = Lock::take(&path).expect("first");
        let Err(LockError::Held { holder, .. }) = Lock::take(&path) else {
            panic!("two locks")
        };
        assert_eq!(
            holder.map(|holder| holder.process),
            Some(std::process::id())
        );
        drop(lock);
        assert_eq!(
            fs::read_dir(folder.path()).expect("folder").count(),
            0,
            "a lock file is left"
        );
        Lock::take(&path).expect("again");
    }

    #[test]
    fn a_lock_file_that_was_left_does_not_lock() {
        let folder = tempfile::tempdir().expect("folder");
        fs::write(
            folder.path().join(".a.yaml.lock"),
            "process: 1\nsince: \u{1b}[2J",
        )
        .expect("write");
        Lock::take(&folder.path().join("a.yaml")).expect("nobody holds it");
    }

    #[cfg(unix)]
    #[test]
    fn two_names_of_one_file_have_one_lock() {
        let folder = tempfile::tempdir().expect("folder");
        std::os::unix::fs::symlink("a.yaml", folder.path().join("link")).expect("link");
        let _lock = Lock::take(&folder.path().join("a.yaml")).expect("first");
        assert!(matches!(
            Lock::take(&folder.path().join("link")),
            Err(LockError::Held { .. })
        ));
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_lock() {
        let folder = tempfile::tempdir().expect("folder");
        let refused = Lock::take(&folder.path().join("none/a.yaml")).expect_err("none");
        assert!(
            matches!(refused, LockError::Unsupported { .. }),
            "{refused}"
        );
    }

    const CHILD_LOCKS: &str = "LEADPACT_TEST_LOCKS";

    #[test]
    #[ignore = "it is the child process of the next test"]
    fn child_locks_until_it_is_killed() {
        let Some(path) = std::env::var_os(CHILD_LOCKS).map(PathBuf::from) else {
            return;
        };
        let _lock = Lock::take(&path).expect("lock");
        fs::write(path.with_extension("ready"), "").expect("ready");
        loop {
            std::thread::park();
        }
    }

    #[test]
    fn another_process_is_kept_out_until_it_is_killed() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.yaml");
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args([
                "--exact",
                "files::lock::tests::child_locks_until_it_is_killed",
                "--ignored",
            ])
            .env(CHILD_LOCKS, &path)
            .stdout(Stdio::null())
            .spawn()
            .expect("child");
        while !path.with_extension("ready").exists() {
            assert!(
                child.try_wait().expect("child").is_none(),
                "the child ended without a lock"
            );
            std::thread::yield_now();
        }
        let Err(LockError::Held { holder, .. }) = Lock::take(&path) else {
            panic!("two locks")
        };
        assert_eq!(holder.map(|holder| holder.process), Some(child.id()));
        child.kill().expect("kill");
        child.wait().expect("wait");
        Lock::take(&path).expect("the lock died with its process");
    }

    #[cfg(unix)]
    #[test]
    fn a_read_only_folder_is_opened_for_reading() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("permissions");
        match Lock::take(&folder.path().join("a.yaml")) {
            Ok(_) => eprintln!("skipped: this user may write into a read-only folder"),
            Err(refused) => assert!(
                matches!(refused, LockError::ReadOnlyFolder { .. }),
                "{refused}"
            ),
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
    }
}
