//! What another threshold would do to the lead cards.

use crate::Workshop;
use crate::golden::{CardResult, cards};
use leadpact_definition::condition::{Condition, ScoreTest};
use leadpact_definition::{Problem, Spec};

/// What another threshold would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The threshold, in points.
    pub at_least: i64,
    /// Cards that change stage against the present threshold, by id.
    pub flips: Vec<String>,
    /// Sorted cards that are then in the agreed stage.
    pub matching: usize,
}

/// The thresholds around the present one, in steps of 5 points up to 30 either way and none below 0, lowest first;
/// the present one is among them. Empty where the stage has no threshold.
///
/// # Errors
/// What keeps the rules from being used.
pub fn sensitivity(
    workshop: &Workshop,
    spec: &Spec,
    stage: &str,
) -> Result<Vec<Threshold>, Vec<Problem>> {
    let Some(present) = spec
        .stages
        .iter()
        .find(|s| s.id == stage)
        .and_then(|s| threshold_of(s.when.as_ref()?))
    else {
        return Ok(Vec::new());
    };
    let before = cards(workshop, spec)?;
    let mut thresholds = Vec::new();
    for at_least in (-6..=6)
        .map(|step| present.saturating_add(step * 5))
        .filter(|n| *n >= 0)
    {
        // A threshold beyond every lead is refused as unreachable; then nobody enters by points.
        let after = match cards(workshop, &with_threshold(spec, stage, Some(at_least))) {
            Ok(after) => after,
            Err(_) => cards(workshop, &with_threshold(spec, stage, None))?,
        };
        let differs = |(a, b): &(&CardResult, &CardResult)| a.stage != b.stage;
        let flips = before
            .iter()
            .zip(&after)
            .filter(differs)
            .map(|(a, _)| a.card.clone())
            .collect();
        let matching = after
            .iter()
            .filter(|c| c.agreed.is_some() && c.matches)
            .count();
        thresholds.push(Threshold {
            at_least,
            flips,
            matching,
        });
    }
    Ok(thresholds)
}

fn threshold_of(when: &Condition) -> Option<i64> {
    let mut found = None;
    when.visit(&mut |part| {
        if let Condition::Score {
            test: ScoreTest::AtLeast(least),
            ..
        } = part
        {
            found = found.or(Some(*least));
        }
    });
    found
}

/// The rules with another threshold in the entry of a stage, and wherever another stage asks for that entry as a whole.
/// `None`: nobody has points enough, and who enters otherwise still does.
fn with_threshold(spec: &Spec, stage: &str, at_least: Option<i64>) -> Spec {
    let mut changed = spec.clone();
    let entry = spec.stages.iter().find(|s| s.id == stage);
    let Some(old) = entry.and_then(|s| s.when.as_ref()) else {
        return changed;
    };
    let mut new = old.clone();
    set_threshold(&mut new, at_least);
    for when in changed.stages.iter_mut().filter_map(|s| s.when.as_mut()) {
        replace(when, old, &new);
    }
    changed
}

fn replace(within: &mut Condition, old: &Condition, new: &Condition) {
    if within == old {
        *within = new.clone();
        return;
    }
    match within {
        Condition::All(parts)
        | Condition::Any(parts)
        | Condition::None(parts)
        | Condition::AtLeastOf { of: parts, .. } => {
            for part in parts {
                replace(part, old, new);
            }
        }
        Condition::Field { .. }
        | Condition::Event(_)
        | Condition::AnyEvent(_)
        | Condition::Score { .. }
        | Condition::Grade { .. }
        | Condition::Stage(_) => {}
    }
}

fn set_threshold(when: &mut Condition, at_least: Option<i64>) {
    match when {
        Condition::All(parts) | Condition::Any(parts) => parts
            .iter_mut()
            .for_each(|part| set_threshold(part, at_least)),
        Condition::Score {
            test: ScoreTest::AtLeast(least),
            ..
        } => match at_least {
            Some(points) => *least = points,
            None => *when = Condition::never(),
        },
        Condition::Score { .. }
        | Condition::None(_)
        | Condition::AtLeastOf { .. }
        | Condition::Field { .. }
        | Condition::Event(_)
        | Condition::AnyEvent(_)
        | Condition::Grade { .. }
        | Condition::Stage(_) => {}
    }
}
