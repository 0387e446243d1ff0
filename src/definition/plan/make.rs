//! From the compiled definition to its plan.

use crate::{
    compiled::{
        Axis, Check, Compiled, CompiledDecay, CompiledGate, CompiledGrade, CompiledGroup,
        CompiledRule, CompiledRuleKind, CompiledScore, CompiledScoreKind, CompiledStage, Dated,
        EventCheck, Operator,
    },
    plan::{
        Bit, Column, Decay, Gate, Group, Plan, PlanCheck, Rule, RuleKind, Score, ScoreKind, Stage,
        WORDS_PER_FIELD, When,
    },
};

impl Plan {
    /// Makes the plan of a definition; none where it holds something that only [`Compiled::score_into`] can do.
    #[must_use]
    pub fn new(compiled: &Compiled) -> Option<Self> {
        // The short bits of a row have a place for so many scores.
        if compiled.scores.len() > 64 {
            return None;
        }
        let mut maker = Maker {
            compiled,
            columns: (0..compiled.fields.len()).map(Column::new).collect(),
            slots: 0,
        };
        let mut scores = Vec::with_capacity(compiled.scores.len());
        for (index, score) in compiled.scores.iter().enumerate() {
            scores.push(maker.score(index, score)?);
        }
        let gates = compiled.gates.iter().map(|gate| maker.gate(gate)).collect();
        let grades = compiled.grades.iter();
        let grades = grades.map(|grade| maker.grade(grade)).collect();
        let stages = compiled.stages.iter();
        let stages = stages.map(|stage| maker.stage(stage)).collect();
        let Maker {
            mut columns, slots, ..
        } = maker;
        let mut words = 0;
        // The bits of a field begin with a word of their own.
        let mut first_words = Vec::with_capacity(columns.len());
        for column in &mut columns {
            first_words.push(words);
            column.first_word = words;
            words += column.words();
        }
        let mut plan = Self {
            columns,
            words,
            slots,
            tracks: compiled.tracks.len(),
            gates,
            scores,
            order: compiled.order.clone(),
            grades,
            stages,
        };
        plan.place_bits(&first_words);
        Some(plan)
    }
}

struct Maker<'c> {
    compiled: &'c Compiled,
    columns: Vec<Column>,
    slots: usize,
}

