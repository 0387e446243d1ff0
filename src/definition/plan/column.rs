//! What one cell adds to the result of its lead.

use crate::{
    compiled::{Check, Compiled, CompiledDecay, CompiledRule},
    evaluate::{leaf::Facts, walk::Walk},
    lead::{Lead, LeadStatus, Tally},
    plan::{Bit, Slot, run::WIDEST},
    value::Value,
};

/// What the definition asks of one field.
#[derive(Clone, Debug)]
pub struct Column {
    pub(super) field: usize,
    /// The word of the row in which each 64 of the checks have their bits.
    pub(super) words: Vec<usize>,
    checks: Vec<Check>,
    parts: Vec<Part>,
    /// The slot of the row to which each part adds.
    pub(super) slots: Vec<Slot>,
}

#[derive(Clone, Debug)]
pub(super) enum Part {
    /// The points of rules of one group, in the order of the file; they count in this score.
    Rules(usize, Vec<CompiledRule>),
    /// The percent that a decay keeps.
    Keep(CompiledDecay),
    /// The day from which on acts count.
    Day,
}

/// What a day is written with in a slot, so that 0 is no day.
const DAY_ZERO: i64 = 1 << 33;

/// The day in a slot; none: the field is missing.
pub(super) fn day_of(amount: i64) -> Option<i32> {
    i32::try_from(amount.checked_sub(DAY_ZERO)?).ok()
}

/// What a cell adds to the row of its lead, besides its bits and amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// A bit per score that is not enough known without this cell.
    pub short: u64,
    /// The points are so many that sums must be taken one by one.
    pub wide: bool,
}

/// The memory for working out shares; use it again.
#[derive(Debug, Default)]
pub struct Scratch {
    lead: Lead,
    tally: Tally,
}

impl Scratch {
    /// The value of a field that was worked out last; its memory can be used again.
    pub fn take(&mut self, field: usize) -> Option<Value> {
        self.lead.values.get_mut(field)?.take()
    }

    /// For this definition.
    #[must_use]
    pub fn new(compiled: &Compiled) -> Self {
        let mut lead = Lead::default();
        lead.clear(compiled);
        Self {
            lead,
            tally: Tally::default(),
        }
    }
}

impl Column {
    pub(super) fn new(field: usize) -> Self {
        Self {
            field,
            words: Vec::new(),
            checks: Vec::new(),
            parts: Vec::new(),
            slots: Vec::new(),
        }
    }

    /// The bit of a check; a word is added to the row's where the column has no room for it.
    pub(super) fn add_check(&mut self, check: Check, words: &mut usize) -> Bit {
        let place = self.checks.len();
        if place.is_multiple_of(64) {
            self.words.push(*words);
            *words += 1;
        }
        self.checks.push(check);
        Bit {
            word: self.words.last().copied().unwrap_or(0),
            mask: 1 << (place % 64),
        }
    }

    pub(super) fn add_rule(&mut self, slot: Slot, score: usize, rule: &CompiledRule) {
        let mut parts = self.slots.iter().zip(&mut self.parts);
        if let Some((_, Part::Rules(_, rules))) = parts.find(|(known, _)| **known == slot) {
            rules.push(rule.clone());
            return;
        }
        self.slots.push(slot);
        self.parts.push(Part::Rules(score, vec![rule.clone()]));
    }

    pub(super) fn add_decay(&mut self, slot: Slot, decay: &CompiledDecay) {
        self.slots.push(slot);
        self.parts.push(Part::Keep(decay.clone()));
    }

    pub(super) fn add_day(&mut self, slot: Slot) {
        self.slots.push(slot);
        self.parts.push(Part::Day);
    }

    /// The words of bits that a cell of this field has.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// The amounts that a cell of this field has.
    #[must_use]
    pub fn amounts(&self) -> usize {
        self.parts.len()
    }

    /// Works out what a cell with this value adds, into as many words as [`Self::words`] and [`Self::amounts`] together:
    /// its bits, then its amounts.
    pub fn share(
        &self,
        value: Option<Value>,
        as_of: i32,
        scratch: &mut Scratch,
        into: &mut [u64],
    ) -> Share {
        let Scratch { lead, tally } = scratch;
        let Some((bits, amounts)) = into.split_at_mut_checked(self.words()) else {
            return Share::default();
        };
        lead.set(self.field, value);
        let facts = Facts {
            lead,
            as_of,
            flat: false,
        };
        for (word, checks) in bits.iter_mut().zip(self.checks.chunks(64)) {
            *word = 0;
            for (place, check) in checks.iter().enumerate() {
                *word |= u64::from(facts.holds(check, tally)) << place;
            }
        }
        let mut share = Share::default();
        for (amount, part) in amounts.iter_mut().zip(&self.parts) {
            let points: i64 = match part {
                Part::Rules(score, rules) => {
                    tally.status = LeadStatus::Scored;
                    let mut sum = 0_i64;
                    for rule in rules {
                        let points = facts.rule_points(rule, tally);
                        share.wide |= points.unsigned_abs() > WIDEST;
                        sum = sum.saturating_add(points);
                    }
                    tally.hits.clear();
                    share.short |= u64::from(tally.status != LeadStatus::Scored) << score;
                    sum
                }
                Part::Keep(decay) => {
                    let (_, keep) = facts.fading(decay);
                    i64::from(keep)
                }
                Part::Day => facts
                    .day(self.field)
                    .map_or(0, |day| i64::from(day) + DAY_ZERO),
            };
            *amount = points.cast_unsigned();
        }
        if share.wide {
            // They are not added; the row is scored in another way.
            amounts.fill(0);
        }
        share
    }
}
