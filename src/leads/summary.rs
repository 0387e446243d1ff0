//! What a file of leads came to: counts for the person who scored it.

mod doubts;
mod ending;

pub use doubts::strict_words;
pub use ending::Paint;

use std::fmt;

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Serialize;

use crate::absent::Absent;
use crate::cells::Outcome;
use crate::doubt::Doubt;
use crate::encoding::Encoding;
use crate::events::LogReport;
use crate::frame::{Frame, is_zero};
use crate::header::Columns;
use crate::ids::LeadIds;
use crate::output::begins_formula;
use crate::problem::example;
use crate::rows::Rows;
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::say::english::grouped;
use leadpact_definition::stage::MAIN_TRACK;
use leadpact_definition::{Compiled, Spec, Tally};
use leadpact_figures::Counts;
use leadpact_files::neutral_line;

/// So many different cells that were not understood are kept as examples.
const EXAMPLES: usize = 3;

/// What a file of leads came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// What the file lacks and was taken as absent because somebody said so.
    #[serde(skip_serializing_if = "Absent::is_empty")]
    pub absent: Absent,
    /// The file as the user named it.
    pub file: String,
    /// The sheet of the workbook; none: the file is no workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The file with its sheet, for people.
    #[serde(skip)]
    title: String,
    /// How its letters are written, when not in UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// What stands around the leads, and what was met between them.
    pub frame: Frame,
    /// The day the leads were scored on; none: the definition does not depend on it.
    pub as_of: Option<String>,
    /// Leads.
    pub rows: u64,
    /// The header of the column that names the leads; none: rows are numbered.
    pub id_column: Option<String>,
    /// Leads whose id is empty.
    pub without_id: u64,
    /// Leads whose id a spreadsheet would run as a formula.
    #[serde(skip_serializing_if = "is_zero")]
    pub formula_ids: u64,
    /// By field, in the definition's order.
    pub fields: Vec<Noted>,
    /// By event, in the definition's order.
    pub events: Vec<Noted>,
    /// Fields and events that no gate, rule, grade or stage asks about; their cells are not read.
    pub unasked: Vec<String>,
    /// Gates that ask whether a field is missing for which the file has no column: it is, for every lead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub always_missing: Vec<AlwaysMissing>,
    /// By track, `main` first: leads by stage, lowest first; `none` counts those in no stage.
    pub stages: IndexMap<String, IndexMap<String, u64>>,
    /// By stage of the main track, lowest first: leads by owner, in the order in which the stage names them; `none` counts
    /// those of nobody. Empty: no stage has a routing.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub owners: IndexMap<String, IndexMap<String, u64>>,
    /// Leads by status.
    pub statuses: IndexMap<String, u64>,
    /// What the event log came to; none: events come from columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<LogReport>,
    /// Cells of the header without the empty ones at its end.
    #[serde(skip)]
    named: usize,
    /// What is doubtful, loud first; filled by [`Summary::finished`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
    /// The ids seen so far.
    #[serde(skip)]
    pub(crate) ids: LeadIds,
    #[serde(skip)]
    counts: Counts,
}

/// A gate that asks whether a field is missing for which the file has no column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlwaysMissing {
    /// The gate.
    pub gate: String,
    /// The field.
    pub field: String,
}

fn always_missing(spec: &Spec, columns: &Columns) -> Vec<AlwaysMissing> {
    let mut found = Vec::new();
    for gate in &spec.gates {
        gate.when.visit(&mut |part| {
            if let Condition::Field {
                field,
                test: Test::Missing,
            } = part
            {
                let place = spec.fields.get_index_of(field);
                let column = place.and_then(|place| columns.fields.get(place));
                if column == Some(&None) {
                    found.push(AlwaysMissing {
                        gate: gate.id.clone(),
                        field: field.clone(),
                    });
                }
            }
        });
    }
    found
}

/// What was noted about the cells of one field or event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Noted {
    /// The field or event.
    pub id: String,
    /// The headers its values come from; empty: the file has no column for it.
    pub columns: Vec<String>,
    /// Leads with nothing in the cell, or a placeholder; of an event: with nothing in each of its cells.
    pub missing: u64,
    /// Leads with a cell in which something stands that is no value of the field's type.
    pub not_understood: u64,
    /// A few of those, different from each other, made harmless for a terminal.
    pub examples: Vec<String>,
    /// Leads about which the columns of an event could not tell what a rule asks.
    #[serde(skip_serializing_if = "is_zero")]
    pub untold: u64,
}

impl Noted {
    /// Counts a lead by its cell.
    pub fn note(&mut self, outcome: Outcome, cell: &str) {
        self.note_times(outcome, cell, 1);
    }

