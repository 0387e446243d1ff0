//! The file in which a save is written before it takes the place of the old one, and what becomes of it when the program
//! ends in between.
//!
//! Its name tells the process that writes it, and that process holds the system's lock on it, which dies with it. So a
//! later save or opening in the same folder knows what nobody writes any more, and removes it: [`sweep`]. A command that
//! is ended by a signal removes its own first: [`end_by`].

use std::fs::{self, DirEntry, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use crate::lock::is_still_there;
use crate::running::is_running;

/// Begin of the name of every temporary file; the number of the process follows.
const BEGIN: &str = ".leadpact-save-";

/// End of the name of every temporary file.
const END: &str = ".tmp";

/// Where a process of that number runs, it need not be the one that wrote: a file that nobody changed for so long is not
/// being written.
const ABANDONED: Duration = Duration::from_secs(600);

/// A sweeper of another computer takes a new file for one of a dead process; then another one is made, so many times.
const TRIES: usize = 8;

/// The files that this process is writing now.
static WRITTEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn written() -> MutexGuard<'static, Vec<PathBuf>> {
    WRITTEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A temporary file. It is removed when it is dropped without having been put in its place.
#[derive(Debug)]
pub(super) struct Temporary {
    /// None: it is where it belongs.
    file: Option<NamedTempFile>,
}

impl Temporary {
    /// A new one in `folder`, held by this process, with the permissions that the user's other new files get.
    pub(super) fn in_folder(folder: &Path) -> io::Result<Self> {
        let begin = format!("{BEGIN}{}-", std::process::id());
        let mut builder = tempfile::Builder::new();
        builder.prefix(&begin).suffix(END);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        for _ in 0..TRIES {
            let mut written = written();
            let file = builder.tempfile_in(folder)?;
            // A file system without locks has nothing to hold it by; then its age has to tell.
            let held = match file.as_file().try_lock() {
                Ok(()) => is_still_there(file.as_file(), file.path()),
                Err(TryLockError::Error(_)) => true,
                Err(TryLockError::WouldBlock) => false,
            };
            if held {
                written.push(file.path().to_owned());
                return Ok(Self { file: Some(file) });
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// The open file, to write it.
    pub(super) fn as_file_mut(&mut self) -> io::Result<&mut File> {
        let file = self.file.as_mut().map(NamedTempFile::as_file_mut);
        file.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Puts it at `target`; `must_be_new`: only where nothing is. It is removed when that fails.
    pub(super) fn persist(mut self, target: &Path, must_be_new: bool) -> io::Result<()> {
        let Some(file) = self.file.take() else {
            return Ok(());
        };
        let mut written = written();
        written.retain(|path| path != file.path());
        let placed = if must_be_new {
            file.persist_noclobber(target)
        } else {
            file.persist(target)
        };
        placed.map(|_| ()).map_err(|failed| failed.error)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            let mut written = written();
            written.retain(|path| path != file.path());
            drop(file);
        }
    }
}

/// Removes the temporary files that this process is writing, then ends it as `end` does. Nothing is put in its place
/// meanwhile, so that every file is the old one or the new one.
///
/// # Errors
/// Where `end` did not end the process: what it says.
#[cfg(unix)]
pub fn end_by<E>(end: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
    let written = written();
    for path in written.iter() {
        let _ = fs::remove_file(path);
    }
    end()
}

/// Removes the temporary files in `folder` that no running save can own any more; an empty name is the current folder.
/// What cannot be removed does no harm.
pub fn sweep(folder: &Path) {
    let folder = Some(folder).filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        remove_abandoned(&entry, SystemTime::now());
    }
}

/// Removes a temporary file that nobody writes any more: its process has ended, or it has not changed for long, and
/// nobody holds its lock.
fn remove_abandoned(entry: &DirEntry, now: SystemTime) {
    let name = entry.file_name();
    let Some(process) = name.to_str().and_then(process_in) else {
        return;
    };
    // A pipe that somebody put there would let the program wait for ever.
    let Some(metadata) = entry.metadata().ok().filter(fs::Metadata::is_file) else {
        return;
    };
    let age = metadata.modified().ok();
    let age = age.and_then(|at| now.duration_since(at).ok());
    let is_old = age.is_some_and(|age| age > ABANDONED);
    let has_ended = process.parse().is_ok_and(|process| !is_running(process));
    if !has_ended && !is_old {
        return;
    }
    // Held until it is removed, so that its writer cannot take it in between.
    let file = File::open(entry.path());
    let nobody_writes = match file.as_ref().map(File::try_lock) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock)) => false,
        // Nothing is known of a lock, so both must be so.
        Ok(Err(TryLockError::Error(_))) | Err(_) => has_ended && is_old,
    };
    if nobody_writes {
        let _ = fs::remove_file(entry.path());
    }
}

/// What stands for the process in the name of a temporary file. `None` for any other name.
fn process_in(name: &str) -> Option<&str> {
    let rest = name.strip_prefix(BEGIN)?.strip_suffix(END)?;
    Some(rest.split_once('-').map_or("", |(process, _)| process))
}

#[cfg(test)]
mod tests;
