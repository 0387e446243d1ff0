//! From the compiled definition to its plan.

use crate::{
    compiled::{
        AnyEventCheck, Axis, Check, Compiled, CompiledDecay, CompiledGate, CompiledGrade,
        CompiledGroup, CompiledRule, CompiledRuleKind, CompiledScore, CompiledScoreKind,
        CompiledStage, Dated, EventCheck, EventRule, FieldCheck, FieldPoints, Operator, Start,
        When,
    },
    plan::{Bit, Bits, Column, Plan, Slot},
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
            columns: (0..compiled.fields.len()).map(Column::new).collect(),
            words: 0,
            slots: 0,
        };
        let scores = compiled.scores.iter().enumerate();
        let scores = scores.map(|(index, score)| maker.score(index, score));
        let scores = scores.collect::<Option<_>>()?;
        let gates = compiled.gates.iter().map(|gate| maker.gate(gate)).collect();
        let grades = compiled.grades.iter();
        let grades = grades.map(|grade| maker.grade(grade)).collect();
        let stages = compiled.stages.iter();
        let stages = stages.map(|stage| maker.stage(stage)).collect();
        Some(Self {
            columns: maker.columns,
            words: maker.words,
            slots: maker.slots,
            tracks: compiled.tracks.len(),
            gates,
            scores,
            order: compiled.order.clone(),
            grades,
            stages,
        })
    }
}

struct Maker {
    columns: Vec<Column>,
    words: usize,
    slots: usize,
}

// Every part of the compiled form is taken apart by name: what is added there must find its place here, or make the
// plan impossible.
impl Maker {
    fn slot(&mut self) -> Slot {
        self.slots += 1;
        Slot(self.slots - 1)
    }

    fn bit(&mut self, field: usize, check: Check) -> Option<Bit> {
        let column = self.columns.get_mut(field)?;
        Some(column.add_check(check, &mut self.words))
    }

    fn gate(&mut self, gate: &CompiledGate) -> CompiledGate<Bits> {
        let CompiledGate {
            criterion: _,
            effect,
            when,
        } = gate;
        CompiledGate {
            criterion: (),
            effect: *effect,
            when: self.when(when),
        }
    }

    fn grade(&mut self, grade: &CompiledGrade) -> CompiledGrade<Bits> {
        let CompiledGrade {
            name,
            steps,
            values,
        } = grade;
        CompiledGrade {
            name: name.clone(),
            steps: self.choices(steps),
            values: values.clone(),
        }
    }

    fn stage(&mut self, stage: &CompiledStage) -> CompiledStage<Bits> {
        let CompiledStage {
            id,
            track,
            when,
            exit,
            routes,
            otherwise,
        } = stage;
        CompiledStage {
            id: id.clone(),
            track: *track,
            when: when.as_ref().map(|when| self.when(when)),
            exit: exit.as_ref().map(|exit| self.when(exit)),
            routes: self.choices(routes),
            otherwise: *otherwise,
        }
    }

    fn score(&mut self, index: usize, score: &CompiledScore) -> Option<CompiledScore<Bits>> {
        let CompiledScore {
            name,
            cap,
            floor,
            applies_to,
            kind,
        } = score;
        let kind = match kind {
            CompiledScoreKind::Axis(axis) => CompiledScoreKind::Axis(self.axis(index, axis)?),
            CompiledScoreKind::Sum(parts) => CompiledScoreKind::Sum(parts.clone()),
            CompiledScoreKind::Largest(parts) => CompiledScoreKind::Largest(parts.clone()),
        };
        Some(CompiledScore {
            name: name.clone(),
            cap: *cap,
            floor: *floor,
            applies_to: applies_to.as_ref().map(|when| self.when(when)),
            kind,
        })
    }

    fn axis(&mut self, score: usize, axis: &Axis) -> Option<Axis<Bits>> {
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
        let groups = groups.iter().map(|group| self.group(score, group));
        Some(Axis {
            groups: groups.collect::<Option<_>>()?,
            freeze: None,
            decay: match decay {
                Some(decay) => Some(self.decay(decay)?),
                None => None,
            },
            reset_when: reset_when.as_ref().map(|when| self.when(when)),
        })
    }

    fn decay(&mut self, decay: &CompiledDecay) -> Option<CompiledDecay<Bits>> {
        let CompiledDecay {
            by,
            steps,
            when_missing,
        } = decay;
        let by = match by {
            Dated::Field(field) => {
                let slot = self.slot();
                self.columns.get_mut(*field)?.add_decay(slot, decay);
                Dated::Field(slot)
            }
            Dated::Event(event) => Dated::Event(*event),
        };
        Some(CompiledDecay {
            by,
            steps: steps.clone(),
            when_missing: *when_missing,
        })
    }

    /// The rules that look at one field share a slot; it comes before the other rules.
    fn group(&mut self, score: usize, group: &CompiledGroup) -> Option<CompiledGroup<Bits>> {
        let CompiledGroup { cap, floor, rules } = group;
        let slot = self.slot();
        let mut planned = vec![of_slot(slot)];
        for rule in rules {
            match rule_field(rule) {
                Some(field) => self.columns.get_mut(field)?.add_rule(slot, score, rule),
                None => planned.push(self.rule(score, rule)?),
            }
        }
        Some(CompiledGroup {
            cap: *cap,
            floor: *floor,
            rules: planned,
        })
    }

