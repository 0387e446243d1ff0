//! Standard text: a walk through what came with the template, one thing at a time: keep, change, drop.

use crate::action::{Action, General, Move, StandardAction};
use crate::effect::Effect;
use crate::heading::Heading;
use crate::list::{Cursor, Scroll};
use crate::scope::Scope;
use crate::screen::Screen;
use crate::screen::scoring::Scoring;
use crate::screen::sla::Sla;
use crate::screen::sla::form::Subject;
use crate::screen::stages::Stages;
use crate::session::Session;
use crate::shared::Shared;
use crate::stage_label as label;
use leadpact_workshop::defaults::{self, Standard};
use leadpact_workshop::{Change, Fading, Step, Workshop};

/// The top of the help page.
pub const ABOUT: &str = "What came with the template and nobody has looked at yet, one thing at a time. Keep it, change \
    it, or drop it: then it is agreed like everything else. What the rules carry out must be opened before anybody \
    signs. What else is left stands in the annex of the document under \u{201c}Default, not agreed\u{201d}, and binds \
    nobody. Esc leaves at any time; nothing is lost.";

/// How far a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has opened it.
    ToDo,
    /// It was kept or changed.
    Opened,
    /// It was dropped.
    Gone,
}

/// The walk. Its things are those that nobody had opened when it began, so that the count stays; where everything was
/// opened, all of them, to look again.
#[derive(Debug, Clone)]
pub struct StandardText {
    things: Vec<(Standard, String)>,
    cursor: Cursor,
    /// Rows by which a long text is scrolled.
    pub scroll: Scroll,
    from: Step,
    again: bool,
}

impl StandardText {
    /// The walk through what nobody has opened, or once more through everything; `from` is the step it goes back to.
    /// `None` where there is nothing.
    #[must_use]
    pub fn open(session: &Session, from: Step) -> Option<Self> {
        let workshop = session.workshop();
        let unopened = defaults::unopened(workshop);
        let again = unopened.is_empty();
        let things = if again {
            defaults::all(workshop)
        } else {
            unopened
        };
        let things: Vec<(Standard, String)> = things
            .into_iter()
            .map(|thing| {
                let about = defaults::about(workshop, &thing);
                (thing, about)
            })
            .collect();
        (!things.is_empty()).then_some(Self {
            things,
            cursor: Cursor::default(),
            scroll: Scroll::default(),
            from,
            again,
        })
    }

    /// The step it goes back to.
    #[must_use]
    pub fn from(&self) -> Step {
        self.from
    }

    /// The thing in front and what it is about.
    #[must_use]
    pub fn thing(&self) -> Option<&(Standard, String)> {
        self.things.get(self.cursor.at())
    }

    /// "3 of 17": the place of the thing in front, and how many there are.
    #[must_use]
    pub fn progress(&self) -> String {
        format!("{} of {}", self.cursor.at() + 1, self.things.len())
    }

    /// How far a thing is.
    #[must_use]
    pub fn state(workshop: &Workshop, thing: &Standard) -> State {
        if !workshop.opened.contains(thing) {
            State::ToDo
        } else if defaults::text(workshop, thing).is_empty() {
            State::Gone
        } else {
            State::Opened
        }
    }

    /// How many are still to be opened: those that must be, and the others.
    #[must_use]
    pub fn left(&self, workshop: &Workshop) -> (usize, usize) {
        let open = self.things.iter().map(|(thing, _)| thing);
        let open: Vec<&Standard> = open
            .filter(|thing| Self::state(workshop, thing) == State::ToDo)
            .collect();
        let must = |thing: &&&Standard| defaults::must_be_opened(workshop, thing);
        let must = open.iter().filter(must).count();
        (must, open.len() - must)
    }

    /// Whether everything was opened already when it began.
    #[must_use]
    pub fn is_again(&self) -> bool {
        self.again
    }

    /// Whether nothing is left to open.
    #[must_use]
    pub fn is_done(&self, workshop: &Workshop) -> bool {
        !self.again && self.left(workshop) == (0, 0)
    }

