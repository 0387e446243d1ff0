//! Whether a definition needs to know the day on which it is applied.

use leadpact_definition::Spec;
use leadpact_definition::condition::{Condition, Start, Test};
use leadpact_definition::score::{Per, Rule, RuleKind};

/// Whether an answer depends on the day. `from_log`: events come from an event log, where each has its day.
#[must_use]
pub fn depends_on_day(spec: &Spec, from_log: bool) -> bool {
    needed_by(spec, from_log).is_some()
}

/// The first gate, rule, score, grade or stage whose answer depends on the day, as people would look for it; none: the
/// result is the same on every day. `from_log`: events come from an event log, where each has its day.
#[must_use]
pub(crate) fn needed_by(spec: &Spec, from_log: bool) -> Option<String> {
    if from_log {
        return needed_by(&dated(spec), false);
    }
    by_gate(spec)
        .or_else(|| by_score(spec))
        .or_else(|| by_grade(spec))
        .or_else(|| by_stage(spec))
}

fn by_gate(spec: &Spec) -> Option<String> {
    let gate = spec.gates.iter().find(|gate| asks(spec, &gate.when))?;
    Some(format!("the gate {}", gate.id))
}

fn by_score(spec: &Spec) -> Option<String> {
    spec.scores.iter().find_map(|(name, score)| {
        let conditions = [&score.applies_to, &score.reset_when];
        let whole = score.decay.is_some()
            || score.freeze_above.is_some()
            || conditions
                .into_iter()
                .flatten()
                .any(|when| asks(spec, when));
        let rule = || score.rules.iter().find(|rule| rule_asks(spec, rule));
        if whole {
            Some(format!("the score {name}"))
        } else {
            rule().map(|rule| format!("the rule {}", rule.id))
        }
    })
}

fn by_grade(spec: &Spec) -> Option<String> {
    spec.grades.iter().find_map(|(name, rows)| {
        let mut conditions = rows.iter().filter_map(|row| row.when.as_ref());
        conditions
            .any(|when| asks(spec, when))
            .then(|| format!("the grade {name}"))
    })
}

fn by_stage(spec: &Spec) -> Option<String> {
    let stage = spec.stages.iter().find(|stage| {
        let routes = stage.routes().iter().map(|route| &route.when);
        let mut conditions = stage.when.iter().chain(&stage.exit).chain(routes);
        conditions.any(|when| asks(spec, when))
    })?;
    Some(format!("the stage {}", stage.id))
}

fn rule_asks(spec: &Spec, rule: &Rule) -> bool {
    match &rule.kind {
        RuleKind::When { when, .. } => asks(spec, when),
        RuleKind::Bands { .. } | RuleKind::PerUnit { .. } => false,
        RuleKind::Event {
            events,
            per,
            within,
            since,
            when,
            decay,
            ..
        } => {
            let counts_all = matches!(per, Per::Once | Per::Occurrence);
            !counts_all
                || within.is_some()
                || !decay.is_empty()
                || events.iter().any(|event| is_dated(spec, event))
                || starts(spec, since.as_ref())
                || when.as_ref().is_some_and(|when| asks(spec, when))
        }
        RuleKind::FirstOf(choices) => choices
            .iter()
            .filter_map(|choice| choice.when.as_ref())
            .any(|when| asks(spec, when)),
        RuleKind::LargestOf(rules) => rules.iter().any(|rule| rule_asks(spec, rule)),
    }
}

fn asks(spec: &Spec, condition: &Condition) -> bool {
    let mut found = false;
    condition.visit(&mut |part| {
        found |= match part {
            Condition::Field { test, .. } => matches!(test, Test::Within(_) | Test::OlderThan(_)),
            Condition::Event(event) => {
                let since = event.since.as_deref();
                event.within.is_some()
                    || event.days.is_some()
                    || is_dated(spec, &event.event)
                    || since.is_some_and(|since| is_dated(spec, since))
                    || starts(spec, event.start.as_ref())
            }
            Condition::AnyEvent(any) => {
                let mut events = any.events.iter().chain(&any.since);
                any.within.is_some()
                    || any.days.is_some()
                    || events.any(|event| is_dated(spec, event))
                    || starts(spec, any.start.as_ref())
            }
            Condition::All(_)
            | Condition::Any(_)
            | Condition::None(_)
            | Condition::AtLeastOf { .. }
            | Condition::Score { .. }
            | Condition::Grade { .. }
            | Condition::Stage(_) => false,
        };
    });
    found
}

/// Whether the day from which on acts count depends on the day: the last one of an event up to then.
fn starts(spec: &Spec, start: Option<&Start>) -> bool {
    match start {
        Some(Start::Event(event)) => is_dated(spec, event),
        Some(Start::Field(_)) | None => false,
    }
}

/// The same definition with a day for each event.
fn dated(spec: &Spec) -> Spec {
    let mut spec = spec.clone();
    for (id, event) in &mut spec.events {
        event.columns.get_or_insert_default().last = [id.as_str()].into_iter().collect();
    }
    spec
}

/// Whether the export says when the event last occurred: an occurrence after *as of* does not exist.
fn is_dated(spec: &Spec, event: &str) -> bool {
    let columns = spec
        .events
        .get(event)
        .and_then(|event| event.columns.as_ref());
    columns.is_some_and(|columns| !columns.last.is_empty())
}
