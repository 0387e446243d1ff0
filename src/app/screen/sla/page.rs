//! What the SLA step answers as a screen.

use super::form::Subject;
use super::{ABOUT, Entry, Face, Sla, capacity};
use crate::action::{Action, General, SlaAction};
use crate::effect::Effect;
use crate::heading::Heading;
use crate::list::Cursor;
use crate::page::Page;
use crate::scope::Scope;
use crate::shared::Shared;
use crate::text::TextField;
use leadpact_workshop::Step;

impl Page for Sla {
    fn scope(&self) -> Scope {
        match &self.page {
            Face::Form(form) if form.takes_text() => Scope::SlaField,
            Face::Form(_) => Scope::SlaForm,
            Face::Overview | Face::Kinds(_) | Face::Reasons(_) => Scope::Sla,
        }
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        let Some(session) = &shared.session else {
            return false;
        };
        let workshop = session.workshop();
        let open = !workshop.is_closed();
        match action {
            Action::General(General::Undo) => session.can_undo(),
            Action::General(General::Redo) => session.can_redo(),
            Action::Sla(SlaAction::New) => {
                open && matches!(self.page, Face::Overview | Face::Reasons(_))
            }
            Action::Sla(SlaAction::Remove) => match &self.page {
                Face::Overview => open && matches!(self.entry(workshop), Some(Entry::Promise(_))),
                Face::Reasons(_) => open && !workshop.sla.rejection_reasons.is_empty(),
                Face::Kinds(_) | Face::Form(_) => false,
            },
            Action::Sla(SlaAction::Confirm) => {
                open && matches!(self.page, Face::Overview) && self.confirmable(workshop)
            }
            Action::General(_)
            | Action::Move(_)
            | Action::Field(_)
            | Action::Step(_)
            | Action::Save(_) => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::General(General::Undo | General::Redo) => {
                shared.travel(action == Action::General(General::Redo));
                self.reload(shared);
            }
            Action::General(General::Back) => return self.back(shared),
            Action::General(General::Choose) | Action::Field(_) => self.choose(shared),
            Action::Move(to) => self.go(to, shared),
            Action::Sla(SlaAction::New) => self.add(shared),
            Action::Sla(SlaAction::Remove) => self.remove(shared),
            Action::Sla(SlaAction::Confirm) => {
                self.open(Subject::Capacity, shared);
                if let Face::Form(form) = &mut self.page {
                    form.form.go_to(capacity::CONFIRMED);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn heading(&self, shared: &Shared) -> Heading {
        shared.heading_of_step(Step::Sla)
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Sla)
    }

    fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.page {
            Face::Form(form) if form.takes_text() => form.form.field(),
            _ => None,
        }
    }

    fn typing(&self) -> Option<&TextField> {
        match &self.page {
            Face::Form(form) if form.takes_text() => form.form.typing(),
            _ => None,
        }
    }

    fn typed(&mut self, shared: &mut Shared) {
        if let Face::Form(form) = &mut self.page {
            form.typed(shared);
        }
    }

    /// The highlighted row: the rows of a form come first, then its readings.
    fn highlighted(&self) -> Option<usize> {
        Some(match &self.page {
            Face::Overview => self.cursor.at(),
            Face::Kinds(cursor) | Face::Reasons(cursor) => cursor.at(),
            Face::Form(form) => form.reading.map_or_else(
                || form.form.at(),
                |reading| form.form.rows.len() + reading.at(),
            ),
        })
    }

    /// Highlights a row, counted as in [`Self::highlighted`].
    fn point(&mut self, row: usize, shared: &mut Shared) {
        match &mut self.page {
            Face::Overview => self.cursor = Cursor::on(row),
            Face::Kinds(cursor) | Face::Reasons(cursor) => *cursor = Cursor::on(row),
            Face::Form(form) => form.point(row),
        }
        self.reload_cursor(shared);
    }

    fn pick(&mut self, at: usize, shared: &mut Shared) {
        if let Face::Form(form) = &mut self.page {
            form.pick(at, shared);
        }
    }

    /// Another screen comes in front.
    fn leave(&mut self, shared: &mut Shared) {
        if self.begun.is_some() {
            self.close(shared);
        }
    }

    /// Whether the overview is in front: nothing is being written.
    fn is_at_rest(&self) -> bool {
        matches!(self.page, Face::Overview)
    }
}
