//! Acts from a day of the lead on, after a cool-down, for some leads: what is refused, what the data cannot tell, what
//! never changes.

use jiff::civil::date;
use proptest::prelude::*;

use crate::{
    Compiled, EventFacts, Lead, Spec, Tally, compile,
    plan::{Plan, Scratch},
    tests::{read, spec},
    value::{Value, day_number},
};

const FACTS: &str = "fields: {lost: {type: date}, size: {type: number}}\n\
                     events: {form: {}, left: {}, page: {}}\n";

fn of(rule: &str) -> Spec {
    spec(&format!(
        "{FACTS}scores: {{s: {{rules: [{{id: r, {rule}}}]}}}}\n"
    ))
}

#[test]
fn what_makes_no_sense_is_refused_at_its_place() {
    for (rule, expected, next) in [
        (
            "event: form, points: 1, per: {cooldown: 0d}",
            "per › cooldown: a cool-down of 0 days keeps nothing back",
            "write 1d or more",
        ),
        (
            "event: form, points: 1, since: {field: size}",
            "since › field: `size` is not a date",
            "name a field of type date or datetime",
        ),
        (
            "event: form, points: 1, since: {field: losst}",
            "since › field: there is no field `losst`",
            "did you mean `lost`?",
        ),
        (
            "event: form, points: 1, since: {event: form}",
            "since › event: `form` cannot be counted from its own last day on",
            "name the event or the date",
        ),
        (
            "anyEvent: [page, form], points: 1, since: {event: form}",
            "since › event: `form` cannot be counted from its own last day on",
            "name the event or the date",
        ),
        (
            "event: form, points: 1, since: {event: lef}",
            "since › event: there is no event `lef`",
            "did you mean `left`?",
        ),
        (
            "points: 1, when: {event: form, since: {field: size}, atLeast: 2}",
            "when › since › field: `size` is not a date",
            "name a field of type date or datetime",
        ),
        (
            "event: form, points: 1, when: {score: s, atLeast: 1}",
            "when › score: a score is not known yet here",
            "ask for the score in a stage",
        ),
        (
            "event: form, points: 1, when: {field: sise, above: 1}",
            "when › field: there is no field `sise`",
            "did you mean `size`?",
        ),
    ] {
        let problems = compile(&of(rule)).expect_err(rule);
        let [problem] = problems.as_slice() else {
            panic!("{rule}: {problems:?}");
        };
        let said = format!("{}: {}", problem.path, problem.message);
        assert!(said.contains(expected), "{rule} gave {said}");
        assert!(problem.next.contains(next), "{rule} gave {}", problem.next);
    }
}

#[test]
fn what_is_not_written_so_is_refused_with_the_way_to_write_it() {
    for (rule, expected) in [
        (
            "event: form, points: 1, since: left",
            "write `since: {event: left}` or `since: {field: left}`",
        ),
        (
            "event: form, points: 1, since: {field: lost, event: left}",
            "`since` names one day: write `since: {field: F}` or `since: {event: E}`",
        ),
        ("event: form, points: 1, since: {}", "`since` names one day"),
        (
            "event: form, points: 1, since: {day: lost}",
            "unknown field `day`",
        ),
        (
            "event: form, points: 1, per: {cooldown: '30'}",
            "`30` is not a duration; write whole days as in `30d`",
        ),
        (
            "event: form, points: 1, per: {cooldown: 30d, days: 30}",
            "`per` is one stretch of time: `{cooldown: 30d}` or `{days: 30}`",
        ),
        (
            "event: form, points: 1, per: {}",
            "`per` is one stretch of time",
        ),
        (
            "event: form, points: 1, per: cooldown",
            "unit, once, occurrence, day, week, month, {cooldown: 30d} or {days: 30}",
        ),
        (
            "field: size, points: 1, per: unit, since: {field: lost}",
            "`since` does not go with `field`",
        ),
        (
            "points: 1, when: {event: form, since: left, days: {atLeast: 2}}",
            "or `since: {event: R}` to count from the last day of R on",
        ),
    ] {
        let yaml = format!("scores:\n  s: {{rules: [{{id: r, {rule}}}]}}");
        let error = read::<Spec>(&yaml).unwrap_err();
        assert!(error.contains(expected), "{rule} gave {error}");
    }
}

