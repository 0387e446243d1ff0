//! SLA: the promises of both sides, the calendar their clocks run on, and the arithmetic behind them.

pub mod capacity;
pub mod form;
pub mod ground;
mod page;
pub mod promise;
pub mod readings;
pub mod reason;
pub mod take;
pub mod units;

use crate::action::Move;
use crate::effect::Effect;
use crate::list::Cursor;
use crate::shared::Shared;
use form::{SlaForm, Subject};
use leadpact_definition::sla::Measure;
use leadpact_workshop::{Change, Workshop};

/// The top of the help page.
pub const ABOUT: &str = "What the parties promise each other: marketing how many leads and how complete, sales how \
    fast and how often it follows up. The sentence of a promise is made from its rows, so that it says what is \
    measured; words can be added to it. A promised time can be read in several ways, so each reading shows when an \
    example lead is due; pick the one you mean. Below stand the opening hours that the clocks run on, whether sales \
    can follow up that many leads, why a lead may be rejected and what the rules do with it then, and when the \
    agreement is looked at again.";

/// The kinds of promises, as they are offered.
pub const KINDS: [(Measure, &str, &str); 3] = [
    (
        Measure::TimeToEvent,
        "Something happens in time",
        "Contact every qualified lead within 24 business hours.",
    ),
    (
        Measure::Completeness,
        "A record is complete",
        "Every qualified lead has a name, a company and an email address.",
    ),
    (
        Measure::Count,
        "So many leads in a period",
        "Deliver at least 120 qualified leads a month.",
    ),
];

/// One row of the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The promise at this place.
    Promise(usize),
    /// The business calendar at this place.
    Calendar(usize),
    /// The arithmetic behind the volume.
    Capacity,
    /// The rejection reasons.
    Reasons,
    /// The review cadence.
    Review,
}

/// The rows of the overview: promises by party in the order of the parties, then what they stand on.
#[must_use]
pub fn entries(workshop: &Workshop) -> Vec<Entry> {
    let promises = &workshop.sla.promises;
    let place = |by: &str| {
        let found = workshop.parties.iter().position(|p| p.id == by);
        found.unwrap_or(usize::MAX)
    };
    let mut order: Vec<usize> = (0..promises.len()).collect();
    order.sort_by_key(|at| promises.get(*at).map(|p| place(&p.by)));
    // Where nobody has made a calendar, the row makes it.
    let calendars = ground::calendars(&workshop.sla).len().max(1);
    order
        .into_iter()
        .map(Entry::Promise)
        .chain((0..calendars).map(Entry::Calendar))
        .chain([Entry::Capacity, Entry::Reasons, Entry::Review])
        .collect()
}

/// What the screen shows.
#[derive(Debug, Default)]
pub enum Face {
    /// All promises.
    #[default]
    Overview,
    /// The kinds of a new promise.
    Kinds(Cursor),
    /// The rejection reasons.
    Reasons(Cursor),
    /// One thing as a form.
    Form(Box<SlaForm>),
}

/// The screen.
#[derive(Debug, Default)]
pub struct Sla {
    /// The highlighted row of the overview.
    pub cursor: Cursor,
    /// What it shows.
    pub page: Face,
    /// What the form in front is about is new: so many changes stood before it, and this row was highlighted.
    begun: Option<(u64, Cursor)>,
}

impl Sla {
    /// The screen with one of its forms open, for those who jump to it.
    #[must_use]
    pub fn at(subject: Subject, shared: &Shared) -> Self {
        let mut sla = Self::default();
        sla.open(subject, shared);
        sla
    }

    /// The rejection reasons, for those who jump to them.
    #[must_use]
    pub fn reasons() -> Self {
        Self {
            page: Face::Reasons(Cursor::default()),
            ..Self::default()
        }
    }

    /// Highlights the row with this label, where a form is open that has one.
    pub(crate) fn go_to_label(&mut self, label: &str) {
        if let Face::Form(form) = &mut self.page
            && let Some(at) = form.form.rows.iter().position(|row| row.label == label)
        {
            form.reading = None;
            form.form.go_to(at);
        }
    }

    /// The highlighted row of the overview.
    #[must_use]
    pub fn entry(&self, workshop: &Workshop) -> Option<Entry> {
        entries(workshop).get(self.cursor.at()).copied()
    }

    fn confirmable(&self, workshop: &Workshop) -> bool {
        self.entry(workshop) == Some(Entry::Capacity)
    }

    fn go(&mut self, to: Move, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        match &mut self.page {
            Face::Overview => self.cursor.go(to, entries(workshop).len()),
            Face::Kinds(cursor) => cursor.go(to, KINDS.len()),
            Face::Reasons(cursor) => cursor.go(to, workshop.sla.rejection_reasons.len()),
            Face::Form(form) => form.go(to, shared),
        }
    }

    fn reload(&mut self, shared: &Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        self.cursor.keep_within(entries(workshop).len());
        match &mut self.page {
            Face::Overview | Face::Kinds(_) => {}
            Face::Reasons(cursor) => cursor.keep_within(workshop.sla.rejection_reasons.len()),
            Face::Form(form) => {
                let subject = form.subject;
                let gone = SlaForm::of(subject, workshop, shared.now.date()).is_none();
                if gone {
                    self.page = Face::Overview;
                    self.begun = None;
                } else {
                    form.reload(workshop, shared.now.date());
                }
            }
        }
    }

