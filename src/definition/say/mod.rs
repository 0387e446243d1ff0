//! Conditions, rules, gates, stages and promises in plain English.

mod act;
pub mod calendar;
pub mod english;
mod names;
mod people;
pub mod promise;
mod time;

mod value;

use std::fmt::{Arguments, Write as _};

use crate::{
    condition::{AnyEvent, Condition, EventCondition, ScoreTest, Start, Test},
    model::Spec,
    scalar::{Days, Literal, Parts, Texts},
    score::{Band, Block, DecayStep, Gate, GateEffect, Per, Rule, RuleKind, Score, WhenMissing},
    stage::Stage,
};

pub use english::and_list;
pub use value::{cell, expectation, first_sentence, lead_name, short_name, small, stage_name};
pub(crate) use value::{level_name, names_of};

/// What people call a field: its label, else its id with spaces for underscores.
#[must_use]
pub fn field_name(spec: &Spec, id: &str) -> String {
    match spec.fields.get(id).and_then(|field| field.label.clone()) {
        Some(label) => label,
        None => id.replace('_', " "),
    }
}

/// An act that counts from so many times on: "came back to the website (2+ times)". Short enough for a grid.
#[must_use]
pub fn from_times(name: &str, times: u32) -> String {
    format!("{name} ({times}+ times)")
}

/// What a lead did, as a past act in the middle of a sentence: `requested a demo`.
#[must_use]
pub fn event_name(spec: &Spec, id: &str) -> String {
    let Some(label) = spec.events.get(id).and_then(|event| event.label.as_deref()) else {
        return id.replace('_', " ");
    };
    small(label)
}

/// What several events are called together: `requested a demo or asked for a price`.
#[must_use]
pub fn event_names(spec: &Spec, events: &[String]) -> String {
    let names: Vec<String> = events.iter().map(|event| event_name(spec, event)).collect();
    english::or_list(&names)
}

/// What an event records, with who did it: `it requested a demo`, `sales rejected the lead`.
pub(crate) fn happened(spec: &Spec, id: &str) -> String {
    let names = names::Names::of_rules(spec);
    match names.act(id) {
        Some(act) if act.doer == act::Doer::Lead => format!("it {}", act.past()),
        Some(act) => format!("{} {}", names.doer(&act.doer), act.past()),
        None => event_name(spec, id),
    }
}

/// A condition as words: `employees is at least 50`.
#[must_use]
pub fn condition(spec: &Spec, condition: &Condition) -> String {
    match condition {
        Condition::All(parts) if parts.is_empty() => "always".into(),
        Condition::Any(parts) if parts.is_empty() => "never".into(),
        Condition::None(parts) if parts.is_empty() => "always".into(),
        Condition::All(parts) => joined(spec, parts, " and "),
        Condition::Any(parts) => joined(spec, parts, " or "),
        Condition::None(parts) => format!("not ({})", joined(spec, parts, " or ")),
        Condition::AtLeastOf { at_least, of } => {
            format!("at least {at_least} of: {}", joined(spec, of, "; "))
        }
        Condition::Field { field, test } => value::field_condition(spec, field, test),
        Condition::Event(event) => event_condition(spec, event_name(spec, &event.event), event, ""),
        Condition::AnyEvent(any) => any_event(spec, any),
        Condition::Score { score, test } => format!("{score} {}", score_test(*test)),
        Condition::Grade { grade, grades } => format!("grade {grade} is {}", or_list(grades)),
        Condition::Stage(stage) => {
            let title = spec.stages.iter().find(|known| known.id == *stage);
            format!("{} or higher", title.map_or(stage.as_str(), Stage::title))
        }
    }
}

fn joined(spec: &Spec, parts: &[Condition], between: &str) -> String {
    let several = parts.len() > 1;
    let texts: Vec<_> = parts
        .iter()
        .map(|part| {
            let text = condition(spec, part);
            if several && part.parts().len() > 1 && !matches!(part, Condition::None(_)) {
                format!("({text})")
            } else {
                text
            }
        })
        .collect();
    texts.join(between)
}

fn or_list(texts: &[String]) -> String {
    if texts.is_empty() {
        "nothing".into()
    } else {
        english::or_list(texts)
    }
}

