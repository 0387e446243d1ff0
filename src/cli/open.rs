//! `leadpact open FILE`: which file is meant; the screen does the rest.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::{Error, named};

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
        // What cannot be opened is said here, in the shell, and not on a screen of its own.
        let (path, _) = named::read(&self.file)?;
        Ok(path)
    }
}
