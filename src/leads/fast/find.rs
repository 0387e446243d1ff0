//! Finding the rows with one id in a file, without reading the cells of the others.

use std::io::{Cursor, Read};

use memchr::memmem;

use crate::fast::blocks::{Block, Blocks, Sizes};
use crate::fast::line::Shape;
use crate::fast::scan::{Irregular, Marks};
use crate::frame::Between;
use crate::score::Scorer;
use leadpact_definition::value::strip;

/// Goes to the first lead with this id, which `scorer` reads next, and counts the leads with the same id that it will not
/// read. None: nothing of the file is read yet. Rows with other ids are not looked at: what is wrong with them is not told.
pub(crate) fn find(scorer: &mut Scorer<'_>, id: &str) -> Option<u64> {
    let column = scorer.columns.id.filter(|_| is_found_by_bytes(id))?;
    let body = scorer.rows.take_body()?;
    let mut search = Search {
        column,
        delimiter: body.delimiter.byte(),
        width: scorer.header().len(),
        named: scorer.rows.named(),
        between: Between::default(),
        id,
        marks: Marks::default(),
        first: None,
        further: 0,
        passed: Passed::default(),
    };
    let finder = memmem::Finder::new(id);
    let mut source = Blocks::new(body.from, body.read, Sizes::default());
    let mut block = Block::default();
    let mut before = Vec::new();
    while source.next(&mut block) {
        let content = block.bytes.get(..block.original).unwrap_or_default();
        let stands = finder.find(content).is_some();
        let ends_blank = search.between.ends_blank;
        let plain = rows_of_plain(content, search.delimiter);
        let done = match plain.filter(|_| !stands && !ends_blank) {
            Some(rows) => {
                search.passed.add(rows, content);
                Ok(())
            }
            None => search.block(&block),
        };
        if done.is_err() {
            search.between.ends_blank = ends_blank;
            before.extend_from_slice(content);
            break;
        }
        scorer.rows.tell(search.passed.rows, search.passed.bytes);
    }
    Some(search.end(scorer, source.rest(before)))
}

/// An id that stands in a file as it is: quotation marks are doubled there, and what is empty is found everywhere.
fn is_found_by_bytes(id: &str) -> bool {
    !id.is_empty() && !id.contains(['"', '\r', '\n']) && strip(id) == id
}

/// What was passed by.
#[derive(Clone, Copy, Debug, Default)]
struct Passed {
    rows: u64,
    bytes: u64,
    feeds: u64,
}

impl Passed {
    fn add(&mut self, rows: u64, content: &[u8]) {
        self.rows += rows;
        self.bytes += content.len() as u64;
        self.feeds += memchr::memchr_iter(b'\n', content).count() as u64;
    }
}

/// The rows of a block in which no quotation mark and no carriage return stands, and no line begins with an empty cell or
/// a blank; none: it has to be looked at closer.
fn rows_of_plain(content: &[u8], delimiter: u8) -> Option<u64> {
    let odd = memchr::memchr3(b'"', b'\r', 0x1a, content).is_some();
    let begins = [b'\n', delimiter, b' ', b'\t', 0xc2, 0xe2, 0xef];
    let blank = begins.iter().any(|byte| {
        content.first() == Some(byte) || memmem::find(content, &[b'\n', *byte]).is_some()
    });
    if odd || blank {
        return None;
    }
    let feeds = memchr::memchr_iter(b'\n', content).count() as u64;
    Some(feeds + u64::from(content.last().is_some_and(|last| *last != b'\n')))
}

struct Search<'i> {
    column: usize,
    delimiter: u8,
    width: usize,
    /// Cells of the header without the empty ones at its end.
    named: usize,
    /// What the lines looked like; nobody is told.
    between: Between,
    id: &'i str,
    marks: Marks,
    /// The row that was found first, and what was passed before it.
    first: Option<(Vec<u8>, Passed)>,
    further: u64,
    passed: Passed,
}

impl Search<'_> {
    /// Looks at each row of a block.
    fn block(&mut self, block: &Block) -> Result<(), Irregular> {
        let mut marks = std::mem::take(&mut self.marks);
        let ends = marks.scan(&block.bytes, block.length, self.delimiter);
        let found = ends.and_then(|()| self.rows(block, &marks));
        self.marks = marks;
        let rows = found?;
        let content = block.bytes.get(..block.original).unwrap_or_default();
        self.passed.add(rows, content);
        Ok(())
    }

    /// The number of rows in a block.
    fn rows(&mut self, block: &Block, marks: &Marks) -> Result<u64, Irregular> {
        let bytes = block.bytes.as_slice();
        let mut rows = 0;
        let mut found = Vec::new();
        for line in marks.lines(bytes) {
            match line.shape(self.width, self.named, rows, false, &mut self.between)? {
                Shape::Blank => continue,
                Shape::Whole | Shape::Wider | Shape::Shorter => {}
            }
            let has_cell = self.column < line.cells.ends.len();
            if has_cell && strip(&line.cells.cell(self.column)?.text()?) == self.id {
                found.push((line.cells.begin, line.end, rows));
            }
            rows += 1;
        }
        for (begin, end, before) in found {
            self.note(block, begin, end, before);
        }
        Ok(rows)
    }

    fn note(&mut self, block: &Block, begin: usize, end: usize, before: u64) {
        if self.first.is_some() {
            self.further += 1;
            return;
        }
        let mut passed = self.passed;
        passed.add(before, block.bytes.get(..begin).unwrap_or_default());
        let row = block.bytes.get(begin..=end).unwrap_or_default();
        self.first = Some((row.to_vec(), passed));
    }

    /// Leaves to `scorer` the first row with the id, and behind it what could not be searched. How many further rows with
    /// the id were passed by.
    fn end(self, scorer: &mut Scorer<'_>, rest: Box<dyn Read + Send>) -> u64 {
        // The row that was found is a lead, whatever stands before it.
        let after_blank = self.first.is_none() && self.between.ends_blank;
        let (row, before) = self.first.unwrap_or((Vec::new(), self.passed));
        let left = Box::new(Cursor::new(row).chain(rest));
        scorer
            .rows
            .resume(left, before.rows, before.bytes, before.feeds, after_blank);
        self.further
    }
}
