//! Schemas that lie beside the files which name them in their first line, so that editors find them.

use std::path::Path;

use crate::fault::Fault;
use crate::load::load_bytes;
use crate::save::{Expected, save};

/// A schema as a file: JSON Schema draft 7, which is what the YAML servers of editors read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaFile {
    /// Its name, without a folder.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
    /// What it calls itself: by that an earlier one is known.
    title: &'static str,
}

/// The schema of a rule file.
pub const LEAD_DEFINITION_SCHEMA: SchemaFile = SchemaFile {
    name: "lead-definition.v1.schema.json",
    text: include_str!("../../assets/schema/lead-definition.v1.schema.json"),
    title: "LeadDefinition",
};

/// The schema of a mapping of columns.
pub const MAPPING_SCHEMA: SchemaFile = SchemaFile {
    name: "mapping.v1.schema.json",
    text: include_str!("../../assets/schema/mapping.v1.schema.json"),
    title: "Mapping",
};

impl SchemaFile {
    /// Whether `content` is this schema, of this program or an earlier one.
    #[must_use]
    pub fn is_in(&self, content: &[u8]) -> bool {
        let parsed: Result<serde_json::Value, _> = serde_json::from_slice(content);
        parsed.is_ok_and(|schema| {
            schema.get("$schema").is_some()
                && schema.get("title").and_then(serde_json::Value::as_str) == Some(self.title)
        })
    }

    /// Writes it into the folder of `beside`, the file that names it. Something else by that name is left alone.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn write_beside(&self, beside: &Path) -> Result<(), Fault> {
        let path = beside.with_file_name(self.name);
        if path.exists() {
            let (there, _) = load_bytes(&path)?;
            if there == self.text.as_bytes() || !self.is_in(&there) {
                return Ok(());
            }
        }
        save(&path, self.text.as_bytes(), Expected::Anything)
            .map(|_| ())
            .map_err(|error| {
                let next = "Name another folder with '-o'.";
                Fault::new(&path.to_string_lossy(), &error.to_string(), next)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_knows_itself_and_no_other() {
        let (rules, mapping) = (LEAD_DEFINITION_SCHEMA, MAPPING_SCHEMA);
        assert!(rules.is_in(rules.text.as_bytes()) && mapping.is_in(mapping.text.as_bytes()));
        assert!(!rules.is_in(mapping.text.as_bytes()) && !rules.is_in(b"{}") && !rules.is_in(b"x"));
    }

    #[test]
    fn somebody_elses_file_by_that_name_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (file, schema) = (
            folder.path().join("a.yaml"),
            folder.path().join(MAPPING_SCHEMA.name),
        );
        std::fs::write(&schema, "mine").unwrap();
        MAPPING_SCHEMA.write_beside(&file).unwrap();
        assert_eq!(std::fs::read_to_string(&schema).unwrap(), "mine");
        std::fs::remove_file(&schema).unwrap();
        MAPPING_SCHEMA.write_beside(&file).unwrap();
        assert_eq!(
            std::fs::read_to_string(&schema).unwrap(),
            MAPPING_SCHEMA.text
        );
    }
}
