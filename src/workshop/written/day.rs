//! A day: `18.12.`, `18 December`, `next friday`, `in 2 weeks`.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use leadpact_definition::say::english::{capital, quoted};

use crate::written::plain;

/// The day that is meant. Without a year it is the next such day, today among them.
///
/// # Errors
/// In words: it is no day, or can be two.
pub fn read(text: &str, today: Date) -> Result<Date, String> {
    let even = plain(text);
    let even = even.split_whitespace().collect::<Vec<_>>().join(" ");
    let even = even.strip_prefix("on ").unwrap_or(&even);
    if let Some(day) = relative(even, today) {
        return day
            .filter(|day| (1900..=2199).contains(&day.year()))
            .ok_or_else(|| format!("{} is too far away.", quoted(text)));
    }
    let (weekday, rest) = named(even);
    let parts = parts(rest, text)?;
    if parts.month.is_none() {
        return Err(no_day(text));
    }
    let day = match parts.year {
        Some(_) => parts.date(),
        None => parts.next(today),
    };
    let day = day.ok_or_else(|| parts.none())?;
    match weekday {
        Some(weekday) if weekday != day.weekday() => Err(format!(
            "{} is a {}. Correct the weekday or leave it out.",
            day.strftime("%-d %B %Y"),
            day.strftime("%A")
        )),
        _ => Ok(day),
    }
}

/// The day that is meant, which has not passed yet.
///
/// # Errors
/// In words, why it is none.
pub fn read_from(text: &str, today: Date) -> Result<Date, String> {
    let day = read(text, today)?;
    if day < today {
        return Err(format!(
            "{} has passed. Write a day from today on.",
            shown(day)
        ));
    }
    Ok(day)
}

/// As understood: `Friday 18 December 2026`.
#[must_use]
pub fn shown(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// A day as far as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// From 1900 to 2199.
    pub(super) year: Option<i16>,
    /// From 1 to 12; `None` in the first half of `24-26 December`.
    pub(super) month: Option<i8>,
    /// From 1 to 31.
    pub(super) day: i8,
}

impl Parts {
    /// The day, where all of it is there and it is a real one.
    pub(super) fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day).ok()
    }

    /// The next such day from this one on, itself among them; a year that is written counts.
    pub(super) fn next(self, from: Date) -> Option<Date> {
        let years = from.year()..=from.year().saturating_add(8);
        years
            .map(|year| self.of(year))
            .find_map(|day| day.filter(|day| *day >= from))
    }

    /// The last such day up to this one, itself among them.
    pub(super) fn last(self, until: Date) -> Option<Date> {
        let years = (until.year().saturating_sub(8)..=until.year()).rev();
        years
            .map(|year| self.of(year))
            .find_map(|day| day.filter(|day| *day <= until))
    }

    fn of(self, year: i16) -> Option<Date> {
        Date::new(self.year.unwrap_or(year), self.month?, self.day).ok()
    }

    /// That there is no such day.
    pub(super) fn none(self) -> String {
        let month = self
            .month
            .and_then(|month| MONTHS.get(usize::try_from(month - 1).ok()?));
        let month = month.map_or(String::new(), |name| format!(" {}", capital(name)));
        let year = self.year.map_or(String::new(), |year| format!(" {year}"));
        format!("There is no {}{month}{year}.", self.day)
    }
}

pub(super) const MONTHS: [&str; 12] = [
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

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let found = MONTHS
        .iter()
        .position(|name| word.len() >= 3 && (name.starts_with(word) || word == "sept"))?;
    let found = if word == "sept" { 8 } else { found };
    i8::try_from(found + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches(['.', ',']);
    let found = WEEKDAYS
        .iter()
        .find(|(name, _)| word.len() >= 3 && name.starts_with(word));
    found.map(|(_, day)| *day)
}

/// The weekday in front of a day, and the day.
fn named(even: &str) -> (Option<Weekday>, &str) {
    match even.split_once(' ') {
        Some((first, rest)) => weekday(first).map_or((None, even), |day| (Some(day), rest)),
        None => (None, even),
    }
}

/// A day that is told from today; the inner `None` for one that is too far away.
#[expect(
    clippy::option_option,
    reason = "words of another kind are not the same as a day out of reach"
)]
fn relative(even: &str, today: Date) -> Option<Option<Date>> {
    let away = |days: i64| today.checked_add(days.days()).ok();
    let until = |day: Weekday| i64::from(day.since(today.weekday()));
    match even {
        "today" => return Some(Some(today)),
        "tomorrow" => return Some(away(1)),
        "day after tomorrow" | "the day after tomorrow" => return Some(away(2)),
        "end of month" | "end of the month" | "end of this month" | "month end" => {
            return Some(Some(today.last_of_month()));
        }
        "end of next month" => {
            let next = today.first_of_month().checked_add(1.month()).ok();
            return Some(next.map(Date::last_of_month));
        }
        "end of year" | "end of the year" | "end of this year" | "year end" => {
            return Some(Some(today.last_of_year()));
        }
        _ => {}
    }
    if let Some(day) = weekday(even) {
        // Said on a Friday, "friday" is not today.
        return Some(away(match until(day) {
            0 => 7,
            days => days,
        }));
    }
    if let Some(day) = even.strip_prefix("this ").and_then(weekday) {
        return Some(away(until(day)));
    }
    if let Some(day) = even.strip_prefix("next ").and_then(weekday) {
        let monday = 7 - i64::from(today.weekday().to_monday_zero_offset());
        return Some(away(monday + i64::from(day.to_monday_zero_offset())));
    }
    if let Some(of) = even.strip_prefix("end of ").and_then(month) {
        let first = Parts {
            year: None,
            month: Some(of),
            day: 1,
        };
        let first = first.next(today.first_of_month());
        return Some(first.map(Date::last_of_month));
    }
    let span = even.strip_prefix("in ").unwrap_or(even);
    let (count, unit) = span.split_once(' ')?;
    let count = number(count)?;
    let unit = unit.strip_suffix(" from now").unwrap_or(unit);
    let span = match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Span::new().try_days(count),
        "week" => Span::new().try_weeks(count),
        "month" => Span::new().try_months(count),
        "year" => Span::new().try_years(count),
        _ => return None,
    };
    Some(span.ok().and_then(|span| today.checked_add(span).ok()))
}

