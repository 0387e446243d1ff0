//! The rule file.

use crate::{head_line, standing};
use leadpact_definition::{LeadDefinition, Status};
use leadpact_files::{self as files, SCHEMA_HINTS, WriteError};

/// The rule file of a definition; read back, it equals the definition but for a status that its signatures do not bear.
///
/// # Errors
/// The file would be too large to be read back.
pub fn yaml(definition: &LeadDefinition) -> Result<String, WriteError> {
    let definition = standing::honest(definition);
    let mut head = format!("{SCHEMA_HINTS}{}\n", head_line(&definition));
    match definition.metadata.status {
        Status::Draft => head.push_str("DRAFT: nobody has agreed to this yet.\n"),
        Status::Proposed => head.push_str("PROPOSED: not agreed yet, signatures are missing.\n"),
        Status::Agreed | Status::Superseded => {}
    }
    files::write(&head, &*definition)
}
