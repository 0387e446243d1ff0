//! Acts, sources and columns that are not what they are taken for, and signatures.

use crate::{
    LeadDefinition, Status,
    agreement::{Agreement, Signature},
    canonical::content_hash,
    date::Day,
    lint::{
        Lint, agreed,
        tests::hand_over::{handing_over, of},
    },
    tests::{FULL, read},
};

#[test]
fn an_act_that_leads_nowhere_is_told() {
    let idle = |when: &str, more: &str| of(Lint::IdleAct, &handing_over(when, more));
    let none = Vec::<String>::new();
    assert_eq!(idle("{score: total, atLeast: 40}", ""), none);
    // Nobody asks for the score of acts above the first stage, but a lower stage does.
    let lower = handing_over("{score: fit, atLeast: 30}", "").replace(
        "  - {id: mql",
        "  - {id: warm, owner: marketing, when: {score: did, above: 0}}\n  - {id: mql",
    );
    assert_eq!(
        of(Lint::IdleAct, &lower),
        [
            "spec › events › demo: the event `demo` gives points and brings no lead to the hand-over",
            "spec › events › guide: the event `guide` gives points and brings no lead to the hand-over"
        ]
    );
    // What only shows interest need not lead there.
    let interest = lower.replace(
        "event: guide, points",
        "event: guide, rated: shows-interest, points",
    );
    assert_eq!(
        of(Lint::IdleAct, &interest),
        ["spec › events › demo: the event `demo` gives points and brings no lead to the hand-over"]
    );
    let counts = lower.replace(
        "event: guide, points",
        "event: guide, rated: counts-towards-hand-over, points",
    );
    assert_eq!(of(Lint::IdleAct, &counts).len(), 2);
    // A gate or the stage itself asks for one of them.
    let gate = lower.replace(
        "gates: [",
        "gates: [{id: d, qualify: mql, when: {event: demo}}, ",
    );
    assert_eq!(
        of(Lint::IdleAct, &gate),
        [
            "spec › events › guide: the event `guide` gives points and brings no lead to the hand-over"
        ]
    );
    let stage = lower.replace(
        "{score: fit, atLeast: 30}",
        "{any: [{score: fit, atLeast: 30}, {event: guide}]}",
    );
    assert_eq!(
        of(Lint::IdleAct, &stage),
        ["spec › events › demo: the event `demo` gives points and brings no lead to the hand-over"]
    );
    // Another track hands over too.
    let track = lower.replace(
        "goldenLeads",
        "  - {id: user, owner: marketing, track: p}\n  - {id: pql, owner: sales, track: p, when: {score: did, atLeast: 10}}\ngoldenLeads",
    );
    assert_eq!(of(Lint::IdleAct, &track), none);

    let unused = |more: &str| {
        of(
            Lint::UnusedEvent,
            &handing_over("{score: total, atLeast: 40}", more),
        )
    };
    assert_eq!(
        unused(""),
        ["spec › events › spoke: nothing asks for the event `spoke`"]
    );
    for uses in [
        "sla: {promises: [{id: p, by: sales, measure: completeness, fields: [name], appliesTo: {event: spoke}}]}",
        "sla: {promises: [{id: p, by: sales, measure: time-to-event, clock: {start: demo, stop: [spoke]}}]}",
        "sla: {promises: [{id: p, by: sales, measure: count, of: {event: spoke}, atLeast: 1, per: week}]}",
    ] {
        assert_eq!(unused(uses), none, "{uses}");
    }
    // From its last day on others count.
    let since = handing_over("{score: total, atLeast: 40}", "").replace(
        "{id: guide, event: guide,",
        "{id: guide, event: guide, since: {event: spoke},",
    );
    assert_eq!(of(Lint::UnusedEvent, &since), none);
    let example = handing_over("{event: demo}", "").replace(
        "asOf: 2026-01-01",
        "asOf: 2026-01-01, events: [{event: spoke, at: 2025-12-01}]",
    );
    assert_eq!(of(Lint::UnusedEvent, &example), none);
}

