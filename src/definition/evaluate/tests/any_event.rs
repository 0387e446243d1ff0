//! Several events counted together: what is refused, what the data cannot tell, and how it is said.

use jiff::civil::date;

use crate::{
    EventFacts, Lead, Spec, Tally, compile,
    next_stage::{Way, next_stages},
    plan::Plan,
    say,
    tests::{read, spec},
    value::day_number,
};

const EVENTS: &str = "events: {demo: {label: Requested a demo}, price: {label: Opened the prices}, \
                      rejected: {label: Sales rejected the lead}}\n";

fn of(rule: &str) -> Spec {
    spec(&format!(
        "{EVENTS}scores: {{s: {{rules: [{{id: r, {rule}}}]}}}}\n"
    ))
}

#[test]
fn what_makes_no_sense_is_refused_at_its_place() {
    for (rule, expected) in [
        (
            "anyEvent: [], points: 1",
            "rules › 1 › anyEvent: this list is empty",
        ),
        (
            "anyEvent: [demo, demo], points: 1",
            "rules › 1 › anyEvent › 2: the event `demo` stands twice",
        ),
        (
            "anyEvent: [demo, prize], points: 1",
            "rules › 1 › anyEvent › 2: there is no event `prize`",
        ),
        (
            "points: 1, when: {anyEvent: []}",
            "rules › 1 › when › anyEvent: this list is empty",
        ),
        (
            "points: 1, when: {anyEvent: [demo, price], since: demo}",
            "rules › 1 › when › since: `demo` cannot be later than itself",
        ),
        (
            "points: 1, when: {anyEvent: [demo, price], days: {atLeast: 9}, within: 3d}",
            "9 different days do not fit into 3d",
        ),
    ] {
        let problems = compile(&of(rule)).expect_err(rule);
        let [problem] = problems.as_slice() else {
            panic!("{rule}: {problems:?}");
        };
        assert!(
            problem.to_string().contains(expected),
            "{rule} gave {problem}"
        );
    }
    for (rule, expected) in [
        (
            "event: demo, anyEvent: [price], points: 1",
            "`anyEvent` does not go with `event`",
        ),
        (
            "points: 1, when: {event: demo, anyEvent: [price]}",
            "`event` and `anyEvent` do not go together",
        ),
        (
            "points: 1, when: {anyEvent: [demo, price], since: rejected, atLeast: 2}",
            "so `atLeast` does not go with it",
        ),
        (
            "anyEvent: [demo], per: unit, points: 1",
            "`per: unit` counts a number field",
        ),
    ] {
        let yaml = format!("scores:\n  s: {{rules: [{{id: r, {rule}}}]}}");
        let error = read::<Spec>(&yaml).unwrap_err();
        assert!(error.contains(expected), "{rule} gave {error}");
    }
}

