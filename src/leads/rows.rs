//! The rows of a file of leads, one at a time, in constant memory.

mod ahead;
mod head;
mod kind;
mod shape;

use std::collections::VecDeque;
use std::io::{self, Chain, Read};

use csv::{ByteRecord, ReaderBuilder};

use crate::encoding::Encoding;
use crate::frame::Frame;
use crate::problem::{Problem, example};
use crate::reading::Limited;
use crate::rows::ahead::Held;
pub use crate::rows::head::Match;
pub(crate) use crate::rows::shape::is_blank;
use crate::source::{Delimiter, Holds, LineEnd, Source, unreadable};
use crate::workbook::{BREAK, Broken, SheetRead, TYPED};

/// The largest row that is read, in bytes: 8 MiB. More than that is a quotation mark that is never closed.
pub(crate) const MOST_ROW_BYTES: usize = 8 * 1024 * 1024;

/// Added at the end of the file on a line of its own. When it does not come back as a row, a quotation mark is still open.
const END: &[u8] = b"\x1aend of leads\x1a";
const END_LINE: &[u8] = b"\n\x1aend of leads\x1a";
const END_LINE_CRLF: &[u8] = b"\r\n\x1aend of leads\x1a";

const UNCLOSED: &str = "a quotation mark is opened here and never closed";
const CLOSE_IT: &str = "Close it, or write a quotation mark within a cell twice.";

/// The file with the mark of its end behind it.
type Marked = Chain<Kept, &'static [u8]>;

/// Reads the rows of a table.
pub struct Rows {
    name: String,
    holds: Holds,
    encoding: Encoding,
    reader: csv::Reader<Limited<Marked>>,
    header: Vec<String>,
    record: ByteRecord,
    row: u64,
    skipped_lines: u64,
    /// How far the reader's count of lines is beyond the line on which the row just read ends.
    ahead: u64,
    line_end: LineEnd,
    delimiter: Delimiter,
    /// Bytes that were read in another way, and the header.
    bytes_before: u64,
    /// The sheet that is read; none: the file is no workbook.
    sheet: Option<SheetRead>,
    /// By cell of the row just read: whether it is more than a text.
    typed: Vec<bool>,
    /// The memory of the row before.
    spare: ByteRecord,
    /// The beginning of the table, until a row is read: where its header is looked for.
    beginning: Vec<u8>,
    /// Whether the user says what separates the cells, and where the header is.
    is_given: Given,
    /// What stands around the leads, and what was met between them so far.
    frame: Frame,
    /// The header without empty cells at its end: a row with as many cells is whole.
    named: usize,
    /// The line on which the row just given ends.
    line: u64,
    /// The line on which the row ends that was read last from the file; none: not known.
    line_read: Option<u64>,
    /// The same of the row before that.
    line_before: Option<u64>,
    /// Rows that were read ahead.
    held: VecDeque<Held>,
    /// How many rows the user leaves out at the end; none: the foot of a report is left out.
    skip_last: Option<u32>,
    /// Who is told now and then how far the file is read; none: nobody.
    watcher: Option<Watcher>,
}

/// What need not be found, because the user says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Given {
    delimiter: bool,
    header: bool,
}

/// How far a file is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Leads.
    pub rows: u64,
    /// Bytes of the table in UTF-8, with its header.
    pub bytes: u64,
}

/// What is told how far a file is read.
type Watcher = Box<dyn FnMut(Reached) + Send>;

/// After so many rows it is told.
const TOLD_EVERY: u64 = 1024;

/// What follows the header, for who reads the rows in another way.
pub(super) struct Body {
    /// What was read of it already.
    pub read: Vec<u8>,
    /// The rest.
    pub from: Box<dyn Read + Send>,
    /// What separates its cells.
    pub delimiter: Delimiter,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct CsvRow<'r> {
    name: &'r str,
    holds: Holds,
    record: &'r ByteRecord,
    typed: &'r [bool],
    /// From 1, without the header.
    pub number: u64,
    /// The line in the file where the row ends, from 1.
    last_line: u64,
}