#[test]
fn a_weaker_act_that_earns_more_is_told() {
    let told = |demo: &str, guide: &str, when: &str| {
        let yaml = handing_over(when, "")
            .replace(
                "{id: demo, event: demo, points: 30}",
                &format!("{{id: demo, event: demo, {demo}}}"),
            )
            .replace(
                "{id: guide, event: guide, points: 15}",
                &format!("{{id: guide, event: guide, {guide}}}"),
            );
        of(Lint::WeakerEarnsMore, &yaml)
    };
    let none = Vec::<String>::new();
    let points = "{score: total, atLeast: 40}";
    let (talk, interest) = ("rated: wants-to-talk-now", "rated: shows-interest");
    let want = "spec › scores › did › rules › 2 › points: the act of the rule `guide` (shows interest) earns 40, and that of `demo` (wants to talk now) only 5";
    assert_eq!(
        told(
            &format!("points: 5, {talk}"),
            &format!("points: 40, {interest}"),
            points
        ),
        [want]
    );
    assert_eq!(
        told(
            &format!("points: 40, {talk}"),
            &format!("points: 40, {interest}"),
            points
        ),
        none
    );
    assert_eq!(
        told(
            &format!("points: 5, {talk}"),
            &format!("points: 40, {talk}"),
            points
        ),
        none
    );
    // A cap, and points that nobody can earn even on the first day.
    assert_eq!(
        told(
            &format!("points: 5, {talk}"),
            &format!("points: 40, cap: 5, {interest}"),
            points
        ),
        none
    );
    let faded = format!("points: 40, decay: [{{keep: 10%}}], {interest}");
    assert_eq!(told(&format!("points: 5, {talk}"), &faded, points), none);
    // Nobody rated them, and one of them opens the hand-over by itself.
    let opens = "{any: [{score: total, atLeast: 40}, {event: demo}]}";
    assert_eq!(
        told("points: 5", "points: 40", opens),
        [
            "spec › scores › did › rules › 2 › points: the act of the rule `guide` (not enough by itself) earns 40, and that of `demo` (enough for the hand-over) only 5"
        ]
    );
    assert_eq!(told("points: 40", "points: 15", opens), none);
    // An act among those of which the stage wants any, beside points, opens nothing by itself.
    assert_eq!(
        told(
            "points: 5",
            "points: 40",
            "{all: [{score: total, atLeast: 40}, {any: [{event: demo}, {score: did, above: 0}]}]}"
        ),
        none
    );
}

#[test]
fn a_source_that_names_none_is_told_where_something_asks_for_a_source() {
    let told = |field: &str, more: &str| {
        let yaml = handing_over("{all: [{event: demo}, {field: name, present: true}]}", more)
            .replace(
                "size: {type: number}",
                &format!("size: {{type: number}}, {field}"),
            );
        of(Lint::VagueSource, &yaml)
    };
    let none = Vec::<String>::new();
    let promise = |field: &str| {
        format!(
            "sla: {{promises: [{{id: p, by: marketing, measure: completeness, fields: [{field}]}}]}}"
        )
    };
    let all = "spec › fields › source: `source` takes \"website\", \"direct\", \"other\", \"unknown\", \"internet\", \"offline\", \"web\", \"none\" for a source";
    assert_eq!(told("source: {type: text}", &promise("source")), [all]);
    assert_eq!(
        told("source: {type: text}", &promise("{anyOf: [name, source]}")),
        [all]
    );
    assert_eq!(told("source: {type: text}", &promise("name")), none);
    assert_eq!(told("source: {type: text}", &promise("email")), none);
    assert_eq!(
        told(
            "a: {type: text, label: Lead source, placeholders: [Website, DIRECT, other, unknown, internet, offline]}",
            &promise("a")
        ),
        ["spec › fields › a: `a` takes \"web\", \"none\" for a source"]
    );
    assert_eq!(
        told(
            "a: {type: text, columns: [LeadSource], placeholders: [website, direct, other, unknown, internet, offline, web, none]}",
            &promise("a")
        ),
        none
    );
    assert_eq!(told("resources: {type: text}", &promise("resources")), none);
    assert_eq!(
        told(
            "source: {type: text}",
            "grades: {g: [{when: {field: source, present: true}, grade: A}, {grade: B}]}"
        ),
        [all]
    );
}

