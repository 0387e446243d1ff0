//! The stages with their entry conditions, and the promises about them.

use crate::promise::Promises;
use crate::rules::facts::{self, Mentioned};
use crate::rules::hand_over::{self, ALREADY_OURS, Must, hand_over_stage};
use crate::rules::{Axis, Draft, NoteKind, Part, baseline, rejection, silence};
use crate::{EntryKind, RoutePlan, StagePlan, Workshop, defaults};
use leadpact_definition::InWords;
use leadpact_definition::condition::{Condition, ScoreTest};
use leadpact_definition::say;
use leadpact_definition::score::{Gate, GateEffect};
use leadpact_definition::sla::Sla;
use leadpact_definition::stage::{ASK_FIRST, MAIN_TRACK, Routing, Stage, WANTS_TO_TALK};

/// The ladder. A stage whose condition can not be met so far keeps its place, with a condition that is
/// never true, so that promises and cards can speak of it; a note says so. Two stages are made beside the planned ones:
/// of leads that are ours already, below the hand-over, and of those who want to talk now, on a track of its own.
pub(super) fn stages(draft: &mut Draft, parts: &[Part]) -> Vec<Stage> {
    let workshop = draft.workshop;
    let acts = rejection::acts_that_count(workshop, parts);
    let mut stages: Vec<Stage> = Vec::with_capacity(workshop.stages.len() + 2);
    let hand_over = hand_over_stage(workshop).map(|s| s.id.as_str());
    let own = |id: &str| workshop.stage(id).is_none();
    for plan in &workshop.stages {
        if stages.iter().any(|s| s.id == plan.id) {
            continue;
        }
        if hand_over == Some(plan.id.as_str()) && own(ALREADY_OURS) {
            stages.extend(hand_over::already_ours(draft));
        }
        let when = entry(draft, plan, hand_over);
        let above = !draft.handed_over.is_empty() && plan.track == MAIN_TRACK;
        if hand_over == Some(plan.id.as_str()) || (above && plan.enter.by != EntryKind::Act) {
            draft
                .handed_over
                .extend(when.clone().filter(|when| *when != Condition::never()));
            let gates = draft.gates.iter();
            let gates = gates
                .filter(|gate| matches!(&gate.effect, GateEffect::Qualify(id) if *id == plan.id));
            draft
                .handed_over
                .extend(gates.map(|gate| gate.when.clone()));
        }
        let checklist = draft.checklist.get(&plan.id).cloned().unwrap_or_default();
        let exit = rejection::exit(workshop, plan, &acts);
        let plan = draft.binding(plan);
        stages.push(Stage {
            exit,
            ..described(draft, &plan, when, checklist)
        });
    }
    if own(WANTS_TO_TALK) && (!hand_over::asks(draft).is_empty() || speaks_of_asking(workshop)) {
        stages.push(hand_over::wants_to_talk(draft));
    }
    stages
}

/// Whether a promise is about those who want to talk now.
fn speaks_of_asking(workshop: &Workshop) -> bool {
    let promises = workshop.sla.promises.iter();
    let mut conditions = promises.flat_map(|p| [&p.of, &p.applies_to]).flatten();
    conditions.any(|condition| {
        let mut found = false;
        condition.visit(&mut |part| {
            found |= matches!(part, Condition::Stage(id) if id == WANTS_TO_TALK);
        });
        found
    })
}

/// A stage with its words. How a lead leaves it otherwise than by rules is told in `reasons`.
fn described(
    draft: &mut Draft,
    plan: &StagePlan,
    when: Option<Condition>,
    checklist: Vec<String>,
) -> Stage {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    Stage {
        id: plan.id.clone(),
        name: plan.name.clone(),
        owner: text(&plan.owner),
        track: (plan.track != MAIN_TRACK).then(|| plan.track.clone()),
        when,
        from: Vec::new(),
        exit: None,
        reasons: text(&plan.exit).into_iter().collect(),
        expect: text(&plan.expect),
        next: text(&plan.next),
        nurture: text(&plan.nurture),
        routing: routing(draft, plan),
        checklist,
        hand_off: plan.hand_off.clone(),
    }
}

/// Who gets which lead; a route in words is agreed in words only.
fn routing(draft: &mut Draft, plan: &StagePlan) -> Option<Routing> {
    let mut routes = Vec::new();
    for route in &plan.routing {
        match route {
            RoutePlan::Rule(route) if facts::are_known(draft.workshop, &route.when) => {
                routes.push(route.clone());
            }
            RoutePlan::Rule(_) | RoutePlan::Words(_) => {
                let words = route.words(draft.workshop);
                let about = format!("{}: who gets which lead", plan.name);
                let text = format!("{about} is agreed in words only. {words}");
                draft.note(NoteKind::Stage, &plan.id, text);
                draft.in_words.push(InWords {
                    about,
                    words,
                    opens: false,
                });
            }
        }
    }
    let fallback = Some(plan.routing_fallback.trim().to_owned()).filter(|t| !t.is_empty());
    (!routes.is_empty() || fallback.is_some()).then_some(Routing { routes, fallback })
}

