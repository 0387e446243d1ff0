//! Saving so that the file is at every moment either the old one or the new one, whole.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use thiserror::Error;

use crate::load::{OnDisk, Stamp, compared};
use crate::neutral::neutral_line;
use crate::path::{behind_links, folder_of};
use crate::temporary::{Temporary, sweep};
use crate::write::WriteError;

/// What the caller believes to be at the place where it saves.
#[derive(Debug, Clone, Copy)]
pub enum Expected<'s> {
    /// Nothing: a new file. An existing one is left alone.
    Nothing,
    /// The file of this stamp, or nothing; other content is left alone.
    Unchanged(&'s Stamp),
    /// Whatever it is, replace it: the user has been asked.
    Anything,
}

/// Why a file was not saved. The old file is untouched in every case, and no temporary file is left.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SaveError {
    /// Somebody else wrote the file since it was read.
    #[error(
        "{file} was changed on disk since it was read. Save under another name, or look at the other version first"
    )]
    ChangedOnDisk {
        /// The file as named by the caller.
        file: String,
    },
    /// A new file was to be made, but one is there.
    #[error("{file} exists already. Choose another name")]
    AlreadyThere {
        /// The file as named by the caller.
        file: String,
    },
    /// The file is marked as read-only.
    #[error("{file} is read-only. Save elsewhere, or make the file writable")]
    ReadOnlyFile {
        /// The file as named by the caller.
        file: String,
    },
    /// The folder, or the whole disk, does not take new files from this user.
    #[error(
        "the folder of {file} is read-only for you. Save elsewhere, or change the permissions of the folder"
    )]
    ReadOnlyFolder {
        /// The file as named by the caller.
        file: String,
    },
    /// No room on the disk, or the user's share of it is used up.
    #[error(
        "the disk is full; {file} still has its old content. Make room and save again, or save elsewhere"
    )]
    DiskFull {
        /// The file as named by the caller.
        file: String,
    },
    /// The folder does not exist, or does not exist any more.
    #[error("the folder of {file} is not there. Make the folder, or save elsewhere")]
    FolderGone {
        /// The file as named by the caller.
        file: String,
    },
    /// A folder, device or pipe has this name, or links lead in a circle.
    #[error("{file} is not an ordinary file. Choose another name")]
    NotAFile {
        /// The file as named by the caller.
        file: String,
    },
    /// The content cannot be written as YAML that is read back.
    #[error(transparent)]
    Unwritable(#[from] WriteError),
    /// Any other failure of the system.
    #[error("{file} could not be saved: {reason}. Save elsewhere")]
    Failed {
        /// The file as named by the caller.
        file: String,
        /// The system's words.
        reason: String,
    },
}

impl SaveError {
    fn of(file: &str, error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        let file = file.to_owned();
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::DiskFull { file },
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::ReadOnlyFolder { file },
            Kind::NotFound | Kind::NotADirectory => Self::FolderGone { file },
            Kind::AlreadyExists => Self::AlreadyThere { file },
            Kind::IsADirectory => Self::NotAFile { file },
            _ => Self::Failed {
                file,
                reason: neutral_line(&error.to_string()).into_owned(),
            },
        }
    }
}

/// Saves `content` at `path`: a temporary file in the same folder is written, flushed to the disk and renamed over the
/// old file, then the folder is flushed. A symbolic link stays a link; the file behind it is replaced. Permissions of the
/// old file are kept. Temporary files that a killed process left in the folder are removed.
///
/// # Errors
///
/// [`SaveError`]; the old file then is untouched.
pub fn save(path: &Path, content: &[u8], expected: Expected<'_>) -> Result<Stamp, SaveError> {
    save_with(path, expected, |file| file.write_all(content))?;
    Ok(Stamp::of(content))
}

/// Saves what `fill` writes at `path`, as [`save`] does, without holding all of it in memory. When `fill` fails, nothing
/// is saved.
///
/// # Errors
///
/// [`SaveError`]; the old file then is untouched.
pub fn save_with(
    path: &Path,
    expected: Expected<'_>,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<Metadata, SaveError> {
    let name = neutral_line(&path.to_string_lossy()).into_owned();
    let target = behind_links(path).ok_or_else(|| SaveError::NotAFile { file: name.clone() })?;
    let old = may_replace(&target, &name, expected)?;
    let must_be_new = matches!(expected, Expected::Nothing);
    replace(&target, old.as_ref(), must_be_new, fill).map_err(|error| SaveError::of(&name, &error))
}

/// Metadata of the file that will be replaced, `None` when there is none.
fn may_replace(
    target: &Path,
    name: &str,
    expected: Expected<'_>,
) -> Result<Option<Metadata>, SaveError> {
    let file = name.to_owned();
    let old = match fs::metadata(target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(SaveError::of(name, &error)),
    };
    match expected {
        _ if !old.is_file() => Err(SaveError::NotAFile { file }),
        Expected::Nothing => Err(SaveError::AlreadyThere { file }),
        Expected::Unchanged(stamp) if compared(target, stamp) == OnDisk::Changed => {
            Err(SaveError::ChangedOnDisk { file })
        }
        // A rename would replace a read-only file without a word.
        _ if old.permissions().readonly() => Err(SaveError::ReadOnlyFile { file }),
        Expected::Unchanged(_) | Expected::Anything => Ok(Some(old)),
    }
}

/// Writes a temporary file with `fill` and renames it to `target`. It is removed when anything fails.
fn replace(
    target: &Path,
    old: Option<&Metadata>,
    must_be_new: bool,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<Metadata> {
    let folder = folder_of(target);
    sweep(folder);
    let mut temporary = Temporary::in_folder(folder)?;
    let written = temporary.as_file_mut()?;
    fill(written)?;
    if let Some(old) = old {
        written.set_permissions(old.permissions())?;
    }
    written.sync_all()?;
    let metadata = written.metadata()?;
    temporary.persist(target, must_be_new)?;
    // The new name must survive a power cut too. Some file systems cannot flush a folder; the file itself is safe there.
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(metadata)
}

#[cfg(test)]
mod tests;
