//! Scoring the rows of one block.

use crate::definition::plan::{Plan, Row, Scratch, TooWide};
use crate::definition::value::strip;
use crate::definition::{Compiled, EventFacts, Lead, Tally};
use crate::leads::cells::Outcome;
use crate::leads::events::EventLog;
use crate::leads::fast::blocks::Block;
use crate::leads::fast::cells::{Cell, EventCells, FieldCells, On, Told};
use crate::leads::fast::scan::{Irregular, Marks};
use crate::leads::fast::text::{Id, Texts, plain};
use crate::leads::header::Columns;
use crate::leads::score::Scorer;
use crate::leads::summary::{Noted, Summary};

/// What the rows of a block came to.
#[derive(Debug)]
pub struct Batch {
    /// The rows of the scored output.
    pub text: Vec<u8>,
    /// The counts.
    pub counts: Summary,
    /// Line feeds in the block.
    pub line_feeds: u64,
}

/// What all workers share.
pub struct Task<'d> {
    compiled: &'d Compiled,
    plan: Plan,
    columns: &'d Columns,
    log: Option<&'d EventLog>,
    as_of: i32,
    delimiter: u8,
    /// Cells in the header.
    width: usize,
    texts: Texts,
    blank: Summary,
}

impl<'d> Task<'d> {
    /// None where the definition holds something that only the general way can do.
    pub fn new(scorer: &'d Scorer<'d>, delimiter: u8) -> Option<Self> {
        Some(Self {
            compiled: scorer.compiled,
            plan: Plan::new(scorer.compiled)?,
            columns: &scorer.columns,
            log: scorer.log,
            as_of: scorer.as_of,
            delimiter,
            width: scorer.rows.header().len(),
            texts: Texts::new(scorer.compiled),
            blank: scorer.summary.blank(),
        })
    }

    /// Whether rows are named by their number, so that a block needs to know how many came before it.
    pub fn counts_rows(&self) -> bool {
        self.columns.id.is_none()
    }
}

/// Scores blocks, one after another, with its own memory of cells.
pub struct Worker<'t> {
    task: &'t Task<'t>,
    on: On<'t>,
    marks: Marks,
    fields: Vec<(usize, FieldCells<'t>)>,
    events: Vec<(usize, Option<EventCells>, Option<EventCells>)>,
    /// A row to which only the fields without a column have added.
    empty: Row,
    row: Row,
    lead: Lead,
    tally: Tally,
    id: String,
    /// Rows of the blocks before.
    rows: u64,
}

