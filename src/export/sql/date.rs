//! Dates: the canonical form, and cells written by a pattern such as `DD.MM.YYYY` or `D MMM, YYYY H:MM AM`.

use crate::sql::dialect::{Dialect, Quoting};
use crate::sql::spelling::{MOMENT, TIME, in_brackets};
use leadpact_definition::date::pattern::{DatePattern, Digits, MONTHS, Part};

/// The day number of a text in the canonical form of dates; NULL: no date.
pub(super) fn day(quoting: Quoting, text: &str) -> String {
    format!(
        "CASE WHEN {} THEN {} END",
        quoting.matches(text, MOMENT),
        quoting.real_day(text)
    )
}

/// A cell written by a pattern, in the canonical form; NULL: it is not written so.
pub(super) fn by_pattern(quoting: Quoting, raw: &str, pattern: &str) -> String {
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

/// Why a pattern may read a cell in another way than the program; none: it does not.
pub(super) fn unusual(pattern: &str) -> Option<&'static str> {
    let pattern = DatePattern::parse(pattern).ok()?;
    let followed = pattern.parts().windows(2).any(
        |pair| matches!(pair, [Part::ShortName, Part::Letter(letter)] if letter.eq_ignore_ascii_case(&'t')),
    );
    followed.then_some("the letter t right behind a month's short name")
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
            | Part::Zone => 2,
        };
        let cut = format!("substr({raw}, {place}, {length})");
        match part {
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
        for part in pattern.parts() {
            match part {
                Part::Year(4) => groups.year = groups.add("(19|20|21)[0-9]{2}", 1),
                Part::Year(_) => groups.year = groups.add("[0-9]{2}", 0),
                Part::Month(digits) => groups.month = groups.add(one_or_two(*digits), 0),
                Part::Day(digits) => groups.day = groups.add(one_or_two(*digits), 0),
                Part::ShortName => groups.month = groups.add(&names(3), 0),
                Part::FullName => groups.month = groups.add(&names(usize::MAX), 0),
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
                    groups.add("UTC|GMT|Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9]", 1);
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
        let arms: Vec<String> = (1..)
            .zip(MONTHS)
            .map(|(number, name)| {
                let short = name.get(..3).unwrap_or(name);
                format!("WHEN '{short}' THEN '{number:02}'")
            })
            .collect();
        month = format!("CASE lower(substr({month}, 1, 3)) {} END", arms.join(" "));
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

/// The months' names in any case, with so many letters.
fn names(letters: usize) -> String {
    let names: Vec<String> = MONTHS
        .iter()
        .map(|name| {
            let short = name.get(..letters).unwrap_or(name);
            let mut pattern = String::new();
            for letter in short.chars() {
                pattern.extend(['[', letter.to_ascii_uppercase(), letter, ']']);
            }
            if short == "sep" {
                pattern.push_str("[Tt]?");
            }
            pattern
        })
        .collect();
    names.join("|")
}

/// A letter that stands for itself in a pattern of the engine.
pub(super) fn escaped(letter: char) -> String {
    if letter.is_ascii_punctuation() {
        format!("[{}]", in_brackets(letter))
    } else {
        letter.to_string()
    }
}
