//! A mapping proposed for one file: which column holds each fact of a definition, and how its cells are written. Scoring
//! never guesses; this does, shows what it saw, and leaves the word to a person.
//!
//! ```text
//!  rows -> profile    the different cells of each column
//!            columns  which column may hold a fact: by name, near, by words, by meaning, by values
//!            dialect  how its cells are written: marks, patterns, words for yes and no, placeholders
//!            sure     when two names are the same, and when that is a guess
//!         -> Proposal with coverage and notes -> text: the mapping file
//! ```

mod blanks;
mod columns;
mod dates;
mod dialect;
mod events;
mod ids;
mod letters;
mod log;
mod meaning;
mod name;
mod numbers;
mod profile;
mod sure;
mod text;
mod turning;
mod values;

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::asked;
use crate::mapping::{EventMapping, FieldMapping, LogMapping, Mapping};
use crate::proposal::columns::{Found, Table, Wanted};
use crate::proposal::dialect::evaluate;
use leadpact_definition::canonical::canonical_json;
use leadpact_definition::compiled::{Check, FieldCheck, Operator};
use leadpact_definition::field::{Field, FieldType, LeadId};
use leadpact_definition::{Compiled, Spec};

pub use columns::How;
pub use dialect::Cells;
pub use events::EventFound;
pub use log::{LogFound, Named, propose_log};
pub use profile::{ColumnProfile, Profile};
pub use text::{percent, write};

/// A column that was found by words, meaning or values must be understood in so many of a hundred filled cells.
const LEAST_PERCENT: u64 = 50;

/// What a file was found to hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// The column with the lead's id; none: rows would be numbered.
    pub lead_id: Option<(String, How)>,
    /// Whether the rules name a column for the id and the file has none: rows are numbered only when somebody says so.
    pub lead_id_lacking: bool,
    /// The columns with an own cell in every row that perhaps hold the id, when none surely does.
    pub maybe_ids: Vec<String>,
    /// Whether what is lacking is written as absent.
    pub as_absent: bool,
    /// How an event log is written, when one was looked at.
    pub log: Option<LogFound>,
    /// By field of the definition, in its order.
    pub fields: Vec<FieldFound>,
    /// By event of the definition, in its order.
    pub events: Vec<EventFound>,
    /// Headers that nothing uses.
    pub unused: Vec<String>,
}

/// Where a field was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldFound {
    /// The field.
    pub id: String,
    /// Whether a gate, rule, grade or stage asks about it.
    pub asked: bool,
    /// Whether the rules allow an export without it.
    pub optional: bool,
    /// The header and how it was found; none: no column fits.
    pub column: Option<(String, How)>,
    /// What its cells came to.
    pub cells: Cells,
    /// What the mapping says of it.
    pub mapping: FieldMapping,
    /// The columns that perhaps hold it, when none surely does: nothing that is taken without a person's word.
    pub maybe: Vec<Maybe>,
    /// The places, counted from 1, of the columns that bear its header, when there are several: none can be taken.
    pub doubled: Vec<usize>,
    /// The headers that come nearest, when no column fits.
    pub near: Vec<String>,
}

/// A column that perhaps holds a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Maybe {
    /// The header and how it was found.
    pub column: (String, How),
    /// What its cells would come to.
    pub cells: Cells,
    /// What the mapping would say of it.
    pub mapping: FieldMapping,
}

