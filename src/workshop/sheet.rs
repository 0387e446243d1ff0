//! A sheet: what one person of a party answers alone.
//!
//! In memory a sheet that is being filled is open; in the file it is encoded, and nothing but its own
//! screen shows it before the reveal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::workshop::seal::{self, BrokenSeal};
use crate::workshop::{PartyId, Question, Responses, commit_words};

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
    /// Sixteen random bytes, hexadecimal: makes the digest say nothing about the answers.
    pub salt: String,
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
    /// On the table for everybody, provably what was sealed.
    Revealed {
        /// When it was sealed, and the digest at that time.
        seal: SealMark,
        /// The answers.
        responses: Responses,
    },
}

/// Proof of what was sealed when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SealMark {
    /// When it was sealed.
    #[schemars(with = "String")]
    pub at: jiff::Timestamp,
    /// `sha256:` and 64 hexadecimal digits over party, person, salt and answers.
    pub digest: String,
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

impl Sheet {
    /// An empty sheet. `salt` is sixteen random bytes in hexadecimal digits.
    #[must_use]
    pub fn new(id: SheetId, salt: String) -> Self {
        Self {
            party: id.party,
            person: id.person,
            salt,
            state: SheetState::Open(Responses::new()),
        }
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
            SheetState::Sealed(_) | SheetState::Revealed { .. } => None,
        }
    }

    /// The answers once they are on the table; `None` before the reveal.
    #[must_use]
    pub fn revealed(&self) -> Option<&Responses> {
        match &self.state {
            SheetState::Revealed { responses, .. } => Some(responses),
            SheetState::Open(_) | SheetState::Sealed(_) => None,
        }
    }

    /// The answers, whatever may be seen of them; `None` where the content is not what was sealed. For carrying over what
    /// stays the same, never for showing it.
    pub(in crate::workshop) fn content(&self) -> Option<Responses> {
        match &self.state {
            SheetState::Open(responses) | SheetState::Revealed { responses, .. } => {
                Some(responses.clone())
            }
            SheetState::Sealed(seal) => self.checked(seal).ok(),
        }
    }

    /// Proof of what was sealed; `None` while the sheet is being filled.
    #[must_use]
    pub fn mark(&self) -> Option<&SealMark> {
        match &self.state {
            SheetState::Open(_) => None,
            SheetState::Sealed(seal) => Some(&seal.mark),
            SheetState::Revealed { seal, .. } => Some(seal),
        }
    }

    /// The six words of what was sealed; `None` while the sheet is being filled.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        self.mark().map(|mark| commit_words(&mark.digest))
    }

    /// Whether the sheet is closed, revealed or not.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        !matches!(self.state, SheetState::Open(_))
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
        }
    }

    /// Closes the sheet. Does nothing to a sheet that is closed already.
    pub fn seal(&mut self, at: jiff::Timestamp, questions: &[Question]) {
        let answered = self.answered(questions);
        if let SheetState::Open(responses) = &self.state {
            let digest = seal::digest(&self.party, &self.person, &self.salt, responses);
            let content = seal::encode(&self.salt, responses);
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
            SheetState::Open(_) => true,
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
        let broken = || BrokenSeal {
            party: self.party.clone(),
            person: self.person.clone(),
        };
        let responses = seal::decode(&self.salt, &seal.content).ok_or_else(broken)?;
        if seal::is_sealed_by(
            &seal.mark.digest,
            &self.party,
            &self.person,
            &self.salt,
            &responses,
        ) {
            Ok(responses)
        } else {
            Err(broken())
        }
    }
}

/// How a sheet stands in the file: drafts and sealed answers encoded, revealed answers plain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SheetRecord {
    party: PartyId,
    person: String,
    salt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    draft: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed: Option<SealMark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answered: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    responses: Option<Responses>,
}

impl Serialize for Sheet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = SheetRecord {
            party: self.party.clone(),
            person: self.person.clone(),
            salt: self.salt.clone(),
            draft: None,
            sealed: None,
            answered: None,
            content: None,
            responses: None,
        };
        match &self.state {
            SheetState::Open(responses) => record.draft = Some(seal::encode(&self.salt, responses)),
            SheetState::Sealed(seal) => {
                record.sealed = Some(seal.mark.clone());
                record.answered = Some(seal.answered);
                record.content = Some(seal.content.clone());
            }
            SheetState::Revealed { seal, responses } => {
                record.sealed = Some(seal.clone());
                record.responses = Some(responses.clone());
            }
        }
        record.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Sheet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let r = SheetRecord::deserialize(deserializer)?;
        let state = match (r.draft, r.sealed, r.content, r.responses) {
            (Some(draft), None, None, None) => seal::decode(&r.salt, &draft)
                .map(SheetState::Open)
                .ok_or_else(|| {
                    Error::custom(
                        "the draft of this sheet was changed by hand and cannot be decoded",
                    )
                })?,
            (None, Some(mark), Some(content), None) => SheetState::Sealed(Seal {
                mark,
                content,
                answered: r.answered.unwrap_or(0),
            }),
            (None, Some(seal), None, Some(responses)) => SheetState::Revealed { seal, responses },
            _ => {
                return Err(Error::custom(
                    "a sheet holds either `draft`, or `sealed` with `content`, or `sealed` with `responses`",
                ));
            }
        };
        Ok(Self {
            party: r.party,
            person: r.person,
            salt: r.salt,
            state,
        })
    }
}

impl JsonSchema for Sheet {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sheet".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        SheetRecord::json_schema(generator)
    }
}
