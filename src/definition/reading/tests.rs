use crate::condition::Condition;
use crate::reading::{clause, hand_over, read};
use crate::tests::spec;

const FACTS: &str = "
fields:
  industry: {type: text, label: Industry, phrase: 'works in {}'}
  title: {type: words, label: Job title, phrase: 'has a role in {}', words: {it: IT, cio: IT, sales: Sales}}
  level: {type: level, label: Seniority, levels: [intern, manager, director], words: {director: Director}, phrase: 'is a/an {} [or above]'}
  say: {type: level, levels: [asks, shares, holds], words: {shares: Approves it with others, holds: Holds it alone}, phrase: '{each}'}
  size: {type: number, label: Employees, phrase: 'works at a company of {} people'}
  budget: {type: number, label: Budget, phrase: 'has a budget of {£}'}
  active: {type: boolean, label: Active, phrase: reached a first result}
  since: {type: date, label: Customer since}
  plain: {type: text, label: Region}
events:
  demo: {label: Requested a demo}
  guide: {label: Downloaded a guide}
  rejected: {label: Sales rejected the lead}
";

fn says(condition: &str) -> String {
    let spec = spec(FACTS);
    let condition: Condition = crate::tests::read(condition).unwrap_or_else(|why| panic!("{why}"));
    clause(&spec, &condition)
}

#[test]
fn a_condition_reads_as_its_phrase_says() {
    for (condition, words) in [
        ("{field: industry, in: [Banking]}", "works in banking"),
        (
            "{field: industry, in: [Banking, Insurance, Retail]}",
            "works in banking, insurance or retail",
        ),
        ("{field: title, hasAny: [it, cio]}", "has a role in IT"),
        ("{field: level, atLeast: manager}", "is a manager or above"),
        // Nothing is above the highest level.
        ("{field: level, atLeast: director}", "is a director"),
        ("{field: level, in: [intern]}", "is an intern"),
        (
            "{field: say, atLeast: shares}",
            "approves it with others or holds it alone",
        ),
        (
            "{field: size, between: [50, 1000]}",
            "works at a company of 50 to 1,000 people",
        ),
        (
            "{field: size, above: 1000}",
            "works at a company of more than 1,000 people",
        ),
        (
            "{field: budget, atLeast: 25000}",
            "has a budget of at least £25,000",
        ),
        (
            "{field: budget, between: [1, 2]}",
            "has a budget of £1 to £2",
        ),
        ("{field: active, is: true}", "reached a first result"),
        ("{field: plain, present: true}", "has region on record"),
        (
            "{field: since, olderThan: 10d}",
            "customer since more than 10 days ago",
        ),
        (
            "{event: demo, within: 90d}",
            "requested a demo within 90 days",
        ),
        (
            "{any: [{field: industry, in: [Banking]}, {field: industry, missing: true}]}",
            "works in banking, as far as is known",
        ),
    ] {
        assert_eq!(says(condition), words, "{condition}");
    }
}

#[test]
fn a_hand_over_reads_way_by_way_and_what_a_stage_asks_is_told_once() {
    let spec = spec(&format!(
        "{FACTS}
isNot: [A competitor]
gates: [{{id: c, disqualify: true, when: {{field: plain, in: [Rival]}}, because: A competitor}}]
scores:
  fit: {{cap: 70, rules: [{{id: f, points: 20, when: {{field: active, is: true}}}}]}}
  engagement: {{rules: [{{id: g, event: guide, points: 15}}]}}
  total: {{sum: [fit, engagement]}}
stages:
  - {{id: contact, name: Contact, owner: marketing}}
  - id: ready
    name: Ready lead
    owner: marketing
    when: {{any: [{{all: [{{field: industry, in: [Banking]}}, {{score: total, atLeast: 30}}]}}, {{all: [{{event: demo}}, {{any: [{{field: industry, in: [Banking]}}, {{field: industry, missing: true}}]}}]}}]}}
    exit: {{all: [{{event: rejected}}, {{none: [{{event: demo, since: rejected}}]}}]}}
    routing: {{routes: [{{when: {{field: size, above: 1000}}, to: Ada}}], fallback: Bo}}
  - {{id: won, name: Customer, owner: sales, when: {{event: demo}}}}
"
    ));
    assert_eq!(hand_over(&spec).map(|s| s.id.as_str()), Some("ready"));
    let reading = read(&spec);
    let texts: Vec<&str> = reading.sentences.iter().map(|s| s.text.as_str()).collect();
    assert!(
        texts[0].starts_with("A lead is handed over as a ready lead when it works in banking; and has at least 30 points"),
        "{texts:#?}"
    );
    assert!(texts[1].contains("requested a demo"), "{texts:#?}");
    let all = reading.text();
    for words in [
        "Ada",
        "Bo",
        "a competitor",
        "sales rejected the lead",
        "customer",
        "contact",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
}
