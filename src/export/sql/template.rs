//! Statements as templates, in which the tables and the day are filled in by another program.

use crate::sql::dialect::Quoting;
use crate::sql::golden::{GoldenQueries, GoldenTables, comparison};
use crate::sql::statement::Source;
use crate::sql::writer::Writer;
use crate::sql::{SqlError, SqlRequest, TableColumns, WrittenStatement};
use leadpact_definition::date::pattern::DatePattern;
use leadpact_definition::value::{day_number, moment, strip};
use leadpact_definition::{Compiled, LeadDefinition, Spec};

/// What the other program fills in. Each text stands in the statement as it is.
#[derive(Clone, Debug)]
pub(crate) struct Slots<'s> {
    /// The table of leads.
    pub leads: &'s str,
    /// The table of occurrences.
    pub events: &'s str,
    /// A date.
    pub as_of: &'s str,
}

fn quoting(request: &SqlRequest) -> Quoting {
    Quoting {
        dialect: request.dialect,
        template: true,
    }
}

fn columns(spec: &Spec, request: &SqlRequest) -> TableColumns {
    let declared = || TableColumns::declared(spec);
    request.columns.clone().unwrap_or_else(declared)
}

/// The statement, without a head and an end, and its fidelity report.
///
/// # Errors
/// There is nothing to join events by.
pub(crate) fn statement(
    definition: &LeadDefinition,
    compiled: &Compiled,
    request: &SqlRequest,
    slots: &Slots,
) -> Result<WrittenStatement, SqlError> {
    let (quoting, spec) = (quoting(request), &definition.spec);
    let columns = columns(spec, request);
    let log = request.events_table.is_some();
    if log && columns.id.is_none() {
        return Err(SqlError::NoId);
    }
    let writer = Writer::new(quoting, spec, compiled, log);
    let as_of = format!(
        "  SELECT CAST({} AS DATE) AS {}",
        slots.as_of,
        quoting.name("as_of")
    );
    let source = Source {
        before: vec![("params".to_owned(), as_of)],
        leads: slots.leads.to_owned(),
        log: log.then(|| slots.events.to_owned()),
        as_of_by_lead: false,
    };
    Ok(WrittenStatement::of(writer, source, &columns, request))
}

/// The query that gives each expectation of the golden leads that is not met. `tables` are the golden leads, their
/// events and the expectations.
pub(crate) fn golden(
    definition: &LeadDefinition,
    compiled: &Compiled,
    request: &SqlRequest,
    tables: [&str; 3],
) -> String {
    let quoting = quoting(request);
    let golden = GoldenTables::new(&definition.spec);
    let text = quoting.text_type();
    let typed = |names: &[String], table: &str| {
        let list = names.iter().map(|name| {
            let kind = if name == "as_of" { "DATE" } else { text };
            let name = quoting.name(name);
            format!("{} AS {name}", quoting.cast(&name, kind))
        });
        format!(
            "  SELECT {}\n  FROM {table}",
            list.collect::<Vec<_>>().join(",\n    ")
        )
    };
    let owned = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let [leads, events, expectations] = tables;
    let queries = GoldenQueries {
        leads: typed(&golden.lead_columns(), leads),
        events: (!golden.events.is_empty())
            .then(|| typed(&owned(&GoldenTables::EVENT_COLUMNS), events)),
        expectations: typed(&owned(&GoldenTables::EXPECTATION_COLUMNS), expectations),
    };
    comparison(quoting, definition, compiled, queries)
}

/// A query that gives the golden leads as rows of the table of leads, to try the statement on.
pub(crate) fn sample_leads(definition: &LeadDefinition, request: &SqlRequest) -> String {
    let (quoting, spec) = (quoting(request), &definition.spec);
    let columns = columns(spec, request);
    let mut names = vec![columns.id.clone().unwrap_or_else(|| "id".to_owned())];
    let mut rows: Vec<Vec<Option<String>>> = Vec::new();
    for golden in &spec.golden_leads {
        rows.push(vec![Some(golden.id.clone())]);
    }
    let mut add = |name: &Option<String>, cells: Vec<Option<String>>| {
        let Some(name) = name.as_ref().filter(|name| !names.contains(name)) else {
            return;
        };
        names.push(name.clone());
        for (row, cell) in rows.iter_mut().zip(cells) {
            row.push(cell);
        }
    };
    for (id, column) in spec.fields.keys().zip(&columns.fields) {
        let cells = spec.golden_leads.iter();
        add(
            column,
            cells.map(|golden| golden.fields.get(id).cloned()).collect(),
        );
    }
    for (id, column) in spec.events.keys().zip(&columns.events) {
        let of = |golden: &leadpact_definition::golden::GoldenLead| -> Vec<String> {
            let mut at: Vec<String> = golden
                .events
                .iter()
                .filter(|event| event.event == *id)
                .map(|event| event.at.clone())
                .collect();
            at.sort_by_key(|at| moment(strip(at)).map(|moment| day_number(moment.date)));
            at
        };
        let leads = || spec.golden_leads.iter();
        add(
            &column.count,
            leads()
                .map(|lead| Some(of(lead).len().to_string()))
                .collect(),
        );
        let pattern = spec.events.get(id).and_then(|event| {
            let date = event.columns.as_ref()?.date()?;
            DatePattern::parse(date).ok()
        });
        let last = |lead| {
            let at = of(lead).pop()?;
            let written = pattern.as_ref().zip(moment(strip(&at)));
            Some(written.map_or(at, |(pattern, moment)| pattern.written(moment.date)))
        };
        add(&column.last, leads().map(last).collect());
    }
    let text = quoting.text_type();
    let typed: Vec<(String, &str)> = names.into_iter().map(|name| (name, text)).collect();
    let none = rows.is_empty();
    if none {
        rows.push(vec![None; typed.len()]);
    }
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| quoting.optional(cell.as_deref()))
                .collect()
        })
        .collect();
    let query = quoting.rows(&typed, &rows);
    if none {
        format!("{query}\n  WHERE 1 = 0")
    } else {
        query
    }
}
