//! Scoring a file of leads, row by row.

use jiff::civil::Date;

use crate::as_of;
use crate::cells::{self, CellColumn};
use crate::events::{EventLog, Start};
use crate::frame::HeaderFrom;
use crate::header::{self, ColumnProblem, ColumnProblemKind, Columns};
use crate::problem::Problem;
pub use crate::rows::Reached;
use crate::rows::{CsvRow, Rows};
use crate::summary::{Noted, Summary};
use crate::workbook::SheetRead;
use leadpact_definition::value::{Value, day_number, strip};
use leadpact_definition::{Compiled, EventFacts, Lead, Spec, Tally};

/// Why leads were not scored.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// The file cannot be read, or not any further.
    #[error(transparent)]
    Rows(#[from] Problem),
    /// The definition asks for columns that the file does not have.
    #[error("{}", columns_in_words(file, problems, header, hints))]
    Columns {
        /// The file as the user named it.
        file: String,
        /// Each column.
        problems: Vec<ColumnProblem>,
        /// The headers of the file.
        header: Vec<String>,
        /// What may be the reason, a sentence each.
        hints: Vec<String>,
    },
    /// The definition looks at ages, and no day is given.
    #[error(
        "{by} depends on the day. Name the day on which the leads are scored, for example --as-of 2026-01-31."
    )]
    NoAsOf {
        /// What looks at the day: `the rule webinar`.
        by: String,
    },
}

/// The most headers that a message lists.
const LISTED: usize = 20;

fn columns_in_words(
    file: &str,
    problems: &[ColumnProblem],
    header: &[String],
    hints: &[String],
) -> String {
    let mut words = format!("{file} does not have the columns that the definition asks for:");
    for problem in problems {
        words.push_str("\n  ");
        words.push_str(&problem.to_string());
    }
    let lacks = |problem: &ColumnProblem| matches!(problem.kind, ColumnProblemKind::Missing { .. });
    if problems.iter().any(lacks) {
        words.push_str("\n  The file has ");
        words.push_str(&header::listed(header, LISTED));
        words.push_str(
            ".\n  If the file has the column under another name, write that name under `columns:` in the rule file \
             or in a mapping file; 'leadpact map' proposes one. \
             If the file does not have it, --missing-as-absent takes it so: a field counts as not known, an event as not \
             happened, leads without an id are numbered. For good, write `optional: true` under the field or event, or \
             `leadId: {number: true}`.",
        );
    }
    for hint in hints {
        words.push_str("\n  ");
        words.push_str(hint);
    }
    words
}

/// Why the columns that are asked for may not be found, a sentence each.
fn hints(rows: &Rows) -> Vec<String> {
    let mut hints = Vec::new();
    let frame = rows.frame();
    if let Some(line) = rows.likely_header_line() {
        let skip = line.saturating_sub(1);
        hints.push(format!(
            "Line {line} looks like the header: --skip-rows {skip}."
        ));
    } else if let (HeaderFrom::LaterLine, Some(line)) = (frame.header_from, frame.header_line) {
        hints.push(format!(
            "Line {line} was taken for the header, and what stands above it for titles."
        ));
    }
    if let Some(why) = &frame.no_header {
        hints.push(format!(
            "The first line may be a lead and no header: {why}. If the file has none, say --header none, or name the columns with --header."
        ));
    }
    if rows.header().len() == 1 && rows.sheet().is_none() {
        hints.push("The header has only one column; if the file has another delimiter, name it with --delimiter.".to_owned());
    }
    hints.extend(rows.sheet().and_then(SheetRead::elsewhere));
    hints
}

/// Scores the leads of a file, one after another, in the order of the file.
pub struct Scorer<'d> {
    pub(super) compiled: &'d Compiled,
    pub(super) columns: Columns,
    cells: Vec<CellColumn>,
    pub(super) rows: Rows,
    pub(super) log: Option<&'d EventLog>,
    pub(super) as_of: i32,
    lead: Lead,
    tally: Tally,
    id: String,
    pub(super) summary: Summary,
    /// Whether leads are scored, and not only read.
    scores: bool,
}

/// A scored lead.
#[derive(Clone, Copy, Debug)]
pub struct Scored<'s> {
    /// Its id as it stands in the file, stripped; the row's number where the file has no column for it.
    pub id: &'s str,
    /// Its record in canonical form.
    pub lead: &'s Lead,
    /// The result.
    pub tally: &'s Tally,
    /// Its row in the file.
    pub row: CsvRow<'s>,
}

impl<'d> Scorer<'d> {
    /// Finds the columns. `compiled` is made from `spec`. With a `log`, all events come from it and none from columns.
    ///
    /// # Errors
    /// Columns are missing, or the day is.
    pub fn new(
        spec: &Spec,
        compiled: &'d Compiled,
        mut rows: Rows,
        as_of: Option<Date>,
        log: Option<&'d EventLog>,
    ) -> Result<Self, ScoreError> {
        if as_of.is_none()
            && let Some(by) = as_of::needed_by(spec, log.is_some())
        {
            return Err(ScoreError::NoAsOf { by });
        }
        let join = log.map(EventLog::join);
        rows.look_for_header(&|header| header::matched(spec, header, join))?;
        let columns = header::find_joined(spec, rows.header(), join).map_err(|problems| {
            ScoreError::Columns {
                file: rows.name().to_owned(),
                problems,
                header: rows.header().to_vec(),
                hints: hints(&rows),
            }
        })?;
        let mut lead = Lead::default();
        lead.clear(compiled);
        Ok(Self {
            summary: Summary::new(spec, compiled, &rows, &columns, as_of),
            cells: (0..compiled.field_count()).map(CellColumn::new).collect(),
            compiled,
            columns,
            rows,
            log,
            as_of: as_of.map_or(0, day_number),
            lead,
            tally: Tally::default(),
            id: String::new(),
            scores: true,
        })
    }

