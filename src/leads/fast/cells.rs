//! What the cells of one column come to, remembered by their bytes.

use std::borrow::Cow;

use crate::definition::Compiled;
use crate::definition::plan::{Column, Plan, Row, Scratch, Share};
use crate::definition::value::{Reading, day_number, moment, strip};
use crate::leads::cells::Outcome;
use crate::leads::fast::cache::{Cache, Place};
use crate::leads::fast::scan::Irregular;
use crate::leads::score::whole;
use crate::leads::summary::Noted;

/// A cell in a block.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'b> {
    /// The block with its padding.
    pub bytes: &'b [u8],
    /// Where the cell begins; its quotation marks belong to it.
    pub begin: usize,
    /// Behind its last byte.
    pub end: usize,
}

impl<'b> Cell<'b> {
    /// The cell as it stands in the file.
    pub fn raw(self) -> &'b [u8] {
        self.bytes.get(self.begin..self.end).unwrap_or_default()
    }

    /// What the cell says.
    ///
    /// # Errors
    /// It is not UTF-8, or holds a NUL byte; the general reader says so.
    pub fn text(self) -> Result<Cow<'b, str>, Irregular> {
        let raw = self.raw();
        if memchr::memchr(0, raw).is_some() {
            return Err(Irregular);
        }
        let text = std::str::from_utf8(raw).map_err(|_| Irregular)?;
        let Some(quoted) = text.strip_prefix('"') else {
            return Ok(Cow::Borrowed(text));
        };
        let inner = quoted.strip_suffix('"').ok_or(Irregular)?;
        Ok(if memchr::memchr(b'"', inner.as_bytes()).is_some() {
            Cow::Owned(inner.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(inner)
        })
    }
}

/// The column of a field.
pub struct FieldCells {
    field: usize,
    /// Its place in a row of the file.
    pub column: usize,
    words: usize,
    amounts: usize,
    cache: Cache,
    known: Vec<Known>,
    /// The bits of each place, then those of an empty cell.
    bits: Vec<u64>,
    /// The amounts in the same way.
    sums: Vec<i64>,
}

/// What a cell came to, besides its bits and amounts.
#[derive(Clone, Copy, Debug)]
struct Known {
    share: Share,
    outcome: Outcome,
    /// The block in which it was noted last, counted from 1.
    noted_in: u64,
}

/// The place of what an empty cell comes to.
const EMPTY: usize = Cache::PLACES;

impl FieldCells {
    /// For a field of the definition that stands in a column of the file.
    pub fn new(
        compiled: &Compiled,
        plan: &Plan,
        field: usize,
        column: usize,
        as_of: i32,
        scratch: &mut Scratch,
    ) -> Self {
        let (words, amounts) = plan
            .columns
            .get(field)
            .map_or((0, 0), |column| (column.words(), column.amounts()));
        let nothing = Known {
            share: Share::default(),
            outcome: Outcome::Missing,
            noted_in: 0,
        };
        let mut cells = Self {
            field,
            column,
            words,
            amounts,
            cache: Cache::new(),
            known: vec![nothing; EMPTY + 1],
            bits: vec![0; words * (EMPTY + 1)],
            sums: vec![0; amounts * (EMPTY + 1)],
        };
        if let Some(column) = plan.columns.get(field) {
            let reading = compiled.read_cell(field, "");
            cells.learn(EMPTY, compiled, column, reading, as_of, scratch);
        }
        cells
    }

    fn learn(
        &mut self,
        place: usize,
        compiled: &Compiled,
        column: &Column,
        reading: Reading,
        as_of: i32,
        scratch: &mut Scratch,
    ) {
        let outcome = match reading {
            Reading::Value(_) => Outcome::Understood,
            Reading::Missing => Outcome::Missing,
            Reading::NotUnderstood => Outcome::NotUnderstood,
        };
        let (words, amounts) = (place * self.words, place * self.amounts);
        let bits = self.bits.get_mut(words..words + self.words);
        let sums = self.sums.get_mut(amounts..amounts + self.amounts);
        let share = column.share(
            compiled,
            reading.value(),
            as_of,
            scratch,
            bits.unwrap_or_default(),
            sums.unwrap_or_default(),
        );
        if let Some(known) = self.known.get_mut(place) {
            *known = Known {
                share,
                outcome,
                noted_in: 0,
            };
        }
    }

