//! `leadpact explain` says what became of a score's points after its rules.

use crate::scoring::{leadpact, text};

const RULES: &str = "\
apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: r, version: 1.0.0}
spec:
  fields: {size: {type: number}, role: {type: text}, seen: {type: date}, customer: {type: boolean}}
  scores:
    points:
      cap: 50
      groups: {both: {cap: 30}}
      rules:
        - {id: units, group: both, field: size, per: unit, points: 1}
        - {id: role, group: both, points: 20, when: {field: role, is: cto}}
        - {id: more, points: 40, when: {field: size, atLeast: 100}}
      decay: {by: seen, steps: [{within: 30d, keep: 100%}, {keep: 50%}], whenMissing: 10%}
      resetWhen: {field: customer, is: true}
  stages: [{id: mql, name: MQL, when: {score: points, atLeast: 20}}]
";

const LEADS: &str = "\
id,size,role,seen,customer
plain,5,,2026-01-01,
grouped,15,cto,2026-01-01,
capped,100,,2026-01-01,
old,5,,2025-11-01,
unseen,10,,,
all,100,cto,2025-11-01,
customer,5,,2026-01-01,yes
";

#[test]
fn limits_fading_and_reset_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("r.yaml"), RULES).expect("written");
    std::fs::write(folder.path().join("l.csv"), LEADS).expect("written");
    for (id, points, told) in [
        ("plain", 5, ""),
        (
            "grouped",
            30,
            "35 from its rules, 30 after the limits of its groups",
        ),
        (
            "capped",
            50,
            "140 from its rules, 70 after the limits of its groups, at most 50",
        ),
        ("old", 2, "5 from its rules, 50% kept (seen 62 days ago): 2"),
        (
            "unseen",
            1,
            "10 from its rules, 10% kept (the day of seen is not known): 1",
        ),
        (
            "all",
            25,
            "160 from its rules, 70 after the limits of its groups, at most 50, 50% kept (seen 62 days ago): 25",
        ),
        ("customer", 0, "0, because customer is yes"),
    ] {
        let arguments = [
            "explain",
            "r.yaml",
            "l.csv",
            "--as-of",
            "2026-01-02",
            "--id",
            id,
        ];
        let said = text(&leadpact(folder.path(), &arguments).stdout);
        assert!(said.contains(&format!("points {points}, ")), "{id}: {said}");
        let line = said
            .lines()
            .find_map(|line| line.strip_prefix("        =  "));
        assert_eq!(line.unwrap_or_default(), told, "{id}: {said}");
    }
}
