//! Rules whose points can never move a score over a limit that a stage or grade asks for.

use std::collections::BTreeSet;

use crate::{
    condition::{Condition, ScoreTest},
    evaluate::{bounds::limited, kept},
    model::Spec,
    score::{Per, Rule, RuleKind, Score, WhenMissing},
};

/// Beyond so many different sums nothing is claimed.
const MOST_SUMS: usize = 3000;

/// The sums that are possible; none: too many to tell.
type Sums = Option<BTreeSet<i64>>;

/// What a score is without a rule and with it.
type Pairs = Option<BTreeSet<(i64, i64)>>;

/// Whether it makes no difference to any limit whether this rule gives points. False where that is not certain.
pub(super) fn never_decides(spec: &Spec, name: &str, score: &Score, rule: &Rule) -> bool {
    if changes_status(rule) {
        return false;
    }
    let Some(pairs) = on_axis(score, rule) else {
        return false;
    };
    let tests = tests(spec);
    !decides(spec, name, &pairs, &tests, spec.scores.len())
}

fn changes_status(rule: &Rule) -> bool {
    let inside = rule.kind.rules();
    inside.iter().any(changes_status) || rule.when_missing == Some(WhenMissing::NotEnoughKnown)
}

/// Whether a test of this score, or of one that takes it in, tells the two sides of a pair apart, or may.
fn decides(
    spec: &Spec,
    name: &str,
    pairs: &BTreeSet<(i64, i64)>,
    tests: &[(String, ScoreTest)],
    deeper: usize,
) -> bool {
    let asked = tests.iter().filter(|(score, _)| score == name);
    let told_apart = asked.into_iter().any(|(_, test)| {
        pairs
            .iter()
            .any(|(without, with)| test.holds(*without) != test.holds(*with))
    });
    if told_apart || deeper == 0 {
        return told_apart;
    }
    spec.scores.iter().any(|(total, score)| {
        let parts = score.sum.as_ref().or(score.largest.as_ref());
        if !parts.is_some_and(|parts| parts.iter().any(|part| part == name)) {
            return false;
        }
        match in_total(spec, score, name, pairs) {
            Some(pairs) => decides(spec, total, &pairs, tests, deeper - 1),
            None => true,
        }
    })
}

/// What stages and grades ask of scores.
fn tests(spec: &Spec) -> Vec<(String, ScoreTest)> {
    let mut found = Vec::new();
    let mut look = |condition: &Condition| {
        condition.visit(&mut |part| {
            if let Condition::Score { score, test } = part {
                found.push((score.clone(), *test));
            }
        });
    };
    for stage in &spec.stages {
        let routes = stage.routes().iter().map(|route| &route.when);
        for when in stage.when.iter().chain(&stage.exit).chain(routes) {
            look(when);
        }
    }
    let rows = || {
        spec.grades
            .iter()
            .flat_map(|(name, rows)| rows.iter().map(move |row| (name, row)))
    };
    for when in rows().filter_map(|(_, row)| row.when.as_ref()) {
        look(when);
    }
    found.extend(
        rows().filter_map(|(name, row)| Some((name.clone(), ScoreTest::AtLeast(row.at_least?)))),
    );
    found
}

/// The axis without the rule and with it, for everything that the other rules can give.
fn on_axis(score: &Score, rule: &Rule) -> Pairs {
    let others = |group: Option<&str>| {
        let rules = score.rules.iter();
        let rules =
            rules.filter(move |other| other.group.as_deref() == group && other.id != rule.id);
        sum_of(rules.map(values))
    };
    let own = rule.group.as_deref();
    let limits = own
        .and_then(|own| score.groups.get(own))
        .copied()
        .unwrap_or_default();
    let mut pairs = BTreeSet::new();
    for before in &others(own)? {
        for points in &values(rule)? {
            let with = before.saturating_add(*points);
            pairs.insert((
                limited(*before, limits.cap, limits.floor),
                limited(with, limits.cap, limits.floor),
            ));
        }
    }
    let outside = (own.is_some()).then(|| others(None));
    let groups = score
        .groups
        .iter()
        .filter(|(name, _)| Some(name.as_str()) != own)
        .map(|(name, group)| {
            let sums = others(Some(name))?;
            Some(
                sums.into_iter()
                    .map(|sum| limited(sum, group.cap, group.floor))
                    .collect(),
            )
        });
    for sums in outside.into_iter().chain(groups) {
        pairs = each(pairs, &sums?, i64::saturating_add)?;
    }
    let pairs = limit(pairs, score);
    Some(match &score.decay {
        None => pairs,
        Some(decay) => {
            let keeps = decay.steps.iter().map(|step| step.keep.0);
            let keeps: BTreeSet<u8> = keeps
                .chain([decay.when_missing.map_or(100, |keep| keep.0)])
                .collect();
            let faded = keeps.iter().flat_map(|keep| {
                pairs
                    .iter()
                    .map(|(without, with)| (kept(*without, *keep), kept(*with, *keep)))
            });
            faded.collect()
        }
    })
}

fn limit(pairs: BTreeSet<(i64, i64)>, score: &Score) -> BTreeSet<(i64, i64)> {
    let limit = |points| limited(points, score.cap, score.floor);
    let pairs = pairs
        .into_iter()
        .map(|(without, with)| (limit(without), limit(with)));
    pairs.filter(|(without, with)| without != with).collect()
}

