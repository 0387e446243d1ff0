//! Ways out of a difference: what each resolution would give, and what was on the table and not taken.
//!
//! | what | file |
//! |---|---|
//! | union, intersection, between, of several answers | `answer/merged.rs` |
//! | a proposal for each resolution | this file |
//! | what was not taken | `rejected.rs` |

mod rejected;

pub use rejected::rejected;

use crate::answer::compared::{Canon, same_spelling, shown_by};
use crate::answer::merged;
use crate::compare::{Class, Position, Row};
use crate::{
    Answer, Decision, EntryKind, Importance, Observation, Question, Resolution, Response, Settled,
    StageId, StagePlan, Workshop,
};

/// Every resolution that is possible for a row, with what it would give, in the order of the screen: each party's
/// answer, union, intersection, between, split by stage, pre-qualification, own wording, park.
#[must_use]
pub fn possible(workshop: &Workshop, row: &Row) -> Vec<(Resolution, Vec<Settled>)> {
    let parties = row
        .positions
        .iter()
        .map(|p| Resolution::Take(p.party.clone()));
    let rest = [
        Resolution::Union,
        Resolution::Intersection,
        Resolution::Between,
        Resolution::SplitByStage,
        Resolution::PreQualify,
        Resolution::OwnWords,
        Resolution::Park,
    ];
    parties
        .chain(rest)
        .filter_map(|r| propose(workshop, row, &r).map(|settled| (r, settled)))
        .collect()
}

/// What one resolution would give; `None` where it is not possible for this row.
///
/// | resolution | answer | importance |
/// |---|---|---|
/// | same | what all said; only for a row of that class | as said |
/// | take | that party's, not while the party is split; the facilitator's may be taken like any | as said |
/// | union | whatever any party accepts: all values, the lowest level, the hull, the higher rating | the lowest that is not *ignore* |
/// | intersection | only what all accept, without what any party excludes; not where that is nothing | the highest |
/// | between | the middle of ranges and levels, the median rating, values that most of three or more name | the median, the heavier of two |
/// | split by stage | the union where points lead to, the intersection at the next stage; one side alone: at the next stage only | lowest, then highest |
/// | own words | the most common answer, to start from | the median, the heavier of two |
/// | pre-qualify | of a criterion only: the intersection, else the heaviest party's answer, else *don't know*, at the stage after the points | the highest |
/// | park | nothing | |
///
/// Union, intersection and between need two parties with a value, and are left out where they give what both say.
/// Values that any party calls *never* stay excluded unless the answer names them, which *any* does; how it is seen, and
/// how a record shows a case in own words, is carried over from the party taken, else from the first that says so.
#[must_use]
pub fn propose(workshop: &Workshop, row: &Row, resolution: &Resolution) -> Option<Vec<Settled>> {
    let table = Table::of(workshop, row)?;
    match resolution {
        Resolution::Same => (row.class == Some(Class::Same))
            .then(|| table.same(row))
            .flatten(),
        Resolution::Take(party) => table.take(party),
        Resolution::Union => table.merged(merged::union, table.lowest()),
        Resolution::Intersection => table.merged(merged::intersection, table.highest()),
        Resolution::Between => {
            // Nothing lies between two neighbours.
            table.merged_unless(merged::between, table.median(), table.answers.len() == 2)
        }
        Resolution::SplitByStage => table.split_by_stage(),
        Resolution::OwnWords => Some(table.own_words()),
        // What is learnt of a lead is a criterion; a list or a card is not.
        Resolution::PreQualify => table.question.is_criterion().then(|| table.pre_qualify()),
        Resolution::Park => Some(Vec::new()),
    }
}

/// The decision for a row on which all said the same; `None` for every other row. It needs no voices: everybody said it.
#[must_use]
pub fn settle_same(workshop: &Workshop, row: &Row) -> Option<Decision> {
    Some(Decision {
        resolution: Resolution::Same,
        agreed: propose(workshop, row, &Resolution::Same)?,
        because: String::new(),
        voices: indexmap::IndexMap::new(),
        rejected: Vec::new(),
        pre_qualification: None,
        parked: None,
    })
}

/// Whether this is a must that nobody can observe: no field of the question, no event, and no field, event or person
/// named with it.
#[must_use]
pub(crate) fn unobservable(workshop: &Workshop, question: &Question, settled: &Settled) -> bool {
    let response = &settled.response;
    let named = response.observed_by.as_ref().is_some_and(|o| match o {
        Observation::Field(name) | Observation::Event(name) | Observation::Person(name) => {
            !name.trim().is_empty()
        }
    });
    let by_field = question
        .field
        .as_ref()
        .is_some_and(|f| workshop.bank.fields.contains_key(f));
    response.importance == Some(Importance::Must)
        && response.answer != Some(Answer::Any)
        && !named
        && !by_field
        && question.signals.is_empty()
        && !question.kind.is_told()
}

