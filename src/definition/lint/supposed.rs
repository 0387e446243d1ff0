//! Leads about which something is supposed, such as that they did nothing, and what may become of them.
//!
//! Everything that is not supposed may be anything, so "may" is never said too rarely.

use indexmap::{IndexMap, IndexSet};

use super::named::named_texts;
use crate::{
    condition::{Condition, ScoreTest, Test},
    evaluate::bounds::{Range, ranges},
    lint::{
        meaning::{names_act, records_act},
        reading::rule_fields,
    },
    model::Spec,
    scalar::Literal,
    score::{Band, GateEffect, Rule, RuleKind, Score, WhenMissing},
};

/// What a lead lacks.
#[derive(Clone, Debug, Default)]
pub(super) struct Lacks<'s> {
    /// These events did not happen.
    pub events: IndexSet<&'s str>,
    /// These fields are missing.
    pub fields: IndexSet<&'s str>,
    /// Fields that record acts are missing, 0 or no, and no field has a value that is one.
    pub acts: bool,
}

/// All leads that lack something.
pub(super) struct Supposed<'s> {
    spec: &'s Spec,
    lacks: Lacks<'s>,
    /// The fields that record acts, where acts are lacked.
    idle: IndexSet<&'s str>,
    ranges: IndexMap<String, Range>,
}

impl<'s> Supposed<'s> {
    pub(super) fn new(spec: &'s Spec, lacks: Lacks<'s>) -> Self {
        let fields = spec.fields.iter();
        let idle = fields.filter(|(id, field)| lacks.acts && records_act(id, field));
        let mut supposed = Self {
            spec,
            idle: idle.map(|(id, _)| id.as_str()).collect(),
            lacks,
            ranges: IndexMap::new(),
        };
        // Rules see fields and events only, so their ranges can be told before those of the scores are known.
        let scores = spec.scores.iter();
        let scores = scores.map(|(name, score)| (name.clone(), supposed.score(score)));
        let reduced = Spec {
            scores: scores.collect(),
            ..Spec::default()
        };
        supposed.ranges = ranges(&reduced);
        supposed
    }

    /// The same leads, and nothing gives them a point.
    pub(super) fn without_points(mut self) -> Self {
        for range in self.ranges.values_mut() {
            *range = Range { least: 0, most: 0 };
        }
        self
    }

    /// Whether one of the leads may be in the stage at this place: by the condition given, which is one way into it.
    pub(super) fn enters(&self, stage: usize, way: &Condition) -> bool {
        let exit = self.spec.stages.get(stage).and_then(|s| s.exit.as_ref());
        let leaves = exit.is_some_and(|exit| !self.may(exit, false));
        !leaves && !self.kept_out() && self.may(way, true)
    }

    /// Whether all of them are disqualified, suspended or not known enough.
    fn kept_out(&self) -> bool {
        let gates = self.spec.gates.iter();
        let mut out = gates.filter(|gate| !matches!(gate.effect, GateEffect::Qualify(_)));
        let rules = self.spec.scores.values();
        let mut rules = rules
            .filter(|score| score.applies_to.is_none())
            .flat_map(|score| &score.rules);
        out.any(|gate| !self.may(&gate.when, false))
            || rules.any(|rule| {
                rule.when_missing == Some(WhenMissing::NotEnoughKnown)
                    && rule_fields(rule)
                        .iter()
                        .all(|field| self.lacks.fields.contains(field))
            })
    }

    /// Whether a condition may hold, or may not hold, for one of the leads.
    pub(super) fn may(&self, condition: &Condition, wanted: bool) -> bool {
        match condition {
            Condition::All(parts) if wanted => parts.iter().all(|part| self.may(part, true)),
            Condition::All(parts) => parts.iter().any(|part| self.may(part, false)),
            Condition::Any(parts) if wanted => parts.iter().any(|part| self.may(part, true)),
            Condition::Any(parts) => parts.iter().all(|part| self.may(part, false)),
            Condition::None(parts) if wanted => parts.iter().all(|part| self.may(part, false)),
            Condition::None(parts) => parts.iter().any(|part| self.may(part, true)),
            Condition::AtLeastOf { at_least, of } => {
                let least = usize::try_from(*at_least).unwrap_or(usize::MAX);
                let count = |sure: bool| {
                    let holds = |part: &&Condition| {
                        if sure {
                            !self.may(part, false)
                        } else {
                            self.may(part, true)
                        }
                    };
                    of.iter().filter(holds).count()
                };
                if wanted {
                    count(false) >= least
                } else {
                    count(true) < least
                }
            }
            Condition::Field { field, test } => self.field(field, test, wanted),
            Condition::Event(event) => !wanted || !self.lacks.events.contains(event.event.as_str()),
            Condition::AnyEvent(any) => !wanted || !self.lack_all(&any.events),
            Condition::Score { score, test } => self.score_may(score, *test, wanted),
            Condition::Grade { grade, grades } => self.grade(grade, grades, wanted),
            Condition::Stage(_) => true,
        }
    }

    fn lack_all(&self, events: &[String]) -> bool {
        let mut events = events.iter();
        events.all(|event| self.lacks.events.contains(event.as_str()))
    }

    fn field(&self, field: &str, test: &Test, wanted: bool) -> bool {
        if self.lacks.fields.contains(field) {
            return matches!(test, Test::Missing) == wanted;
        }
        let idle = self.idle.contains(field) || (self.lacks.acts && asks_for_act(self.spec, test));
        !wanted || !idle || of_nothing(test)
    }

