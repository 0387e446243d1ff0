//! Plain English.

use crate::{
    condition::Condition,
    say,
    score::Rule,
    tests::{read, spec},
};

const SPEC: &str = "\
fields: {employees: {type: number}, job_title: {type: words}, consent: {type: boolean, label: Consent}, seen: {type: date}}
events: {demo: {label: Asked for a demo}, pql: {label: PQL seen}, trial: {}}
stages: [{id: mql, name: Marketing qualified lead}]
";

#[test]
fn conditions() {
    let spec = spec(SPEC);
    for (yaml, expected) in [
        (
            "{field: employees, atLeast: 50}",
            "employees is at least 50",
        ),
        (
            "{field: employees, between: [1, 2.5]}",
            "employees is from 1 to 2.5",
        ),
        (
            "{field: job_title, hasAny: [vp, chief, head of]}",
            "job title has vp, chief or head of",
        ),
        (
            "{field: job_title, hasAll: [vp, sales]}",
            "job title has vp and sales",
        ),
        ("{field: consent, is: false}", "Consent is no"),
        ("{field: seen, within: 1d}", "seen is within the last 1 day"),
        ("{field: seen, missing: true}", "seen is missing"),
        (
            "{event: demo, within: 90d}",
            "asked for a demo within 90 days",
        ),
        ("{event: pql}", "PQL seen"),
        ("{event: trial, atLeast: 2}", "trial at least 2 times"),
        (
            "{event: trial, days: {atLeast: 7}, within: 7d}",
            "trial on at least 7 days (different ones) within 7 days",
        ),
        ("{score: total, above: 0}", "total is above 0"),
        ("{grade: fit, in: [A, B]}", "grade fit is A or B"),
        ("{stage: mql}", "Marketing qualified lead or higher"),
        (
            "{all: [{event: demo}, {any: [{event: trial}, {score: total, is: 3}]}]}",
            "asked for a demo and (trial or total is 3)",
        ),
        ("{none: [{event: demo}]}", "not (asked for a demo)"),
        (
            "{atLeast: 1, of: [{event: demo}, {event: trial}]}",
            "at least 1 of: asked for a demo; trial",
        ),
        ("{all: []}", "always"),
    ] {
        let condition: Condition = read(yaml).unwrap();
        assert_eq!(say::condition(&spec, &condition), expected, "{yaml}");
    }
}

