//! A sheet: what one person of a party answers alone.
//!
//! In memory a sheet that is being filled is open; in the file it is encoded, and nothing but its own
//! screen shows it before the reveal.

mod record;

use serde::{Deserialize, Serialize};

use crate::seal::{self, BrokenSeal};
use crate::secret::{self, SheetKey};
use crate::{PartyId, Question, Responses, commit_words};
use leadpact_definition::canonical::{canonical_json, digest};

/// Which sheet: a party and one of its people.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SheetId {
    /// The party.
    pub party: PartyId,
    /// The person, as named in the set-up.
    pub person: String,
}

/// One person's answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The party this sheet speaks for.
    pub party: PartyId,
    /// Who fills it.
    pub person: String,
    /// Sixteen random bytes, hexadecimal: makes the digest say nothing about the answers. Empty while the sheet is
    /// locked.
    pub salt: String,
    /// The key of the party's word; `None`: the party has none, or nobody has typed it.
    pub key: Option<SheetKey>,
    /// What may be seen of it.
    pub state: SheetState,
}

/// What may be seen of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetState {
    /// Being filled; readable on its own screen only.
    Open(Responses),
    /// Closed until the reveal.
    Sealed(Seal),
    /// Encrypted, and nobody has typed the party's word.
    Locked(Locked),
    /// On the table for everybody, provably what was sealed.
    Revealed {
        /// When it was sealed, and the digest at that time.
        seal: SealMark,
        /// The answers.
        responses: Responses,
    },
}

/// Proof of what was sealed when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SealMark {
    /// When it was sealed.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: jiff::Timestamp,
    /// `sha256:` and 64 hexadecimal digits over party, person, salt and answers.
    pub digest: String,
}

impl SealMark {
    /// The digest by which the log names this seal: over whose it is, when, and the digest of what was sealed.
    #[must_use]
    pub(crate) fn bond(&self, sheet: &Sheet) -> String {
        let covered = ("leadpact/seal/1", &sheet.party, &sheet.person, self);
        digest(canonical_json(&covered).as_bytes())
    }
}

/// A sealed sheet's content: not readable at a glance, and provably unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Proof.
    pub mark: SealMark,
    /// Encoded answers, see [`seal::encode`].
    pub content: String,
    /// How many questions were answered, shown on the board.
    pub answered: usize,
}

/// An encrypted sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Salt and answers, see [`secret::shut`].
    pub content: String,
    /// Proof of what was sealed; `None` for a draft.
    pub mark: Option<SealMark>,
    /// How many questions were answered, shown on the board.
    pub answered: usize,
}

impl Sheet {
    /// An empty sheet. `salt` is sixteen random bytes in hexadecimal digits.
    #[must_use]
    pub fn new(id: SheetId, salt: String) -> Self {
        Self {
            party: id.party,
            person: id.person,
            salt,
            key: None,
            state: SheetState::Open(Responses::new()),
        }
    }

    /// Opens a locked sheet with the key of its party's word. A sheet that is not locked takes the key on.
    ///
    /// # Errors
    /// [`BrokenSeal`] when it cannot be decrypted, or is not what was sealed; it stays locked then.
    pub fn unlock(&mut self, key: &SheetKey) -> Result<(), BrokenSeal> {
        let SheetState::Locked(locked) = &self.state else {
            return self.take_key(key);
        };
        let opened = secret::open(key, &self.party, &self.person, &locked.content);
        let (salt, responses) = opened.ok_or_else(|| self.broken())?;
        let mark = locked.mark.clone();
        if let Some(mark) = &mark
            && !seal::is_sealed_by(&mark.digest, &self.party, &self.person, &salt, &responses)
        {
            return Err(self.broken());
        }
        self.state = match mark {
            None => SheetState::Open(responses),
            Some(mark) => SheetState::Sealed(Seal {
                mark,
                content: locked.content.clone(),
                answered: locked.answered,
            }),
        };
        self.salt = salt;
        self.key = Some(key.clone());
        Ok(())
    }

    /// The party has a word from now on: what is sealed without one is encrypted too, unless it is not what was sealed.
    fn take_key(&mut self, key: &SheetKey) -> Result<(), BrokenSeal> {
        if let SheetState::Sealed(seal) = &self.state
            && self.key.is_none()
        {
            let responses = self.checked(seal)?;
            let seal = Seal {
                content: secret::shut(key, &self.party, &self.person, &self.salt, &responses),
                ..seal.clone()
            };
            self.state = SheetState::Sealed(seal);
        }
        self.key = Some(key.clone());
        Ok(())
    }

