//! What the cells of one column come to, remembered by their bytes.

use std::borrow::Cow;

use crate::cells::Outcome;
use crate::fast::cache::{Cache, Found};
use crate::fast::scan::Irregular;
use crate::summary::Noted;
use leadpact_definition::Compiled;
use leadpact_definition::plan::{Column, Plan, Row, Scratch, Share};
use leadpact_definition::value::{Reading, strip};

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
pub(crate) struct FieldCells<'d> {
    field: usize,
    /// Its place in a row of the file.
    pub column: usize,
    plan: &'d Column,
    cache: Cache,
    known: Vec<Known>,
}

/// What a cell came to, besides its bits and amounts.
#[derive(Clone, Copy, Debug)]
struct Known {
    share: Share,
    outcome: Outcome,
    /// The block in which it was noted last, counted from 1.
    noted_in: u64,
}

/// Before the bits and amounts of a cell stands this: there is nothing else to it.
const PLAIN: u64 = 0;

impl<'d> FieldCells<'d> {
    /// For a field of the definition that stands in a column of the file; none where there is no such field.
    pub fn new(on: &mut On<'d>, field: usize, column: usize) -> Option<Self> {
        let plan = on.plan.columns.get(field)?;
        let nothing = Known {
            share: Share::default(),
            outcome: Outcome::Missing,
            noted_in: 0,
        };
        let mut cells = Self {
            field,
            column,
            plan,
            cache: Cache::new(1 + plan.words() + plan.amounts()),
            known: vec![nothing; Cache::PLACES],
        };
        cells.learn(Cache::EMPTY, "", on);
        Some(cells)
    }

    /// Works out what a cell comes to.
    fn learn(&mut self, place: usize, cell: &str, on: &mut On<'_>) {
        let memory = on.scratch.take(self.field);
        let reading = on.compiled.read_cell_with(self.field, cell, memory);
        let outcome = match reading {
            Reading::Value(_) => Outcome::Understood,
            Reading::Missing => Outcome::Missing,
            Reading::NotUnderstood => Outcome::NotUnderstood,
        };
        let value = reading.value();
        let Some((more, words)) = self.cache.words_mut(place).split_first_mut() else {
            return;
        };
        let share = self.plan.share(value, on.as_of, &mut on.scratch, words);
        let plain = outcome == Outcome::Understood && share == Share::default();
        *more = if plain { PLAIN } else { !PLAIN };
        if !plain && let Some(known) = self.known.get_mut(place) {
            *known = Known {
                share,
                outcome,
                noted_in: 0,
            };
        }
    }

    /// Adds to `row` what a cell comes to, and notes it.
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
        let place = match self.cache.place(cell.bytes, cell.begin, cell.end) {
            Found::Known(place) => place,
            Found::New(place) => {
                self.learn(place, &cell.text()?, on);
                place
            }
        };
        let Some((more, words)) = self.cache.words(place).split_first() else {
            return Err(Irregular);
        };
        row.add(self.plan, words);
        if *more == PLAIN {
            return Ok(());
        }
        let Some(known) = self.known.get_mut(place) else {
            return Err(Irregular);
        };
        row.mark(known.share);
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

/// Reads a number or a day from a cell.
type ReadNumber = dyn Fn(&str) -> Option<i64> + Send;

/// A column of an event: its count, or the day of its last occurrence.
pub(crate) struct EventCells {
    /// Its place in a row of the file.
    pub column: usize,
    read: Box<ReadNumber>,
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
    pub fn count(column: usize, compiled: &Compiled, event: usize) -> Self {
        let count = compiled.count_reader(event);
        // A whole number in a cell has at most 15 digits.
        Self::new(column, move |cell| {
            count.count(cell).and_then(|count| count.try_into().ok())
        })
    }

    /// A column with the day of the last occurrence of an event.
    pub fn last(column: usize, compiled: &Compiled, event: usize) -> Self {
        let last = compiled.last_reader(event);
        Self::new(column, move |cell| last.day(cell).map(i64::from))
    }

    fn new(column: usize, read: impl Fn(&str) -> Option<i64> + Send + 'static) -> Self {
        Self {
            column,
            read: Box::new(read),
            cache: Cache::new(0),
            known: vec![Told::default(); Cache::PLACES],
        }
    }

    /// What a cell tells.
    ///
    /// # Errors
    /// The cell is not UTF-8, or holds a NUL byte.
    pub fn told(&mut self, cell: Cell<'_>) -> Result<Told, Irregular> {
        match self.cache.place(cell.bytes, cell.begin, cell.end) {
            Found::Known(place) => Ok(self.known.get(place).copied().unwrap_or_default()),
            Found::New(place) => {
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