#[test]
fn a_rule_reads_in_the_words_that_people_chose() {
    let spec = spec("\
fields:
  access: {type: level, levels: [none, asks, shares, holds], words: {none: None, asks: Can ask for it, shares: Approves it together with others, holds: Holds it alone}}
  seniority: {type: level, levels: [a, b, c, d, e, f], words: {a: Intern, b: Specialist, c: Manager, d: Director, e: VP, f: C-level or owner}}
  job_title: {type: words, label: Job title, words: {it: IT, cio: IT, security: Security, hr: People and HR}}
  source: {type: text, label: Source, words: {google ads: Advertising, facebook: Advertising}}
  products: {type: list, words: {p1: The first one}}
");
    for (yaml, expected) in [
        (
            "{field: access, atLeast: shares}",
            "access: approves it together with others or holds it alone",
        ),
        ("{field: access, is: none}", "access: none"),
        (
            "{field: access, atMost: ASKS}",
            "access: none or can ask for it",
        ),
        (
            "{field: seniority, atLeast: e}",
            "seniority: VP or C-level or owner",
        ),
        (
            "{field: seniority, atLeast: b}",
            "seniority: specialist or above",
        ),
        (
            "{field: seniority, in: [c, f]}",
            "seniority: manager or C-level or owner",
        ),
        ("{field: seniority, present: true}", "seniority is known"),
        (
            "{field: job_title, hasAny: [IT, cio, security]}",
            "Job title points to IT or security",
        ),
        // Half of what IT stands for is not IT.
        ("{field: job_title, hasAny: [it]}", "Job title has it"),
        (
            "{field: job_title, hasAny: [hr, night auditor]}",
            "Job title points to people and HR or night auditor",
        ),
        (
            "{field: source, in: [Google Ads, facebook, fair]}",
            "Source is Advertising or fair",
        ),
        (
            "{field: products, hasAny: [p1]}",
            "products points to the first one",
        ),
    ] {
        let condition: Condition = read(yaml).unwrap();
        assert_eq!(say::condition(&spec, &condition), expected, "{yaml}");
    }
    assert_eq!(say::cell(&spec, "access", "holds"), "holds it alone");
    assert_eq!(say::cell(&spec, "source", " fair "), "fair");
}

#[test]
fn a_name_is_the_beginning_of_a_text() {
    assert_eq!(
        say::short_name("IT director. Booked a demo."),
        "IT director"
    );
    assert_eq!(say::short_name("  One word only.  "), "One word only");
    assert_eq!(
        say::short_name(
            "A person who wrote a long letter about everything under the sun, and then called"
        ),
        "A person who wrote a long letter about everything under the …"
    );
    assert_eq!(say::short_name(""), "");
}

#[test]
fn rules() {
    let spec = spec(SPEC);
    for (yaml, expected) in [
        (
            "{id: r, points: 20, when: {field: employees, above: 5}}",
            "+20 points when employees is above 5",
        ),
        (
            "{id: r, points: -1, when: {event: demo}}",
            "-1 point when asked for a demo",
        ),
        (
            "{id: r, field: employees, bands: [{below: 50, points: 0}, {points: 10}], whenMissing: -5}",
            "points by employees: below 50: +0, from there on: +10; -5 points when it is missing",
        ),
        (
            "{id: r, field: employees, per: unit, points: 2, cap: 20}",
            "+2 points for each unit of employees, at most 20",
        ),
        (
            "{id: r, event: demo, points: 5, per: month, within: 90d}",
            "+5 points for each calendar month the lead asked for a demo within 90 days",
        ),
        (
            "{id: r, event: demo, points: 5, per: week}",
            "+5 points for each week (Monday to Sunday) the lead asked for a demo",
        ),
        (
            "{id: r, event: demo, points: 5, per: {days: 30}}",
            "+5 points for each block of 30 days counted back from the day of scoring in which the lead asked for a demo",
        ),
        (
            "{id: r, event: demo, points: 5, per: {cooldown: 30d}}",
            "+5 points each time the lead asked for a demo, at least 30 days after the last time that counted",
        ),
        (
            "{id: r, event: demo, points: 5, per: {cooldown: 1d}, within: 90d, since: {field: seen_at}, when: {field: employees, above: 5}}",
            "+5 points each time the lead asked for a demo within 90 days on or after the day of seen at, if any, at least 1 day after the last time that counted, for leads where employees is above 5",
        ),
        (
            "{id: r, points: 5, when: {event: demo, since: {event: bounced}, within: 9d, atLeast: 2}}",
            "+5 points when asked for a demo at least 2 times within the last 9 days and on or after the last day of bounced, if any",
        ),
        (
            "{id: r, event: demo, points: 5, decay: [{within: 30d, keep: 100%}, {keep: 50%}]}",
            "+5 points when the lead asked for a demo (keeps 100% up to 30 days, 50% later)",
        ),
        (
            "{id: r, firstOf: [{when: {event: demo}, points: 5}, {points: 1}]}",
            "the first that holds: +5 points when asked for a demo; else +1 point",
        ),
    ] {
        let rule: Rule = read(yaml).unwrap();
        assert_eq!(say::rule(&spec, &rule), expected, "{yaml}");
    }
}

#[test]
fn gates_stages_and_promises() {
    let spec = crate::tests::spec("\
stages: [{id: mql, name: MQL, when: {score: total, atLeast: 60}, exit: {event: left}}]
gates: [{id: g, qualify: mql, when: {event: demo}}, {id: h, disqualify: true, when: {event: bought}}]
sla: {promises: [{id: contact, by: sales, promise: Call every MQL, measure: time-to-event, within: {value: 1, unit: business-days}, targetPercent: 95}, {id: volume, by: marketing, measure: count, of: {stage: mql}, atLeast: 120, per: month}]}
");
    assert_eq!(
        say::stage(&spec, &spec.stages[0]),
        "MQL: total is at least 60; leaves when left"
    );
    assert_eq!(say::gate(&spec, &spec.gates[0]), "enters MQL when demo");
    assert_eq!(say::gate(&spec, &spec.gates[1]), "disqualified when bought");
    let names = say::promise::Names::of_rules(&spec);
    let promises = &spec.sla.as_ref().unwrap().promises;
    let said: Vec<String> = promises
        .iter()
        .map(|promise| say::promise::sentence(&names, promise))
        .collect();
    assert_eq!(
        said,
        [
            "Sales [does what?] within 1 business day (by close) after [what happened?], in 95 of 100 cases. In their words: \u{201c}Call every MQL\u{201d}",
            "Marketing delivers at least 120 MQLs a month.",
        ]
    );
}