    /// Where its keys go.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::Standard
    }

    /// What the header says.
    #[must_use]
    pub fn heading(&self, shared: &Shared) -> Heading {
        Heading {
            about: "standard text".to_owned(),
            tally: self.progress(),
            ..shared.workshop_heading()
        }
    }

    /// Whether this can be done right now.
    #[must_use]
    pub fn allows(&self, action: Action, shared: &Shared) -> bool {
        let Some(session) = &shared.session else {
            return false;
        };
        let workshop = session.workshop();
        let here = self.thing().map(|(thing, _)| thing);
        let stands = here.is_some_and(|thing| !defaults::text(workshop, thing).is_empty());
        match action {
            Action::General(General::Undo) => session.can_undo(),
            Action::General(General::Redo) => session.can_redo(),
            Action::Standard(StandardAction::Change) => stands && !self.is_done(workshop),
            Action::Standard(StandardAction::Drop) => {
                let change = here.and_then(|thing| defaults::dropped(workshop, thing));
                stands && change.is_some() && !self.is_done(workshop)
            }
            Action::General(_) | Action::Move(_) | Action::Step(_) | Action::Save(_) => true,
            _ => false,
        }
    }

    /// Answers an action.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::General(General::Choose) => self.keep(shared),
            Action::Standard(StandardAction::Change) => self.change(shared),
            Action::Standard(StandardAction::Drop) => self.drop_it(shared),
            Action::General(General::Undo) => self.travel(false, shared),
            Action::General(General::Redo) => self.travel(true, shared),
            Action::General(General::Back) => shared.enter(self.from),
            Action::Move(to) => self.go(to),
            _ => {}
        }
        Vec::new()
    }

    fn go(&mut self, to: Move) {
        let to = match to {
            Move::PageUp | Move::PageDown => {
                self.scroll.go(to);
                return;
            }
            Move::Left => Move::Up,
            Move::Right => Move::Down,
            other => other,
        };
        self.scroll = Scroll::default();
        self.cursor.go(to, self.things.len());
    }

    fn workshop(shared: &Shared) -> Option<&Workshop> {
        shared.session.as_ref().map(Session::workshop)
    }

    fn keep(&mut self, shared: &mut Shared) {
        let Some(workshop) = Self::workshop(shared) else {
            return;
        };
        if self.is_done(workshop) {
            shared.enter(self.from);
            return;
        }
        let Some((thing, _)) = self.thing() else {
            return;
        };
        if Self::state(workshop, thing) == State::ToDo {
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
        let Some((thing, _)) = self.thing() else {
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
        let count = self.things.len();
        let here = self.cursor.at();
        let to_do = |at: &usize| {
            let thing = self.things.get(*at);
            thing.is_some_and(|(thing, _)| Self::state(workshop, thing) == State::ToDo)
        };
        let next = (1..=count).map(|away| (here + away) % count).find(to_do);
        match next {
            Some(next) => self.cursor = Cursor::on(next),
            None => self.cursor.go(Move::Down, count),
        }
        self.scroll = Scroll::default();
    }

    /// Goes to where the thing is written; this walk waits for the way back.
    fn change(&mut self, shared: &mut Shared) {
        let Some((thing, _)) = self.thing().cloned() else {
            return;
        };
        let Some(screen) = Self::editor(&thing, shared) else {
            return;
        };
        shared.errand = Some(Box::new(self.clone()));
        shared.go = Some(screen);
    }

    /// The screen where a thing is written; `None` for what is changed here.
    fn editor(thing: &Standard, shared: &mut Shared) -> Option<Screen> {
        match thing {
            Standard::Threshold(id)
            | Standard::HandOff(id)
            | Standard::Routing(id)
            | Standard::Text { stage: id, .. } => {
                let row = label::of_thing(thing).unwrap_or_default();
                let stages = Stages::at(id, row, shared)?;
                Some(Screen::Stages(Box::new(stages)))
            }
            Standard::Caps => {
                let mut scoring = Scoring::open(shared.session.as_ref()?);
                scoring.point(0);
                Some(Screen::Scoring(Box::new(scoring)))
            }
            Standard::Fading => {
                Self::other_speed(shared);
                None
            }
            Standard::Reasons => Some(Screen::Sla(Box::new(Sla::reasons()))),
            Standard::Promise(id) => {
                let promises = &Self::workshop(shared)?.sla.promises;
                let at = promises.iter().position(|p| p.id == *id)?;
                Some(Screen::Sla(Box::new(Sla::at(Subject::Promise(at), shared))))
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
            let things = walk.things.iter().map(|(thing, _)| thing);
            things
                .filter_map(|thing| workshop.map(|w| Self::state(w, thing)))
                .collect()
        };
        let before = states(shared, self);
        shared.travel(forth);
        let after = states(shared, self);
        let mut changed = before.iter().zip(&after);
        if let Some(at) = changed.position(|(before, after)| before != after) {
            self.cursor = Cursor::on(at);
            self.scroll = Scroll::default();
        }
    }
}
