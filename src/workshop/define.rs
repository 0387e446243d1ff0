//! Define: beginning, sealing, opening again and revealing sheets. Each of these is written into the log.

use jiff::Timestamp;

use crate::seal::BrokenSeal;
use crate::{Party, Reveal, Sheet, SheetId, SheetKey, Step, WordLock, Workshop};

/// Why answers cannot be put on the table, or a sheet not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// Some signing parties have not sealed and nobody said why that is fine.
    #[error("still to seal: {}. Wait for them, or write down why it cannot wait", .0.join(", "))]
    StillToSeal(Vec<String>),
    /// The answers are on the table already.
    #[error("the answers are on the table already; no sheet can be changed any more")]
    Revealed,
    /// Sealed sheets are encrypted, and the words of these parties have not been typed.
    #[error("sheets are encrypted with the word of {}. Let them type it first", .0.join(", "))]
    Locked(Vec<String>),
    /// A sealed sheet was changed from outside.
    #[error(transparent)]
    Broken(#[from] BrokenSeal),
}

impl Workshop {
    /// Begins an empty sheet. Does nothing where there is one. `salt`: sixteen random bytes in hexadecimal digits.
    pub fn begin_sheet(&mut self, id: SheetId, salt: String) {
        if self.sheet(&id).is_none() {
            self.sheets.push(Sheet::new(id, salt));
        }
    }

    /// Gives a party a word: its sheets are encrypted from now on.
    pub fn set_word(&mut self, party: &str, lock: WordLock, key: &SheetKey, at: Timestamp) {
        self.party_words.insert(party.to_owned(), lock);
        // A sheet that is not what was sealed stays masked; opening and revealing tell of it.
        let _ = self.unlock(party, key);
        let name = self.party_name(party);
        self.note(
            at,
            format!("A word was set for {name}: its sheets are encrypted until the reveal."),
        );
    }

    /// Opens the locked sheets of a party with the key of its word, and lets its other sheets be encrypted with it.
    ///
    /// # Errors
    /// A sheet was changed from outside: it stays as it is. The others are opened all the same.
    pub fn unlock(&mut self, party: &str, key: &SheetKey) -> Result<(), BrokenSeal> {
        let sheets = self.sheets.iter_mut().filter(|s| s.party == party);
        let each: Vec<_> = sheets.map(|sheet| sheet.unlock(key)).collect();
        each.into_iter().collect()
    }

    /// Nobody knows a party's word any more: its encrypted sheets are begun anew.
    pub fn forget_word(&mut self, party: &str, at: Timestamp) {
        self.party_words.shift_remove(party);
        let locked = |s: &&Sheet| s.party == party && s.is_locked();
        let locked: Vec<&Sheet> = self.sheets.iter().filter(locked).collect();
        let lost: Vec<String> = locked.iter().map(|s| s.person.clone()).collect();
        let freed = locked.iter().filter_map(|s| s.bond()).collect();
        self.sheets.retain(|s| s.party != party || !s.is_locked());
        let name = self.party_name(party);
        let lost = if lost.is_empty() {
            "no sheet was lost".to_owned()
        } else {
            format!(
                "nobody can read these sheets, and they begin anew: {}",
                lost.join(", ")
            )
        };
        let what = format!("The word of {name} was forgotten; {lost}.");
        self.note_bound(at, what, Vec::new(), freed);
    }

    /// The parties whose sealed sheets are locked: their words are needed to reveal them.
    #[must_use]
    pub fn locked_parties(&self) -> Vec<&Party> {
        let locked = |party: &&Party| {
            self.sheets_of(&party.id)
                .any(|s| s.is_locked() && s.is_sealed())
        };
        self.parties.iter().filter(locked).collect()
    }

    /// Seals one sheet.
    pub fn seal_sheet(&mut self, id: &SheetId, at: Timestamp) {
        let name = self.party_name(&id.party);
        let questions = std::mem::take(&mut self.bank.questions);
        let sheet = self
            .sheets
            .iter_mut()
            .find(|s| s.is(&id.party, &id.person) && !s.is_sealed());
        let sealed = sheet.and_then(|s| {
            s.seal(at, &questions);
            Some((s.words()?, s.bond()?))
        });
        self.bank.questions = questions;
        if let Some((words, bond)) = sealed {
            let person = &id.person;
            let what = format!("{person} sealed the sheet of {name}. Its six words: {words}.");
            self.note_bound(at, what, vec![bond], Vec::new());
        }
    }

