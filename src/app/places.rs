//! The way to a place: where it stands in words, and going there.

use crate::go::Go;
use crate::shared::Shared;
use leadpact_workshop::{Card, Place, Step, Workshop};

/// The screen that shows it; `None` where no screen does by itself.
#[must_use]
pub(crate) fn screen_word(place: &Place) -> Option<&'static str> {
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

/// Whether somebody can be led there from another screen.
#[must_use]
pub(crate) fn can_go(place: &Place) -> bool {
    !matches!(place, Place::Sheet(..) | Place::Record)
}

/// Goes there; `row`: the label of the row to highlight, where it is one of a form.
pub fn go_to(place: &Place, row: Option<&str>, shared: &mut Shared) {
    let there = Go::Place {
        place: place.clone(),
        row: row.map(str::to_owned),
    };
    match place {
        Place::Board => shared.enter(Step::Define),
        Place::Setup
        | Place::People(_)
        | Place::Ladder
        | Place::Stage(_)
        | Place::Scoring
        | Place::Card(_) => shared.go = Some(there),
        Place::Pairs(_) => shared.enter_at(Step::Compare, there),
        Place::Question(question) => {
            remember(question, shared);
            shared.enter_at(Step::Agree, there);
        }
        Place::Promises
        | Place::Promise(_)
        | Place::Calendar(_)
        | Place::Capacity
        | Place::Review
        | Place::Reasons
        | Place::Reason(_) => shared.enter_at(Step::Sla, there),
        Place::Terms | Place::Because(_) => shared.enter_at(Step::Sign, there),
        Place::Standard => shared.walk(Step::Sign),
        // Nobody is led onto a private sheet, and the record has no screen.
        Place::Sheet(..) | Place::Record => {}
    }
}

/// The question is where the workshop goes on.
fn remember(question: &str, shared: &mut Shared) {
    if let Some(session) = &mut shared.session
        && session.workshop().head.place.as_deref() != Some(question)
    {
        session.remember(&shared.now, |w| w.head.place = Some(question.to_owned()));
    }
}

#[cfg(test)]
mod tests;
