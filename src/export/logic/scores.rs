//! Points as expressions: rules, groups, axes, decay, totals.

use crate::logic::Expr;
use crate::logic::checks::holds;
use leadpact_definition::compiled::{
    Absence, Axis, Compiled, CompiledDecay, CompiledRule, CompiledRuleKind, CompiledScore,
    CompiledScoreKind, Dated, EventRule, FieldPoints,
};
use leadpact_definition::kept;
use leadpact_definition::record::{AGE_KEY, step_keys};

/// Below every score that is exact in engines whose numbers are doubles.
const BELOW_ALL: i64 = -9_007_199_254_740_991;

/// The id of a gate or rule.
pub(super) fn id(compiled: &Compiled, criterion: usize) -> &str {
    compiled.criterion_id(criterion).unwrap_or_default()
}

/// The id of the field with this index.
fn field(compiled: &Compiled, field: usize) -> &str {
    compiled
        .fields
        .get(field)
        .map_or("", |field| field.id.as_str())
}

/// A rule's points after its own cap and floor.
pub(super) fn rule(compiled: &Compiled, rule: &CompiledRule) -> Expr {
    let points = match &rule.kind {
        CompiledRuleKind::When(when, points) => Expr::choose(
            [(holds(compiled, when), Expr::Whole(*points))],
            Expr::Whole(0),
        ),
        CompiledRuleKind::Field(FieldPoints::Bands(index, bands)) => {
            let value = Expr::place(&["fields", field(compiled, *index)]);
            let unknown = (value.clone().null(), Expr::Whole(0));
            let rows = bands.iter().map(|(below, points)| {
                let within = if below.is_finite() {
                    value.clone().below(Expr::Number(*below))
                } else {
                    Expr::Flag(true)
                };
                (within, Expr::Whole(*points))
            });
            Expr::choose([unknown].into_iter().chain(rows), Expr::Whole(0))
        }
        CompiledRuleKind::Field(FieldPoints::PerUnit(index, points)) => {
            let units = Expr::place(&["units", field(compiled, *index)]);
            times(*points, units)
        }
        CompiledRuleKind::Event(event) => {
            let points = event_rule(id(compiled, rule.criterion), event);
            match &event.when {
                Some(when) => Expr::choose([(holds(compiled, when), points)], Expr::Whole(0)),
                None => points,
            }
        }
        CompiledRuleKind::FirstOf(choices) => {
            let choices = choices
                .iter()
                .map(|(check, points)| (holds(compiled, check), Expr::Whole(*points)));
            Expr::choose(choices, Expr::Whole(0))
        }
        CompiledRuleKind::LargestOf(rules) => {
            let rules = rules.iter().map(|inner| self::rule(compiled, inner));
            rules
                .reduce(|a, b| Expr::Most(Box::new(a), Box::new(b)))
                .unwrap_or(Expr::Whole(0))
        }
    };
    let points = points.limited(rule.cap, rule.floor);
    match rule.when_missing {
        None => points,
        Some((index, absence)) => {
            let missing = Expr::place(&["fields", field(compiled, index)]).null();
            let instead = match absence {
                Absence::Points(points) => Expr::Whole(points).limited(rule.cap, rule.floor),
                Absence::NotEnoughKnown => Expr::Whole(0),
            };
            Expr::choose([(missing, instead)], points)
        }
    }
}

/// Points times a number that may be null, which gives none.
fn times(points: i64, count: Expr) -> Expr {
    let unknown = count.clone().null();
    let counted = match points {
        0 => return Expr::Whole(0),
        1 => count,
        _ => Expr::Times(points, Box::new(count)),
    };
    Expr::choose([(unknown, Expr::Whole(0))], counted)
}

fn event_rule(id: &str, rule: &EventRule) -> Expr {
    let keeps = rule.decay.iter().map(|(_, keep)| *keep);
    let keeps: Vec<u8> = if rule.decay.is_empty() {
        vec![100]
    } else {
        keeps.collect()
    };
    let steps = step_keys(rule).into_iter().zip(keeps);
    Expr::sum(steps.map(|(key, keep)| {
        let occasions = Expr::place(&["occasions", id, &key]);
        times(kept(rule.points, keep), occasions)
    }))
}

