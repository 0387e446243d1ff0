//! Lead cards as tests of the definition: what each scores, and whether that is what the parties agreed.

mod thresholds;
mod why;

use crate::rules::golden::golden_lead;
use crate::{StageId, Workshop};
use leadpact_definition::golden::{Expect, NO_STAGE};
use leadpact_definition::{
    self as definition, LeadStatus, Outcome, Problem, Reason, Spec, golden_run, say,
};

pub use thresholds::{Threshold, sensitivity};
pub use why::{Reason as CardReason, ReasonKind, reasons};

/// What the rules make of one lead card, beside what was agreed on it.
#[derive(Debug, Clone, PartialEq)]
pub struct CardResult {
    /// The card's id.
    pub card: String,
    /// A short name for people, made from the text.
    pub name: String,
    /// The card's text.
    pub text: String,
    /// Points by score, in the order fit, engagement, total; `None`: the score does not apply.
    pub scores: Vec<(String, Option<i64>)>,
    /// The stage the rules give, on the track of the agreed one, else on the main track; `None`: in no stage.
    pub stage: Option<StageId>,
    /// The stage the card was sorted into; `None`: not sorted.
    pub agreed: Option<StageId>,
    /// Whether both are the same. A card that is not sorted always matches.
    pub matches: bool,
    /// Scored, disqualified, suspended or not enough known.
    pub status: LeadStatus,
    /// Each rule and gate that counted.
    pub reasons: Vec<Reason>,
}

/// Scores every lead card of the workshop with the rules of `spec`; the agreed stages are those of its golden leads.
///
/// # Errors
/// What keeps the rules from being used.
pub fn cards(workshop: &Workshop, spec: &Spec) -> Result<Vec<CardResult>, Vec<Problem>> {
    let rules = definition::compile(spec)?;
    let cards = workshop.bank.questions.iter().flat_map(|q| &q.cards);
    Ok(cards
        .map(|card| {
            let golden = spec.golden_leads.iter().find(|g| g.id == card.id);
            let own = || golden_lead(workshop, card, Expect::default());
            let result = golden_run::run_one(&rules, &golden.cloned().unwrap_or_else(own));
            let expect = golden.map(|g| &g.expect);
            let (agreed, stage) = expected_and_found(expect, &result.outcome);
            CardResult {
                card: card.id.clone(),
                name: card.name(),
                text: card.text.trim().to_owned(),
                stage,
                agreed,
                matches: result.passed(),
                status: result.outcome.status,
                scores: result.outcome.scores,
                reasons: result.outcome.reasons,
            }
        })
        .collect())
}

/// The expected stage, and the one found on the same track.
fn expected_and_found(
    expect: Option<&Expect>,
    outcome: &Outcome,
) -> (Option<StageId>, Option<StageId>) {
    match expect.and_then(|e| e.tracks.first()) {
        Some((track, stage)) => {
            let found = outcome.tracks.iter().find(|(name, _)| name == track);
            (
                Some(stage.clone()),
                found.and_then(|(_, stage)| stage.clone()),
            )
        }
        None => (expect.and_then(|e| e.stage.clone()), outcome.stage.clone()),
    }
}

/// A golden lead that two versions put into different stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageMove {
    /// The golden lead's id.
    pub lead: String,
    /// A short name for people, made from its text.
    pub name: String,
    /// Why it is what it is, in words; empty where nobody said.
    pub text: String,
    /// The stages before in words, main track first: `Lead`, `no stage, Product qualified lead`.
    pub before: String,
    /// The stages after, in the same form.
    pub after: String,
    /// The stages before by id, `none` for no stage: `lead`, `none, pql`.
    pub before_ids: String,
    /// The stages after by id.
    pub after_ids: String,
}

/// The golden leads of both versions that change stage from the old to the new one.
///
/// # Errors
/// What keeps one of the versions from being used.
pub fn moves(old: &Spec, new: &Spec) -> Result<Vec<StageMove>, Vec<Problem>> {
    let (before, after) = (definition::compile(old)?, definition::compile(new)?);
    let only_old = old
        .golden_leads
        .iter()
        .filter(|g| new.golden_leads.iter().all(|n| n.id != g.id));
    let mut moves = Vec::new();
    for golden in new.golden_leads.iter().chain(only_old) {
        let was = golden_run::run_one(&before, golden).outcome;
        let is = golden_run::run_one(&after, golden).outcome;
        let (before_ids, after_ids) = (stages(&was, str::to_owned), stages(&is, str::to_owned));
        if before_ids != after_ids {
            moves.push(StageMove {
                lead: golden.id.clone(),
                name: say::lead_name(golden),
                text: golden.because.clone().unwrap_or_default(),
                before: stages(&was, |id| say::stage_name(old, id)),
                after: stages(&is, |id| say::stage_name(new, id)),
                before_ids,
                after_ids,
            });
        }
    }
    Ok(moves)
}

/// The stages of an outcome, main track first, each by the name that `name` gives to its id.
fn stages(outcome: &Outcome, name: impl Fn(&str) -> String) -> String {
    let main = match outcome.status {
        LeadStatus::Disqualified => "disqualified".to_owned(),
        LeadStatus::Scored | LeadStatus::Suspended | LeadStatus::NotEnoughKnown => {
            name(outcome.stage.as_deref().unwrap_or(NO_STAGE))
        }
    };
    let others = outcome
        .tracks
        .iter()
        .filter_map(|(_, stage)| stage.as_ref());
    std::iter::once(main)
        .chain(others.map(|stage| name(stage)))
        .collect::<Vec<_>>()
        .join(", ")
}
