//! Removing a party with everything it holds: an act of its own, written into the log, that can be taken back.

use jiff::Timestamp;

use crate::{Change, Party, PartyId, Refusal, Sheet, WordLock, Workshop};

/// A party that was removed, with its place and its sheets, so that it can come back.
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    /// The party.
    pub party: Party,
    /// Its place among the parties.
    pub place: usize,
    /// How its word is recognised; `None`: it has none.
    pub word: Option<WordLock>,
    /// Its sheets, each with its place among all sheets.
    pub sheets: Vec<(usize, Sheet)>,
    /// When it was removed.
    pub at: Timestamp,
}

impl Workshop {
    /// How many sealed sheets a party holds.
    #[must_use]
    pub fn sealed_sheets(&self, party: &str) -> usize {
        self.sheets_of(party).filter(|s| s.is_sealed()).count()
    }

    /// Takes a party away, with its sheets. `sealed`: how many sealed sheets somebody said may go.
    pub(super) fn remove_party(
        &mut self,
        id: &PartyId,
        sealed: usize,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        if self.is_revealed() {
            return Err(Refusal::Revealed);
        }
        let Some(place) = self.parties.iter().position(|p| p.id == *id) else {
            return Err(Refusal::NoParty(id.clone()));
        };
        let held = self.sealed_sheets(id);
        let name = self.party_name(id);
        if held != sealed {
            return Err(Refusal::HoldsSealed { party: name, held });
        }
        let party = self.parties.remove(place);
        let word = self.party_words.shift_remove(id);
        let mut sheets = Vec::new();
        let mut kept = Vec::new();
        for (at, sheet) in std::mem::take(&mut self.sheets).into_iter().enumerate() {
            if sheet.party == *id {
                sheets.push((at, sheet));
            } else {
                kept.push(sheet);
            }
        }
        self.sheets = kept;
        let freed = sheets.iter().filter_map(|(_, sheet)| sheet.bond());
        let freed = freed.collect();
        self.note_bound(at, sentence(&name, sheets.len(), held), Vec::new(), freed);
        Ok(Change::BringBack(Box::new(Removed {
            party,
            place,
            word,
            sheets,
            at,
        })))
    }

    /// Brings a removed party back, with its sheets.
    pub(super) fn bring_back(&mut self, removed: Removed) -> Result<Change, Refusal> {
        if self.is_revealed() {
            return Err(Refusal::Revealed);
        }
        let Removed {
            party,
            place,
            word,
            sheets,
            at,
        } = removed;
        let id = party.id.clone();
        self.party_words.extend(word.map(|word| (id.clone(), word)));
        let bonds = sheets.iter().filter_map(|(_, sheet)| sheet.bond());
        let bonds = bonds.collect();
        let what = format!("The party {} was brought back.", party.name);
        self.note_bound(at, what, bonds, Vec::new());
        let place = place.min(self.parties.len());
        self.parties.insert(place, party);
        for (at, sheet) in sheets {
            let at = at.min(self.sheets.len());
            self.sheets.insert(at, sheet);
        }
        let sealed = self.sealed_sheets(&id);
        Ok(Change::RemoveParty {
            party: id,
            sealed,
            at,
        })
    }
}

fn sentence(name: &str, sheets: usize, sealed: usize) -> String {
    match (sheets, sealed) {
        (0, _) => format!("The party {name} was removed."),
        (1, 0) => format!("The party {name} was removed, and one open sheet with it."),
        (1, _) => format!("The party {name} was removed, and one sealed sheet with it."),
        (all, sealed) => format!(
            "The party {name} was removed, and {all} sheets with it, {sealed} of them sealed."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, SheetId};

    fn workshop() -> Workshop {
        let mut w = crate::compared::empty();
        for (id, role) in [("marketing", Role::Marketing), ("sales", Role::Sales)] {
            w.parties.push(Party {
                id: id.into(),
                name: id.into(),
                letter: 'X',
                role,
                people: vec!["Ana".into()],
            });
            let id = SheetId {
                party: id.into(),
                person: "Ana".into(),
            };
            w.begin_sheet(id.clone(), "aa".into());
            w.seal_sheet(&id, Timestamp::UNIX_EPOCH);
        }
        w
    }

    fn remove(sealed: usize) -> Change {
        Change::RemoveParty {
            party: "marketing".into(),
            sealed,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn sealed_answers_go_only_when_somebody_said_how_many() {
        let mut w = workshop();
        let before = w.clone();
        let refused = w.apply(remove(0));
        assert_eq!(
            refused,
            Err(Refusal::HoldsSealed {
                party: "marketing".into(),
                held: 1
            })
        );
        assert_eq!(w, before);
        let back = w.apply(remove(1)).expect("removed");
        assert_eq!((w.parties.len(), w.sheets.len()), (1, 1));
        assert!(
            w.log
                .last()
                .is_some_and(|l| l.what.contains("one sealed sheet"))
        );
        let again = w.apply(back).expect("brought back");
        assert_eq!((&w.parties, &w.sheets), (&before.parties, &before.sheets));
        assert_eq!(again, remove(1));
    }

    #[test]
    fn after_the_reveal_nobody_goes() {
        let mut w = workshop();
        w.reveal_all(Timestamp::UNIX_EPOCH, None).expect("revealed");
        assert_eq!(w.apply(remove(1)), Err(Refusal::Revealed));
    }

    #[test]
    fn the_word_of_a_party_goes_and_comes_back_with_it() {
        let mut w = workshop();
        let (lock, key) = WordLock::new("harbour", "ab".repeat(16)).unwrap();
        w.set_word("marketing", lock.clone(), &key, Timestamp::UNIX_EPOCH);
        let back = w.apply(remove(1)).unwrap();
        assert!(w.party_words.is_empty());
        w.apply(back).unwrap();
        assert_eq!(w.party_words.get("marketing"), Some(&lock));
        assert_eq!(crate::integrity::broken(&w), [""; 0]);
    }
}
