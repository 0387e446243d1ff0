//! The workshop that a command names: to read it, or to change it while nobody else does.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::cli::{Error, aside};
use leadpact_files::{self as files, DataFolder, Expected, Lock, Stamp, neutral_line};
use leadpact_workshop::{Workshop, integrity};

/// The workshop that `name` names, with its path; `name` is a path, or a name in the data folder.
pub(super) fn read(name: &OsStr) -> Result<(PathBuf, Workshop), Error> {
    let path = DataFolder::find()?.resolve(name)?;
    let workshop = files::load_workshop(&path)?.value;
    notes(&path, &workshop);
    Ok((path, workshop))
}

/// Says what a person should know who uses what the workshop says: something in it was changed by hand, or there is work
/// that is not in it.
pub(super) fn notes(path: &Path, workshop: &Workshop) {
    for sentence in integrity::broken(workshop) {
        let sentence = neutral_line(&sentence).into_owned();
        aside(format_args!(
            "Please note: {sentence}. Restore the file from a copy; 'leadpact verify' says what holds."
        ));
    }
    left_behind(path);
}

/// Says that a session ended before its last work was in the file.
pub(super) fn left_behind(path: &Path) {
    if files::is_left_behind(path) {
        aside(format_args!(
            "Please note: the last session ended before its last work was in this file. It goes in at the next: {}",
            files::command("open", [path])
        ));
    }
}

/// A workshop that this command alone may change.
pub(super) struct Held {
    pub(super) path: PathBuf,
    pub(super) workshop: Workshop,
    stamp: Stamp,
    _lock: Lock,
}

impl Held {
    /// Locks and reads the workshop that `name` names.
    pub(super) fn take(name: &OsStr) -> Result<Self, Error> {
        let path = DataFolder::find()?.resolve(name)?;
        let lock = Lock::take(&path)?;
        if let Some(words) = files::parted_names(&path) {
            aside(format_args!("Please note: {words}"));
        }
        if let Some(taken) = files::take_up(&path)? {
            aside(taken);
        }
        let loaded = files::load_workshop(&path)?;
        notes(&path, &loaded.value);
        Ok(Self {
            path,
            workshop: loaded.value,
            stamp: loaded.stamp,
            _lock: lock,
        })
    }

    /// Saves what was changed at `now`.
    pub(super) fn save(&mut self, now: Timestamp) -> Result<(), Error> {
        self.workshop.head.changed = now;
        files::save_workshop(&self.path, &self.workshop, Expected::Unchanged(&self.stamp))?;
        Ok(())
    }
}
