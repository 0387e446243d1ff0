//! Reading an event log row by row.

use std::collections::HashMap;

use crate::asked;
use crate::events::ids::Ids;
use crate::events::report::{Kept, LogReport};
use crate::events::{EventLog, LogForm, Occurrence};
use crate::header::{self, USUAL_IDS};
use crate::problem::Problem;
use crate::rows::{CsvRow, Match, Rows};
use crate::workbook::SheetRead;
use leadpact_definition::Spec;
use leadpact_definition::field::{Field, FieldType};
use leadpact_definition::value::{CellReader, canonical_text, day_number, strip};
use leadpact_files::nearest;

const USUAL_EVENTS: [&str; 4] = ["event", "event name", "event type", "activity"];

const USUAL_TIMES: [&str; 8] = [
    "at",
    "time",
    "timestamp",
    "date",
    "event time",
    "event date",
    "date time",
    "occurred at",
];

/// The most headers that a message lists.
const LISTED: usize = 12;

/// Where a log keeps what is needed of it. Places count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogColumns {
    /// The lead's id.
    pub lead_id: usize,
    /// The event's name.
    pub event: usize,
    /// When it happened.
    pub at: usize,
}

/// Reads a whole log. Kept are the events of `spec` that a gate, rule, score, grade or stage asks about; the rest is
/// counted.
///
/// # Errors
/// The log cannot be read any further, or a column is missing or doubled.
pub fn read(spec: &Spec, mut rows: Rows, form: &LogForm) -> Result<EventLog, Problem> {
    rows.look_for_header(&|header| matched(spec, header, form))?;
    let columns = columns(spec, &rows, form)?;
    let names = names(spec, form);
    let reader = CellReader::new(&Field {
        kind: FieldType::Datetime,
        read: form.read.clone(),
        ..Field::default()
    });
    let asked = asked::by_rules(spec);
    let asked: Vec<bool> = spec
        .events
        .keys()
        .map(|id| asked.contains(id.as_str()))
        .collect();
    let header = |place: usize| rows.header().get(place).cloned().unwrap_or_default();
    let mut reading = Reading {
        report: LogReport {
            file: rows.name().to_owned(),
            columns: [columns.lead_id, columns.event, columns.at].map(header),
            events: spec
                .events
                .keys()
                .map(|id| Kept {
                    id: id.clone(),
                    rows: 0,
                })
                .collect(),
            ..LogReport::default()
        },
        columns,
        names,
        asked,
        reader,
        ids: Ids::default(),
        kept: Vec::new(),
    };
    while let Some(row) = rows.next_row()? {
        reading.row(row)?;
    }
    reading.report.frame = rows.frame().clone();
    reading.report.frame.between.settle(reading.report.rows);
    Ok(reading.finish(spec))
}

struct Reading {
    columns: LogColumns,
    /// The event's index by its canonical name.
    names: HashMap<String, u32>,
    asked: Vec<bool>,
    reader: CellReader,
    ids: Ids,
    kept: Vec<Occurrence>,
    report: LogReport,
}

impl Reading {
    fn row(&mut self, row: CsvRow<'_>) -> Result<(), Problem> {
        self.report.rows += 1;
        let name = strip(row.cell(self.columns.event)?);
        let id = strip(row.cell(self.columns.lead_id)?);
        let at = row.cell(self.columns.at)?;
        let Some(event) = self.event(name) else {
            self.report.note_unknown(name);
            return Ok(());
        };
        if !self.asked.get(event as usize).copied().unwrap_or_default() {
            self.report.unasked += 1;
            return Ok(());
        }
        if id.is_empty() {
            self.report.without_id += 1;
            return Ok(());
        }
        let moment = if row.is_typed(self.columns.at) {
            self.reader.typed_moment(at)
        } else {
            self.reader.moment(at)
        };
        let Some(moment) = moment else {
            self.report.note_unread(row.line(), at);
            return Ok(());
        };
        let lead = self.ids.take(id).ok_or_else(|| {
            Problem::new(
                &self.report.file,
                "the event log names more leads than can be counted",
                "Score the leads in parts, each with its part of the log.",
            )
        })?;
        self.kept.push(Occurrence {
            lead,
            event,
            day: day_number(moment.date),
        });
        if let Some(kept) = self.report.events.get_mut(event as usize) {
            kept.rows += 1;
        }
        Ok(())
    }

    fn event(&self, name: &str) -> Option<u32> {
        // Logs mostly write the id as it is; that needs no copy.
        let known = self.names.get(name);
        known
            .or_else(|| self.names.get(&canonical_text(name)))
            .copied()
    }

