//! Dates: the canonical form, and cells written by a pattern such as `DD.MM.YYYY` or `D MMM, YYYY H:MM AM`.

use std::fmt::Write as _;

use crate::sql::dialect::{Dialect, Quoting};
use crate::sql::spelling::{MOMENT, TIME, in_brackets};
use leadpact_definition::date::count::{DayCount, READ_DAYS};
use leadpact_definition::date::months;
use leadpact_definition::date::pattern::{BLANKS, DatePattern, Digits, Part};

/// The day number of a text in the canonical form of dates; NULL: no date.
pub(super) fn day(quoting: Quoting, text: &str) -> String {
    format!(
        "CASE WHEN {} THEN {} END",
        quoting.matches(text, MOMENT),
        quoting.real_day(text)
    )
}

/// What a stripped cell becomes first, and how that, called `ready`, becomes a day number. `written`: how it is written;
/// none: in the canonical form.
pub(super) fn prepared(
    quoting: Quoting,
    written: Option<&str>,
    raw: &str,
    ready: &str,
) -> (String, String) {
    let Some(pattern) = written else {
        return (raw.to_owned(), day(quoting, ready));
    };
    match DatePattern::parse(pattern).unwrap_or_default().count() {
        Some(count) => (raw.to_owned(), counted(quoting, ready, count)),
        None => (by_pattern(quoting, raw, pattern), day(quoting, ready)),
    }
}

/// A cell written by a pattern, in the canonical form; NULL: it is not written so.
fn by_pattern(quoting: Quoting, raw: &str, pattern: &str) -> String {
    let pattern = DatePattern::parse(pattern).unwrap_or_default();
    if pattern.parts().is_empty() {
        return quoting.cast("NULL", quoting.text_type());
    }
    if pattern.is_fixed() {
        by_places(quoting, raw, pattern.parts())
    } else {
        by_parts(quoting, raw, &pattern)
    }
}

/// Year, month and day always stand at the same place; what follows them stays.
fn by_places(quoting: Quoting, raw: &str, parts: &[Part]) -> String {
    let (mut place, mut marks) = (1, Vec::new());
    let (mut year, mut month, mut day) = (String::new(), String::new(), String::new());
    for part in parts {
        let length = match part {
            Part::Letter(_) => 1,
            Part::Year(_) => 4,
            Part::Month(_)
            | Part::ShortName
            | Part::FullName
            | Part::Day(_)
            | Part::Hour(_)
            | Part::Minute
            | Part::Second
            | Part::HalfDay
            | Part::Weekday
            | Part::Zone => 2,
        };
        let cut = format!("substr({raw}, {place}, {length})");
        match part {
            Part::Letter(' ') => {
                let blanks = BLANKS.map(|blank| quoting.text(&blank.to_string()));
                marks.push(format!("{cut} IN ({})", blanks.join(", ")));
            }
            Part::Letter(letter) => {
                marks.push(format!("{cut} = {}", quoting.text(&letter.to_string())));
            }
            Part::Year(_) => year = cut,
            Part::Month(_) => month = cut,
            Part::ShortName
            | Part::FullName
            | Part::Day(_)
            | Part::Hour(_)
            | Part::Minute
            | Part::Second
            | Part::HalfDay
            | Part::Weekday
            | Part::Zone => day = cut,
        }
        place += length;
    }
    let rest = format!("substr({raw}, {place})");
    let glued = quoting.glued(&[&year, "'-'", &month, "'-'", &day, &rest]);
    if marks.is_empty() {
        return glued;
    }
    format!("CASE WHEN {} THEN {glued} END", marks.join(" AND "))
}

/// A pattern of the engine, and where year, month and day are among its groups.
#[derive(Default)]
struct Groups {
    pattern: String,
    count: usize,
    year: usize,
    month: usize,
    day: usize,
}