/// How many: digits, or a word up to twelve.
fn number(word: &str) -> Option<i64> {
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let words = 1..=12_i64;
    let said = words
        .into_iter()
        .find(|n| usize::try_from(*n).is_ok_and(|n| crate::number::number_words(n) == word));
    let digits = word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_digit());
    said.or_else(|| digits.then(|| word.parse().ok()).flatten())
}

fn no_day(text: &str) -> String {
    format!(
        "{} is no day. Write 2026-12-18, 18.12. or 18 December.",
        quoted(text)
    )
}

/// A day as far as it is written; `even` as [`plain`] gives it, `text` as it was typed.
///
/// # Errors
/// In words: it is no day, or can be two.
pub(super) fn parts(even: &str, text: &str) -> Result<Parts, String> {
    let wrong = || no_day(text);
    let year = |word: &str| {
        let number = word.parse::<i16>().ok().filter(|_| word.len() == 4);
        number.filter(|year| (1900..=2199).contains(year))
    };
    let small = |word: &str, most: i8| {
        let short = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        let number = short.then(|| word.parse::<i8>().ok()).flatten();
        number.filter(|n| (1..=most).contains(n))
    };
    let words: Vec<&str> = even
        .split([' ', ','])
        .filter(|word| !word.is_empty() && !matches!(*word, "of" | "the"))
        .collect();
    // 18 December, Dec 18, 18 December 2026, Dec 18th, 2026.
    if let Some(at) = words.iter().position(|word| month(word).is_some()) {
        let of_month = words.get(at).and_then(|word| month(word));
        let mut others = words.iter().enumerate().filter(|(n, _)| *n != at);
        let day = others.next().map(|(_, word)| *word).ok_or_else(wrong)?;
        let day = ["st", "nd", "rd", "th", "."]
            .iter()
            .find_map(|end| day.strip_suffix(end))
            .unwrap_or(day);
        let of_year = match others.next() {
            None => None,
            Some((_, word)) => Some(year(word).ok_or_else(wrong)?),
        };
        if others.next().is_some() || at > 1 {
            return Err(wrong());
        }
        return Ok(Parts {
            year: of_year,
            month: of_month,
            day: small(day, 31).ok_or_else(wrong)?,
        });
    }
    let joined = words.join("");
    let two = |a: &str, b: &str, of_year: Option<i16>| {
        let parts = Parts {
            year: of_year,
            month: Some(small(b, 12).ok_or_else(wrong)?),
            day: small(a, 31).ok_or_else(wrong)?,
        };
        Ok(parts)
    };
    // With points the day comes first: 18.12., 18.12.2026, 18.12.26.
    if joined.contains('.') {
        let numbers: Vec<&str> = joined.trim_end_matches('.').split('.').collect();
        return match numbers.as_slice() {
            [day] => Ok(Parts {
                year: None,
                month: None,
                day: small(day, 31).ok_or_else(wrong)?,
            }),
            [day, month] => two(day, month, None),
            [day, month, of_year] => {
                let short = small(of_year, 99).filter(|_| of_year.len() == 2);
                let of_year = year(of_year).or(short.map(|n| 2000 + i16::from(n)));
                two(day, month, Some(of_year.ok_or_else(wrong)?))
            }
            _ => Err(wrong()),
        };
    }
    let numbers: Vec<&str> = joined.split(['-', '/']).collect();
    match numbers.as_slice() {
        [day] => Ok(Parts {
            year: None,
            month: None,
            day: small(day, 31).ok_or_else(wrong)?,
        }),
        [of_year, month, day] if of_year.len() == 4 => {
            two(day, month, Some(year(of_year).ok_or_else(wrong)?))
        }
        [a, b] => either(small(a, 31), small(b, 31), None, text).unwrap_or_else(|| Err(wrong())),
        [a, b, of_year] => {
            let of_year = year(of_year).ok_or_else(wrong)?;
            either(small(a, 31), small(b, 31), Some(of_year), text).unwrap_or_else(|| Err(wrong()))
        }
        _ => Err(wrong()),
    }
}