/// Looks for every field and event of a definition in a file.
#[must_use]
pub fn propose(spec: &Spec, compiled: &Compiled, profile: &Profile) -> Proposal {
    let asked = asked::by_rules(spec);
    let values = values(compiled);
    let table = Table::new(profile, &values);
    let mut taken: HashSet<usize> = HashSet::new();
    let lead_id = ids::lead_id(spec, &table).map(|(place, how)| {
        taken.insert(place);
        (header(&table, place), how)
    });
    let named = spec.lead_id.as_ref().is_some_and(|id| !id.number);
    let mut found: Vec<FieldFound> = spec
        .fields
        .iter()
        .map(|(id, field)| FieldFound {
            id: id.clone(),
            asked: asked.contains(id.as_str()),
            optional: field.optional,
            ..FieldFound::default()
        })
        .collect();
    // The sure ones first, so that nobody takes a column away by a likeness.
    for step in [Step::Named, Step::Sure, Step::Maybe] {
        for (place, one) in found.iter_mut().enumerate() {
            if one.column.is_none() && one.doubled.is_empty() {
                let none = HashSet::new();
                let values = values.get(place).unwrap_or(&none);
                look(spec, &table, values, step, &mut taken, one);
            }
        }
    }
    others_decide(&mut found);
    let events = events::find(spec, &table, &mut taken);
    let unused = table.columns.iter().enumerate();
    let unused =
        unused.filter(|(place, column)| !taken.contains(place) && !column.name.bare().is_empty());
    let maybe_ids = match lead_id {
        Some(_) => Vec::new(),
        None => ids::maybe(&table, &taken),
    };
    Proposal {
        lead_id_lacking: named && lead_id.is_none(),
        lead_id,
        maybe_ids,
        as_absent: false,
        log: None,
        fields: found,
        events,
        unused: unused
            .map(|(_, column)| column.name.text().to_owned())
            .collect(),
    }
}

impl Proposal {
    /// The mapping that this proposal comes to. Nothing that is not sure is in it.
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        let mut fields: IndexMap<String, FieldMapping> = IndexMap::new();
        let mut events: IndexMap<String, EventMapping> = IndexMap::new();
        for field in &self.fields {
            if field.column.is_some() {
                fields.insert(field.id.clone(), field.mapping.clone());
            } else if self.as_absent && field.is_lacking() && field.doubled.is_empty() {
                let optional = true;
                let mapping = FieldMapping {
                    optional,
                    ..FieldMapping::default()
                };
                fields.insert(field.id.clone(), mapping);
            }
        }
        let log = self.log.as_ref();
        for event in &self.events {
            let mut mapping = event.mapping.clone().unwrap_or_default();
            mapping.optional = self.as_absent && event.lacking;
            mapping.names = log.map(|log| log.names_of(&event.id)).unwrap_or_default();
            if mapping != EventMapping::default() {
                events.insert(event.id.clone(), mapping);
            }
        }
        Mapping {
            lead_id: self.mapped_id(),
            fields,
            events,
            log: log
                .map(|log| log.mapping.clone())
                .filter(|log| *log != LogMapping::default()),
            ..Mapping::default()
        }
    }

    fn mapped_id(&self) -> Option<LeadId> {
        let numbered = (self.as_absent && self.lead_id_lacking).then(|| LeadId {
            number: true,
            ..LeadId::default()
        });
        let named = self.lead_id.as_ref().map(|(header, _)| LeadId {
            columns: [header.as_str()].into_iter().collect(),
            ..LeadId::default()
        });
        named.or(numbered)
    }

    /// The fields that a rule asks for, that have no column and that the rules do not let an export lack.
    pub fn lacking(&self) -> impl Iterator<Item = &FieldFound> {
        self.fields.iter().filter(|field| field.is_lacking())
    }

    /// What `score` would refuse the file for, in words, one for each: `the field budget`.
    #[must_use]
    pub fn refused(&self) -> Vec<String> {
        let fields = self
            .lacking()
            .map(|field| format!("the field {}", field.id));
        let events = self
            .events
            .iter()
            .filter(|event| event.lacking && self.log.is_none());
        let events = events.map(|event| format!("the event {}", event.id));
        let id = self.lead_id_lacking.then(|| "the lead's id".to_owned());
        id.into_iter().chain(fields).chain(events).collect()
    }

    /// Whether a header that is needed stands in the file more than once: no mapping helps then.
    #[must_use]
    pub fn is_doubled(&self) -> bool {
        self.fields.iter().any(|field| !field.doubled.is_empty())
    }
}

