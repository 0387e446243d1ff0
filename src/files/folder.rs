//! The data folder: where workshops lie when the user names no path, and what is in it.

use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs, io};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::document::{load_workshop, read_kind};
use crate::fault::Fault;
use crate::load::{open, unreadable};
use crate::name::WORKSHOP_ENDING;
use crate::neutral::neutral_line;
use crate::path::folder_of;
use crate::temporary::sweep;
use leadpact_definition::nearest::near;
use leadpact_workshop::integrity;
use leadpact_workshop::sign::tampered;

/// The variable that names another data folder.
pub const HOME_VARIABLE: &str = "LEADPACT_HOME";

/// At most this many bytes of a workshop are read for the list, however large it is.
const HEAD_BYTES: u64 = 16 * 1024;

/// Why there is no such workshop, or no folder for workshops.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FolderError {
    /// The system tells no home folder.
    #[error("no folder for workshops is known on this system. Set {HOME_VARIABLE} to a folder")]
    NoHome,
    /// The folder cannot be made.
    #[error(
        "the data folder {folder} cannot be made: {reason}. Set {HOME_VARIABLE} to another folder"
    )]
    CannotMake {
        /// The folder.
        folder: String,
        /// The system's words.
        reason: String,
    },
    /// The folder cannot be read.
    #[error(
        "the data folder {folder} cannot be read: {reason}. Check its permissions, or set {HOME_VARIABLE}"
    )]
    CannotRead {
        /// The folder.
        folder: String,
        /// The system's words.
        reason: String,
    },
    /// More than one workshop has this title.
    #[error("more than one workshop is called '{title}'. Name the file that you mean: {names}")]
    Several {
        /// The title.
        title: String,
        /// The names of the workshops, in quotes.
        names: String,
    },
    /// Neither a file nor a workshop has this name.
    #[error("there is no file and no workshop named '{name}'. {next}")]
    NotFound {
        /// What the user wrote.
        name: String,
        /// The nearest names, or where to look.
        next: String,
    },
}

/// The folder that holds the user's workshops. It need not exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFolder {
    path: PathBuf,
}

/// One workshop of the data folder.
#[derive(Debug, Clone)]
pub struct Listed<H> {
    /// The name by which commands take it.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// When the file was last changed; `None` where the file system keeps no times.
    pub modified: Option<SystemTime>,
    /// The head of the file, or why it cannot be read.
    pub head: Result<H, Fault>,
}

/// The start of a workshop file, down to its head.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Opening<H> {
    #[serde(rename = "apiVersion")]
    _api_version: String,
    #[serde(rename = "kind")]
    _kind: String,
    head: H,
}

/// The head of a workshop as far as its title.
#[derive(Deserialize)]
struct Titled {
    title: String,
}

