//! One comparison being said with keys: what shows it, how it compares, with what.
//!
//! The same rows stand wherever people say how a lead record shows something: a case in own words, a route to an owner.
//! What is not one comparison is shown in words and stays as it is, unless another is put in its place.
//!
//! | what | file |
//! |---|---|
//! | fields, acts, comparisons, values with their labels | `choices.rs` |
//! | what stands in the rows, made into a condition | `draft.rs` |
//! | the rows that say a condition | `reading.rs` |
//! | the rows themselves | `rows.rs` |
//! | the list to find a field or an act in | `finder.rs` |

pub mod choices;
pub mod draft;
pub mod finder;
mod reading;
mod rows;
#[cfg(test)]
mod tests;

use crate::action::{Action, ConditionAction, General, Move};
use crate::form::Form;
use crate::list::Cursor;
use crate::scope::Scope;
use crate::text::TextField;
use choices::Shows;
use draft::{Asks, Draft, Fault, NewField};
use finder::Finder;
use leadpact_definition::condition::Condition;
use leadpact_workshop::Workshop;

/// What was said once the rows are left.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The condition; `None`: nobody can see it.
    pub when: Option<Condition>,
    /// The field that has to be made for it.
    pub column: Option<NewField>,
    /// Who gets such leads; empty where that is not asked.
    pub to: String,
}

/// The rows of one comparison.
#[derive(Debug)]
pub struct Editor {
    /// What it is about, for people.
    pub title: String,
    /// The rows.
    pub form: Form,
    /// The list of what can show it; `None` while the rows have the keys.
    pub finder: Option<Finder>,
    asks: Vec<Asks>,
    draft: Draft,
    /// What stood there before, and the rows that say it.
    before: (Option<Condition>, Draft),
    /// Whether that nobody can see it is an answer.
    nobody: bool,
    /// Who gets such leads; `None` where that is not asked.
    to: Option<String>,
}

impl Editor {
    /// How a record shows something; that nobody can see it is an answer. Opens with the list where nothing is said yet.
    #[must_use]
    pub fn shown(workshop: &Workshop, title: String, when: Option<&Condition>) -> Self {
        Self::new(workshop, title, when, true, None)
    }

    /// Which leads go to whom.
    #[must_use]
    pub fn route(workshop: &Workshop, title: String, when: Option<&Condition>, to: &str) -> Self {
        Self::new(workshop, title, when, false, Some(to.to_owned()))
    }

    fn new(
        workshop: &Workshop,
        title: String,
        when: Option<&Condition>,
        nobody: bool,
        to: Option<String>,
    ) -> Self {
        let draft = when.and_then(|when| Draft::of(workshop, when));
        let draft = draft.unwrap_or_default();
        let mut editor = Self {
            title,
            form: Form::default(),
            finder: None,
            asks: Vec::new(),
            before: (when.cloned(), draft.clone()),
            draft,
            nobody,
            to,
        };
        editor.lay_out(workshop, Asks::Shows);
        if when.is_none() {
            editor.open_finder(workshop);
        }
        editor
    }

