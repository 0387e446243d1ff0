//! The words of the parties in this session: typed once, their keys open and encrypt the sheets.

use jiff::Zoned;

use super::Session;
use leadpact_workshop::secret::SHORTEST;
use leadpact_workshop::{Refusal, SheetId, WordLock};

/// Said of an encrypted sheet whose word cannot be recognised.
pub const NO_LOCK: &str = "This sheet is encrypted, and the file does not tell any more how its word is recognised: it was changed by \
    hand. Restore the file from a copy.";

impl Session {
    /// A word as it is kept while the program runs: enough to know it again.
    fn known(&self, word: &str) -> [u8; 32] {
        use sha2::{Digest as _, Sha256};
        let word = word.trim().to_lowercase();
        Sha256::new()
            .chain_update(self.entropy)
            .chain_update(word)
            .finalize()
            .into()
    }

    /// Gives a party a word: its sheets are encrypted from now on.
    ///
    /// # Errors
    /// In words: it is too short, or somebody only looks.
    pub fn set_word(&mut self, party: &str, word: &str, now: &Zoned) -> Result<(), String> {
        if word.trim().chars().count() < SHORTEST {
            return Err(format!("A word has at least {SHORTEST} letters."));
        }
        let id = SheetId {
            party: party.to_owned(),
            person: String::new(),
        };
        let made = WordLock::new(word, self.salt(&id, now));
        let (lock, key) = made.ok_or("This computer cannot make a key of it.")?;
        let at = now.timestamp();
        self.act(now, |w| w.set_word(party, lock, &key, at))
            .map_err(|refusal| format!("{refusal}."))?;
        self.keys.insert(party.to_owned(), (self.known(word), key));
        Ok(())
    }

    /// Whether this is the party's word. If so, its sheets can be read and written in this session.
    ///
    /// # Errors
    /// In words: a sheet that was encrypted with it was changed from outside, or the file does not tell how the word is
    /// recognised.
    pub fn unlock(&mut self, party: &str, word: &str) -> Result<bool, String> {
        let Some(lock) = self.workshop.party_words.get(party) else {
            return Err(NO_LOCK.to_owned());
        };
        let known = self.known(word);
        if let Some((typed, _)) = self.keys.get(party) {
            if *typed != known {
                return Ok(false);
            }
        } else {
            let Some(key) = lock.key(word) else {
                return Ok(false);
            };
            self.keys.insert(party.to_owned(), (known, key));
        }
        self.use_key(party).map(|()| true)
    }

    /// Lets the party's sheets be read and written with its key, where its word was typed in this session.
    ///
    /// # Errors
    /// In words: a sheet was changed from outside.
    pub(crate) fn use_key(&mut self, party: &str) -> Result<(), String> {
        match self.keys.get(party) {
            Some((_, key)) => self
                .workshop
                .unlock(party, key)
                .map_err(|broken| format!("{broken}.")),
            None => Ok(()),
        }
    }

    /// Whether the party's word was typed in this session.
    #[must_use]
    pub(crate) fn has_key(&self, party: &str) -> bool {
        self.keys.contains_key(party)
    }

    /// The party's word is forgotten: what was encrypted with it begins anew, and the log says so.
    ///
    /// # Errors
    /// Somebody only looks.
    pub fn forget_word(&mut self, party: &str, now: &Zoned) -> Result<(), Refusal> {
        let at = now.timestamp();
        self.act(now, |w| w.forget_word(party, at))?;
        self.keys.remove(party);
        Ok(())
    }
}