// Every part of the compiled form is taken apart by name: what is added there must find its place here, or make the
// plan impossible.
impl Maker<'_> {
    fn slot(&mut self) -> usize {
        self.slots += 1;
        self.slots - 1
    }

    fn bit(&mut self, field: usize, check: Check) -> Option<Bit> {
        let place = self.columns.get_mut(field)?.add_check(check);
        Some(Bit {
            word: field * WORDS_PER_FIELD + place / 64,
            mask: 1 << (place % 64),
        })
    }

    fn gate(&mut self, gate: &CompiledGate) -> Gate {
        let CompiledGate {
            criterion: _,
            effect,
            when,
        } = gate;
        Gate {
            effect: *effect,
            when: self.when(when),
        }
    }

    fn grade(&mut self, grade: &CompiledGrade) -> Vec<(When, usize)> {
        let CompiledGrade {
            name: _,
            steps,
            values: _,
        } = grade;
        let steps = steps.iter();
        steps
            .map(|(check, place)| (self.when(check), *place))
            .collect()
    }

    fn stage(&mut self, stage: &CompiledStage) -> Stage {
        let CompiledStage {
            id: _,
            track,
            when,
            exit,
            routes,
            otherwise,
        } = stage;
        let when = when.as_ref().map(|when| self.when(when));
        let exit = exit.as_ref().map(|exit| self.when(exit));
        let routes = routes.iter();
        Stage {
            track: *track,
            when,
            exit,
            routes: routes
                .map(|(check, owner)| (self.when(check), *owner))
                .collect(),
            otherwise: *otherwise,
        }
    }

    fn score(&mut self, index: usize, score: &CompiledScore) -> Option<Score> {
        let CompiledScore {
            name: _,
            cap,
            floor,
            applies_to,
            kind,
        } = score;
        let kind = match kind {
            CompiledScoreKind::Axis(axis) => self.axis(index, axis)?,
            CompiledScoreKind::Sum(parts) => ScoreKind::Sum(parts.clone()),
            CompiledScoreKind::Largest(parts) => ScoreKind::Largest(parts.clone()),
        };
        Some(Score {
            cap: *cap,
            floor: *floor,
            applies_to: applies_to.as_ref().map(|when| self.when(when)),
            kind,
        })
    }

    fn axis(&mut self, index: usize, axis: &Axis) -> Option<ScoreKind> {
        let Axis {
            reset_when,
            freeze,
            groups,
            decay,
        } = axis;
        // What is frozen depends on every day since the first act.
        if freeze.is_some() {
            return None;
        }
        let mut planned = Vec::with_capacity(groups.len());
        for group in groups {
            planned.push(self.group(index, group)?);
        }
        let decay = match decay {
            Some(decay) => Some(self.decay(decay)?),
            None => None,
        };
        Some(ScoreKind::Axis {
            groups: planned,
            decay,
            reset_when: reset_when.as_ref().map(|when| self.when(when)),
        })
    }

    fn decay(&mut self, decay: &CompiledDecay) -> Option<Decay> {
        let CompiledDecay {
            by,
            steps,
            when_missing,
        } = decay;
        match by {
            Dated::Field(field) => {
                let slot = self.slot();
                self.columns.get_mut(*field)?.add_decay(slot, decay);
                Some(Decay::Slot(slot))
            }
            Dated::Event(event) => Some(Decay::Event(*event, steps.clone(), *when_missing)),
        }
    }

    fn group(&mut self, score: usize, group: &CompiledGroup) -> Option<Group> {
        let CompiledGroup { cap, floor, rules } = group;
        let slot = self.slot();
        let mut others = Vec::new();
        for rule in rules {
            match rule_field(rule) {
                Some(field) => self.columns.get_mut(field)?.add_rule(slot, score, rule),
                None => others.push(self.rule(score, rule)?),
            }
        }
        Some(Group {
            slot,
            cap: *cap,
            floor: *floor,
            rules: others,
        })
    }

    fn rule(&mut self, score: usize, rule: &CompiledRule) -> Option<Rule> {
        if let Some(field) = rule_field(rule) {
            let slot = self.slot();
            self.columns.get_mut(field)?.add_rule(slot, score, rule);
            return Some(Rule {
                cap: None,
                floor: None,
                when_missing: None,
                kind: RuleKind::Slot(slot),
            });
        }
        let CompiledRule {
            criterion: _,
            cap,
            floor,
            when_missing,
            kind,
        } = rule;
        let choices = |maker: &mut Self, choices: &[(Check, i64)]| {
            let choices = choices.iter();
            choices
                .map(|(check, points)| (maker.when(check), *points))
                .collect()
        };
        let kind = match kind {
            CompiledRuleKind::When(when, points) => RuleKind::When(self.when(when), *points),
            CompiledRuleKind::Event(event) => RuleKind::Event(event.clone()),
            CompiledRuleKind::FirstOf(rows) => RuleKind::FirstOf(choices(self, rows)),
            // The rules within would ask for their fields only where the outer one does not fall back.
            CompiledRuleKind::LargestOf(_) if when_missing.is_some() => return None,
            CompiledRuleKind::LargestOf(rules) => {
                let mut planned = Vec::with_capacity(rules.len());
                for rule in rules {
                    planned.push(self.rule(score, rule)?);
                }
                RuleKind::LargestOf(planned)
            }
            CompiledRuleKind::Bands(..) | CompiledRuleKind::PerUnit(..) => return None,
        };
        let when_missing = match when_missing {
            Some((field, absence)) => {
                let missing = Check::Field(*field, Operator::Missing);
                Some((self.bit(*field, missing)?, *absence))
            }
            None => None,
        };
        Some(Rule {
            cap: *cap,
            floor: *floor,
            when_missing,
            kind,
        })
    }

    fn when(&mut self, check: &Check) -> When {
        let mut events = Vec::new();
        let check = self.check(check, &mut events);
        When { check, events }
    }

    fn check(&mut self, check: &Check, events: &mut Vec<EventCheck>) -> PlanCheck {
        if let Some(field) = check_field(check)
            && let Some(bit) = self.bit(field, check.clone())
        {
            return PlanCheck::Bit(bit);
        }
        let mut all = |parts: &[Check]| -> Vec<PlanCheck> {
            parts.iter().map(|part| self.check(part, events)).collect()
        };
        match check {
            Check::All(parts) => PlanCheck::All(all(parts)),
            Check::Any(parts) => PlanCheck::Any(all(parts)),
            Check::None(parts) => PlanCheck::None(all(parts)),
            Check::AtLeastOf(least, parts) => PlanCheck::AtLeastOf(*least, all(parts)),
            // A field beyond the definition's is missing, and nothing holds of it.
            Check::Field(_, operator) => {
                if matches!(operator, Operator::Missing) {
                    PlanCheck::All(Vec::new())
                } else {
                    PlanCheck::Any(Vec::new())
                }
            }
            Check::Event(event) => {
                events.push(*event);
                PlanCheck::Event(*event)
            }
            Check::Score(score, test) => PlanCheck::Score(*score, *test),
            Check::Grade(grade, places) => PlanCheck::Grade(*grade, places.clone()),
            Check::Stage(stage) => match self.compiled.stages.get(*stage) {
                Some(known) => PlanCheck::Stage {
                    stage: *stage,
                    track: known.track,
                },
                None => PlanCheck::Any(Vec::new()),
            },
        }
    }
}

/// The only thing that a condition looks at, if that is one field.
fn check_field(check: &Check) -> Option<usize> {
    match check {
        Check::Field(field, _) => Some(*field),
        Check::All(parts) | Check::Any(parts) | Check::None(parts) | Check::AtLeastOf(_, parts) => {
            one(parts.iter().map(check_field))
        }
        Check::Event(_) | Check::Score(..) | Check::Grade(..) | Check::Stage(_) => None,
    }
}

/// The only thing that a rule looks at, if that is one field.
fn rule_field(rule: &CompiledRule) -> Option<usize> {
    let field = match &rule.kind {
        CompiledRuleKind::When(check, _) => check_field(check),
        CompiledRuleKind::Bands(field, _) | CompiledRuleKind::PerUnit(field, _) => Some(*field),
        CompiledRuleKind::Event(_) => None,
        // A row without a condition always holds, whatever the field.
        CompiledRuleKind::FirstOf(choices) => {
            let asked = choices.iter().filter(|(check, _)| !always(check));
            one(asked.map(|(check, _)| check_field(check)))
        }
        CompiledRuleKind::LargestOf(rules) => one(rules.iter().map(rule_field)),
    }?;
    let absent = rule.when_missing.map(|(field, _)| field);
    absent.is_none_or(|absent| absent == field).then_some(field)
}

fn always(check: &Check) -> bool {
    matches!(check, Check::All(parts) if parts.is_empty())
}

/// What all agree on; none when there is nothing, or one differs.
fn one(mut fields: impl Iterator<Item = Option<usize>>) -> Option<usize> {
    let first = fields.next()??;
    fields.all(|field| field == Some(first)).then_some(first)
}
