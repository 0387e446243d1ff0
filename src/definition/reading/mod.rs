//! The definition read aloud: a few sentences, each made from what carries it out.
//!
//! A sentence is never written beside the rules, it is made from them: a gate, a way into a stage, points, a line that
//! somebody asks at the hand-over. What nothing carries out says so. So the text cannot promise what the rules do not
//! do, and no rule can stand behind the text's back.
//!
//! | what | file |
//! |---|---|
//! | one condition as a verb phrase: `works in banking` | `clause.rs` |
//! | stages: the hand-over, the ways into it, the ladder, how a lead leaves | `stages.rs` |
//! | points and how they fade | `points.rs` |

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a few shapes have a phrase of their own; whatever else is asked is said by `say::condition`, which names all"
)]

mod clause;
mod points;
mod stages;

use crate::model::{InWords, Spec};
use crate::reading::clause::listed;
use crate::say::{self, english};
use crate::score::{Gate, GateEffect, Rule, Score};
use crate::sla::rejection::REJECTED_FOR_GOOD;
use crate::stage::{ASK_FIRST, Stage};

pub use clause::clause;
pub(super) use clause::known_or_missing;
pub use stages::{hand_over, leaves, ways_in};

/// What carries a sentence out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Carrier<'s> {
    /// A gate.
    Gate(&'s Gate),
    /// A rule of the score with this name.
    Rule(&'s str, &'s Rule),
    /// The limits and the make-up of the score with this name.
    Score(&'s str, &'s Score),
    /// The way into a stage, and out of it.
    Stage(&'s Stage),
    /// Who gets the leads of a stage.
    Routing(&'s Stage),
    /// A line that a person asks at the hand-over to a stage.
    Checklist(&'s Stage, &'s str),
    /// Nothing: it was agreed in words.
    Nobody(&'s InWords),
}

/// One sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence<'s> {
    /// The words.
    pub text: String,
    /// What carries it out, never empty.
    pub by: Vec<Carrier<'s>>,
}

/// The sentences in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading<'s> {
    /// Each by itself.
    pub sentences: Vec<Sentence<'s>>,
}

impl Reading<'_> {
    /// The sentences as paragraphs with a blank line between them; empty where nothing is said.
    #[must_use]
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.sentences.iter().map(|s| s.text.as_str()).collect();
        texts.join("\n\n")
    }
}

/// Reads a definition.
#[must_use]
pub fn read(spec: &Spec) -> Reading<'_> {
    let mut sentences = Vec::new();
    sentences.extend(own_words(spec));
    sentences.extend(stages::hand_over_sentences(spec));
    sentences.extend(points::sentence(spec));
    sentences.extend(excluded(spec));
    sentences.extend(stages::leaving(spec));
    sentences.extend(stages::ladder(spec));
    sentences.extend(stages::tracks(spec));
    sentences.extend(by_people(spec));
    Reading { sentences }
}

/// The parties' own words, whole and in quotation marks.
fn own_words(spec: &Spec) -> Option<Sentence<'_>> {
    let words: Vec<&InWords> = spec.in_words.iter().filter(|w| w.opens).collect();
    let quoted: Vec<String> = words
        .iter()
        .map(|w| format!("\u{201c}{}\u{201d}", w.words.trim()))
        .collect();
    (!words.is_empty()).then(|| Sentence {
        text: format!("{} (in words only).", quoted.join(" ")),
        by: words.into_iter().map(Carrier::Nobody).collect(),
    })
}

/// What is never a lead, and what is not worked for the time being.
fn excluded(spec: &Spec) -> Option<Sentence<'_>> {
    let mut told = Vec::new();
    let mut by = Vec::new();
    for (effect, start) in [
        (
            GateEffect::Disqualify,
            "never a lead, whatever else is true",
        ),
        (GateEffect::Suspend, "not worked for the time being"),
    ] {
        let gates: Vec<&Gate> = spec.gates.iter().filter(|g| g.effect == effect).collect();
        if !gates.is_empty() {
            let names: Vec<String> = gates.iter().map(|gate| gate_name(spec, gate)).collect();
            told.push(format!("{start}: {}", names.join("; ")));
            by.extend(gates.into_iter().map(Carrier::Gate));
        }
    }
    (!told.is_empty()).then(|| Sentence {
        text: format!("{}.", english::capital(&told.join("; "))),
        by,
    })
}

/// The line of what is not a lead that the gate carries out, or what sales said; else its condition.
fn gate_name(spec: &Spec, gate: &Gate) -> String {
    if let Some(because) = &gate.because
        && gate.id == REJECTED_FOR_GOOD
    {
        return say::small(because);
    }
    let line = gate.because.as_deref().map(str::trim);
    let listed = line.filter(|line| {
        let known = |text: &String| text.trim().eq_ignore_ascii_case(line);
        spec.is_not.iter().any(known)
    });
    match listed {
        Some(line) => say::small(line),
        None => format!("who {}", clause(spec, &gate.when)),
    }
}

/// What a person asks at a hand-over, and what nothing carries out.
fn by_people(spec: &Spec) -> Option<Sentence<'_>> {
    let mut told = Vec::new();
    let mut by = Vec::new();
    for stage in spec.stages.iter().filter(|s| !s.checklist.is_empty()) {
        let lines = || stage.checklist.iter().map(|line| line.trim());
        let unknown = lines().filter_map(|line| line.strip_suffix(ASK_FIRST));
        // What it asks for stands in the sentence about the hand-over.
        let unknown = unknown.map(|line| line.split_once(':').map_or(line, |(about, _)| about));
        let unknown: Vec<String> = unknown.map(say::small).collect();
        if !unknown.is_empty() {
            told.push(format!(
                "asked first where the record does not say: {}",
                unknown.join(", ")
            ));
        }
        let always = lines().filter(|line| !line.ends_with(ASK_FIRST));
        let always: Vec<String> = always.map(str::to_owned).collect();
        if !always.is_empty() {
            let name = say::small(stage.title());
            told.push(format!(
                "asked by a person for {name}: {}",
                always.join("; ")
            ));
        }
        by.extend(
            stage
                .checklist
                .iter()
                .map(|line| Carrier::Checklist(stage, line)),
        );
    }
    let words: Vec<&InWords> = spec.in_words.iter().filter(|w| !w.opens).collect();
    if !words.is_empty() {
        let lines: Vec<String> = words
            .iter()
            .map(|w| format!("{} ({})", say::small(w.words.trim()), w.about))
            .collect();
        told.push(format!("in words only: {}", listed(&lines)));
        by.extend(words.into_iter().map(Carrier::Nobody));
    }
    (!told.is_empty()).then(|| Sentence {
        text: format!("{}.", english::capital(&told.join("; "))),
        by,
    })
}

#[cfg(test)]
mod tests;
