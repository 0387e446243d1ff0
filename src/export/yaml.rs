//! The rule file, and the mapping file beside it.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{file_label, head_line, standing};
use leadpact_definition::apart::Spellings;
use leadpact_definition::canonical::{canonical_json, digest};
use leadpact_definition::model::ApiVersion;
use leadpact_definition::{LeadDefinition, Status};
use leadpact_files::{self as files, MAPPING_SCHEMA, SCHEMA_HINTS, WriteError};

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

/// A mapping file as it is written; `leads` reads it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MappingFile<'s> {
    api_version: ApiVersion,
    kind: &'static str,
    metadata: Head,
    #[serde(flatten)]
    spellings: &'s Spellings,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    name: String,
    content_hash: String,
}

/// The kind that a mapping file says it is.
const MAPPING: &str = "Mapping";

/// The lines at the head of a mapping file that lies beside the rules of `definition`.
#[must_use]
pub fn mapping_head(definition: &LeadDefinition) -> String {
    format!(
        "yaml-language-server: $schema=./{}\n{}\nWhere an export keeps what the rules ask for, and how it writes it. \
         'leadpact score' takes this file from beside the rules.\n",
        MAPPING_SCHEMA.name,
        head_line(definition)
    )
}

/// The mapping file of what was taken out of a definition.
///
/// # Errors
/// The file would be too large to be read back.
pub(crate) fn mapping(
    definition: &LeadDefinition,
    spellings: &Spellings,
) -> Result<String, WriteError> {
    let file = MappingFile {
        api_version: ApiVersion::V1,
        kind: MAPPING,
        metadata: Head {
            name: file_label(definition),
            content_hash: spellings.content_hash(),
        },
        spellings,
    };
    files::write(&mapping_head(definition), &file)
}

/// Whether a mapping file was changed since it was written: what it says is not what its digest was made of. No other
/// kind of file is.
#[must_use]
pub fn is_changed_mapping(content: &[u8]) -> bool {
    if files::kind_of(content).as_deref() != Some(MAPPING) {
        return false;
    }
    let read = files::read_kind::<Map<String, Value>>("", content, MAPPING);
    let Ok(mut keys) = read else {
        return true;
    };
    let stated = keys
        .get("metadata")
        .and_then(|head| head.get("contentHash"))
        .and_then(Value::as_str)
        .map(str::to_owned);
    for head in ["apiVersion", "kind", "metadata"] {
        keys.remove(head);
    }
    stated != Some(digest(canonical_json(&keys).as_bytes()))
}
