//! The table of operators: a row is all that reading, writing, checking and the schema know of one.

use crate::{
    field::FieldType::{self, Boolean, Date, Datetime, Level, List, Number, Text, Words},
    scalar::{Days, Literal, Parts, Texts},
};

/// An operator on fields.
pub(crate) struct OperatorRow {
    /// As a file writes it.
    pub key: &'static str,
    /// What stands after the key, and the test that it makes.
    pub argument: Argument,
    /// The types of field that it can be asked of.
    pub fits: &'static [FieldType],
}

/// What stands after an operator's key.
pub(crate) enum Argument {
    /// A text, a number or a boolean, as the field's type wants it.
    Literal(fn(Literal) -> Test),
    /// One or several texts.
    Texts(fn(Texts) -> Test),
    /// One or several texts, or the name of a list with them.
    Parts(fn(Parts) -> Test),
    /// The name of a list.
    ListName(fn(String) -> Test),
    /// A number.
    Number(fn(f64) -> Test),
    /// Two numbers.
    Bounds(fn(f64, f64) -> Test),
    /// A duration.
    Days(fn(Days) -> Test),
    /// A day.
    Day(fn(String) -> Test),
    /// `true` and nothing else.
    Yes(Test),
}

/// Every type of field.
const EVERY: &[FieldType] = &[Text, Words, Number, Level, Boolean, Date, Datetime, List];

/// A row each: what the operator asks, its name and what it holds, its key, its argument, the types that it fits.
macro_rules! operators {
    ($($(#[$doc:meta])+ $name:ident $(($($of:ty),+))?, $key:literal, $argument:ident, $fits:expr;)+) => {
        /// The comparison of a field with an argument.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Test {
            $($(#[$doc])+ $name $(($($of),+))?,)+
        }

        /// The operators on fields, in the order in which messages and the schema list them.
        pub(crate) const OPERATORS: &[OperatorRow] = &[
            $(OperatorRow { key: $key, argument: Argument::$argument(Test::$name), fits: $fits }),+
        ];

        impl Test {
            /// The operator's key in a file.
            #[must_use]
            pub fn key(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $key,)+
                }
            }

            /// Whether a field of this type can be asked.
            #[must_use]
            pub fn fits(&self, kind: FieldType) -> bool {
                let fits: &[FieldType] = match self {
                    $(Self::$name { .. } => $fits,)+
                };
                fits.contains(&kind)
            }
        }
    };
}

operators! {
    /// Equal: text, number, level or boolean.
    Is(Literal), "is", Literal, &[Text, Number, Level, Boolean];
    /// One of: text or level.
    In(Texts), "in", Texts, &[Text, Level];
    /// In the named list.
    InList(String), "inList", ListName, &[Text, Words, List];
    /// Any of these is a part of the text.
    Contains(Parts), "contains", Parts, &[Text];
    /// The text starts with any of these.
    StartsWith(Parts), "startsWith", Parts, &[Text];
    /// The text ends with any of these.
    EndsWith(Parts), "endsWith", Parts, &[Text];
    /// Any of these words or elements.
    HasAny(Texts), "hasAny", Texts, &[Words, List];
    /// All of these words or elements.
    HasAll(Texts), "hasAll", Texts, &[Words, List];
    /// A number or level, itself included.
    AtLeast(Literal), "atLeast", Literal, &[Number, Level];
    /// A number or level, itself included.
    AtMost(Literal), "atMost", Literal, &[Number, Level];
    /// A number, itself excluded.
    Above(f64), "above", Number, &[Number];
    /// A number, itself excluded.
    Below(f64), "below", Number, &[Number];
    /// Between two numbers, both included.
    Between(f64, f64), "between", Bounds, &[Number];
    /// 0 to so many days before *as of*.
    Within(Days), "within", Days, &[Date, Datetime];
    /// More than so many days before *as of*.
    OlderThan(Days), "olderThan", Days, &[Date, Datetime];
    /// Strictly before the day, `YYYY-MM-DD`.
    Before(String), "before", Day, &[Date, Datetime];
    /// Strictly after the day, `YYYY-MM-DD`.
    After(String), "after", Day, &[Date, Datetime];
    /// There is a value.
    Present, "present", Yes, EVERY;
    /// There is no value.
    Missing, "missing", Yes, EVERY;
}

/// The operators on a field of this type, as a message lists them.
pub(crate) fn operators_of(kind: FieldType) -> String {
    if kind == Boolean {
        return "is: true, is: false, present, missing".to_owned();
    }
    let mut rows: Vec<_> = OPERATORS
        .iter()
        .filter(|row| row.fits.contains(&kind))
        .collect();
    // Of words and elements the list is asked last, and whether there is a value after everything else.
    let elements = matches!(kind, Words | List);
    rows.sort_by_key(|row| {
        let list = elements && matches!(row.argument, Argument::ListName(_));
        (matches!(row.argument, Argument::Yes(_)), list)
    });
    let keys: Vec<_> = rows.iter().map(|row| row.key).collect();
    keys.join(", ")
}

/// The comparison of a score with whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreTest {
    /// Itself included.
    AtLeast(i64),
    /// Itself included.
    AtMost(i64),
    /// Itself excluded.
    Above(i64),
    /// Itself excluded.
    Below(i64),
    /// Equal.
    Is(i64),
    /// Both included.
    Between(i64, i64),
}

impl ScoreTest {
    /// Whether points pass it.
    #[must_use]
    pub fn holds(self, points: i64) -> bool {
        match self {
            Self::AtLeast(n) => points >= n,
            Self::AtMost(n) => points <= n,
            Self::Above(n) => points > n,
            Self::Below(n) => points < n,
            Self::Is(n) => points == n,
            Self::Between(low, high) => (low..=high).contains(&points),
        }
    }
}

/// The operators on scores, in the order in which the schema lists them.
pub(crate) const SCORE_OPERATORS: [(&str, ScoreArgument); 6] = [
    ("atLeast", ScoreArgument::One(ScoreTest::AtLeast)),
    ("atMost", ScoreArgument::One(ScoreTest::AtMost)),
    ("above", ScoreArgument::One(ScoreTest::Above)),
    ("below", ScoreArgument::One(ScoreTest::Below)),
    ("is", ScoreArgument::One(ScoreTest::Is)),
    ("between", ScoreArgument::Two(ScoreTest::Between)),
];

/// What stands after an operator on scores.
#[derive(Clone, Copy)]
pub(crate) enum ScoreArgument {
    /// A whole number.
    One(fn(i64) -> ScoreTest),
    /// Two whole numbers.
    Two(fn(i64, i64) -> ScoreTest),
}

impl ScoreTest {
    /// The points by which a score misses the test; 0 where it passes.
    #[must_use]
    pub fn short(self, points: i64) -> u64 {
        match self {
            Self::AtLeast(n) => n.saturating_sub(points).max(0).unsigned_abs(),
            Self::AtMost(n) => points.saturating_sub(n).max(0).unsigned_abs(),
            Self::Above(n) if points > n => 0,
            Self::Above(n) => n.abs_diff(points).saturating_add(1),
            Self::Below(n) if points < n => 0,
            Self::Below(n) => points.abs_diff(n).saturating_add(1),
            Self::Is(n) => n.abs_diff(points),
            Self::Between(low, high) if (low..=high).contains(&points) => 0,
            Self::Between(low, high) => low.abs_diff(points).min(high.abs_diff(points)),
        }
    }
}