    fn score_may(&self, score: &str, test: ScoreTest, wanted: bool) -> bool {
        let Some(Range { least, most }) = self.ranges.get(score).copied() else {
            return true;
        };
        let optional = self.spec.scores.get(score);
        let optional = optional.is_some_and(|score| score.applies_to.is_some());
        let (low, high) = match test {
            ScoreTest::AtLeast(n) => (n, i64::MAX),
            ScoreTest::Above(n) => (n.saturating_add(1), i64::MAX),
            ScoreTest::AtMost(n) => (i64::MIN, n),
            ScoreTest::Below(n) => (i64::MIN, n.saturating_sub(1)),
            ScoreTest::Is(n) => (n, n),
            ScoreTest::Between(low, high) => (low, high),
        };
        if wanted {
            most >= low && least <= high
        } else {
            optional || least < low || most > high
        }
    }

    /// The first row that holds decides, so rows behind one that surely holds decide nothing.
    fn grade(&self, grade: &str, grades: &[String], wanted: bool) -> bool {
        for row in self.spec.grades.get(grade).into_iter().flatten() {
            let when = match (row.at_least, &row.when) {
                (Some(least), _) => Condition::score(grade, ScoreTest::AtLeast(least)),
                (None, Some(when)) => when.clone(),
                (None, None) => Condition::always(),
            };
            if self.may(&when, true) && grades.contains(&row.grade) == wanted {
                return true;
            }
            if !self.may(&when, false) {
                return false;
            }
        }
        !wanted
    }

    fn score(&self, score: &Score) -> Score {
        let never = |when: &Condition| !self.may(when, true);
        let empty = score.applies_to.as_ref().is_some_and(never)
            || score
                .reset_when
                .as_ref()
                .is_some_and(|reset| !self.may(reset, false));
        let rules = score.rules.iter().filter(|_| !empty);
        Score {
            rules: rules.filter_map(|rule| self.rule(rule)).collect(),
            ..score.clone()
        }
    }

    /// The rule as far as it can give points; none: it cannot.
    fn rule(&self, rule: &Rule) -> Option<Rule> {
        let kind = self.kind(&rule.kind).or_else(|| {
            let Some(WhenMissing::Points(points)) = rule.when_missing else {
                return None;
            };
            Some(always(points))
        })?;
        Some(Rule {
            kind,
            ..rule.clone()
        })
    }

    fn kind(&self, kind: &RuleKind) -> Option<RuleKind> {
        let lacks = |field: &str| self.lacks.fields.contains(field);
        let idle = |field: &str| self.idle.contains(field);
        match kind {
            RuleKind::When { when, .. } => self.may(when, true).then(|| kind.clone()),
            RuleKind::Bands { field, .. } if lacks(field) => None,
            RuleKind::Bands { field, bands } if idle(field) => {
                let ends = |band: &&Band| band.end().is_none_or(|end| end > 0.0);
                bands.iter().find(ends).map(|band| always(band.points))
            }
            RuleKind::PerUnit { field, .. } if lacks(field) || idle(field) => None,
            RuleKind::Event { events, .. } if self.lack_all(events) => None,
            RuleKind::Event {
                when: Some(when), ..
            } if !self.may(when, true) => None,
            RuleKind::Bands { .. } | RuleKind::PerUnit { .. } | RuleKind::Event { .. } => {
                Some(kind.clone())
            }
            RuleKind::FirstOf(choices) => {
                let held = choices.iter().filter(|choice| {
                    let when = choice.when.as_ref();
                    when.is_none_or(|when| self.may(when, true))
                });
                let held: Vec<_> = held.cloned().collect();
                (!held.is_empty()).then_some(RuleKind::FirstOf(held))
            }
            RuleKind::LargestOf(rules) => {
                let parts: Vec<Rule> = rules.iter().filter_map(|rule| self.rule(rule)).collect();
                (!parts.is_empty()).then_some(RuleKind::LargestOf(parts))
            }
        }
    }
}

fn always(points: i64) -> RuleKind {
    RuleKind::When {
        when: Condition::always(),
        points,
    }
}

/// Whether a comparison holds for a field that says that nothing was done: missing, 0, or no.
fn of_nothing(test: &Test) -> bool {
    let zero = |literal: &Literal, holds: fn(f64) -> bool| match literal {
        Literal::Number(number) => holds(*number),
        Literal::Flag(flag) => !flag,
        Literal::Text(_) => false,
    };
    match test {
        Test::Missing => true,
        Test::Is(literal) => zero(literal, |number| number == 0.0),
        Test::AtLeast(literal) => zero(literal, |number| number <= 0.0),
        Test::AtMost(literal) => zero(literal, |number| number >= 0.0),
        Test::Above(number) => *number < 0.0,
        Test::Below(number) => *number > 0.0,
        Test::Between(low, high) => *low <= 0.0 && *high >= 0.0,
        Test::Present
        | Test::In(_)
        | Test::InList(_)
        | Test::Contains(_)
        | Test::StartsWith(_)
        | Test::EndsWith(_)
        | Test::HasAny(_)
        | Test::HasAll(_)
        | Test::Within(_)
        | Test::OlderThan(_)
        | Test::Before(_)
        | Test::After(_) => false,
    }
}

/// Whether every value that a comparison names is an act: `Lead Add Form`, `attended`.
fn asks_for_act(spec: &Spec, test: &Test) -> bool {
    let values = named_texts(spec, test).unwrap_or_default();
    !values.is_empty() && values.iter().all(|value| names_act(value))
}
