//! `leadpact schema [KIND]`.

use std::io::Write;

use schemars::Schema;
use schemars::generate::SchemaSettings;

use crate::cli::Error;
use crate::definition::LeadDefinition;
use crate::files::{LEAD_DEFINITION_SCHEMA, MAPPING_SCHEMA, outlet};
use crate::leads::Mapping;
use crate::workshop::form::Answers;
use crate::workshop::{Template, Workshop};

/// Print the JSON Schema of a kind of file, for editors and other programs.
#[derive(Debug, clap::Args)]
pub struct SchemaOf {
    /// The kind of file
    #[arg(value_enum, default_value_t = Kind::LeadDefinition)]
    kind: Kind,
}

/// The kinds of files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
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

impl Kind {
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

    /// The schema as the types of this program give it.
    #[must_use]
    pub fn generated(self) -> Schema {
        let generator = SchemaSettings::draft07().into_generator();
        match self {
            Self::LeadDefinition => generator.into_root_schema_for::<LeadDefinition>(),
            Self::Mapping => generator.into_root_schema_for::<Mapping>(),
            Self::Workshop => generator.into_root_schema_for::<Workshop>(),
            Self::Answers => generator.into_root_schema_for::<Answers>(),
            Self::Template => generator.into_root_schema_for::<Template>(),
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

#[cfg(test)]
mod tests {
    use std::env;
    use std::fs;
    use std::path::Path;

    use clap::ValueEnum;
    use serde::Serialize;

    use super::*;
    use crate::files::{TEMPLATES, load_definition, template};

    /// After a change of the types: `LEADPACT_WRITE_SCHEMAS=1 cargo test --lib schema`, then look at the difference.
    #[test]
    fn the_shipped_schemas_are_those_of_the_types() {
        for kind in Kind::value_variants() {
            let name = kind
                .to_possible_value()
                .expect("a name")
                .get_name()
                .to_owned();
            let generated = serde_json::to_string_pretty(&kind.generated()).expect("JSON") + "\n";
            if env::var_os("LEADPACT_WRITE_SCHEMAS").is_some() {
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schema");
                fs::write(folder.join(format!("{name}.v1.schema.json")), &generated)
                    .expect("write");
            } else {
                assert!(
                    kind.shipped() == generated,
                    "assets/schema/{name}.v1.schema.json is not what the types say"
                );
            }
        }
    }

    fn fits(kind: Kind, value: &impl Serialize) {
        let schema = serde_json::to_value(kind.generated()).expect("JSON");
        let validator = jsonschema::draft7::new(&schema).expect("a schema of draft 7");
        let value = serde_json::to_value(value).expect("JSON");
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }

    #[test]
    fn real_files_fit_their_schema() {
        for name in [
            "src/definition/tests/full.yaml",
            "tests/scoring/x-education/x-education.lead-definition.yaml",
        ] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
            let (definition, _) = load_definition(&path).expect(name);
            fits(Kind::LeadDefinition, &definition);
        }
        for entry in &TEMPLATES {
            fits(Kind::Template, &template(entry.name).expect(entry.name));
        }
    }

    #[test]
    fn a_wrong_key_does_not_fit() {
        let schema = serde_json::to_value(Kind::LeadDefinition.generated()).expect("JSON");
        let validator = jsonschema::draft7::new(&schema).expect("a schema of draft 7");
        let wrong = serde_json::json!({
            "apiVersion": "leadpact/v1",
            "kind": "LeadDefinition",
            "metadata": {"name": "a", "version": "1.0.0"},
            "spec": {"feilds": {}},
        });
        assert!(!validator.is_valid(&wrong));
    }
}
