//! From raw cells to values, with a memory of the cells seen before.
//!
//! The columns of a CRM hold few different values many times. Each column remembers the cells it has read, so that
//! stripping, folding and parsing happen once per different cell and not once per row.

use leadpact_definition::Compiled;
use leadpact_definition::value::{Reading, Value};

/// Remembered cells of a column; a power of two.
const REMEMBERED: usize = 512;

/// Longer cells are read anew each time: they seldom come twice.
const LONGEST: usize = 48;

/// After so many cells that were not remembered, a column with fewer hits than misses stops remembering.
const PATIENCE: u32 = 16_384;

/// Reads the cells of one field.
#[derive(Debug)]
pub(crate) struct CellColumn {
    field: usize,
    remembered: Vec<Option<Remembered>>,
    hits: u32,
    misses: u32,
}

#[derive(Debug)]
struct Remembered {
    cell: Box<str>,
    typed: bool,
    reading: Reading,
}

/// What a cell came to, besides its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has a value.
    Understood,
    /// Nothing stands there, or a placeholder.
    Missing,
    /// Something stands there that is no value of the field's type.
    NotUnderstood,
}

impl CellColumn {
    /// For the field with this index.
    #[must_use]
    pub fn new(field: usize) -> Self {
        Self {
            field,
            remembered: Vec::new(),
            hits: 0,
            misses: 0,
        }
    }

    /// Reads a cell into `slot`, which keeps its memory where it can. `typed`: the cell is more than a text.
    pub fn read(
        &mut self,
        compiled: &Compiled,
        cell: &str,
        typed: bool,
        slot: &mut Option<Value>,
    ) -> Outcome {
        if cell.is_empty() {
            *slot = None;
            return Outcome::Missing;
        }
        if cell.len() > LONGEST || (self.misses > PATIENCE && self.misses > self.hits) {
            let reading = compiled.read_cell_as(self.field, cell, typed);
            let outcome = outcome(&reading);
            *slot = reading.value();
            return outcome;
        }
        if self.remembered.is_empty() {
            self.remembered.resize_with(REMEMBERED, || None);
        }
        let Some(place) = self.remembered.get_mut(place(cell)) else {
            return Outcome::Missing;
        };
        let known = match place {
            Some(known) if *known.cell == *cell && known.typed == typed => {
                self.hits = self.hits.saturating_add(1);
                known
            }
            _ => {
                self.misses = self.misses.saturating_add(1);
                place.insert(Remembered {
                    cell: cell.into(),
                    typed,
                    reading: compiled.read_cell_as(self.field, cell, typed),
                })
            }
        };
        match &known.reading {
            Reading::Value(value) => copy(value, slot),
            Reading::Missing | Reading::NotUnderstood => *slot = None,
        }
        outcome(&known.reading)
    }
}

fn outcome(reading: &Reading) -> Outcome {
    match reading {
        Reading::Value(_) => Outcome::Understood,
        Reading::Missing => Outcome::Missing,
        Reading::NotUnderstood => Outcome::NotUnderstood,
    }
}

/// Copies a value into the memory of the one before, where both are texts.
fn copy(value: &Value, slot: &mut Option<Value>) {
    match (value, slot.as_mut()) {
        (Value::Text(from), Some(Value::Text(to)))
        | (Value::Words(from), Some(Value::Words(to))) => to.clone_from(from),
        (Value::List(from), Some(Value::List(to))) => to.clone_from(from),
        _ => *slot = Some(value.clone()),
    }
}

/// FNV-1a, folded to a place among the remembered cells.
/// Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm" (64 bit).
#[expect(
    clippy::cast_possible_truncation,
    reason = "only the low bits choose the place"
)]
fn place(cell: &str) -> usize {
    let hash = cell.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as usize & (REMEMBERED - 1)
}
