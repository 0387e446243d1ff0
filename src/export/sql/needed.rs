//! The tables and columns that a statement reads, for whoever loads them.

use std::fmt::Write as _;

use crate::sql::SqlRequest;
use crate::sql::dialect::{Dialect, Quoting};
use crate::sql::table::TableColumns;
use crate::sql::writer::Writer;
use crate::text;
use leadpact_definition::field::FieldType;
use leadpact_files::neutral_line;

/// What a statement reads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needed {
    /// The columns of the table of leads, in the order in which they are read.
    pub leads: Vec<NeededColumn>,
    /// Whether the lead's id is read from a column that the rules do not name.
    pub id_is_supposed: bool,
    /// Whether occurrences come from a table of their own.
    pub log: bool,
}

/// One column of a table.
#[derive(Clone, Debug)]
pub(crate) struct NeededColumn {
    /// As the engine calls it.
    pub name: String,
    /// The header in an export, where the engine cannot have it as a name; none: the same.
    pub header: Option<String>,
    /// What stands there: `field employees, a number`.
    pub holds: String,
}

/// The columns of the table of occurrences, with what stands there.
pub(crate) const LOG_COLUMNS: [(&str, &str); 3] = [
    ("lead_id", "the lead's id"),
    ("event", "the event's id or label"),
    ("at", "when it happened: 2026-01-31 or 2026-01-31T14:00:00"),
];

impl Needed {
    /// What is read by the statement that `writer` has written.
    pub(super) fn of(writer: &Writer<'_>, columns: &TableColumns, request: &SqlRequest) -> Self {
        let id = columns.id.iter().map(|id| (id, "the lead's id".to_owned()));
        let fields = columns.fields.iter().zip(&writer.spec.fields).enumerate();
        let fields = fields.filter_map(|(index, (column, (id, field)))| {
            let asked = writer.fields.contains(&index);
            let holds = || format!("field {id}, {}", kind(field.kind));
            column
                .as_ref()
                .filter(|_| asked)
                .map(|column| (column, holds()))
        });
        let events = columns
            .events
            .iter()
            .zip(writer.spec.events.keys())
            .enumerate();
        let events = events.filter(|(index, _)| !writer.log && writer.events.contains(index));
        let events = events.flat_map(|(_, (columns, id))| {
            let count = columns.count.as_ref();
            let last = columns.last.as_ref();
            let count = count.map(|column| (column, format!("event {id}, how often")));
            count
                .into_iter()
                .chain(last.map(|column| (column, format!("event {id}, the last day"))))
        });
        let mut needed = Self {
            id_is_supposed: request.columns.is_none() && writer.spec.lead_id.is_none(),
            log: writer.log,
            ..Self::default()
        };
        for (header, holds) in id.chain(fields).chain(events) {
            needed.add(request.dialect, header, holds);
        }
        needed
    }

    /// One line for each column, though several facts may be read from it.
    fn add(&mut self, dialect: Dialect, header: &str, holds: String) {
        let name = dialect.possible_name(header).into_owned();
        if let Some(known) = self.leads.iter_mut().find(|known| known.name == name) {
            known.holds.push_str("; ");
            known.holds.push_str(&holds);
            return;
        }
        let header = (name != header).then(|| header.to_owned());
        self.leads.push(NeededColumn {
            name,
            header,
            holds,
        });
    }

    /// As lines of a comment, without its marks.
    pub(super) fn lines(&self, request: &SqlRequest, quoting: Quoting) -> Vec<String> {
        let mut lines = vec![format!(
            "Reads {}, all columns text, as they stand in the export:",
            quoting.table(&request.table)
        )];
        for column in &self.leads {
            let header = column.header.as_ref();
            let header = header.map_or_else(String::new, |header| format!(" (header '{header}')"));
            let name = quoting.name(&column.name);
            lines.push(format!("  {name}{header}: {}", column.holds));
        }
        lines.extend(self.advice().map(str::to_owned));
        if let Some(table) = &request.events_table {
            lines.push(format!(
                "Reads {}, one act a row, all columns text:",
                quoting.table(table)
            ));
            for (name, holds) in LOG_COLUMNS {
                lines.push(format!("  {}: {holds}", quoting.plain_name(name)));
            }
        }
        lines.iter().map(|line| harmless(line)).collect()
    }

    /// As a list in Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut list = String::new();
        for column in &self.leads {
            let header = column.header.as_ref();
            let header = header.map_or_else(String::new, |header| {
                format!(" (header {})", text::markdown_inline(header))
            });
            let name = text::markdown_inline(&neutral_line(&column.name));
            let holds = text::markdown_inline(&column.holds);
            // Writing to a `String` cannot fail.
            let _ = writeln!(list, "- {name}{header}: {holds}");
        }
        list
    }

    /// What to do where the names are not those of the table; none: an export has named them.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        self.id_is_supposed.then_some(
            "The rules do not say which column holds the lead's id, so `id` is supposed; `--leads EXPORT.csv` takes all names from an export.",
        )
    }
}

fn kind(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text => "a text",
        FieldType::Words => "a text of words",
        FieldType::Number => "a number",
        FieldType::Level => "a level",
        FieldType::Boolean => "yes or no",
        FieldType::Date => "a day",
        FieldType::Datetime => "a day with a time",
        FieldType::List => "a list",
    }
}

/// A line in which no engine finds anything to do: it stays on its line, and no variable is put in.
fn harmless(line: &str) -> String {
    neutral_line(line).trim_end().replace("${", "$ {")
}

#[cfg(test)]
mod tests;
