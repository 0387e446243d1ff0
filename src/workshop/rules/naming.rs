//! The words that people chose, at the field whose levels and values they name, so that a rule reads as they said it.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::answer::ruled::level_in;
use crate::rules::Part;
use crate::rules::facts::with_money;
use crate::rules::observe::field_named;
use crate::rules::rejection;
use crate::rules::spelling::{conditions, each};
use crate::{Observation, Question, Workshop};
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::field::{Field, FieldType};
use leadpact_definition::rejection::REASON;
use leadpact_definition::scalar::Literal;
use leadpact_definition::value::canonical_text;
use leadpact_definition::{Spec, reading, say};

/// Writes to each field what the options of its questions call its levels and values. No condition changes.
pub(super) fn name_values(workshop: &Workshop, parts: &[Part], spec: &mut Spec) {
    let mut asked: IndexMap<String, Vec<BTreeSet<String>>> = IndexMap::new();
    for condition in conditions(spec) {
        each(condition, &mut |field, test| {
            if let Test::In(texts) | Test::HasAny(texts) = test {
                let texts = texts.0.iter().map(|text| canonical_text(text)).collect();
                asked.entry(field.to_owned()).or_default().push(texts);
            }
        });
    }
    for (id, field) in &mut spec.fields {
        let asked = asked.get(id).map(Vec::as_slice).unwrap_or_default();
        let mut words = IndexMap::new();
        for question in questions_of(workshop, parts, id) {
            for (value, word) in named(question, field, asked) {
                words.entry(value).or_insert(word);
            }
        }
        if id == REASON {
            for (value, word) in rejection::named(workshop, asked) {
                words.entry(value).or_insert(word);
            }
        }
        field.words = words;
    }
}

/// A condition for people, by the labels that they chose: `Account type is Existing customers`,
/// `requested a demo within 30 days`.
#[must_use]
pub fn condition_words(workshop: &Workshop, condition: &Condition) -> String {
    say::condition(&spoken(workshop, condition), condition)
}

/// Which leads a condition means, as a phrase where its field has one: `works at a company of more than 1,000 people`.
#[must_use]
pub fn leads_words(workshop: &Workshop, condition: &Condition) -> String {
    let spec = spoken(workshop, condition);
    if let Condition::Field { field, test } = condition
        && is_told_by_phrase(test)
        && has_phrase(&spec, field)
    {
        return reading::clause(&spec, condition);
    }
    say::condition(&spec, condition)
}

fn has_phrase(spec: &Spec, field: &str) -> bool {
    let known = spec.fields.get(field);
    known.is_some_and(|field| field.phrase.is_some())
}

/// Whether the phrase of a field has room for what a comparison asks.
fn is_told_by_phrase(test: &Test) -> bool {
    matches!(
        test,
        Test::Is(Literal::Flag(true) | Literal::Text(_))
            | Test::In(_)
            | Test::HasAny(_)
            | Test::AtLeast(_)
            | Test::AtMost(Literal::Number(_))
            | Test::Above(_)
            | Test::Below(_)
            | Test::Between(..)
    )
}

/// The facts of the bank, named as people call them, for reading one condition aloud.
fn spoken(workshop: &Workshop, condition: &Condition) -> Spec {
    let mut spec = workshop.bank.as_spec();
    let mut asked: IndexMap<String, Vec<BTreeSet<String>>> = IndexMap::new();
    condition.visit(&mut |part| {
        if let Condition::Field {
            field,
            test: Test::In(texts) | Test::HasAny(texts),
        } = part
        {
            let texts = texts.0.iter().map(|text| canonical_text(text)).collect();
            asked.entry(field.clone()).or_default().push(texts);
        }
    });
    for (id, field) in &mut spec.fields {
        *field = with_money(field, &workshop.setup.currency);
        let asked = asked.get(id).map(Vec::as_slice).unwrap_or_default();
        let own = workshop.bank.questions.iter();
        for question in own.filter(|question| question.field.as_ref() == Some(id)) {
            for (value, word) in named(question, field, asked) {
                field.words.entry(value).or_insert(word);
            }
        }
    }
    spec
}

/// The questions that the field answers: those it belongs to first, then those for which it was named.
fn questions_of<'a>(
    workshop: &'a Workshop,
    parts: &'a [Part<'a>],
    id: &str,
) -> impl Iterator<Item = &'a Question> {
    let own = workshop.bank.questions.iter();
    let own = own.filter(move |question| question.field.as_deref() == Some(id));
    let by_name = parts.iter().filter(move |part| {
        let Some(Observation::Field(name)) = &part.response.observed_by else {
            return false;
        };
        field_named(workshop, name).is_some_and(|(known, _)| known == id)
    });
    own.chain(by_name.map(|part| part.question))
}

/// The levels or spellings that options stand for, each with the option's label. Of spellings only those of options that
/// some condition asks for as a whole: `asked`, in canonical form.
fn named(question: &Question, field: &Field, asked: &[BTreeSet<String>]) -> Vec<(String, String)> {
    let options = question.options.iter();
    options
        .flat_map(|option| {
            let word = option.short_label().to_owned();
            let values: Vec<String> = match field.kind {
                FieldType::Level => level_in(field, question, &option.id).into_iter().collect(),
                FieldType::Text | FieldType::Words | FieldType::List => {
                    let spellings = option.spellings();
                    let whole = |texts: &BTreeSet<String>| {
                        let mut all = spellings.iter();
                        all.all(|text| texts.contains(&canonical_text(text)))
                    };
                    // A label that is spelled as it reads needs no word.
                    let plain = spellings.iter().all(|text| *text == word);
                    if !plain && asked.iter().any(whole) {
                        spellings
                    } else {
                        Vec::new()
                    }
                }
                FieldType::Number | FieldType::Boolean | FieldType::Date | FieldType::Datetime => {
                    Vec::new()
                }
            };
            let values = values.into_iter();
            values.map(move |value| (value, word.clone()))
        })
        .filter(|(value, word)| !canonical_text(value).is_empty() && !word.is_empty())
        .collect()
}
