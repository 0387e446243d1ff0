//! What the rules do with leads that sales turned down, accepted by silence, or was handed without their facts: leads
//! followed by hand through a template.

use jiff::Timestamp;

use crate::template;
use leadpact_definition::Spec;
use leadpact_definition::golden::GoldenLead;
use leadpact_definition::golden_run;
use leadpact_definition::rejection::{Route, fate};
use leadpact_workshop::rules::{Source, rules, rejection};
use leadpact_workshop::defaults::Standard;
use leadpact_workshop::form::Filled;
use leadpact_workshop::promise::Promises;
use leadpact_workshop::{Answer, Importance, Rating, Response, Responses, SheetId, Workshop};

/// `b2b` after sales said: a qualified lead works in software and asked for a demo or took a guide.
fn workshop() -> Workshop {
    let now: jiff::Zoned = "2026-03-06T16:00:00+00:00[UTC]".parse().expect("time");
    let mut workshop = Workshop::new("Acme", template("b2b").expect("b2b"), &now);
    let ratings = [
        ("guide", Rating::CountsTowardsHandOver),
        ("email-click", Rating::NotALead),
        ("demo", Rating::WantsToTalkNow),
    ];
    let ratings = ratings.map(|(signal, rating)| (signal.to_owned(), rating));
    let industry = Response {
        importance: Some(Importance::Strong),
        ..Response::of(Answer::Values(vec!["software".to_owned()]))
    };
    let filled = Filled {
        sheet: SheetId {
            party: "sales".into(),
            person: "Carla Ruiz".into(),
        },
        responses: Responses::from([
            ("industry".to_owned(), industry),
            (
                "signals".to_owned(),
                Response::of(Answer::Ratings(ratings.into_iter().collect())),
            ),
        ]),
    };
    workshop
        .take_in(filled, "00".repeat(16), Timestamp::UNIX_EPOCH, false)
        .expect("taken");
    workshop
        .reveal_all(Timestamp::UNIX_EPOCH, Some("a test"))
        .expect("revealed");
    for plan in &mut workshop.stages {
        if plan.id == "mql" {
            plan.enter.at_least = Some(35);
        }
    }
    workshop
}

fn rules(workshop: &Workshop) -> Spec {
    rules(workshop, Source::Party("sales")).spec
}

/// The stage and status of a software company with these further cells and acts on 1 June 2026.
fn found(spec: &Spec, cells: &[(&str, &str)], acts: &[(&str, &str)]) -> String {
    let golden = GoldenLead {
        id: "lead".into(),
        because: None,
        as_of: leadpact_definition::date::Day::parse("2026-06-01").expect("a day"),
        fields: [
            ("industry", "Software"),
            ("name", "Ada"),
            ("company", "Acme"),
            ("email", "a@x.example"),
        ]
        .iter()
        .chain(cells)
        .map(|(field, cell)| ((*field).to_owned(), (*cell).to_owned()))
        .filter(|(field, _)| spec.fields.contains_key(field))
        .collect(),
        events: acts
            .iter()
            .map(|(event, at)| leadpact_definition::golden::GoldenEvent {
                event: (*event).to_owned(),
                at: (*at).to_owned(),
            })
            .collect(),
        expect: leadpact_definition::golden::Expect::default(),
    };
    let compiled = leadpact_definition::compile(spec).unwrap_or_else(|found| panic!("{found:?}"));
    let result = golden_run::run_one(&compiled, &golden);
    let stage = result.outcome.stage.as_deref().unwrap_or("none");
    format!("{stage} {}", result.outcome.status.word())
}

const ASKED: (&str, &str) = ("demo_requested", "2026-05-20");
const REJECTED: (&str, &str) = ("rejected_by_sales", "2026-05-25");

#[test]
fn a_rejected_lead_comes_back_for_an_act_after_the_rejection_or_on_the_agreed_day() {
    let spec = rules(&workshop());
    for (further, expected) in [
        (None, "lead scored"),
        (Some(("content_downloaded", "2026-05-28")), "mql scored"),
        (Some(("content_downloaded", "2026-05-25")), "lead scored"),
        (Some(("content_downloaded", "2026-05-22")), "lead scored"),
        // Rated as no lead, so that it brings nobody back.
        (Some(("email_clicked", "2026-05-28")), "lead scored"),
        (Some(("back_on_day", "2026-06-01")), "mql scored"),
        (Some(("back_on_day", "2026-06-02")), "lead scored"),
        // Into a stage that an act enters, that act alone leads back.
        (Some(("accepted_by_sales", "2026-05-22")), "lead scored"),
        (Some(("accepted_by_sales", "2026-05-28")), "sal scored"),
    ] {
        let acts: Vec<(&str, &str)> = [ASKED, REJECTED].into_iter().chain(further).collect();
        assert_eq!(found(&spec, &[], &acts), expected, "{further:?}");
    }
    assert_eq!(found(&spec, &[], &[ASKED]), "mql scored");
    // The last stage is not one that sales works in: who bought is a customer.
    let bought = [ASKED, ("became_customer", "2026-04-01"), REJECTED];
    assert_eq!(found(&spec, &[], &bought), "customer scored");
}