/// The entry condition; `None`: every lead.
fn entry(draft: &mut Draft, plan: &StagePlan, hand_over: Option<&str>) -> Option<Condition> {
    let musts = draft.musts.get(&plan.id).cloned().unwrap_or_default();
    let mut parts: Vec<Condition> = musts.iter().map(|m| m.when.clone()).collect();
    let planned = match plan.enter.by {
        EntryKind::Everyone => return all(parts),
        EntryKind::Musts => Ok(Vec::new()),
        EntryKind::Fit => fit(draft, plan),
        EntryKind::Engaged => engaged(draft),
        EntryKind::Points => points(draft, plan),
        EntryKind::Act => act(draft, plan),
    };
    let by_itself = match planned {
        Ok(planned) => {
            parts.extend(planned);
            (!parts.is_empty())
                .then_some(parts)
                .ok_or("no must that a record shows is settled for it")
        }
        Err(why) => Err(why),
    };
    let earned = matches!(plan.enter.by, EntryKind::Points | EntryKind::Musts);
    let by_itself = by_itself.map(|mut parts| {
        if earned {
            parts.extend(acted(draft, plan));
            parts.extend(hand_over::ground(draft));
        }
        parts
    });
    let asked = if hand_over == Some(plan.id.as_str()) {
        asked(draft, plan, &musts)
    } else {
        None
    };
    match (by_itself, asked) {
        (Ok(one), Some(other)) => Some(Condition::Any(
            [one, other].into_iter().filter_map(all).collect(),
        )),
        (Ok(parts), None) | (Err(_), Some(parts)) => all(parts),
        (Err(why), None) => Some(never(draft, plan, why)),
    }
}

/// What shows that the lead did something, or was talked to. On a track of its own the musts are what it did.
fn acted(draft: &mut Draft, plan: &StagePlan) -> Option<Condition> {
    if plan.track != MAIN_TRACK {
        return (draft.axes.most(Axis::Engagement) > 0 && plan.enter.by == EntryKind::Points)
            .then(engagement_above_zero);
    }
    let act = hand_over::act(draft);
    if act.is_none() {
        let text = format!(
            "{} can be entered by somebody who never did anything: no signal gives points, and no conversation is recorded.",
            plan.name
        );
        draft.note(NoteKind::Stage, &plan.id, text);
    }
    act
}

/// The way in of those who want to talk now; as a gate where the room wants it whatever the musts.
fn asked(draft: &mut Draft, plan: &StagePlan, musts: &[Must]) -> Option<Vec<Condition>> {
    if hand_over::whatever_the_musts(plan) {
        let when = all(hand_over::asked(draft, &[])?)?;
        let id = draft.ids.unique("asked-to-talk");
        draft.gates.push(Gate {
            id,
            effect: GateEffect::Qualify(plan.id.clone()),
            when,
            because: Some("Whoever asks to talk is handed over whatever the musts".to_owned()),
        });
        return None;
    }
    let ways = hand_over::asked(draft, musts)?;
    let unknown = musts.iter().filter(|m| m.may_be_unknown());
    let mut first: Vec<String> = unknown.map(|m| format!("{}{ASK_FIRST}", m.ask)).collect();
    let checklist = draft.checklist.entry(plan.id.clone()).or_default();
    first.append(checklist);
    *checklist = first;
    Some(ways)
}

fn all(mut parts: Vec<Condition>) -> Option<Condition> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Condition::All(parts)),
    }
}

fn never(draft: &mut Draft, plan: &StagePlan, why: &str) -> Condition {
    let text = format!("No lead enters {} so far: {why}.", plan.name);
    draft.note(NoteKind::Stage, &plan.id, text);
    Condition::never()
}

fn engagement_above_zero() -> Condition {
    Condition::score(Axis::Engagement.word(), ScoreTest::Above(0))
}

/// The threshold, or the most that can be earned where that is less; a note says so.
fn threshold(draft: &mut Draft, plan: &StagePlan, most: i64) -> i64 {
    let planned = plan.enter.at_least.unwrap_or(0);
    if planned > most {
        let text = format!(
            "{} is planned from {planned} points, but no lead can earn more than {most}. \
             The rules ask for {most} until points or threshold change.",
            plan.name
        );
        draft.note(NoteKind::Stage, &plan.id, text);
    }
    planned.min(most)
}

