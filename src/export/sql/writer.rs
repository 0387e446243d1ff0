//! What a statement is written from, and what is noted on the way.

use indexmap::{IndexMap, IndexSet};

use crate::fidelity::Fidelity;
use crate::sql::cell::mark_of;
use crate::sql::dialect::Quoting;
use leadpact_definition::Spec;
use leadpact_definition::compiled::Compiled;
use leadpact_definition::event_names::event_names;
use leadpact_definition::field::FieldType;

/// Writes one statement. Conditions and points say which facts they need; the stages below them are written last.
pub(super) struct Writer<'d> {
    pub quoting: Quoting,
    pub spec: &'d Spec,
    pub compiled: &'d Compiled,
    /// Whether events come from a table of occurrences.
    pub log: bool,
    /// The fields asked for.
    pub fields: IndexSet<usize>,
    /// The events asked for.
    pub events: IndexSet<usize>,
    /// What is worked out of the occurrences of each lead: an aggregate, and its column.
    pub aggregates: IndexMap<String, String>,
    /// What is worked out of stretches of time in which an occurrence counts once, or of those from a day on: a query, and
    /// its stage.
    pub stretches: IndexMap<String, Stretch>,
    /// What those are worked out of: a query, and its stage.
    pub sources: IndexMap<String, String>,
    pub fidelity: Fidelity,
}

/// A stage with one column that is worked out of the occurrences of a lead.
pub(super) struct Stretch {
    /// The stage, and its column.
    pub name: String,
    /// The day of the lead to which a row belongs, by the columns of `canon`; none: a lead has one row.
    pub from_day: Option<String>,
}

impl<'d> Writer<'d> {
    pub fn new(quoting: Quoting, spec: &'d Spec, compiled: &'d Compiled, log: bool) -> Self {
        let title = quoting.dialect.title();
        Self {
            quoting,
            spec,
            compiled,
            log,
            fields: IndexSet::new(),
            events: IndexSet::new(),
            aggregates: IndexMap::new(),
            stretches: IndexMap::new(),
            sources: IndexMap::new(),
            fidelity: Fidelity::new(format!("SQL for {title}")),
        }
    }

    /// The column of a field's value, and that it is needed.
    pub fn value(&mut self, field: usize) -> String {
        self.fields.insert(field);
        self.quoting.name(&self.field_name(field))
    }

    /// The name of a field's value: its number keeps apart what engines take for the same name.
    pub fn field_name(&self, field: usize) -> String {
        let id = self.spec.fields.get_index(field).map(|(id, _)| id.as_str());
        format!("f{field}_{}", short(id.unwrap_or_default()))
    }

    pub fn event_name(&self, event: usize, part: &str) -> String {
        let id = self.spec.events.get_index(event).map(|(id, _)| id.as_str());
        format!("e{event}_{part}_{}", short(id.unwrap_or_default()))
    }

    pub fn kind(&self, field: usize) -> FieldType {
        let field = self.spec.fields.get_index(field);
        field.map_or(FieldType::Text, |(_, field)| field.kind)
    }

    /// The mark between the elements of a list field.
    pub fn mark(&self, field: usize) -> String {
        let field = self.spec.fields.get_index(field);
        field.map_or_else(|| ";".to_owned(), |(_, field)| mark_of(field))
    }
}

/// The start of an id, which leaves room for a prefix in every engine.
fn short(id: &str) -> &str {
    id.get(..40).unwrap_or(id)
}

/// The day an event rule or condition takes for no window.
pub(super) const NO_WINDOW: i32 = i32::MAX;

/// The names by which a log may call each event, in canonical form, those aside that no engine can write.
pub(super) fn names_in_log(spec: &Spec) -> IndexMap<String, usize> {
    let mut names = event_names(spec);
    names.retain(|name, _| !name.contains('\0'));
    names
}
