//! What is allowed but probably not meant.

use crate::{lint::lint, tests::spec};

fn found(yaml: &str) -> Vec<String> {
    lint(&spec(yaml))
        .iter()
        .map(|w| format!("{}: {}", w.path, w.what))
        .collect()
}

/// A spec, and the warning about it.
const CASES: &[(&str, &str)] = &[
    (
        "statement: Someone engaged who came recently",
        "spec › statement: the statement says \"engaged\"",
    ),
    (
        "statement: Someone engaged who came recently",
        "spec › statement: the statement says \"recently\"",
    ),
    (
        "scores: {s: {rules: [{id: r, points: 5, event: e, per: {days: 30}}]}}",
        "spec › scores › s › rules › 1 › per: the blocks of the rule `r` shift with the day of scoring",
    ),
    (
        "scores: {s: {rules: [{id: m, largestOf: [{id: r, points: 5, event: e, per: {days: 30}}]}]}}",
        "spec › scores › s › rules › 1 › largestOf › 1 › per: the blocks of the rule `r` shift with the day of scoring",
    ),
    (
        "grades: {g: [{when: {event: e}, grade: A}, {when: {event: f}, grade: B}]}",
        "spec › grades › g: the grade `g` has a gap: some leads get no grade",
    ),
    (
        "fields: {a: {type: text, columns: [Title]}, b: {type: words, columns: [title]}}\nscores: {s: {rules: [{id: x, points: -5, when: {field: a, is: boss}}, {id: y, points: 5, when: {field: b, hasAny: boss}}]}}",
        "spec › fields › b: the column 'title' gives points by 2 fields: `a`, `b`",
    ),
    (
        "sla: {calendar: {timeZone: EST, hours: {mon: ['09:00-17:00']}}}",
        "spec › sla › calendar › timeZone: the time zone `EST` never changes its clock",
    ),
    (
        "sla: {calendars: {us: {timeZone: PST8PDT, hours: {mon: ['09:00-17:00']}}}}",
        "spec › sla › calendars › us › timeZone: the time zone `PST8PDT` is an old name",
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
        "lists: {free: {version: 1, values: [gmail.com]}}\nfields: {t: {type: text}}\ngates: [{id: g, suspend: true, when: {field: t, endsWith: free}}]",
        "spec › gates › 1 › when: `endsWith` compares with the text \"free\", which is the name of a list",
    ),
    (
        "lists: {free: {version: 1, values: [gmail.com]}}\nfields: {t: {type: words}}\ngates: [{id: g, suspend: true, when: {field: t, hasAny: [chief, free]}}]",
        "spec › gates › 1 › when: `hasAny` compares with the text \"free\", which is the name of a list",
    ),
    (
        "fields: {t: {type: words}}\ngates: [{id: g, suspend: true, when: {field: t, hasAny: [direct*]}}]",
        "spec › gates › 1 › when: the value \"direct*\" has a `*` or `%` at its end",
    ),
    (
        "lists: {l: {version: 1, values: ['%gmail.com']}}",
        "spec › lists › l › values › 1: the value \"%gmail.com\" has a `*` or `%` at its end",
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

#[test]
fn each_warning_is_found() {
    for (yaml, expected) in CASES {
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

#[test]
fn a_vague_word_is_not_vague_where_the_rules_make_it_plain() {
    let said = |yaml: &str| {
        let found = found(yaml);
        found
            .iter()
            .filter(|warning| warning.starts_with("spec › statement"))
            .count()
    };
    let statement = "statement: An engaged person who came recently and is active";
    assert_eq!(said(statement), 3);
    // A window says what recent is.
    let window = "gates: [{id: g, suspend: true, when: {event: e, within: 30d}}]";
    assert_eq!(said(&format!("{statement}\n{window}")), 2);
    let decay = "scores: {s: {rules: [{id: r, points: -1, event: e, decay: [{within: 5d, keep: 100%}, {keep: 0%}]}]}}";
    assert_eq!(said(&format!("{statement}\n{decay}")), 2);
    // A stage of that name says it, and so does the glossary.
    let stage = "stages: [{id: a, name: Engaged, owner: m}]";
    assert_eq!(said(&format!("{statement}\n{stage}")), 2);
    assert_eq!(
        said(&format!(
            "{statement}\nglossary: {{active: used it this week}}"
        )),
        2
    );
    // Parts of other words are no words.
    assert_eq!(said("statement: A disengaged hotel owner"), 0);
}

/// The rules that can never change a stage.
fn idle(scores: &str, limit: i64) -> Vec<String> {
    let yaml = format!(
        "fields: {{a: {{type: boolean}}, b: {{type: boolean}}, n: {{type: number}}}}\nevents: {{e: {{}}}}\nscores: {scores}\nstages: [{{id: l, owner: m}}, {{id: q, owner: m, when: {{score: t, atLeast: {limit}}}}}]"
    );
    let warnings = lint(&spec(&yaml));
    let idle = warnings
        .iter()
        .filter(|warning| warning.what.contains("can never change a stage"));
    idle.map(|warning| warning.path.to_string()).collect()
}

#[test]
fn a_rule_that_never_moves_a_score_over_a_limit_is_told() {
    let a = "{id: a, points: 20, when: {field: a, is: true}}";
    let b = "{id: b, points: 20, when: {field: b, is: true}}";
    let sum = |rules: &str| format!("{{t: {{rules: [{rules}]}}}}");
    // 20 and 40 are reached or not; 3 more changes nothing for a limit of 40, but does for 43 or 23.
    let three = "{id: three, points: 3, when: {field: n, atLeast: 1}}";
    let rules = sum(&format!("{a}, {b}, {three}"));
    assert_eq!(idle(&rules, 40), ["spec › scores › t › rules › 3"]);
    assert_eq!(idle(&rules, 43), Vec::<String>::new());
    assert_eq!(idle(&rules, 23), Vec::<String>::new());
    // Points below 0 matter where they take a lead under the limit.
    let minus = "{id: minus, points: -3, when: {field: n, atLeast: 1}}";
    assert_eq!(
        idle(&sum(&format!("{a}, {b}, {minus}")), 40),
        Vec::<String>::new()
    );
    // Each time: seven of them are enough.
    let often = "{id: often, points: 3, event: e, per: occurrence}";
    assert_eq!(
        idle(&sum(&format!("{a}, {b}, {often}")), 40),
        Vec::<String>::new()
    );
    let capped = "{id: often, points: 3, event: e, per: occurrence, cap: 6}";
    assert_eq!(
        idle(&sum(&format!("{a}, {b}, {capped}")), 40),
        ["spec › scores › t › rules › 3"]
    );
    assert_eq!(
        idle(&sum(&format!("{a}, {b}, {capped}")), 26),
        Vec::<String>::new()
    );
}

#[test]
fn caps_totals_and_statuses_are_looked_through() {
    let a = "{id: a, points: 20, when: {field: a, is: true}}";
    let b = "{id: b, points: 20, when: {field: b, is: true}}";
    // The total is cut at 15 for either of them: both matter, though never together.
    let capped = format!("{{x: {{cap: 15, rules: [{a}, {b}]}}, t: {{sum: [x]}}}}");
    assert_eq!(idle(&capped, 15), Vec::<String>::new());
    // A group that gives 5 at most never brings 20 to 26.
    let group = "{id: g, group: g, points: 30, when: {field: n, atLeast: 1}}";
    let grouped = |limit| {
        idle(
            &format!("{{t: {{groups: {{g: {{cap: 5}}}}, rules: [{a}, {group}]}}}}"),
            limit,
        )
    };
    assert_eq!(
        grouped(26),
        [
            "spec › scores › t › rules › 1",
            "spec › scores › t › rules › 2"
        ]
    );
    assert_eq!(grouped(25), Vec::<String>::new());
    // The larger of two: 10 never shows beside 20 where both need the same limit of 20.
    let larger = "{x: {rules: [{id: a, points: 20, when: {field: a, is: true}}]}, y: {rules: [{id: b, points: 10, when: {field: b, is: true}}]}, t: {largest: [x, y]}}";
    assert_eq!(idle(larger, 20), ["spec › scores › y › rules › 1"]);
    assert_eq!(idle(larger, 10), Vec::<String>::new());
    // What makes a lead not enough known changes its stage whatever its points.
    let unknown = format!(
        "{{t: {{rules: [{a}, {{id: n, field: n, bands: [{{points: 1}}], whenMissing: not-enough-known}}]}}}}"
    );
    assert_eq!(idle(&unknown, 20), Vec::<String>::new());
}

#[test]
fn blocks_that_shift_are_told_and_a_cool_down_is_not() {
    let told = "the blocks of the rule `r` shift with the day of scoring";
    for (rule, place) in [
        (
            "{id: r, points: 5, event: e, per: {days: 30}}",
            Some("spec › scores › s › rules › 1 › per: "),
        ),
        (
            "{id: m, largestOf: [{id: r, points: 5, event: e, per: {days: 30}}]}",
            Some("spec › scores › s › rules › 1 › largestOf › 1 › per: "),
        ),
        ("{id: r, points: 5, event: e, per: {cooldown: 30d}}", None),
        ("{id: r, points: 5, event: e, per: month}", None),
    ] {
        let found = found(&format!("scores: {{s: {{rules: [{rule}]}}}}"));
        let shifting = found.iter().find(|warning| warning.contains(told));
        let expected = place.map(|place| format!("{place}{told}"));
        assert_eq!(shifting, expected.as_ref(), "{rule}");
    }
}
