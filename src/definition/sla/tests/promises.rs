//! Promises as sentences, and what is wrong with their keys.

use crate::{
    compile,
    say::promise::{self, Names},
    sla::{Promise, TimeUnit},
    tests::{read, spec},
};

const SPEC: &str = "\
fields: {name: {type: text, label: Name}, email: {type: text}, phone: {type: text}, mql_at: {type: datetime, label: Became an MQL}, seen_at: {type: datetime}, size: {type: number}}
events: {tried: {label: Sales made the first attempt}, accepted: {label: Sales accepted the lead}, rejected: {label: Sales rejected the lead}, demo: {label: Requested a demo}, pql: {label: PQL seen}, enriched: {label: Record was enriched}, arrived: {label: The lead arriving}, contact: {label: the first contact}}
stages: [{id: mql, name: Marketing qualified lead}, {id: sal, name: Sales accepted lead, owner: sales, when: {event: accepted}}, {id: customer, name: Customer, when: {event: demo}}, {id: wants-to-talk, name: Wants to talk now, track: asked, when: {event: demo}}]
";

fn said(yaml: &str) -> String {
    let spec = spec(SPEC);
    let promise: Promise = read(yaml).unwrap_or_else(|error| panic!("{yaml}: {error}"));
    promise::sentence(&Names::of_rules(&spec), &promise)
}

#[test]
fn every_reading_of_a_time_is_said() {
    let spec = spec(SPEC);
    let mut promise: Promise = read(
        "{id: p, by: sales, measure: time-to-event, clock: {start: mql_at, stop: [tried]}, within: {value: 1, unit: clock-hours}}",
    )
    .unwrap();
    let by_hand = [
        ("1 business hour", "24 business hours"),
        (
            "1 clock hour on working days",
            "24 clock hours on working days",
        ),
        ("1 business day (by close)", "24 business days (by close)"),
        ("1 clock hour", "24 clock hours"),
        ("1 business minute", "24 business minutes"),
        ("1 clock minute", "24 clock minutes"),
    ];
    for (unit, (one, many)) in TimeUnit::ALL.into_iter().zip(by_hand) {
        for (value, time) in [(1, one), (24, many)] {
            promise.within.0[0].unit = unit;
            promise.within.0[0].value = value;
            assert_eq!(
                promise::core(&Names::of_rules(&spec), &promise),
                format!(
                    "Sales makes the first attempt within {time} after the lead became an MQL, in every case"
                )
            );
            let short = time.trim_end_matches(" (by close)");
            assert_eq!(promise::allowed(&promise), short);
        }
    }
}

