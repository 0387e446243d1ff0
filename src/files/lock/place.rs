//! The file on which a lock is held: its name, who may open it, and how it is opened where it is somebody else's.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::neutral::neutral_line;
use crate::path::hidden;

/// `.NAME.lock` beside the file.
pub(super) fn lock_path(target: &Path) -> PathBuf {
    hidden(target, ".lock")
}

/// A lock file that was opened.
pub(super) struct Opened {
    pub(super) file: File,
    /// Whether this user may write who holds it. The lock itself needs no more than reading.
    pub(super) writable: bool,
}

/// Opens the lock file at `path`, and makes it where there is none: then whoever may open `locked`, the file that is
/// locked, may open its lock. `None`: it came or went in between; try again.
pub(super) fn opened(path: &Path, locked: &Path) -> io::Result<Option<Opened>> {
    use io::ErrorKind as Kind;
    // A pipe that somebody put there would let the program wait for ever.
    if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::other(
            "something else has the name of the lock file",
        ));
    }
    let mut writing = File::options();
    writing.read(true).write(true);
    let (opened, writable) = match writing.open(path) {
        Err(error) if error.kind() == Kind::NotFound => {
            let made = writing.create_new(true).open(path);
            if let (Ok(file), Ok(locked)) = (&made, fs::metadata(locked)) {
                open_to_the_same(file, &locked);
            }
            (made, true)
        }
        Err(error)
            if matches!(
                error.kind(),
                Kind::PermissionDenied | Kind::ReadOnlyFilesystem
            ) =>
        {
            (File::open(path), false)
        }
        opened => (opened, true),
    };
    match opened {
        Ok(file) => Ok(Some(Opened { file, writable })),
        Err(error) if error.kind() == Kind::AlreadyExists => Ok(None),
        Err(error) if error.kind() == Kind::NotFound && !writable => Ok(None),
        Err(error) => Err(error),
    }
}

/// Lets those open the lock who may open what it locks. There is nothing in it but a number and a time, so where owner
/// and group cannot be the same, everybody may read it.
#[cfg(unix)]
fn open_to_the_same(lock: &File, locked: &Metadata) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let is_the_same = |lock: &Metadata| lock.uid() == locked.uid() && lock.gid() == locked.gid();
    let mut same = lock.metadata().is_ok_and(|lock| is_the_same(&lock));
    if !same {
        let _ = fchown(lock, None, Some(locked.gid()));
        let _ = fchown(lock, Some(locked.uid()), None);
        same = lock.metadata().is_ok_and(|lock| is_the_same(&lock));
    }
    let readers = if same { 0 } else { 0o444 };
    let mode = locked.mode() & 0o666 | 0o600 | readers;
    let _ = lock.set_permissions(fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn open_to_the_same(_lock: &File, _locked: &Metadata) {}

/// Whose file this is: the user's name, or the number where it has none.
#[cfg(unix)]
pub(super) fn owner(file: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    let number = file.uid().to_string();
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let named = users.lines().find_map(|line| {
        let mut parts = line.split(':');
        let (name, _, its) = (parts.next()?, parts.next()?, parts.next()?);
        (its == number).then(|| name.to_owned())
    });
    named.unwrap_or_else(|| format!("user {number}"))
}

#[cfg(not(unix))]
pub(super) fn owner(_file: &Metadata) -> String {
    "somebody else".to_owned()
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

/// How many names the file at `path` has beside this one: hard links.
pub(super) fn other_names(path: &Path) -> u64 {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(path).map_or(0, |file| file.nlink().saturating_sub(1))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        0
    }
}

/// What saving does to the other names of the file at `path`, in words for whoever opens it; none: it has one name.
#[must_use]
pub fn parted_names(path: &Path) -> Option<String> {
    let others = match other_names(path) {
        0 => return None,
        1 => "another name (a hard link)".to_owned(),
        others => format!("{others} other names (hard links)"),
    };
    let path = path.to_string_lossy();
    let name = neutral_line(&path);
    Some(format!(
        "{name} has {others}. Saving parts them: what you change stands under this name only."
    ))
}
