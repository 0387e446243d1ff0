//! From what people said to rules: one party's sheet, or what all agreed, as a lead definition.
//!
//! A sheet compiles in the same way as the agreement, so that parties can be compared on lead cards and
//! on real leads.
//!
//! | what was said | what it becomes |
//! |---|---|
//! | a *must* that a field or event shows | entry condition of its stage |
//! | *strong*, *nice* | 20, 10 points; an importance nobody named counts as *nice* |
//! | signal | 5, 15, 30 points by its rating; *not a lead*: none |
//! | signal rated *wants to talk now* | a way into the hand-over of its own, see `hand_over.rs` |
//! | *never*, and what is not a lead where a record shows it | gate that disqualifies, and a line of `isNot` |
//! | what is already ours | a stage of its own below the hand-over, with its owners |
//! | ground for contact of a channel | part of the baseline record, see `baseline.rs` |
//! | whatever only a person observes, and what is pre-qualified | checklist of its stage |
//! | own words, a path, what is not a lead and no record shows | `inWords`: agreed in words only |
//! | *ignore*, *any*, *don't know* | nothing |
//!
//! Fields give points on the axis `fit`, signals and events on `engagement`; `total` is their sum. Points
//! fade with age, see [`axes::fading`]. The statement is a reading of what comes out, see
//! [`leadpact_definition::reading`].

pub mod axes;
mod baseline;
mod facts;
pub(crate) mod golden;
pub mod hand_over;
mod ladder;
mod line;
mod naming;
mod observe;
mod part;
pub mod rejection;
pub(crate) mod silence;
mod spelling;

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::answer::ruled::said_nothing;
use crate::answer::said::answer_prose;
use crate::rules::axes::Axes;
use crate::rules::baseline::Grounds;
use crate::rules::hand_over::Must;
use crate::rules::observe::{Seen, never_condition, seen};
use crate::rules::part::Ids;
use crate::{Answer, Card, Importance, Kind, SheetId, StageId, StagePlan, Workshop, defaults};
use leadpact_definition::condition::Condition;
use leadpact_definition::rating::Rating;
use leadpact_definition::reading;
use leadpact_definition::score::{Gate, GateEffect};
use leadpact_definition::{InWords, Spec, sla::Sla};

pub use crate::rules::axes::{Axis, RulePoints};
pub use crate::rules::naming::{condition_words, leads_words};
pub use crate::rules::observe::{event_named, field_named, name_of_level};
pub use crate::rules::part::{Part, parts, qualified_stage};

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
pub struct Rules {
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
    /// A question: it was agreed in words, and nothing carries it out.
    InWords,
    /// A stage that no lead enters, or not in the way it was planned.
    Stage,
    /// A promise that cannot be measured and is left out of the rules.
    Promise,
    /// A lead card that speaks of a stage the ladder does not have.
    Card,
}

/// Compiles a sheet, a party's voice, or what was agreed. Works at any moment, with few or no answers.
#[must_use]
pub fn rules(workshop: &Workshop, source: Source) -> Rules {
    let mut draft = Draft::new(workshop, source == Source::Agreed);
    let parts = parts(workshop, source);
    for part in &parts {
        match part.question.kind {
            Kind::Cards => {}
            Kind::OwnWords => draft.own_words(part),
            Kind::Signals => draft.signals(part),
            Kind::NotALead => draft.not_a_lead(part),
            Kind::AlreadyOurs => draft.already_ours(part),
            Kind::Choice
            | Kind::One
            | Kind::Level
            | Kind::Range
            | Kind::Order
            | Kind::Tags
            | Kind::YesNo => draft.criterion(part),
        }
    }
    let mut rules = draft.finish(&parts);
    if source == Source::Agreed {
        keep_event_names(workshop, &mut rules.spec);
    }
    rules
}