    /// Whether it is encrypted and nobody has typed the party's word.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self.state, SheetState::Locked(_))
    }

    /// Which sheet this is.
    #[must_use]
    pub fn id(&self) -> SheetId {
        SheetId {
            party: self.party.clone(),
            person: self.person.clone(),
        }
    }

    /// Whether this is the sheet of that person of that party.
    #[must_use]
    pub fn is(&self, party: &str, person: &str) -> bool {
        self.party == party && self.person == person
    }

    /// The answers while the sheet is being filled; `None` once sealed.
    #[must_use]
    pub fn open_responses(&self) -> Option<&Responses> {
        match &self.state {
            SheetState::Open(responses) => Some(responses),
            SheetState::Sealed(_) | SheetState::Revealed { .. } | SheetState::Locked(_) => None,
        }
    }

    /// The answers once they are on the table; `None` before the reveal.
    #[must_use]
    pub fn revealed(&self) -> Option<&Responses> {
        match &self.state {
            SheetState::Revealed { responses, .. } => Some(responses),
            SheetState::Open(_) | SheetState::Sealed(_) | SheetState::Locked(_) => None,
        }
    }

    /// The answers, whatever may be seen of them; `None` where the content is not what was sealed. For carrying over what
    /// stays the same, never for showing it.
    pub(crate) fn content(&self) -> Option<Responses> {
        match &self.state {
            SheetState::Open(responses) | SheetState::Revealed { responses, .. } => {
                Some(responses.clone())
            }
            SheetState::Sealed(seal) => self.checked(seal).ok(),
            SheetState::Locked(_) => None,
        }
    }

    /// Proof of what was sealed; `None` while the sheet is being filled.
    #[must_use]
    pub fn mark(&self) -> Option<&SealMark> {
        match &self.state {
            SheetState::Open(_) => None,
            SheetState::Locked(locked) => locked.mark.as_ref(),
            SheetState::Sealed(seal) => Some(&seal.mark),
            SheetState::Revealed { seal, .. } => Some(seal),
        }
    }

    /// The digest by which the log names its seal; `None` while the sheet is being filled.
    pub(crate) fn bond(&self) -> Option<String> {
        self.mark().map(|mark| mark.bond(self))
    }

    /// The six words of what was sealed; `None` while the sheet is being filled.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        self.mark().map(|mark| commit_words(&mark.digest))
    }

    /// Whether the sheet is closed, revealed or not.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.mark().is_some()
    }

    /// How many of the questions are answered whole; says nothing about how.
    #[must_use]
    pub fn answered(&self, questions: &[Question]) -> usize {
        match &self.state {
            SheetState::Open(r) | SheetState::Revealed { responses: r, .. } => questions
                .iter()
                .filter(|q| r.get(&q.id).is_some_and(|r| q.is_complete(r)))
                .count(),
            SheetState::Sealed(seal) => seal.answered,
            SheetState::Locked(locked) => locked.answered,
        }
    }

    /// Closes the sheet. Does nothing to a sheet that is closed already.
    pub fn seal(&mut self, at: jiff::Timestamp, questions: &[Question]) {
        let answered = self.answered(questions);
        if let SheetState::Open(responses) = &self.state {
            let digest = seal::digest(&self.party, &self.person, &self.salt, responses);
            let content = match &self.key {
                Some(key) => secret::shut(key, &self.party, &self.person, &self.salt, responses),
                None => seal::encode(&self.salt, responses),
            };
            self.state = SheetState::Sealed(Seal {
                mark: SealMark { at, digest },
                content,
                answered,
            });
        }
    }

    /// Opens a sealed sheet again, for its own people to change.
    ///
    /// # Errors
    /// [`BrokenSeal`] when the content is not what was sealed.
    pub fn reopen(&mut self) -> Result<(), BrokenSeal> {
        // A locked sheet is checked when its people open it.
        if let SheetState::Locked(locked) = &mut self.state {
            locked.mark = None;
        }
        if let SheetState::Sealed(seal) = &self.state {
            self.state = SheetState::Open(self.checked(seal)?);
        }
        Ok(())
    }

    /// Puts a sealed sheet on the table.
    ///
    /// # Errors
    /// [`BrokenSeal`] when the content is not what was sealed.
    pub fn reveal(&mut self) -> Result<(), BrokenSeal> {
        if let SheetState::Sealed(seal) = &self.state {
            let responses = self.checked(seal)?;
            self.state = SheetState::Revealed {
                seal: seal.mark.clone(),
                responses,
            };
        }
        Ok(())
    }

    /// Whether revealed answers are still those that were sealed.
    #[must_use]
    pub fn keeps_its_seal(&self) -> bool {
        match &self.state {
            // What is encrypted is known to be whole when it is opened.
            SheetState::Open(_) | SheetState::Locked(_) => true,
            SheetState::Sealed(seal) => self.checked(seal).is_ok(),
            SheetState::Revealed { seal, responses } => seal::is_sealed_by(
                &seal.digest,
                &self.party,
                &self.person,
                &self.salt,
                responses,
            ),
        }
    }

    fn checked(&self, seal: &Seal) -> Result<Responses, BrokenSeal> {
        let responses = match &self.key {
            Some(key) => secret::open(key, &self.party, &self.person, &seal.content)
                .map(|(_, responses)| responses),
            None => seal::decode(&self.salt, &seal.content),
        };
        let responses = responses.ok_or_else(|| self.broken())?;
        if seal::is_sealed_by(
            &seal.mark.digest,
            &self.party,
            &self.person,
            &self.salt,
            &responses,
        ) {
            Ok(responses)
        } else {
            Err(self.broken())
        }
    }

    fn broken(&self) -> BrokenSeal {
        BrokenSeal {
            party: self.party.clone(),
            person: self.person.clone(),
        }
    }
}
