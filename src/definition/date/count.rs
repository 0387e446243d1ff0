//! Days that an export writes as a number: a spreadsheet's serial days, or the time since 1970.

use jiff::civil::{Date, Time};

use crate::value::{Moment, day_number};

/// What a number in a date's cell counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayCount {
    /// Days of a spreadsheet, 1 is 1900-01-01. 60 would be 1900-02-29, which there never was.
    Excel,
    /// Days of a spreadsheet in the system of 1904, 0 is 1904-01-01.
    Excel1904,
    /// Seconds since 1970-01-01 in UTC.
    Epoch,
    /// Milliseconds since then.
    EpochMs,
}

/// The first and the last day that is read, in days since 1970-01-01: 1900-01-01 and 2199-12-31.
pub const READ_DAYS: (i64, i64) = (-25_567, 84_005);

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

impl DayCount {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Excel, Self::Excel1904, Self::Epoch, Self::EpochMs];

    /// The word that stands under `date:`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Excel => "excel",
            Self::Excel1904 => "excel-1904",
            Self::Epoch => "epoch",
            Self::EpochMs => "epoch-ms",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|count| count.word() == word)
    }

    /// The most digits before the mark; more are no day from 1900 to 2199.
    #[must_use]
    pub fn digits(self) -> usize {
        match self {
            Self::Excel | Self::Excel1904 => 6,
            Self::Epoch => 11,
            Self::EpochMs => 14,
        }
    }

    /// What is counted, so many to a day.
    #[must_use]
    pub fn per_day(self) -> i64 {
        match self {
            Self::Excel | Self::Excel1904 => 1,
            Self::Epoch => 86_400,
            Self::EpochMs => 86_400_000,
        }
    }

    /// Whether a number below 0 is a day: one before 1970.
    #[must_use]
    pub fn has_sign(self) -> bool {
        match self {
            Self::Excel | Self::Excel1904 => false,
            Self::Epoch | Self::EpochMs => true,
        }
    }

    /// Reads a stripped cell: digits, with a fraction after a point or comma or without. None: it is not written so, or is
    /// no day from 1900 to 2199.
    #[must_use]
    pub fn read(self, cell: &str) -> Option<Moment> {
        let unsigned = cell.strip_prefix('-').filter(|_| self.has_sign());
        let negative = unsigned.is_some();
        let (whole, fraction) = parts(unsigned.unwrap_or(cell))?;
        if whole.len() > self.digits() {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let begun = fraction.is_some_and(|digits| digits.bytes().any(|digit| digit != b'0'));
        // What has begun before 1970 counts down.
        let units = if negative {
            -whole - i64::from(begun)
        } else {
            whole
        };
        match self {
            Self::Excel | Self::Excel1904 => serial(self.day(whole)?, fraction),
            Self::Epoch | Self::EpochMs => self.moment(units),
        }
    }

    /// The day number of a serial day; none: a day that never was, or a time without a day.
    fn day(self, serial: i64) -> Option<i64> {
        match (self, serial) {
            (Self::Excel, 0 | 60) => None,
            (Self::Excel, 1..60) => Some(serial - 25_568),
            (Self::Excel, _) => Some(serial - 25_569),
            (Self::Excel1904 | Self::Epoch | Self::EpochMs, _) => Some(serial - 24_107),
        }
    }

    /// The moment of so many units since 1970, in UTC.
    fn moment(self, units: i64) -> Option<Moment> {
        let per_day = self.per_day();
        let milliseconds = units.rem_euclid(per_day) * (86_400_000 / per_day);
        Some(Moment {
            date: date(units.div_euclid(per_day))?,
            time: Some(time(milliseconds)?),
            offset: Some(0),
        })
    }

    /// A day as a cell has it, at its beginning.
    #[must_use]
    pub fn written(self, date: Date) -> String {
        let day = i64::from(day_number(date));
        match self {
            Self::Excel if day < -25_508 => day + 25_568,
            Self::Excel => day + 25_569,
            Self::Excel1904 => day + 24_107,
            Self::Epoch | Self::EpochMs => day * self.per_day(),
        }
        .to_string()
    }
}

/// The digits before a point or comma and those after it; none: something else stands there.
fn parts(text: &str) -> Option<(&str, Option<&str>)> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    (digits(whole) && fraction.is_none_or(digits)).then_some((whole, fraction))
}

/// A serial day with the share of it that has passed, to the millisecond; never the next day.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share of a day is from 0 to 86,400,000 milliseconds"
)]
fn serial(day: i64, fraction: Option<&str>) -> Option<Moment> {
    let time = match fraction {
        None => None,
        Some(digits) => {
            let share: f64 = format!("0.{digits}").parse().ok()?;
            Some(time((share * DAY_MS).round().min(DAY_MS - 1.0) as i64)?)
        }
    };
    Some(Moment {
        date: date(day)?,
        time,
        offset: None,
    })
}

