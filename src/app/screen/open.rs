//! Opens the screen that somebody goes to: the only place where a screen is built from a [`Go`].

use super::Screen;
use super::agree::Agree;
use super::compare::Compare;
use super::define::Define;
use super::hand_over::HandOver;
use super::history::History;
use super::scoring::Scoring;
use super::setup::Setup;
use super::sheet::Sheet;
use super::sign::{Entry, Sign};
use super::sla::Sla;
use super::sla::form::Subject;
use super::stages::Stages;
use super::standard::StandardText;
use crate::go::Go;
use crate::session::Session;
use crate::shared::Shared;
use crate::steps;
use leadpact_workshop::{Place, Step};

/// The screen that is gone to; `None` where it shows a workshop and none is open.
///
/// # Errors
/// In words, while a step cannot be entered.
pub fn open(go: Go, shared: &Shared) -> Result<Option<Screen>, String> {
    match (go, &shared.session) {
        (Go::Home, _) => Ok(Some(Screen::Home(Box::default()))),
        (Go::NewWorkshop, _) => Ok(Some(Screen::Setup(Box::default()))),
        (go, Some(session)) => in_workshop(go, session, shared).map(Some),
        (_, None) => Ok(None),
    }
}

fn in_workshop(go: Go, session: &Session, shared: &Shared) -> Result<Screen, String> {
    let workshop = session.workshop();
    Ok(match go {
        Go::Home => Screen::Home(Box::default()),
        Go::NewWorkshop => Screen::Setup(Box::default()),
        Go::Step(step) => return of_step(step, session),
        Go::Place { place, row } => return of_place(&place, row.as_deref(), session, shared),
        Go::Party(party) => Screen::Define(Define::at(&party, workshop)),
        Go::HandOver { party, person } => {
            Screen::HandOver(HandOver::to(&party, person.as_deref(), workshop))
        }
        Go::Sheet(id) => Screen::Sheet(Box::new(Sheet::open(id, workshop, shared.at))),
        Go::Caps => Screen::Scoring(Box::new(Scoring::at_caps(session))),
        Go::Standard(walk) => Screen::Standard(Box::new(StandardText { walk: *walk })),
        Go::Checklist(left) => Screen::Sign(Box::new(Sign::again(session, left))),
        Go::History => Screen::History(Box::new(History::open(session))),
    })
}

/// The screen of a step.
fn of_step(step: Step, session: &Session) -> Result<Screen, String> {
    Ok(match step {
        Step::Define => Screen::Define(Define::open(session.workshop())),
        Step::Sla => Screen::Sla(Box::default()),
        Step::Sign => Screen::Sign(Box::new(Sign::open(session))),
        Step::Compare => Compare::open(session)
            .map(|screen| Screen::Compare(Box::new(screen)))
            .map_err(|why| steps::closed(step, &why))?,
        Step::Agree => Agree::open(session)
            .map(|screen| Screen::Agree(Box::new(screen)))
            .map_err(|why| steps::closed(step, &why))?,
    })
}

/// The screen where something stands; `row`: the label of the row to highlight, where it is one of a form. What has no
/// screen that somebody is led to is found from the board.
fn of_place(
    place: &Place,
    row: Option<&str>,
    session: &Session,
    shared: &Shared,
) -> Result<Screen, String> {
    let workshop = session.workshop();
    let sla = &workshop.sla;
    Ok(match place {
        Place::Setup => {
            let mut setup = Setup::change(workshop);
            if let Some(label) = row {
                setup.go_to_label(label);
            }
            Screen::Setup(Box::new(setup))
        }
        Place::People(party) => Screen::Setup(Box::new(Setup::name_people(workshop, party))),
        Place::Pairs(_) => Compare::at_pairs(session)
            .map(|screen| Screen::Compare(Box::new(screen)))
            .map_err(|why| steps::closed(Step::Compare, &why))?,
        Place::Question(question) => Agree::at_question(question, session)
            .map(|screen| Screen::Agree(Box::new(screen)))
            .map_err(|why| steps::closed(Step::Agree, &why))?,
        Place::Ladder => stages(None, row, session, shared),
        Place::Stage(id) => stages(Some(id), row, session, shared),
        Place::Scoring => Screen::Scoring(Box::new(Scoring::open(session))),
        Place::Card(card) => Screen::Scoring(Box::new(Scoring::at_card(card, session))),
        Place::Promises => return of_step(Step::Sla, session),
        Place::Promise(id) => match sla.promises.iter().position(|p| p.id == *id) {
            Some(at) => form(Subject::Promise(at), row, shared),
            None => return of_step(Step::Sla, session),
        },
        Place::Calendar(at) => form(Subject::Calendar(*at), row, shared),
        Place::Capacity => form(Subject::Capacity, row, shared),
        Place::Review => form(Subject::Review, row, shared),
        Place::Reasons => Screen::Sla(Box::new(Sla::reasons())),
        Place::Reason(id) => match sla.rejection_reasons.iter().position(|r| r.id == *id) {
            Some(at) => form(Subject::Reason(at), row, shared),
            None => Screen::Sla(Box::new(Sla::reasons())),
        },
        Place::Terms => checklist(|entry, _| entry == Entry::From, session),
        Place::Because(change) => checklist(|entry, sign| sign.is_change(entry, change), session),
        Place::Standard => return of_step(Step::Sign, session),
        Place::Board | Place::Sheet(..) | Place::Record => return of_step(Step::Define, session),
    })
}

/// A stage opened at a row, or the ladder where there is no such stage.
fn stages(stage: Option<&str>, row: Option<&str>, session: &Session, shared: &Shared) -> Screen {
    let opened = stage.and_then(|id| Stages::at(id, row.unwrap_or_default(), shared));
    Screen::Stages(Box::new(
        opened.unwrap_or_else(|| Stages::ladder(stage, session)),
    ))
}

/// A form of the SLA step, at a row.
fn form(subject: Subject, row: Option<&str>, shared: &Shared) -> Screen {
    let mut sla = Sla::at(subject, shared);
    if let Some(label) = row {
        sla.go_to_label(label);
    }
    Screen::Sla(Box::new(sla))
}

/// The checklist with the first row highlighted that is `wanted`.
fn checklist(wanted: impl Fn(Entry, &Sign) -> bool, session: &Session) -> Screen {
    let mut sign = Sign::open(session);
    let entries = sign.entries(session.workshop());
    let at = entries.iter().position(|entry| wanted(*entry, &sign));
    sign.cursor = crate::list::Cursor::on(at.unwrap_or(0));
    Screen::Sign(Box::new(sign))
}
