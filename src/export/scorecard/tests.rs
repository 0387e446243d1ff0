//! What the sheets say, and what each tool's limits drop.

use crate::{CompiledForm, Tool, scorecard};
use leadpact_definition::{LeadDefinition, compile};

fn sheet_of(definition: &LeadDefinition, tool: Tool) -> CompiledForm {
    let compiled = compile(&definition.spec).expect("compiles");
    scorecard(definition, &compiled, tool)
}

/// A sheet for rules of one score about the fields and events below.
fn sheet(score: &str, tool: Tool) -> (String, CompiledForm) {
    let indented: Vec<String> = score
        .lines()
        .map(|line| format!("      {line}\n"))
        .collect();
    let indented = indented.concat();
    let file = format!(
        "\
apiVersion: leadpact/v1
kind: LeadDefinition
metadata:
  name: a
  title: A
  version: 1.0.0
  status: draft
spec:
  fields:
    source: {{type: text}}
    title: {{type: words, label: Job title}}
    seats: {{type: number}}
    level: {{type: level, levels: [low, middle, high]}}
    seen: {{type: date}}
  events:
    demo: {{label: Requested a demo}}
    rejected: {{label: Sales rejected the lead}}
  scores:
    s:
{indented}"
    );
    let definition = leadpact_files::read_definition("a", file.as_bytes()).expect("rules");
    let form = sheet_of(&definition, tool);
    let page = String::from_utf8(form.files[0].1.clone()).expect("text");
    (page, form)
}

fn rules(rules: &[&str]) -> String {
    let rules: Vec<String> = rules
        .iter()
        .map(|rule| format!("  - {{{rule}}}\n"))
        .collect();
    let rules = rules.concat();
    format!("rules:\n{rules}")
}

/// The rows of the table of rules: points and criterion.
fn lines(page: &str) -> Vec<(String, String)> {
    let (_, table) = page.split_once("| Rule | Group |").unwrap_or_default();
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split(" | ").collect();
        (cells[2].to_owned(), cells[3].to_owned())
    })
    .collect()
}

fn row(points: &str, criterion: &str) -> (String, String) {
    (points.to_owned(), criterion.to_owned())
}

#[test]
fn plain_rules_are_exact_in_each_tools_words() {
    let score = rules(&[
        "id: a, points: 10, when: {field: source, in: [Referral, Partner]}",
        "id: b, points: -5, when: {none: [{field: source, in: [Referral]}]}",
        "id: c, points: 3, when: {all: [{field: level, atLeast: middle}, {field: seats, above: 10}]}",
    ]);
    let (page, form) = sheet(&score, Tool::Hubspot);
    assert!(form.fidelity.is_exact(), "{}", form.fidelity.losses());
    assert_eq!(
        lines(&page),
        [
            row("+10", "“source” is any of “Referral”, “Partner”"),
            row(
                "−5",
                "“source” is none of “Referral” OR “source” is unknown"
            ),
            row(
                "+3",
                "“level” is any of “middle”, “high” AND “seats” is greater than 10"
            ),
        ]
    );
    let (page, form) = sheet(&score, Tool::Dynamics);
    assert!(form.fidelity.is_exact(), "{}", form.fidelity.losses());
    assert_eq!(
        lines(&page)[1],
        row(
            "−5",
            "“source” does not equal any of “Referral” OR “source” does not contain data"
        )
    );
    let (page, form) = sheet(&score, Tool::Zoho);
    assert!(form.fidelity.is_exact(), "{}", form.fidelity.losses());
    assert_eq!(
        lines(&page)[1],
        row("−5", "“source” isn't “Referral” OR “source” is empty")
    );
    // Points that stay when they should go are said once for all rules.
    let (page, form) = sheet(&score, Tool::AccountEngagement);
    assert_eq!(
        lines(&page)[0],
        row("+10", "“source” is “Referral”; “Partner”")
    );
    let what: Vec<&str> = form
        .fidelity
        .approximated
        .iter()
        .map(|line| line.what.as_str())
        .collect();
    assert_eq!(what, ["all rules"]);
}

#[test]
fn bands_units_and_choices_become_lines() {
    let (page, form) = sheet(
        &rules(&[
            "id: a, field: seats, bands: [{below: 5, points: 0}, {atMost: 9, points: 2}, {points: 4}], whenMissing: -1",
            "id: b, field: seats, per: unit, points: 5, cap: 12",
            "id: c, firstOf: [{when: {field: level, is: high}, points: 9}, {when: {field: level, is: low}, points: 1}]",
            "id: d, largestOf: [{id: e, points: 2, when: {field: level, is: low}}, {id: f, points: 6, when: {field: level, is: high}}]",
        ]),
        Tool::Hubspot,
    );
    assert!(form.fidelity.is_exact(), "{}", form.fidelity.losses());
    let not_high = "(“level” is none of “high” OR “level” is unknown)";
    assert_eq!(
        lines(&page),
        [
            row(
                "+2",
                "“seats” is greater than or equal to 5 AND “seats” is less than or equal to 9"
            ),
            row("+4", "“seats” is greater than 9"),
            row("−1", "“seats” is unknown"),
            row(
                "+5",
                "“seats” is greater than or equal to 1 AND “seats” is less than 2"
            ),
            row(
                "+10",
                "“seats” is greater than or equal to 2 AND “seats” is less than 3"
            ),
            row("+12", "“seats” is greater than or equal to 3"),
            row("+9", "“level” is any of “high”"),
            row("+1", &format!("“level” is any of “low” AND {not_high}")),
            row("+6", "“level” is any of “high”"),
            row("+2", &format!("“level” is any of “low” AND {not_high}")),
        ]
    );
}

