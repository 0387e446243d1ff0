//! The opening hours of a day: `9-12, 13-17:30`, `9am to 5pm`, `22:00–06:00`, `closed`.

use crate::written::plain;
use leadpact_definition::calendar::{CalendarError, OpenHours};
use leadpact_definition::say;
use leadpact_definition::say::english::quoted;
use leadpact_definition::sla::Calendar;

/// The intervals of a day as files have them (`09:00-12:00`), in order; none for a day that is closed. One that ends
/// before it starts goes on over midnight.
///
/// # Errors
/// In words, which part is no time and what to write instead.
pub fn read(text: &str) -> Result<Vec<String>, String> {
    let even = plain(text);
    match even.trim_end_matches('.') {
        "" | "closed" | "-" | "none" | "no" | "off" => return Ok(Vec::new()),
        "24h" | "24 h" | "24/7" | "24 hours" | "all day" | "round the clock" | "always" => {
            return Ok(vec!["00:00-24:00".to_owned()]);
        }
        _ => {}
    }
    let mut intervals: Vec<Interval> = Vec::new();
    for part in parts(&even) {
        let next = interval(&part)?;
        if let Some(before) = intervals.last()
            && next.is_bare
            && next.from < before.to
            && before.from < before.to
            && before.to <= NOON + 60
            && next.from < NOON
        {
            let after_noon = format!("{}-{}", clock(next.from + NOON), clock(next.to + NOON));
            return Err(format!(
                "{} is earlier than the time in front of it. Write {after_noon}, or the earlier time first.",
                quoted(&part)
            ));
        }
        intervals.push(next);
    }
    if intervals.is_empty() {
        return Err(format!(
            "{} is no time. Write 9-12, 13-17:30, or closed.",
            quoted(text)
        ));
    }
    intervals.sort_by_key(|interval| interval.from);
    let written: Vec<String> = intervals
        .iter()
        .map(|i| format!("{}-{}", clock(i.from), clock(i.to)))
        .collect();
    together(&written)?;
    Ok(written)
}

/// As understood: `09:00–12:00, 13:00–17:30`, `closed`.
#[must_use]
pub fn shown(intervals: &[String]) -> String {
    say::calendar::hours(intervals)
}

/// As it is written into a field; [`read`] reads it again.
#[must_use]
pub fn written(intervals: &[String]) -> String {
    intervals.join(", ")
}

/// Whether the intervals of a day go together.
fn together(written: &[String]) -> Result<(), String> {
    let day = Calendar {
        time_zone: "UTC".to_owned(),
        hours: [("mon".to_owned(), written.to_vec())].into(),
        holidays: Vec::new(),
    };
    match OpenHours::new(&day) {
        Ok(_) => Ok(()),
        Err(CalendarError::Overlap(text)) => Err(format!(
            "{} overlaps another time of this day. Write one after the other.",
            text.replace('-', "\u{2013}")
        )),
        Err(other) => Err(other.to_string()),
    }
}

/// 12:00 in minutes.
const NOON: u16 = 12 * 60;

/// 24:00 in minutes.
const MIDNIGHT: u16 = 24 * 60;

struct Interval {
    /// In minutes since midnight.
    from: u16,
    /// In minutes since midnight.
    to: u16,
    /// Written without the half of the day, and not as a clock has it: `1-5`.
    is_bare: bool,
}

