//! The parts of a definition: what was said to each question, and at which stage it counts.

use std::collections::BTreeSet;

use crate::compare::{self, Comparison, Says};
use crate::rules::Source;
use crate::{EntryKind, PreQualification, Question, Response, Settled, StageId, Until, Workshop};

/// One criterion, signal grid, list or card sorting, at its stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<'a> {
    /// What was asked.
    pub question: &'a Question,
    /// The stage it counts at, one of the ladder; empty where the ladder is.
    pub stage: StageId,
    /// What was said.
    pub response: Response,
    /// Why it was agreed; empty for a sheet, whose reason stands in the response.
    pub agreed_because: String,
    /// The engagement that learns it; `None`: it has to be known without.
    pub pre_qualification: Option<PreQualification>,
}

impl Part<'_> {
    /// The reason for it; `None` where nobody gave one.
    #[must_use]
    pub fn because(&self) -> Option<String> {
        [&self.agreed_because, &self.response.because]
            .into_iter()
            .map(|text| text.trim())
            .find(|text| !text.is_empty())
            .map(str::to_owned)
    }
}

/// What was said, in the order of the questions. A sheet counts once it is on the table; a party split
/// on a question says nothing to it.
#[must_use]
pub fn parts<'a>(workshop: &'a Workshop, source: Source) -> Vec<Part<'a>> {
    let mut all = Vec::new();
    let table = match source {
        Source::Party(_) => compare::compare(workshop).ok(),
        Source::Agreed if until_an_answer(workshop) => compare::compare(workshop).ok(),
        Source::Agreed | Source::Sheet(_) => None,
    };
    for question in &workshop.bank.questions {
        let plain = |response: Response| Part {
            question,
            stage: stage_of(workshop, question, None),
            response: question.in_staying_words(response),
            agreed_because: String::new(),
            pre_qualification: None,
        };
        match source {
            Source::Agreed => {
                all.extend(agreed(workshop, question));
                all.extend(until_then(workshop, question, table.as_ref()));
            }
            Source::Sheet(id) => {
                let responses = workshop.sheet(id).and_then(|s| s.revealed());
                let said = responses.and_then(|r| r.get(&question.id));
                all.extend(said.cloned().map(plain));
            }
            Source::Party(party) => {
                let row = table.as_ref().and_then(|t| t.row(&question.id));
                let voice = row
                    .and_then(|found| found.position(party))
                    .map(|position| &position.says);
                all.extend(voice.and_then(Says::one).cloned().map(plain));
            }
        }
    }
    all
}

fn agreed<'a>(workshop: &'a Workshop, question: &'a Question) -> impl Iterator<Item = Part<'a>> {
    workshop
        .decisions
        .get(&question.id)
        .filter(|decision| decision.stands())
        .into_iter()
        .flat_map(move |decision| {
            decision.agreed.iter().map(move |settled| Part {
                question,
                stage: stage_of(workshop, question, settled.stage.as_deref()),
                response: question.in_staying_words(settled.response.clone()),
                agreed_because: decision.because.clone(),
                pre_qualification: decision.pre_qualification.clone(),
            })
        })
}

/// Whether some point is put off while one party's answer holds.
fn until_an_answer(workshop: &Workshop) -> bool {
    let parked = workshop
        .decisions
        .values()
        .filter_map(|d| d.parked.as_ref());
    let mut until = parked.map(|later| &later.until);
    until.any(|until| matches!(until, Until::Answer(_)))
}

/// What holds while a point is put off.
fn until_then<'a>(
    workshop: &'a Workshop,
    question: &'a Question,
    table: Option<&Comparison>,
) -> Vec<Part<'a>> {
    let Some(decision) = workshop.decisions.get(&question.id) else {
        return Vec::new();
    };
    let Some(later) = &decision.parked else {
        return Vec::new();
    };
    let settled = match &later.until {
        Until::NotAsked => Vec::new(),
        Until::AsInForce => decision.agreed.clone(),
        Until::Answer(party) => {
            let row = table.and_then(|t| t.row(&question.id));
            let position = row.and_then(|row| row.position(party));
            let said = position.and_then(|p| p.says.one()).cloned();
            let settled = |response| Settled {
                stage: None,
                response,
            };
            said.map(settled).into_iter().collect()
        }
    };
    let because = format!(
        "Until {} only: then {} brings it back",
        later.due.strftime("%-d %B %Y"),
        later.owner.trim()
    );
    let part = |settled: Settled| Part {
        question,
        stage: stage_of(workshop, question, settled.stage.as_deref()),
        response: settled.response,
        agreed_because: because.clone(),
        pre_qualification: None,
    };
    settled.into_iter().map(part).collect()
}

/// The stage named, else the question's, else the one that is earned; only stages of the ladder count.
fn stage_of(workshop: &Workshop, question: &Question, named: Option<&str>) -> StageId {
    [named, question.stage.as_deref()]
        .into_iter()
        .flatten()
        .find(|id| workshop.stage(id).is_some())
        .or_else(|| qualified_stage(workshop))
        .unwrap_or_default()
        .to_owned()
}

/// The stage that makes a lead a qualified one: the first entered by points, else by musts, else the last.
/// `None` on an empty ladder.
#[must_use]
pub fn qualified_stage(workshop: &Workshop) -> Option<&str> {
    let first = |kind| workshop.stages.iter().find(|s| s.enter.by == kind);
    first(EntryKind::Points)
        .or_else(|| first(EntryKind::Musts))
        .or(workshop.stages.last())
        .map(|s| s.id.as_str())
}

/// Gives each rule and gate an id of its own.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// The id itself, with `-2`, `-3` where it is taken. Signs that an id cannot have become `-`.
    pub fn unique(&mut self, wish: &str) -> String {
        let mut id: String = wish
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '_' {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
            id.insert(0, 'x');
        }
        let free = (1..=u32::MAX)
            .map(|n| {
                if n == 1 {
                    id.clone()
                } else {
                    format!("{id}-{n}")
                }
            })
            .find(|id| !self.0.contains(id))
            .unwrap_or(id);
        self.0.insert(free.clone());
        free
    }
}
