//! A private sheet: one question at a time, for one person, unseen by the others.

mod page;
mod seal;

use std::time::Duration;

use crate::action::{Action, General, Move, SheetAction};
use crate::answering::Answering;
use crate::list::Cursor;
use crate::moment::Moment;
use crate::page::Page;
use crate::shared::Shared;
use leadpact_workshop::{Change, Response, SheetId, Workshop};

/// The top of the help page.
pub const ABOUT: &str = "Your own sheet. No other screen shows it before every party has sealed. Answer what you can: \
    \"don't know\" is an answer too. Go back and forth as you like, then seal at the end. \
    Esc hides everything at once.";

/// The screen of one person's sheet.
#[derive(Debug)]
pub struct Sheet {
    /// Whose it is.
    pub id: SheetId,
    /// What is in front.
    pub face: Face,
    /// Whether what is not highlighted may be seen.
    pub show: bool,
    /// When somebody pressed a key last.
    touched: Moment,
    /// Whether its words may go to an editor outside: the person was asked.
    pub outside: bool,
}

/// A sheet hides itself after this long without a key.
const HIDES_AFTER: Duration = Duration::from_secs(120);

/// One question, or all of them at the end.
#[derive(Debug)]
pub enum Face {
    /// A question, counted from 0.
    Question(usize, Box<Answering>),
    /// All questions with a mark each, and the way to seal.
    Review(Cursor),
}

impl Sheet {
    /// The sheet at the first question without an answer.
    #[must_use]
    pub fn open(id: SheetId, workshop: &Workshop, at: Moment) -> Self {
        let answers = workshop.sheet(&id).and_then(|s| s.open_responses());
        let first = workshop.bank.questions.iter().position(|q| {
            !answers
                .and_then(|a| a.get(&q.id))
                .is_some_and(|r| q.is_complete(r))
        });
        let mut sheet = Self {
            id,
            face: Face::Review(Cursor::default()),
            show: false,
            touched: at,
            outside: false,
        };
        if let Some(at) = first {
            sheet.turn_to(at, workshop);
        }
        sheet
    }

    fn turn_to(&mut self, at: usize, workshop: &Workshop) {
        self.face = match workshop.bank.questions.get(at) {
            Some(question) => {
                let response = self.response(workshop, &question.id);
                Face::Question(at, Box::new(Answering::new(question, response, workshop)))
            }
            None => Face::Review(Cursor::on(first_open(&self.id, workshop))),
        };
    }

    fn response(&self, workshop: &Workshop, question: &str) -> Response {
        workshop
            .sheet(&self.id)
            .and_then(|s| s.open_responses())
            .and_then(|r| r.get(question))
            .cloned()
            .unwrap_or_default()
    }

    /// Whether this question is in front.
    fn is_at(&self, question: &str) -> bool {
        matches!(&self.face, Face::Question(_, page) if page.question == question)
    }

    fn answer(&mut self, action: Action, shared: &mut Shared) {
        match action {
            Action::General(General::Back) => self.pause(shared),
            Action::General(General::Undo) => self.travel(shared, false),
            Action::General(General::Redo) => self.travel(shared, true),
            Action::General(General::Choose) => self.choose(shared),
            Action::Move(to) => self.go(to, shared),
            Action::Sheet(SheetAction::Seal) => self.ask_to_seal(shared),
            Action::Sheet(SheetAction::Next) => self.next(shared),
            Action::Sheet(SheetAction::Previous) => self.previous(shared),
            Action::Sheet(SheetAction::Show) => self.show_or_hide(shared),
            Action::Sheet(SheetAction::Earlier) => self.edit(shared, |page| page.move_step(true)),
            Action::Sheet(SheetAction::Later) => self.edit(shared, |page| page.move_step(false)),
            Action::Sheet(SheetAction::Mark) => self.edit(shared, Answering::mark),
            Action::Sheet(SheetAction::Never) => self.edit(shared, Answering::never),
            Action::Sheet(rate) => {
                self.edit(shared, |page| {
                    if let Some(column) = page.column_of(rate) {
                        page.rate(column);
                        page.down();
                    }
                });
            }
            _ => {}
        }
    }

    /// An action while somebody says how a record shows a case. True when that is all there was to do: hiding
    /// everything comes after it.
    fn act_in_editor(&mut self, action: Action, shared: &mut Shared) -> bool {
        let (Face::Question(_, page), Some(session)) = (&mut self.face, &shared.session) else {
            return false;
        };
        if page.editor().is_none() {
            return false;
        }
        let hides = action == Action::General(General::Back);
        let done = if hides {
            page.close_editor(session.workshop())
        } else {
            page.act_in_editor(action, session.workshop())
        };
        Self::commit(&self.id, page, shared);
        if let (Err(why), false) = (done, hides) {
            shared.warn(why);
        }
        !hides
    }

