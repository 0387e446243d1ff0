//! Removing a party: asked for by a key of its own, confirmed where it has people, sheets or sealed answers.

use crate::action::{Action, SetupAction};
use crate::popup::{Ask, Popup};
use crate::shared::Shared;
use crate::slug::count;
use leadpact_workshop::{Change, PartyId, Refusal};

use super::{Asks, Setup};

impl Setup {
    /// The party whose row is highlighted.
    pub(super) fn party_here(&self) -> Option<&PartyId> {
        match self.asking()? {
            Asks::Name(at) | Asks::People(at) => self.parties.get(at),
            Asks::Title
            | Asks::Company
            | Asks::Offering
            | Asks::Currency
            | Asks::TimeZone
            | Asks::Add
            | Asks::Minutes(_)
            | Asks::Sitting
            | Asks::Done => None,
        }
    }

    /// Removes the highlighted party; asks first where it has people or sheets.
    pub(super) fn ask_to_remove(&mut self, shared: &mut Shared) {
        let Some((session, id)) = shared.session.as_ref().zip(self.party_here()) else {
            return;
        };
        let workshop = session.workshop();
        let Some(party) = workshop.parties.iter().find(|p| p.id == *id) else {
            return;
        };
        if workshop.is_revealed() {
            shared.warn(Refusal::Revealed.to_string());
            return;
        }
        let sheets = workshop.sheets_of(&party.id).count();
        let title = format!("Remove {}?", party.name);
        let text = match (party.people.len(), sheets) {
            (0, 0) => None,
            (people, 0) => Some(format!(
                "{} named there. Undo brings them back.",
                count(people, "person is", "people are")
            )),
            (_, sheets) => Some(format!(
                "{} there, with everything answered in it. Undo brings it back.",
                count(sheets, "sheet is", "sheets are")
            )),
        };
        self.removing = Some((party.id.clone(), 0));
        match text {
            None => self.remove(shared),
            Some(text) => shared.popups.push(remove_dialog(&title, &text)),
        }
    }

    /// A dialog was answered with yes: the first time sealed sheets are named, the second time they go.
    pub(super) fn said_yes(&mut self, shared: &mut Shared) {
        let Some((session, (id, said))) = shared.session.as_ref().zip(self.removing.clone()) else {
            return;
        };
        let workshop = session.workshop();
        let sealed = workshop.sealed_sheets(&id);
        if sealed == said {
            self.remove(shared);
            return;
        }
        let title = format!("Remove {} with what is sealed?", workshop.party_name(&id));
        let sealed_words = count(sealed, "sealed sheet goes", "sealed sheets go");
        let text = format!(
            "{sealed_words} with it. Those who answered would have to answer again. The log keeps that it was removed."
        );
        self.removing = Some((id, sealed));
        shared.popups.push(remove_dialog(&title, &text));
    }

    fn remove(&mut self, shared: &mut Shared) {
        let Some((party, sealed)) = self.removing.take() else {
            return;
        };
        let at = shared.now.timestamp();
        let place = self.form.at();
        let change = Change::RemoveParty { party, sealed, at };
        if !shared.change(change) {
            return;
        }
        shared.say("The party is removed. On the board, u brings it back.");
        self.show(shared, place);
    }

    /// Shows what the workshop has now.
    fn show(&mut self, shared: &Shared, place: usize) {
        if let Some(session) = &shared.session {
            *self = Self::change(session.workshop());
        }
        self.form.go_to(place);
    }
}

fn remove_dialog(title: &str, text: &str) -> Popup {
    let remove = Action::Setup(SetupAction::Remove);
    Popup::Ask(Ask::new(title, text, "remove it", remove))
}