#[test]
fn one_event_is_written_as_one() {
    let one = of("anyEvent: [demo], points: 1");
    let text = serde_json::to_string(&one).unwrap();
    assert!(text.contains(r#""event":"demo""#), "{text}");
    let several = serde_json::to_string(&of("anyEvent: [demo, price], points: 1")).unwrap();
    assert!(
        several.contains(r#""anyEvent":["demo","price"]"#),
        "{several}"
    );
}

/// What the data cannot tell is noted for each event by itself, and the fast way comes to the same.
#[test]
fn what_cannot_be_told_is_noted() {
    let flat = |count, last: Option<i32>| EventFacts::Flat {
        count,
        last: last.map(|age| day_number(date(2026, 1, 1)) - age),
    };
    let (never, dated) = (flat(None, None), flat(None, Some(5)));
    for (rule, demo, price, points, untold) in [
        (
            "anyEvent: [demo, price], points: 4",
            &dated,
            &never,
            4,
            &[][..],
        ),
        (
            "anyEvent: [demo, price], points: 4",
            &dated,
            &flat(Some(2), None),
            4,
            &[],
        ),
        (
            "anyEvent: [demo, price], points: 4, within: 9d",
            &dated,
            &flat(Some(2), None),
            4,
            &[1],
        ),
        (
            "anyEvent: [demo, price], points: 4, per: occurrence",
            &dated,
            &flat(Some(2), None),
            8,
            &[0],
        ),
        (
            "anyEvent: [demo, price], points: 4, per: day",
            &flat(Some(1), Some(5)),
            &flat(Some(1), Some(5)),
            0,
            &[0, 1],
        ),
        (
            "anyEvent: [demo, price], points: 4, per: day",
            &flat(Some(1), Some(5)),
            &never,
            4,
            &[],
        ),
        (
            "points: 1, when: {anyEvent: [demo, price], atLeast: 3}",
            &dated,
            &flat(Some(1), None),
            0,
            &[0],
        ),
        (
            "points: 1, when: {anyEvent: [demo, price], atLeast: 3}",
            &dated,
            &flat(Some(2), None),
            1,
            &[],
        ),
        (
            "points: 1, when: {anyEvent: [demo, price], atLeast: 3}",
            &flat(Some(1), Some(5)),
            &flat(Some(1), None),
            0,
            &[],
        ),
        (
            "points: 1, when: {anyEvent: [demo, price], days: {atLeast: 2}}",
            &dated,
            &dated,
            0,
            &[0, 1],
        ),
    ] {
        let spec = of(rule);
        let compiled = compile(&spec).unwrap();
        let mut lead = Lead::default();
        lead.clear(&compiled);
        lead.events = vec![demo.clone(), price.clone(), never.clone()];
        let as_of = day_number(date(2026, 1, 1));
        let mut tally = Tally::default();
        compiled.score_into(&lead, as_of, &mut tally);
        let said = format!("{rule} {:?}", lead.events);
        assert_eq!(tally.scores, [Some(points)], "{said}");
        assert_eq!(tally.untold, untold, "{said}");
        let plan = Plan::new(&compiled).unwrap();
        let mut fast = Tally::default();
        plan.score(&plan.row(), &lead.events, as_of, &mut fast)
            .unwrap();
        assert_eq!(
            (fast.scores, fast.untold),
            (tally.scores, tally.untold),
            "{said}"
        );
    }
}

#[test]
fn it_is_said_in_words() {
    for (rule, expected) in [
        (
            "anyEvent: [demo, price], points: 4, per: day, within: 9d",
            "+4 points for each day the lead requested a demo or opened the prices within 9 days",
        ),
        (
            "points: 1, when: {anyEvent: [demo, price, rejected], atLeast: 3, within: 9d}",
            "+1 point when requested a demo, opened the prices or sales rejected the lead at least 3 times in all within 9 days",
        ),
        (
            "points: 1, when: {anyEvent: [demo, price], days: {atLeast: 2}}",
            "+1 point when requested a demo or opened the prices on at least 2 days (different ones) in all",
        ),
        (
            "points: 1, when: {anyEvent: [demo, price], since: rejected}",
            "+1 point when requested a demo or opened the prices after the last time sales rejected the lead",
        ),
    ] {
        let spec = of(rule);
        let rules = &spec.scores["s"].rules;
        assert_eq!(say::rule(&spec, &rules[0]), expected);
    }
}

#[test]
fn the_way_to_the_next_stage_goes_by_any_of_them() {
    let spec = spec(&format!(
        "{EVENTS}stages: [{{id: lead}}, {{id: mql, when: {{anyEvent: [demo, price], atLeast: 2}}}}]\n"
    ));
    let compiled = compile(&spec).unwrap();
    let ways = next_stages(
        &spec,
        &compiled,
        &Lead::default(),
        day_number(date(2026, 1, 1)),
    );
    let Way::Found(steps) = &ways[0].way else {
        panic!("{ways:?}");
    };
    assert_eq!(steps.changes.len(), 1, "{steps:?}");
}
