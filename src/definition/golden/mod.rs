//! Golden leads: examples with the result the parties agreed on. They are the definition's tests.

pub mod run;

pub use run::{GoldenResult, lead_of, run, run_one};

use std::fmt;

use indexmap::IndexMap;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
    ser::SerializeMap,
};

use crate::{compiled::grade_column, date::Day};

/// An example lead with its expected result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GoldenLead {
    /// Unique among the golden leads.
    pub id: String,
    /// Why this result is right, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// The day on which it is scored.
    pub as_of: Day,
    /// Raw cells by field id, as an export would write them.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub fields: IndexMap<String, String>,
    /// What the lead did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<GoldenEvent>,
    /// What is expected.
    pub expect: Expect,
}

/// One thing an example lead did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GoldenEvent {
    /// The event's id.
    pub event: String,
    /// The day it occurred, with an optional time, as in an export.
    pub at: String,
}

/// The word for "in no stage" in an expectation.
pub const NO_STAGE: &str = "none";

/// What a golden lead must come to; only what is named is compared.
///
/// In a file: `stage`, `status`, `grade`, `owner`, `stage_TRACK` for another track, `grade_NAME` for one of several
/// grades, and any other key is the name of a score with its whole number; so are `owner` and `grade_NAME` with a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expect {
    /// The stage's id, or `none`.
    pub stage: Option<String>,
    /// `scored`, `disqualified`, `suspended` or `not-enough-known`.
    pub status: Option<String>,
    /// The grade as it stands in the scored output.
    pub grade: Option<String>,
    /// Who owns the lead, or `none`.
    pub owner: Option<String>,
    /// By grade: its value, or empty where no row holds.
    pub grades: IndexMap<String, String>,
    /// By track other than main: the stage's id, or `none`.
    pub tracks: IndexMap<String, String>,
    /// By score.
    pub scores: IndexMap<String, i64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TextOrPoints {
    Points(i64),
    Text(String),
}

impl Serialize for Expect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in [
            ("stage", &self.stage),
            ("status", &self.status),
            ("grade", &self.grade),
            ("owner", &self.owner),
        ] {
            if let Some(value) = value {
                map.serialize_entry(key, value)?;
            }
        }
        for (track, stage) in &self.tracks {
            map.serialize_entry(&format!("stage_{track}"), stage)?;
        }
        for (grade, value) in &self.grades {
            map.serialize_entry(&grade_column(grade), value)?;
        }
        for (score, points) in &self.scores {
            map.serialize_entry(score, points)?;
        }
        map.end()
    }
}

impl Expect {
    /// Reads what stands after a key that names a track, a grade or a score; whether it stood there before.
    fn named<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        if let Some(track) = key.strip_prefix("stage_") {
            let before = self.tracks.insert(track.to_owned(), map.next_value()?);
            return Ok(before.is_some());
        }
        if let Some(grade) = key.strip_prefix("grade_") {
            return Ok(match map.next_value()? {
                TextOrPoints::Text(value) => self.grades.insert(grade.to_owned(), value).is_some(),
                // A score can have such a name.
                TextOrPoints::Points(points) => {
                    self.scores.insert(key.to_owned(), points).is_some()
                }
            });
        }
        let before = self.scores.insert(key.to_owned(), map.next_value()?);
        Ok(before.is_some())
    }
}

impl<'de> Deserialize<'de> for Expect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Expect;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("what the lead must come to, for example {stage: mql, total: 65}")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Expect, A::Error> {
                let mut expect = Expect::default();
                while let Some(key) = map.next_key::<String>()? {
                    let twice = match key.as_str() {
                        "stage" => expect.stage.replace(map.next_value()?).is_some(),
                        "status" => expect.status.replace(map.next_value()?).is_some(),
                        "grade" => expect.grade.replace(map.next_value()?).is_some(),
                        // Before there were owners, a score could have that name.
                        "owner" => match map.next_value::<TextOrPoints>()? {
                            TextOrPoints::Text(owner) => expect.owner.replace(owner).is_some(),
                            TextOrPoints::Points(points) => {
                                expect.scores.insert(key.clone(), points).is_some()
                            }
                        },
                        _ => expect.named(&key, &mut map)?,
                    };
                    if twice {
                        return Err(de::Error::custom(format!("`{key}` stands twice here")));
                    }
                }
                Ok(expect)
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

#[cfg(test)]
mod tests;