    /// Opens a party's sealed sheets again.
    ///
    /// # Errors
    /// After the reveal, and when a sealed sheet is not what was sealed.
    pub fn reopen_sheets(
        &mut self,
        party: &str,
        at: Timestamp,
        because: &str,
    ) -> Result<(), NotNow> {
        if self.is_revealed() {
            return Err(NotNow::Revealed);
        }
        let freed = self.sheets_of(party).filter_map(Sheet::bond).collect();
        let mut opened = self.sheets.clone();
        for sheet in opened.iter_mut().filter(|s| s.party == party) {
            sheet.reopen()?;
        }
        self.sheets = opened;
        let name = self.party_name(party);
        let what = format!("The sealed sheets of {name} were opened again: {because}");
        self.note_bound(at, what, Vec::new(), freed);
        Ok(())
    }

    /// Puts all sealed sheets on the table; sheets that were never sealed are left out and stay closed.
    /// `because` says why it cannot wait where a signing party has not sealed.
    ///
    /// # Errors
    /// When a signing party has not sealed and no reason is given, when a sheet is not what was sealed,
    /// and when the answers are on the table already.
    pub fn reveal_all(&mut self, at: Timestamp, because: Option<&str>) -> Result<(), NotNow> {
        if self.is_revealed() {
            return Err(NotNow::Revealed);
        }
        let because = because.map(str::trim).filter(|b| !b.is_empty());
        let missing: Vec<String> = self
            .still_to_seal()
            .iter()
            .map(|p| p.name.clone())
            .collect();
        if !missing.is_empty() && because.is_none() {
            return Err(NotNow::StillToSeal(missing));
        }
        let locked = self.locked_parties();
        if !locked.is_empty() {
            let names = locked.iter().map(|p| p.name.clone()).collect();
            return Err(NotNow::Locked(names));
        }
        let mut sheets = self.sheets.clone();
        for sheet in &mut sheets {
            sheet.reveal()?;
        }
        self.sheets = sheets;
        let because = because.filter(|_| !missing.is_empty()).map(str::to_owned);
        self.note(
            at,
            match &because {
                None => "All parties had sealed; all answers were put on the table.".to_owned(),
                Some(why) => format!(
                    "The answers were put on the table without {}: {why}",
                    missing.join(", ")
                ),
            },
        );
        self.reveal = Some(Reveal { at, because });
        self.head.step = Step::Compare;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, Change, Kind, Party, Question, Response, Role, SheetState};

    fn workshop() -> Workshop {
        let party = |id: &str, letter, role| Party {
            id: id.to_owned(),
            name: id.to_owned(),
            letter,
            role,
            people: vec!["Ana".to_owned()],
        };
        let question = Question {
            id: "own-words".into(),
            title: "Own words".into(),
            ask: "What is a lead you want?".into(),
            help: None,
            kind: Kind::OwnWords,
            options: Vec::new(),
            unit: None,
            field: None,
            stage: None,
            channel: None,
            signals: Vec::new(),
            cards: Vec::new(),
            same_words: crate::SameWords::default(),
        };
        let mut w = crate::compared::empty();
        w.parties = vec![
            party("marketing", 'M', Role::Marketing),
            party("sales", 'S', Role::Sales),
        ];
        w.bank.questions = vec![question];
        w
    }

    fn id(party: &str) -> SheetId {
        SheetId {
            party: party.to_owned(),
            person: "Ana".to_owned(),
        }
    }

    fn answered(party: &str) -> Workshop {
        let mut w = workshop();
        w.begin_sheet(id(party), "aa".into());
        let response = Box::new(Response::of(Answer::Text("phones us".into())));
        w.apply(Change::Respond {
            sheet: id(party),
            question: "own-words".into(),
            response,
        })
        .unwrap();
        w
    }

