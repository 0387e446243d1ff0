//! Versions of the agreement: drafted, proposed, signed, superseded.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::defaults::Standard;
use crate::{
    Bank, Capacity, Decision, InForce, Party, PartyId, QuestionId, ScoringModel, Setup, StagePlan,
};
use leadpact_definition::LeadDefinition;
use leadpact_definition::agreement::AgreementParty;
use leadpact_definition::apart::apart;
use leadpact_definition::binding::{Binding, is_as_it_says};
use leadpact_definition::canonical::{canonical_json, digest};
use leadpact_definition::sla::Sla;

/// The workshop as it was when the amendment was opened, so that it can be withdrawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Before {
    /// The workshop's title.
    pub title: String,
    /// The set-up.
    pub setup: Setup,
    /// The parties.
    pub parties: Vec<Party>,
    /// The questions, fields and events.
    pub bank: Bank,
    /// What was settled.
    #[serde(default, skip_serializing_if = "indexmap::IndexMap::is_empty")]
    pub decisions: indexmap::IndexMap<QuestionId, Decision>,
    /// The ladder.
    pub stages: Vec<StagePlan>,
    /// Points and caps.
    #[serde(default, skip_serializing_if = "ScoringModel::is_empty")]
    pub scoring: ScoringModel,
    /// Promises of both sides.
    pub sla: Sla,
    /// The arithmetic behind the volume.
    #[serde(default)]
    pub capacity: Capacity,
    /// Days from one review to the next.
    pub review_every_days: u16,
    /// Since when the version counts, and what became of leads handed over before.
    #[serde(default, skip_serializing_if = "InForce::is_empty")]
    pub in_force: InForce,
    /// What came from the template and was looked at.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub opened: BTreeSet<Standard>,
}

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

/// Whether an agreed version is the text that was signed, under the signatures it names.
#[must_use]
pub fn version_is_intact(version: &Version) -> bool {
    let definition = &version.definition;
    let binding = Binding::of(definition);
    let rules = definition.metadata.content_hash.as_deref() == Some(binding.content_hash());
    let agreed = definition.agreed_mapping();
    let spellings = agreed.is_none_or(|hash| hash == apart(&definition.spec).1.content_hash());
    rules
        && spellings
        && is_as_it_says(definition)
        && definition.agreement.as_ref().is_some_and(|agreement| {
            let changes = agreement.changes_hash.as_ref();
            let number = &definition.metadata.version;
            let signed = |party: &AgreementParty| {
                let mut signatures = agreement.signatures.iter();
                signatures.any(|signature| signature.party == party.id)
            };
            !agreement.signatures.is_empty()
                && agreement.signatures.iter().all(|s| binding.holds(s))
                && agreement.signatures.iter().all(|s| s.version == *number)
                && agreement.parties.iter().filter(|p| p.signs).all(signed)
                && changes.is_none_or(|hash| *hash == changes_hash(&version.changes))
        })
}

/// The digest of what a version changed, and why.
pub(crate) fn changes_hash(changes: &[ChangeNote]) -> String {
    digest(canonical_json(&changes).as_bytes())
}
