//! A second form of a compiled definition, for scoring many leads.
//!
//! What depends on one field alone is worked out once per different cell: each condition on the field becomes a bit, the
//! points of its rules one sum per group. What remains for each lead is to add up sums and to look at bits. The result
//! is that of [`Compiled::score_into`](crate::Compiled::score_into), without the single hits.

mod column;
mod make;
mod run;

use std::convert::Infallible;

pub use column::{Column, Scratch, Share};
pub use run::{Row, TooWide};

use crate::compiled::{CompiledGate, CompiledGrade, CompiledScore, CompiledStage, Leaves};

/// A definition ready to score many leads.
#[derive(Clone, Debug)]
pub struct Plan {
    /// By field, in file order.
    pub columns: Vec<Column>,
    words: usize,
    slots: usize,
    tracks: usize,
    gates: Vec<CompiledGate<Bits>>,
    scores: Vec<CompiledScore<Bits>>,
    order: Vec<usize>,
    grades: Vec<CompiledGrade<Bits>>,
    stages: Vec<CompiledStage<Bits>>,
}

/// The planned form: what the cells of a lead came to is looked at.
#[derive(Clone, Copy, Debug)]
enum Bits {}

impl Leaves for Bits {
    /// Nothing: hits are not told.
    type Criterion = ();
    type Test = Bit;
    type Missing = Bit;
    type Points = Slot;
    /// The slot with the percent that is kept at the age.
    type Age = Slot;
    /// The slot with the day, as [`Column::share`] writes it.
    type Day = Slot;
    /// Only the compiled definition can freeze.
    type Freeze = Infallible;
}

/// A bit of a lead's row: a condition that looks at one field.
#[derive(Clone, Copy, Debug)]
struct Bit {
    word: usize,
    mask: u64,
}

/// The place of a sum in a lead's row: the points of rules that look at one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot(usize);
