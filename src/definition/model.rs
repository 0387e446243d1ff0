//! The rule file as a whole: its head, its rules, and the agreement behind them.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{
    agreement::{Agreement, terms_hash},
    date::Day,
    field::{Event, Field, LeadId, NamedList},
    golden::GoldenLead,
    score::{Gate, GradeStep, Score},
    sla::Sla,
    stage::Stage,
};

/// The version of the file format, and its only one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ApiVersion {
    /// Within it only additions are made.
    #[default]
    #[serde(rename = "leadpact/v1")]
    V1,
}

/// The kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Kind {
    /// A lead definition.
    #[default]
    LeadDefinition,
}

/// What a lead is, as rules that a scoring tool executes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LeadDefinition {
    /// The version of the format.
    pub api_version: ApiVersion,
    /// The kind of file.
    pub kind: Kind,
    /// Name, version, status.
    pub metadata: Metadata,
    /// The rules.
    pub spec: Spec,
    /// Who agreed to them; none: nobody yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
}

impl LeadDefinition {
    /// The hash of what is signed beside the rules, see [`terms_hash`].
    #[must_use]
    pub fn terms(&self) -> String {
        let handed_over = self.agreement.as_ref();
        let handed_over = handed_over.and_then(|a| a.handed_over.as_deref());
        terms_hash(self.metadata.effective_from, handed_over)
    }
}

/// Name, version, status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Metadata {
    /// A label as in RFC 1123: a-z, 0-9 and hyphens, at most 63.
    pub name: String,
    /// For people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// `MAJOR.MINOR.PATCH`, counted by the program.
    pub version: String,
    /// How far the agreement is.
    #[serde(default)]
    pub status: Status,
    /// The first day on which it is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<Day>,
    /// `sha256:` and the SHA-256, in hexadecimal, of the JSON in the form of RFC 8785 of `spec`, as the program writes it:
    /// what says nothing is left out, and what may be one or several is a list. Where the agreement names a mapping, it is
    /// that of `spec` without `leadId`, without `columns`, `read`, `placeholders` and `separator` of fields (but for a
    /// reading in which a golden lead is written) and without `columns` of events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_hash: Option<String>,
    /// `sha256:` and the digest of the whole agreement;
    /// none: it is not agreed, or was signed before there were such digests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement_hash: Option<String>,
}

/// How far an agreement is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Being worked out.
    #[default]
    Draft,
    /// Put to the parties.
    Proposed,
    /// Signed by every signing party.
    Agreed,
    /// Replaced by a later version.
    Superseded,
}

impl Status {
    /// Whether it says that every signing party has signed.
    #[must_use]
    pub fn is_signed(self) -> bool {
        matches!(self, Self::Agreed | Self::Superseded)
    }
}

/// The rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Spec {
    /// The definition in plain words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub statement: String,
    /// What is not a lead, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is_not: Vec<String>,
    /// What was agreed and nothing carries out: no rule, no promise, nobody who asks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_words: Vec<InWords>,
    /// Where an export names its rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_id: Option<LeadId>,
    /// The facts a scoring tool must supply, by id.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub fields: IndexMap<String, Field>,
    /// What a lead can have done, by id.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub events: IndexMap<String, Event>,
    /// Named sets of values.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub lists: IndexMap<String, NamedList>,
    /// Conditions that override points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Gate>,
    /// Scores by name, in the order of the output.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub scores: IndexMap<String, Score>,
    /// Grades by name, in the order of the output.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub grades: IndexMap<String, Vec<GradeStep>>,
    /// The ladder, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
    /// What the parties promise each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sla: Option<Sla>,
    /// Examples with their expected results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub golden_leads: Vec<GoldenLead>,
    /// Words and what they mean here.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub glossary: IndexMap<String, String>,
}

/// Something agreed in words only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InWords {
    /// What it is about, as people call it.
    pub about: String,
    /// The words.
    pub words: String,
    /// Whether they open the definition, as the parties' own words do.
    #[serde(default, skip_serializing_if = "crate::scalar::is_false")]
    pub opens: bool,
}

impl Status {
    /// The word on the screen and in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Superseded => "superseded",
        }
    }
}
