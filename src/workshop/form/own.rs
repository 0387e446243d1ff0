//! Values of a filled form that are none of the options: own words, or an option that somebody misspelt.

use crate::workshop::form::Filled;
use crate::workshop::form::value::option;
use crate::workshop::{Answer, Question, QuestionId, Workshop};

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
            let said: &[String] = match &response.answer {
                Some(Answer::Values(values) | Answer::Order(values)) => values,
                _ => &[],
            };
            let answers = said.iter().map(|value| ("answer", value));
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
