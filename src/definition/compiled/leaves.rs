//! What stands in a definition where it looks at a single field, and in what else its two forms differ.

use std::fmt::Debug;

use crate::compiled::{Freeze, Operator};

/// A form of a definition, told by what its leaves are.
pub trait Leaves: Copy + Debug {
    /// What a gate or rule is called.
    type Criterion: Copy + Debug;
    /// A question about a field.
    type Test: Clone + Debug;
    /// The question whether a field is missing.
    type Missing: Copy + Debug;
    /// Points that one field gives.
    type Points: Clone + Debug;
    /// Where the age of a field's date is found.
    type Age: Copy + Debug;
    /// Where the day in a field is found, from which on acts count.
    type Day: Copy + Debug;
    /// What an axis needs to know that counts no further act above a limit.
    type Freeze: Clone + Debug;
}

/// The compiled form: the value of the field itself is looked at.
#[derive(Clone, Copy, Debug)]
pub enum Values {}

impl Leaves for Values {
    /// The number of the criterion.
    type Criterion = usize;
    type Test = FieldCheck;
    /// The field.
    type Missing = usize;
    type Points = FieldPoints;
    /// The field.
    type Age = usize;
    /// The field.
    type Day = usize;
    type Freeze = Freeze;
}

/// The field and the operator that its value is to pass.
#[derive(Clone, Debug)]
pub struct FieldCheck(pub usize, pub Operator);

/// The field and the points that its number gives.
#[derive(Clone, Debug)]
pub enum FieldPoints {
    /// Excluded upper bound and points, lowest first.
    Bands(usize, Vec<(f64, i64)>),
    /// Points for each whole unit.
    PerUnit(usize, i64),
}
