//! The mapping file of a proposal, with what was seen as comments.

use std::fmt::Write as _;

use indexmap::IndexMap;
use serde::Serialize;

use crate::mapping::{self, Mapping};
use crate::proposal::{Cells, FieldFound, How, Proposal};
use leadpact_files::{self as files, WriteError, neutral_line};

/// The text of the mapping file that `proposal` comes to. What was seen stands above each field as a comment; a field
/// that was not found is a comment alone, to be filled in.
///
/// # Errors
/// [`WriteError`] when it would be too large to be read back.
pub fn write(proposal: &Proposal) -> Result<String, WriteError> {
    let all = proposal.mapping();
    let head = Mapping {
        lead_id: all.lead_id.clone(),
        ..Mapping::default()
    };
    let mut text = mapping::write(&head)?;
    if proposal.lead_id.is_none() {
        text.push_str(
            "# No column names the leads; they are numbered. Else: leadId: {columns: [...]}\n",
        );
    }
    if !all.fields.is_empty() {
        text.push_str("fields:\n");
    }
    for field in &proposal.fields {
        if let Some((_, how)) = &field.column {
            comment(&mut text, &seen(*how, &field.cells));
            for note in &field.cells.notes {
                comment(&mut text, &format!("look at this: {note}"));
            }
            entry(&mut text, &field.id, &field.mapping)?;
        }
    }
    for field in proposal
        .fields
        .iter()
        .filter(|field| field.asked && field.column.is_none())
    {
        missing(&mut text, field, all.fields.is_empty());
    }
    if !all.events.is_empty() {
        text.push_str("events:\n");
    }
    for event in &proposal.events {
        if let Some(mapping) = &event.mapping {
            for note in &event.notes {
                comment(&mut text, &format!("look at this: {note}"));
            }
            entry(&mut text, &event.id, mapping)?;
        }
    }
    Ok(text)
}

fn entry(text: &mut String, id: &str, value: &impl Serialize) -> Result<(), WriteError> {
    let written = files::write("", &IndexMap::from([(id, value)]))?;
    for line in written.lines() {
        text.push_str(format!("  {line}").trim_end());
        text.push('\n');
    }
    Ok(())
}

fn comment(text: &mut String, words: &str) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "  # {}", neutral_line(words).trim_end());
}

/// A field without a column: what could be written, to be filled in and freed of its comment mark.
fn missing(text: &mut String, field: &FieldFound, without_fields: bool) {
    let quoted: Vec<String> = field
        .near
        .iter()
        .map(|header| format!("'{header}'"))
        .collect();
    let nearest = if quoted.is_empty() {
        String::new()
    } else {
        format!("; the nearest headers are {}", quoted.join(", "))
    };
    let within = if without_fields {
        " (under `fields:`)"
    } else {
        ""
    };
    comment(
        text,
        &format!("not found{nearest}. Write one of these{within}:"),
    );
    comment(text, &format!("{}: {{columns: [\"...\"]}}", field.id));
    comment(
        text,
        &format!(
            "{}: {{optional: true}}   # this export does not have it",
            field.id
        ),
    );
}

fn seen(how: How, cells: &Cells) -> String {
    let mut words = format!(
        "found {}; {} filled, {} of these understood",
        how.word(),
        percent(cells.filled, cells.rows),
        percent(cells.understood, cells.filled)
    );
    let quoted = |cells: &[String]| {
        let quoted: Vec<String> = cells.iter().map(|cell| format!("'{cell}'")).collect();
        quoted.join(", ")
    };
    if !cells.examples.is_empty() {
        let _ = write!(words, ": {}", quoted(&cells.examples));
    }
    if !cells.unclear.is_empty() {
        let _ = write!(words, "; not understood: {}", quoted(&cells.unclear));
    }
    words
}

/// A share in whole per cent, cut off, so that 100 % means every one; `-` of nothing.
#[must_use]
pub fn percent(part: u64, whole: u64) -> String {
    match part
        .checked_mul(100)
        .and_then(|part| part.checked_div(whole))
    {
        Some(share) => format!("{share} %"),
        None => "-".to_owned(),
    }
}
