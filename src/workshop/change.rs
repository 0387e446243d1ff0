//! Every change a person can make and take back.
//!
//! A screen or a command builds a [`Change`]; [`Workshop::apply`] is the one place that makes it and
//! hands back the change that undoes it. Acts that cannot be taken back (sealing, revealing, signing)
//! are not changes: they are methods beside their types, and they are written into the log.

use std::collections::BTreeSet;

use crate::defaults::{self, Standard};
use crate::{
    Capacity, Decision, InForce, Party, PartyId, QuestionId, Removed, Response, SameWords,
    ScoringModel, Setup, SheetId, SheetState, StagePlan, Workshop, same_words,
};
use leadpact_definition::field::Field;
use leadpact_definition::sla::Sla;

/// One change: a part of the workshop and what it becomes.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Title, set-up and parties.
    SetUp {
        /// The workshop's title.
        title: String,
        /// What is sold to whom, and where.
        setup: Box<Setup>,
        /// Who takes part.
        parties: Vec<Party>,
    },
    /// What a person says to a question of an open sheet; an empty response takes it back.
    Respond {
        /// Whose sheet.
        sheet: SheetId,
        /// To which question.
        question: QuestionId,
        /// What is said.
        response: Box<Response>,
    },
    /// How a difference is settled; `None`: not settled.
    Decide {
        /// Which question.
        question: QuestionId,
        /// The decision.
        decision: Option<Box<Decision>>,
    },
    /// Which values of a question mean the same, and which do not.
    SameWords {
        /// Which question.
        question: QuestionId,
        /// What the room said.
        words: SameWords,
    },
    /// The field of the lead record that a name stands for; `None` removes it.
    NameField {
        /// Field id.
        id: String,
        /// What it is.
        field: Option<Box<Field>>,
    },
    /// The ladder.
    Stages(Vec<StagePlan>),
    /// Points and caps.
    Scoring(ScoringModel),
    /// Promises and calendar.
    Sla(Box<Sla>),
    /// The arithmetic behind the volume.
    Capacity(Capacity),
    /// Days from one review to the next.
    Review(u16),
    /// Since when the next version counts, and what becomes of leads handed over before.
    InForce(InForce),
    /// What came from the template and was looked at.
    Opened(BTreeSet<Standard>),
    /// A party leaves, with its sheets; written into the log.
    RemoveParty {
        /// Which party.
        party: PartyId,
        /// How many sealed sheets somebody said may go with it.
        sealed: usize,
        /// When.
        at: jiff::Timestamp,
    },
    /// A removed party comes back, with its sheets; written into the log.
    BringBack(Box<Removed>),
    /// Why a change of the amendment is made.
    Because {
        /// The change's sentence.
        change: String,
        /// The reason; empty takes it back.
        because: String,
    },
    /// Several changes at once, in this order; taken back together.
    Several(Vec<Change>),
}

impl Change {
    /// The one question that is answered or settled by it; `None` where that is none or several.
    #[must_use]
    pub fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::Respond { question, .. } | Self::Decide { question, .. } => Some(question),
            Self::Several(changes) => {
                let mut asked = changes.iter().filter_map(Self::question);
                let first = asked.next()?;
                asked.all(|other| other == first).then_some(first)
            }
            Self::SetUp { .. }
            | Self::NameField { .. }
            | Self::SameWords { .. }
            | Self::Stages(_)
            | Self::Scoring(_)
            | Self::Sla(_)
            | Self::Capacity(_)
            | Self::Review(_)
            | Self::InForce(_)
            | Self::Opened(_)
            | Self::RemoveParty { .. }
            | Self::BringBack(_)
            | Self::Because { .. } => None,
        }
    }
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The text is signed.
    #[error("this version is signed and stays as it is. Choose amend to work on the next one")]
    Signed,
    /// The sheet is closed.
    #[error("the sheet of {person} is sealed. Open it again from the board if it must change")]
    Sealed {
        /// Whose sheet.
        person: String,
    },
    /// There is no such sheet.
    #[error("{person} has no sheet yet. Start it from the board")]
    NoSheet {
        /// Whose sheet.
        person: String,
    },
    /// Somebody with a sheet cannot disappear.
    #[error("{person} has a sheet already; the name stays as it is on the sheet")]
    HasSheet {
        /// Whose sheet.
        person: String,
    },
    /// The question is not asked in this workshop.
    #[error("this workshop asks no question named {0}")]
    NoQuestion(QuestionId),
    /// There is no such party.
    #[error("there is no party named {0}. Look at the parties in the set-up")]
    NoParty(PartyId),
    /// Sealed answers do not go unsaid.
    #[error("{party} holds {held} sealed sheets. They go only when somebody says so")]
    HoldsSealed {
        /// The party's name.
        party: String,
        /// How many sealed sheets it holds.
        held: usize,
    },
    /// Reasons belong to an amendment.
    #[error("there is no amendment to explain. Choose amend first")]
    NoAmendment,
    /// Somebody only looks.
    #[error(
        "you only look at this workshop: nothing is changed and nothing is saved. It can be changed where it is open, or here \
         once it is closed there"
    )]
    OnlyLooking,
    /// The answers are on the table.
    #[error("the answers are on the table; no party can leave any more")]
    Revealed,
}

