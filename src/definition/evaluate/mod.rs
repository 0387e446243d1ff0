//! Scoring one lead: gates, points, grades, stages, in that order.

pub mod bounds;
pub(crate) mod freeze;
pub(crate) mod happened;
pub(crate) mod holds;

use jiff::civil::Date;

use crate::{
    compiled::{
        Absence, Axis, Compiled, CompiledRule, CompiledRuleKind, CompiledScore, CompiledScoreKind,
        Dated, Effect,
    },
    evaluate::{bounds::limited, holds::Facts},
    lead::{EventFacts, Hit, Lead, LeadStatus, Outcome, Tally},
    value::{Value, day_number},
};

/// What is kept of `points` by a step of `keep` percent, towards 0.
#[must_use]
pub fn kept(points: i64, keep: u8) -> i64 {
    let kept = i128::from(points) * i128::from(keep) / 100;
    i64::try_from(kept).unwrap_or(points)
}

/// The percent kept at an age in days.
pub(crate) fn keep_at(steps: &[(i32, u8)], age: i32) -> u8 {
    steps
        .iter()
        .find(|(within, _)| age <= *within)
        .map_or(100, |(_, keep)| *keep)
}

/// How the points of an axis came about, in the order in which it is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AxisSteps {
    /// What its rules gave together, after the limits of their groups.
    pub rules: i64,
    /// The same after the axis' own cap and floor.
    pub limited: i64,
    /// The age in days by which the axis fades; none: it does not fade, or the day is missing or after *as of*.
    pub age: Option<i32>,
    /// The percent that is kept at that age; none: the axis does not fade.
    pub keep: Option<u8>,
    /// Whether the axis is 0 because its `resetWhen` holds.
    pub reset: bool,
    /// What it came to.
    pub points: i64,
}

impl Compiled {
    /// How a score with rules came about, by its place in the file; none: it has no rules, or does not apply to the lead.
    #[must_use]
    pub fn axis_steps(&self, score: usize, lead: &Lead, as_of: i32) -> Option<AxisSteps> {
        let score = self.scores.get(score)?;
        let CompiledScoreKind::Axis(axis) = &score.kind else {
            return None;
        };
        let facts = self.facts(lead, as_of);
        // Rules see fields and events only, so they need nothing of what was worked out before.
        let mut tally = Tally::default();
        let applies = score.applies_to.as_ref();
        if applies.is_some_and(|applies_to| !facts.holds(applies_to, &tally)) {
            return None;
        }
        Some(axis_steps(score, axis, facts, &mut tally))
    }

    fn facts<'a>(&'a self, lead: &'a Lead, as_of: i32) -> Facts<'a> {
        Facts {
            compiled: self,
            lead,
            as_of,
            flat: lead.events.iter().any(EventFacts::is_flat),
        }
    }

    /// Scores a lead as it stands on the day `as_of`, with the reasons in words.
    #[must_use]
    pub fn score(&self, lead: &Lead, as_of: Date) -> Outcome {
        let mut tally = Tally::default();
        self.score_into(lead, day_number(as_of), &mut tally);
        self.outcome(lead, &tally)
    }

    /// Scores a lead into a bare result whose memory is used again. `as_of`: days since 1970-01-01.
    pub fn score_into(&self, lead: &Lead, as_of: i32, tally: &mut Tally) {
        tally.scores.clear();
        tally.scores.resize(self.scores.len(), None);
        tally.grades.clear();
        tally.stages.clear();
        tally.stages.resize(self.tracks.len(), None);
        tally.hits.clear();
        tally.untold.clear();
        tally.opened.clear();
        tally.status = LeadStatus::Scored;
        let facts = self.facts(lead, as_of);
        self.pass_gates(facts, tally);
        for index in &self.order {
            if let Some(score) = self.scores.get(*index) {
                let points = score_points(score, facts, tally);
                if let Some(slot) = tally.scores.get_mut(*index) {
                    *slot = points;
                }
            }
        }
        tally.hits.sort_by_key(|hit| hit.criterion);
        for grade in &self.grades {
            let found = grade
                .steps
                .iter()
                .find(|(check, _)| facts.holds(check, tally));
            let place = found.map(|(_, place)| *place);
            tally.grades.push(place);
        }
        tally.owner = None;
        if tally.status == LeadStatus::Scored {
            self.enter_stages(facts, tally);
            tally.owner = self.owner_of(facts, tally);
        }
        tally.untold.sort_unstable();
        tally.untold.dedup();
    }

