//! The small values a rule file is written with: durations, percentages, and
//! arguments that may be a text, a number or a boolean.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{
        self, MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};

/// A duration in whole days, written `30d`. At most 100,000 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(pub u32);

/// The longest duration a rule file may name, in days (about 270 years).
pub const LONGEST_DURATION: u32 = 100_000;

impl Days {
    /// Reads `30d`.
    ///
    /// # Errors
    /// What was expected, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        let digits = text.strip_suffix('d').unwrap_or("");
        let plain = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        match digits.parse::<u32>() {
            Ok(days) if plain && days <= LONGEST_DURATION => Ok(Self(days)),
            _ => Err(format!(
                "`{text}` is not a duration; write whole days as in `30d` (at most {LONGEST_DURATION}d)"
            )),
        }
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}d", self.0)
    }
}

/// A whole percentage from 0 to 100, written `80%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub u8);

impl Percent {
    /// Reads `80%`.
    ///
    /// # Errors
    /// What was expected, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        let digits = text.strip_suffix('%').unwrap_or("");
        let short = (1..=2).contains(&digits.len()) || digits == "100";
        let plain = short && digits.bytes().all(|b| b.is_ascii_digit());
        match digits.parse::<u8>() {
            Ok(percent) if plain && percent <= 100 => Ok(Self(percent)),
            _ => Err(format!(
                "`{text}` is not a percentage; write a whole number from 0 to 100 as in `80%`"
            )),
        }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

macro_rules! written_as_text {
    ($type:ty, $name:literal, $pattern:literal, $expects:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl Visitor<'_> for Text {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expects)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        <$type>::parse(text).map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "pattern": $pattern, "description": $expects})
            }
        }
    };
}

written_as_text!(
    Days,
    "Days",
    "^[0-9]{1,6}d$",
    "a duration in days, as in 30d"
);
written_as_text!(
    Percent,
    "Percent",
    "^(100|[0-9]{1,2})%$",
    "a percentage, as in 80%"
);

/// The argument of an operator that several types of field share.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `true` or `false`.
    Flag(bool),
    /// A number, finite.
    Number(f64),
    /// A text.
    Text(String),
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => number::serialize(number, serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Literal;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a number, true or false")
            }
            fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Literal, E> {
                Ok(Literal::Flag(flag))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Literal, E> {
                Ok(Literal::Number(number::from_i64(number)?))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Literal, E> {
                let number = i64::try_from(number).map_err(|_| E::custom(number::TOO_LARGE))?;
                Ok(Literal::Number(number::from_i64(number)?))
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Literal, E> {
                Ok(Literal::Number(number::checked(number)?))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Literal, E> {
                Ok(Literal::Text(text.to_owned()))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// Numbers of a rule file: IEEE doubles below 10^15 in size, written without `.0` when whole.
pub mod number {
    use super::{Deserialize, Deserializer, Serializer, de};

    pub(super) const TOO_LARGE: &str =
        "a number has at most 15 digits before the point; a code stands in quotes";
    const LIMIT: f64 = 1e15;

    pub(super) fn checked<E: de::Error>(number: f64) -> Result<f64, E> {
        if number.is_finite() && number.abs() < LIMIT {
            // A negative zero would be written as `-0` and compare as 0.
            Ok(if number == 0.0 { 0.0 } else { number })
        } else {
            Err(E::custom(TOO_LARGE))
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "checked against 10^15 first")]
    pub(super) fn from_i64<E: de::Error>(number: i64) -> Result<f64, E> {
        if number.unsigned_abs() < 1_000_000_000_000_000 {
            Ok(number as f64)
        } else {
            Err(E::custom(TOO_LARGE))
        }
    }

    /// Writes a whole number without a fraction.
    ///
    /// # Errors
    /// The serializer's own.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and below 10^15 in size"
    )]
    pub fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        if number.fract() == 0.0 && number.abs() < LIMIT {
            serializer.serialize_i64(*number as i64)
        } else {
            serializer.serialize_f64(*number)
        }
    }

    /// Reads a finite number below 10^15 in size.
    ///
    /// # Errors
    /// No number, or one that is too large.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        checked(f64::deserialize(deserializer)?)
    }
}

/// As [`number`], for a number that may be left out.
pub mod optional_number {
    use super::{Deserializer, Serializer, number};

    /// Writes the number; only called when there is one.
    ///
    /// # Errors
    /// The serializer's own.
    pub fn serialize<S: Serializer>(
        number: &Option<f64>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match number {
            Some(number) => number::serialize(number, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a number that is present.
    ///
    /// # Errors
    /// No number, or one that is too large.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<f64>, D::Error> {
        number::deserialize(deserializer).map(Some)
    }
}

/// One or several texts: `crm` or `[crm, ads]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(pub Vec<String>);

impl Texts {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Into<String>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self(iter.into_iter().map(Into::into).collect())
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Texts;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts (a number among them goes in quotes)")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Texts, E> {
                Ok(Texts(vec![text.to_owned()]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Texts, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = seq.next_element::<String>()? {
                    texts.push(text);
                }
                Ok(Texts(texts))
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

/// Texts of which one is enough: written out, or the values of a list by its name: `gmail.com`, `[gmail.com, web.de]` or
/// `{inList: free-mail}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parts {
    /// These.
    Texts(Texts),
    /// The values of the list with this name.
    InList(String),
}

impl Parts {
    /// Those that are written out; none: they stand in a list.
    #[must_use]
    pub fn texts(&self) -> Option<&[String]> {
        match self {
            Self::Texts(Texts(texts)) => Some(texts),
            Self::InList(_) => None,
        }
    }

    /// The name of the list; none: they are written out.
    #[must_use]
    pub fn list(&self) -> Option<&str> {
        match self {
            Self::Texts(_) => None,
            Self::InList(name) => Some(name),
        }
    }
}

impl From<Texts> for Parts {
    fn from(texts: Texts) -> Self {
        Self::Texts(texts)
    }
}

/// `{inList: NAME}`
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct OfList {
    in_list: String,
}

impl Serialize for Parts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Texts(texts) => texts.serialize(serializer),
            Self::InList(name) => {
                let in_list = name.clone();
                OfList { in_list }.serialize(serializer)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextsOrList;
        impl<'de> Visitor<'de> for TextsOrList {
            type Value = Parts;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a text, a list of texts (a number among them goes in quotes) or {inList: NAME}",
                )
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Parts, E> {
                Ok(Parts::Texts(Texts(vec![text.to_owned()])))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Parts, A::Error> {
                Texts::deserialize(SeqAccessDeserializer::new(seq)).map(Parts::Texts)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Parts, A::Error> {
                let list = OfList::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Parts::InList(list.in_list))
            }
        }
        deserializer.deserialize_any(TextsOrList)
    }
}

/// One or several texts, of which one alone is written as a text: what stood in a file as one keeps its digest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drops(pub Vec<String>);

impl<T: Into<String>> From<T> for Drops {
    fn from(text: T) -> Self {
        Self(vec![text.into()])
    }
}

impl Serialize for Drops {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => serializer.serialize_str(one),
            several => serializer.collect_seq(several),
        }
    }
}

impl<'de> Deserialize<'de> for Drops {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Texts::deserialize(deserializer).map(|texts| Self(texts.0))
    }
}

impl fmt::Display for Drops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("' and '"))
    }
}

/// Whether a flag has its default, `false`.
#[must_use]
pub fn is_false(flag: &bool) -> bool {
    !*flag
}
