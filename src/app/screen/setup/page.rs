//! What the set-up answers as a screen.

use super::{ABOUT, Setup, Subject};
use crate::action::{Action, General, Move, SetupAction};
use crate::effect::Effect;
use crate::heading::Heading;
use crate::page::Page;
use crate::scope::Scope;
use crate::shared::Shared;
use crate::text::TextField;

impl Page for Setup {
    fn scope(&self) -> Scope {
        if self.form.takes_text() {
            Scope::SetupField
        } else {
            Scope::Setup
        }
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, _shared: &Shared) -> bool {
        match action {
            Action::General(general) => !matches!(general, General::Undo | General::Redo),
            Action::Move(Move::Left | Move::Right) => !self.form.takes_text(),
            Action::Move(_) | Action::Field(_) => true,
            Action::Setup(SetupAction::Done) | Action::Step(_) => self.subject == Subject::Open,
            Action::Setup(SetupAction::Remove) => self.party_here().is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::General(General::Back) => return self.back(shared),
            Action::Setup(SetupAction::Done) => self.done(shared),
            Action::Setup(SetupAction::Remove) => self.ask_to_remove(shared),
            Action::General(General::Choose) | Action::Field(_) => return self.enter(shared),
            Action::Move(to) if self.form.go(to) => self.chosen(),
            _ => {}
        }
        Vec::new()
    }

    fn heading(&self, shared: &Shared) -> Heading {
        match self.subject {
            Subject::New => Heading {
                title: "A new workshop".to_owned(),
                ..Heading::default()
            },
            Subject::Open => shared.workshop_heading(),
        }
    }

    fn confirmed(
        &mut self,
        action: Action,
        _reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::Setup(_) => {
                self.said_yes(shared);
                Vec::new()
            }
            _ => self.act(action, shared),
        }
    }

    /// The text field under the highlight.
    fn field(&mut self) -> Option<&mut TextField> {
        self.form.field()
    }

    fn typing(&self) -> Option<&TextField> {
        self.form.typing()
    }

    /// The words of a row have changed.
    fn typed(&mut self, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        if self.subject == Subject::New {
            return;
        }
        if let Err(why) = session.type_over(now, |workshop| self.read(workshop)) {
            shared.warn(why.to_string());
        }
    }

    fn highlighted(&self) -> Option<usize> {
        Some(self.form.at())
    }

    fn point(&mut self, row: usize, _shared: &mut Shared) {
        self.form.go_to(row);
    }

    fn pick(&mut self, at: usize, _shared: &mut Shared) {
        if self.form.pick(at) {
            self.chosen();
        }
    }
}
