//! Why a lead got its score: each cell as it was read, each gate and rule with its points.

mod next;
mod owner;
mod steps;

use indexmap::IndexSet;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::fast;
use crate::problem::Problem;
use crate::score::{Scored, Scorer};
use leadpact_definition::mentions::Mention;
use leadpact_definition::value::{Reading, Value};
use leadpact_definition::{Compiled, Outcome, Spec, say};

pub use next::{ChangeRead, Found, Gain, NextRead};
pub use owner::OwnerRead;
pub use steps::ScoreRead;

/// One lead with everything that led to its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// Its id.
    pub id: String,
    /// Its row, from 1, without the header.
    pub row: u64,
    /// The line in the file where it begins, from 1.
    pub line: u64,
    /// The cells that the rules ask about, by field in the definition's order, then by event.
    pub cells: Vec<CellRead>,
    /// Every gate and rule in the order of the file.
    pub criteria: Vec<CriterionRead>,
    /// What became of the points of each score after its rules, in file order.
    pub steps: Vec<ScoreRead>,
    /// Who owns it; none: no stage has a routing.
    pub owner: Option<OwnerRead>,
    /// What would bring it further, by track, `main` first.
    pub next: Vec<NextRead>,
    /// The result.
    #[serde(skip)]
    pub outcome: Outcome,
}

/// A cell and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CellRead {
    /// The field or event.
    pub id: String,
    /// The header; none: the file has no such column.
    pub column: Option<String>,
    /// The cell as it stands in the file.
    pub cell: String,
    /// The value in the words of the rules; none: missing.
    pub value: Option<String>,
    /// Something stands there that is no value of the field's type.
    pub not_understood: bool,
}

/// A gate or rule and what it came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CriterionRead {
    /// The gate's or rule's id.
    pub id: String,
    /// The score it counts in; none: a gate.
    pub score: Option<String>,
    /// Whether the gate applied or the rule counted.
    pub counted: bool,
    /// Points after the rule's own cap.
    pub points: i64,
    /// The gate or rule in plain English.
    pub text: String,
    /// Why it is in the definition.
    pub because: Option<String>,
    /// The fields it looks at that are missing.
    pub missing: Vec<String>,
    /// The cells it looks at.
    pub cells: Vec<CellRead>,
}

impl CellRead {
    /// The field or event; the id of an event's cell says which part of it, as in `demo, last`.
    #[must_use]
    pub fn about(&self) -> &str {
        self.id.split_once(", ").map_or(&self.id, |(id, _)| id)
    }
}

/// Explains the first lead with this id, and counts the further ones. None: there is no such lead. Of a file as most
/// programs write CSV only the rows with this id are read.
///
/// # Errors
/// The file cannot be read any further.
pub fn explain(
    spec: &Spec,
    compiled: &Compiled,
    scorer: &mut Scorer<'_>,
    id: &str,
) -> Result<Option<(Explanation, u64)>, Problem> {
    let header = scorer.header().to_vec();
    let columns = scorer.columns().clone();
    let as_of = scorer.as_of();
    let mut found = None;
    let mut further = fast::find(scorer, id).unwrap_or(0);
    while let Some(lead) = scorer.next_lead()? {
        if lead.id != id {
            continue;
        }
        if found.is_some() {
            further += 1;
            continue;
        }
        let mut cells = Vec::new();
        for ((field, name), column) in spec.fields.keys().enumerate().zip(&columns.fields) {
            if columns.unasked.contains(name) {
                continue;
            }
            let typed = column.is_some_and(|column| lead.row.is_typed(column));
            let reading = |cell: &str| compiled.read_cell_as(field, cell, typed);
            cells.push(cell_read(spec, &header, lead, name, *column, reading)?);
        }
        for ((name, columns), facts) in spec
            .events
            .keys()
            .zip(&columns.events)
            .zip(&lead.lead.events)
        {
            for (part, column) in [("count", columns.count), ("last", columns.last)] {
                if column.is_some() {
                    let value = event_value(facts, part);
                    let mut read =
                        cell_read(spec, &header, lead, name, column, |_| Reading::Missing)?;
                    read.id = format!("{name}, {part}");
                    read.not_understood = value.is_none() && !read.cell.trim().is_empty();
                    read.value = value;
                    cells.push(read);
                }
            }
        }
        let logged = spec.events.keys().zip(&lead.lead.events);
        cells.extend(logged.filter_map(|(name, facts)| logged_cell(name, facts, as_of)));
        let outcome = compiled.outcome(lead.lead, lead.tally);
        found = Some(Explanation {
            id: lead.id.to_owned(),
            row: lead.row.number,
            line: lead.row.line(),
            criteria: criteria(spec, &outcome, &cells),
            steps: steps::read(spec, compiled, lead.lead, as_of, |score| {
                let counted = outcome.reasons.iter();
                let counted = counted.filter(|reason| reason.axis.as_deref() == Some(score));
                counted
                    .map(|reason| reason.points)
                    .fold(0, i64::saturating_add)
            }),
            owner: OwnerRead::new(spec, compiled, &outcome),
            next: next::read(spec, compiled, lead.lead, as_of, &cells),
            cells,
            outcome,
        });
    }
    Ok(found.map(|explanation| (explanation, further)))
}

