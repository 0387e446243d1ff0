//! A sheet in the file: drafts and sealed answers masked, or encrypted with the party's word; revealed answers plain.

use serde::{Deserialize, Serialize};

use super::{Locked, Seal, SealMark, Sheet, SheetState};
use crate::secret;
use crate::{PartyId, Responses, seal};

/// How a sheet stands in the file: drafts and sealed answers encoded, revealed answers plain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SheetRecord {
    party: PartyId,
    person: String,
    /// Empty where the sheet is encrypted: it is in `cipher` then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    salt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    draft: Option<String>,
    /// Salt and answers, encrypted with the party's word; the answers are only masked where there is `draft` or `content`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cipher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed: Option<SealMark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answered: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    responses: Option<Responses>,
}

impl SheetRecord {
    fn encrypted(&mut self, cipher: &str, mark: Option<&SealMark>, answered: usize) {
        self.salt = String::new();
        self.cipher = Some(cipher.to_owned());
        self.sealed = mark.cloned();
        self.answered = Some(answered);
    }
}

impl Serialize for Sheet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = SheetRecord {
            party: self.party.clone(),
            person: self.person.clone(),
            salt: self.salt.clone(),
            draft: None,
            cipher: None,
            sealed: None,
            answered: None,
            content: None,
            responses: None,
        };
        match &self.state {
            SheetState::Open(responses) => match &self.key {
                None => record.draft = Some(seal::encode(&self.salt, responses)),
                Some(key) => {
                    let cipher =
                        secret::shut(key, &self.party, &self.person, &self.salt, responses);
                    record.encrypted(&cipher, None, responses.len());
                }
            },
            SheetState::Sealed(seal) if self.key.is_some() => {
                record.encrypted(&seal.content, Some(&seal.mark), seal.answered);
            }
            SheetState::Sealed(seal) => {
                record.sealed = Some(seal.mark.clone());
                record.answered = Some(seal.answered);
                record.content = Some(seal.content.clone());
            }
            SheetState::Locked(locked) => {
                record.encrypted(&locked.content, locked.mark.as_ref(), locked.answered);
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
            (None, mark, None, None) if r.cipher.is_some() => SheetState::Locked(Locked {
                content: r.cipher.unwrap_or_default(),
                mark,
                answered: r.answered.unwrap_or(0),
            }),
            _ if r.cipher.is_some() => {
                return Err(Error::custom(
                    "a sheet with `cipher` has no `draft`, `content` or `responses`",
                ));
            }
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
            key: None,
            state,
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Sheet {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sheet".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        SheetRecord::json_schema(generator)
    }
}