/// A field that makes a lead not enough known when it is missing, for the scores that apply.
pub(super) fn is_lacking(compiled: &Compiled) -> Expr {
    let axes = compiled.scores.iter().filter_map(|score| {
        let CompiledScoreKind::Axis(axis) = &score.kind else {
            return None;
        };
        let mut lacking = Vec::new();
        for rule in axis.groups.iter().flat_map(|group| &group.rules) {
            rule.visit(&mut |rule| {
                if let Some((index, Absence::NotEnoughKnown)) = rule.when_missing {
                    lacking.push(Expr::place(&["fields", field(compiled, index)]).null());
                }
            });
        }
        Some(Expr::all([applies(compiled, score), Expr::any(lacking)]))
    });
    Expr::any(axes)
}

fn applies(compiled: &Compiled, score: &CompiledScore) -> Expr {
    let applies_to = score.applies_to.as_ref();
    applies_to.map_or(Expr::Flag(true), |check| holds(compiled, check))
}

/// The sum of an axis' rules with the limits of its groups and its own, before decay.
pub(super) fn axis_sum(compiled: &Compiled, score: &CompiledScore, axis: &Axis) -> Expr {
    let groups = axis.groups.iter().filter_map(|group| {
        let rules = group
            .rules
            .iter()
            .map(|rule| Expr::place(&["points", id(compiled, rule.criterion)]));
        let sum = Expr::sum(rules).limited(group.cap, group.floor);
        (sum != Expr::Whole(0)).then_some(sum)
    });
    Expr::sum(groups).limited(score.cap, score.floor)
}

/// A score; null where it does not apply.
pub(super) fn score(compiled: &Compiled, score: &CompiledScore) -> Expr {
    let name = |index: &usize| {
        let score = compiled.scores.get(*index);
        Expr::place(&["result", score.map_or("", |score| score.name.as_str())])
    };
    let points = match &score.kind {
        CompiledScoreKind::Axis(axis) => axis_points(compiled, score, axis),
        CompiledScoreKind::Sum(parts) => {
            let parts = parts.iter().map(|part| name(part).or(Expr::Whole(0)));
            Expr::sum(parts).limited(score.cap, score.floor)
        }
        CompiledScoreKind::Largest(parts) => {
            let none = Expr::all(parts.iter().map(|part| name(part).null()));
            let largest = parts
                .iter()
                .map(|part| name(part).or(Expr::Whole(BELOW_ALL)))
                .reduce(|a, b| Expr::Most(Box::new(a), Box::new(b)))
                .unwrap_or(Expr::Null);
            Expr::choose(
                [(none, Expr::Null)],
                largest.limited(score.cap, score.floor),
            )
        }
    };
    Expr::choose([(applies(compiled, score), points)], Expr::Null)
}

fn axis_points(compiled: &Compiled, score: &CompiledScore, axis: &Axis) -> Expr {
    let points = match &axis.decay {
        None => axis_sum(compiled, score, axis),
        Some(decay) => decayed(compiled, decay, &Expr::place(&["sums", &score.name])),
    };
    match &axis.reset_when {
        None => points,
        Some(check) => Expr::choose([(holds(compiled, check), Expr::Whole(0))], points),
    }
}

fn decayed(compiled: &Compiled, decay: &CompiledDecay, points: &Expr) -> Expr {
    let age = match decay.by {
        Dated::Field(index) => Expr::place(&["ages", field(compiled, index)]),
        Dated::Event(event) => {
            let event = compiled.events.get(event).map_or("", String::as_str);
            Expr::place(&["events", event, AGE_KEY])
        }
    };
    let kept = |keep: u8| match keep {
        0 => Expr::Whole(0),
        100 => points.clone(),
        _ => Expr::Kept(Box::new(points.clone()), keep),
    };
    // A date after as of counts as missing.
    let unknown = Expr::any([age.clone().null(), age.clone().below(Expr::Whole(0))]);
    let steps = decay.steps.iter().map(|(within, keep)| {
        let reached = if *within == i32::MAX {
            Expr::Flag(true)
        } else {
            age.clone().at_most(Expr::Whole(i64::from(*within)))
        };
        (reached, kept(*keep))
    });
    let unknown = (unknown, kept(decay.when_missing));
    Expr::choose([unknown].into_iter().chain(steps), points.clone())
}
