//! Which columns of a file may hold a fact: by its name, by words of its name, by what stands in the cells.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::proposal::blanks::is_nothing;
use crate::proposal::dates::{Dates, dates};
use crate::proposal::name::Name;
use crate::proposal::profile::{ColumnProfile, Profile};
use leadpact_definition::value::canonical_text;

/// How a column was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Its header is one that the rules list, letter by letter.
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
}

impl Column<'_> {
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
    /// The values that the rules compare with, canonical.
    values: &'w HashSet<String>,
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
            values,
        }
    }

    /// All names, those that the rule file lists first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Name> {
        self.columns.iter().chain(&self.names)
    }

    /// The columns that `score` finds without a mapping, with how, the best first.
    pub(super) fn sure(&self, table: &Table<'_>) -> Vec<(usize, How)> {
        sorted(table, |column| self.surely(&column.name))
    }

    /// The other columns that may hold the fact, with how they were found, the likeliest first.
    pub(super) fn likely(&self, table: &Table<'_>) -> Vec<(usize, How)> {
        sorted(table, |column| {
            let sure = self.surely(&column.name).is_some();
            if sure {
                None
            } else {
                self.likely_in(column, &table.values)
            }
        })
    }

    /// How a header was found, and a rank among those found so, the smaller the better.
    fn surely(&self, header: &Name) -> Option<(How, usize)> {
        let first = |is_it: &dyn Fn(&Name) -> bool| self.columns.iter().position(is_it);
        if header.bare().is_empty() {
            return None;
        }
        first(&|name| name.text() == header.text())
            .map(|rank| (How::Exact, rank))
            .or_else(|| first(&|name| name.bare() == header.bare()).map(|rank| (How::Alike, rank)))
    }

    fn likely_in(&self, column: &Column<'_>, all: &HashSet<&str>) -> Option<(How, usize)> {
        let header = &column.name;
        if header.bare().is_empty() {
            return None;
        }
        if self.all().any(|name| name.is_nearly(header)) {
            return Some((How::Near, 0));
        }
        if let Some(rank) = self.all().filter_map(|name| name.beyond(header)).min() {
            return Some((How::Words, rank));
        }
        if self.all().any(|name| name.means(header)) {
            return Some((How::Meaning, 0));
        }
        column.holds(self.values, all).then_some((How::Values, 0))
    }
}

/// The places of the columns that were found, by how, rank and place.
fn sorted(
    table: &Table<'_>,
    how: impl Fn(&Column<'_>) -> Option<(How, usize)>,
) -> Vec<(usize, How)> {
    let columns = table.columns.iter().enumerate();
    let mut found: Vec<(How, usize, usize)> = columns
        .filter_map(|(place, column)| how(column).map(|(how, rank)| (how, rank, place)))
        .collect();
    found.sort_unstable();
    found
        .into_iter()
        .map(|(how, _, place)| (place, how))
        .collect()
}
