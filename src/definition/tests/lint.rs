//! What is allowed but probably not meant.

use crate::definition::{lint::lint, tests::spec};

fn found(yaml: &str) -> Vec<String> {
    lint(&spec(yaml))
        .iter()
        .map(|w| format!("{}: {}", w.path, w.what))
        .collect()
}

#[test]
fn each_warning_is_found() {
    let cases = [
        (
            "statement: Someone engaged who came recently",
            "spec › statement: the statement says \"engaged\"",
        ),
        (
            "lists: {l: {version: 1, values: [Zürich]}}",
            "spec › lists › l › values › 1: the value \"Zürich\" has letters other than a to z",
        ),
        (
            "lists: {l: {version: 1, values: [a, A]}}",
            "spec › lists › l › values › 2: \"A\" stands twice in the list",
        ),
        (
            "gates: [{id: g, suspend: true, when: {none: [{field: t, in: ['x ']}]}}]",
            "spec › gates › 1 › when: the value \"x \" has a space before or after it",
        ),
        (
            "fields: {t: {type: list}}\ngates: [{id: g, suspend: true, when: {field: t, hasAny: ['a;b']}}]",
            "spec › gates › 1 › when: the value \"a;b\" contains the list's separator",
        ),
        (
            "fields: {t: {type: text, placeholders: [Select]}}\ngates: [{id: g, suspend: true, when: {field: t, is: select}}]",
            "spec › gates › 1 › when: the value \"select\" is a placeholder of the field",
        ),
        (
            "scores: {s: {rules: [{id: r, points: 5, when: {event: e}}]}}",
            "spec › gates: nothing speaks against a lead: no gate and no negative points",
        ),
        (
            "scores: {s: {rules: [{id: r, points: 5, when: {event: e}}]}}\nstages: [{id: a, name: A}]",
            "spec › scores › s: the score `s` can never change a stage",
        ),
        (
            "scores: {s: {rules: [{id: r, points: 0, when: {event: e}}]}}",
            "spec › scores › s › rules › 1: the rule `r` can never change a stage",
        ),
        (
            "grades: {g: [{grade: A}]}\nstages: [{id: a, name: A}]",
            "spec › grades › g: the grade `g` can never change a stage",
        ),
        (
            "scores: {s: {rules: [{id: a, points: 5, when: {field: t, is: x}}, {id: b, points: 5, when: {field: t, contains: x}}]}}",
            "spec › scores: the field `t` gives points in 2 rules: `a`, `b`",
        ),
        (
            "stages: [{id: a, name: A}, {id: b, name: B}]",
            "spec › stages › 2: every lead enters the stage `b`",
        ),
        (
            "stages: [{id: a, name: A}]",
            "spec › stages › 1: the stage `a` has no owner",
        ),
        (
            "stages: [{id: a, name: A}]",
            "spec › goldenLeads: there are no golden leads",
        ),
        (
            "stages: [{id: a, name: A, handOff: [phone]}]",
            "spec › stages › 1 › handOff › 1: there is no field `phone` to hand off",
        ),
        (
            "sla: {promises: [{id: p, by: sales, measure: completeness, fields: [{anyOf: [email]}]}]}",
            "spec › sla › promises › 1: there is no field or event `email`",
        ),
    ];
    for (yaml, expected) in cases {
        let found = found(yaml);
        assert!(
            found.iter().any(|warning| warning == expected),
            "{yaml}\nexpected {expected}\nfound {found:#?}"
        );
    }
}

#[test]
fn a_sound_definition_has_no_warnings() {
    assert_eq!(found("\
statement: A person who asked for a demo within 90 days
fields: {size: {type: number}, source: {type: text}}
events: {demo: {}}
gates: [{id: bought, disqualify: true, when: {field: source, is: purchased list}}]
scores:
  fit: {rules: [{id: size, field: size, bands: [{below: 50, points: 0}, {points: 20}]}]}
  did: {rules: [{id: demo, event: demo, points: 30}]}
  total: {sum: [fit, did]}
grades: {fit: [{atLeast: 20, grade: A}, {grade: B}]}
stages:
  - {id: lead, name: Lead, owner: marketing}
  - {id: mql, name: MQL, owner: marketing, when: {any: [{score: total, atLeast: 40}, {grade: fit, in: [A]}]}}
goldenLeads: [{id: g, asOf: 2026-01-01, expect: {stage: lead}}]
"), Vec::<String>::new());
}

#[test]
fn rules_in_one_group_share_a_limit_and_are_no_double_counting() {
    let yaml = "scores: {s: {groups: {g: {cap: 5}}, rules: [{id: a, group: g, points: 5, when: {field: t, is: x}}, {id: b, group: g, points: -5, when: {field: t, is: y}}]}}";
    assert_eq!(found(yaml), Vec::<String>::new());
}
