//! What a condition on a single field means, and the points that a single field gives.

use crate::{
    compiled::{Axis, CompiledDecay, FieldCheck, FieldPoints, Freeze, Operator, Values},
    evaluate::{age, freeze, walk::Walk},
    lead::{EventFacts, Hit, Lead, Tally},
    value::Value,
};

/// A lead on a day.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub lead: &'a Lead,
    pub as_of: i32,
    /// Whether any event comes from a flat export, which cannot tell everything.
    pub flat: bool,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(lead: &'a Lead, as_of: i32) -> Self {
        let flat = lead.events.iter().any(EventFacts::is_flat);
        Self { lead, as_of, flat }
    }

    pub(crate) fn value(&self, field: usize) -> Option<&'a Value> {
        self.lead.values.get(field)?.as_ref()
    }

    fn number(&self, field: usize) -> Option<f64> {
        let Value::Number(number) = self.value(field)? else {
            return None;
        };
        Some(*number)
    }

    pub(crate) fn event(&self, event: usize) -> Option<&'a EventFacts> {
        self.lead.events.get(event)
    }
}

impl Walk for Facts<'_> {
    type Leaves = Values;

    fn events(&self) -> &[EventFacts] {
        &self.lead.events
    }

    fn as_of(&self) -> i32 {
        self.as_of
    }

    fn is_flat(&self) -> bool {
        self.flat
    }

    fn passes(&self, FieldCheck(field, operator): &FieldCheck) -> bool {
        operator.holds(self.value(*field), self.as_of)
    }

    fn is_missing(&self, field: usize) -> bool {
        self.value(field).is_none()
    }

    fn field_points(&self, points: &FieldPoints) -> i64 {
        match points {
            FieldPoints::Bands(field, bands) => {
                let number = self.number(*field);
                let band = number.and_then(|n| bands.iter().find(|(below, _)| n < *below));
                band.map_or(0, |(_, points)| *points)
            }
            FieldPoints::PerUnit(field, points) => {
                let number = self.number(*field);
                number.map_or(0, |number| units(number).saturating_mul(*points))
            }
        }
    }

    fn day(&self, field: usize) -> Option<i32> {
        match self.value(field) {
            Some(Value::Day(day)) => Some(*day),
            _ => None,
        }
    }

    fn field_fading(&self, field: usize, decay: &CompiledDecay) -> (Option<i32>, u8) {
        decay.at(self.day(field).and_then(|day| age(day, self.as_of)))
    }

    fn frozen_sum(&self, axis: &Axis, freeze: &Freeze, tally: &mut Tally) -> i64 {
        freeze::sum(axis, freeze, *self, tally)
    }

    fn begin_axis(&self, _: usize, _: &mut Tally) {}

    fn count(&self, criterion: usize, points: i64, tally: &mut Tally) {
        tally.hits.push(Hit { criterion, points });
    }
}

impl Operator {
    /// Whether a value passes; a missing one passes nothing but the question whether it is missing.
    #[expect(
        clippy::float_cmp,
        reason = "the format compares numbers as IEEE doubles"
    )]
    fn holds(&self, value: Option<&Value>, as_of: i32) -> bool {
        let Some(value) = value else {
            return matches!(self, Self::Missing);
        };
        let any = |parts: &[String], passes: &dyn Fn(&str) -> bool| parts.iter().any(|p| passes(p));
        let all = |parts: &[String], passes: &dyn Fn(&str) -> bool| parts.iter().all(|p| passes(p));
        let age = |day: i32| i64::from(as_of) - i64::from(day);
        match self {
            Self::Present => true,
            Self::Missing => false,
            Self::TextIn(texts) => matches!(value, Value::Text(t) if texts.contains(t)),
            Self::Contains(parts) => {
                matches!(value, Value::Text(t) if any(parts, &|part| t.contains(part)))
            }
            Self::StartsWith(parts) => {
                matches!(value, Value::Text(t) if any(parts, &|part| t.starts_with(part)))
            }
            Self::EndsWith(parts) => {
                matches!(value, Value::Text(t) if any(parts, &|part| t.ends_with(part)))
            }
            Self::WordsAny(words) => {
                matches!(value, Value::Words(t) if any(words, &|word| t.contains(word)))
            }
            Self::WordsAll(words) => {
                matches!(value, Value::Words(t) if all(words, &|word| t.contains(word)))
            }
            Self::ListAny(wanted) => {
                matches!(value, Value::List(of) if wanted.iter().any(|one| of.contains(one)))
            }
            Self::ListAll(wanted) => {
                matches!(value, Value::List(of) if wanted.iter().all(|one| of.contains(one)))
            }
            Self::LevelIn(levels) => matches!(value, Value::Level(rank) if levels.contains(rank)),
            Self::LevelAtLeast(least) => matches!(value, Value::Level(rank) if rank >= least),
            Self::LevelAtMost(most) => matches!(value, Value::Level(rank) if rank <= most),
            Self::BooleanIs(wanted) => matches!(value, Value::Boolean(flag) if flag == wanted),
            Self::NumberIs(wanted) => matches!(value, Value::Number(n) if n == wanted),
            Self::NumberAtLeast(least) => matches!(value, Value::Number(n) if n >= least),
            Self::NumberAtMost(most) => matches!(value, Value::Number(n) if n <= most),
            Self::NumberAbove(bound) => matches!(value, Value::Number(n) if n > bound),
            Self::NumberBelow(bound) => matches!(value, Value::Number(n) if n < bound),
            Self::NumberBetween(low, high) => {
                matches!(value, Value::Number(n) if n >= low && n <= high)
            }
            Self::Within(days) => {
                matches!(value, Value::Day(day) if (0..=i64::from(*days)).contains(&age(*day)))
            }
            Self::OlderThan(days) => {
                matches!(value, Value::Day(day) if age(*day) > i64::from(*days))
            }
            Self::Before(bound) => matches!(value, Value::Day(day) if day < bound),
            Self::After(bound) => matches!(value, Value::Day(day) if day > bound),
        }
    }
}

/// The whole part of a number; below 0 counts as 0.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cell has at most 15 digits before the point, and the cast saturates"
)]
pub(crate) fn units(number: f64) -> i64 {
    number.floor().max(0.0) as i64
}
