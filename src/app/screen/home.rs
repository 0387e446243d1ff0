//! Home: the workshops of the data folder.

use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::Date;

use crate::actions;
use crate::app::Shared;
use crate::app::action::{Action, FieldAction, General};
use crate::app::heading::{Heading, StepMark};
use crate::app::list::Cursor;
use crate::app::message::Effect;
use crate::app::scope::Scope;
use crate::app::text::TextField;

/// The top of the help page.
pub const ABOUT: &str = "Here are your workshops. In each of them marketing and sales work out \
together what a qualified lead is, in five steps: define, compare, agree, SLA, sign.";

actions! {
    /// What can be asked for on the home screen alone.
    pub enum HomeAction {
        /// Show only workshops whose title holds some words.
        Filter,
        /// Read the data folder again.
        Refresh,
    }
}

/// One workshop as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkshopRow {
    /// Where it is.
    pub path: PathBuf,
    /// Its title.
    pub title: String,
    /// The five steps; empty when `status` says enough.
    pub steps: Vec<StepMark>,
    /// Version and status in words, for example `agreed 2.0.0`; or why it cannot be read.
    pub status: String,
    /// False when the file cannot be read; the row says so and cannot be opened.
    pub readable: bool,
    /// When it was last changed; None when the disk does not say.
    pub changed: Option<Zoned>,
}

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
}

impl Default for Home {
    fn default() -> Self {
        Self {
            listing: Listing::Waiting,
            filter: Filter::Off,
            cursor: Cursor::default(),
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

    /// Where the keys go.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.filter {
            Filter::Typing(_) => Scope::HomeFilter,
            Filter::Off | Filter::On(_) => Scope::Home,
        }
    }

    /// What the header says.
    #[must_use]
    pub fn heading(&self) -> Heading {
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

    /// Whether this can be done right now.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        match action {
            Action::General(General::Choose | General::Yes)
            | Action::Field(FieldAction::Outside) => false,
            Action::General(General::Back) => !matches!(self.filter, Filter::Off),
            Action::Home(HomeAction::Filter) => {
                matches!(&self.listing, Listing::Found(rows) if !rows.is_empty())
            }
            Action::Move(_) => !self.rows().is_empty(),
            Action::Field(FieldAction::Done) => self.scope().takes_text(),
            Action::Home(HomeAction::Refresh) | Action::General(_) => true,
        }
    }

    /// Answers an action.
    pub fn act(&mut self, action: Action, _shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::Home(HomeAction::Filter) => {
                self.filter = Filter::Typing(TextField::one_line(&self.filter_text()));
            }
            Action::Home(HomeAction::Refresh) => return vec![Effect::ListWorkshops],
            Action::Field(FieldAction::Done) => self.keep_filter(),
            Action::Move(to) => self.cursor.go(to, self.rows().len()),
            Action::General(General::Back) => {
                self.filter = Filter::Off;
                self.cursor = Cursor::default();
            }
            Action::General(_) | Action::Field(FieldAction::Outside) => {}
        }
        Vec::new()
    }

    /// The text field that has the focus.
    pub fn field(&mut self) -> Option<&mut TextField> {
        match &mut self.filter {
            Filter::Typing(field) => Some(field),
            Filter::Off | Filter::On(_) => None,
        }
    }

    /// The filter's words have changed.
    pub fn typed(&mut self) {
        self.cursor = Cursor::default();
    }

    /// A row was clicked.
    pub fn point(&mut self, row: usize, _shared: &mut Shared) -> Vec<Effect> {
        self.cursor = Cursor::on(row);
        self.cursor.keep_within(self.rows().len());
        Vec::new()
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

/// How long ago something changed, in a few words: `today`, `yesterday`, or a date.
#[must_use]
pub fn day_in_words(changed: &Zoned, now: &Zoned) -> String {
    let day: Date = changed.date();
    let today = now.date();
    match today.since(day).map(|span| span.get_days()) {
        Ok(0) => "today".to_owned(),
        Ok(1) => "yesterday".to_owned(),
        _ if day.year() == today.year() => changed.strftime("%-d %b").to_string(),
        _ => changed.strftime("%-d %b %Y").to_string(),
    }
}
