//! Dates written by a pattern, tried letter by letter.

use crate::plain::cell::{real_day, time_understood};

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

/// What was found so far.
#[derive(Clone, Default)]
struct Found {
    year: String,
    month: String,
    day: String,
    hour: Option<i64>,
    half: bool,
}

/// A run of one letter of the pattern, or a letter that stands for itself (how often: 0).
type Part = (char, usize);

fn parts(pattern: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut quoted = false;
    for letter in pattern.replace("AM", "A").chars() {
        let has_hour = parts.iter().any(|(part, times)| *part == 'H' && *times > 0);
        let letter = match letter {
            'M' if has_hour && !quoted => 'm',
            's' if !quoted => 'S',
            other => other,
        };
        match parts.last_mut() {
            _ if letter == '\'' => quoted = !quoted,
            Some((last, times)) if *last == letter && *times > 0 && !quoted => *times += 1,
            _ if "YMDHmSAZ".contains(letter) && !quoted => parts.push((letter, 1)),
            _ => parts.push((letter, 0)),
        }
    }
    parts
}

/// The day of a cell that is written by the pattern.
pub fn day(text: &str, pattern: &str) -> Option<i64> {
    fits(&parts(pattern), text, Found::default())
}

fn fits(pattern: &[Part], text: &str, found: Found) -> Option<i64> {
    let Some((part, rest)) = pattern.split_first() else {
        let understood = if found.hour.is_some() {
            text.is_empty()
        } else {
            time_understood(text)
        };
        let in_half = !found.half || found.hour.is_some_and(|hour| (1..=12).contains(&hour));
        return (understood && in_half)
            .then(|| real_day(&found.year, &found.month, &found.day))
            .flatten();
    };
    let digits = |count: usize| {
        let digits = text.get(..count)?;
        digits
            .chars()
            .all(|letter| letter.is_ascii_digit())
            .then_some(digits)
    };
    let below = |limit: i64| {
        digits(2)?
            .parse::<i64>()
            .ok()
            .filter(|number| *number < limit)
    };
    // One or two digits: what follows decides.
    let lengths: &[usize] = match part {
        ('M' | 'D' | 'H', 1) => &[1, 2],
        _ => &[2],
    };
    match part {
        ('Y', count) => {
            let year = digits(*count)?;
            let year = if *count == 2 {
                format!("20{year}")
            } else {
                year.to_owned()
            };
            fits(rest, &text[*count..], Found { year, ..found })
        }
        ('M', 3 | 4) => named_month(part.1, rest, text, &found),
        ('M' | 'D' | 'H', _) => lengths.iter().find_map(|length| {
            let number = digits(*length)?.to_owned();
            let mut found = found.clone();
            match part.0 {
                'M' => found.month = number,
                'D' => found.day = number,
                _ => found.hour = Some(number.parse().ok().filter(|hour| *hour < 24)?),
            }
            fits(rest, &text[*length..], found)
        }),
        ('m', _) => below(60).and_then(|_| fits(rest, &text[2..], found)),
        ('S', _) => {
            below(60)?;
            let after = &text[2..];
            let Some(fraction) = after.strip_prefix('.') else {
                return fits(rest, after, found);
            };
            let end = fraction.find(|letter: char| !letter.is_ascii_digit());
            let end = end.unwrap_or(fraction.len());
            (end > 0)
                .then(|| fits(rest, &fraction[end..], found))
                .flatten()
        }
        ('A', 1) => {
            let half = text.get(..2)?.to_ascii_lowercase();
            let known = half == "am" || half == "pm";
            known
                .then(|| {
                    fits(
                        rest,
                        &text[2..],
                        Found {
                            half: true,
                            ..found
                        },
                    )
                })
                .flatten()
        }
        ('Z', 1) => (0..=text.len()).find_map(|length| {
            let zone = text.get(..length)?;
            let named = ["Z", "UTC", "GMT"].contains(&zone);
            let known = named || time_understood(&format!("T00:00{}", colon(zone)));
            (known && !zone.is_empty())
                .then(|| fits(rest, &text[length..], found.clone()))
                .flatten()
        }),
        (letter, _) => fits(rest, text.strip_prefix(*letter)?, found),
    }
}

/// `+0200` as `+02:00`.
fn colon(zone: &str) -> String {
    match (zone.get(..3), zone.get(3..)) {
        (Some(hours), Some(minutes)) if zone.len() == 5 => format!("{hours}:{minutes}"),
        _ => zone.to_owned(),
    }
}

fn named_month(letters: usize, rest: &[Part], text: &str, found: &Found) -> Option<i64> {
    MONTHS.iter().zip(1..).find_map(|(name, number)| {
        let short = [&name[..3], "sept"];
        let names = match (letters, *name) {
            (4, name) => vec![name],
            (_, "september") => short.to_vec(),
            _ => vec![short[0]],
        };
        names.into_iter().find_map(|name| {
            let written = text.get(..name.len())?;
            let month = format!("{number}");
            written
                .eq_ignore_ascii_case(name)
                .then(|| {
                    fits(
                        rest,
                        &text[name.len()..],
                        Found {
                            month,
                            ..found.clone()
                        },
                    )
                })
                .flatten()
        })
    })
}
