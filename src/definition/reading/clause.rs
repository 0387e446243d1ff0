//! One condition as a verb phrase about a lead: `works in banking or insurance`.

use crate::condition::{Condition, ScoreTest, Test};
use crate::field::{Field, FieldType};
use crate::model::Spec;
use crate::say::english::article;
use crate::say::{self, level_name, names_of, small};
use crate::scalar::{Literal, Texts};
use crate::stage::Stage;

/// How a condition begins that is told at its stage.
const MEETS: &str = "meets what ";

/// A condition as a verb phrase, by the phrases of its fields where they have one.
#[must_use]
pub fn clause(spec: &Spec, condition: &Condition) -> String {
    // What a whole stage asks is told once, at the stage.
    let asks = |stage: &&Stage| stage.when.as_ref() == Some(condition);
    if condition.parts().len() > 1
        && let Some(stage) = spec.stages.iter().find(asks)
    {
        return format!("{MEETS}{} asks", small(stage.title()));
    }
    spelled_out(spec, condition)
}

/// Whether it asks for the *yes* of a field that says how it reads.
fn is_a_yes(spec: &Spec, condition: &Condition) -> bool {
    let Condition::Field { field, test } = condition else {
        return false;
    };
    let phrased = |field: &Field| field.phrase.is_some();
    *test == Test::Is(Literal::Flag(true)) && spec.fields.get(field).is_some_and(phrased)
}

/// A condition as a verb phrase, though it is all that a stage asks: for the stage itself.
pub(super) fn spelled_out(spec: &Spec, condition: &Condition) -> String {
    match condition {
        Condition::All(parts) if !parts.is_empty() => {
            let parts: Vec<&Condition> = parts.iter().flat_map(flat).collect();
            joined(&told(spec, &parts), "and")
        }
        Condition::Any(parts) if !parts.is_empty() => match known_or_missing(parts) {
            Some(known) => format!("{}, as far as is known", clause(spec, known)),
            None => joined(&choices(spec, parts), "or"),
        },
        Condition::None(parts) if parts.len() == 1 => match parts.as_slice() {
            [one @ Condition::Event(event)] if *one == Condition::event(&event.event) => {
                format!("has no record that {}", say::happened(spec, &event.event))
            }
            [one] if is_a_yes(spec, one) => {
                format!("has no record that it {}", clause(spec, one))
            }
            _ => format!("without this: {}", words(spec, parts, "or")),
        },
        Condition::None(parts) if !parts.is_empty() => {
            format!("has none of this: {}", words(spec, parts, "or"))
        }
        Condition::Field { field, test } => match spec.fields.get(field) {
            Some(known) => of_field(spec, field, known, test),
            None => format!("has {}", say::condition(spec, condition)),
        },
        Condition::Score { score, test } => score_clause(score, *test),
        Condition::Event(_) | Condition::AnyEvent(_) => say::condition(spec, condition),
        Condition::All(_)
        | Condition::Any(_)
        | Condition::None(_)
        | Condition::AtLeastOf { .. }
        | Condition::Grade { .. }
        | Condition::Stage(_) => format!("meets this: {}", say::condition(spec, condition)),
    }
}

/// The parts of a condition that all have to hold, those within them too.
fn flat(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::All(parts) if !parts.is_empty() => parts.iter().flat_map(flat).collect(),
        one => vec![one],
    }
}

/// What has to hold; a choice among it is kept together.
fn told(spec: &Spec, parts: &[&Condition]) -> Vec<String> {
    let one = |part: &&Condition| match part {
        Condition::Any(any) if any.len() > 1 && known_or_missing(any).is_none() => {
            let text = clause(spec, part);
            let named = text.starts_with(MEETS) && !text.contains(" or ");
            if named {
                text
            } else {
                format!("either {text}")
            }
        }
        part => clause(spec, part),
    };
    parts.iter().map(one).collect()
}

