//! A header, or what a fact is called, taken apart once for all comparisons with others.

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

/// The letters and digits of a text, small: what is left when case, spaces and punctuation are forgiven.
pub(super) fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a header or id, small: cut at everything that is no letter or digit, and before a capital.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in text.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
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

    #[test]
    fn words_are_cut_at_marks_and_capitals() {
        assert_eq!(split("No. of Employees"), ["no", "of", "employees"]);
        assert_eq!(split("lastActivity_date"), ["last", "activity", "date"]);
        assert_eq!(split("会社名 (本社)"), ["会社名", "本社"]);
        assert_eq!(split("URL"), ["url"]);
    }
}
