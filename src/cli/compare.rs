//! `leadpact compare FILE`: all answers side by side, once they are on the table.

mod json;
pub(super) mod table;
mod text;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use crate::cli::{Error, named};
use leadpact_files::outlet;
use leadpact_workshop::compare;

/// Width of the text where standard output is no terminal, in columns.
const WIDTH: usize = 80;

/// Print all answers side by side, once all have sealed.
///
/// As wide as the terminal; 80 columns where the output goes elsewhere.
#[derive(Debug, clap::Args)]
pub struct Compare {
    /// The workshop: a file, or the name of a workshop in the data folder
    file: OsString,
    /// Print JSON: classes, similarities with measure and n, what each party says
    #[arg(long)]
    json: bool,
    /// Leave out what all said alike
    #[arg(long)]
    differences: bool,
}

impl Compare {
    /// Prints the comparison.
    ///
    /// # Errors
    /// The workshop cannot be read, or its answers are not on the table yet: then nothing of them is printed.
    pub fn run(self) -> Result<u8, Error> {
        let (path, workshop) = named::read(&self.file)?;
        let comparison = compare(&workshop).map_err(|not_yet| {
            let file = path.display().to_string();
            Error::Words(format!("{file}: {not_yet}."))
        })?;
        let printed = if self.json {
            json::print(&workshop, &comparison, self.differences)?
        } else {
            text::print(&workshop, &comparison, self.differences, width())
        };
        outlet::words().write_all(printed.as_bytes())?;
        Ok(0)
    }
}

fn width() -> usize {
    if !io::stdout().is_terminal() {
        return WIDTH;
    }
    crossterm::terminal::size().map_or(WIDTH, |(columns, _)| usize::from(columns).max(40))
}
