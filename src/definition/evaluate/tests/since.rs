//! An event on a later day than another: what is refused, what the data cannot tell, and how it is said.

use jiff::civil::date;
use serde_json::json;

use crate::{
    EventFacts, Lead, Spec, Tally, compile,
    condition::{Condition, EventCondition},
    difference::{Bump, difference},
    golden::{self, GoldenLead},
    next_stage::{Way, next_stages},
    plan::Plan,
    record::RecordForm,
    say,
    tests::{read, spec},
    value::day_number,
};

const EVENTS: &str =
    "events: {demo: {label: Requested a demo}, rejected: {label: Sales rejected the lead}}\n";

fn gate(condition: &str) -> Spec {
    let gates = format!("gates: [{{id: g, suspend: true, when: {condition}}}]\n");
    spec(&format!("{EVENTS}{gates}"))
}

#[test]
fn what_does_not_go_with_it_is_refused_at_its_place() {
    for (condition, expected) in [
        (
            "{event: demo, since: rejected, atLeast: 2}",
            "so `atLeast` does not go with it; write `all: [{event: E, since: R}, {event: E, atLeast: ...}]`",
        ),
        (
            "{event: demo, since: rejected, within: 9d, days: {atLeast: 2}}",
            "so `days` does not go with it; write `all: [{event: E, since: R}, {event: E, days: ...}]`",
        ),
        (
            "{field: size, since: rejected}",
            "`since` does not go with `field`",
        ),
        ("{since: rejected}", "a condition needs one of"),
    ] {
        let yaml = format!("gates:\n  - {{id: g, suspend: true, when: {condition}}}");
        let error = read::<Spec>(&yaml).unwrap_err();
        assert!(error.contains(expected), "{condition} gave {error}");
        assert!(error.contains("line 2"), "{condition} gave {error}");
    }
    for (condition, expected, next) in [
        (
            "{event: demo, since: rejectd}",
            "spec › gates › 1 › when › since: there is no event `rejectd`",
            "did you mean `rejected`?",
        ),
        (
            "{all: [{event: demo, since: demo}]}",
            "spec › gates › 1 › when › all › 1 › since: `demo` cannot be later than itself",
            "name the event after which it has to happen",
        ),
        (
            "{event: demp, since: rejected}",
            "spec › gates › 1 › when › event: there is no event `demp`",
            "did you mean `demo`?",
        ),
    ] {
        let problems = compile(&gate(condition)).unwrap_err();
        let [problem] = problems.as_slice() else {
            panic!("{problems:?}")
        };
        let said = format!("{}: {}", problem.path, problem.message);
        assert_eq!((said.as_str(), problem.next.as_str()), (expected, next));
    }
}

