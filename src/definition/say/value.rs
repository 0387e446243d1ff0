//! What a record holds, and what a rule asks of a field, in the words that people chose.

use crate::{
    condition::Test,
    field::{Field, FieldType},
    golden::{Expect, GoldenLead, NO_STAGE},
    model::Spec,
    say::{amount, field_name, field_test, or_list},
    scalar::{Literal, Texts},
    value::{canonical_text, number},
};

/// A row of levels is named one by one up to this many; a longer one by its end and "or above".
const FEW_LEVELS: usize = 4;

/// A name made from a text has at most so many characters.
const NAME: usize = 60;

/// A test on a field with the field's name: `Access to budget: holds it alone`.
pub(super) fn field_condition(spec: &Spec, id: &str, test: &Test) -> String {
    let name = field_name(spec, id);
    let known = spec.fields.get(id);
    if let Some(field) = known.filter(|field| !field.words.is_empty())
        && let Some(said) = in_chosen_words(field, test)
    {
        return format!("{name}{said}");
    }
    let several =
        known.is_some_and(|field| matches!(field.kind, FieldType::Words | FieldType::List));
    if several && let Test::InList(list) = test {
        return format!("{name} has one of the list {list}");
    }
    format!("{name} {}", field_test(test))
}

/// What follows the field's name; `None` where the chosen words have nothing to add.
fn in_chosen_words(field: &Field, test: &Test) -> Option<String> {
    match (field.kind, test) {
        (FieldType::Level, Test::Is(Literal::Text(level))) => {
            Some(format!(": {}", level_name(field, level)))
        }
        (FieldType::Level, Test::In(Texts(levels))) => {
            let names: Vec<String> = levels.iter().map(|l| level_name(field, l)).collect();
            Some(format!(": {}", or_list(&names)))
        }
        (FieldType::Level, Test::AtLeast(Literal::Text(level))) => {
            let from = field.levels.get(place(field, level)?..)?;
            Some(row_of(field, from, level, "or above"))
        }
        (FieldType::Level, Test::AtMost(Literal::Text(level))) => {
            let up_to = field.levels.get(..=place(field, level)?)?;
            Some(row_of(field, up_to, level, "or below"))
        }
        (FieldType::Text, Test::Is(Literal::Text(value))) => {
            let names = names_of(field, std::slice::from_ref(value));
            Some(format!(" is {}", or_list(&names)))
        }
        (FieldType::Text, Test::In(Texts(texts))) => {
            Some(format!(" is {}", or_list(&names_of(field, texts))))
        }
        (FieldType::Words | FieldType::List, Test::HasAny(Texts(texts))) => {
            let names = names_of(field, texts);
            // Nothing was named: the spellings stand for themselves.
            (names != *texts).then(|| format!(" points to {}", or_list(&names)))
        }
        _ => None,
    }
}

fn place(field: &Field, level: &str) -> Option<usize> {
    let wanted = canonical_text(level);
    let mut levels = field.levels.iter();
    levels.position(|known| canonical_text(known) == wanted)
}

fn row_of(field: &Field, levels: &[String], end: &str, beyond: &str) -> String {
    if levels.len() > FEW_LEVELS {
        return format!(": {} {beyond}", level_name(field, end));
    }
    let names: Vec<String> = levels.iter().map(|l| level_name(field, l)).collect();
    format!(": {}", or_list(&names))
}

/// What people call a level, in the middle of a sentence; its id where nobody named it.
pub(crate) fn level_name(field: &Field, level: &str) -> String {
    word(field, level).map_or_else(|| level.to_owned(), small)
}

fn word<'f>(field: &'f Field, value: &str) -> Option<&'f str> {
    let wanted = canonical_text(value);
    let mut words = field.words.iter();
    words
        .find(|(known, _)| canonical_text(known) == wanted)
        .map(|(_, word)| word.as_str())
}

/// Texts with one name for all that share it; where only some of those are asked for, they stand as they are.
pub(crate) fn names_of(field: &Field, texts: &[String]) -> Vec<String> {
    let asked: Vec<String> = texts.iter().map(|text| canonical_text(text)).collect();
    let all_asked = |name: &str| {
        let mut sharing = field.words.iter().filter(|(_, word)| *word == name);
        sharing.all(|(text, _)| asked.contains(&canonical_text(text)))
    };
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        let name = match word(field, text).filter(|name| all_asked(name)) {
            // A text that is compared as a whole keeps its capital: it is a name in the record as well.
            Some(name) if field.kind == FieldType::Text => name.to_owned(),
            Some(name) => small(name),
            None => text.clone(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A cell for people: a plain number with a comma between thousands, a level by its name.
#[must_use]
pub fn cell(spec: &Spec, field: &str, cell: &str) -> String {
    let cell = cell.trim();
    let Some(field) = spec.fields.get(field) else {
        return cell.to_owned();
    };
    match field.kind {
        FieldType::Number if field.read.is_none() => {
            number(cell).map_or_else(|| cell.to_owned(), amount)
        }
        FieldType::Level => level_name(field, cell),
        FieldType::Text
        | FieldType::Words
        | FieldType::Number
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::List => cell.to_owned(),
    }
}

/// A short name for an example lead: the beginning of its text, else its id as words.
#[must_use]
pub fn lead_name(lead: &GoldenLead) -> String {
    lead.because
        .as_deref()
        .map(short_name)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| lead.id.replace(['_', '-'], " "))
}

/// A name made from a text: its first sentence, cut at a word where it is long.
#[must_use]
pub fn short_name(text: &str) -> String {
    let words = first_sentence(text).split_whitespace();
    let mut name = String::new();
    for word in words {
        if !name.is_empty() && name.chars().count() + 1 + word.chars().count() > NAME {
            return format!("{} …", name.trim_end_matches([',', ';', ':']));
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

/// The first sentence of a text, without its full stop.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    let text = text.trim();
    text.split_once(". ")
        .map_or(text.trim_end_matches('.'), |(first, _)| first)
}

/// What people call a stage; `no stage` for [`NO_STAGE`].
#[must_use]
pub fn stage_name(spec: &Spec, id: &str) -> String {
    let known = spec.stages.iter().find(|stage| stage.id == id);
    match known {
        Some(stage) => stage.title().to_owned(),
        None if id == NO_STAGE => "no stage".to_owned(),
        None => id.to_owned(),
    }
}

/// What an example lead must come to: `Marketing qualified lead, total 60`.
#[must_use]
pub fn expectation(spec: &Spec, expect: &Expect) -> String {
    let stages = expect.stage.iter().chain(expect.tracks.values());
    let mut parts: Vec<String> = stages.map(|id| stage_name(spec, id)).collect();
    parts.extend(expect.status.iter().map(|word| word.replace('-', " ")));
    parts.extend(expect.grade.iter().map(|grade| format!("grade {grade}")));
    let grades = expect.grades.iter();
    parts.extend(grades.map(|(name, grade)| format!("grade {name} {grade}")));
    let scores = expect.scores.iter();
    parts.extend(scores.map(|(score, points)| format!("{score} {points}")));
    if parts.is_empty() {
        "nothing in particular".to_owned()
    } else {
        parts.join(", ")
    }
}

/// A text as it begins in the middle of a sentence: small, unless its first word is one such as `IT` or `C-level`.
#[must_use]
pub fn small(text: &str) -> String {
    let mut letters = text.chars();
    let is_name = text
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .next()
        .is_some_and(|word| {
            word.chars().skip(1).any(char::is_uppercase) || word.chars().nth(1) == Some('-')
        });
    match letters.next() {
        Some(first) if !is_name => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}