#[test]
fn k_of_n_is_written_out_while_it_is_short() {
    let k_of_n = "id: a, points: 1, when: {atLeast: 2, of: [{field: source, is: x}, {field: level, is: low}, {field: seats, above: 1}]}";
    let (page, form) = sheet(&rules(&[k_of_n]), Tool::Hubspot);
    assert!(form.fidelity.is_exact());
    assert_eq!(
        lines(&page)[0].1,
        "(“source” is any of “x” AND “level” is any of “low”) OR (“source” is any of “x” AND “seats” is greater than 1) OR \
         (“level” is any of “low” AND “seats” is greater than 1)"
    );
    let many: Vec<String> = (0..6)
        .map(|n| format!("{{field: seats, above: {n}}}"))
        .collect();
    let many = format!(
        "id: a, points: 1, when: {{atLeast: 3, of: [{}]}}",
        many.join(", ")
    );
    let (page, form) = sheet(&rules(&[&many]), Tool::Hubspot);
    assert!(lines(&page).is_empty());
    assert!(
        form.fidelity
            .losses()
            .contains("dropped: rule a: HubSpot cannot count"),
        "{}",
        form.fidelity.losses()
    );
}

#[test]
fn repeated_acts_are_as_exact_as_the_tool_counts() {
    let capped = rules(&["id: a, event: demo, per: occurrence, points: 5, cap: 10, within: 30d"]);
    let (page, form) = sheet(&capped, Tool::Hubspot);
    assert!(form.fidelity.is_exact(), "{}", form.fidelity.losses());
    assert!(page.contains("| +5 | “requested a demo” happened in the last 30 days | each time; limit of the rule 10 |"), "{page}");
    let (page, form) = sheet(&capped, Tool::Dynamics);
    assert!(form.fidelity.is_exact(), "{}", form.fidelity.losses());
    assert_eq!(
        lines(&page),
        [
            row("+5", "“requested a demo” happened in the last 30 days"),
            row(
                "+5",
                "“requested a demo” happened at least 2 times in the last 30 days"
            ),
        ]
    );
    let (_, form) = sheet(&capped, Tool::Zoho);
    let losses = form.fidelity.losses();
    assert!(
        losses.contains("Zoho CRM has no limit for one rule; here it is 10"),
        "{losses}"
    );
    assert!(losses.contains("Zoho CRM keeps the last date"), "{losses}");
    let (_, form) = sheet(
        &rules(&["id: a, event: demo, per: week, points: 5"]),
        Tool::Hubspot,
    );
    assert!(
        form.fidelity
            .losses()
            .contains("cannot count once per week")
    );
}

#[test]
fn what_fades_once_is_written_by_its_age() {
    let fading = rules(&[
        "id: a, event: demo, points: 10, within: 180d, decay: [{within: 30d, keep: 100%}, {within: 90d, keep: 50%}, {keep: 25%}]",
    ]);
    let (page, form) = sheet(&fading, Tool::Hubspot);
    assert!(form.fidelity.is_exact(), "{}", form.fidelity.losses());
    let within = |days: u32| format!("“requested a demo” happened in the last {days} days");
    let not = |days: u32| format!("“requested a demo” has not happened in the last {days} days");
    assert_eq!(
        lines(&page),
        [
            row("+10", &within(30)),
            row("+5", &format!("{} AND {}", within(90), not(30))),
            row("+2", &format!("{} AND {}", within(180), not(90))),
        ]
    );
}

