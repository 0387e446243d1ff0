//! How an export writes a date, as a pattern: `DD.MM.YYYY`, `D MMM, YYYY`, `M/D/YYYY H:MM AM`.
//!
//! | in a pattern | stands for |
//! |---|---|
//! | `YYYY`, `YY` | the year; with two digits one from 2000 to 2099 |
//! | `MM`, `M` | the month in two digits; in one or two |
//! | `MMM`, `MMMM` | its short name, with a point behind it or without; its name in full |
//! | `DD`, `D` | the day in two digits; in one or two |
//! | `HH`, `H` | the hour in two digits; in one or two |
//! | `MM` after the hour, `mm` | the minute in two digits |
//! | `SS`, `ss` | the second in two digits, with a fraction or without |
//! | `AM` | AM or PM, in capitals or not; the hour then counts to 12 |
//! | `Z` | `Z`, `UTC`, `GMT`, `+02:00` or `+0200`; at the end of the pattern `+02` too |
//! | `WWW` | a weekday, whichever: all up to the next blank, comma, point or digit |
//! | a blank | a blank, also a hard or narrow one |
//! | `T`, marks, other letters than A-Z and a-z, `'text'` | themselves |
//!
//! A pattern without an hour leaves room for a time in the canonical form behind it: `31.12.2026 10:00`. With an hour,
//! the pattern is the whole cell. In place of a pattern the word of a [`DayCount`] says that the cell is a number.

use jiff::civil::{Date, Time};

use crate::date::count::DayCount;
use crate::date::months;
use crate::value::{self, Moment};

/// The months in English; the first three letters are their short names. Names in other languages: [`months`].
const MONTHS: [&str; 12] = [
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
    count: Option<DayCount>,
}

/// One part of a pattern, in the order of the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The year in so many digits, 4 or 2; with two it is one from 2000 to 2099.
    Year(u8),
    /// The month in two digits, or in one or two.
    Month(Digits),
    /// The month's short name in any of the languages of [`months`], with a point behind it or without.
    ShortName,
    /// The month's name in full in any of them.
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
    /// A weekday; it is not looked at.
    Weekday,
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

const WRITE: &str = "write YYYY, MM and DD once each, for example `DD.MM.YYYY`, `M/D/YYYY` or `D MMM, YYYY`; where the cell \
                     is a number, write excel, excel-1904, epoch or epoch-ms";

/// What a blank of a pattern stands for.
pub const BLANKS: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2007}'];

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
        if let Some(count) = DayCount::named(pattern) {
            return Ok(Self {
                parts: Vec::new(),
                count: Some(count),
            });
        }
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
        Ok(Self { parts, count: None })
    }

    /// What is counted, where a cell is a number; none: it is written by its parts.
    #[must_use]
    pub fn count(&self) -> Option<DayCount> {
        self.count
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
        if let Some(count) = self.count {
            return count.read(cell);
        }
        let mut found = Found::default();
        let mut rest = cell;
        for (at, part) in self.parts.iter().enumerate() {
            rest = found.take(*part, self.parts.get(at + 1), rest)?;
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
        if let Some(count) = self.count {
            return count.written(date);
        }
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
                Part::Weekday => format!("{:?}", date.weekday()),
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
        ('W', 3) => Part::Weekday,
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
                "write Y, M, D, H, S, AM, Z and WWW only, and text between two marks '; where the cell is a number, write \
                 excel, excel-1904, epoch or epoch-ms",
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
    names_end(parts)?;
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
                Part::ShortName | Part::FullName | Part::HalfDay | Part::Zone | Part::Weekday
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

/// Where a name ends must be seen: no letter follows it.
fn names_end(parts: &[Part]) -> Result<(), Unclear> {
    let run_on = parts.windows(2).any(|pair| {
        matches!(pair, [Part::ShortName | Part::FullName, next] if goes_on(*next))
            || matches!(pair, [Part::Weekday, next] if !ends_weekday(*next))
    });
    if run_on {
        return Err(unclear(
            "has a letter right behind the name of a month or day",
            "put a blank or a mark between them, as in `WWW, D. MMMM YYYY`",
        ));
    }
    Ok(())
}

/// Whether a part can begin with a letter of a name.
fn goes_on(part: Part) -> bool {
    match part {
        Part::Letter(letter) => months::is_letter(letter),
        Part::HalfDay | Part::Zone | Part::Weekday | Part::ShortName | Part::FullName => true,
        Part::Year(_) | Part::Month(_) | Part::Day(_) => false,
        Part::Hour(_) | Part::Minute | Part::Second => false,
    }
}

fn ends_weekday(part: Part) -> bool {
    matches!(part, Part::Letter(letter) if !in_weekday(letter))
}

/// Whether a letter of a cell belongs to a weekday.
fn in_weekday(letter: char) -> bool {
    !BLANKS.contains(&letter) && !letter.is_ascii_digit() && !matches!(letter, ',' | '.')
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
    /// Takes a part off the start of `text`; what is left. `next`: the part behind it.
    fn take<'t>(&mut self, part: Part, next: Option<&Part>, text: &'t str) -> Option<&'t str> {
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
                let (month, rest) = months::named(&months::SHORT, text)?;
                self.month = Some(month);
                // A point that stands in the pattern too is not taken twice.
                match rest.strip_prefix('.') {
                    Some(rest) if next != Some(&Part::Letter('.')) => rest,
                    Some(_) | None => rest,
                }
            }
            Part::FullName => {
                let (month, rest) = months::named(&months::FULL, text)?;
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
                let (offset, rest) = zone(text, next.is_none())?;
                self.offset = Some(offset);
                rest
            }
            Part::Weekday => {
                let rest = text.trim_start_matches(in_weekday);
                (rest.len() < text.len()).then_some(rest)?
            }
            Part::Letter(' ') => text.strip_prefix(BLANKS)?,
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

/// Seconds east of UTC, and what follows. `last`: nothing follows, so that minutes may be left out.
fn zone(text: &str, last: bool) -> Option<(i32, &str)> {
    for name in ["UTC", "GMT", "Z"] {
        if let Some(rest) = text.strip_prefix(name) {
            return Some((0, rest));
        }
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, rest) = number(text.strip_prefix(['+', '-'])?, 2, 2)?;
    let (minutes, rest) = if last && rest.is_empty() {
        (0, rest)
    } else {
        number(rest.strip_prefix(':').unwrap_or(rest), 2, 2)?
    };
    (hours < 24 && minutes < 60).then(|| {
        (
            sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60),
            rest,
        )
    })
}

#[cfg(test)]
mod tests;
