//! The compiled form of a definition: names resolved to places, arguments in canonical form.
//!
//! Gates, scores, grades and stages stand here once for both forms of a definition: the compiled one, which looks at the
//! values of fields, and the plan, which looks at what cells came to. They differ in their [`Leaves`] alone.

mod leaves;
mod walk;

pub(crate) use leaves::{FieldCheck, FieldPoints, Leaves, Values};

use crate::definition::{
    condition::ScoreTest,
    date::{Day, pattern::DatePattern},
    score::Per,
    stage::OwnedBy,
    value::{CellReader, day_number, moment, strip},
};

/// A definition ready to score leads.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub(crate) fields: Vec<CompiledField>,
    pub(crate) events: Vec<String>,
    /// By event: how a flat export writes the day of the last occurrence; none: in the canonical form.
    pub(crate) last_dates: Vec<Option<DatePattern>>,
    pub(crate) gates: Vec<CompiledGate>,
    /// In file order.
    pub(crate) scores: Vec<CompiledScore>,
    /// The scores in an order in which each comes after those it adds up.
    pub(crate) order: Vec<usize>,
    pub(crate) grades: Vec<CompiledGrade>,
    pub(crate) stages: Vec<CompiledStage>,
    /// Whom routes, fallbacks and stages name; one entry for each of them.
    pub(crate) owners: Vec<CompiledOwner>,
    /// Whether a stage of the main track has a routing, so that the output has a column `owner`.
    pub(crate) routed: bool,
    /// The tracks, `main` first, the others in file order.
    pub(crate) tracks: Vec<String>,
    /// What gates and rules are called, by their number.
    pub(crate) criteria: Vec<Criterion>,
    /// The leads a condition or rule can change, by field.
    pub(crate) used: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledField {
    pub id: String,
    pub reader: CellReader,
}

