//! Hand-overs that can be entered by whom they should not be, and what is said to be no lead.

use proptest::prelude::*;

use crate::{
    compile,
    golden::{GoldenEvent, run_one},
    lint::{Lint, lint},
    tests::spec,
};

/// The part of a definition that hands over from marketing to sales: a stage `mql` that is entered by `when`.
pub(super) fn handing_over(when: &str, more: &str) -> String {
    format!(
        "fields: {{name: {{type: text}}, company: {{type: text}}, email: {{type: text}}, phone: {{type: text}}, size: {{type: number}}, kind: {{type: text}}}}
events: {{demo: {{}}, guide: {{}}, spoke: {{label: Sales spoke to them}}}}
gates: [{{id: list, disqualify: true, when: {{field: kind, is: bought}}}}]
scores:
  fit: {{rules: [{{id: size, points: 30, when: {{field: size, atLeast: 50}}}}]}}
  did: {{rules: [{{id: demo, event: demo, points: 30}}, {{id: guide, event: guide, points: 15}}]}}
  total: {{sum: [fit, did]}}
stages:
  - {{id: lead, owner: marketing}}
  - {{id: mql, owner: sales, when: {when}}}
goldenLeads: [{{id: g, asOf: 2026-01-01, expect: {{stage: lead}}}}]
{more}"
    )
}

/// What asks for a whole record.
pub(super) const RECORD: &str = "{field: name, present: true}, {field: company, present: true}, {any: [{field: email, present: true}, {field: phone, present: true}]}";

/// The warnings of one kind, each with its place.
pub(super) fn of(kind: Lint, yaml: &str) -> Vec<String> {
    let warnings = lint(&spec(yaml)).into_iter();
    let warnings = warnings.filter(|warning| warning.lint == kind);
    warnings
        .map(|w| format!("{}: {}", w.path, w.what))
        .collect()
}

#[test]
fn a_hand_over_without_an_act_is_told_at_the_way_in_that_asks_for_none() {
    let of = |when: &str, more: &str| {
        let when = when.replace("RECORD", RECORD);
        of(Lint::HandOverWithoutAct, &handing_over(&when, more))
    };
    let told = |path: &str| {
        vec![format!(
            "spec › stages › {path}: a lead that did nothing can be handed over in the stage `mql`"
        )]
    };
    for asks in [
        "{event: demo}",
        "{score: did, above: 0}",
        "{all: [RECORD, {any: [{event: demo}, {event: spoke}]}]}",
        "{all: [RECORD, {any: [{score: total, atLeast: 31}, {event: demo}]}]}",
        // Fit alone comes to 30.
        "{score: total, atLeast: 31}",
        "{none: [{score: did, atMost: 0}]}",
        "{atLeast: 2, of: [{event: demo}, {event: guide}, {field: size, atLeast: 9}]}",
    ] {
        assert_eq!(of(asks, ""), Vec::<String>::new(), "{asks}");
    }
    for (asks, path) in [
        ("{all: [RECORD, {field: size, atLeast: 50}]}", "2 › when"),
        ("{score: total, atLeast: 30}", "2 › when"),
        (
            "{any: [{event: demo}, {score: total, atLeast: 30}]}",
            "2 › when › any › 2",
        ),
        (
            "{atLeast: 1, of: [{event: demo}, {field: size, atLeast: 9}]}",
            "2 › when",
        ),
        ("{none: [{event: demo}]}", "2 › when"),
    ] {
        assert_eq!(of(asks, ""), told(path), "{asks}");
    }
    // A gate opens the stage, and one that keeps out whoever did nothing closes it.
    let gates = |gate: &str| {
        handing_over("{event: demo}", "").replace("gates: [", &format!("gates: [{gate}, "))
    };
    assert_eq!(
        self::of(
            Lint::HandOverWithoutAct,
            &gates("{id: big, qualify: mql, when: {field: size, atLeast: 900}}")
        ),
        ["spec › gates › 1 › when: a lead that did nothing can be handed over in the stage `mql`"]
    );
    let closed = gates("{id: idle, suspend: true, when: {none: [{event: demo}, {event: guide}]}}");
    let closed = closed.replace("when: {event: demo}}", "when: {score: total, atLeast: 30}}");
    assert_eq!(
        self::of(Lint::HandOverWithoutAct, &closed),
        Vec::<String>::new()
    );
}

