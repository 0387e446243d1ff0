//! Workbooks (XLSX): one sheet read as if it had been saved as CSV, in memory that does not grow with its rows.
//!
//! ```text
//!  file -> archive  its parts; each unpacked with every byte counted
//!          parts    which sheets there are, and from which day it counts
//!          strings  the texts that cells share, formats: what is shown as a date
//!       -> sheet    row after row as text, which the rest of the program reads as it reads CSV
//! ```

mod archive;
mod broken;
mod formats;
mod parts;
mod serial;
mod sheet;
mod strings;
mod xml;

#[cfg(test)]
mod tests;

use std::io::Read;

use crate::problem::{Problem, example};
use crate::source::Holds;
use crate::workbook::archive::Archive;
use crate::workbook::formats::Formats;
use crate::workbook::parts::{Parts, Tab};
use crate::workbook::sheet::{Book, Sheet};
use crate::workbook::strings::Strings;
use crate::workbook::xml::Xml;

pub(crate) use archive::Bytes;
pub(crate) use broken::{Broken, PASSWORD};
pub(crate) use sheet::{BREAK, TYPED};

/// The most sheets that a message lists.
const LISTED: usize = 12;

/// The sheet of a workbook that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRead {
    /// What stands on its tab.
    pub name: String,
    /// How many sheets with cells the workbook has, hidden ones too.
    pub of: usize,
    /// The other sheets, as messages list them; empty: there are none.
    others: String,
    /// The option that names another.
    option: &'static str,
}

/// Opens a workbook: the sheet with this name or number, without either the first that is not hidden.
///
/// # Errors
/// It is no workbook, is damaged or hostile, has a password, or has no such sheet; or nothing stands in the sheet.
pub(crate) fn open(
    name: &str,
    bytes: Box<dyn Bytes>,
    asked: Option<&str>,
    holds: Holds,
) -> Result<(Box<dyn Read + Send>, SheetRead), Problem> {
    let opened = open_sheet(bytes, asked, holds.sheet_option());
    let (sheet, read) = opened.map_err(|broken| broken.problem(name))?;
    Ok((Box::new(sheet), read))
}

fn open_sheet(
    bytes: Box<dyn Bytes>,
    asked: Option<&str>,
    option: &'static str,
) -> Result<(Sheet, SheetRead), Broken> {
    let mut archive = Archive::open(bytes)?;
    let parts = Parts::read(&mut archive)?;
    let tab = parts::chosen(&parts.sheets, asked, option)?.clone();
    let read = SheetRead::new(&tab, &parts.sheets, option);
    let strings = match &parts.strings {
        Some(part) => Strings::read(parts::open(&mut archive, part)?)?,
        None => Strings::default(),
    };
    let formats = match &parts.styles {
        Some(part) => Formats::read(parts::open(&mut archive, part)?)?,
        None => Formats::default(),
    };
    let book = Book {
        strings,
        formats,
        epoch: parts.epoch,
        computed_later: parts.computed_later,
    };
    let part = archive
        .last_part(&tab.part)?
        .ok_or_else(|| parts::missing(&tab.part))?;
    let sheet = Sheet::new(Xml::new(&tab.part, part), book)?;
    if sheet.is_empty() {
        return Err(read.empty());
    }
    Ok((sheet, read))
}

impl SheetRead {
    fn new(tab: &Tab, all: &[Tab], option: &'static str) -> Self {
        let others = all.iter().filter(|other| *other != tab);
        Self {
            name: tab.name.clone(),
            of: all.len(),
            others: listed(others.map(|tab| (tab.name.as_str(), tab.hidden))),
            option,
        }
    }

    /// The sheet as a part of a sentence: `sheet 'Leads' of 3`.
    #[must_use]
    pub fn words(&self) -> String {
        let name = example(&self.name);
        match self.of {
            ..=1 => format!("sheet '{name}'"),
            of => format!("sheet '{name}' of {of}"),
        }
    }

    /// The sentence for who looks for something that is not in this sheet; none: there is no other.
    #[must_use]
    pub fn elsewhere(&self) -> Option<String> {
        let (name, others, option) = (example(&self.name), &self.others, self.option);
        let sentence = || {
            format!(
                "The sheet '{name}' was read; the workbook also has {others}: name one with {option}."
            )
        };
        (!others.is_empty()).then(sentence)
    }

    fn empty(&self) -> Broken {
        let next = if self.others.is_empty() {
            "Name a workbook with leads in it.".to_owned()
        } else {
            format!(
                "The workbook also has {}: name one with {}.",
                self.others, self.option
            )
        };
        Broken::new(
            format!("the sheet '{}' is empty", example(&self.name)),
            next,
        )
    }
}

/// Sheets in a message, with whether they are hidden: `'Leads', 'Lists' (hidden) and 3 more`.
fn listed<'t>(sheets: impl Iterator<Item = (&'t str, bool)>) -> String {
    let all: Vec<String> = sheets
        .map(|(name, hidden)| {
            format!(
                "'{}'{}",
                example(name),
                if hidden { " (hidden)" } else { "" }
            )
        })
        .collect();
    let shown = all.get(..LISTED.min(all.len())).unwrap_or_default();
    match (shown, all.len() - shown.len()) {
        ([before @ .., last], 0) if !before.is_empty() => {
            format!("{} and {last}", before.join(", "))
        }
        (shown, 0) => shown.join(", "),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