#[test]
fn a_reason_that_disqualifies_holds_until_the_record_gives_another() {
    let workshop = workshop();
    let spec = rules(&workshop);
    let acts = [ASKED, REJECTED, ("content_downloaded", "2026-05-28")];
    for (reason, expected) in [
        ("Does not fit what was agreed", "none disqualified"),
        ("poor fit", "none disqualified"),
        ("Interested, but not now", "mql scored"),
        ("", "mql scored"),
    ] {
        let cells = [("rejection_reason", reason)];
        assert_eq!(found(&spec, &cells, &acts), expected, "{reason}");
    }
    let not_rejected = [("rejection_reason", "poor-fit")];
    assert_eq!(found(&spec, &not_rejected, &[ASKED]), "mql scored");
    let reasons = &workshop.sla.rejection_reasons;
    let merged = reasons.iter().find(|reason| reason.id == "duplicate");
    let merged = merged.expect("a reason");
    assert_eq!(
        fate(
            &Route::of(&merged.route),
            rejection::carried(&workshop, merged)
        ),
        "It leaves the stages of sales until it acts again or the agreed day comes. In words only: the CRM puts the two records together."
    );
}

#[test]
fn silence_is_acceptance_once_the_promised_time_has_surely_run_out() {
    let spec = rules(&workshop());
    for (became, acts, expected) in [
        ("2026-05-22", vec![ASKED], "mql scored"),
        ("2026-05-21", vec![ASKED], "sal scored"),
        (
            "2026-05-21",
            vec![ASKED, ("rejected_by_sales", "2026-05-22")],
            "lead scored",
        ),
        ("", vec![ASKED], "mql scored"),
        ("2026-06-30", vec![ASKED], "mql scored"),
    ] {
        let cells = [("mql_at", became)];
        assert_eq!(found(&spec, &cells, &acts), expected, "{became} {acts:?}");
    }
    let mut unsure = workshop();
    unsure.sla.calendar = None;
    let spec = rules(&unsure);
    assert_eq!(
        found(&spec, &[("mql_at", "2026-05-01")], &[ASKED]),
        "mql scored"
    );
    let said = Promises::of(&unsure).sentence(9);
    let words = "counts as accepted (in words only: nobody has said when the business is open).";
    assert!(said.ends_with(words), "{said}");
}

#[test]
fn a_promised_number_counts_only_leads_with_their_facts() {
    let mut workshop = workshop();
    let of = |workshop: &Workshop| {
        let sla = rules(workshop).sla.expect("promises");
        let volume = sla.promises.into_iter().find(|p| p.id == "volume");
        serde_json::to_string(&volume.and_then(|p| p.of)).expect("JSON")
    };
    let known = |id: &str| format!("{{\"field\":\"{id}\",\"present\":true}}");
    let all: Vec<String> = ["name", "company", "job_title", "industry", "employees"]
        .map(known)
        .into();
    let (email, phone) = (known("email"), known("phone"));
    assert_eq!(
        of(&workshop),
        format!(
            "{{\"all\":[{{\"stage\":\"mql\"}},{},{{\"any\":[{email},{phone}]}}]}}",
            all.join(",")
        )
    );
    for promise in &mut workshop.sla.promises {
        if promise.id == "baseline-fields" {
            promise.applies_to = None;
        }
    }
    assert_eq!(of(&workshop), "{\"stage\":\"mql\"}");
    let said = Promises::of(&workshop).sentence(1);
    assert!(
        said.contains("(in words only: no promised number counts it out)"),
        "{said}"
    );
}

#[test]
fn a_promise_whose_parts_nobody_chose_is_not_measured() {
    let mut workshop = workshop();
    for promise in &mut workshop.sla.promises {
        if promise.id == "source" {
            promise.fields.clear();
        }
    }
    // Standard text that nobody opened binds nobody, and nobody has to be told what it lacks.
    workshop
        .opened
        .insert(Standard::Promise("source".to_owned()));
    let compiled = rules(&workshop, Source::Agreed);
    let notes: Vec<&str> = compiled
        .notes
        .iter()
        .filter(|note| note.about == "source")
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(
        notes,
        [
            "Nobody has said what is filled in: \u{201c}Marketing fills in [what?], for marketing qualified leads, in 95 of 100 cases over any 28 days\u{201d} cannot be measured."
        ]
    );
    let sla = compiled.spec.sla.expect("promises");
    assert!(sla.promises.iter().all(|promise| promise.id != "source"));
}
