//! Why an example lead is where it is.
#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the methods belong to one lifetime, the closures to any"
)]

use crate::{
    compile,
    golden::GoldenLead,
    tests::{read, spec},
    why::{Now, Opened, WayIn, Why},
};

const SPEC: &str = "\
fields:
  industry: {type: text, label: Industry}
  size: {type: number, label: Employees}
  access: {type: level, label: Access, levels: [none, asks, holds], words: {none: None, asks: Can ask for it, holds: Holds it alone}}
  source: {type: text, label: Source}
events: {booth: {label: Left a card}, demo: {label: Asked for a demo}, accepted: {label: Sales accepted the lead}}
gates:
  - {id: bought, disqualify: true, when: {field: source, is: bought}, because: On a bought list}
  - {id: now, qualify: mql, when: {event: demo, within: 30d}, because: They asked}
scores:
  fit: {cap: 15, rules: [{id: big, points: 20, when: {field: size, atLeast: 1000}}]}
  did: {rules: [{id: booth, event: booth, points: 5, decay: [{within: 30d, keep: 100%}, {within: 90d, keep: 50%}, {keep: 0%}]}]}
  total: {sum: [fit, did]}
stages:
  - {id: lead, name: Lead}
  - {id: mql, name: MQL, when: {all: [{field: industry, in: [banking, insurance]}, {field: access, atLeast: asks}, {score: total, atLeast: 20}, {any: [{event: booth}, {field: size, atLeast: 5000}]}]}}
  - {id: sal, name: SAL, when: {event: accepted}}
";

/// Asks about a lead with these cells and acts.
fn asked<T>(lead: &str, ask: impl FnOnce(&Why) -> T) -> T {
    asked_of(SPEC, lead, ask)
}

fn asked_of<T>(text: &str, lead: &str, ask: impl FnOnce(&Why) -> T) -> T {
    let spec = spec(text);
    let compiled = compile(&spec).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let golden: GoldenLead = read(&format!(
        "{{id: x, asOf: 2026-03-01, expect: {{}}, {lead}}}"
    ))
    .unwrap();
    ask(&Why::of(&spec, &compiled, &golden))
}

#[test]
fn each_part_that_fails_is_told_with_what_the_lead_has() {
    let unmet = asked(
        "fields: {industry: Logistics, size: '1,2', access: none}",
        |why| why.unmet("mql"),
    );
    let now: Vec<(&str, &[Now])> = unmet
        .iter()
        .map(|unmet| (unmet.needed.as_str(), unmet.now.as_slice()))
        .collect();
    let known = |name: &str, value: &str| Now::Known(name.into(), value.into());
    assert_eq!(
        now,
        [
            (
                "Industry is banking or insurance",
                [known("Industry", "Logistics")].as_slice()
            ),
            (
                "Access: can ask for it or holds it alone",
                [known("Access", "none")].as_slice()
            ),
            (
                "total is at least 20",
                [Now::Points("total".into(), Some(0), 20)].as_slice()
            ),
            (
                "left a card or Employees is at least 5,000",
                // A cell that is no number is not known.
                [
                    Now::NotDone("left a card".into()),
                    Now::NotKnown("Employees".into())
                ]
                .as_slice()
            ),
        ]
    );
    assert_eq!(asked("fields: {size: '10'}", |why| why.unmet("lead")), []);
}

#[test]
fn an_act_a_gate_or_nothing_but_points_opens_a_stage() {
    let accepted = "events: [{event: accepted, at: 2026-02-01}]";
    assert_eq!(
        asked(accepted, |why| why.opened_by("sal")),
        [Opened::Act("sales accepted the lead".into())]
    );
    let demo = "events: [{event: demo, at: 2026-02-20}]";
    assert_eq!(
        asked(demo, |why| why.opened_by("mql")),
        [Opened::Gate(
            "They asked (asked for a demo within 30 days)".into()
        )]
    );
    assert_eq!(
        asked("fields: {size: '10'}", |why| why.opened_by("lead")),
        []
    );
    assert_eq!(
        asked(accepted, |why| why.above("lead").join(" ")),
        "mql sal"
    );
}

#[test]
fn a_gate_that_takes_a_lead_out_is_named() {
    assert_eq!(
        asked("fields: {source: bought}", |why| why.excluded_by()),
        ["On a bought list (Source is bought)"]
    );
    assert!(asked("fields: {source: fair}", |why| why.excluded_by()).is_empty());
}