/// `13:30` for 810.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The intervals of the text, each without blanks: `9am-5pm`.
fn parts(even: &str) -> Vec<String> {
    let words: Vec<&str> = even
        .split([' ', ',', ';', '&', '+'])
        .filter(|word| !word.is_empty())
        .collect();
    let separated = even.replace(" and ", ",").replace([';', '&', '+'], ",");
    let mut parts = Vec::new();
    for piece in separated.split(',') {
        let mut line = String::new();
        for word in piece.split(' ').filter(|word| !word.is_empty()) {
            let joins = match word {
                "to" | "until" | "till" | "-" => {
                    line.push('-');
                    continue;
                }
                "from" | "o'clock" | "hrs" | "hours" | "uhr" => continue,
                "am" | "pm" | "a.m." | "p.m." | "h" => true,
                word => word.starts_with('-') || line.is_empty() || line.ends_with('-'),
            };
            if !joins {
                parts.push(std::mem::take(&mut line));
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            parts.push(line);
        }
    }
    if words.is_empty() { Vec::new() } else { parts }
}

fn interval(part: &str) -> Result<Interval, String> {
    let wrong = || {
        format!(
            "{} is no time. Write 9-17 or 09:00-17:00, at most to 24:00.",
            quoted(part)
        )
    };
    let (from, to) = part.split_once('-').ok_or_else(wrong)?;
    let (start, end) = time(from).zip(time(to)).ok_or_else(wrong)?;
    let (from, to) = match (start.half, end.half) {
        (Some(a), Some(b)) => (start.in_half(a), end.in_half(b)),
        (None, Some(half)) if start.may_have_half() => {
            let to = end.in_half(half);
            let same = start.in_half(half);
            (
                if same < to {
                    same
                } else {
                    start.in_half(half.other())
                },
                to,
            )
        }
        (Some(half), None) if end.may_have_half() => {
            let from = start.in_half(half);
            let same = end.in_half(half);
            (
                from,
                if same > from {
                    same
                } else {
                    end.in_half(half.other())
                },
            )
        }
        (a, b) => (
            a.map_or(start.minutes, |half| start.in_half(half)),
            b.map_or(end.minutes, |half| end.in_half(half)),
        ),
    };
    // Midnight ends a day, and does not begin one that ends before it.
    let to = if to == 0 { MIDNIGHT } else { to };
    if from >= MIDNIGHT {
        return Err(format!(
            "{} starts at the end of the day. Write 00:00 for its beginning.",
            quoted(part)
        ));
    }
    if from == to {
        return Err(format!(
            "{} starts and ends at the same time. Write 24h for a day that is open all day.",
            quoted(part)
        ));
    }
    let is_bare = start.half.is_none() && end.half.is_none() && !(start.exact && end.exact);
    if is_bare && to < from && from <= NOON && to <= NOON {
        return Err(format!(
            "{} can be {}-{} or go on to {} of the next day. Write one of them: {}-{} or {}-{}.",
            quoted(part),
            clock(from),
            clock(to + NOON),
            clock(to),
            clock(from),
            clock(to + NOON),
            clock(from),
            clock(to),
        ));
    }
    Ok(Interval { from, to, is_bare })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

impl Half {
    fn other(self) -> Self {
        match self {
            Self::Am => Self::Pm,
            Self::Pm => Self::Am,
        }
    }
}

/// A time of the day as it was written.
struct Written {
    /// In minutes since midnight, without regard to the half.
    minutes: u16,
    half: Option<Half>,
    /// As a clock of 24 hours has it: `09:00`.
    exact: bool,
}

impl Written {
    fn may_have_half(&self) -> bool {
        (60..13 * 60).contains(&self.minutes) && !self.exact
    }

    fn in_half(&self, half: Half) -> u16 {
        let in_first = self.minutes % NOON;
        match half {
            Half::Am => in_first,
            Half::Pm => in_first + NOON,
        }
    }
}

fn time(text: &str) -> Option<Written> {
    let fixed = |minutes| Written {
        minutes,
        half: None,
        exact: true,
    };
    match text {
        "noon" | "midday" => return Some(fixed(NOON)),
        "midnight" => return Some(fixed(0)),
        _ => {}
    }
    let halves = [
        ("am", Half::Am),
        ("a.m.", Half::Am),
        ("pm", Half::Pm),
        ("p.m.", Half::Pm),
    ];
    let found = halves
        .iter()
        .find_map(|(sign, half)| text.strip_suffix(sign).map(|rest| (rest, Some(*half))));
    let (digits, half) = found.unwrap_or((text, None));
    let digits = digits.strip_suffix('h').unwrap_or(digits);
    let (hours, rest) = match digits.split_once([':', '.', 'h']) {
        Some(parts) => parts,
        None if digits.is_ascii() && matches!(digits.len(), 3 | 4) => {
            digits.split_at(digits.len() - 2)
        }
        None => (digits, "00"),
    };
    let number = |text: &str, most: usize| {
        let plain = !text.is_empty() && text.len() <= most;
        let digits = plain && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = (number(hours, 2)?, number(rest, 2)?);
    if rest.len() != 2 || minute >= 60 || hour * 60 + minute > MIDNIGHT {
        return None;
    }
    if half.is_some() && !(1..=12).contains(&hour) {
        return None;
    }
    Some(Written {
        minutes: hour * 60 + minute,
        half,
        exact: half.is_none() && hours.len() == 2 && digits.contains(':'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, expected: &[&str]) {
        assert_eq!(
            read(text).as_deref(),
            Ok(expected
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .as_slice()),
            "{text}"
        );
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        let lunch: &[&str] = &["09:00-12:00", "13:00-17:30"];
        for text in [
            "9-12, 13-17:30",
            "9-12 and 13-17:30",
            "9-12 & 13-17:30",
            "9\u{2013}12; 13\u{2013}17:30",
            "09:00-12:00, 13:00-17:30",
            "9:00 \u{2014} 12:00 , 13:00\u{2212}17:30",
            "9 to 12, 13 to 17:30",
            "9.00-12.00, 13.00-17.30",
            "0900-1200 1300-1730",
            "900-1200 1300-1730",
            "9h-12h, 13h-17h30",
            "13-17:30, 9-12",
            "9am-noon, 1pm-5:30pm",
            "9 am - 12 pm and 1 - 5:30 p.m.",
            "from 9 to 12 and from 13 to 17:30",
        ] {
            reads(text, lunch);
        }
        let office: &[&str] = &["09:00-17:00"];
        for text in [
            "9-17",
            "9am-5pm",
            "9-5pm",
            "9am-5",
            "9.00-17",
            "09:00\u{2012}17:00",
            "9AM to 5PM",
            "9am-17",
            "  9 - 17  ",
        ] {
            reads(text, office);
        }
        reads("1-5pm", &["13:00-17:00"]);
        reads("9-11am", &["09:00-11:00"]);
    }

    #[test]
    fn a_day_may_be_closed_always_open_or_go_on_over_midnight() {
        for text in ["", "  ", "closed", "Closed", "-", "\u{2013}"] {
            reads(text, &[]);
        }
        for text in [
            "24h",
            "24 hours",
            "00:00-24:00",
            "0-24",
            "midnight-midnight",
            "0:00-0:00",
        ] {
            reads(text, &["00:00-24:00"]);
        }
        reads("22:00-06:00", &["22:00-06:00"]);
        reads("22-6", &["22:00-06:00"]);
        reads("10pm-6am", &["22:00-06:00"]);
        reads("10pm-6", &["22:00-06:00"]);
        reads("6am-10pm", &["06:00-22:00"]);
        reads("18-0", &["18:00-24:00"]);
        reads("6-14, 22:00-04:00", &["06:00-14:00", "22:00-04:00"]);
        // What a file can have is taken at its word.
        reads("09:00-05:00", &["09:00-05:00"]);
    }

    #[test]
    fn what_is_no_time_or_two_is_refused_whole() {
        for (text, reason) in [
            ("9", "is no time"),
            ("9-", "is no time"),
            ("9-25", "is no time"),
            ("9-17:60", "is no time"),
            ("9-12-15", "is no time"),
            ("9-12, 13", "is no time"),
            ("9-12, 13-", "is no time"),
            ("nine to five", "is no time"),
            ("13am-15am", "is no time"),
            ("9-17:3", "is no time"),
            ("mo 9-12", "is no time"),
            (",", "is no time"),
            ("24-24", "end of the day"),
            ("9-9", "same time"),
            ("9-5", "09:00-17:00 or 09:00-05:00"),
            ("9:00-5:00", "09:00-17:00 or"),
            ("9-12, 1-5", "Write 13:00-17:00"),
            ("9-13, 12-17", "overlaps"),
            ("22:00-06:00, 05:00-09:00, 4-5", "Write 16:00-17:00"),
        ] {
            let refused = read(text);
            assert!(
                refused.as_ref().is_err_and(|why| why.contains(reason)),
                "{text}: {refused:?}"
            );
        }
    }

    #[test]
    fn what_is_shown_in_a_field_is_read_again() {
        for text in ["9-12, 13-17:30", "24h", "22-6", "closed", "09:00-05:00"] {
            let hours = read(text).unwrap();
            assert_eq!(read(&written(&hours)), Ok(hours));
        }
    }
}
