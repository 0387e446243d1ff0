//! A private sheet: one question at a time, for one person, unseen by the others.

use std::time::Duration;

use crate::action::{Action, General, Move, SheetAction};
use crate::answering::{Answering, Line};
use crate::effect::Effect;
use crate::go::Go;
use crate::heading::{self, Heading};
use crate::list::Cursor;
use crate::moment::Moment;
use crate::page::Page;
use crate::popup::{Ask, Popup};
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use crate::text::TextField;
use leadpact_workshop::{Change, Response, Sheet as Sealed, SheetId, Step, Workshop};

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

    fn ask_to_seal(&self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let asked = workshop.bank.questions.len();
        let answered = workshop
            .sheet(&self.id)
            .map_or(0, |s| s.answered(&workshop.bank.questions));
        let text = match asked - answered.min(asked) {
            0 => "All questions are answered.".to_owned(),
            1 => "One question has no answer. That is allowed.".to_owned(),
            n => format!("{n} questions have no answer. That is allowed."),
        };
        shared.popups.push(Popup::Ask(Ask::new(
            "Seal this sheet?",
            &format!(
                "{text} Once sealed, it opens on no screen until all parties have sealed. You get six words to note: \
                 a sheet that somebody changed in the file would have others."
            ),
            "seal it",
            Action::Sheet(SheetAction::Seal),
        )));
    }

    /// The question of the dialog was answered with yes.
    fn said_yes(&mut self, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let id = self.id.clone();
        let at = now.timestamp();
        if let Err(why) = session.act(now, |w| w.seal_sheet(&id, at)) {
            shared.warn(format!("{why}."));
            return;
        }
        let sealed = session.workshop().sheet(&self.id);
        let words = format!(
            "{} has sealed: {}. Note these words, they come again at the reveal. {}",
            self.id.person,
            sealed.and_then(Sealed::words).unwrap_or_default(),
            who_is_next(session.workshop())
        );
        shared.go = Some(Go::Step(Step::Define));
        shared.say(words);
    }
}

impl Page for Sheet {
    fn scope(&self) -> Scope {
        match &self.face {
            Face::Review(_) => Scope::SheetReview,
            Face::Question(_, page) => match page.line() {
                _ if page.editor().is_some() => page.editor_scope().unwrap_or(Scope::Condition),
                Line::Words => Scope::SheetWords,
                Line::Own | Line::From | Line::To | Line::SeenWords | Line::Because => {
                    Scope::SheetField
                }
                Line::Item(_) => Scope::SheetGrid,
                Line::Value(_)
                | Line::OwnValue(_)
                | Line::Shown(_)
                | Line::Any
                | Line::DontKnow
                | Line::Matters
                | Line::SeenKind => Scope::SheetValues,
            },
        }
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        if let Face::Question(_, page) = &self.face
            && let Some(editor) = page.editor()
        {
            return editor.allows(action);
        }
        match action {
            Action::General(General::Undo) => {
                shared.session.as_ref().is_some_and(Session::can_undo)
            }
            Action::General(General::Redo) => {
                shared.session.as_ref().is_some_and(Session::can_redo)
            }
            Action::Move(Move::Left | Move::Right) => match &self.face {
                Face::Question(_, page) => page.goes_sideways(),
                Face::Review(_) => false,
            },
            Action::General(_) | Action::Move(_) | Action::Field(_) => true,
            Action::Sheet(wanted) => match (&self.face, wanted) {
                (_, SheetAction::Show)
                | (Face::Review(_), SheetAction::Seal | SheetAction::Previous)
                | (Face::Question(..), SheetAction::Next) => true,
                (Face::Review(_), _) | (Face::Question(..), SheetAction::Seal) => false,
                (Face::Question(at, _), SheetAction::Previous) => *at > 0,
                (Face::Question(_, page), SheetAction::Never) => page.can_be_never(),
                (Face::Question(_, page), SheetAction::Mark) => page.can_be_marked(),
                (Face::Question(_, page), SheetAction::Earlier) => page.can_be_moved(true),
                (Face::Question(_, page), SheetAction::Later) => page.can_be_moved(false),
                (Face::Question(_, page), rate) => page.column_of(rate).is_some(),
            },
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        if self.act_in_editor(action, shared) {
            return Vec::new();
        }
        let refused = match &self.face {
            Face::Question(_, page) => Some(page.question.clone()).zip(page.refused()),
            Face::Review(_) => None,
        };
        self.answer(action, shared);
        if let Some((question, words)) = refused
            && (shared.go.is_some() || !self.is_at(&question))
        {
            shared.warn(words);
        }
        Vec::new()
    }

    /// What the header says: whose sheet it is, never what stands in it.
    fn heading(&self, shared: &Shared) -> Heading {
        let Some(session) = &shared.session else {
            return Heading::default();
        };
        let workshop = session.workshop();
        let answered = workshop
            .sheet(&self.id)
            .map_or(0, |s| s.answered(&workshop.bank.questions));
        Heading {
            title: format!(
                "{} · {}",
                workshop.party_name(&self.id.party),
                self.id.person
            ),
            about: "private sheet".to_owned(),
            clock: Some(heading::clock_of_sheet(&self.id, session)),
            tally: format!("{answered} of {} answered", workshop.bank.questions.len()),
            steps: Vec::new(),
            ..shared.workshop_heading()
        }
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Define)
    }

