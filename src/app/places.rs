//! The way to a place: where it stands in words, whether it is in front, and going there.

use crate::list::Cursor;
use crate::screen::Screen;
use crate::screen::agree::Agree;
use crate::screen::compare::Compare;
use crate::screen::scoring::Scoring;
use crate::screen::setup::Setup;
use crate::screen::sign::{Entry, Sign};
use crate::screen::sla::Sla;
use crate::screen::sla::form::Subject;
use crate::screen::stages::Stages;
use crate::shared::Shared;
use crate::stage_label as label;
use leadpact_workshop::sign::PointKind;
use leadpact_workshop::{Card, Place, Step, Workshop};

/// Where the checklist was left by somebody who went to close one of its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The row that was highlighted.
    pub cursor: Cursor,
    /// The kinds of reservations that were shown one by one.
    pub unfolded: Vec<PointKind>,
}

/// The screen that shows it; `None` where no screen does by itself.
#[must_use]
pub fn screen_word(place: &Place) -> Option<&'static str> {
    match place {
        Place::Setup | Place::People(_) => Some("the set-up"),
        Place::Board => Some("Define"),
        Place::Sheet(..) => Some("a private sheet"),
        Place::Pairs(_) => Some("Compare"),
        Place::Question(_) => Some("Agree"),
        Place::Ladder | Place::Stage(_) => Some("the stages"),
        Place::Scoring | Place::Card(_) => Some("the scoring model"),
        Place::Promises
        | Place::Promise(_)
        | Place::Calendar(_)
        | Place::Capacity
        | Place::Reasons
        | Place::Reason(_)
        | Place::Review => Some("SLA"),
        Place::Standard => Some("the standard text"),
        Place::Terms | Place::Because(_) => Some("Sign"),
        Place::Record => None,
    }
}

/// What it is on its screen: a question's title, a stage's name. Empty where the screen says enough.
#[must_use]
pub fn words(place: &Place, workshop: &Workshop) -> String {
    let title = |id: &str| {
        let question = workshop.bank.question(id);
        question.map_or_else(|| id.to_owned(), |q| q.title.clone())
    };
    match place {
        Place::People(party) => workshop
            .party(party)
            .map_or_else(String::new, |p| p.name.clone()),
        Place::Sheet(_, question) | Place::Question(question) => title(question),
        Place::Stage(id) => workshop
            .stage(id)
            .map_or_else(String::new, |s| s.name.clone()),
        Place::Card(id) => {
            let mut cards = workshop.bank.questions.iter().flat_map(|q| &q.cards);
            let card = cards.find(|card| card.id == *id);
            card.map_or_else(String::new, Card::name)
        }
        Place::Promise(id) => {
            let mut promises = workshop.sla.promises.iter();
            let promise = promises.find(|p| p.id == *id);
            promise.map_or_else(String::new, |p| {
                format!("what {} promises", workshop.party_name(&p.by))
            })
        }
        Place::Calendar(_) => "the opening hours".to_owned(),
        Place::Capacity => "the volume".to_owned(),
        Place::Reasons | Place::Reason(_) => "the rejection reasons".to_owned(),
        Place::Setup
        | Place::Board
        | Place::Pairs(_)
        | Place::Ladder
        | Place::Scoring
        | Place::Promises
        | Place::Review
        | Place::Standard
        | Place::Terms
        | Place::Because(_)
        | Place::Record => String::new(),
    }
}

/// Whether a person who looks at `screen` sees the place; `row`: the label of its row, where it is one of a form.
#[must_use]
pub fn is_in_front(screen: &Screen, place: &Place, row: Option<&str>) -> bool {
    match place {
        Place::Setup | Place::People(_) => matches!(screen, Screen::Setup(_)),
        Place::Board => matches!(screen, Screen::Define(_)),
        Place::Sheet(id, _) => matches!(screen, Screen::Sheet(sheet) if sheet.id == *id),
        Place::Pairs(_) => matches!(screen, Screen::Compare(_)),
        Place::Question(id) => {
            let shows = |agree: &Agree| agree.row().is_none_or(|row| row.question == *id);
            matches!(screen, Screen::Agree(agree) if shows(agree))
        }
        Place::Ladder => matches!(screen, Screen::Stages(_)),
        Place::Stage(_) if row == Some(label::THRESHOLD) => matches!(
            screen,
            Screen::Stages(_) | Screen::Standard(_) | Screen::Scoring(_)
        ),
        Place::Stage(_) => matches!(screen, Screen::Stages(_) | Screen::Standard(_)),
        Place::Scoring | Place::Card(_) => {
            matches!(screen, Screen::Scoring(_) | Screen::Standard(_))
        }
        Place::Promises
        | Place::Promise(_)
        | Place::Calendar(_)
        | Place::Capacity
        | Place::Reasons
        | Place::Reason(_)
        | Place::Review => matches!(screen, Screen::Sla(_) | Screen::Standard(_)),
        Place::Standard => matches!(screen, Screen::Standard(_)),
        Place::Terms | Place::Because(_) => matches!(screen, Screen::Sign(_)),
        Place::Record => false,
    }
}

/// Whether somebody can be led there from another screen.
#[must_use]
pub fn can_go(place: &Place) -> bool {
    !matches!(place, Place::Sheet(..) | Place::Record)
}