/// The day of December 2025 or, above 31, January 2026; *as of* is 1 January, number 32.
fn flat(count: Option<u64>, last: Option<i32>) -> EventFacts {
    let november = day_number(date(2025, 11, 30));
    EventFacts::Flat {
        count,
        last: last.map(|day| november + day),
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn what_the_columns_cannot_tell_is_false_and_noted_for_the_event_in_question() {
    let never = || flat(Some(0), None);
    let none: &[&str] = &[];
    let after = "{event: demo, since: rejected}";
    let lately = "{event: demo, since: rejected, within: 10d}";
    for (condition, demo, rejected, holds, untold) in [
        (
            after,
            flat(None, Some(20)),
            flat(None, Some(10)),
            true,
            none,
        ),
        (
            after,
            flat(None, Some(20)),
            flat(None, Some(20)),
            false,
            none,
        ),
        (after, never(), flat(Some(2), None), false, none),
        (after, flat(Some(2), None), never(), false, none),
        (after, flat(Some(2), None), flat(None, None), false, none),
        (
            after,
            flat(Some(2), None),
            flat(None, Some(10)),
            false,
            &["demo"],
        ),
        (
            after,
            flat(None, Some(20)),
            flat(Some(1), None),
            false,
            &["rejected"],
        ),
        (
            after,
            flat(Some(1), None),
            flat(Some(1), None),
            false,
            &["demo", "rejected"],
        ),
        (
            after,
            flat(Some(1), Some(33)),
            flat(None, Some(10)),
            false,
            none,
        ),
        (
            after,
            flat(Some(2), Some(33)),
            flat(None, Some(10)),
            false,
            &["demo"],
        ),
        (
            after,
            flat(None, Some(20)),
            flat(Some(1), Some(33)),
            false,
            none,
        ),
        (
            after,
            flat(None, Some(20)),
            flat(None, Some(33)),
            false,
            &["rejected"],
        ),
        (
            lately,
            flat(None, Some(22)),
            flat(None, Some(10)),
            true,
            none,
        ),
        (
            lately,
            flat(None, Some(21)),
            flat(None, Some(10)),
            false,
            none,
        ),
        // Whatever the day of the rejection, the demo is too long ago.
        (
            lately,
            flat(None, Some(21)),
            flat(Some(1), None),
            false,
            none,
        ),
        (
            lately,
            flat(None, Some(22)),
            flat(Some(1), None),
            false,
            &["rejected"],
        ),
        (
            after,
            EventFacts::Log(vec![day_number(date(2025, 12, 20))]),
            flat(Some(1), None),
            false,
            &["rejected"],
        ),
        (
            after,
            EventFacts::Log(vec![day_number(date(2025, 12, 20))]),
            flat(None, Some(19)),
            true,
            none,
        ),
    ] {
        let compiled = compile(&gate(condition)).unwrap();
        let lead = Lead {
            values: Vec::new(),
            events: vec![demo, rejected],
        };
        let outcome = compiled.score(&lead, date(2026, 1, 1));
        let said = format!("{condition} {:?}", lead.events);
        assert_eq!(outcome.status.word() == "suspended", holds, "{said}");
        assert_eq!(outcome.untold, untold, "{said}");
        // The form for many leads says the same.
        let plan = Plan::new(&compiled).unwrap();
        let mut tally = Tally::default();
        let as_of = day_number(date(2026, 1, 1));
        plan.score(&plan.row(), &lead.events, as_of, &mut tally)
            .unwrap();
        let outcome = compiled.outcome(&lead, &tally);
        assert_eq!(outcome.status.word() == "suspended", holds, "{said}");
        assert_eq!(outcome.untold, untold, "{said}");
    }
}

#[test]
fn it_is_written_only_where_it_is_asked() {
    let written = |condition: Condition| serde_json::to_value(condition).unwrap();
    assert_eq!(written(Condition::event("demo")), json!({"event": "demo"}));
    let since = Condition::Event(EventCondition {
        event: "demo".into(),
        since: Some("rejected".into()),
        ..EventCondition::default()
    });
    let json = json!({"event": "demo", "since": "rejected"});
    assert_eq!(written(since.clone()), json);
    assert_eq!(serde_json::from_value::<Condition>(json).unwrap(), since);
}

#[test]
fn it_is_said_and_its_change_counts_as_large() {
    let old = gate("{event: demo, within: 90d}");
    let new = gate("{event: demo, within: 90d, since: rejected}");
    let said =
        "requested a demo within the last 90 days and after the last time sales rejected the lead";
    assert_eq!(say::condition(&new, &new.gates[0].when), said);
    let difference = difference(&old, &new);
    assert_eq!(difference.bump(), Some(Bump::Major));
    assert!(difference.changes[0].text.contains(said), "{difference:?}");
}

#[test]
fn the_record_has_both_ages() {
    let compiled = compile(&gate("{event: demo, since: rejected}")).unwrap();
    let lead = Lead {
        values: Vec::new(),
        events: vec![flat(Some(3), Some(22)), flat(Some(1), None)],
    };
    let record = RecordForm::new(&compiled).record("7", &lead, Some(date(2026, 1, 1)));
    let events = serde_json::to_value(record.events).unwrap();
    assert_eq!(
        events,
        json!({"demo": {"age": 10}, "rejected": {"age": null}})
    );
}

/// What has to happen, for a lead with these events.
fn needed(spec: &Spec, events: &str) -> Vec<String> {
    let golden: GoldenLead = read(&format!(
        "{{id: x, asOf: 2026-01-01, events: [{events}], expect: {{}}}}"
    ))
    .unwrap();
    let compiled = compile(spec).unwrap();
    let (lead, _) = golden::lead_of(&compiled, &golden);
    let next = next_stages(spec, &compiled, &lead, day_number(golden.as_of.0));
    let Way::Found(steps) = &next[0].way else {
        panic!("{:?}", next[0].way);
    };
    let changes = steps.changes.iter();
    changes.map(|change| change.needed.clone()).collect()
}

#[test]
fn the_way_to_the_next_stage_is_the_act_after_the_last_one() {
    let spec = spec(&format!(
        "{EVENTS}stages: [{{id: lead, name: Lead}}, {{id: back, name: Back, when: {{event: demo, since: rejected}}}}]\n"
    ));
    let again = "requested a demo after the last time sales rejected the lead";
    let before = "{event: demo, at: 2025-12-01}, {event: rejected, at: 2025-12-02}";
    assert_eq!(needed(&spec, before), [again]);
    let first = "sales rejected the lead, on an earlier day";
    assert_eq!(
        needed(&spec, "{event: demo, at: 2025-12-01}"),
        [first, again]
    );
}

#[test]
fn a_lead_is_kept_out_until_the_other_happens() {
    let spec = spec(&format!(
        "{EVENTS}stages: [{{id: back, name: Back, when: {{none: [{{event: rejected, since: demo}}]}}}}]\n"
    ));
    let rejected = "{event: demo, at: 2025-12-01}, {event: rejected, at: 2025-12-02}";
    assert_eq!(needed(&spec, rejected), ["requested a demo"]);
}

#[test]
fn a_frozen_axis_asks_on_each_day_what_came_last() {
    let spec = spec(&format!(
        "{EVENTS}scores: {{s: {{freezeAbove: 15, rules: [{{id: back, points: 10, when: {{event: demo, since: rejected}}}}, {{id: demo, event: demo, per: occurrence, points: 4}}]}}}}\n"
    ));
    let compiled = compile(&spec).unwrap();
    let points = |events: &[(usize, i32)]| {
        let mut lead = Lead::default();
        lead.clear(&compiled);
        for (event, day) in events {
            lead.occurred(*event, day_number(date(2025, 11, 30)) + day);
        }
        compiled.score(&lead, date(2026, 1, 1)).scores[0].1
    };
    // 4 on the 2nd, 4 on the 3rd, 10 + 8 on the 4th: above 15, and the rejection of the 5th counts no more.
    assert_eq!(points(&[(0, 2), (1, 3), (0, 4), (1, 5)]), Some(18));
    // Rejected on the day of the demo: 8, then 12, never above.
    assert_eq!(points(&[(0, 2), (1, 4), (0, 4), (1, 5), (0, 5)]), Some(12));
    // Columns do not tell which came last on each day.
    let lead = Lead {
        values: Vec::new(),
        events: vec![flat(Some(2), Some(20)), flat(None, Some(10))],
    };
    let outcome = compiled.score(&lead, date(2026, 1, 1));
    assert_eq!(outcome.untold, ["demo", "rejected"]);
    assert_eq!(outcome.scores[0].1, Some(18));
}
