//! What changed of the spellings: under which headers an export has a fact, and how it writes it. What is asked of a lead
//! is the same, so none of it counts for more than words do.

use indexmap::IndexMap;

use crate::{
    difference::{
        Bump, Change, ChangeKind, Difference,
        parts::{event_words, in_column, labelled},
    },
    field::{Event, Field, Read},
    model::Spec,
    problem::{Path, PathStep},
    scalar::Texts,
};

/// A field as it is meant, without its spelling.
pub(super) fn without(field: &Field) -> Field {
    Field {
        columns: Texts::default(),
        read: None,
        placeholders: Vec::new(),
        separator: None,
        ..field.clone()
    }
}

impl Change {
    /// Whether it changes only under which headers an export has a fact, or how it writes it.
    #[must_use]
    pub fn is_of_spelling(&self) -> bool {
        let key = |key: &str| PathStep::Key(key.to_owned());
        self.path == Path::spec().key("leadId")
            || (self.path.0.len() == 4 && self.path.0.last() == Some(&key(SPELLING)))
    }
}

/// What stands for the keys of a spelling in a path that may mean several of them.
const SPELLING: &str = "columns";

/// Tells of the spellings of what stands in both.
pub(super) fn compare(difference: &mut Difference, old: &Spec, new: &Spec) {
    if old.lead_id != new.lead_id {
        let text = "Changed the columns that name a row.".to_owned();
        let path = Path::spec().key("leadId");
        difference.add(path, ChangeKind::Changed, Bump::Patch, text);
    }
    for (id, field) in &new.fields {
        if let Some(before) = old.fields.get(id) {
            let called = format!("the field {}", labelled(id, field.label.as_ref()));
            let path = Path::spec().key("fields").key(id);
            let differs = read_apart_from_values(before) != read_apart_from_values(field);
            let words = [field_words(before), field_words(field)];
            changed(difference, &path, &called, differs, words);
            let values = values(before, field);
            if !values.is_empty() {
                let text = format!("Changed the spelling of {called}: {values}.");
                let path = path.key(SPELLING);
                difference.add(path, ChangeKind::Changed, Bump::Patch, text);
            }
        }
    }
    for (id, event) in &new.events {
        if let Some(before) = old.events.get(id) {
            let called = format!("the event {}", labelled(id, event.label.as_ref()));
            let path = Path::spec().key("events").key(id);
            let words = [columns(before), columns(event)];
            let differs = before.columns != event.columns;
            changed(difference, &path, &called, differs, words);
        }
    }
}

/// `words`: what it was and what it is; they may be the same where the words do not tell all.
fn changed(
    difference: &mut Difference,
    path: &Path,
    called: &str,
    differs: bool,
    words: [String; 2],
) {
    if differs {
        let [was, is] = words;
        let told = if was == is {
            format!("how it is read; still {is}")
        } else {
            format!("was {was}; is now {is}")
        };
        let text = format!("Changed the spelling of {called}: {told}.");
        difference.add(path.key(SPELLING), ChangeKind::Changed, Bump::Patch, text);
    }
}

/// The spelling of a field but for which cells stand for a value. A reading that says nothing else is none.
fn read_apart_from_values(field: &Field) -> Field {
    let read = field.read.clone().map(|read| Read {
        values: IndexMap::new(),
        ..read
    });
    Field {
        columns: field.columns.clone(),
        read: read.filter(|read| *read != Read::default()),
        placeholders: field.placeholders.clone(),
        separator: field.separator.clone(),
        ..Field::default()
    }
}

/// `in the column Preis, decimal ',', nothing is Select`; which cells stand for a value is told by [`values`].
fn field_words(field: &Field) -> String {
    let read = field.read.clone().unwrap_or_default();
    let listed = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
    let mark = |mark: Option<String>| mark.map(|mark| format!("'{mark}'"));
    let told = [
        ("decimal", mark(read.decimal)),
        ("group", mark(read.group)),
        (
            "grouped",
            read.grouping.map(|_| "the Indian way".to_owned()),
        ),
        ("numbers", read.number.map(|_| "with exponents".to_owned())),
        ("list", read.list.map(|_| "as JSON".to_owned())),
        ("drop", mark(read.drop.map(|drop| drop.to_string()))),
        ("date", read.date),
        ("yes is", listed(&read.true_words)),
        ("no is", listed(&read.false_words)),
        ("nothing is", listed(&field.placeholders)),
        ("cut at", mark(field.separator.clone())),
    ];
    let told = told.into_iter();
    let told = told.filter_map(|(key, text)| Some(format!("{key} {}", text?)));
    let column = in_column(&field.columns);
    let column = column.unwrap_or_else(|| "in the column of its name".to_owned());
    let parts: Vec<String> = [column].into_iter().chain(told).collect();
    parts.join(", ")
}

/// `'saas' stands for Software; 'x' stands for itself again`; empty: the same cells stand for the same values.
fn values(before: &Field, after: &Field) -> String {
    let of = |field: &Field| field.read.clone().unwrap_or_default().values;
    let (before, after) = (of(before), of(after));
    let new = after
        .iter()
        .filter(|(cell, value)| before.get(*cell) != Some(value));
    let new = new.map(|(cell, value)| format!("'{cell}' stands for {value}"));
    let gone = before.keys().filter(|cell| !after.contains_key(*cell));
    let gone = gone.map(|cell| format!("'{cell}' stands for itself again"));
    new.chain(gone).collect::<Vec<_>>().join("; ")
}

fn columns(event: &Event) -> String {
    event_words(&Event {
        optional: false,
        ..event.clone()
    })
}
