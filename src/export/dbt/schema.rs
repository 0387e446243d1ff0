//! What dbt tests about the columns.

use std::fmt::Write as _;

use serde_json::Value;

use crate::dbt::Project;
use crate::sql::{Dialect, GoldenTables};
use leadpact_definition::compiled::CompiledScoreKind;

/// Grades are listed up to so many combinations.
const MOST_GRADES: usize = 200;

impl Project<'_> {
    /// The model's columns with the values they can have.
    pub(super) fn schema(&self) -> String {
        let mut columns = String::new();
        for score in &self.compiled.scores {
            let always =
                score.applies_to.is_none() && !matches!(score.kind, CompiledScoreKind::Largest(_));
            let name = self.request.dialect.possible_name(&score.name);
            if let Some(name) = plain(&name).filter(|_| always) {
                columns.push_str(&column(&name, true, &[]));
            }
        }
        if let Some(grades) = self.grades() {
            columns.push_str(&column("\"grade\"", false, &grades));
        }
        for (place, track) in self.compiled.tracks.iter().enumerate() {
            let stages = self.compiled.stages.iter();
            let stages: Vec<String> = stages
                .filter(|stage| stage.track == place)
                .map(|stage| stage.id.clone())
                .collect();
            let name = if place == 0 {
                "stage".to_owned()
            } else {
                format!("stage_{track}")
            };
            let name = self.request.dialect.possible_name(&name);
            if let Some(name) = plain(&name).filter(|_| !stages.is_empty()) {
                columns.push_str(&column(&name, false, &stages));
            }
        }
        let status = ["scored", "disqualified", "suspended", "not-enough-known"].map(str::to_owned);
        columns.push_str(&column("\"status\"", true, &status));
        let mut owners: Vec<String> = self.compiled.owner_names().map(str::to_owned).collect();
        owners.sort_unstable();
        owners.dedup();
        let writable = owners.iter().all(|owner| plain(owner).is_some());
        if self.compiled.has_owner() && writable && !owners.is_empty() {
            columns.push_str(&column("\"owner\"", false, &owners));
        }
        for (name, grade) in self.compiled.grade_columns().zip(&self.compiled.grades) {
            let writable = grade.values.iter().all(|value| plain(value).is_some());
            if let Some(name) = plain(&name).filter(|_| writable) {
                columns.push_str(&column(&name, false, &grade.values));
            }
        }
        format!(
            "{}\nversion: 2\nmodels:\n  - name: {}\n    description: One row for each lead, with its scores, grade, stage and status{}.\n    columns:\n{columns}  \
             - name: {}_sample_leads\n    description: The golden leads as an export would write them.\n",
            self.head("#"),
            self.name,
            if self.compiled.has_owner() {
                ", and its owner"
            } else {
                ""
            },
            self.name
        )
    }

    /// Every grade that can come out; none: there are none, too many, or some that cannot be written here.
    fn grades(&self) -> Option<Vec<String>> {
        let mut all = vec![String::new()];
        for grade in &self.compiled.grades {
            let mut next = Vec::new();
            for before in &all {
                // A table of which no row holds adds nothing.
                next.push(before.clone());
                next.extend(grade.values.iter().map(|value| format!("{before}{value}")));
            }
            if next.len() > MOST_GRADES {
                return None;
            }
            all = next;
        }
        all.sort_unstable();
        all.dedup();
        all.retain(|grade| !grade.is_empty());
        let writable = all.iter().all(|grade| plain(grade).is_some());
        (!all.is_empty() && writable).then_some(all)
    }

    /// The types of the seeds' columns, and that their names are quoted.
    pub(super) fn seed_schema(&self, golden: &GoldenTables) -> String {
        let text = match self.request.dialect {
            Dialect::Spark | Dialect::Bigquery => "string",
            Dialect::Postgres => "text",
            Dialect::Duckdb | Dialect::Snowflake => "varchar",
        };
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let columns: [(&str, Vec<String>); 3] = [
            ("golden_leads", golden.lead_columns()),
            ("golden_events", owned(&GoldenTables::EVENT_COLUMNS)),
            ("golden_expected", owned(&GoldenTables::EXPECTATION_COLUMNS)),
        ];
        let mut seeds = String::new();
        for (seed, columns) in columns {
            let _ = write!(
                seeds,
                "  - name: {}_{seed}\n    config:\n      quote_columns: true\n      column_types:\n",
                self.name
            );
            for name in columns {
                let _ = writeln!(seeds, "        \"{name}\": {text}");
            }
        }
        format!("{}\nversion: 2\nseeds:\n{seeds}", self.head("#"))
    }
}

/// A column with what it must be; without values, any.
fn column(name: &str, not_null: bool, values: &[String]) -> String {
    let mut text = format!("      - name: {name}\n        quote: true\n        data_tests:\n");
    if not_null {
        text.push_str("          - not_null\n");
    }
    let values: Vec<String> = values.iter().filter_map(|value| plain(value)).collect();
    if !values.is_empty() {
        let _ = write!(
            text,
            "          - accepted_values:\n              arguments:\n                values: [{}]\n",
            values.join(", ")
        );
    }
    text
}

/// A text in quotes, if neither YAML nor a template nor a literal of an engine takes a letter in it for something else.
fn plain(text: &str) -> Option<String> {
    let is_plain = |letter: char| {
        letter.is_alphanumeric()
            || letter == ' '
            || (letter.is_ascii_graphic() && !"{}\"'\\`%#".contains(letter))
    };
    let written = || Value::String(text.to_owned()).to_string();
    text.chars().all(is_plain).then(written)
}
