//! The hand-over: the stage from which on sales is to act, and the ways into it.
//!
//! A lead is handed over by its points, or because it wants to talk now. Either way it has done something, or sales has
//! talked to it; its record says who it is and how it may be reached; and it is not ours already.

use crate::rules::{Axis, Draft, baseline, facts};
use crate::{AskedEntry, EntryKind, Kind, StagePlan, Workshop};
use leadpact_definition::condition::{Condition, EventCondition, ScoreTest, Test};
use leadpact_definition::rating::Rating;
use leadpact_definition::rejection::REJECTED;
use leadpact_definition::scalar::Days;
use leadpact_definition::stage::{MAIN_TRACK, Route, Routing, Stage, WANTS_TO_TALK};

/// The track of the stage of those who want to talk now; it stands beside the ladder.
pub(crate) const ASKED_TRACK: &str = "asked";
/// Id of the stage of leads that are ours already, below the hand-over.
pub const ALREADY_OURS: &str = "already-ours";

/// The event that stands for a conversation: sales reached the person.
pub(super) const CONVERSATION: &str = "reached";

/// The stage of the main track from which on sales is to act: the one that points lead to, else the first that musts
/// lead to. `None` on a ladder without either.
#[must_use]
pub fn hand_over_stage(workshop: &Workshop) -> Option<&StagePlan> {
    let main = || workshop.stages.iter().filter(|s| s.track == MAIN_TRACK);
    let by = |kind| main().find(|s| s.enter.by == kind);
    by(EntryKind::Points).or_else(|| by(EntryKind::Musts))
}

/// A must of a stage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Must {
    /// What the record has to show.
    pub when: Condition,
    /// The same, unless the record says nothing about it.
    pub unless_unknown: Condition,
    /// What a person asks where the record says nothing: a line of the checklist.
    pub ask: String,
}

impl Must {
    /// A field that is missing is not known; an act that did not happen is not missing.
    pub fn new(when: Condition, ask: String) -> Self {
        let unless_unknown = if let Condition::Field { field, .. } = &when {
            let unknown = Condition::field(field.clone(), Test::Missing);
            Condition::Any(vec![when.clone(), unknown])
        } else {
            when.clone()
        };
        Self {
            when,
            unless_unknown,
            ask,
        }
    }

    /// Whether a record can say nothing about it.
    pub(crate) fn may_be_unknown(&self) -> bool {
        self.when != self.unless_unknown
    }
}

/// Acts by which a lead asks to be talked to *now*: within half the buying cycle, as long as an act keeps at least half
/// of its points, see [`fading`](super::axes::fading).
pub(super) fn asks(draft: &Draft) -> Vec<Condition> {
    let within = Some(Days(u32::from(draft.workshop.setup.cycle_days.max(6)) / 2));
    let rated = draft.rated.iter();
    rated
        .filter(|(_, rating, _)| *rating == Rating::WantsToTalkNow)
        .map(|(event, _, at_least)| match at_least {
            // How often within a time is more than an export with columns can tell.
            Some(times) => Condition::All(vec![
                Condition::Event(EventCondition {
                    event: event.clone(),
                    at_least: Some(*times),
                    ..EventCondition::default()
                }),
                within_days(event, within),
            ]),
            None => within_days(event, within),
        })
        .collect()
}

fn within_days(event: &str, within: Option<Days>) -> Condition {
    Condition::Event(EventCondition {
        event: event.to_owned(),
        within,
        ..EventCondition::default()
    })
}

/// The lead did something, or sales has talked to it. `None` where neither is recorded.
pub(super) fn act(draft: &Draft) -> Option<Condition> {
    let mut acts = Vec::new();
    if draft.axes.most(Axis::Engagement) > 0 {
        acts.push(Condition::score(
            Axis::Engagement.word(),
            ScoreTest::Above(0),
        ));
    }
    if draft.workshop.bank.events.contains_key(CONVERSATION) {
        acts.push(Condition::event(CONVERSATION));
    }
    if acts.len() > 1 {
        return Some(Condition::Any(acts));
    }
    acts.pop()
}

/// What every lead has to meet from the hand-over on: not ours, known by name, and reachable on agreed ground.
pub(super) fn ground(draft: &Draft) -> Vec<Condition> {
    let mut parts = Vec::new();
    if !draft.ours.is_empty() {
        let ours = draft.ours.iter().map(|(_, when, _)| when.clone());
        parts.push(Condition::None(ours.collect()));
    }
    parts.extend(baseline::reachable(draft.workshop, &draft.grounds));
    parts
}

