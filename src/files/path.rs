//! Where a file lies: behind links, in which folder, and what is hidden beside it.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// Little more is taken by file systems, in bytes.
const LONGEST_NAME: usize = 250;

/// The file that is meant when symbolic links are followed, also when it does not exist yet. `None` for links that lead
/// in a circle.
pub(crate) fn behind_links(path: &Path) -> Option<PathBuf> {
    const MOST_LINKS: usize = 40;
    let mut target = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            Err(_) => return Some(target),
        }
    }
    None
}

/// The folder in which `path` lies; the current one for a bare name.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A hidden file beside another one. A name that would be too long is cut, and told apart by a digest.
pub(crate) fn hidden(target: &Path, ending: &str) -> PathBuf {
    let bare = target.file_name().unwrap_or(OsStr::new("workshop"));
    let mut name = OsString::from(".");
    name.push(bare);
    name.push(ending);
    if name.len() > LONGEST_NAME {
        let digest = Sha256::digest(bare.as_encoded_bytes());
        let begin: String = bare.to_string_lossy().chars().take(40).collect();
        name = format!(".{begin}-{}{ending}", hex(&digest[..8])).into();
    }
    folder_of(target).join(name)
}

/// Bytes in digits, two for each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
