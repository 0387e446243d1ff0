//! The compiled form of a definition: names resolved to places, arguments in canonical form.
//!
//! Gates, scores, grades and stages stand here once for both forms of a definition: the compiled one, which looks at the
//! values of fields, and the plan, which looks at what cells came to. They differ in their [`Leaves`] alone.

mod leaves;
mod typed;
mod walk;
mod when;

pub use leaves::{FieldCheck, FieldPoints, Leaves, Values};
pub use when::When;

use crate::{
    condition::ScoreTest,
    date::{Day, pattern::DatePattern},
    score::Per,
    stage::OwnedBy,
    value::{CellReader, NumberReader, day_number, moment, strip},
};

/// A definition ready to score leads.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// In file order.
    pub fields: Vec<CompiledField>,
    /// The ids of the events, in file order.
    pub events: Vec<String>,
    /// By event: how a flat export writes the day of the last occurrence; none: in the canonical form.
    pub(crate) last_dates: Vec<Option<DatePattern>>,
    /// By event: how the number of its occurrences is written in a flat export.
    pub(crate) counts: Vec<NumberReader>,
    /// In file order.
    pub gates: Vec<CompiledGate>,
    /// In file order.
    pub scores: Vec<CompiledScore>,
    /// The scores in an order in which each comes after those it adds up.
    pub order: Vec<usize>,
    /// In file order.
    pub grades: Vec<CompiledGrade>,
    /// Lowest first.
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

/// A field, and how its cells are read.
#[derive(Clone, Debug)]
pub struct CompiledField {
    /// Its id.
    pub id: String,
    /// What its cells mean.
    pub reader: CellReader,
}

/// A gate or rule as explanations name it.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// The id of the gate or rule.
    pub id: String,
    /// The score; none: a gate.
    pub axis: Option<usize>,
    /// The reason that the file gives.
    pub because: Option<String>,
    /// What it asks, in words.
    pub text: String,
}

/// A condition that decides about a lead whatever its points.
#[derive(Clone, Debug)]
pub struct CompiledGate<L: Leaves = Values> {
    /// What it is called.
    pub criterion: L::Criterion,
    /// What becomes of the lead.
    pub effect: Effect,
    /// For which leads.
    pub when: When<L>,
}

/// What a gate does with the lead for which it holds.
#[derive(Clone, Copy, Debug)]
pub enum Effect {
    /// It is no lead at all.
    Disqualify,
    /// It is set aside for the time being.
    Suspend,
    /// It enters this stage.
    Qualify(usize),
}

/// A score and its limits.
#[derive(Clone, Debug)]
pub struct CompiledScore<L: Leaves = Values> {
    /// Its name.
    pub name: String,
    /// The most it can be.
    pub cap: Option<i64>,
    /// The least it can be; comes after the cap.
    pub floor: Option<i64>,
    /// The leads that have it; none: all.
    pub applies_to: Option<When<L>>,
    /// Where its points come from.
    pub kind: CompiledScoreKind<L>,
}

/// Where the points of a score come from.
#[derive(Clone, Debug)]
pub enum CompiledScoreKind<L: Leaves = Values> {
    /// From rules.
    Axis(Axis<L>),
    /// From these scores together.
    Sum(Vec<usize>),
    /// From the largest of these scores.
    Largest(Vec<usize>),
}

/// A score with rules.
#[derive(Clone, Debug)]
pub struct Axis<L: Leaves = Values> {
    /// The leads that lose all points of the axis.
    pub reset_when: Option<When<L>>,
    /// None: every act counts.
    pub freeze: Option<L::Freeze>,
    /// The rules by group; the first entry is the rules without one.
    pub groups: Vec<CompiledGroup<L>>,
    /// How its points fade; none: they do not.
    pub decay: Option<CompiledDecay<L>>,
}

/// Counts acts only up to the day on which the axis is first above a limit.
#[derive(Clone, Debug)]
pub struct Freeze {
    /// The limit in points.
    pub above: i64,
    /// The events that the axis' rules ask about, and whether they ask only if it happened.
    pub events: Vec<(usize, bool)>,
}

/// Rules with limits in common.
#[derive(Clone, Debug)]
pub struct CompiledGroup<L: Leaves = Values> {
    /// The most they can give together.
    pub cap: Option<i64>,
    /// The least they can give together; comes after the cap.
    pub floor: Option<i64>,
    /// In file order.
    pub rules: Vec<CompiledRule<L>>,
}

/// How the points of an axis fade with age.
#[derive(Clone, Debug)]
pub struct CompiledDecay<L: Leaves = Values> {
    /// What has the age.
    pub by: Dated<L>,
    /// What is kept at each age.
    pub steps: Steps,
    /// The percent that is kept where there is no age.
    pub when_missing: u8,
}

