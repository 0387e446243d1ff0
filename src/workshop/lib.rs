//! How people get to a definition: parties, questions, sheets, comparing, agreeing, promising, signing.
//!
//! Pure: no files, no clock, no terminal. Times and randomness come in as arguments.
//!
//! | word on the screen | file |
//! |---|---|
//! | template, question, signal, lead card | `question.rs` |
//! | answer, its kinds, importance, never, observed by | `answer/` |
//! | party | `party.rs` |
//! | form | `form.rs`, `form/` |
//! | sheet, sealed, reveal | `sheet.rs`, `seal.rs` |
//! | compare: same, close, gap, only one side, opposite | `compare/`, `measure.rs`, words of texts in `compare/shared_words.rs`, numbers in `number.rs` |
//! | own values that mean the same | `same_words.rs`, offered by `compare/maybe_same.rs` |
//! | agree: resolution, voice, parked | `agree.rs`, `resolve/` |
//! | stage | `stage.rs` |
//! | the definition of a sheet or of what was agreed | `rules/`, `paragraph.rs` |
//! | lead card scored, golden lead, threshold | `golden.rs` |
//! | promise, as a sentence | `promise.rs` |
//! | points, caps, fading | `scoring.rs` |
//! | standard text, default, not agreed | `defaults.rs` |
//! | in force from, leads already handed over | `in_force.rs` |
//! | removing a party | `remove.rs` |
//! | capacity behind a volume | `capacity.rs` |
//! | checklist, signature, version, amend | `sign/`, `version.rs`, `amend.rs` |
//! | undo, redo | `change.rs`; in words: `app/told.rs` |
//! | where an open point is closed, where a change stands | `place.rs` |
//! | log | `log.rs` |
//! | what is typed: hours, closed days, a day, an amount, a time zone | `written/` |

mod agree;
pub mod amend;
mod answer;
mod capacity;
mod change;
mod commit_words;
pub mod compare;
pub mod defaults;
mod define;
pub mod form;
pub mod golden;
pub mod in_force;
pub mod integrity;
mod log;
pub mod measure;
pub mod number;
pub mod paragraph;
mod party;
mod place;
pub mod promise;
mod question;
mod remove;
pub mod resolve;
pub mod rules;
mod same_words;
mod scoring;
pub mod seal;
pub mod secret;
mod sheet;
pub mod sign;
mod stage;
mod version;
pub mod written;

// What its tests share with those of other rooms names the crate from outside.
#[cfg(test)]
extern crate self as leadpact_workshop;
#[cfg(test)]
#[path = "../table/compared.rs"]
mod compared;

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

pub use agree::{
    Decision, Parked, PreQualification, PreQualificationForm, Rejected, Resolution, Settled, Until,
    Voice,
};
pub use answer::{Answer, Importance, Kind, Observation, Range, Response, Responses};
pub use capacity::Capacity;
pub use change::{Change, Refusal};
pub use commit_words::{as_noted, commit_words};
pub use compare::{Class, Comparison, NotYet, Position, Row, compare};
pub use define::NotNow;
pub use in_force::{HandedOver, InForce};
pub use log::LogEntry;
pub use party::{Party, PartyId, Role, Side, same_person};
pub use place::Place;
pub use question::{Bank, Card, CardEvent, Choice, Question, QuestionId, Signal, Template};
pub use remove::Removed;
pub use same_words::{SameWord, SameWords};
pub use scoring::{Fading, ScoringModel};
pub use secret::{SheetKey, WordLock};
pub use sheet::{Seal, SealMark, Sheet, SheetId, SheetState};
pub use stage::{AskedEntry, Entry, EntryKind, RoutePlan, StageId, StagePlan};
pub use version::{Amendment, ChangeNote, Proposal, Signature, Version};

use crate::defaults::Standard;
pub use leadpact_definition::Status;
pub use leadpact_definition::rating::Rating;
use leadpact_definition::sla::Sla;

/// Version of the file format that this program writes.
pub const API_VERSION: &str = "leadpact/v1";

