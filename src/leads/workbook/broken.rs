//! What is wrong with a workbook, as it comes up while its parts are unpacked and read.

use std::error::Error;
use std::fmt;
use std::io;

use crate::problem::Problem;
use crate::source::unreadable;

/// What helps with nearly every workbook that cannot be read.
pub(super) const SAVE_AGAIN: &str = "Open it in a spreadsheet program and save it again as .xlsx, or save the sheet as CSV with the encoding UTF-8.";

/// What a workbook with a password is, and what helps.
pub(crate) const PASSWORD: (&str, &str) = (
    "this workbook has a password",
    "Open it in a spreadsheet program and save a copy without the password, or save the sheet as CSV.",
);

/// What helps where the workbook is larger than what is read.
pub(super) const SAVE_AS_CSV: &str =
    "Save the sheet as CSV with the encoding UTF-8; a CSV file of any size is read.";

/// Why a workbook cannot be read, or not any further. It travels within an [`io::Error`] through whatever reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    what: String,
    next: String,
    row: Option<u64>,
}

impl Broken {
    /// A fault of the whole workbook, with the next step.
    pub(super) fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            next: next.into(),
            row: None,
        }
    }

    /// Something that no spreadsheet program writes.
    pub(super) fn damaged(what: impl fmt::Display) -> Self {
        Self::new(format!("the workbook is damaged: {what}"), SAVE_AGAIN)
    }

    /// The same at a row of the sheet, from 1, where none was named yet.
    pub(super) fn in_row(mut self, row: u64) -> Self {
        self.row = self.row.or(Some(row));
        self
    }

    /// What stopped a reader: itself, where it is one of these, else what the disk said.
    pub(super) fn of(error: &io::Error) -> Self {
        match Self::within(error) {
            Some(broken) => broken.clone(),
            None => match error.kind() {
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                    Self::damaged("a part of it cannot be unpacked")
                }
                io::ErrorKind::UnexpectedEof => Self::damaged("a part of it is cut off"),
                _ => {
                    let problem = unreadable("", error);
                    Self::new(problem.what, problem.next)
                }
            },
        }
    }

    /// The one that an error carries; none: it carries something else.
    pub(crate) fn within(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    /// As a problem of the file with this name, at the row of the sheet.
    pub(crate) fn problem(&self, name: &str) -> Problem {
        let problem = Problem::new(name, &self.what, &self.next);
        match self.row {
            Some(row) => problem.at_line(row),
            None => problem,
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Error for Broken {}

impl From<Broken> for io::Error {
    fn from(broken: Broken) -> Self {
        Self::other(broken)
    }
}