#[test]
fn a_field_that_records_an_act_is_an_act() {
    let of = |field: &str, when: &str| {
        let yaml = handing_over(when, "").replace(
            "size: {type: number}",
            &format!("size: {{type: number}}, {field}"),
        );
        of(Lint::HandOverWithoutAct, &yaml).len()
    };
    for (field, when, told) in [
        ("calls: {type: number}", "{field: calls, atLeast: 1}", 0),
        ("calls: {type: number}", "{field: calls, atLeast: 0}", 1),
        (
            "f: {type: number, columns: [TotalVisits]}",
            "{field: f, above: 2}",
            0,
        ),
        (
            "f: {type: boolean, label: Intro call held}",
            "{field: f, is: true}",
            0,
        ),
        (
            "f: {type: boolean, label: Intro call held}",
            "{field: f, is: false}",
            1,
        ),
        (
            "origin: {type: text}",
            "{field: origin, in: [Lead Add Form, Chat request]}",
            0,
        ),
        (
            "origin: {type: text}",
            "{field: origin, in: [Lead Add Form, Import]}",
            1,
        ),
    ] {
        assert_eq!(of(field, when), told, "{field} {when}");
    }
}

#[test]
fn the_hand_over_is_where_others_are_to_act() {
    let told = |stages: &str, more: &str| {
        let yaml = handing_over("{event: demo}", more);
        let (head, rest) = yaml.split_once("stages:").expect("stages");
        let (_, tail) = rest.split_once("goldenLeads").expect("golden leads");
        of(
            Lint::HandOverWithoutAct,
            &format!("{head}stages: [{{id: lead, owner: marketing}}, {stages}]\ngoldenLeads{tail}"),
        )
    };
    let open = "when: {field: size, atLeast: 9}";
    // All is marketing's, and nobody else promises anything.
    assert_eq!(
        told(&format!("{{id: mql, owner: marketing, {open}}}"), ""),
        Vec::<String>::new()
    );
    let fields = format!("{{id: mql, owner: marketing, {open}, handOff: [name]}}");
    assert_eq!(told(&fields, "").len(), 1);
    let promise = |by: &str| {
        format!(
            "sla: {{promises: [{{id: p, by: {by}, measure: completeness, fields: [name], appliesTo: {{stage: mql}}}}]}}"
        )
    };
    let stage = format!("{{id: mql, owner: marketing, {open}}}");
    assert_eq!(told(&stage, &promise("sales")).len(), 1);
    assert_eq!(told(&stage, &promise("marketing")), Vec::<String>::new());
    // A stage above it is looked at too, unless it is what a lead has become, or sales has spoken to it before.
    let above = |stage: &str| {
        told(
            &format!("{{id: mql, owner: sales, when: {{event: demo}}}}, {stage}"),
            "",
        )
        .len()
    };
    assert_eq!(above(&format!("{{id: ready, owner: sales, {open}}}")), 1);
    assert_eq!(above(&format!("{{id: customer, owner: sales, {open}}}")), 0);
    assert_eq!(
        above("{id: sql, owner: sales, when: {all: [{event: spoke}, {field: size, atLeast: 9}]}}"),
        0
    );
    // A track of its own is none of the main one.
    assert_eq!(
        above(&format!(
            "{{id: pql, owner: sales, track: product, {open}}}"
        )),
        0
    );
}

#[test]
fn a_hand_over_without_a_record_names_what_is_not_asked_for() {
    let of = |when: &str, change: (&str, &str)| {
        let when = when.replace("RECORD", RECORD);
        let yaml = handing_over(&when, "").replace(change.0, change.1);
        let warnings = lint(&spec(&yaml)).into_iter();
        let found = warnings.filter(|warning| warning.lint == Lint::HandOverWithoutRecord);
        found
            .map(|w| format!("{}: {}; {}", w.path, w.what, w.suggestion))
            .collect::<Vec<_>>()
    };
    let same = ("", "");
    let none = Vec::<String>::new();
    assert_eq!(of("{all: [RECORD, {event: demo}]}", same), none);
    // Where a field is compared it is known as well.
    assert_eq!(
        of(
            "{all: [{field: name, present: true}, {field: company, contains: [a]}, {field: phone, startsWith: ['+']}]}",
            same
        ),
        none
    );
    // A gate that keeps out whoever cannot be reached is as good as a condition.
    let gate = (
        "gates: [",
        "gates: [{id: c, disqualify: true, when: {all: [{field: email, missing: true}, {field: phone, missing: true}]}}, ",
    );
    assert_eq!(
        of("{event: demo}", gate),
        [
            "spec › stages › 2 › when: a lead without a name or a company can be handed over in the stage `mql`; add to every way into it {field: name, present: true}, {field: company, present: true}"
        ]
    );
    assert_eq!(
        of("{any: [{all: [RECORD]}, {event: demo}]}", same),
        [
            "spec › stages › 2 › when › any › 2: a lead without a name, a company or an email address or phone number can be handed over in the stage `mql`; add to every way into it {field: name, present: true}, {field: company, present: true}, {any: [{field: email, present: true}, {field: phone, present: true}]}"
        ]
    );
    // Of people on their own no company is asked; of what is not declared it is said.
    assert_eq!(
        of(
            "{all: [{field: name, present: true}, {field: phone, present: true}]}",
            ("company: {type: text}, ", "")
        ),
        none
    );
    assert_eq!(
        of(
            "{all: [{field: company, present: true}, {field: phone, present: true}]}",
            ("name: {type: text}, ", "")
        ),
        [
            "spec › stages › 2 › when: a lead without a name can be handed over in the stage `mql`; declare a field for a name, and ask for it"
        ]
    );
    // Synonyms: by label and by column.
    let renamed = (
        "name: {type: text}, company: {type: text}, email: {type: text}, phone: {type: text}",
        "a: {type: text, label: Full name}, b: {type: text, columns: [Account Name]}, c: {type: text, label: E-mail address}",
    );
    assert_eq!(
        of(
            "{all: [{field: a, present: true}, {field: b, present: true}, {field: c, present: true}]}",
            renamed
        ),
        none
    );
}

