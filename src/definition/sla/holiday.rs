//! Days of a business calendar that are not like the week: closed, or with hours of their own.

use std::fmt;

use jiff::civil::Date;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
    ser::SerializeMap,
};

use crate::date::Day;

/// Closed days, or days with hours of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Which days.
    pub days: Days,
    /// Their hours, written as those of a weekday. Empty: closed all day.
    pub hours: Vec<String>,
}

/// The days of a [`Holiday`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// This day. Hours of its own open it whatever the weekday.
    On(Day),
    /// From the first to the last, both included.
    Between(Day, Day),
    /// This day of every year.
    Every(YearDay),
    /// From the first to the last of every year, both included; over the new year where the last comes first.
    EveryBetween(YearDay, YearDay),
}

/// A day of the year, written `MM-DD`; 29 February comes in leap years only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearDay {
    month: i8,
    day: i8,
}

impl YearDay {
    /// A day of the year; `None` where no year has it.
    #[must_use]
    pub fn new(month: i8, day: i8) -> Option<Self> {
        // 2000 is a leap year.
        Date::new(2000, month, day)
            .ok()
            .map(|_| Self { month, day })
    }

    /// Reads `MM-DD`; `None` when it is not exactly that or no real day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let day = Day::parse(&format!("2000-{text}"))?;
        Some(Self::of(day.0))
    }

    /// The day of the year that a date is.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self {
            month: date.month(),
            day: date.day(),
        }
    }

    /// This day in a leap year, for its words.
    #[must_use]
    pub fn example(self) -> Date {
        Date::new(2000, self.month, self.day).unwrap_or_default()
    }
}

impl fmt::Display for YearDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl Holiday {
    /// One day, closed.
    #[must_use]
    pub fn on(day: Day) -> Self {
        Self {
            days: Days::On(day),
            hours: Vec::new(),
        }
    }

    /// Whether it is about this day.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        let of_year = YearDay::of(date);
        match self.days {
            Days::On(day) => day.0 == date,
            Days::Between(first, last) => (first.0..=last.0).contains(&date),
            Days::Every(day) => day == of_year,
            Days::EveryBetween(first, last) if first <= last => (first..=last).contains(&of_year),
            Days::EveryBetween(first, last) => of_year >= first || of_year <= last,
        }
    }
}

/// The long form, as a file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Long {
    on: Option<Day>,
    from: Option<Day>,
    every: Option<String>,
    to: Option<String>,
    #[serde(default)]
    hours: Vec<String>,
}

impl Long {
    fn days(&self) -> Result<Days, String> {
        let of_year = |text: &str| {
            YearDay::parse(text).ok_or_else(|| {
                format!("`{text}` is not a day of the year; write month and day as in `12-25`")
            })
        };
        match (self.on, self.from, &self.every, &self.to) {
            (Some(day), None, None, None) => Ok(Days::On(day)),
            (None, Some(first), None, Some(to)) => {
                let last = Day::parse(to).ok_or_else(|| {
                    format!("`{to}` is not a day; write year, month and day as in `2026-12-01`")
                })?;
                if last < first {
                    return Err(format!(
                        "`{to}` is before `{first}`; write the first day first"
                    ));
                }
                Ok(Days::Between(first, last))
            }
            (None, None, Some(every), None) => of_year(every).map(Days::Every),
            (None, None, Some(every), Some(to)) => {
                Ok(Days::EveryBetween(of_year(every)?, of_year(to)?))
            }
            _ => Err(
                "a closed day is `on:` a day, `from:` a day `to:` a day, or `every:` month and \
                      day; write one of them"
                    .to_owned(),
            ),
        }
    }
}

impl Serialize for Holiday {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let (Days::On(day), true) = (self.days, self.hours.is_empty()) {
            return day.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        match self.days {
            Days::On(day) => map.serialize_entry("on", &day)?,
            Days::Between(first, last) => {
                map.serialize_entry("from", &first)?;
                map.serialize_entry("to", &last)?;
            }
            Days::Every(day) => map.serialize_entry("every", &day.to_string())?,
            Days::EveryBetween(first, last) => {
                map.serialize_entry("every", &first.to_string())?;
                map.serialize_entry("to", &last.to_string())?;
            }
        }
        if !self.hours.is_empty() {
            map.serialize_entry("hours", &self.hours)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Holiday {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DayOrMap;
        impl<'de> Visitor<'de> for DayOrMap {
            type Value = Holiday;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a day as in 2026-12-01, {on: 2026-12-24, hours: [\"09:00-12:00\"]}, {from: 2026-12-24, to: \
                     2027-01-02} or {every: 12-25}",
                )
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Holiday, E> {
                use de::IntoDeserializer;
                Day::deserialize(text.into_deserializer()).map(Holiday::on)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Holiday, A::Error> {
                let long = Long::deserialize(MapAccessDeserializer::new(map))?;
                let days = long.days().map_err(de::Error::custom)?;
                Ok(Holiday {
                    days,
                    hours: long.hours,
                })
            }
        }
        deserializer.deserialize_any(DayOrMap)
    }
}
