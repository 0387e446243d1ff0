//! What would bring a lead into the next stage: the smallest set of changes that does, found by trying.
//!
//! Every set that is named was scored: with it, the lead is in that stage. One change is tried, then two, over
//! everything that a rule, gate, grade or stage asks about; for more, the change that brings the stage nearest is taken,
//! and the next, and what turns out not to be needed is taken out again.

mod change;
mod distance;

use crate::{
    compiled::{Compiled, Effect},
    evaluate::{leaf::Facts, walk::Walk},
    lead::{EventFacts, Lead, LeadStatus, Tally},
    model::Spec,
    next_stage::change::Change,
    say,
};

/// The most changes one after the other.
const MOST_CHANGES: usize = 12;

/// The most sets of which every two are tried together.
const MOST_PAIRED: usize = 400;

/// The way of a lead on one track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStage {
    /// The track, `main` for the main one.
    pub track: String,
    /// The id of the stage in which the lead is; none: in no stage.
    pub now: Option<String>,
    /// What would bring it further.
    pub way: Way,
}

/// What would bring a lead into a higher stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is in the highest stage of the track.
    Highest,
    /// A gate keeps it out, or the next stage's exit does: what it says, in words.
    Blocked(Vec<String>),
    /// Nothing that was tried does.
    NotFound,
    /// These changes do.
    Found(Steps),
}

/// Changes that bring a lead into a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The id of the stage it enters.
    pub stage: String,
    /// All of them are needed.
    pub changes: Vec<Step>,
    /// The scores it has then, in file order; none: the score does not apply.
    pub scores: Vec<(String, Option<i64>)>,
    /// Whether every smaller set was tried, so that there is none.
    pub smallest: bool,
    /// Whether they leave the facts alone that are known: only acts, and facts that are missing.
    pub keeps_known: bool,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The id of the field or event.
    pub subject: String,
    /// What it has to be, in words.
    pub needed: String,
    /// The rules whose points change with it, after the changes before it, and by how much.
    pub rules: Vec<(String, i64)>,
}

/// The ways of a lead on each track that has stages, `main` first: the way to the very next stage; where that changes a
/// known fact, the way that does not; and the way to a still higher stage where that asks for no more changes. `as_of`: days since 1970-01-01.
#[must_use]
pub fn next_stages(spec: &Spec, compiled: &Compiled, lead: &Lead, as_of: i32) -> Vec<NextStage> {
    let search = Search {
        spec,
        compiled,
        lead,
        as_of,
        candidates: change::all(spec, as_of),
    };
    let (_, tally) = search.scored(&[]);
    let mut all = Vec::new();
    for (track, name) in compiled.tracks.iter().enumerate() {
        let now = tally.stages.get(track).copied().flatten();
        let stages = compiled.stages.iter();
        if stages.clone().any(|stage| stage.track == track) {
            all.extend(search.ways(track, &tally).into_iter().map(|way| {
                NextStage {
                    track: name.clone(),
                    now: now
                        .and_then(|stage| compiled.stage_id(stage))
                        .map(str::to_owned),
                    way,
                }
            }));
        }
    }
    all
}

struct Search<'a> {
    spec: &'a Spec,
    compiled: &'a Compiled,
    lead: &'a Lead,
    as_of: i32,
    candidates: Vec<Vec<Change>>,
}

