//! The rows of a sheet as CSV text, made while it is read and never kept: each row of the sheet is one line, so that line
//! numbers are those of the sheet.
//!
//! What CSV cannot say is marked with characters that no XML holds: a cell that is a number, a day or an answer begins
//! with [`TYPED`], and [`BREAK`] stands for the end of a line within a cell. [`crate::Rows`] takes both out again.

use std::collections::VecDeque;
use std::io::{self, Read};

use quick_xml::events::{BytesStart, Event};

use crate::reading::give;
use crate::workbook::broken::{Broken, SAVE_AS_CSV};
use crate::workbook::formats::{Formats, Shown};
use crate::workbook::serial::{self, Epoch};
use crate::workbook::strings::{Strings, clean, rich};
use crate::workbook::xml::{Xml, attribute};

/// Stands before what is no text.
pub(crate) const TYPED: u8 = 0x01;

/// Stands for a line feed within a cell.
pub(crate) const BREAK: u8 = 0x02;

/// A sheet has so many columns and rows.
const MOST_COLUMNS: usize = 16_384;
const MOST_ROWS: u64 = 1_048_576;

/// Rows are looked at until they have so many bytes, before the first is given away, to know how wide the table is.
const LOOKED_AT: usize = 256 * 1024;

/// The longest row, in bytes.
const MOST_ROW_BYTES: usize = 7 * 1024 * 1024;

/// So many empty cells may lie between those with something in them, in the whole sheet; in tests fewer, which are sooner
/// read.
const MOST_EMPTY: u64 = if cfg!(test) { 1 << 22 } else { 1 << 30 };

/// So many letters of a formula are shown.
const FORMULA: usize = 60;

/// What the cells of a sheet refer to.
pub(super) struct Book {
    pub(super) strings: Strings,
    pub(super) formats: Formats,
    pub(super) epoch: Epoch,
    /// Whether formulas that came to 0 were perhaps never computed.
    pub(super) computed_later: bool,
}

/// Reads a sheet.
pub(super) struct Sheet {
    xml: Xml<'static>,
    book: Book,
    /// Rows that were looked at and not given away.
    ahead: VecDeque<Line>,
    /// All rows have at least so many cells.
    width: usize,
    /// What is given away next, and how much of it was.
    text: Vec<u8>,
    given: usize,
    /// The last row that was read, from 1.
    row: u64,
    empty: u64,
    place: Place,
    /// The parts of the cell that is read, kept for the next.
    raw: String,
    value: String,
}

/// How far a sheet is read. Other things than rows are called so behind its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Before,
    /// Among the rows.
    Within,
    Behind,
    Ended,
}

/// A row that was read.
#[derive(Default)]
struct Line {
    text: Vec<u8>,
    /// The cells in it; 0: the sheet has none there, not even an empty one.
    cells: usize,
    /// The cells up to the last with something in it.
    width: usize,
}

impl Sheet {
    /// Reads the beginning.
    pub(super) fn new(xml: Xml<'static>, book: Book) -> Result<Self, Broken> {
        let mut sheet = Self {
            xml,
            book,
            ahead: VecDeque::new(),
            width: 0,
            text: Vec::new(),
            given: 0,
            row: 0,
            empty: 0,
            place: Place::Before,
            raw: String::new(),
            value: String::new(),
        };
        sheet.look()?;
        Ok(sheet)
    }

    /// Whether nothing stands in the sheet.
    pub(super) fn is_empty(&self) -> bool {
        self.width == 0
    }

    fn look(&mut self) -> Result<(), Broken> {
        let mut looked_at = 0;
        while looked_at < LOOKED_AT || self.width == 0 {
            let mut line = Line::default();
            if !self.next_row(&mut line)? {
                break;
            }
            looked_at += line.text.len() + 1;
            self.width = self.width.max(line.width);
            self.ahead.push_back(line);
        }
        Ok(())
    }

    /// Puts the next row that the sheet has into `line`, behind the line ends of those that it leaves out; false: there
    /// is none.
    fn next_row(&mut self, line: &mut Line) -> Result<bool, Broken> {
        if let Some((number, open)) = self.row_begins()? {
            let before = self.row;
            self.row = number.unwrap_or(before + 1);
            if self.row <= before || self.row > MOST_ROWS {
                return Err(Broken::damaged(format_args!(
                    "row {} stands behind row {before}",
                    self.row
                )));
            }
            line.text.extend((before + 1..self.row).map(|_| b'\n'));
            if open {
                let row = self.row;
                self.cells(line).map_err(|broken| broken.in_row(row))?;
            }
            return Ok(true);
        }
        Ok(false)
    }