/// Two numbers of which nobody says which is the month; `None` where neither can be.
fn either(
    a: Option<i8>,
    b: Option<i8>,
    year: Option<i16>,
    text: &str,
) -> Option<Result<Parts, String>> {
    let (a, b) = a.zip(b)?;
    let parts = |day, month| Parts {
        year,
        month: Some(month),
        day,
    };
    if a != b && a <= 12 && b <= 12 {
        let name = |month: i8| {
            let at = usize::try_from(month - 1).ok();
            at.and_then(|at| MONTHS.get(at))
                .map_or(String::new(), |name| capital(name))
        };
        return Some(Err(format!(
            "{} can be {a} {} or {b} {}. Write the month as a word.",
            quoted(text),
            name(b),
            name(a)
        )));
    }
    if b <= 12 {
        Some(Ok(parts(a, b)))
    } else if a <= 12 {
        Some(Ok(parts(b, a)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// A Wednesday.
    const TODAY: Date = date(2026, 3, 4);

    #[track_caller]
    fn reads(text: &str, expected: Date) {
        assert_eq!(read(text, TODAY), Ok(expected), "{text}");
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in [
            "2026-12-18",
            "18.12.",
            "18.12",
            "18.12.2026",
            "18.12.26",
            "18. 12. 2026",
            "18 December",
            "18 dec 2026",
            "Dec 18",
            "December 18th, 2026",
            "18th of December",
            "the 18th of December",
            "Friday 18 December",
            "fri, 18.12.",
            "18/12",
            "12/18",
            "18/12/2026",
            "2026/12/18",
            "on 18 December",
            "18. December",
            "2026\u{2013}12\u{2013}18",
        ] {
            reads(text, date(2026, 12, 18));
        }
        // The next one from today on.
        reads("4 March", TODAY);
        reads("3 March", date(2027, 3, 3));
        reads("29 February", date(2028, 2, 29));
        reads("3.4.", date(2026, 4, 3));
        reads("4/4", date(2026, 4, 4));
        // A year that is written counts.
        reads("3 March 2026", date(2026, 3, 3));
    }

    #[test]
    fn a_day_can_be_told_from_today() {
        for (text, expected) in [
            ("today", TODAY),
            ("Tomorrow", date(2026, 3, 5)),
            ("friday", date(2026, 3, 6)),
            ("Wednesday", date(2026, 3, 11)),
            ("this wednesday", TODAY),
            ("next friday", date(2026, 3, 13)),
            ("next mon", date(2026, 3, 9)),
            ("in 2 weeks", date(2026, 3, 18)),
            ("in two weeks", date(2026, 3, 18)),
            ("in a week", date(2026, 3, 11)),
            ("in 10 days", date(2026, 3, 14)),
            ("3 months from now", date(2026, 6, 4)),
            ("end of month", date(2026, 3, 31)),
            ("end of the year", date(2026, 12, 31)),
            ("end of february", date(2027, 2, 28)),
            ("end of March", date(2026, 3, 31)),
        ] {
            reads(text, expected);
        }
    }

    #[test]
    fn what_is_no_day_or_two_is_refused() {
        for (text, reason) in [
            ("", "is no day"),
            ("3/4", "3 April or 4 March"),
            ("3-4-2026", "3 April or 4 March"),
            ("31.2.", "no 31 February"),
            ("29 February 2026", "no 29 February 2026"),
            ("2026-13-01", "is no day"),
            ("2026-12", "is no day"),
            ("18", "is no day"),
            ("32 December", "is no day"),
            ("soon", "is no day"),
            ("in a while", "is no day"),
            ("in 99999 years", "too far"),
            ("Monday 18 December 2026", "is a Friday"),
            ("13/13", "is no day"),
            ("dec", "is no day"),
            ("18 december 26th 2026", "is no day"),
        ] {
            let refused = read(text, TODAY);
            assert!(
                refused.as_ref().is_err_and(|why| why.contains(reason)),
                "{text}: {refused:?}"
            );
        }
    }

    #[test]
    fn what_is_shown_is_read_again() {
        let day = date(2026, 12, 18);
        assert_eq!(shown(day), "Friday 18 December 2026");
        assert_eq!(read(&shown(day), TODAY), Ok(day));
        assert_eq!(read(&day.to_string(), TODAY), Ok(day));
    }
}
