//! One condition as a verb phrase about a lead: `works in banking or insurance`.

use crate::definition::condition::{Condition, ScoreTest, Test};
use crate::definition::field::Field;
use crate::definition::model::Spec;
use crate::definition::say;
use crate::definition::scalar::{Literal, Texts};

/// A condition as a verb phrase, by the phrases of its fields where they have one.
#[must_use]
pub fn clause(spec: &Spec, condition: &Condition) -> String {
    match condition {
        Condition::All(parts) if !parts.is_empty() => each(spec, parts, "and"),
        Condition::Any(parts) if !parts.is_empty() => match known_or_missing(parts) {
            Some(known) => format!("{}, as far as is known", clause(spec, known)),
            None => each(spec, parts, "or"),
        },
        Condition::None(parts) if !parts.is_empty() => {
            format!("has none of this: {}", words(spec, parts, "or"))
        }
        Condition::Field { field, test } => match spec.fields.get(field) {
            Some(known) => of_field(spec, field, known, test),
            None => format!("has {}", say::condition(spec, condition)),
        },
        Condition::Score { score, test } => score_clause(score, *test),
        Condition::Event(_) => say::condition(spec, condition),
        Condition::All(_)
        | Condition::Any(_)
        | Condition::None(_)
        | Condition::AtLeastOf { .. }
        | Condition::Grade { .. }
        | Condition::Stage(_) => format!("meets this: {}", say::condition(spec, condition)),
    }
}

fn each(spec: &Spec, parts: &[Condition], last: &str) -> String {
    let told: Vec<String> = parts.iter().map(|p| clause(spec, p)).collect();
    joined(&told, last)
}

fn words(spec: &Spec, parts: &[Condition], last: &str) -> String {
    let told: Vec<String> = parts.iter().map(|p| say::condition(spec, p)).collect();
    joined(&told, last)
}

/// For a comparison beside *it is missing* of the same field: the comparison.
pub(super) fn known_or_missing(parts: &[Condition]) -> Option<&Condition> {
    let [
        known,
        Condition::Field {
            field,
            test: Test::Missing,
        },
    ] = parts
    else {
        return None;
    };
    matches!(known, Condition::Field { field: of, .. } if of == field).then_some(known)
}

fn score_clause(score: &str, test: ScoreTest) -> String {
    match test {
        ScoreTest::AtLeast(n) if score == "total" => format!("has at least {n} points"),
        ScoreTest::AtLeast(n) => format!("has at least {n} points for {score}"),
        ScoreTest::Above(0) => format!("has points for {score}"),
        ScoreTest::AtMost(0) => format!("has no points for {score}"),
        ScoreTest::AtMost(n) => format!("has at most {n} points for {score}"),
        ScoreTest::Above(n) => format!("has more than {n} points for {score}"),
        ScoreTest::Below(n) => format!("has fewer than {n} points for {score}"),
        ScoreTest::Is(n) => format!("has {n} points for {score}"),
        ScoreTest::Between(a, b) => format!("has {a} to {b} points for {score}"),
    }
}

fn of_field(spec: &Spec, id: &str, field: &Field, test: &Test) -> String {
    let by_label = || {
        let condition = Condition::field(id, test.clone());
        format!("has {}", small(&say::condition(spec, &condition)))
    };
    let Some(phrase) = &field.phrase else {
        return by_label();
    };
    match test {
        Test::Is(Literal::Flag(true)) => phrase.replace("{}", "").trim().to_owned(),
        Test::AtLeast(Literal::Text(level)) => at_least(field, phrase, level),
        Test::Is(Literal::Text(text)) => filled(phrase, &word(field, text)),
        Test::In(Texts(texts)) | Test::HasAny(Texts(texts)) => {
            let mut told: Vec<String> = Vec::new();
            for text in texts {
                let text = word(field, text);
                if !told.contains(&text) {
                    told.push(text);
                }
            }
            filled(phrase, &joined(&told, "or"))
        }
        Test::AtLeast(Literal::Number(n)) => {
            numbers(phrase, |n| format!("at least {}", n(0)), &[*n])
        }
        Test::AtMost(Literal::Number(n)) => numbers(phrase, |n| format!("at most {}", n(0)), &[*n]),
        Test::Between(low, high) => {
            numbers(phrase, |n| format!("{} to {}", n(0), n(1)), &[*low, *high])
        }
        _ => by_label(),
    }
}

/// What people read for a value.
fn word(field: &Field, value: &str) -> String {
    let known = field.words.get(value);
    known.map_or_else(|| value.to_owned(), |words| small(words))
}

/// A level and what is above it, as the phrase wants it.
fn at_least(field: &Field, phrase: &str, level: &str) -> String {
    let above: Vec<String> = field
        .levels
        .iter()
        .skip_while(|l| !l.eq_ignore_ascii_case(level))
        .map(|l| word(field, l))
        .collect();
    if phrase.contains("{each}") {
        let all = joined(&above, "or");
        return with_article(&phrase.replace("{each}", &all).replace(['[', ']'], ""));
    }
    let alone = above.len() <= 1;
    let phrase = optional(phrase, !alone);
    filled(&phrase, &word(field, level))
}

/// The phrase with what stands in square brackets, or without it.
fn optional(phrase: &str, keep: bool) -> String {
    match (phrase.split_once('['), phrase.split_once(']')) {
        (Some((before, _)), Some((_, after))) if !keep => format!("{}{after}", before.trim_end()),
        _ => phrase.replace(['[', ']'], ""),
    }
}

fn filled(phrase: &str, value: &str) -> String {
    with_article(
        &optional(phrase, phrase.contains('['))
            .replace("{each}", value)
            .replace("{}", value),
    )
}

/// A phrase with numbers; a sign that stands in the braces goes before each of them.
fn numbers(
    phrase: &str,
    say: impl Fn(&dyn Fn(usize) -> String) -> String,
    numbers: &[f64],
) -> String {
    let sign = phrase
        .split_once('{')
        .and_then(|(_, rest)| rest.split_once('}'))
        .map_or("", |(sign, _)| sign);
    let number = |at: usize| {
        let number = numbers.get(at).copied().unwrap_or_default();
        format!("{sign}{}", say::amount(number))
    };
    phrase.replace(&format!("{{{sign}}}"), &say(&number))
}

/// `a/an` before a word becomes the one that fits.
fn with_article(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once("a/an ") {
        out.push_str(before);
        let vowel = after.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
        out.push_str(if vowel { "an " } else { "a " });
        rest = after;
    }
    out + rest
}

/// `a, b or c`; parts with commas of their own are kept apart by semicolons.
pub(super) fn joined(texts: &[String], last: &str) -> String {
    let between = if texts.iter().any(|t| t.contains(", ")) {
        "; "
    } else {
        ", "
    };
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] if between == ", " => format!("{} {last} {end}", first.join(between)),
        [first @ .., end] => format!("{}; {last} {end}", first.join(between)),
    }
}

/// `a; b; c`.
pub(super) fn listed(texts: &[String]) -> String {
    texts.join("; ")
}

/// The text beginning small, unless its first word has a capital further on (`IT`, `VP`, `C-level`).
pub(super) fn small(text: &str) -> String {
    let word: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    let is_name = word.chars().skip(1).any(char::is_uppercase) || word.chars().nth(1) == Some('-');
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !is_name => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// The text beginning with a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
