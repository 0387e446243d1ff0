//! Which columns of a file may hold a fact: by its name, by words of its name, by what stands in the cells.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::crm::known_headers;
use crate::proposal::blanks::is_nothing;
use crate::proposal::dates::{Dates, dates};
use crate::proposal::letters::bare;
use crate::proposal::name::Name;
use crate::proposal::profile::{ColumnProfile, Profile};
use crate::proposal::sure::Like;
use leadpact_definition::value::canonical_text;

/// How a column was found, the surest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Its header is one that the rules list, letter by letter.
    #[default]
    Exact,
    /// Its header differs from that only in case, spaces and punctuation.
    Alike,
    /// Its header is nearly that, as by a slip.
    Near,
    /// Its header has the words of the fact's name.
    Words,
    /// Its header is a usual word for the fact, perhaps in another language.
    Meaning,
    /// Its cells hold the values that the rules ask for.
    Values,
}

impl How {
    /// The word in a table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "as named",
            Self::Alike => "alike",
            Self::Near => "near",
            Self::Words => "by words",
            Self::Meaning => "by meaning",
            Self::Values => "by values",
        }
    }
}

/// The columns of a file, with what is asked of each again and again.
pub(super) struct Table<'p> {
    pub(super) columns: Vec<Column<'p>>,
    /// All values that the rules compare with, canonical.
    values: HashSet<&'p str>,
}

/// One column.
pub(super) struct Column<'p> {
    pub(super) profile: &'p ColumnProfile,
    pub(super) name: Name,
    known: OnceCell<Known>,
    dates: OnceCell<Dates>,
}

/// What the cells of a column are to the rules.
struct Known {
    /// Rows in which something stands.
    filled: u64,
    /// Those cells that are a value the rules compare with, canonical, with their rows.
    cells: Vec<(String, u64)>,
}

impl<'p> Table<'p> {
    pub(super) fn new(profile: &'p Profile, values: &'p [HashSet<String>]) -> Self {
        let columns = profile.columns.iter().map(|profile| Column {
            profile,
            name: Name::new(&profile.header),
            known: OnceCell::new(),
            dates: OnceCell::new(),
        });
        Self {
            columns: columns.collect(),
            values: values.iter().flatten().map(String::as_str).collect(),
        }
    }

    /// The first column with this header.
    pub(super) fn with(&self, header: &str) -> Option<&Column<'p>> {
        let mut columns = self.columns.iter();
        columns.find(|column| column.name.text() == header)
    }

    /// The places, counted from 1, of the columns with the header of the one at `place`, itself among them.
    pub(super) fn doubled(&self, place: usize) -> Vec<usize> {
        let header = self.columns.get(place).map(|column| column.name.text());
        let columns = self.columns.iter().enumerate();
        let same = columns.filter(|(_, column)| Some(column.name.text()) == header);
        same.map(|(place, _)| place + 1).collect()
    }
}

impl Column<'_> {
    /// Whether nothing stands in any of its cells.
    pub(super) fn is_empty(&self) -> bool {
        self.profile.cells.is_empty() && self.profile.not_kept == 0
    }

    /// How its dates are written, if it holds any.
    pub(super) fn dates(&self) -> &Dates {
        let written = |(cell, rows)| Some((self.profile.as_written(cell)?, rows));
        let cells = || {
            self.profile
                .cells_but(is_nothing)
                .filter_map(written)
                .collect::<Vec<_>>()
        };
        self.dates.get_or_init(|| dates(&cells()))
    }

    /// Whether at least half of the filled cells are values that the rules ask for, and at least two different ones of
    /// them.
    fn holds(&self, values: &HashSet<String>, all: &HashSet<&str>) -> bool {
        if values.is_empty() {
            return false;
        }
        let known = self.known.get_or_init(|| self.known(all));
        let here = known.cells.iter().filter(|(cell, _)| values.contains(cell));
        let (rows, different) = here.fold((0, 0), |(rows, different), (_, count)| {
            (rows + count, different + 1)
        });
        different >= 2 && rows * 2 >= known.filled
    }

    fn known(&self, all: &HashSet<&str>) -> Known {
        let mut known = Known {
            filled: self.profile.not_kept,
            cells: Vec::new(),
        };
        for (cell, rows) in &self.profile.cells {
            known.filled += rows;
            let cell = canonical_text(cell);
            if all.contains(cell.as_str()) {
                known.cells.push((cell, *rows));
            }
        }
        known
    }
}

