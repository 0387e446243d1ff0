//! What becomes of a lead that sales turns down: it leaves the stages of sales until something brings it back, or for
//! good where the reason says so. What no rule does is named, so that the text can say it.

use std::collections::BTreeSet;

use crate::rules::Part;
use crate::rules::hand_over::{CONVERSATION, hand_over_stage};
use crate::{Answer, EntryKind, Rating, StagePlan, Workshop};
use leadpact_definition::Spec;
use leadpact_definition::condition::{Condition, EventCondition, Test};
use leadpact_definition::field::FieldType;
use leadpact_definition::rejection::{
    BACK_ON_DAY, Carried, REASON, REJECTED, REJECTED_FOR_GOOD, Route, spellings,
};
use leadpact_definition::scalar::Texts;
use leadpact_definition::score::{Gate, GateEffect};
use leadpact_definition::sla::RejectionReason;
use leadpact_definition::stage::{MAIN_TRACK, Stage};
use leadpact_definition::value::canonical_text;

/// The acts that bring a rejected lead back: those of the signals rated *shows interest* or better, and a conversation.
#[must_use]
pub(super) fn acts_that_count(workshop: &Workshop, parts: &[Part]) -> Vec<String> {
    let mut acts: Vec<String> = Vec::new();
    for part in parts {
        let Some(Answer::Ratings(ratings)) = &part.response.answer else {
            continue;
        };
        for signal in &part.question.signals {
            let counts = ratings.get(&signal.id);
            let counts = counts.is_some_and(|rating| *rating >= Rating::ShowsInterest);
            let known = workshop.bank.events.contains_key(&signal.event);
            if counts && known && !acts.contains(&signal.event) {
                acts.push(signal.event.clone());
            }
        }
    }
    if workshop.bank.events.contains_key(CONVERSATION) {
        acts.push(CONVERSATION.to_owned());
    }
    acts
}

/// When a lead leaves this stage because sales turned it down: a rejection is on record and nothing has brought the lead
/// back since. Back bring the acts that count and the agreed day; into a stage that an act enters, that act alone.
/// `None`: sales does not work in this stage, or no rejection is recorded.
#[must_use]
pub fn exit(workshop: &Workshop, plan: &StagePlan, acts: &[String]) -> Option<Condition> {
    let events = &workshop.bank.events;
    if !events.contains_key(REJECTED) || !sales_works_in(workshop, plan) {
        return None;
    }
    let since = |event: &str| {
        Condition::Event(EventCondition {
            event: event.to_owned(),
            since: Some(REJECTED.to_owned()),
            ..EventCondition::default()
        })
    };
    let back: Vec<Condition> = if plan.enter.by == EntryKind::Act {
        let act = plan.enter.act.as_deref()?;
        events
            .contains_key(act)
            .then(|| since(act))
            .into_iter()
            .collect()
    } else {
        let day = events.contains_key(BACK_ON_DAY).then_some(BACK_ON_DAY);
        let acts = acts
            .iter()
            .map(String::as_str)
            .filter(|act| *act != BACK_ON_DAY);
        acts.chain(day).map(since).collect()
    };
    let rejected = Condition::event(REJECTED);
    Some(if back.is_empty() {
        rejected
    } else {
        Condition::All(vec![rejected, Condition::None(back)])
    })
}

/// Whether a stage lies between the hand-over and the last of the main track: the hand-over included, the last not. On
/// another track leads are handed over in every stage that they enter by what they are or did.
fn sales_works_in(workshop: &Workshop, plan: &StagePlan) -> bool {
    if plan.track != MAIN_TRACK {
        return matches!(plan.enter.by, EntryKind::Points | EntryKind::Musts);
    }
    let main = || workshop.stages.iter().filter(|s| s.track == MAIN_TRACK);
    let place = |id: &str| main().position(|s| s.id == id);
    let handed_over = hand_over_stage(workshop).and_then(|stage| place(&stage.id));
    match (place(&plan.id), handed_over) {
        (Some(at), Some(from)) => at >= from && at + 1 < main().count(),
        _ => false,
    }
}

/// The gate of the reasons after which a lead is not worked again: it holds until the record gives another reason, or
/// takes the rejection back. `None`: there is no such reason, or no record shows it.
#[must_use]
pub fn gate(workshop: &Workshop) -> Option<Gate> {
    let bank = &workshop.bank;
    let shown = bank.fields.get(REASON).map(|field| field.kind);
    if !bank.events.contains_key(REJECTED) || shown != Some(FieldType::Text) {
        return None;
    }
    let reasons = workshop.sla.rejection_reasons.iter();
    let mut texts: Vec<String> = Vec::new();
    for reason in reasons.filter(|reason| Route::of(&reason.route) == Route::Disqualify) {
        for text in spellings(reason) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    (!texts.is_empty()).then(|| Gate {
        id: REJECTED_FOR_GOOD.to_owned(),
        effect: GateEffect::Disqualify,
        when: Condition::All(vec![
            Condition::event(REJECTED),
            Condition::field(REASON, Test::In(Texts(texts))),
        ]),
        because: Some("Sales turned it down with a reason that is final".to_owned()),
    })
}

/// How a record may write each reason, with what people call it: of the reasons that some condition asks for as a whole,
/// `asked`, in canonical form.
pub(super) fn named(workshop: &Workshop, asked: &[BTreeSet<String>]) -> Vec<(String, String)> {
    let reasons = workshop.sla.rejection_reasons.iter();
    let labelled = reasons.filter_map(|reason| {
        let label = reason.label.as_deref().map(str::trim)?;
        (!label.is_empty()).then(|| (spellings(reason), label.to_owned()))
    });
    let whole = |texts: &[String]| {
        let texts: Vec<String> = texts.iter().map(|text| canonical_text(text)).collect();
        asked
            .iter()
            .any(|asked| texts.iter().all(|text| asked.contains(text)))
    };
    labelled
        .filter(|(texts, label)| texts.iter().any(|text| text != label) && whole(texts))
        .flat_map(|(texts, label)| texts.into_iter().map(move |text| (text, label.clone())))
        .collect()
}

/// What the rules do with a lead that is turned down for this reason.
#[must_use]
pub fn carried(workshop: &Workshop, reason: &RejectionReason) -> Carried {
    let stages = workshop.stages.iter().map(|plan| Stage {
        id: plan.id.clone(),
        exit: exit(workshop, plan, &[]),
        ..Stage::default()
    });
    let spec = Spec {
        stages: stages.collect(),
        gates: gate(workshop).into_iter().collect(),
        ..Spec::default()
    };
    Carried::by(&spec, reason)
}
