//! From what people said to rules: one party's sheet, or what all agreed, as a lead definition.
//!
//! A sheet compiles in the same way as the agreement, so that parties can be compared on lead cards and
//! on real leads.
//!
//! | what was said | what it becomes |
//! |---|---|
//! | a *must* that a field or event shows | entry condition of its stage |
//! | *strong*, *nice* | 20, 10 points; an importance nobody named counts as *nice* |
//! | signal rated lead, MQL, SQL | 5, 15, 30 points; *not a lead*: none |
//! | *never*, and what is not a lead where a record shows it | gate that disqualifies, and a line of `isNot` |
//! | whatever only a person observes, and what is pre-qualified | checklist of its stage |
//! | *ignore*, *any*, *don't know* | nothing |
//!
//! Fields give points on the axis `fit`, signals and events on `engagement`; `total` is their sum. Points
//! fade with age, see [`axes::fading`].

pub mod axes;
mod facts;
mod ladder;
mod observe;
mod part;
mod spelling;
mod words;

use indexmap::IndexMap;

use crate::definition::condition::Condition;
use crate::definition::score::{Gate, GateEffect};
use crate::definition::{Spec, sla::Sla};
use crate::workshop::compile::axes::Axes;
use crate::workshop::compile::observe::{Seen, never_condition, seen};
use crate::workshop::compile::part::Ids;
use crate::workshop::paragraph;
use crate::workshop::{Answer, Card, Importance, Kind, SheetId, StageId, Workshop};

pub use crate::workshop::compile::axes::{Axis, RulePoints};
pub(crate) use crate::workshop::compile::part::said_nothing;
pub use crate::workshop::compile::part::{Part, parts, qualified_stage};

/// Whose definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source<'a> {
    /// What was settled without an objection.
    Agreed,
    /// One person's sheet, once it is on the table.
    Sheet(&'a SheetId),
    /// One party's voice: its one sheet, or what most of its sheets say.
    Party(&'a str),
}

/// A definition and what could not become a rule.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compiled {
    /// The rules.
    pub spec: Spec,
    /// What people should know about them, in the order in which it was found.
    pub notes: Vec<Note>,
    /// Every rule with points, for the screen that changes them; those with 0 points are not in `spec`.
    pub points: Vec<RulePoints>,
}

/// Something to know about a compiled definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// Id of a question, stage or promise, as the kind says.
    pub about: String,
    /// A full sentence.
    pub text: String,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// A question: nobody can observe the answer until a field, an event or a person is named.
    Unobservable,
    /// A question: a person confirms it at the hand-off.
    Checklist,
    /// A stage that no lead enters, or not in the way it was planned.
    Stage,
    /// A promise that cannot be measured and is left out of the rules.
    Promise,
    /// A lead card that speaks of a stage the ladder does not have.
    Card,
}

/// Compiles a sheet, a party's voice, or what was agreed. Works at any moment, with few or no answers.
#[must_use]
pub fn compile(workshop: &Workshop, source: Source) -> Compiled {
    let mut draft = Draft::new(workshop);
    let parts = parts(workshop, source);
    for part in &parts {
        match part.question.kind {
            Kind::OwnWords | Kind::Cards => {}
            Kind::Signals => draft.signals(part),
            Kind::NotALead => draft.not_a_lead(part),
            Kind::Choice
            | Kind::One
            | Kind::Level
            | Kind::Range
            | Kind::Order
            | Kind::Tags
            | Kind::YesNo => draft.criterion(part),
        }
    }
    draft.finish(&parts)
}

/// A definition in the making.
struct Draft<'a> {
    workshop: &'a Workshop,
    ids: Ids,
    axes: Axes,
    gates: Vec<Gate>,
    is_not: Vec<String>,
    musts: IndexMap<StageId, Vec<Condition>>,
    checklist: IndexMap<StageId, Vec<String>>,
    notes: Vec<Note>,
}

impl<'a> Draft<'a> {
    fn new(workshop: &'a Workshop) -> Self {
        Self {
            workshop,
            ids: Ids::default(),
            axes: Axes::new(workshop),
            gates: Vec::new(),
            is_not: Vec::new(),
            musts: IndexMap::new(),
            checklist: IndexMap::new(),
            notes: Vec::new(),
        }
    }

    fn note(&mut self, kind: NoteKind, about: &str, text: String) {
        let about = about.to_owned();
        self.notes.push(Note { kind, about, text });
    }

