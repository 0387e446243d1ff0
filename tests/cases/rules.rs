//! Leads and what rules make of them. The rules are a fragment of a rule file (its `spec`), a case is one of its golden
//! leads with a name in words.

use indexmap::IndexMap;
use leadpact_definition::date::Day;
use leadpact_definition::golden::{Expect, GoldenEvent, GoldenLead, run_one};
use leadpact_definition::{Spec, compile};
use serde::Deserialize;
use serde_yaml::Spanned;

use super::{Wrong, each};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct File {
    /// The day on which the leads are scored.
    as_of: Day,
    rules: Spec,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: Spanned<String>,
    /// Cells of the record, by field.
    #[serde(default)]
    fields: IndexMap<String, String>,
    /// Days on which something happened, by event.
    #[serde(default)]
    events: IndexMap<String, Vec<String>>,
    /// As in a golden lead: stage, status, grade, and points by score.
    expect: Expect,
}

#[test]
fn leads_come_to_what_the_cases_say() {
    each("rules", 60, |file: File, wrong: &mut Wrong| {
        let compiled = compile(&file.rules).unwrap_or_else(|problems| {
            let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
            panic!("{}: {}", wrong.file.display(), told.join("\n"));
        });
        let count = file.cases.len();
        for case in file.cases {
            let known = |id: &String| file.rules.fields.contains_key(id);
            assert!(case.fields.keys().all(known), "{}", case.name.value);
            let known = |id: &String| file.rules.events.contains_key(id);
            assert!(case.events.keys().all(known), "{}", case.name.value);
            let events = case.events.into_iter().flat_map(|(event, days)| {
                let at = move |at| GoldenEvent {
                    event: event.clone(),
                    at,
                };
                days.into_iter().map(at)
            });
            let lead = GoldenLead {
                id: "case".to_owned(),
                because: None,
                as_of: file.as_of,
                fields: case.fields,
                events: events.collect(),
                expect: case.expect,
            };
            for found in run_one(&compiled, &lead).differences {
                let says = format!("{} {}", found.key, found.expected);
                wrong.unless_same(&case.name, &says, &format!("{} {}", found.key, found.got));
            }
        }
        count
    });
}
