//! The mapping that `leadpact map RULES --crm CRM` writes.

use leadpact_definition::Spec;
use leadpact_files::{self as files, MAPPING_SCHEMA, WriteError};
use leadpact_leads::Crm;
use leadpact_workshop::number::grouped;

/// Reads the name of a CRM of the command line.
pub(super) fn crm(text: &str) -> Result<Crm, String> {
    let mut known = Crm::ALL.into_iter();
    let found = known.find(|crm| crm.word() == text.to_ascii_lowercase());
    found.ok_or_else(|| {
        let words = Crm::ALL.map(Crm::word);
        format!("the names of these are known: {}", words.join(", "))
    })
}

/// The text of the mapping file, and what to say of it.
///
/// # Errors
/// The file would be too large to be read back.
pub(super) fn written(crm: Crm, spec: &Spec) -> Result<(String, String), WriteError> {
    let mapping = crm.mapping(spec);
    let mut head = format!(
        "yaml-language-server: $schema=./{}\n\
         What {} itself calls what the rules ask for. Columns that your company added have other names: write them in.\n",
        MAPPING_SCHEMA.name,
        crm.title()
    );
    let fields = spec.fields.keys();
    let mut without: Vec<&str> = fields
        .filter(|id| !mapping.fields.contains_key(*id))
        .map(String::as_str)
        .collect();
    let events = spec.events.keys();
    let events = events.filter(|id| !mapping.events.contains_key(*id));
    without.extend(events.map(String::as_str));
    if !without.is_empty() {
        head.push_str("It has no column of its own for: ");
        head.push_str(&without.join(", "));
        head.push_str(". For these the rules' own names stay.\n");
    }
    let found = mapping.fields.len() + mapping.events.len();
    let said = format!(
        "{} of {} facts have a name that {} gives them; the others keep those of the rules.",
        grouped(&found.to_string()),
        grouped(&(found + without.len()).to_string()),
        crm.title()
    );
    Ok((files::write(&head, &mapping)?, said))
}
