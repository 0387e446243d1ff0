//! Where an open point is closed.

use crate::app::Shared;
use crate::app::screen::Screen;
use crate::app::screen::scoring::Scoring;
use crate::app::screen::setup::Setup;
use crate::app::screen::sla::Sla;
use crate::app::screen::sla::form::Subject;
use crate::app::screen::stages::Stages;
use crate::workshop::Step;
use crate::workshop::sign::Place;

/// Goes where an open point is closed.
pub fn go_to(place: &Place, shared: &mut Shared) {
    let now = shared.now.clone();
    match place {
        Place::Setup => {
            if let Some(session) = &shared.session {
                let setup = Setup::change(session.workshop());
                shared.go = Some(Screen::Setup(Box::new(setup)));
            }
        }
        Place::People(party) => {
            if let Some(session) = &shared.session {
                let setup = Setup::name_people(session.workshop(), party);
                shared.go = Some(Screen::Setup(Box::new(setup)));
            }
        }
        Place::Board => shared.enter(Step::Define),
        Place::Promises => to_sla(None, shared),
        Place::Reasons => {
            shared.enter(Step::Sla);
            shared.go = Some(Screen::Sla(Box::new(Sla::reasons())));
        }
        Place::Standard => shared.walk(Step::Sign),
        Place::Question(question) => {
            if let Some(session) = &mut shared.session {
                session.remember(&now, |w| w.head.place = Some(question.clone()));
            }
            shared.enter(Step::Agree);
        }
        Place::Stage(_) => {
            shared.go = Some(Screen::Stages(Box::<Stages>::default()));
        }
        Place::Card(_) => {
            if let Some(session) = &shared.session {
                shared.go = Some(Screen::Scoring(Box::new(Scoring::open(session))));
            }
        }
        Place::Promise(id) => {
            let promises = shared.session.as_ref().map(|s| &s.workshop().sla.promises);
            let at = promises.and_then(|p| p.iter().position(|p| p.id == *id));
            to_sla(at.map(Subject::Promise), shared);
        }
        Place::Capacity => to_sla(Some(Subject::Capacity), shared),
    }
}

fn to_sla(subject: Option<Subject>, shared: &mut Shared) {
    shared.enter(Step::Sla);
    if let Some(subject) = subject {
        shared.go = Some(Screen::Sla(Box::new(Sla::at(subject, shared))));
    }
}
