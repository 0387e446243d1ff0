//! Examples that expect each of several grades.

use crate::{
    Spec, compile,
    golden::run_one,
    tests::{read, spec},
};

const GRADES: &str = "fields: {a: {type: number}, b: {type: number}}
scores:
  size: {rules: [{id: a, field: a, per: unit, points: 1}]}
  act: {rules: [{id: b, field: b, per: unit, points: 1}]}
grades:
  size: [{atLeast: 50, grade: LARGE}, {atLeast: 10, grade: ME}]
  act: [{atLeast: 5, grade: \"1\"}, {grade: \"2\"}]
";

fn golden(expect: &str) -> Spec {
    spec(&format!(
        "{GRADES}goldenLeads: [{{id: g, asOf: 2026-01-01, fields: {{a: \"12\"}}, expect: {expect}}}]\n"
    ))
}

#[test]
fn each_grade_is_compared_by_its_name() {
    for (expect, differs) in [
        ("{grade: ME2, grade_size: ME, grade_act: \"2\"}", None),
        ("{grade_size: LARGE}", Some(("grade_size", "LARGE", "ME"))),
        ("{grade_size: \"\"}", Some(("grade_size", "", "ME"))),
        ("{grade_act: \"1\"}", Some(("grade_act", "1", "2"))),
    ] {
        let spec = golden(expect);
        let result = run_one(&compile(&spec).unwrap(), &spec.golden_leads[0]);
        let found = result.differences.first();
        let found = found.map(|d| (d.key.as_str(), d.expected.as_str(), d.got.as_str()));
        assert_eq!(found, differs, "{expect}");
        let written = serde_json::to_string(&spec).unwrap();
        let again: Spec = serde_json::from_str(&written).unwrap();
        assert_eq!(again, spec, "{expect}");
    }
}

#[test]
fn a_grade_that_is_none_is_told_at_its_place() {
    for (expect, says) in [
        (
            "{grade_sise: ME}",
            "goldenLeads › 1 › expect › grade_sise: there is no grade `sise`",
        ),
        (
            "{grade_size: LAGRE}",
            "expect › grade_size: there is no value of this grade `LAGRE`",
        ),
        (
            "{grade_size: 5}",
            "expect › grade_size: there is no score `grade_size`",
        ),
    ] {
        let problems = compile(&golden(expect)).expect_err(expect);
        assert!(
            problems[0].to_string().contains(says),
            "{expect}: {}",
            problems[0]
        );
    }
    let twice = "goldenLeads:\n  - {id: g, asOf: 2026-01-01, expect: {grade_a: x, grade_a: y}}";
    assert!(read::<Spec>(twice).is_err());
}

#[test]
fn no_score_takes_the_name_of_a_grades_column() {
    let taken = GRADES
        .replace("  act: {rules", "  grade_size: {rules")
        .replace(
            "  act: [{atL",
            "  other: [{when: {all: []}, grade: x}, {atL",
        );
    let problems = compile(&spec(&taken)).unwrap_err();
    let says = "the output has a column `grade_size` already";
    assert!(
        problems.iter().any(|p| p.to_string().contains(says)),
        "{problems:?}"
    );
    let one =
        "scores: {grade_size: {rules: []}, size: {rules: []}}\ngrades: {size: [{grade: x}]}\n";
    assert!(
        compile(&spec(one)).is_ok(),
        "one grade has the column `grade` alone"
    );
}
