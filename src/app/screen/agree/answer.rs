//! Changing the agreed answer itself, with the page of the private sheets.

use crate::action::{Action, Move, SheetAction};
use crate::answering::{self, Answering};
use crate::scope::Scope;
use crate::screen::agree::point::Line;
use crate::screen::agree::{Agree, Face};
use crate::shared::Shared;
use leadpact_workshop::Workshop;

/// Where the keys of a page go.
pub(super) fn scope(page: &Answering) -> Scope {
    if let Some(scope) = page.editor_scope() {
        return scope;
    }
    match page.line() {
        answering::Line::Words => Scope::AgreeText,
        answering::Line::Item(_) => Scope::AgreeGrid,
        answering::Line::Own
        | answering::Line::From
        | answering::Line::To
        | answering::Line::SeenWords
        | answering::Line::Because => Scope::AgreeField,
        answering::Line::Value(_)
        | answering::Line::OwnValue(_)
        | answering::Line::Shown(_)
        | answering::Line::Any
        | answering::Line::DontKnow
        | answering::Line::Matters
        | answering::Line::SeenKind => Scope::AgreeValues,
    }
}

/// Whether an action of a sheet can be done on the page.
pub(super) fn allows(page: &Answering, action: SheetAction) -> bool {
    match action {
        SheetAction::Never => page.can_be_never(),
        SheetAction::Mark => page.can_be_marked(),
        SheetAction::Earlier => page.can_be_moved(true),
        SheetAction::Later => page.can_be_moved(false),
        SheetAction::Next => true,
        rate => page.column_of(rate).is_some(),
    }
}

/// Does it.
pub(super) fn act(page: &mut Answering, action: SheetAction) {
    match action {
        SheetAction::Never => page.never(),
        SheetAction::Mark => page.mark(),
        SheetAction::Earlier => page.move_step(true),
        SheetAction::Later => page.move_step(false),
        rate => {
            if let Some(column) = page.column_of(rate) {
                page.rate(column);
                page.down();
            }
        }
    }
}

impl Agree {
    /// Opens the answer of the highlighted part, or of the first.
    pub(super) fn open_answer(&mut self, shared: &Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let Face::Point(point) =
            std::mem::replace(&mut self.face, Face::List(crate::list::Cursor::default()))
        else {
            return;
        };
        let part = match point.line() {
            Line::Answer(part) | Line::Matters(part) | Line::Stage(part) | Line::SeenKind(part) => {
                part
            }
            _ => 0,
        };
        let question = workshop.bank.question(&point.question);
        let response = point
            .decision
            .as_ref()
            .and_then(|d| d.agreed.get(part))
            .map(|s| s.response.clone());
        self.face = match (question, response) {
            (Some(question), Some(response)) => {
                let page = Answering::answer_only(question, response, workshop);
                Face::Answer(point, part, Box::new(page))
            }
            _ => Face::Point(point),
        };
    }

    /// Back from the answer to its point; what was changed is in the workshop already.
    pub(super) fn close_answer(&mut self) {
        let face = std::mem::replace(&mut self.face, Face::List(crate::list::Cursor::default()));
        self.face = match face {
            Face::Answer(mut point, part, _) => {
                point.go_to_line(Line::Voice(0));
                if point.line() != Line::Voice(0) {
                    point.go_to_line(Line::Answer(part));
                }
                Face::Point(point)
            }
            other => other,
        };
    }

    /// Lets the page change its response, and puts a change into the workshop if there is one.
    pub(super) fn edit_answer(&mut self, shared: &mut Shared, change: impl FnOnce(&mut Answering)) {
        let Face::Answer(point, part, page) = &mut self.face else {
            return;
        };
        change(page);
        if let Some(response) = page.changed() {
            point.replace(*part, response);
            self.commit(shared);
        }
    }

    /// An action while somebody says how a record shows a case. False where nobody does.
    pub(super) fn act_in_editor(&mut self, action: Action, shared: &mut Shared) -> bool {
        self.in_editor(shared, |page, workshop| {
            page.act_in_editor(action, workshop)
        })
    }

    /// Something happens to the rows in which that is said; what comes out of it goes into the workshop.
    pub(super) fn in_editor(
        &mut self,
        shared: &mut Shared,
        happens: impl FnOnce(&mut Answering, &Workshop) -> Result<(), String>,
    ) -> bool {
        let (Face::Answer(_, _, page), Some(session)) = (&mut self.face, &shared.session) else {
            return false;
        };
        if page.editor().is_none() {
            return false;
        }
        let done = happens(page, session.workshop());
        self.edit_answer(shared, |_| {});
        if let Err(why) = done {
            shared.warn(why);
        }
        true
    }

    pub(super) fn enter_answer(&mut self, shared: &mut Shared) {
        if let (Face::Answer(_, _, page), Some(session)) = (&mut self.face, &shared.session)
            && page.open_editor(session.workshop())
        {
            return;
        }
        let mut done = false;
        self.edit_answer(shared, |page| match page.line() {
            // What is marked stays as it is.
            answering::Line::Item(item) if page.rated(item).is_some() => {
                done = page.at() + 1 >= page.lines().len();
                page.down();
            }
            _ => done = page.enter(),
        });
        if done {
            self.close_answer();
        }
    }

    pub(super) fn go_in_answer(&mut self, to: Move, shared: &mut Shared) {
        self.edit_answer(shared, |page| match (page.line(), to) {
            // In a grid the arrows move the mark itself: every row has one already.
            (answering::Line::Item(item), Move::Left | Move::Right) => {
                let last = page.columns.len().saturating_sub(1);
                let column = match (page.rated(item), to) {
                    (None, _) => 0,
                    (Some(at), Move::Right) => (at + 1).min(last),
                    (Some(at), _) => at.saturating_sub(1),
                };
                page.rate(column);
            }
            (_, Move::Left | Move::Right) => page.sideways(to == Move::Right),
            (_, Move::NextField) => page.go(Move::Down),
            (_, Move::PreviousField) => page.go(Move::Up),
            (_, to) => page.go(to),
        });
    }

    /// Takes over what was typed into the answer.
    pub(super) fn type_answer(&mut self) {
        let Face::Answer(point, part, page) = &mut self.face else {
            return;
        };
        if page.take_typed() {
            point.hold();
        }
        point.back_to_held();
        if let Some(response) = page.changed() {
            point.replace(*part, response);
        }
    }
}
