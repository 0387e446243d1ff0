//! How a lead finds what it did in a log.

use leadpact_definition::scalar::Texts;

/// Which cell of a lead a log names, and from which day on it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// Headers of the column of the leads that holds what the log names them by, the first present wins; empty: the
    /// lead's id.
    pub columns: Texts,
    /// The field with the day from which rows count for a lead; none: all do.
    pub from: Option<String>,
}

/// From which day on the rows of a log count for a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// All count.
    Always,
    /// Those on or after this day, in days since 1970-01-01.
    On(i32),
    /// The day is missing or not understood: none counts.
    Unknown,
}

impl Start {
    /// The first day that counts.
    pub(super) fn first_day(self) -> i32 {
        match self {
            Self::Always => i32::MIN,
            Self::On(day) => day,
            Self::Unknown => i32::MAX,
        }
    }
}
