//! What a signature is bound to: the rules, and everything else that a person reads in the agreement.
//!
//! | digest | over | where it stands |
//! |---|---|---|
//! | `contentHash` | `spec` alone, so that rules can be checked alone; without spellings where the agreement names a mapping | metadata, each signature |
//! | `contentHash` of a mapping | where an export has the facts, and how it writes them | the agreement, the mapping file |
//! | `agreementHash` of a signature | `contentHash`, the mapping's name and digest, title, version, day in force, parties, decisions with their voices, parked points, standard text, leads handed over; and the signature's own party, name and day | that signature |
//! | `agreementHash` of a version | all of that, every signature, reservations, the day of review, what changed, the log so far | metadata |
//!
//! Signatures of older files have none of the last three, and hold as they did: those without a mapping are bound to
//! rules and spellings as one text. A mapping file that was changed breaks no signature, but it is no longer the one that
//! the agreement names, and every command that reads it says so.

use serde_json::{Map, Value, json};

use crate::LeadDefinition;
use crate::agreement::Signature;
use crate::canonical::{canonical_json, digest};

/// What the signatures under one definition are held against.
#[derive(Debug)]
pub struct Binding {
    content: String,
    terms: String,
    /// What every signature covers.
    common: Map<String, Value>,
}

impl Binding {
    /// For this definition, whatever it says of itself.
    #[must_use]
    pub fn of(definition: &LeadDefinition) -> Self {
        let metadata = &definition.metadata;
        let content = definition.rules_hash();
        let mut common = Map::new();
        let mut cover = |key: &str, value: Value| common.insert(key.to_owned(), value);
        cover("scheme", json!("leadpact/signature/1"));
        cover("contentHash", json!(content));
        cover("name", json!(metadata.name));
        cover("title", json!(metadata.title));
        cover("version", json!(metadata.version));
        cover("effectiveFrom", json!(metadata.effective_from));
        if let Some(agreement) = &definition.agreement {
            cover("parties", json!(agreement.parties));
            cover("decisions", json!(agreement.decisions));
            cover("parked", json!(agreement.parked));
            cover("defaults", json!(agreement.defaults));
            cover("handedOver", json!(agreement.handed_over));
            if let Some(mapping) = &agreement.mapping {
                cover("mapping", json!(mapping));
            }
        }
        Self {
            terms: definition.terms(),
            content,
            common,
        }
    }

    /// The digest of the rules.
    #[must_use]
    pub fn content_hash(&self) -> &str {
        &self.content
    }

    /// What a signature of this party, by this person, on this day is bound to beside the rules.
    #[must_use]
    pub fn agreement_hash(&self, signature: &Signature) -> String {
        let mut covered = self.common.clone();
        covered.insert("party".to_owned(), json!(signature.party));
        covered.insert("signer".to_owned(), json!(signature.name));
        covered.insert("on".to_owned(), json!(signature.on));
        digest(canonical_json(&covered).as_bytes())
    }

    /// Whether a signature was given for exactly this: by the scheme that it was given under.
    #[must_use]
    pub fn holds(&self, signature: &Signature) -> bool {
        signature.content_hash == self.content
            && signature.terms.as_ref().is_none_or(|t| *t == self.terms)
            && signature
                .agreement_hash
                .as_ref()
                .is_none_or(|hash| *hash == self.agreement_hash(signature))
    }
}

/// The digest of the whole agreement: everything but the status, which changes when the next version is signed.
#[must_use]
pub fn agreement_hash(definition: &LeadDefinition) -> String {
    let metadata = &definition.metadata;
    let covered = json!({
        "scheme": "leadpact/agreement/1",
        "contentHash": definition.rules_hash(),
        "name": metadata.name,
        "title": metadata.title,
        "version": metadata.version,
        "effectiveFrom": metadata.effective_from,
        "agreement": definition.agreement,
    });
    digest(canonical_json(&covered).as_bytes())
}

/// Whether a definition is what its own digests say. One whose signatures are bound to an agreement has to name the
/// agreement's digest; a draft, and what was signed before there were such digests, need none.
#[must_use]
pub fn is_as_it_says(definition: &LeadDefinition) -> bool {
    let metadata = &definition.metadata;
    let rules = metadata.content_hash.as_ref();
    let rules = rules.is_none_or(|hash| *hash == definition.rules_hash());
    let signatures = definition.agreement.iter().flat_map(|a| &a.signatures);
    let bound = signatures.clone().any(|s| s.agreement_hash.is_some());
    let whole = match &metadata.agreement_hash {
        Some(hash) => *hash == agreement_hash(definition),
        None => !(bound && metadata.status.is_signed()),
    };
    rules && whole
}