fn date(day: i64) -> Option<Date> {
    if !(READ_DAYS.0..=READ_DAYS.1).contains(&day) {
        return None;
    }
    let span = jiff::Span::new().try_days(day).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

fn time(milliseconds: i64) -> Option<Time> {
    let span = jiff::Span::new().try_milliseconds(milliseconds).ok()?;
    Time::midnight().checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_days() {
        for (word, cell, expected) in [
            // Day 1 is the first of January; the day that never was is none; after it all are right.
            ("excel", "1", Some("1900-01-01")),
            ("excel", "59", Some("1900-02-28")),
            ("excel", "60", None),
            ("excel", "60.5", None),
            ("excel", "61", Some("1900-03-01")),
            ("excel", "45444", Some("2024-06-01")),
            ("excel", "45444.0", Some("2024-06-01T00:00:00")),
            ("excel", "45444.395833333336", Some("2024-06-01T09:30:00")),
            ("excel", "45444,5", Some("2024-06-01T12:00:00")),
            (
                "excel",
                "45444.99999999999",
                Some("2024-06-01T23:59:59.999"),
            ),
            ("excel", "109574", Some("2199-12-31")),
            ("excel", "109575", None),
            ("excel", "0", None),
            ("excel", "0.5", None),
            ("excel", "-1", None),
            ("excel", "+45444", None),
            ("excel", "45444.", None),
            ("excel", ".5", None),
            ("excel", "45,444.5", None),
            ("excel", "4.5444E4", None),
            ("excel", "2024-06-01", None),
            ("excel", "４５４４４", None),
            ("excel", "0045444", None),
            ("excel", "045444", Some("2024-06-01")),
            ("excel-1904", "0", Some("1904-01-01")),
            ("excel-1904", "60", Some("1904-03-01")),
            ("excel-1904", "43982", Some("2024-06-01")),
            ("excel-1904", "108112", Some("2199-12-31")),
            ("excel-1904", "108113", None),
            ("epoch", "0", Some("1970-01-01T00:00:00+0")),
            ("epoch", "1717234200", Some("2024-06-01T09:30:00+0")),
            ("epoch", "1717234200.75", Some("2024-06-01T09:30:00+0")),
            ("epoch", "-1", Some("1969-12-31T23:59:59+0")),
            ("epoch", "-0", Some("1970-01-01T00:00:00+0")),
            ("epoch", "-0.0", Some("1970-01-01T00:00:00+0")),
            ("epoch", "-0.5", Some("1969-12-31T23:59:59+0")),
            ("epoch", "-86400", Some("1969-12-31T00:00:00+0")),
            ("epoch", "-86400.001", Some("1969-12-30T23:59:59+0")),
            ("epoch", "-2208988800", Some("1900-01-01T00:00:00+0")),
            ("epoch", "-2208988801", None),
            ("epoch", "7258118399", Some("2199-12-31T23:59:59+0")),
            ("epoch", "7258118400", None),
            ("epoch", "1717234200000", None),
            ("epoch", "1.7172342E9", None),
            ("epoch", "--1", None),
            ("epoch", "- 1", None),
            ("epoch-ms", "1717234200000", Some("2024-06-01T09:30:00+0")),
            (
                "epoch-ms",
                "1717234200001.0",
                Some("2024-06-01T09:30:00.001+0"),
            ),
            ("epoch-ms", "-1", Some("1969-12-31T23:59:59.999+0")),
            ("epoch-ms", "1717234200", Some("1970-01-20T21:00:34.2+0")),
            ("epoch-ms", "171723420000000", None),
        ] {
            let count = DayCount::named(word).unwrap();
            let text = count.read(cell).map(|moment| {
                let time = moment.time.map(|time| format!("T{time}"));
                let offset = moment.offset.map(|offset| format!("{offset:+}"));
                format!(
                    "{}{}{}",
                    moment.date,
                    time.unwrap_or_default(),
                    offset.unwrap_or_default()
                )
            });
            assert_eq!(text.as_deref(), expected, "{word} {cell}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for count in DayCount::ALL {
            for day in ["1904-01-01", "1970-01-01", "2024-02-29", "2199-12-31"] {
                let date: Date = day.parse().unwrap();
                let read = count.read(&count.written(date)).unwrap();
                assert_eq!(read.date, date, "{}", count.word());
            }
        }
        for day in ["1900-01-01", "1900-02-28", "1900-03-01"] {
            let date: Date = day.parse().unwrap();
            let read = DayCount::Excel
                .read(&DayCount::Excel.written(date))
                .unwrap();
            assert_eq!(read.date, date, "{day}");
        }
    }
}