#[test]
fn what_is_written_is_read_back_and_nothing_is_written_that_was_not_there() {
    for rule in [
        r#""event":"form","per":{"cooldown":"30d"},"since":{"field":"lost"},"when":{"field":"size","above":1}"#,
        r#""anyEvent":["form","page"],"since":{"event":"left"}"#,
        r#""when":{"event":"form","since":{"event":"left"}}"#,
        r#""when":{"event":"form","since":"left"}"#,
        r#""event":"form","per":{"days":30}"#,
    ] {
        let text = format!(r#"{{"id":"r","points":1,{rule}}}"#);
        let rule: crate::score::Rule = serde_json::from_str(&text).unwrap();
        let written = serde_json::to_value(&rule).unwrap();
        let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(written, expected);
    }
}

fn as_of() -> i32 {
    day_number(date(2026, 1, 1))
}

/// Points and untold events in the one walk; the fast way comes to the same.
fn scored(compiled: &Compiled, lead: &Lead, as_of: i32) -> (Option<i64>, Vec<usize>) {
    let mut tally = Tally::default();
    compiled.score_into(lead, as_of, &mut tally);
    let plan = Plan::new(compiled).unwrap();
    let (mut row, mut scratch) = (plan.row(), Scratch::new(compiled));
    for (field, column) in plan.columns.iter().enumerate() {
        let mut words = vec![0; column.words() + column.amounts()];
        let value = lead.values.get(field).cloned().flatten();
        let share = column.share(value, as_of, &mut scratch, &mut words);
        row.add(column, &words);
        row.mark(share);
    }
    let mut fast = Tally::default();
    plan.score(&row, &lead.events, as_of, &mut fast).unwrap();
    assert_eq!(fast.scores, tally.scores, "{lead:?}");
    assert_eq!(fast.untold, tally.untold, "{lead:?}");
    (tally.scores[0], tally.untold)
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn what_the_columns_cannot_tell_is_noted_for_the_event_in_question() {
    let flat = |count, age: Option<i32>| EventFacts::Flat {
        count,
        last: age.map(|age| as_of() - age),
    };
    let never = || flat(None, None);
    let on = |age: i32| Some(Value::Day(as_of() - age));
    let cooled = "event: form, points: 4, per: {cooldown: 30d}";
    let from_lost = "event: form, points: 4, per: occurrence, since: {field: lost}";
    let from_left = "event: form, points: 4, per: occurrence, since: {event: left}";
    let asked = "points: 4, when: {event: form, since: {event: left}, atLeast: 2}";
    let together = "anyEvent: [form, page], points: 4, per: occurrence, since: {event: left}";
    let often = "points: 4, when: {anyEvent: [form, page], since: {event: left}, atLeast: 2}";
    for (rule, lost, form, left, page, points, untold) in [
        (
            cooled,
            None,
            flat(Some(1), None),
            never(),
            never(),
            4,
            &[][..],
        ),
        (
            cooled,
            None,
            flat(Some(2), Some(5)),
            never(),
            never(),
            0,
            &[0],
        ),
        (cooled, None, flat(None, Some(5)), never(), never(), 0, &[0]),
        (
            from_lost,
            None,
            flat(Some(3), None),
            never(),
            never(),
            12,
            &[],
        ),
        (
            from_lost,
            on(9),
            flat(Some(3), Some(5)),
            never(),
            never(),
            0,
            &[0],
        ),
        (
            from_lost,
            on(5),
            flat(Some(1), Some(5)),
            never(),
            never(),
            4,
            &[],
        ),
        (
            from_lost,
            on(4),
            flat(Some(3), Some(5)),
            never(),
            never(),
            0,
            &[],
        ),
        (
            from_lost,
            on(-1),
            flat(Some(3), None),
            never(),
            never(),
            0,
            &[],
        ),
        (
            from_lost,
            on(9),
            flat(Some(1), None),
            never(),
            never(),
            0,
            &[0],
        ),
        (
            from_left,
            None,
            flat(Some(3), Some(5)),
            never(),
            never(),
            12,
            &[],
        ),
        (
            from_left,
            None,
            flat(Some(1), Some(5)),
            flat(Some(2), None),
            never(),
            0,
            &[1],
        ),
        (
            from_left,
            None,
            flat(None, Some(5)),
            flat(Some(2), None),
            never(),
            0,
            &[0, 1],
        ),
        (
            from_left,
            None,
            never(),
            flat(Some(2), None),
            never(),
            0,
            &[],
        ),
        (
            from_left,
            None,
            flat(Some(1), Some(5)),
            flat(Some(1), Some(-2)),
            never(),
            4,
            &[],
        ),
        (
            from_left,
            None,
            flat(Some(1), Some(5)),
            flat(Some(2), Some(-2)),
            never(),
            0,
            &[1],
        ),
        (
            asked,
            None,
            flat(Some(2), Some(5)),
            never(),
            never(),
            4,
            &[],
        ),
        (
            asked,
            None,
            flat(Some(2), Some(5)),
            flat(None, Some(6)),
            never(),
            0,
            &[0],
        ),
        (
            asked,
            None,
            flat(Some(2), Some(5)),
            flat(None, Some(4)),
            never(),
            0,
            &[],
        ),
        (
            asked,
            None,
            flat(Some(2), Some(5)),
            flat(Some(1), None),
            never(),
            0,
            &[1],
        ),
        (
            asked,
            None,
            flat(Some(1), Some(5)),
            flat(Some(1), None),
            never(),
            0,
            &[],
        ),
        (
            together,
            None,
            flat(Some(2), Some(5)),
            never(),
            flat(Some(1), Some(9)),
            12,
            &[],
        ),
        (
            together,
            None,
            flat(Some(2), Some(5)),
            flat(None, Some(7)),
            flat(Some(1), Some(6)),
            4,
            &[0],
        ),
        (
            together,
            None,
            flat(Some(1), Some(5)),
            flat(Some(1), None),
            flat(Some(1), Some(6)),
            0,
            &[1],
        ),
        (
            often,
            None,
            flat(Some(1), Some(5)),
            flat(None, Some(7)),
            flat(Some(1), Some(6)),
            4,
            &[],
        ),
        (
            often,
            None,
            flat(Some(3), Some(5)),
            flat(None, Some(7)),
            never(),
            0,
            &[0],
        ),
        (
            often,
            None,
            flat(Some(1), Some(5)),
            flat(Some(4), None),
            flat(Some(1), Some(6)),
            0,
            &[1],
        ),
    ] {
        let compiled = compile(&of(rule)).unwrap();
        let mut lead = Lead::default();
        lead.clear(&compiled);
        lead.set(0, lost);
        lead.events = vec![form, left, page];
        let (got, noted) = scored(&compiled, &lead, as_of());
        assert_eq!(
            (got, noted.as_slice()),
            (Some(points), untold),
            "{rule} {lead:?}"
        );
    }
}

#[test]
fn a_frozen_axis_counts_after_a_cool_down_as_any_other() {
    let yaml = format!(
        "{FACTS}scores: {{s: {{freezeAbove: 15, rules: [{{id: r, event: form, points: 10, per: {{cooldown: 10d}}, since: {{event: left}}}}, {{id: p, event: page, points: 1, when: {{field: size, above: 1}}}}]}}}}\n"
    );
    let compiled = compile(&spec(&yaml)).unwrap();
    let mut lead = Lead::default();
    lead.clear(&compiled);
    lead.set(1, Some(Value::Number(2.0)));
    // 10, 20 on the third day and frozen; what comes later counts no more, the page neither.
    for age in [60, 55, 50, 40] {
        lead.occurred(0, as_of() - age);
    }
    lead.occurred(2, as_of() - 1);
    let mut tally = Tally::default();
    compiled.score_into(&lead, as_of(), &mut tally);
    assert_eq!(tally.scores, [Some(20)]);
    // Whoever left before it was frozen begins again from that day on.
    lead.occurred(1, as_of() - 52);
    compiled.score_into(&lead, as_of(), &mut tally);
    assert_eq!(tally.scores, [Some(20)]);
    // Again after the next form, so that one form and the page are left.
    lead.occurred(1, as_of() - 45);
    compiled.score_into(&lead, as_of(), &mut tally);
    assert_eq!(tally.scores, [Some(11)]);
}

proptest! {
    /// While nothing happens a cool-down changes nothing, and what counted once counts on every later day.
    #[test]
    fn a_cool_down_never_takes_back(days in prop::collection::vec(0..200_i32, 0..12), cooldown in 1..60_u32) {
        let rule = format!("event: form, points: 1, per: {{cooldown: {cooldown}d}}");
        let compiled = compile(&of(&rule)).unwrap();
        let mut lead = Lead::default();
        lead.clear(&compiled);
        for day in &days {
            lead.occurred(0, *day);
        }
        let mut before = 0;
        for day in 0..210 {
            let (points, _) = scored(&compiled, &lead, day);
            let points = points.unwrap_or(0);
            let happened = days.contains(&day);
            prop_assert!(points == before || (happened && points == before + 1), "{day}: {before}, {points}");
            before = points;
        }
    }
}