/// A log may go on calling an event what earlier versions called it.
fn keep_event_names(workshop: &Workshop, spec: &mut Spec) {
    let Some(newest) = workshop.versions.last() else {
        return;
    };
    for (id, event) in &mut spec.events {
        if let Some(before) = newest.definition.spec.events.get(id) {
            event.keep_names_of(before);
        }
    }
}

/// A definition in the making.
struct Draft<'a> {
    workshop: &'a Workshop,
    /// Whether it is the agreement: then standard text that nobody opened is left out.
    agreed: bool,
    ids: Ids,
    axes: Axes,
    gates: Vec<Gate>,
    is_not: Vec<String>,
    in_words: Vec<InWords>,
    musts: IndexMap<StageId, Vec<Must>>,
    /// Event, rating, and from how many times on.
    rated: Vec<(String, Rating, Option<u32>)>,
    grounds: Grounds,
    /// How a lead enters the hand-over and the stages above it that no act of sales enters, as far as the ladder has come.
    handed_over: Vec<Condition>,
    /// What it is called, how a record shows it, and who gets it.
    ours: Vec<(String, Condition, Option<String>)>,
    checklist: IndexMap<StageId, Vec<String>>,
    notes: Vec<Note>,
}

impl<'a> Draft<'a> {
    fn new(workshop: &'a Workshop, agreed: bool) -> Self {
        Self {
            workshop,
            agreed,
            ids: Ids::default(),
            axes: Axes::new(workshop),
            gates: Vec::new(),
            is_not: Vec::new(),
            in_words: Vec::new(),
            musts: IndexMap::new(),
            rated: Vec::new(),
            grounds: Grounds::default(),
            handed_over: Vec::new(),
            ours: Vec::new(),
            checklist: IndexMap::new(),
            notes: Vec::new(),
        }
    }