#[test]
fn the_parts_of_a_sentence() {
    let timed = |rest: &str| {
        said(&format!(
            "{{id: p, by: sales, measure: time-to-event, clock: {{start: mql_at, stop: [tried]}}, within: {{value: 2, unit: clock-hours}}{rest}}}"
        ))
    };
    let start = "Sales makes the first attempt within 2 clock hours after the lead became an MQL";
    for (rest, end) in [
        ("", ", in every case."),
        (
            ", targetPercent: 100, timeWindow: {duration: 28d, isRolling: true}",
            ", in every case.",
        ),
        (", targetPercent: 98.5", ", in 98.5 of 100 cases."),
        (
            ", targetPercent: 90, timeWindow: {duration: 1d, isRolling: false}",
            ", in 90 of 100 cases over each 1 day.",
        ),
        (", appliesTo: {all: []}", ", in every case."),
        (
            ", appliesTo: {stage: customer}",
            ", for leads that reached \u{201c}Customer\u{201d}, in every case.",
        ),
        (
            ", appliesTo: {event: demo}",
            ", for leads that requested a demo, in every case.",
        ),
        (
            ", appliesTo: {event: rejected}",
            ", for leads that sales rejected, in every case.",
        ),
        (
            ", appliesTo: {event: tried}",
            ", for leads where sales made the first attempt, in every case.",
        ),
        (
            ", appliesTo: {event: pql, within: 30d}",
            ", for leads with \u{201c}PQL seen\u{201d} within the last 30 days, in every case.",
        ),
        (
            ", appliesTo: {stage: wants-to-talk}",
            ", for whoever wants to talk now, in every case.",
        ),
        (
            ", appliesTo: {all: [{stage: mql}, {stage: wants-to-talk}]}",
            ", for whoever wants to talk now and is a marketing qualified lead, in every case.",
        ),
        (
            ", appliesTo: {all: [{stage: mql}, {field: size, above: 9}]}",
            ", for marketing qualified leads where size is above 9, in every case.",
        ),
        (
            ", appliesTo: {field: size, above: 9}",
            ", for leads where size is above 9, in every case.",
        ),
        (
            ", onMiss: Bo calls., words: Politely.",
            ", in every case. If missed, in words only: Bo calls. In their words: \u{201c}Politely.\u{201d}",
        ),
        (
            ", promise: Call them",
            ", in every case. In their words: \u{201c}Call them\u{201d}",
        ),
        (
            ", promise: Call them, words: \" \"",
            ", in every case. In their words: \u{201c}Call them\u{201d}",
        ),
    ] {
        assert_eq!(timed(rest), format!("{start}{end}"), "{rest}");
    }
}

#[test]
fn clocks_of_every_kind() {
    let clocked = |clock: &str, rest: &str| {
        said(&format!(
            "{{id: p, by: sales, measure: time-to-event, clock: {clock}, {rest}}}"
        ))
    };
    let hour = "within: {value: 1, unit: clock-hours}";
    assert_eq!(
        clocked("{start: arrived, stop: [contact]}", hour),
        "Sales sees to it that the first contact follows within 1 clock hour after the lead arriving, in every case."
    );
    assert_eq!(
        clocked("{start: seen_at, stop: [pql, demo]}", hour),
        "Sales sees to it that \u{201c}PQL seen\u{201d} or \u{201c}Requested a demo\u{201d} follows within 1 clock hour after \u{201c}seen at\u{201d}, in every case."
    );
    assert_eq!(
        clocked("{start: demo, stop: [enriched, accepted]}", hour),
        "Sales sees to it that the record is enriched or sales accepts the lead within 1 clock hour after the lead requested a demo, in every case."
    );
    assert_eq!(
        clocked(
            "{start: demo, stop: [tried], restartOn: [pql], pause: [{from: seen_at, to: tried}]}",
            hour
        ),
        "Sales makes the first attempt within 1 clock hour after the lead requested a demo, in every case. The clock starts anew after \u{201c}PQL seen\u{201d}. It stands still from \u{201c}seen at\u{201d} to \u{201c}Sales made the first attempt\u{201d}."
    );
    assert_eq!(
        clocked(
            "{start: demo, stop: [tried]}",
            "soft: {value: 5, unit: business-minutes}"
        ),
        "Sales makes the first attempt where possible within 5 business minutes after the lead requested a demo, in every case."
    );
    assert_eq!(
        clocked(
            "{start: demo, stop: [tried]}",
            "within: [{value: 4, unit: business-hours, when: {field: size, above: 9}}, {value: 1, unit: business-days}]"
        ),
        "Sales makes the first attempt within 4 business hours when size is above 9, otherwise within 1 business day (by close), after the lead requested a demo, in every case."
    );
}

