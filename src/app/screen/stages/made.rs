//! The stages that the rules make beside the planned ones: shown, so that nobody wonders where they come from.

use leadpact_definition::condition::Condition;
use leadpact_definition::reading;
use leadpact_definition::stage::WANTS_TO_TALK;
use leadpact_workshop::Workshop;
use leadpact_workshop::rules::hand_over::{ALREADY_OURS, hand_over_stage};
use leadpact_workshop::rules::{Source, rules};

/// A stage that nobody planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Where it stands, seen from the hand-over.
    pub place: &'static str,
    /// What people call it.
    pub name: String,
    /// How a lead enters it; empty where nobody does so far.
    pub entered: String,
    /// What it is made from, as a sentence.
    pub from: &'static str,
    /// Whether it stands below the hand-over; else beside the ladder.
    pub is_below: bool,
}

impl Made {
    /// Its name and how it is entered.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}: {}", self.name, self.who())
    }

    /// Who is in it: `who requested a demo within 180 days`.
    #[must_use]
    pub fn who(&self) -> String {
        if self.entered.is_empty() {
            "nobody, until an act is settled as such".to_owned()
        } else {
            format!("who {}", self.entered)
        }
    }
}

/// The stages that come out of what was settled so far; none on a ladder without a hand-over.
#[must_use]
pub fn made(workshop: &Workshop) -> Vec<Made> {
    if hand_over_stage(workshop).is_none() {
        return Vec::new();
    }
    let mut spec = rules(workshop, Source::Agreed).spec;
    // Read without them: what a stage asks is told here, not named after it.
    let stages = std::mem::take(&mut spec.stages);
    let kinds = [
        (
            ALREADY_OURS,
            "Below it",
            "Made from what was settled as already ours: change it there.",
        ),
        (
            WANTS_TO_TALK,
            "Beside it",
            "Made from the signals that were settled as wants to talk now: change it there.",
        ),
    ];
    let planned = |id: &str| workshop.stage(id).is_some();
    let kinds = kinds.into_iter().filter(|(id, ..)| !planned(id));
    let found = kinds.filter_map(|(id, place, from)| {
        let stage = stages.iter().find(|stage| stage.id == id)?;
        let entered = match &stage.when {
            Some(when) if *when != Condition::never() => reading::clause(&spec, when),
            Some(_) | None => String::new(),
        };
        Some(Made {
            place,
            name: stage.title().to_owned(),
            entered,
            from,
            is_below: id == ALREADY_OURS,
        })
    });
    found.collect()
}
