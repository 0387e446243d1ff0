//! Work on its way into its file: a side file that stands within a second, before the disk has confirmed anything.
//!
//! Saving waits for the disk, twice, and a slow disk takes its time. So what was done last is first written beside the
//! file, without waiting. A program that is killed leaves it there, whole or not at all, and the next one takes it up.
//! A power cut may take it: what the file itself holds has been confirmed by the disk.
//!
//! ```text
//!  .acme.workshop.yaml.unsaved     # Leadpact: work that is not in acme.workshop.yaml yet ...
//!                                  # sha256 DIGEST of all that follows the third line
//!                                  # after DIGEST DIGEST: contents of the file to which this work was added
//! ```

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};

use crate::document::read_workshop;
use crate::load::{Stamp, load_bytes};
use crate::name::free_path;
use crate::neutral::neutral_line;
use crate::path::{behind_links, folder_of, hex, hidden};
use crate::save::{Expected, SaveError, save};
use crate::yaml::MOST_BYTES;

/// SHA-256 of what a file holds.
pub type ContentDigest = [u8; 32];

/// A session that lives has taken its side file away again after so long.
const LEFT_BEHIND: Duration = Duration::from_secs(10);

/// What became of work that a session could not bring into its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenUp {
    /// It is in the file now.
    Into,
    /// The file was changed since; the work is kept in this one.
    Apart(PathBuf),
}

impl fmt::Display for TakenUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The last session ended before its last work was in the file")?;
        match self {
            Self::Into => f.write_str(". It is there now."),
            Self::Apart(path) => write!(
                f,
                ", and the file was changed since. That work is kept in {}.",
                neutral_line(&path.to_string_lossy())
            ),
        }
    }
}

/// The digest of a content.
#[must_use]
pub fn content_digest(content: &[u8]) -> ContentDigest {
    Sha256::digest(content).into()
}

/// Where the work on this file stands that is not in it yet.
#[must_use]
pub fn side_path(path: &Path) -> PathBuf {
    let target = behind_links(path).unwrap_or_else(|| path.to_owned());
    hidden(&target, ".unsaved")
}

/// Writes `content` beside the file at `path`, whole, without waiting for the disk. `after` are the contents that the file
/// may have: this work was added to them.
///
/// # Errors
/// The folder does not take it; what stood beside the file before still does.
pub fn write_side(path: &Path, content: &[u8], after: &[ContentDigest]) -> io::Result<()> {
    let side = side_path(path);
    let unfinished = side.with_extension("unsaving");
    let mut head = format!(
        "# Leadpact: work that is not in {} yet. The next session takes it up.\n# sha256 {}\n# after",
        neutral_line(&path.file_name().unwrap_or_default().to_string_lossy()),
        hex(&content_digest(content)),
    );
    for digest in after {
        head.push(' ');
        head.push_str(&hex(digest));
    }
    head.push('\n');
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.open(&unfinished).and_then(|mut file| {
        // As private as the file itself.
        if let Ok(file_beside) = fs::metadata(path) {
            file.set_permissions(file_beside.permissions())?;
        }
        file.write_all(head.as_bytes())?;
        file.write_all(content)
    });
    let moved = written.and_then(|()| fs::rename(&unfinished, &side));
    if moved.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    moved
}

/// Nothing is beside the file at `path` any more.
pub fn remove_side(path: &Path) {
    let side = side_path(path);
    let _ = fs::remove_file(side.with_extension("unsaving"));
    let _ = fs::remove_file(side);
}

/// Whether work on the file at `path` was left beside it by a session that ended before it was in the file.
#[must_use]
pub fn is_left_behind(path: &Path) -> bool {
    let written = fs::metadata(side_path(path)).and_then(|side| side.modified());
    let age = written.map(|written| {
        SystemTime::now()
            .duration_since(written)
            .unwrap_or_default()
    });
    age.is_ok_and(|age| age > LEFT_BEHIND)
}