/// Somebody who has a sheet and would no longer be named.
fn orphan(workshop: &Workshop, parties: &[Party]) -> Option<String> {
    let named = |party: &str, person: &String| {
        parties
            .iter()
            .any(|p| p.id == party && p.people.contains(person))
    };
    let sheet = workshop
        .sheets
        .iter()
        .find(|s| !named(&s.party, &s.person))?;
    Some(sheet.person.clone())
}

impl Change {
    /// What the log says of this change once it is made to `workshop`; a sentence each. Empty for what needs no
    /// witness: the state itself tells it.
    #[must_use]
    pub fn told(&self, workshop: &Workshop) -> Vec<String> {
        match self {
            Self::SameWords { question, words } => workshop
                .bank
                .question(question)
                .map_or_else(Vec::new, |q| same_words::told(q, words)),
            Self::Several(changes) => changes.iter().flat_map(|c| c.told(workshop)).collect(),
            Self::SetUp { .. }
            | Self::Respond { .. }
            | Self::Decide { .. }
            | Self::NameField { .. }
            | Self::Stages(_)
            | Self::Scoring(_)
            | Self::Sla(_)
            | Self::Capacity(_)
            | Self::Review(_)
            | Self::Because { .. }
            | Self::Opened(_)
            | Self::RemoveParty { .. }
            | Self::BringBack(_)
            | Self::InForce(_) => Vec::new(),
        }
    }
}

/// Whether a party that had a word in what is on the table would no longer take part.
fn leaves(workshop: &Workshop, parties: &[Party]) -> bool {
    let spoke = |id: &PartyId| {
        let mut decisions = workshop.decisions.values();
        decisions.any(|d| d.voices.contains_key(id)) || workshop.sheets_of(id).next().is_some()
    };
    let mut gone = workshop
        .parties
        .iter()
        .filter(|p| parties.iter().all(|q| q.id != p.id));
    gone.any(|p| spoke(&p.id))
}

