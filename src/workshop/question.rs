//! The questions of the exercise: what every party is asked, alone, before anybody compares.
//!
//! A question says what is asked and how an answer looks; it also says which *field* or *events*
//! of a lead the answer speaks about, so that a sheet can be compiled to rules
//! (see [`crate::rules`]).

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::Kind;
use crate::{Answer, Party, Response, SameWords, StageId, StagePlan, TimeBoxes};
use leadpact_definition::Spec;
use leadpact_definition::condition::Condition;
use leadpact_definition::field::{Event, Field};
use leadpact_definition::say;
use leadpact_definition::sla::Sla;

/// The name of a question inside one workshop, for example `seniority`.
pub type QuestionId = String;

/// A starting point for a workshop: parties, questions, stages and promises for one kind of business.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Template {
    /// Version of the file format, `leadpact/v1`.
    pub api_version: String,
    /// Always `Template`.
    pub kind: String,
    /// The word after `--template`, for example `b2b`.
    pub name: String,
    /// Shown in the list of templates.
    pub title: String,
    /// One sentence: for whom this template is.
    pub about: String,
    /// Length of the buying cycle in days: sets decay and review period.
    pub cycle_days: u16,
    /// Minutes for each step.
    #[serde(default)]
    pub time_boxes: TimeBoxes,
    /// Who takes part unless the facilitator changes it.
    pub parties: Vec<Party>,
    /// The questions, cards and rules-to-be.
    pub bank: Bank,
    /// The ladder, lowest first.
    pub stages: Vec<StagePlan>,
    /// Promises offered as defaults.
    pub sla: Sla,
}

/// Everything that is asked, and the facts a lead record has to carry for the answers to be executable.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bank {
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
    /// Facts that questions, signals and cards refer to.
    #[serde(default)]
    pub fields: IndexMap<String, Field>,
    /// What a lead can do; signals and sales acts refer to these.
    #[serde(default)]
    pub events: IndexMap<String, Event>,
}

impl Bank {
    /// The question with this name; `None` where the workshop does not ask it.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }

