//! The definition in plain words, readable aloud at any moment: a few short paragraphs.

mod agreed;

use crate::rules::{Source, rules};
use crate::{Decision, PreQualification, PreQualificationForm, Question, Until, Workshop};
use leadpact_definition::say::english::{article, lower_first};

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
