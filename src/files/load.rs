//! Reading a file from disk, with a stamp by which a later change by somebody else is noticed.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::fault::Fault;
use crate::yaml::{self, MOST_BYTES};

/// What a file was when it was read or saved: its length and a digest of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    /// SHA-256 of the content.
    digest: [u8; 32],
}

impl Stamp {
    /// The stamp of a file with this content.
    pub(crate) fn of(content: &[u8]) -> Self {
        Self {
            bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
            digest: Sha256::digest(content).into(),
        }
    }

    /// The digest of its content.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }
}

/// What became of a file since its [`Stamp`] was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnDisk {
    /// The content is the same.
    Same,
    /// Somebody else wrote other content.
    Changed,
    /// No file is there any more.
    Gone,
}

/// A value read from a file, with the stamp to save it again.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// What the file says.
    pub value: T,
    /// The file as it was read.
    pub stamp: Stamp,
}

/// The content of the file at `path`, at most [`MOST_BYTES`].
///
/// # Errors
///
/// A [`Fault`] when the file is missing, not an ordinary file, or too large (told from its length, without reading it).
pub fn load_bytes(path: &Path) -> Result<(Vec<u8>, Stamp), Fault> {
    let name = path.to_string_lossy();
    let (mut file, metadata) = open(path)?;
    if let Some(fault) = yaml::too_large(&name, metadata.len()) {
        return Err(fault);
    }
    let mut content = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    // One byte more than allowed, so that a file that grows meanwhile is noticed.
    file.by_ref()
        .take(MOST_BYTES + 1)
        .read_to_end(&mut content)
        .map_err(|error| unreadable(&name, &error))?;
    if let Some(fault) = yaml::too_large(&name, u64::try_from(content.len()).unwrap_or(u64::MAX)) {
        return Err(fault);
    }
    let stamp = Stamp::of(&content);
    Ok((content, stamp))
}

/// The ordinary file at `path`, open for reading. A pipe or device is not opened: that could wait for ever.
pub(crate) fn open(path: &Path) -> Result<(File, Metadata), Fault> {
    let name = path.to_string_lossy();
    let metadata = fs::metadata(path).map_err(|error| unreadable(&name, &error))?;
    if metadata.is_dir() {
        return Err(Fault::new(
            &name,
            "this is a folder, not a file",
            "Name a file in it.",
        ));
    }
    if !metadata.is_file() {
        return Err(Fault::new(
            &name,
            "this is not an ordinary file",
            "Name a file that holds YAML text.",
        ));
    }
    let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
    let metadata = file.metadata().map_err(|error| unreadable(&name, &error))?;
    Ok((file, metadata))
}

/// The fault of a file that cannot be opened or read.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Fault::new(
            name,
            "there is no such file",
            "Check the name, or see 'leadpact list'.",
        ),
        io::ErrorKind::PermissionDenied => Fault::new(
            name,
            "the file may not be read by you",
            "Change its permissions, or copy it.",
        ),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => {
            Fault::new(name, "this cannot be the name of a file", "Check the name.")
        }
        _ => Fault::new(
            name,
            &format!("the file cannot be read: {error}"),
            "Check the disk, or copy the file elsewhere.",
        ),
    }
}

/// What became of the file at `path` since `stamp` was taken, by its content: a change within the file system's grain of
/// time is seen too. A file that cannot be read counts as changed.
pub(crate) fn compared(path: &Path, stamp: &Stamp) -> OnDisk {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return OnDisk::Gone,
        Ok(metadata) if metadata.len() != stamp.bytes => return OnDisk::Changed,
        _ => {}
    }
    match load_bytes(path) {
        Ok((_, now)) if now.digest == stamp.digest => OnDisk::Same,
        _ => OnDisk::Changed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_huge_file_is_refused_by_its_length_alone() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("huge.yaml");
        // A sparse file: its 100 MB are never written, and would be NUL bytes if they were read.
        File::create(&path)
            .and_then(|file| file.set_len(100 * 1024 * 1024))
            .expect("sparse file");
        let fault = load_bytes(&path).expect_err("too large");
        assert_eq!(&*fault.what, "the file has 100 MB; at most 16 MB are read");
    }

    #[test]
    fn what_is_not_a_readable_file_is_named() {
        let folder = tempfile::tempdir().expect("folder");
        let missing = load_bytes(&folder.path().join("none.yaml")).expect_err("missing");
        assert_eq!(&*missing.what, "there is no such file");
        let itself = load_bytes(folder.path()).expect_err("folder");
        assert_eq!(&*itself.what, "this is a folder, not a file");
        let nul = load_bytes(Path::new("a\0b")).expect_err("name");
        assert_eq!(&*nul.what, "this cannot be the name of a file");
    }

    #[test]
    fn a_change_on_disk_is_noticed_and_a_touch_is_not() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.yaml");
        fs::write(&path, "one").expect("write");
        let (_, stamp) = load_bytes(&path).expect("load");
        assert_eq!(compared(&path, &stamp), OnDisk::Same);
        let touched = File::options().write(true).open(&path).expect("open");
        touched
            .set_modified(std::time::SystemTime::UNIX_EPOCH)
            .expect("touch");
        assert_eq!(compared(&path, &stamp), OnDisk::Same);
        fs::write(&path, "two").expect("write");
        assert_eq!(compared(&path, &stamp), OnDisk::Changed);
        fs::remove_file(&path).expect("remove");
        assert_eq!(compared(&path, &stamp), OnDisk::Gone);
    }
}
