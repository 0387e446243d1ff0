//! How an event log is written: its columns, its times, and which of its names mean an event of the rules.

use std::collections::HashSet;
use std::hash::BuildHasher;

use crate::asked;
use crate::events::usual_columns;
use crate::mapping::LogMapping;
use crate::proposal::columns::{Column, Table};
use crate::proposal::meaning;
use crate::proposal::name::Name;
use crate::proposal::profile::{ColumnProfile, Profile};
use crate::proposal::sure::Like;
use leadpact_definition::Spec;
use leadpact_definition::field::Read;
use leadpact_definition::scalar::Texts;
use leadpact_definition::value::{canonical_text, moment};

/// What an event log was found to hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogFound {
    /// Rows that were looked at.
    pub rows: u64,
    /// Headers of the lead's id, the event's name and the time; none: no column fits.
    pub columns: [Option<String>; 3],
    /// What the mapping says of it; what `score` finds by itself is left out.
    pub mapping: LogMapping,
    /// The names in it, the most frequent first.
    pub names: Vec<Named>,
    /// What a person should look at.
    pub notes: Vec<String>,
}

/// A name of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// As it stands there.
    pub name: String,
    /// In how many rows.
    pub rows: u64,
    /// The events that it means, or may mean, by their ids; empty: nobody asked for it.
    pub events: Vec<String>,
    /// Whether it surely means the one event.
    pub sure: bool,
    /// Whether the rules know the name already.
    pub known: bool,
}

impl LogFound {
    /// The names that surely mean an event and that the rules do not know.
    pub(super) fn names_of(&self, event: &str) -> Texts {
        let of = |named: &&Named| named.sure && !named.known && named.events == [event];
        self.names
            .iter()
            .filter(of)
            .map(|named| named.name.as_str())
            .collect()
    }
}

/// Looks how a log is written. `ids`: the ids of the leads that were looked at, in which the log's ids are looked for.
#[must_use]
pub fn propose_log<S: BuildHasher>(spec: &Spec, log: &Profile, ids: &HashSet<&str, S>) -> LogFound {
    let table = Table::new(log, &[]);
    let header = |place: usize| {
        table
            .columns
            .get(place)
            .map(|column| column.name.text().to_owned())
    };
    let headers: Vec<String> = log
        .columns
        .iter()
        .map(|column| column.header.clone())
        .collect();
    let [usual_id, usual_event, usual_at] = usual_columns(spec, &headers);
    let id = by_ids(&table, ids, usual_id);
    let event = usual_event.or_else(|| by_names(spec, &table, id));
    let at = usual_at.or_else(|| by_times(&table, [id, event]));
    let mut found = LogFound {
        rows: log.rows,
        columns: [id, event, at].map(|place| place.and_then(header)),
        ..LogFound::default()
    };
    let texts = |known: Option<usize>, place: Option<usize>| -> Texts {
        let new = place.filter(|_| known != place).and_then(header);
        new.iter().map(String::as_str).collect()
    };
    found.mapping = LogMapping {
        lead_id: texts(usual_id, id),
        event: texts(usual_event, event),
        at: texts(usual_at, at),
        ..LogMapping::default()
    };
    if let Some(column) = id.and_then(|place| table.columns.get(place))
        && !ids.is_empty()
        && shared(column, ids) == 0
    {
        found.notes.push(format!(
            "no cell of '{}' is the id of a lead that was looked at, and no row of such an id counts. Name the column that is, under \
             `log: {{leadId: ...}}`, or another column of the leads under `log: {{join: {{columns: ...}}}}`",
            column.name.text()
        ));
    }
    if let Some(column) = at.and_then(|place| table.columns.get(place)) {
        let dates = column.dates();
        found.notes.extend(dates.note.clone());
        found.mapping.read = dates.pattern.clone().map(|date| Read {
            date: Some(date),
            ..Read::default()
        });
    }
    if let Some(column) = event.and_then(|place| table.columns.get(place)) {
        found.names = names(spec, column.profile);
    }
    found
}

/// The rows of a log whose cell in this column is the id of a lead.
fn shared<S: BuildHasher>(column: &Column<'_>, ids: &HashSet<&str, S>) -> u64 {
    let cells = column.profile.cells.iter();
    let known = cells.filter(|(cell, _)| ids.contains(cell.as_str()));
    known.map(|(_, rows)| rows).sum()
}