    fn criterion(&mut self, part: &Part) {
        self.never(part);
        let importance = part.response.importance.unwrap_or(Importance::Nice);
        let Some(answer) = &part.response.answer else {
            return;
        };
        if importance == Importance::Ignore || said_nothing(answer) {
            return;
        }
        let learned_later = part.pre_qualification.is_some() && importance == Importance::Must;
        match seen(self.workshop, part.question, &part.response) {
            Seen::By(condition, axis) if !learned_later => match importance {
                Importance::Must => {
                    self.axes.must(&mut self.ids, part, axis, &condition);
                    self.musts
                        .entry(part.stage.clone())
                        .or_default()
                        .push(condition);
                }
                Importance::Strong => {
                    self.axes
                        .criterion(&mut self.ids, part, axis, condition, 20);
                }
                Importance::Nice | Importance::Ignore => {
                    self.axes
                        .criterion(&mut self.ids, part, axis, condition, 10);
                }
            },
            Seen::By(..) | Seen::ByPerson => self.check_by_hand(part),
            Seen::Not(why) => {
                self.check_by_hand(part);
                let text = format!("{}: {why}.", part.question.title);
                self.note(NoteKind::Unobservable, &part.question.id, text);
            }
        }
    }

    /// Puts a criterion on the checklist of its stage.
    fn check_by_hand(&mut self, part: &Part) {
        let line = paragraph::checklist_line(self.workshop, part);
        let text = format!("A person confirms it at the hand-off. {line}.");
        self.note(NoteKind::Checklist, &part.question.id, text);
        self.checklist
            .entry(part.stage.clone())
            .or_default()
            .push(line);
    }

    /// Values that exclude: a line in words, and a gate where a record shows them.
    fn never(&mut self, part: &Part) {
        let question = part.question;
        let values: Vec<&str> = part.response.never.iter().map(|v| v.trim()).collect();
        if values.iter().all(|v| v.is_empty()) {
            return;
        }
        self.is_not.push(paragraph::never_line(part));
        if let Some(when) = never_condition(self.workshop, question, &part.response) {
            self.gate(&format!("never-{}", question.id), when, part.because());
        }
    }

    fn not_a_lead(&mut self, part: &Part) {
        let Some(Answer::Values(values)) = &part.response.answer else {
            return;
        };
        for value in values.iter().map(|v| v.trim()).filter(|v| !v.is_empty()) {
            let label = part.question.label(value).trim().to_owned();
            if self.is_not.contains(&label) {
                continue;
            }
            let known = part.question.option(value).and_then(|o| o.when.clone());
            if let Some(when) = known.filter(|when| facts::are_known(self.workshop, when)) {
                self.gate(value, when, Some(label.clone()));
            }
            self.is_not.push(label);
        }
    }

    fn gate(&mut self, id: &str, when: Condition, because: Option<String>) {
        let id = self.ids.unique(id);
        self.gates.push(Gate {
            id,
            effect: GateEffect::Disqualify,
            when,
            because,
        });
    }

    fn signals(&mut self, part: &Part) {
        let Some(Answer::Ratings(ratings)) = &part.response.answer else {
            return;
        };
        for signal in &part.question.signals {
            let Some(rating) = ratings.get(&signal.id) else {
                continue;
            };
            if self.workshop.bank.events.contains_key(&signal.event) {
                self.axes.signal(&mut self.ids, signal, *rating);
            } else {
                let text = format!(
                    "Nothing in the lead record shows the signal \u{201c}{}\u{201d}.",
                    signal.label
                );
                self.note(NoteKind::Unobservable, &part.question.id, text);
            }
        }
    }

    /// A card's short name for people.
    fn card_name(&self, id: &str) -> String {
        let mut cards = self.workshop.bank.questions.iter().flat_map(|q| &q.cards);
        let card = cards.find(|card| card.id == id);
        card.map_or_else(|| id.to_owned(), Card::name)
    }

    fn finish(mut self, parts: &[Part]) -> Compiled {
        let stages = ladder::stages(&mut self);
        let sla = ladder::promises(&mut self);
        let golden_leads = crate::workshop::golden::golden_leads(self.workshop, parts);
        for (card, stage) in crate::workshop::golden::unknown_stages(self.workshop, parts) {
            let name = self.card_name(&card);
            let text = format!(
                "The card \u{201c}{name}\u{201d} is sorted into {stage}, which is not on the ladder."
            );
            self.note(NoteKind::Card, &card, text);
        }
        let (scores, points) = self.axes.finish();
        let mut spec = Spec {
            statement: paragraph::statement(self.workshop, parts),
            is_not: self.is_not,
            gates: self.gates,
            scores,
            stages,
            sla: (sla != Sla::default()).then_some(sla),
            golden_leads,
            ..Spec::default()
        };
        facts::declare(&self.workshop.bank, &mut spec);
        spelling::say_options(&self.workshop.bank, &mut spec);
        words::name_values(self.workshop, parts, &mut spec);
        crate::workshop::golden::expect_exclusion(self.workshop, &mut spec);
        Compiled {
            spec,
            notes: self.notes,
            points,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