impl FieldFound {
    fn is_lacking(&self) -> bool {
        self.asked && !self.optional && self.column.is_none()
    }
}

/// Where it stays open how a column is written, says how others of the file are.
fn others_decide(found: &mut [FieldFound]) {
    let decided: Vec<(bool, String, String)> = found
        .iter()
        .filter_map(|field| {
            let (header, _) = field.column.as_ref()?;
            let read = field.mapping.read.as_ref()?;
            let marks = read.decimal.is_some() || read.group.is_some();
            let dialect = || field.mapping.dialect_in_words();
            (marks || read.date.is_some()).then(|| (marks, header.clone(), dialect()))
        })
        .collect();
    for field in found {
        for note in &mut field.cells.notes {
            let open = note.contains("no cell decides");
            let numbers = note.contains("read: {");
            if let Some((_, header, dialect)) = decided.iter().find(|one| open && one.0 == numbers)
            {
                let further = format!("; the column '{header}' is written with {dialect}");
                note.push_str(&further);
            }
        }
    }
}

fn header(table: &Table<'_>, place: usize) -> String {
    let column = table.columns.get(place);
    column
        .map(|column| column.name.text().to_owned())
        .unwrap_or_default()
}

/// How far the search has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Columns that `score` finds by itself.
    Named,
    /// Others that are sure.
    Sure,
    /// What is left, for a person to decide.
    Maybe,
}

/// Takes the best column for a field that is still free, or that bears its name.
fn look(
    spec: &Spec,
    table: &Table<'_>,
    values: &HashSet<String>,
    step: Step,
    taken: &mut HashSet<usize>,
    one: &mut FieldFound,
) {
    let Some(field) = spec.fields.get(&one.id) else {
        return;
    };
    let own = [one.id.clone()];
    let listed = field.columns.0.as_slice();
    let listed = if listed.is_empty() { &own } else { listed };
    let names = [one.id.as_str()].into_iter().chain(field.label.as_deref());
    let undated = match field.kind {
        FieldType::Date | FieldType::Datetime | FieldType::Number => false,
        FieldType::Text
        | FieldType::Words
        | FieldType::Level
        | FieldType::Boolean
        | FieldType::List => true,
    };
    let wanted = Wanted::new(listed, names, values);
    let wanted = wanted.known_as(&one.id).undated(undated);
    let found = match step {
        Step::Named => wanted.named(table),
        Step::Sure | Step::Maybe => wanted.likely(table),
    };
    for found in found {
        if step == Step::Named && table.doubled(found.place).len() > 1 {
            one.doubled = table.doubled(found.place);
            return;
        }
        if step != Step::Named
            && (taken.contains(&found.place) || found.sure != (step == Step::Sure))
        {
            continue;
        }
        let Some(maybe) = tried(table, field, values, found, one) else {
            continue;
        };
        if step == Step::Maybe {
            one.maybe.push(maybe);
            continue;
        }
        taken.insert(found.place);
        one.column = Some(maybe.column);
        one.mapping = maybe.mapping;
        one.cells = maybe.cells;
        return;
    }
    if step == Step::Maybe {
        nearest(table, &wanted, one);
    }
}

/// What comes of a column; none: too little of it is understood, or its header stands there twice.
fn tried(
    table: &Table<'_>,
    field: &Field,
    values: &HashSet<String>,
    found: Found,
    one: &mut FieldFound,
) -> Option<Maybe> {
    let column = table.columns.get(found.place)?.profile;
    let (mapping, cells) = evaluate(&one.id, field, values, column);
    let little = cells.understood * 100 < cells.filled * LEAST_PERCENT;
    // Levels have names of their own everywhere: a column that is called so is shown even if none is understood.
    let shown =
        !cells.notes.is_empty() && (field.kind != FieldType::Level || found.how == How::Meaning);
    // Nor does a column that is surely called so hold anything but yes and no: which words mean which has to be said.
    let shown = shown || (found.sure && field.kind == FieldType::Boolean);
    let named = matches!(found.how, How::Exact | How::Alike);
    if !named && ((little && !shown) || table.doubled(found.place).len() > 1) {
        one.near.push(column.header.clone());
        return None;
    }
    Some(Maybe {
        column: (column.header.clone(), found.how),
        mapping: FieldMapping {
            columns: [column.header.as_str()].into_iter().collect(),
            ..mapping
        },
        cells,
    })
}