impl<'t> Worker<'t> {
    pub fn new(task: &'t Task<'t>) -> Self {
        let Task {
            compiled,
            plan,
            columns,
            as_of,
            ..
        } = task;
        let mut on = On {
            compiled,
            plan,
            as_of: *as_of,
            block: 0,
            scratch: Scratch::new(compiled),
        };
        let mut fields = Vec::new();
        let mut empty = plan.row(compiled.event_count());
        for (field, column) in columns.fields.iter().enumerate() {
            match column {
                Some(place) => {
                    let cells = FieldCells::new(&mut on, field, *place);
                    fields.extend(cells.map(|cells| (field, cells)));
                }
                None => plan.add_missing(compiled, &mut empty, field, *as_of, &mut on.scratch),
            }
        }
        let events = columns.events.iter().enumerate();
        let events = events.filter(|(_, event)| event.count.is_some() || event.last.is_some());
        let events = events.map(|(index, event)| {
            let count = event.count.map(EventCells::count);
            (index, count, event.last.map(EventCells::last))
        });
        let mut lead = Lead::default();
        lead.clear(compiled);
        Self {
            on,
            marks: Marks::default(),
            fields,
            events: events.collect(),
            row: empty.clone(),
            empty,
            lead,
            tally: Tally::default(),
            id: String::new(),
            rows: 0,
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
        self.on.block = block.number + 1;
        let bytes = block.bytes.as_slice();
        let mut begin = 0;
        for ends in marks.rows() {
            let end = ends.last().map_or(begin, |end| *end as usize);
            // Empty lines are no rows.
            let blank = matches!(bytes.get(begin..end), Some([] | [b'\r']));
            if !blank {
                if ends.len() != self.task.width {
                    return Err(Irregular);
                }
                self.score_row(Cells { bytes, ends, begin }, &mut batch)?;
            }
            begin = end + 1;
        }
        self.rows += batch.counts.rows;
        self.marks = marks;
        let content = bytes.get(..block.original).unwrap_or_default();
        batch.line_feeds = memchr::memchr_iter(b'\n', content).count() as u64;
        Ok(batch)
    }

    fn score_row(&mut self, cells: Cells<'_>, batch: &mut Batch) -> Result<(), Irregular> {
        self.row.restart(&self.empty);
        for (field, column) in &mut self.fields {
            let cell = cells.cell(column.column)?;
            let noted = batch.counts.fields.get_mut(*field).ok_or(Irregular)?;
            column.add(&mut self.on, cell, &mut self.row, noted)?;
        }
        for (event, count, last) in &mut self.events {
            let noted = batch.counts.events.get_mut(*event);
            let facts = happened(cells, count.as_mut(), last.as_mut(), noted)?;
            if let Some(slot) = self.row.events.get_mut(*event) {
                *slot = facts;
            }
        }
        let plain = match self.task.columns.id {
            Some(column) => plain(cells.cell(column)?.raw()),
            None => None,
        };
        if plain.is_none() || self.task.log.is_some() {
            self.name(cells, batch.counts.rows)?;
        }
        if let Some(log) = self.task.log {
            happened_by(log, &self.id, &mut self.row.events);
        }
        let scored = self
            .on
            .plan
            .score(&self.row, self.on.as_of, &mut self.tally);
        if scored == Err(TooWide) {
            self.score_whole(cells)?;
        }
        let without_id = plain.is_none() && self.id.is_empty();
        batch.counts.count(without_id, &self.tally);
        let id = plain.map_or(Id::Text(&self.id), Id::Plain);
        self.task
            .texts
            .write(&mut batch.text, self.on.compiled, id, &self.tally);
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

    /// Scores a row by the compiled definition itself.
    fn score_whole(&mut self, cells: Cells<'_>) -> Result<(), Irregular> {
        for (field, column) in &self.fields {
            let cell = cells.cell(column.column)?.text()?;
            let reading = self.on.compiled.read_cell(*field, &cell);
            self.lead.set(*field, reading.value());
        }
        self.lead.events.clone_from(&self.row.events);
        let (lead, as_of) = (&self.lead, self.on.as_of);
        self.on.compiled.score_into(lead, as_of, &mut self.tally);
        Ok(())
    }
}

/// One row of a block.
#[derive(Clone, Copy)]
struct Cells<'b> {
    bytes: &'b [u8],
    /// Where its cells end.
    ends: &'b [u32],
    begin: usize,
}

impl<'b> Cells<'b> {
    /// The cell in a column, from 0.
    #[inline]
    fn cell(self, column: usize) -> Result<Cell<'b>, Irregular> {
        let begin = match column.checked_sub(1) {
            None => self.begin,
            Some(before) => *self.ends.get(before).ok_or(Irregular)? as usize + 1,
        };
        let mut end = *self.ends.get(column).ok_or(Irregular)? as usize;
        // Only before a line feed a carriage return stands outside quotation marks.
        if column + 1 == self.ends.len() && end > begin && self.bytes.get(end - 1) == Some(&b'\r') {
            end -= 1;
        }
        Ok(Cell {
            bytes: self.bytes,
            begin,
            end,
        })
    }
}

/// What the columns of an event say, noted once per lead as in [`crate::leads::score`].
fn happened(
    cells: Cells<'_>,
    count: Option<&mut EventCells>,
    last: Option<&mut EventCells>,
    noted: Option<&mut Noted>,
) -> Result<EventFacts, Irregular> {
    let told = |column: Option<&mut EventCells>| match column {
        Some(column) => {
            let cell = cells.cell(column.column)?;
            column.told(cell).map(|told| (told, Some(cell)))
        }
        None => Ok((Told::default(), None)),
    };
    let (count, last) = (told(count)?, told(last)?);
    if let Some(noted) = noted {
        let unclear = [count, last].into_iter().find(|(told, _)| told.unclear);
        if let Some((_, Some(cell))) = unclear {
            noted.note(Outcome::NotUnderstood, &cell.text()?);
        } else if count.0.number.is_none() && last.0.number.is_none() {
            noted.note(Outcome::Missing, "");
        }
    }
    Ok(EventFacts::Flat {
        count: count.0.number.and_then(|count| count.try_into().ok()),
        last: last.0.number.and_then(|day| day.try_into().ok()),
    })
}

/// Takes over what a log says of a lead.
fn happened_by(log: &EventLog, id: &str, events: &mut [EventFacts]) {
    for facts in events.iter_mut() {
        match facts {
            EventFacts::Log(days) => days.clear(),
            EventFacts::Flat { .. } => *facts = EventFacts::default(),
        }
    }
    for (event, day) in log.of(id) {
        if let Some(EventFacts::Log(days)) = events.get_mut(event) {
            days.push(day);
        }
    }
}
