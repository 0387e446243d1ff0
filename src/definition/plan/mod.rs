//! A second form of a compiled definition, for scoring many leads.
//!
//! What depends on one field alone is worked out once per different cell: each condition on the field becomes a bit, the
//! points of its rules one sum per group. What remains for each lead is to add up sums and to look at bits. The result
//! is that of [`Compiled::score_into`](crate::Compiled::score_into), without the single hits.

mod column;
mod make;
mod run;

pub use column::{Column, Scratch, Share};
pub use run::{Row, TooWide};

use crate::{
    compiled::{Absence, Effect, EventCheck, EventRule, Steps},
    condition::ScoreTest,
};

/// A definition ready to score many leads.
#[derive(Clone, Debug)]
pub struct Plan {
    /// By field, in file order.
    pub columns: Vec<Column>,
    words: usize,
    slots: usize,
    tracks: usize,
    gates: Vec<Gate>,
    scores: Vec<Score>,
    order: Vec<usize>,
    grades: Vec<Vec<(When, usize)>>,
    stages: Vec<Stage>,
}

#[derive(Clone, Debug)]
struct Gate {
    effect: Effect,
    when: When,
}

#[derive(Clone, Debug)]
struct Score {
    cap: Option<i64>,
    floor: Option<i64>,
    applies_to: Option<When>,
    kind: ScoreKind,
}

#[derive(Clone, Debug)]
enum ScoreKind {
    Axis {
        groups: Vec<Group>,
        decay: Option<Decay>,
        reset_when: Option<When>,
    },
    Sum(Vec<usize>),
    Largest(Vec<usize>),
}

#[derive(Clone, Debug)]
struct Group {
    /// Where the points of the rules stand that look at one field.
    slot: usize,
    cap: Option<i64>,
    floor: Option<i64>,
    /// The other rules.
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
enum Decay {
    /// The percent stands in this slot.
    Slot(usize),
    /// Of an event's last occurrence.
    Event(usize, Steps, u8),
}

#[derive(Clone, Debug)]
struct Rule {
    cap: Option<i64>,
    floor: Option<i64>,
    /// The bit that is set when the field is missing.
    when_missing: Option<(Bit, Absence)>,
    kind: RuleKind,
}

#[derive(Clone, Debug)]
enum RuleKind {
    When(When, i64),
    Event(EventRule),
    FirstOf(Vec<(When, i64)>),
    LargestOf(Vec<Rule>),
    /// A rule that looks at one field; its points stand in this slot.
    Slot(usize),
}

#[derive(Clone, Debug)]
struct Stage {
    track: usize,
    when: Option<When>,
    exit: Option<When>,
    routes: Vec<(When, usize)>,
    otherwise: Option<usize>,
}

/// A condition, and what it asks of events.
#[derive(Clone, Debug)]
struct When {
    check: PlanCheck,
    events: Vec<EventCheck>,
}

/// A bit of a lead's row.
#[derive(Clone, Copy, Debug)]
struct Bit {
    word: usize,
    mask: u64,
}

#[derive(Clone, Debug)]
enum PlanCheck {
    All(Vec<PlanCheck>),
    Any(Vec<PlanCheck>),
    None(Vec<PlanCheck>),
    AtLeastOf(u32, Vec<PlanCheck>),
    Bit(Bit),
    Event(EventCheck),
    Score(usize, ScoreTest),
    Grade(usize, Vec<usize>),
    Stage { stage: usize, track: usize },
}

impl Plan {
    /// Bits are numbered by field and word first; only when all are known has each word its place in the row.
    fn place_bits(&mut self, first_words: &[usize]) {
        let mut place = |bit: &mut Bit| {
            let (field, word) = (bit.word / WORDS_PER_FIELD, bit.word % WORDS_PER_FIELD);
            bit.word = first_words.get(field).copied().unwrap_or(0) + word;
        };
        for gate in &mut self.gates {
            gate.when.check.each_bit(&mut place);
        }
        for score in &mut self.scores {
            score.each_bit(&mut place);
        }
        for (when, _) in self.grades.iter_mut().flatten() {
            when.check.each_bit(&mut place);
        }
        for stage in &mut self.stages {
            let routes = stage.routes.iter_mut().map(|(when, _)| when);
            let own = [&mut stage.when, &mut stage.exit].into_iter().flatten();
            for when in own.chain(routes) {
                when.check.each_bit(&mut place);
            }
        }
    }
}

/// More words of bits than one field can have.
const WORDS_PER_FIELD: usize = 1 << 20;

impl Score {
    fn each_bit(&mut self, change: &mut impl FnMut(&mut Bit)) {
        if let Some(when) = &mut self.applies_to {
            when.check.each_bit(change);
        }
        if let ScoreKind::Axis {
            groups, reset_when, ..
        } = &mut self.kind
        {
            if let Some(when) = reset_when {
                when.check.each_bit(change);
            }
            for rule in groups.iter_mut().flat_map(|group| &mut group.rules) {
                rule.each_bit(change);
            }
        }
    }
}

impl Rule {
    fn each_bit(&mut self, change: &mut impl FnMut(&mut Bit)) {
        if let Some((bit, _)) = &mut self.when_missing {
            change(bit);
        }
        match &mut self.kind {
            RuleKind::When(when, _) => when.check.each_bit(change),
            RuleKind::FirstOf(choices) => {
                for (when, _) in choices {
                    when.check.each_bit(change);
                }
            }
            RuleKind::LargestOf(rules) => {
                for rule in rules {
                    rule.each_bit(change);
                }
            }
            RuleKind::Event(_) | RuleKind::Slot(_) => {}
        }
    }
}

impl PlanCheck {
    fn each_bit(&mut self, change: &mut impl FnMut(&mut Bit)) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::None(parts) | Self::AtLeastOf(_, parts) => {
                for part in parts {
                    part.each_bit(change);
                }
            }
            Self::Bit(bit) => change(bit),
            Self::Event(_) | Self::Score(..) | Self::Grade(..) | Self::Stage { .. } => {}
        }
    }
}