/// Takes up what a session left beside the file at `path`: into the file, or, where the file was changed since, into a
/// new one. Call it with the file's lock held. `None` as a rule: nothing was left, or nothing that was not in the file.
///
/// # Errors
/// It can be put nowhere; it stays where it is.
pub fn take_up(path: &Path) -> Result<Option<TakenUp>, SaveError> {
    let Some(work) = read_side(&side_path(path)) else {
        // A side file that is not whole was being written when the program ended; the one before it was not there.
        remove_side(path);
        return Ok(None);
    };
    let (there, stamp): (_, Option<Stamp>) = match load_bytes(path) {
        Ok((content, stamp)) => (Some(content_digest(&content)), Some(stamp)),
        Err(_) => (None, None),
    };
    let taken = if there == Some(content_digest(&work.content)) {
        None
    } else if there.is_some_and(|there| work.after.contains(&hex(&there))) {
        let expected = stamp
            .as_ref()
            .map_or(Expected::Nothing, Expected::Unchanged);
        save(path, &work.content, expected)?;
        Some(TakenUp::Into)
    } else {
        let name = path.to_string_lossy();
        let title = read_workshop(&name, &work.content)
            .map_or_else(|_| "workshop".to_owned(), |workshop| workshop.head.title);
        let apart = free_path(
            folder_of(path),
            &format!("{title} unsaved"),
            crate::WORKSHOP_ENDING,
        );
        save(&apart, &work.content, Expected::Nothing)?;
        Some(TakenUp::Apart(apart))
    };
    remove_side(path);
    Ok(taken)
}

/// A side file that is whole.
struct Work {
    content: Vec<u8>,
    /// Digests in hexadecimal digits.
    after: Vec<String>,
}

fn read_side(side: &Path) -> Option<Work> {
    // Nobody else's pipe or link is followed.
    let about = fs::symlink_metadata(side).ok()?;
    if !about.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(side)
        .ok()?
        .take(MOST_BYTES + 64 * 1024)
        .read_to_end(&mut bytes)
        .ok()?;
    let mut lines = bytes.splitn(4, |byte| *byte == b'\n');
    let (_, digest, after) = (lines.next()?, lines.next()?, lines.next()?);
    let content = lines.next()?.to_vec();
    let digest = std::str::from_utf8(digest)
        .ok()?
        .strip_prefix("# sha256 ")?;
    if digest != hex(&content_digest(&content)) {
        return None;
    }
    let after = std::str::from_utf8(after).ok()?.strip_prefix("# after")?;
    Some(Work {
        after: after.split_whitespace().map(str::to_owned).collect(),
        content,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that holds `one`, in a folder of its own.
    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("acme.workshop.yaml");
        fs::write(&path, "one").unwrap();
        (folder, path)
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn work_that_was_added_to_what_is_there_goes_into_the_file() {
        let (folder, path) = file();
        let after = [content_digest(b"zero"), content_digest(b"one")];
        write_side(&path, b"two", &after).unwrap();
        assert_eq!(names(&folder).len(), 2);
        assert_eq!(take_up(&path), Ok(Some(TakenUp::Into)));
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(&folder), ["acme.workshop.yaml"]);
        assert_eq!(take_up(&path), Ok(None));
    }

    #[test]
    fn work_that_is_in_the_file_already_is_nothing_new() {
        let (folder, path) = file();
        write_side(&path, b"one", &[content_digest(b"zero")]).unwrap();
        assert_eq!(take_up(&path), Ok(None));
        assert_eq!(names(&folder), ["acme.workshop.yaml"]);
    }

    #[test]
    fn work_on_a_file_that_somebody_else_changed_is_kept_apart() {
        let (folder, path) = file();
        write_side(&path, b"two", &[content_digest(b"zero")]).unwrap();
        let apart = folder.path().join("workshop-unsaved.workshop.yaml");
        assert_eq!(take_up(&path), Ok(Some(TakenUp::Apart(apart.clone()))));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read(&apart).unwrap(), b"two");
        assert_eq!(names(&folder).len(), 2);
    }

    #[test]
    fn a_side_file_cut_off_anywhere_changes_nothing() {
        let (folder, path) = file();
        write_side(&path, b"two\nlines\n", &[content_digest(b"one")]).unwrap();
        let side = side_path(&path);
        let whole = fs::read(&side).unwrap();
        for end in 0..whole.len() {
            fs::write(&side, &whole[..end]).unwrap();
            assert_eq!(take_up(&path), Ok(None), "{end}");
            assert_eq!(fs::read(&path).unwrap(), b"one");
            assert_eq!(names(&folder), ["acme.workshop.yaml"]);
        }
    }

    #[test]
    fn the_newest_work_stands_and_the_longest_name_has_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a".repeat(240) + ".workshop.yaml");
        fs::write(&path, "one").unwrap();
        for work in ["two", "three"] {
            write_side(&path, work.as_bytes(), &[content_digest(b"one")]).unwrap();
        }
        assert_eq!(names(&folder).len(), 2);
        assert_eq!(take_up(&path), Ok(Some(TakenUp::Into)));
        assert_eq!(fs::read(&path).unwrap(), b"three");
    }

    #[test]
    #[cfg(unix)]
    fn a_side_file_is_as_private_as_its_file() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = file();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write_side(&path, b"two", &[]).unwrap();
        let mode = fs::metadata(side_path(&path)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