    /// From now on leads are read and not scored: their tallies say nothing.
    pub(crate) fn only_reads(&mut self) {
        self.scores = false;
    }

    /// The next lead; none at the end of the file.
    ///
    /// # Errors
    /// The file cannot be read any further.
    pub fn next_lead(&mut self) -> Result<Option<Scored<'_>>, Problem> {
        let Some(row) = self.rows.next_row()? else {
            return Ok(None);
        };
        self.id.clear();
        match self.columns.id {
            Some(column) => self.id.push_str(strip(row.cell(column)?)),
            None => self.id.push_str(&row.number.to_string()),
        }
        let cells = self.cells.iter_mut().zip(&self.columns.fields);
        let noted = cells.zip(self.lead.values.iter_mut().zip(&mut self.summary.fields));
        for ((cells, column), (slot, noted)) in noted {
            if let Some(column) = column {
                let cell = row.cell(*column)?;
                let typed = row.is_typed(*column);
                noted.note(cells.read(self.compiled, cell, typed, slot), cell);
            }
        }
        for (event, columns) in self.columns.events.iter().enumerate() {
            if columns.count.is_none() && columns.last.is_none() {
                continue;
            }
            let noted = self.summary.events.get_mut(event);
            let (count, last) = happened(self.compiled, event, row, *columns, noted)?;
            self.lead.set_flat(event, count, last);
        }
        if let Some(log) = self.log {
            let start = self.columns.start.map(|(field, _)| field);
            let start = started(
                log,
                start.and_then(|field| self.lead.values.get(field)?.as_ref()),
            );
            forget_events(&mut self.lead);
            let key = match self.columns.key {
                Some(column) => strip(row.cell(column)?),
                None => &self.id,
            };
            for (event, day) in log.of(key, start) {
                self.lead.occurred(event, day);
            }
        }
        if self.scores {
            self.compiled
                .score_into(&self.lead, self.as_of, &mut self.tally);
        }
        self.summary.count(Some(&self.id), &self.tally);
        if self.columns.id.is_some() {
            self.summary.ids.note(self.id.as_bytes());
        }
        Ok(Some(Scored {
            id: &self.id,
            lead: &self.lead,
            tally: &self.tally,
            row,
        }))
    }

    /// The day on which it scores, in days since 1970-01-01; 0 where none was given and no rule asks for it.
    #[must_use]
    pub fn as_of(&self) -> i32 {
        self.as_of
    }

    /// Tells who watches that so many bytes behind the header are read.
    pub(crate) fn advanced(&mut self, bytes: u64) {
        let rows = self.summary.rows;
        self.rows.tell(rows, bytes);
    }

    /// Where the facts stand in a row.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Whether [`Reached::bytes`] counts bytes as they stand in the file.
    #[must_use]
    pub fn counts_file_bytes(&self) -> bool {
        self.rows.counts_file_bytes()
    }

    /// How far the file is read.
    #[must_use]
    pub fn reached(&self) -> Reached {
        self.rows.reached()
    }

    /// The headers of the file.
    #[must_use]
    pub fn header(&self) -> &[String] {
        self.rows.header()
    }

    /// What the leads read so far came to.
    #[must_use]
    pub fn summary(mut self) -> Summary {
        let between = &mut self.summary.frame.between;
        between.add(&self.rows.frame().between, 0, self.rows.named());
        between.settle(self.summary.rows);
        self.summary.log = self.log.map(|log| log.report(Some(self.as_of)));
        self.summary
    }
}

/// From which day on a log counts for a lead. `day`: what stands in the field with that day.
pub(crate) fn started(log: &EventLog, day: Option<&Value>) -> Start {
    match (&log.join().from, day) {
        (None, _) => Start::Always,
        (Some(_), Some(Value::Day(day))) => Start::On(*day),
        (Some(_), _) => Start::Unknown,
    }
}

/// Nothing has happened yet; the memory stays.
fn forget_events(lead: &mut Lead) {
    for facts in &mut lead.events {
        match facts {
            EventFacts::Log(days) => days.clear(),
            EventFacts::Flat { .. } => *facts = EventFacts::default(),
        }
    }
}

/// What the columns of an event say: how often it happened, and the day of the last time. Noted once per lead: a cell
/// that was not understood comes first, and one column that tells is enough.
fn happened(
    compiled: &Compiled,
    event: usize,
    row: CsvRow<'_>,
    columns: header::EventColumns,
    noted: Option<&mut Noted>,
) -> Result<(Option<u64>, Option<i32>), Problem> {
    let cell = |column: Option<usize>| column.map_or(Ok(""), |column| row.cell(column));
    let (count_cell, last_cell) = (cell(columns.count)?, cell(columns.last)?);
    let typed = |column: Option<usize>| column.is_some_and(|column| row.is_typed(column));
    let count = compiled.read_count_as(event, count_cell, typed(columns.count));
    let last = compiled.read_last_as(event, last_cell, typed(columns.last));
    if let Some(noted) = noted {
        let unclear = |understood: bool, cell: &str| !understood && !strip(cell).is_empty();
        if unclear(count.is_some(), count_cell) {
            noted.note(cells::Outcome::NotUnderstood, count_cell);
        } else if unclear(last.is_some(), last_cell) {
            noted.note(cells::Outcome::NotUnderstood, last_cell);
        } else if count.is_none() && last.is_none() {
            noted.note(cells::Outcome::Missing, "");
        }
    }
    Ok((count, last))
}
