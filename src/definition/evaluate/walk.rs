//! The one walk through a definition: gates, points, grades, stages, in that order.
//!
//! It is written once for both forms of a definition. What a form looks at where a single field is asked is said by its
//! leads: [`Facts`](crate::evaluate::leaf::Facts) of a lead's values, or a row of a plan.

use crate::{
    compiled::{
        Absence, Axis, Check, CompiledDecay, CompiledGate, CompiledGrade, CompiledRule,
        CompiledRuleKind, CompiledScore, CompiledScoreKind, CompiledStage, Dated, Effect,
        EventRule, Leaves, Start, When,
    },
    evaluate::{
        AxisSteps,
        bounds::limited,
        happened::{self, Begin, Told},
        keep_at, kept, last_age, together,
    },
    lead::{EventFacts, LeadStatus, Tally},
};

/// All that is walked through.
pub(crate) struct Whole<'d, L: Leaves> {
    pub gates: &'d [CompiledGate<L>],
    pub scores: &'d [CompiledScore<L>],
    /// The scores in an order in which each comes after those it adds up.
    pub order: &'d [usize],
    pub grades: &'d [CompiledGrade<L>],
    pub stages: &'d [CompiledStage<L>],
    /// How many.
    pub tracks: usize,
}

/// A lead on a day, as one form of a definition sees it: its answers at the leaves, and with them the walk.
pub(crate) trait Walk {
    /// The form that can look at it.
    type Leaves: Leaves;

    /// What happened, by event; those beyond the end never happened.
    fn events(&self) -> &[EventFacts];

    /// Days since 1970-01-01.
    fn as_of(&self) -> i32;

    /// Whether any event comes from a flat export, which cannot tell everything.
    fn is_flat(&self) -> bool;

    /// Whether a field passes a test.
    fn passes(&self, test: &<Self::Leaves as Leaves>::Test) -> bool;

    /// Whether a field is missing.
    fn is_missing(&self, field: <Self::Leaves as Leaves>::Missing) -> bool;

    /// The points that a field gives.
    fn field_points(&self, points: &<Self::Leaves as Leaves>::Points) -> i64;

    /// The day in a field; none: it is missing.
    fn day(&self, day: <Self::Leaves as Leaves>::Day) -> Option<i32>;

    /// The age of a field's date as far as it is known, and the percent that the decay keeps.
    fn field_fading(
        &self,
        age: <Self::Leaves as Leaves>::Age,
        decay: &CompiledDecay<Self::Leaves>,
    ) -> (Option<i32>, u8);

    /// The sum of an axis that counts no further act above a limit.
    fn frozen_sum(
        &self,
        axis: &Axis<Self::Leaves>,
        freeze: &<Self::Leaves as Leaves>::Freeze,
        tally: &mut Tally,
    ) -> i64;

    /// The axis of the score with this index begins.
    fn begin_axis(&self, score: usize, tally: &mut Tally);

    /// A gate applied, or a rule counted.
    fn count(&self, criterion: <Self::Leaves as Leaves>::Criterion, points: i64, tally: &mut Tally);

    /// The first day on which occurrences count.
    #[inline]
    fn begin(&self, start: Option<Start<Self::Leaves>>) -> Begin {
        match start {
            None => Begin::Ever,
            Some(Start::Field(day)) => self.day(day).map_or(Begin::Ever, Begin::On),
            Some(Start::Event(event)) => happened::begin(self.events().get(event), self.as_of()),
        }
    }

    /// Scores the lead into a bare result whose memory is used again.
    #[inline]
    fn score(&self, whole: &Whole<Self::Leaves>, tally: &mut Tally) {
        tally.begin(whole.scores.len(), whole.tracks);
        for gate in whole.gates {
            self.pass_gate(gate, tally);
        }
        for index in whole.order {
            if let Some(score) = whole.scores.get(*index) {
                let points = self.score_points(*index, score, tally);
                if let Some(slot) = tally.scores.get_mut(*index) {
                    *slot = points;
                }
            }
        }
        tally.hits.sort_by_key(|hit| hit.criterion);
        for grade in whole.grades {
            let mut steps = grade.steps.iter();
            let found = steps.find(|(check, _)| self.holds(check, tally));
            tally.grades.push(found.map(|(_, place)| *place));
        }
        if tally.status == LeadStatus::Scored {
            self.enter_stages(whole.stages, tally);
            tally.owner = self.owner_of(whole.stages, tally);
        }
        tally.untold.sort_unstable();
        tally.untold.dedup();
    }

