//! A header, or what a fact is called, taken apart once for all comparisons with others.

use crate::proposal::letters::{bare, split};
use crate::proposal::meaning::{Facts, facts};
use leadpact_files::Letters;

/// A name in all the forms in which it is compared.
pub(super) struct Name {
    text: String,
    bare: String,
    words: Vec<String>,
    letters: Letters,
    facts: Facts,
}

impl Name {
    pub(super) fn new(text: &str) -> Self {
        let bare = bare(text);
        Self {
            facts: facts(&bare),
            words: split(text),
            letters: Letters::of(text),
            text: text.to_owned(),
            bare,
        }
    }

    /// As it is written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Its letters and digits, small.
    pub(super) fn bare(&self) -> &str {
        &self.bare
    }

    /// Its words, small.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// What counts when slips are looked for.
    pub(super) fn letters(&self) -> &Letters {
        &self.letters
    }

    /// Whether a header is nearly this, as by a slip.
    pub(super) fn is_nearly(&self, header: &Self) -> bool {
        self.letters.is_near(&header.letters)
    }

    /// Whether both are usual words for the same fact.
    pub(super) fn means(&self, header: &Self) -> bool {
        self.facts.meet(header.facts)
    }

    /// How many words a header has beyond those of this name, or the name beyond those of the header; none: they do not
    /// share all words of the shorter one.
    pub(super) fn beyond(&self, header: &Self) -> Option<usize> {
        let (name, header) = (&self.words, &header.words);
        let (short, long) = if name.len() <= header.len() {
            (name, header)
        } else {
            (header, name)
        };
        let letters: usize = short.iter().map(String::len).sum();
        let shared = letters >= 4 && short.iter().all(|word| long.contains(word));
        shared.then(|| long.len() - short.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beyond_are_counted_where_the_shorter_name_is_in_the_longer() {
        let beyond = |name: &str, header: &str| Name::new(name).beyond(&Name::new(header));
        assert_eq!(beyond("company_size", "Size of Company"), Some(1));
        assert_eq!(beyond("Company Size (2024)", "size company"), Some(1));
        assert_eq!(beyond("company", "Company"), Some(0));
        assert_eq!(beyond("company size", "Company Name"), None);
        // Three letters stand in too many headers.
        assert_eq!(beyond("fax", "Fax number"), None);
    }
}