    /// Opens a form. Nothing happens where the workshop has no such thing.
    fn open(&mut self, subject: Subject, shared: &Shared) {
        let form = shared
            .session
            .as_ref()
            .and_then(|s| SlaForm::of(subject, s.workshop(), shared.now.date()));
        if let Some(form) = form {
            self.page = Face::Form(Box::new(form));
        }
    }

    fn choose(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        match &mut self.page {
            Face::Overview => match self.entry(workshop) {
                Some(Entry::Promise(at)) => self.open(Subject::Promise(at), shared),
                Some(Entry::Calendar(at)) => self.open(Subject::Calendar(at), shared),
                Some(Entry::Capacity) => self.open(Subject::Capacity, shared),
                Some(Entry::Reasons) => self.page = Face::Reasons(Cursor::default()),
                Some(Entry::Review) => self.open(Subject::Review, shared),
                None => {}
            },
            Face::Kinds(cursor) => {
                let kind = KINDS.get(cursor.at()).map(|(measure, _, _)| *measure);
                if let Some(measure) = kind {
                    self.add_promise(measure, shared);
                }
            }
            Face::Reasons(cursor) => {
                let at = cursor.at();
                self.open(Subject::Reason(at), shared);
            }
            Face::Form(form) => {
                if form.choose(shared) {
                    self.close(shared);
                }
            }
        }
    }

    fn back(&mut self, shared: &mut Shared) -> Vec<Effect> {
        match &self.page {
            Face::Overview => return shared.go_home(),
            Face::Kinds(_) | Face::Reasons(_) => self.page = Face::Overview,
            Face::Form(_) => self.close(shared),
        }
        Vec::new()
    }

    /// Closes the form. What could not be taken is named.
    fn close(&mut self, shared: &mut Shared) {
        let Face::Form(form) = &self.page else {
            return;
        };
        let subject = form.subject;
        let unsaid = match shared.session.as_ref().zip(self.begun.take()) {
            Some((session, begun)) if form.is_unsaid(session.workshop()) => Some(begun),
            _ => None,
        };
        if let (Some((standing, cursor)), Some(session)) = (unsaid, &mut shared.session) {
            session.give_up(standing, &shared.now);
            self.cursor = cursor;
            shared.say(match subject {
                Subject::Reason(_) => "The new reason has no name, so it is gone again.",
                Subject::Promise(_)
                | Subject::Calendar(_)
                | Subject::Capacity
                | Subject::Review => "The new promise says nothing yet, so it is gone again.",
            });
        } else if let Some(words) = form.form.refused() {
            shared.warn(words);
        }
        self.page = match subject {
            Subject::Reason(at) => Face::Reasons(Cursor::on(at)),
            Subject::Promise(_) | Subject::Calendar(_) | Subject::Capacity | Subject::Review => {
                Face::Overview
            }
        };
        self.reload(shared);
    }

    fn add(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        if !matches!(self.page, Face::Reasons(_)) {
            self.page = Face::Kinds(Cursor::default());
            return;
        }
        let workshop = session.workshop();
        let standing = session.standing();
        let mut sla = workshop.sla.clone();
        let at = sla.rejection_reasons.len();
        sla.rejection_reasons.push(form::new_reason(workshop));
        if shared.change(Change::Sla(Box::new(sla))) {
            self.open(Subject::Reason(at), shared);
            self.begin(standing, shared);
            // The cursor stands in its name.
            if let Face::Form(form) = &mut self.page
                && let Some(field) = form.form.field()
            {
                field.set("");
            }
        }
    }

    /// The form in front is about something new: what is typed first belongs to its being added, so that one undo takes
    /// both back.
    fn begin(&mut self, standing: u64, shared: &mut Shared) {
        self.begun = Some((standing, self.cursor));
        if let Some(session) = &mut shared.session {
            session.join_typing();
        }
        if let Face::Form(form) = &mut self.page {
            form.begin();
        }
    }

    fn add_promise(&mut self, measure: Measure, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let standing = session.standing();
        let mut sla = workshop.sla.clone();
        let at = sla.promises.len();
        sla.promises.push(promise::new(workshop, measure));
        if shared.change(Change::Sla(Box::new(sla))) {
            self.open(Subject::Promise(at), shared);
            self.begin(standing, shared);
            self.highlight(Entry::Promise(at), shared);
        }
    }

    fn highlight(&mut self, entry: Entry, shared: &Shared) {
        let place = shared.session.as_ref().and_then(|s| {
            entries(s.workshop())
                .iter()
                .position(|other| *other == entry)
        });
        if let Some(place) = place {
            self.cursor = Cursor::on(place);
        }
    }

    fn remove(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let mut sla = workshop.sla.clone();
        match &self.page {
            Face::Overview => {
                let Some(Entry::Promise(at)) = self.entry(workshop) else {
                    return;
                };
                sla.promises.remove(at);
            }
            Face::Reasons(cursor) if cursor.at() < sla.rejection_reasons.len() => {
                sla.rejection_reasons.remove(cursor.at());
            }
            _ => return,
        }
        if shared.change(Change::Sla(Box::new(sla))) {
            shared.say("Removed. Press u to bring it back.");
            self.reload(shared);
        }
    }

    fn reload_cursor(&mut self, shared: &Shared) {
        if let Some(session) = &shared.session {
            self.cursor.keep_within(entries(session.workshop()).len());
        }
    }
}
