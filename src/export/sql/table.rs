//! The columns of the table that a statement reads.

use leadpact_definition::Spec;
use leadpact_definition::scalar::Texts;

/// What the columns of the table are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableColumns {
    /// The lead's id; none: rows are numbered.
    pub id: Option<String>,
    /// By field, in the definition's order; none: the table has no such column, every lead lacks the fact.
    pub fields: Vec<Option<String>>,
    /// By event, in the definition's order.
    pub events: Vec<EventTableColumns>,
}

/// What the columns of one event are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventTableColumns {
    /// How often it happened; none: no such column.
    pub count: Option<String>,
    /// The day of the last time; none: no such column.
    pub last: Option<String>,
}

impl TableColumns {
    /// As the definition names them: the first of the headers listed, else the id of the field.
    #[must_use]
    pub fn declared(spec: &Spec) -> Self {
        let first = |texts: &Texts| texts.0.first().cloned();
        let id = spec.lead_id.as_ref().and_then(|id| first(&id.columns));
        Self {
            id: Some(id.unwrap_or_else(|| "id".to_owned())),
            fields: spec
                .fields
                .iter()
                .map(|(id, field)| Some(first(&field.columns).unwrap_or_else(|| id.clone())))
                .collect(),
            events: spec
                .events
                .values()
                .map(|event| {
                    let columns = event.columns.clone().unwrap_or_default();
                    EventTableColumns {
                        count: first(&columns.count),
                        last: first(&columns.last),
                    }
                })
                .collect(),
        }
    }
}
