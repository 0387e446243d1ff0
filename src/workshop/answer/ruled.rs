//! What each answer becomes in a rule: the comparison that it asks of a field.

use crate::{Answer, Question, Range};
use leadpact_definition::condition::Test;
use leadpact_definition::field::{Field, FieldType};
use leadpact_definition::scalar::{Literal, Texts};
use leadpact_definition::value::{canonical_text, words};

/// Whether an answer asks for nothing. Yes-or-no questions ask "do you want only...", so *no* asks for nothing.
pub(crate) fn said_nothing(answer: &Answer) -> bool {
    match answer {
        Answer::DontKnow | Answer::Any | Answer::Is(false) => true,
        Answer::Text(text) | Answer::AtLeast(text) => text.trim().is_empty(),
        Answer::Values(values) | Answer::Order(values) => {
            values.iter().all(|v| v.trim().is_empty())
        }
        Answer::Range(range) => range.from.is_none() && range.to.is_none(),
        Answer::Ratings(ratings) => ratings.is_empty(),
        Answer::Cards(cards) => cards.is_empty(),
        Answer::Is(true) => false,
    }
}

/// Whether it tells something that no rule compares with a field: a text, a path.
pub(crate) fn is_told(answer: &Answer) -> bool {
    match answer {
        Answer::Text(_) | Answer::Order(_) => true,
        Answer::DontKnow
        | Answer::Any
        | Answer::Values(_)
        | Answer::AtLeast(_)
        | Answer::Range(_)
        | Answer::Is(_)
        | Answer::Ratings(_)
        | Answer::Cards(_) => false,
    }
}

/// The comparison that the answer asks of a field; `None` where the field's type cannot show it.
pub(crate) fn test_of(question: &Question, answer: &Answer, field: &Field) -> Option<Test> {
    match answer {
        Answer::Values(values) => values_test(question, values, field),
        Answer::AtLeast(level) => level_test(question, level, field),
        Answer::Range(range) => range_test(*range, field),
        Answer::Is(yes) => {
            (field.kind == FieldType::Boolean).then_some(Test::Is(Literal::Flag(*yes)))
        }
        Answer::DontKnow
        | Answer::Any
        | Answer::Text(_)
        | Answer::Order(_)
        | Answer::Ratings(_)
        | Answer::Cards(_) => None,
    }
}

/// The spellings of values, without repeats.
fn spellings(question: &Question, values: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for text in values.iter().flat_map(|v| question.spellings(v)) {
        if !all
            .iter()
            .any(|t| canonical_text(t) == canonical_text(&text))
        {
            all.push(text);
        }
    }
    all
}

pub(crate) fn values_test(question: &Question, values: &[String], field: &Field) -> Option<Test> {
    let filled = |texts: Vec<String>| (!texts.is_empty()).then_some(Texts(texts));
    match field.kind {
        FieldType::Text => filled(spellings(question, values)).map(Test::In),
        FieldType::List => filled(spellings(question, values)).map(Test::HasAny),
        FieldType::Words => {
            let mut texts = spellings(question, values);
            texts.retain(|text| !words(text).is_empty());
            filled(texts).map(Test::HasAny)
        }
        FieldType::Level => {
            let mut levels: Vec<String> = Vec::new();
            for value in values {
                levels.extend(level_in(field, question, value).filter(|l| !levels.contains(l)));
            }
            filled(levels).map(Test::In)
        }
        FieldType::Number | FieldType::Boolean | FieldType::Date | FieldType::Datetime => None,
    }
}

/// The field's level that an option stands for: by id, by label or by one of its spellings; `None` where it has none.
#[must_use]
pub(crate) fn level_in(field: &Field, question: &Question, value: &str) -> Option<String> {
    let mut names = vec![value.to_owned()];
    names.extend(question.spellings(value));
    let same = |level: &&String| {
        names
            .iter()
            .any(|n| canonical_text(n) == canonical_text(level))
    };
    field.levels.iter().find(same).cloned()
}

fn level_test(question: &Question, level: &str, field: &Field) -> Option<Test> {
    match field.kind {
        FieldType::Level => {
            level_in(field, question, level).map(|l| Test::AtLeast(Literal::Text(l)))
        }
        FieldType::Text | FieldType::Words | FieldType::List => {
            let place = question.options.iter().position(|o| o.id == level)?;
            let above: Vec<String> = question
                .options
                .iter()
                .skip(place)
                .map(|o| o.id.clone())
                .collect();
            values_test(question, &above, field)
        }
        FieldType::Number | FieldType::Boolean | FieldType::Date | FieldType::Datetime => None,
    }
}

fn range_test(range: Range, field: &Field) -> Option<Test> {
    // Rule files hold numbers below 10^15.
    let usable = |n: &f64| n.is_finite() && n.abs() < 1e15;
    if field.kind != FieldType::Number {
        return None;
    }
    match (range.from.filter(usable), range.to.filter(usable)) {
        (Some(from), Some(to)) => Some(Test::Between(from.min(to), from.max(to))),
        (Some(from), None) => Some(Test::AtLeast(Literal::Number(from))),
        (None, Some(to)) => Some(Test::AtMost(Literal::Number(to))),
        (None, None) => None,
    }
}
