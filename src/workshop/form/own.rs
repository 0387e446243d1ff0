//! Values of a filled form that are none of the options: own words, or an option that somebody misspelt.

use crate::answer::read::{forgotten_list, option, unquoted};
use crate::form::{Answers, Filled, Given};
use crate::{Question, QuestionId, Workshop};

/// A value that is none of the options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWords {
    /// The question.
    pub question: QuestionId,
    /// The key below it: `answer` or `never`.
    pub key: &'static str,
    /// The value. It is part of an answer: nobody but its owner may read it before the reveal.
    pub value: String,
    /// What it may be compared with: ids and labels of the options.
    pub options: Vec<String>,
    /// Whether a part of it, between commas, is an option: then the brackets of a list were forgotten.
    pub has_an_option: bool,
}

impl Filled {
    /// The values that are taken as own words, in the order of the form.
    #[must_use]
    pub fn own_words(&self, workshop: &Workshop) -> Vec<OwnWords> {
        let mut found = Vec::new();
        for (id, response) in &self.responses {
            let Some(question) = workshop.bank.question(id) else {
                continue;
            };
            let answers = response.listed().iter().map(|value| ("answer", value));
            let never = response.never.iter().map(|value| ("never", value));
            for (key, value) in answers.chain(never) {
                if question.option(value).is_none() {
                    found.push(own(question, key, value));
                }
            }
        }
        found
    }
}

/// What was read otherwise than it is written, because it was clear what is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mended {
    /// Quotation marks of a word processor around a value are left out.
    Quotes,
    /// Several options without the brackets of a list are taken as a list.
    Brackets,
}

impl Answers {
    /// The questions whose values were read otherwise than they are written, in the order of the form.
    #[must_use]
    pub fn mended(&self, workshop: &Workshop) -> Vec<(QuestionId, Mended)> {
        let mut found = Vec::new();
        for (id, entry) in &self.answers {
            let (Some(question), Some(entry)) = (workshop.bank.question(id), entry) else {
                continue;
            };
            let free = question.kind.is_free_text();
            let mut look = |given: &Given| {
                let Given::Text(text) = given else { return };
                let mended = if forgotten_list(question, text).is_some() {
                    Mended::Brackets
                } else if unquoted(text) != text.trim() {
                    Mended::Quotes
                } else {
                    return;
                };
                if !free && !found.contains(&(id.clone(), mended)) {
                    found.push((id.clone(), mended));
                }
            };
            for given in [&entry.answer, &entry.never] {
                given.each().iter().for_each(&mut look);
            }
        }
        found
    }
}

fn own(question: &Question, key: &'static str, value: &str) -> OwnWords {
    let mut parts = value.split([',', ';']);
    let options = question.options.iter();
    OwnWords {
        question: question.id.clone(),
        key,
        value: value.to_owned(),
        options: options
            .flat_map(|o| [o.id.clone(), o.label.clone()])
            .collect(),
        has_an_option: value.contains([',', ';'])
            && parts.any(|part| option(question, part.trim()).is_some()),
    }
}
