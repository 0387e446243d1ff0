//! How far a definition is agreed, judged by its signatures and not by what it says of itself.

use std::borrow::Cow;

use leadpact_definition::agreement::{Agreement, Signature};
use leadpact_definition::binding::{Binding, is_as_it_says};
use leadpact_definition::{LeadDefinition, Status};

/// What a signing party has given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given<'d> {
    /// A signature under this very content.
    Signed(&'d Signature),
    /// A signature under another version or other content.
    Void(&'d Signature),
    /// Nothing.
    Nothing,
}

/// Each signing party's id and name, and what it has given; empty without signing parties.
#[must_use]
pub(crate) fn signed_by(definition: &LeadDefinition) -> Vec<(&str, &str, Given<'_>)> {
    let Some(agreement) = &definition.agreement else {
        return Vec::new();
    };
    let binding = Binding::of(definition);
    let whole = is_as_it_says(definition);
    let parties = agreement.parties.iter().filter(|party| party.signs);
    parties
        .map(|party| {
            let name = if party.name.is_empty() {
                &party.id
            } else {
                &party.name
            };
            (
                party.id.as_str(),
                name.as_str(),
                given(definition, &binding, whole, agreement, &party.id),
            )
        })
        .collect()
}

/// A signature counts under this version and this content, and in a file that is what its own digests say.
fn given<'d>(
    definition: &LeadDefinition,
    binding: &Binding,
    whole: bool,
    agreement: &'d Agreement,
    party: &str,
) -> Given<'d> {
    let mut given = Given::Nothing;
    for signature in agreement.signatures.iter().filter(|s| s.party == party) {
        let this = signature.version == definition.metadata.version;
        if whole && this && binding.holds(signature) {
            return Given::Signed(signature);
        }
        given = Given::Void(signature);
    }
    given
}

/// How far the definition really is: `agreed` and `superseded` only with the valid signature of every signing party.
#[must_use]
pub fn status(definition: &LeadDefinition) -> Status {
    let claimed = definition.metadata.status;
    match claimed {
        Status::Draft | Status::Proposed => claimed,
        Status::Agreed | Status::Superseded => {
            let parties = signed_by(definition);
            let all = parties
                .iter()
                .all(|(.., given)| matches!(given, Given::Signed(_)));
            if all && !parties.is_empty() {
                claimed
            } else if parties.iter().any(|(.., given)| *given != Given::Nothing) {
                Status::Proposed
            } else {
                Status::Draft
            }
        }
    }
}

/// The definition with its real status; nothing leaves as agreed without signatures.
#[must_use]
pub fn honest(definition: &LeadDefinition) -> Cow<'_, LeadDefinition> {
    let status = status(definition);
    if status == definition.metadata.status {
        return Cow::Borrowed(definition);
    }
    let mut honest = definition.clone();
    honest.metadata.status = status;
    Cow::Owned(honest)
}