/// Choices; what has several parts of its own is kept together.
fn choices(spec: &Spec, parts: &[Condition]) -> Vec<String> {
    let choice = |part: &Condition| {
        let text = clause(spec, part);
        let several = matches!(part, Condition::All(all) if all.len() > 1);
        if several && !text.starts_with(MEETS) {
            format!("all of this ({text})")
        } else {
            text
        }
    };
    parts.iter().map(choice).collect()
}

fn words(spec: &Spec, parts: &[Condition], last: &str) -> String {
    let told: Vec<String> = parts.iter().map(|p| say::condition(spec, p)).collect();
    joined(&told, last)
}

/// For a comparison beside *it is missing* of the same field: the comparison.
pub(crate) fn known_or_missing(parts: &[Condition]) -> Option<&Condition> {
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
        ScoreTest::Above(0) if score == "engagement" => "did something that counts".to_owned(),
        ScoreTest::AtMost(0) if score == "engagement" => "did nothing that counts".to_owned(),
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
    if *test == Test::Present {
        return format!("has {} on record", small(&say::field_name(spec, id)));
    }
    match test {
        Test::OlderThan(days) => {
            let name = small(&say::field_name(spec, id));
            return format!("{name} more than {} ago", say::spoken(*days));
        }
        Test::After(day) => {
            let day = long_day(day);
            return format!("{} after {day}", small(&say::field_name(spec, id)));
        }
        Test::Before(day) => {
            let day = long_day(day);
            return format!("{} before {day}", small(&say::field_name(spec, id)));
        }
        Test::Within(days) => {
            let name = small(&say::field_name(spec, id));
            return format!("{name} within the last {}", say::spoken(*days));
        }
        _ => {}
    }
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
        Test::Is(Literal::Text(value)) => filled(
            phrase,
            &joined(&values(field, std::slice::from_ref(value)), "or"),
        ),
        Test::In(Texts(texts)) | Test::HasAny(Texts(texts)) => {
            filled(phrase, &joined(&values(field, texts), "or"))
        }
        Test::AtLeast(Literal::Number(n)) => {
            numbers(phrase, |n| format!("at least {}", n(0)), &[*n])
        }
        Test::AtMost(Literal::Number(n)) => numbers(phrase, |n| format!("at most {}", n(0)), &[*n]),
        Test::Above(n) => numbers(phrase, |say| format!("more than {}", say(0)), &[*n]),
        Test::Below(n) => numbers(phrase, |say| format!("fewer than {}", say(0)), &[*n]),
        Test::Between(low, high) => {
            numbers(phrase, |n| format!("{} to {}", n(0), n(1)), &[*low, *high])
        }
        _ => by_label(),
    }
}

/// What people read for values: a level by its name, a text by the name of all that share it.
fn values(field: &Field, values: &[String]) -> Vec<String> {
    match field.kind {
        FieldType::Level => values.iter().map(|v| level_name(field, v)).collect(),
        _ => names_of(field, values)
            .iter()
            .map(|name| small(name))
            .collect(),
    }
}

/// A level and what is above it, as the phrase wants it.
fn at_least(field: &Field, phrase: &str, level: &str) -> String {
    let above: Vec<String> = field
        .levels
        .iter()
        .skip_while(|l| !l.eq_ignore_ascii_case(level))
        .map(|l| level_name(field, l))
        .collect();
    if phrase.contains("{each}") {
        let all = joined(&above, "or");
        return with_article(&phrase.replace("{each}", &all).replace(['[', ']'], ""));
    }
    let phrase = optional(phrase, above.len() > 1);
    filled(&phrase, &level_name(field, level))
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
        &optional(phrase, false)
            .replace("{each}", value)
            .replace("{}", value),
    )
}

/// A day as in `1 December 2026`; what is none stays as it is.
fn long_day(day: &str) -> String {
    day.parse::<jiff::civil::Date>().map_or_else(
        |_| day.to_owned(),
        |day| day.strftime("%-d %B %Y").to_string(),
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
        out.push_str(article(after));
        out.push(' ');
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