    /// A stage as it binds.
    fn binding(&self, plan: &'a StagePlan) -> Cow<'a, StagePlan> {
        if self.agreed {
            Cow::Owned(defaults::binding(self.workshop, plan))
        } else {
            Cow::Borrowed(plan)
        }
    }

    fn note(&mut self, kind: NoteKind, about: &str, text: String) {
        let about = about.to_owned();
        self.notes.push(Note { kind, about, text });
    }

    /// A condition that a lead may meet; of a channel the least that is on record before anybody uses it.
    fn criterion(&mut self, part: &Part) {
        if part.question.channel.is_some() {
            self.grounds.say(part);
            return;
        }
        self.never(part);
        let importance = part.response.importance.unwrap_or(Importance::Nice);
        let Some(answer) = &part.response.answer else {
            return;
        };
        if said_nothing(answer)
            || importance == Importance::Ignore && part.question.kind.is_weighed()
        {
            return;
        }
        let learned_later = part.pre_qualification.is_some() && importance == Importance::Must;
        match seen(self.workshop, part.question, &part.response) {
            Seen::By(condition, axis) if !learned_later => match importance {
                Importance::Must => {
                    self.axes.must(&mut self.ids, part, axis, &condition);
                    let ask = line::checklist_line(self.workshop, part);
                    self.musts
                        .entry(part.stage.clone())
                        .or_default()
                        .push(Must::new(condition, ask));
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
            Seen::Not(_) if part.question.kind.is_told() => {
                let words = answer_prose(part.question, answer, &self.workshop.setup.currency);
                self.in_words_only(part, &words);
            }
            Seen::Not(why) => {
                self.check_by_hand(part);
                let text = format!("{}: {why}.", part.question.title);
                self.note(NoteKind::Unobservable, &part.question.id, text);
            }
        }
    }

    /// Puts a criterion on the checklist of its stage.
    fn check_by_hand(&mut self, part: &Part) {
        let line = line::checklist_line(self.workshop, part);
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
        let line = line::never_line(part);
        if !self.is_not.contains(&line) {
            self.is_not.push(line);
        }
        if let Some(when) = never_condition(self.workshop, question, &part.response) {
            self.gate(&format!("never-{}", question.id), when, part.because());
        }
    }

    fn not_a_lead(&mut self, part: &Part) {
        for (value, label) in cases(part) {
            if self.is_not.contains(&label) {
                continue;
            }
            match shown(self.workshop, part, &value) {
                Some(when) => self.gate(&value, when, Some(label.clone())),
                // The ladder is made later; it says where it cannot ask for an act.
                None if part.question.option(&value).is_some_and(|o| o.by_hand_over) => {}
                None => self.in_words_only(part, &label),
            }
            self.is_not.push(label);
        }
    }

    fn already_ours(&mut self, part: &Part) {
        for (value, label) in cases(part) {
            let to = part.question.option(&value).and_then(|o| o.to.clone());
            match shown(self.workshop, part, &value) {
                Some(when) => self.ours.push((label, when, to)),
                None => self.in_words_only(part, &label),
            }
        }
    }

    fn own_words(&mut self, part: &Part) {
        if let Some(Answer::Text(words)) = &part.response.answer
            && !words.trim().is_empty()
        {
            self.in_words_only(part, words);
        }
    }

    /// Agreed, and nothing carries it out.
    fn in_words_only(&mut self, part: &Part, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let about = part.question.title.clone();
        let text = format!("{about}: agreed in words only. {words}");
        self.note(NoteKind::InWords, &part.question.id, text);
        let opens = part.question.kind == Kind::OwnWords;
        self.in_words.push(InWords {
            about,
            words,
            opens,
        });
    }

    fn gate(&mut self, id: &str, when: Condition, because: Option<String>) {
        // Two parts of one point exclude the same.
        let known = |gate: &Gate| gate.when == when && gate.because == because;
        if self.gates.iter().any(known) {
            return;
        }
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
                let times = signal.at_least.filter(|n| *n > 1);
                self.rated.push((signal.event.clone(), *rating, times));
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

    fn finish(mut self, parts: &[Part]) -> Rules {
        let stages = ladder::stages(&mut self, parts);
        let sla = ladder::promises(&mut self, &stages);
        let golden_leads = golden::golden_leads(self.workshop, parts);
        for (card, stage) in golden::unknown_stages(self.workshop, parts) {
            let name = self.card_name(&card);
            let text = format!(
                "The card \u{201c}{name}\u{201d} is sorted into {stage}, which is not on the ladder."
            );
            self.note(NoteKind::Card, &card, text);
        }
        self.gates.extend(rejection::gate(self.workshop));
        let (scores, points) = self.axes.finish();
        let mut spec = Spec {
            is_not: self.is_not,
            in_words: self.in_words,
            gates: self.gates,
            scores,
            stages,
            sla: (sla != Sla::default()).then_some(sla),
            golden_leads,
            ..Spec::default()
        };
        facts::declare(
            &self.workshop.bank,
            &self.workshop.setup.currency,
            &mut spec,
        );
        spelling::say_options(&self.workshop.bank, &mut spec);
        naming::name_values(self.workshop, parts, &mut spec);
        golden::expect_exclusion(self.workshop, &mut spec);
        spec.statement = reading::read(&spec).text();
        Rules {
            spec,
            notes: self.notes,
            points,
        }
    }
}

/// The cases that an answer names, each with what people read.
fn cases(part: &Part) -> Vec<(String, String)> {
    let Some(Answer::Values(values)) = &part.response.answer else {
        return Vec::new();
    };
    let values = values.iter().map(|v| v.trim()).filter(|v| !v.is_empty());
    values
        .map(|v| (v.to_owned(), part.question.label(v).trim().to_owned()))
        .collect()
}

/// How a record shows a case: as the option says, or as whoever wrote it said. `None`: it does not.
fn shown(workshop: &Workshop, part: &Part, value: &str) -> Option<Condition> {
    let of_option = part.question.option(value).and_then(|o| o.when.clone());
    of_option
        .or_else(|| part.response.shown_by.get(value).cloned())
        .filter(|when| facts::are_known(workshop, when))
}

#[cfg(test)]
pub(crate) mod tests;
