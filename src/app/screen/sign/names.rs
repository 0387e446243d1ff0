//! A name under the text: who may sign now, and what a signature leads to.

use crate::effect::{Disk, Effect};
use crate::field::Field;
use crate::list::Cursor;
use crate::names;
use crate::shared::Shared;
use crate::text::TextField;
use leadpact_workshop::sign::{Signed, sign};
use leadpact_workshop::{Party, Workshop};

use super::{Entry, Sign};

impl Sign {
    pub(super) fn ask_for_name(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let Some(party) = self.party(session.workshop()) else {
            return;
        };
        let signed = self.derived.signature_of(&party.id).filter(|s| s.counts);
        if let Some(signed) = signed {
            let words = format!(
                "{} has signed this text already: {}.",
                party.name, signed.signature.name
            );
            shared.warn(words);
            return;
        }
        let blocking = self.derived.blocking();
        if blocking > 0 {
            self.cursor = Cursor::on(self.first_blocking(session.workshop()));
            let words = if blocking == 1 {
                "One point must be closed before anybody signs. It is highlighted now.".to_owned()
            } else {
                format!(
                    "{blocking} points must be closed before anybody signs. The first is highlighted now."
                )
            };
            shared.warn(words);
            return;
        }
        let offers = self.offers(session.workshop(), party);
        let proposed = offers.first().cloned().unwrap_or_default();
        self.input = Some(TextField::new(Field::SignName, &proposed).offering(offers));
    }

    /// Who may sign for a party: its own people before the others; nobody whose name stands under the text already.
    fn offers(&self, workshop: &Workshop, party: &Party) -> Vec<String> {
        let signed = |name: &String| {
            let mut given = self.derived.signatures.iter();
            given.any(|state| state.counts && state.signature.name == *name)
        };
        let mut offers = names::known(workshop, |p| p.id == party.id);
        offers.retain(|name| !signed(name));
        offers
    }

    /// The place of the first row that blocks.
    fn first_blocking(&self, workshop: &Workshop) -> usize {
        let derived = &self.derived;
        let blocks = |entry: &Entry| match entry {
            Entry::Point(at) => derived.points.get(*at).is_some_and(|p| p.blocks),
            Entry::Change(at) => {
                let note = derived.changes.get(*at);
                note.is_some_and(|c| c.because.trim().is_empty())
            }
            Entry::Moved(_)
            | Entry::Group(_)
            | Entry::From
            | Entry::HandedOver
            | Entry::Party(_) => false,
        };
        self.entries(workshop).iter().position(blocks).unwrap_or(0)
    }

    pub(super) fn sign(&mut self, name: &str, shared: &mut Shared) -> Vec<Effect> {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return Vec::new();
        };
        let Some(party) = self.party(session.workshop()) else {
            return Vec::new();
        };
        // Tried on a copy, so that a refusal leaves undo and the file as they were.
        let mut signed = session.workshop().clone();
        match sign(&mut signed, &party.id, name, now.timestamp()) {
            Err(why) => {
                self.fault = Some(format!("{why}."));
                Vec::new()
            }
            Ok(outcome) => {
                if let Err(why) = session.act(now, |w| *w = signed) {
                    shared.warn(format!("{why}."));
                    return Vec::new();
                }
                self.input = None;
                match outcome {
                    Signed::Waiting(missing) => {
                        shared.say(format!("Signed. Still to sign: {}.", missing.join(", ")));
                        self.refresh(shared);
                        self.highlight_next(shared);
                        Vec::new()
                    }
                    Signed::Agreed(version) => {
                        shared.say(format!("Version {version} is agreed."));
                        self.celebrates = true;
                        vec![Disk::Export.into()]
                    }
                }
            }
        }
    }

    /// Highlights the next party that has still to sign.
    fn highlight_next(&mut self, shared: &Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let unsigned = |party: &Party| {
            !self
                .derived
                .signature_of(&party.id)
                .is_some_and(|s| s.counts)
        };
        let next = workshop.signing_parties().position(unsigned);
        let entries = self.entries(workshop);
        let place = next.and_then(|at| entries.iter().position(|e| *e == Entry::Party(at)));
        if let Some(place) = place {
            self.cursor = Cursor::on(place);
        }
    }
}
