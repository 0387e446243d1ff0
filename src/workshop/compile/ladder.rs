//! The stages with their entry conditions, and the promises about them.

use crate::definition::condition::{Condition, ScoreTest, Test};
use crate::definition::sla::{Measure, RequiredField, Sla};
use crate::definition::stage::{MAIN_TRACK, Routing, Stage};
use crate::workshop::compile::facts::Mentioned;
use crate::workshop::compile::{Axis, Draft, NoteKind};
use crate::workshop::{EntryKind, StagePlan, defaults};

/// The ladder. A stage whose condition can not be met so far keeps its place, with a condition that is
/// never true, so that promises and cards can speak of it; a note says so.
pub(super) fn stages(draft: &mut Draft) -> Vec<Stage> {
    let workshop = draft.workshop;
    let mut stages: Vec<Stage> = Vec::with_capacity(workshop.stages.len());
    for plan in &workshop.stages {
        if stages.iter().any(|s| s.id == plan.id) {
            continue;
        }
        let when = entry(draft, plan);
        let checklist = draft.checklist.get(&plan.id).cloned().unwrap_or_default();
        let plan = draft.binding(plan);
        stages.push(described(&plan, when, checklist));
    }
    stages
}

/// A stage with its words. How a lead leaves it is told in `reasons`, who gets which lead in `next`.
fn described(plan: &StagePlan, when: Option<Condition>, checklist: Vec<String>) -> Stage {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    let mut next = plan.next.trim().to_owned();
    if !plan.routing.is_empty() {
        let separator = if next.is_empty() { "" } else { " " };
        next = format!("{next}{separator}Routing: {}.", plan.routing.join("; "));
    }
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
        next: text(&next),
        nurture: text(&plan.nurture),
        routing: text(&plan.routing_fallback).map(|to| Routing {
            fallback: Some(to),
            ..Routing::default()
        }),
        checklist,
        hand_off: plan.hand_off.clone(),
    }
}

/// The entry condition; `None`: every lead.
fn entry(draft: &mut Draft, plan: &StagePlan) -> Option<Condition> {
    let mut parts = draft.musts.get(&plan.id).cloned().unwrap_or_default();
    let planned = match plan.enter.by {
        EntryKind::Everyone => return all(parts),
        EntryKind::Musts => Ok(Vec::new()),
        EntryKind::Fit => fit(draft, plan),
        EntryKind::Engaged => engaged(draft),
        EntryKind::Points => points(draft, plan),
        EntryKind::Act => act(draft, plan),
    };
    match planned {
        Ok(planned) => parts.extend(planned),
        Err(why) => return Some(never(draft, plan, why)),
    }
    if parts.is_empty() {
        let why = "no must that a record shows is settled for it";
        return Some(never(draft, plan, why));
    }
    all(parts)
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

/// Did something, and the baseline is known: what the promise `baseline-fields` requires and no question asks about.
fn engaged(draft: &mut Draft) -> Result<Vec<Condition>, &'static str> {
    if draft.axes.most(Axis::Engagement) == 0 {
        return Err("no signal gives points");
    }
    let workshop = draft.workshop;
    let asked = |id: &str| {
        let mut questions = workshop.bank.questions.iter();
        questions.any(|q| q.field.as_deref() == Some(id))
    };
    let wanted = |id: &&String| workshop.bank.fields.contains_key(*id) && !asked(id);
    let present = |id: &String| Condition::field(id.clone(), Test::Present);
    let mut parts = vec![engagement_above_zero()];
    let baseline = workshop
        .sla
        .promises
        .iter()
        .find(|p| p.id == "baseline-fields");
    for required in baseline
        .iter()
        .filter(|p| p.measure == Measure::Completeness)
        .flat_map(|p| &p.fields)
    {
        match required {
            RequiredField::Field(id) => parts.extend(Some(id).filter(wanted).map(present)),
            RequiredField::AnyOf(ids) => {
                let mut any: Vec<Condition> = ids.iter().filter(wanted).map(present).collect();
                if any.len() > 1 {
                    parts.push(Condition::Any(any));
                } else {
                    parts.extend(any.pop());
                }
            }
        }
    }
    Ok(parts)
}

/// The threshold in total, and at least one act. Points lead to one stage of the main track at most.
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
    if draft.axes.most(Axis::Engagement) > 0 {
        parts.push(engagement_above_zero());
    }
    Ok(parts)
}

fn act(draft: &mut Draft, plan: &StagePlan) -> Result<Vec<Condition>, &'static str> {
    let act = plan.enter.act.as_deref().unwrap_or_default();
    if draft.workshop.bank.events.contains_key(act) {
        Ok(vec![Condition::event(act)])
    } else {
        Err("the act that leads to it is not recorded anywhere")
    }
}

/// The promises that the rules can speak of; a note tells of the others.
pub(super) fn promises(draft: &mut Draft) -> Sla {
    let workshop = draft.workshop;
    let mut sla = workshop.sla.clone();
    sla.promises.clear();
    let agreed = draft.agreed;
    let promises = workshop.sla.promises.iter();
    for promise in promises.filter(|p| !agreed || defaults::binds(workshop, p)) {
        let mut mentioned = Mentioned::default();
        mentioned.promise(promise);
        let conditions = [&promise.of, &promise.applies_to].into_iter().flatten();
        let mut no_stage = None;
        for condition in conditions {
            condition.visit(&mut |part| {
                if let Condition::Stage(id) = part
                    && workshop.stage(id).is_none()
                {
                    no_stage = Some(id.as_str());
                }
            });
        }
        match no_stage.or_else(|| mentioned.unknown(&workshop.bank)) {
            None => sla.promises.push(promise.clone()),
            Some(name) => {
                let words = promise.promise.as_deref().unwrap_or(&promise.id);
                let text = format!(
                    "\u{201c}{words}\u{201d} speaks of {name}, which is not there, and cannot be measured."
                );
                draft.note(NoteKind::Promise, &promise.id, text);
            }
        }
    }
    sla
}