/// What is said of one line of `isNot` beside a hand-over.
fn told(line: &str, when: &str) -> Vec<String> {
    let yaml = handing_over(
        &when.replace("RECORD", RECORD),
        &format!("isNot: [\"{line}\"]"),
    );
    let mut all = of(Lint::NotALeadLetIn, &yaml);
    all.extend(of(Lint::InWordsOnly, &yaml));
    all
}

#[test]
fn what_is_no_lead_is_held_against_the_stages() {
    let none = Vec::<String>::new();
    let silent = "Fits well, but never got in touch";
    let sized = "{all: [RECORD, {field: size, atLeast: 50}]}";
    let asked = &"{all: [RECORD, {event: demo}]}".replace("RECORD", RECORD);
    assert_eq!(
        told(silent, sized),
        [
            "spec › isNot › 1: \"Fits well, but never got in touch\" is said to be no lead, and the stage `mql` lets it in"
        ]
    );
    assert_eq!(told(silent, asked), none);
    assert_eq!(
        told(
            "A name without an email address or phone number",
            "{event: demo}"
        )
        .len(),
        1
    );
    assert_eq!(
        told("A name without an email address or phone number", asked),
        none
    );
    assert_eq!(told("An anonymous page view", asked), none);
    // What somebody did, and nothing else.
    assert_eq!(
        told(
            "Somebody who only read the guide",
            "{score: did, atLeast: 30}"
        ),
        none
    );
    assert_eq!(
        told(
            "Somebody who only read the guide",
            "{score: did, atLeast: 15}"
        ),
        [
            "spec › isNot › 1: \"Somebody who only read the guide\" is said to be no lead, and the stage `mql` lets it in"
        ]
    );
    // A stage that asks for it.
    assert_eq!(
        told(
            "A student",
            "{all: [{field: kind, in: [teacher, student]}, {event: demo}]}"
        ),
        ["spec › isNot › 1: \"A student\" is said to be no lead, and the stage `mql` lets it in"]
    );
}

#[test]
fn what_is_no_lead_is_kept_out_by_gates_points_and_examples() {
    let none = Vec::<String>::new();
    let asked = &"{all: [RECORD, {event: demo}]}".replace("RECORD", RECORD);
    // Kept out: by the reason of a gate, by its values, by points below 0, by `none`, by an example.
    assert_eq!(told("A bought list", asked), none);
    let gate = |line: &str, gate: &str| {
        let yaml = handing_over(asked, &format!("isNot: [\"{line}\"]"));
        of(
            Lint::InWordsOnly,
            &yaml.replace("gates: [", &format!("gates: [{gate}, ")),
        )
    };
    assert_eq!(
        gate(
            "Works for a rival",
            "{id: r, disqualify: true, when: {field: kind, is: x}, because: Works for a rival}"
        ),
        none
    );
    assert_eq!(
        gate(
            "A rival or a supplier",
            "{id: r, suspend: true, when: {field: kind, in: [supplier]}}"
        ),
        none
    );
    let opened = handing_over(asked, "isNot: [A rival or a supplier]").replace(
        "gates: [",
        "gates: [{id: r, qualify: mql, when: {field: kind, in: [supplier]}}, ",
    );
    assert_eq!(
        of(Lint::NotALeadLetIn, &opened),
        [
            "spec › isNot › 1: \"A rival or a supplier\" is said to be no lead, and the stage `mql` lets it in"
        ]
    );
    let minus = handing_over(asked, "isNot: [Looks for a job with us]").replace(
        "{id: guide, event: guide, points: 15}",
        "{id: jobs, event: guide, points: -15, because: looks for a job}",
    );
    assert_eq!(of(Lint::InWordsOnly, &minus), none);
    assert_eq!(
        told(
            "A student",
            "{all: [{event: demo}, {none: [{field: kind, is: student}]}]}"
        ),
        none
    );
    let example = handing_over(asked, "isNot: [A student]").replace(
        "{id: g, asOf: 2026-01-01, expect: {stage: lead}}",
        "{id: student, asOf: 2026-01-01, expect: {stage: none}}",
    );
    assert_eq!(of(Lint::InWordsOnly, &example), none);
    // All that is in words only is told once.
    let both = handing_over(
        asked,
        "isNot: [Gave wrong details, A bought list, Has a claim]",
    );
    assert_eq!(
        of(Lint::InWordsOnly, &both),
        ["spec › isNot › 1: \"Gave wrong details\", \"Has a claim\" are in words only"]
    );
}