fn one_of(parts: &Parts) -> String {
    match parts {
        Parts::Texts(Texts(values)) => or_list(values),
        Parts::InList(list) => format!("one of the list {list}"),
    }
}

fn field_test(test: &Test) -> String {
    match test {
        Test::Is(Literal::Flag(true)) => "is yes".into(),
        Test::Is(Literal::Flag(false)) => "is no".into(),
        Test::Is(value) => format!("is {value}"),
        Test::In(Texts(values)) => format!("is {}", or_list(values)),
        Test::InList(list) => format!("is in the list {list}"),
        Test::Contains(parts) => format!("contains {}", one_of(parts)),
        Test::StartsWith(parts) => format!("starts with {}", one_of(parts)),
        Test::EndsWith(parts) => format!("ends with {}", one_of(parts)),
        Test::HasAny(Texts(values)) => format!("has {}", or_list(values)),
        Test::HasAll(Texts(values)) => format!("has {}", and_list(values)),
        Test::AtLeast(value) => format!("is at least {}", literal(value)),
        Test::AtMost(value) => format!("is at most {}", literal(value)),
        Test::Above(value) => format!("is above {}", amount(*value)),
        Test::Below(value) => format!("is below {}", amount(*value)),
        Test::Between(low, high) => format!("is from {} to {}", amount(*low), amount(*high)),
        Test::Within(days) => format!("is within the last {}", spoken(*days)),
        Test::OlderThan(days) => format!("is more than {} ago", spoken(*days)),
        Test::Before(day) => format!("is before {day}"),
        Test::After(day) => format!("is after {day}"),
        Test::Present => "is known".into(),
        Test::Missing => "is missing".into(),
    }
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Number(number) => amount(*number),
        Literal::Flag(_) | Literal::Text(_) => value.to_string(),
    }
}

/// A number with a comma between thousands: `20,000,000`, `0.5`.
#[must_use]
pub fn amount(number: f64) -> String {
    let text = number.to_string();
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text.as_str(), None),
    };
    let digits = whole.trim_start_matches('-');
    let mut grouped = whole[..whole.len() - digits.len()].to_owned();
    grouped.push_str(&english::grouped(digits));
    match decimals {
        Some(decimals) => format!("{grouped}.{decimals}"),
        None => grouped,
    }
}

/// A count, with a comma between thousands.
fn grouped(number: u64) -> String {
    english::grouped(&number.to_string())
}

fn score_test(test: ScoreTest) -> String {
    match test {
        ScoreTest::AtLeast(n) => format!("is at least {n}"),
        ScoreTest::AtMost(n) => format!("is at most {n}"),
        ScoreTest::Above(n) => format!("is above {n}"),
        ScoreTest::Below(n) => format!("is below {n}"),
        ScoreTest::Is(n) => format!("is {n}"),
        ScoreTest::Between(a, b) => format!("is from {a} to {b}"),
    }
}

/// A duration as words: `90 days`, `1 day`.
#[must_use]
pub fn spoken(days: Days) -> String {
    match days.0 {
        1 => "1 day".into(),
        n => format!("{n} days"),
    }
}

fn any_event(spec: &Spec, any: &AnyEvent) -> String {
    let names = event_names(spec, &any.events);
    let several = if any.events.len() > 1 { " in all" } else { "" };
    let asked = any.each().next().unwrap_or_default();
    event_condition(spec, names, &asked, several)
}

/// `text`: what has to happen; `in_all`: what is added to a number that counts several events.
fn event_condition(spec: &Spec, mut text: String, event: &EventCondition, in_all: &str) -> String {
    if let Some(days) = event.days {
        push(
            &mut text,
            format_args!(" on at least {}", spoken(Days(days))),
        );
        if days != 1 {
            text.push_str(" (different ones)");
            text.push_str(in_all);
        }
    }
    match event.at_least {
        None | Some(1) => {}
        Some(count) => push(&mut text, format_args!(" at least {count} times{in_all}")),
    }
    let after = match (&event.since, &event.start) {
        (Some(since), _) => Some(format!("after the last time {}", event_name(spec, since))),
        (None, start) => start.as_ref().map(|start| from_day(spec, start)),
    };
    match (event.within, after) {
        (None, None) => {}
        (Some(days), None) => push(&mut text, format_args!(" within {}", spoken(days))),
        (None, Some(after)) => push(&mut text, format_args!(" {after}")),
        // The days are counted back from *as of*, not from the other act.
        (Some(days), Some(after)) => push(
            &mut text,
            format_args!(" within the last {} and {after}", spoken(days)),
        ),
    }
    text
}

