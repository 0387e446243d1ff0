use super::*;
use crate::files;

/// A definition that uses every part of the format.
fn acme() -> LeadDefinition {
    files::read("acme.yaml", include_bytes!("tests/acme.yaml")).expect("acme.yaml")
}

#[test]
fn a_rule_file_reads_back_as_what_was_written() {
    let text = yaml(&acme()).expect("yaml");
    assert!(text.starts_with(
        "# yaml-language-server: $schema=./lead-definition.v1.schema.json\n# $schema: ./lead-definition.v1.schema.json\n# Exported by Leadpact from acme-qualified-lead\napiVersion:"
    ), "{text}");
    let back: LeadDefinition = files::read("acme.yaml", text.as_bytes()).expect("back");
    assert_eq!(back, acme());
}