impl Workshop {
    /// Makes a change and returns the change that takes it back.
    ///
    /// # Errors
    /// A [`Refusal`] in words; the workshop is then as it was.
    pub fn apply(&mut self, change: Change) -> Result<Change, Refusal> {
        if self.is_closed() {
            return Err(Refusal::Signed);
        }
        Ok(match change {
            Change::SetUp {
                title,
                setup,
                parties,
            } => self.set_up(title, *setup, parties)?,
            Change::Respond {
                sheet,
                question,
                response,
            } => self.respond(sheet, question, *response)?,
            Change::Decide { question, decision } => {
                if self.bank.question(&question).is_none() {
                    return Err(Refusal::NoQuestion(question));
                }
                let old = match decision {
                    Some(new) => self.decisions.insert(question.clone(), *new),
                    None => self.decisions.shift_remove(&question),
                };
                Change::Decide {
                    question,
                    decision: old.map(Box::new),
                }
            }
            Change::SameWords { question, words } => {
                let asked = self.bank.questions.iter_mut().find(|q| q.id == question);
                let Some(asked) = asked else {
                    return Err(Refusal::NoQuestion(question));
                };
                Change::SameWords {
                    question,
                    words: std::mem::replace(&mut asked.same_words, words),
                }
            }
            Change::NameField { id, field } => {
                let old = match field {
                    Some(new) => self.bank.fields.insert(id.clone(), *new),
                    None => self.bank.fields.shift_remove(&id),
                };
                Change::NameField {
                    id,
                    field: old.map(Box::new),
                }
            }
            Change::Stages(new) => {
                let opened = defaults::in_stages(&self.stages, &new);
                let back = Change::Stages(std::mem::replace(&mut self.stages, new));
                self.opens(opened, back)
            }
            Change::Scoring(new) => {
                let opened = defaults::in_scoring(&self.scoring, &new);
                let back = Change::Scoring(std::mem::replace(&mut self.scoring, new));
                self.opens(opened, back)
            }
            Change::Sla(new) => {
                let opened = defaults::in_sla(&self.sla, &new);
                let back = Change::Sla(Box::new(std::mem::replace(&mut self.sla, *new)));
                self.opens(opened, back)
            }
            Change::InForce(new) => Change::InForce(std::mem::replace(&mut self.in_force, new)),
            Change::Opened(new) => Change::Opened(std::mem::replace(&mut self.opened, new)),
            Change::RemoveParty { party, sealed, at } => self.remove_party(&party, sealed, at)?,
            Change::BringBack(removed) => self.bring_back(*removed)?,
            Change::Capacity(new) => Change::Capacity(std::mem::replace(&mut self.capacity, new)),
            Change::Several(changes) => self.several(changes)?,
            Change::Review(new) => {
                Change::Review(std::mem::replace(&mut self.review_every_days, new))
            }
            Change::Because { change, because } => {
                let amendment = self.amendment.as_mut().ok_or(Refusal::NoAmendment)?;
                let old = if because.is_empty() {
                    amendment.because.shift_remove(&change)
                } else {
                    amendment.because.insert(change.clone(), because)
                };
                Change::Because {
                    change,
                    because: old.unwrap_or_default(),
                }
            }
        })
    }

    fn set_up(
        &mut self,
        title: String,
        setup: Setup,
        parties: Vec<Party>,
    ) -> Result<Change, Refusal> {
        if self.is_revealed() && leaves(self, &parties) {
            return Err(Refusal::Revealed);
        }
        if let Some(orphan) = orphan(self, &parties) {
            return Err(Refusal::HasSheet { person: orphan });
        }
        if let Some(calendar) = &mut self.sla.calendar
            && calendar.time_zone == self.setup.time_zone
        {
            calendar.time_zone.clone_from(&setup.time_zone);
        }
        Ok(Change::SetUp {
            title: std::mem::replace(&mut self.head.title, title),
            setup: Box::new(std::mem::replace(&mut self.setup, setup)),
            parties: std::mem::replace(&mut self.parties, parties),
        })
    }

    /// All or none: where one is refused, what was made so far is taken back.
    fn several(&mut self, changes: Vec<Change>) -> Result<Change, Refusal> {
        let mut back = Vec::with_capacity(changes.len());
        for change in changes {
            match self.apply(change) {
                Ok(one) => back.push(one),
                Err(refusal) => {
                    for one in back.into_iter().rev() {
                        self.apply(one)?;
                    }
                    return Err(refusal);
                }
            }
        }
        back.reverse();
        Ok(Change::Several(back))
    }

    fn respond(
        &mut self,
        id: SheetId,
        question: QuestionId,
        response: Response,
    ) -> Result<Change, Refusal> {
        if self.bank.question(&question).is_none() {
            return Err(Refusal::NoQuestion(question));
        }
        let Some(sheet) = self.sheets.iter_mut().find(|s| s.is(&id.party, &id.person)) else {
            return Err(Refusal::NoSheet { person: id.person });
        };
        let SheetState::Open(responses) = &mut sheet.state else {
            return Err(Refusal::Sealed { person: id.person });
        };
        let old = if response.is_empty() {
            responses.shift_remove(&question)
        } else {
            responses.insert(question.clone(), response)
        };
        Ok(Change::Respond {
            sheet: id,
            question,
            response: Box::new(old.unwrap_or_default()),
        })
    }
}
