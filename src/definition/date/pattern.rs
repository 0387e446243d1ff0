//! How an export writes a date, as a pattern: `DD.MM.YYYY`, `D MMM, YYYY`, `M/D/YYYY H:MM AM`.
//!
//! | in a pattern | stands for |
//! |---|---|
//! | `YYYY`, `YY` | the year; with two digits one from 2000 to 2099 |
//! | `MM`, `M` | the month in two digits; in one or two |
//! | `MMM`, `MMMM` | its English name in three letters; in full |
//! | `DD`, `D` | the day in two digits; in one or two |
//! | `HH`, `H` | the hour in two digits; in one or two |
//! | `MM` after the hour, `mm` | the minute in two digits |
//! | `SS`, `ss` | the second in two digits, with a fraction or without |
//! | `AM` | AM or PM, in capitals or not; the hour then counts to 12 |
//! | `Z` | `Z`, `UTC`, `GMT`, `+02:00` or `+0200` |
//! | `T`, marks, other letters than A-Z and a-z, `'text'` | themselves |
//!
//! A pattern without an hour leaves room for a time in the canonical form behind it: `31.12.2026 10:00`. With an hour,
//! the pattern is the whole cell.

use jiff::civil::{Date, Time};

use crate::value::{self, Moment};

/// The months in English; the first three letters are their short names.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A pattern that was understood. Without parts it fits no cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatePattern {
    parts: Vec<Part>,
}

/// One part of a pattern, in the order of the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The year in so many digits, 4 or 2; with two it is one from 2000 to 2099.
    Year(u8),
    /// The month in two digits, or in one or two.
    Month(Digits),
    /// The month's English name in three letters (`Sept` too), in any case.
    ShortName,
    /// The month's English name, in any case.
    FullName,
    /// The day in two digits, or in one or two.
    Day(Digits),
    /// The hour in two digits, or in one or two.
    Hour(Digits),
    /// The minute in two digits.
    Minute,
    /// The second in two digits, with up to nine further digits after a point or without.
    Second,
    /// AM or PM in any case.
    HalfDay,
    /// The distance from UTC.
    Zone,
    /// A letter that stands for itself.
    Letter(char),
}

/// How many digits a number has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// Two.
    Two,
    /// One or two.
    OneOrTwo,
}

/// Why a pattern is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclear {
    /// What is wrong, without the pattern itself.
    pub what: String,
    /// What to do.
    pub next: String,
}

const WRITE: &str =
    "write YYYY, MM and DD once each, for example `DD.MM.YYYY`, `M/D/YYYY` or `D MMM, YYYY`";

fn unclear(what: &str, next: &str) -> Unclear {
    Unclear {
        what: what.to_owned(),
        next: next.to_owned(),
    }
}

impl DatePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// It lacks a part of the date, names one twice, or could be read in two ways.
    pub fn parse(pattern: &str) -> Result<Self, Unclear> {
        let mut parts = Vec::new();
        let mut rest = pattern;
        while let Some(letter) = rest.chars().next() {
            let run = rest.chars().take_while(|other| *other == letter).count();
            let end = if letter == '\'' {
                quoted(rest, &mut parts)?
            } else if rest.starts_with("AM") {
                parts.push(Part::HalfDay);
                2
            } else if let Some(part) = part(letter, run, &parts)? {
                parts.push(part);
                run * letter.len_utf8()
            } else {
                parts.push(Part::Letter(letter));
                letter.len_utf8()
            };
            rest = rest.get(end..).unwrap_or_default();
        }
        check(&parts)?;
        Ok(Self { parts })
    }

    /// The parts in the order of the cell.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether a time belongs to the pattern; without one, a time in the canonical form may stand behind it.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Hour(_)))
    }

    /// Whether year, month and day always stand at the same place: four, two and two digits, and no time.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.parts.iter().all(|part| {
            matches!(
                part,
                Part::Year(4) | Part::Month(Digits::Two) | Part::Day(Digits::Two) | Part::Letter(_)
            )
        })
    }

    /// Reads a stripped cell; none: it is not written so, or is no real day from 1900 to 2199.
    #[must_use]
    pub fn read(&self, cell: &str) -> Option<Moment> {
        let mut found = Found::default();
        let mut rest = cell;
        for part in &self.parts {
            rest = found.take(*part, rest)?;
        }
        let year = found.year.filter(|year| (1900..=2199).contains(year))?;
        let date = Date::new(year, found.month?, found.day?).ok()?;
        if !self.has_time() {
            return value::behind(date, rest);
        }
        let hour = match (found.hour?, found.afternoon) {
            (hour, None) => hour,
            (12, Some(afternoon)) => i8::from(afternoon) * 12,
            (hour @ 1..=11, Some(afternoon)) => hour + i8::from(afternoon) * 12,
            _ => return None,
        };
        let time = Time::new(hour, found.minute?, found.second, found.nanosecond).ok()?;
        rest.is_empty().then_some(Moment {
            date,
            time: Some(time),
            offset: found.offset,
        })
    }
}

