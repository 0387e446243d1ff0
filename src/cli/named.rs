//! The workshop that a command names: to read it, or to change it while nobody else does.

use std::ffi::OsStr;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::cli::{Error, aside};
use crate::files::{self, DataFolder, Expected, Lock, Stamp};
use crate::workshop::Workshop;

/// The workshop that `name` names, with its path; `name` is a path, or a name in the data folder.
pub(super) fn read(name: &OsStr) -> Result<(PathBuf, Workshop), Error> {
    let path = DataFolder::find()?.resolve(name)?;
    let workshop = files::load_workshop(&path)?.value;
    Ok((path, workshop))
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
        let loaded = files::load_workshop(&path)?;
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