/// A gate or rule as explanations name it.
#[derive(Clone, Debug)]
pub(crate) struct Criterion {
    pub id: String,
    /// The score; none: a gate.
    pub axis: Option<usize>,
    pub because: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledGate<L: Leaves = Values> {
    pub criterion: L::Criterion,
    pub effect: Effect,
    pub when: Check<L>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Effect {
    Disqualify,
    Suspend,
    Qualify(usize),
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledScore<L: Leaves = Values> {
    pub name: String,
    pub cap: Option<i64>,
    pub floor: Option<i64>,
    pub applies_to: Option<Check<L>>,
    pub kind: CompiledScoreKind<L>,
}

#[derive(Clone, Debug)]
pub(crate) enum CompiledScoreKind<L: Leaves = Values> {
    Axis(Axis<L>),
    Sum(Vec<usize>),
    Largest(Vec<usize>),
}

#[derive(Clone, Debug)]
pub(crate) struct Axis<L: Leaves = Values> {
    pub reset_when: Option<Check<L>>,
    /// None: every act counts.
    pub freeze: Option<L::Freeze>,
    /// The rules by group; the first entry is the rules without one.
    pub groups: Vec<CompiledGroup<L>>,
    pub decay: Option<CompiledDecay<L>>,
}

/// Counts acts only up to the day on which the axis is first above a limit.
#[derive(Clone, Debug)]
pub(crate) struct Freeze {
    /// The limit in points.
    pub above: i64,
    /// The events that the axis' rules ask about, and whether they ask only if it happened.
    pub events: Vec<(usize, bool)>,
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledGroup<L: Leaves = Values> {
    pub cap: Option<i64>,
    pub floor: Option<i64>,
    pub rules: Vec<CompiledRule<L>>,
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledDecay<L: Leaves = Values> {
    pub by: Dated<L>,
    pub steps: Steps,
    /// Percent.
    pub when_missing: u8,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Dated<L: Leaves = Values> {
    Field(L::Age),
    Event(usize),
}

/// Ages up to the first, included, keep the second in percent; the last row takes every age.
pub(crate) type Steps = Vec<(i32, u8)>;

#[derive(Clone, Debug)]
pub(crate) struct CompiledRule<L: Leaves = Values> {
    pub criterion: L::Criterion,
    pub cap: Option<i64>,
    /// 0 or below; comes after the cap.
    pub floor: Option<i64>,
    /// The field and what is done when it is missing.
    pub when_missing: Option<(L::Missing, Absence)>,
    pub kind: CompiledRuleKind<L>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Absence {
    Points(i64),
    NotEnoughKnown,
}

#[derive(Clone, Debug)]
pub(crate) enum CompiledRuleKind<L: Leaves = Values> {
    When(Check<L>, i64),
    Field(L::Points),
    Event(EventRule),
    FirstOf(Vec<(Check<L>, i64)>),
    LargestOf(Vec<CompiledRule<L>>),
}

#[derive(Clone, Debug)]
pub(crate) struct EventRule {
    pub event: usize,
    pub points: i64,
    pub per: Per,
    pub within: i32,
    pub decay: Steps,
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledGrade<L: Leaves = Values> {
    pub name: String,
    /// The condition and the place of its grade in `values`.
    pub steps: Vec<(Check<L>, usize)>,
    pub values: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct CompiledStage<L: Leaves = Values> {
    pub id: String,
    pub track: usize,
    pub when: Option<Check<L>>,
    pub exit: Option<Check<L>>,
    /// The condition and the place of its owner in [`Compiled::owners`].
    pub routes: Vec<(Check<L>, usize)>,
    /// The owner where no route holds.
    pub otherwise: Option<usize>,
}

/// Somebody who owns leads, and why.
#[derive(Clone, Debug)]
pub(crate) struct CompiledOwner {
    pub name: String,
    pub stage: usize,
    pub by: OwnedBy,
}

/// A condition with its names resolved.
#[derive(Clone, Debug)]
pub(crate) enum Check<L: Leaves = Values> {
    All(Vec<Check<L>>),
    Any(Vec<Check<L>>),
    None(Vec<Check<L>>),
    AtLeastOf(u32, Vec<Check<L>>),
    Field(L::Test),
    Event(EventCheck),
    Score(usize, ScoreTest),
    Grade(usize, Vec<usize>),
}

/// An operator with its argument in canonical form.
#[derive(Clone, Debug)]
pub(crate) enum Operator {
    TextIn(Vec<String>),
    Contains(Vec<String>),
    StartsWith(Vec<String>),
    EndsWith(Vec<String>),
    WordsAny(Vec<String>),
    WordsAll(Vec<String>),
    ListAny(Vec<String>),
    ListAll(Vec<String>),
    NumberIs(f64),
    NumberAtLeast(f64),
    NumberAtMost(f64),
    NumberAbove(f64),
    NumberBelow(f64),
    NumberBetween(f64, f64),
    LevelIn(Vec<usize>),
    LevelAtLeast(usize),
    LevelAtMost(usize),
    BooleanIs(bool),
    Within(i32),
    OlderThan(i32),
    Before(i32),
    After(i32),
    Present,
    Missing,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct EventCheck {
    pub event: usize,
    /// `i32::MAX`: no window.
    pub within: i32,
    pub at_least: u32,
    /// Whether distinct days are counted instead of occurrences.
    pub days: bool,
    /// Only if its last day is later than that of this event; then `at_least` is 1 and `days` false.
    pub since: Option<usize>,
}

impl Compiled {
    /// The number of fields; field indexes are below it, in file order.
    #[must_use]
    pub fn field_count(&self) -> usize {
        self.fields.len()
    }

    /// The number of events; event indexes are below it, in file order.
    #[must_use]
    pub fn event_count(&self) -> usize {
        self.events.len()
    }

    /// The index of a field.
    #[must_use]
    pub fn field_index(&self, id: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.id == id)
    }

    /// The index of an event.
    #[must_use]
    pub fn event_index(&self, id: &str) -> Option<usize> {
        self.events.iter().position(|event| event == id)
    }

    /// The indexes of the fields that gates, scores, grades and stages look at.
    #[must_use]
    pub fn used_fields(&self) -> &[usize] {
        &self.used
    }

    /// Whether a lead has an owner: a stage of the main track has a routing.
    #[must_use]
    pub fn has_owner(&self) -> bool {
        self.routed
    }

    /// Who may own a lead, for each route, fallback and stage that names somebody.
    pub fn owner_names(&self) -> impl Iterator<Item = &str> {
        self.owners.iter().map(|owner| owner.name.as_str())
    }

    /// The names of the scores, in file order.
    pub fn score_names(&self) -> impl Iterator<Item = &str> {
        self.scores.iter().map(|score| score.name.as_str())
    }

    /// The names of the grades, in file order.
    pub fn grade_names(&self) -> impl Iterator<Item = &str> {
        self.grades.iter().map(|grade| grade.name.as_str())
    }

    /// The tracks, `main` first, the others in file order.
    #[must_use]
    pub fn tracks(&self) -> &[String] {
        &self.tracks
    }

    /// The stages' ids, lowest first.
    pub fn stage_ids(&self) -> impl Iterator<Item = &str> {
        self.stages.iter().map(|stage| stage.id.as_str())
    }

    /// Reads a raw cell of the field with this index; missing when there is no such field.
    #[must_use]
    pub fn read_cell(&self, field: usize, raw: &str) -> crate::definition::value::Reading {
        self.fields
            .get(field)
            .map_or(crate::definition::value::Reading::Missing, |field| {
                field.reader.read(raw)
            })
    }

    /// As [`Self::read_cell`], in the memory of `spare` where that can be.
    #[must_use]
    pub fn read_cell_with(
        &self,
        field: usize,
        raw: &str,
        spare: Option<crate::definition::value::Value>,
    ) -> crate::definition::value::Reading {
        self.fields
            .get(field)
            .map_or(crate::definition::value::Reading::Missing, |field| {
                field.reader.read_with(raw, spare)
            })
    }

    /// Reads a raw cell with the day of an event's last occurrence, as [`LastReader::day`].
    #[must_use]
    pub fn read_last(&self, event: usize, raw: &str) -> Option<i32> {
        last_day(self.last_dates.get(event).and_then(Option::as_ref), raw)
    }

    /// Reads the day of an event's last occurrence in a flat export.
    #[must_use]
    pub fn last_reader(&self, event: usize) -> LastReader {
        LastReader(self.last_dates.get(event).cloned().flatten())
    }

    /// The reader of the field with this index.
    #[must_use]
    pub fn reader(&self, field: usize) -> Option<&CellReader> {
        self.fields.get(field).map(|field| &field.reader)
    }
}

/// Reads cells with the day of an event's last occurrence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastReader(Option<DatePattern>);

impl LastReader {
    /// The day of a raw cell, in days since 1970-01-01; none: nothing stands there, or no day.
    #[must_use]
    pub fn day(&self, raw: &str) -> Option<i32> {
        last_day(self.0.as_ref(), raw)
    }
}

fn last_day(pattern: Option<&DatePattern>, raw: &str) -> Option<i32> {
    let cell = strip(raw);
    let moment = match pattern {
        Some(pattern) => pattern.read(cell),
        None => moment(cell),
    };
    moment.map(|moment| day_number(moment.date))
}

impl Day {
    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        crate::definition::value::day_number(self.0)
    }
}
