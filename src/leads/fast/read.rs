//! Reading whole files without scoring them: the different cells of columns, and how often each comes.

use crate::cells::Outcome;
use crate::fast::blocks::{Block, Blocks, Sizes};
use crate::fast::cache::{Cache, Found};
use crate::fast::cells::{Cell, EventCells};
use crate::fast::line::{Filled, Line, Shape};
use crate::fast::row::{Cells, happened};
use crate::fast::scan::{Irregular, Marks};
use crate::fast::text::plain;
use crate::fast::worker::look_for_total;
use crate::frame::Between;
use crate::score::{Scorer, started};
use crate::summary::Summary;
use leadpact_definition::Compiled;
use leadpact_definition::value::{Reading, Value, strip};

/// What is told of a cell: the field by its index, the cell, what it was read as, and so many leads that have it.
pub(crate) type Note<'n> = dyn FnMut(usize, &str, &Reading, u64) + 'n;

/// A column whose cells are counted.
struct Counted {
    field: usize,
    column: usize,
    /// Whether what is missing or not understood is noted in the summary.
    noted: bool,
    cache: Cache,
    /// By place in the cache: the cell, and how many more leads have it than were told.
    waiting: Vec<(Box<str>, u64)>,
}

/// Reads the blocks of a file as long as there is one that can be read so, and leaves the rest to `scorer`. `read`: by
/// field, its column. What is counted stands in the summary of `scorer`; `happened`: by event.
pub(crate) fn read_all(
    scorer: &mut Scorer<'_>,
    read: &[Option<usize>],
    happened: &mut [bool],
    note: &mut Note<'_>,
) {
    let Some(body) = scorer.rows.take_body() else {
        return;
    };
    let mut source = Blocks::new(body.from, body.read, Sizes::default());
    let mut reader = Reader::new(scorer, read, body.delimiter.byte());
    let (mut block, mut marks) = (Block::default(), Marks::default());
    let (mut bytes, mut feeds) = (0, 0);
    let mut before = Vec::new();
    while source.next(&mut block) {
        let content = block.bytes.get(..block.original).unwrap_or_default();
        let between = scorer.summary.frame.between.clone();
        let regular = reader.is_regular(&block, &mut marks, between);
        if regular
            .and_then(|()| reader.block(scorer, &block, &marks, happened, note))
            .is_err()
        {
            before.extend_from_slice(content);
            break;
        }
        look_for_total(&marks, &block.bytes, &mut scorer.summary);
        bytes += block.original as u64;
        feeds += memchr::memchr_iter(b'\n', content).count() as u64;
        scorer.advanced(bytes);
    }
    reader.tell_waiting(scorer.compiled, &mut scorer.summary, note);
    let rows = scorer.summary.rows;
    let after_blank = scorer.summary.frame.between.ends_blank;
    scorer
        .rows
        .resume(source.rest(before), rows, bytes, feeds, after_blank);
}

struct Reader {
    width: usize,
    /// Cells of the header without the empty ones at its end.
    named: usize,
    delimiter: u8,
    /// A row that was filled up.
    filled: Filled,
    fields: Vec<Counted>,
    events: Vec<(usize, Option<EventCells>, Option<EventCells>)>,
    start: Option<Value>,
}

impl Reader {
    fn new(scorer: &Scorer<'_>, read: &[Option<usize>], delimiter: u8) -> Self {
        let columns = &scorer.columns;
        let fields = read.iter().enumerate().filter_map(|(field, column)| {
            Some(Counted {
                field,
                column: (*column)?,
                noted: columns.fields.get(field).is_some_and(Option::is_some),
                cache: Cache::new(0),
                waiting: vec![Default::default(); Cache::PLACES],
            })
        });
        let events = columns.events.iter().enumerate();
        let events = events.filter(|(_, event)| event.count.is_some() || event.last.is_some());
        let events = events.map(|(place, event)| {
            let last = event.last;
            let last = last.map(|column| EventCells::last(column, scorer.compiled, place));
            let count = event.count;
            let count = count.map(|column| EventCells::count(column, scorer.compiled, place));
            (place, count, last)
        });
        Self {
            width: scorer.header().len(),
            named: scorer.rows.named(),
            delimiter,
            filled: Filled::default(),
            fields: fields.collect(),
            events: events.collect(),
            start: None,
        }
    }

    /// Finds the ends of all cells, and that the block can be read to its end. `between`: what was met before it.
    fn is_regular(
        &self,
        block: &Block,
        marks: &mut Marks,
        mut between: Between,
    ) -> Result<(), Irregular> {
        marks.scan(&block.bytes, block.length, self.delimiter)?;
        let content = block.bytes.get(..block.length).ok_or(Irregular)?;
        if std::str::from_utf8(content).is_err() || memchr::memchr(0, content).is_some() {
            return Err(Irregular);
        }
        for line in marks.lines(&block.bytes) {
            self.shape(line, 0, &mut between)?;
        }
        Ok(())
    }

    #[inline]
    fn shape(&self, line: Line<'_>, rows: u64, between: &mut Between) -> Result<Shape, Irregular> {
        let is_usual = !between.ends_blank && line.cells.ends.len() == self.width;
        if is_usual && line.is_filled(self.delimiter) {
            return Ok(Shape::Whole);
        }
        line.shape(self.width, self.named, rows, false, between)
    }

