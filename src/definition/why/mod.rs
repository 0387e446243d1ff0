//! Why an example lead is in its stage, and what another stage asks that it does not meet.
//!
//! Nothing is scored here: the evaluator is asked what holds, part by part.

mod ways;

use crate::{
    compiled::{
        Check, Compiled, CompiledRuleKind, CompiledScoreKind, Effect, EventRule, FieldCheck,
    },
    condition::Condition,
    evaluate::{AxisSteps, bounds::limited, keep_at, last_age, leaf::Facts, together, walk::Walk},
    golden::{GoldenLead, lead_of},
    lead::{Lead, Tally},
    model::Spec,
    say,
    score::{Gate, Per},
    value::day_number,
    why::ways::{Entry, Part, asked, beside},
};

pub use ways::WayIn;

/// One lead, ready to be asked about.
#[derive(Debug)]
pub struct Why<'a> {
    spec: &'a Spec,
    compiled: &'a Compiled,
    golden: &'a GoldenLead,
    lead: Lead,
    as_of: i32,
    tally: Tally,
}

/// Something that a stage asks and the lead does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What is asked, in words.
    pub needed: String,
    /// What the lead has instead.
    pub now: Vec<Now>,
}

/// What a lead has where something else is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Now {
    /// The field of this name holds this value.
    Known(String, String),
    /// The record lacks the field of this name.
    NotKnown(String),
    /// The lead did not do this, in words, or not so often, or not in that time.
    NotDone(String),
    /// The score of this name has so many points; none: it does not apply. So many are missing, or are too many.
    Points(String, Option<i64>, u64),
    /// This holds, in words, and must not.
    Holds(String),
    /// The lead has another grade or stage: this does not hold, in words.
    NotSo(String),
}

/// What let a lead into a stage beside its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// An act that the stage asks for, in words.
    Act(String),
    /// Being in a stage of another track too: what is said of a lead there, and the acts that brought it there, in words.
    Beside(String, Vec<String>),
    /// A gate that opens the stage, in words.
    Gate(String),
}

/// What a rule came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The rule's id.
    pub rule: String,
    /// The score it counts in.
    pub score: String,
    /// Its points as they count.
    pub points: i64,
    /// How its points have faded; none: they have not.
    pub faded: Option<Faded>,
}

/// Points that count less because the act was long ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faded {
    /// What the rule says, without the fading.
    pub says: i64,
    /// The days since the act happened last.
    pub age: i32,
    /// The percent that is kept at that age; none: several acts count, each with its own age.
    pub keep: Option<u8>,
}

impl<'a> Why<'a> {
    /// Scores an example lead, to be asked about it.
    #[must_use]
    pub fn of(spec: &'a Spec, compiled: &'a Compiled, golden: &'a GoldenLead) -> Self {
        let (lead, _) = lead_of(compiled, golden);
        let as_of = day_number(golden.as_of.0);
        let mut tally = Tally::default();
        compiled.score_into(&lead, as_of, &mut tally);
        Self {
            spec,
            compiled,
            golden,
            lead,
            as_of,
            tally,
        }
    }

