//! The list of all that a record can show, narrowed by what is typed.

use super::choices::{Shows, name};
use crate::field::Field;
use crate::list::Cursor;
use crate::text::TextField;
use leadpact_definition::field::FieldType;
use leadpact_workshop::Workshop;

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What shows it; `None`: nobody can see it.
    pub shows: Option<Shows>,
    /// What people call it.
    pub label: String,
    /// What kind of thing it is, in a word or two.
    pub note: String,
    /// The columns in which an export keeps it.
    columns: Vec<String>,
}

/// The list.
#[derive(Debug)]
pub struct Finder {
    /// What is typed to find something.
    pub query: TextField,
    /// The highlighted row among those that match.
    pub cursor: Cursor,
    entries: Vec<Entry>,
}

impl Finder {
    /// The whole list. `nobody`: that nobody can see it is offered first.
    #[must_use]
    pub fn new(workshop: &Workshop, nobody: bool) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        if nobody {
            entries.push(Entry {
                shows: None,
                label: "nobody can see it".to_owned(),
                note: "it is agreed in words only".to_owned(),
                columns: Vec::new(),
            });
        }
        let entry = |shows: Shows, note: &str, columns: Vec<String>| Entry {
            label: name(workshop, &shows),
            shows: Some(shows),
            note: note.to_owned(),
            columns,
        };
        for (id, field) in &workshop.bank.fields {
            let shows = Shows::Field(id.clone());
            entries.push(entry(shows, kind(field.kind), field.columns.0.clone()));
        }
        for (id, event) in &workshop.bank.events {
            let columns = event
                .columns
                .iter()
                .flat_map(|c| c.count.0.iter().chain(&c.last.0));
            let shows = Shows::Event(id.clone());
            entries.push(entry(
                shows,
                "something they do",
                columns.cloned().collect(),
            ));
        }
        entries.push(entry(Shows::NewColumn, "name it yourself", Vec::new()));
        Self {
            query: TextField::new(Field::ConditionFind, ""),
            cursor: Cursor::default(),
            entries,
        }
    }

    /// The rows that match what is typed: by name first, then by the name of a column. A column that is not in the list
    /// can be named at any time.
    #[must_use]
    pub fn matches(&self) -> Vec<&Entry> {
        let query = self.query.text().trim().to_lowercase();
        let holds = |text: &String| text.to_lowercase().contains(&query);
        let always = |e: &Entry| e.shows == Some(Shows::NewColumn);
        let by_name = self
            .entries
            .iter()
            .filter(|e| !always(e) && holds(&e.label));
        let by_column = self
            .entries
            .iter()
            .filter(|e| !always(e) && !holds(&e.label) && e.columns.iter().any(holds));
        let last = self.entries.iter().filter(|e| always(e));
        by_name.chain(by_column).chain(last).collect()
    }

    /// What kind of thing a row is; where a column matches what is typed, that column.
    #[must_use]
    pub fn note(&self, entry: &Entry) -> String {
        let query = self.query.text().trim().to_lowercase();
        let holds = |text: &&String| text.to_lowercase().contains(&query);
        match entry.columns.iter().find(holds) {
            Some(column) if !holds(&&entry.label) => format!("column {column}"),
            _ => entry.note.clone(),
        }
    }

    /// The highlighted row.
    #[must_use]
    pub fn chosen(&self) -> Option<&Entry> {
        self.matches().get(self.cursor.at()).copied()
    }

    /// Highlights what a comparison asks now.
    pub fn highlight(&mut self, shows: Option<&Shows>) {
        let at = self
            .matches()
            .iter()
            .position(|e| e.shows.as_ref() == shows);
        self.cursor = Cursor::on(at.unwrap_or(0));
    }
}

fn kind(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text | FieldType::Words => "text",
        FieldType::Number => "number",
        FieldType::Level => "level",
        FieldType::Boolean => "yes or no",
        FieldType::Date | FieldType::Datetime => "date",
        FieldType::List => "list",
    }
}
