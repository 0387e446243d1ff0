//! Sign: what is still open, what will be signed, since when, and a name for each signing party.

mod amending;
mod derived;
mod names;
mod terms;

use crate::action::{Action, General, Move, SignAction, StepAction};
use crate::effect::{Disk, Effect};
use crate::field::Field;
use crate::form::refused;
use crate::go::{Checklist, Go};
use crate::heading::Heading;
use crate::list::{Cursor, Scroll};
use crate::page::Page;
use crate::places;
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use crate::text::TextField;
pub use derived::Derived;
use leadpact_workshop::sign::{Group, PointKind};
use leadpact_workshop::{Change, ChangeNote, HandedOver, Party, Step, Workshop, in_force};

/// The top of the help page.
pub const ABOUT: &str = "Before anybody signs, this list shows what is still open; Enter goes to the place where it is \
    closed, and ctrl-o comes back. What blocks must be closed first: own words, what is not a lead and what leads to the hand-over cannot be \
    put off, each side promises something within a time, and standard text that the rules carry out must be opened. \
    Everything else is signed as a reservation and stands in the agreement. Below stands since when it is in force, \
    and what becomes of leads already handed over. Then a person of each signing party chooses the name or types it; for marketing \
    and sales two different people. A later change makes the signatures void. After the last signature the files are written beside the workshop. A signature is \
    bound to a digest of the rules: the same digest stands in the exported files.";

/// One row that can be highlighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The open point at this place.
    Point(usize),
    /// The change of the amendment at this place.
    Change(usize),
    /// The lead card at this place that changes stage.
    Moved(usize),
    /// Several reservations of one kind, by place among the groups.
    Group(usize),
    /// Since when it is in force.
    From,
    /// What becomes of the leads that were handed over before.
    HandedOver,
    /// The signing party at this place among them.
    Party(usize),
}

/// What the screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The checklist and the names.
    List,
    /// The text as a whole.
    Text,
}

/// The screen.
#[derive(Debug)]
pub struct Sign {
    /// The highlighted row.
    pub cursor: Cursor,
    /// What it shows.
    pub page: Face,
    /// How far the text is scrolled.
    pub scroll: Scroll,
    /// The kinds of reservations that are shown one by one.
    pub unfolded: Vec<PointKind>,
    /// A name, a reason, a day or words being typed for the highlighted row.
    pub input: Option<TextField>,
    /// Why what is typed cannot be taken; `None` where it can, as far as is known.
    pub fault: Option<String>,
    /// The files written last.
    pub files: Vec<String>,
    /// True once the last name was typed here.
    pub celebrates: bool,
    /// What is shown.
    pub derived: Derived,
}

impl Sign {
    /// The screen over the open workshop, the first party that has still to sign highlighted where nothing is open.
    #[must_use]
    pub fn open(session: &Session) -> Self {
        Self {
            cursor: Cursor::default(),
            page: Face::List,
            scroll: Scroll::default(),
            unfolded: Vec::new(),
            input: None,
            fault: None,
            files: Vec::new(),
            celebrates: false,
            derived: Derived::of(session),
        }
    }

    /// The screen as it was left by somebody who went to close one of its points.
    #[must_use]
    pub fn again(session: &Session, left: Checklist) -> Self {
        let mut sign = Self::open(session);
        sign.cursor = left.cursor;
        sign.unfolded = left.unfolded;
        let count = sign.entries(session.workshop()).len();
        sign.cursor.keep_within(count);
        sign
    }

    /// Whether this row gives the reason for this change, named by its sentence.
    #[must_use]
    pub(crate) fn is_change(&self, entry: Entry, change: &str) -> bool {
        match entry {
            Entry::Change(at) => {
                let note = self.derived.changes.get(at);
                note.is_some_and(|note| note.what == *change)
            }
            _ => false,
        }
    }

    /// The rows from top to bottom.
    #[must_use]
    pub fn entries(&self, workshop: &Workshop) -> Vec<Entry> {
        if self.derived.is_agreed() {
            return Vec::new();
        }
        let blocks = |at: &usize| self.derived.points.get(*at).is_some_and(|p| p.blocks);
        let (mut first, mut later) = (Vec::new(), Vec::new());
        for (place, group) in self.derived.groups.iter().enumerate() {
            match group {
                Group::One(at) if blocks(at) => first.push(Entry::Point(*at)),
                Group::One(at) => later.push(Entry::Point(*at)),
                Group::Many(kind, points) => {
                    later.push(Entry::Group(place));
                    if self.unfolded.contains(kind) {
                        later.extend(points.iter().map(|at| Entry::Point(*at)));
                    }
                }
            }
        }
        let changes = (0..self.derived.changes.len()).map(Entry::Change);
        let moves = (0..self.derived.moves.len()).map(Entry::Moved);
        let parties = (0..workshop.signing_parties().count()).map(Entry::Party);
        first
            .into_iter()
            .chain(changes)
            .chain(moves)
            .chain(later)
            .chain([Entry::From, Entry::HandedOver])
            .chain(parties)
            .collect()
    }