    fn block(
        &mut self,
        scorer: &mut Scorer<'_>,
        block: &Block,
        marks: &Marks,
        happened: &mut [bool],
        note: &mut Note<'_>,
    ) -> Result<(), Irregular> {
        for line in marks.lines(&block.bytes) {
            let rows = scorer.summary.rows;
            let between = &mut scorer.summary.frame.between;
            match self.shape(line, rows, between)? {
                Shape::Blank => {}
                Shape::Whole | Shape::Wider => self.row(scorer, line.cells, happened, note)?,
                Shape::Shorter => {
                    let mut memory = std::mem::take(&mut self.filled);
                    let filled = memory.of(line, self.width, self.delimiter)?;
                    self.row(scorer, filled, happened, note)?;
                    self.filled = memory;
                }
            }
        }
        Ok(())
    }

    fn row(
        &mut self,
        scorer: &mut Scorer<'_>,
        cells: Cells<'_>,
        happened: &mut [bool],
        note: &mut Note<'_>,
    ) -> Result<(), Irregular> {
        for column in &mut self.fields {
            let cell = cells.cell(column.column)?;
            column.count(cell, scorer.compiled, &mut scorer.summary, note)?;
        }
        self.events(scorer, cells, happened)?;
        self.name(scorer, cells, happened)?;
        scorer.summary.rows += 1;
        Ok(())
    }

    fn events(
        &mut self,
        scorer: &mut Scorer<'_>,
        cells: Cells<'_>,
        ever: &mut [bool],
    ) -> Result<(), Irregular> {
        for (place, count, last) in &mut self.events {
            let noted = scorer.summary.events.get_mut(*place);
            let facts = happened(cells, count.as_mut(), last.as_mut(), noted)?;
            if let Some(ever) = ever.get_mut(*place) {
                *ever |= facts.ever();
            }
        }
        Ok(())
    }

    /// Notes the id of a row, and what the log has of it.
    fn name(
        &mut self,
        scorer: &mut Scorer<'_>,
        cells: Cells<'_>,
        ever: &mut [bool],
    ) -> Result<(), Irregular> {
        let (key, start) = (scorer.columns.key, scorer.columns.start);
        if let Some(column) = scorer.columns.id {
            let cell = cells.cell(column)?;
            match plain(cell.raw()) {
                Some(id) => scorer.summary.ids.note(id),
                None => scorer.summary.note_id(strip(&cell.text()?)),
            }
        }
        let Some(log) = scorer.log else {
            return Ok(());
        };
        let Some(column) = key.or(scorer.columns.id) else {
            return Ok(());
        };
        if let Some((field, column)) = start {
            let cell = cells.cell(column)?.text()?;
            self.start = scorer.compiled.read_cell(field, &cell).value();
        }
        let key = cells.cell(column)?.text()?;
        for (event, _) in log.of(strip(&key), started(log, self.start.as_ref())) {
            if let Some(ever) = ever.get_mut(event) {
                *ever = true;
            }
        }
        Ok(())
    }

    fn tell_waiting(&mut self, compiled: &Compiled, summary: &mut Summary, note: &mut Note<'_>) {
        for column in &mut self.fields {
            for place in 0..column.waiting.len() {
                column.tell(place, compiled, summary, note);
            }
        }
    }
}

impl Counted {
    #[inline]
    fn count(
        &mut self,
        cell: Cell<'_>,
        compiled: &Compiled,
        summary: &mut Summary,
        note: &mut Note<'_>,
    ) -> Result<(), Irregular> {
        match self.cache.place(cell.bytes, cell.begin, cell.end) {
            Found::Known(place) => {
                if let Some((_, more)) = self.waiting.get_mut(place) {
                    *more += 1;
                }
            }
            Found::New(place) => {
                self.tell(place, compiled, summary, note);
                let text = cell.text()?;
                self.told(&text, 1, compiled, summary, note);
                if let Some(waiting) = self.waiting.get_mut(place) {
                    *waiting = (text.into(), 0);
                }
            }
        }
        Ok(())
    }

    /// Tells how many more leads have the cell at a place.
    fn tell(
        &mut self,
        place: usize,
        compiled: &Compiled,
        summary: &mut Summary,
        note: &mut Note<'_>,
    ) {
        let waiting = self.waiting.get_mut(place).map(std::mem::take);
        if let Some((cell, more @ 1..)) = waiting {
            self.told(&cell, more, compiled, summary, note);
        }
    }

    fn told(
        &self,
        cell: &str,
        leads: u64,
        compiled: &Compiled,
        summary: &mut Summary,
        note: &mut Note<'_>,
    ) {
        let reading = compiled.read_cell(self.field, cell);
        let outcome = match reading {
            Reading::Value(_) => Outcome::Understood,
            Reading::Missing => Outcome::Missing,
            Reading::NotUnderstood => Outcome::NotUnderstood,
        };
        if let Some(noted) = summary.fields.get_mut(self.field).filter(|_| self.noted) {
            noted.note_times(outcome, cell, leads);
        }
        note(self.field, cell, &reading, leads);
    }
}

#[cfg(test)]
mod tests;
