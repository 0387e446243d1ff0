//! What the agree step answers as a screen.

use super::point::Line;
use super::{ABOUT, Agree, Face, WAYS, answer, turns};
use crate::action::{Action, AgreeAction, General, Move};
use crate::effect::Effect;
use crate::heading::Heading;
use crate::list::Cursor;
use crate::page::Page;
use crate::scope::Scope;
use crate::shared::Shared;
use crate::text::TextField;
use leadpact_workshop::{Step, Workshop};

impl Page for Agree {
    fn scope(&self) -> Scope {
        match &self.face {
            Face::List(_) => Scope::AgreeList,
            Face::Point(point) if point.line().takes_text() => Scope::AgreeField,
            Face::Point(_) => Scope::Agree,
            Face::Answer(_, _, page) => answer::scope(page),
        }
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        let Some(session) = &shared.session else {
            return false;
        };
        if let Face::Answer(_, _, page) = &self.face
            && let Some(editor) = page.editor()
        {
            return editor.allows(action);
        }
        match action {
            Action::General(General::Undo) => session.can_undo(),
            Action::General(General::Redo) => session.can_redo(),
            Action::Move(Move::Left | Move::Right) => match &self.face {
                Face::List(_) => false,
                Face::Point(point) => turns(point),
                Face::Answer(..) => true,
            },
            Action::General(_)
            | Action::Move(_)
            | Action::Step(_)
            | Action::Save(_)
            | Action::Field(_) => true,
            Action::Sheet(wanted) => match &self.face {
                Face::Answer(_, _, page) => answer::allows(page, wanted),
                Face::List(_) | Face::Point(_) => false,
            },
            Action::Agree(wanted) => self.allows_own(wanted, session.workshop()),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        if self.act_in_editor(action, shared) {
            self.refresh(shared);
            return Vec::new();
        }
        let left = self.unfinished();
        let effects = self.answer(action, shared);
        if let Some(left) = left {
            self.keep(left, shared);
        }
        self.refresh(shared);
        effects
    }

    fn heading(&self, shared: &Shared) -> Heading {
        let Some(session) = &shared.session else {
            return Heading::default();
        };
        let done = self.done(session.workshop());
        Heading {
            tally: format!("{done} of {} settled", self.order.len()),
            ..shared.workshop_heading()
        }
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Agree)
    }

    /// What the ways out mean, for the help page.
    fn figures(&self, _shared: &Shared) -> Vec<String> {
        match &self.face {
            Face::Point(_) => WAYS.map(str::to_owned).to_vec(),
            Face::List(_) | Face::Answer(..) => Vec::new(),
        }
    }

    fn confirmed(
        &mut self,
        action: Action,
        _reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::Agree(_) => {
                self.said_yes(shared);
                Vec::new()
            }
            _ => self.act(action, shared),
        }
    }

    /// The text field under the highlight.
    fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.face {
            Face::List(_) => None,
            Face::Point(point) => point.field(),
            Face::Answer(_, _, page) => page.field(),
        }
    }

    /// The text field under the highlight, to be looked at.
    fn typing(&self) -> Option<&TextField> {
        match &self.face {
            Face::List(_) => None,
            Face::Point(point) => point.field_on(point.line()),
            Face::Answer(_, _, page) => page.typing(),
        }
    }

    /// The words of the highlighted field have changed. A run of letters is undone as one.
    fn typed(&mut self, shared: &mut Shared) {
        if let (Face::Answer(_, _, page), Some(session)) = (&mut self.face, &shared.session)
            && page.type_in_editor(session.workshop())
        {
            return;
        }
        let today = shared.now.date();
        match &mut self.face {
            Face::List(_) => return,
            Face::Point(point) => point.take_typed(today),
            Face::Answer(..) => self.type_answer(),
        }
        if let Shared {
            session: Some(session),
            now,
            ..
        } = shared
            && let Err(refusal) = session.type_over(now, |workshop| self.change(workshop))
        {
            shared.warn(refusal.to_string());
        }
        self.refresh(shared);
    }

    /// The highlighted row of what is in front.
    fn highlighted(&self) -> Option<usize> {
        Some(match &self.face {
            Face::List(cursor) => cursor.at(),
            Face::Point(point) => point.at(),
            Face::Answer(_, _, page) => page.row(),
        })
    }

    /// Highlights a row of what is in front.
    fn point(&mut self, row: usize, shared: &mut Shared) {
        match &mut self.face {
            Face::List(cursor) => *cursor = Cursor::on(row),
            Face::Point(point) => point.go_to(row),
            Face::Answer(_, _, page) => page.point(row),
        }
        self.refresh(shared);
    }

    fn pick(&mut self, at: usize, shared: &mut Shared) {
        if self.in_editor(shared, |page, workshop| {
            page.pick_in_editor(at, workshop);
            Ok(())
        }) {
            self.refresh(shared);
            return;
        }
        match &mut self.face {
            Face::List(_) => {}
            Face::Point(point) => {
                point.pick(at);
                self.commit(shared);
            }
            Face::Answer(..) => self.edit_answer(shared, |page| page.pick(at)),
        }
        self.refresh(shared);
    }
}

impl Agree {
    fn allows_own(&self, action: AgreeAction, workshop: &Workshop) -> bool {
        match (&self.face, action) {
            (_, AgreeAction::SettleSame) => self.same_to_settle(workshop) > 0,
            (
                _,
                AgreeAction::Read
                | AgreeAction::TextUp
                | AgreeAction::TextDown
                | AgreeAction::Stages
                | AgreeAction::Scoring,
            )
            | (Face::Point(_), AgreeAction::Next | AgreeAction::Previous | AgreeAction::Overview) => {
                true
            }
            (Face::List(_), _) => false,
            (Face::Answer(..), action) => {
                matches!(action, AgreeAction::Overview | AgreeAction::Next)
            }
            (Face::Point(point), AgreeAction::ReadWay) => {
                matches!(point.line(), Line::Option(_) | Line::Answer(_))
            }
            (Face::Point(point), AgreeAction::Edit) => point
                .decision
                .as_ref()
                .is_some_and(|d| !d.agreed.is_empty()),
            (Face::Point(point), AgreeAction::AllAgree) => {
                point.decision.as_ref().is_some_and(|d| d.parked.is_none())
                    && (0..point.parties().len()).any(|at| point.voice(at).is_none())
            }
            (Face::Point(point), action) => self
                .resolution_of(action)
                .is_some_and(|wanted| point.options.iter().any(|(r, _)| *r == wanted)),
        }
    }
}
