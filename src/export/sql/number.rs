//! Numbers as they are declared: with another decimal mark, with marks between groups of digits, with texts to drop, or with
//! an exponent.

use crate::sql::dialect::Quoting;
use crate::sql::spelling::{FLOAT, NUMBER};
use leadpact_definition::field::{Grouping, NumberForm, Read};

/// Stand for the marks while the text is looked at; two of them are free whatever the marks are.
const STANDINS: [&str; 6] = ["g", "d", "h", "j", "k", "q"];

/// What a stripped cell becomes first, and how that, called `ready`, becomes a double.
pub(super) fn prepared(
    quoting: Quoting,
    read: Option<&Read>,
    raw: &str,
    ready: &str,
) -> (String, String) {
    let read = read.cloned().unwrap_or_default();
    if read.decimal.is_none() && read.group.is_none() && read.drop.is_none() {
        let form = match read.number {
            None => NUMBER,
            Some(NumberForm::Float) => FLOAT,
        };
        let number = format!(
            "CASE WHEN {} THEN {} END",
            quoting.matches(ready, form),
            quoting.to_double(ready)
        );
        return (raw.to_owned(), number);
    }
    by_marks(quoting, &read, raw, ready)
}

/// As [`prepared`], where there are marks or texts to drop.
fn by_marks(quoting: Quoting, read: &Read, raw: &str, ready: &str) -> (String, String) {
    let mut text = raw.to_owned();
    let drops = read.drop.iter().flat_map(|drop| &drop.0);
    for drop in drops.filter(|drop| !drop.is_empty()) {
        text = format!("replace({text}, {}, '')", quoting.text(drop));
    }
    if text != raw {
        text = quoting.strip(&text);
    }
    let decimal = read.decimal.as_deref().unwrap_or(".");
    let group = read.group.as_deref().filter(|group| !group.is_empty());
    let free: Vec<&str> = STANDINS
        .into_iter()
        .filter(|letter| {
            !decimal.contains(letter) && !group.is_some_and(|group| group.contains(letter))
        })
        .collect();
    let (Some(g), Some(d)) = (free.first(), free.get(1)) else {
        return ("NULL".to_owned(), "NULL".to_owned());
    };
    let clear = format!(
        "NOT ({}) AND NOT ({})",
        quoting.contains(&text, &quoting.text(g)),
        quoting.contains(&text, &quoting.text(d))
    );
    let mut marked = text;
    if let Some(group) = group {
        marked = format!("replace({marked}, {}, '{g}')", quoting.text(group));
    }
    if !decimal.is_empty() {
        marked = format!("replace({marked}, {}, '{d}')", quoting.text(decimal));
    }
    let plain = format!("replace(replace({ready}, '{g}', ''), '{d}', '.')");
    let number = format!(
        "CASE WHEN {} THEN {} END",
        quoting.matches(ready, &pattern(read, group.map(|_| *g), d)),
        quoting.to_double(&plain)
    );
    (format!("CASE WHEN {clear} THEN {marked} END"), number)
}

/// The pattern of a number in which `group` and `decimal` stand for the marks.
fn pattern(read: &Read, group: Option<&str>, decimal: &str) -> String {
    // So many digits, and so many groups of three and of two with the same number of digits at the most.
    let (most, threes, twos) = match read.number {
        None => (15, 4, 5),
        Some(NumberForm::Float) => (39, 12, 17),
    };
    let grouped = group.map(|g| match read.grouping {
        None => format!("[0-9]{{1,3}}({g}[0-9]{{3}}){{1,{threes}}}"),
        Some(Grouping::Indian) => {
            format!("[0-9]{{1,2}}({g}[0-9]{{2}}){{0,{twos}}}{g}[0-9]{{3}}")
        }
    });
    let whole = match grouped {
        None => format!("[0-9]{{1,{most}}}"),
        Some(grouped) => format!("([0-9]{{1,{most}}}|{grouped})"),
    };
    match read.number {
        None => format!("[+-]?{whole}({decimal}[0-9]{{1,9}})?"),
        Some(NumberForm::Float) => format!(
            "[+-]?({whole}({decimal}[0-9]{{0,39}})?|{decimal}[0-9]{{1,39}})([eE][+-]?([0-9]{{1,2}}|[01][0-9]{{2}}|2[0-4][0-9]|250))?"
        ),
    }
}

/// Why numbers are not read in every case as the program does; none: they are.
pub(super) fn unusual(read: &Read) -> Option<&'static str> {
    let marks = [&read.decimal, &read.group];
    let float = read.number.is_some();
    let odd = |mark: &str| {
        let exponent = |byte: u8| float && matches!(byte, b'e' | b'E');
        mark.bytes()
            .any(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-') || exponent(byte))
    };
    if marks.iter().any(|mark| mark.as_deref().is_some_and(odd)) {
        return Some("a mark with a digit or a sign in it");
    }
    match (read.decimal.as_deref(), read.group.as_deref()) {
        (Some(""), _) => Some("an empty decimal mark"),
        (decimal, Some(group)) if !group.is_empty() => {
            let decimal = decimal.unwrap_or(".");
            (decimal.contains(group) || group.contains(decimal))
                .then_some("a mark that is part of the other one")
        }
        _ => None,
    }
}
