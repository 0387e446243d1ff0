//! Sources that name none.

use indexmap::IndexMap;

use crate::{
    condition::{Condition, Test},
    lint::{
        Lint, Linter,
        meaning::{is_source, wanted},
        reading::conditions,
    },
    model::Spec,
    problem::Path,
    sla::RequiredField,
    value::canonical_text,
};

/// Cells that say through what a lead came and not what brought it, in canonical form.
pub const VAGUE_SOURCES: [&str; 8] = [
    "website", "direct", "other", "unknown", "internet", "offline", "web", "none",
];

/// The fields for a source of which something asks that they are filled, each with what asks first, in words.
#[must_use]
pub fn asked_sources(spec: &Spec) -> IndexMap<&str, String> {
    let mut asked: IndexMap<&str, String> = IndexMap::new();
    let promises = spec.sla.iter().flat_map(|sla| &sla.promises);
    for promise in promises {
        for field in &promise.fields {
            let fields = match field {
                RequiredField::Field(field) => std::slice::from_ref(field),
                RequiredField::AnyOf(fields) => fields,
            };
            for field in fields {
                asked
                    .entry(field)
                    .or_insert_with(|| format!("the promise `{}`", promise.id));
            }
        }
    }
    for (path, condition) in conditions(spec) {
        wanted(condition, &mut |part| {
            if let Condition::Field {
                field,
                test: Test::Present,
            } = part
            {
                asked.entry(field).or_insert_with(|| path.to_string());
            }
        });
    }
    let source = |id: &str| {
        spec.fields
            .get(id)
            .is_some_and(|field| is_source(id, field))
    };
    asked.retain(|id, _| source(id));
    asked
}

impl Linter<'_> {
    /// A promise or a stage that a lead fulfils by coming from `website`.
    pub(super) fn sources(&mut self) {
        for (id, asks) in asked_sources(self.spec) {
            let Some(field) = self.spec.fields.get(id) else {
                continue;
            };
            let holders: Vec<String> = field
                .placeholders
                .iter()
                .map(|h| canonical_text(h))
                .collect();
            let taken = VAGUE_SOURCES
                .iter()
                .filter(|tag| !holders.iter().any(|h| h == *tag));
            let taken: Vec<&str> = taken.copied().collect();
            if taken.is_empty() {
                continue;
            }
            self.warn(
                Lint::VagueSource,
                Path::spec().key("fields").key(id),
                format!("`{id}` takes {} for a source", quoted(&taken)),
                &format!("they name nothing that brought the lead, and are enough for {asks}"),
                "add those that your CRM writes to its `placeholders`, and choose sources that name what people can say",
            );
        }
    }
}

fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(", ")
}
