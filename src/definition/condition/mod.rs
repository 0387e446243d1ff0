//! Conditions: the closed set of questions a rule may ask about a lead.

mod form;
mod operator;
#[cfg(feature = "schema")]
mod schema;
pub(crate) mod start;

pub(crate) use operator::operators_of;
pub use operator::{ScoreTest, Test};
pub use start::Start;

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
    /// A lead did any of several things, which are counted together.
    AnyEvent(AnyEvent),
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

impl Test {
    /// The texts that it names itself; none: it names no text.
    #[must_use]
    pub fn texts(&self) -> Option<&[String]> {
        match self {
            Self::Is(Literal::Text(text)) => Some(std::slice::from_ref(text)),
            Self::In(Texts(texts)) | Self::HasAny(Texts(texts)) | Self::HasAll(Texts(texts)) => {
                Some(texts)
            }
            Self::Contains(parts) | Self::StartsWith(parts) | Self::EndsWith(parts) => {
                parts.texts()
            }
            Self::Is(_)
            | Self::InList(_)
            | Self::AtLeast(_)
            | Self::AtMost(_)
            | Self::Above(_)
            | Self::Below(_)
            | Self::Between(..)
            | Self::Within(_)
            | Self::OlderThan(_)
            | Self::Before(_)
            | Self::After(_)
            | Self::Present
            | Self::Missing => None,
        }
    }
}

impl Test {
    /// The name of the list whose values it asks for; none: it asks for none.
    #[must_use]
    pub fn list(&self) -> Option<&str> {
        match self {
            Self::InList(name) => Some(name),
            Self::Contains(parts) | Self::StartsWith(parts) | Self::EndsWith(parts) => parts.list(),
            Self::Is(_)
            | Self::In(_)
            | Self::HasAny(_)
            | Self::HasAll(_)
            | Self::AtLeast(_)
            | Self::AtMost(_)
            | Self::Above(_)
            | Self::Below(_)
            | Self::Between(..)
            | Self::Within(_)
            | Self::OlderThan(_)
            | Self::Before(_)
            | Self::After(_)
            | Self::Present
            | Self::Missing => None,
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
    /// Only occurrences from this day of the lead on; excludes `since`. None: whatever the day.
    pub start: Option<Start>,
}

/// Whether a lead did any of several things, how often in all, and how recently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnyEvent {
    /// The events' ids, each once.
    pub events: Vec<String>,
    /// Only occurrences 0 to so many days before *as of*; none: any before it.
    pub within: Option<Days>,
    /// At least so many occurrences of all of them together; none: one.
    pub at_least: Option<u32>,
    /// At least so many distinct days on which any of them happened; excludes `at_least`.
    pub days: Option<u32>,
    /// Only if any of them last happened on a later day than this event did; excludes `at_least` and `days`.
    pub since: Option<String>,
    /// Only occurrences from this day of the lead on; excludes `since`. None: whatever the day.
    pub start: Option<Start>,
}

impl AnyEvent {
    /// The same question about each event alone. Where it asks for no number, one of them is enough for all.
    pub fn each(&self) -> impl Iterator<Item = EventCondition> {
        self.events.iter().map(|event| EventCondition {
            event: event.clone(),
            within: self.within,
            at_least: self.at_least,
            days: self.days,
            since: self.since.clone(),
            start: self.start.clone(),
        })
    }
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
            Self::Field { .. }
            | Self::Event(_)
            | Self::AnyEvent(_)
            | Self::Score { .. }
            | Self::Grade { .. }
            | Self::Stage(_) => &[],
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

#[cfg(test)]
mod tests;