    fn show_or_hide(&mut self, shared: &mut Shared) {
        self.show = !self.show;
        shared.say(if self.show {
            "You are alone: all of your sheet is shown, until Esc or two minutes without a key."
        } else {
            "What you are not working on is hidden again."
        });
    }

    fn travel(&mut self, shared: &mut Shared, forth: bool) {
        let changed = shared.travel(forth);
        let Some(session) = &shared.session else {
            return;
        };
        if let Some(question) = changed.as_ref().and_then(Change::question) {
            let workshop = session.workshop();
            if let Some(at) = workshop
                .bank
                .questions
                .iter()
                .position(|q| q.id == *question)
            {
                let line = match &self.face {
                    Face::Question(here, page) if *here == at => Some(page.at()),
                    _ => None,
                };
                self.turn_to(at, workshop);
                if let (Some(line), Face::Question(_, page)) = (line, &mut self.face) {
                    page.go_to(line);
                }
            }
        }
    }

    fn choose(&mut self, shared: &mut Shared) {
        match &self.face {
            Face::Review(cursor) => {
                let at = cursor.at();
                if let Some(session) = &shared.session {
                    self.turn_to(at, session.workshop());
                }
            }
            Face::Question(..) => {
                if let (Face::Question(_, page), Some(session)) = (&mut self.face, &shared.session)
                    && page.open_editor(session.workshop())
                {
                    return;
                }
                let mut done = false;
                self.edit(shared, |page| done = page.enter());
                if done {
                    self.next(shared);
                }
            }
        }
    }

    fn go(&mut self, to: Move, shared: &mut Shared) {
        match &mut self.face {
            Face::Review(cursor) => {
                let count = shared
                    .session
                    .as_ref()
                    .map_or(0, |s| s.workshop().bank.questions.len());
                cursor.go(to, count);
            }
            Face::Question(_, page) => match to {
                Move::Left | Move::Right => {
                    self.edit(shared, |page| page.sideways(to == Move::Right));
                }
                _ => page.go(to),
            },
        }
    }

    fn next(&mut self, shared: &mut Shared) {
        let (Face::Question(at, page), Some(session)) = (&self.face, &shared.session) else {
            return;
        };
        let at = *at;
        let workshop = session.workshop();
        let question = workshop.bank.question(&page.question);
        let light = question.filter(|q| q.lacks_importance(&page.response));
        let said = light.map(|q| {
            format!(
                "{} is answered, but not how much it matters. Ctrl-p goes back to it.",
                q.title
            )
        });
        self.turn_to(at + 1, workshop);
        if let Some(said) = said {
            shared.warn(said);
        }
    }

    fn previous(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let at = match &self.face {
            Face::Question(at, _) => at.saturating_sub(1),
            Face::Review(_) => session.workshop().bank.questions.len().saturating_sub(1),
        };
        self.turn_to(at, session.workshop());
    }

    /// Lets the page change its response, and puts a change into the workshop if there is one.
    fn edit(&mut self, shared: &mut Shared, change: impl FnOnce(&mut Answering)) {
        let Face::Question(_, page) = &mut self.face else {
            return;
        };
        change(page);
        Self::commit(&self.id, page, shared);
    }

    fn commit(id: &SheetId, page: &mut Answering, shared: &mut Shared) {
        if let Some(change) = Self::change(id, page) {
            shared.change(change);
        }
    }

    /// What the page changes; `None` where the workshop has it already.
    fn change(id: &SheetId, page: &mut Answering) -> Option<Change> {
        let response = page.changed()?;
        let change = Change::Respond {
            sheet: id.clone(),
            question: page.question.clone(),
            response: Box::new(response),
        };
        Some(page.with_column(change))
    }
}

/// The first question without an answer; the last question where all have one.
fn first_open(id: &SheetId, workshop: &Workshop) -> usize {
    let questions = &workshop.bank.questions;
    let answers = workshop.sheet(id).and_then(|s| s.open_responses());
    questions
        .iter()
        .position(|q| {
            !answers
                .and_then(|a| a.get(&q.id))
                .is_some_and(|r| q.is_complete(r))
        })
        .unwrap_or(questions.len().saturating_sub(1))
}
