//! Sorted lead cards as golden leads of the rule file: examples that the rules have to meet.

use jiff::ToSpan;

use crate::rules::Part;
use crate::{Answer, Card, EntryKind, StageId, Workshop};
use leadpact_definition::date::Day;
use leadpact_definition::golden::{Expect, GoldenEvent, GoldenLead, NO_STAGE};
use leadpact_definition::stage::MAIN_TRACK;
use leadpact_definition::{self as definition, LeadStatus, Spec, golden_run};

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
pub(crate) fn unknown_stages(workshop: &Workshop, parts: &[Part]) -> Vec<(String, StageId)> {
    sorted(parts)
        .filter(|(_, stage, _)| *stage != NO_STAGE && workshop.stage(stage).is_none())
        .map(|(card, stage, _)| (card.id.clone(), stage.clone()))
        .collect()
}

/// A card as a lead of the rule file: the cells and events that the bank knows, counted back from the
/// day of the workshop.
pub(crate) fn golden_lead(workshop: &Workshop, card: &Card, expect: Expect) -> GoldenLead {
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
pub(crate) fn golden_leads(workshop: &Workshop, parts: &[Part]) -> Vec<GoldenLead> {
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