    /// A definition without rules that knows the fields and events, for reading single conditions aloud.
    #[must_use]
    pub(crate) fn as_spec(&self) -> Spec {
        Spec {
            fields: self.fields.clone(),
            events: self.events.clone(),
            ..Spec::default()
        }
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Question {
    /// Name in files, unique in the workshop: `[a-z][a-z0-9_-]*`.
    pub id: QuestionId,
    /// Short label, shown in lists and as the row of the comparison.
    pub title: String,
    /// The sentence that is asked.
    pub ask: String,
    /// One more sentence for whoever hesitates; `None` where the question speaks for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The shape of an answer.
    pub kind: Kind,
    /// Options of a choice or a list in order, what is not a lead, or the levels of a level question, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Unit of a range, for example `people`; the word `currency` stands for the workshop's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Field of the lead record that shows the answer; `None` where only a person can observe it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Stage that a *must* of this question guards unless the parties decide otherwise.
    /// `None`: the first stage that is entered by points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// The channel whose ground for contact is asked, a field such as `email`: the least that must be on record before
    /// anybody uses it. `None` for every other question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The behaviours of a signals question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Signal>,
    /// The leads of a card question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// What the room said about values that may mean the same.
    #[serde(default, skip_serializing_if = "SameWords::is_empty")]
    pub same_words: SameWords,
}

impl Question {
    /// Whether importance, *never*, observation and reason are asked: they belong to one criterion,
    /// not to the open question, the grounds for contact, the signals, the lists of what is no lead or already ours,
    /// or the cards.
    #[must_use]
    pub fn is_criterion(&self) -> bool {
        self.channel.is_none() && self.kind.is_criterion()
    }

    /// Whether it is asked how much the answer matters: of a criterion, but not of a path, which leads take as they do.
    #[must_use]
    pub fn asks_importance(&self) -> bool {
        self.is_criterion() && self.kind.is_weighed()
    }

    /// Whether values of this question can be marked *never*: it has values to mark.
    #[must_use]
    pub fn takes_never(&self) -> bool {
        self.kind.takes_never()
    }

    /// Whether a response says all that is asked: signals and cards each have their place, anything else is answered.
    #[must_use]
    pub fn is_complete(&self, response: &Response) -> bool {
        match &response.answer {
            Some(Answer::Ratings(ratings)) => {
                self.signals.iter().all(|s| ratings.contains_key(&s.id))
            }
            Some(Answer::Cards(cards)) => self.cards.iter().all(|c| cards.contains_key(&c.id)),
            Some(
                Answer::DontKnow
                | Answer::Any
                | Answer::Text(_)
                | Answer::Values(_)
                | Answer::Order(_)
                | Answer::AtLeast(_)
                | Answer::Range(_)
                | Answer::Is(_),
            )
            | None => response.is_answered(),
        }
    }

    /// Whether a response has an answer of which nobody has said how much it matters, though that is asked. *Any* and
    /// *don't know* need not say it.
    #[must_use]
    pub fn lacks_importance(&self, response: &Response) -> bool {
        let weighed = !matches!(response.answer, Some(Answer::Any | Answer::DontKnow));
        self.asks_importance() && response.is_answered() && weighed && response.importance.is_none()
    }

    /// The option with this id.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<&Choice> {
        self.options.iter().find(|o| o.id == id)
    }

    /// What people read for a value: the option's label, or the value itself where a party wrote its own; of values
    /// that the room called the same, the word that stays.
    #[must_use]
    pub fn label<'a>(&'a self, value: &'a str) -> &'a str {
        let value = self.staying(value);
        self.option(value).map_or(value, |o| o.label.as_str())
    }
}

/// A label without what explains it, see [`Choice::short_label`].
pub(crate) fn short(label: &str) -> &str {
    label.split_once(". ").map_or(label, |(head, _)| head)
}

/// One option of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Choice {
    /// Name in files; for a level also the value in the lead record.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Spellings of this value in a lead record; empty: the label itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
    /// For what is not a lead or already ours: how a record shows it. `None`: only a person can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// For what is not a lead: it stops somebody who wants to talk now even where the parties did not settle it.
    #[serde(default, skip_serializing_if = "leadpact_definition::scalar::is_false")]
    pub always: bool,
    /// For what is not a lead: the hand-over keeps such leads out, because it asks for an act.
    #[serde(default, skip_serializing_if = "leadpact_definition::scalar::is_false")]
    pub by_hand_over: bool,
    /// For what is already ours: who gets such a lead. `None` elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl Choice {
    /// The label without what explains it: `Holds it alone` of `Holds it alone. Nobody else is asked`.
    #[must_use]
    pub fn short_label(&self) -> &str {
        short(self.label.trim())
    }

    /// The spellings by which a lead record shows this option.
    #[must_use]
    pub fn spellings(&self) -> Vec<String> {
        if self.cells.is_empty() {
            vec![self.label.clone()]
        } else {
            self.cells.clone()
        }
    }
}

/// One behaviour of a possible lead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signal {
    /// Name in files, unique among the signals.
    pub id: String,
    /// What the lead did: "downloaded a white paper".
    pub label: String,
    /// Event of the lead record that shows it.
    pub event: String,
    /// How often it must have happened to count; `None`: once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
}

impl Signal {
    /// What people read: the label, and from how many times on it counts where that is not once.
    #[must_use]
    pub fn words(&self) -> String {
        match self.at_least {
            None | Some(0 | 1) => self.label.clone(),
            Some(times) => say::from_times(&self.label, times),
        }
    }
}

/// A concrete lead, as a text for people and as the record that says the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Card {
    /// Name in files, unique among the cards.
    pub id: String,
    /// Two or three short sentences, read aloud in the room.
    pub text: String,
    /// The same lead as cells of a CRM export, by field id.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub fields: IndexMap<String, String>,
    /// The same lead's history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<CardEvent>,
}

impl Card {
    /// A short name for people: the beginning of the text; the id where there is none.
    #[must_use]
    pub fn name(&self) -> String {
        let name = say::short_name(&self.text);
        if name.is_empty() {
            self.id.clone()
        } else {
            name
        }
    }
}

/// Something the lead of a card did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CardEvent {
    /// An event of the bank.
    pub event: String,
    /// Whole days before the day of the workshop, 0 for the same day.
    pub days_ago: u16,
}
