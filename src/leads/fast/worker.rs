//! Scoring the rows of one block.

use crate::cells::CellColumn;
use crate::events::{EventLog, Start};
use crate::fast::blocks::Block;
use crate::fast::cells::EventCells;
use crate::fast::line::{Filled, Line, Shape};
use crate::fast::planned::Planned;
use crate::fast::row::{Cells, happened, happened_by};
use crate::fast::scan::{Irregular, Marks};
use crate::fast::text::{Id, Texts, plain};
use crate::frame::LAST_ROWS;
use crate::header::Columns;
use crate::output::OutputForm;
use crate::score::{Scorer, started};
use crate::summary::{Noted, Summary};
use leadpact_definition::plan::Plan;
use leadpact_definition::value::{Value, strip};
use leadpact_definition::{Compiled, Lead, Tally};

/// What the rows of a block came to.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The rows of the scored output.
    pub text: Vec<u8>,
    /// The counts.
    pub counts: Summary,
    /// Line feeds in the block.
    pub line_feeds: u64,
}

/// What all workers share.
pub(crate) struct Task<'d> {
    compiled: &'d Compiled,
    /// None: each row is scored by the compiled definition itself.
    plan: Option<Plan>,
    columns: &'d Columns,
    log: Option<&'d EventLog>,
    as_of: i32,
    delimiter: u8,
    /// Cells in the header, and those up to the last one that is not empty.
    width: usize,
    named: usize,
    texts: Texts,
    blank: Summary,
}

impl<'d> Task<'d> {
    /// `form`: what the output tells; what counted is nothing that a plan tells.
    pub fn new(scorer: &'d Scorer<'d>, delimiter: u8, form: OutputForm) -> Self {
        let plan = (!form.reasons).then(|| Plan::new(scorer.compiled));
        Self {
            compiled: scorer.compiled,
            plan: plan.flatten(),
            columns: &scorer.columns,
            log: scorer.log,
            as_of: scorer.as_of,
            delimiter,
            width: scorer.rows.header().len(),
            named: scorer.rows.named(),
            texts: Texts::new(scorer.compiled, form),
            blank: scorer.summary.blank(),
        }
    }

    /// Whether rows are named by their number, so that a block needs to know how many came before it.
    pub(crate) fn counts_rows(&self) -> bool {
        self.columns.id.is_none()
    }
}

/// The column with the day from which a log counts.
struct StartCells {
    column: usize,
    cells: CellColumn,
    day: Option<Value>,
}

impl StartCells {
    fn new((field, column): (usize, usize)) -> Self {
        Self {
            column,
            cells: CellColumn::new(field),
            day: None,
        }
    }

    fn read(
        &mut self,
        task: &Task<'_>,
        log: &EventLog,
        cells: Cells<'_>,
    ) -> Result<Start, Irregular> {
        let cell = cells.cell(self.column)?.text()?;
        self.cells.read(task.compiled, &cell, false, &mut self.day);
        Ok(started(log, self.day.as_ref()))
    }
}

/// Scores blocks, one after another, with its own memory of cells.
pub(crate) struct Worker<'t> {
    task: &'t Task<'t>,
    planned: Option<Planned<'t>>,
    /// For rows that are not scored by a plan: by field, with its column.
    fields: Vec<(usize, usize, CellColumn)>,
    events: Vec<(usize, Option<EventCells>, Option<EventCells>)>,
    /// Where the day stands from which a log counts.
    start: Option<StartCells>,
    marks: Marks,
    lead: Lead,
    tally: Tally,
    id: String,
    /// Rows of the blocks before.
    rows: u64,
    /// A row that was filled up.
    filled: Filled,
}

impl<'t> Worker<'t> {
    pub fn new(task: &'t Task<'t>) -> Self {
        let columns = task.columns;
        let plan = task.plan.as_ref();
        let fields = columns.fields.iter().enumerate();
        let fields = fields
            .filter_map(|(field, column)| column.map(|at| (field, at, CellColumn::new(field))));
        let events = columns.events.iter().enumerate();
        let events = events.filter(|(_, event)| event.count.is_some() || event.last.is_some());
        let last = |event: usize, column: Option<usize>| {
            column.map(|column| EventCells::last(column, task.compiled, event))
        };
        let events = events.map(|(index, event)| {
            let count = event.count;
            let count = count.map(|column| EventCells::count(column, task.compiled, index));
            (index, count, last(index, event.last))
        });
        let mut lead = Lead::default();
        lead.clear(task.compiled);
        Self {
            planned: plan.map(|plan| Planned::new(task.compiled, plan, columns, task.as_of)),
            fields: fields.collect(),
            events: events.collect(),
            start: columns.start.map(StartCells::new),
            marks: Marks::default(),
            lead,
            tally: Tally::default(),
            id: String::new(),
            rows: 0,
            filled: Filled::default(),
            task,
        }
    }

