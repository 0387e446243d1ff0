//! Who owns a lead: what is refused, and what golden leads may expect.

use crate::{
    Spec, compile,
    golden::{self, Expect, GoldenLead},
    stage::OwnedBy,
    tests::{read, spec},
};

const SPEC: &str = "\
fields: {country: {type: text}, size: {type: number}}
scores: {fit: {rules: [{id: big, points: 10, when: {field: size, atLeast: 100}}]}}
grades: {fit: [{atLeast: 10, grade: A}, {grade: B}]}
stages:
  - {id: lead, name: Lead, owner: marketing}
  - {id: mql, name: MQL, owner: sales, when: {field: size, atLeast: 10},
     routing: {routes: [{when: {field: country, is: de}, to: Ana}, {when: {grade: fit, in: [A]}, to: Bo}], fallback: desk}}
  - {id: won, name: Won, when: {field: size, atLeast: 1000}}
";

fn owner(country: &str, size: &str) -> (Option<String>, Option<OwnedBy>) {
    let golden: GoldenLead = read(&format!(
        "{{id: x, asOf: 2026-01-01, fields: {{country: '{country}', size: '{size}'}}, expect: {{}}}}"
    ))
    .unwrap();
    let outcome = golden::run_one(&compile(&spec(SPEC)).unwrap(), &golden).outcome;
    (outcome.owner, outcome.owned_by)
}

#[test]
fn the_first_route_then_the_fallback_then_the_stage() {
    let of = |name: &str, by| (Some(name.to_owned()), Some(by));
    assert_eq!(owner("fr", "5"), of("marketing", OwnedBy::Stage));
    assert_eq!(owner("DE", "500"), of("Ana", OwnedBy::Route(0)));
    assert_eq!(owner("fr", "500"), of("Bo", OwnedBy::Route(1)));
    assert_eq!(owner("fr", "50"), of("desk", OwnedBy::Fallback));
    // The highest stage names nobody.
    assert_eq!(owner("de", "1000"), (None, None));
}

fn problems(spec: &Spec) -> Vec<String> {
    let problems = compile(spec).unwrap_err();
    let said = problems.iter();
    said.map(|problem| format!("{}: {} ({})", problem.path, problem.message, problem.next))
        .collect()
}

#[test]
fn routes_are_checked_like_stages() {
    for (from, to, expected) in [
        (
            "{field: country, is: de}",
            "{field: contry, is: de}",
            "spec › stages › 2 › routing › routes › 1 › when › field: there is no field `contry` (did you mean `country`?)",
        ),
        (
            "{grade: fit, in: [A]}",
            "{grade: fit, in: [C]}",
            "spec › stages › 2 › routing › routes › 2 › when › in › 1: there is no value of this grade `C` (did you mean `A`?)",
        ),
        (
            "{grade: fit, in: [A]}",
            "{score: fit, above: 10}",
            "spec › stages › 2 › routing › routes › 2 › when: no lead can reach this: fit is from 0 to 10 (change the threshold, the points or the cap)",
        ),
        (
            "to: Bo}",
            "to: ' '}",
            "spec › stages › 2 › routing › routes › 2 › to: this route leads to nobody (name who owns these leads, or take the route out)",
        ),
        (
            "scores: {fit",
            "scores: {owner: {rules: []}, fit",
            "spec › scores › owner: the output has a column `owner` already (give the score another name)",
        ),
    ] {
        let wrong = SPEC.replacen(from, to, 1);
        assert_eq!(problems(&spec(&wrong)), [expected]);
    }
}

#[test]
fn a_golden_lead_may_expect_an_owner() {
    let with = |expect: &str| {
        spec(&format!(
            "{SPEC}goldenLeads: [{{id: g, asOf: 2026-01-01, fields: {{size: '50'}}, expect: {expect}}}]\n"
        ))
    };
    let wrong = |expect: &str| {
        let spec = with(expect);
        let result = golden::run(&compile(&spec).unwrap(), &spec).remove(0);
        let wrong = result.differences.into_iter();
        wrong
            .map(|difference| (difference.expected, difference.got))
            .collect::<Vec<_>>()
    };
    assert_eq!(wrong("{owner: desk, stage: mql}"), []);
    let pair = |expected: &str, got: &str| vec![(expected.to_owned(), got.to_owned())];
    assert_eq!(wrong("{owner: Ana}"), pair("Ana", "desk"));
    assert_eq!(wrong("{owner: none}"), pair("none", "desk"));
    assert_eq!(
        problems(&with("{owner: dsk}")),
        ["spec › goldenLeads › 1 › expect › owner: there is no owner `dsk` (did you mean `desk`?)"]
    );
    let without = "stages: [{id: lead, name: Lead, owner: marketing}]\ngoldenLeads: [{id: g, asOf: 2026-01-01, expect: {owner: marketing}}]\n";
    assert_eq!(
        problems(&spec(without)),
        [
            "spec › goldenLeads › 1 › expect › owner: no lead has an owner here (write the `routing` of a stage, or take this out)"
        ]
    );
}

#[test]
fn a_golden_lead_that_names_no_track_is_told() {
    let spec = spec(&format!(
        "{SPEC}goldenLeads: [{{id: g, asOf: 2026-01-01, fields: {{size: '50'}}, expect: {{stage_partner: mql}}}}]\n"
    ));
    let said = problems(&spec);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("spec › goldenLeads › 1 › expect") && said[0].contains("`partner`"),
        "{said:?}"
    );
}

#[test]
fn a_score_called_owner_is_still_read_where_there_is_no_such_column() {
    let spec = spec(
        "fields: {size: {type: number}}\nscores: {owner: {rules: [{id: a, points: 5, when: {field: size, present: true}}]}}\ngoldenLeads: [{id: g, asOf: 2026-01-01, fields: {size: '1'}, expect: {owner: 5}}]\n",
    );
    let result = golden::run(&compile(&spec).unwrap(), &spec).remove(0);
    assert!(result.passed(), "{result:?}");
    for yaml in ["owner: '5'\n", "owner: 5\n", "stage: a\nowner: \"=1\"\n"] {
        let expect: Expect = read(yaml).unwrap();
        assert_eq!(expect.owner.is_some(), !yaml.contains(" 5\n"), "{yaml}");
        let written = serde_yaml::to_string(&expect).unwrap();
        assert_eq!(read::<Expect>(&written).unwrap(), expect, "{written}");
    }
}
