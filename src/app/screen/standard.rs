//! Standard text: a walk through what came with the template, one thing at a time: keep, change, drop.

use crate::action::{Action, General, Move, StandardAction};
use crate::effect::Effect;
use crate::go::Go;
use crate::heading::Heading;
use crate::list::{Cursor, Scroll};
use crate::page::Page;
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use crate::stage_label as label;
use crate::walk::{State, Walk};
use leadpact_workshop::defaults::{self, Standard};
use leadpact_workshop::{Change, Fading, Place, Workshop};

/// The top of the help page.
pub const ABOUT: &str = "What came with the template and nobody has looked at yet, one thing at a time. Keep it, change \
    it, or drop it: then it is agreed like everything else. What the rules carry out must be opened before anybody \
    signs. What else is left stands in the annex of the document under \u{201c}Default, not agreed\u{201d}, and binds \
    nobody. Esc leaves at any time; nothing is lost.";

/// The screen of the walk.
#[derive(Debug, Clone)]
pub struct StandardText {
    /// How far it is.
    pub walk: Walk,
}

impl StandardText {
    fn go(&mut self, to: Move) {
        let to = match to {
            Move::PageUp | Move::PageDown => {
                self.walk.scroll.go(to);
                return;
            }
            Move::Left => Move::Up,
            Move::Right => Move::Down,
            other => other,
        };
        self.walk.scroll = Scroll::default();
        self.walk.cursor.go(to, self.walk.things.len());
    }

    fn workshop(shared: &Shared) -> Option<&Workshop> {
        shared.session.as_ref().map(Session::workshop)
    }

    fn keep(&mut self, shared: &mut Shared) {
        let Some(workshop) = Self::workshop(shared) else {
            return;
        };
        if self.walk.is_done(workshop) {
            shared.enter(self.walk.from());
            return;
        }
        let Some((thing, _)) = self.walk.thing() else {
            return;
        };
        if Walk::state(workshop, thing) == State::ToDo {
            let change = defaults::kept(workshop, thing);
            if !shared.change(change) {
                return;
            }
        }
        self.next(shared);
    }

    fn drop_it(&mut self, shared: &mut Shared) {
        let Some(workshop) = Self::workshop(shared) else {
            return;
        };
        let Some((thing, _)) = self.walk.thing() else {
            return;
        };
        let Some(change) = defaults::dropped(workshop, thing) else {
            return;
        };
        // Dropped is opened, even where the change alone would not say so.
        let mut opened = workshop.opened.clone();
        opened.insert(thing.clone());
        let both = vec![Change::Opened(opened), change];
        if shared.change(Change::Several(both)) {
            shared.say("Dropped. Press u to bring it back.");
            self.next(shared);
        }
    }

    /// To the next thing that is still to be opened, from the top after the last.
    fn next(&mut self, shared: &Shared) {
        let Some(workshop) = Self::workshop(shared) else {
            return;
        };
        let count = self.walk.things.len();
        let here = self.walk.cursor.at();
        let to_do = |at: &usize| {
            let thing = self.walk.things.get(*at);
            thing.is_some_and(|(thing, _)| Walk::state(workshop, thing) == State::ToDo)
        };
        let next = (1..=count).map(|away| (here + away) % count).find(to_do);
        match next {
            Some(next) => self.walk.cursor = Cursor::on(next),
            None => self.walk.cursor.go(Move::Down, count),
        }
        self.walk.scroll = Scroll::default();
    }

    /// Goes to where the thing is written; this walk waits for the way back.
    fn change(&mut self, shared: &mut Shared) {
        let Some((thing, _)) = self.walk.thing().cloned() else {
            return;
        };
        let Some(go) = Self::editor(&thing, shared) else {
            return;
        };
        shared.errand = Some(Box::new(self.walk.clone()));
        shared.go = Some(go);
    }

    /// The way to where a thing is written; `None` for what is changed here.
    fn editor(thing: &Standard, shared: &mut Shared) -> Option<Go> {
        match thing {
            Standard::Threshold(id)
            | Standard::HandOff(id)
            | Standard::Routing(id)
            | Standard::Text { stage: id, .. } => {
                Self::workshop(shared)?.stage(id)?;
                Some(Go::Place {
                    place: Place::Stage(id.clone()),
                    row: label::of_thing(thing).map(str::to_owned),
                })
            }
            Standard::Caps => Some(Go::Caps),
            Standard::Fading => {
                Self::other_speed(shared);
                None
            }
            Standard::Reasons => Some(Go::to(Place::Reasons)),
            Standard::Promise(id) => {
                let mut promises = Self::workshop(shared)?.sla.promises.iter();
                promises
                    .any(|p| p.id == *id)
                    .then(|| Go::to(Place::Promise(id.clone())))
            }
        }
    }

    /// Points fade at the next speed; after the last comes the first.
    fn other_speed(shared: &mut Shared) {
        let Some(workshop) = Self::workshop(shared) else {
            return;
        };
        let mut model = workshop.scoring.clone();
        let at = Fading::ALL.iter().position(|f| *f == model.fading);
        let next = at.map_or(0, |at| (at + 1) % Fading::ALL.len());
        if let Some(fading) = Fading::ALL.get(next) {
            model.fading = *fading;
            shared.change(Change::Scoring(model));
        }
    }

    /// Takes a change back, or makes it again, and goes to the thing it was about.
    fn travel(&mut self, forth: bool, shared: &mut Shared) {
        let states = |shared: &Shared, walk: &Self| -> Vec<State> {
            let workshop = Self::workshop(shared);
            let things = walk.walk.things.iter().map(|(thing, _)| thing);
            things
                .filter_map(|thing| workshop.map(|w| Walk::state(w, thing)))
                .collect()
        };
        let before = states(shared, self);
        shared.travel(forth);
        let after = states(shared, self);
        let mut changed = before.iter().zip(&after);
        if let Some(at) = changed.position(|(before, after)| before != after) {
            self.walk.cursor = Cursor::on(at);
            self.walk.scroll = Scroll::default();
        }
    }
}

impl Page for StandardText {
    fn scope(&self) -> Scope {
        Scope::Standard
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        let Some(session) = &shared.session else {
            return false;
        };
        let workshop = session.workshop();
        let here = self.walk.thing().map(|(thing, _)| thing);
        let stands = here.is_some_and(|thing| !defaults::text(workshop, thing).is_empty());
        match action {
            Action::General(General::Undo) => session.can_undo(),
            Action::General(General::Redo) => session.can_redo(),
            Action::Standard(StandardAction::Change) => stands && !self.walk.is_done(workshop),
            Action::Standard(StandardAction::Drop) => {
                let change = here.and_then(|thing| defaults::dropped(workshop, thing));
                stands && change.is_some() && !self.walk.is_done(workshop)
            }
            Action::General(_) | Action::Move(_) | Action::Step(_) | Action::Save(_) => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::General(General::Choose) => self.keep(shared),
            Action::Standard(StandardAction::Change) => self.change(shared),
            Action::Standard(StandardAction::Drop) => self.drop_it(shared),
            Action::General(General::Undo) => self.travel(false, shared),
            Action::General(General::Redo) => self.travel(true, shared),
            Action::General(General::Back) => shared.enter(self.walk.from()),
            Action::Move(to) => self.go(to),
            _ => {}
        }
        Vec::new()
    }

    fn heading(&self, shared: &Shared) -> Heading {
        Heading {
            about: "standard text".to_owned(),
            tally: self.walk.progress(),
            ..shared.workshop_heading()
        }
    }
}