/// What a fact is called, and what the rules ask of it.
pub(super) struct Wanted<'w> {
    /// The headers that the rule file lists, or the id.
    columns: Vec<Name>,
    /// Its id and label.
    names: Vec<Name>,
    /// The headers that CRMs give it, in bare letters.
    known: Vec<String>,
    /// Whether it is no day: a column that is called a date then tells when, and not what.
    undated: bool,
    /// The values that the rules compare with, canonical.
    values: &'w HashSet<String>,
}

/// A column that may hold a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its place in the file, from 0.
    pub(super) place: usize,
    /// How it was found.
    pub(super) how: How,
    /// Whether it is taken without being asked.
    pub(super) sure: bool,
}

impl<'w> Wanted<'w> {
    /// `columns`: the headers that the rule file lists, or the id; `names`: its id and label; `values`: what the rules
    /// compare with, canonical.
    pub(super) fn new<'n>(
        columns: &[String],
        names: impl Iterator<Item = &'n str>,
        values: &'w HashSet<String>,
    ) -> Self {
        Self {
            columns: columns.iter().map(|name| Name::new(name)).collect(),
            names: names.map(Name::new).collect(),
            known: Vec::new(),
            undated: false,
            values,
        }
    }

    /// The same, for a fact that is no day.
    pub(super) fn undated(mut self, undated: bool) -> Self {
        self.undated = undated && !self.all().any(|name| name.said().is_dated());
        self
    }

    /// The same, with the headers that CRMs give the fact with this id.
    pub(super) fn known_as(mut self, id: &str) -> Self {
        let headers = known_headers(id).into_iter();
        self.known = headers.map(bare).collect();
        self
    }

    /// All names, those that the rule file lists first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Name> {
        self.columns.iter().chain(&self.names)
    }

    /// The columns that `score` finds without a mapping, filled ones first.
    pub(super) fn named(&self, table: &Table<'_>) -> Vec<Found> {
        let found = table.columns.iter().enumerate();
        let found = found.filter_map(|(place, column)| {
            let (how, rank) = self.named_so(&column.name)?;
            let sure = true;
            Some(((column.is_empty(), how, rank), Found { place, how, sure }))
        });
        sorted(found.collect())
    }

    /// The other columns that may hold the fact: sure ones first, then filled ones, then by how they were found.
    pub(super) fn likely(&self, table: &Table<'_>) -> Vec<Found> {
        let found = table.columns.iter().enumerate();
        let found = found.filter_map(|(place, column)| {
            if column.name.bare().is_empty() || self.named_so(&column.name).is_some() {
                return None;
            }
            let (how, rank, sure) = self.likely_in(column, &table.values)?;
            let key = (!sure, column.is_empty(), how, rank);
            Some((key, Found { place, how, sure }))
        });
        sorted(found.collect())
    }

    /// How a header was found, and a rank among those found so, the smaller the better.
    fn named_so(&self, header: &Name) -> Option<(How, usize)> {
        let first = |is_it: &dyn Fn(&Name) -> bool| self.columns.iter().position(is_it);
        if header.bare().is_empty() {
            return None;
        }
        first(&|name| name.text() == header.text())
            .map(|rank| (How::Exact, rank))
            .or_else(|| first(&|name| name.bare() == header.bare()).map(|rank| (How::Alike, rank)))
    }

    /// How a column was found, a rank among those found so, and whether that is sure.
    fn likely_in(&self, column: &Column<'_>, all: &HashSet<&str>) -> Option<(How, usize, bool)> {
        let header = &column.name;
        if self.undated && header.said().is_dated() {
            return None;
        }
        let like = self.all().filter_map(|name| header.names(name)).min();
        if like.is_some_and(Like::is_sure) {
            return Some((How::Words, 0, true));
        }
        if self.known.iter().any(|known| known == header.bare()) {
            return Some((How::Meaning, 0, true));
        }
        let means = self.all().filter_map(|name| name.means(header)).max();
        match (like, means) {
            (Some(Like::Words(_)) | None, Some(true)) => Some((How::Meaning, 1, true)),
            (None, Some(false)) => Some((How::Meaning, 1, false)),
            (Some(Like::Words(beyond)), Some(false) | None) => Some((How::Words, beyond, false)),
            (Some(Like::Slip), _) => Some((How::Near, 0, false)),
            (Some(Like::Same | Like::Beside), _) => Some((How::Words, 0, true)),
            // Cells alone never say which of the facts that are written so it is.
            (None, None) => (column.holds(self.values, all) && !header.said().is_turned())
                .then_some((How::Values, 0, false)),
        }
    }
}

/// What was found, by its key and place.
fn sorted<K: Ord>(mut found: Vec<(K, Found)>) -> Vec<Found> {
    found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.place.cmp(&b.1.place)));
    found.into_iter().map(|(_, found)| found).collect()
}
