//! One part of a definition on one line: on the checklist of the hand-off, under what is never a lead.

use crate::Observation;
use crate::Workshop;
use crate::answer::said::{answer_prose, label};
use crate::rules::Part;
use leadpact_definition::say::english::or_list;

/// What is never acceptable under one question: `Seniority: intern or student`.
pub(crate) fn never_line(part: &Part) -> String {
    format!("{}: {}", part.question.title, or_list(&never_values(part)))
}

fn never_values(part: &Part) -> Vec<String> {
    let values = part.response.never.iter().map(|v| v.trim());
    values
        .filter(|v| !v.is_empty())
        .map(|v| label(part.question, v))
        .collect()
}

/// A line of the hand-off checklist: `Budget: at least €10,000 (SDR on the qualification call)`.
pub(crate) fn checklist_line(workshop: &Workshop, part: &Part) -> String {
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
