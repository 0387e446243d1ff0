//! What a comparison names.

use crate::condition::Test;
use crate::model::Spec;

/// The texts that a comparison names; none: it names no text.
pub(super) fn named_texts<'s>(spec: &'s Spec, test: &'s Test) -> Option<Vec<&'s str>> {
    let texts = if let Some(list) = test.list() {
        &spec.lists.get(list)?.values
    } else {
        test.texts()?
    };
    Some(texts.iter().map(String::as_str).collect())
}
