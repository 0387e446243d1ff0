//! Lead cards as tests of the definition: what each scores, and whether that is what the parties agreed.

use jiff::ToSpan;

use crate::definition::date::Day;
use crate::definition::golden::{Expect, GoldenEvent, GoldenLead, NO_STAGE};
use crate::definition::stage::MAIN_TRACK;
use crate::workshop::compile::Part;
use crate::workshop::{Answer, Card, StageId, Workshop};

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
