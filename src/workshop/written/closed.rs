//! Closed days: `25.12.2026`, `24 Dec to 2 Jan`, `every 25 December`, `every 31.12. 9-12`.

use jiff::ToSpan;
use jiff::civil::Date;
use leadpact_definition::say::english::quoted;

use crate::written::day::{self, Parts};
use crate::written::{hours, plain};
use leadpact_definition::date::Day;
use leadpact_definition::holiday::{Days, Holiday, YearDay};
use leadpact_definition::say;

/// The longest span of days, both ends included.
const LONGEST: i32 = 366;

/// The days in the order in which they are written, each once. Without a year it is the next such day.
///
/// # Errors
/// In words, which part cannot be read; nothing is left out.
pub fn read(text: &str, today: Date) -> Result<Vec<Holiday>, String> {
    let mut days: Vec<Holiday> = Vec::new();
    let even = plain(&text.replace(['\n', '\r'], ","));
    if matches!(even.as_str(), "none" | "no" | "-") {
        return Ok(days);
    }
    let even = even.replace(" and ", ",").replace(" & ", ",");
    let parts = even.split([',', ';']).map(str::trim);
    for part in parts.filter(|part| !part.is_empty()) {
        match holiday(part, today) {
            Ok(next) => {
                if !days.contains(&next) {
                    days.push(next);
                }
            }
            Err(why) => {
                // 24 December 9-12, 13-15: more hours of the same day.
                let before = days.last_mut().filter(|day| !day.hours.is_empty());
                let further = hours::read(part).ok().filter(|hours| !hours.is_empty());
                let (Some(before), Some(_)) = (before, further) else {
                    return Err(why);
                };
                let all = format!("{}, {part}", hours::written(&before.hours));
                before.hours = hours::read(&all)?;
            }
        }
    }
    contradiction(&days)?;
    Ok(days)
}

/// As understood: `25 December 2026, every 31 December (open 09:00–12:00)`.
#[must_use]
pub fn shown(days: &[Holiday]) -> String {
    let words: Vec<String> = days.iter().map(say::calendar::holiday).collect();
    words.join("; ")
}

/// As it is written into a field; [`read`] reads it again.
#[must_use]
pub fn written(days: &[Holiday]) -> String {
    let one = |holiday: &Holiday| {
        let of_year = |day: YearDay| day.example().strftime("%-d %B").to_string();
        let days = match holiday.days {
            Days::On(day) => day.to_string(),
            Days::Between(first, last) => format!("{first} to {last}"),
            Days::Every(day) => format!("every {}", of_year(day)),
            Days::EveryBetween(first, last) => {
                format!("every {} to {}", of_year(first), of_year(last))
            }
        };
        if holiday.hours.is_empty() {
            days
        } else {
            format!("{days} {}", hours::written(&holiday.hours))
        }
    };
    let all: Vec<String> = days.iter().map(one).collect();
    all.join(", ")
}

/// Two that say something different of one and the same day.
fn contradiction(days: &[Holiday]) -> Result<(), String> {
    for (at, one) in days.iter().enumerate() {
        let twice = days.iter().skip(at + 1).any(|other| other.days == one.days);
        if twice {
            let only_days = Holiday {
                hours: Vec::new(),
                ..one.clone()
            };
            return Err(format!(
                "{} is there twice. Write it once.",
                say::calendar::holiday(&only_days)
            ));
        }
    }
    Ok(())
}

fn holiday(part: &str, today: Date) -> Result<Holiday, String> {
    let (rest, is_yearly) = yearly(part);
    let words: Vec<&str> = rest.split_whitespace().collect();
    let mut reason = None;
    // The longest beginning that is a day or a span; what follows are its hours.
    for length in (1..=words.len()).rev() {
        let (front, back) = words.split_at(length);
        let hours = if back.is_empty() {
            Vec::new()
        } else {
            let text = back.join(" ");
            let text = text.trim_start_matches('(').trim_start_matches("open ");
            match hours::read(text.trim_end_matches(')')) {
                Ok(hours) if !hours.is_empty() || text == "closed" => hours,
                _ => continue,
            }
        };
        match days(&front.join(" "), is_yearly, today) {
            Ok(days) => return Ok(Holiday { days, hours }),
            Err(why) => {
                reason.get_or_insert(why);
            }
        }
    }
    Err(match reason {
        // Of a longer text the part that is a day says best what is wrong with it.
        Some(why) if why != NO_DAY => why,
        _ => format!(
            "{} is no day. Write 25 December 2026, 24.12. to 2.1., or every 25 December.",
            quoted(part)
        ),
    })
}

