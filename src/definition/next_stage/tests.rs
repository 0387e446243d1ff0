//! The way to the next stage: worked out by hand from the points.

use crate::{
    compile,
    golden::{GoldenLead, lead_of},
    next_stage::{NextStage, Steps, Way, next_stages},
    tests::{read, spec},
    value::day_number,
};

fn ways(definition: &str, lead: &str) -> Vec<NextStage> {
    let spec = spec(definition);
    let compiled = compile(&spec).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let golden: GoldenLead = read(&format!(
        "{{id: x, asOf: 2026-01-01, expect: {{}}, {lead}}}"
    ))
    .unwrap();
    let (lead, _) = lead_of(&compiled, &golden);
    next_stages(&spec, &compiled, &lead, day_number(golden.as_of.0))
}

fn steps(next: &NextStage) -> &Steps {
    let Way::Found(steps) = &next.way else {
        panic!("{:?}", next.way);
    };
    steps
}

fn needed(next: &NextStage) -> Vec<&str> {
    let changes = steps(next).changes.iter();
    changes.map(|change| change.needed.as_str()).collect()
}

const BASE: &str = "\
fields: {employees: {type: number}, title: {type: words}, country: {type: text}, customer: {type: boolean}}
events: {demo: {label: Requested a demo}, webinar: {label: Attended a webinar}, left: {}}
gates:
  - {id: competitor, disqualify: true, when: {field: country, is: xx}}
  - {id: asked, qualify: sql, when: {event: demo}}
scores:
  fit:
    cap: 40
    rules:
      - {id: size, field: employees, bands: [{below: 50, points: 0}, {below: 1000, points: 15}, {points: 10}]}
      - {id: title, points: 20, when: {field: title, hasAny: [director, vp]}}
      - {id: home, points: 10, when: {field: country, in: [de, fr]}}
  engagement:
    rules:
      - {id: webinar, points: 10, event: webinar, per: day, cap: 30}
      - {id: left, points: -50, event: left}
  total: {sum: [fit, engagement]}
stages:
  - {id: lead, name: Lead}
  - {id: mql, name: MQL, when: {all: [{score: total, atLeast: 30}, {score: engagement, above: 0}]}}
  - {id: sql, name: SQL, when: {score: total, atLeast: 65}}
";

#[test]
fn one_change_is_found_with_its_rule_and_the_scores_then() {
    // 20 for the title; one webinar gives the 10 that are missing and the engagement.
    let ways = ways(BASE, "fields: {title: VP Sales}");
    assert_eq!(ways[0].now.as_deref(), Some("lead"));
    assert_eq!(needed(&ways[0]), ["attended a webinar"]);
    let first = steps(&ways[0]);
    assert_eq!((first.stage.as_str(), first.smallest), ("mql", true));
    assert_eq!(first.changes[0].rules, [("webinar".to_owned(), 10)]);
    assert_eq!(first.scores[2], ("total".to_owned(), Some(30)));
    // A demo opens the stage above at once: it asks for no more.
    assert_eq!(needed(&ways[1]), ["requested a demo"]);
    assert_eq!(steps(&ways[1]).stage, "sql");
}

#[test]
fn to_find_out_comes_before_to_act_and_that_before_to_change() {
    // 10 for the webinar; 20 more by the title (missing) rather than by the country, which is known and would not do.
    let ways = ways(
        BASE,
        "fields: {country: us}, events: [{event: webinar, at: 2025-12-01}]",
    );
    assert_eq!(needed(&ways[0]), ["title has director or vp"]);
}

#[test]
fn two_changes_where_one_is_not_enough() {
    // Nothing known: a webinar for the engagement, and 20 more points.
    let ways = ways(BASE, "fields: {}");
    assert_eq!(steps(&ways[0]).changes.len(), 2);
    assert!(steps(&ways[0]).smallest);
    assert_eq!(steps(&ways[0]).scores[2].1, Some(30));
    assert!(needed(&ways[0]).contains(&"title has director or vp"));
    assert!(needed(&ways[0]).contains(&"attended a webinar"));
}