    fn finish(mut self, spec: &Spec) -> EventLog {
        let known = || spec.events.keys().map(String::as_str);
        self.report
            .name_unknown(|name| nearest(name, known()).map(str::to_owned));
        let mut asked = self.asked.iter();
        self.report
            .events
            .retain(|_| asked.next().copied().unwrap_or_default());
        self.kept.shrink_to_fit();
        EventLog::new(self.ids, self.kept, self.report)
    }
}

/// What a log may call each event, in canonical form: its id, what `form` says, its label. A name that would do for
/// two events stands for the one whose id it is, else for neither.
fn names(spec: &Spec, form: &LogForm) -> HashMap<String, u32> {
    let numbered = |id: &str| {
        let index = spec.events.get_index_of(id);
        index.and_then(|index| u32::try_from(index).ok())
    };
    let mut further: HashMap<String, Option<u32>> = HashMap::new();
    let mut offer = |name: &str, event: Option<u32>| {
        let name = canonical_text(name);
        if !name.is_empty() {
            let taken = further.entry(name).or_insert(event);
            if *taken != event {
                *taken = None;
            }
        }
    };
    for (id, names) in &form.names {
        for name in names {
            offer(name, numbered(id));
        }
    }
    for (id, event) in &spec.events {
        if let Some(label) = &event.label {
            offer(label, numbered(id));
        }
    }
    let mut all: HashMap<String, u32> = further
        .into_iter()
        .filter_map(|(name, event)| Some((name, event?)))
        .collect();
    for id in spec.events.keys() {
        all.extend(numbered(id).map(|event| (canonical_text(id), event)));
    }
    all
}

/// The headers that would do for the lead's id, the event and the time; the first present wins.
fn wanted(spec: &Spec, form: &LogForm) -> [Vec<String>; 3] {
    let usual = |names: &[&str]| -> Vec<String> { names.iter().map(ToString::to_string).collect() };
    let or = |named: &[String], others: Vec<String>| {
        if named.is_empty() {
            others
        } else {
            named.to_vec()
        }
    };
    // A log often has an `id` of its own rows beside the lead's, so the plain `id` comes last.
    let mut ids = usual(&["lead id"]);
    ids.extend(
        spec.lead_id
            .iter()
            .flat_map(|lead_id| lead_id.columns.0.clone()),
    );
    ids.extend(usual(&USUAL_IDS).into_iter().skip(1));
    ids.extend(usual(&USUAL_IDS).into_iter().take(1));
    [
        or(&form.lead_id.0, ids),
        or(&form.event.0, usual(&USUAL_EVENTS)),
        or(&form.at.0, usual(&USUAL_TIMES)),
    ]
}

/// How well a line does as the header of a log.
fn matched(spec: &Spec, header: &[String], form: &LogForm) -> Match {
    let found = wanted(spec, form).map(|names| header::first_of(header, &names).len() == 1);
    Match {
        found: found.iter().filter(|found| **found).count(),
        is_whole: found.iter().all(|found| *found),
    }
}

fn columns(spec: &Spec, rows: &Rows, form: &LogForm) -> Result<LogColumns, Problem> {
    let mut missing = Vec::new();
    let mut place = |what: &'static str, names: Vec<String>| -> Result<usize, Problem> {
        match *header::first_of(rows.header(), &names).as_slice() {
            [place] => Ok(place),
            [] => {
                missing.push(what);
                Ok(0)
            }
            [first, second, ..] => Err(doubled(rows, first, second)),
        }
    };
    let [ids, events, times] = wanted(spec, form);
    let columns = LogColumns {
        lead_id: place("the lead's id (leadId)", ids)?,
        event: place("the event (event)", events)?,
        at: place("the time (at)", times)?,
    };
    if missing.is_empty() {
        Ok(columns)
    } else {
        Err(lacking(rows, &missing))
    }
}

fn doubled(rows: &Rows, first: usize, second: usize) -> Problem {
    let header = rows.header().get(first).cloned().unwrap_or_default();
    Problem::new(
        rows.name(),
        &format!(
            "'{header}' stands in the header of the event log more than once, in columns {} and {}",
            first + 1,
            second + 1
        ),
        "Rename all but one.",
    )
}

fn lacking(rows: &Rows, missing: &[&str]) -> Problem {
    let one_column = if rows.header().len() == 1 {
        " If the log has another delimiter, write `sep=;` with that delimiter as its first line."
    } else {
        ""
    };
    let elsewhere = rows.sheet().and_then(SheetRead::elsewhere);
    let elsewhere = elsewhere
        .map(|words| format!(" {words}"))
        .unwrap_or_default();
    Problem::new(
        rows.name(),
        &format!(
            "the event log has no column that is clearly for {}",
            missing.join(" and for ")
        ),
        &format!(
            "It has {}. Rename the column, or name it in a mapping file under `log:`.{one_column}{elsewhere}",
            header::listed(rows.header(), LISTED)
        ),
    )
}