/// The way in of those who want to talk now: no must is known to fail, and the request is the ground for the answer.
/// `None` where no act is rated so.
pub(super) fn asked(draft: &Draft, musts: &[Must]) -> Option<Vec<Condition>> {
    let mut asks = asks(draft);
    let asks = match asks.len() {
        0 => return None,
        1 => asks.pop()?,
        _ => Condition::Any(asks),
    };
    let mut parts = vec![asks];
    parts.extend(musts.iter().map(|m| m.unless_unknown.clone()));
    if !draft.ours.is_empty() {
        let ours = draft.ours.iter().map(|(_, when, _)| when.clone());
        parts.push(Condition::None(ours.collect()));
    }
    let stops = stops(draft);
    if !stops.is_empty() {
        parts.push(Condition::None(stops));
    }
    parts.extend(baseline::record(draft.workshop));
    Some(parts)
}

/// What stops whoever wants to talk now, where no gate does already.
fn stops(draft: &Draft) -> Vec<Condition> {
    let questions = draft.workshop.bank.questions.iter();
    let options = questions
        .filter(|q| q.kind == Kind::NotALead)
        .flat_map(|q| &q.options);
    let always = options.filter(|o| o.always).filter_map(|o| o.when.as_ref());
    let gated = |when: &Condition| draft.gates.iter().any(|gate| gate.when == *when);
    always
        .filter(|when| !gated(when) && facts::are_known(draft.workshop, when))
        .cloned()
        .collect()
}

/// Whether the room lets whoever asks in whatever the musts.
pub(super) fn whatever_the_musts(plan: &StagePlan) -> bool {
    plan.enter.asked == AskedEntry::WhateverTheMusts
}

/// The stage of those who want to talk now; whom sales turned down stands in it again after another such act. Without an act that is rated so nobody stands in it, and promises about it
/// can still be kept.
pub(super) fn wants_to_talk(draft: &Draft) -> Stage {
    let mut asks = asks(draft);
    let when = match asks.len() {
        0 => Condition::never(),
        1 => asks.pop().unwrap_or_else(Condition::never),
        _ => Condition::Any(asks),
    };
    let answered = draft.workshop.bank.events.contains_key(REJECTED);
    let exit = (answered && !draft.rated.is_empty()).then(|| {
        let asked_again = draft
            .rated
            .iter()
            .filter(|(_, r, _)| *r == Rating::WantsToTalkNow);
        let asked_again = asked_again.map(|(event, ..)| {
            Condition::Event(EventCondition {
                event: event.clone(),
                since: Some(REJECTED.to_owned()),
                ..EventCondition::default()
            })
        });
        Condition::All(vec![
            Condition::event(REJECTED),
            Condition::None(asked_again.collect()),
        ])
    });
    Stage {
        exit,
        id: WANTS_TO_TALK.to_owned(),
        name: "Wants to talk now".to_owned(),
        track: Some(ASKED_TRACK.to_owned()),
        owner: owner(draft),
        when: Some(when),
        ..Stage::default()
    }
}

/// Who looks after the leads that are not handed over: the owner of the lowest stage that has one.
fn owner(draft: &Draft) -> Option<String> {
    let stages = draft.workshop.stages.iter();
    let mut owners = stages
        .filter(|stage| stage.track == MAIN_TRACK)
        .map(|stage| stage.owner.trim());
    owners.find(|owner| !owner.is_empty()).map(str::to_owned)
}

/// The stage of leads that are ours already, each with its owner. `None` where nothing was settled about them.
pub(super) fn already_ours(draft: &Draft) -> Option<Stage> {
    if draft.ours.is_empty() {
        return None;
    }
    let whens: Vec<Condition> = draft.ours.iter().map(|(_, when, _)| when.clone()).collect();
    let routes = draft.ours.iter().filter_map(|(_, when, to)| {
        Some(Route {
            when: when.clone(),
            to: to.clone()?,
        })
    });
    let routes: Vec<Route> = routes.collect();
    let when = match whens.as_slice() {
        [one] => one.clone(),
        _ => Condition::Any(whens),
    };
    Some(Stage {
        id: ALREADY_OURS.to_owned(),
        name: "Already ours".to_owned(),
        owner: owner(draft),
        when: Some(when),
        routing: (!routes.is_empty()).then_some(Routing {
            routes,
            fallback: None,
        }),
        ..Stage::default()
    })
}
