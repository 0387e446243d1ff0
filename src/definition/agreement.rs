//! Who agreed to the definition, when, and why: the record that travels with the rules.

use serde::{Deserialize, Serialize};

use crate::canonical::{canonical_json, digest};
use crate::date::Day;

/// The record of an agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Agreement {
    /// Who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<AgreementParty>,
    /// Who signed this version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
    /// How differences were settled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// What was put off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parked: Vec<ParkedItem>,
    /// What came with the template and nobody looked at: default, not agreed. It binds nobody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub defaults: Vec<DefaultText>,
    /// What becomes of the leads that were handed over before this version was in force; none: nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_over: Option<String>,
    /// The mapping that was agreed with the rules: under which headers an export has the facts, and how it writes them.
    /// `contentHash` in the head and under each signature is then over the rules without these spellings. None: nothing
    /// was agreed of them, or they stand in the rules and were signed as one text with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<AgreedMapping>,
    /// What was open and known when it was signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<String>,
    /// The day on which it is looked at again; none: not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Day>,
    /// The digest of what changed against the version before, and why; none: the workshop that it comes from does not
    /// keep that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes_hash: Option<String>,
    /// The link of the last line of the workshop's log when this was agreed; none: that log had no links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_link: Option<String>,
}

/// The mapping that lay beside the rules when they were signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AgreedMapping {
    /// The `metadata.name` of the mapping file.
    pub name: String,
    /// The hash of its content, `sha256:...`.
    pub content_hash: String,
}

/// A party to the agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AgreementParty {
    /// Unique among the parties.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its people by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// Whether its signature is needed.
    #[serde(default, skip_serializing_if = "crate::scalar::is_false")]
    pub signs: bool,
}

/// A named approval bound to one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Signature {
    /// The party's id.
    pub party: String,
    /// Who signed.
    pub name: String,
    /// The day.
    pub on: Day,
    /// The version signed.
    pub version: String,
    /// The hash of the content signed, `sha256:...`.
    pub content_hash: String,
    /// The hash of since when it counts and what becomes of leads handed over before, see [`terms_hash`]; none: the
    /// signature says nothing about either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    /// The digest of all that was signed beside the rules, with this name and day;
    /// none in what was signed before
    /// there was such a digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement_hash: Option<String>,
}

/// The hash of what is signed beside the rules: the first day they count, and what becomes of the leads that were handed
/// over before.
#[must_use]
pub(crate) fn terms_hash(effective_from: Option<Day>, handed_over: Option<&str>) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Terms<'a> {
        effective_from: Option<Day>,
        handed_over: Option<&'a str>,
    }
    let terms = Terms {
        effective_from,
        handed_over,
    };
    digest(canonical_json(&terms).as_bytes())
}

/// A text that came with the template and that nobody looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DefaultText {
    /// What it is about.
    pub about: String,
    /// The text.
    pub text: String,
}

/// How one difference was settled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Decision {
    /// What it was about.
    pub about: String,
    /// What was chosen, in words.
    pub chosen: String,
    /// What was rejected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<RejectedOption>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Each signing party's answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<PartyVoice>,
}

/// An option that was not chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RejectedOption {
    /// The option, in words.
    pub option: String,
    /// Whose it was; none: nobody's in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Why it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// A party's answer to a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PartyVoice {
    /// The party's id.
    pub party: String,
    /// Its answer.
    pub voice: Voice,
    /// The reason; an objection has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// The answers to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// For it.
    Agree,
    /// Not against it.
    LiveWithIt,
    /// Against it, with a reason.
    Object,
}

/// An issue put off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ParkedItem {
    /// What it is about.
    pub about: String,
    /// Who takes care of it.
    pub owner: String,
    /// The day by which it is settled.
    pub due: Day,
    /// Why it was put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// What holds until then; none: it is not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}
