//! Home: the workshops of the data folder.

use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::Date;

use crate::Shared;
use crate::action::{Action, FieldAction, General};
use crate::actions;
use crate::field::Field;
use crate::heading::{Heading, StepMark};
use crate::list::Cursor;
use crate::message::Effect;
use crate::scope::Scope;
use crate::screen::Screen;
use crate::text::TextField;
use leadpact_workshop::{Head, Status};

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
        /// Begin a new workshop.
        New,
        /// Open the workshop that shows how the exercise goes.
        Sample,
        /// Copy the highlighted workshop.
        Duplicate,
        /// Look at the highlighted workshop without saving.
        Look,
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

/// What was changed in a workshop file by hand, although it was signed, sealed or logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByHand {
    /// Nothing, as a rule.
    Nothing,
    /// Something, but no version.
    Something,
    /// A version is not what was signed.
    AVersion,
}

impl WorkshopRow {
    /// The row of a workshop with this head, as it reads at the time `now`.
    #[must_use]
    pub fn of(path: PathBuf, head: &Head, by_hand: ByHand, now: &Zoned) -> Self {
        let agreed = head
            .version
            .as_ref()
            .filter(|_| head.status == Status::Agreed);
        let mut words: Vec<String> = Vec::new();
        words.extend(agreed.map(|version| {
            if by_hand == ByHand::AVersion {
                format!("{version} is not as signed!")
            } else {
                format!("agreed {version}")
            }
        }));
        if by_hand == ByHand::Something {
            words.push("changed by hand!".to_owned());
        }
        let review = agreed.and(head.review);
        words.extend(review.map(|day| review_in_words(day, now.date())));
        words.extend(head.sample.then(|| "sample".to_owned()));
        Self {
            path,
            title: head.title.clone(),
            steps: if agreed.is_none() {
                StepMark::all(head)
            } else {
                Vec::new()
            },
            status: words.join(" · "),
            readable: true,
            changed: Some(head.changed.to_zoned(now.time_zone().clone())),
        }
    }
}

/// When the next review is, for example `review due in 12 days`.
fn review_in_words(day: Date, today: Date) -> String {
    match day.since(today).map(|span| span.get_days()) {
        Ok(0) => "review due today".to_owned(),
        Ok(1) => "review due tomorrow".to_owned(),
        Ok(days) if days > 0 => format!("review due in {days} days"),
        Ok(_) => "review overdue".to_owned(),
        Err(_) => format!("review due {day}"),
    }
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
    /// What is done when the dialog about a workshop that was just refused is answered with yes; `None` before that.
    pub instead: Option<Effect>,
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

    /// Answers an action.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::Home(HomeAction::Filter) => {
                self.filter =
                    Filter::Typing(TextField::new(Field::HomeFilter, &self.filter_text()));
            }
            Action::Home(HomeAction::Refresh) => return vec![Effect::ListWorkshops],
            Action::Home(HomeAction::New) => {
                shared.go = Some(Screen::Setup(Box::default()));
            }
            Action::Home(HomeAction::Sample) => return vec![Effect::OpenSample],
            Action::Home(HomeAction::Duplicate) => {
                return self
                    .chosen()
                    .map_or_else(Vec::new, |row| vec![Effect::Duplicate(row.path.clone())]);
            }
            Action::Home(HomeAction::Look) => {
                return self
                    .chosen()
                    .map_or_else(Vec::new, |row| vec![Effect::LookAt(row.path.clone())]);
            }
            Action::General(General::Choose) => {
                return self
                    .chosen()
                    .map_or_else(Vec::new, |row| vec![Effect::OpenWorkshop(row.path.clone())]);
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

    /// The dialog about a workshop that was refused was answered with yes.
    pub fn confirmed(&mut self) -> Vec<Effect> {
        self.instead.take().into_iter().collect()
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

    /// Highlights a row.
    pub fn point(&mut self, row: usize) {
        self.cursor = Cursor::on(row);
        self.cursor.keep_within(self.rows().len());
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::heading::StepState;
    use leadpact_workshop::Step;

    fn now() -> Zoned {
        let now = date(2026, 3, 6).at(14, 2, 0, 0).to_zoned(TimeZone::UTC);
        now.unwrap()
    }

    fn head() -> Head {
        Head {
            title: "Acme".to_owned(),
            step: Step::Agree,
            status: Status::Draft,
            version: None,
            changed: now().timestamp(),
            review: None,
            sample: false,
            place: None,
            settled: false,
            spent: indexmap::IndexMap::new(),
            spent_on_sheets: indexmap::IndexMap::new(),
        }
    }

    #[test]
    fn a_running_workshop_shows_its_steps() {
        let row = WorkshopRow::of(PathBuf::new(), &head(), ByHand::Nothing, &now());
        let states: Vec<_> = row.steps.iter().map(|step| step.state).collect();
        assert_eq!(
            states,
            [
                StepState::Done,
                StepState::Done,
                StepState::Here,
                StepState::ToDo,
                StepState::ToDo
            ]
        );
        assert_eq!(row.status, "");
    }

    #[test]
    fn an_agreed_one_shows_its_version_and_review() {
        let head = Head {
            status: Status::Agreed,
            version: Some("2.0.0".to_owned()),
            review: Some(date(2026, 3, 18)),
            ..head()
        };
        let row = WorkshopRow::of(PathBuf::new(), &head, ByHand::Nothing, &now());
        assert!(row.steps.is_empty());
        assert_eq!(row.status, "agreed 2.0.0 · review due in 12 days");
    }

    #[test]
    fn days_read_as_people_say_them() {
        let day = |d: Date| {
            let time = d.at(9, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
            day_in_words(&time, &now())
        };
        assert_eq!(day(date(2026, 3, 6)), "today");
        assert_eq!(day(date(2026, 3, 5)), "yesterday");
        assert_eq!(day(date(2026, 1, 9)), "9 Jan");
        assert_eq!(day(date(2025, 11, 3)), "3 Nov 2025");
        assert_eq!(
            review_in_words(date(2026, 6, 6), date(2026, 3, 6)),
            "review due in 92 days"
        );
        assert_eq!(
            review_in_words(date(2026, 3, 5), date(2026, 3, 6)),
            "review overdue"
        );
    }
}
