//! The first chapter: what a lead is, and what it is not.

use crate::definition::condition::Condition;
use crate::definition::score::{Gate, GateEffect};
use crate::export::chapter::Subject;
use crate::export::document::{Block, Chapter};
use crate::export::text::{capital, paragraphs, sentence};

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
        .map(|text| capital(text))
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

/// The gates with this effect, each with its reason.
fn gates(subject: &Subject<'_>, effect: &GateEffect) -> Vec<String> {
    let gates = subject.spec.gates.iter();
    gates
        .filter(|gate| gate.effect == *effect)
        .map(|gate| with_reason(subject, gate))
        .collect()
}

/// A gate's condition, with its reason.
pub(super) fn with_reason(subject: &Subject<'_>, gate: &Gate) -> String {
    let condition = capital(&match &gate.when {
        Condition::None(parts) if !parts.is_empty() => {
            format!(
                "unless {}",
                subject.condition(&Condition::Any(parts.clone()))
            )
        }
        other => subject.condition(other),
    });
    let listed = |because: &String| {
        let because = because.trim().to_lowercase();
        let mut lines = subject.spec.is_not.iter();
        lines.any(|line| line.trim().to_lowercase() == because)
    };
    match &gate.because {
        // The reason is a line of the list above: only how a record shows it is new.
        Some(because) if listed(because) => format!("{}: {condition}", capital(because)),
        Some(because) => format!("{condition}. {}", sentence(because)),
        None => condition,
    }
}