    /// Counts so many leads with the same cell.
    pub fn note_times(&mut self, outcome: Outcome, cell: &str, times: u64) {
        match outcome {
            Outcome::Understood => {}
            Outcome::Missing => self.missing += times,
            Outcome::NotUnderstood => {
                self.not_understood += times;
                if self.examples.len() < EXAMPLES {
                    let example = example(cell);
                    if !self.examples.contains(&example) {
                        self.examples.push(example);
                    }
                }
            }
        }
    }
}

impl Noted {
    fn add(&mut self, behind: &Self) {
        self.missing += behind.missing;
        self.not_understood += behind.not_understood;
        self.untold += behind.untold;
        for example in &behind.examples {
            if self.examples.len() < EXAMPLES && !self.examples.contains(example) {
                self.examples.push(example.clone());
            }
        }
    }
}

impl Summary {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(
        spec: &Spec,
        compiled: &Compiled,
        rows: &Rows,
        columns: &Columns,
        as_of: Option<Date>,
    ) -> Self {
        let header = |column: Option<usize>| {
            let name = column.and_then(|column| rows.header().get(column));
            name.map(|name| neutral_line(name).into_owned())
        };
        let noted = |id: &String, columns: &[Option<usize>]| Noted {
            id: id.clone(),
            columns: columns
                .iter()
                .filter_map(|column| header(*column))
                .collect(),
            ..Noted::default()
        };
        Self {
            absent: Absent::default(),
            file: neutral_line(rows.name()).into_owned(),
            sheet: rows
                .sheet()
                .map(|sheet| neutral_line(&sheet.name).into_owned()),
            title: neutral_line(&rows.title()).into_owned(),
            encoding: Some(rows.encoding())
                .filter(|encoding| !encoding.is_utf8())
                .map(Encoding::name),
            frame: rows.frame().clone(),
            as_of: as_of.map(|day| day.to_string()),
            rows: 0,
            id_column: header(columns.id),
            without_id: 0,
            formula_ids: 0,
            fields: spec
                .fields
                .keys()
                .zip(&columns.fields)
                .map(|(id, column)| noted(id, &[*column]))
                .collect(),
            events: spec
                .events
                .keys()
                .zip(&columns.events)
                .map(|(id, columns)| noted(id, &[columns.count, columns.last]))
                .collect(),
            unasked: columns.unasked.clone(),
            always_missing: always_missing(spec, columns),
            stages: IndexMap::new(),
            owners: IndexMap::new(),
            statuses: IndexMap::new(),
            log: None,
            named: rows.named(),
            doubts: Vec::new(),
            ids: LeadIds::default(),
            counts: Counts::new(compiled),
        }
    }

    /// Takes note of an id that may be empty or a formula, stripped.
    pub(crate) fn note_id(&mut self, id: &str) {
        self.without_id += u64::from(id.is_empty());
        self.formula_ids += u64::from(begins_formula(id));
        self.ids.note(id.as_bytes());
    }

    /// Counts a scored lead. `id`: its id; none: one that is neither empty nor a formula.
    pub fn count(&mut self, id: Option<&str>, tally: &Tally) {
        self.rows += 1;
        if let Some(id) = id {
            self.without_id += u64::from(id.is_empty());
            self.formula_ids += u64::from(begins_formula(id));
        }
        self.counts.count(tally);
        for event in &tally.untold {
            if let Some(noted) = self.events.get_mut(*event) {
                noted.untold += 1;
            }
        }
    }

    /// The same file and definition, and nothing counted.
    #[must_use]
    pub fn blank(&self) -> Self {
        Self {
            rows: 0,
            without_id: 0,
            formula_ids: 0,
            fields: vec![Noted::default(); self.fields.len()],
            events: vec![Noted::default(); self.events.len()],
            ids: LeadIds::default(),
            counts: self.counts.blank(),
            frame: Frame::default(),
            ..self.clone()
        }
    }

    /// Adds the counts of leads that come behind those counted here.
    pub fn add(&mut self, behind: &Self) {
        let between = &behind.frame.between;
        self.frame.between.add(between, self.rows, self.named);
        self.rows += behind.rows;
        self.without_id += behind.without_id;
        self.formula_ids += behind.formula_ids;
        let noted = self.fields.iter_mut().chain(&mut self.events);
        for (noted, behind) in noted.zip(behind.fields.iter().chain(&behind.events)) {
            noted.add(behind);
        }
        self.ids.add(&behind.ids);
        self.counts.add(&behind.counts);
    }