impl Rows {
    /// Reads the header.
    ///
    /// # Errors
    /// The header cannot be read, is not UTF-8, or is too long.
    pub fn new(source: Source) -> Result<Self, Problem> {
        let line_end = source.line_end;
        let (beginning, bytes) = head::beginning(source.bytes);
        let mut rows = Self {
            name: source.name,
            holds: source.holds,
            encoding: source.encoding,
            reader: reader(Kept::new(bytes), source.delimiter, line_end),
            header: Vec::new(),
            record: ByteRecord::new(),
            row: 0,
            skipped_lines: source.skipped_lines,
            // After CR LF the reader stands between the two, and its count of lines is one behind.
            ahead: u64::from(line_end == LineEnd::Lf),
            line_end,
            delimiter: source.delimiter,
            bytes_before: 0,
            sheet: source.sheet,
            typed: Vec::new(),
            spare: ByteRecord::new(),
            beginning,
            is_given: Given {
                delimiter: source.is_delimiter_given,
                header: source.is_header_given || source.header.is_some(),
            },
            frame: source.frame,
            named: 0,
            line: 0,
            line_read: None,
            line_before: None,
            held: VecDeque::new(),
            skip_last: source.skip_last,
            watcher: None,
        };
        match source.header {
            None => rows.read_header()?,
            Some(names) => rows.name_columns(names),
        }
        Ok(rows)
    }

    /// Tells `watcher` now and then how far the rows are read, until they are dropped.
    pub fn watch(&mut self, watcher: impl FnMut(Reached) + Send + 'static) {
        self.watcher = Some(Box::new(watcher));
    }

    /// What messages call the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How the letters are written in the file.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The sheet that is read; none: the file is no workbook.
    #[must_use]
    pub fn sheet(&self) -> Option<&SheetRead> {
        self.sheet.as_ref()
    }