/// What the age of an axis is counted from.
#[derive(Clone, Copy, Debug)]
pub enum Dated<L: Leaves = Values> {
    /// The date of a field.
    Field(L::Age),
    /// The last occurrence of an event.
    Event(usize),
}

/// Ages up to the first, included, keep the second in percent; the last row takes every age.
pub type Steps = Vec<(i32, u8)>;

/// A rule and its limits.
#[derive(Clone, Debug)]
pub struct CompiledRule<L: Leaves = Values> {
    /// What it is called.
    pub criterion: L::Criterion,
    /// The most it can give.
    pub cap: Option<i64>,
    /// 0 or below; comes after the cap.
    pub floor: Option<i64>,
    /// The field and what is done when it is missing.
    pub when_missing: Option<(L::Missing, Absence)>,
    /// What gives its points.
    pub kind: CompiledRuleKind<L>,
}

/// What a rule does when its field is missing.
#[derive(Clone, Copy, Debug)]
pub enum Absence {
    /// It gives these points.
    Points(i64),
    /// The lead is not enough known.
    NotEnoughKnown,
}

/// What gives the points of a rule.
#[derive(Clone, Debug)]
pub enum CompiledRuleKind<L: Leaves = Values> {
    /// A condition, and its points.
    When(When<L>, i64),
    /// A single field.
    Field(L::Points),
    /// Occurrences of an event.
    Event(EventRule<L>),
    /// The first condition that holds, and its points.
    FirstOf(Vec<(When<L>, i64)>),
    /// The rule that gives most.
    LargestOf(Vec<CompiledRule<L>>),
}

/// The points that occurrences of an event give.
#[derive(Clone, Debug)]
pub struct EventRule<L: Leaves = Values> {
    /// The indexes of the events whose occurrences are counted together, each once.
    pub events: Vec<usize>,
    /// For each that counts, before they fade.
    pub points: i64,
    /// How often they count.
    pub per: Per,
    /// Only those at most so many days old; `i32::MAX`: all.
    pub within: i32,
    /// Only those from this day on; none: all.
    pub start: Option<Start<L>>,
    /// The leads for which the rule counts; none: all.
    pub when: Option<When<L>>,
    /// What each keeps at its age.
    pub decay: Steps,
}

/// A grade: the first row that holds says which.
#[derive(Clone, Debug)]
pub struct CompiledGrade<L: Leaves = Values> {
    /// Its name.
    pub name: String,
    /// The condition and the place of its grade in `values`.
    pub steps: Vec<(When<L>, usize)>,
    /// What it can be.
    pub values: Vec<String>,
}

/// A stage, and who owns the leads in it.
#[derive(Clone, Debug)]
pub struct CompiledStage<L: Leaves = Values> {
    /// Its id.
    pub id: String,
    /// Its track, by place in [`Compiled::tracks`].
    pub track: usize,
    /// The leads that enter; none: all.
    pub when: Option<When<L>>,
    /// The leads that do not enter, or leave again.
    pub exit: Option<When<L>>,
    /// The condition and the place of its owner in [`Compiled::owners`].
    pub routes: Vec<(When<L>, usize)>,
    /// The owner where no route holds.
    pub otherwise: Option<usize>,
}

/// Somebody who owns leads, and why.
#[derive(Clone, Debug)]
pub struct CompiledOwner {
    /// The name of the person, team or queue.
    pub name: String,
    /// The index of the stage that names it.
    pub stage: usize,
    /// How the stage names it.
    pub by: OwnedBy,
}

/// A condition with its names resolved.
#[derive(Clone, Debug)]
pub enum Check<L: Leaves = Values> {
    /// Every one holds.
    All(Vec<Check<L>>),
    /// At least one holds.
    Any(Vec<Check<L>>),
    /// Not one holds.
    None(Vec<Check<L>>),
    /// At least so many of them hold.
    AtLeastOf(u32, Vec<Check<L>>),
    /// A field passes a test.
    Field(L::Test),
    /// A lead did something.
    Event(EventCheck<L>),
    /// A lead did several things so often in all.
    AnyEvent(AnyEventCheck<L>),
    /// A score passes a test.
    Score(usize, ScoreTest),
    /// A grade is one of these, by place among its values.
    Grade(usize, Vec<usize>),
}