    fn pass_gates(&self, facts: Facts, tally: &mut Tally) {
        for gate in &self.gates {
            facts.note_untold(&gate.when, tally);
            if !facts.holds(&gate.when, tally) {
                continue;
            }
            tally.hits.push(Hit {
                criterion: gate.criterion,
                points: 0,
            });
            match gate.effect {
                Effect::Disqualify => tally.status = LeadStatus::Disqualified,
                Effect::Suspend if tally.status == LeadStatus::Scored => {
                    tally.status = LeadStatus::Suspended;
                }
                Effect::Suspend => {}
                Effect::Qualify(stage) => tally.opened.push(stage),
            }
        }
    }

    fn enter_stages(&self, facts: Facts, tally: &mut Tally) {
        for (index, stage) in self.stages.iter().enumerate() {
            let mut entered = match &stage.when {
                Some(when) => {
                    facts.note_untold(when, tally);
                    facts.holds(when, tally)
                }
                None => true,
            };
            entered |= tally.opened.contains(&index);
            if let Some(exit) = &stage.exit {
                facts.note_untold(exit, tally);
                entered &= !facts.holds(exit, tally);
            }
            if entered && let Some(slot) = tally.stages.get_mut(stage.track) {
                *slot = Some(index);
            }
        }
    }
}

impl Compiled {
    /// Who owns a lead by the routes of its stage on the main track.
    fn owner_of(&self, facts: Facts, tally: &mut Tally) -> Option<usize> {
        let stage = tally.stages.first().copied().flatten()?;
        let stage = self.stages.get(stage)?;
        for (check, _) in &stage.routes {
            facts.note_untold(check, tally);
        }
        let mut routes = stage.routes.iter();
        let taken = routes.find(|(check, _)| facts.holds(check, tally));
        taken.map(|(_, owner)| *owner).or(stage.otherwise)
    }
}

/// A score's points; none where it does not apply.
fn score_points(score: &CompiledScore, facts: Facts, tally: &mut Tally) -> Option<i64> {
    if let Some(applies_to) = &score.applies_to {
        facts.note_untold(applies_to, tally);
        if !facts.holds(applies_to, tally) {
            return None;
        }
    }
    let of = |tally: &Tally, part: &usize| tally.scores.get(*part).copied().flatten();
    match &score.kind {
        CompiledScoreKind::Axis(axis) => Some(axis_points(score, axis, facts, tally)),
        CompiledScoreKind::Sum(parts) => {
            let sum = parts
                .iter()
                .filter_map(|part| of(tally, part))
                .fold(0_i64, i64::saturating_add);
            Some(limited(sum, score.cap, score.floor))
        }
        CompiledScoreKind::Largest(parts) => {
            let largest = parts.iter().filter_map(|part| of(tally, part)).max()?;
            Some(limited(largest, score.cap, score.floor))
        }
    }
}

fn axis_points(score: &CompiledScore, axis: &Axis, facts: Facts, tally: &mut Tally) -> i64 {
    let hits = tally.hits.len();
    let steps = axis_steps(score, axis, facts, tally);
    if steps.reset {
        // The axis' points are gone; that a field was missing is still to be told.
        let mut place = 0;
        tally.hits.retain(|hit| {
            place += 1;
            place <= hits || hit.points == 0
        });
    }
    steps.points
}

fn axis_steps(score: &CompiledScore, axis: &Axis, facts: Facts, tally: &mut Tally) -> AxisSteps {
    let rules = match &axis.freeze {
        None => rules_sum(axis, facts, tally),
        Some(freeze) => freeze::sum(axis, freeze, facts, tally),
    };
    let limited = limited(rules, score.cap, score.floor);
    let age = axis.decay.as_ref().and_then(|decay| facts.age(decay.by));
    let keep = axis.decay.as_ref().map(|decay| match age {
        Some(age) => keep_at(&decay.steps, age),
        None => decay.when_missing,
    });
    let mut reset = false;
    if let Some(reset_when) = &axis.reset_when {
        facts.note_untold(reset_when, tally);
        reset = facts.holds(reset_when, tally);
    }
    let points = match keep {
        _ if reset => 0,
        Some(keep) => kept(limited, keep),
        None => limited,
    };
    AxisSteps {
        rules,
        limited,
        age,
        keep,
        reset,
        points,
    }
}

