//! Rows of a log that tell again what another row told.

use serde::Serialize;

use crate::events::Occurrence;
use crate::events::ids::Ids;
use crate::problem::example;

/// Seconds of a day that was written without its time.
pub(super) const NO_TIME: u32 = u32::MAX;

/// A row of a log while it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Told {
    pub what: Occurrence,
    /// Within its day; [`NO_TIME`]: a day without a time.
    pub second: u32,
    /// A fingerprint of all its cells.
    pub row: u32,
}

/// Rows that tell again what a row before them told. They count each time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Twice {
    /// Rows with the lead, the event and the time, to the second, of another row; days without a time are not among them
    /// unless all cells are the same.
    pub rows: u64,
    /// Those of them in which all cells are the same.
    pub identical: u64,
    /// The id of one such lead, made harmless for a terminal.
    pub example: String,
}

/// Counts what is told again, and gives the rows without what only this needs. The same lead, event and time are
/// compared as they are; of all cells a fingerprint of 32 bits is, which differs for different rows of one lead, event
/// and second but in one of 4,000,000,000 cases.
pub(super) fn count(mut all: Vec<Told>, ids: &Ids) -> (Vec<Occurrence>, Twice) {
    all.sort_unstable();
    let mut twice = Twice::default();
    for same in all.chunk_by(|a, b| a.what == b.what && a.second == b.second) {
        let (Some(first), more) = (same.first(), same.len() as u64 - 1) else {
            continue;
        };
        let pairs = same.iter().zip(same.iter().skip(1));
        let identical = pairs.filter(|(a, b)| a.row == b.row).count() as u64;
        let again = if first.second == NO_TIME {
            identical
        } else {
            more
        };
        if again > 0 && twice.rows == 0 {
            twice.example = example(ids.text(first.what.lead as usize));
        }
        twice.rows += again;
        twice.identical += identical;
    }
    (all.into_iter().map(|one| one.what).collect(), twice)
}

impl Twice {
    /// Whether no row tells anything again.
    pub(super) fn is_none(&self) -> bool {
        self.rows == 0
    }
}
