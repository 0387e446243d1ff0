//! What follows by rule when a promise is missed: silence that is acceptance, leads that do not count as delivered.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::rules::facts;
use crate::{EntryKind, StagePlan, Workshop};
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::rejection::REJECTED;
use leadpact_definition::silence::{days, run_out};
use leadpact_definition::sla::{Measure, Promise, RequiredField, Then};

/// How a stage that an act enters is entered without it: the time promised for the act has run out, and nothing else
/// that stops the clock, and no rejection, is on record. `None`: no promise says that silence counts.
#[must_use]
pub(crate) fn accepted(workshop: &Workshop, plan: &StagePlan) -> Option<Condition> {
    let act = plan.enter.act.as_deref()?;
    if plan.enter.by != EntryKind::Act {
        return None;
    }
    let promises = workshop.sla.promises.iter();
    let mut ways: Vec<Condition> = promises
        .filter(|promise| promise.then == Some(Then::CountsAsAccepted))
        .filter_map(|promise| way(workshop, promise, act))
        .collect();
    match ways.len() {
        0 | 1 => ways.pop(),
        _ => Some(Condition::Any(ways)),
    }
}

fn way(workshop: &Workshop, promise: &Promise, act: &str) -> Option<Condition> {
    let clock = promise.clock.as_ref()?;
    if !clock.stop.iter().any(|stop| stop == act) {
        return None;
    }
    let bank = &workshop.bank;
    let is_field = bank.fields.contains_key(&clock.start);
    let days = days(&workshop.sla, promise).ok()?;
    let others = clock.stop.iter().map(String::as_str);
    let mut others: Vec<&str> = others.filter(|stop| *stop != act).collect();
    if bank.events.contains_key(REJECTED) && act != REJECTED && !others.contains(&REJECTED) {
        others.push(REJECTED);
    }
    let happened = others.into_iter().map(|id| {
        if bank.fields.contains_key(id) {
            Condition::field(id, Test::Present)
        } else {
            Condition::event(id)
        }
    });
    let mut parts = vec![run_out(&clock.start, is_field, days)];
    if let Some(day) = in_force_since(workshop).filter(|_| is_field) {
        // Promises count from that day on, and silence with them.
        let before = day.saturating_sub(1.day());
        parts.push(Condition::field(
            clock.start.clone(),
            Test::After(before.to_string()),
        ));
    }
    let happened: Vec<Condition> = happened.collect();
    if !happened.is_empty() {
        parts.push(Condition::None(happened));
    }
    if let Some(applies) = &promise.applies_to {
        parts.extend(without_stages(applies)?);
    }
    let all = Condition::All(parts);
    facts::are_known(workshop, &all).then_some(all)
}

/// The first day on which any version was in force, else the one chosen for the first; `None` while none is.
fn in_force_since(workshop: &Workshop) -> Option<Date> {
    let first = workshop.versions.first();
    let signed = first.and_then(|version| version.definition.metadata.effective_from);
    signed.map(|day| day.0).or(workshop.in_force.from)
}

/// What a condition asks besides a stage. The clock starts when the stage is reached, so that the stage itself need not
/// be asked for. `None`: it mixes stages with other things so that they cannot be told apart.
fn without_stages(condition: &Condition) -> Option<Vec<Condition>> {
    match condition {
        Condition::Stage(_) => Some(Vec::new()),
        Condition::All(parts) => {
            let each: Option<Vec<_>> = parts.iter().map(without_stages).collect();
            each.map(|parts| parts.concat())
        }
        Condition::Any(_)
        | Condition::None(_)
        | Condition::AtLeastOf { .. }
        | Condition::Field { .. }
        | Condition::Event(_)
        | Condition::AnyEvent(_)
        | Condition::Score { .. }
        | Condition::Grade { .. } => {
            let mut stages = false;
            condition.visit(&mut |part| {
                stages |= matches!(
                    part,
                    Condition::Stage(_) | Condition::Score { .. } | Condition::Grade { .. }
                );
            });
            (!stages).then(|| vec![condition.clone()])
        }
    }
}

/// A promise as the rules carry it: a promised number counts only leads with the facts without which a lead does not
/// count as delivered.
#[must_use]
pub(crate) fn delivered(workshop: &Workshop, promise: &Promise) -> Promise {
    let mut promise = promise.clone();
    let Some(of) = &promise.of else {
        return promise;
    };
    let required = workshop.sla.promises.iter().filter(|other| {
        other.then == Some(Then::NotDelivered)
            && other.measure == Measure::Completeness
            && other.applies_to.as_ref() == Some(of)
    });
    let mut parts = Vec::new();
    for known in required
        .flat_map(|other| &other.fields)
        .map(RequiredField::known)
    {
        if facts::are_known(workshop, &known) && !parts.contains(&known) {
            parts.push(known);
        }
    }
    if !parts.is_empty() {
        parts.insert(0, of.clone());
        promise.of = Some(Condition::All(parts));
    }
    promise
}
