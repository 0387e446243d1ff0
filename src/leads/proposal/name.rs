//! A header, or what a fact is called, taken apart once for all comparisons with others.

use crate::proposal::letters::bare;
use crate::proposal::meaning::{Facts, facts};
use crate::proposal::sure::{Header, Like};
use leadpact_files::Letters;

/// A name in all the forms in which it is compared.
pub(super) struct Name {
    text: String,
    bare: String,
    said: Header,
    letters: Letters,
    facts: Facts,
}

impl Name {
    pub(super) fn new(text: &str) -> Self {
        let bare = bare(text);
        let said = Header::new(text);
        Self {
            facts: facts(&bare, &said),
            said,
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

    /// Its words, without those that say nothing.
    pub(super) fn said(&self) -> &Header {
        &self.said
    }

    /// What counts when slips are looked for.
    pub(super) fn letters(&self) -> &Letters {
        &self.letters
    }

    /// How a column with this header holds what is called `name`; none: it does not.
    pub(super) fn names(&self, name: &Self) -> Option<Like> {
        self.said.names(&name.said)
    }

    /// Whether both are usual words for the same fact, and for nothing else; none: they are not.
    pub(super) fn means(&self, header: &Self) -> Option<bool> {
        self.facts.meet(header.facts)
    }
}
