//! The words used in the document and what they mean here.

use crate::chapter::{Subject, unless_empty};
use crate::document::{Block, Chapter, Document, Row};
use crate::text::sentence;

/// Words of the field that people who were not in the room may not know.
const FIELD: [(&str, &str); 15] = [
    (
        "MQL",
        "Marketing qualified lead: a lead that marketing judges worth sales' attention",
    ),
    (
        "SAL",
        "Sales accepted lead: a lead that sales has agreed to work",
    ),
    (
        "SQL",
        "Sales qualified lead: a lead that sales has talked to and whose intent is confirmed",
    ),
    (
        "PQL",
        "Product qualified lead: a user whose use of the product shows that they may buy",
    ),
    (
        "ICP",
        "Ideal customer profile: the kind of company that fits best",
    ),
    ("Fit", "Who a lead is: the firm, the role, the size"),
    ("Engagement", "What a lead did, of their own will"),
    (
        "TOFU",
        "Top of the funnel: people begin to see that they have a question",
    ),
    (
        "MOFU",
        "Middle of the funnel: they compare ways to answer it",
    ),
    ("BOFU", "Bottom of the funnel: they choose"),
    ("Cold lead", "Somebody who fits but has not engaged yet"),
    (
        "Business hours",
        "Hours in which we are open, by the calendar above",
    ),
    ("Recycle", "Give a lead back to be kept warm, with a reason"),
    (
        "Pre-qualification",
        "A light contact that learns need, urgency and role before sales steps in",
    ),
    (
        "Hand-off",
        "The moment at which a lead passes from one side to the other",
    ),
];

/// The words of the definition and of the field that the document uses; the definition's own meaning comes first.
pub(super) fn chapter(subject: &Subject<'_>, document: &Document) -> Option<Chapter> {
    let mut used = String::new();
    document.visit(&mut |text| {
        used.push_str(&text.to_lowercase());
        used.push('\n');
    });
    let own = subject.spec.glossary.iter();
    let own = own.map(|(word, meaning)| (word.as_str(), meaning.as_str()));
    let field = FIELD.into_iter().filter(|(word, _)| {
        let word = word.to_lowercase();
        !subject
            .spec
            .glossary
            .keys()
            .any(|own| own.to_lowercase() == word)
    });
    let mut words: Vec<(&str, &str)> = own
        .chain(field)
        .filter(|(word, _)| is_used(&used, &word.to_lowercase()))
        .collect();
    words.sort_by_key(|(word, _)| word.to_lowercase());
    let rows: Vec<Row> = words
        .into_iter()
        .map(|(word, meaning)| Row::one(word, sentence(meaning)))
        .collect();
    let blocks = if rows.is_empty() {
        Vec::new()
    } else {
        vec![Block::Rows(rows)]
    };
    unless_empty(Chapter {
        id: "words",
        title: "Words used here",
        blocks,
    })
}

/// Whether `word` stands in `text` by itself, or with a plural s; both in small letters.
fn is_used(text: &str, word: &str) -> bool {
    let outside = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    !word.trim().is_empty()
        && text.match_indices(word).any(|(at, found)| {
            let after = &text[at + found.len()..];
            let after = after
                .strip_prefix('s')
                .filter(|rest| outside(rest.chars().next()))
                .unwrap_or(after);
            outside(text[..at].chars().next_back()) && outside(after.chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::is_used;

    #[test]
    fn a_word_is_used_only_when_it_stands_by_itself() {
        assert!(is_used("every mql counts", "mql"));
        assert!(is_used("two mqls.", "mql"));
        assert!(!is_used("mysql", "sql"));
        assert!(!is_used("benefit", "fit"));
        assert!(!is_used("anything", ""));
    }
}