    /// Where its keys go.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if self.finder.is_some() {
            Scope::ConditionList
        } else if self.form.takes_text() {
            Scope::ConditionField
        } else {
            Scope::Condition
        }
    }

    /// Whether this can be done right now.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        let rows = self.finder.is_none();
        match action {
            Action::Move(Move::Left | Move::Right) => {
                rows && matches!(self.asking(), Some(Asks::Compares | Asks::Level))
            }
            Action::Condition(ConditionAction::Mark) => {
                rows && matches!(self.asking(), Some(Asks::Mark(_)))
            }
            Action::Condition(ConditionAction::Done) => rows,
            Action::General(General::Undo | General::Redo) => false,
            Action::General(_) | Action::Move(_) | Action::Field(_) => true,
            _ => false,
        }
    }

    fn asking(&self) -> Option<Asks> {
        self.asks.get(self.form.at()).copied()
    }

    /// Answers an action. True when the rows are left: then [`Editor::said`] says what was said.
    pub fn act(&mut self, action: Action, workshop: &Workshop) -> bool {
        if self.finder.is_some() {
            return self.act_in_list(action, workshop);
        }
        match action {
            Action::General(General::Back) => return true,
            Action::General(General::Choose) | Action::Field(_) => return self.enter(workshop),
            Action::Condition(ConditionAction::Done) => return self.done(workshop),
            Action::Condition(ConditionAction::Mark) => {
                self.form.mark();
                self.take(workshop);
            }
            Action::Move(to) if self.form.go(to) => self.take(workshop),
            _ => {}
        }
        false
    }

    fn act_in_list(&mut self, action: Action, workshop: &Workshop) -> bool {
        let Some(finder) = &mut self.finder else {
            return false;
        };
        match action {
            Action::Move(to) => {
                let count = finder.matches().len();
                finder.cursor.go(to, count);
                false
            }
            Action::General(General::Choose) | Action::Field(_) => self.choose(workshop),
            Action::General(General::Back) => {
                self.finder = None;
                self.draft.shows.is_none() && self.before.0.is_none()
            }
            _ => false,
        }
    }

    /// Takes the highlighted row of the list. True when nothing more is to be said.
    fn choose(&mut self, workshop: &Workshop) -> bool {
        let Some(finder) = self.finder.take() else {
            return false;
        };
        let Some(entry) = finder.chosen() else {
            return false;
        };
        let Some(shows) = &entry.shows else {
            self.draft = Draft::default();
            self.before.0 = None;
            return true;
        };
        if self.draft.shows.as_ref() != Some(shows) {
            self.draft = Draft::of_subject(workshop, shows.clone());
            if *shows == Shows::NewColumn {
                finder
                    .query
                    .text()
                    .trim()
                    .clone_into(&mut self.draft.column);
            }
        }
        let nameless = *shows == Shows::NewColumn && self.draft.column.is_empty();
        let next = if nameless {
            Asks::Column
        } else {
            Asks::Compares
        };
        self.lay_out(workshop, next);
        false
    }

    fn open_finder(&mut self, workshop: &Workshop) {
        let mut finder = Finder::new(workshop, self.nobody);
        finder.highlight(self.draft.shows.as_ref());
        self.finder = Some(finder);
    }

    /// Enter on a row: on to what is asked next. True when all is said.
    fn enter(&mut self, workshop: &Workshop) -> bool {
        match self.asking() {
            Some(Asks::Shows) => {
                self.open_finder(workshop);
                false
            }
            Some(Asks::Mark(at)) => {
                // As on a sheet: Enter takes the highlighted value only while none is marked.
                if !self.draft.marks.contains(&true) && self.draft.own.trim().is_empty() {
                    if let Some(mark) = self.draft.marks.get_mut(at) {
                        *mark = true;
                    }
                    self.lay_out(workshop, Asks::Mark(at));
                }
                match self.asks.iter().position(|asks| *asks == Asks::To) {
                    Some(owner) => {
                        self.form.go_to(owner);
                        false
                    }
                    None => self.done(workshop),
                }
            }
            _ if self.form.is_last() => self.done(workshop),
            _ => {
                self.form.go(Move::Down);
                false
            }
        }
    }

    /// Takes the rows as they stand, unless one of them does not say it: then it is highlighted with the reason.
    fn done(&mut self, workshop: &Workshop) -> bool {
        match self.fault(workshop) {
            None => true,
            Some(fault) => {
                self.show(&fault);
                let at = self.asks.iter().position(|asks| *asks == fault.asks);
                self.form.go_to(at.unwrap_or(0));
                false
            }
        }
    }

    fn fault(&self, workshop: &Workshop) -> Option<Fault> {
        let said = self.condition(workshop).err();
        let nobody = self.to.as_ref().is_some_and(|to| to.trim().is_empty());
        said.or_else(|| {
            nobody.then(|| Fault {
                asks: Asks::To,
                why: "Write who gets these leads: a person or a team.".to_owned(),
                is_open: true,
            })
        })
    }

    fn show(&mut self, fault: &Fault) {
        for (row, asks) in self.form.rows.iter_mut().zip(&self.asks) {
            row.fault = (*asks == fault.asks).then(|| fault.why.clone());
        }
    }

    fn condition(
        &self,
        workshop: &Workshop,
    ) -> Result<(Option<Condition>, Option<NewField>), Fault> {
        // What was not touched stays as it was, also where it is more than one comparison.
        if self.draft == self.before.1 && (self.before.0.is_some() || self.nobody) {
            return Ok((self.before.0.clone(), None));
        }
        if self.nobody && self.draft.shows.is_none() {
            return Ok((None, None));
        }
        let (when, column) = self.draft.condition(workshop)?;
        Ok((Some(when), column))
    }

    /// Whether anything was said since the rows were opened.
    #[must_use]
    pub(crate) fn is_touched(&self) -> bool {
        self.draft != self.before.1
    }

    /// What was said.
    ///
    /// # Errors
    /// Why the rows do not say it, in a sentence; what stood there before stays then.
    pub fn said(&self, workshop: &Workshop) -> Result<Said, String> {
        if let Some(fault) = self.fault(workshop) {
            return Err(fault.why);
        }
        let (when, column) = self.condition(workshop).map_err(|fault| fault.why)?;
        let to = self.to.as_deref().map(str::trim).unwrap_or_default();
        Ok(Said {
            when,
            column,
            to: to.to_owned(),
        })
    }

    /// The text field under the highlight.
    pub fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.finder {
            Some(finder) => Some(&mut finder.query),
            None => self.form.field(),
        }
    }

    /// The text field under the highlight, to be looked at.
    #[must_use]
    pub fn typing(&self) -> Option<&TextField> {
        match &self.finder {
            Some(finder) => Some(&finder.query),
            None => self.form.typing(),
        }
    }

    /// The words of the field have changed.
    pub fn typed(&mut self, workshop: &Workshop) {
        match &mut self.finder {
            Some(finder) => finder.cursor = Cursor::default(),
            None => self.take(workshop),
        }
    }

    /// The highlighted row of the list, or of the form.
    #[must_use]
    pub fn at(&self) -> usize {
        match &self.finder {
            Some(finder) => finder.cursor.at(),
            None => self.form.at(),
        }
    }

    /// Highlights a row of the list, or of the form.
    pub fn point(&mut self, row: usize) {
        match &mut self.finder {
            Some(finder) => finder.cursor = Cursor::on(row),
            None => self.form.go_to(row),
        }
    }

    /// Takes a choice of the highlighted row.
    pub fn pick(&mut self, at: usize, workshop: &Workshop) {
        if self.finder.is_none() && self.form.pick(at) {
            self.take(workshop);
        }
    }
}
