//! `leadpact schema [KIND]`.

use std::io::Write;

use crate::cli::Error;
use leadpact_files::{LEAD_DEFINITION_SCHEMA, MAPPING_SCHEMA, outlet};

/// Print the JSON Schema of a kind of file, for editors and other programs.
#[derive(Debug, clap::Args)]
pub struct SchemaOf {
    /// The kind of file
    #[arg(value_enum, default_value_t = SchemaKind::LeadDefinition)]
    kind: SchemaKind,
}

/// The kinds of files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum SchemaKind {
    /// A rule file.
    LeadDefinition,
    /// A mapping of the columns of an export.
    Mapping,
    /// A workshop.
    Workshop,
    /// A filled-in form.
    Answers,
    /// A template for workshops.
    Template,
}

impl SchemaKind {
    /// The shipped schema, JSON Schema draft 7, which is what the YAML servers of editors read.
    #[must_use]
    pub fn shipped(self) -> &'static str {
        match self {
            Self::LeadDefinition => LEAD_DEFINITION_SCHEMA.text,
            Self::Mapping => MAPPING_SCHEMA.text,
            Self::Workshop => include_str!("../../assets/schema/workshop.v1.schema.json"),
            Self::Answers => include_str!("../../assets/schema/answers.v1.schema.json"),
            Self::Template => include_str!("../../assets/schema/template.v1.schema.json"),
        }
    }
}

impl SchemaOf {
    /// Writes the schema to standard output.
    ///
    /// # Errors
    /// Standard output cannot be written to.
    pub fn run(self) -> Result<u8, Error> {
        outlet::data().write_all(self.kind.shipped().as_bytes())?;
        Ok(0)
    }
}
