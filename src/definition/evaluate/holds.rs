//! Whether a condition holds for a lead: true or false, nothing between.

use crate::{
    compiled::{Check, Compiled, Operator},
    condition::ScoreTest,
    evaluate::happened::{self, Told},
    lead::{EventFacts, Lead, Tally},
    value::Value,
};

/// A lead on a day.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub compiled: &'a Compiled,
    pub lead: &'a Lead,
    pub as_of: i32,
    /// Whether any event comes from a flat export, which cannot tell everything.
    pub flat: bool,
}

impl<'a> Facts<'a> {
    pub(crate) fn value(&self, field: usize) -> Option<&'a Value> {
        self.lead.values.get(field)?.as_ref()
    }

    pub(crate) fn event(&self, event: usize) -> Option<&'a EventFacts> {
        self.lead.events.get(event)
    }

    /// Whether a condition holds. A comparison with something missing is false.
    pub(crate) fn holds(&self, check: &Check, tally: &Tally) -> bool {
        match check {
            Check::All(parts) => parts.iter().all(|part| self.holds(part, tally)),
            Check::Any(parts) => parts.iter().any(|part| self.holds(part, tally)),
            Check::None(parts) => !parts.iter().any(|part| self.holds(part, tally)),
            Check::AtLeastOf(least, parts) => {
                let count = parts.iter().filter(|part| self.holds(part, tally)).count();
                u32::try_from(count).is_ok_and(|count| count >= *least)
            }
            Check::Field(field, operator) => self.field_holds(self.value(*field), operator),
            Check::Event(event) => {
                happened::condition(*event, &self.lead.events, self.as_of) == Told::Yes
            }
            Check::Score(score, test) => tally
                .scores
                .get(*score)
                .copied()
                .flatten()
                .is_some_and(|points| score_holds(points, *test)),
            Check::Grade(grade, places) => tally
                .grades
                .get(*grade)
                .copied()
                .flatten()
                .is_some_and(|place| places.contains(&place)),
            Check::Stage(stage) => self.stage_holds(*stage, tally),
        }
    }

    /// In this stage or a higher one of its track.
    fn stage_holds(&self, stage: usize, tally: &Tally) -> bool {
        let Some(wanted) = self.compiled.stages.get(stage) else {
            return false;
        };
        let reached = tally.stages.get(wanted.track).copied().flatten();
        reached.is_some_and(|reached| reached >= stage)
    }

    /// Notes the events about which the data cannot tell what the condition asks.
    pub(crate) fn note_untold(&self, check: &Check, tally: &mut Tally) {
        if !self.flat {
            return;
        }
        match check {
            Check::All(parts)
            | Check::Any(parts)
            | Check::None(parts)
            | Check::AtLeastOf(_, parts) => {
                for part in parts {
                    self.note_untold(part, tally);
                }
            }
            Check::Event(event) => {
                let events = &self.lead.events;
                happened::note_untold(*event, events, self.as_of, &mut tally.untold);
            }
            _ => {}
        }
    }

    fn field_holds(&self, value: Option<&Value>, operator: &Operator) -> bool {
        let Some(value) = value else {
            return matches!(operator, Operator::Missing);
        };
        match (operator, value) {
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
            (_, Value::Number(number)) => number_holds(*number, operator),
            (_, Value::Day(day)) => day_holds(*day, self.as_of, operator),
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

/// Whether points pass a test.
pub(crate) fn score_holds(points: i64, test: ScoreTest) -> bool {
    match test {
        ScoreTest::AtLeast(n) => points >= n,
        ScoreTest::AtMost(n) => points <= n,
        ScoreTest::Above(n) => points > n,
        ScoreTest::Below(n) => points < n,
        ScoreTest::Is(n) => points == n,
        ScoreTest::Between(low, high) => (low..=high).contains(&points),
    }
}
