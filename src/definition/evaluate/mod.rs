//! Scoring one lead by the compiled definition.

pub mod bounds;
pub(crate) mod freeze;
pub(crate) mod happened;
pub(crate) mod leaf;
pub(crate) mod together;
pub(crate) mod walk;

use jiff::civil::Date;

use crate::{
    compiled::{Compiled, CompiledScoreKind, Values},
    evaluate::{
        leaf::Facts,
        walk::{Walk, Whole},
    },
    lead::{EventFacts, Lead, Outcome, Tally},
    value::day_number,
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
        let compiled = self.scores.get(score)?;
        let CompiledScoreKind::Axis(axis) = &compiled.kind else {
            return None;
        };
        let facts = Facts::new(lead, as_of);
        // Rules see fields and events only, so they need nothing of what was worked out before.
        let mut tally = Tally::default();
        let applies_to = compiled.applies_to.as_ref();
        if applies_to.is_some_and(|applies_to| !facts.holds(applies_to, &tally)) {
            return None;
        }
        Some(facts.axis_steps(score, compiled, axis, &mut tally))
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
        Facts::new(lead, as_of).score(&self.whole(), tally);
    }

    fn whole(&self) -> Whole<'_, Values> {
        Whole {
            gates: &self.gates,
            scores: &self.scores,
            order: &self.order,
            grades: &self.grades,
            stages: &self.stages,
            tracks: self.tracks.len(),
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
