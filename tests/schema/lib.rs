//! The JSON Schema of each kind of file, as the types give it.

use leadpact_definition::LeadDefinition;
use leadpact_leads::Mapping;
use leadpact_workshop::form::Answers;
use leadpact_workshop::{Template, Workshop};
use schemars::Schema;
use schemars::generate::{SchemaGenerator, SchemaSettings};

/// A kind of file that has a schema.
pub struct Kind {
    /// What its schema's file begins with, in `assets/schema`.
    pub name: &'static str,
    schema: fn(SchemaGenerator) -> Schema,
}

impl Kind {
    /// The schema as the types of the program give it: JSON Schema draft 7, which is what the YAML servers of editors read.
    #[must_use]
    pub fn generated(&self) -> Schema {
        (self.schema)(SchemaSettings::draft07().into_generator())
    }
}

/// Every kind, by its name in `leadpact schema`.
pub const KINDS: [Kind; 5] = [
    Kind {
        name: "lead-definition",
        schema: SchemaGenerator::into_root_schema_for::<LeadDefinition>,
    },
    Kind {
        name: "mapping",
        schema: SchemaGenerator::into_root_schema_for::<Mapping>,
    },
    Kind {
        name: "workshop",
        schema: SchemaGenerator::into_root_schema_for::<Workshop>,
    },
    Kind {
        name: "answers",
        schema: SchemaGenerator::into_root_schema_for::<Answers>,
    },
    Kind {
        name: "template",
        schema: SchemaGenerator::into_root_schema_for::<Template>,
    },
];

#[cfg(test)]
mod tests;