/// Whether a decision leaves a must that nobody can observe. Somebody who learns it in a pre-qualification observes it.
#[must_use]
pub fn leaves_unobservable(workshop: &Workshop, question: &Question, decision: &Decision) -> bool {
    let asked = decision
        .pre_qualification
        .as_ref()
        .is_some_and(|p| !p.who.trim().is_empty());
    !asked
        && decision
            .agreed
            .iter()
            .any(|s| unobservable(workshop, question, s))
}

impl Settled {
    /// The agreed part in words: `≥ €10,000 · must for SQL`.
    #[must_use]
    pub fn words(&self, workshop: &Workshop, question: &Question) -> String {
        let value = self.response.words(question, &workshop.setup.currency);
        let stage = self
            .stage
            .as_ref()
            .map(|id| workshop.stage(id).map_or(id.as_str(), |s| s.name.as_str()));
        match (self.response.importance, stage) {
            (Some(weight), Some(stage)) => format!("{value} · {} for {stage}", weight.word()),
            (Some(weight), None) => format!("{value} · {}", weight.word()),
            (None, Some(stage)) => format!("{value} · for {stage}"),
            (None, None) => value,
        }
    }
}

/// The stage to which points lead: the first of the main track that is entered by points.
#[must_use]
pub fn points_stage(workshop: &Workshop) -> Option<&StagePlan> {
    main_track(workshop).find(|s| s.enter.by == EntryKind::Points)
}

/// The stage at which sales looks closer: after the one that points lead to and before the last. `sql` where the ladder
/// has it, else the first entered by musts, else the last entered by an act. `None` on a ladder without one.
#[must_use]
pub(crate) fn closer_stage(workshop: &Workshop) -> Option<&StagePlan> {
    let points = points_stage(workshop)?;
    let mut after: Vec<&StagePlan> = main_track(workshop)
        .skip_while(|s| s.id != points.id)
        .skip(1)
        .collect();
    after.pop();
    let by = |kind: EntryKind| after.iter().filter(move |s| s.enter.by == kind);
    after
        .iter()
        .find(|s| s.id == "sql")
        .or_else(|| by(EntryKind::Musts).next())
        .or_else(|| by(EntryKind::Act).next_back())
        .copied()
}

fn main_track(workshop: &Workshop) -> impl Iterator<Item = &StagePlan> {
    workshop.stages.iter().filter(|s| s.track == "main")
}

/// One difference with everything a proposal needs.
struct Table<'a> {
    workshop: &'a Workshop,
    row: &'a Row,
    question: &'a Question,
    /// What the counting parties say, each alternative of a split party by itself, with a value or a *never*.
    said: Vec<&'a Response>,
    /// The answers among it.
    answers: Vec<&'a Answer>,
}

impl<'a> Table<'a> {
    fn of(workshop: &'a Workshop, row: &'a Row) -> Option<Self> {
        let question = workshop.bank.question(&row.question)?;
        let said: Vec<&Response> = row
            .counting()
            .flat_map(|p| p.says.responses())
            .filter(|r| Canon::of(question, r).says_something())
            .collect();
        let has_value = |r: &&&Response| Canon::of(question, r).has_value();
        let answers = said
            .iter()
            .filter(has_value)
            .filter_map(|r| r.answer.as_ref())
            .collect();
        Some(Self {
            workshop,
            row,
            question,
            said,
            answers,
        })
    }

    /// A part with everything that every resolution carries over.
    fn settled(
        &self,
        answer: Option<Answer>,
        importance: Option<Importance>,
        first: Option<&Response>,
    ) -> Settled {
        let bare = Response {
            answer,
            ..Response::default()
        };
        let bare = self.question.in_staying_words(bare);
        let canon = Canon::of(self.question, &bare);
        let mut never: Vec<(String, String)> = Vec::new();
        for raw in first
            .into_iter()
            .chain(self.said.iter().copied())
            .flat_map(|r| &r.never)
        {
            let key = same_spelling(self.question, raw);
            let named = if canon.any {
                self.any_includes(&key, first)
            } else {
                canon.named.contains(&key)
            };
            if !named && !never.iter().any(|(k, _)| *k == key) {
                never.push((key, self.question.staying(raw).to_owned()));
            }
        }
        let seen = |r: &Response| r.observed_by.clone();
        let observed_by = first
            .and_then(seen)
            .or_else(|| self.said.iter().find_map(|r| seen(r)));
        let never = never.into_iter().map(|(_, raw)| raw).collect();
        let said = first.into_iter().chain(self.said.iter().copied());
        let said: Vec<&Response> = said.collect();
        let shown_by = shown_by(self.question, bare.answer.as_ref(), &said);
        Settled {
            stage: None,
            response: Response {
                importance,
                never,
                observed_by,
                shown_by,
                ..bare
            },
        }
    }

    /// Whether an agreed *any* takes a value in that somebody excludes: where the party taken does, else where any
    /// party accepts it; not where all say *any*, each with its own exclusions.
    fn any_includes(&self, value: &String, first: Option<&Response>) -> bool {
        let accepts = |r: &Response| Canon::of(self.question, r).accepts(value);
        if let Some(first) = first {
            return accepts(first);
        }
        let all_any = self.answers.iter().all(|a| **a == Answer::Any);
        !all_any && self.said.iter().any(|r| accepts(r))
    }