#[test]
fn many_changes_are_found_step_by_step_and_only_those_that_are_needed() {
    let ways = ways(
        "\
fields: {a: {type: boolean}, b: {type: boolean}, c: {type: boolean}, d: {type: boolean}, n: {type: number}}
stages:
  - {id: lead}
  - {id: accepted, when: {all: [{field: a, is: true}, {field: b, is: true}, {field: c, is: true}, {any: [{field: d, is: true}, {field: n, atLeast: 500}]}]}}
",
        "fields: {b: yes, d: no}",
    );
    // Of the last two the unknown one is asked for: d is known to be otherwise.
    assert_eq!(
        needed(&ways[0]),
        ["a is yes", "c is yes", "n is at least 500"]
    );
}

#[test]
fn a_gate_an_exit_the_top_and_no_way_are_told() {
    let top = ways(BASE, "events: [{event: demo, at: 2025-12-01}]");
    assert_eq!((top.len(), &top[0].way), (1, &Way::Highest));
    let out = ways(BASE, "fields: {country: XX, title: VP}");
    assert_eq!(
        out[0].way,
        Way::Blocked(vec![
            "competitor: disqualified when country is xx".to_owned()
        ])
    );
    let exits = "\
events: {won: {}, e: {}}
stages: [{id: lead}, {id: mql, name: MQL, when: {event: e}, exit: {event: won}}]
";
    assert_eq!(
        ways(exits, "events: [{event: won, at: 2025-12-01}]")[0].way,
        Way::Blocked(vec!["a lead leaves MQL when won".to_owned()])
    );
    // What happened cannot be undone.
    let never = "\
events: {left: {}}
stages: [{id: lead}, {id: mql, when: {none: [{event: left}]}}]
";
    assert_eq!(
        ways(never, "events: [{event: left, at: 2025-12-01}]")[0].way,
        Way::NotFound
    );
}

#[test]
fn tracks_grades_and_what_is_not_known() {
    let definition = "\
fields: {n: {type: number}, host: {type: boolean}}
events: {used: {label: Used it}}
scores: {s: {rules: [{id: n, field: n, bands: [{below: 10, points: 0}, {points: 5}], whenMissing: not-enough-known}]}}
grades:
  product:
    - {when: {all: [{field: host, is: true}, {event: used, days: {atLeast: 3}, within: 30d}]}, grade: A}
    - {when: {event: used}, grade: B}
    - {grade: C}
stages:
  - {id: lead}
  - {id: good, when: {score: s, atLeast: 5}}
  - {id: pql, track: product, when: {grade: product, in: [A]}}
";
    let ways = ways(definition, "events: [{event: used, at: 2025-12-01}]");
    // Not enough known: any number makes it a lead, one in the upper band a good one.
    assert_eq!(ways[0].now, None);
    assert_eq!(needed(&ways[0]), ["n is below 10"]);
    assert_eq!(needed(&ways[1]), ["n is 10 or more"]);
    let product = ways.iter().find(|next| next.track == "product").unwrap();
    let needed = needed(product);
    assert_eq!(steps(product).stage, "pql");
    assert!(needed.contains(&"host is yes"), "{needed:?}");
    assert!(
        needed.contains(&"used it on at least 3 days (different ones) within 30 days"),
        "{needed:?}"
    );
}

#[test]
fn where_a_known_fact_would_have_to_change_the_way_that_leaves_it_is_told_too() {
    let definition = "\
fields: {size: {type: number}, role: {type: text}, team: {type: text}}
scores:
  fit:
    rules:
      - {id: size, field: size, bands: [{below: 1000, points: 0}, {points: 20}]}
      - {id: role, points: 10, when: {field: role, is: engineer}}
      - {id: team, points: 10, when: {field: team, is: data}}
stages: [{id: lead}, {id: mql, when: {score: fit, atLeast: 20}}]
";
    let two = ways(definition, "fields: {size: '10'}");
    assert_eq!(needed(&two[0]), ["size is 1,000 or more"]);
    assert!(!steps(&two[0]).keeps_known);
    assert_eq!(needed(&two[1]), ["role is engineer", "team is data"]);
    assert!(steps(&two[1]).keeps_known);
    // With the size missing there is one way, and it is the first.
    let one = ways(definition, "fields: {}");
    assert_eq!(
        (one.len(), needed(&one[0])),
        (1, vec!["size is 1,000 or more"])
    );
}
