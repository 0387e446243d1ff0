//! The forms that `leadpact export` writes: documents for people, and compiled forms with their fidelity reports.

use crate::cli::sql_form::SqlOptions;
use crate::cli::{Error, aside};
use leadpact_definition::{Compiled, LeadDefinition, compile};
use leadpact_export::{self as export, CompiledForm, DocumentFormat, Tool};

/// What `--format` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The rule file
    Yaml,
    /// The document as Markdown
    Markdown,
    /// The document as a web page
    Html,
    /// JsonLogic rules, with the JSON Schema of the records they run on
    Jsonlogic,
    /// A decision for GoRules (JSON Decision Model)
    Jdm,
    /// A sheet for a CRM whose rules are clicked in by hand, one per tool or for --tool
    Scorecard,
    /// One SQL statement over a table of leads, for the engine of --dialect
    Sql,
    /// A dbt project: the SQL statement as a model, with tests and the golden leads as seeds
    Dbt,
}

/// A name without a folder, and the content.
type File = (String, Vec<u8>);

/// The files to write, in the order in which they are asked for; without a wish, the documents.
///
/// # Errors
/// The rules make no sense, or a form is not exact and that is not allowed.
pub(super) fn files(
    definition: &LeadDefinition,
    wanted: &[Format],
    in_sql: &SqlOptions,
    tool: Option<Tool>,
    allow_lossy: bool,
) -> Result<Vec<File>, Error> {
    let runs_sql = |wanted: &Format| matches!(wanted, Format::Sql | Format::Dbt);
    if in_sql.is_given() && !wanted.iter().any(runs_sql) {
        return Err(Error::Words(
            "--dialect, --table, --events-table, --as-of, --leads, --map and --self-check go with a form in SQL. Add '--format sql' or '--format dbt', or leave them out."
                .to_owned(),
        ));
    }
    if tool.is_some() && !wanted.contains(&Format::Scorecard) {
        return Err(Error::Words(
            "--tool goes with a scorecard. Add '--format scorecard', or leave it out.".to_owned(),
        ));
    }
    if wanted.is_empty() {
        return documents(definition, &DocumentFormat::ALL);
    }
    let mut files = Vec::new();
    for wanted in wanted {
        match wanted {
            Format::Yaml => files.extend(documents(definition, &[DocumentFormat::Yaml])?),
            Format::Markdown => files.extend(documents(definition, &[DocumentFormat::Markdown])?),
            Format::Html => files.extend(documents(definition, &[DocumentFormat::Html])?),
            Format::Jsonlogic => {
                let form = export::jsonlogic(definition, &ready(definition)?);
                files.extend(reported(definition, form, allow_lossy)?);
            }
            Format::Scorecard => {
                let compiled = ready(definition)?;
                let tools = tool.map_or(Tool::ALL.to_vec(), |tool| vec![tool]);
                for tool in tools {
                    let form = export::scorecard(definition, &compiled, tool);
                    files.extend(reported(definition, form, allow_lossy)?);
                }
            }
            Format::Jdm => {
                let form = export::jdm(definition, &ready(definition)?);
                files.extend(reported(definition, form, allow_lossy)?);
            }
            Format::Dbt => {
                let form = in_sql.dbt(definition, &ready(definition)?)?;
                files.extend(reported(definition, form, allow_lossy)?);
            }
            Format::Sql => {
                let compiled = ready(definition)?;
                if let Some(checks) = in_sql.self_checks(definition, &compiled)? {
                    files.extend(checks);
                    continue;
                }
                for form in in_sql.statements(definition, &compiled)? {
                    files.extend(reported(definition, form, allow_lossy)?);
                }
            }
        }
    }
    Ok(files)
}

fn documents(definition: &LeadDefinition, formats: &[DocumentFormat]) -> Result<Vec<File>, Error> {
    Ok(export::files_for(definition, formats)?)
}

/// The definition ready to score.
pub(super) fn ready(definition: &LeadDefinition) -> Result<Compiled, Error> {
    compile(&definition.spec).map_err(|problems| {
        let mut words = String::from("the rules make no sense as they stand:");
        for problem in problems {
            words.push_str("\n  ");
            words.push_str(&problem.to_string());
        }
        words.push_str("\nCheck them with 'leadpact check'.");
        Error::Words(words)
    })
}

/// The files of a form and its fidelity report, which also goes to standard error.
fn reported(
    definition: &LeadDefinition,
    form: CompiledForm,
    allow_lossy: bool,
) -> Result<Vec<File>, Error> {
    let fidelity = &form.fidelity;
    if !fidelity.is_exact() && !allow_lossy {
        return Err(Error::Words(format!(
            "{} cannot say everything exactly:{}\nNothing was written. Change the rules, or write it all the same with '--allow-lossy'.",
            fidelity.form,
            fidelity.losses()
        )));
    }
    let report = fidelity.markdown(definition);
    aside(report.trim_end());
    let mut files = form.files;
    let name = export::file_label(definition);
    files.push((
        format!("{name}.lead-definition.{}.fidelity.md", form.form),
        report.into_bytes(),
    ));
    Ok(files)
}