/// The day from which on acts count: `on or after the last day of Deal lost, if any`.
#[must_use]
pub fn from_day(spec: &Spec, start: &Start) -> String {
    match start {
        Start::Field(field) => {
            format!("on or after the day of {}, if any", field_name(spec, field))
        }
        Start::Event(event) => {
            format!(
                "on or after the last day of {}, if any",
                event_name(spec, event)
            )
        }
    }
}

fn signed(points: i64) -> String {
    match points {
        1 | -1 => format!("{points:+} point"),
        _ => format!("{points:+} points"),
    }
}

/// Where a band of numbers ends: `below 50`, `up to 1,000`; empty without an end.
#[must_use]
pub fn band_end(band: &Band) -> String {
    match (band.below, band.at_most) {
        (Some(below), _) => format!("below {}", amount(below)),
        (None, Some(at_most)) => format!("up to {}", amount(at_most)),
        (None, None) => String::new(),
    }
}

/// A rule as words: `+20 points when industry is in the list target-industries`.
#[must_use]
pub fn rule(spec: &Spec, rule: &Rule) -> String {
    let mut text = match &rule.kind {
        RuleKind::When { when, points } => {
            format!("{} when {}", signed(*points), condition(spec, when))
        }
        RuleKind::Bands { field, bands } => {
            let ends = bands.iter().enumerate().map(|(at, band)| {
                let after = at.checked_sub(1).and_then(|before| bands.get(before));
                let words = match (band.end(), after.map(|before| before.at_most)) {
                    (None, Some(Some(_))) => "above: ".to_owned(),
                    (None, _) => "from there on: ".to_owned(),
                    (Some(_), _) => format!("{}: ", band_end(band)),
                };
                format!("{words}{:+}", band.points)
            });
            let bands: Vec<_> = ends.collect();
            format!(
                "points by {}: {}",
                field_name(spec, field),
                bands.join(", ")
            )
        }
        RuleKind::PerUnit { field, points } => {
            format!(
                "{} for each unit of {}",
                signed(*points),
                field_name(spec, field)
            )
        }
        RuleKind::Event {
            events,
            points,
            per,
            within,
            since,
            when,
            decay,
        } => {
            let mut text = format!(
                "{} {} {}",
                signed(*points),
                per_words(*per),
                event_names(spec, events)
            );
            if let Some(days) = within {
                push(&mut text, format_args!(" within {}", spoken(*days)));
            }
            if let Some(start) = since {
                push(&mut text, format_args!(" {}", from_day(spec, start)));
            }
            if let Per::Cooldown(days) = per {
                push(&mut text, format_args!(", {}", apart(*days)));
            }
            if let Some(when) = when {
                push(
                    &mut text,
                    format_args!(", for leads where {}", condition(spec, when)),
                );
            }
            text.push_str(&decay_words(decay));
            text
        }
        RuleKind::FirstOf(choices) => {
            let choices: Vec<_> = choices
                .iter()
                .map(|choice| match &choice.when {
                    Some(when) => {
                        format!("{} when {}", signed(choice.points), condition(spec, when))
                    }
                    None => format!("else {}", signed(choice.points)),
                })
                .collect();
            format!("the first that holds: {}", choices.join("; "))
        }
        RuleKind::LargestOf(rules) => {
            let rules: Vec<_> = rules.iter().map(|part| self::rule(spec, part)).collect();
            format!("the largest of: {}", rules.join("; "))
        }
    };
    if let Some(cap) = rule.cap {
        push(&mut text, format_args!(", at most {cap}"));
    }
    if let Some(floor) = rule.floor {
        push(&mut text, format_args!(", at least {floor}"));
    }
    match rule.when_missing {
        Some(WhenMissing::Points(points)) => {
            push(
                &mut text,
                format_args!("; {} when it is missing", signed(points)),
            );
        }
        Some(WhenMissing::NotEnoughKnown) => {
            text.push_str("; not enough known when it is missing");
        }
        None => {}
    }
    text
}