#[test]
fn facts_that_are_filled_in() {
    let fields = "\
fields: {name: {type: text, label: Name}, MQL: {type: text, label: MQL score}, by_mail: {type: text, label: Ground for contact by email}, by_phone: {type: text, label: Ground for contact by phone}, ground: {type: text, label: Ground for contact by}}
";
    let spec = spec(fields);
    for (required, text) in [
        ("[name]", "name"),
        ("[name, MQL]", "name and MQL score"),
        (
            "[{anyOf: [by_mail, by_phone]}]",
            "ground for contact by email or phone",
        ),
        (
            "[{anyOf: [by_mail, name]}]",
            "ground for contact by email or name",
        ),
        (
            "[{anyOf: [by_mail, ground]}]",
            "ground for contact by email or by",
        ),
        (
            "[name, {anyOf: [by_phone, name]}]",
            "name, and ground for contact by phone or name",
        ),
    ] {
        let promise = format!("{{id: p, by: sales, measure: completeness, fields: {required}}}");
        let promise: Promise = read(&promise).unwrap();
        let said = promise::core(&Names::of_rules(&spec), &promise);
        assert_eq!(said, format!("Sales fills in the {text}, in every case"));
    }
}

#[test]
fn counts_and_floors() {
    let count = |rest: &str| {
        said(&format!(
            "{{id: p, by: marketing, to: sales, measure: count, {rest}}}"
        ))
    };
    let start = "Marketing delivers at least 1,200";
    for (rest, end) in [
        (
            "of: {stage: mql}, atLeast: 1200, per: week",
            "marketing qualified leads a week.",
        ),
        ("of: {all: []}, atLeast: 1200, per: day", "leads a day."),
        (
            "of: {all: [{stage: mql}, {field: name, present: true}, {any: [{field: email, present: true}, {field: phone, present: true}]}]}, atLeast: 1200, per: quarter",
            "marketing qualified leads a quarter; only those with the name, and email or phone count.",
        ),
        (
            "of: {stage: mql}, atLeast: 1200, per: month, ofWhich: {percent: 60, are: {event: accepted}}",
            "marketing qualified leads a month, of which sales accepts at least 60 %.",
        ),
        (
            "of: {stage: mql}, atLeast: 1200, per: month, ofWhich: {percent: 12.5, are: {stage: sal}}",
            "marketing qualified leads a month, of which at least 12.5 % become sales accepted leads.",
        ),
        (
            "of: {stage: mql}, atLeast: 1200, per: month, ofWhich: {percent: 60, are: {event: demo}}",
            "marketing qualified leads a month, of which at least 60 % requested a demo.",
        ),
        (
            "of: {stage: mql}, atLeast: 1200, per: month, ofWhich: {percent: 60, are: {field: size, above: 9}}",
            "marketing qualified leads a month, of which at least 60 % are leads where size is above 9.",
        ),
    ] {
        assert_eq!(count(rest), format!("{start} {end}"), "{rest}");
    }
}

#[test]
fn what_nobody_has_chosen_stands_in_brackets() {
    assert_eq!(
        said("{id: p, by: sales, measure: time-to-event, clock: {start: '', stop: []}}"),
        "Sales [does what?] within [how long?] after [what happened?], in every case."
    );
    assert_eq!(
        said("{id: p, by: sales, measure: completeness}"),
        "Sales fills in [what?], in every case."
    );
    let count = "{id: p, by: sales, measure: count}";
    assert_eq!(
        said(count),
        "Sales delivers at least [how many?] [of what?] [in which period?]."
    );
    let promise: Promise = read(count).unwrap();
    assert_eq!(
        promise::unsaid(&promise),
        ["how many", "in which period", "what is counted"]
    );
}