    /// Adds to `row` what a cell comes to, and notes it. `block`: the number of the block, from 1.
    ///
    /// # Errors
    /// The cell is not UTF-8, or holds a NUL byte.
    #[inline]
    pub fn add(
        &mut self,
        on: &mut On<'_>,
        cell: Cell<'_>,
        row: &mut Row,
        noted: &mut Noted,
    ) -> Result<(), Irregular> {
        let place = if cell.begin == cell.end {
            EMPTY
        } else {
            match self.cache.place(cell.bytes, cell.begin, cell.end) {
                Place::Known(place) => place,
                Place::New(place) => {
                    let reading = on.compiled.read_cell(self.field, &cell.text()?);
                    if let Some(column) = on.plan.columns.get(self.field) {
                        self.learn(
                            place,
                            on.compiled,
                            column,
                            reading,
                            on.as_of,
                            &mut on.scratch,
                        );
                    }
                    place
                }
            }
        };
        let Some(known) = self.known.get_mut(place) else {
            return Err(Irregular);
        };
        match known.outcome {
            Outcome::Understood => {}
            Outcome::Missing => noted.missing += 1,
            // A cell that was noted in this block is among its examples, or there were enough.
            Outcome::NotUnderstood if known.noted_in == on.block => noted.not_understood += 1,
            Outcome::NotUnderstood => {
                noted.note(Outcome::NotUnderstood, &cell.text()?);
                known.noted_in = on.block;
            }
        }
        let (words, amounts) = (place * self.words, place * self.amounts);
        let bits = self.bits.get(words..words + self.words);
        let sums = self.sums.get(amounts..amounts + self.amounts);
        on.plan.add(
            row,
            self.field,
            known.share,
            bits.unwrap_or_default(),
            sums.unwrap_or_default(),
        );
        Ok(())
    }
}

/// What reading a cell needs besides the cell.
pub struct On<'d> {
    /// The definition.
    pub compiled: &'d Compiled,
    /// Its plan.
    pub plan: &'d Plan,
    /// Days since 1970-01-01.
    pub as_of: i32,
    /// The number of the block, from 1.
    pub block: u64,
    /// Memory.
    pub scratch: Scratch,
}

/// A column of an event: its count, or the day of its last occurrence.
pub struct EventCells {
    /// Its place in a row of the file.
    pub column: usize,
    read: fn(&str) -> Option<i64>,
    cache: Cache,
    known: Vec<Told>,
}

/// What a cell tells of an event.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    /// The number or the day; none: nothing.
    pub number: Option<i64>,
    /// Something stands there that is neither.
    pub unclear: bool,
}

impl EventCells {
    /// A column with the number of occurrences.
    pub fn count(column: usize) -> Self {
        // A whole number in a cell has at most 15 digits.
        Self::new(column, |cell| {
            whole(cell).and_then(|count| count.try_into().ok())
        })
    }

    /// A column with the day of the last occurrence.
    pub fn last(column: usize) -> Self {
        Self::new(column, |cell| {
            let moment = moment(strip(cell))?;
            Some(day_number(moment.date).into())
        })
    }

    fn new(column: usize, read: fn(&str) -> Option<i64>) -> Self {
        Self {
            column,
            read,
            cache: Cache::new(),
            known: vec![Told::default(); Cache::PLACES],
        }
    }

    /// What a cell tells.
    ///
    /// # Errors
    /// The cell is not UTF-8, or holds a NUL byte.
    pub fn told(&mut self, cell: Cell<'_>) -> Result<Told, Irregular> {
        if cell.begin == cell.end {
            return Ok(Told::default());
        }
        match self.cache.place(cell.bytes, cell.begin, cell.end) {
            Place::Known(place) => Ok(self.known.get(place).copied().unwrap_or_default()),
            Place::New(place) => {
                let text = cell.text()?;
                let number = (self.read)(&text);
                let told = Told {
                    number,
                    unclear: number.is_none() && !strip(&text).is_empty(),
                };
                if let Some(known) = self.known.get_mut(place) {
                    *known = told;
                }
                Ok(told)
            }
        }
    }
}