/// One workshop, from the first question to the last amendment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Workshop {
    /// Always [`API_VERSION`].
    pub api_version: String,
    /// Always `Workshop`.
    pub kind: String,
    /// What the list of workshops shows; stands first so that it is read without the rest.
    pub head: Head,
    /// What the facilitator set up.
    pub setup: Setup,
    /// Who takes part, the facilitator among them.
    pub parties: Vec<Party>,
    /// What is asked.
    pub bank: Bank,
    /// One for each person who has begun to answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<Sheet>,
    /// How the word of a party is recognised, by party: its sheets are encrypted.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub party_words: IndexMap<PartyId, WordLock>,
    /// Set once the answers are on the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reveal: Option<Reveal>,
    /// What was settled, by question.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub decisions: IndexMap<QuestionId, Decision>,
    /// The ladder, lowest first.
    pub stages: Vec<StagePlan>,
    /// Points and caps where the parties changed what was proposed.
    #[serde(default, skip_serializing_if = "ScoringModel::is_empty")]
    pub scoring: ScoringModel,
    /// Promises of both sides.
    pub sla: Sla,
    /// The arithmetic behind the promised volume.
    #[serde(default)]
    pub capacity: Capacity,
    /// When the agreement is looked at again, in days after it takes effect.
    #[serde(default = "quarter")]
    pub review_every_days: u16,
    /// Since when the next version counts, and what becomes of the leads that were handed over before.
    #[serde(default, skip_serializing_if = "InForce::is_empty")]
    pub in_force: InForce,
    /// What came from the template and was looked at; see [`defaults`].
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub opened: BTreeSet<Standard>,
    /// What lies on the table for signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// The amendment being worked on, after a version was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendment: Option<Amendment>,
    /// Agreed versions, oldest first; never changed afterwards but for their status.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// What happened, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogEntry>,
    /// The link of the last line of the log, so that lines missing at its end are noticed; `None` in files of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_end: Option<String>,
}

fn quarter() -> u16 {
    90
}

/// What the list of workshops shows, and where the session goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Head {
    /// The workshop's name for people.
    pub title: String,
    /// The step last worked on.
    pub step: Step,
    /// Where the current text stands.
    pub status: Status,
    /// The newest agreed version; `None` before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Last change.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub changed: jiff::Timestamp,
    /// Day of the next review; `None` before the first agreed version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub review: Option<jiff::civil::Date>,
    /// A workshop that shows how the exercise goes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// The question that was open in the step last worked on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<QuestionId>,
    /// Whether every question that somebody answered is settled or put off; for the list of workshops.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
    /// Seconds spent in each step, while the program was open.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub spent: IndexMap<Step, u32>,
    /// Seconds spent on each private sheet, by party and person.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub spent_on_sheets: IndexMap<PartyId, IndexMap<String, u32>>,
}

/// What the facilitator sets up before the first question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Setup {
    /// Whose leads these are.
    pub company: String,
    /// What is sold.
    pub offering: String,
    /// ISO 4217 code, for example `EUR`.
    pub currency: String,
    /// IANA name, for example `Europe/London`.
    pub time_zone: String,
    /// Name of the template it started from.
    pub template: String,
    /// Length of the buying cycle in days.
    pub cycle_days: u16,
    /// Minutes for each step.
    pub time_boxes: TimeBoxes,
    /// The day the workshop was created; events of lead cards count back from here.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub created: jiff::civil::Date,
}

/// Minutes for each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TimeBoxes {
    /// For each sheet.
    pub define: u16,
    /// For the comparison.
    pub compare: u16,
    /// For settling the differences.
    pub agree: u16,
    /// For the promises.
    pub sla: u16,
    /// For the signatures.
    pub sign: u16,
}

impl Default for TimeBoxes {
    fn default() -> Self {
        Self {
            define: 15,
            compare: 15,
            agree: 60,
            sla: 20,
            sign: 10,
        }
    }
}

impl TimeBoxes {
    /// Minutes for one step.
    #[must_use]
    pub fn minutes(&self, step: Step) -> u16 {
        match step {
            Step::Define => self.define,
            Step::Compare => self.compare,
            Step::Agree => self.agree,
            Step::Sla => self.sla,
            Step::Sign => self.sign,
        }
    }
}

/// The five steps of the exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Each party answers alone.
    Define,
    /// All answers side by side.
    Compare,
    /// One difference after another.
    Agree,
    /// Promises of both sides.
    Sla,
    /// Names under a version.
    Sign,
}

impl Step {
    /// All five in order.
    pub const ALL: [Self; 5] = [
        Self::Define,
        Self::Compare,
        Self::Agree,
        Self::Sla,
        Self::Sign,
    ];

    /// The word on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Define => "Define",
            Self::Compare => "Compare",
            Self::Agree => "Agree",
            Self::Sla => "SLA",
            Self::Sign => "Sign",
        }
    }
}

/// When and how the answers were put on the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reveal {
    /// When.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: jiff::Timestamp,
    /// Why it could not wait for every signing party; `None` where all had sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

