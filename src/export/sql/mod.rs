//! A definition as one SQL statement, which gives every lead of a table the scored output's columns.
//!
//! ```text
//!  dialect   names and texts, the only place where user text enters
//!  spelling  what each engine calls a function
//!  cell, number, date      from a raw cell to its canonical value
//!  check, event, points    conditions and points over those values
//!  statement, owner        the stages, one after another
//!  losses, needed, head    what is not exact, the tables and columns it reads, and the comment at the head
//! ```
//!
//! Every comparison is TRUE or FALSE, never NULL. Nothing is cast before its text is known to be what the cast takes.

mod cell;
mod check;
mod date;
mod dialect;
mod event;
mod golden;
pub(crate) mod head;
mod losses;
pub(crate) mod needed;
mod number;
mod owner;
mod points;
pub(crate) mod self_check;
mod since;
mod spelling;
mod statement;
mod table;
pub(crate) mod template;
mod together;
mod writer;

use jiff::civil::Date;

use crate::fidelity::CompiledForm;
use crate::label;
use crate::sql::dialect::Quoting;
use crate::sql::needed::Needed;
use crate::sql::statement::{Source, Stages};
use crate::sql::writer::Writer;
use leadpact_definition::{Compiled, LeadDefinition};

pub use dialect::Dialect;
pub use golden::GoldenTables;
pub use self_check::self_check;
pub use table::{EventTableColumns, TableColumns};

/// What a statement is to be written for.
#[derive(Clone, Debug)]
pub struct SqlRequest {
    /// The engine.
    pub dialect: Dialect,
    /// The table of leads, with its schema before it where it has one: `crm.leads`.
    pub table: String,
    /// The table of occurrences; none: events stand in columns of the table of leads.
    pub events_table: Option<String>,
    /// The day; none: the engine's current date.
    pub as_of: Option<Date>,
    /// The table's columns; none: as the definition names them.
    pub columns: Option<TableColumns>,
}

/// Why no statement can be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SqlError {
    /// The name is taken by a stage of the statement.
    #[error(
        "A table cannot be called '{0}' here, because a stage of the statement has that name. Put its schema before it, as in 'main.{0}'."
    )]
    TableName(String),
    /// The name of a table is empty.
    #[error("The name of a table is empty. Name it as in '--table leads' or '--table crm.leads'.")]
    NoTable,
    /// Occurrences are joined to leads by their id.
    #[error(
        "With a table of events the table of leads needs a column with the lead's id. Name it in the rule file under `leadId:`."
    )]
    NoId,
}

/// The statement as a file, with its fidelity report. `compiled` is made from `definition`.
///
/// # Errors
/// A table cannot be named so, or there is nothing to join events by.
pub fn sql(
    definition: &LeadDefinition,
    compiled: &Compiled,
    request: &SqlRequest,
) -> Result<CompiledForm, SqlError> {
    let quoting = Quoting {
        dialect: request.dialect,
        template: false,
    };
    let as_of = match request.as_of {
        Some(day) => format!("CAST('{day}' AS DATE)"),
        None => quoting.current_date().to_owned(),
    };
    let written = written(definition, compiled, request, quoting, &as_of)?;
    let text = format!(
        "{}{};\n",
        head::head(definition, request, &written.needed.lines(request, quoting)),
        written.statement
    );
    let (name, word) = (label(&definition.metadata.name), request.dialect.word());
    Ok(CompiledForm {
        form: word.to_owned(),
        files: vec![(
            format!("{name}.lead-definition.{word}.sql"),
            text.into_bytes(),
        )],
        fidelity: written.fidelity,
    })
}

/// A statement without its head and its end.
pub(crate) struct WrittenStatement {
    pub statement: String,
    /// The tables and columns that it reads.
    pub needed: Needed,
    pub fidelity: crate::Fidelity,
}

impl WrittenStatement {
    /// What the writer makes of the source, with what it reads and what it cannot say.
    fn of(
        mut writer: Writer<'_>,
        source: Source,
        columns: &TableColumns,
        request: &SqlRequest,
    ) -> Self {
        let statement = Stages::new(&mut writer, source, columns).statement();
        let needed = Needed::of(&writer, columns, request);
        losses::note(&mut writer, columns, &needed, request);
        Self {
            statement,
            needed,
            fidelity: writer.fidelity,
        }
    }
}

/// Writes the statement. `as_of` is an expression.
fn written(
    definition: &LeadDefinition,
    compiled: &Compiled,
    request: &SqlRequest,
    quoting: Quoting,
    as_of: &str,
) -> Result<WrittenStatement, SqlError> {
    let spec = &definition.spec;
    for table in std::iter::once(&request.table).chain(&request.events_table) {
        may_be_called(table)?;
    }
    let columns = match &request.columns {
        Some(columns) => columns.clone(),
        None => TableColumns::declared(spec),
    };
    let log = request.events_table.as_deref();
    if log.is_some() && columns.id.is_none() {
        return Err(SqlError::NoId);
    }
    let writer = Writer::new(quoting, spec, compiled, log.is_some());
    let source = Source {
        before: vec![(
            "params".to_owned(),
            format!("  SELECT {as_of} AS {}", quoting.name("as_of")),
        )],
        leads: quoting.table(&request.table),
        log: log.map(|log| quoting.table(log)),
        as_of_by_lead: false,
    };
    Ok(WrittenStatement::of(writer, source, &columns, request))
}

/// The names of stages; those with a number begin with one of the last ones.
const STAGES: [&str; 17] = [
    "params",
    "stripped",
    "prepared",
    "canon",
    "facts",
    "points",
    "axes",
    "graded",
    "entered",
    "log_stripped",
    "log_read",
    "occurrences",
    "happened",
    "cases",
    "case_events",
    "lead_row",
    "log_row",
];

fn may_be_called(table: &str) -> Result<(), SqlError> {
    if table.split('.').any(|part| part.trim().is_empty()) {
        return Err(SqlError::NoTable);
    }
    let small = table.to_lowercase();
    let numbered = ["totals_", "w"].iter().any(|prefix| {
        let number = small.strip_prefix(prefix);
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if STAGES.contains(&small.as_str()) || numbered {
        return Err(SqlError::TableName(table.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
