//! A cell becomes a value.

use crate::plain::json::Json;
use crate::plain::pattern;

/// What a cell came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Words(Vec<String>),
    Number(f64),
    Level(usize),
    Flag(bool),
    /// Days since 1970-01-01.
    Day(i64),
    List(Vec<String>),
}

/// Space, tab, CR, LF and four spaces beyond ASCII are taken off both ends.
pub fn strip(text: &str) -> String {
    let blank = |letter: &char| {
        matches!(
            u32::from(*letter),
            0x20 | 0x9 | 0xd | 0xa | 0xa0 | 0x202f | 0x2007 | 0xfeff
        )
    };
    let mut letters: Vec<char> = text.chars().skip_while(blank).collect();
    while letters.last().is_some_and(blank) {
        letters.pop();
    }
    letters.into_iter().collect()
}

/// A-Z become a-z.
pub fn fold(text: &str) -> String {
    let small = "abcdefghijklmnopqrstuvwxyz";
    let one = |letter: char| {
        let place = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".find(letter)?;
        small.chars().nth(place)
    };
    text.chars()
        .map(|letter| one(letter).unwrap_or(letter))
        .collect()
}

pub fn plain_text(text: &str) -> String {
    fold(&strip(text))
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in fold(text).chars() {
        let code = u32::from(letter);
        let cuts = match code {
            0..=127 => !("abcdefghijklmnopqrstuvwxyz0123456789".contains(letter)),
            0xa0 | 0x2022 | 0x2026 | 0x3000 => true,
            _ => (0x2010..=0x2015).contains(&code) || (0x2018..=0x201f).contains(&code),
        };
        if cuts {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| "0123456789".contains(letter))
}

/// `[+-]?digits{1,15}(.digits{1,9})?`
pub fn number(text: &str) -> Option<f64> {
    let mut rest = text;
    if rest.starts_with('+') || rest.starts_with('-') {
        rest = &rest[1..];
    }
    let parts: Vec<&str> = rest.split('.').collect();
    let fits = |part: &str, most: usize| is_digits(part) && part.len() <= most;
    let understood = match parts.as_slice() {
        [whole] => fits(whole, 15),
        [whole, fraction] => fits(whole, 15) && fits(fraction, 9),
        _ => false,
    };
    understood.then(|| text.parse().expect("a number"))
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01, counted one year and one month after the other.
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let length = |year: i64| if is_leap(year) { 366 } else { 365 };
    let years: i64 = if year >= 1970 {
        (1970..year).map(length).sum()
    } else {
        -(year..1970).map(length).sum::<i64>()
    };
    let months: i64 = (1..month).map(|month| days_of_month(year, month)).sum();
    years + months + day - 1
}

/// Year and month of a day, found by going there.
pub fn year_and_month(day: i64) -> (i64, i64) {
    let mut place = (1900, 1);
    loop {
        let next = if place.1 == 12 {
            (place.0 + 1, 1)
        } else {
            (place.0, place.1 + 1)
        };
        if day_number(next.0, next.1, 1) > day {
            return place;
        }
        place = next;
    }
}

pub fn real_day(year: &str, month: &str, day: &str) -> Option<i64> {
    if !(is_digits(year) && is_digits(month) && is_digits(day)) {
        return None;
    }
    let whole = |text: &str| text.parse::<i64>().ok();
    let (year, month, day) = (whole(year)?, whole(month)?, whole(day)?);
    let real = (1900..2200).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_of_month(year, month)).contains(&day);
    real.then(|| day_number(year, month, day))
}

/// Whether a shape such as `99:99` fits, `9` standing for a digit.
fn shaped(text: &str, shape: &str) -> bool {
    text.chars().count() == shape.chars().count()
        && text.chars().zip(shape.chars()).all(|(letter, wanted)| {
            if wanted == '9' {
                letter.is_ascii_digit()
            } else {
                letter == wanted
            }
        })
}

fn below(text: &str, limit: i64) -> bool {
    text.parse::<i64>().is_ok_and(|number| number < limit)
}

/// Nothing, or `T` or space and a time of day, which may name its distance from UTC.
pub fn time_understood(rest: &str) -> bool {
    if rest.is_empty() {
        return true;
    }
    let Some(rest) = rest.strip_prefix('T').or(rest.strip_prefix(' ')) else {
        return false;
    };
    let cut = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(cut);
    let zoned = zone.is_empty()
        || zone == "Z"
        || (shaped(&zone[1..], "99:99") && below(&zone[1..3], 24) && below(&zone[4..6], 60));
    let (clock, fraction) = time
        .split_once('.')
        .map_or((time, None), |(a, b)| (a, Some(b)));
    let seconds = shaped(clock, "99:99:99") && below(&clock[6..8], 60);
    let minutes = shaped(clock, "99:99") || seconds;
    let in_day = minutes && below(&clock[0..2], 24) && below(&clock[3..5], 60);
    zoned && in_day && fraction.is_none_or(|digits| seconds && is_digits(digits))
}

/// The day of a cell in the canonical form.
pub fn day(text: &str) -> Option<i64> {
    let letters: Vec<char> = text.chars().collect();
    let date: String = letters.iter().take(10).collect();
    let rest: String = letters.iter().skip(10).collect();
    if !shaped(&date, "9999-99-99") || !time_understood(&rest) {
        return None;
    }
    real_day(&date[0..4], &date[5..7], &date[8..10])
}