    #[test]
    fn nothing_is_revealed_before_every_signing_party_has_sealed() {
        let mut w = answered("marketing");
        w.seal_sheet(&id("marketing"), Timestamp::UNIX_EPOCH);
        let refused = w.reveal_all(Timestamp::UNIX_EPOCH, None);
        assert_eq!(refused, Err(NotNow::StillToSeal(vec!["sales".into()])));
        assert_eq!(w.reveal_all(Timestamp::UNIX_EPOCH, Some("  ")), refused);
        assert!(!w.is_revealed());
        w.begin_sheet(id("sales"), "bb".into());
        w.seal_sheet(&id("sales"), Timestamp::UNIX_EPOCH);
        w.reveal_all(Timestamp::UNIX_EPOCH, None).unwrap();
        let answers = w.sheet(&id("marketing")).unwrap().revealed().unwrap();
        assert_eq!(
            answers["own-words"].answer,
            Some(Answer::Text("phones us".into()))
        );
    }

    #[test]
    fn a_reason_lets_the_reveal_go_on_and_is_kept() {
        let mut w = answered("marketing");
        w.seal_sheet(&id("marketing"), Timestamp::UNIX_EPOCH);
        w.reveal_all(Timestamp::UNIX_EPOCH, Some("sales is ill"))
            .unwrap();
        assert_eq!(
            w.reveal.as_ref().unwrap().because.as_deref(),
            Some("sales is ill")
        );
        assert!(
            w.log
                .last()
                .unwrap()
                .what
                .contains("without sales: sales is ill")
        );
    }

    #[test]
    fn a_changed_seal_is_found_at_the_reveal_and_nothing_opens() {
        let mut w = answered("marketing");
        w.seal_sheet(&id("marketing"), Timestamp::UNIX_EPOCH);
        let forged = crate::seal::encode("aa", &crate::Responses::new());
        let SheetState::Sealed(seal) = &mut w.sheets[0].state else {
            panic!("sealed")
        };
        seal.content = forged;
        assert!(matches!(
            w.reveal_all(Timestamp::UNIX_EPOCH, Some("now")),
            Err(NotNow::Broken(_))
        ));
        assert!(!w.is_revealed());
    }

    #[test]
    fn a_sealed_sheet_takes_no_answer_until_it_is_opened_with_a_note() {
        let mut w = answered("marketing");
        w.seal_sheet(&id("marketing"), Timestamp::UNIX_EPOCH);
        let again = Change::Respond {
            sheet: id("marketing"),
            question: "own-words".into(),
            response: Box::new(Response::default()),
        };
        assert!(w.apply(again.clone()).is_err());
        w.reopen_sheets("marketing", Timestamp::UNIX_EPOCH, "forgot the budget")
            .unwrap();
        assert!(w.log.last().unwrap().what.contains("forgot the budget"));
        let back = w.apply(again).unwrap();
        w.apply(back).unwrap();
        let answers = w.sheet(&id("marketing")).unwrap().open_responses().unwrap();
        assert_eq!(
            answers["own-words"].answer,
            Some(Answer::Text("phones us".into()))
        );
    }

    /// What the next session reads.
    fn written_and_read(w: &Workshop) -> Workshop {
        serde_json::from_str(&serde_json::to_string(w).unwrap()).unwrap()
    }

    #[test]
    fn a_sheet_changed_by_hand_stays_as_it_is_and_keeps_no_other_from_its_word() {
        let mut w = workshop();
        for person in ["Ana", "Ben"] {
            let id = SheetId {
                party: "marketing".to_owned(),
                person: person.to_owned(),
            };
            w.begin_sheet(id.clone(), "aa".to_owned());
            w.seal_sheet(&id, Timestamp::UNIX_EPOCH);
        }
        let SheetState::Sealed(seal) = &mut w.sheets[0].state else {
            panic!("sealed");
        };
        seal.mark.digest.push('0');
        let (lock, key) = WordLock::new("harbour", "ab".repeat(16)).unwrap();
        w.set_word("marketing", lock, &key, Timestamp::UNIX_EPOCH);
        // Ana's is masked as before, and told; Ben's is encrypted.
        let mut later = written_and_read(&w);
        assert!(!later.sheets[0].is_locked() && !later.sheets[0].keeps_its_seal());
        assert!(later.sheets[1].is_locked());
        assert!(later.unlock("marketing", &key).is_err());
        assert!(!later.sheets[1].is_locked() && later.sheets[1].keeps_its_seal());
    }
}