    /// Whether a condition holds. A comparison with something missing is false.
    #[inline]
    fn holds(&self, check: &Check<Self::Leaves>, tally: &Tally) -> bool {
        match check {
            Check::All(parts) => parts.iter().all(|part| self.holds(part, tally)),
            Check::Any(parts) => parts.iter().any(|part| self.holds(part, tally)),
            Check::None(parts) => !parts.iter().any(|part| self.holds(part, tally)),
            Check::AtLeastOf(least, parts) => {
                let count = parts.iter().filter(|part| self.holds(part, tally)).count();
                u32::try_from(count).is_ok_and(|count| count >= *least)
            }
            Check::Field(test) => self.passes(test),
            Check::Event(event) => {
                let begin = self.begin(event.start);
                happened::condition(*event, begin, self.events(), self.as_of()) == Told::Yes
            }
            Check::AnyEvent(any) => {
                let begin = self.begin(any.start);
                together::condition(any, begin, self.events(), self.as_of()) == Told::Yes
            }
            Check::Score(score, test) => {
                let points = tally.scores.get(*score).copied().flatten();
                points.is_some_and(|points| test.holds(points))
            }
            Check::Grade(grade, places) => {
                let place = tally.grades.get(*grade).copied().flatten();
                place.is_some_and(|place| places.contains(&place))
            }
        }
    }

    /// Whether a condition holds. Notes the events about which the data cannot tell what it asks.
    #[inline]
    fn asks(&self, when: &When<Self::Leaves>, tally: &mut Tally) -> bool {
        self.note_untold(when, tally);
        self.holds(when, tally)
    }

    /// Notes the events about which the data cannot tell what the condition asks.
    #[inline]
    fn note_untold(&self, when: &When<Self::Leaves>, tally: &mut Tally) {
        if self.is_flat() {
            for event in when.events() {
                let (begin, untold) = (self.begin(event.start), &mut tally.untold);
                happened::note_untold(*event, begin, self.events(), self.as_of(), untold);
            }
            for any in when.any_events() {
                let (begin, untold) = (self.begin(any.start), &mut tally.untold);
                together::note_untold(any, begin, self.events(), self.as_of(), untold);
            }
        }
    }

    /// The first of several choices that holds. Each is asked, so that what the data cannot tell is noted.
    #[inline]
    fn first<T: Copy>(&self, choices: &[(When<Self::Leaves>, T)], tally: &mut Tally) -> Option<T> {
        for (when, _) in choices {
            self.note_untold(when, tally);
        }
        let mut choices = choices.iter();
        let first = choices.find(|(when, _)| self.holds(when, tally));
        first.map(|(_, choice)| *choice)
    }

    #[inline]
    fn pass_gate(&self, gate: &CompiledGate<Self::Leaves>, tally: &mut Tally) {
        if !self.asks(&gate.when, tally) {
            return;
        }
        self.count(gate.criterion, 0, tally);
        match gate.effect {
            Effect::Disqualify => tally.status = LeadStatus::Disqualified,
            Effect::Suspend if tally.status == LeadStatus::Scored => {
                tally.status = LeadStatus::Suspended;
            }
            Effect::Suspend => {}
            Effect::Qualify(stage) => tally.opened.push(stage),
        }
    }

    #[inline]
    fn enter_stages(&self, stages: &[CompiledStage<Self::Leaves>], tally: &mut Tally) {
        for (index, stage) in stages.iter().enumerate() {
            let when = stage.when.as_ref();
            let mut entered = when.is_none_or(|when| self.asks(when, tally));
            entered |= tally.opened.contains(&index);
            if let Some(exit) = &stage.exit {
                entered &= !self.asks(exit, tally);
            }
            if entered && let Some(slot) = tally.stages.get_mut(stage.track) {
                *slot = Some(index);
            }
        }
    }

    /// Who owns the lead by the routes of its stage on the main track.
    #[inline]
    fn owner_of(&self, stages: &[CompiledStage<Self::Leaves>], tally: &mut Tally) -> Option<usize> {
        let stage = stages.get(tally.stages.first().copied().flatten()?)?;
        self.first(&stage.routes, tally).or(stage.otherwise)
    }

    /// A score's points; none where it does not apply.
    #[inline]
    fn score_points(
        &self,
        index: usize,
        score: &CompiledScore<Self::Leaves>,
        tally: &mut Tally,
    ) -> Option<i64> {
        if let Some(applies_to) = &score.applies_to
            && !self.asks(applies_to, tally)
        {
            return None;
        }
        let of = |part: &usize| tally.scores.get(*part).copied().flatten();
        let points = match &score.kind {
            CompiledScoreKind::Axis(axis) => {
                return Some(self.axis_points(index, score, axis, tally));
            }
            CompiledScoreKind::Sum(parts) => {
                parts.iter().filter_map(of).fold(0, i64::saturating_add)
            }
            CompiledScoreKind::Largest(parts) => parts.iter().filter_map(of).max()?,
        };
        Some(limited(points, score.cap, score.floor))
    }

    #[inline]
    fn axis_points(
        &self,
        index: usize,
        score: &CompiledScore<Self::Leaves>,
        axis: &Axis<Self::Leaves>,
        tally: &mut Tally,
    ) -> i64 {
        let hits = tally.hits.len();
        let steps = self.axis_steps(index, score, axis, tally);
        if steps.reset {
            // The axis' points are gone; that a field was missing is still to be told.
            let mut place = 0;
            tally.hits.retain(|hit| {
                place += 1;
                place <= hits || hit.points == 0
            });
        }
        steps.points
    }

