//! What changed, and which number counts up.

use crate::{
    canonical::content_hash,
    difference::{Bump, Difference, difference, next_version},
    tests::spec,
};

const BASE: &str = "\
statement: A lead
fields: {size: {type: number, columns: [Size]}, source: {type: text}}
events: {demo: {label: Asked for a demo}}
lists: {good: {version: 1, values: [web]}}
gates: [{id: bought, disqualify: true, when: {field: source, is: bought}, because: no}]
scores: {fit: {cap: 70, rules: [{id: size, points: 20, when: {field: size, atLeast: 50}, because: we fit}, {id: demo, points: 30, event: demo}]}, total: {sum: [fit]}}
grades: {fit: [{atLeast: 20, grade: A}, {grade: B}]}
stages: [{id: lead, name: Lead, owner: marketing}, {id: mql, name: MQL, owner: marketing, when: {score: total, atLeast: 20}, expect: a call}]
sla: {promises: [{id: contact, by: sales, promise: Call, measure: time-to-event, clock: {start: a, stop: [b]}, within: {value: 24, unit: business-hours}}]}
goldenLeads: [{id: g, asOf: 2026-01-01, expect: {stage: lead}}]
glossary: {MQL: a lead}
";

fn change(from: &str, to: &str) -> Difference {
    let new = BASE.replacen(from, to, 1);
    assert_ne!(new, BASE, "`{from}` is not in the base");
    difference(&spec(BASE), &spec(&new))
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn each_change_counts_up_its_number_and_says_itself() {
    use Bump::{Major, Minor, Patch};
    let cases = [
        ("A lead\n", "One lead\n", Patch, "Reworded the statement."),
        (
            "glossary: {MQL: a lead}",
            "glossary: {MQL: one}",
            Patch,
            "Reworded the glossary.",
        ),
        (
            "because: we fit",
            "because: they fit",
            Patch,
            "Reworded a rule: +20 points when size is at least 50.",
        ),
        (
            "because: no}",
            "because: nope}",
            Patch,
            "Reworded a gate: disqualified when source is bought.",
        ),
        (
            "label: Asked for a demo",
            "label: Wanted a demo, formerly: Asked for a demo",
            Patch,
            "Reworded the event Wanted a demo.",
        ),
        (
            "expect: a call",
            "expect: two calls",
            Patch,
            "Reworded the stage MQL.",
        ),
        (
            "promise: Call,",
            "promise: Phone,",
            Patch,
            "Reworded a promise: Sales sees to it that \u{201c}b\u{201d} follows within 24 business hours after \u{201c}a\u{201d}, in every case. In their words: \u{201c}Phone\u{201d}.",
        ),
        (
            "source: {type: text}",
            "source: {type: text, label: Source}",
            Patch,
            "Reworded the field Source.",
        ),
        (
            "demo: {label: Asked for a demo}",
            "demo: {label: Asked for a demo, optional: true}",
            Major,
            "Changed the event Asked for a demo: was from an event log; is now from an event log, optional.",
        ),
        (
            "source: {type: text}",
            "source: {type: text, words: {bought: On a bought list}}",
            Patch,
            "Reworded the field `source`.",
        ),
        (
            "columns: [Size]",
            "columns: [Employees, Size], read: {decimal: ','}",
            Patch,
            "Changed the spelling of the field `size`: was in the column Size; is now in the column Employees or Size, decimal ','.",
        ),
        (
            "source: {type: text}",
            "source: {type: text, read: {values: {www: web}}}",
            Patch,
            "Changed the spelling of the field `source`: 'www' stands for web.",
        ),
        (
            "{label: Asked for a demo}",
            "{label: Asked for a demo, columns: {last: Demo on}}",
            Patch,
            "Changed the spelling of the event Asked for a demo: was from an event log; is now the last date in the column Demo on.",
        ),
        (
            "lists: {good",
            "leadId: {columns: [Nr]}\nlists: {good",
            Patch,
            "Changed the columns that name a row.",
        ),
        (
            "source: {type: text}",
            "source: {type: words}",
            Major,
            "Changed the field `source`: was text; is now words.",
        ),
        (
            "source: {type: text}",
            "source: {type: text}, extra: {type: date}",
            Minor,
            "Added the field `extra`: date.",
        ),
        (
            "{id: demo, points: 30, event: demo}",
            "{id: demo, points: 25, event: demo}",
            Major,
            "Changed a rule: was +30 points when the lead asked for a demo; is now +25 points when the lead asked for a demo.",
        ),
        (
            ", {id: demo, points: 30, event: demo}",
            "",
            Major,
            "Removed a rule: +30 points when the lead asked for a demo.",
        ),
        (
            "{id: demo, points: 30, event: demo}",
            "{id: demo, points: 30, event: demo}, {id: flag, points: 0, when: {event: demo}}",
            Minor,
            "Added a rule: +0 points when asked for a demo.",
        ),
        (
            "cap: 70",
            "cap: 60",
            Major,
            "Changed the score fit: was the points of 2 rules, at most 70; is now the points of 2 rules, at most 60.",
        ),
        (
            "is: bought",
            "is: rented",
            Major,
            "Changed a gate: was disqualified when source is bought; is now disqualified when source is rented.",
        ),
        (
            "version: 1, values: [web]",
            "version: 2, values: [web, fair]",
            Major,
            "Changed the list good: was version 1: web; is now version 2: web, fair.",
        ),
        (
            "{score: total, atLeast: 20}",
            "{score: total, atLeast: 25}",
            Major,
            "Changed the stage MQL: was total is at least 20; is now total is at least 25.",
        ),
        (
            "atLeast: 20, grade: A",
            "atLeast: 30, grade: A",
            Major,
            "Changed the grade fit: was A from 20, else B; is now A from 30, else B.",
        ),
        (
            "name: MQL, owner: marketing",
            "name: MQL, owner: sales",
            Minor,
            "Changed how a lead in MQL is handled: owner, moves, routing, checklist or hand-off fields.",
        ),
        (
            "value: 24",
            "value: 12",
            Minor,
            "Changed a promise: was Sales sees to it that \u{201c}b\u{201d} follows within 24 business hours after \u{201c}a\u{201d}, in every case. In their words: \u{201c}Call\u{201d}; is now Sales sees to it that \u{201c}b\u{201d} follows within 12 business hours after \u{201c}a\u{201d}, in every case. In their words: \u{201c}Call\u{201d}.",
        ),
        (
            "promise: Call,",
            "promise: Call, then: counts-as-accepted,",
            Minor,
            "Changed a promise: was Sales sees to it that \u{201c}b\u{201d} follows within 24 business hours after \u{201c}a\u{201d}, in every case. In their words: \u{201c}Call\u{201d}; is now Sales sees to it that \u{201c}b\u{201d} follows within 24 business hours after \u{201c}a\u{201d}, in every case. If nothing happens, the lead counts as accepted (in words only: nobody has said when the business is open). In their words: \u{201c}Call\u{201d}.",
        ),
        (
            "promise: Call,",
            "words: Call, promise: Phone,",
            Patch,
            "Reworded a promise: Sales sees to it that \u{201c}b\u{201d} follows within 24 business hours after \u{201c}a\u{201d}, in every case. In their words: \u{201c}Call\u{201d}.",
        ),
        (
            "expect: {stage: lead}",
            "expect: {stage: mql}",
            Minor,
            "Changed the golden lead g: was Lead; is now MQL.",
        ),
    ];
    for (from, to, bump, text) in cases {
        let difference = change(from, to);
        let texts: Vec<_> = difference
            .changes
            .iter()
            .map(|change| change.text.as_str())
            .collect();
        assert_eq!(texts, [text], "{from} -> {to}");
        assert_eq!(difference.bump(), Some(bump), "{from} -> {to}");
        let spelled = text.contains("spelling") || text.contains("columns that name");
        assert_eq!(difference.changes[0].is_of_spelling(), spelled, "{text}");
    }
}

#[test]
fn the_next_version_counts_from_the_largest_change() {
    let major = change("cap: 70", "cap: 60");
    let minor = change("value: 24", "value: 12");
    let patch = change("A lead\n", "One lead\n");
    let none = difference(&spec(BASE), &spec(BASE));
    assert_eq!(next_version("1.4.2", &major).as_deref(), Some("2.0.0"));
    assert_eq!(next_version("1.4.2", &minor).as_deref(), Some("1.5.0"));
    assert_eq!(next_version("1.4.2", &patch).as_deref(), Some("1.4.3"));
    assert_eq!(next_version("1.4.2", &none).as_deref(), Some("1.4.2"));
    assert_eq!(none.bump(), None);
    for wrong in [
        "1.4",
        "1.4.2.3",
        "v1.4.2",
        "1.4.-2",
        "1..2",
        "4294967295.0.0",
    ] {
        assert_eq!(next_version(wrong, &major), None, "{wrong}");
    }
}

#[test]
fn the_order_of_rules_is_wording_and_of_stages_is_not() {
    let old = spec(BASE);
    let mut rules = old.clone();
    rules.scores[0].rules.reverse();
    assert_eq!(difference(&old, &rules).bump(), Some(Bump::Patch));
    assert_ne!(content_hash(&old), content_hash(&rules));
    let mut stages = old.clone();
    stages.stages.reverse();
    assert_eq!(difference(&old, &stages).bump(), Some(Bump::Major));
}

#[test]
fn a_changed_calendar_says_what_is_new() {
    let with = |calendar: &str| spec(&BASE.replacen("sla: {", &format!("sla: {{{calendar}, "), 1));
    let said = |before: &str, after: &str| {
        let difference = difference(&with(before), &with(after));
        assert_eq!(difference.bump(), Some(Bump::Minor));
        let texts: Vec<String> = difference.changes.into_iter().map(|c| c.text).collect();
        texts.join(" ")
    };
    let week = "calendar: {timeZone: Europe/London, hours: {mon-fri: ['09:00-17:00']}, holidays: [2026-12-25]}";
    let other = "calendar: {timeZone: Europe/London, hours: {mon-thu: ['09:00-17:00'], fri: ['09:00-15:00']}, holidays: [{every: 12-25}, {every: 12-24, hours: ['09:00-12:00']}]}";
    assert_eq!(
        said(week, other),
        "Changed the business calendar: Monday to Thursday 09:00\u{2013}17:00, Friday 09:00\u{2013}15:00, was Monday to \
         Friday 09:00\u{2013}17:00; new holidays every 25 December, every 24 December (open 09:00\u{2013}12:00); no longer \
         holidays 25 December 2026."
    );
    let us = "calendars: {emea: {timeZone: Europe/London, hours: {mon: ['09:00-17:00']}}, us: {timeZone: America/New_York, hours: {mon: ['09:00-17:00']}}}, calendarBy: source";
    let moved = us.replace("New_York", "Chicago");
    assert_eq!(
        said(us, &moved),
        "Changed the business calendar: us has time zone America/Chicago, was America/New_York."
    );
    let one = us.replace(
        ", us: {timeZone: America/New_York, hours: {mon: ['09:00-17:00']}}",
        "",
    );
    assert_eq!(
        said(us, &one),
        "Changed the business calendar: no calendar us any more."
    );
}

#[test]
fn a_label_that_a_log_may_bear_is_lost_or_kept() {
    let lost = change("label: Asked for a demo", "label: Wanted a demo");
    assert_eq!(lost.bump(), Some(Bump::Major));
    let told: Vec<_> = lost.changes.iter().map(|change| &change.text).collect();
    assert!(
        told.iter()
            .any(|text| text.contains("keep that name under `formerly`")),
        "{told:?}"
    );
    let other = change(
        "label: Asked for a demo",
        "label: Wanted a demo, formerly: Asked for a call",
    );
    assert_eq!(other.bump(), Some(Bump::Major));
}
