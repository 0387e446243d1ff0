//! Finding the header among the first lines of a file.

use std::io::{self, Cursor, Read};

use csv::{ByteRecord, ReaderBuilder};

use crate::frame::HeaderFrom;
use crate::problem::{Problem, example};
use crate::rows::kind::{Kind, kinds};
use crate::rows::shape::is_blank;
use crate::rows::{Kept, Rows, first_line, not_utf8, reader};
use crate::source::{Delimiter, HeaderNames};
use crate::workbook::TYPED;

/// So many bytes are looked at.
const LOOKED_AT: u64 = 64 * 1024;

/// The header is looked for in so many first rows.
const SEARCHED: usize = 20;

/// So many rows are compared with the header.
const COMPARED: usize = 50;

/// How well a line does as the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// How many of the columns that are asked for it names.
    pub found: usize,
    /// Whether none is lacking.
    pub is_whole: bool,
}

/// A row among the first ones.
struct First {
    /// Where the reader stands before it.
    offset: usize,
    /// The line on which it begins, from 1, from the first line that is looked at.
    line: u64,
    cells: Vec<String>,
}

impl First {
    fn filled(&self) -> usize {
        let filled = self.cells.iter().filter(|cell| !is_blank(cell.as_bytes()));
        filled.count()
    }

    fn words(&self) -> String {
        let filled = self.cells.iter().filter(|cell| !is_blank(cell.as_bytes()));
        let cells: Vec<&str> = filled.map(String::as_str).collect();
        cells.join(", ")
    }
}

/// The first bytes, and all of them once more. What cannot be read comes as an error at its place.
pub(super) fn beginning(mut bytes: Box<dyn Read + Send>) -> (Vec<u8>, Box<dyn Read + Send>) {
    let mut first = Vec::new();
    let read = bytes.by_ref().take(LOOKED_AT).read_to_end(&mut first);
    let again = Cursor::new(first.clone());
    match read {
        Ok(_) => (first, Box::new(again.chain(bytes))),
        Err(error) => (
            first,
            Box::new(again.chain(Failed(Some(error))).chain(bytes)),
        ),
    }
}

