//! What a mapping says of an event log: its columns, what names an event, and how a lead finds what it did.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::events::{Join, LogForm};
use crate::mapping::{Mapping, no_such};
use leadpact_definition::field::{Field, FieldType, Read};
use leadpact_definition::scalar::Texts;
use leadpact_definition::{Path, PathStep, Problem, Spec, compile};

/// How an event log is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LogMapping {
    /// Headers of the log's column that names the lead, the first present wins: with the lead's id, or with what `join`
    /// says.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub lead_id: Texts,
    /// Headers of the column with the event's name.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub event: Texts,
    /// Headers of the columns that name the event together, in place of `event`: their filled cells joined by `/`, as in
    /// `Call/Connected`. All must be there.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub event_parts: Texts,
    /// The id of the event that every row tells, in place of `event`: a log of calls, in which no column says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_row: Option<String>,
    /// How a lead finds its rows; none: by its id, and all of them count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join: Option<LogJoin>,
    /// Headers of the column with the time.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub at: Texts,
    /// How a time is written where that differs from the canonical form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Read>,
}

/// How a lead finds its rows in an event log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LogJoin {
    /// Headers of the column of the leads whose cell the log's `leadId` column names, the first present wins, for example
    /// a contact's id that several leads share; none: the lead's id. An empty cell finds nothing.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub columns: Texts,
    /// A field of type date or datetime: only rows on that day or later count for the lead, and none where the day is not
    /// known; none: all rows count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

impl LogMapping {
    /// What it names that the rules do not have, and what it says that cannot be.
    pub(super) fn problems(&self, spec: &Spec) -> Vec<Problem> {
        let mut problems = self.dialect();
        problems.extend(self.two_ways());
        if let Some(id) = &self.every_row
            && !spec.events.contains_key(id)
        {
            let path = Path::default().key("log").key("everyRow");
            let no_such = no_such("event", id, spec.events.keys());
            problems.push(Problem { path, ..no_such });
        }
        problems.extend(self.start(spec));
        problems
    }

    /// What says in two ways which event a row tells.
    fn two_ways(&self) -> Option<Problem> {
        let said = [
            ("event", !self.event.is_empty()),
            ("eventParts", !self.event_parts.is_empty()),
            ("everyRow", self.every_row.is_some()),
        ];
        let mut said = said.iter().filter(|(_, is_said)| *is_said);
        let (first, second) = (said.next()?, said.next()?);
        Some(Problem {
            path: Path::default().key("log").key(second.0),
            message: format!("`{}` says already which event a row tells", first.0),
            next: format!("keep `{}` or `{}`", first.0, second.0),
        })
    }

    /// What is wrong with the day from which rows count.
    fn start(&self, spec: &Spec) -> Option<Problem> {
        let id = self.join.as_ref()?.from.as_ref()?;
        let path = Path::default().key("log").key("join").key("from");
        let Some(field) = spec.fields.get(id) else {
            let no_such = no_such("field", id, spec.fields.keys());
            return Some(Problem { path, ..no_such });
        };
        let is_day = matches!(field.kind, FieldType::Date | FieldType::Datetime);
        (!is_day).then(|| Problem {
            path,
            message: format!("`{id}` is no field with a day"),
            next: "name a field of type date or datetime".to_owned(),
        })
    }

    /// What is wrong with `read`: it is checked as that of a field with a day and a time.
    fn dialect(&self) -> Vec<Problem> {
        let field = Field {
            kind: FieldType::Datetime,
            read: self.read.clone(),
            ..Field::default()
        };
        let spec = Spec {
            fields: IndexMap::from([("at".to_owned(), field)]),
            ..Spec::default()
        };
        let Err(problems) = compile(&spec) else {
            return Vec::new();
        };
        let in_log = |problem: Problem| {
            let within = problem.path.0.into_iter().skip(3);
            let path = [PathStep::Key("log".to_owned())].into_iter().chain(within);
            Problem {
                path: Path(path.collect()),
                ..problem
            }
        };
        problems.into_iter().map(in_log).collect()
    }
}

/// How the log is written, with the names that it gives the events.
pub(super) fn form(mapping: &Mapping) -> LogForm {
    let log = mapping.log.clone().unwrap_or_default();
    let join = log.join.unwrap_or_default();
    let names = mapping.events.iter();
    LogForm {
        lead_id: log.lead_id,
        event: log.event,
        event_parts: log.event_parts,
        every_row: log.every_row,
        join: Join {
            columns: join.columns,
            from: join.from,
        },
        at: log.at,
        read: log.read,
        names: names
            .map(|(id, event)| (id.clone(), event.names.0.clone()))
            .collect(),
    }
}
