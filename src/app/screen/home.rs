//! Home: the workshops of the data folder.

use crate::action::{Action, FieldAction, General, HomeAction};
use crate::effect::{Disk, Effect};
use crate::field::Field;
use crate::go::Go;
use crate::heading::Heading;
use crate::list::Cursor;
use crate::page::Page;
use crate::scope::Scope;
use crate::shared::Shared;
use crate::text::TextField;
use crate::workshop_row::WorkshopRow;

/// The top of the help page.
pub const ABOUT: &str = "Here are your workshops. In each of them marketing and sales work out \
together what a qualified lead is, in five steps: define, compare, agree, SLA, sign.";

/// What the home screen knows of the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// Nobody has looked yet.
    Waiting,
    /// These are there, newest first.
    Found(Vec<WorkshopRow>),
    /// It cannot be read, and why.
    Unreadable(String),
}

/// The filter of the list.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one filter, on one screen"
)]
#[derive(Debug)]
enum Filter {
    /// Everything is shown.
    Off,
    /// Words are being typed.
    Typing(TextField),
    /// These words hold.
    On(String),
}

/// The home screen.
#[derive(Debug)]
pub struct Home {
    listing: Listing,
    filter: Filter,
    cursor: Cursor,
    /// What is done when the dialog about a workshop that was just refused is answered with yes; `None` before that.
    pub instead: Option<Disk>,
}

impl Default for Home {
    fn default() -> Self {
        Self {
            listing: Listing::Waiting,
            filter: Filter::Off,
            cursor: Cursor::default(),
            instead: None,
        }
    }
}

impl Home {
    /// What is known of the data folder.
    #[must_use]
    pub fn listing(&self) -> &Listing {
        &self.listing
    }

    /// Takes a fresh listing. The highlight stays on the same workshop where it still exists.
    pub fn listed(&mut self, found: Result<Vec<WorkshopRow>, String>) {
        let before = self.chosen().map(|row| row.path.clone());
        self.listing = match found {
            Ok(rows) => Listing::Found(rows),
            Err(why) => Listing::Unreadable(why),
        };
        let again = before.and_then(|path| self.rows().iter().position(|row| row.path == path));
        self.cursor = again.map_or(self.cursor, Cursor::on);
        self.cursor.keep_within(self.rows().len());
    }

    /// The rows that the filter lets through.
    #[must_use]
    pub fn rows(&self) -> Vec<&WorkshopRow> {
        let wanted = self.filter_text().to_lowercase();
        let shown = |row: &&WorkshopRow| {
            let text = format!("{} {}", row.title, row.status).to_lowercase();
            wanted.split_whitespace().all(|word| text.contains(word))
        };
        match &self.listing {
            Listing::Found(rows) => rows.iter().filter(shown).collect(),
            Listing::Waiting | Listing::Unreadable(_) => Vec::new(),
        }
    }

    /// The highlighted workshop; none in an empty list.
    #[must_use]
    pub fn chosen(&self) -> Option<&WorkshopRow> {
        self.rows().get(self.cursor.at()).copied()
    }

    /// The highlighted row, counted from 0.
    #[must_use]
    pub fn at(&self) -> usize {
        self.cursor.at()
    }

    /// The words of the filter; empty when everything is shown.
    #[must_use]
    pub fn filter_text(&self) -> String {
        match &self.filter {
            Filter::Off => String::new(),
            Filter::Typing(field) => field.text(),
            Filter::On(words) => words.clone(),
        }
    }

    /// The filter's text field while it is being typed into.
    #[must_use]
    pub fn filter_field(&self) -> Option<&TextField> {
        match &self.filter {
            Filter::Typing(field) => Some(field),
            Filter::Off | Filter::On(_) => None,
        }
    }

    /// The dialog about a workshop that was refused was answered with yes.
    fn said_yes(&mut self) -> Vec<Effect> {
        self.instead.take().map(Effect::Disk).into_iter().collect()
    }

