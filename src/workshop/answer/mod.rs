//! What a party says: an answer, how much it matters, and what is never acceptable.
//!
//! What each kind of answer is stands side by side in this room, one total match for each concern. A kind that is added to
//! [`Kind`] makes the compiler name each of them:
//!
//! | concern | file |
//! |---|---|
//! | the kinds, and what holds of each | `kind.rs` |
//! | how it is asked on a form | `asked.rs` |
//! | how a filled form is read | `read.rs` |
//! | how two answers are compared | `compared.rs`; item by item: `judged.rs` |
//! | what several answers give together | `merged.rs` |
//! | how it is said, in a cell and in a sentence | `said.rs` |
//! | what it asks of a field of the lead record | `ruled.rs` |
//! | which rules it is put to | [`crate::rules::rules`] |
//! | its lines on a sheet, and what a key does there | the screens: `answering/`, `screen/compare/side.rs` |

pub(crate) mod asked;
pub(crate) mod compared;
pub(crate) mod judged;
mod kind;
pub(crate) mod merged;
pub(crate) mod read;
pub(crate) mod ruled;
pub(crate) mod said;

pub use kind::Kind;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{QuestionId, StageId};
use leadpact_definition::condition::Condition;
use leadpact_definition::rating::Rating;

/// All responses of one sheet, in the order of the questions as they were first answered.
pub type Responses = IndexMap<QuestionId, Response>;

/// What one person says to one question.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Response {
    /// `None`: not answered yet, which is different from [`Answer::DontKnow`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// `None`: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importance: Option<Importance>,
    /// Values that exclude a lead, whatever else is true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<String>,
    /// How we would see it; asked only for a must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_by: Option<Observation>,
    /// How the record shows a case that was written in own words, by that case; one without is agreed in words only.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub shown_by: IndexMap<String, Condition>,
    /// The reason, in the party's words; empty where none was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
}

impl Response {
    /// A response that carries just this answer.
    #[must_use]
    pub fn of(answer: Answer) -> Self {
        Self {
            answer: Some(answer),
            ..Self::default()
        }
    }

    /// The values that the answer lists; empty for an answer of another shape.
    #[must_use]
    pub fn listed(&self) -> &[String] {
        match &self.answer {
            Some(Answer::Values(values) | Answer::Order(values)) => values,
            Some(
                Answer::DontKnow
                | Answer::Any
                | Answer::Text(_)
                | Answer::AtLeast(_)
                | Answer::Range(_)
                | Answer::Is(_)
                | Answer::Ratings(_)
                | Answer::Cards(_),
            )
            | None => &[],
        }
    }

    /// Whether nothing at all was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the question counts as answered: an answer, *don't know*, or at least a value that is never acceptable.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.answer.is_some() || !self.never.is_empty()
    }
}

/// The answer itself, one shape for each kind of question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Said out loud: nobody here knows.
    DontKnow,
    /// Every value is fine.
    Any,
    /// Free text.
    Text(String),
    /// Values of a choice (option ids or own words), or what is not a lead.
    Values(Vec<String>),
    /// Values in the order in which they happen.
    Order(Vec<String>),
    /// The lowest level that counts, by option id.
    AtLeast(String),
    /// From and to.
    Range(Range),
    /// Yes or no.
    Is(bool),
    /// Each signal's rating, by signal id; a signal without a rating is absent.
    Ratings(IndexMap<String, Rating>),
    /// Each card's stage, by card id; an unsorted card is absent.
    Cards(IndexMap<String, StageId>),
}

/// A range of numbers; both ends belong to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Range {
    /// Lowest value; `None`: no lower limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// Highest value; `None`: no upper limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
}

/// How much a criterion matters, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Importance {
    /// Plays no part.
    Ignore,
    /// Welcome; proposes 10 points.
    Nice,
    /// Weighs heavily; proposes 20 points.
    Strong,
    /// Without it there is no qualified lead: an entry condition.
    Must,
}

impl Importance {
    /// All four, most first, as they stand on the screen.
    pub const ALL: [Self; 4] = [Self::Must, Self::Strong, Self::Nice, Self::Ignore];

    /// The word on the screen and in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Nice => "nice",
            Self::Strong => "strong",
            Self::Must => "must",
        }
    }
}

/// How we would see that a lead meets a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Observation {
    /// A column of the CRM, by the name people use.
    Field(String),
    /// Something the lead does.
    Event(String),
    /// Somebody who asks, and when: "SDR on the qualification call".
    Person(String),
}

impl Observation {
    /// The words as they stand on the screen: `field: Job Level`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Field(name) => format!("field: {name}"),
            Self::Event(name) => format!("event: {name}"),
            Self::Person(who) => format!("person: {who}"),
        }
    }
}
