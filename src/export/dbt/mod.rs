//! A definition as a small dbt project: the model, its tests, and the golden leads as seeds.

mod schema;
mod seeds;

use std::fmt::Write as _;

use crate::fidelity::CompiledForm;
use crate::sql::head::about;
use crate::sql::needed::{LOG_COLUMNS, Needed};
use crate::sql::template::{self, Slots};
use crate::sql::{Dialect, GoldenTables, SqlError, SqlRequest, WrittenStatement};
use crate::{head_line, label};
use leadpact_definition::{Compiled, LeadDefinition};

/// The day: the project's variable, else the engine's current date.
const AS_OF: &str = "{% if var('as_of', none) %}'{{ var('as_of') }}'{% else %}CURRENT_DATE{% if target.type in ('spark', 'databricks', 'bigquery', 'snowflake') %}(){% endif %}{% endif %}";

/// Writes the project into a folder of its own. `compiled` is made from `definition`.
///
/// # Errors
/// There is nothing to join events by.
pub fn dbt(
    definition: &LeadDefinition,
    compiled: &Compiled,
    request: &SqlRequest,
) -> Result<CompiledForm, SqlError> {
    let label = label(&definition.metadata.name);
    let name = model_name(&label);
    let project = Project {
        definition,
        compiled,
        request,
        folder: format!("{label}-dbt"),
        name: &name,
    };
    project.form()
}

/// A name that dbt takes for a project and a model: a-z, 0-9 and `_`, a letter first.
fn model_name(label: &str) -> String {
    let name = label.replace('-', "_");
    if name.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        name
    } else {
        format!("leads_{name}")
    }
}

struct Project<'p> {
    definition: &'p LeadDefinition,
    compiled: &'p Compiled,
    request: &'p SqlRequest,
    folder: String,
    name: &'p str,
}