/// The part without the words for every year, and whether they were there.
fn yearly(part: &str) -> (&str, bool) {
    for front in [
        "every year on ",
        "every year from ",
        "every year ",
        "every ",
        "each ",
        "yearly ",
    ] {
        if let Some(rest) = part.strip_prefix(front) {
            return (rest, true);
        }
    }
    for back in [" every year", " each year", " yearly", " annually"] {
        if let Some(rest) = part.strip_suffix(back) {
            return (rest, true);
        }
    }
    (part.strip_prefix("from ").unwrap_or(part), false)
}

/// What [`days`] says of a text that is no day at all.
const NO_DAY: &str = "";

fn days(text: &str, is_yearly: bool, today: Date) -> Result<Days, String> {
    // A dash joins a span, and stands in 2026-12-24: the place at which both sides are days.
    let even = [" to ", " until ", " till ", " through "]
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, " - "));
    for (at, _) in even.match_indices('-') {
        let (first, last) = (even.get(..at), even.get(at + 1..));
        let (Some(first), Some(last)) = (first, last) else {
            continue;
        };
        // 24.12.-2.1. is a span, 24-12 none.
        let both = day::parts(first.trim(), first)
            .ok()
            .zip(day::parts(last.trim(), last).ok());
        if let Some((first, last)) = both
            && (first.month.is_some() || last.month.is_some())
        {
            return span(first, last, is_yearly, today);
        }
    }
    let parts = match day::parts(&even, text) {
        Ok(parts) if parts.month.is_some() => parts,
        Err(why) if why.contains(" can be ") => return Err(why),
        _ if is_yearly => return Err(NO_DAY.to_owned()),
        _ => {
            return day::read(text, today)
                .map(|day| Days::On(Day(day)))
                .map_err(|why| {
                    if why.contains("is no day") {
                        NO_DAY.to_owned()
                    } else {
                        why
                    }
                });
        }
    };
    if is_yearly {
        return of_year(parts).map(Days::Every);
    }
    let day = match parts.year {
        Some(_) => parts.date(),
        None => parts.next(today),
    };
    day.map(|day| Days::On(Day(day)))
        .ok_or_else(|| parts.none())
}

fn of_year(parts: Parts) -> Result<YearDay, String> {
    if let Some(year) = parts.year {
        return Err(format!(
            "Every year, or only in {year}? Leave one of them out."
        ));
    }
    let month = parts.month.unwrap_or_default();
    YearDay::new(month, parts.day).ok_or_else(|| parts.none())
}

