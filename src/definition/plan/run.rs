//! Scoring one lead by a plan.

use crate::{
    compiled::{Absence, Compiled, Effect},
    evaluate::{
        bounds::limited,
        happened::{self, Told},
        holds::score_holds,
        keep_at, kept, last_age,
    },
    lead::{EventFacts, LeadStatus, Tally},
    plan::{
        Column, Decay, Plan, PlanCheck, Rule, RuleKind, Score, ScoreKind, Scratch, Share, When,
    },
};

/// Points up to this, either way, are added without care: so many rules as would be needed for an overflow fit into no
/// file.
pub(super) const WIDEST: u64 = 1 << 40;

/// One lead as a plan sees it.
#[derive(Clone, Debug)]
pub struct Row {
    bits: Vec<u64>,
    slots: Vec<i64>,
    short: u64,
    wide: bool,
}

/// The points of a rule or sum were too many to be added without care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooWide;

impl Plan {
    /// A row to which no cell has added anything.
    #[must_use]
    pub fn row(&self) -> Row {
        Row {
            bits: vec![0; self.words],
            slots: vec![0; self.slots],
            short: 0,
            wide: false,
        }
    }

    /// Adds what it comes to that the field with this index is missing.
    pub fn add_missing(
        &self,
        compiled: &Compiled,
        row: &mut Row,
        field: usize,
        as_of: i32,
        scratch: &mut Scratch,
    ) {
        let Some(column) = self.columns.get(field) else {
            return;
        };
        let mut words = vec![0; column.words() + column.amounts()];
        let share = column.share(compiled, None, as_of, scratch, &mut words);
        row.add(column, &words);
        row.mark(share);
    }

    /// Scores a row, with what happened by event index. `as_of`: days since 1970-01-01. Hits are not told.
    ///
    /// # Errors
    /// The points are so many that only the compiled definition can add them; the tally is then of no use.
    pub fn score(
        &self,
        row: &Row,
        events: &[EventFacts],
        as_of: i32,
        tally: &mut Tally,
    ) -> Result<(), TooWide> {
        if row.wide {
            return Err(TooWide);
        }
        tally.scores.clear();
        tally.scores.resize(self.scores.len(), None);
        tally.grades.clear();
        tally.stages.clear();
        tally.stages.resize(self.tracks, None);
        tally.hits.clear();
        tally.untold.clear();
        tally.opened.clear();
        tally.status = LeadStatus::Scored;
        let lead = On { row, events, as_of };
        self.pass_gates(lead, tally);
        for index in &self.order {
            if let Some(score) = self.scores.get(*index) {
                let points = lead.score(*index, score, tally)?;
                if let Some(slot) = tally.scores.get_mut(*index) {
                    *slot = points;
                }
            }
        }
        for steps in &self.grades {
            let mut found = steps.iter();
            let found = found.find(|(when, _)| lead.holds(&when.check, tally));
            tally.grades.push(found.map(|(_, place)| *place));
        }
        tally.owner = None;
        if tally.status == LeadStatus::Scored {
            self.enter_stages(lead, tally);
            tally.owner = self.owner_of(lead, tally);
        }
        tally.untold.sort_unstable();
        tally.untold.dedup();
        Ok(())
    }