    /// What messages call the file, with its sheet: `leads.xlsx, sheet 'Leads' of 3`.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.sheet {
            Some(sheet) => format!("{}, {}", self.name, sheet.words()),
            None => self.name.clone(),
        }
    }

    /// Whether [`Reached::bytes`] counts bytes as they stand in the file.
    #[must_use]
    pub fn counts_file_bytes(&self) -> bool {
        self.encoding.is_utf8() && self.sheet.is_none() && !self.frame.packed
    }

    /// The headers in the order of the file.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What stands around the leads, and what was met between those read so far.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// How many cells the header has without the empty ones at its end.
    pub(crate) fn named(&self) -> usize {
        self.named
    }

    /// The next row; none at the end of the file. Rows without any cell are none, short ones are filled up.
    ///
    /// # Errors
    /// The file cannot be read any further, or the row has more cells than the header.
    pub(crate) fn next_row(&mut self) -> Result<Option<CsvRow<'_>>, Problem> {
        if self.row == 0 {
            self.forget_beginning();
        }
        if !self.advance()? {
            return Ok(None);
        }
        self.row += 1;
        if self.row.is_multiple_of(TOLD_EVERY) {
            let reached = self.reached();
            if let Some(watcher) = &mut self.watcher {
                watcher(reached);
            }
        }
        self.fit()?;
        Ok(Some(CsvRow {
            name: &self.name,
            holds: self.holds,
            last_line: self.line,
            record: &self.record,
            typed: &self.typed,
            number: self.row,
        }))
    }

    /// Compares the row just read with the header.
    fn fit(&mut self) -> Result<(), Problem> {
        let (found, wanted) = (self.record.len(), self.header.len());
        let between = &mut self.frame.between;
        if found < self.named {
            between.short(self.row, found, self.named);
        } else if found > wanted {
            if self.record.iter().skip(wanted).any(|cell| !is_blank(cell)) {
                return Err(self.ragged());
            }
            between.long_rows += 1;
        }
        if let Some(begins) = self.record.iter().find(|cell| !is_blank(cell)) {
            between.look_for_total(self.row, &String::from_utf8_lossy(begins));
        }
        Ok(())
    }

    /// Tells who watches how far the rows are read in another way.
    pub(super) fn tell(&mut self, rows: u64, bytes: u64) {
        let bytes = self.bytes() + bytes;
        if let Some(watcher) = &mut self.watcher {
            watcher(Reached { rows, bytes });
        }
    }

    /// Gives what follows the header away; then there are no rows here until [`Self::resume`]. None when a row was read,
    /// and for a sheet, whose rows hold more than their text.
    pub(super) fn take_body(&mut self) -> Option<Body> {
        if self.row > 0 || self.sheet.is_some() || self.skip_last.is_some_and(|last| last > 0) {
            return None;
        }
        self.beginning = Vec::new();
        let consumed = usize::try_from(self.reader.position().byte()).ok()?;
        let kept = self.kept();
        let mut read = kept.bytes.take()?;
        let from = std::mem::replace(&mut kept.from, Box::new(io::empty()));
        read.drain(..consumed.min(read.len()));
        Some(Body {
            read,
            from,
            delimiter: self.delimiter,
        })
    }

    /// How far the file is read.
    pub(super) fn reached(&self) -> Reached {
        Reached {
            rows: self.row,
            bytes: self.bytes(),
        }
    }

    /// How many bytes of the table were read so far, in UTF-8.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes_before + self.reader.position().byte()
    }

    /// Reads on behind rows that were read in another way: so many, which had so many bytes and line feeds. `after_blank`:
    /// whether the line before is empty.
    pub(super) fn resume(
        &mut self,
        from: Box<dyn Read + Send>,
        rows: u64,
        bytes: u64,
        line_feeds: u64,
        after_blank: bool,
    ) {
        if line_feeds > 0 {
            self.line_read = None;
        }
        self.frame.between.ends_blank = after_blank;
        self.bytes_before = self.bytes() + bytes;
        let before = self.reader.position().line() - 1 + line_feeds;
        // A reader leaves out a byte order mark at its very beginning, where by now none is meant.
        let begin: &[u8] = if before > 0 { b"\n" } else { b"" };
        let mut kept = Kept::new(Box::new(begin.chain(from)));
        kept.bytes = None;
        self.reader = reader(kept, self.delimiter, self.line_end);
        self.skipped_lines += before.saturating_sub(1);
        self.row = rows;
    }

    fn kept(&mut self) -> &mut Kept {
        self.reader.get_mut().inner.get_mut().0
    }

    /// Reads a record; false at the end of the file.
    fn read(&mut self) -> Result<bool, Problem> {
        self.reader.get_mut().left = MOST_ROW_BYTES;
        let more = match self.reader.read_byte_record(&mut self.record) {
            Ok(more) => more,
            Err(error) => return Err(self.unread(error)),
        };
        if !more || (self.record.len() == 1 && self.record.as_slice() == END) {
            return Ok(false);
        }
        if self.record.as_slice().ends_with(END) {
            // The record ends with the file, not with a line.
            let line = self.reader.position().line() + self.skipped_lines;
            return Err(Problem::new(&self.name, UNCLOSED, CLOSE_IT)
                .at_line(first_line(&self.record, line))
                .in_row(self.row + self.held.len() as u64 + 1));
        }
        if self.sheet.is_some() {
            self.unmark();
        }
        self.line_before = self.line_read;
        self.line = self.last_line();
        self.line_read = Some(self.line);
        Ok(true)
    }

    /// Takes out of a row of a sheet what marks its cells. All rows are as wide as the header: in a sheet there is nothing
    /// that a cell beside the table could have moved.
    fn unmark(&mut self) {
        let width = match self.header.len() {
            0 => self.record.len(),
            width => width,
        };
        self.typed.clear();
        self.spare.clear();
        for place in 0..width {
            let cell = self.record.get(place).unwrap_or_default();
            let bare = cell.strip_prefix(&[TYPED]);
            self.typed.push(bare.is_some());
            let cell = bare.unwrap_or(cell);
            if memchr::memchr(BREAK, cell).is_some() {
                let line_feed = |byte: &u8| if *byte == BREAK { b'\n' } else { *byte };
                let cell: Vec<u8> = cell.iter().map(line_feed).collect();
                self.spare.push_field(&cell);
            } else {
                self.spare.push_field(cell);
            }
        }
        std::mem::swap(&mut self.record, &mut self.spare);
    }

    /// The line on which the row just read ends. In a sheet its cells do not break lines.
    fn last_line(&self) -> u64 {
        let line = self.reader.position().line() + self.skipped_lines;
        let within = self.sheet.as_ref().map_or(0, |_| line_feeds(&self.record));
        line.saturating_sub(self.ahead) + within
    }

    fn ragged(&self) -> Problem {
        let (found, wanted) = (self.record.len(), self.header.len());
        let cells = |count: usize| if count == 1 { "cell" } else { "cells" };
        let (what, next) = if self.frame.header_line.is_none() {
            (
                format!(
                    "this row has {found} {}, and --header names {wanted}",
                    cells(found)
                ),
                "Name every column with --header, or say --header none.",
            )
        } else {
            (
                format!(
                    "this row has {found} {}, the header has {wanted}",
                    cells(found)
                ),
                "A delimiter within a cell needs quotation marks around the cell; if the file has another delimiter, name it with --delimiter; if this is not the header, leave out what stands above it with --skip-rows.",
            )
        };
        Problem::new(&self.name, &what, next)
            .at_line(first_line(&self.record, self.line))
            .in_row(self.row)
    }

    fn unread(&self, error: csv::Error) -> Problem {
        let problem = match error.into_kind() {
            csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                Problem::new(
                    &self.name,
                    &format!(
                        "this row has more than {} MB; {UNCLOSED}, or this is no CSV file",
                        MOST_ROW_BYTES / (1024 * 1024)
                    ),
                    CLOSE_IT,
                )
            }
            csv::ErrorKind::Io(error) => match Broken::within(&error) {
                Some(broken) => return broken.problem(&self.name),
                None => unreadable(&self.name, &error),
            },
            other => Problem::new(
                &self.name,
                &format!("the row cannot be read: {other:?}"),
                &again(self.holds),
            ),
        };
        problem
            .at_line(self.last_line() + 1)
            .in_row(self.row + self.held.len() as u64 + 1)
    }
}

