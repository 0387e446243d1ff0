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
        match self.value(field)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
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

    fn field_fading(&self, field: usize, decay: &CompiledDecay) -> (Option<i32>, u8) {
        decay.at(match self.value(field) {
            Some(Value::Day(day)) => age(*day, self.as_of),
            _ => None,
        })
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
    fn holds(&self, value: Option<&Value>, as_of: i32) -> bool {
        let Some(value) = value else {
            return matches!(self, Operator::Missing);
        };
        match (self, value) {
            (Operator::Present, _) => true,
            (Operator::TextIn(texts), Value::Text(text)) => texts.contains(text),
            (Operator::Contains(texts), Value::Text(text)) => {
                texts.iter().any(|part| text.contains(part.as_str()))
            }
            (Operator::StartsWith(texts), Value::Text(text)) => {
                texts.iter().any(|part| text.starts_with(part.as_str()))
            }
            (Operator::EndsWith(texts), Value::Text(text)) => {
                texts.iter().any(|part| text.ends_with(part.as_str()))
            }
            (Operator::WordsAny(words), Value::Words(text)) => {
                words.iter().any(|word| text.contains(word.as_str()))
            }
            (Operator::WordsAll(words), Value::Words(text)) => {
                words.iter().all(|word| text.contains(word.as_str()))
            }
            (Operator::ListAny(wanted), Value::List(elements)) => {
                wanted.iter().any(|element| elements.contains(element))
            }
            (Operator::ListAll(wanted), Value::List(elements)) => {
                wanted.iter().all(|element| elements.contains(element))
            }
            (Operator::LevelIn(levels), Value::Level(level)) => levels.contains(level),
            (Operator::LevelAtLeast(least), Value::Level(level)) => level >= least,
            (Operator::LevelAtMost(most), Value::Level(level)) => level <= most,
            (Operator::BooleanIs(wanted), Value::Boolean(flag)) => wanted == flag,
            (_, Value::Number(number)) => number_holds(*number, self),
            (_, Value::Day(day)) => day_holds(*day, as_of, self),
            _ => false,
        }
    }
}

#[expect(
    clippy::float_cmp,
    reason = "the format compares numbers as IEEE doubles"
)]
fn number_holds(number: f64, operator: &Operator) -> bool {
    match operator {
        Operator::NumberIs(wanted) => number == *wanted,
        Operator::NumberAtLeast(least) => number >= *least,
        Operator::NumberAtMost(most) => number <= *most,
        Operator::NumberAbove(bound) => number > *bound,
        Operator::NumberBelow(bound) => number < *bound,
        Operator::NumberBetween(low, high) => number >= *low && number <= *high,
        _ => false,
    }
}

fn day_holds(day: i32, as_of: i32, operator: &Operator) -> bool {
    let age = i64::from(as_of) - i64::from(day);
    match operator {
        Operator::Within(days) => (0..=i64::from(*days)).contains(&age),
        Operator::OlderThan(days) => age > i64::from(*days),
        Operator::Before(bound) => day < *bound,
        Operator::After(bound) => day > *bound,
        _ => false,
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
