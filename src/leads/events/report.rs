//! What an event log came to: what was kept, and what could not be used and why.

use std::fmt;

use serde::Serialize;

use crate::events::{Alike, Twice};
use crate::frame::{Frame, is_zero, rows};
use crate::problem::example;
use leadpact_definition::say::english::grouped;
use leadpact_files::neutral_line;

/// So many different cells are kept as examples.
const EXAMPLES: usize = 3;

/// So many different unknown events are counted one by one; further ones only in the sum.
const UNKNOWN_NAMES: usize = 1000;

/// What an event log came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogReport {
    /// The file as the user named it.
    pub file: String,
    /// What stands around its rows, and what was met between them.
    pub frame: Frame,
    /// Rows without the header.
    pub rows: u64,
    /// The headers of the columns with the lead's id, the event and the time. The event's are joined by `/` where there
    /// are several, and empty where every row is one event.
    pub columns: [String; 3],
    /// By event that a rule asks for, in the definition's order: rows that count for a lead. With the rows that are left
    /// out, each under one reason, they come to all rows.
    pub events: Vec<Kept>,
    /// How many events the definition has.
    #[serde(skip)]
    pub(super) places: usize,
    /// Rows of events that no rule asks for.
    pub unasked: u64,
    /// Rows without a lead's id.
    pub without_id: u64,
    /// Rows of events that the definition does not have.
    pub unknown: u64,
    /// Those events, the most frequent first, at most three.
    pub unknown_events: Vec<UnknownEvent>,
    /// Rows whose time is not understood.
    pub unread: u64,
    /// A few of those times.
    pub unread_times: Vec<Unread>,
    /// Rows after the day on which the leads are scored: they have not happened yet.
    pub later: u64,
    /// Rows before the start of every lead that they could belong to.
    #[serde(skip_serializing_if = "is_zero")]
    pub before: u64,
    /// Leads with rows in the log, and no day from which they count: nothing of it counts for them.
    #[serde(skip_serializing_if = "is_zero")]
    pub without_start: u64,
    /// The field with that day; none: all rows count.
    #[serde(skip)]
    pub start: Option<String>,
    /// Rows that tell again what another row told.
    #[serde(skip_serializing_if = "Twice::is_none")]
    pub twice: Twice,
    /// Ids that no lead has, and a lead in another form has, by that form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alike: Vec<Alike>,
    /// What belongs to no lead.
    pub no_lead: NoLead,
    /// All unknown events while the log is read.
    #[serde(skip)]
    pub(super) counted: indexmap::IndexMap<String, u64>,
}

/// How often an event occurs in a log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The event.
    pub id: String,
    /// Rows.
    pub rows: u64,
    /// Its index in the definition.
    #[serde(skip)]
    pub(super) place: usize,
}

/// An event that the definition does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnknownEvent {
    /// What the log calls it, made harmless for a terminal.
    pub name: String,
    /// Rows.
    pub rows: u64,
    /// The event of the definition that comes nearest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<String>,
}

/// A time that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The line in the log, from 1.
    pub line: u64,
    /// The cell, made harmless for a terminal.
    pub cell: String,
}

/// What belongs to no lead of the file that was scored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NoLead {
    /// Rows.
    pub rows: u64,
    /// Different ids.
    pub ids: u64,
    /// A few of those ids, made harmless for a terminal.
    pub examples: Vec<String>,
}

impl NoLead {
    pub(super) fn note(&mut self, id: &str, rows: u64) {
        self.rows += rows;
        self.ids += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(example(id));
        }
    }
}

impl LogReport {
    pub(super) fn note_unknown(&mut self, name: &str) {
        self.unknown += 1;
        if let Some(rows) = self.counted.get_mut(name) {
            *rows += 1;
        } else if self.counted.len() < UNKNOWN_NAMES {
            self.counted.insert(name.to_owned(), 1);
        }
    }

    pub(super) fn note_unread(&mut self, line: u64, cell: &str) {
        self.unread += 1;
        let cell = example(cell);
        let is_new = self.unread_times.iter().all(|known| known.cell != cell);
        if is_new && self.unread_times.len() < EXAMPLES {
            self.unread_times.push(Unread { line, cell });
        }
    }

    /// Puts the most frequent of the unknown events into the report; `near` finds the event that was probably meant.
    pub(super) fn name_unknown(&mut self, near: impl Fn(&str) -> Option<String>) {
        let mut counted: Vec<(String, u64)> =
            std::mem::take(&mut self.counted).into_iter().collect();
        counted.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        counted.truncate(EXAMPLES);
        self.unknown_events = counted
            .into_iter()
            .map(|(name, rows)| UnknownEvent {
                near: near(&name),
                name: example(&name),
                rows,
            })
            .collect();
    }
}

impl fmt::Display for LogReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [id, event, at] = &self.columns;
        let event = match event.as_str() {
            "" => "every row one event".to_owned(),
            header => format!("event from '{header}'"),
        };
        writeln!(
            f,
            "event log {}: {}; lead from '{id}', {event}, time from '{at}'",
            neutral_line(&self.file),
            rows(self.rows),
        )?;
        for line in self.frame.notes() {
            writeln!(f, "{line}")?;
        }
        let widest = self.events.iter().map(|kept| kept.id.len()).max();
        let widest = widest.unwrap_or(0).max(8);
        for kept in &self.events {
            let times = grouped(&kept.rows.to_string());
            writeln!(f, "{:widest$}  {times:>11}  in the event log", kept.id)?;
        }
        self.write_left_out(f)
    }
}

impl LogReport {
    fn write_left_out(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = [
            (self.unasked, "of events that no rule asks for"),
            (self.before, "before the start of their leads"),
            (self.later, "after the day on which the leads are scored"),
            (self.without_id, "without the id of a lead"),
        ];
        for (count, why) in plain.into_iter().filter(|(count, _)| *count > 0) {
            writeln!(f, "left out: {} {why}", rows(count))?;
        }
        if self.unknown > 0 {
            let unknown = self.unknown_events.iter().map(|event| match &event.near {
                Some(near) => format!("'{}' (did you mean {near}?)", event.name),
                None => format!("'{}'", event.name),
            });
            writeln!(
                f,
                "left out: {} of events that the definition does not have: {}",
                rows(self.unknown),
                listed(unknown)
            )?;
        }
        if self.unread > 0 {
            let times = self.unread_times.iter();
            writeln!(
                f,
                "left out: {} with a time that is not understood: {}",
                rows(self.unread),
                listed(times.map(|time| format!("'{}' in line {}", time.cell, time.line)))
            )?;
        }
        if self.no_lead.ids > 0 {
            let ids = self.no_lead.examples.iter().map(|id| format!("'{id}'"));
            writeln!(
                f,
                "left out: {} of {} that no lead has: {}",
                rows(self.no_lead.rows),
                if self.no_lead.ids == 1 {
                    "1 id".to_owned()
                } else {
                    format!("{} ids", grouped(&self.no_lead.ids.to_string()))
                },
                listed(ids)
            )?;
        }
        Ok(())
    }
}

fn listed(examples: impl Iterator<Item = String>) -> String {
    examples.collect::<Vec<_>>().join(", ")
}
