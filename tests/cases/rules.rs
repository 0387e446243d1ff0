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

/// The golden lead that a case is.
fn golden(case: &Case, as_of: Day) -> GoldenLead {
    let events = case.events.iter().flat_map(|(event, days)| {
        let at = |at: &String| GoldenEvent {
            event: event.clone(),
            at: at.clone(),
        };
        days.iter().map(at)
    });
    GoldenLead {
        id: "case".to_owned(),
        because: None,
        as_of,
        fields: case.fields.clone(),
        events: events.collect(),
        expect: case.expect.clone(),
    }
}

#[test]
fn leads_come_to_what_the_cases_say() {
    each("rules", 60, |file: File, wrong: &mut Wrong| {
        for case in &file.cases {
            if case.expect == Expect::default() {
                wrong.note(&case.name, "nothing is expected");
            }
            let golden = golden(case, file.as_of);
            let mut rules = file.rules.clone();
            rules.golden_leads = vec![golden.clone()];
            let compiled = match compile(&rules) {
                Ok(compiled) => compiled,
                Err(problems) => {
                    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
                    wrong.note(&case.name, told.join("; "));
                    continue;
                }
            };
            for found in run_one(&compiled, &golden).differences {
                let says = format!("{} {}", found.key, found.expected);
                wrong.unless_same(&case.name, &says, &format!("{} {}", found.key, found.got));
            }
        }
        file.cases.len()
    });
}
