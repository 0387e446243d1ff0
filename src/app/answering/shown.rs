//! How would the CRM show a case that somebody wrote in own words? Asked right where it was written.

use super::{Answering, Line};
use crate::action::Action;
use crate::condition::Editor;
use crate::scope::Scope;
use leadpact_definition::condition::Condition;
use leadpact_workshop::{Change, Workshop};

/// The question as it is asked.
pub const QUESTION: &str = "How would the CRM show it?";

/// The answer to it being said.
#[derive(Debug)]
pub(crate) struct Showing {
    /// The case.
    value: String,
    /// The rows.
    pub editor: Editor,
}

impl Answering {
    /// How a record shows the case on this line; `None` where that is not asked or nobody can see it.
    #[must_use]
    pub fn shown_on(&self, line: Line) -> Option<&Condition> {
        let (Line::OwnValue(at) | Line::Shown(at)) = line else {
            return None;
        };
        self.response.shown_by.get(self.own_values().get(at)?)
    }

    /// The rows in which it is being said.
    #[must_use]
    pub fn editor(&self) -> Option<&Editor> {
        self.showing.as_ref().map(|showing| &showing.editor)
    }

    /// Where the keys go while it is being said.
    #[must_use]
    pub(crate) fn editor_scope(&self) -> Option<Scope> {
        self.editor().map(Editor::scope)
    }

    /// Opens the rows where the highlighted line asks for them. True when they are open.
    pub(crate) fn open_editor(&mut self, workshop: &Workshop) -> bool {
        let Line::Shown(at) = self.line() else {
            return false;
        };
        let Some(value) = self.own_values().get(at).cloned() else {
            return false;
        };
        let when = self.response.shown_by.get(&value);
        let title = format!("\u{201c}{value}\u{201d}. {QUESTION}");
        let editor = Editor::shown(workshop, title, when);
        self.showing = Some(Showing { value, editor });
        true
    }

    /// An action while the rows are open. Once they are left, what was said is part of the response; what is not
    /// complete changes nothing, and the reason is returned.
    pub(crate) fn act_in_editor(
        &mut self,
        action: Action,
        workshop: &Workshop,
    ) -> Result<(), String> {
        let left = self
            .showing
            .as_mut()
            .is_some_and(|showing| showing.editor.act(action, workshop));
        if left {
            self.close_editor(workshop)
        } else {
            Ok(())
        }
    }

    /// Takes a choice of the highlighted row while the rows are open.
    pub(crate) fn pick_in_editor(&mut self, at: usize, workshop: &Workshop) {
        if let Some(showing) = &mut self.showing {
            showing.editor.pick(at, workshop);
        }
    }

    /// Leaves the rows.
    pub(crate) fn close_editor(&mut self, workshop: &Workshop) -> Result<(), String> {
        let Some(Showing { value, editor }) = self.showing.take() else {
            return Ok(());
        };
        let said = editor
            .said(workshop)
            .map_err(|why| format!("That was not complete, so nothing has changed. {why}"))?;
        match said.when {
            Some(when) => {
                self.response.shown_by.insert(value, when);
            }
            None => {
                self.response.shown_by.shift_remove(&value);
            }
        }
        self.new_field = said.column;
        self.down();
        Ok(())
    }

    /// The words in the rows have changed. False where no rows are open.
    pub(crate) fn type_in_editor(&mut self, workshop: &Workshop) -> bool {
        match &mut self.showing {
            Some(showing) => {
                showing.editor.typed(workshop);
                true
            }
            None => false,
        }
    }

    /// The change, with the field that the bank has to have for it.
    pub(crate) fn with_column(&mut self, change: Change) -> Change {
        match self.new_field.take() {
            Some((id, field)) => Change::Several(vec![
                Change::NameField {
                    id,
                    field: Some(Box::new(field)),
                },
                change,
            ]),
            None => change,
        }
    }
}
