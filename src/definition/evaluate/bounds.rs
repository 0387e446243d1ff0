//! The least and the most each score can be, and thresholds that no lead can reach.

use indexmap::IndexMap;

use crate::{
    condition::{Condition, ScoreTest},
    model::Spec,
    problem::{Path, Problem},
    scalar::Days,
    score::{DecayStep, Per, Rule, RuleKind, Score, WhenMissing},
};

/// From the least to the most, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub least: i64,
    /// The most.
    pub most: i64,
}

impl Range {
    const ZERO: Self = Self { least: 0, most: 0 };

    fn of(points: impl IntoIterator<Item = i64>) -> Self {
        points
            .into_iter()
            .map(|points| Self {
                least: points,
                most: points,
            })
            .reduce(Self::or)
            .unwrap_or(Self::ZERO)
    }

    fn or(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most),
        }
    }

    fn times(self, count: i64) -> Self {
        Self {
            least: self.least.saturating_mul(count),
            most: self.most.saturating_mul(count),
        }
    }

    fn limited(self, cap: Option<i64>, floor: Option<i64>) -> Self {
        let limit = |points: i64| limited(points, cap, floor);
        Self {
            least: limit(self.least),
            most: limit(self.most),
        }
    }
}

/// Points within a cap and a floor; the floor has the last word.
#[must_use]
pub fn limited(points: i64, cap: Option<i64>, floor: Option<i64>) -> i64 {
    let capped = cap.map_or(points, |cap| points.min(cap));
    floor.map_or(capped, |floor| capped.max(floor))
}

/// How often an event can count; `i64::MAX` stands for no limit.
fn occasions(per: Per, within: Option<Days>) -> i64 {
    let window = |length: i64, spare: i64| {
        within.map_or(i64::MAX, |days| i64::from(days.0) / length.max(1) + spare)
    };
    match per {
        Per::Once => 1,
        Per::Occurrence => i64::MAX,
        Per::Day => window(1, 1),
        Per::Week => window(7, 2),
        Per::Month => window(28, 2),
        Per::Block(block) => window(i64::from(block.days), 1),
        Per::Cooldown(days) => window(i64::from(days.0), 1),
    }
}

fn rule_range(rule: &Rule) -> Range {
    let range = match &rule.kind {
        RuleKind::When { points, .. } => Range::of([0, *points]),
        RuleKind::Bands { bands, .. } => Range::of(bands.iter().map(|band| band.points).chain([0])),
        RuleKind::PerUnit { points, .. } => Range::of([0, *points]).times(i64::MAX),
        RuleKind::Event {
            points,
            per,
            within,
            decay,
            ..
        } => {
            let keep = decay
                .iter()
                .map(|step: &DecayStep| i64::from(step.keep.0))
                .max();
            let points = points.saturating_mul(keep.unwrap_or(100)) / 100;
            Range::of([0, points]).times(occasions(*per, *within))
        }
        RuleKind::FirstOf(choices) => {
            let closed = choices.last().is_some_and(|choice| choice.when.is_none());
            let points = choices.iter().map(|choice| choice.points);
            Range::of(points.chain((!closed).then_some(0)))
        }
        // The largest of several is at least the least of any one of them.
        RuleKind::LargestOf(rules) => rules
            .iter()
            .map(rule_range)
            .reduce(Range::or)
            .unwrap_or(Range::ZERO),
    };
    let range = match rule.when_missing {
        Some(WhenMissing::Points(points)) => range.or(Range::of([points])),
        _ => range,
    };
    range.limited(rule.cap, rule.floor)
}

/// What the rules of an axis give within its groups' limits, before its own cap and floor.
pub(crate) fn unlimited_range(score: &Score) -> Range {
    let sum = |group: Option<&str>| {
        score
            .rules
            .iter()
            .filter(|rule| rule.group.as_deref() == group)
            .map(rule_range)
            .fold(Range::ZERO, Range::and)
    };
    let grouped = score
        .groups
        .iter()
        .map(|(name, group)| sum(Some(name)).limited(group.cap, group.floor));
    grouped.fold(sum(None), Range::and)
}

fn axis_range(score: &Score) -> Range {
    let range = unlimited_range(score).limited(score.cap, score.floor);
    if score.decay.is_some() || score.reset_when.is_some() {
        range.or(Range::ZERO)
    } else {
        range
    }
}