fn cell_read(
    spec: &Spec,
    header: &[String],
    lead: Scored<'_>,
    name: &str,
    column: Option<usize>,
    read: impl Fn(&str) -> Reading,
) -> Result<CellRead, Problem> {
    let cell = column.map_or(Ok(""), |column| lead.row.cell(column))?;
    let reading = read(cell);
    let not_understood = reading == Reading::NotUnderstood;
    Ok(CellRead {
        id: name.to_owned(),
        column: column.and_then(|column| header.get(column).cloned()),
        cell: cell.to_owned(),
        value: reading.value().map(|value| in_words(spec, name, &value)),
        not_understood,
    })
}

fn event_value(facts: &leadpact_definition::EventFacts, part: &str) -> Option<String> {
    match facts {
        leadpact_definition::EventFacts::Flat { count, .. } if part == "count" => {
            count.map(|count| count.to_string())
        }
        leadpact_definition::EventFacts::Flat { last, .. } => last.and_then(day),
        leadpact_definition::EventFacts::Log(_) => None,
    }
}

/// What an event log says of an event up to *as of*; none: nothing.
fn logged_cell(
    name: &str,
    facts: &leadpact_definition::EventFacts,
    as_of: i32,
) -> Option<CellRead> {
    let leadpact_definition::EventFacts::Log(days) = facts else {
        return None;
    };
    let seen = days.iter().copied().filter(|day| *day <= as_of);
    let last = day(seen.clone().max()?)?;
    let value = match seen.count() {
        1 => format!("once, on {last}"),
        times => format!("{times} times, the last one on {last}"),
    };
    Some(CellRead {
        id: name.to_owned(),
        column: None,
        cell: String::new(),
        value: Some(value),
        not_understood: false,
    })
}

/// A day from the days since 1970-01-01.
fn day(number: i32) -> Option<String> {
    let epoch = Date::constant(1970, 1, 1);
    let day = epoch.checked_add(number.days()).ok()?;
    Some(day.to_string())
}

/// A value in the words of the rules.
fn in_words(spec: &Spec, field: &str, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Words(words) => words.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Level(place) => {
            let levels = spec.fields.get(field).map(|field| &field.levels);
            let level = levels.and_then(|levels| levels.get(*place));
            level.cloned().unwrap_or_default()
        }
        Value::Boolean(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Day(number) => day(*number).unwrap_or_default(),
        Value::List(elements) => elements.join("; "),
    }
}

fn criteria(spec: &Spec, outcome: &Outcome, cells: &[CellRead]) -> Vec<CriterionRead> {
    let read = |id: &str,
                score: Option<&str>,
                text: String,
                because: &Option<String>,
                fields: IndexSet<&str>| {
        let hit = outcome.reasons.iter().find(|reason| reason.id == id);
        CriterionRead {
            id: id.to_owned(),
            score: score.map(str::to_owned),
            counted: hit.is_some(),
            points: hit.map_or(0, |hit| hit.points),
            text,
            because: because.clone(),
            cells: cells
                .iter()
                .filter(|cell| fields.contains(cell.about()))
                .cloned()
                .collect(),
            missing: fields
                .into_iter()
                .filter(|field| outcome.missing.iter().any(|missing| missing == field))
                .map(str::to_owned)
                .collect(),
        }
    };
    let mut all = Vec::new();
    for gate in &spec.gates {
        let mut fields = IndexSet::new();
        gate.when
            .each_mention(&mut |mention| fields.extend(mention.fact()));
        all.push(read(
            &gate.id,
            None,
            say::gate(spec, gate),
            &gate.because,
            fields,
        ));
    }
    for (name, score) in &spec.scores {
        for rule in &score.rules {
            all.push(read(
                &rule.id,
                Some(name),
                say::rule(spec, rule),
                &rule.because,
                rule.named(Mention::fact),
            ));
        }
    }
    all
}
