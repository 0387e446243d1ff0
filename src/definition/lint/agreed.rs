//! A file that says agreed, and what its signatures say.

use indexmap::IndexSet;

use crate::{
    binding::Binding,
    lint::{Lint, Warning},
    model::{LeadDefinition, Status},
    problem::Path,
    value::canonical_text,
};

/// What speaks against a definition that says it is agreed: at most one warning, with what is missing. None for one that
/// does not say so. A signing party without its signature is told by [`check_head`](crate::compile::metadata::check_head).
#[must_use]
pub fn agreed(definition: &LeadDefinition) -> Option<Warning> {
    if definition.metadata.status != Status::Agreed {
        return None;
    }
    let signatures = definition
        .agreement
        .iter()
        .flat_map(|agreement| &agreement.signatures);
    let given = signatures.clone().count();
    let binding = Binding::of(definition);
    let valid = signatures.filter(|signature| {
        signature.content_hash == binding.content_hash()
            && signature.version == definition.metadata.version
    });
    let people: IndexSet<String> = valid
        .map(|signature| canonical_text(&signature.name))
        .collect();
    let why = match (given, people.len()) {
        (0, _) => "nobody has signed it",
        (_, 0) => "no signature in it is under this version of the rules",
        (_, 1) => "one person alone has signed this version of the rules",
        (_, _) => return None,
    };
    Some(Warning {
        lint: Lint::NotSigned,
        path: Path::default().key("metadata").key("status"),
        what: "it says agreed and is not".to_owned(),
        why: why.to_owned(),
        suggestion: "have it signed by two people, one of each side, or set the status to proposed"
            .to_owned(),
    })
}