impl Workshop {
    /// A new workshop from a template. `now` is the time of its creation; its zone becomes that of the workshop and of
    /// the business calendar.
    #[must_use]
    pub fn new(title: &str, template: Template, now: &jiff::Zoned) -> Self {
        let time_zone = now.time_zone().iana_name().unwrap_or("UTC").to_owned();
        let mut sla = template.sla;
        if let Some(calendar) = &mut sla.calendar {
            calendar.time_zone.clone_from(&time_zone);
        }
        Self {
            api_version: API_VERSION.to_owned(),
            kind: "Workshop".to_owned(),
            head: Head {
                title: title.to_owned(),
                step: Step::Define,
                status: Status::Draft,
                version: None,
                changed: now.timestamp(),
                review: None,
                sample: false,
                place: None,
                settled: false,
                spent: IndexMap::new(),
                spent_on_sheets: IndexMap::new(),
            },
            setup: Setup {
                company: String::new(),
                offering: String::new(),
                currency: "EUR".to_owned(),
                time_zone,
                template: template.name,
                cycle_days: template.cycle_days,
                time_boxes: template.time_boxes,
                created: now.date(),
            },
            parties: template.parties,
            bank: template.bank,
            sheets: Vec::new(),
            party_words: IndexMap::new(),
            reveal: None,
            decisions: IndexMap::new(),
            stages: template.stages,
            scoring: ScoringModel::default(),
            sla,
            capacity: Capacity::default(),
            review_every_days: quarter(),
            in_force: InForce::default(),
            opened: BTreeSet::new(),
            proposal: None,
            amendment: None,
            versions: Vec::new(),
            log: Vec::new(),
            log_end: None,
        }
    }

    /// The party with this id.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.iter().find(|p| p.id == id)
    }

    /// A party's name for people, or its id where there is no such party.
    #[must_use]
    pub fn party_name(&self, id: &str) -> String {
        self.party(id)
            .map_or_else(|| id.to_owned(), |p| p.name.clone())
    }

    /// How many private sheets are filled one after the other: one for each person of a signing party, one for a party
    /// that has not named anybody yet.
    #[must_use]
    pub fn sheets_to_fill(&self) -> usize {
        let parties = self.signing_parties();
        parties.map(|party| party.people.len().max(1)).sum()
    }

    /// The parties whose signatures the agreement needs, in their order.
    pub fn signing_parties(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|p| p.signs())
    }

    /// One person's sheet; `None` before that person began.
    #[must_use]
    pub fn sheet(&self, id: &SheetId) -> Option<&Sheet> {
        self.sheets.iter().find(|s| s.is(&id.party, &id.person))
    }

    /// The sheets of one party, in the order in which they were begun.
    pub fn sheets_of<'a>(&'a self, party: &'a str) -> impl Iterator<Item = &'a Sheet> {
        self.sheets.iter().filter(move |s| s.party == party)
    }

    /// Whether a party has sealed: at least one sheet, and none left open.
    #[must_use]
    pub fn has_sealed(&self, party: &str) -> bool {
        let mut sheets = self.sheets_of(party).peekable();
        sheets.peek().is_some() && sheets.all(Sheet::is_sealed)
    }

    /// Signing parties that still have to seal.
    #[must_use]
    pub fn still_to_seal(&self) -> Vec<&Party> {
        self.signing_parties()
            .filter(|p| !self.has_sealed(&p.id))
            .collect()
    }

    /// Whether answers are on the table.
    #[must_use]
    pub fn is_revealed(&self) -> bool {
        self.reveal.is_some()
    }

    /// The stage with this id.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&StagePlan> {
        self.stages.iter().find(|s| s.id == id)
    }

    /// Whether every question that somebody answered is settled or put off. False before the reveal.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        let answered = |id: &str| {
            let mut answers = self.sheets.iter().filter_map(Sheet::revealed);
            answers.any(|r| r.get(id).is_some_and(Response::is_answered))
        };
        let mut questions = self.bank.questions.iter().filter(|q| answered(&q.id));
        self.is_revealed()
            && questions.all(|q| {
                let decision = self.decisions.get(&q.id);
                decision.is_some_and(|d| d.is_closed(self))
            })
    }

    /// The time zone of the workshop; UTC where the set-up names none that is known.
    #[must_use]
    pub fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.setup.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// Whether the text is signed and no amendment is open: then nothing may be changed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        !self.versions.is_empty() && self.amendment.is_none()
    }
}
