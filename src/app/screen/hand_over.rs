//! The hand-over card: an empty screen that says who sits down next and what to do with the projector.

use crate::app::Shared;
use crate::app::action::{Action, General};
use crate::app::heading::Heading;
use crate::app::list::Cursor;
use crate::app::message::Effect;
use crate::app::popup::{Ask, Popup};
use crate::app::scope::Scope;
use crate::app::screen::Screen;
use crate::app::screen::define::Define;
use crate::app::screen::sheet::Sheet;
use crate::workshop::{PartyId, SheetId, Workshop};

/// The top of the help page.
pub const ABOUT: &str = "A card between two people. Blank the projector or stop sharing, give the keyboard to the \
    person named here, and only then press Enter. Esc goes back to the board.";

/// The card.
#[derive(Debug, Clone)]
pub struct HandOver {
    /// The party that takes the keyboard.
    pub party: PartyId,
    /// Its people.
    pub people: Vec<String>,
    /// The one highlighted.
    pub cursor: Cursor,
}

impl HandOver {
    /// The card for a party; the first of its people who has not sealed is highlighted.
    #[must_use]
    pub fn to(party: &str, workshop: &Workshop) -> Self {
        let people = workshop
            .party(party)
            .map(|p| p.people.clone())
            .unwrap_or_default();
        let sealed = |person: &String| {
            workshop
                .sheets_of(party)
                .any(|s| s.person == *person && s.is_sealed())
        };
        let first = people.iter().position(|p| !sealed(p)).unwrap_or(0);
        Self {
            party: party.to_owned(),
            people,
            cursor: Cursor::on(first),
        }
    }

    /// The card behind which a sheet disappeared.
    #[must_use]
    pub fn resume(sheet: &SheetId, workshop: &Workshop) -> Self {
        let mut card = Self::to(&sheet.party, workshop);
        if let Some(at) = card.people.iter().position(|p| *p == sheet.person) {
            card.cursor = Cursor::on(at);
        }
        card
    }

    /// Where its keys go.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::HandOver
    }

    /// What the header says: nothing but the title.
    #[must_use]
    pub fn heading(&self, shared: &Shared) -> Heading {
        shared.workshop_heading()
    }

    /// Whether this can be done right now.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        match action {
            Action::General(general) => !matches!(general, General::Undo | General::Redo),
            Action::Move(_) => true,
            _ => false,
        }
    }

    /// Answers an action.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match action {
            Action::Move(to) => self.cursor.go(to, self.people.len()),
            Action::General(General::Back) => {
                let at = shared
                    .session
                    .as_ref()
                    .and_then(|s| s.workshop().parties.iter().position(|p| p.id == self.party))
                    .unwrap_or(0);
                shared.go = Some(Screen::Define(Define {
                    cursor: Cursor::on(at),
                }));
            }
            Action::General(General::Choose) => self.sit_down(shared),
            _ => {}
        }
        Vec::new()
    }

    fn sit_down(&self, shared: &mut Shared) {
        let Some(person) = self.people.get(self.cursor.at()) else {
            return;
        };
        let id = SheetId {
            party: self.party.clone(),
            person: person.clone(),
        };
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        if session.is_looking() {
            shared.warn("You only look at this workshop: sheets are opened where it is open.");
            return;
        }
        if session
            .workshop()
            .sheet(&id)
            .is_some_and(crate::workshop::Sheet::is_sealed)
        {
            let words =
                format!("{person} has sealed. The sheet opens for nobody until the reveal.");
            shared
                .popups
                .push(Popup::Ask(Ask::tell("This sheet is sealed", &words)));
            return;
        }
        if session.workshop().sheet(&id).is_none() {
            let salt = session.salt(&id, now);
            let begun = id.clone();
            if let Err(why) = session.act(now, |w| w.begin_sheet(begun, salt)) {
                shared.warn(format!("{why}."));
                return;
            }
        }
        session.forget_undo();
        shared.go = Some(Screen::Sheet(Box::new(Sheet::open(
            id,
            session.workshop(),
            shared.at,
        ))));
    }

    /// Highlights a row: nothing opens by accident.
    pub fn point(&mut self, row: usize) {
        self.cursor = Cursor::on(row);
        self.cursor.keep_within(self.people.len());
    }
}
