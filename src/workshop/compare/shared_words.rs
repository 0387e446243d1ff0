//! Which words of a text the other texts share: what a screen shows quietly, and what it marks.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::BTreeSet;

/// A run of words of one text, blanks included, that the other texts all have or do not all have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text as it was written; all runs together are the whole text.
    pub text: String,
    /// Whether every other text has these words in the same order.
    pub shared: bool,
}

/// For each of two or more texts its runs. A word is shared where every other text has it at a matching place
/// (longest common order, upper and lower case and punctuation at its edges apart). A single text is all its own.
#[must_use]
pub fn runs(texts: &[&str]) -> Vec<Vec<Run>> {
    let split: Vec<Vec<&str>> = texts.iter().map(|t| words(t)).collect();
    let keys: Vec<Vec<String>> = split
        .iter()
        .map(|t| t.iter().map(|w| key(w)).collect())
        .collect();
    split
        .iter()
        .enumerate()
        .map(|(me, words)| {
            let mut shared: Option<BTreeSet<usize>> = None;
            for (other, theirs) in keys.iter().enumerate() {
                if other != me
                    && let Some(mine) = keys.get(me)
                {
                    let common = matching(mine, theirs);
                    shared = Some(shared.map_or_else(|| common.clone(), |s| &s & &common));
                }
            }
            join(words, &shared.unwrap_or_default())
        })
        .collect()
}

/// The text `after` in runs: what stands in `before` too is shared, what it brings is not. A sentence of which most is new
/// is new as a whole.
#[must_use]
pub fn changed(before: &str, after: &str) -> Vec<Run> {
    let words = words(after);
    let keys = |words: &[&str]| -> Vec<String> { words.iter().map(|w| key(w)).collect() };
    let mut known = matching(&keys(&words), &keys(&self::words(before)));
    let mut first = 0;
    for (at, word) in words.iter().enumerate() {
        if at + 1 == words.len() || ends_a_sentence(word) {
            let here = first..=at;
            let new = here.clone().filter(|at| !known.contains(at)).count();
            if new * 2 > here.clone().count() {
                known.retain(|at| !here.contains(at));
            }
            first = at + 1;
        }
    }
    join(&words, &known)
}

fn ends_a_sentence(word: &str) -> bool {
    word.trim_end().ends_with(['.', '!', '?'])
}

/// Places of `mine` whose word stands at a matching place of `theirs`.
fn matching(mine: &[String], theirs: &[String]) -> BTreeSet<usize> {
    capture_diff_slices(Algorithm::Myers, mine, theirs)
        .into_iter()
        .filter(|op| op.tag() == DiffTag::Equal)
        .flat_map(|op| op.old_range())
        .collect()
}

fn join(words: &[&str], shared: &BTreeSet<usize>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let shared = shared.contains(&place);
        match runs.last_mut() {
            Some(run) if run.shared == shared => run.text.push_str(word),
            _ => runs.push(Run {
                text: (*word).to_owned(),
                shared,
            }),
        }
    }
    runs
}

/// A text in words, each with the blanks that follow it; blanks at the start belong to the first word.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut in_word, mut seen) = (0, false, false);
    for (at, c) in text.char_indices() {
        let blank = c.is_whitespace();
        if !blank && !in_word && seen {
            words.push(&text[start..at]);
            start = at;
        }
        in_word = !blank;
        seen |= in_word;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// What two words are compared by.
fn key(word: &str) -> String {
    let bare = word.trim().trim_matches(|c: char| c.is_ascii_punctuation());
    if bare.is_empty() {
        word.trim().to_owned()
    } else {
        bare.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(texts: &[&str]) -> Vec<String> {
        runs(texts)
            .into_iter()
            .map(|t| {
                t.into_iter()
                    .map(|r| {
                        if r.shared {
                            r.text
                        } else {
                            format!("[{}]", r.text)
                        }
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn own_words_are_marked_and_common_words_are_quiet() {
        assert_eq!(
            marked(&[
                "Someone who asked for a demo",
                "someone who has asked for a price."
            ]),
            [
                "Someone who asked for a [demo]",
                "someone who [has ]asked for a [price.]"
            ]
        );
    }

    #[test]
    fn with_three_texts_a_word_is_shared_when_all_have_it() {
        assert_eq!(
            marked(&["a firm that buys", "a firm", "the firm"]),
            ["[a ]firm [that buys]", "[a ]firm", "[the ]firm"]
        );
    }

    #[test]
    fn equal_texts_are_all_shared_and_a_text_alone_is_all_its_own() {
        assert_eq!(
            marked(&["Same, words!", "same words"]),
            ["Same, words!", "same words"]
        );
        assert_eq!(marked(&["alone here"]), ["[alone here]"]);
        assert_eq!(marked(&["", "x"]), ["", "[x]"]);
        assert!(runs(&[]).is_empty());
    }

    #[test]
    fn what_a_text_brings_is_told_from_what_was_there() {
        let marked = |before, after| -> String {
            let told = |run: Run| {
                if run.shared {
                    run.text
                } else {
                    format!("[{}]", run.text)
                }
            };
            changed(before, after).into_iter().map(told).collect()
        };
        assert_eq!(
            marked(
                "A lead works in retail. It is large.",
                "A lead works in retail or banking. It is large."
            ),
            "A lead works in retail [or banking. ]It is large."
        );
        // A new sentence that shares small words with an old one is new as a whole.
        assert_eq!(
            marked(
                "A lead is large.",
                "A lead is large.\n\nNever: a lead from a list."
            ),
            "A lead is large.\n\n[Never: a lead from a list.]"
        );
        assert_eq!(marked("Same.", "Same."), "Same.");
        assert_eq!(marked("", "New."), "[New.]");
        assert_eq!(marked("Old.", ""), "");
    }

    #[test]
    fn nothing_of_a_text_is_lost() {
        for texts in [["  lead\n\nline  two ", "é ü — 漢字 words"], ["\t", "..."]] {
            for (text, runs) in texts.iter().zip(runs(&texts)) {
                assert_eq!(*text, runs.into_iter().map(|r| r.text).collect::<String>());
            }
        }
    }
}