    fn pass_gates(&self, lead: On, tally: &mut Tally) {
        for gate in &self.gates {
            if !lead.asks(&gate.when, tally) {
                continue;
            }
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

    fn owner_of(&self, lead: On, tally: &mut Tally) -> Option<usize> {
        let stage = tally.stages.first().copied().flatten()?;
        let stage = self.stages.get(stage)?;
        let mut taken = None;
        for (when, owner) in &stage.routes {
            // Each is asked, so that what the data cannot tell is noted.
            if lead.asks(when, tally) && taken.is_none() {
                taken = Some(*owner);
            }
        }
        taken.or(stage.otherwise)
    }

    fn enter_stages(&self, lead: On, tally: &mut Tally) {
        for (index, stage) in self.stages.iter().enumerate() {
            let when = stage.when.as_ref();
            let mut entered = when.is_none_or(|when| lead.asks(when, tally));
            entered |= tally.opened.contains(&index);
            if let Some(exit) = &stage.exit {
                entered &= !lead.asks(exit, tally);
            }
            if entered && let Some(slot) = tally.stages.get_mut(stage.track) {
                *slot = Some(index);
            }
        }
    }
}

/// A lead on a day.
#[derive(Clone, Copy)]
struct On<'r> {
    row: &'r Row,
    events: &'r [EventFacts],
    as_of: i32,
}

impl On<'_> {
    /// Whether a condition holds. Notes the events about which the data cannot tell what it asks.
    fn asks(self, when: &When, tally: &mut Tally) -> bool {
        for check in &when.events {
            happened::note_untold(*check, self.events, self.as_of, &mut tally.untold);
        }
        self.holds(&when.check, tally)
    }

    fn holds(self, check: &PlanCheck, tally: &Tally) -> bool {
        match check {
            PlanCheck::All(parts) => parts.iter().all(|part| self.holds(part, tally)),
            PlanCheck::Any(parts) => parts.iter().any(|part| self.holds(part, tally)),
            PlanCheck::None(parts) => !parts.iter().any(|part| self.holds(part, tally)),
            PlanCheck::AtLeastOf(least, parts) => {
                let count = parts.iter().filter(|part| self.holds(part, tally)).count();
                u32::try_from(count).is_ok_and(|count| count >= *least)
            }
            PlanCheck::Bit(bit) => self.row.bit(*bit),
            PlanCheck::Event(event) => {
                happened::condition(*event, self.events, self.as_of) == Told::Yes
            }
            PlanCheck::Score(score, test) => {
                let points = tally.scores.get(*score).copied().flatten();
                points.is_some_and(|points| score_holds(points, *test))
            }
            PlanCheck::Grade(grade, places) => {
                let place = tally.grades.get(*grade).copied().flatten();
                place.is_some_and(|place| places.contains(&place))
            }
            PlanCheck::Stage { stage, track } => {
                let reached = tally.stages.get(*track).copied().flatten();
                reached.is_some_and(|reached| reached >= *stage)
            }
        }
    }

    /// A score's points; none where it does not apply.
    fn score(self, index: usize, score: &Score, tally: &mut Tally) -> Result<Option<i64>, TooWide> {
        if let Some(applies_to) = &score.applies_to
            && !self.asks(applies_to, tally)
        {
            return Ok(None);
        }
        let of = |tally: &Tally, part: &usize| tally.scores.get(*part).copied().flatten();
        let points = match &score.kind {
            ScoreKind::Axis { .. } => Some(self.axis(index, score, tally)?),
            ScoreKind::Sum(parts) => Some(
                parts
                    .iter()
                    .filter_map(|part| of(tally, part))
                    .fold(0, i64::saturating_add),
            ),
            ScoreKind::Largest(parts) => parts.iter().filter_map(|part| of(tally, part)).max(),
        };
        Ok(match score.kind {
            ScoreKind::Axis { .. } => points,
            _ => points.map(|points| limited(points, score.cap, score.floor)),
        })
    }

    fn axis(self, index: usize, score: &Score, tally: &mut Tally) -> Result<i64, TooWide> {
        let ScoreKind::Axis {
            groups,
            decay,
            reset_when,
        } = &score.kind
        else {
            return Ok(0);
        };
        if self.row.short >> index & 1 == 1 {
            not_enough_known(tally);
        }
        let mut sum = 0_i64;
        for group in groups {
            let mut points = self.row.slot(group.slot);
            for rule in &group.rules {
                let added = self.rule(rule, tally);
                if added.unsigned_abs() > WIDEST {
                    return Err(TooWide);
                }
                points += added;
            }
            sum += limited(points, group.cap, group.floor);
        }
        let mut points = limited(sum, score.cap, score.floor);
        if let Some(decay) = decay {
            points = kept(points, self.keep(decay));
        }
        if let Some(reset_when) = reset_when
            && self.asks(reset_when, tally)
        {
            points = 0;
        }
        Ok(points)
    }

