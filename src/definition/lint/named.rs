//! What a comparison names.

use crate::condition::Test;
use crate::model::Spec;
use crate::scalar::Literal;

/// The texts that a comparison names; none: it names no text.
pub(super) fn named_texts<'s>(spec: &'s Spec, test: &'s Test) -> Option<Vec<&'s str>> {
    let texts = match test {
        Test::Is(Literal::Text(one)) => return Some(vec![one]),
        Test::In(texts)
        | Test::Contains(texts)
        | Test::StartsWith(texts)
        | Test::EndsWith(texts)
        | Test::HasAny(texts)
        | Test::HasAll(texts) => &texts.0,
        Test::InList(list) => &spec.lists.get(list)?.values,
        Test::Is(_)
        | Test::AtLeast(_)
        | Test::AtMost(_)
        | Test::Above(_)
        | Test::Below(_)
        | Test::Between(..)
        | Test::Within(_)
        | Test::OlderThan(_)
        | Test::Before(_)
        | Test::After(_)
        | Test::Present
        | Test::Missing => return None,
    };
    Some(texts.iter().map(String::as_str).collect())
}