    /// The highlighted row.
    #[must_use]
    pub fn entry(&self, workshop: &Workshop) -> Option<Entry> {
        self.entries(workshop).get(self.cursor.at()).copied()
    }

    fn answer(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::General(General::Undo | General::Redo) => {
                shared.travel(action == Action::General(General::Redo));
            }
            Action::General(General::Back) => return self.back(shared),
            Action::General(General::Choose) => self.choose(shared),
            Action::Field(_) => return self.done(shared),
            Action::Move(to @ (Move::Left | Move::Right)) => self.other(to == Move::Right, shared),
            Action::Move(to) => self.go(to, shared),
            Action::Sign(SignAction::Text) => {
                self.page = Face::Text;
                self.scroll = Scroll::default();
            }
            Action::Sign(SignAction::Export) => return vec![Disk::Export.into()],
            Action::Sign(SignAction::History) => {
                shared.go = Some(Go::History);
            }
            Action::Sign(SignAction::Amend) => shared.popups.push(amending::ask_to_amend()),
            Action::Sign(SignAction::Withdraw) => shared.popups.push(amending::ask_to_withdraw()),
            _ => {}
        }
        Vec::new()
    }

    /// Computes again what is shown, where the workshop changed.
    pub(crate) fn refresh(&mut self, shared: &Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        if session.revision() != self.derived.revision {
            self.derived = Derived::of(session);
        }
        self.cursor
            .keep_within(self.entries(session.workshop()).len());
    }

    fn back(&mut self, shared: &mut Shared) -> Vec<Effect> {
        if self.leave_input(shared) {
            return Vec::new();
        }
        if self.page != Face::List {
            self.page = Face::List;
            return Vec::new();
        }
        shared.go_home()
    }

    fn go(&mut self, to: Move, shared: &mut Shared) {
        if self.page == Face::Text {
            self.scroll.go(to);
            return;
        }
        self.leave_input(shared);
        if let Some(session) = &shared.session {
            let count = self.entries(session.workshop()).len();
            self.cursor.go(to, count);
        }
    }

    /// Left and right: another choice for the leads that were handed over.
    fn other(&mut self, right: bool, shared: &mut Shared) {
        let workshop = shared.session.as_ref().map(Session::workshop);
        let here = workshop.and_then(|w| self.entry(w));
        if self.input.is_none() && here == Some(Entry::HandedOver) {
            terms::other(right, shared);
        }
    }

    fn choose(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        match self.entry(session.workshop()) {
            Some(Entry::Point(at)) => {
                if let Some(point) = self.derived.points.get(at) {
                    shared.checklist = Some(Checklist {
                        cursor: self.cursor,
                        unfolded: self.unfolded.clone(),
                    });
                    places::go_to(&point.at, None, shared);
                }
            }
            Some(Entry::Change(at)) => {
                let because = self.derived.changes.get(at).map(|c| c.because.as_str());
                self.input = Some(TextField::new(
                    Field::ChangeBecause,
                    because.unwrap_or_default(),
                ));
            }
            Some(Entry::Party(_)) => self.ask_for_name(shared),
            Some(Entry::Group(at)) => self.fold(at),
            Some(Entry::From) => {
                let day = in_force::day(session.workshop(), shared.now.date());
                self.input = Some(TextField::new(Field::SignFrom, &day.to_string()));
            }
            Some(Entry::HandedOver) => {
                let said = &session.workshop().in_force.handed_over;
                self.input = Some(TextField::new(
                    Field::SignHandedOver,
                    match said {
                        HandedOver::Words(words) => words,
                        HandedOver::StayAsTheyAre | HandedOver::JudgedAnew => "",
                    },
                ));
            }
            Some(Entry::Moved(_)) | None => {}
        }
    }

    /// Shows the reservations of a group one by one, or in one line again.
    fn fold(&mut self, at: usize) {
        let Some(Group::Many(kind, _)) = self.derived.groups.get(at) else {
            return;
        };
        match self.unfolded.iter().position(|k| k == kind) {
            Some(place) => {
                self.unfolded.remove(place);
            }
            None => self.unfolded.push(*kind),
        }
    }

    /// The highlighted party.
    #[must_use]
    pub fn party<'a>(&self, workshop: &'a Workshop) -> Option<&'a Party> {
        match self.entry(workshop) {
            Some(Entry::Party(at)) => workshop.signing_parties().nth(at),
            _ => None,
        }
    }

    /// The field is done: a name under the text, or a reason for a change.
    fn done(&mut self, shared: &mut Shared) -> Vec<Effect> {
        let Some(text) = self.input.as_ref().map(|f| f.text().trim().to_owned()) else {
            return Vec::new();
        };
        let Some(session) = &shared.session else {
            return Vec::new();
        };
        match self.entry(session.workshop()) {
            Some(Entry::Change(at)) => {
                let Some(note) = self.derived.changes.get(at) else {
                    return Vec::new();
                };
                let change = Change::Because {
                    change: note.what.clone(),
                    because: text,
                };
                if shared.change(change) {
                    self.input = None;
                    self.refresh(shared);
                    self.next_change(at, shared);
                }
                Vec::new()
            }
            Some(Entry::Party(_)) => self.sign(&text, shared),
            Some(Entry::From) => {
                match terms::take_day(&text, shared) {
                    Ok(true) => self.input = None,
                    Ok(false) => {}
                    Err(why) => self.fault = Some(why),
                }
                Vec::new()
            }
            Some(Entry::HandedOver) => {
                if terms::take_words(&text, shared) {
                    self.input = None;
                }
                Vec::new()
            }
            Some(Entry::Point(_) | Entry::Group(_) | Entry::Moved(_)) | None => Vec::new(),
        }
    }

    /// From the change at `at` to the next one for which nobody has said why, with the cursor in its reason; where each
    /// has a reason, to the row below.
    fn next_change(&mut self, at: usize, shared: &Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let changes = self.derived.changes.iter().enumerate();
        let silent = |note: &ChangeNote| note.because.trim().is_empty();
        let silent: Vec<usize> = changes
            .filter(|(_, note)| silent(note))
            .map(|(place, _)| place)
            .collect();
        let next = silent.iter().find(|place| **place > at);
        let entries = self.entries(session.workshop());
        if let Some(next) = next.or(silent.first()) {
            let row = entries.iter().position(|e| *e == Entry::Change(*next));
            self.cursor = Cursor::on(row.unwrap_or(self.cursor.at()));
            self.input = Some(TextField::new(Field::ChangeBecause, ""));
        } else {
            self.cursor.go(Move::Down, entries.len());
        }
    }

    /// The files that were written.
    pub fn exported(&mut self, files: Vec<String>) {
        self.files = files;
    }

    /// What is typed, as it is understood, where that reads otherwise.
    #[must_use]
    pub fn understood(&self, shared: &Shared) -> Option<String> {
        let field = self.input.as_ref().filter(|_| self.fault.is_none())?;
        let today = shared.now.date();
        field.place().understood(&field.text(), Some(today))
    }

    /// Leaves the field. What could not be taken is named.
    fn leave_input(&mut self, shared: &mut Shared) -> bool {
        let left = self.input.take();
        let fault = self.fault.take();
        if let (Some(field), Some(why)) = (&left, fault) {
            let label = match field.place() {
                Field::SignFrom => "In force from",
                _ => "The name",
            };
            shared.warn(refused(&[(label, &why)]).unwrap_or_default());
        }
        left.is_some()
    }
}

