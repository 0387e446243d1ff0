//! What a private sheet answers as a screen.

use super::{ABOUT, Face, HIDES_AFTER, Sheet};
use crate::action::{Action, General, Move, SheetAction};
use crate::answering::Line;
use crate::effect::Effect;
use crate::go::Go;
use crate::heading;
use crate::heading::Heading;
use crate::list::Cursor;
use crate::moment::Moment;
use crate::page::Page;
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use crate::text::TextField;
use leadpact_workshop::{SheetId, Step};

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