impl CsvRow<'_> {
    /// The cell in a column, from 0; empty when there is no such column.
    ///
    /// # Errors
    /// The cell is not UTF-8 or holds a NUL byte.
    pub fn cell(&self, column: usize) -> Result<&str, Problem> {
        let cell = self.bytes(column);
        match std::str::from_utf8(cell) {
            Ok(text) if !cell.contains(&0) => Ok(text),
            Ok(_) => Err(Problem::new(
                self.name,
                &format!("cell {} holds a NUL byte; the file is damaged", column + 1),
                &again(self.holds),
            )
            .at_line(self.line())
            .in_row(self.number)),
            Err(_) => Err(not_utf8(self.name, cell)
                .at_line(self.line())
                .in_row(self.number)),
        }
    }

    /// The line in the file where the row begins, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        first_line(self.record, self.last_line)
    }

    /// Whether the cell in a column is more than a text: a number, a day or an answer of a workbook.
    #[must_use]
    pub fn is_typed(&self, column: usize) -> bool {
        self.typed.get(column).copied().unwrap_or_default()
    }

    /// Feeds all cells to a hasher: rows that differ in a cell differ in what is fed.
    pub(crate) fn hash_cells(&self, hasher: &mut impl std::hash::Hasher) {
        for cell in self.record {
            hasher.write_usize(cell.len());
            hasher.write(cell);
        }
    }

    /// The cell in a column as it stands in the file; empty when there is no such column.
    #[must_use]
    pub fn bytes(&self, column: usize) -> &[u8] {
        self.record.get(column).unwrap_or_default()
    }
}

/// The line on which a record begins that ends on `last_line`: line feeds in its cells lie between.
fn first_line(record: &ByteRecord, last_line: u64) -> u64 {
    // Where lines end with a lone carriage return, no line is counted.
    last_line.saturating_sub(line_feeds(record)).max(1)
}

fn line_feeds(record: &ByteRecord) -> u64 {
    let line_feeds = memchr::memchr_iter(b'\n', record.as_slice());
    line_feeds.count().try_into().unwrap_or(0)
}

fn again(holds: Holds) -> String {
    format!("Export the {} again.", holds.word())
}

/// The problem of a row with bytes that are no UTF-8. `cell`: where they stand.
fn not_utf8(name: &str, cell: &[u8]) -> Problem {
    let at = std::str::from_utf8(cell)
        .err()
        .map_or(0, |error| error.valid_up_to());
    let byte = cell.get(at).copied().unwrap_or_default();
    let before = String::from_utf8_lossy(cell.get(..at).unwrap_or_default());
    let before: String = before
        .chars()
        .rev()
        .take(12)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    Problem::new(
        name,
        &format!(
            "this text is not UTF-8: after '{}' comes the byte {byte:#04x}; older spreadsheets save as Latin-1 or Windows-1252",
            example(&before)
        ),
        "If the whole file is so, say --encoding windows-1252; if only some bytes are, say --encoding mixed; or save the file as CSV with the encoding UTF-8.",
    )
}

/// A reader of rows and of the mark behind them.
fn reader(bytes: Kept, delimiter: Delimiter, line_end: LineEnd) -> csv::Reader<Limited<Marked>> {
    let end_line = match line_end {
        LineEnd::Lf => END_LINE,
        LineEnd::CrLf => END_LINE_CRLF,
    };
    let bytes = Limited {
        inner: bytes.chain(end_line),
        left: MOST_ROW_BYTES,
    };
    ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(64 * 1024)
        .from_reader(bytes)
}

/// Keeps what it reads until the header is known, so that another reader can begin behind it.
struct Kept {
    from: Box<dyn Read + Send>,
    /// None: no longer.
    bytes: Option<Vec<u8>>,
}

impl Kept {
    fn new(from: Box<dyn Read + Send>) -> Self {
        Self {
            from,
            bytes: Some(Vec::new()),
        }
    }
}

impl Read for Kept {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        if let Some(bytes) = &mut self.bytes {
            bytes.extend_from_slice(buffer.get(..read).unwrap_or_default());
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