    /// The percent that a decay keeps.
    fn keep(self, decay: &Decay) -> u8 {
        match decay {
            Decay::Slot(slot) => u8::try_from(self.row.slot(*slot)).unwrap_or(100),
            Decay::Event(event, steps, when_missing) => {
                let facts = self.events.get(*event);
                let age = facts.and_then(|facts| last_age(facts, self.as_of));
                age.map_or(*when_missing, |age| keep_at(steps, age))
            }
        }
    }

    /// A rule's points after its own cap and floor.
    fn rule(self, rule: &Rule, tally: &mut Tally) -> i64 {
        if let Some((missing, absence)) = rule.when_missing
            && self.row.bit(missing)
        {
            return match absence {
                Absence::Points(points) => limited(points, rule.cap, rule.floor),
                Absence::NotEnoughKnown => {
                    not_enough_known(tally);
                    0
                }
            };
        }
        let points = match &rule.kind {
            RuleKind::When(when, points) => {
                if self.asks(when, tally) {
                    *points
                } else {
                    0
                }
            }
            RuleKind::Event(event) => {
                let facts = self.events.get(event.event);
                let told = facts.map_or(Some(0), |facts| {
                    happened::points(event, facts, self.as_of, &mut tally.buckets)
                });
                told.unwrap_or_else(|| {
                    tally.untold.push(event.event);
                    0
                })
            }
            RuleKind::FirstOf(choices) => {
                let mut points = None;
                for (when, choice) in choices {
                    // Each is asked, so that what the data cannot tell is noted.
                    if self.asks(when, tally) && points.is_none() {
                        points = Some(*choice);
                    }
                }
                points.unwrap_or(0)
            }
            RuleKind::LargestOf(rules) => rules
                .iter()
                .map(|rule| self.rule(rule, tally))
                .max()
                .unwrap_or(0),
            RuleKind::Slot(slot) => self.row.slot(*slot),
        };
        limited(points, rule.cap, rule.floor)
    }
}

fn not_enough_known(tally: &mut Tally) {
    if tally.status == LeadStatus::Scored {
        tally.status = LeadStatus::NotEnoughKnown;
    }
}

impl Row {
    /// Takes over the state of `empty`, a row of the same plan.
    #[inline]
    pub fn restart(&mut self, empty: &Self) {
        self.bits.copy_from_slice(&empty.bits);
        self.slots.copy_from_slice(&empty.slots);
        self.short = empty.short;
        self.wide = empty.wide;
    }

    /// Adds what a cell of a column came to: its bits and amounts, as [`Column::share`] gives them.
    #[inline]
    pub fn add(&mut self, column: &Column, words: &[u64]) {
        let (bits, amounts) = words.split_at(column.words().min(words.len()));
        let own = self.bits.iter_mut().skip(column.first_word);
        for (own, bits) in own.zip(bits) {
            *own = *bits;
        }
        for (slot, amount) in column.slots.iter().zip(amounts) {
            if let Some(slot) = self.slots.get_mut(*slot) {
                *slot += amount.cast_signed();
            }
        }
    }

    /// Notes what else a cell came to.
    pub fn mark(&mut self, share: Share) {
        self.short |= share.short;
        self.wide |= share.wide;
    }

    fn bit(&self, bit: super::Bit) -> bool {
        self.bits
            .get(bit.word)
            .is_some_and(|word| word & bit.mask != 0)
    }

    fn slot(&self, slot: usize) -> i64 {
        self.slots.get(slot).copied().unwrap_or(0)
    }
}
