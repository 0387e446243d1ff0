//! Checking the head of a rule file: name, version, and the hash that says nothing was changed by hand.

use crate::{
    binding::{Binding, is_as_it_says},
    difference::{Difference, next_version},
    model::{LeadDefinition, Status},
    problem::{Path, Problem},
};

/// What is wrong with the head of a rule file, and with the signatures under it.
///
/// A content hash that does not fit the rules is a problem: someone changed them after they were
/// written, so no signature holds for them.
#[must_use]
pub fn check_head(definition: &LeadDefinition) -> Vec<Problem> {
    let metadata = &definition.metadata;
    let path = Path::default().key("metadata");
    let mut problems = Vec::new();
    let mut problem = |path: Path, message: String, next: &str| {
        problems.push(Problem {
            path,
            message,
            next: next.into(),
        });
    };
    if !is_label(&metadata.name) {
        problem(
            path.key("name"),
            format!("`{}` is no name for a definition", metadata.name),
            "use a-z, 0-9 and hyphens, at most 63, beginning and ending with a letter or digit",
        );
    }
    if next_version(&metadata.version, &Difference::default()).is_none() {
        problem(
            path.key("version"),
            format!("`{}` is no version", metadata.version),
            "write three numbers as in `1.0.0`",
        );
    }
    let binding = Binding::of(definition);
    let rules_are_there = metadata
        .content_hash
        .as_ref()
        .is_none_or(|stated| stated == binding.content_hash());
    if !rules_are_there {
        problem(
            path.key("contentHash"),
            "the rules are not those that this hash was made of".into(),
            "take the file as it was exported, or export it anew and have it signed",
        );
    } else if !is_as_it_says(definition) {
        problem(
            path.key("agreementHash"),
            "the agreement is not the one that this hash was made of: a name, a day, a decision or other words were changed"
                .into(),
            "take the file as it was exported, or export it anew and have it signed",
        );
    }
    let agreement = definition.agreement.clone().unwrap_or_default();
    if metadata.status == Status::Agreed {
        let signed = |party: &str| {
            let found = agreement
                .signatures
                .iter()
                .find(|signature| signature.party == party);
            found.is_some_and(|signature| {
                binding.holds(signature) && signature.version == metadata.version
            })
        };
        for party in agreement.parties.iter().filter(|party| party.signs) {
            if !signed(&party.id) {
                problem(
                    path.key("status"),
                    format!(
                        "it says agreed, but {} has not signed this version",
                        party.name
                    ),
                    "have it signed, or set the status to proposed",
                );
            }
        }
    }
    problems
}

/// A label as in RFC 1123: 1 to 63 of a-z, 0-9 and hyphens, no hyphen at either end.
#[must_use]
pub(crate) fn is_label(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (1..=63).contains(&name.len())
        && name.bytes().all(|byte| plain(byte) || byte == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canonical::content_hash;
    use crate::tests::{FULL, read};

    #[test]
    fn labels_as_in_rfc_1123() {
        for (name, expected) in [
            ("acme-lead", true),
            ("a", true),
            ("1a", true),
            ("", false),
            ("-a", false),
            ("a-", false),
            ("A", false),
            ("a_b", false),
            ("é", false),
        ] {
            assert_eq!(is_label(name), expected, "{name}");
        }
        assert!(is_label(&"a".repeat(63)));
        assert!(!is_label(&"a".repeat(64)));
    }

    #[test]
    fn a_hash_and_signatures_hold_only_for_these_rules() {
        let mut definition: LeadDefinition = read(FULL).unwrap();
        let places = |definition: &LeadDefinition| {
            let problems = check_head(definition);
            problems
                .iter()
                .map(|problem| problem.path.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            places(&definition),
            ["metadata › contentHash", "metadata › status"]
        );
        let hash = content_hash(&definition.spec);
        definition.metadata.content_hash = Some(hash.clone());
        definition.agreement.as_mut().unwrap().signatures[0].content_hash = hash;
        assert_eq!(places(&definition), Vec::<String>::new());
        // Since when it counts is signed too, where the signature says so.
        let terms = definition.terms();
        definition.agreement.as_mut().unwrap().signatures[0].terms = Some(terms);
        assert_eq!(places(&definition), Vec::<String>::new());
        let from = definition.metadata.effective_from.take();
        assert_eq!(places(&definition), ["metadata › status"]);
        definition.metadata.effective_from = from;
        definition.spec.statement.push('!');
        assert_eq!(
            places(&definition),
            ["metadata › contentHash", "metadata › status"]
        );
        definition.metadata.version = "1.0".into();
        definition.metadata.name = "Acme".into();
        definition.metadata.status = Status::Proposed;
        definition.metadata.content_hash = None;
        assert_eq!(
            places(&definition),
            ["metadata › name", "metadata › version"]
        );
    }
}