/// Adds the headers that come nearest, as hints; none that is the opposite.
fn nearest(table: &Table<'_>, wanted: &Wanted<'_>, one: &mut FieldFound) {
    for name in wanted.all() {
        let headers = table.columns.iter().map(|column| &column.name);
        let headers = headers.filter(|header| !header.said().turns_from(name.said()));
        let headers = headers.map(|header| (header.letters(), header.text()));
        for header in name.letters().nearest_of(headers) {
            if !one.near.iter().any(|known| known == header) {
                one.near.push(header.to_owned());
            }
        }
    }
    let maybe = |header: &String| one.maybe.iter().any(|maybe| maybe.column.0 == *header);
    one.near.retain(|header| !maybe(header));
    one.near.truncate(3);
}

/// By field: the values that gates, rules, grades and stages compare with.
fn values(compiled: &Compiled) -> Vec<HashSet<String>> {
    let mut values = vec![HashSet::new(); compiled.field_count()];
    compiled.each_check(&mut |check| {
        if let Check::Field(FieldCheck(field, operator)) = check
            && let Some(values) = values.get_mut(*field)
        {
            match operator {
                Operator::TextIn(named) | Operator::ListAny(named) | Operator::ListAll(named) => {
                    values.extend(named.iter().cloned());
                }
                Operator::Contains(_)
                | Operator::StartsWith(_)
                | Operator::EndsWith(_)
                | Operator::WordsAny(_)
                | Operator::WordsAll(_)
                | Operator::NumberIs(_)
                | Operator::NumberAtLeast(_)
                | Operator::NumberAtMost(_)
                | Operator::NumberAbove(_)
                | Operator::NumberBelow(_)
                | Operator::NumberBetween(..)
                | Operator::LevelIn(_)
                | Operator::LevelAtLeast(_)
                | Operator::LevelAtMost(_)
                | Operator::BooleanIs(_)
                | Operator::Within(_)
                | Operator::OlderThan(_)
                | Operator::Before(_)
                | Operator::After(_)
                | Operator::Present
                | Operator::Missing => {}
            }
        }
    });
    for (field, values) in values.iter_mut().enumerate() {
        if let Some(reader) = compiled.reader(field) {
            values.extend(reader.levels().iter().cloned());
        }
    }
    values
}

/// What a mapping would say to read these cells, of which none is understood: `read: {date: DD.MM.YYYY}`; none: nothing
/// that is known here would read most of them.
pub(crate) fn reading_for(field: &Field, cells: &IndexMap<String, u64>) -> Option<String> {
    let column = ColumnProfile {
        cells: cells.clone(),
        ..ColumnProfile::default()
    };
    let (mapping, read) = evaluate("", field, &HashSet::new(), &column);
    let most = read.understood * 2 > read.filled;
    let read = mapping.read.filter(|_| most)?;
    Some(format!("read: {}", flow(&canonical_json(&read))))
}

/// JSON as people write YAML in one line: keys without quotation marks.
fn flow(json: &str) -> String {
    let mut parts = json.split('"');
    let mut text = parts.next().unwrap_or_default().to_owned();
    while let Some(word) = parts.next() {
        let behind = parts.next().unwrap_or_default();
        let is_key = word.chars().all(|letter| letter.is_ascii_alphabetic());
        match behind.strip_prefix(':').filter(|_| is_key) {
            Some(behind) => text.extend([word, ": ", &behind.replace(',', ", ")]),
            None => text.extend(["\"", word, "\"", &behind.replace(',', ", ")]),
        }
    }
    text
}

#[cfg(test)]
mod tests;