#[test]
fn points_that_have_faded_are_told_with_what_the_rule_says() {
    let counted = asked(
        "fields: {size: '2000'}, events: [{event: booth, at: 2026-01-04}]",
        |why| why.counted(),
    );
    let told: Vec<_> = counted
        .iter()
        .map(|c| {
            (
                c.rule.as_str(),
                c.points,
                c.faded.map(|f| (f.says, f.age, f.keep)),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("big", 20, None), ("booth", 2, Some((5, 56, Some(50))))]
    );
    // Nothing is left of it, and still it is told.
    let long_ago = asked("events: [{event: booth, at: 2025-01-04}]", |why| {
        why.counted()
    });
    assert_eq!(long_ago.len(), 1);
    assert_eq!(long_ago[0].points, 0);
    // Fresh points have not faded, and what never happened is not there.
    let fresh = asked("events: [{event: booth, at: 2026-02-28}]", |why| {
        why.counted()
    });
    assert_eq!(fresh[0].faded, None);
    let steps = asked("fields: {size: '2000'}", |why| why.steps());
    assert_eq!((steps[0].1.rules, steps[0].1.limited), (20, 15));
}

/// Two ways in: by points, and because somebody asks; the second lets pass what is not known.
const WAYS: &str = "\
fields:
  industry: {type: text, label: Industry}
  size: {type: number, label: Employees}
  name: {type: text, label: Name}
  ours: {type: boolean, label: Open opportunity}
events: {demo: {label: Asked for a demo}, price: {label: Asked for a price}, visit: {label: Came back}, reached: {label: Sales reached the person}, accepted: {label: Sales accepted the lead}}
scores:
  did: {rules: [{id: visit, event: visit, points: 10}]}
  total: {sum: [did]}
stages:
  - {id: lead, name: Lead}
  - {id: ours, name: Already ours, when: {field: ours, is: true}}
  - id: mql
    name: MQL
    when:
      any:
        - all: [{field: industry, is: Insurance}, {field: size, atLeast: 50}, {score: total, atLeast: 10}, {any: [{score: did, above: 0}, {event: reached}]}, {none: [{field: ours, is: true}]}, {field: name, present: true}]
        - all: [{any: [{event: demo, within: 30d}, {event: price, within: 30d}]}, {any: [{field: industry, is: Insurance}, {field: industry, missing: true}]}, {any: [{field: size, atLeast: 50}, {field: size, missing: true}]}, {none: [{field: ours, is: true}]}, {field: name, present: true}]
  - {id: sal, name: SAL, when: {all: [{any: [{event: accepted}, {all: [{event: reached}, {field: size, atLeast: 500}]}]}, {field: name, present: true}]}}
  - {id: asked, name: Wants to talk now, track: asked, when: {any: [{event: demo, within: 30d}, {event: price, within: 30d}]}}
";

#[test]
fn of_two_ways_into_a_stage_the_nearest_is_told_and_which_it_is() {
    let told = |lead: &str| {
        asked_of(WAYS, lead, |why| {
            let unmet = why.unmet("mql");
            let needed = unmet.into_iter().map(|unmet| unmet.needed);
            (why.way("mql"), needed.collect::<Vec<_>>())
        })
    };
    let beside = |is_there| Some(WayIn::Beside("wants to talk now".into(), is_there));
    let asks = "events: [{event: demo, at: 2026-02-20}]";
    // Points are all that is missing, and they are told for the way of points.
    let known = "fields: {industry: Insurance, size: '80', name: Jo}";
    let (way, needed) = told(&format!(
        "{known}, events: [{{event: reached, at: 2026-02-20}}]"
    ));
    assert_eq!(way, Some(WayIn::Points));
    assert_eq!(needed, ["total is at least 10"]);
    // A must that fails holds for those who ask; what is not known does not stop them.
    assert_eq!(
        told(&format!(
            "fields: {{industry: Logistics, name: Jo}}, {asks}"
        )),
        (
            beside(true),
            vec!["Industry is Insurance, as far as is known".to_owned()]
        )
    );
    // As much is missing either way: the act decides.
    let small = "fields: {industry: Insurance, size: '12', name: Jo}";
    let visit = "{event: visit, at: 2026-02-20}";
    let (way, needed) = told(&format!("{small}, events: [{visit}]"));
    assert_eq!(way, Some(WayIn::Points));
    assert_eq!(needed, ["Employees is at least 50"]);
    let (way, needed) = told(&format!(
        "{small}, events: [{visit}, {{event: demo, at: 2026-02-20}}]"
    ));
    assert_eq!(way, beside(true));
    assert_eq!(needed, ["Employees is at least 50, as far as is known"]);
    // Nothing but the act, for somebody of whom little is known.
    let (way, needed) = told("fields: {name: Jo}");
    assert_eq!(way, beside(false));
    assert_eq!(
        needed,
        ["asked for a demo within 30 days or asked for a price within 30 days"]
    );
    // A stage that is entered by just this is called by its name.
    let ours = format!("fields: {{name: Jo, ours: 'yes'}}, {asks}");
    let unmet = asked_of(WAYS, &ours, |why| why.unmet("mql"));
    assert_eq!(unmet.len(), 1);
    assert_eq!(unmet[0].needed, "not already ours");
    assert_eq!(unmet[0].now, [Now::Holds("Open opportunity is yes".into())]);
    // A stage with one way in has none to be told apart; ways that stand deeper are told one at a time as well.
    let (way, unmet) = asked_of(WAYS, "fields: {name: Jo}", |why| {
        (why.way("sal"), why.unmet("sal"))
    });
    assert_eq!(way, None);
    assert_eq!(unmet.len(), 1);
    assert_eq!(unmet[0].needed, "sales accepted the lead");
}

#[test]
fn the_act_that_lifted_a_lead_is_named_and_no_other() {
    let opened = |lead: &str, stage: &str| asked_of(WAYS, lead, |why| why.opened_by(stage));
    let asks = "fields: {name: Jo}, events: [{event: price, at: 2026-02-20}]";
    assert_eq!(
        opened(asks, "mql"),
        [Opened::Beside(
            "wants to talk now".into(),
            vec!["asked for a price within 30 days".into()]
        )]
    );
    let known = "fields: {industry: Insurance, size: '80', name: Jo}";
    let visited = format!(
        "{known}, events: [{{event: visit, at: 2026-02-20}}, {{event: reached, at: 2026-02-20}}]"
    );
    assert_eq!(opened(&visited, "mql"), [], "points did");
    let accepted = "fields: {name: Jo}, events: [{event: accepted, at: 2026-02-20}]";
    assert_eq!(
        opened(accepted, "sal"),
        [Opened::Act("sales accepted the lead".into())]
    );
}