#[test]
fn what_no_tool_has_is_named() {
    let whole = format!(
        "cap: 50\nfloor: 0\nfreezeAbove: 40\nresetWhen: {{field: seen, olderThan: 365d}}\ngroups: {{g: {{cap: 5}}}}\n\
         decay: {{by: seen, steps: [{{within: 30d, keep: 100%}}, {{keep: 50%}}]}}\n{}",
        rules(&[
            "id: a, group: g, points: 5, when: {field: title, hasAny: [sales]}",
            "id: b, field: seats, per: unit, points: 1",
            "id: c, points: 5, when: {event: demo, days: {atLeast: 3}, within: 7d}",
            "id: d, points: 5, when: {field: source, endsWith: x}",
        ])
    );
    for (tool, dropped, approximated) in [
        (
            Tool::Hubspot,
            vec!["score s", "rule b", "rule c"],
            vec!["score s", "score s", "score s", "rule a"],
        ),
        (
            Tool::AccountEngagement,
            vec!["score s", "rule b", "rule c", "rule d"],
            vec![
                "score s",
                "score s",
                "score s",
                "score s",
                "rule a",
                "score s, group g",
                "all rules",
            ],
        ),
        (
            Tool::Dynamics,
            vec!["score s", "rule b", "rule c"],
            vec![
                "score s",
                "score s",
                "score s",
                "score s",
                "rule a",
                "score s, group g",
            ],
        ),
        (
            Tool::Zoho,
            vec!["score s", "rule b", "rule c"],
            // The age in resetWhen is looked at too seldom as well.
            vec![
                "score s",
                "score s",
                "score s",
                "score s",
                "score s",
                "rule a",
                "score s, group g",
            ],
        ),
    ] {
        let (_, form) = sheet(&whole, tool);
        let what = |lines: &[crate::fidelity::FidelityLine]| -> Vec<String> {
            lines.iter().map(|line| line.what.clone()).collect()
        };
        assert_eq!(what(&form.fidelity.dropped), dropped, "{tool:?}");
        assert_eq!(
            what(&form.fidelity.approximated),
            approximated,
            "{tool:?} {}",
            form.fidelity.losses()
        );
    }
}

#[test]
fn which_of_two_acts_came_last_is_said_and_is_not_exact() {
    let rule = "id: r, points: 5, when: {event: demo, since: rejected, within: 30d}";
    for tool in Tool::ALL {
        let (page, form) = sheet(&rules(&[rule]), tool);
        let said = "happened in the last 30 days on a later day than \u{201c}sales rejected the lead\u{201d} last did";
        assert!(page.contains(said), "{page}");
        let told = "does not ask which of two events happened last";
        let mut lossy = form.fidelity.approximated.iter();
        assert!(lossy.any(|line| line.why.contains(told)), "{page}");
    }
}

#[test]
fn acts_from_a_day_of_the_lead_on_are_left_out_and_cool_downs_are_not_exact() {
    let from_day = [
        "id: r, event: demo, points: 5, since: {event: rejected}",
        "id: r, points: 5, when: {event: demo, since: {event: rejected}}",
        "id: r, points: 5, when: {anyEvent: [demo], since: {event: rejected}}",
    ];
    for tool in Tool::ALL {
        for rule in from_day {
            let (page, form) = sheet(&rules(&[rule]), tool);
            let told = "does not compare the day on which";
            let mut dropped = form.fidelity.dropped.iter();
            assert!(
                dropped.any(|line| line.why.contains(told)),
                "{tool:?} {rule} {page}"
            );
        }
        let rule = "id: r, event: demo, points: 5, per: {cooldown: 30d}, when: {event: rejected}";
        let (page, form) = sheet(&rules(&[rule]), tool);
        let told = "cannot count only what is at least 30 days after the last time that counted";
        let mut lossy = form.fidelity.approximated.iter();
        assert!(lossy.any(|line| line.why.contains(told)), "{tool:?} {page}");
    }
}

#[test]
fn a_grade_that_cannot_be_asked_for_is_left_out_whole() {
    let definition = acme();
    let form = sheet_of(&definition, Tool::AccountEngagement);
    let page = String::from_utf8_lossy(&form.files[0].1);
    assert!(!page.contains("## Grades"));
    assert!(
        form.fidelity
            .losses()
            .contains("dropped: grade fit: asks for fit alone")
    );
    assert!(
        form.fidelity
            .losses()
            .contains("dropped: stage mql: asks for engagement alone")
    );
}

fn acme() -> LeadDefinition {
    let rules = include_bytes!("../tests/acme.yaml");
    leadpact_files::read_definition("acme", rules).expect("rules")
}

#[test]
fn a_hostile_text_is_no_markup() {
    let mut definition = acme();
    let hostile = "<b>|`*[x](http://e.org)\n# y";
    let spec = &mut definition.spec;
    for field in spec.fields.values_mut() {
        field.label = Some(hostile.to_owned());
        field.placeholders.push(hostile.to_owned());
    }
    for event in spec.events.values_mut() {
        event.label = Some(hostile.to_owned());
    }
    for list in spec.lists.values_mut() {
        list.values.push(hostile.to_owned());
    }
    for stage in &mut spec.stages {
        stage.name = hostile.to_owned();
        stage.owner = Some(hostile.to_owned());
    }
    definition.metadata.title = hostile.to_owned();
    for tool in Tool::ALL {
        let form = sheet_of(&definition, tool);
        let page = String::from_utf8_lossy(&form.files[0].1);
        for line in page.lines() {
            let open = line.replace("\\]", "");
            assert!(!open.contains("<b>") && !open.contains("]("), "{line}");
            assert!(!line.starts_with("# y"), "{line}");
            if line.starts_with('|') {
                let borders = line.replace("\\|", "").matches('|').count();
                assert!((3..=6).contains(&borders), "{line}");
            }
        }
        assert!(!form.fidelity.markdown(&definition).contains("<b>"));
    }
}