/// Pairs of a part as pairs of the total, for everything that the other parts can be.
fn in_total(spec: &Spec, total: &Score, name: &str, pairs: &BTreeSet<(i64, i64)>) -> Pairs {
    let add: fn(i64, i64) -> i64 = if total.sum.is_some() {
        i64::saturating_add
    } else {
        i64::max
    };
    let parts = total.sum.as_ref().or(total.largest.as_ref())?;
    let mut pairs = pairs.clone();
    for part in parts.iter().filter(|part| *part != name) {
        pairs = each(pairs, &all_of(spec, part, spec.scores.len())?, add)?;
    }
    Some(limit(pairs, total))
}

/// Everything that a score can be; 0 where it does not apply.
fn all_of(spec: &Spec, name: &str, deeper: usize) -> Sums {
    let score = spec.scores.get(name)?;
    let mut sums = match score.sum.as_ref().or(score.largest.as_ref()) {
        Some(parts) if deeper > 0 => {
            let add: fn(i64, i64) -> i64 = if score.sum.is_some() {
                i64::saturating_add
            } else {
                i64::max
            };
            let mut parts = parts.iter();
            let mut sums = all_of(spec, parts.next()?, deeper - 1)?;
            for part in parts {
                let more = all_of(spec, part, deeper - 1)?;
                sums = sums
                    .iter()
                    .flat_map(|sum| more.iter().map(move |part| add(*sum, *part)))
                    .collect();
                within_bounds(sums.len())?;
            }
            sums
        }
        Some(_) => return None,
        None => axis_sums(score)?,
    };
    sums = sums
        .into_iter()
        .map(|sum| limited(sum, score.cap, score.floor))
        .collect();
    if let Some(decay) = &score.decay {
        let keeps = decay
            .steps
            .iter()
            .map(|step| step.keep.0)
            .chain(decay.when_missing.map(|keep| keep.0));
        let faded: Vec<i64> = keeps
            .flat_map(|keep| sums.iter().map(move |sum| kept(*sum, keep)))
            .collect();
        sums.extend(faded);
    }
    if score.applies_to.is_some() || score.reset_when.is_some() {
        sums.insert(0);
    }
    Some(sums)
}

fn axis_sums(score: &Score) -> Sums {
    let of = |group: Option<&str>| {
        sum_of(
            score
                .rules
                .iter()
                .filter(|rule| rule.group.as_deref() == group)
                .map(values),
        )
    };
    let groups = score.groups.iter().map(|(name, group)| {
        let sums = of(Some(name))?;
        Some(
            sums.into_iter()
                .map(|sum| limited(sum, group.cap, group.floor))
                .collect(),
        )
    });
    sum_of([of(None)].into_iter().chain(groups))
}

fn within_bounds(count: usize) -> Option<()> {
    (count <= MOST_SUMS).then_some(())
}

fn sum_of(parts: impl Iterator<Item = Sums>) -> Sums {
    let mut sums = BTreeSet::from([0]);
    for part in parts {
        let part = part?;
        sums = sums
            .iter()
            .flat_map(|sum: &i64| part.iter().map(move |points| sum.saturating_add(*points)))
            .collect();
        within_bounds(sums.len())?;
    }
    Some(sums)
}

fn each(pairs: BTreeSet<(i64, i64)>, more: &BTreeSet<i64>, add: fn(i64, i64) -> i64) -> Pairs {
    let mut all = BTreeSet::new();
    for (without, with) in pairs {
        for points in more {
            all.insert((add(without, *points), add(with, *points)));
        }
        within_bounds(all.len())?;
    }
    Some(all)
}

/// Everything that a rule can give, 0 among it.
fn values(rule: &Rule) -> Sums {
    let mut values: BTreeSet<i64> = match &rule.kind {
        RuleKind::When { points, .. } => BTreeSet::from([*points]),
        RuleKind::Bands { bands, .. } => bands.iter().map(|band| band.points).collect(),
        RuleKind::FirstOf(choices) => choices.iter().map(|choice| choice.points).collect(),
        RuleKind::Event {
            points,
            per: Per::Once,
            decay,
            ..
        } => {
            let keeps = decay.iter().map(|step| kept(*points, step.keep.0));
            keeps.chain(decay.is_empty().then_some(*points)).collect()
        }
        RuleKind::PerUnit { points, .. } => multiples(*points, rule)?,
        RuleKind::Event { points, decay, .. } if decay.is_empty() => multiples(*points, rule)?,
        RuleKind::Event { .. } => return None,
        RuleKind::LargestOf(rules) => {
            let each: Option<Vec<_>> = rules.iter().map(values).collect();
            each?.into_iter().flatten().collect()
        }
    };
    if let Some(WhenMissing::Points(points)) = rule.when_missing {
        values.insert(points);
    }
    values.insert(0);
    Some(
        values
            .into_iter()
            .map(|points| limited(points, rule.cap, rule.floor))
            .collect(),
    )
}

/// `points` any number of times, as far as the rule's cap or floor lets it; without one there is no end.
fn multiples(points: i64, rule: &Rule) -> Sums {
    let end = match points {
        0 => 0,
        1.. => rule.cap.filter(|cap| *cap >= 0)?,
        _ => rule.floor.filter(|floor| *floor <= 0)?,
    };
    let times = end.checked_div(points).unwrap_or(0);
    let times = usize::try_from(times)
        .ok()
        .filter(|times| *times < MOST_SUMS)?;
    let steps =
        (0..=times + 1).map(|time| points.saturating_mul(i64::try_from(time).unwrap_or(i64::MAX)));
    Some(steps.collect())
}