    /// How the points of an axis come about.
    #[inline]
    fn axis_steps(
        &self,
        index: usize,
        score: &CompiledScore<Self::Leaves>,
        axis: &Axis<Self::Leaves>,
        tally: &mut Tally,
    ) -> AxisSteps {
        self.begin_axis(index, tally);
        let rules = match &axis.freeze {
            None => self.rules_sum(axis, tally),
            Some(freeze) => self.frozen_sum(axis, freeze, tally),
        };
        let limited = limited(rules, score.cap, score.floor);
        let fading = axis.decay.as_ref().map(|decay| self.fading(decay));
        let reset_when = axis.reset_when.as_ref();
        let reset = reset_when.is_some_and(|when| self.asks(when, tally));
        AxisSteps {
            rules,
            limited,
            age: fading.and_then(|(age, _)| age),
            keep: fading.map(|(_, keep)| keep),
            reset,
            points: match fading {
                _ if reset => 0,
                Some((_, keep)) => kept(limited, keep),
                None => limited,
            },
        }
    }

    /// The age by which points fade as far as it is known, and the percent that is kept.
    #[inline]
    fn fading(&self, decay: &CompiledDecay<Self::Leaves>) -> (Option<i32>, u8) {
        match decay.by {
            Dated::Field(age) => self.field_fading(age, decay),
            Dated::Event(event) => {
                let facts = self.events().get(event);
                decay.at(facts.and_then(|facts| last_age(facts, self.as_of())))
            }
        }
    }

    /// The sum of an axis' rules with their caps and the groups' limits.
    #[inline]
    fn rules_sum(&self, axis: &Axis<Self::Leaves>, tally: &mut Tally) -> i64 {
        let mut sum = 0_i64;
        for group in &axis.groups {
            let mut points = 0_i64;
            for rule in &group.rules {
                let added = self.rule_points(rule, tally);
                if added != 0 {
                    self.count(rule.criterion, added, tally);
                }
                points = points.saturating_add(added);
            }
            sum = sum.saturating_add(limited(points, group.cap, group.floor));
        }
        sum
    }

    /// A rule's points after its own cap and floor.
    #[inline]
    fn rule_points(&self, rule: &CompiledRule<Self::Leaves>, tally: &mut Tally) -> i64 {
        if let Some((field, absence)) = rule.when_missing
            && self.is_missing(field)
        {
            return match absence {
                Absence::Points(points) => limited(points, rule.cap, rule.floor),
                Absence::NotEnoughKnown => {
                    tally.not_enough_known();
                    self.count(rule.criterion, 0, tally);
                    0
                }
            };
        }
        let points = match &rule.kind {
            CompiledRuleKind::When(when, points) => {
                if self.asks(when, tally) {
                    *points
                } else {
                    0
                }
            }
            CompiledRuleKind::Field(points) => self.field_points(points),
            CompiledRuleKind::Event(event) => self.event_points(event, tally),
            CompiledRuleKind::FirstOf(choices) => self.first(choices, tally).unwrap_or(0),
            CompiledRuleKind::LargestOf(rules) => {
                let rules = rules.iter();
                let points = rules.map(|rule| self.rule_points(rule, tally));
                points.max().unwrap_or(0)
            }
        };
        limited(points, rule.cap, rule.floor)
    }

    #[inline]
    fn event_points(&self, rule: &EventRule<Self::Leaves>, tally: &mut Tally) -> i64 {
        if let Some(when) = &rule.when
            && !self.asks(when, tally)
        {
            return 0;
        }
        let (events, as_of) = (self.events(), self.as_of());
        let begin = self.begin(rule.start);
        let Tally {
            untold, buckets, ..
        } = tally;
        let points = match rule.events.as_slice() {
            [event] => {
                let Some(facts) = events.get(*event) else {
                    return 0;
                };
                happened::points(rule, begin, facts, as_of, buckets)
            }
            _ => together::points(rule, begin, events, as_of, buckets),
        };
        if self.is_flat() && (points.is_none() || rule.events.len() > 1) {
            together::note_untold_points(rule, begin, events, as_of, buckets, untold);
        }
        points.unwrap_or(0)
    }
}

impl<L: Leaves> CompiledDecay<L> {
    /// The age, and the percent that is kept at it.
    pub(crate) fn at(&self, age: Option<i32>) -> (Option<i32>, u8) {
        let keep = age.map_or(self.when_missing, |age| keep_at(&self.steps, age));
        (age, keep)
    }
}

impl Tally {
    /// Nothing counted yet, of so many scores and tracks.
    fn begin(&mut self, scores: usize, tracks: usize) {
        self.scores.clear();
        self.scores.resize(scores, None);
        self.grades.clear();
        self.stages.clear();
        self.stages.resize(tracks, None);
        self.owner = None;
        self.status = LeadStatus::Scored;
        self.hits.clear();
        self.untold.clear();
        self.opened.clear();
    }

    /// A field that a rule needs is missing.
    pub(crate) fn not_enough_known(&mut self) {
        if self.status == LeadStatus::Scored {
            self.status = LeadStatus::NotEnoughKnown;
        }
    }
}
