//! Which columns of a file may hold a fact: by its name, by words of its name, by what stands in the cells.

use std::collections::HashSet;

use crate::definition::value::canonical_text;
use crate::files::near;
use crate::leads::proposal::meaning::alike_in_meaning;
use crate::leads::proposal::profile::{ColumnProfile, Profile};
use crate::leads::proposal::words::{bare, split};

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

    /// Whether `score` finds the column without a mapping.
    #[must_use]
    pub fn is_sure(self) -> bool {
        matches!(self, Self::Exact | Self::Alike)
    }
}

/// What a fact is called, and what the rules ask of it.
pub(super) struct Wanted<'w> {
    /// The headers that the rule file lists, or the id.
    pub columns: &'w [String],
    /// Its id and label.
    pub names: Vec<&'w str>,
    /// The values that the rules compare with, canonical.
    pub values: &'w HashSet<String>,
}

/// The columns that may hold a fact, with how they were found, the surest first.
pub(super) fn candidates(profile: &Profile, wanted: &Wanted<'_>) -> Vec<(usize, How)> {
    let mut found: Vec<(usize, How, usize)> = Vec::new();
    for (place, column) in profile.columns.iter().enumerate() {
        if let Some((how, rank)) = how(column, wanted) {
            found.push((place, how, rank));
        }
    }
    found.sort_by_key(|(place, how, rank)| (*how, *rank, *place));
    found
        .into_iter()
        .map(|(place, how, _)| (place, how))
        .collect()
}

/// How a column was found, and a rank among those found so, the smaller the better.
fn how(column: &ColumnProfile, wanted: &Wanted<'_>) -> Option<(How, usize)> {
    let header = column.header.as_str();
    if bare(header).is_empty() {
        return None;
    }
    let listed = || wanted.columns.iter().enumerate();
    if let Some((rank, _)) = listed().find(|(_, name)| *name == header) {
        return Some((How::Exact, rank));
    }
    if let Some((rank, _)) = listed().find(|(_, name)| bare(name) == bare(header)) {
        return Some((How::Alike, rank));
    }
    let names = || {
        wanted
            .columns
            .iter()
            .map(String::as_str)
            .chain(wanted.names.iter().copied())
    };
    if names().any(|name| !near(name, [header]).is_empty()) {
        return Some((How::Near, 0));
    }
    if let Some(rank) = names().filter_map(|name| beyond(name, header)).min() {
        return Some((How::Words, rank));
    }
    if names().any(|name| alike_in_meaning(name, header)) {
        return Some((How::Meaning, 0));
    }
    holds(column, wanted.values).then_some((How::Values, 0))
}

/// How many words a header has beyond those of a name, or the name beyond those of the header; none: they do not share
/// all words of the shorter one.
fn beyond(name: &str, header: &str) -> Option<usize> {
    let (name, header) = (split(name), split(header));
    let (short, long) = if name.len() <= header.len() {
        (&name, &header)
    } else {
        (&header, &name)
    };
    let letters: usize = short.iter().map(String::len).sum();
    let shared = short.iter().all(|word| long.contains(word));
    (letters >= 4 && shared).then(|| long.len() - short.len())
}

/// Whether at least half of the filled cells are values that the rules ask for, and at least two different ones of them.
fn holds(column: &ColumnProfile, values: &HashSet<String>) -> bool {
    let (mut rows, mut filled, mut different) = (0, column.not_kept, 0);
    for (cell, count) in &column.cells {
        filled += count;
        if values.contains(&canonical_text(cell)) {
            rows += count;
            different += 1;
        }
    }
    different >= 2 && rows * 2 >= filled
}
