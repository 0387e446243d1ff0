//! The options of `leadpact export --format sql` and `--format dbt`.

use std::path::PathBuf;

use crate::cli::taken::Taken;
use crate::cli::{Error, day};
use leadpact_definition::date::Day;
use leadpact_definition::{Compiled, LeadDefinition, Spec};
use leadpact_export::sql::{self, Dialect, EventTableColumns, SqlRequest, TableColumns};
use leadpact_export::{CompiledForm, Fidelity, dbt};
use leadpact_leads::events::Join;
use leadpact_leads::{Input, Layout, LogForm, Rows, header, open};

/// A file's name without a folder, and its content.
type File = (String, Vec<u8>);

/// Options of the forms in SQL.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options of --format sql and dbt")]
pub struct SqlOptions {
    /// The engine; may be repeated
    #[arg(long, value_enum, value_name = "ENGINE")]
    dialect: Vec<Dialect>,
    /// The table of leads, with its schema before it where it has one; without it, 'leads'
    #[arg(long, value_name = "TABLE")]
    table: Option<String>,
    /// A table of events (`lead_id`, event, at), one occurrence a row; without it, events stand in columns
    #[arg(long, value_name = "TABLE")]
    events_table: Option<String>,
    /// The day on which the leads are scored; without it, the engine's current date
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// An export whose header names the table's columns; without it, the headers listed first in the rule file
    #[arg(long, value_name = "LEADS.csv")]
    leads: Option<PathBuf>,
    /// Write the self-check instead: a script that returns the conformance cases and golden leads an engine gets wrong
    #[arg(long)]
    self_check: bool,
}

impl SqlOptions {
    /// Whether any of them is given.
    pub fn is_given(&self) -> bool {
        !self.dialect.is_empty()
            || self.table.is_some()
            || self.events_table.is_some()
            || self.as_of.is_some()
            || self.leads.is_some()
            || self.self_check
    }

    /// The self-check of each engine, if that is asked for.
    ///
    /// # Errors
    /// No engine is named.
    pub fn self_checks(
        &self,
        definition: &LeadDefinition,
        compiled: &Compiled,
    ) -> Result<Option<Vec<File>>, Error> {
        if !self.self_check {
            return Ok(None);
        }
        self.named()?;
        let checks = self.dialect.iter();
        Ok(Some(
            checks
                .map(|dialect| sql::self_check(definition, compiled, *dialect))
                .collect(),
        ))
    }

    fn named(&self) -> Result<(), Error> {
        if self.dialect.is_empty() {
            return Err(Error::Words(
                "'--format sql' needs an engine. Name it with --dialect duckdb, postgres, spark, bigquery or snowflake."
                    .to_owned(),
            ));
        }
        Ok(())
    }

    /// One statement for each engine.
    ///
    /// # Errors
    /// No engine is named, a table cannot be named so, or the header lacks a column.
    pub fn statements(
        &self,
        taken: &Taken,
        compiled: &Compiled,
    ) -> Result<Vec<CompiledForm>, Error> {
        self.named()?;
        let (definition, log) = (&taken.merged, &taken.log);
        let mut forms = Vec::new();
        for dialect in &self.dialect {
            let request = self.request(*dialect, &definition.spec)?;
            let mut form = sql::sql(definition, compiled, &request)?;
            self.log_losses(log, &mut form.fidelity);
            forms.push(form);
        }
        Ok(forms)
    }

    /// The dbt project, for DuckDB unless another engine is named.
    ///
    /// # Errors
    /// Several engines are named, the header lacks a column, or the mapping would read a golden lead as another one.
    pub fn dbt(&self, taken: &Taken, compiled: &Compiled) -> Result<CompiledForm, Error> {
        if let Some((lead, field)) = taken.golden_read_otherwise() {
            return Err(Error::Words(format!(
                "A dbt project tests the golden leads as an export writes them, and the mapping would read {field} of the golden lead '{lead}' \
                 as another value than the rules do. Take `read` and `placeholders` of {field} out of the mapping, or write '--format sql'."
            )));
        }
        let definition = &taken.merged;
        let dialect = match self.dialect.as_slice() {
            [] => Dialect::Duckdb,
            [one] => *one,
            _ => {
                let words = "A dbt project is for one engine. Write one project for each, in a folder of its own.";
                return Err(Error::Words(words.to_owned()));
            }
        };
        let request = self.request(dialect, &definition.spec)?;
        let mut form = dbt::dbt(definition, compiled, &request)?;
        self.log_losses(&taken.log, &mut form.fidelity);
        Ok(form)
    }

    /// What a mapping says of an event log, which a table of events must have done already.
    fn log_losses(&self, log: &LogForm, fidelity: &mut Fidelity) {
        if self.events_table.is_none() {
            return;
        }
        let named = log.names.iter().any(|(_, names)| !names.is_empty());
        if named || log.read.is_some() || log.every_row.is_some() || !log.event_parts.is_empty() {
            fidelity.approximated(
                "the mapping's `names` and `log`",
                "the table of events has events by their ids or labels and times as 2026-01-31T14:00; write it so when you load it",
            );
        }
        if log.join != Join::default() {
            fidelity.approximated(
                "the mapping's `log › join`",
                "the table of events is joined by the lead's id, from the first day on; give it the ids of the leads, and only the acts that count for each, when you load it",
            );
        }
    }

    fn request(&self, dialect: Dialect, spec: &Spec) -> Result<SqlRequest, Error> {
        Ok(SqlRequest {
            dialect,
            table: self.table.clone().unwrap_or_else(|| "leads".to_owned()),
            events_table: self.events_table.clone(),
            as_of: self.as_of.map(|day| day.0),
            columns: self.columns(spec)?,
        })
    }

    /// The columns as the export names them.
    fn columns(&self, spec: &Spec) -> Result<Option<TableColumns>, Error> {
        let Some(path) = &self.leads else {
            return Ok(None);
        };
        let mut rows = Rows::new(open(&Input::named(path), &Layout::default())?)?;
        let from_log = self.events_table.is_some();
        let join = from_log.then(Join::default);
        rows.look_for_header(&|names| header::matched(spec, names, join.as_ref()))?;
        let names = rows.header();
        let found = header::find(spec, names, from_log).map_err(|problems| {
            let mut words = format!(
                "{} does not have the columns that the definition asks for:",
                rows.name()
            );
            for problem in problems {
                words.push_str("\n  ");
                words.push_str(&problem.to_string());
            }
            Error::Words(words)
        })?;
        let header_of = |place: Option<usize>| place.and_then(|place| names.get(place).cloned());
        Ok(Some(TableColumns {
            id: header_of(found.id),
            fields: found.fields.iter().map(|place| header_of(*place)).collect(),
            events: found
                .events
                .iter()
                .map(|event| EventTableColumns {
                    count: header_of(event.count),
                    last: header_of(event.last),
                })
                .collect(),
        }))
    }
}