#[test]
fn a_column_of_any_form_or_meeting_is_told() {
    let told = |event: &str| of(Lint::AnyActColumn, &format!("events: {{{event}}}"));
    let none = Vec::<String>::new();
    assert_eq!(
        told(
            "contact: {label: Sent the contact form, columns: {count: [Contact forms, Number of Form Submissions], last: [Recent conversion date]}}"
        ),
        [
            "spec › events › contact › columns › count › 2: the columns 'Number of Form Submissions', 'Recent conversion date' count any form, and `contact` is one act"
        ]
    );
    assert_eq!(
        told(
            "talk: {label: Booked a consultation, columns: {last: 'Date of last meeting booked in meetings tool'}}"
        ),
        [
            "spec › events › talk › columns › last › 1: the column 'Date of last meeting booked in meetings tool' counts any meeting, and `talk` is one act"
        ]
    );
    assert_eq!(
        told("demo_requested: {columns: {count: [form_submissions]}}").len(),
        1
    );
    for event in [
        "form: {label: Sent a form, columns: {count: Form Submissions}}",
        "form_submitted: {columns: {count: Form Submissions}}",
        "meeting: {label: Booked a meeting with us, columns: {last: Last meeting}}",
        "contact: {label: Sent the contact form, columns: {last: Contact form date}}",
        "demo: {}",
    ] {
        assert_eq!(told(event), none, "{event}");
    }
}

#[test]
fn a_file_that_says_agreed_is_held_against_its_signatures() {
    let full: LeadDefinition = read(FULL).expect("the full file");
    let hash = content_hash(&full.spec);
    let signature = |name: &str| Signature {
        party: name.to_lowercase(),
        name: name.to_owned(),
        on: "2026-01-01".parse().map(Day).expect("a day"),
        version: full.metadata.version.clone(),
        content_hash: hash.clone(),
        terms: None,
        agreement_hash: None,
    };
    let why = |signatures: Option<Vec<Signature>>| {
        let mut definition = full.clone();
        definition.metadata.status = Status::Agreed;
        definition.agreement = signatures.map(|signatures| Agreement {
            signatures,
            ..Agreement::default()
        });
        agreed(&definition).map(|warning| (warning.path.to_string(), warning.why))
    };
    let told = |why: &str| Some(("metadata › status".to_owned(), why.to_owned()));
    let changed = |signature: Signature| Signature {
        content_hash: "sha256:0".into(),
        ..signature
    };
    let earlier = |signature: Signature| Signature {
        version: "0.9.0".into(),
        ..signature
    };
    assert_eq!(why(None), told("nobody has signed it"));
    assert_eq!(why(Some(Vec::new())), told("nobody has signed it"));
    let alone = "one person alone has signed this version of the rules";
    assert_eq!(why(Some(vec![signature("Ann")])), told(alone));
    // One name twice is one person.
    assert_eq!(
        why(Some(vec![signature("Ann"), signature("ann ")])),
        told(alone)
    );
    assert_eq!(
        why(Some(vec![signature("Ann"), changed(signature("Bo"))])),
        told(alone)
    );
    let void = "no signature in it is under this version of the rules";
    assert_eq!(
        why(Some(vec![
            earlier(signature("Ann")),
            changed(signature("Bo"))
        ])),
        told(void)
    );
    assert_eq!(why(Some(vec![signature("Ann"), signature("Bo")])), None);
    for status in [Status::Draft, Status::Proposed, Status::Superseded] {
        let mut definition = full.clone();
        definition.agreement = None;
        definition.metadata.status = status;
        assert_eq!(agreed(&definition), None);
    }
}