impl Search<'_> {
    /// The lead with changes, and its result.
    fn scored(&self, changes: &[Change]) -> (Lead, Tally) {
        let mut lead = self.lead.clone();
        lead.values.resize(self.compiled.field_count(), None);
        lead.events
            .resize(self.compiled.event_count(), EventFacts::default());
        for change in changes {
            change.apply(&mut lead);
        }
        let mut tally = Tally::default();
        self.compiled.score_into(&lead, self.as_of, &mut tally);
        (lead, tally)
    }

    fn facts<'l>(&'l self, lead: &'l Lead) -> Facts<'l> {
        Facts::new(lead, self.as_of)
    }

    fn ways(&self, track: usize, tally: &Tally) -> Vec<Way> {
        let now = tally.stages.get(track).copied().flatten();
        let stages = self.compiled.stages.iter().enumerate();
        let higher: Vec<usize> = stages
            .filter(|(at, stage)| stage.track == track && now.is_none_or(|now| *at > now))
            .map(|(at, _)| at)
            .collect();
        let Some(next) = higher.first() else {
            return vec![Way::Highest];
        };
        if matches!(
            tally.status,
            LeadStatus::Disqualified | LeadStatus::Suspended
        ) {
            return vec![Way::Blocked(self.gates(tally))];
        }
        let goal = |least, most| Goal { track, least, most };
        let to_next = self.steps_to(goal(*next, *next), std::slice::from_ref(next));
        let beyond = higher.get(1).and_then(|second| {
            self.steps_to(
                goal(*second, usize::MAX),
                higher.get(1..).unwrap_or_default(),
            )
        });
        let short = |beyond: &Steps| {
            to_next
                .as_ref()
                .is_none_or(|steps| beyond.changes.len() <= steps.changes.len())
        };
        let beyond = beyond.filter(short);
        let changes_known = to_next.as_ref().is_some_and(|steps| !steps.keeps_known);
        let keeping = changes_known.then(|| {
            let open = self.keeping_known();
            open.steps_to(goal(*next, *next), std::slice::from_ref(next))
        });
        let ways = to_next.into_iter().chain(keeping.flatten());
        let found: Vec<Way> = ways.chain(beyond).map(Way::Found).collect();
        if !found.is_empty() {
            return found;
        }
        let exits = self.exits(&higher, tally);
        vec![if exits.is_empty() {
            Way::NotFound
        } else {
            Way::Blocked(exits)
        }]
    }

    /// The same search without what would change a known fact.
    fn keeping_known(&self) -> Search<'_> {
        let open = |set: &&Vec<Change>| set.iter().all(|change| !change.changes_known(self.lead));
        Search {
            spec: self.spec,
            compiled: self.compiled,
            lead: self.lead,
            as_of: self.as_of,
            candidates: self.candidates.iter().filter(open).cloned().collect(),
        }
    }

    fn steps_to(&self, goal: Goal, stages: &[usize]) -> Option<Steps> {
        if let Some(changes) = self.few(goal) {
            // Everything that asks for one or two acts was tried.
            let smallest = self.effort(&changes).0 <= 3;
            return Some(self.steps(goal, &changes, smallest));
        }
        let mut ways = stages
            .iter()
            .filter_map(|stage| self.step_by_step(goal, *stage));
        ways.next().map(|changes| self.steps(goal, &changes, false))
    }

    /// The gates that keep the lead out.
    fn gates(&self, tally: &Tally) -> Vec<String> {
        let facts = self.facts(self.lead);
        let closed = self
            .compiled
            .gates
            .iter()
            .zip(&self.spec.gates)
            .filter(|(gate, _)| {
                !matches!(gate.effect, Effect::Qualify(_)) && facts.holds(&gate.when, tally)
            });
        closed
            .map(|(_, gate)| format!("{}: {}", gate.id, say::gate(self.spec, gate)))
            .collect()
    }

    /// The exits that keep the lead out of the next stages.
    fn exits(&self, higher: &[usize], tally: &Tally) -> Vec<String> {
        let facts = self.facts(self.lead);
        let stages = higher
            .iter()
            .filter_map(|at| Some((self.compiled.stages.get(*at)?, self.spec.stages.get(*at)?)));
        let held = stages.filter_map(|(compiled, stage)| {
            let holds = compiled
                .exit
                .as_ref()
                .is_some_and(|exit| facts.holds(exit, tally));
            let exit = stage.exit.as_ref().filter(|_| holds)?;
            Some(format!(
                "a lead leaves {} when {}",
                stage.title(),
                say::condition(self.spec, exit)
            ))
        });
        held.collect()
    }

    /// The smallest set made of one or two of the candidates.
    fn few(&self, goal: Goal) -> Option<Vec<Change>> {
        let best = |sets: &mut dyn Iterator<Item = Vec<Change>>| {
            let reaching = sets.filter(|set| goal.reached(&self.scored(set).1));
            let pruned = reaching.map(|set| self.needed_only(goal, set));
            pruned.min_by_key(|set| self.effort(set))
        };
        let one = best(&mut self.candidates.iter().cloned());
        if one.as_ref().is_some_and(|set| self.effort(set).0 == 1) {
            return one;
        }
        let single: Vec<&Change> = self
            .candidates
            .iter()
            .filter_map(|set| match set.as_slice() {
                [change] => Some(change),
                _ => None,
            })
            .take(MOST_PAIRED)
            .collect();
        let pairs = single.iter().enumerate().flat_map(|(at, first)| {
            let later = single.iter().skip(at + 1);
            later
                .filter(|second| second.subject(self.spec) != first.subject(self.spec))
                .map(|second| vec![Change::clone(first), Change::clone(second)])
        });
        let two = best(&mut pairs.into_iter());
        [one, two]
            .into_iter()
            .flatten()
            .min_by_key(|set| self.effort(set))
    }

    /// Takes the change that brings a stage nearest, until the lead is in it.
    fn step_by_step(&self, goal: Goal, stage: usize) -> Option<Vec<Change>> {
        let stage = self.compiled.stages.get(stage)?;
        let far = |changes: &[Change]| {
            let (lead, tally) = self.scored(changes);
            let distance = distance::to_stage(self.compiled, stage, self.facts(&lead), &tally);
            (goal.reached(&tally), distance)
        };
        let mut taken: Vec<Change> = Vec::new();
        let (_, mut distance) = far(&taken);
        while taken.len() < MOST_CHANGES {
            let next = self.candidates.iter().filter_map(|set| {
                let with = [taken.as_slice(), set.as_slice()].concat();
                let (reached, left) = far(&with);
                let gained = distance.saturating_sub(left);
                (reached || gained > 0).then_some((with, reached, left))
            });
            // Nearest of all; of those, what is least to ask for.
            let (with, reached, left) =
                next.min_by_key(|(with, reached, left)| (!reached, *left, self.effort(with)))?;
            taken = with;
            distance = left;
            if reached {
                return Some(self.needed_only(goal, taken));
            }
        }
        None
    }

    /// The set without the changes that it does without, the hardest first.
    fn needed_only(&self, goal: Goal, mut set: Vec<Change>) -> Vec<Change> {
        let mut order: Vec<usize> = (0..set.len()).collect();
        order.sort_by_key(|at| {
            std::cmp::Reverse(set.get(*at).map(|change| change.effort(self.lead)))
        });
        let mut dropped = Vec::new();
        for at in order {
            dropped.push(at);
            let left = without(&set, &dropped);
            if !goal.reached(&self.scored(&left).1) {
                dropped.pop();
            }
        }
        set = without(&set, &dropped);
        set
    }

    /// What a set asks for: the number of changes, each act counted, and how hard they are.
    fn effort(&self, set: &[Change]) -> (u32, u32) {
        let acts = set.iter().map(Change::acts).sum();
        (
            acts,
            set.iter().map(|change| change.effort(self.lead)).sum(),
        )
    }

    fn steps(&self, goal: Goal, changes: &[Change], smallest: bool) -> Steps {
        let (_, mut before) = self.scored(&[]);
        let mut steps = Vec::with_capacity(changes.len());
        for (at, change) in changes.iter().enumerate() {
            let (_, after) = self.scored(changes.get(..=at).unwrap_or_default());
            steps.push(Step {
                subject: change.subject(self.spec).to_owned(),
                needed: change.text.clone(),
                rules: self.moved(&before, &after),
            });
            before = after;
        }
        let stage = before.stages.get(goal.track).copied().flatten();
        let names = self.compiled.score_names().map(str::to_owned);
        Steps {
            stage: stage
                .and_then(|stage| self.compiled.stage_id(stage))
                .unwrap_or_default()
                .to_owned(),
            changes: steps,
            scores: names.zip(before.scores).collect(),
            smallest,
            keeps_known: !changes.iter().any(|change| change.changes_known(self.lead)),
        }
    }

    /// The rules whose points differ.
    fn moved(&self, before: &Tally, after: &Tally) -> Vec<(String, i64)> {
        let points = |tally: &Tally, criterion: usize| {
            let hits = tally.hits.iter().filter(|hit| hit.criterion == criterion);
            hits.map(|hit| hit.points).fold(0, i64::saturating_add)
        };
        let all = 0..self.compiled.criteria.len();
        let moved = all.filter_map(|criterion| {
            let gained = points(after, criterion).saturating_sub(points(before, criterion));
            let id = self.compiled.criterion_id(criterion)?;
            (gained != 0).then(|| (id.to_owned(), gained))
        });
        moved.collect()
    }
}

fn without(set: &[Change], dropped: &[usize]) -> Vec<Change> {
    let kept = set
        .iter()
        .enumerate()
        .filter(|(at, _)| !dropped.contains(at));
    kept.map(|(_, change)| change.clone()).collect()
}

/// The stages of a track that are wanted, by index, both included.
#[derive(Clone, Copy)]
struct Goal {
    track: usize,
    least: usize,
    most: usize,
}

impl Goal {
    fn reached(self, tally: &Tally) -> bool {
        let stage = tally.stages.get(self.track).copied().flatten();
        stage.is_some_and(|stage| (self.least..=self.most).contains(&stage))
    }
}

#[cfg(test)]
mod tests;