/// Goes there; `row`: the label of the row to highlight, where it is one of a form.
pub fn go_to(place: &Place, row: Option<&str>, shared: &mut Shared) {
    match place {
        Place::Setup => to_setup(row, shared),
        Place::People(party) => {
            if let Some(session) = &shared.session {
                let setup = Setup::name_people(session.workshop(), party);
                shared.go = Some(Screen::Setup(Box::new(setup)));
            }
        }
        Place::Board => shared.enter(Step::Define),
        Place::Pairs(_) => {
            shared.enter(Step::Compare);
            let compare = shared.session.as_ref().map(Compare::at_pairs);
            if let Some(Ok(compare)) = compare {
                shared.go = Some(Screen::Compare(Box::new(compare)));
            }
        }
        Place::Question(question) => to_question(question, shared),
        Place::Ladder => to_stages(None, None, shared),
        Place::Stage(id) => to_stages(Some(id), row, shared),
        Place::Scoring => {
            if let Some(session) = &shared.session {
                shared.go = Some(Screen::Scoring(Box::new(Scoring::open(session))));
            }
        }
        Place::Card(card) => {
            if let Some(session) = &shared.session {
                let scoring = Scoring::at_card(card, session);
                shared.go = Some(Screen::Scoring(Box::new(scoring)));
            }
        }
        Place::Promises => shared.enter(Step::Sla),
        Place::Promise(id) => {
            let promises = shared.session.as_ref().map(|s| &s.workshop().sla.promises);
            let at = promises.and_then(|p| p.iter().position(|p| p.id == *id));
            to_sla(at.map(Subject::Promise), row, shared);
        }
        Place::Calendar(at) => to_sla(Some(Subject::Calendar(*at)), row, shared),
        Place::Capacity => to_sla(Some(Subject::Capacity), row, shared),
        Place::Review => to_sla(Some(Subject::Review), row, shared),
        Place::Reasons => to_reasons(None, row, shared),
        Place::Reason(id) => to_reasons(Some(id), row, shared),
        Place::Standard => shared.walk(Step::Sign),
        Place::Terms => to_sign(|entry, _| entry == Entry::From, shared),
        Place::Because(change) => to_sign(
            |entry, sign| match entry {
                Entry::Change(at) => {
                    let note = sign.derived.changes.get(at);
                    note.is_some_and(|note| note.what == *change)
                }
                _ => false,
            },
            shared,
        ),
        // Nobody is led onto a private sheet, and the record has no screen.
        Place::Sheet(..) | Place::Record => {}
    }
}

fn to_setup(row: Option<&str>, shared: &mut Shared) {
    if let Some(session) = &shared.session {
        let mut setup = Setup::change(session.workshop());
        if let Some(label) = row {
            setup.go_to_label(label);
        }
        shared.go = Some(Screen::Setup(Box::new(setup)));
    }
}

fn to_question(question: &str, shared: &mut Shared) {
    let now = shared.now.clone();
    if let Some(session) = &mut shared.session
        && session.workshop().head.place.as_deref() != Some(question)
    {
        session.remember(&now, |w| w.head.place = Some(question.to_owned()));
    }
    shared.enter(Step::Agree);
    let agree = shared.session.as_ref();
    let agree = agree.map(|session| Agree::at_question(question, session));
    if let Some(Ok(agree)) = agree {
        shared.go = Some(Screen::Agree(Box::new(agree)));
    }
}

/// A stage opened at a row, or the ladder where there is no such stage.
fn to_stages(stage: Option<&str>, row: Option<&str>, shared: &mut Shared) {
    let Some(session) = &shared.session else {
        return;
    };
    let opened = stage.and_then(|id| Stages::at(id, row.unwrap_or_default(), shared));
    let stages = opened.unwrap_or_else(|| Stages::ladder(stage, session));
    shared.go = Some(Screen::Stages(Box::new(stages)));
}

fn to_sla(subject: Option<Subject>, row: Option<&str>, shared: &mut Shared) {
    shared.enter(Step::Sla);
    if let Some(subject) = subject {
        let mut sla = Sla::at(subject, shared);
        if let Some(label) = row {
            sla.go_to_label(label);
        }
        shared.go = Some(Screen::Sla(Box::new(sla)));
    }
}

/// The rejection reasons, one of them open where it is named and still there.
fn to_reasons(reason: Option<&str>, row: Option<&str>, shared: &mut Shared) {
    let reasons = shared
        .session
        .as_ref()
        .map(|s| &s.workshop().sla.rejection_reasons);
    let at = reasons.and_then(|all| all.iter().position(|r| Some(r.id.as_str()) == reason));
    if let Some(at) = at {
        return to_sla(Some(Subject::Reason(at)), row, shared);
    }
    shared.enter(Step::Sla);
    shared.go = Some(Screen::Sla(Box::new(Sla::reasons())));
}

/// The checklist with the first row highlighted that is `wanted`.
fn to_sign(wanted: impl Fn(Entry, &Sign) -> bool, shared: &mut Shared) {
    shared.enter(Step::Sign);
    let Some(session) = &shared.session else {
        return;
    };
    let mut sign = Sign::open(session);
    let entries = sign.entries(session.workshop());
    let at = entries.iter().position(|entry| wanted(*entry, &sign));
    sign.cursor = Cursor::on(at.unwrap_or(0));
    shared.go = Some(Screen::Sign(Box::new(sign)));
}

#[cfg(test)]
mod tests;
