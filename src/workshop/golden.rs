//! Lead cards as tests of the definition: what each scores, and whether that is what the parties agreed.

mod thresholds;
mod why;

use jiff::ToSpan;

use crate::rules::Part;
use crate::{Answer, Card, EntryKind, StageId, Workshop};
use leadpact_definition::date::Day;
use leadpact_definition::golden::{Expect, GoldenEvent, GoldenLead, NO_STAGE};
use leadpact_definition::stage::MAIN_TRACK;
use leadpact_definition::{
    self as definition, LeadStatus, Outcome, Problem, Reason, Spec, golden_run, say,
};

pub use thresholds::{Threshold, sensitivity};
pub use why::{Reason as CardReason, ReasonKind, reasons};

/// Each sorted card with its stage, in the order of the cards.
fn sorted<'a>(
    parts: &'a [Part<'a>],
) -> impl Iterator<Item = (&'a Card, &'a StageId, &'a Part<'a>)> {
    parts.iter().flat_map(|part| {
        let stages = match &part.response.answer {
            Some(Answer::Cards(stages)) => Some(stages),
            _ => None,
        };
        let cards = stages.into_iter().flat_map(|stages| {
            part.question
                .cards
                .iter()
                .filter_map(move |card| stages.get(&card.id).map(|stage| (card, stage)))
        });
        cards.map(move |(card, stage)| (card, stage, part))
    })
}

/// Cards that were sorted into a stage the ladder does not have, each with that stage.
#[must_use]
pub fn unknown_stages(workshop: &Workshop, parts: &[Part]) -> Vec<(String, StageId)> {
    sorted(parts)
        .filter(|(_, stage, _)| *stage != NO_STAGE && workshop.stage(stage).is_none())
        .map(|(card, stage, _)| (card.id.clone(), stage.clone()))
        .collect()
}

/// A card as a lead of the rule file: the cells and events that the bank knows, counted back from the
/// day of the workshop.
#[must_use]
pub fn golden_lead(workshop: &Workshop, card: &Card, expect: Expect) -> GoldenLead {
    let as_of = workshop.setup.created;
    let known = |id: &String| workshop.bank.fields.contains_key(id);
    let fields = card.fields.iter().filter(|(id, _)| known(id));
    let events = card
        .events
        .iter()
        .filter(|e| workshop.bank.events.contains_key(&e.event));
    GoldenLead {
        id: card.id.clone(),
        because: Some(card.text.trim().to_owned()).filter(|text| !text.is_empty()),
        as_of: Day(as_of),
        fields: fields
            .map(|(id, cell)| (id.clone(), cell.clone()))
            .collect(),
        events: events
            .map(|e| GoldenEvent {
                event: e.event.clone(),
                at: as_of
                    .saturating_sub(i64::from(e.days_ago).days())
                    .to_string(),
            })
            .collect(),
        expect,
    }
}

/// The sorted cards as golden leads. One sorted into a stage of another track expects it there.
#[must_use]
pub fn golden_leads(workshop: &Workshop, parts: &[Part]) -> Vec<GoldenLead> {
    let mut golden: Vec<GoldenLead> = Vec::new();
    for (card, stage, _) in sorted(parts) {
        let track = match workshop.stage(stage) {
            Some(plan) => plan.track.as_str(),
            None if stage == NO_STAGE => MAIN_TRACK,
            None => continue,
        };
        let mut expect = Expect::default();
        if track == MAIN_TRACK {
            expect.stage = Some(stage.clone());
        } else {
            expect.tracks.insert(track.to_owned(), stage.clone());
        }
        if golden.iter().all(|g| g.id != card.id) {
            golden.push(golden_lead(workshop, card, expect));
        }
    }
    golden
}

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

/// Not a lead, and no more than a record of a person, are one and the same. So a card sorted into the stage of every
/// record, while a gate takes it out, expects no stage at all; and a card sorted as no lead, while every record
/// stands in the lowest stage, expects that stage.
pub(crate) fn expect_exclusion(workshop: &Workshop, spec: &mut Spec) {
    let Ok(rules) = definition::compile(spec) else {
        return;
    };
    let everyone = |id: &str| {
        workshop
            .stage(id)
            .is_some_and(|plan| plan.enter.by == EntryKind::Everyone)
    };
    for golden in &mut spec.golden_leads {
        let outcome = golden_run::run_one(&rules, golden).outcome;
        match golden.expect.stage.as_deref() {
            Some(NO_STAGE) => {
                if let Some(lowest) = outcome.stage.filter(|id| everyone(id)) {
                    golden.expect.stage = Some(lowest);
                }
            }
            Some(id) if everyone(id) && outcome.status == LeadStatus::Disqualified => {
                golden.expect.stage = Some(NO_STAGE.to_owned());
                golden.expect.status = Some(LeadStatus::Disqualified.word().to_owned());
            }
            Some(_) | None => {}
        }
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