    /// Scores all rows of a block.
    ///
    /// # Errors
    /// A row cannot be read exactly as the general reader reads it, or the general reader has to report it.
    pub fn score(&mut self, block: &Block, text: Vec<u8>) -> Result<Batch, Irregular> {
        let mut marks = std::mem::take(&mut self.marks);
        marks.scan(&block.bytes, block.length, self.task.delimiter)?;
        let mut batch = Batch {
            text,
            counts: self.task.blank.blank(),
            line_feeds: 0,
        };
        batch.text.clear();
        if let Some(planned) = &mut self.planned {
            planned.begin(block.number);
        }
        let bytes = block.bytes.as_slice();
        for line in marks.lines(bytes) {
            self.score_line(line, &mut batch)?;
        }
        look_for_total(&marks, bytes, &mut batch.counts);
        self.rows += batch.counts.rows;
        self.marks = marks;
        let content = bytes.get(..block.original).unwrap_or_default();
        batch.line_feeds = memchr::memchr_iter(b'\n', content).count() as u64;
        Ok(batch)
    }

    #[inline]
    fn score_line(&mut self, line: Line<'_>, batch: &mut Batch) -> Result<(), Irregular> {
        let (cells, task) = (line.cells, self.task);
        let rows = batch.counts.rows;
        let between = &mut batch.counts.frame.between;
        let is_usual = rows > 0 && !between.ends_blank && cells.ends.len() == task.width;
        if is_usual && line.is_filled(task.delimiter) {
            return self.score_row(cells, batch);
        }
        match line.shape(task.width, task.named, rows, rows == 0, between)? {
            Shape::Whole => self.score_row(cells, batch),
            Shape::Blank => Ok(()),
            Shape::Wider => {
                let ends = cells.ends.get(..task.width).ok_or(Irregular)?;
                self.score_row(Cells { ends, ..cells }, batch)
            }
            Shape::Shorter => {
                let mut memory = std::mem::take(&mut self.filled);
                let filled = memory.of(line, task.width, task.delimiter)?;
                self.score_row(filled, batch)?;
                self.filled = memory;
                Ok(())
            }
        }
    }

    #[inline]
    fn score_row(&mut self, cells: Cells<'_>, batch: &mut Batch) -> Result<(), Irregular> {
        let Batch { text, counts, .. } = batch;
        for (event, count, last) in &mut self.events {
            let noted = counts.events.get_mut(*event);
            let facts = happened(cells, count.as_mut(), last.as_mut(), noted)?;
            if let Some(slot) = self.lead.events.get_mut(*event) {
                *slot = facts;
            }
        }
        let plain = match self.task.columns.id {
            Some(column) => plain(cells.cell(column)?.raw()),
            None => None,
        };
        let by_id = self.task.log.is_some() && self.task.columns.key.is_none();
        if plain.is_none() || by_id {
            self.name(cells, counts.rows)?;
        }
        if let Some(log) = self.task.log {
            let start = match &mut self.start {
                Some(start) => start.read(self.task, log, cells)?,
                None => started(log, None),
            };
            let key = match self.task.columns.key {
                Some(column) => Some(cells.cell(column)?.text()?),
                None => None,
            };
            let key = key.as_deref().map_or(self.id.as_str(), strip);
            happened_by(log, key, start, &mut self.lead.events);
        }
        match &mut self.planned {
            None => self.score_whole(cells, Some(&mut counts.fields))?,
            Some(planned) => {
                planned.read(cells, &mut counts.fields)?;
                if planned.score(&self.lead.events, &mut self.tally).is_err() {
                    self.score_whole(cells, None)?;
                }
            }
        }
        let special = plain.is_none().then_some(self.id.as_str());
        counts.count(special, &self.tally);
        if self.task.columns.id.is_some() {
            counts.ids.note(plain.unwrap_or(self.id.as_bytes()));
        }
        let id = plain.map_or(Id::Text(&self.id), Id::Plain);
        let (texts, compiled) = (&self.task.texts, self.task.compiled);
        texts.write(text, compiled, id, &self.tally);
        Ok(())
    }

    /// Puts the id of a row into `id`. `rows`: how many rows of the block came before it.
    fn name(&mut self, cells: Cells<'_>, rows: u64) -> Result<(), Irregular> {
        self.id.clear();
        match self.task.columns.id {
            Some(column) => self.id.push_str(strip(&cells.cell(column)?.text()?)),
            None => self.id.push_str(&(self.rows + rows + 1).to_string()),
        }
        Ok(())
    }

    /// Scores a row by the compiled definition itself. `noted`: where it is noted what is missing or not understood, by
    /// field; none: it is noted already.
    fn score_whole(
        &mut self,
        cells: Cells<'_>,
        mut noted: Option<&mut Vec<Noted>>,
    ) -> Result<(), Irregular> {
        let compiled = self.task.compiled;
        for (field, column, known) in &mut self.fields {
            let cell = cells.cell(*column)?.text()?;
            let slot = self.lead.values.get_mut(*field).ok_or(Irregular)?;
            let outcome = known.read(compiled, &cell, false, slot);
            if let Some(noted) = noted.as_mut().and_then(|noted| noted.get_mut(*field)) {
                noted.note(outcome, &cell);
            }
        }
        compiled.score_into(&self.lead, self.task.as_of, &mut self.tally);
        Ok(())
    }
}

/// Looks whether one of the last rows of a block is a total.
pub(super) fn look_for_total(marks: &Marks, bytes: &[u8], counts: &mut Summary) {
    let last = marks.lines(bytes).rev().filter_map(Line::begins);
    let last: Vec<String> = last.take(LAST_ROWS).collect();
    for (back, begins) in last.iter().enumerate().rev() {
        let row = counts.rows.saturating_sub(back as u64);
        counts.frame.between.look_for_total(row, begins);
    }
}
