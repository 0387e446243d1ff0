//! What an export lacks, taken as absent when somebody says so: columns as not known, events as not happened, leads
//! without an id as numbered.

use std::fmt;

use serde::Serialize;

use crate::asked;
use crate::header::first_of;
use leadpact_definition::Spec;
use leadpact_definition::field::LeadId;
use leadpact_definition::scalar::Texts;

/// What was taken as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Absent {
    /// Whether leads are numbered because no column names them.
    pub lead_id: bool,
    /// The fields without a column, in the definition's order.
    pub fields: Vec<String>,
    /// The events of which a column is not there, in the definition's order.
    pub events: Vec<String>,
}

impl Absent {
    /// Changes `spec` so that a file with this header can be scored by it. What the rules let an export lack already is
    /// not among what comes back. `from_log`: events come from an event log; leads then need their id.
    pub fn take(spec: &mut Spec, header: &[String], from_log: bool) -> Self {
        let asked: Vec<String> = asked::by_rules(spec)
            .into_iter()
            .map(str::to_owned)
            .collect();
        let lacks = |names: &[String]| first_of(header, names).is_empty();
        let mut absent = Self::default();
        let id = spec.lead_id.as_ref();
        if !from_log && id.is_some_and(|id| !id.number && lacks(&id.columns.0)) {
            absent.lead_id = true;
            spec.lead_id = Some(LeadId {
                number: true,
                ..LeadId::default()
            });
        }
        for (id, field) in &mut spec.fields {
            let own = [id.clone()];
            let listed = field.columns.0.as_slice();
            let names = if listed.is_empty() { &own } else { listed };
            if asked.contains(id) && !field.optional && lacks(names) {
                field.optional = true;
                absent.fields.push(id.clone());
            }
        }
        for (id, event) in &mut spec.events {
            let columns = event.columns.clone().unwrap_or_default();
            let gone = |names: &Texts| !names.is_empty() && lacks(&names.0);
            let lacks = gone(&columns.count) || gone(&columns.last);
            if asked.contains(id) && !from_log && !event.optional && lacks {
                event.optional = true;
                absent.events.push(id.clone());
            }
        }
        absent
    }

    /// Whether nothing was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// One line for each kind, with a line feed at its end: what is not there, and what that means.
impl fmt::Display for Absent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lead_id {
            f.write_str(
                "look: no column names the leads; they are numbered (--missing-as-absent)\n",
            )?;
        }
        if !self.fields.is_empty() {
            let fields = self.fields.join(", ");
            writeln!(
                f,
                "look: no column for {fields}: not known for any lead (--missing-as-absent)"
            )?;
        }
        if !self.events.is_empty() {
            let events = self.events.join(", ");
            writeln!(
                f,
                "look: a column is lacking for {events}: what it would tell has not happened (--missing-as-absent)"
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_taken_as_absent_and_named() {
        let rules = "leadId: {columns: [Lead ID]}\nfields: {a: {type: text, columns: [A]}, b: {type: text}, c: {type: text}}\n\
                     events: {e: {columns: {count: E}}, l: {}}\n\
                     gates:\n- {id: g, suspend: true, when: {all: [{field: a, present: true}, {field: b, present: true}, {event: e}, {event: l}]}}\n";
        let mut spec: Spec = leadpact_files::read("r.yaml", rules.as_bytes()).expect("rules");
        let header: Vec<String> = ["x", "B"].map(str::to_owned).to_vec();
        let absent = Absent::take(&mut spec, &header, false);
        assert_eq!(
            absent.to_string(),
            "look: no column names the leads; they are numbered (--missing-as-absent)\n\
             look: no column for a: not known for any lead (--missing-as-absent)\n\
             look: a column is lacking for e: what it would tell has not happened (--missing-as-absent)\n"
        );
        assert!(crate::header::find(&spec, &header, false).is_ok());
        assert!(Absent::take(&mut spec, &header, false).is_empty(), "once");
    }
}
