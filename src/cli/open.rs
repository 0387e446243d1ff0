//! `leadpact open FILE`: which file is meant; the screen does the rest.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::Error;
use leadpact_files::{self as files, DataFolder};

/// Open a workshop on the screen.
#[derive(Debug, clap::Args)]
pub struct Open {
    /// The workshop: a file, or the name of a workshop in the data folder
    file: OsString,
}

impl Open {
    /// The file that is meant.
    ///
    /// # Errors
    /// There is no such file; the nearest names are suggested. Or it is no workshop that can be read.
    pub fn path(&self) -> Result<PathBuf, Error> {
        let path = DataFolder::find()?.resolve(&self.file)?;
        // What cannot be opened is said here, in the shell, and not on a screen of its own; but the screen can offer a
        // cleaned copy.
        match files::load_workshop(&path) {
            Err(fault) if files::cleaned_workshop(&path).is_none() => Err(fault.into()),
            _ => Ok(path),
        }
    }
}