    /// Puts the counts under their names. Call it when the last lead is counted.
    #[must_use]
    pub fn finished(mut self, spec: &Spec, compiled: &Compiled) -> Self {
        self.stages = self.counts.stages(spec, compiled);
        let shown = |owner: &str| neutral_line(owner).into_owned();
        self.owners = self.counts.owners(spec, compiled, shown);
        self.statuses = self.counts.statuses();
        self.doubts = self.doubtful(spec, |_| None);
        self
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.absent)?;
        for doubt in self.doubts.iter().filter(|doubt| doubt.is_loud()) {
            writeln!(f, "{}", doubt.line())?;
        }
        let leads = if self.rows == 1 { "lead" } else { "leads" };
        write!(
            f,
            "{} {leads} from {}",
            grouped(&self.rows.to_string()),
            self.title
        )?;
        if let Some(encoding) = &self.encoding {
            write!(f, ", read as {encoding}")?;
        }
        if let Some(day) = &self.as_of {
            write!(f, ", as of {day}")?;
        }
        match &self.id_column {
            Some(column) => write!(f, ", named by the column '{column}'")?,
            None => f.write_str(", named by their row")?,
        }
        f.write_str("\n")?;
        if self.without_id > 0 {
            writeln!(
                f,
                "{} of them have no id",
                grouped(&self.without_id.to_string())
            )?;
        }
        for line in self.frame.notes() {
            writeln!(f, "{line}")?;
        }
        self.write_noted(f)?;
        if let Some(log) = &self.log {
            write!(f, "{log}")?;
        }
        for doubt in self.doubts.iter().filter(|doubt| !doubt.is_loud()) {
            writeln!(f, "{}", doubt.line())?;
        }
        self.write_stages(f)
    }
}

impl Summary {
    fn write_stages(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (track, stages) in &self.stages {
            let title = if track == MAIN_TRACK {
                "stages".to_owned()
            } else {
                format!("stages of {track}")
            };
            writeln!(f, "{title}: {}", counts(stages))?;
        }
        for (stage, owners) in &self.owners {
            if owners.values().any(|count| *count > 0) {
                writeln!(f, "owners in {stage}: {}", counts(owners))?;
            }
        }
        let statuses: IndexMap<_, _> = self
            .statuses
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|(status, count)| (status.clone(), *count))
            .collect();
        if !statuses.is_empty() {
            writeln!(f, "status: {}", counts(&statuses))?;
        }
        Ok(())
    }

    fn write_noted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = |noted: &&Noted| !self.unasked.contains(&noted.id);
        let fields = self.fields.iter().filter(asked);
        let fields = fields.map(|noted| (noted, "no column: counted as not known"));
        // An event log tells of its events itself.
        let events = self.events.iter().filter(asked);
        let events = events.filter(|_| self.log.is_none());
        let events = events.map(|noted| (noted, "no column: counted as not happened"));
        let all: Vec<(&Noted, &str)> = fields.chain(events).collect();
        let widths = all.iter().map(|(noted, _)| noted.id.len());
        let widest = widths.max().unwrap_or(0).max(8);
        if !all.is_empty() {
            writeln!(
                f,
                "{:widest$}  {:>11}  {:>14}  taken from",
                "", "missing", "not understood"
            )?;
        }
        for (noted, without) in all {
            noted.write(f, widest, without)?;
        }
        if !self.unasked.is_empty() {
            let listed = self.unasked.join(", ");
            writeln!(f, "not read, because no rule asks for it: {listed}")?;
        }
        Ok(())
    }
}

impl Noted {
    /// `without`: what it means that the file has no column.
    fn write(&self, f: &mut fmt::Formatter<'_>, widest: usize, without: &str) -> fmt::Result {
        let id = &self.id;
        if self.columns.is_empty() {
            writeln!(f, "{id:widest$}  {:>11}  {:>14}  {without}", "-", "-")?;
        } else {
            let (missing, not_understood) = (
                grouped(&self.missing.to_string()),
                grouped(&self.not_understood.to_string()),
            );
            let columns = self.columns.join(" and ");
            writeln!(
                f,
                "{id:widest$}  {missing:>11}  {not_understood:>14}  {columns}"
            )?;
        }
        if !self.examples.is_empty() {
            let quoted: Vec<String> = self
                .examples
                .iter()
                .map(|cell| format!("'{cell}'"))
                .collect();
            writeln!(
                f,
                "{:widest$}  not understood, for example: {}",
                "",
                quoted.join(", ")
            )?;
        }
        if self.untold > 0 {
            writeln!(
                f,
                "{:widest$}  the columns cannot tell all that the rules ask of {} {}: what they do not tell counts as not happened",
                "",
                grouped(&self.untold.to_string()),
                if self.untold == 1 { "lead" } else { "leads" }
            )?;
        }
        Ok(())
    }
}

fn counts(counts: &IndexMap<String, u64>) -> String {
    let each: Vec<String> = counts
        .iter()
        .map(|(name, count)| format!("{name} {}", grouped(&count.to_string())))
        .collect();
    each.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_different_short_and_harmless() {
        let mut noted = Noted::default();
        for cell in ["1e3", "1e3", "\u{1b}[2J", &"x".repeat(60), "fourth"] {
            noted.note(Outcome::NotUnderstood, cell);
        }
        assert_eq!(noted.not_understood, 5);
        let long = format!("{}...", "x".repeat(40));
        assert_eq!(noted.examples, ["1e3", "^[[2J", &long]);
    }
}