    fn facts(&self) -> Facts<'_> {
        Facts::new(&self.lead, self.as_of)
    }

    fn holds(&self, check: &Check) -> bool {
        self.facts().holds(check, &self.tally)
    }

    /// The gates that took the lead out, in words, in file order.
    #[must_use]
    pub fn excluded_by(&self) -> Vec<String> {
        self.gates(|effect| !matches!(effect, Effect::Qualify(_)))
    }

    fn gates(&self, wanted: impl Fn(Effect) -> bool) -> Vec<String> {
        let gates = self.compiled.gates.iter().zip(&self.spec.gates);
        gates
            .filter(|(compiled, _)| wanted(compiled.effect) && self.holds(&compiled.when))
            .map(|(_, gate)| self.gate(gate))
            .collect()
    }

    /// What a gate watches, after its reason: `On a bought list (source is bought)`.
    fn gate(&self, gate: &Gate) -> String {
        let when = say::condition(self.spec, &gate.when);
        match gate.because.as_deref().map(str::trim) {
            Some(because) if !because.is_empty() => {
                format!("{} ({when})", because.trim_end_matches('.'))
            }
            Some(_) | None => when,
        }
    }

    fn stage(&self, id: &str) -> Option<usize> {
        self.compiled.stages.iter().position(|s| s.id == id)
    }

    /// The stages above this one on its track, lowest first.
    #[must_use]
    pub fn above(&self, id: &str) -> Vec<&'a str> {
        let Some(at) = self.stage(id) else {
            return Vec::new();
        };
        let track = self.compiled.stages.get(at).map(|stage| stage.track);
        let stages = self.compiled.stages.iter().skip(at + 1);
        stages
            .filter(|stage| Some(stage.track) == track)
            .map(|stage| stage.id.as_str())
            .collect()
    }

    /// Acts and gates that let the lead into a stage; empty where points or facts alone did, or it is not in it.
    #[must_use]
    pub fn opened_by(&self, stage: &str) -> Vec<Opened> {
        let Some(at) = self.stage(stage) else {
            return Vec::new();
        };
        let gates = self.gates(|effect| matches!(effect, Effect::Qualify(to) if to == at));
        let mut opened: Vec<Opened> = gates.into_iter().map(Opened::Gate).collect();
        for (condition, check) in self.entry_of(at).parts {
            let acts = self.acts(condition, check);
            match beside(self.spec, condition) {
                _ if acts.is_empty() || !self.holds(check) => {}
                Some(title) => opened.push(Opened::Beside(say::small(title), acts)),
                None => opened.push(Opened::Act(acts.join(" and "))),
            }
        }
        opened
    }

    /// Everything that a stage asks and the lead meets, in words.
    #[must_use]
    pub fn met(&self, stage: &str) -> Vec<String> {
        let parts = self.stage(stage).map(|at| self.entry_of(at).parts);
        let met = parts.into_iter().flatten();
        met.filter(|(_, check)| self.holds(check))
            .map(|(part, _)| asked(self.spec, part))
            .collect()
    }

    /// The way into a stage that the lead has taken, or to which it lacks the least.
    fn entry_of(&self, stage: usize) -> Entry<'a> {
        let when = self.spec.stages.get(stage).and_then(|s| s.when.as_ref());
        let compiled: &'a Compiled = self.compiled;
        let check = compiled.stages.get(stage).and_then(|s| s.when.as_ref());
        match (when, check) {
            (Some(when), Some(check)) => self.entry(when, check),
            (Some(_) | None, Some(_) | None) => Entry {
                way: None,
                parts: Vec::new(),
            },
        }
    }

    /// Of a stage with several ways in, the one of which [`unmet`](Self::unmet) and [`met`](Self::met) tell: the one the
    /// lead has taken, else that of which it lacks the least. `None`: there is one way only.
    #[must_use]
    pub fn way(&self, stage: &str) -> Option<WayIn> {
        self.stage(stage).and_then(|at| self.entry_of(at).way)
    }

    /// What a stage asks that the lead does not meet, on the way in that is nearest; empty where it meets everything.
    #[must_use]
    pub fn unmet(&self, stage: &str) -> Vec<Unmet> {
        let Some(at) = self.stage(stage) else {
            return Vec::new();
        };
        let parts = self.entry_of(at).parts.into_iter();
        let failing = parts.filter(|(_, check)| !self.holds(check));
        let mut unmet: Vec<Unmet> = failing.map(|part| self.lacking(part)).collect();
        if let (Some(exit), Some(check)) = (
            self.spec.stages.get(at).and_then(|s| s.exit.as_ref()),
            self.compiled.stages.get(at).and_then(|s| s.exit.as_ref()),
        ) && self.holds(check)
        {
            let exit = say::condition(self.spec, exit);
            unmet.push(Unmet {
                needed: format!("not ({exit})"),
                now: vec![Now::Holds(exit)],
            });
        }
        unmet
    }

    fn lacking(&self, (condition, check): Part) -> Unmet {
        let mut now = Vec::new();
        self.now(condition, check, &mut now);
        Unmet {
            needed: asked(self.spec, condition),
            now,
        }
    }

    /// What the lead has of something that does not hold.
    fn now(&self, condition: &Condition, check: &Check, found: &mut Vec<Now>) {
        let spec = self.spec;
        let said = || say::condition(spec, condition);
        let now = match (condition, check) {
            (Condition::None(parts), Check::None(checks)) => {
                let holding = parts.iter().zip(checks).filter(|(_, c)| self.holds(c));
                found.extend(holding.map(|(part, _)| Now::Holds(say::condition(spec, part))));
                return;
            }
            (
                Condition::All(parts)
                | Condition::Any(parts)
                | Condition::AtLeastOf { of: parts, .. },
                Check::All(checks) | Check::Any(checks) | Check::AtLeastOf(_, checks),
            ) => {
                for (part, check) in parts.iter().zip(checks) {
                    if !self.holds(check) {
                        self.now(part, check, found);
                    }
                }
                return;
            }
            (Condition::Field { field, .. }, Check::Field(FieldCheck(index, _))) => {
                let name = say::field_name(spec, field);
                let cell = self.golden.fields.get(field);
                match cell.filter(|_| self.facts().value(*index).is_some()) {
                    Some(cell) => Now::Known(name, say::cell(spec, field, cell)),
                    None => Now::NotKnown(name),
                }
            }
            (Condition::Event(_) | Condition::AnyEvent(_), _) => Now::NotDone(said()),
            (Condition::Score { score, .. }, Check::Score(index, test)) => {
                let points = self.tally.scores.get(*index).copied().flatten();
                let short = points.map_or(0, |points| test.short(points));
                Now::Points(score.clone(), points, short)
            }
            _ => Now::NotSo(said()),
        };
        if !found.contains(&now) {
            found.push(now);
        }
    }

    /// What each rule that has to do with the lead came to, in file order: those that gave points, and those whose points
    /// have faded altogether.
    #[must_use]
    pub fn counted(&self) -> Vec<Counted> {
        let mut all = Vec::new();
        for score in &self.compiled.scores {
            let CompiledScoreKind::Axis(axis) = &score.kind else {
                continue;
            };
            for rule in axis.groups.iter().flat_map(|group| &group.rules) {
                let hits = self.tally.hits.iter();
                let hits = hits.filter(|hit| hit.criterion == rule.criterion);
                let points = hits.map(|hit| hit.points).fold(0, i64::saturating_add);
                // Where acts stop counting, what the fading took cannot be told from what came too late.
                let mut faded = None;
                if axis.freeze.is_none()
                    && let CompiledRuleKind::Event(event) = &rule.kind
                    && let Some(fresh) = self.unfaded(event)
                {
                    let says = limited(fresh.says, rule.cap, rule.floor);
                    faded = (says != points).then_some(Faded { says, ..fresh });
                }
                if points != 0 || faded.is_some() {
                    all.push(Counted {
                        rule: self
                            .compiled
                            .criterion_id(rule.criterion)
                            .unwrap_or_default()
                            .to_owned(),
                        score: score.name.clone(),
                        points,
                        faded,
                    });
                }
            }
        }
        all.sort_by_key(|counted| self.place_of(&counted.rule));
        all
    }

    /// The place of a rule in the file; rules of one group stand together in the compiled form.
    fn place_of(&self, rule: &str) -> usize {
        let mut criteria = self.compiled.criteria.iter();
        criteria.position(|c| c.id == rule).unwrap_or(usize::MAX)
    }

    /// What an event rule would give before its cap if nothing faded; none: it does not fade, or the event never happened.
    fn unfaded(&self, rule: &EventRule) -> Option<Faded> {
        let when = rule.when.as_ref();
        let counts = when.is_none_or(|when| self.facts().holds(when, &self.tally));
        if rule.decay.is_empty() || !counts {
            return None;
        }
        let facts = self.facts();
        let seen = rule.events.iter().filter_map(|event| facts.event(*event));
        let age = seen.filter_map(|seen| last_age(seen, self.as_of)).min()?;
        let fresh = EventRule {
            decay: Vec::new(),
            ..rule.clone()
        };
        let begin = facts.begin(rule.start);
        Some(Faded {
            says: together::points(&fresh, begin, facts.events(), self.as_of, &mut Vec::new())?,
            age,
            keep: (rule.per == Per::Once).then(|| keep_at(&rule.decay, age)),
        })
    }

    /// How each score with rules came about, by name.
    #[must_use]
    pub fn steps(&self) -> Vec<(String, AxisSteps)> {
        let names = self.compiled.score_names().enumerate();
        names
            .filter_map(|(at, name)| {
                let steps = self.compiled.axis_steps(at, &self.lead, self.as_of)?;
                Some((name.to_owned(), steps))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
