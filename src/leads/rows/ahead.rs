//! Rows that are read ahead: the foot of a report is told from leads only when the file has ended.

use csv::ByteRecord;

use crate::problem::Problem;
use crate::rows::Rows;
use crate::rows::shape::{self, Shape};

/// A foot has at most so many lines.
const MOST_FOOT: usize = 20;

/// More bytes are never held in search of a foot.
const MOST_FOOT_BYTES: usize = 64 * 1024;

/// More bytes are never held back for `--skip-last`.
const MOST_HELD_BYTES: usize = 64 * 1024 * 1024;

/// A row that was read ahead.
pub(super) struct Held {
    record: ByteRecord,
    typed: Vec<bool>,
    line: u64,
}

impl Rows {
    /// Goes to the next row that is a lead; false: there is none.
    pub(super) fn advance(&mut self) -> Result<bool, Problem> {
        match self.skip_last {
            Some(0) => self.read_filled(),
            Some(last) => self.hold_back(last as usize),
            None => self.before_the_foot(),
        }
    }

    /// The next row with a cell.
    fn read_filled(&mut self) -> Result<bool, Problem> {
        while self.read()? {
            if shape::of(&self.record) != Shape::Blank {
                self.frame.between.ends_blank = false;
                return Ok(true);
            }
            self.frame.between.blank_rows += 1;
            self.frame.between.ends_blank = true;
        }
        Ok(false)
    }

    /// The next row behind which there are so many more.
    fn hold_back(&mut self, last: usize) -> Result<bool, Problem> {
        let mut bytes: usize = self.held.iter().map(Held::length).sum();
        while self.held.len() <= last && self.read_filled()? {
            bytes += self.hold();
            if bytes > MOST_HELD_BYTES {
                let what =
                    "the rows that --skip-last leaves out are too large to be kept in memory";
                return Err(Problem::new(&self.name, what, "Leave fewer rows out."));
            }
        }
        if self.held.len() > last {
            return Ok(self.take_held());
        }
        for held in std::mem::take(&mut self.held) {
            self.frame.between.skipped_last.note(&words(&held.record));
        }
        Ok(false)
    }

    /// The next row that does not belong to the foot of a report: lines of one cell behind an empty line, up to the end.
    fn before_the_foot(&mut self) -> Result<bool, Problem> {
        if !self.held.is_empty() {
            return Ok(self.take_held());
        }
        let mut after_blank = self.frame.between.ends_blank;
        loop {
            if !self.read()? {
                return Ok(false);
            }
            after_blank |= self.is_after_empty_line();
            match shape::of(&self.record) {
                Shape::Blank => {
                    self.frame.between.blank_rows += 1;
                    after_blank = true;
                }
                Shape::Lone if after_blank && self.header.len() > 1 => return self.look_ahead(),
                Shape::Lone | Shape::Row => break,
            }
            self.frame.between.ends_blank = after_blank;
        }
        self.frame.between.ends_blank = false;
        Ok(true)
    }

    /// Whether lines without anything stand before the row just read.
    fn is_after_empty_line(&self) -> bool {
        let first = super::first_line(&self.record, self.line);
        self.line_before.is_some_and(|before| before + 1 < first)
    }

    /// Reads on from what may be the first line of a foot. False: it is one, and the file has ended.
    fn look_ahead(&mut self) -> Result<bool, Problem> {
        let mut bytes = self.hold();
        while self.held.len() < MOST_FOOT && bytes < MOST_FOOT_BYTES {
            if !self.read()? {
                self.note_foot();
                return Ok(false);
            }
            let shape = shape::of(&self.record);
            bytes += self.hold();
            if shape == Shape::Row {
                break;
            }
        }
        self.drop_blank_rows();
        Ok(self.take_held())
    }

    fn note_foot(&mut self) {
        for held in std::mem::take(&mut self.held) {
            if shape::of(&held.record) != Shape::Blank {
                self.frame.between.below.note(&words(&held.record));
            }
        }
        self.frame.between.ends_blank = false;
    }

    /// What was held is no foot, so its rows without any cell are counted.
    fn drop_blank_rows(&mut self) {
        let before = self.held.len();
        self.held
            .retain(|held| shape::of(&held.record) != Shape::Blank);
        self.frame.between.blank_rows += (before - self.held.len()) as u64;
        self.frame.between.ends_blank = false;
    }

    /// Puts the row just read behind those held; its bytes.
    fn hold(&mut self) -> usize {
        let held = Held {
            record: std::mem::take(&mut self.record),
            typed: std::mem::take(&mut self.typed),
            line: self.line,
        };
        let length = held.length();
        self.held.push_back(held);
        length
    }

    /// Makes the first row that is held the row just read; false: none is held.
    fn take_held(&mut self) -> bool {
        let Some(held) = self.held.pop_front() else {
            return false;
        };
        self.record = held.record;
        self.typed = held.typed;
        self.line = held.line;
        true
    }
}

impl Held {
    fn length(&self) -> usize {
        self.record.as_slice().len()
    }
}

/// The cells of a row that are filled.
fn words(record: &ByteRecord) -> String {
    let filled = record.iter().filter(|cell| !shape::is_blank(cell));
    let cells: Vec<_> = filled.map(String::from_utf8_lossy).collect();
    cells.join(", ")
}
