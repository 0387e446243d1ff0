//! The mapping file of a proposal, with what was seen as comments. What is not sure stands there as a comment too: whoever
//! takes the mark `# ` away before each of its lines has taken it.

use std::fmt::Write as _;

use indexmap::IndexMap;
use serde::Serialize;

use crate::mapping::{self, EventMapping, FieldMapping, Mapping};
use crate::proposal::log::LogFound;
use crate::proposal::{Cells, EventFound, FieldFound, How, Proposal};
use leadpact_files::{self as files, WriteError, neutral_line};

/// The text of the mapping file that `proposal` comes to. What was seen stands above each field as a comment; what is not
/// sure and what was not found is a comment alone, to be freed of its marks or filled in.
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
    lead_id(&mut text, proposal);
    let fields = proposal.fields.iter();
    let shown: Vec<&FieldFound> = fields.filter(|field| is_shown(field, &all)).collect();
    begin(
        &mut text,
        "fields:",
        all.fields.is_empty(),
        shown.is_empty(),
    );
    for field in shown {
        one_field(&mut text, field, all.fields.get(&field.id))?;
    }
    let events = proposal.events.iter();
    let shown: Vec<&EventFound> = events
        .filter(|event| {
            all.events.contains_key(&event.id)
                || event.lacking
                || !event.notes.is_empty()
                || !event.maybe.is_empty()
                || has_names(proposal, event)
        })
        .collect();
    begin(
        &mut text,
        "events:",
        all.events.is_empty(),
        shown.is_empty(),
    );
    for event in shown {
        one_event(&mut text, event, all.events.get(&event.id), proposal)?;
    }
    if let Some(log) = &proposal.log {
        one_log(&mut text, log, &all)?;
    }
    Ok(text)
}

fn is_shown(field: &FieldFound, all: &Mapping) -> bool {
    all.fields.contains_key(&field.id) || field.asked
}

/// A heading; as a comment where everything under it is one.
fn begin(text: &mut String, heading: &str, without: bool, nothing: bool) {
    if !nothing {
        let mark = if without { "# " } else { "" };
        let _ = writeln!(text, "{mark}{heading}");
    }
}

fn lead_id(text: &mut String, proposal: &Proposal) {
    if proposal.lead_id.is_some() {
        return;
    }
    if proposal.lead_id_lacking && !proposal.as_absent {
        text.push_str("# No column surely names the leads. Take one of these, or number them:\n# leadId: {number: true}\n");
    } else {
        text.push_str("# No column surely names the leads; they are numbered.\n");
    }
    for header in &proposal.maybe_ids {
        let id = files::write("", &IndexMap::from([("columns", [header])])).unwrap_or_default();
        let lines = id.lines().map(|line| format!("#   {}\n", visible(line)));
        let _ = write!(
            text,
            "# perhaps, as no cell of it comes twice:\n# leadId:\n{}",
            lines.collect::<String>()
        );
    }
}

fn one_field(
    text: &mut String,
    field: &FieldFound,
    mapping: Option<&FieldMapping>,
) -> Result<(), WriteError> {
    if let Some((_, how)) = &field.column {
        seen(text, *how, &field.cells);
    }
    if let Some(mapping) = mapping {
        entry(text, &field.id, mapping, "")?;
        return perhaps(text, &field.id, &field.cells);
    }
    for maybe in &field.maybe {
        comment(
            text,
            "not sure; take it by taking away the marks before it:",
        );
        seen(text, maybe.column.1, &maybe.cells);
        entry(text, &field.id, &maybe.mapping, "# ")?;
        perhaps(text, &field.id, &maybe.cells)?;
    }
    if let [first, second, ..] = field.doubled.as_slice() {
        comment(
            text,
            &format!(
                "{}: its header stands in the columns {first} and {second}. Rename all but one.",
                field.id
            ),
        );
    } else if !field.optional {
        missing(text, field);
    }
    Ok(())
}

/// Cells that perhaps stand for a value.
fn perhaps(text: &mut String, id: &str, cells: &Cells) -> Result<(), WriteError> {
    if !cells.maybe.is_empty() {
        comment(
            text,
            &format!("not sure; write those that are right under {id}, read, values:"),
        );
    }
    for (cell, value) in &cells.maybe {
        for line in files::write("", &IndexMap::from([(cell, value)]))?.lines() {
            let _ = writeln!(text, "  #       {}", visible(line));
        }
    }
    Ok(())
}

