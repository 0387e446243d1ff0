//! The comment at the head of a statement: what it is, and how it is run.

use crate::sql::{Dialect, SqlRequest};
use crate::{head_line, label};
use leadpact_definition::LeadDefinition;

/// The lines, each a comment, and an empty one after them. `needed` are those about the tables that are read.
pub(super) fn head(definition: &LeadDefinition, request: &SqlRequest, needed: &[String]) -> String {
    let mut lines = vec![head_line(definition)];
    lines.extend(about(definition));
    lines.push(match request.as_of {
        Some(day) => format!("As of {day}; another day is written in the stage params below."),
        None => "As of the engine's current date; write another day in the stage params below."
            .to_owned(),
    });
    lines.push("The rows come in no certain order; ids are as in the table.".to_owned());
    lines.extend_from_slice(needed);
    lines.extend(
        how_to_run(request.dialect)
            .iter()
            .map(|line| (*line).to_owned()),
    );
    let lines: Vec<String> = lines.iter().map(|line| format!("-- {line}\n")).collect();
    lines.concat() + "\n"
}

/// Name, version and content hash, in letters that cannot end a comment.
pub(crate) fn about(definition: &LeadDefinition) -> Vec<String> {
    let metadata = &definition.metadata;
    let mut about = format!(
        "Lead definition {} {}, written by leadpact {}",
        label(&metadata.name),
        plain(&metadata.version),
        env!("CARGO_PKG_VERSION")
    );
    if let Some(hash) = &metadata.content_hash {
        about.push_str(", ");
        about.push_str(&plain(hash));
    }
    vec![about]
}

/// Letters that mean nothing in a comment or a template.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || ".:+".contains(*letter))
        .collect()
}

fn how_to_run(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Duckdb => &[
            "Run: CREATE TABLE leads AS SELECT * FROM read_csv('leads.csv', header = true, all_varchar = true);",
            "then duckdb FILE.duckdb -csv -c \".read THIS_FILE\", or put CREATE TABLE scored AS before WITH.",
        ],
        Dialect::Postgres => &[
            "Run: psql -c \"\\copy leads FROM 'leads.csv' WITH (FORMAT csv, HEADER)\" into a table of text columns,",
            "then psql --csv -f THIS_FILE, or put CREATE TABLE scored AS before WITH. PostgreSQL 15 or newer, UTF-8.",
        ],
        Dialect::Spark => &[
            "Run: spark.read.csv(path, header=True, escape='\"', multiLine=True).createOrReplaceTempView('leads'),",
            "then spark.sql(text of this file). Spark 3.4 or newer, ANSI mode on or off, escapedStringLiterals off.",
            "Caution: multiLine=True is needed where cells hold line ends, and one task then reads each file alone;",
            "a large export goes to Parquet or a table first. Do not set inferSchema: ids and dates must stay text.",
        ],
        Dialect::Bigquery => &[
            "Run: bq query --use_legacy_sql=false < THIS_FILE, after bq load with every column as STRING and named as above:",
            "BigQuery has letters, digits and _ in a name, so every other letter of a header is _ here.",
            "Not run by us: run the self-check first (leadpact export --format sql --dialect bigquery --self-check).",
            "It must return no row.",
        ],
        Dialect::Snowflake => &[
            "Run: snowsql -f THIS_FILE, after COPY INTO a table of VARCHAR columns named as the headers, in quotes.",
            "Not run by us: run the self-check first (leadpact export --format sql --dialect snowflake --self-check).",
            "It must return no row.",
        ],
    }
}