/// A title as it counts: capitals and the number of blanks make no difference.
fn spelled(title: &str) -> String {
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

impl DataFolder {
    /// The data folder of this user: [`HOME_VARIABLE`] if it is set and not empty, else the system's place for data.
    ///
    /// # Errors
    ///
    /// [`FolderError::NoHome`] when the system tells no place.
    pub fn find() -> Result<Self, FolderError> {
        Self::found(env::var_os(HOME_VARIABLE))
    }

    fn found(home: Option<OsString>) -> Result<Self, FolderError> {
        if let Some(home) = home.filter(|home| !home.is_empty()) {
            return Ok(Self::at(PathBuf::from(home)));
        }
        let places =
            directories::ProjectDirs::from("", "", "leadpact").ok_or(FolderError::NoHome)?;
        Ok(Self::at(places.data_dir().to_path_buf()))
    }

    /// The data folder at `path`.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where the folder is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the system said about the folder, in words of our own where it is a file.
    fn reason(&self, error: &io::Error) -> String {
        if self.path.is_file() {
            return "it is a file, not a folder".to_owned();
        }
        neutral_line(&error.to_string()).into_owned()
    }

    /// Makes the folder unless it is there.
    ///
    /// # Errors
    ///
    /// [`FolderError::CannotMake`].
    pub fn make(&self) -> Result<(), FolderError> {
        fs::create_dir_all(&self.path).map_err(|error| FolderError::CannotMake {
            folder: shown(&self.path),
            reason: self.reason(&error),
        })
    }

    /// The file that a `FILE` argument means: a path to a file, or else the name of a workshop in the data folder, with or
    /// without `.workshop.yaml`, or else its title, capitals or not. A folder of that name that happens to lie here is not meant.
    ///
    /// # Errors
    ///
    /// [`FolderError::NotFound`] with the nearest names.
    pub fn resolve(&self, argument: &OsStr) -> Result<PathBuf, FolderError> {
        self.resolve_from(Path::new(""), argument)
    }

    /// As [`DataFolder::resolve`], for somebody whose working folder is `here`.
    fn resolve_from(&self, here: &Path, argument: &OsStr) -> Result<PathBuf, FolderError> {
        let as_path = Path::new(argument);
        let is_name = !argument.is_empty() && as_path.file_name() == Some(argument);
        let there = here.join(as_path);
        if there.exists() && !(is_name && there.is_dir()) {
            return Ok(there);
        }
        if is_name {
            let mut with_ending = argument.to_owned();
            with_ending.push(WORKSHOP_ENDING);
            let candidates = [self.path.join(&with_ending), self.path.join(argument)];
            if let Some(there) = candidates.into_iter().find(|path| path.is_file()) {
                return Ok(there);
            }
        }
        let titled = self.titled();
        let wanted = spelled(&argument.to_string_lossy());
        let mut called = titled
            .iter()
            .filter(|(title, _, _)| spelled(title) == wanted);
        match (called.next(), called.next()) {
            (Some((_, _, path)), None) => Ok(path.clone()),
            (Some((title, one, _)), Some((_, other, _))) => Err(FolderError::Several {
                title: neutral_line(title).into_owned(),
                names: std::iter::once(one)
                    .chain([other])
                    .chain(called.map(|(_, name, _)| name))
                    .map(|name| format!("'{}'", neutral_line(name)))
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
            (None, _) => Err(self.not_found(as_path, is_name, &titled)),
        }
    }

    /// Title, name and path of each workshop whose head can be read.
    fn titled(&self) -> Vec<(String, String, PathBuf)> {
        let listed = self.list::<Titled>().unwrap_or_default().into_iter();
        listed
            .filter_map(|one| Some((one.head.ok()?.title, one.name, one.path)))
            .collect()
    }

    fn not_found(
        &self,
        argument: &Path,
        is_name: bool,
        titled: &[(String, String, PathBuf)],
    ) -> FolderError {
        let written = argument.to_string_lossy();
        let wanted = argument
            .file_name()
            .map(OsStr::to_string_lossy)
            .unwrap_or_default();
        let wanted = wanted.strip_suffix(WORKSHOP_ENDING).unwrap_or(&wanted);
        let beside = if is_name {
            Vec::new()
        } else {
            names_in(folder_of(argument))
        };
        let here = self.files().unwrap_or_default();
        let mut known: Vec<&str> = beside
            .iter()
            .map(String::as_str)
            .chain(here.iter().map(|(name, _)| name.as_str()))
            .collect();
        // A title that reads as a name of a file, or as another title, is not named again.
        for (title, _, _) in titled {
            if known.iter().all(|other| spelled(other) != spelled(title)) {
                known.push(title);
            }
        }
        let nearest: Vec<String> = near(wanted, known.iter().copied())
            .iter()
            .map(|name| format!("'{}'", neutral_line(name)))
            .collect();
        let next = match nearest.as_slice() {
            [] if here.is_empty() => "Make one with 'leadpact new'.".to_owned(),
            [] => "See 'leadpact list' for the workshops there are.".to_owned(),
            names => format!("Did you mean {}?", names.join(" or ")),
        };
        FolderError::NotFound {
            name: neutral_line(&written).into_owned(),
            next,
        }
    }

    /// The workshops in the folder, by name. Of each file only the head is read, at most 16 KB however large it is; one
    /// that cannot be read stands in the list with its fault. A folder that does not exist holds none. What a killed
    /// program left half-written in it is removed.
    ///
    /// # Errors
    ///
    /// [`FolderError::CannotRead`] when the folder exists but cannot be read.
    pub fn list<H: DeserializeOwned>(&self) -> Result<Vec<Listed<H>>, FolderError> {
        let files = self.files()?;
        sweep(&self.path);
        let listed = files.into_iter().map(|(name, path)| {
            let modified = fs::metadata(&path).and_then(|file| file.modified()).ok();
            let head = read_head(&path);
            Listed {
                name,
                path,
                modified,
                head,
            }
        });
        Ok(listed.collect())
    }

    /// Name and path of each workshop file, by name.
    fn files(&self) -> Result<Vec<(String, PathBuf)>, FolderError> {
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => {
                return Err(FolderError::CannotRead {
                    folder: shown(&self.path),
                    reason: self.reason(&error),
                });
            }
        };
        let mut files: Vec<(String, PathBuf)> = entries
            .flatten()
            .filter_map(|entry| {
                let file = entry.file_name().to_string_lossy().into_owned();
                let name = file
                    .strip_suffix(WORKSHOP_ENDING)
                    .filter(|name| !name.is_empty() && !name.starts_with('.'))?;
                Some((name.to_owned(), entry.path()))
            })
            .collect();
        files.sort();
        Ok(files)
    }
}

fn shown(path: &Path) -> String {
    neutral_line(&path.to_string_lossy()).into_owned()
}

/// Names of the files in `folder`, folders left out, among its first 1,000 entries; none when it cannot be read.
fn names_in(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .take(1000)
        .filter(|entry| !entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// The head of the workshop file at `path`. At most 16 KB are read.
///
/// # Errors
///
/// A [`Fault`] when the file cannot be read or does not begin with the head of a workshop.
pub fn read_head<H: DeserializeOwned>(path: &Path) -> Result<H, Fault> {
    let name = path.to_string_lossy();
    let (file, _) = open(path)?;
    let mut start = Vec::new();
    file.take(HEAD_BYTES)
        .read_to_end(&mut start)
        .map_err(|error| unreadable(&name, &error))?;
    let end = end_of_head(&start).ok_or_else(|| {
        Fault::new(
            &name,
            "the file does not begin with the head of a workshop",
            "Check that this is a workshop, or restore it from a copy.",
        )
    })?;
    let start = start.get(..end).unwrap_or_default();
    let opening: Opening<H> = read_kind(&name, start, "Workshop")?;
    Ok(opening.head)
}

/// What in a workshop file was changed by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByHand {
    /// What is not what was signed, sealed or written, in sentences; empty as a rule.
    pub sentences: Vec<String>,
    /// Whether a version is among it.
    pub version: bool,
}

/// What was changed by hand in the workshop file at `path`; nothing for a file that cannot be read. The whole file is read
/// for it.
#[must_use]
pub fn by_hand(path: &Path) -> ByHand {
    load_workshop(path).map_or_else(
        |_| ByHand::default(),
        |loaded| ByHand {
            sentences: integrity::broken(&loaded.value),
            version: tampered(&loaded.value).is_some(),
        },
    )
}

/// Where the top-level key after `head:` begins. `None` when there is no such key, unless the whole file is here.
fn end_of_head(start: &[u8]) -> Option<usize> {
    let is_whole = u64::try_from(start.len()).is_ok_and(|bytes| bytes < HEAD_BYTES);
    let mut offset = 0;
    let mut in_head = false;
    for line in start.split_inclusive(|byte| *byte == b'\n') {
        let is_key = line
            .first()
            .is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'"' | b'\''));
        if in_head && is_key {
            return Some(offset);
        }
        in_head = in_head || line.starts_with(b"head:");
        offset += line.len();
    }
    (in_head && is_whole).then_some(offset)
}

#[cfg(test)]
mod tests;
