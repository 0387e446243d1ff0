//! What becomes of a lead after it was handed over, by the signed rules of the samples: silence accepts it, a rejection
//! takes it out until something happens again.

use leadpact_definition::date::Day;
use leadpact_definition::golden::{Expect, GoldenEvent, GoldenLead};
use leadpact_definition::lead::Outcome;
use leadpact_definition::{Spec, compile, golden_run};
use leadpact_workshop::Workshop;

use super::script::complete;

fn signed(workshop: &Workshop) -> &Spec {
    &workshop.versions[0].definition.spec
}

/// What a lead with these cells and acts comes to on a day.
fn on(spec: &Spec, day: &str, cells: &[(&str, &str)], acts: &[(&str, &str)]) -> Outcome {
    let rules = compile(spec).expect("usable rules");
    let cells = cells
        .iter()
        .map(|(field, cell)| ((*field).to_owned(), (*cell).to_owned()));
    let acts = acts.iter().map(|(event, at)| GoldenEvent {
        event: (*event).to_owned(),
        at: (*at).to_owned(),
    });
    let lead = GoldenLead {
        id: "one".to_owned(),
        because: None,
        as_of: Day(day.parse().expect("a day")),
        fields: cells.collect(),
        events: acts.collect(),
        expect: Expect::default(),
    };
    golden_run::run_one(&rules, &lead).outcome
}

const DIRECTOR: [(&str, &str); 9] = [
    ("name", "Ann Reed"),
    ("company", "Quay Mutual"),
    ("email", "ann@quay.example"),
    ("email_ground", "opt-in"),
    ("industry", "Insurance"),
    ("job_title", "IT Director"),
    ("seniority", "Director"),
    ("decision_stage", "ready"),
    ("employees", "500"),
];

/// What holds for an MQL holds for a lead that was handed over further up as well.
#[test]
fn silence_accepts_a_lead_that_was_handed_over_as_sales_ready() {
    let workshop = complete("five-hundred-leads");
    let stage = |day: &str, handed: &str, acts: &[(&str, &str)]| {
        let cells = [&DIRECTOR[..], &[("mql_at", handed)]].concat();
        let acts = [&[("reached", "2026-04-05")], acts].concat();
        on(signed(&workshop), day, &cells, &acts)
            .stage
            .unwrap_or_default()
    };
    assert_eq!(stage("2026-04-16", "2026-04-06", &[]), "sales-ready");
    assert_eq!(stage("2026-04-17", "2026-04-06", &[]), "sal");
    // A rejection is no silence, and silence before the agreement was in force accepts nothing.
    let rejected = [("rejected_by_sales", "2026-04-15")];
    assert_ne!(stage("2026-04-17", "2026-04-06", &rejected), "sal");
    assert_eq!(stage("2026-04-17", "2026-03-31", &[]), "sales-ready");
}

const DAILY_USER: [(&str, &str); 7] = [
    ("name", "Ben Ode"),
    ("company", "Alder Holdings"),
    ("email", "ben@alder.example"),
    ("email_ground", "opt-in"),
    ("plan", "Trial"),
    ("active_days", "6"),
    ("activated", "yes"),
];

#[test]
fn a_rejected_product_qualified_lead_leaves_until_an_act_or_the_agreed_day() {
    let workshop = complete("trial-analytics");
    let product = |acts: &[(&str, &str)]| {
        let outcome = on(signed(&workshop), "2026-04-20", &DAILY_USER, acts);
        let mut tracks = outcome.tracks.into_iter();
        tracks
            .find_map(|(track, stage)| (track == "product").then_some(stage))
            .flatten()
    };
    let pql = Some("pql".to_owned());
    let rejected = ("rejected_by_sales", "2026-04-10");
    assert_eq!(product(&[]), pql);
    assert_eq!(product(&[rejected]), None);
    // What it did before, or on the day itself, does not bring it back.
    assert_eq!(
        product(&[rejected, ("webinar_attended", "2026-04-09")]),
        None
    );
    assert_eq!(
        product(&[rejected, ("webinar_attended", "2026-04-10")]),
        None
    );
    assert_eq!(
        product(&[rejected, ("webinar_attended", "2026-04-11")]),
        pql
    );
    assert_eq!(product(&[rejected, ("back_on_day", "2026-04-20")]), pql);
    assert_eq!(product(&[rejected, ("back_on_day", "2026-04-21")]), None);
}
