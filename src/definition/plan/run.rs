//! Scoring one lead by a plan.

use std::{cell::Cell, convert::Infallible};

use crate::{
    compiled::{Axis, CompiledDecay},
    evaluate::walk::{Walk, Whole},
    lead::{EventFacts, Tally},
    plan::{Bit, Bits, Column, Plan, Scratch, Share, Slot, column::day_of},
};

/// Points up to this, either way, are added without care: so many rules as would be needed for an overflow fit into no
/// file.
pub(super) const WIDEST: u64 = 1 << 40;

/// One lead as a plan sees it.
#[derive(Clone, Debug)]
pub struct Row {
    bits: Vec<u64>,
    slots: Vec<i64>,
    short: u64,
    wide: bool,
}

/// The points of a rule or sum were too many to be added without care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooWide;

impl Plan {
    /// A row to which no cell has added anything.
    #[must_use]
    pub fn row(&self) -> Row {
        Row {
            bits: vec![0; self.words],
            slots: vec![0; self.slots],
            short: 0,
            wide: false,
        }
    }

    /// Adds what it comes to that the field with this index is missing.
    pub fn add_missing(&self, row: &mut Row, field: usize, as_of: i32, scratch: &mut Scratch) {
        let Some(column) = self.columns.get(field) else {
            return;
        };
        let mut words = vec![0; column.words() + column.amounts()];
        let share = column.share(None, as_of, scratch, &mut words);
        row.add(column, &words);
        row.mark(share);
    }

    /// Scores a row, with what happened by event index. `as_of`: days since 1970-01-01. Hits are not told.
    ///
    /// # Errors
    /// The points are so many that only the compiled definition can add them; the tally is then of no use.
    pub fn score(
        &self,
        row: &Row,
        events: &[EventFacts],
        as_of: i32,
        tally: &mut Tally,
    ) -> Result<(), TooWide> {
        if row.wide {
            return Err(TooWide);
        }
        let lead = On {
            row,
            events,
            as_of,
            flat: events.iter().any(EventFacts::is_flat),
            wide: Cell::new(false),
        };
        lead.score(&self.whole(), tally);
        if lead.wide.get() {
            return Err(TooWide);
        }
        Ok(())
    }

    fn whole(&self) -> Whole<'_, Bits> {
        Whole {
            gates: &self.gates,
            scores: &self.scores,
            order: &self.order,
            grades: &self.grades,
            stages: &self.stages,
            tracks: self.tracks,
        }
    }
}

/// A lead on a day.
struct On<'r> {
    row: &'r Row,
    events: &'r [EventFacts],
    as_of: i32,
    flat: bool,
    /// Whether points were added that must be added with care.
    wide: Cell<bool>,
}

impl Walk for On<'_> {
    type Leaves = Bits;

    fn events(&self) -> &[EventFacts] {
        self.events
    }

    fn as_of(&self) -> i32 {
        self.as_of
    }

    fn is_flat(&self) -> bool {
        self.flat
    }

    fn passes(&self, bit: &Bit) -> bool {
        self.row.bit(*bit)
    }

    fn is_missing(&self, bit: Bit) -> bool {
        self.row.bit(bit)
    }

    fn field_points(&self, slot: &Slot) -> i64 {
        self.row.slot(*slot)
    }

    fn day(&self, slot: Slot) -> Option<i32> {
        day_of(self.row.slot(slot))
    }

    fn field_fading(&self, slot: Slot, _: &CompiledDecay<Bits>) -> (Option<i32>, u8) {
        (None, u8::try_from(self.row.slot(slot)).unwrap_or(100))
    }

    fn frozen_sum(&self, _: &Axis<Bits>, freeze: &Infallible, _: &mut Tally) -> i64 {
        match *freeze {}
    }

    fn begin_axis(&self, score: usize, tally: &mut Tally) {
        if self.row.short >> score & 1 == 1 {
            tally.not_enough_known();
        }
    }

    fn count(&self, (): (), points: i64, _: &mut Tally) {
        if points.unsigned_abs() > WIDEST {
            self.wide.set(true);
        }
    }
}

impl Row {
    /// Takes over the state of `empty`, a row of the same plan.
    #[inline]
    pub fn restart(&mut self, empty: &Self) {
        self.bits.copy_from_slice(&empty.bits);
        self.slots.copy_from_slice(&empty.slots);
        self.short = empty.short;
        self.wide = empty.wide;
    }

    /// Adds what a cell of a column came to: its bits and amounts, as [`Column::share`] gives them.
    #[inline]
    pub fn add(&mut self, column: &Column, words: &[u64]) {
        let (bits, amounts) = words.split_at(column.words().min(words.len()));
        for (word, bits) in column.words.iter().zip(bits) {
            if let Some(word) = self.bits.get_mut(*word) {
                *word = *bits;
            }
        }
        for (slot, amount) in column.slots.iter().zip(amounts) {
            if let Some(slot) = self.slots.get_mut(slot.0) {
                *slot += amount.cast_signed();
            }
        }
    }

    /// Notes what else a cell came to.
    #[inline]
    pub fn mark(&mut self, share: Share) {
        self.short |= share.short;
        self.wide |= share.wide;
    }

    fn bit(&self, bit: Bit) -> bool {
        self.bits
            .get(bit.word)
            .is_some_and(|word| word & bit.mask != 0)
    }

    fn slot(&self, slot: Slot) -> i64 {
        self.slots.get(slot.0).copied().unwrap_or(0)
    }
}
