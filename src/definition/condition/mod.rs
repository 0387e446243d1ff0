//! Conditions: the closed set of questions a rule may ask about a lead.

mod form;
#[cfg(feature = "schema")]
mod schema;

use serde::{Deserialize, Serialize};

use crate::{
    condition::form::FlatCondition,
    scalar::{Days, Literal, Texts},
};

/// A question about a lead with the answer true or false, nothing between.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "FlatCondition", into = "FlatCondition")]
pub enum Condition {
    /// Every one holds; an empty list is true.
    All(Vec<Condition>),
    /// At least one holds; an empty list is false.
    Any(Vec<Condition>),
    /// Not one holds; an empty list is true.
    None(Vec<Condition>),
    /// At least so many of them hold.
    AtLeastOf {
        /// How many.
        at_least: u32,
        /// Of which.
        of: Vec<Condition>,
    },
    /// A comparison of one field.
    Field {
        /// The field's id.
        field: String,
        /// The comparison.
        test: Test,
    },
    /// A lead did something.
    Event(EventCondition),
    /// A comparison of a score.
    Score {
        /// The score's name.
        score: String,
        /// The comparison.
        test: ScoreTest,
    },
    /// A grade is one of those listed.
    Grade {
        /// The grade's name.
        grade: String,
        /// The grades that satisfy it.
        grades: Vec<String>,
    },
    /// The lead is in this stage or a higher one of its track; only in an SLA.
    Stage(String),
}

/// The comparison of a field with an argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Equal: text, number, level or boolean.
    Is(Literal),
    /// One of: text or level.
    In(Texts),
    /// In the named list.
    InList(String),
    /// Any of these is a part of the text.
    Contains(Texts),
    /// The text starts with any of these.
    StartsWith(Texts),
    /// The text ends with any of these.
    EndsWith(Texts),
    /// Any of these words or elements.
    HasAny(Texts),
    /// All of these words or elements.
    HasAll(Texts),
    /// A number or level, itself included.
    AtLeast(Literal),
    /// A number or level, itself included.
    AtMost(Literal),
    /// A number, itself excluded.
    Above(f64),
    /// A number, itself excluded.
    Below(f64),
    /// Between two numbers, both included.
    Between(f64, f64),
    /// 0 to so many days before *as of*.
    Within(Days),
    /// More than so many days before *as of*.
    OlderThan(Days),
    /// Strictly before the day, `YYYY-MM-DD`.
    Before(String),
    /// Strictly after the day, `YYYY-MM-DD`.
    After(String),
    /// There is a value.
    Present,
    /// There is no value.
    Missing,
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

/// Whether a lead did something, how often, and how recently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventCondition {
    /// The event's id.
    pub event: String,
    /// Only occurrences 0 to so many days before *as of*; none: any before it.
    pub within: Option<Days>,
    /// At least so many occurrences; none: one.
    pub at_least: Option<u32>,
    /// At least so many distinct days; excludes `at_least`.
    pub days: Option<u32>,
    /// Only if it last happened on a later day than this event did; excludes `at_least` and `days`. Never where one of
    /// the two never happened; none: whatever else happened.
    pub since: Option<String>,
}

impl Condition {
    /// True for every lead: `all: []`.
    #[must_use]
    pub fn always() -> Self {
        Self::All(Vec::new())
    }

    /// True for no lead: `any: []`.
    #[must_use]
    pub fn never() -> Self {
        Self::Any(Vec::new())
    }

    /// A comparison of `field`.
    pub fn field(field: impl Into<String>, test: Test) -> Self {
        Self::Field {
            field: field.into(),
            test,
        }
    }

    /// The lead did `event` at least once.
    pub fn event(event: impl Into<String>) -> Self {
        Self::Event(EventCondition {
            event: event.into(),
            ..EventCondition::default()
        })
    }

    /// The lead did `event` on a later day than it last did `since`.
    pub fn event_since(event: impl Into<String>, since: impl Into<String>) -> Self {
        Self::Event(EventCondition {
            event: event.into(),
            since: Some(since.into()),
            ..EventCondition::default()
        })
    }

    /// A comparison of the score called `score`.
    pub fn score(score: impl Into<String>, test: ScoreTest) -> Self {
        Self::Score {
            score: score.into(),
            test,
        }
    }

    /// The conditions inside this one, directly.
    #[must_use]
    pub fn parts(&self) -> &[Condition] {
        match self {
            Self::All(parts)
            | Self::Any(parts)
            | Self::None(parts)
            | Self::AtLeastOf { of: parts, .. } => parts,
            _ => &[],
        }
    }

    /// Visits this condition and every one inside it, outermost first.
    pub fn visit<'a>(&'a self, look: &mut impl FnMut(&'a Condition)) {
        look(self);
        for part in self.parts() {
            part.visit(look);
        }
    }
}