    fn rule(&mut self, score: usize, rule: &CompiledRule) -> Option<CompiledRule<Bits>> {
        if let Some(field) = rule_field(rule) {
            let slot = self.slot();
            self.columns.get_mut(field)?.add_rule(slot, score, rule);
            return Some(of_slot(slot));
        }
        let CompiledRule {
            criterion: _,
            cap,
            floor,
            when_missing,
            kind,
        } = rule;
        let kind = match kind {
            CompiledRuleKind::When(when, points) => {
                CompiledRuleKind::When(self.when(when), *points)
            }
            CompiledRuleKind::Event(event) => CompiledRuleKind::Event(self.event_rule(event)?),
            CompiledRuleKind::FirstOf(choices) => CompiledRuleKind::FirstOf(self.choices(choices)),
            // The rules within would ask for their fields only where the outer one does not fall back.
            CompiledRuleKind::LargestOf(_) if when_missing.is_some() => return None,
            CompiledRuleKind::LargestOf(rules) => {
                let rules = rules.iter().map(|rule| self.rule(score, rule));
                CompiledRuleKind::LargestOf(rules.collect::<Option<_>>()?)
            }
            CompiledRuleKind::Field(_) => return None,
        };
        let when_missing = match when_missing {
            Some((field, absence)) => {
                let missing = Check::Field(FieldCheck(*field, Operator::Missing));
                Some((self.bit(*field, missing)?, *absence))
            }
            None => None,
        };
        Some(CompiledRule {
            criterion: (),
            cap: *cap,
            floor: *floor,
            when_missing,
            kind,
        })
    }

    fn event_rule(&mut self, rule: &EventRule) -> Option<EventRule<Bits>> {
        let EventRule {
            events,
            points,
            per,
            within,
            start,
            when,
            decay,
        } = rule;
        Some(EventRule {
            events: events.clone(),
            points: *points,
            per: *per,
            within: *within,
            start: match start {
                Some(start) => Some(self.start(*start)?),
                None => None,
            },
            when: when.as_ref().map(|when| self.when(when)),
            decay: decay.clone(),
        })
    }

    fn event_check(&mut self, check: &EventCheck) -> Check<Bits> {
        let EventCheck {
            event,
            within,
            at_least,
            days,
            since,
            start,
        } = *check;
        Check::Event(EventCheck {
            event,
            within,
            at_least,
            days,
            since,
            // A field beyond the definition's is missing, and then every act counts.
            start: start.and_then(|start| self.start(start)),
        })
    }

    fn any_event_check(&mut self, check: &AnyEventCheck) -> Check<Bits> {
        let AnyEventCheck {
            events,
            within,
            at_least,
            days,
            start,
        } = check;
        Check::AnyEvent(AnyEventCheck {
            events: events.clone(),
            within: *within,
            at_least: *at_least,
            days: *days,
            start: start.and_then(|start| self.start(start)),
        })
    }

    /// Where the day is found from which on acts count; none: the field is beyond the definition's.
    fn start(&mut self, start: Start) -> Option<Start<Bits>> {
        Some(match start {
            Start::Field(field) => {
                let slot = self.slot();
                self.columns.get_mut(field)?.add_day(slot);
                Start::Field(slot)
            }
            Start::Event(event) => Start::Event(event),
        })
    }

    fn choices<T: Copy>(&mut self, choices: &[(When, T)]) -> Vec<(When<Bits>, T)> {
        let choices = choices.iter();
        choices
            .map(|(when, choice)| (self.when(when), *choice))
            .collect()
    }

    fn when(&mut self, when: &When) -> When<Bits> {
        self.check(when).into()
    }

    fn check(&mut self, check: &Check) -> Check<Bits> {
        if let Some(field) = check_field(check)
            && let Some(bit) = self.bit(field, check.clone())
        {
            return Check::Field(bit);
        }
        let mut all = |parts: &[Check]| parts.iter().map(|part| self.check(part)).collect();
        match check {
            Check::All(parts) => Check::All(all(parts)),
            Check::Any(parts) => Check::Any(all(parts)),
            Check::None(parts) => Check::None(all(parts)),
            Check::AtLeastOf(least, parts) => Check::AtLeastOf(*least, all(parts)),
            // A field beyond the definition's is missing, and nothing holds of it.
            Check::Field(FieldCheck(_, operator)) => {
                if matches!(operator, Operator::Missing) {
                    Check::All(Vec::new())
                } else {
                    Check::Any(Vec::new())
                }
            }
            Check::Event(event) => self.event_check(event),
            Check::AnyEvent(any) => self.any_event_check(any),
            Check::Score(score, test) => Check::Score(*score, *test),
            Check::Grade(grade, places) => Check::Grade(*grade, places.clone()),
        }
    }
}

/// A rule that gives what stands in a slot.
fn of_slot(slot: Slot) -> CompiledRule<Bits> {
    CompiledRule {
        criterion: (),
        cap: None,
        floor: None,
        when_missing: None,
        kind: CompiledRuleKind::Field(slot),
    }
}

/// The only thing that a condition looks at, if that is one field.
fn check_field(check: &Check) -> Option<usize> {
    match check {
        Check::Field(FieldCheck(field, _)) => Some(*field),
        Check::All(parts) | Check::Any(parts) | Check::None(parts) | Check::AtLeastOf(_, parts) => {
            one(parts.iter().map(check_field))
        }
        Check::Event(_) | Check::AnyEvent(_) | Check::Score(..) | Check::Grade(..) => None,
    }
}

/// The only thing that a rule looks at, if that is one field.
fn rule_field(rule: &CompiledRule) -> Option<usize> {
    let field = match &rule.kind {
        CompiledRuleKind::When(check, _) => check_field(check),
        CompiledRuleKind::Field(FieldPoints::Bands(field, _) | FieldPoints::PerUnit(field, _)) => {
            Some(*field)
        }
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