/// The range of each score, by name; a score that needs itself counts as 0 there.
#[must_use]
pub fn ranges(spec: &Spec) -> IndexMap<String, Range> {
    let mut ranges: IndexMap<String, Range> = spec
        .scores
        .iter()
        .map(|(name, score)| (name.clone(), axis_range(score)))
        .collect();
    // A chain of totals is as long as there are scores at most.
    for _ in 0..spec.scores.len() {
        for (name, score) in &spec.scores {
            let of = |parts: &Vec<String>| {
                let known = parts.iter().filter_map(|part| {
                    let optional = spec.scores.get(part)?.applies_to.is_some();
                    ranges.get(part).map(|range| (*range, optional))
                });
                known.collect::<Vec<_>>()
            };
            let range = if let Some(parts) = &score.sum {
                of(parts)
                    .into_iter()
                    .fold(Range::ZERO, |sum, (range, optional)| {
                        sum.and(if optional {
                            range.or(Range::ZERO)
                        } else {
                            range
                        })
                    })
            } else if let Some(parts) = &score.largest {
                let parts = of(parts).into_iter().map(|(range, _)| range);
                parts.reduce(Range::or).unwrap_or(Range::ZERO)
            } else {
                continue;
            };
            ranges.insert(name.clone(), range.limited(score.cap, score.floor));
        }
    }
    ranges
}

/// Thresholds of grades, stages and promises that no lead can reach.
pub(crate) fn unreachable(spec: &Spec) -> Vec<Problem> {
    let ranges = ranges(spec);
    let mut problems = Vec::new();
    for (name, rows) in &spec.grades {
        for (at, row) in rows.iter().enumerate() {
            let path = Path::spec().key("grades").key(name).index(at);
            if let Some(least) = row.at_least {
                let test = ScoreTest::AtLeast(least);
                problems.extend(unreached(path.key("atLeast"), name, test, &ranges));
            }
            if let Some(when) = &row.when {
                look(&path.key("when"), when, &ranges, &mut problems);
            }
        }
    }
    for (at, stage) in spec.stages.iter().enumerate() {
        if let Some(when) = &stage.when {
            let path = Path::spec().key("stages").index(at).key("when");
            look(&path, when, &ranges, &mut problems);
        }
        let path = Path::spec().key("stages").index(at).key("routing");
        for (place, route) in stage.routes().iter().enumerate() {
            let path = path.key("routes").index(place).key("when");
            look(&path, &route.when, &ranges, &mut problems);
        }
    }
    problems
}

/// Follows a condition to its scores; what stands under `none` may well be out of reach.
fn look(
    path: &Path,
    condition: &Condition,
    ranges: &IndexMap<String, Range>,
    problems: &mut Vec<Problem>,
) {
    let (key, parts) = match condition {
        Condition::All(parts) => ("all", parts),
        Condition::Any(parts) => ("any", parts),
        Condition::AtLeastOf { of, .. } => ("of", of),
        Condition::Score { score, test } => {
            problems.extend(unreached(path.clone(), score, *test, ranges));
            return;
        }
        Condition::None(_)
        | Condition::Field { .. }
        | Condition::Event(_)
        | Condition::AnyEvent(_)
        | Condition::Grade { .. }
        | Condition::Stage(_) => return,
    };
    for (at, part) in parts.iter().enumerate() {
        look(&path.key(key).index(at), part, ranges, problems);
    }
}

fn unreached(
    path: Path,
    score: &str,
    test: ScoreTest,
    ranges: &IndexMap<String, Range>,
) -> Option<Problem> {
    let Range { least, most } = *ranges.get(score)?;
    let reached = match test {
        ScoreTest::AtLeast(n) => most >= n,
        ScoreTest::Above(n) => most > n,
        ScoreTest::AtMost(n) => least <= n,
        ScoreTest::Below(n) => least < n,
        ScoreTest::Is(n) => (least..=most).contains(&n),
        ScoreTest::Between(low, high) => most >= low && least <= high,
    };
    (!reached).then(|| Problem {
        path,
        message: format!("no lead can reach this: {score} is from {least} to {most}"),
        next: "change the threshold, the points or the cap".into(),
    })
}
