//! An event log: who did what and when, one occurrence a row, kept in memory by lead.
//!
//! ```text
//!  Lead ID,Event,Time            ids      0 "a17"   1 "b02"
//!  a17,Visited,2026-01-03   ->   places   0..2      2..3
//!  b02,Asked,2026-01-04          kept     (visited, 3 Jan) (asked, 9 Jan) | (asked, 4 Jan)
//!  a17,Asked,2026-01-09
//! ```
//!
//! An occurrence takes 12 bytes, a lead's id its letters and at most 40 bytes more. Only occurrences that a rule can
//! ask for are kept.

mod alike;
mod ids;
mod join;
mod read;
mod report;
mod twice;

use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};

use crate::events::alike::Likeness;
use crate::events::ids::Ids;
use leadpact_definition::field::Read;
use leadpact_definition::scalar::Texts;

pub use alike::{Alike, OtherForm};
pub use join::{Join, Start};
pub(crate) use read::usual_columns;
pub use read::{LogColumns, read};
pub use report::{Kept, LogReport, NoLead, UnknownEvent, Unread};
pub use twice::Twice;

/// How a log is written, where that is not left to the usual headers and the canonical form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogForm {
    /// Headers of the column with the lead's id, the first present wins; empty: the usual ones.
    pub lead_id: Texts,
    /// Headers of the column with the event's name; empty: the usual ones.
    pub event: Texts,
    /// Headers of the column with the time; empty: the usual ones.
    pub at: Texts,
    /// Headers of the columns that name the event together, their filled cells joined by `/`; empty: one column does.
    pub event_parts: Texts,
    /// The id of the event that every row tells; none: a column says which.
    pub every_row: Option<String>,
    /// How leads find what they did.
    pub join: Join,
    /// How a time is written; none: in the canonical form.
    pub read: Option<Read>,
    /// What the log calls an event, by the event's id; beside its id and its label.
    pub names: Vec<(String, Vec<String>)>,
}

/// The occurrences of a log by lead. Several threads can look leads up at a time.
#[derive(Debug)]
pub struct EventLog {
    ids: Ids,
    /// Where the occurrences of a lead begin in `kept`, by the number of its id; one more at the end.
    begins: Vec<usize>,
    /// By lead, event and day.
    kept: Vec<Occurrence>,
    /// By the number of its id: the first day that counts for a lead with it; [`NEVER`] while there is no such lead.
    first: Vec<AtomicI32>,
    /// How leads find what they did.
    join: Join,
    /// Ids that leads have in another form.
    likeness: Likeness,
    /// Leads with rows in the log, and no day from which they count.
    startless: AtomicU64,
    report: LogReport,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Occurrence {
    lead: u32,
    event: u32,
    day: i32,
}

/// Later than all days there are: no lead was looked up.
const NEVER: i32 = i32::MAX;

impl EventLog {
    fn new(ids: Ids, mut kept: Vec<Occurrence>, report: LogReport, join: Join) -> Self {
        kept.sort_unstable();
        let mut begins = Vec::with_capacity(ids.len() + 1);
        begins.push(0);
        let mut end = 0;
        for of_lead in kept.chunk_by(|a, b| a.lead == b.lead) {
            end += of_lead.len();
            begins.push(end);
        }
        let mut first = Vec::new();
        first.resize_with(ids.len(), || AtomicI32::new(NEVER));
        Self {
            likeness: Likeness::new(&ids),
            ids,
            begins,
            kept,
            first,
            join,
            startless: AtomicU64::new(0),
            report,
        }
    }

    /// How leads find what they did.
    #[must_use]
    pub fn join(&self) -> &Join {
        &self.join
    }

    /// What the lead with this key did at or after its start: the event by its index in the definition, and the day
    /// (days since 1970-01-01), ordered by event and day. `key` is compared as it is, letter by letter; leave out the
    /// space around it. An empty one finds nothing, and where the start is not known nothing counts.
    pub fn of(&self, key: &str, start: Start) -> impl Iterator<Item = (usize, i32)> + '_ {
        let number = self.ids.get(key);
        let from = start.first_day();
        if number.is_none() {
            self.likeness.note(&self.ids, key);
        }
        if let Some(first) = number.and_then(|number| self.first.get(number)) {
            if start == Start::Unknown {
                self.startless.fetch_add(1, Ordering::Relaxed);
            }
            // Most leads come once: then nothing is written twice.
            let day = from.min(NEVER - 1);
            if first.load(Ordering::Relaxed) > day {
                first.fetch_min(day, Ordering::Relaxed);
            }
        }
        let of_lead = number.map_or(&[][..], |number| self.of_number(number));
        let counted = of_lead.iter().filter(move |one| one.day >= from);
        counted.map(|one| (one.event as usize, one.day))
    }

    fn of_number(&self, number: usize) -> &[Occurrence] {
        let begin = self.begins.get(number).copied().unwrap_or_default();
        let end = self.begins.get(number + 1).copied().unwrap_or_default();
        self.kept.get(begin..end).unwrap_or_default()
    }

    /// What the log came to. Call it when all leads are looked up: each row stands under its event, or under the one
    /// reason for which it was left out. `as_of`: days since 1970-01-01; occurrences after it do not exist for the rules.
    #[must_use]
    pub fn report(&self, as_of: Option<i32>) -> LogReport {
        let mut report = self.report.clone();
        report.start.clone_from(&self.join.from);
        report.without_start = self.startless.load(Ordering::Relaxed);
        let as_of = as_of.unwrap_or(NEVER);
        let mut counted = vec![0; report.places];
        for (number, first) in self.first.iter().enumerate() {
            let rows = self.of_number(number);
            let first = first.load(Ordering::Relaxed);
            if first == NEVER {
                report
                    .no_lead
                    .note(self.ids.text(number), rows.len() as u64);
                continue;
            }
            for one in rows {
                if one.day < first {
                    report.before += 1;
                } else if one.day > as_of {
                    report.later += 1;
                } else if let Some(counted) = counted.get_mut(one.event as usize) {
                    *counted += 1;
                }
            }
        }
        let lacks = |number: usize| {
            let first = self.first.get(number);
            first.is_some_and(|first| first.load(Ordering::Relaxed) == NEVER)
        };
        report.alike = self.likeness.report(&self.ids, lacks);
        for kept in &mut report.events {
            kept.rows = counted.get(kept.place).copied().unwrap_or_default();
        }
        report
    }
}

#[cfg(test)]
mod tests;
