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

mod ids;
mod read;
mod report;

use std::sync::atomic::{AtomicBool, Ordering};

use crate::events::ids::Ids;
use leadpact_definition::field::Read;
use leadpact_definition::scalar::Texts;

pub(crate) use read::usual_columns;
pub use read::{LogColumns, read};
pub use report::{Kept, LogReport, NoLead, UnknownEvent, Unread};

/// How a log is written, where that is not left to the usual headers and the canonical form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogForm {
    /// Headers of the column with the lead's id, the first present wins; empty: the usual ones.
    pub lead_id: Texts,
    /// Headers of the column with the event's name; empty: the usual ones.
    pub event: Texts,
    /// Headers of the column with the time; empty: the usual ones.
    pub at: Texts,
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
    /// Whether the lead was looked up, by the number of its id.
    asked: Vec<AtomicBool>,
    report: LogReport,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Occurrence {
    lead: u32,
    event: u32,
    day: i32,
}

impl EventLog {
    fn new(ids: Ids, mut kept: Vec<Occurrence>, report: LogReport) -> Self {
        kept.sort_unstable();
        let mut begins = Vec::with_capacity(ids.len() + 1);
        begins.push(0);
        let mut end = 0;
        for of_lead in kept.chunk_by(|a, b| a.lead == b.lead) {
            end += of_lead.len();
            begins.push(end);
        }
        let mut asked = Vec::new();
        asked.resize_with(ids.len(), AtomicBool::default);
        Self {
            ids,
            begins,
            kept,
            asked,
            report,
        }
    }

    /// What the lead with this id did: the event by its index in the definition, and the day (days since 1970-01-01),
    /// ordered by event and day. `id` is compared as it is, letter by letter; leave out the space around it.
    pub fn of(&self, id: &str) -> impl Iterator<Item = (usize, i32)> + '_ {
        let number = self.ids.get(id);
        if let Some(asked) = number.and_then(|number| self.asked.get(number))
            && !asked.load(Ordering::Relaxed)
        {
            asked.store(true, Ordering::Relaxed);
        }
        let of_lead = number.map_or(&[][..], |number| self.of_number(number));
        of_lead.iter().map(|one| (one.event as usize, one.day))
    }

    fn of_number(&self, number: usize) -> &[Occurrence] {
        let begin = self.begins.get(number).copied().unwrap_or_default();
        let end = self.begins.get(number + 1).copied().unwrap_or_default();
        self.kept.get(begin..end).unwrap_or_default()
    }

    /// What the log came to. Call it when all leads are looked up: what belongs to none of them is counted here.
    /// `as_of`: days since 1970-01-01; occurrences after it are counted, because they do not exist for the rules.
    #[must_use]
    pub fn report(&self, as_of: Option<i32>) -> LogReport {
        let mut report = self.report.clone();
        if let Some(as_of) = as_of {
            let later = self.kept.iter().filter(|one| one.day > as_of);
            report.later = later.count() as u64;
        }
        for (number, asked) in self.asked.iter().enumerate() {
            if !asked.load(Ordering::Relaxed) {
                let rows = self.of_number(number).len() as u64;
                report.no_lead.note(self.ids.text(number), rows);
            }
        }
        report
    }
}

#[cfg(test)]
mod tests;