/// A condition over the fields and events of [`handing_over`], as a file writes it.
fn condition() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "{event: demo}",
        "{event: guide}",
        "{field: size, atLeast: 50}",
        "{field: size, missing: true}",
        "{field: kind, is: a}",
        "{field: name, present: true}",
        "{score: fit, atLeast: 30}",
        "{score: did, above: 0}",
        "{score: did, atMost: 0}",
        "{score: total, atLeast: 30}",
        "{score: total, between: [15, 40]}",
        "{grade: g, in: [A]}",
        "{grade: g, in: [B]}",
    ]);
    leaf.prop_map(str::to_owned)
        .prop_recursive(3, 12, 3, |inner| {
            (0..4_u8, prop::collection::vec(inner, 1..4)).prop_map(|(kind, parts)| {
                let parts = parts.join(", ");
                match kind {
                    0 => format!("{{all: [{parts}]}}"),
                    1 => format!("{{any: [{parts}]}}"),
                    2 => format!("{{none: [{parts}]}}"),
                    _ => format!("{{atLeast: 1, of: [{parts}]}}"),
                }
            })
        })
}

/// Fields with their cells, and events.
type Facts = (Vec<(&'static str, &'static str)>, Vec<&'static str>);

/// Every lead of a few values, with and without a name and acts.
fn leads() -> Vec<Facts> {
    let mut leads = Vec::new();
    for name in ["", "Ann"] {
        for size in ["", "9", "90"] {
            for kind in ["", "a", "bought"] {
                for events in [vec![], vec!["demo"], vec!["guide"], vec!["demo", "guide"]] {
                    let fields = vec![("name", name), ("size", size), ("kind", kind)];
                    leads.push((fields, events));
                }
            }
        }
    }
    leads
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// Whoever gets in without an act, or without a name, is never passed over in silence.
    #[test]
    fn no_lead_slips_in_unsaid(when in condition(), gate in condition()) {
        let grades = "grades: {g: [{when: {event: guide}, grade: A}, {when: {field: size, atLeast: 9}, grade: B}, {grade: C}]}";
        let facts = !gate.contains("score") && !gate.contains("grade");
        let yaml = handing_over(&when, grades);
        let yaml = if facts {
            yaml.replace("gates: [", &format!("gates: [{{id: out, suspend: true, when: {gate}}}, "))
        } else {
            yaml
        };
        let spec = spec(&yaml);
        let Ok(compiled) = compile(&spec) else {
            return Ok(());
        };
        let act = !of(Lint::HandOverWithoutAct, &yaml).is_empty();
        let name = of(Lint::HandOverWithoutRecord, &yaml).iter().any(|said| said.contains("without a name"));
        for (fields, events) in leads() {
            let mut golden = spec.golden_leads[0].clone();
            golden.fields = fields.iter().map(|(id, cell)| ((*id).to_owned(), (*cell).to_owned())).collect();
            golden.events = events.iter().map(|event| GoldenEvent { event: (*event).to_owned(), at: "2025-12-01".into() }).collect();
            let handed_over = run_one(&compiled, &golden).outcome.stage.as_deref() == Some("mql");
            prop_assert!(!handed_over || !events.is_empty() || act, "{fields:?} did nothing");
            prop_assert!(!handed_over || !fields[0].1.is_empty() || name, "{events:?} has no name");
        }
    }
}
