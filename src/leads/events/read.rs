//! Reading an event log row by row.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use crate::asked;
use crate::events::ids::Ids;
use crate::events::report::{Kept, LogReport};
use crate::events::twice::{self, NO_TIME, Told};
use crate::events::{EventLog, LogForm, Occurrence};
use crate::header::{self, USUAL_IDS};
use crate::problem::Problem;
use crate::rows::{CsvRow, Match, Rows};
use crate::workbook::SheetRead;
use jiff::civil::Time;
use leadpact_definition::Spec;
use leadpact_definition::event_names::event_names;
use leadpact_definition::field::{Field, FieldType};
use leadpact_definition::value::{CellReader, Moment, canonical_text, day_number, strip};
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

/// The places of the lead's id, the event's name and the time that a log is read by without a mapping; none: no header,
/// or several, are the usual ones.
pub(crate) fn usual_columns(spec: &Spec, headers: &[String]) -> [Option<usize>; 3] {
    [usual_ids(spec), usual(&USUAL_EVENTS), usual(&USUAL_TIMES)].map(|names| {
        match *header::first_of(headers, &names).as_slice() {
            [place] => Some(place),
            _ => None,
        }
    })
}

fn usual(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

/// A log often has an `id` of its own rows beside the lead's, so the plain `id` comes last.
fn usual_ids(spec: &Spec) -> Vec<String> {
    let mut ids = usual(&["lead id"]);
    let listed = spec.lead_id.iter();
    ids.extend(listed.flat_map(|lead_id| lead_id.columns.0.clone()));
    ids.extend(usual(&USUAL_IDS).into_iter().skip(1));
    ids.extend(usual(&USUAL_IDS).into_iter().take(1));
    ids
}

/// Where a log keeps what is needed of it. Places count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogColumns {
    /// The lead's id.
    pub lead_id: usize,
    /// The event's name.
    pub event: EventPlace,
    /// When it happened.
    pub at: usize,
}

/// Where a row says which event it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventPlace {
    /// In this column, or in several: their filled cells joined by `/`.
    Columns(Vec<usize>),
    /// Nowhere: each row tells the event with this index.
    EveryRow(u32),
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
            columns: [
                header(columns.lead_id),
                columns.event.header(header),
                header(columns.at),
            ],
            events: spec
                .events
                .keys()
                .enumerate()
                .map(|(place, id)| Kept {
                    id: id.clone(),
                    rows: 0,
                    place,
                })
                .collect(),
            places: spec.events.len(),
            ..LogReport::default()
        },
        columns,
        names,
        asked,
        reader,
        ids: Ids::default(),
        kept: Vec::new(),
        hashing: RandomState::new(),
        name: String::new(),
    };
    while let Some(row) = rows.next_row()? {
        reading.row(row)?;
    }
    reading.report.frame = rows.frame().clone();
    reading.report.frame.between.settle(reading.report.rows);
    Ok(reading.finish(spec, form))
}

struct Reading {
    columns: LogColumns,
    /// The event's index by its canonical name.
    names: HashMap<String, u32>,
    asked: Vec<bool>,
    reader: CellReader,
    ids: Ids,
    kept: Vec<Told>,
    report: LogReport,
    hashing: RandomState,
    /// The name of an event that several cells give together.
    name: String,
}

impl Reading {
    fn row(&mut self, row: CsvRow<'_>) -> Result<(), Problem> {
        self.report.rows += 1;
        let id = strip(row.cell(self.columns.lead_id)?);
        let at = row.cell(self.columns.at)?;
        let Some(event) = self.event(row)? else {
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
        let told = Occurrence {
            lead,
            event,
            day: day_number(moment.date),
        };
        self.kept.push(Told {
            what: told,
            second: second(moment),
            row: self.fingerprint(row),
        });
        Ok(())
    }

    /// The event that a row tells; none: one that the definition does not have, which is noted.
    fn event(&mut self, row: CsvRow<'_>) -> Result<Option<u32>, Problem> {
        let name = match &self.columns.event {
            EventPlace::EveryRow(event) => return Ok(Some(*event)),
            EventPlace::Columns(columns) => match columns.as_slice() {
                [column] => strip(row.cell(*column)?),
                several => {
                    self.name.clear();
                    for column in several {
                        join(&mut self.name, strip(row.cell(*column)?));
                    }
                    self.name.as_str()
                }
            },
        };
        // Logs mostly write the id as it is; that needs no copy.
        let known = self.names.get(name);
        let known = known.or_else(|| self.names.get(&canonical_text(name)));
        if known.is_none() {
            self.report.note_unknown(name);
        }
        Ok(known.copied())
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "half of the fingerprint is enough"
    )]
    fn fingerprint(&self, row: CsvRow<'_>) -> u32 {
        let mut hasher = self.hashing.build_hasher();
        row.hash_cells(&mut hasher);
        hasher.finish() as u32
    }

