//! Versions of the agreement: drafted, proposed, signed, superseded.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::PartyId;
use crate::amend::Before;
use leadpact_definition::LeadDefinition;

/// A name under exactly one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signature {
    /// For which party.
    pub party: PartyId,
    /// Who signed, as typed.
    pub name: String,
    /// When.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: jiff::Timestamp,
    /// Digest of the text that was signed: `sha256:...`.
    pub content_hash: String,
    /// Digest of since when it counts and what becomes of leads handed over before; `None` in files of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    /// Digest of all that was signed beside the rules, with this name and day; `None` in files of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement_hash: Option<String>,
}

/// The text on the table and the names under it so far. A signature counts while its digest is the text's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Proposal {
    /// In the order in which they were given; those whose text was changed since stay visible as void.
    pub signatures: Vec<Signature>,
}

/// Work on the next version. A version that is agreed stays as it is until the next is signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Amendment {
    /// The agreed version it starts from.
    pub from: String,
    /// When it was opened.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: jiff::Timestamp,
    /// Why each change is made, by the change's sentence.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub because: IndexMap<String, String>,
    /// What stood before, for withdrawing it; `None` in a file that somebody shortened by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Before>>,
}

/// An agreed version, whole: what is exported is what was signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Version {
    /// The rule file as signed.
    pub definition: LeadDefinition,
    /// What changed against the version before; empty for the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangeNote>,
}

/// One change of a version and why it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeNote {
    /// What changed, as a sentence.
    pub what: String,
    /// Why.
    pub because: String,
}
