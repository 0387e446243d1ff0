//! A mapping file: where one particular export keeps the facts of a definition, and how it writes them. The definition
//! stays as it was signed; what a mapping says of a field or event takes the place of what the rule file says there.

use indexmap::IndexMap;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::events::LogForm;
use leadpact_definition::apart::{EventSpelling, FieldSpelling, Spellings};
use leadpact_definition::canonical::{canonical_json, digest};
use leadpact_definition::field::{EventColumns, Field, LeadId, Read};
use leadpact_definition::model::ApiVersion;
use leadpact_definition::scalar::{Texts, is_false};
use leadpact_definition::value::canonical_text;
use leadpact_definition::{Compiled, Path, Problem, Spec, compile};
use leadpact_files::{self as files, WriteError, nearest};

mod file;
mod log;

pub use file::{MappingFile, load};
pub use log::{LogJoin, LogMapping};

/// The head of a mapping file that the program writes, with the hint by which editors find its schema.
const HEAD: &str = "yaml-language-server: $schema=./mapping.v1.schema.json\n\
                    Where an export keeps what the rules ask for, and how it writes it. \
                    Use it with --map; 'leadpact schema mapping' prints its schema.";

/// The kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MappingKind {
    /// A mapping.
    #[default]
    Mapping,
}

/// Where an export keeps the facts of a definition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Mapping {
    /// The version of the format.
    pub api_version: ApiVersion,
    /// The kind of file.
    pub kind: MappingKind,
    /// Its name, and the digest of what it says; none: it was written by hand, or proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<MappingHead>,
    /// Where the export names its rows; none: as the rule file says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_id: Option<LeadId>,
    /// By field of the definition.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub fields: IndexMap<String, FieldMapping>,
    /// By event of the definition.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub events: IndexMap<String, EventMapping>,
    /// How the event log is written; none: with the usual headers and times in the canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<LogMapping>,
}

/// The head of a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MappingHead {
    /// A label as in RFC 1123; that of the rules it was agreed with.
    pub name: String,
    /// `sha256:` and the SHA-256, in hexadecimal, of the JSON in the form of RFC 8785 of everything but `apiVersion`,
    /// `kind` and `metadata`, as the program writes it. Where it is not, the mapping was changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_hash: Option<String>,
}

/// Where an export keeps one field. What is left out stays as the rule file says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FieldMapping {
    /// The headers, the first present wins.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub columns: Texts,
    /// How cells are written where that differs from the canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Read>,
    /// Cells that mean "nothing".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholders: Option<Vec<String>>,
    /// What separates the elements of a list in a cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// Whether this export lacks the column; the field is then missing for every lead.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
}

/// Where an export or an event log keeps one event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct EventMapping {
    /// The columns of a flat export; none: as the rule file says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<EventColumns>,
    /// What the event log calls it, beside its id and its label.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub names: Texts,
    /// Whether this export lacks the columns; what only they tell then counts as not happened.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
}

/// A definition as one export is read with it.
#[derive(Clone, Debug)]
pub struct Mapped {
    /// The definition with the mapping's columns and dialects in the place of its own. Its digest is no longer that
    /// which was signed.
    pub spec: Spec,
    /// The same, ready to score.
    pub compiled: Compiled,
    /// How the event log is written.
    pub log: LogForm,
}

/// The text of a mapping file.
///
/// # Errors
/// [`WriteError`] when it would be too large to be read back.
pub fn write(mapping: &Mapping) -> Result<String, WriteError> {
    files::write(HEAD, mapping)
}

/// What a mapping says, without its head.
struct Said<'m>(&'m Mapping);

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Mapping {
            api_version: _,
            kind: _,
            metadata: _,
            lead_id,
            fields,
            events,
            log,
        } = self.0;
        let mut map = serializer.serialize_map(None)?;
        if let Some(lead_id) = lead_id {
            map.serialize_entry("leadId", lead_id)?;
        }
        if !fields.is_empty() {
            map.serialize_entry("fields", fields)?;
        }
        if !events.is_empty() {
            map.serialize_entry("events", events)?;
        }
        if let Some(log) = log {
            map.serialize_entry("log", log)?;
        }
        map.end()
    }
}

impl From<Spellings> for Mapping {
    fn from(spellings: Spellings) -> Self {
        let field = |spelling: FieldSpelling| FieldMapping {
            columns: spelling.columns,
            read: spelling.read,
            placeholders: spelling.placeholders,
            separator: spelling.separator,
            optional: false,
        };
        let event = |spelling: EventSpelling| EventMapping {
            columns: Some(spelling.columns),
            ..EventMapping::default()
        };
        let fields = spellings.fields.into_iter();
        let events = spellings.events.into_iter();
        Self {
            lead_id: spellings.lead_id,
            fields: fields.map(|(id, spelling)| (id, field(spelling))).collect(),
            events: events.map(|(id, spelling)| (id, event(spelling))).collect(),
            ..Self::default()
        }
    }
}

impl Mapping {
    /// `sha256:` and the digest of what it says, see [`MappingHead::content_hash`].
    #[must_use]
    pub fn content_hash(&self) -> String {
        digest(canonical_json(&Said(self)).as_bytes())
    }

