//! A definition as bytes for others: the rule file, and a document for people. One file per format.
//!
//! Pure. What leaves here says how far it is agreed, judged by its signatures: nothing is exported as agreed without
//! the valid signature of every signing party.

mod chapter;
pub mod dbt;
pub mod document;
pub mod fidelity;
mod html;
mod jdm;
mod jsonlogic;
mod limits;
mod logic;
mod markdown;
mod record_schema;
mod scorecard;
pub mod sql;
pub mod standing;
mod text;
mod yaml;

pub use chapter::document;
pub use fidelity::{CompiledForm, Fidelity};
pub use html::html;
pub use jdm::jdm;
pub use jsonlogic::jsonlogic;
pub use markdown::markdown;
pub use record_schema::record_schema;
pub use scorecard::{Tool, scorecard};
pub use yaml::{is_changed_mapping, mapping_head, yaml};

use leadpact_definition::LeadDefinition;
use leadpact_definition::say::english::slug;
use leadpact_files::{LEAD_DEFINITION_SCHEMA, MAPPING_SCHEMA, WriteError};

/// The formats a definition is exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentFormat {
    /// The rule file.
    Yaml,
    /// The document as Markdown.
    Markdown,
    /// The document as a web page.
    Html,
}

impl DocumentFormat {
    /// All formats in the order in which they are written.
    pub const ALL: [Self; 3] = [Self::Yaml, Self::Markdown, Self::Html];

    /// What the file's name ends with.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Yaml => ".lead-definition.yaml",
            Self::Markdown => ".lead-definition.md",
            Self::Html => ".lead-definition.html",
        }
    }

    /// A definition in this format.
    ///
    /// # Errors
    /// Only [`DocumentFormat::Yaml`], see [`yaml()`].
    pub fn write(self, definition: &LeadDefinition) -> Result<Vec<u8>, WriteError> {
        Ok(match self {
            Self::Yaml => yaml(definition)?,
            Self::Markdown => markdown(definition),
            Self::Html => html(definition),
        }
        .into_bytes())
    }
}

/// What a mapping file's name ends with.
pub const MAPPING_ENDING: &str = ".mapping.yaml";

/// Where the spellings of the rules are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleFiles {
    /// In a mapping file beside the rule file; in the rule file where both were signed as one text.
    Apart,
    /// In the rule file.
    One,
}

/// The files of a definition: each one's name, without a folder, and its content.
///
/// # Errors
/// The rule file would be too large to be read back.
pub fn files_for(
    definition: &LeadDefinition,
    formats: &[DocumentFormat],
    rule_files: RuleFiles,
) -> Result<Vec<(String, Vec<u8>)>, WriteError> {
    let name = label(&definition.metadata.name);
    let mut files = Vec::new();
    for format in formats {
        let file = format!("{name}{}", format.ending());
        match format {
            DocumentFormat::Yaml => files.extend(rules(definition, file, rule_files)?),
            DocumentFormat::Markdown | DocumentFormat::Html => {
                files.push((file, format.write(definition)?));
            }
        }
    }
    Ok(files)
}

/// The rule file and what lies beside it: the mapping, and the schemas that both name.
fn rules(
    definition: &LeadDefinition,
    file: String,
    rule_files: RuleFiles,
) -> Result<Vec<(String, Vec<u8>)>, WriteError> {
    let schema = LEAD_DEFINITION_SCHEMA;
    let schema = (schema.name.to_owned(), schema.text.as_bytes().to_vec());
    // How far it is agreed is told of the whole.
    let definition = standing::honest(definition);
    let apart = match rule_files {
        RuleFiles::Apart => definition.apart(),
        RuleFiles::One => None,
    };
    let apart = apart.filter(|(_, spellings)| !spellings.is_empty());
    let Some((meaning, spellings)) = apart else {
        return Ok(vec![(file, yaml(&definition)?.into_bytes()), schema]);
    };
    let mapping = format!("{}{MAPPING_ENDING}", label(&definition.metadata.name));
    Ok(vec![
        (file, yaml(&meaning)?.into_bytes()),
        schema,
        (mapping, yaml::mapping(&meaning, &spellings)?.into_bytes()),
        (
            MAPPING_SCHEMA.name.to_owned(),
            MAPPING_SCHEMA.text.as_bytes().to_vec(),
        ),
    ])
}

/// Whether `content` is an earlier export of the same definition, told by the line at its head.
#[must_use]
pub fn is_ours(content: &[u8], definition: &LeadDefinition) -> bool {
    const HEAD_BYTES: usize = 1024;
    if LEAD_DEFINITION_SCHEMA.is_in(content) || MAPPING_SCHEMA.is_in(content) {
        return true;
    }
    let head = content.get(..HEAD_BYTES).unwrap_or(content);
    let head = String::from_utf8_lossy(head);
    let mark = head_line(definition);
    head.lines().take(4).any(|line| {
        let line = line.trim_start_matches("# ").trim_start_matches("-- ");
        let comment = line
            .strip_prefix("<!-- ")
            .and_then(|l| l.strip_suffix(" -->"));
        comment.or_else(|| json_value(line)).unwrap_or(line) == mark
    })
}

/// The text in a line of JSON that has one under the keys which name an export.
fn json_value(line: &str) -> Option<&str> {
    let line = line.trim();
    let value = line
        .strip_prefix("\"exported\": \"")
        .or_else(|| line.strip_prefix("\"$comment\": \""))?;
    value.strip_suffix("\",")
}

/// The line by which an earlier export is known.
fn head_line(definition: &LeadDefinition) -> String {
    format!(
        "Exported by Leadpact from {}",
        label(&definition.metadata.name)
    )
}

/// What the names of a definition's files begin with.
#[must_use]
pub fn file_label(definition: &LeadDefinition) -> String {
    label(&definition.metadata.name)
}

/// A name that is safe in a file's name and a comment: a-z, 0-9 and single hyphens, at most 63, never empty.
fn label(name: &str) -> String {
    const MOST: usize = 63;
    slug(&name.to_ascii_lowercase(), MOST, "lead-definition")
}

#[cfg(test)]
mod tests;
