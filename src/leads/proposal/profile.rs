//! What stands in the columns of a file: its different cells and how often each comes.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::problem::Problem;
use crate::rows::Rows;
use leadpact_definition::value::{CellReader, Reading, strip};

/// So many different cells of a column are kept; further ones are only counted.
const MOST_CELLS: usize = 20_000;

/// A per cent that can be read in one way alone.
const PER_CENT: &str = "1%";

/// Longer cells, in bytes, are only counted: they are neither numbers, dates nor names of values.
const LONGEST: usize = 200;

/// The columns of a file as far as it was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Rows that were looked at.
    pub rows: u64,
    /// Whether the file has more.
    pub more: bool,
    /// In the order of the file.
    pub columns: Vec<ColumnProfile>,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnProfile {
    /// Its header.
    pub header: String,
    /// The different cells, stripped and none empty, in the order in which they first come, with their number of rows.
    pub cells: IndexMap<String, u64>,
    /// Those of the cells that are more than texts wherever they stand: numbers, days and answers of a workbook.
    pub typed: HashSet<String>,
    /// Rows with nothing in the cell.
    pub empty: u64,
    /// Rows with a cell that was not kept.
    pub not_kept: u64,
}

impl Profile {
    /// Looks at the first rows of a file, at most so many.
    ///
    /// # Errors
    /// The file cannot be read any further.
    pub fn of(rows: &mut Rows, most: u64) -> Result<Self, Problem> {
        let column = |header: &String| ColumnProfile {
            header: header.clone(),
            ..ColumnProfile::default()
        };
        let mut profile = Self {
            columns: rows.header().iter().map(column).collect(),
            ..Self::default()
        };
        while let Some(row) = rows.next_row()? {
            if profile.rows == most {
                profile.more = true;
                break;
            }
            profile.rows += 1;
            for (place, column) in profile.columns.iter_mut().enumerate() {
                column.note(strip(row.cell(place)?), row.is_typed(place));
            }
        }
        Ok(profile)
    }
}

impl ColumnProfile {
    fn note(&mut self, cell: &str, typed: bool) {
        if cell.is_empty() {
            self.empty += 1;
        } else if let Some(rows) = self.cells.get_mut(cell) {
            *rows += 1;
            if !typed && !self.typed.is_empty() {
                self.typed.remove(cell);
            }
        } else if cell.len() > LONGEST || self.cells.len() >= MOST_CELLS {
            self.not_kept += 1;
        } else {
            self.cells.insert(cell.to_owned(), 1);
            if typed {
                self.typed.insert(cell.to_owned());
            }
        }
    }

    /// What a field makes of one of the cells.
    pub(super) fn reading(&self, reader: &CellReader, cell: &str) -> Reading {
        if self.typed.contains(cell) {
            reader.read_typed(cell)
        } else {
            reader.read(cell)
        }
    }

    /// The cell where it says how those of its column are written; none: it is more than a text, and says nothing of it.
    /// Of a per cent its sign alone does.
    pub(super) fn as_written<'c>(&self, cell: &'c str) -> Option<&'c str> {
        match (self.typed.contains(cell), cell.ends_with('%')) {
            (false, _) => Some(cell),
            (true, true) => Some(PER_CENT),
            (true, false) => None,
        }
    }

    /// The different cells with their number of rows, without those that `left_out` names.
    pub(crate) fn cells_but<'c>(
        &'c self,
        left_out: impl Fn(&str) -> bool + 'c,
    ) -> impl Iterator<Item = (&'c str, u64)> + 'c {
        let cells = self.cells.iter().map(|(cell, rows)| (cell.as_str(), *rows));
        cells.filter(move |(cell, _)| !left_out(cell))
    }
}