    fn keep_filter(&mut self) {
        let words = self.filter_text();
        self.filter = if words.trim().is_empty() {
            Filter::Off
        } else {
            Filter::On(words)
        };
    }
}

impl Page for Home {
    fn scope(&self) -> Scope {
        match self.filter {
            Filter::Typing(_) => Scope::HomeFilter,
            Filter::Off | Filter::On(_) => Scope::Home,
        }
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, _shared: &Shared) -> bool {
        match action {
            Action::General(General::Choose)
            | Action::Home(HomeAction::Duplicate | HomeAction::Look) => {
                self.chosen().is_some_and(|row| row.readable)
            }
            Action::General(General::Undo | General::Redo) => false,
            Action::General(General::Back) => !matches!(self.filter, Filter::Off),
            Action::Home(HomeAction::Filter) => {
                matches!(&self.listing, Listing::Found(rows) if !rows.is_empty())
            }
            Action::Move(_) => !self.rows().is_empty(),
            Action::Home(HomeAction::Refresh | HomeAction::New | HomeAction::Sample)
            | Action::General(_) => true,
            Action::Field(FieldAction::Done) => self.scope().takes_text(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::Home(HomeAction::Filter) => {
                self.filter =
                    Filter::Typing(TextField::new(Field::HomeFilter, &self.filter_text()));
            }
            Action::Home(HomeAction::Refresh) => return vec![Disk::ListWorkshops.into()],
            Action::Home(HomeAction::New) => {
                shared.go = Some(Go::NewWorkshop);
            }
            Action::Home(HomeAction::Sample) => return vec![Disk::OpenSample.into()],
            Action::Home(HomeAction::Duplicate) => {
                return self.chosen().map_or_else(Vec::new, |row| {
                    vec![Disk::Duplicate(row.path.clone()).into()]
                });
            }
            Action::Home(HomeAction::Look) => {
                return self
                    .chosen()
                    .map_or_else(Vec::new, |row| vec![Disk::LookAt(row.path.clone()).into()]);
            }
            Action::General(General::Choose) => {
                return self.chosen().map_or_else(Vec::new, |row| {
                    vec![Disk::OpenWorkshop(row.path.clone()).into()]
                });
            }
            Action::Field(FieldAction::Done) => self.keep_filter(),
            Action::Move(to) => self.cursor.go(to, self.rows().len()),
            Action::General(General::Back) => {
                self.filter = Filter::Off;
                self.cursor = Cursor::default();
            }
            _ => {}
        }
        Vec::new()
    }

    fn heading(&self, _shared: &Shared) -> Heading {
        Heading {
            title: "Leadpact".to_owned(),
            about: "what is a qualified lead?".to_owned(),
            tally: match &self.listing {
                Listing::Found(rows) if rows.len() == 1 => "1 workshop".to_owned(),
                Listing::Found(rows) if !rows.is_empty() => format!("{} workshops", rows.len()),
                Listing::Found(_) | Listing::Waiting | Listing::Unreadable(_) => String::new(),
            },
            ..Heading::default()
        }
    }

    fn confirmed(
        &mut self,
        action: Action,
        _reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::Home(_) => self.said_yes(),
            _ => self.act(action, shared),
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.filter {
            Filter::Typing(field) => Some(field),
            Filter::Off | Filter::On(_) => None,
        }
    }

    fn typing(&self) -> Option<&TextField> {
        self.filter_field()
    }

    /// The filter's words have changed.
    fn typed(&mut self, _shared: &mut Shared) {
        self.cursor = Cursor::default();
    }

    fn highlighted(&self) -> Option<usize> {
        Some(self.at())
    }

    fn point(&mut self, row: usize, _shared: &mut Shared) {
        self.cursor = Cursor::on(row);
        self.cursor.keep_within(self.rows().len());
    }

    fn lets_go(&self) -> bool {
        false
    }
}
