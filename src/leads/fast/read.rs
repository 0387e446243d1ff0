//! Reading whole files without scoring them: the different cells of columns, and how often each comes.

use crate::cells::Outcome;
use crate::fast::blocks::{Block, Blocks, Sizes};
use crate::fast::cache::{Cache, Found};
use crate::fast::cells::{Cell, EventCells};
use crate::fast::row::{Cells, happened};
use crate::fast::scan::{Irregular, Marks};
use crate::fast::text::plain;
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
    let delimiter = body.delimiter.byte();
    let mut source = Blocks::new(body.from, body.read, Sizes::default());
    let mut reader = Reader::new(scorer, read);
    let (mut block, mut marks) = (Block::default(), Marks::default());
    let (mut bytes, mut feeds) = (0, 0);
    let mut before = Vec::new();
    while source.next(&mut block) {
        let content = block.bytes.get(..block.original).unwrap_or_default();
        let regular = reader.is_regular(&block, &mut marks, delimiter);
        if regular
            .and_then(|()| reader.block(scorer, &block, &marks, happened, note))
            .is_err()
        {
            before.extend_from_slice(content);
            break;
        }
        bytes += block.original as u64;
        feeds += memchr::memchr_iter(b'\n', content).count() as u64;
        scorer.advanced(bytes);
    }
    reader.tell_waiting(scorer.compiled, &mut scorer.summary, note);
    let rows = scorer.summary.rows;
    scorer.rows.resume(source.rest(before), rows, bytes, feeds);
}

struct Reader {
    width: usize,
    fields: Vec<Counted>,
    events: Vec<(usize, Option<EventCells>, Option<EventCells>)>,
    start: Option<Value>,
}

impl Reader {
    fn new(scorer: &Scorer<'_>, read: &[Option<usize>]) -> Self {
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
            fields: fields.collect(),
            events: events.collect(),
            start: None,
        }
    }

    /// Finds the ends of all cells, and that the block can be read to its end.
    fn is_regular(&self, block: &Block, marks: &mut Marks, delimiter: u8) -> Result<(), Irregular> {
        marks.scan(&block.bytes, block.length, delimiter)?;
        let content = block.bytes.get(..block.length).ok_or(Irregular)?;
        let is_text = std::str::from_utf8(content).is_ok() && memchr::memchr(0, content).is_none();
        let bytes = block.bytes.as_slice();
        let mut rows = rows(bytes, marks);
        if is_text && rows.all(|cells| cells.ends.len() == self.width) {
            Ok(())
        } else {
            Err(Irregular)
        }
    }

    fn block(
        &mut self,
        scorer: &mut Scorer<'_>,
        block: &Block,
        marks: &Marks,
        happened: &mut [bool],
        note: &mut Note<'_>,
    ) -> Result<(), Irregular> {
        for cells in rows(&block.bytes, marks) {
            for column in &mut self.fields {
                let cell = cells.cell(column.column)?;
                column.count(cell, scorer.compiled, &mut scorer.summary, note)?;
            }
            self.events(scorer, cells, happened)?;
            self.name(scorer, cells, happened)?;
            scorer.summary.rows += 1;
        }
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

/// The rows of a block; empty lines are none.
fn rows<'b>(bytes: &'b [u8], marks: &'b Marks) -> impl Iterator<Item = Cells<'b>> {
    let mut begin = 0;
    marks.rows().filter_map(move |ends| {
        let cells = Cells { bytes, ends, begin };
        let end = ends.last().map_or(begin, |end| *end as usize);
        let blank = matches!(bytes.get(begin..end), Some([] | [b'\r']));
        begin = end + 1;
        (!blank).then_some(cells)
    })
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