fn fit(draft: &mut Draft, plan: &StagePlan) -> Result<Vec<Condition>, &'static str> {
    let most = draft.axes.most(Axis::Fit);
    if most == 0 {
        return Err("no criterion gives points for fit");
    }
    let least = threshold(draft, plan, most);
    Ok(vec![
        Condition::score(Axis::Fit.word(), ScoreTest::AtLeast(least)),
        Condition::score(Axis::Engagement.word(), ScoreTest::AtMost(0)),
    ])
}

/// Did something, and the record says who it is and how to reach them.
fn engaged(draft: &mut Draft) -> Result<Vec<Condition>, &'static str> {
    if draft.axes.most(Axis::Engagement) == 0 {
        return Err("no signal gives points");
    }
    let mut parts = vec![engagement_above_zero()];
    parts.extend(baseline::record(draft.workshop));
    Ok(parts)
}

/// The threshold in total. Points lead to one stage of the main track at most.
fn points(draft: &mut Draft, plan: &StagePlan) -> Result<Vec<Condition>, &'static str> {
    let by_points = |s: &&StagePlan| s.enter.by == EntryKind::Points && s.track == plan.track;
    let first = draft.workshop.stages.iter().find(by_points);
    if plan.track == MAIN_TRACK && first.is_some_and(|first| first.id != plan.id) {
        return Err("points lead to one stage only; a higher one needs a recorded act");
    }
    let mut parts = Vec::new();
    let most = draft.axes.most_in_total();
    if most > 0 {
        let least = threshold(draft, plan, most);
        parts.push(Condition::score("total", ScoreTest::AtLeast(least)));
    } else {
        let text = format!(
            "{} is entered by its musts alone: nothing gives points so far.",
            plan.name
        );
        draft.note(NoteKind::Stage, &plan.id, text);
    }
    Ok(parts)
}

/// The recorded act, on a record that says who it is; whoever is at the end of the ladder needs none.
fn act(draft: &mut Draft, plan: &StagePlan) -> Result<Vec<Condition>, &'static str> {
    let act = plan.enter.act.as_deref().unwrap_or_default();
    if draft.workshop.bank.events.contains_key(act) {
        let act = Condition::event(act);
        let act = match silence::accepted(draft.workshop, plan) {
            // Silence accepts only what was handed over.
            Some(silent) => {
                let mut silent = vec![silent];
                let mut handed_over = draft.handed_over.clone();
                match handed_over.len() {
                    0 | 1 => silent.extend(handed_over.pop()),
                    _ => silent.push(Condition::Any(handed_over)),
                }
                Condition::Any(vec![act, Condition::All(silent)])
            }
            None => act,
        };
        let mut parts = vec![act];
        let mut stages = draft.workshop.stages.iter();
        let last = stages.rfind(|s| s.track == plan.track);
        if last.is_none_or(|last| last.id != plan.id) {
            parts.extend(baseline::record(draft.workshop));
        }
        Ok(parts)
    } else {
        Err("the act that leads to it is not recorded anywhere")
    }
}

/// The promises that the rules can speak of; a note tells of the others.
pub(super) fn promises(draft: &mut Draft, stages: &[Stage]) -> Sla {
    let workshop = draft.workshop;
    let spoken = Promises::of(workshop);
    let mut sla = workshop.sla.clone();
    sla.promises.clear();
    let agreed = draft.agreed;
    let promises = workshop.sla.promises.iter().enumerate();
    let bound = promises.filter(|(_, promise)| !agreed || defaults::binds(workshop, promise));
    for (place, promise) in bound {
        let unsaid = say::promise::unsaid(promise);
        if !unsaid.is_empty() {
            let text = format!(
                "Nobody has said {}: \u{201c}{}\u{201d} cannot be measured.",
                say::and_list(&unsaid),
                spoken.core(place)
            );
            draft.note(NoteKind::Promise, &promise.id, text);
            continue;
        }
        let mut mentioned = Mentioned::default();
        mentioned.promise(promise);
        let floor = promise.of_which.as_ref().map(|floor| &floor.are);
        let conditions = [&promise.of, &promise.applies_to].into_iter().flatten();
        let conditions = conditions.chain(floor);
        let mut no_stage = None;
        for condition in conditions {
            condition.visit(&mut |part| {
                if let Condition::Stage(id) = part
                    && stages.iter().all(|stage| stage.id != *id)
                {
                    no_stage = Some(id.as_str());
                }
            });
        }
        match no_stage.or_else(|| mentioned.unknown(&workshop.bank)) {
            None => sla.promises.push(silence::delivered(workshop, promise)),
            Some(name) => {
                let text = format!(
                    "\u{201c}{}\u{201d} speaks of {}, which is not there, and cannot be measured.",
                    spoken.core(place),
                    name.replace(['-', '_'], " ")
                );
                draft.note(NoteKind::Promise, &promise.id, text);
            }
        }
    }
    sla
}