impl DatePattern {
    /// A day as a cell has it, at midnight UTC where a time belongs to the pattern.
    #[must_use]
    pub fn written(&self, date: Date) -> String {
        let part = |part: &Part| {
            let name = || {
                let month = usize::try_from(date.month() - 1).unwrap_or_default();
                MONTHS.get(month).copied().unwrap_or_default()
            };
            match part {
                Part::Year(2) => format!("{:02}", date.year() % 100),
                Part::Year(_) => format!("{:04}", date.year()),
                Part::Month(_) => format!("{:02}", date.month()),
                Part::ShortName => name().chars().take(3).collect(),
                Part::FullName => name().to_owned(),
                Part::Day(_) => format!("{:02}", date.day()),
                Part::Hour(_) if self.parts.contains(&Part::HalfDay) => "12".to_owned(),
                Part::Hour(_) | Part::Minute | Part::Second => "00".to_owned(),
                Part::HalfDay => "AM".to_owned(),
                Part::Zone => "Z".to_owned(),
                Part::Letter(letter) => letter.to_string(),
            }
        };
        self.parts.iter().map(part).collect()
    }
}

/// Takes `'text'` off the start of `rest`; its length with the marks.
fn quoted(rest: &str, parts: &mut Vec<Part>) -> Result<usize, Unclear> {
    let inner = rest.get(1..).unwrap_or_default();
    let length = inner.find('\'').ok_or_else(|| {
        unclear(
            "has a mark ' that is never closed",
            "write text between two of them",
        )
    })?;
    let text = inner.get(..length).unwrap_or_default();
    parts.extend(text.chars().map(Part::Letter));
    Ok(length + 2)
}

/// The part that `run` times `letter` stands for; none: the letter stands for itself.
fn part(letter: char, run: usize, before: &[Part]) -> Result<Option<Part>, Unclear> {
    let last = before
        .iter()
        .rev()
        .find(|part| !matches!(part, Part::Letter(_)));
    let after_hour = matches!(last, Some(Part::Hour(_)));
    Ok(Some(match (letter, run) {
        ('Y', 4) => Part::Year(4),
        ('Y', 2) => Part::Year(2),
        ('M', 2) if after_hour => Part::Minute,
        ('m', 2) if after_hour => Part::Minute,
        ('M', 1) if !after_hour => Part::Month(Digits::OneOrTwo),
        ('M', 2) => Part::Month(Digits::Two),
        ('M', 3) => Part::ShortName,
        ('M', 4) => Part::FullName,
        ('D', 1) => Part::Day(Digits::OneOrTwo),
        ('D', 2) => Part::Day(Digits::Two),
        ('H', 1) => Part::Hour(Digits::OneOrTwo),
        ('H', 2) => Part::Hour(Digits::Two),
        ('S' | 's', 2) => Part::Second,
        ('Z', 1) => Part::Zone,
        ('T', 1) => return Ok(None),
        ('y' | 'd' | 'h', _) => {
            let capital = letter.to_ascii_uppercase();
            return Err(unclear(
                &format!("has a small {letter}"),
                &format!("write {capital} in capitals, for example `DD.MM.YYYY HH:MM`"),
            ));
        }
        ('m', _) => {
            return Err(unclear(
                "has minutes that do not follow an hour",
                "write months in capitals (MM), and mm after HH",
            ));
        }
        (other, _) if other.is_ascii_alphabetic() => {
            return Err(unclear(
                &format!(
                    "has letters that stand for nothing: {}",
                    other.to_string().repeat(run)
                ),
                "write Y, M, D, H, S, AM and Z only, and text between two marks '",
            ));
        }
        _ => return Ok(None),
    }))
}