fn per_words(per: Per) -> String {
    match per {
        Per::Once => "when the lead".into(),
        Per::Occurrence | Per::Cooldown(_) => "each time the lead".into(),
        Per::Day => "for each day the lead".into(),
        Per::Week => "for each week (Monday to Sunday) the lead".into(),
        Per::Month => "for each calendar month the lead".into(),
        Per::Block(block) => format!("for each {} in which the lead", blocks(block)),
    }
}

/// A cool-down: `at least 30 days after the last time that counted`.
#[must_use]
pub fn apart(cooldown: Days) -> String {
    format!(
        "at least {} after the last time that counted",
        spoken(cooldown)
    )
}

/// What a block is: `block of 30 days counted back from the day of scoring`.
#[must_use]
pub fn blocks(block: Block) -> String {
    format!(
        "block of {} counted back from the day of scoring",
        spoken(Days(block.days))
    )
}

fn decay_words(steps: &[DecayStep]) -> String {
    if steps.is_empty() {
        return String::new();
    }
    let steps: Vec<_> = steps
        .iter()
        .map(|step| match step.within {
            Some(days) => format!("{} up to {}", step.keep, spoken(days)),
            None => format!("{} later", step.keep),
        })
        .collect();
    format!(" (keeps {})", steps.join(", "))
}

/// A gate as words: `disqualified when source is purchased list`.
#[must_use]
pub fn gate(spec: &Spec, gate: &Gate) -> String {
    let effect = match &gate.effect {
        GateEffect::Disqualify => "disqualified".to_owned(),
        GateEffect::Suspend => "suspended".to_owned(),
        GateEffect::Qualify(stage) => {
            let title = spec.stages.iter().find(|known| known.id == *stage);
            format!("enters {}", title.map_or(stage.as_str(), Stage::title))
        }
    };
    format!("{effect} when {}", condition(spec, &gate.when))
}

/// A stage with its entry as words: `Marketing qualified lead: total is at least 60`.
#[must_use]
pub fn stage(spec: &Spec, stage: &Stage) -> String {
    format!("{}: {}", stage.title(), entry(spec, stage))
}

/// How a lead comes into a stage and leaves it, as words: `total is at least 60; leaves when left`.
#[must_use]
pub fn entry(spec: &Spec, stage: &Stage) -> String {
    let entry = stage
        .when
        .as_ref()
        .map_or("every lead".to_owned(), |when| condition(spec, when));
    match &stage.exit {
        Some(exit) => format!("{entry}; leaves when {}", condition(spec, exit)),
        None => entry,
    }
}

/// A score's make-up as words: `the sum of fit and engagement, at most 100, at least 0`.
#[must_use]
pub fn score(spec: &Spec, score: &Score) -> String {
    let mut text = match (&score.sum, &score.largest) {
        (Some(parts), _) => format!("the sum of {}", and_list(parts)),
        (None, Some(parts)) => format!("the largest of {}", and_list(parts)),
        (None, None) => match score.rules.len() {
            1 => "the points of 1 rule".into(),
            n => format!("the points of {n} rules"),
        },
    };
    if let Some(cap) = score.cap {
        push(&mut text, format_args!(", at most {cap}"));
    }
    if let Some(floor) = score.floor {
        push(&mut text, format_args!(", at least {floor}"));
    }
    if let Some(above) = score.freeze_above {
        push(
            &mut text,
            format_args!(", no further act counts once it is above {above}"),
        );
    }
    if let Some(applies) = &score.applies_to {
        push(
            &mut text,
            format_args!(", for leads where {}", condition(spec, applies)),
        );
    }
    if let Some(reset) = &score.reset_when {
        push(
            &mut text,
            format_args!(", 0 while {}", condition(spec, reset)),
        );
    }
    text
}

/// Adds formatted words to a text.
fn push(text: &mut String, words: Arguments) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(words);
}

#[cfg(test)]
mod tests;
