//! What is wrong with a file of leads, where, and what to do next.

use std::fmt;

use leadpact_files::neutral_line;

/// Characters of an example.
const EXAMPLE_LENGTH: usize = 40;

/// Why a file of leads was refused. Shown as `FILE:LINE: what (row 12). Next step.`
///
/// No part carries characters that a terminal would act on; they are replaced by visible marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as the user named it; `standard input` for what comes through a pipe.
    pub file: Box<str>,
    /// Line in the file, from 1; none when the whole file is meant.
    pub line: Option<u64>,
    /// Row, from 1, without the header; none when the header or the whole file is meant.
    pub row: Option<u64>,
    /// What is wrong: a sentence that starts in lower case, without its full stop.
    pub what: Box<str>,
    /// What to do next: a whole sentence.
    pub next: Box<str>,
}

impl Problem {
    /// A problem of the whole file.
    #[must_use]
    pub fn new(file: &str, what: &str, next: &str) -> Self {
        Self {
            file: neutral_line(file).into(),
            line: None,
            row: None,
            what: neutral_line(what).into(),
            next: neutral_line(next).into(),
        }
    }

    /// The same problem at a line.
    #[must_use]
    pub(crate) fn at_line(mut self, line: u64) -> Self {
        // Lines count from 1, also where nothing was read yet.
        self.line = Some(line.max(1));
        self
    }

    /// The same problem in a row.
    #[must_use]
    pub(crate) fn in_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)?;
        if let Some(row) = self.row {
            write!(f, " (row {row})")?;
        }
        write!(f, ". {}", self.next)
    }
}

impl std::error::Error for Problem {}

/// The beginning of a cell on one line, harmless for a terminal.
pub(crate) fn example(cell: &str) -> String {
    let line = neutral_line(cell);
    let mut kept: String = line.chars().take(EXAMPLE_LENGTH).collect();
    if line.chars().nth(EXAMPLE_LENGTH).is_some() {
        kept.push_str("...");
    }
    kept
}