    fn finish(mut self, spec: &Spec, form: &LogForm) -> EventLog {
        let known = || spec.events.keys().map(String::as_str);
        self.report
            .name_unknown(|name| nearest(name, known()).map(str::to_owned));
        let mut asked = self.asked.iter();
        self.report
            .events
            .retain(|_| asked.next().copied().unwrap_or_default());
        let (kept, twice) = twice::count(self.kept, &self.ids);
        self.report.twice = twice;
        EventLog::new(self.ids, kept, self.report, form.join.clone())
    }
}

/// A time of the day with its offset, as a number that only the same time has; midnight is how a day without a time is
/// often written.
fn second(moment: Moment) -> u32 {
    let Some(time) = moment.time.filter(|time| *time != Time::midnight()) else {
        return NO_TIME;
    };
    let seconds =
        (i32::from(time.hour()) * 60 + i32::from(time.minute())) * 60 + i32::from(time.second());
    let minutes = moment.offset.map_or(0, |offset| offset / 60 + 2000);
    u32::try_from(minutes * 86_400 + seconds).unwrap_or(NO_TIME)
}

/// Adds a filled cell to a name.
fn join(name: &mut String, cell: &str) {
    if !name.is_empty() && !cell.is_empty() {
        name.push('/');
    }
    name.push_str(cell);
}

impl EventPlace {
    /// The headers of its columns joined by `/`; empty: there are none.
    fn header(&self, header: impl Fn(usize) -> String) -> String {
        match self {
            Self::EveryRow(_) => String::new(),
            Self::Columns(columns) => {
                let headers: Vec<String> = columns.iter().map(|place| header(*place)).collect();
                headers.join("/")
            }
        }
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
    // A former label stands for its event as long as nothing else has that name.
    let known = event_names(spec).into_iter();
    let known: Vec<(String, usize)> = known
        .filter(|(name, _)| !further.contains_key(name))
        .collect();
    let mut all: HashMap<String, u32> = known
        .into_iter()
        .filter_map(|(name, index)| Some((name, u32::try_from(index).ok()?)))
        .collect();
    let clear = |(name, event)| Some((name, event?));
    all.extend(further.into_iter().filter_map(clear));
    for id in spec.events.keys() {
        all.extend(numbered(id).map(|event| (canonical_text(id), event)));
    }
    all
}

/// The headers that would do for the lead's id, the event and the time; the first present wins.
fn wanted(spec: &Spec, form: &LogForm) -> [Vec<String>; 3] {
    let or = |named: &[String], others: Vec<String>| {
        if named.is_empty() {
            others
        } else {
            named.to_vec()
        }
    };
    [
        or(&form.lead_id.0, usual_ids(spec)),
        or(&form.event.0, usual(&USUAL_EVENTS)),
        or(&form.at.0, usual(&USUAL_TIMES)),
    ]
}

/// How well a line does as the header of a log. Where every row is one event, or its name has parts, those decide.
fn matched(spec: &Spec, header: &[String], form: &LogForm) -> Match {
    let is_there = |names: &[String]| header::first_of(header, names).len() == 1;
    let [ids, events, times] = wanted(spec, form);
    let event = match form.event_parts.0.as_slice() {
        _ if form.every_row.is_some() => true,
        [] => is_there(&events),
        parts => parts
            .iter()
            .all(|part| is_there(std::slice::from_ref(part))),
    };
    let found = [is_there(&ids), event, is_there(&times)];
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
    let every = form.every_row.as_deref();
    let every = every.and_then(|id| u32::try_from(spec.events.get_index_of(id)?).ok());
    let columns = LogColumns {
        lead_id: place("the lead's id (leadId)", ids)?,
        event: match (every, form.event_parts.0.as_slice()) {
            (Some(event), _) => EventPlace::EveryRow(event),
            (None, []) => EventPlace::Columns(vec![place("the event (event)", events)?]),
            (None, parts) => {
                let part =
                    |part: &String| place("a part of the event (eventParts)", vec![part.clone()]);
                EventPlace::Columns(parts.iter().map(part).collect::<Result<_, _>>()?)
            }
        },
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
