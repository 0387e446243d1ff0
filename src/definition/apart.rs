//! What of a definition is meaning, and what is spelling.
//!
//! | of | meaning: the rule file | spelling: the mapping file |
//! |---|---|---|
//! | a field | `type`, `levels`, `label`, `phrase`, `words`, `optional` | `columns`, `read`, `placeholders`, `separator` |
//! | an event | `label`, `optional` | `columns` with their `read` |
//! | a lead | - | `leadId` |
//! | everything else | all of it | - |
//!
//! Rules compare with values as `read.values` names them, so they mean the same with and without it. One thing binds
//! the two: golden leads hold raw cells. Where such a cell would be read as another value without the spelling of its
//! field, that spelling (but for the columns) stays with the rules: the examples are written in it.

use indexmap::IndexMap;
use serde::Serialize;

use crate::canonical::{canonical_json, content_hash, digest};
use crate::field::{EventColumns, Field, LeadId, Read};
use crate::golden::GoldenLead;
use crate::model::{LeadDefinition, Spec};
use crate::scalar::Texts;
use crate::value::{CellReader, strip};

/// Where an export keeps the facts of a definition, and how it writes them; nothing of what they mean.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Spellings {
    /// Where rows are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_id: Option<LeadId>,
    /// By field, those alone that have a spelling.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub fields: IndexMap<String, FieldSpelling>,
    /// By event, those alone that a flat export tells of.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub events: IndexMap<String, EventSpelling>,
}

/// How an export writes one field.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldSpelling {
    /// The headers, the first present wins; empty: the field's id.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub columns: Texts,
    /// How cells are written; `None`: in the canonical form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<Read>,
    /// Cells that mean "nothing"; `None`: there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholders: Option<Vec<String>>,
    /// What separates the elements of a list; `None`: `;`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
}

/// How a flat export tells of one event.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventSpelling {
    /// The columns.
    pub columns: EventColumns,
}

impl Spellings {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// `sha256:` and the digest of its canonical form: that of a mapping file which says just this.
    #[must_use]
    pub fn content_hash(&self) -> String {
        digest(canonical_json(self).as_bytes())
    }

    /// The inverse of [`apart`]: the meaning with these spellings in it.
    #[must_use]
    pub fn over(&self, meaning: &Spec) -> Spec {
        let mut spec = meaning.clone();
        if let Some(lead_id) = &self.lead_id {
            spec.lead_id = Some(lead_id.clone());
        }
        for (id, spelling) in &self.fields {
            if let Some(field) = spec.fields.get_mut(id) {
                spelling.over(field);
            }
        }
        for (id, spelling) in &self.events {
            if let Some(event) = spec.events.get_mut(id) {
                event.columns = Some(spelling.columns.clone());
            }
        }
        spec
    }
}

impl FieldSpelling {
    /// All the spelling of a field; the field keeps its meaning.
    fn taken_out(field: &mut Field) -> Self {
        let placeholders = std::mem::take(&mut field.placeholders);
        Self {
            columns: std::mem::take(&mut field.columns),
            read: field.read.take(),
            placeholders: (!placeholders.is_empty()).then_some(placeholders),
            separator: field.separator.take(),
        }
    }

    fn over(&self, field: &mut Field) {
        if !self.columns.is_empty() {
            field.columns = self.columns.clone();
        }
        if let Some(read) = &self.read {
            field.read = Some(read.clone());
        }
        if let Some(placeholders) = &self.placeholders {
            field.placeholders.clone_from(placeholders);
        }
        if let Some(separator) = &self.separator {
            field.separator = Some(separator.clone());
        }
    }

    fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// Takes the spelling out of the rules. [`Spellings::over`] puts it back: what comes of both is equal to `spec`. The
/// meaning has no spelling that another call would take out.
#[must_use]
pub fn apart(spec: &Spec) -> (Spec, Spellings) {
    let mut meaning = spec.clone();
    let mut spellings = Spellings {
        lead_id: meaning.lead_id.take(),
        ..Spellings::default()
    };
    for (id, field) in &mut meaning.fields {
        let whole = field.clone();
        let mut spelling = FieldSpelling::taken_out(field);
        if is_read_otherwise(id, &whole, field, &spec.golden_leads) {
            let columns = std::mem::take(&mut spelling.columns);
            spelling.over(field);
            spelling = FieldSpelling {
                columns,
                ..FieldSpelling::default()
            };
        }
        if !spelling.is_empty() {
            spellings.fields.insert(id.clone(), spelling);
        }
    }
    for (id, event) in &mut meaning.events {
        if let Some(columns) = event.columns.take() {
            let spelling = EventSpelling { columns };
            spellings.events.insert(id.clone(), spelling);
        }
    }
    (meaning, spellings)
}

/// Whether a golden lead's cell of this field is another value to the one than to the other.
fn is_read_otherwise(id: &str, one: &Field, other: &Field, leads: &[GoldenLead]) -> bool {
    let mut cells = leads.iter().filter_map(|lead| lead.fields.get(id));
    let (one, other) = (CellReader::new(one), CellReader::new(other));
    cells.any(|cell| is_other_cell(&one, &other, cell))
}

fn is_other_cell(one: &CellReader, other: &CellReader, cell: &str) -> bool {
    !strip(cell).is_empty()
        && (one.read(cell) != other.read(cell) || one.moment(cell) != other.moment(cell))
}

/// The golden leads, each with a field, whose cell a spelling would read as another value than the rules alone: by
/// their places. Nothing that runs golden leads through a spelled form may be made of such a pair.
#[must_use]
pub fn golden_read_otherwise(meaning: &Spec, spelled: &Spec) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (id, field) in &meaning.fields {
        let Some(other) = spelled.fields.get(id).filter(|other| *other != field) else {
            continue;
        };
        let (one, other) = (CellReader::new(field), CellReader::new(other));
        for (place, lead) in meaning.golden_leads.iter().enumerate() {
            let cell = lead.fields.get(id);
            if cell.is_some_and(|cell| is_other_cell(&one, &other, cell)) {
                found.push((place, id.clone()));
            }
        }
    }
    found
}

impl LeadDefinition {
    /// The digest that signatures are bound to: of the rules alone where the agreement names a mapping, else of the
    /// whole `spec`, as in what was signed before mappings were agreed.
    #[must_use]
    pub fn rules_hash(&self) -> String {
        let names_mapping = self.agreement.as_ref().is_some_and(|a| a.mapping.is_some());
        if names_mapping {
            content_hash(&apart(&self.spec).0)
        } else {
            content_hash(&self.spec)
        }
    }

    /// The digest of the mapping that was agreed; `None`: the agreement names none.
    #[must_use]
    pub fn agreed_mapping(&self) -> Option<&str> {
        let mapping = self.agreement.as_ref()?.mapping.as_ref()?;
        Some(&mapping.content_hash)
    }

    /// The definition without its spellings, and these. `None`: they cannot be parted, because names stand under both
    /// as one text.
    #[must_use]
    pub fn apart(&self) -> Option<(Self, Spellings)> {
        let (meaning, spellings) = apart(&self.spec);
        let agreement = self.agreement.as_ref();
        let as_one = agreement.is_some_and(|a| a.mapping.is_none() && !a.signatures.is_empty());
        if as_one && !spellings.is_empty() {
            return None;
        }
        let mut definition = self.clone();
        definition.spec = meaning;
        if let Some(hash) = &mut definition.metadata.content_hash
            && *hash == self.rules_hash()
        {
            *hash = content_hash(&definition.spec);
        }
        Some((definition, spellings))
    }
}

#[cfg(test)]
mod tests;
