//! Facts that travel with a lead, by the labels that people read; what no field is called travels in words.

use crate::facts::{find, name};
use leadpact_definition::nearest::nearest;
use leadpact_workshop::Workshop;

/// What is said about the row.
pub(crate) const HELP: &str = "Facts that travel with the lead, separated by commas. Enter completes the last name; what is \
    in no column stays in words.";

/// The facts as they are read: `Name, Company, last five acts`.
#[must_use]
pub fn words(workshop: &Workshop, facts: &[String]) -> String {
    let names = facts.iter().map(|fact| {
        if workshop.bank.fields.contains_key(fact) {
            name(workshop, fact)
        } else {
            fact.clone()
        }
    });
    names.collect::<Vec<_>>().join(", ")
}

fn labels(workshop: &Workshop) -> Vec<String> {
    let ids = workshop.bank.fields.keys();
    ids.map(|id| name(workshop, id)).collect()
}

/// The facts behind what was typed: fields by their names, the rest as it was written.
///
/// # Errors
/// A name is nearly that of a field.
pub fn read(workshop: &Workshop, typed: &str) -> Result<Vec<String>, String> {
    let parts = typed
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let mut facts: Vec<String> = Vec::new();
    for part in parts {
        let fact = match find(workshop, part, false) {
            Ok(id) => id,
            Err(_) => in_words(workshop, part)?,
        };
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    Ok(facts)
}

/// What no field is called; one that was probably meant is asked for. What is being typed is no slip yet.
fn in_words(workshop: &Workshop, part: &str) -> Result<String, String> {
    let labels = labels(workshop);
    let begun = |label: &String| label.to_lowercase().starts_with(&part.to_lowercase());
    let known = labels.iter().filter(|l| l.chars().count() > 3);
    match nearest(part, known.map(String::as_str)) {
        Some(near) if part.chars().count() > 3 && !labels.iter().any(begun) => Err(format!(
            "No field is called \u{201c}{part}\u{201d}. Did you mean {near}?"
        )),
        _ => Ok(part.to_owned()),
    }
}

/// What is typed, its last name completed where only one field begins so.
#[must_use]
pub fn completed(workshop: &Workshop, typed: &str) -> String {
    let (before, last) = typed.rsplit_once(',').map_or(("", typed), |(b, l)| (b, l));
    let begun = last.trim().to_lowercase();
    let labels = labels(workshop);
    let mut meant = labels
        .iter()
        .filter(|l| l.to_lowercase().starts_with(&begun));
    match (begun.is_empty(), meant.next(), meant.next()) {
        (false, Some(label), None) if before.is_empty() => label.clone(),
        (false, Some(label), None) => format!("{before}, {label}"),
        _ => typed.to_owned(),
    }
}
