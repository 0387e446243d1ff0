//! How the cells of one column are written, for a field of a given type.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::mapping::FieldMapping;
use crate::problem::example;
use crate::proposal::blanks::{answer, is_nothing};
use crate::proposal::profile::ColumnProfile;
use crate::proposal::values::{self, Meant};
use crate::proposal::{dates, numbers};
use leadpact_definition::field::{Field, FieldType, ListForm, Read};
use leadpact_definition::value::{CellReader, Reading, canonical_text};

/// So many cells are shown.
const EXAMPLES: usize = 3;

const SEPARATORS: [&str; 5] = [";", ",", "|", "/", "\n"];

/// What the cells of a column came to with the proposed reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// Rows that were looked at.
    pub rows: u64,
    /// Rows in which something stands, placeholders apart.
    pub filled: u64,
    /// Rows of those that are understood.
    pub understood: u64,
    /// A few cells that are understood, the most frequent first.
    pub examples: Vec<String>,
    /// A few cells that are not.
    pub unclear: Vec<String>,
    /// Different cells that are not, those of `unclear` among them.
    pub unclear_cells: usize,
    /// Cells that perhaps stand for a value, with it: nothing that is taken without a person's word.
    pub maybe: Vec<(String, String)>,
    /// What a person should look at.
    pub notes: Vec<String>,
}

/// What a mapping should say of the field `id` whose column this is, without the column itself, and what comes of it.
pub(super) fn evaluate(
    id: &str,
    field: &Field,
    values: &HashSet<String>,
    column: &ColumnProfile,
) -> (FieldMapping, Cells) {
    let mut cells = Cells::default();
    let mapping = FieldMapping {
        placeholders: placeholders(field, values, column),
        ..FieldMapping::default()
    };
    let mut with = field.clone();
    mapping.over(&mut with);
    let left: Vec<(&str, u64)> = column
        .cells_but(|cell| CellReader::new(&with).read(cell) == Reading::Missing)
        .collect();
    let written: Vec<(&str, u64)> = match field.kind {
        FieldType::Number | FieldType::Boolean | FieldType::Date | FieldType::Datetime => left
            .iter()
            .filter_map(|(cell, rows)| Some((column.as_written(cell)?, *rows)))
            .collect(),
        FieldType::Text | FieldType::Words | FieldType::Level | FieldType::List => left.clone(),
    };
    let read = dialect(id, field, values, &written, &mut cells);
    let is_array = read.as_ref().is_some_and(|read| read.list.is_some());
    let separator = separator(field, values, &left).filter(|_| !is_array);
    let mapping = FieldMapping {
        read: read.map(|read| merged(field.read.as_ref(), read)),
        separator,
        ..mapping
    };
    mapping.over(&mut with);
    count(&with, column, &mut cells);
    (mapping, cells)
}

/// The placeholders of the rule file and those found, when some were found.
fn placeholders(
    field: &Field,
    values: &HashSet<String>,
    column: &ColumnProfile,
) -> Option<Vec<String>> {
    let known: HashSet<String> = field
        .placeholders
        .iter()
        .map(|cell| canonical_text(cell))
        .collect();
    let named = |cell: &str| {
        let read = field.read.iter().flat_map(|read| read.values.keys());
        values.contains(&canonical_text(cell))
            || read
                .into_iter()
                .any(|name| canonical_text(name) == canonical_text(cell))
    };
    let is_answer = |cell: &str| field.kind == FieldType::Boolean && answer(cell).is_some();
    let mut found: IndexMap<String, &str> = IndexMap::new();
    for cell in column.cells.keys() {
        let folded = canonical_text(cell);
        if is_nothing(cell) && !known.contains(&folded) && !named(cell) && !is_answer(cell) {
            found.entry(folded).or_insert(cell);
        }
    }
    (!found.is_empty()).then(|| {
        let found = found.into_values().map(str::to_owned);
        field.placeholders.iter().cloned().chain(found).collect()
    })
}

/// What differs from how the rule file reads the cells; none: nothing, or it cannot be told.
fn dialect(
    id: &str,
    field: &Field,
    values: &HashSet<String>,
    left: &[(&str, u64)],
    cells: &mut Cells,
) -> Option<Read> {
    let given = CellReader::new(field);
    let all_read = left
        .iter()
        .all(|(cell, _)| given.read(cell) != Reading::NotUnderstood);
    match field.kind {
        FieldType::Number => {
            let found = numbers::numbers(left, field.read.as_ref());
            cells.notes.extend(found.note);
            found.read
        }
        FieldType::Date | FieldType::Datetime if !all_read => {
            let found = dates::dates(left);
            cells.notes.extend(found.note);
            found.pattern.map(|date| Read {
                date: Some(date),
                ..Read::default()
            })
        }
        FieldType::Boolean if !all_read => answers(left),
        FieldType::Level if !all_read => {
            let unread = left.iter().map(|(cell, _)| *cell);
            let unread = unread.filter(|cell| given.read(cell) == Reading::NotUnderstood);
            named(values::of_level(id, given.levels(), unread), cells)
        }
        FieldType::Text => {
            let there = left.iter().map(|(cell, _)| *cell);
            named(values::of_text(values, there), cells)
        }
        FieldType::List if are_arrays(left) => Some(Read {
            list: Some(ListForm::Json),
            ..Read::default()
        }),
        FieldType::Words
        | FieldType::Level
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::List => None,
    }
}