/// An operator with its argument in canonical form.
#[derive(Clone, Debug)]
pub enum Operator {
    /// One of these texts.
    TextIn(Vec<String>),
    /// Any of these is a part of the text.
    Contains(Vec<String>),
    /// The text starts with any of these.
    StartsWith(Vec<String>),
    /// The text ends with any of these.
    EndsWith(Vec<String>),
    /// Any of these, each one or several words in a row.
    WordsAny(Vec<String>),
    /// All of these, each one or several words in a row.
    WordsAll(Vec<String>),
    /// Any of these elements.
    ListAny(Vec<String>),
    /// All of these elements.
    ListAll(Vec<String>),
    /// This number.
    NumberIs(f64),
    /// Itself included.
    NumberAtLeast(f64),
    /// Itself included.
    NumberAtMost(f64),
    /// Itself excluded.
    NumberAbove(f64),
    /// Itself excluded.
    NumberBelow(f64),
    /// Both included.
    NumberBetween(f64, f64),
    /// One of these levels, by rank.
    LevelIn(Vec<usize>),
    /// The rank, itself included.
    LevelAtLeast(usize),
    /// The rank, itself included.
    LevelAtMost(usize),
    /// Yes, or no.
    BooleanIs(bool),
    /// 0 to so many days before *as of*.
    Within(i32),
    /// More than so many days before *as of*.
    OlderThan(i32),
    /// Strictly before the day.
    Before(i32),
    /// Strictly after the day.
    After(i32),
    /// There is a value.
    Present,
    /// There is no value.
    Missing,
}

/// What is asked of an event.
#[derive(Clone, Copy, Debug)]
pub struct EventCheck<L: Leaves = Values> {
    /// The event's index.
    pub event: usize,
    /// Only occurrences 0 to so many days before *as of*; `i32::MAX`: all before it.
    pub within: i32,
    /// How often, at least.
    pub at_least: u32,
    /// Whether distinct days are counted instead of occurrences.
    pub days: bool,
    /// Only if its last day is later than that of this event; then `at_least` is 1 and `days` false.
    pub since: Option<usize>,
    /// Only occurrences from this day on; none: all. Never beside `since`.
    pub start: Option<Start<L>>,
}

/// The day of the lead from which on occurrences count, itself included. Where there is none, all count.
#[derive(Clone, Copy, Debug)]
pub enum Start<L: Leaves = Values> {
    /// The day in a field.
    Field(L::Day),
    /// The last day of the event with this index, not after *as of*.
    Event(usize),
}

/// What is asked of several events together: a number above 1. What asks for none is asked of each of them.
#[derive(Clone, Debug)]
pub struct AnyEventCheck<L: Leaves = Values> {
    /// The events' indexes, each once.
    pub events: Vec<usize>,
    /// Only occurrences 0 to so many days before *as of*; `i32::MAX`: all before it.
    pub within: i32,
    /// How often, at least, all events together.
    pub at_least: u32,
    /// Whether distinct days are counted instead of occurrences.
    pub days: bool,
    /// Only occurrences from this day on; none: all.
    pub start: Option<Start<L>>,
}

impl Compiled {
    /// What several events are called together where one name is needed: their ids with `+` between them.
    #[must_use]
    pub fn joined_id(&self, events: &[usize]) -> String {
        let ids = events.iter().filter_map(|event| self.events.get(*event));
        ids.map(String::as_str).collect::<Vec<_>>().join("+")
    }

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
    pub(crate) fn field_index(&self, id: &str) -> Option<usize> {
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

    /// The names of the columns that follow the others in the scored output, one for each grade, in file order; empty
    /// with fewer than two grades, where the column `grade` says all.
    pub fn grade_columns(&self) -> impl Iterator<Item = String> {
        let several = self.grades.len() > 1;
        let names = self.grade_names().filter(move |_| several);
        names.map(grade_column)
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

    /// Reads a raw cell with the number of an event's occurrences, as [`CountReader::count`].
    #[must_use]
    pub fn read_count(&self, event: usize, raw: &str) -> Option<u64> {
        self.counts
            .get(event)
            .and_then(|reader| counted(reader.read(strip(raw))))
    }

    /// Reads the number of an event's occurrences in a flat export.
    #[must_use]
    pub fn count_reader(&self, event: usize) -> CountReader {
        CountReader(self.counts.get(event).cloned().unwrap_or_default())
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

/// The name of the column of one of several grades.
pub(crate) fn grade_column(name: &str) -> String {
    format!("grade_{name}")
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

/// Reads cells with the number of an event's occurrences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountReader(NumberReader);

impl CountReader {
    /// The number in a raw cell; none: nothing stands there, or no whole number from 0.
    #[must_use]
    pub fn count(&self, raw: &str) -> Option<u64> {
        counted(self.0.read(strip(raw)))
    }
}

/// A whole number from 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number in a cell has at most 15 digits before the point, and is checked to be whole and not negative"
)]
fn counted(number: Option<f64>) -> Option<u64> {
    let whole = number.filter(|number| *number >= 0.0 && number.fract() == 0.0)?;
    Some(whole as u64)
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