impl Page for Sign {
    fn scope(&self) -> Scope {
        if self.input.is_some() {
            Scope::SignField
        } else {
            Scope::Sign
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
        match action {
            Action::General(General::Undo) => session.can_undo(),
            Action::General(General::Redo) => session.can_redo(),
            Action::General(General::Choose) => {
                self.page == Face::List && self.entry(workshop).is_some()
            }
            Action::Move(Move::Left | Move::Right) => {
                self.input.is_some() || self.entry(workshop) == Some(Entry::HandedOver)
            }
            Action::Step(StepAction::Standard) => !workshop.is_closed(),
            Action::Sign(SignAction::Amend) => workshop.is_closed(),
            Action::Sign(SignAction::Withdraw) => workshop.amendment.is_some(),
            Action::Sign(SignAction::Text) => self.page == Face::List && !self.derived.is_agreed(),
            Action::Sign(SignAction::History) => {
                !workshop.versions.is_empty() || !workshop.log.is_empty()
            }
            Action::General(_)
            | Action::Move(_)
            | Action::Field(_)
            | Action::Step(_)
            | Action::Save(_)
            | Action::Sign(SignAction::Export) => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        let effects = self.answer(action, shared);
        self.refresh(shared);
        effects
    }

    fn heading(&self, shared: &Shared) -> Heading {
        Heading {
            tally: self.derived.tally(),
            ..shared.heading_of_step(Step::Sign)
        }
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Sign)
    }

    fn confirmed(
        &mut self,
        action: Action,
        _reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::Sign(action) => {
                self.said_yes(action, shared);
                Vec::new()
            }
            _ => self.act(action, shared),
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.input.as_mut()
    }

    fn typing(&self) -> Option<&TextField> {
        self.input.as_ref()
    }

    /// The words of the field have changed.
    fn typed(&mut self, shared: &mut Shared) {
        let day = self
            .input
            .as_ref()
            .filter(|field| field.place() == Field::SignFrom);
        let today = shared.now.date();
        self.fault = day.and_then(|field| terms::day(&field.text(), today).err());
    }

    fn highlighted(&self) -> Option<usize> {
        Some(self.cursor.at())
    }

    fn point(&mut self, row: usize, shared: &mut Shared) {
        self.leave_input(shared);
        self.cursor = Cursor::on(row);
        self.refresh(shared);
    }

    fn pick(&mut self, at: usize, shared: &mut Shared) {
        self.other(at > 0, shared);
        self.refresh(shared);
    }
}
