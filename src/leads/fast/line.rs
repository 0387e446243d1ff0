//! What a line of a block looks like beside the header: whole, blank, shorter or wider.

use crate::fast::row::Cells;
use crate::fast::scan::{Irregular, PADDING};
use crate::frame::Between;
use leadpact_definition::value::strip;

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As many cells as the header.
    Whole,
    /// No cell is filled: no lead.
    Blank,
    /// More cells than the header, the further ones empty.
    Wider,
    /// Fewer cells than the header.
    Shorter,
}

/// One line of a block.
#[derive(Clone, Copy)]
pub(super) struct Line<'b> {
    pub(super) cells: Cells<'b>,
    /// The place of the line feed.
    pub(super) end: usize,
}

impl Line<'_> {
    /// Whether a line begins with a cell in which something stands. Nearly all do; of others it is not known.
    #[inline]
    pub(super) fn is_filled(self, delimiter: u8) -> bool {
        let bytes = self.cells.bytes;
        let mut begins = bytes.get(self.cells.begin).copied().unwrap_or_default();
        if begins == b'"' {
            begins = bytes.get(self.cells.begin + 1).copied().unwrap_or_default();
        }
        (b'!'..0x7f).contains(&begins) && begins != b'"' && begins != delimiter
    }

    /// What the line looks like, and notes it. `rows`: those before it. `is_unknown`: whether it is not known what stands
    /// before it.
    ///
    /// # Errors
    /// It has more filled cells than the header, or may be the first one of a foot; the general reader tells.
    pub(super) fn shape(
        self,
        width: usize,
        named: usize,
        rows: u64,
        is_unknown: bool,
        between: &mut Between,
    ) -> Result<Shape, Irregular> {
        let cells = self.cells.ends.len();
        let text = self.cells.bytes.get(self.cells.begin..self.end);
        if matches!(text, Some([] | [b'\r'])) {
            between.ends_blank = true;
            return Ok(Shape::Blank);
        }
        let first = (0..cells).find_map(|place| self.filled(place));
        let Some(first) = first.transpose()? else {
            between.ends_blank = true;
            between.blank_rows += 1;
            return Ok(Shape::Blank);
        };
        let may_be_foot = between.ends_blank || is_unknown;
        if may_be_foot && width > 1 && first == 0 && self.is_empty_from(1)? {
            return Err(Irregular);
        }
        between.ends_blank = false;
        if cells == width {
            return Ok(Shape::Whole);
        }
        if cells > width {
            between.long_rows += 1;
            return self
                .is_empty_from(width)?
                .then_some(Shape::Wider)
                .ok_or(Irregular);
        }
        if cells < named {
            between.short(rows + 1, cells, named);
        }
        Ok(Shape::Shorter)
    }

    /// The place when the cell there is filled.
    fn filled(self, place: usize) -> Option<Result<usize, Irregular>> {
        match self.is_empty(place) {
            Ok(true) => None,
            Ok(false) => Some(Ok(place)),
            Err(irregular) => Some(Err(irregular)),
        }
    }

    fn is_empty(self, place: usize) -> Result<bool, Irregular> {
        let cell = self.cells.cell(place)?;
        match cell.raw() {
            [] => Ok(true),
            _ => Ok(strip(&cell.text()?).is_empty()),
        }
    }

    fn is_empty_from(self, place: usize) -> Result<bool, Irregular> {
        for place in place..self.cells.ends.len() {
            if !self.is_empty(place)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The first cell that is filled; none in a blank line, and where it cannot be read.
    pub(super) fn begins(self) -> Option<String> {
        let places = 0..self.cells.ends.len();
        let mut filled = places.filter(|place| self.is_empty(*place) == Ok(false));
        let text = self.cells.cell(filled.next()?).ok()?.text().ok()?;
        Some(text.into_owned())
    }
}

/// The memory of a line that was filled up with empty cells.
#[derive(Debug, Default)]
pub(super) struct Filled {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Filled {
    /// Copies a line and puts empty cells behind it until it is as wide as the header.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a block has far less than 4 GiB"
    )]
    pub(super) fn of(
        &mut self,
        line: Line<'_>,
        width: usize,
        delimiter: u8,
    ) -> Result<Cells<'_>, Irregular> {
        let begin = line.cells.begin;
        let mut text = line.cells.bytes.get(begin..line.end).ok_or(Irregular)?;
        text = text.strip_suffix(b"\r").unwrap_or(text);
        self.bytes.clear();
        self.bytes.extend_from_slice(text);
        self.ends.clear();
        let (_, before) = line.cells.ends.split_last().ok_or(Irregular)?;
        self.ends
            .extend(before.iter().map(|end| *end - begin as u32));
        while self.ends.len() < width {
            self.ends.push(self.bytes.len() as u32);
            self.bytes.push(delimiter);
        }
        self.bytes.resize(self.bytes.len() + PADDING, 0);
        Ok(Cells {
            bytes: &self.bytes,
            ends: &self.ends,
            begin: 0,
        })
    }
}
