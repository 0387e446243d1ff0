//! The forms that `leadpact export` writes: documents for people, and compiled forms with their fidelity reports.

use crate::cli::sql_form::SqlOptions;
use crate::cli::taken::Taken;
use crate::cli::{Error, aside};
use leadpact_definition::{Compiled, LeadDefinition, compile};
use leadpact_export::{self as export, CompiledForm, DocumentFormat, RuleFiles, Tool};
use leadpact_files as files;
use leadpact_leads::{Mapping, MappingFile};

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

/// What is asked for.
pub(super) struct Wish<'w> {
    /// The formats; empty: the documents.
    pub formats: &'w [Format],
    /// Options of the forms in SQL.
    pub in_sql: &'w SqlOptions,
    /// The tool of a scorecard; none: each.
    pub tool: Option<Tool>,
    /// Whether a form is written also where it is not exact.
    pub allow_lossy: bool,
    /// Where the rule file's spellings go.
    pub rule_files: RuleFiles,
}

/// The files to write, in the order in which they are asked for; without a wish, the documents.
///
/// # Errors
/// The rules make no sense, or a form is not exact and that is not allowed.
pub(super) fn files(taken: &Taken, wish: &Wish<'_>) -> Result<Vec<File>, Error> {
    let (wanted, in_sql, tool, allow_lossy) =
        (wish.formats, wish.in_sql, wish.tool, wish.allow_lossy);
    let definition = &taken.merged;
    let runs_sql = |wanted: &Format| matches!(wanted, Format::Sql | Format::Dbt);
    if in_sql.is_given() && !wanted.iter().any(runs_sql) {
        return Err(Error::Words(
            "--dialect, --table, --events-table, --as-of, --leads and --self-check go with a form in SQL. Add '--format sql' or '--format dbt', or leave them out."
                .to_owned(),
        ));
    }
    if tool.is_some() && !wanted.contains(&Format::Scorecard) {
        return Err(Error::Words(
            "--tool goes with a scorecard. Add '--format scorecard', or leave it out.".to_owned(),
        ));
    }
    if wanted.is_empty() {
        return documents(taken, &DocumentFormat::ALL, wish.rule_files);
    }
    let mut files = Vec::new();
    for wanted in wanted {
        match wanted {
            Format::Yaml => {
                files.extend(documents(taken, &[DocumentFormat::Yaml], wish.rule_files)?);
            }
            Format::Markdown => {
                files.extend(documents(
                    taken,
                    &[DocumentFormat::Markdown],
                    wish.rule_files,
                )?);
            }
            Format::Html => {
                files.extend(documents(taken, &[DocumentFormat::Html], wish.rule_files)?);
            }
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
                let form = in_sql.dbt(taken, &ready(definition)?)?;
                files.extend(reported(definition, form, allow_lossy)?);
            }
            Format::Sql => {
                let compiled = ready(definition)?;
                if let Some(checks) = in_sql.self_checks(&taken.own, &ready(&taken.own)?)? {
                    files.extend(checks);
                    continue;
                }
                for form in in_sql.statements(taken, &compiled)? {
                    files.extend(reported(definition, form, allow_lossy)?);
                }
            }
        }
    }
    Ok(files)
}

fn documents(
    taken: &Taken,
    formats: &[DocumentFormat],
    rule_files: RuleFiles,
) -> Result<Vec<File>, Error> {
    // What was signed with its columns in it stays as it was signed, whatever mapping is used beside it.
    let signed_as_one = taken.own.apart().is_none();
    let definition = if signed_as_one {
        &taken.own
    } else {
        &taken.merged
    };
    if signed_as_one && rule_files == RuleFiles::Apart && formats.contains(&DocumentFormat::Yaml) {
        aside(
            "The rules were signed with their columns in them, so these stay in the rule file. A version that is signed now has them in a mapping of its own.",
        );
    }
    let mut files = export::files_for(definition, formats, rule_files)?;
    if let Some(of_file) = &taken.mapping {
        for (name, content) in &mut files {
            if name.ends_with(export::MAPPING_ENDING) {
                *content = completed(definition, content, of_file)?;
            }
        }
    }
    Ok(files)
}

/// The mapping that is written, with what no rule file can say: names in an event log, columns that an export lacks.
fn completed(
    definition: &LeadDefinition,
    content: &[u8],
    of_file: &Mapping,
) -> Result<Vec<u8>, Error> {
    let written = MappingFile::read(String::new(), content.to_vec())?;
    let mut mapping = written.mapping;
    mapping.log.clone_from(&of_file.log);
    for (id, field) in of_file.fields.iter().filter(|(_, field)| field.optional) {
        mapping.fields.entry(id.clone()).or_default().optional = field.optional;
    }
    for (id, event) in &of_file.events {
        if event.optional || !event.names.is_empty() {
            let written = mapping.events.entry(id.clone()).or_default();
            written.optional = event.optional;
            written.names = event.names.clone();
        }
    }
    let hash = mapping.content_hash();
    if let Some(head) = &mut mapping.metadata {
        head.content_hash = Some(hash);
    }
    let text = files::write(&export::mapping_head(definition), &mapping)?;
    Ok(text.into_bytes())
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