fn one_event(
    text: &mut String,
    event: &EventFound,
    mapping: Option<&EventMapping>,
    proposal: &Proposal,
) -> Result<(), WriteError> {
    for (columns, how) in &event.maybe {
        let how = how.word();
        comment(
            text,
            &format!("found {how}, not sure; take it by taking away the marks before it:"),
        );
        let mapping = EventMapping {
            columns: Some(columns.clone()),
            ..EventMapping::default()
        };
        entry(text, &event.id, &mapping, "# ")?;
    }
    for note in &event.notes {
        comment(text, &format!("look at this: {note}"));
    }
    if let Some(mapping) = mapping {
        entry(text, &event.id, mapping, "")?;
    } else if event.lacking && proposal.log.is_none() {
        comment(
            text,
            "not found. Write one of these, or take it from an event log:",
        );
        comment(
            text,
            &format!("{}: {{columns: {{count: \"...\"}}}}", event.id),
        );
        comment(
            text,
            &format!(
                "{}: {{optional: true}}   # this export does not tell of it",
                event.id
            ),
        );
    }
    let log = proposal.log.iter().flat_map(|log| &log.names);
    for named in log.filter(|named| !named.sure && named.events.contains(&event.id)) {
        comment(
            text,
            &format!(
                "the log's name {} ({} rows) perhaps means {}; if so, write it under its names",
                quoted(&named.name),
                named.rows,
                event.id
            ),
        );
    }
    Ok(())
}

fn has_names(proposal: &Proposal, event: &EventFound) -> bool {
    let mut names = proposal.log.iter().flat_map(|log| &log.names);
    names.any(|named| !named.sure && named.events.contains(&event.id))
}

fn one_log(text: &mut String, log: &LogFound, all: &Mapping) -> Result<(), WriteError> {
    let parts = ["the lead's id", "the event's name", "the time"];
    for (part, column) in parts.iter().zip(&log.columns) {
        let words = match column {
            Some(header) => format!("# log: {part} stands in the column {}", quoted(header)),
            None => format!("# log: no column surely holds {part}; write it under log:"),
        };
        let _ = writeln!(text, "{}", neutral_line(&words));
    }
    for note in &log.notes {
        let _ = writeln!(text, "# look at this: {}", neutral_line(note));
    }
    let nobody = log.names.iter().filter(|named| named.events.is_empty());
    for (place, named) in nobody.enumerate() {
        if place == 0 {
            text.push_str("# names of the log that nobody asked for, with their rows:\n");
        }
        let _ = writeln!(
            text,
            "#   {}: {}",
            neutral_line(&quoted(&named.name)),
            named.rows
        );
    }
    if let Some(log) = &all.log {
        for line in files::write("", &IndexMap::from([("log", log)]))?.lines() {
            let _ = writeln!(text, "{}", visible(line));
        }
    }
    Ok(())
}

/// A key with its value, set in by two; `mark` stands before each line where it is a comment.
fn entry(
    text: &mut String,
    id: &str,
    value: &impl Serialize,
    mark: &str,
) -> Result<(), WriteError> {
    let written = files::write("", &IndexMap::from([(id, value)]))?;
    for line in written.lines() {
        if !line.is_empty() {
            text.push_str("  ");
            text.push_str(mark);
        }
        text.push_str(&visible(line));
        text.push('\n');
    }
    Ok(())
}

/// A line in which a hard or narrow space that is a whole value can be seen.
fn visible(line: &str) -> String {
    let Some((key, value)) = line.rsplit_once(": ") else {
        return line.to_owned();
    };
    let is_blank = |letter: char| letter.is_whitespace() && !letter.is_ascii();
    if value.starts_with(['"', '\'']) || !(value.starts_with(is_blank) || value.ends_with(is_blank))
    {
        return line.to_owned();
    }
    let escaped: String = value
        .chars()
        .map(|letter| match letter {
            '"' | '\\' => format!("\\{letter}"),
            blank if is_blank(blank) => format!("\\u{:04x}", u32::from(blank)),
            other => other.to_string(),
        })
        .collect();
    format!("{key}: \"{escaped}\"")
}

fn comment(text: &mut String, words: &str) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "  # {}", neutral_line(words).trim_end());
}

fn quoted(name: &str) -> String {
    format!("'{name}'")
}

/// A field without a column: what could be written, to be filled in and freed of its comment mark.
fn missing(text: &mut String, field: &FieldFound) {
    let near: Vec<String> = field.near.iter().map(|header| quoted(header)).collect();
    let nearest = if near.is_empty() {
        String::new()
    } else {
        format!("; the nearest headers are {}", near.join(", "))
    };
    let found = if field.maybe.is_empty() {
        "not found"
    } else {
        "or else"
    };
    comment(text, &format!("{found}{nearest}. Write one of these:"));
    comment(text, &format!("{}: {{columns: [\"...\"]}}", field.id));
    comment(
        text,
        &format!(
            "{}: {{optional: true}}   # this export does not have it",
            field.id
        ),
    );
}

fn seen(text: &mut String, how: How, cells: &Cells) {
    let mut words = format!(
        "found {}; {} filled, {} of these understood",
        how.word(),
        percent(cells.filled, cells.rows),
        percent(cells.understood, cells.filled)
    );
    let listed = |cells: &[String]| {
        let all: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        all.join(", ")
    };
    if !cells.examples.is_empty() {
        let _ = write!(words, ": {}", listed(&cells.examples));
    }
    if !cells.unclear.is_empty() {
        let _ = write!(words, "; not understood: {}", listed(&cells.unclear));
        if cells.unclear_cells > cells.unclear.len() {
            let _ = write!(words, " and others, {} in all", cells.unclear_cells);
        }
    }
    comment(text, &words);
    for note in &cells.notes {
        comment(text, &format!("look at this: {note}"));
    }
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
