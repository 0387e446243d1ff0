//! Numbers written with another decimal mark, with marks between groups of digits, or with a sign to drop.

use crate::sql::dialect::Quoting;
use leadpact_definition::field::Field;

/// Stand for the marks while the text is looked at; two of them are free whatever the marks are.
const STANDINS: [&str; 6] = ["g", "d", "h", "j", "k", "q"];

/// The text with its marks replaced, and how that, called `ready`, becomes a double; none: the field's numbers are
/// written in the canonical form.
pub(super) fn prepared(
    quoting: Quoting,
    field: &Field,
    raw: &str,
    ready: &str,
) -> Option<(String, String)> {
    let read = field.read.as_ref()?;
    if read.decimal.is_none() && read.group.is_none() && read.drop.is_none() {
        return None;
    }
    let mut text = raw.to_owned();
    if let Some(drop) = read.drop.as_deref().filter(|drop| !drop.is_empty()) {
        let dropped = format!("replace({text}, {}, '')", quoting.text(drop));
        text = quoting.strip(&dropped);
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
        return Some(("NULL".to_owned(), "NULL".to_owned()));
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
    let whole = match group {
        None => "[0-9]{1,15}".to_owned(),
        Some(_) => format!("([0-9]{{1,15}}|[0-9]{{1,3}}({g}[0-9]{{3}}){{1,4}})"),
    };
    let pattern = format!("[+-]?{whole}({d}[0-9]{{1,9}})?");
    let plain = format!("replace(replace({ready}, '{g}', ''), '{d}', '.')");
    let number = format!(
        "CASE WHEN {} THEN {} END",
        quoting.matches(ready, &pattern),
        quoting.to_double(&plain)
    );
    Some((format!("CASE WHEN {clear} THEN {marked} END"), number))
}

/// Why the numbers of a field are not read in every case as the program does; none: they are.
pub(super) fn unusual(field: &Field) -> Option<&'static str> {
    let read = field.read.as_ref()?;
    let marks = [&read.decimal, &read.group];
    let odd = |mark: &str| {
        mark.bytes()
            .any(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'))
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