fn span(first: Parts, last: Parts, is_yearly: bool, today: Date) -> Result<Days, String> {
    // 24-26 December, December 24-26: one month for both.
    let first = Parts {
        month: first.month.or(last.month),
        ..first
    };
    let last = Parts {
        month: last.month.or(first.month),
        ..last
    };
    if is_yearly {
        return Ok(Days::EveryBetween(of_year(first)?, of_year(last)?));
    }
    let (from, to) = match (first.year, last.year) {
        (Some(_), Some(_)) => (first.date(), last.date()),
        (Some(_), None) => {
            let from = first.date();
            (from, from.and_then(|from| last.next(from)))
        }
        (None, Some(_)) => {
            let to = last.date();
            (to.and_then(|to| first.last(to)), to)
        }
        (None, None) => {
            let to = last.next(today);
            (to.and_then(|to| first.last(to)), to)
        }
    };
    let from = from.ok_or_else(|| first.none())?;
    let to = to.ok_or_else(|| last.none())?;
    let words = |day: Date| day.strftime("%-d %B %Y").to_string();
    if to < from {
        return Err(format!(
            "{} is before {}. Write the first day first.",
            words(to),
            words(from)
        ));
    }
    let longest = from.saturating_add((LONGEST - 1).days());
    if to > longest {
        return Err(format!(
            "{} to {} is more than a year. Write a shorter span.",
            words(from),
            words(to)
        ));
    }
    if from == to {
        return Ok(Days::On(Day(from)));
    }
    Ok(Days::Between(Day(from), Day(to)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 27);

    fn on(year: i16, month: i8, day: i8) -> Days {
        Days::On(Day(date(year, month, day)))
    }

    fn between(a: Date, b: Date) -> Days {
        Days::Between(Day(a), Day(b))
    }

    fn of_year(text: &str) -> YearDay {
        YearDay::parse(text).unwrap()
    }

    #[track_caller]
    fn reads(text: &str, expected: &[(Days, &[&str])]) {
        let expected: Vec<Holiday> = expected
            .iter()
            .map(|(days, hours)| Holiday {
                days: *days,
                hours: hours.iter().map(ToString::to_string).collect(),
            })
            .collect();
        assert_eq!(read(text, TODAY), Ok(expected), "{text}");
    }

    #[test]
    fn single_days_are_the_next_such_days() {
        let two = [(on(2026, 12, 25), [].as_slice()), (on(2027, 1, 1), &[])];
        for text in [
            "2026-12-25, 2027-01-01",
            "25.12. and 1.1.",
            "25 December; 1 January",
            "25/12/2026, Jan 1",
            "25.12.2026,1.1.2027,",
            "25 Dec, 25.12., 1 Jan",
        ] {
            reads(text, &two);
        }
        reads("", &[]);
        reads("none", &[]);
        reads("tomorrow", &[(on(2026, 11, 28), &[])]);
    }

    #[test]
    fn spans_take_any_dash_and_go_over_the_year() {
        let holidays = [(between(date(2026, 12, 24), date(2027, 1, 2)), [].as_slice())];
        for text in [
            "2026-12-24 to 2027-01-02",
            "2026-12-24-2027-01-02",
            "2026-12-24 \u{2013} 2027-01-02",
            "24.12.2026-2.1.2027",
            "24.12.\u{2013}2.1.",
            "24.12. to 2.1.2027",
            "24 December 2026 until 2 January",
            "from 24 Dec to 2 Jan",
        ] {
            reads(text, &holidays);
        }
        let christmas = [(
            between(date(2026, 12, 24), date(2026, 12, 26)),
            [].as_slice(),
        )];
        for text in [
            "24-26 December",
            "December 24-26",
            "24\u{2014}26 December 2026",
            "24.-26.12.",
        ] {
            reads(text, &christmas);
        }
    }

    #[test]
    fn days_come_back_every_year_and_have_hours_of_their_own() {
        let every = |text| Days::Every(of_year(text));
        for text in [
            "every 25 December",
            "25.12. every year",
            "every 25.12.",
            "every year on Dec 25",
        ] {
            reads(text, &[(every("12-25"), &[])]);
        }
        reads(
            "every 24 December to 2 January",
            &[(Days::EveryBetween(of_year("12-24"), of_year("01-02")), &[])],
        );
        reads("every 29 February", &[(every("02-29"), &[])]);
        let half: &[&str] = &["09:00-12:00"];
        reads(
            "24 December 9-12, every 31.12. 09:00-12:00",
            &[(on(2026, 12, 24), half), (every("12-31"), half)],
        );
        reads("24 Dec 2026 (open 9 to 12)", &[(on(2026, 12, 24), half)]);
        reads(
            "24 December 9-12, 13-15; 25 December",
            &[
                (on(2026, 12, 24), &["09:00-12:00", "13:00-15:00"]),
                (on(2026, 12, 25), &[]),
            ],
        );
        reads(
            "2026-12-28 to 2026-12-31 10-14",
            &[(
                between(date(2026, 12, 28), date(2026, 12, 31)),
                &["10:00-14:00"],
            )],
        );
    }

    #[test]
    fn nothing_is_left_out_without_a_word() {
        for (text, reason) in [
            ("25 December, soon", "\u{201c}soon\u{201d} is no day"),
            (
                "25 December, 9-12",
                "\u{201c}9-12\u{201d} can be 9 December",
            ),
            ("3/4", "3 April or 4 March"),
            ("31.2.", "no 31 February"),
            ("26.12.2026-24.12.2026", "first day first"),
            ("2026-12-24 to 2072-01-02", "more than a year"),
            ("every 25 December 2026", "only in 2026"),
            ("every", "is no day"),
            ("24 December 9-12-13", "is no day"),
            ("24 December, 24 December 9-12", "there twice"),
            ("24 December 9-25", "is no day"),
        ] {
            let refused = read(text, TODAY);
            assert!(
                refused.as_ref().is_err_and(|why| why.contains(reason)),
                "{text}: {refused:?}"
            );
        }
    }

    #[test]
    fn what_stands_in_a_field_is_read_again() {
        let text = "2026-12-24 to 2027-01-02, 2027-05-01, every 24 December 9-12, 13-15, every 1 May to 3 May";
        let days = read(text, TODAY).unwrap();
        assert_eq!(days.len(), 4);
        assert_eq!(read(&written(&days), TODAY), Ok(days.clone()));
        assert_eq!(
            shown(&days),
            "24 December 2026 to 2 January 2027; 1 May 2027; \
             every 24 December (open 09:00\u{2013}12:00, 13:00\u{2013}15:00); every 1 May to 3 May"
        );
    }
}