    /// What everybody says; of a list, that may be that nothing stands on it.
    fn same(&self, row: &'a Row) -> Option<Vec<Settled>> {
        let mut answered = row.counting().flat_map(|p| p.says.responses());
        let first = self.said.first().copied();
        let first = first.or_else(|| answered.find(|r| r.is_answered()))?;
        Some(vec![self.settled(
            first.answer.clone(),
            first.importance,
            Some(first),
        )])
    }

    fn take(&self, party: &str) -> Option<Vec<Settled>> {
        let response = self
            .row
            .position(party)
            .and_then(|p: &Position| p.says.one())?;
        if !Canon::of(self.question, response).says_something() {
            return None;
        }
        Some(vec![self.settled(
            response.answer.clone(),
            response.importance,
            Some(response),
        )])
    }

    fn merged(&self, merge: Merge, importance: Option<Importance>) -> Option<Vec<Settled>> {
        self.merged_unless(merge, importance, false)
    }

    /// `only_new`: not where one side says so already.
    fn merged_unless(
        &self,
        merge: Merge,
        importance: Option<Importance>,
        only_new: bool,
    ) -> Option<Vec<Settled>> {
        let answer = self.merge(merge)?;
        // What all say already is no way of its own.
        let canon = |a: &Answer| Canon::of(self.question, &Response::of(a.clone())).value;
        let merged = canon(&answer);
        let known = self.answers.iter().filter(|a| canon(a) == merged).count();
        if known == self.answers.len() || only_new && known > 0 {
            return None;
        }
        Some(vec![self.settled(Some(answer), importance, None)])
    }

    fn merge(&self, merge: Merge) -> Option<Answer> {
        if self.answers.len() < 2 {
            return None;
        }
        let never: Vec<String> = self
            .said
            .iter()
            .flat_map(|r| Canon::of(self.question, r).never)
            .collect();
        merge(&merged::Sides {
            question: self.question,
            stages: &self.workshop.stages,
            answers: &self.answers,
            never: &never,
        })
    }

    fn split_by_stage(&self) -> Option<Vec<Settled>> {
        let (early, late) = (points_stage(self.workshop)?, closer_stage(self.workshop)?);
        if !self.question.is_criterion() {
            return None;
        }
        let at = |stage: &StagePlan, settled: Settled| Settled {
            stage: Some(stage.id.clone()),
            ..settled
        };
        if let [only] = self.answers.as_slice() {
            let first = self
                .said
                .iter()
                .copied()
                .find(|r| r.answer.as_ref() == Some(*only));
            return Some(vec![at(
                late,
                self.settled(Some((*only).clone()), self.highest(), first),
            )]);
        }
        let loose = self.merge(merged::union)?;
        let strict = self.merge(merged::intersection)?;
        let (low, high) = (self.lowest(), self.highest());
        if loose == strict && low == high {
            return None;
        }
        Some(vec![
            at(early, self.settled(Some(loose), low, None)),
            at(late, self.settled(Some(strict), high, None)),
        ])
    }

    fn own_words(&self) -> Vec<Settled> {
        let canon = |a: &Answer| Canon::of(self.question, &Response::of(a.clone())).value;
        let count = |a: &&Answer| self.answers.iter().filter(|b| canon(b) == canon(a)).count();
        // The first of equally common ones: parties in their order.
        let common = self
            .answers
            .iter()
            .copied()
            .rev()
            .max_by_key(count)
            .cloned();
        vec![self.settled(common, self.median(), None)]
    }

    fn pre_qualify(&self) -> Vec<Settled> {
        let heaviest = self.said.iter().copied().rev().max_by_key(|r| r.importance);
        let answer = self
            .merge(merged::intersection)
            .or_else(|| heaviest.and_then(|r| r.answer.clone()))
            .or_else(|| self.answers.first().map(|a| (*a).clone()))
            .unwrap_or(Answer::DontKnow);
        let stage: Option<StageId> = closer_stage(self.workshop).map(|s| s.id.clone());
        vec![Settled {
            stage,
            ..self.settled(Some(answer), self.highest(), heaviest)
        }]
    }

    fn weights(&self) -> Vec<Importance> {
        let mut weights: Vec<Importance> = self.said.iter().filter_map(|r| r.importance).collect();
        weights.sort_unstable();
        weights
    }

    fn lowest(&self) -> Option<Importance> {
        let weights = self.weights();
        weights
            .iter()
            .find(|i| **i != Importance::Ignore)
            .or(weights.first())
            .copied()
    }

    fn highest(&self) -> Option<Importance> {
        self.weights().last().copied()
    }

    fn median(&self) -> Option<Importance> {
        let weights = self.weights();
        weights.get(weights.len() / 2).copied()
    }
}

type Merge = fn(&merged::Sides) -> Option<Answer>;

#[cfg(test)]
mod tests;