/// The sum of an axis' rules with their caps and the groups' limits.
pub(crate) fn rules_sum(axis: &Axis, facts: Facts, tally: &mut Tally) -> i64 {
    let mut sum = 0_i64;
    for group in &axis.groups {
        let points = group
            .rules
            .iter()
            .map(|rule| {
                let points = rule_points(rule, facts, tally);
                if points != 0 {
                    tally.hits.push(Hit {
                        criterion: rule.criterion,
                        points,
                    });
                }
                points
            })
            .fold(0_i64, i64::saturating_add);
        sum = sum.saturating_add(limited(points, group.cap, group.floor));
    }
    sum
}

/// A rule's points after its own cap and floor.
pub(crate) fn rule_points(rule: &CompiledRule, facts: Facts, tally: &mut Tally) -> i64 {
    if let Some((field, absence)) = rule.when_missing
        && facts.value(field).is_none()
    {
        return match absence {
            Absence::Points(points) => limited(points, rule.cap, rule.floor),
            Absence::NotEnoughKnown => {
                if tally.status == LeadStatus::Scored {
                    tally.status = LeadStatus::NotEnoughKnown;
                }
                tally.hits.push(Hit {
                    criterion: rule.criterion,
                    points: 0,
                });
                0
            }
        };
    }
    let points = match &rule.kind {
        CompiledRuleKind::When(when, points) => {
            facts.note_untold(when, tally);
            if facts.holds(when, tally) { *points } else { 0 }
        }
        CompiledRuleKind::Bands(field, bands) => match facts.value(*field) {
            Some(Value::Number(number)) => bands
                .iter()
                .find(|(below, _)| number < below)
                .map_or(0, |(_, points)| *points),
            _ => 0,
        },
        CompiledRuleKind::PerUnit(field, points) => match facts.value(*field) {
            Some(Value::Number(number)) => units(*number).saturating_mul(*points),
            _ => 0,
        },
        CompiledRuleKind::Event(event) => {
            let told = facts
                .event(event.event)
                .map_or(Some(0), |seen: &EventFacts| {
                    happened::points(event, seen, facts.as_of, &mut tally.buckets)
                });
            told.unwrap_or_else(|| {
                tally.untold.push(event.event);
                0
            })
        }
        CompiledRuleKind::FirstOf(choices) => {
            for (check, _) in choices {
                facts.note_untold(check, tally);
            }
            choices
                .iter()
                .find(|(check, _)| facts.holds(check, tally))
                .map_or(0, |(_, points)| *points)
        }
        CompiledRuleKind::LargestOf(rules) => rules
            .iter()
            .map(|rule| rule_points(rule, facts, tally))
            .max()
            .unwrap_or(0),
    };
    limited(points, rule.cap, rule.floor)
}

/// The whole part of a number; below 0 counts as 0.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cell has at most 15 digits before the point, and the cast saturates"
)]
pub(crate) fn units(number: f64) -> i64 {
    number.floor().max(0.0) as i64
}

impl Facts<'_> {
    /// The age in days of a date or of an event's last occurrence; none: missing or after *as of*.
    pub(crate) fn age(&self, of: Dated) -> Option<i32> {
        match of {
            Dated::Field(field) => match self.value(field)? {
                Value::Day(day) => age(*day, self.as_of),
                _ => None,
            },
            Dated::Event(event) => last_age(self.event(event)?, self.as_of),
        }
    }
}

fn age(day: i32, as_of: i32) -> Option<i32> {
    as_of.checked_sub(day).filter(|age| *age >= 0)
}

/// The age in days of an event's last occurrence; none: it never occurred, or only after *as of*.
pub(crate) fn last_age(facts: &EventFacts, as_of: i32) -> Option<i32> {
    let day = match facts {
        EventFacts::Log(days) => days.iter().copied().filter(|day| *day <= as_of).max(),
        EventFacts::Flat { last, .. } => *last,
    }?;
    age(day, as_of)
}

#[cfg(test)]
mod tests;