/// What the sure ones come to; the others are kept beside.
fn named(meant: Meant, cells: &mut Cells) -> Option<Read> {
    cells.maybe = meant.maybe;
    (!meant.sure.is_empty()).then(|| Read {
        values: meant.sure,
        ..Read::default()
    })
}

/// Whether most cells of a list are JSON arrays.
fn are_arrays(cells: &[(&str, u64)]) -> bool {
    let rows = |wanted: fn(&str) -> bool| -> u64 {
        let fitting = cells.iter().filter(|(cell, _)| wanted(cell));
        fitting.map(|(_, rows)| rows).sum()
    };
    rows(|cell| cell.starts_with('[') && cell.ends_with(']')) * 2 > rows(|_| true)
}

/// The words for yes and no that stand in the cells.
fn answers(cells: &[(&str, u64)]) -> Option<Read> {
    let of = |wanted: bool| -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for (cell, _) in cells {
            let is_new = words
                .iter()
                .all(|word| canonical_text(word) != canonical_text(cell));
            if answer(cell) == Some(wanted) && is_new {
                words.push((*cell).to_owned());
            }
        }
        words
    };
    let read = Read {
        true_words: of(true),
        false_words: of(false),
        ..Read::default()
    };
    (!read.true_words.is_empty() || !read.false_words.is_empty()).then_some(read)
}

/// The separator of a list when it is not the one the rule file names.
fn separator(field: &Field, values: &HashSet<String>, cells: &[(&str, u64)]) -> Option<String> {
    if field.kind != FieldType::List {
        return None;
    }
    let given = field.separator.as_deref().unwrap_or(";");
    // Known elements count more than cells that merely hold the mark.
    let worth = |separator: &str| -> (u64, u64) {
        let (mut known, mut cut) = (0, 0);
        for (cell, rows) in cells {
            if cell.contains(separator) {
                cut += rows;
            }
            let elements = cell.split(separator).map(canonical_text);
            known += rows * elements.filter(|element| values.contains(element)).count() as u64;
        }
        (known, cut)
    };
    let mut best = (given, worth(given));
    for separator in SEPARATORS {
        let worth = worth(separator);
        if worth > best.1 {
            best = (separator, worth);
        }
    }
    (best.0 != given).then(|| best.0.to_owned())
}

/// What the rule file says of reading, with what was found in its place.
fn merged(given: Option<&Read>, found: Read) -> Read {
    let given = given.cloned().unwrap_or_default();
    let marks = found.decimal.is_some() || found.group.is_some() || found.drop.is_some();
    let mut values = given.values;
    values.extend(found.values);
    let or = |found: Vec<String>, given: Vec<String>| if found.is_empty() { given } else { found };
    Read {
        decimal: if marks { found.decimal } else { given.decimal },
        group: if marks { found.group } else { given.group },
        drop: if marks { found.drop } else { given.drop },
        values,
        date: found.date.or(given.date),
        true_words: or(found.true_words, given.true_words),
        false_words: or(found.false_words, given.false_words),
        grouping: found.grouping.or(given.grouping),
        number: found.number.or(given.number),
        list: found.list.or(given.list),
    }
}

fn count(field: &Field, column: &ColumnProfile, cells: &mut Cells) {
    let reader = CellReader::new(field);
    let free = matches!(
        field.kind,
        FieldType::Text | FieldType::Words | FieldType::List
    );
    cells.rows = column.empty + column.not_kept;
    cells.filled = column.not_kept;
    cells.understood = if free { column.not_kept } else { 0 };
    let mut frequent: Vec<(&str, u64)> = Vec::new();
    for (cell, rows) in &column.cells {
        cells.rows += rows;
        match column.reading(&reader, cell) {
            Reading::Missing => {}
            Reading::Value(_) => {
                cells.filled += rows;
                cells.understood += rows;
                frequent.push((cell, *rows));
            }
            Reading::NotUnderstood => {
                cells.filled += rows;
                cells.unclear_cells += 1;
                if cells.unclear.len() < EXAMPLES {
                    cells.unclear.push(example(cell));
                }
            }
        }
    }
    if field.kind == FieldType::Level && !cells.unclear.is_empty() {
        let note = "name what the others stand for under `read: {values: ...}`";
        cells.notes.push(note.to_owned());
    }
    frequent.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    let shown = frequent.iter().take(EXAMPLES);
    cells.examples = shown.map(|(cell, _)| example(cell)).collect();
}