impl Project<'_> {
    fn form(&self) -> Result<CompiledForm, SqlError> {
        let name = self.name;
        let slots = Slots {
            leads: &format!("{{{{ var('leads_table', none) or ref('{name}_sample_leads') }}}}"),
            events: "{{ var('events_table') }}",
            as_of: AS_OF,
        };
        let WrittenStatement {
            statement,
            needed,
            mut fidelity,
        } = template::statement(self.definition, self.compiled, self.request, &slots)?;
        fidelity.form = format!("dbt on {}", self.request.dialect.title());
        fidelity.note("`dbt test` runs the golden leads on your engine.");
        let sample = template::sample_leads(self.definition, self.request);
        let mut files = vec![
            ("dbt_project.yml".to_owned(), self.project_file()),
            ("README.md".to_owned(), self.readme(&needed)),
            (
                format!("models/{name}.sql"),
                self.model("table", &statement),
            ),
            (
                format!("models/{name}_sample_leads.sql"),
                self.model("view", &sample),
            ),
            ("models/schema.yml".to_owned(), self.schema()),
        ];
        if self.request.dialect == Dialect::Duckdb {
            files.push(("profiles.yml".to_owned(), self.profiles()));
        }
        let golden = GoldenTables::new(&self.definition.spec);
        if !golden.leads.is_empty() {
            for (seed, content) in self.seeds(&golden) {
                files.push((format!("seeds/{seed}.csv"), content));
            }
            files.push(("seeds/schema.yml".to_owned(), self.seed_schema(&golden)));
            files.push((format!("tests/{name}_golden_leads.sql"), self.golden_test()));
            if golden.has_the_word_null() {
                fidelity.note(
                    "A golden lead has a cell `null`; dbt reads it from the seed as an empty one.",
                );
            }
        }
        Ok(CompiledForm {
            form: "dbt".to_owned(),
            files: files
                .into_iter()
                .map(|(path, content)| (format!("{}/{path}", self.folder), content.into_bytes()))
                .collect(),
            fidelity,
        })
    }

    /// The lines at the head of each file, as comments.
    fn head(&self, mark: &str) -> String {
        let lines = std::iter::once(head_line(self.definition)).chain(about(self.definition));
        let lines: Vec<String> = lines.map(|line| format!("{mark} {line}\n")).collect();
        lines.concat()
    }

    fn model(&self, materialized: &str, query: &str) -> String {
        format!(
            "{}\n{{{{ config(materialized='{materialized}') }}}}\n\n{query}\n",
            self.head("--")
        )
    }

    fn golden_test(&self) -> String {
        let refs = ["golden_leads", "golden_events", "golden_expected"]
            .map(|seed| format!("{{{{ ref('{}_{seed}') }}}}", self.name));
        let tables = refs.each_ref().map(String::as_str);
        let query = template::golden(self.definition, self.compiled, self.request, tables);
        format!(
            "{}-- Each row is a golden lead that comes to something else.\n\n{query}\n",
            self.head("--")
        )
    }

    fn project_file(&self) -> String {
        let name = self.name;
        let mut vars = String::new();
        if let Some(day) = self.request.as_of {
            vars.push_str("  # The day on which the leads are scored.\n");
            let _ = writeln!(vars, "  as_of: '{day}'");
        }
        let quoted = |table: &str| {
            let quoted = serde_json::Value::String(table.to_owned()).to_string();
            quoted.replace('{', "\\u007b")
        };
        if self.request.table != "leads" {
            let _ = writeln!(vars, "  leads_table: {}", quoted(&self.request.table));
        }
        if let Some(events) = &self.request.events_table {
            let _ = writeln!(vars, "  events_table: {}", quoted(events));
        }
        let vars = if vars.is_empty() {
            String::new()
        } else {
            format!("vars:\n{vars}")
        };
        format!(
            "{}\nname: {name}\nversion: 1.0.0\nconfig-version: 2\nrequire-dbt-version: \">=1.10.5\"\nflags:\n  require_generic_test_arguments_property: true\nprofile: {name}\nmodel-paths: [models]\nseed-paths: [seeds]\ntest-paths: [tests]\n{vars}",
            self.head("#")
        )
    }

    fn profiles(&self) -> String {
        format!(
            "{}\n{}:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n      path: {}.duckdb\n      threads: 2\n",
            self.head("#"),
            self.name,
            self.name
        )
    }

    fn readme(&self, needed: &Needed) -> String {
        let name = self.name;
        let title = self.request.dialect.title();
        let events = if self.request.events_table.is_some() {
            let columns = LOG_COLUMNS.map(|(name, holds)| format!("- `{name}`: {holds}\n"));
            format!(
                "\nEvents come from the table in the variable `events_table`, one act a row, all columns text:\n\n{}",
                columns.concat()
            )
        } else {
            String::new()
        };
        let profile = if self.request.dialect == Dialect::Duckdb {
            format!(
                "`profiles.yml` in this folder keeps a DuckDB database in `{name}.duckdb`; put your own in its place."
            )
        } else {
            format!("Add a profile `{name}` for your {title} to your profiles.yml.")
        };
        let not_run = if self.request.dialect.is_run_by_us() {
            ""
        } else {
            "\nThis engine is not run by us: `dbt test` must pass before you rely on it.\n"
        };
        format!(
            "<!-- {} -->\n# {name}\n\nScores leads on {title}: the model `{name}` has the columns of `leadpact score`.\n\n\
             ```\ndbt seed\ndbt run --vars '{{leads_table: crm.leads, as_of: \"2026-01-31\"}}'\ndbt test\n```\n\n\
             Without `leads_table` the model runs on the golden leads of the definition, without `as_of` on the current date. \
             The columns that the table of leads must have, all of them text as they stand in the export:\n\n{}{}{events}\n{profile}\n{not_run}",
            head_line(self.definition),
            needed.markdown(),
            needed
                .advice()
                .map_or_else(String::new, |advice| format!("\n{advice}\n"))
        )
    }
}
