//! The compiled form of a definition: names resolved to places, arguments in canonical form.

mod walk;

use crate::{
    condition::ScoreTest,
    date::{Day, pattern::DatePattern},
    score::Per,
    stage::OwnedBy,
    value::{CellReader, day_number, moment, strip},
};

/// A definition ready to score leads.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub fields: Vec<CompiledField>,
    pub events: Vec<String>,
    /// By event: how a flat export writes the day of the last occurrence; none: in the canonical form.
    pub(crate) last_dates: Vec<Option<DatePattern>>,
    pub gates: Vec<CompiledGate>,
    /// In file order.
    pub scores: Vec<CompiledScore>,
    /// The scores in an order in which each comes after those it adds up.
    pub order: Vec<usize>,
    pub grades: Vec<CompiledGrade>,
    pub stages: Vec<CompiledStage>,
    /// Whom routes, fallbacks and stages name; one entry for each of them.
    pub owners: Vec<CompiledOwner>,
    /// Whether a stage of the main track has a routing, so that the output has a column `owner`.
    pub(crate) routed: bool,
    /// The tracks, `main` first, the others in file order.
    pub tracks: Vec<String>,
    /// What gates and rules are called, by their number.
    pub criteria: Vec<Criterion>,
    /// The leads a condition or rule can change, by field.
    pub(crate) used: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct CompiledField {
    pub id: String,
    pub reader: CellReader,
}

/// A gate or rule as explanations name it.
#[derive(Clone, Debug)]
pub struct Criterion {
    pub id: String,
    /// The score; none: a gate.
    pub axis: Option<usize>,
    pub because: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct CompiledGate {
    pub criterion: usize,
    pub effect: Effect,
    pub when: Check,
}

#[derive(Clone, Copy, Debug)]
pub enum Effect {
    Disqualify,
    Suspend,
    Qualify(usize),
}

#[derive(Clone, Debug)]
pub struct CompiledScore {
    pub name: String,
    pub cap: Option<i64>,
    pub floor: Option<i64>,
    pub applies_to: Option<Check>,
    pub kind: CompiledScoreKind,
}

#[derive(Clone, Debug)]
pub enum CompiledScoreKind {
    Axis(Axis),
    Sum(Vec<usize>),
    Largest(Vec<usize>),
}

#[derive(Clone, Debug)]
pub struct Axis {
    pub reset_when: Option<Check>,
    /// None: every act counts.
    pub freeze: Option<Freeze>,
    /// The rules by group; the first entry is the rules without one.
    pub groups: Vec<CompiledGroup>,
    pub decay: Option<CompiledDecay>,
}

/// Counts acts only up to the day on which the axis is first above a limit.
#[derive(Clone, Debug)]
pub struct Freeze {
    /// The limit in points.
    pub above: i64,
    /// The events that the axis' rules ask about, and whether they ask only if it happened.
    pub events: Vec<(usize, bool)>,
}

#[derive(Clone, Debug, Default)]
pub struct CompiledGroup {
    pub cap: Option<i64>,
    pub floor: Option<i64>,
    pub rules: Vec<CompiledRule>,
}

#[derive(Clone, Debug)]
pub struct CompiledDecay {
    pub by: Dated,
    pub steps: Steps,
    /// Percent.
    pub when_missing: u8,
}

#[derive(Clone, Copy, Debug)]
pub enum Dated {
    Field(usize),
    Event(usize),
}

/// Ages up to the first, included, keep the second in percent; the last row takes every age.
pub(crate) type Steps = Vec<(i32, u8)>;

#[derive(Clone, Debug)]
pub struct CompiledRule {
    pub criterion: usize,
    pub cap: Option<i64>,
    /// 0 or below; comes after the cap.
    pub floor: Option<i64>,
    /// The field and what is done when it is missing.
    pub when_missing: Option<(usize, Absence)>,
    pub kind: CompiledRuleKind,
}

#[derive(Clone, Copy, Debug)]
pub enum Absence {
    Points(i64),
    NotEnoughKnown,
}

#[derive(Clone, Debug)]
pub enum CompiledRuleKind {
    When(Check, i64),
    /// Excluded upper bound and points, lowest first.
    Bands(usize, Vec<(f64, i64)>),
    PerUnit(usize, i64),
    Event(EventRule),
    FirstOf(Vec<(Check, i64)>),
    LargestOf(Vec<CompiledRule>),
}

#[derive(Clone, Debug)]
pub struct EventRule {
    pub event: usize,
    pub points: i64,
    pub per: Per,
    pub within: i32,
    pub decay: Steps,
}

#[derive(Clone, Debug)]
pub struct CompiledGrade {
    pub name: String,
    /// The condition and the place of its grade in `values`.
    pub steps: Vec<(Check, usize)>,
    pub values: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct CompiledStage {
    pub id: String,
    pub track: usize,
    pub when: Option<Check>,
    pub exit: Option<Check>,
    /// The condition and the place of its owner in [`Compiled::owners`].
    pub routes: Vec<(Check, usize)>,
    /// The owner where no route holds.
    pub otherwise: Option<usize>,
}

/// Somebody who owns leads, and why.
#[derive(Clone, Debug)]
pub struct CompiledOwner {
    pub name: String,
    pub stage: usize,
    pub by: OwnedBy,
}

/// A condition with its names resolved.
#[derive(Clone, Debug)]
pub enum Check {
    All(Vec<Check>),
    Any(Vec<Check>),
    None(Vec<Check>),
    AtLeastOf(u32, Vec<Check>),
    Field(usize, Operator),
    Event(EventCheck),
    Score(usize, ScoreTest),
    Grade(usize, Vec<usize>),
    Stage(usize),
}

/// An operator with its argument in canonical form.
#[derive(Clone, Debug)]
pub enum Operator {
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
pub struct EventCheck {
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
    pub fn read_cell(&self, field: usize, raw: &str) -> crate::value::Reading {
        self.fields
            .get(field)
            .map_or(crate::value::Reading::Missing, |field| {
                field.reader.read(raw)
            })
    }

    /// As [`Self::read_cell`], in the memory of `spare` where that can be.
    #[must_use]
    pub fn read_cell_with(
        &self,
        field: usize,
        raw: &str,
        spare: Option<crate::value::Value>,
    ) -> crate::value::Reading {
        self.fields
            .get(field)
            .map_or(crate::value::Reading::Missing, |field| {
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
        crate::value::day_number(self.0)
    }
}