fn check(parts: &[Part]) -> Result<(), Unclear> {
    let count = |wanted: fn(&Part) -> bool| parts.iter().filter(|part| wanted(part)).count();
    let years = count(|part| matches!(part, Part::Year(_)));
    let months = count(|part| matches!(part, Part::Month(_) | Part::ShortName | Part::FullName));
    let days = count(|part| matches!(part, Part::Day(_)));
    if (years, months, days) != (1, 1, 1) {
        return Err(unclear("does not say how a date is written", WRITE));
    }
    let hours = count(|part| matches!(part, Part::Hour(_)));
    let minutes = count(|part| *part == Part::Minute);
    let seconds = count(|part| *part == Part::Second);
    let halves = count(|part| *part == Part::HalfDay);
    let zones = count(|part| *part == Part::Zone);
    if hours != minutes || hours > 1 || [seconds, halves, zones].iter().any(|&n| n > hours) {
        return Err(unclear(
            "does not say how a time is written",
            "write HH:MM or HH:MM:SS behind the date, or leave the time out: a time such as 14:30 may then follow",
        ));
    }
    let run_together = parts.windows(2).any(|pair| {
        let open = |part: &Part| {
            matches!(
                part,
                Part::Month(Digits::OneOrTwo)
                    | Part::Day(Digits::OneOrTwo)
                    | Part::Hour(Digits::OneOrTwo)
            )
        };
        let number = |part: &Part| {
            !matches!(
                part,
                Part::ShortName | Part::FullName | Part::HalfDay | Part::Zone
            ) && !matches!(part, Part::Letter(letter) if !letter.is_ascii_digit())
        };
        matches!(pair, [a, b] if (open(a) && number(b)) || (number(a) && open(b)))
    });
    if run_together {
        return Err(unclear(
            "has numbers of one or two digits that run together",
            "write two letters each, as in `YYYYMMDD`, or put a mark between them",
        ));
    }
    Ok(())
}

/// What the parts read so far came to.
#[derive(Default)]
struct Found {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    hour: Option<i8>,
    minute: Option<i8>,
    second: i8,
    nanosecond: i32,
    afternoon: Option<bool>,
    offset: Option<i32>,
}

impl Found {
    /// Takes a part off the start of `text`; what is left.
    fn take<'t>(&mut self, part: Part, text: &'t str) -> Option<&'t str> {
        let rest = match part {
            Part::Year(digits) => {
                let (year, rest) = number(text, usize::from(digits), usize::from(digits))?;
                self.year = Some(if digits == 2 { 2000 + year } else { year });
                rest
            }
            Part::Month(digits) => small(text, digits, &mut self.month)?,
            Part::Day(digits) => small(text, digits, &mut self.day)?,
            Part::Hour(digits) => small(text, digits, &mut self.hour)?,
            Part::Minute => small(text, Digits::Two, &mut self.minute)?,
            Part::Second => {
                let mut second = None;
                let rest = small(text, Digits::Two, &mut second)?;
                self.second = second?;
                let (nanosecond, rest) = value::fraction(rest)?;
                self.nanosecond = nanosecond;
                rest
            }
            Part::ShortName => {
                let (month, rest) = month_name(text, 3)?;
                self.month = Some(month);
                rest
            }
            Part::FullName => {
                let (month, rest) = month_name(text, usize::MAX)?;
                self.month = Some(month);
                rest
            }
            Part::HalfDay => {
                let (half, rest) = text.split_at_checked(2)?;
                let afternoon = half.eq_ignore_ascii_case("pm");
                if !afternoon && !half.eq_ignore_ascii_case("am") {
                    return None;
                }
                self.afternoon = Some(afternoon);
                rest
            }
            Part::Zone => {
                let (offset, rest) = zone(text)?;
                self.offset = Some(offset);
                rest
            }
            Part::Letter(letter) => text.strip_prefix(letter)?,
        };
        Some(rest)
    }
}

/// A number of at least and at most so many digits, and what follows it.
fn number(text: &str, least: usize, most: usize) -> Option<(i16, &str)> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit);
    let (digits, rest) = text.split_at_checked(digits.count())?;
    let number = (digits.len() >= least).then(|| digits.parse().ok())?;
    number.zip(Some(rest))
}

fn small<'t>(text: &'t str, digits: Digits, into: &mut Option<i8>) -> Option<&'t str> {
    let least = if digits == Digits::Two { 2 } else { 1 };
    let (number, rest) = number(text, least, 2)?;
    *into = Some(i8::try_from(number).ok()?);
    Some(rest)
}

/// A month by its name, of which so many letters are written, and what follows it.
fn month_name(text: &str, letters: usize) -> Option<(i8, &str)> {
    let begins = |name: &str| {
        text.get(..name.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(name))
    };
    (1_i8..).zip(MONTHS).find_map(|(month, name)| {
        let short = name.get(..letters).unwrap_or(name);
        // The British short name of September has four letters.
        let written = if letters == 3 && month == 9 && begins("sept") && !begins("septe") {
            "sept"
        } else {
            short
        };
        begins(written)
            .then(|| text.get(written.len()..))
            .flatten()
            .map(|rest| (month, rest))
    })
}

/// Seconds east of UTC, and what follows.
fn zone(text: &str) -> Option<(i32, &str)> {
    for name in ["UTC", "GMT", "Z"] {
        if let Some(rest) = text.strip_prefix(name) {
            return Some((0, rest));
        }
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, rest) = number(text.strip_prefix(['+', '-'])?, 2, 2)?;
    let (minutes, rest) = number(rest.strip_prefix(':').unwrap_or(rest), 2, 2)?;
    (hours < 24 && minutes < 60).then(|| {
        (
            sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60),
            rest,
        )
    })
}

#[cfg(test)]
mod tests;
