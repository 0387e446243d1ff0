//! The definition in plain words, readable aloud at any moment: a few short paragraphs.

mod agreed;

use crate::answer::said::{answer_prose, label};
use crate::rules::{Part, Source, rules};
use crate::{
    Decision, Observation, PreQualification, PreQualificationForm, Question, Until, Workshop,
};
use leadpact_definition::say::english::article;

pub use agreed::agreed_words;

/// What is agreed so far, read from the rules it makes, as short paragraphs with a blank line between them; what is put
/// off at the end.
#[must_use]
pub fn paragraph(workshop: &Workshop) -> String {
    let spec = rules(workshop, Source::Agreed).spec;
    let settled = workshop.decisions.values().any(Decision::stands);
    let mut told = if settled {
        vec![spec.statement]
    } else {
        vec!["Nothing is agreed yet.".to_owned()]
    };
    told.extend(put_off(workshop));
    told.join("\n\n")
}

fn put_off(workshop: &Workshop) -> Option<String> {
    let mut parked: Vec<String> = Vec::new();
    for (id, decision) in &workshop.decisions {
        if let Some(later) = &decision.parked {
            let title = workshop
                .bank
                .question(id)
                .map_or(id.as_str(), |q| q.title.as_str());
            let until = match &later.until {
                Until::NotAsked => String::new(),
                held @ (Until::Answer(_) | Until::AsInForce) => {
                    let words = held.words(|id| workshop.party_name(id));
                    format!("; until then {words}")
                }
            };
            parked.push(format!(
                "{title} ({}, by {}{until})",
                later.owner, later.due
            ));
        }
    }
    (!parked.is_empty()).then(|| format!("Put off: {}.", parked.join("; ")))
}

/// A text on one line, with a full stop.
fn sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.ends_with(['.', '!', '?']) {
        line
    } else {
        format!("{line}.")
    }
}

/// `Rosa learns on a qualification call: What made them look now.`
fn learned(step: &PreQualification, question: &Question) -> String {
    let learns = if step.learns.trim().is_empty() {
        question.title.clone()
    } else {
        lower_first(&step.learns)
    };
    format!(
        "{} learns {} {} {}: {}",
        if step.who.trim().is_empty() {
            "Somebody still to be named"
        } else {
            step.who.trim()
        },
        if step.form == PreQualificationForm::Call {
            "on"
        } else {
            "with"
        },
        article(step.form.word()),
        step.form.word(),
        sentence(&learns)
    )
}

/// What is never acceptable under one question: `Seniority: intern or student`.
#[must_use]
pub fn never_line(part: &Part) -> String {
    format!(
        "{}: {}",
        part.question.title,
        joined(&never_values(part), ",", "or")
    )
}

fn never_values(part: &Part) -> Vec<String> {
    let values = part.response.never.iter().map(|v| v.trim());
    values
        .filter(|v| !v.is_empty())
        .map(|v| label(part.question, v))
        .collect()
}

/// A line of the hand-off checklist: `Budget: at least €10,000 (SDR on the qualification call)`.
#[must_use]
pub fn checklist_line(workshop: &Workshop, part: &Part) -> String {
    let answer = part.response.answer.as_ref();
    let what = answer.map_or_else(String::new, |a| {
        answer_prose(part.question, a, &workshop.setup.currency)
    });
    let who = match (&part.pre_qualification, &part.response.observed_by) {
        (_, Some(Observation::Person(who))) if !who.trim().is_empty() => {
            format!(" ({})", who.trim())
        }
        (Some(step), _) if !step.who.trim().is_empty() => {
            format!(" ({}, {})", step.form.word(), step.who.trim())
        }
        (Some(step), _) => format!(" ({})", step.form.word()),
        (None, _) => String::new(),
    };
    format!("{}: {what}{who}", part.question.title)
}

pub(crate) fn joined(texts: &[String], separator: &str, last: &str) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] if separator == "," => format!("{first} {last} {second}"),
        [first @ .., end] => format!(
            "{}{} {last} {end}",
            first.join(&format!("{separator} ")),
            if separator == ";" { ";" } else { "" }
        ),
    }
}

/// The text beginning small, unless its first word has a capital further on (`IT`, `VP`, `C-level`).
pub(crate) fn lower_first(text: &str) -> String {
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