    /// Goes to the next row: the number it says, and whether there is anything in it. None: there is no further row, and
    /// the part is read to its end, so that all of its bytes are known to be right.
    fn row_begins(&mut self) -> Result<Option<(Option<u64>, bool)>, Broken> {
        while self.place != Place::Ended {
            match self.xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "sheetData" if self.place == Place::Before => self.place = Place::Within,
                    "row" if self.place == Place::Within => {
                        return row_number(&element).map(|number| Some((number, true)));
                    }
                    _ => {}
                },
                Event::Empty(element) if is_row(&element) && self.place == Place::Within => {
                    return row_number(&element).map(|number| Some((number, false)));
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    self.place = Place::Behind;
                }
                Event::Eof => self.place = Place::Ended,
                _ => {}
            }
        }
        Ok(None)
    }

    fn cells(&mut self, line: &mut Line) -> Result<(), Broken> {
        let mut cell = Cell::default();
        // The column behind the last cell, from 0.
        let mut next = 0;
        let mut has_cells = false;
        loop {
            let open = match self.xml.next()? {
                Event::Start(element) if is_cell(&element) => {
                    cell.begin(&element, next)?;
                    true
                }
                Event::Empty(element) if is_cell(&element) => {
                    cell.begin(&element, next)?;
                    false
                }
                Event::Start(_) => {
                    self.xml.skip()?;
                    continue;
                }
                Event::End(_) => break,
                _ => continue,
            };
            has_cells = true;
            next = cell.column + 1;
            if open && self.cell(&mut cell)? {
                self.put(cell.column, cell.typed, line)?;
            }
        }
        line.width = line.cells;
        if has_cells {
            line.cells = line.cells.max(1);
        }
        Ok(())
    }

    /// Reads what is in a cell, so that its text is in `value`; false: nothing.
    fn cell(&mut self, cell: &mut Cell) -> Result<bool, Broken> {
        self.raw.clear();
        self.value.clear();
        let mut formula = None;
        let mut has_value = false;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => {
                        self.xml.text(&mut self.raw)?;
                        has_value = true;
                    }
                    "is" => {
                        rich(&mut self.xml, &mut self.raw)?;
                        has_value = true;
                    }
                    "f" => {
                        let mut text = String::new();
                        self.xml.text(&mut text)?;
                        formula = Some(text);
                    }
                    _ => self.xml.skip()?,
                },
                Event::Empty(element) => match element.local_name().as_ref() {
                    "v" => has_value = true,
                    "f" => formula = Some(String::new()),
                    _ => {}
                },
                Event::End(_) => break,
                _ => {}
            }
        }
        // An empty text is a value, an empty number is none.
        let empty = self.raw.is_empty() && !(has_value && cell.kind == Kind::Text);
        let uncomputed = empty || (self.book.computed_later && self.raw == "0");
        if let Some(formula) = formula.filter(|_| uncomputed) {
            cell.typed = true;
            self.value.push('=');
            let shown: String = formula.chars().take(FORMULA).collect();
            clean(&shown, &mut self.value);
            return Ok(true);
        }
        cell.typed = self.understand(cell)?;
        Ok(!self.value.is_empty())
    }

    /// Makes the text in `value` of what stands in `raw`; whether it is more than a text.
    fn understand(&mut self, cell: &Cell) -> Result<bool, Broken> {
        let shown = || self.book.formats.of(cell.format);
        let typed = match cell.kind {
            Kind::Shared if self.raw.trim().is_empty() => false,
            Kind::Shared => {
                let place = self.raw.trim().parse::<usize>().ok();
                let text = place.and_then(|place| self.book.strings.at(place));
                let text =
                    text.ok_or_else(|| no_text(cell, &self.raw, self.book.strings.count()))?;
                self.value.push_str(text);
                return Ok(false);
            }
            Kind::Number => {
                serial::write(self.raw.trim(), shown(), self.book.epoch, &mut self.value)
            }
            Kind::Answer => {
                let answer = match self.raw.trim() {
                    "1" | "true" => "TRUE",
                    "0" | "false" => "FALSE",
                    _ => "",
                };
                self.value.push_str(answer);
                !answer.is_empty()
            }
            Kind::Day => {
                let day = self.raw.trim();
                let midnight = day.strip_suffix("T00:00:00");
                let bare = midnight.filter(|_| shown() == Shown::Day);
                clean(bare.unwrap_or(day), &mut self.value);
                true
            }
            Kind::Text => false,
        };
        if !typed {
            clean(&self.raw, &mut self.value);
        }
        Ok(typed)
    }

    /// Writes `value` into its column of a line.
    fn put(&mut self, column: usize, typed: bool, line: &mut Line) -> Result<(), Broken> {
        let gap = column + 1 - line.cells.max(1);
        self.pad(gap, &mut line.text)?;
        line.cells = column + 1;
        if typed {
            line.text.push(TYPED);
        }
        quote(self.value.as_bytes(), &mut line.text);
        if line.text.len() > MOST_ROW_BYTES {
            return Err(Broken::new(
                format!(
                    "this row has more than {} MB",
                    MOST_ROW_BYTES / (1024 * 1024)
                ),
                "Leave out the columns that no rule asks about.",
            ));
        }
        Ok(())
    }

    /// Adds so many empty cells.
    fn pad(&mut self, cells: usize, text: &mut Vec<u8>) -> Result<(), Broken> {
        self.empty += cells as u64;
        if self.empty > MOST_EMPTY {
            return Err(Broken::new(
                "the cells of this sheet lie too far apart",
                format!("Move them together, or: {SAVE_AS_CSV}"),
            ));
        }
        text.resize(text.len() + cells, b',');
        Ok(())
    }

    /// Makes the next text to give away; empty: the sheet has ended.
    fn fill(&mut self) -> Result<(), Broken> {
        self.text.clear();
        self.given = 0;
        let mut text = std::mem::take(&mut self.text);
        while text.len() < 64 * 1024 {
            let ahead = self.ahead.pop_front();
            let looked_at = ahead.is_some();
            let mut line = ahead.unwrap_or_default();
            if !looked_at && !self.next_row(&mut line)? {
                break;
            }
            if line.cells > 0 {
                self.pad(self.width.saturating_sub(line.cells), &mut line.text)?;
            }
            text.append(&mut line.text);
            text.push(b'\n');
        }
        self.text = text;
        Ok(())
    }
}