    fn confirmed(
        &mut self,
        action: Action,
        _reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::Sheet(_) => {
                self.said_yes(shared);
                Vec::new()
            }
            _ => self.act(action, shared),
        }
    }

    /// The text field under the highlight.
    fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.face {
            Face::Question(_, page) => page.field(),
            Face::Review(_) => None,
        }
    }

    /// The text field under the highlight, to be looked at.
    fn typing(&self) -> Option<&TextField> {
        match &self.face {
            Face::Question(_, page) => page.typing(),
            Face::Review(_) => None,
        }
    }

    /// The words of the highlighted field have changed. A run of letters is undone as one.
    fn typed(&mut self, shared: &mut Shared) {
        let Face::Question(_, page) = &mut self.face else {
            return;
        };
        if let Some(session) = &shared.session
            && page.type_in_editor(session.workshop())
        {
            return;
        }
        page.take_typed();
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let id = &self.id;
        if let Err(refusal) = session.type_over(now, |_| Self::change(id, page)) {
            shared.warn(refusal.to_string());
        }
    }

    /// The highlighted row of the question, or of all questions at the end.
    fn highlighted(&self) -> Option<usize> {
        Some(match &self.face {
            Face::Question(_, page) => page.row(),
            Face::Review(cursor) => cursor.at(),
        })
    }

    fn point(&mut self, row: usize, _shared: &mut Shared) {
        match &mut self.face {
            Face::Question(_, page) => page.point(row),
            Face::Review(cursor) => *cursor = Cursor::on(row),
        }
    }

    fn pick(&mut self, at: usize, shared: &mut Shared) {
        if let (Face::Question(_, page), Some(session)) = (&mut self.face, &shared.session)
            && page.editor().is_some()
        {
            page.pick_in_editor(at, session.workshop());
            return;
        }
        self.edit(shared, |page| page.pick(at));
    }

    /// Turns to a question; what is complete of how a record shows something is kept.
    fn turn_to(&mut self, at: usize, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        if let Face::Question(_, page) = &mut self.face
            && page.editor().is_some()
        {
            let done = page.close_editor(session.workshop());
            Self::commit(&self.id, page, shared);
            if let Err(why) = done {
                shared.warn(why);
            }
        }
        if let Some(session) = &shared.session {
            self.turn_to(at, session.workshop());
        }
    }

    fn lets_go(&self) -> bool {
        false
    }

    fn sheet(&self) -> Option<&SheetId> {
        Some(&self.id)
    }

    /// Somebody is there: a key, a click, the wheel.
    fn touch(&mut self, at: Moment) {
        self.touched = at;
    }

    /// When it hides itself unless a key is pressed.
    fn hides_at(&self) -> Option<Moment> {
        Some(self.touched + HIDES_AFTER)
    }

    /// Everything disappears; the keyboard may change hands.
    fn pause(&mut self, shared: &mut Shared) {
        if let Some(session) = &mut shared.session {
            session.forget_undo();
            shared.go = Some(Go::HandOver {
                party: self.id.party.clone(),
                person: Some(self.id.person.clone()),
            });
        }
    }

    fn asks_before_outside(&self) -> bool {
        !self.outside
    }

    fn goes_outside(&mut self) {
        self.outside = true;
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

/// Who takes the keyboard after a sheet was sealed.
fn who_is_next(workshop: &Workshop) -> String {
    match workshop.still_to_seal().first() {
        None => "Hand the keyboard to the facilitator.".to_owned(),
        Some(party) if party.people.is_empty() => {
            format!("Hand the keyboard to {}.", party.name)
        }
        Some(party) => format!(
            "Hand the keyboard to {}: {}.",
            party.name,
            party.people.join(" or ")
        ),
    }
}
