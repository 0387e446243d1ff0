//! Everybody in the 500 who asked to be talked to, by name: what becomes of them, and why.

use std::fmt::Write as _;

use leadpact_definition::date::Day;
use leadpact_definition::golden::{Expect, GoldenEvent, GoldenLead};
use leadpact_definition::rating::Rating;
use leadpact_definition::score::RuleKind;
use leadpact_definition::why::{Now, Why};
use leadpact_definition::{Spec, compile, golden_run, say};

/// One row of the table.
pub struct Asked {
    pub id: String,
    pub stage: String,
    pub excluded: bool,
}

/// The table as CSV, and its rows.
pub fn table(spec: &Spec, leads: &str) -> (String, Vec<Asked>) {
    let rules = compile(spec).expect("usable rules");
    let asks = asks(spec);
    let mut reader = csv::Reader::from_reader(leads.as_bytes());
    let header: Vec<String> = reader
        .headers()
        .expect("a header")
        .iter()
        .map(str::to_owned)
        .collect();
    let mut text = "id,name,asked,stage,owner,why\n".to_owned();
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let lead = lead(spec, &header, &row);
        let did: Vec<String> = lead
            .events
            .iter()
            .filter(|event| asks.contains(&event.event.as_str()))
            .map(|event| say::event_name(spec, &event.event))
            .collect();
        if did.is_empty() {
            continue;
        }
        let why = Why::of(spec, &rules, &lead);
        let outcome = golden_run::run_one(&rules, &lead).outcome;
        let stage = outcome.stage.clone().unwrap_or_default();
        let excluded = why.excluded_by();
        let reason = if !excluded.is_empty() {
            excluded.join("; ")
        } else if stage == "lead" {
            missing(&why)
        } else {
            "handed over".to_owned()
        };
        let name = lead.fields.get("name").cloned().unwrap_or_default();
        let _ = writeln!(
            text,
            "{},{},{},{},{},{}",
            lead.id,
            quoted(&name),
            quoted(&did.join("; ")),
            quoted(&say::stage_name(spec, &stage)),
            quoted(outcome.owner.as_deref().unwrap_or_default()),
            quoted(&reason)
        );
        rows.push(Asked {
            id: lead.id.clone(),
            stage,
            excluded: !excluded.is_empty(),
        });
    }
    (text, rows)
}

/// The acts that are rated *wants to talk now*.
fn asks(spec: &Spec) -> Vec<&str> {
    let rules = spec.scores.values().flat_map(|score| &score.rules);
    let asks = rules.filter(|rule| rule.rated == Some(Rating::WantsToTalkNow));
    asks.filter_map(|rule| match &rule.kind {
        RuleKind::Event { events, .. } => Some(events.iter().map(String::as_str)),
        _ => None,
    })
    .flatten()
    .collect()
}

/// A row of the export as an example lead.
fn lead(spec: &Spec, header: &[String], row: &csv::StringRecord) -> GoldenLead {
    let cell = |columns: &[String]| {
        let place = columns
            .iter()
            .find_map(|column| header.iter().position(|h| h == column))?;
        row.get(place)
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
    };
    let fields = spec.fields.iter();
    let fields =
        fields.filter_map(|(id, field)| Some((id.clone(), cell(&field.columns.0)?.to_owned())));
    let events = spec.events.iter().filter_map(|(id, event)| {
        let last = cell(&event.columns.as_ref()?.last.0)?;
        Some(GoldenEvent {
            event: id.clone(),
            at: last.to_owned(),
        })
    });
    GoldenLead {
        id: row.get(0).unwrap_or_default().to_owned(),
        because: None,
        as_of: Day("2026-03-06".parse().expect("a day")),
        fields: fields.collect(),
        events: events.collect(),
        expect: Expect::default(),
    }
}

/// What the record says where the hand-over asks for something else.
fn missing(why: &Why) -> String {
    let unmet = why.unmet("mql");
    let told: Vec<String> = unmet
        .iter()
        .flat_map(|unmet| &unmet.now)
        .filter_map(|now| match now {
            Now::Known(field, value) => Some(format!("{field} is {value}")),
            _ => None,
        })
        .collect();
    told.join("; ")
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