impl Read for Sheet {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() && !buffer.is_empty() {
            self.fill()?;
        }
        Ok(give(&self.text, &mut self.given, buffer))
    }
}

/// A cell before its value is read.
#[derive(Debug, Default)]
struct Cell {
    /// From 0.
    column: usize,
    kind: Kind,
    /// The place of its format.
    format: usize,
    /// Whether it is more than a text.
    typed: bool,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    /// The place of a shared text.
    Shared,
    /// A text: typed, of a formula, or an error's name.
    Text,
    /// Yes or no.
    Answer,
    /// A day in the canonical form.
    Day,
}

impl Cell {
    /// `next`: its column where it does not say.
    fn begin(&mut self, element: &BytesStart<'_>, next: usize) -> Result<(), Broken> {
        *self = Self {
            column: next,
            ..Self::default()
        };
        let mut attributes = element.attributes();
        for attribute in attributes.with_checks(false).filter_map(Result::ok) {
            match attribute.key.0 {
                "r" => self.column = column(&attribute.value)?,
                "s" => self.format = attribute.value.parse().unwrap_or(usize::MAX),
                "t" => self.kind = Kind::of(&attribute.value),
                _ => {}
            }
        }
        if self.column < next || self.column >= MOST_COLUMNS {
            return Err(Broken::damaged(format_args!(
                "a cell stands in column {}, behind one in column {next}",
                self.column + 1
            )));
        }
        Ok(())
    }
}

impl Kind {
    fn of(word: &str) -> Self {
        match word {
            "s" => Self::Shared,
            "n" => Self::Number,
            "b" => Self::Answer,
            "d" => Self::Day,
            _ => Self::Text,
        }
    }
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Result<usize, Broken> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0_usize, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number
        .checked_sub(1)
        .ok_or_else(|| Broken::damaged(format_args!("'{place}' is no place of a cell")))
}

fn is_row(element: &BytesStart<'_>) -> bool {
    element.local_name().as_ref() == "row"
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    element.local_name().as_ref() == "c"
}

/// The number that a row says it has, from 1; none: it says none.
fn row_number(element: &BytesStart<'_>) -> Result<Option<u64>, Broken> {
    let Some(number) = attribute(element, "r") else {
        return Ok(None);
    };
    let wrong = |_| Broken::damaged(format_args!("'{number}' is no number of a row"));
    number.trim().parse().map(Some).map_err(wrong)
}

fn no_text(cell: &Cell, place: &str, count: usize) -> Broken {
    Broken::damaged(format_args!(
        "the cell in column {} shows text {place} of {count}",
        cell.column + 1
    ))
}

/// Adds a cell as CSV has it.
fn quote(cell: &[u8], text: &mut Vec<u8>) {
    let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\r' | b'\n');
    if !cell.iter().any(special) {
        text.extend_from_slice(cell);
        return;
    }
    text.push(b'"');
    for byte in cell {
        match byte {
            b'\n' => text.push(BREAK),
            b'"' => text.extend_from_slice(b"\"\""),
            other => text.push(*other),
        }
    }
    text.push(b'"');
}
