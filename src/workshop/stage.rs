//! The ladder as the parties plan it: who owns a stage, how a lead enters it, what happens next.

use serde::{Deserialize, Serialize};

use crate::Workshop;
use crate::rules::leads_words;
use leadpact_definition::stage::Route;

/// The name of a stage in files, for example `mql`.
pub type StageId = String;

/// One stage of the ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StagePlan {
    /// Name in files, unique on the ladder.
    pub id: StageId,
    /// What people read.
    pub name: String,
    /// Party that answers for leads in this stage, by id.
    pub owner: String,
    /// `main`, or the name of a track of its own such as `product`.
    #[serde(default = "main_track", skip_serializing_if = "is_main")]
    pub track: String,
    /// How a lead gets here.
    pub enter: Entry,
    /// When a lead leaves without going up, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exit: String,
    /// What the other side may expect of a lead here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expect: String,
    /// What happens next, and who does it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next: String,
    /// What keeps a lead warm that does not go on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nurture: String,
    /// Who gets which lead; the first that holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routing: Vec<RoutePlan>,
    /// Who gets a lead that no routing line fits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub routing_fallback: String,
    /// Facts that travel with the lead, by field id or in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hand_off: Vec<String>,
}

fn main_track() -> String {
    "main".to_owned()
}

fn is_main(track: &str) -> bool {
    track == "main"
}

/// Who gets which leads of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum RoutePlan {
    /// Carried out: leads that meet a condition go to this person or team.
    Rule(Route),
    /// In words only, as older files have it: "enterprise to senior account directors".
    Words(String),
}

impl RoutePlan {
    /// What people read: `works at a company of more than 1,000 people: senior account directors`.
    #[must_use]
    pub fn words(&self, workshop: &Workshop) -> String {
        match self {
            Self::Rule(route) => {
                format!("{}: {}", leads_words(workshop, &route.when), route.to)
            }
            Self::Words(words) => words.clone(),
        }
    }
}

/// How a lead enters a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entry {
    /// The way in.
    pub by: EntryKind,
    /// Threshold in points: of the total for [`EntryKind::Points`], of fit for [`EntryKind::Fit`]. `None` elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// The recorded act for [`EntryKind::Act`], an event of the bank. `None` elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// For the hand-over: what a lead that wants to talk now has to meet.
    #[serde(default, skip_serializing_if = "AskedEntry::is_default")]
    pub asked: AskedEntry,
}

/// What somebody who wants to talk now has to meet before the hand-over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AskedEntry {
    /// No must may be known to fail; what is not known is asked first.
    #[default]
    NoMustFails,
    /// Nothing: whoever asks is handed over.
    WhateverTheMusts,
}

impl AskedEntry {
    /// Both, as they are offered.
    pub const ALL: [Self; 2] = [Self::NoMustFails, Self::WhateverTheMusts];

    /// What people read.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoMustFails => "handed over unless a must is known to fail",
            Self::WhateverTheMusts => "handed over whatever the musts",
        }
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// The ways into a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// Every record.
    Everyone,
    /// Fits, without having engaged.
    Fit,
    /// Did something voluntarily and can be reached.
    Engaged,
    /// Meets the musts of this stage and reaches the threshold.
    Points,
    /// Meets the musts of this stage, without points.
    Musts,
    /// Somebody recorded an act: sales accepted it, sales qualified it, it bought.
    Act,
}