impl Groups {
    /// Adds a group, with so many groups in it; its number.
    fn add(&mut self, pattern: &str, within: usize) -> usize {
        self.pattern.push('(');
        self.pattern.push_str(pattern);
        self.pattern.push(')');
        let number = self.count + 1;
        self.count += 1 + within;
        number
    }

    fn of(pattern: &DatePattern) -> Self {
        let mut groups = Self::default();
        let halved = pattern.parts().contains(&Part::HalfDay);
        for (at, part) in pattern.parts().iter().enumerate() {
            let next = pattern.parts().get(at + 1);
            match part {
                Part::Year(4) => groups.year = groups.add("(19|20|21)[0-9]{2}", 1),
                Part::Year(_) => groups.year = groups.add("[0-9]{2}", 0),
                Part::Month(digits) => groups.month = groups.add(one_or_two(*digits), 0),
                Part::Day(digits) => groups.day = groups.add(one_or_two(*digits), 0),
                Part::ShortName => {
                    groups.month = groups.add(&name(), 0);
                    if next != Some(&Part::Letter('.')) {
                        groups.pattern.push_str("[.]?");
                    }
                }
                Part::FullName => groups.month = groups.add(&name(), 0),
                Part::Hour(digits) => {
                    groups.add(hour(*digits, halved), 0);
                }
                Part::Minute => groups.pattern.push_str("[0-5][0-9]"),
                Part::Second => {
                    groups.pattern.push_str("[0-5][0-9]");
                    groups.add("[.][0-9]+", 0);
                    groups.pattern.push('?');
                }
                Part::HalfDay => groups.pattern.push_str("[AaPp][Mm]"),
                Part::Zone => {
                    let minutes = ":?[0-5][0-9]";
                    let zone = "UTC|GMT|Z|[+-]([01][0-9]|2[0-3])";
                    if next.is_none() {
                        groups.add(&format!("{zone}({minutes})?"), 2);
                    } else {
                        groups.add(&format!("{zone}{minutes}"), 1);
                    }
                }
                Part::Weekday => {
                    let ends: String = BLANKS.into_iter().collect();
                    let _ = write!(groups.pattern, "[^0-9,.{ends}]+");
                }
                Part::Letter(' ') => {
                    let blanks: String = BLANKS.into_iter().collect();
                    let _ = write!(groups.pattern, "[{blanks}]");
                }
                Part::Letter(letter) => groups.pattern.push_str(&escaped(*letter)),
            }
        }
        if !pattern.has_time() {
            groups.pattern.push_str(TIME);
        }
        groups
    }
}

fn by_parts(quoting: Quoting, raw: &str, pattern: &DatePattern) -> String {
    let groups = Groups::of(pattern);
    let group = |number: usize| {
        let whole = quoting.text(&quoting.whole_pattern(&groups.pattern));
        let by = match quoting.dialect {
            Dialect::Spark => format!("${number}"),
            Dialect::Duckdb | Dialect::Postgres | Dialect::Bigquery | Dialect::Snowflake => {
                format!("\\{number}")
            }
        };
        match quoting.dialect {
            Dialect::Duckdb | Dialect::Postgres => {
                format!("regexp_replace({raw}, {whole}, {})", quoting.text(&by))
            }
            Dialect::Spark | Dialect::Bigquery | Dialect::Snowflake => {
                format!("REGEXP_REPLACE({raw}, {whole}, {})", quoting.text(&by))
            }
        }
    };
    let has = |wanted: fn(&Part) -> bool| pattern.parts().iter().any(wanted);
    let mut year = group(groups.year);
    if has(|part| matches!(part, Part::Year(2))) {
        year = quoting.glued(&["'20'", &year]);
    }
    let mut month = group(groups.month);
    if has(|part| matches!(part, Part::Month(_))) {
        month = format!("lpad({month}, 2, '0')");
    } else {
        let short = has(|part| matches!(part, Part::ShortName));
        month = named_month(quoting, &month, short);
    }
    let day = format!("lpad({}, 2, '0')", group(groups.day));
    format!(
        "CASE WHEN {} THEN {} END",
        quoting.matches(raw, &groups.pattern),
        quoting.glued(&[&year, "'-'", &month, "'-'", &day])
    )
}