/// A number as software writes doubles, up to 39 digits on each side and with an exponent up to 250.
fn float_number(text: &str) -> Option<f64> {
    let rest = text
        .strip_prefix('+')
        .or(text.strip_prefix('-'))
        .unwrap_or(text);
    let lower = rest.to_ascii_lowercase();
    let (mantissa, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let exponent = exponent
        .strip_prefix('+')
        .or(exponent.strip_prefix('-'))
        .unwrap_or(exponent);
    let small = is_digits(exponent) && exponent.len() <= 3 && exponent.parse::<u32>().ok()? <= 250;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let written = is_digits(&digits) && whole.len() <= 39 && fraction.len() <= 39;
    (small && written).then(|| text.parse().expect("a number"))
}

/// The number of an event's occurrences; none: nothing stands there, or no whole number from 0.
pub fn count(cell: &str, read: &Json) -> Option<f64> {
    number_by_dialect(&strip(cell), read).filter(|count| *count >= 0.0 && count.fract() == 0.0)
}

fn number_by_dialect(text: &str, read: &Json) -> Option<f64> {
    let drop = read.get("drop");
    let drops = drop
        .text()
        .map_or_else(|| drop.texts(), |one| vec![one.to_owned()]);
    let mut text = text.to_owned();
    for drop in &drops {
        text = text.replace(drop.as_str(), "");
    }
    let text = strip(&text);
    let float = read.get("number").text() == Some("float");
    let number = if float { float_number } else { number };
    // An exponent has no marks.
    let end = text
        .find(['e', 'E'])
        .filter(|_| float)
        .unwrap_or(text.len());
    let (text, exponent) = (text[..end].to_owned(), text[end..].to_owned());
    let decimal = read.get("decimal").text().unwrap_or(".");
    let mut parts = text.splitn(2, decimal);
    let mut whole = parts.next()?.to_owned();
    if let Some(group) = read.get("group").text() {
        let groups: Vec<&str> = whole.split(group).collect();
        let first = groups[0].trim_start_matches(['+', '-']);
        let grouped = groups.len() > 1;
        let indian = read.get("grouping").text() == Some("indian");
        let longest = if indian { 2 } else { 3 };
        if grouped && !(1..=longest).contains(&first.len()) {
            return None;
        }
        for (place, group) in groups.iter().enumerate().skip(1) {
            let last = place + 1 == groups.len();
            if group.len() != if last { 3 } else { longest } {
                return None;
            }
        }
        if grouped && !(is_digits(first) && groups.iter().skip(1).all(|group| is_digits(group))) {
            return None;
        }
        whole = groups.concat();
    }
    if decimal != "." && whole.contains('.') {
        return None;
    }
    match parts.next() {
        Some(fraction) => number(&format!("{whole}.{fraction}{exponent}")),
        None => number(&format!("{whole}{exponent}")),
    }
}

fn flag(text: &str, read: &Json) -> Option<Value> {
    let any = |key: &str, usual: &[&str]| {
        let written = read.get(key).texts();
        if written.is_empty() {
            usual.contains(&text)
        } else {
            written.iter().any(|word| plain_text(word) == text)
        }
    };
    if any("trueWords", &["true", "t", "yes", "y", "1"]) {
        return Some(Value::Flag(true));
    }
    any("falseWords", &["false", "f", "no", "n", "0"]).then_some(Value::Flag(false))
}

/// The place of a level among those of its field.
pub fn level(field: &Json, text: &str) -> Option<usize> {
    let levels = field.get("levels").texts();
    levels
        .iter()
        .position(|level| plain_text(level) == plain_text(text))
}

/// What a raw cell of a field becomes; none: missing.
pub fn value(field: &Json, raw: &str) -> Option<Value> {
    let read = field.get("read");
    let folded = plain_text(raw);
    let holders = field.get("placeholders").texts();
    if folded.is_empty() || holders.iter().any(|holder| plain_text(holder) == folded) {
        return None;
    }
    let named = read
        .get("values")
        .entries()
        .find(|(cell, _)| plain_text(cell) == folded);
    let none = Json::Null;
    // What `values` names stands in the canonical form.
    let (cell, read) = match named {
        Some((_, value)) => (strip(value.text()?), &none),
        None => (strip(raw), read),
    };
    let folded = fold(&cell);
    if folded.is_empty() {
        return None;
    }
    match field.get("type").text()? {
        "text" => Some(Value::Text(folded)),
        "words" => Some(words(&folded))
            .filter(|words| !words.is_empty())
            .map(Value::Words),
        "number" => number_by_dialect(&cell, read).map(Value::Number),
        "level" => level(field, &folded).map(Value::Level),
        "boolean" => flag(&folded, field.get("read")),
        "date" | "datetime" => match read.get("date").text() {
            Some(pattern) => pattern::day(&cell, pattern),
            None => day(&cell),
        }
        .map(Value::Day),
        _ => {
            let separator = field.get("separator").text().unwrap_or(";");
            let json = read.get("list").text() == Some("json");
            let texts: Vec<String> = if json {
                serde_json::from_str(&cell).ok()?
            } else {
                cell.split(separator).map(str::to_owned).collect()
            };
            if json && texts.iter().any(|text| text.contains(['\0', '\u{1f}'])) {
                return None;
            }
            let elements: Vec<String> = texts.iter().map(|text| plain_text(text)).collect();
            let elements: Vec<String> = elements.into_iter().filter(|e| !e.is_empty()).collect();
            (!elements.is_empty()).then_some(Value::List(elements))
        }
    }
}