/// Fails once, as the reader did.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl Rows {
    /// Reads the next row as the header.
    pub(super) fn read_header(&mut self) -> Result<(), Problem> {
        self.header.clear();
        self.read()?;
        let record = std::mem::take(&mut self.record);
        let line = first_line(&record, self.line);
        let names = record
            .iter()
            .map(|cell| std::str::from_utf8(cell).map(str::to_owned));
        self.header = names.collect::<Result<_, _>>().map_err(|_| {
            let damaged = record
                .iter()
                .find(|cell| std::str::from_utf8(cell).is_err());
            not_utf8(&self.name, damaged.unwrap_or_default()).at_line(line)
        })?;
        self.frame.header_line = Some(line);
        self.measure();
        Ok(())
    }

    /// Gives the columns the names that the user says; the first line is a lead.
    pub(super) fn name_columns(&mut self, names: HeaderNames) {
        self.header = match names {
            HeaderNames::Given(names) => names,
            HeaderNames::Places => {
                let rows = self.first_rows(self.delimiter, COMPARED);
                let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
                (1..=widest).map(HeaderNames::of_place).collect()
            }
        };
        self.frame.header_from = HeaderFrom::Named;
        self.frame.header_line = None;
        self.measure();
    }

    fn measure(&mut self) {
        let last = self
            .header
            .iter()
            .rposition(|name| !is_blank(name.as_bytes()));
        self.named = last.map_or(self.header.len(), |last| last + 1);
    }

    pub(super) fn forget_beginning(&mut self) {
        self.beginning = Vec::new();
        self.kept().bytes = None;
    }

    /// Looks for the header among the first lines when the first one does not name what is asked for: `matched` says how
    /// well names do. A later line is taken when it names more, and what stands above it are titles. Call it before the
    /// first row is read.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn look_for_header(&mut self, matched: &dyn Fn(&[String]) -> Match) -> Result<(), Problem> {
        let own = matched(&self.header);
        let is_found = own.is_whole && own.found > 0;
        if !self.is_given.header && !is_found {
            let mut best: Option<(usize, Delimiter, usize)> = None;
            for delimiter in self.delimiters() {
                let rows = self.first_rows(delimiter, SEARCHED);
                for (at, row) in rows.iter().enumerate() {
                    let Match { found, is_whole } = matched(&row.cells);
                    let least = best.map_or(own.found, |(found, ..)| found);
                    let above = rows.get(..at).unwrap_or_default();
                    if found > least && are_titles(above, row, is_whole) {
                        best = Some((found, delimiter, at));
                    }
                }
            }
            if let Some((_, delimiter, at)) = best {
                self.begin_again(delimiter, at)?;
            }
        }
        self.compare_rows();
        Ok(())
    }

    /// Takes the first line that is as wide as the table for the header, where only titles stand above it: for who does
    /// not know the names. Call it before the first row is read.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn take_likely_header(&mut self) -> Result<(), Problem> {
        if let Some((at, _)) = self.likely_header() {
            self.begin_again(self.delimiter, at)?;
            self.compare_rows();
        }
        Ok(())
    }

    /// The line of the file that is as wide as the table and has only titles above it; none: that is the first line.
    #[must_use]
    pub fn likely_header_line(&self) -> Option<u64> {
        self.likely_header().map(|(_, line)| line)
    }

    fn likely_header(&self) -> Option<(usize, u64)> {
        if self.is_given.header || self.frame.header_from != HeaderFrom::FirstLine {
            return None;
        }
        let rows = self.first_rows(self.delimiter, SEARCHED);
        let at = rows.iter().position(|row| row.filled() > 1)?;
        let row = rows.get(at).filter(|_| at > 0)?;
        Some((at, row.line + self.skipped_lines))
    }

    fn delimiters(&self) -> Vec<Delimiter> {
        let others = Delimiter::ALL
            .into_iter()
            .filter(|other| *other != self.delimiter);
        let fixed = self.is_given.delimiter || self.sheet.is_some();
        let others = others.filter(|_| !fixed);
        [self.delimiter].into_iter().chain(others).collect()
    }

    /// Begins once more, with the row at this place among the first ones as the header.
    fn begin_again(&mut self, delimiter: Delimiter, at: usize) -> Result<(), Problem> {
        let rows = self.first_rows(delimiter, at + 1);
        let (above, header) = rows.split_at(at.min(rows.len()));
        let offset = header.first().map_or(0, |row| row.offset);
        for row in above {
            self.frame.above.note(&row.words());
        }
        if at > 0 {
            self.frame.header_from = HeaderFrom::LaterLine;
        }
        let skipped = self.beginning.get(..offset).unwrap_or_default();
        self.skipped_lines += memchr::memchr_iter(b'\n', skipped).count() as u64;
        let kept = self.kept();
        let read = kept.bytes.take().unwrap_or_default();
        let from = std::mem::replace(&mut kept.from, Box::new(io::empty()));
        let mut from = Cursor::new(read).chain(from);
        io::copy(&mut from.by_ref().take(offset as u64), &mut io::sink())
            .map_err(|error| crate::source::unreadable(&self.name, &error))?;
        self.beginning.drain(..offset);
        self.delimiter = delimiter;
        self.reader = reader(Kept::new(Box::new(from)), delimiter, self.line_end);
        self.line_read = None;
        self.read_header()
    }

    /// The first rows of the file, at most so many, as this delimiter cuts them. The last one may be cut.
    fn first_rows(&self, delimiter: Delimiter, most: usize) -> Vec<First> {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .has_headers(false)
            .flexible(true)
            .from_reader(self.beginning.as_slice());
        let (mut rows, mut record) = (Vec::new(), ByteRecord::new());
        while rows.len() < most {
            let offset = usize::try_from(reader.position().byte()).unwrap_or(0);
            if !reader.read_byte_record(&mut record).unwrap_or(false) {
                break;
            }
            let line = reader.position().line().saturating_sub(self.ahead);
            rows.push(First {
                offset,
                line: first_line(&record, line),
                cells: record.iter().map(bare).collect(),
            });
        }
        rows
    }

    /// Looks whether the header looks like a lead, or the row below it like a header.
    fn compare_rows(&mut self) {
        self.frame.no_header = None;
        self.frame.second_header = None;
        let rows = self.first_rows(self.delimiter, COMPARED);
        let mut rows = rows.iter();
        if self.frame.header_line.is_some() {
            rows.next();
        }
        let body: Vec<&First> = rows.filter(|row| row.filled() > 0).collect();
        let Some((first, below)) = body.split_first() else {
            return;
        };
        if self.frame.header_from == HeaderFrom::FirstLine && !self.is_given.header {
            let all: Vec<&[String]> = body.iter().map(|row| row.cells.as_slice()).collect();
            self.frame.no_header = like_those_below(&self.header, &kinds(&all));
        }
        let below: Vec<&[String]> = below.iter().map(|row| row.cells.as_slice()).collect();
        let is_header =
            first.cells == self.header || is_second_header(&first.cells, &kinds(&below));
        if self.frame.header_line.is_some() && self.frame.no_header.is_none() && is_header {
            self.frame.second_header = Some(first.line + self.skipped_lines);
        }
    }
}

/// A cell as text, without the mark that a sheet puts before it.
fn bare(cell: &[u8]) -> String {
    let cell = cell.strip_prefix(&[TYPED]).unwrap_or(cell);
    String::from_utf8_lossy(cell).into_owned()
}

/// Whether rows above a header are titles: they have fewer filled cells; where the header lacks a name, at most half as
/// many.
fn are_titles(above: &[First], header: &First, is_whole: bool) -> bool {
    let most = if is_whole {
        header.filled().saturating_sub(1)
    } else {
        header.filled() / 2
    };
    above.iter().all(|row| row.filled() <= most)
}

/// Why names are probably the cells of a lead: what they are is what the cells below them are.
fn like_those_below(header: &[String], kinds: &[Kind]) -> Option<String> {
    let filled = header
        .iter()
        .filter(|name| !is_blank(name.as_bytes()))
        .count();
    let alike: Vec<(usize, &String, Kind)> = header
        .iter()
        .zip(kinds)
        .enumerate()
        .filter(|(_, (name, kind))| **kind != Kind::Text && Kind::of(name) == **kind)
        .map(|(at, (name, kind))| (at, name, *kind))
        .collect();
    let strange = alike.iter().find(|(_, _, kind)| *kind != Kind::Number);
    let (at, name, kind) = strange.or(alike.first().filter(|_| alike.len() * 2 >= filled))?;
    Some(format!(
        "'{}' in column {} is {}, as the cells below it are",
        example(name),
        at + 1,
        kind.words()
    ))
}

/// Whether a row is words where all rows below it are numbers or days.
fn is_second_header(cells: &[String], kinds: &[Kind]) -> bool {
    let told: Vec<bool> = cells
        .iter()
        .zip(kinds)
        .filter(|(cell, kind)| !kind.is_words() && !is_blank(cell.as_bytes()))
        .map(|(cell, _)| Kind::of(cell) == Kind::Text)
        .collect();
    told.len() > 1 && told.iter().all(|is_text| *is_text)
}