fn one_or_two(digits: Digits) -> &'static str {
    match digits {
        Digits::Two => "[0-9]{2}",
        Digits::OneOrTwo => "[0-9]{1,2}",
    }
}

fn hour(digits: Digits, halved: bool) -> &'static str {
    match (digits, halved) {
        (Digits::Two, false) => "[01][0-9]|2[0-3]",
        (Digits::OneOrTwo, false) => "[01]?[0-9]|2[0-3]",
        (Digits::Two, true) => "0[1-9]|1[0-2]",
        (Digits::OneOrTwo, true) => "0?[1-9]|1[0-2]",
    }
}

/// The letters of a month's name; which month it is, if any, is looked up.
fn name() -> String {
    format!("[A-Za-z{}]+", months::ACCENTS.0)
}

/// The two digits of the month with this name; NULL: it is none. All names stand in one text, so that the cell is looked at
/// as seldom as can be.
fn named_month(quoting: Quoting, name: &str, short: bool) -> String {
    let names = if short { &months::SHORT } else { &months::FULL };
    let mut table = String::from(" ");
    for (number, names) in (1..).zip(names) {
        for name in *names {
            // Writing to a `String` cannot fail.
            let _ = write!(table, "{name} {number:02} ");
        }
    }
    let (accents, plain) = months::ACCENTS;
    let folded = format!(
        "translate({name}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ{accents}', 'abcdefghijklmnopqrstuvwxyz{plain}')"
    );
    let table = quoting.text(&table);
    let place = quoting.position(&table, &quoting.glued(&["' '", &folded, "' '"]));
    format!("substr({table}, NULLIF({place}, 0) + length({name}) + 2, 2)")
}

/// The day number of a cell that is a number; NULL: it is no such number, or no day that is read.
pub(super) fn counted(quoting: Quoting, cell: &str, count: DayCount) -> String {
    let digits = count.digits();
    let sign = if count.has_sign() { "-?" } else { "" };
    let pattern = format!("{sign}[0-9]{{1,{digits}}}([.,][0-9]+)?");
    // The digits before the mark, with their sign.
    let cut = quoting.replace_pattern(cell, &quoting.text("[.,].*"), "''");
    let whole = quoting.cast(&cut, quoting.whole_type());
    let day = match count {
        DayCount::Excel => format!(
            "CASE WHEN {whole} IN (0, 60) THEN NULL WHEN {whole} < 60 THEN {whole} - 25568 ELSE {whole} - 25569 END"
        ),
        DayCount::Excel1904 => format!("{whole} - 24107"),
        DayCount::Epoch | DayCount::EpochMs => since_epoch(quoting, cell, &whole, count.per_day()),
    };
    format!(
        "CASE WHEN {} THEN CASE WHEN {day} BETWEEN {} AND {} THEN {day} END END",
        quoting.matches(cell, &pattern),
        READ_DAYS.0,
        READ_DAYS.1
    )
}

/// So many units since 1970 as days; what has begun before 1970 counts down.
fn since_epoch(quoting: Quoting, cell: &str, whole: &str, per_day: i64) -> String {
    // More days than any number of that many digits has, so that what is divided is never below 0.
    const BEFORE: i64 = 2_000_000;
    let begun = quoting.matches(cell, "-[0-9]+[.,]0*[1-9][0-9]*");
    let units = format!(
        "{whole} - CASE WHEN {begun} THEN 1 ELSE 0 END + {}",
        BEFORE * per_day
    );
    format!("({} - {BEFORE})", quoting.divided(&units, per_day))
}

/// A letter that stands for itself in a pattern of the engine.
pub(super) fn escaped(letter: char) -> String {
    if letter.is_ascii_punctuation() {
        format!("[{}]", in_brackets(letter))
    } else {
        letter.to_string()
    }
}
