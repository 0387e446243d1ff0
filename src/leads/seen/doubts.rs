//! What makes the cells of a field doubtful: none is understood, though another way to read them would do; a sign beside
//! a word that a rule asks for.

use crate::doubt::Doubt;
use crate::problem::example;
use crate::proposal::reading_for;
use crate::seen::{Look, Seen};
use leadpact_definition::field::Field;
use leadpact_definition::value::words;

impl Seen {
    /// What a mapping would say to read the cells where none is understood; none: nothing would, or some are.
    pub(super) fn hint(&self, field: &Field) -> Option<String> {
        if self.filled > 0 || self.not_understood.is_empty() {
            return None;
        }
        reading_for(field, &self.not_understood)
    }

    /// Takes note of a cell in which a sign makes a word that a rule asks for another word. `text`: its words.
    pub(super) fn note_signs(&mut self, text: &str, cell: &str, leads: u64) {
        if cell.is_ascii() || !cell.chars().any(is_sign) {
            return;
        }
        let without = words(&cell.replace(is_sign, " "));
        let asked = self
            .wanted
            .iter()
            .filter(|wanted| wanted.look == Look::Words);
        let hidden = asked.filter(|wanted| {
            let word = wanted.canonical.as_str();
            !word.is_empty() && !text.contains(word) && without.contains(word)
        });
        for wanted in hidden {
            let word = wanted.written.clone();
            let (all, _) = self.signs.entry(word).or_insert_with(|| (0, example(cell)));
            *all += leads;
        }
    }

    /// What such signs come to, by word.
    pub(super) fn beside_words(&self, id: &str, column: &str) -> Vec<Doubt> {
        let each = self
            .signs
            .iter()
            .map(|(word, (leads, cell))| Doubt::SignsBesideWords {
                field: id.to_owned(),
                column: column.to_owned(),
                leads: *leads,
                word: word.clone(),
                example: cell.clone(),
            });
        each.collect()
    }
}

/// Whether a letter looks like none and does not end a word: a trade mark, a middle dot, a blank without width.
fn is_sign(letter: char) -> bool {
    !letter.is_ascii() && !letter.is_alphanumeric()
}