    /// Whether it says what it said when its digest was written; one without a digest does.
    #[must_use]
    pub fn is_as_it_says(&self) -> bool {
        let stated = self
            .metadata
            .as_ref()
            .and_then(|head| head.content_hash.as_ref());
        stated.is_none_or(|hash| *hash == self.content_hash())
    }

    /// The definition with this mapping over it.
    ///
    /// # Errors
    /// What this mapping names that the definition does not have, and what it says that cannot be. Paths are those in
    /// the mapping.
    pub fn over(&self, spec: &Spec) -> Result<Mapped, Vec<Problem>> {
        let mut problems = self.unknown(spec);
        problems.extend(self.double_names(spec));
        problems.extend(self.log.iter().flat_map(|log| log.problems(spec)));
        let mut mapped = spec.clone();
        if let Some(lead_id) = &self.lead_id {
            mapped.lead_id = Some(lead_id.clone());
        }
        for (id, mapping) in &self.fields {
            if let Some(field) = mapped.fields.get_mut(id) {
                mapping.over(field);
            }
        }
        for (id, mapping) in &self.events {
            if let Some(event) = mapped.events.get_mut(id) {
                event.optional |= mapping.optional;
                if let Some(columns) = &mapping.columns {
                    event.columns = Some(columns.clone());
                }
            }
        }
        match compile(&mapped) {
            Ok(compiled) if problems.is_empty() => Ok(Mapped {
                spec: mapped,
                compiled,
                log: log::form(self),
            }),
            Ok(_) => Err(problems),
            Err(further) => {
                problems.extend(further.into_iter().map(in_mapping));
                Err(problems)
            }
        }
    }

    fn unknown(&self, spec: &Spec) -> Vec<Problem> {
        let fields = self.fields.keys().filter_map(|id| {
            let known = spec.fields.contains_key(id);
            (!known).then(|| no_such("field", id, spec.fields.keys()))
        });
        let events = self.events.keys().filter_map(|id| {
            let known = spec.events.contains_key(id);
            (!known).then(|| no_such("event", id, spec.events.keys()))
        });
        fields.chain(events).collect()
    }

    /// A name of the log that stands for two events.
    fn double_names(&self, spec: &Spec) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut taken: IndexMap<String, &str> = IndexMap::new();
        for id in spec.events.keys() {
            taken.insert(canonical_text(id), id);
        }
        for (id, event) in &self.events {
            for (place, name) in event.names.0.iter().enumerate() {
                let owner = *taken.entry(canonical_text(name)).or_insert(id);
                if owner != id {
                    let path = Path::default().key("events").key(id).key("names");
                    problems.push(Problem {
                        path: path.index(place),
                        message: format!("`{name}` stands for the event `{owner}` already"),
                        next: "name it under one event only".to_owned(),
                    });
                }
            }
        }
        problems
    }
}

impl FieldMapping {
    /// What it says of reading, in words for a table: `date DD.MM.YYYY, decimal ','`; empty: nothing.
    #[must_use]
    pub fn dialect_in_words(&self) -> String {
        let mut parts = Vec::new();
        let listed = |words: &[String]| words.join(", ");
        if let Some(read) = &self.read {
            let drop = read.drop.as_ref().map(ToString::to_string);
            let marks = [
                ("decimal", &read.decimal),
                ("group", &read.group),
                ("drop", &drop),
            ];
            for (key, mark) in marks {
                parts.extend(
                    mark.as_ref()
                        .map(|mark| format!("{key} '{}'", visible(mark))),
                );
            }
            parts.extend(read.grouping.map(|_| "grouped the Indian way".to_owned()));
            parts.extend(read.number.map(|_| "numbers with exponents".to_owned()));
            parts.extend(read.list.map(|_| "lists as JSON".to_owned()));
            parts.extend(read.date.as_ref().map(|date| format!("date {date}")));
            if !read.true_words.is_empty() {
                parts.push(format!("yes is {}", listed(&read.true_words)));
            }
            if !read.false_words.is_empty() {
                parts.push(format!("no is {}", listed(&read.false_words)));
            }
            for (cell, value) in &read.values {
                parts.push(format!("'{cell}' is {value}"));
            }
        }
        if let Some(placeholders) = &self.placeholders {
            parts.push(format!("nothing is {}", listed(placeholders)));
        }
        parts.extend(
            self.separator
                .as_ref()
                .map(|mark| format!("cut at '{mark}'")),
        );
        parts.join(", ")
    }

    pub(crate) fn over(&self, field: &mut Field) {
        field.optional |= self.optional;
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
}

/// A mark in which a space that looks like another one is told by name.
fn visible(mark: &str) -> String {
    mark.replace('\u{a0}', "(hard space)")
        .replace('\u{202f}', "(narrow space)")
}

fn no_such<'k>(what: &str, id: &str, known: impl Iterator<Item = &'k String>) -> Problem {
    let known: Vec<&str> = known.map(String::as_str).collect();
    Problem {
        path: Path::default().key(format!("{what}s")).key(id),
        message: format!("the rules have no {what} `{id}`"),
        next: match nearest(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "take it out".to_owned(),
            None => format!("the rules have: {}", known.join(", ")),
        },
    }
}

/// The same problem with its path in the mapping: `spec › fields › a › read` is `fields › a › read` there.
fn in_mapping(problem: Problem) -> Problem {
    Problem {
        path: Path(problem.path.0.into_iter().skip(1).collect()),
        ..problem
    }
}

#[cfg(test)]
mod tests;
