//! The first chapter: what a lead is, and what it is not.

use crate::chapter::Subject;
use crate::document::{Block, Chapter};
use crate::text::{capital, paragraphs, sentence};
use leadpact_definition::condition::Condition;
use leadpact_definition::rejection::REJECTED_FOR_GOOD;
use leadpact_definition::score::{Gate, GateEffect};

/// The definition in plain words, what is not a lead, and what turns one away.
pub(super) fn chapter(subject: &Subject<'_>) -> Chapter {
    let mut statement = paragraphs(&subject.spec.statement);
    if statement.is_empty() {
        statement.push("The definition has not been put in words yet.".to_owned());
    }
    let mut blocks = vec![Block::Definition(statement)];
    let is_not: Vec<String> = subject
        .spec
        .is_not
        .iter()
        .map(|line| no_lead(subject, line))
        .collect();
    for (heading, texts) in [
        ("What is not a lead", is_not),
        (
            "Never worked as a lead",
            gates(subject, &GateEffect::Disqualify),
        ),
        (
            "Not worked for the time being",
            gates(subject, &GateEffect::Suspend),
        ),
    ] {
        if !texts.is_empty() {
            blocks.push(Block::Heading(heading.to_owned()));
            blocks.push(Block::Bullets(texts));
        }
    }
    Chapter {
        id: "meaning",
        title: "What a lead is, and what it is not",
        blocks,
    }
}

/// A line of what is not a lead, with how a record shows it; what nothing in the rules carries out says so.
fn no_lead(subject: &Subject<'_>, line: &str) -> String {
    let mut gates = subject.spec.gates.iter();
    let same = |text: &str| text.trim().to_lowercase() == line.trim().to_lowercase();
    let mut in_words = subject.spec.in_words.iter();
    if let Some(gate) = gates.find(|gate| shows(subject, gate, line)) {
        let condition = capital(&condition(subject, gate));
        // A line that is made from its condition says how a record shows it.
        if same(&condition) {
            capital(line)
        } else {
            format!("{}: {condition}", capital(line))
        }
    } else if in_words.any(|words| same(&words.words)) {
        format!("{} (in words only)", capital(line))
    } else {
        capital(line)
    }
}

/// Whether a gate keeps out for good what a line says.
fn shows(subject: &Subject<'_>, gate: &Gate, line: &str) -> bool {
    let same = |text: &str| text.trim().to_lowercase() == line.trim().to_lowercase();
    gate.effect == GateEffect::Disqualify
        && (gate.because.as_deref().is_some_and(same) || same(&condition(subject, gate)))
}

/// The gates with this effect, each with its reason, but for those that stand in the list of what is not a lead.
fn gates(subject: &Subject<'_>, effect: &GateEffect) -> Vec<String> {
    let gates = subject.spec.gates.iter();
    let lines = subject.spec.is_not.iter();
    gates
        .filter(|gate| gate.effect == *effect)
        .filter(|gate| !lines.clone().any(|line| shows(subject, gate, line)))
        .map(|gate| with_reason(subject, gate))
        .collect()
}

/// What a record of a gate's leads shows.
fn condition(subject: &Subject<'_>, gate: &Gate) -> String {
    if let Condition::None(parts) = &gate.when
        && !parts.is_empty()
    {
        let any = Condition::Any(parts.clone());
        return format!("unless {}", subject.condition(&any));
    }
    subject.condition(&gate.when)
}

/// A gate's condition, with its reason.
pub(super) fn with_reason(subject: &Subject<'_>, gate: &Gate) -> String {
    if gate.id == REJECTED_FOR_GOOD
        && let Some(because) = &gate.because
    {
        let reasons = "for a reason after which a lead is disqualified";
        return format!("{}, {reasons}", capital(because).trim_end_matches('.'));
    }
    let condition = capital(&condition(subject, gate));
    match &gate.because {
        Some(because) => format!("{condition}. {}", sentence(because)),
        None => condition,
    }
}