#[test]
fn keys_that_do_not_go_together_are_named_with_their_place() {
    for (promise, place, what) in [
        (
            "measure: completeness, fields: [name], then: counts-as-accepted",
            "spec › sla › promises › 1 › then",
            "this goes with `measure: time-to-event` only",
        ),
        (
            "measure: count, of: {stage: mql}, atLeast: 1, per: day, then: not-delivered",
            "spec › sla › promises › 1 › then",
            "this goes with `measure: completeness` only",
        ),
        (
            "measure: completeness, fields: [name], ofWhich: {percent: 60, are: {event: accepted}}",
            "spec › sla › promises › 1 › ofWhich",
            "`ofWhich` does not go with this `measure`",
        ),
        (
            "measure: count, of: {stage: mql}, atLeast: 1, per: day, ofWhich: {percent: 0, are: {event: accepted}}",
            "spec › sla › promises › 1 › ofWhich › percent",
            "a quality floor is above 0 and at most 100 percent",
        ),
        (
            "measure: count, of: {stage: mql}, atLeast: 1, per: day, ofWhich: {percent: 100.5, are: {event: accepted}}",
            "spec › sla › promises › 1 › ofWhich › percent",
            "a quality floor is above 0 and at most 100 percent",
        ),
        (
            "measure: count, of: {stage: mql}, atLeast: 1, per: day, ofWhich: {percent: 60, are: {event: nothing}}",
            "spec › sla › promises › 1 › ofWhich › are › event",
            "`nothing`",
        ),
        (
            "measure: completeness, fields: [name], appliesTo: {stage: nowhere}",
            "spec › sla › promises › 1 › appliesTo › stage",
            "`nowhere`",
        ),
    ] {
        let text = format!("{SPEC}sla: {{promises: [{{id: p, by: sales, {promise}}}]}}\n");
        let problems = compile(&spec(&text)).map(|_| ()).unwrap_err();
        let found: Vec<String> = problems
            .iter()
            .map(|problem| format!("{}: {}", problem.path, problem.message))
            .collect();
        assert!(
            found
                .iter()
                .any(|text| text.starts_with(&format!("{place}:")) && text.contains(what)),
            "{promise}: {found:?}"
        );
    }
    for (yaml, why) in [
        ("then: nothing", "counts-as-accepted"),
        ("ofWhich: {percent: 60}", "are"),
        ("ofWhich: {percent: x, are: {event: e}}", "percent"),
        ("ofWhich: {percent: 60, are: {event: e}, of: 1}", "of"),
        ("words: [a]", "words"),
    ] {
        let text = format!("{{id: p, by: sales, measure: count, {yaml}}}");
        let error = read::<Promise>(&text).unwrap_err();
        assert!(error.contains(why), "{yaml}: {error}");
    }
}

/// A condition of an SLA may name a stage of another track than `main`.
#[test]
fn a_promise_may_be_for_a_stage_of_another_track() {
    let text = format!(
        "{SPEC}sla: {{promises: [{{id: p, by: sales, measure: completeness, fields: [name], appliesTo: {{all: [{{stage: mql}}, {{stage: wants-to-talk}}]}}}}]}}\n"
    );
    assert!(compile(&spec(&text)).is_ok());
}

/// The example of the guide is one that the program takes, and its first promise reads as the guide says.
#[test]
fn the_guide_says_what_the_sentence_says() {
    let guide = include_str!("../../../../docs/lead-definition.md");
    let chapter = guide.split("## Promises").nth(1).unwrap();
    let example = chapter
        .split("```yaml\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next();
    let facts = "\
fields: {name: {type: text}, email: {type: text}, phone: {type: text}, mql_at: {type: datetime, label: Became an MQL}}
events: {accepted_by_sales: {label: Sales accepted the lead}, rejected_by_sales: {label: Sales rejected the lead}}
stages: [{id: mql, name: Marketing qualified lead}]
";
    let spec = spec(&format!("{facts}{}", example.unwrap()));
    if let Err(problems) = compile(&spec) {
        panic!("{problems:?}");
    }
    let sla = spec.sla.as_ref().unwrap();
    let said = promise::core(&Names::of_rules(&spec), &sla.promises[0]);
    let text = chapter.replace('\n', " ");
    assert!(text.contains(&format!("*{said}.*")), "{said}");
    let days = crate::sla::silence::days(sla, &sla.promises[0]).unwrap();
    assert!(
        text.contains(&format!("{} days for 5 business days", days.0)),
        "{days:?}"
    );
}