/// The column whose cells are most often ids of the leads; where none is, the usual one, else one that is called an id.
fn by_ids<S: BuildHasher>(
    table: &Table<'_>,
    ids: &HashSet<&str, S>,
    usual: Option<usize>,
) -> Option<usize> {
    let columns = table.columns.iter().enumerate();
    let shares = columns.map(|(place, column)| (shared(column, ids), Some(place) == usual, place));
    let best = shares.max_by_key(|(rows, is_usual, _)| (*rows, *is_usual));
    let best = best.filter(|(rows, ..)| *rows > 0).map(|(.., place)| place);
    best.or(usual).or_else(|| {
        let mut columns = table.columns.iter();
        columns.position(|column| meaning::is_id(&column.name))
    })
}

/// The column in which most cells are a name of an event.
fn by_names(spec: &Spec, table: &Table<'_>, id: Option<usize>) -> Option<usize> {
    let columns = table.columns.iter().enumerate();
    let rows = columns
        .filter(|(place, _)| Some(*place) != id)
        .map(|(place, column)| {
            let named = names(spec, column.profile);
            let rows: u64 = named
                .iter()
                .filter(|one| one.sure)
                .map(|one| one.rows)
                .sum();
            (rows, place)
        });
    let best = rows.max_by_key(|(rows, _)| *rows);
    best.filter(|(rows, _)| *rows > 0).map(|(_, place)| place)
}

/// The first other column in which most cells are a day or a moment.
fn by_times(table: &Table<'_>, taken: [Option<usize>; 2]) -> Option<usize> {
    let mut columns = table.columns.iter().enumerate();
    let found = columns.find(|(place, column)| {
        let cells = column.profile.cells.iter();
        let read: u64 = cells
            .filter(|(cell, _)| moment(cell).is_some())
            .map(|(_, rows)| rows)
            .sum();
        let dated = read * 2 > column.profile.cells.values().sum::<u64>();
        !taken.contains(&Some(*place)) && (dated || column.dates().are_written_out())
    });
    found.map(|(place, _)| place).or_else(|| {
        // Numbers may be days too, when nothing else is.
        let mut columns = table.columns.iter().enumerate();
        let counted = columns.find(|(place, column)| {
            !taken.contains(&Some(*place)) && column.dates().pattern.is_some()
        });
        counted.map(|(place, _)| place)
    })
}

/// The names in a column, with what they mean.
fn names(spec: &Spec, column: &ColumnProfile) -> Vec<Named> {
    let asked = asked::by_rules(spec);
    let events: Vec<(&str, Vec<Name>)> = spec
        .events
        .iter()
        .filter(|(id, _)| asked.contains(id.as_str()))
        .map(|(id, event)| {
            let names = [id.as_str()].into_iter().chain(event.label.as_deref());
            (id.as_str(), names.map(Name::new).collect())
        })
        .collect();
    let mut named: Vec<Named> = column
        .cells
        .iter()
        .map(|(cell, rows)| meant(cell, *rows, &events))
        .collect();
    named.sort_by_key(|one| std::cmp::Reverse(one.rows));
    named
}

fn meant(cell: &str, rows: u64, events: &[(&str, Vec<Name>)]) -> Named {
    let canonical = canonical_text(cell);
    let name = Name::new(cell);
    let like = |names: &[Name]| names.iter().filter_map(|one| name.names(one)).min();
    let mut found: Vec<(Like, &str)> = Vec::new();
    for (id, names) in events {
        if names
            .iter()
            .any(|one| canonical_text(one.text()) == canonical)
        {
            return Named {
                name: cell.to_owned(),
                rows,
                events: vec![(*id).to_owned()],
                sure: true,
                known: true,
            };
        }
        found.extend(like(names).map(|like| (like, *id)));
    }
    found.sort_unstable();
    let surest = found.first().map(|(like, _)| *like);
    let sure = surest.is_some_and(Like::is_sure)
        && found.iter().filter(|(like, _)| like.is_sure()).count() == 1;
    if sure {
        found.truncate(1);
    }
    Named {
        name: cell.to_owned(),
        rows,
        events: found.into_iter().map(|(_, id)| id.to_owned()).collect(),
        sure,
        known: false,
    }
}
