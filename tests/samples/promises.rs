//! The promises of the three samples, read aloud. What a template says for all of them is held there; here stands what
//! the rooms changed.

use leadpact_workshop::Workshop;
use leadpact_workshop::promise::Promises;

use super::script::complete;

fn said(workshop: &Workshop, id: &str) -> String {
    let at = workshop.sla.promises.iter().position(|p| p.id == id);
    Promises::of(workshop).sentence(at.expect("a promise"))
}

/// Fails unless the promise reads so, with nothing behind it but what follows when it is missed and words.
#[track_caller]
fn reads(workshop: &Workshop, id: &str, start: &str, end: &str) {
    let said = said(workshop, id);
    assert!(said.starts_with(start), "{said}");
    assert!(said.ends_with(end), "{said}");
}

#[test]
fn promises_of_five_hundred_leads() {
    let workshop = complete("five-hundred-leads");
    reads(
        &workshop,
        "volume",
        "Marketing delivers at least 30 marketing qualified leads a month, of which sales accepts at least 60 %; only those with the name, company, job title, industry, employees, and email or phone count.",
        "agree what changes.",
    );
    reads(
        &workshop,
        "first-contact-sales-ready",
        "Sales makes the first attempt within 4 business hours after the lead became an MQL, for sales-ready leads, in 95 of 100 cases over any 28 days.",
        "In their words: \u{201c}The first attempt is by phone.\u{201d}",
    );
    reads(
        &workshop,
        "first-contact",
        "Sales makes the first attempt within 16 business hours after the lead became an MQL, for marketing qualified leads, in 95 of 100 cases over any 28 days.",
        "In their words: \u{201c}The first attempt is the qualification call.\u{201d}",
    );
    reads(
        &workshop,
        "acceptance",
        "Sales accepts or rejects the lead within 5 business days (by close) after the lead became an MQL,",
        "the lead counts as accepted (in the rules: more than 10 days after the lead became an MQL, if it meets what else sales accepted lead asks).",
    );
}

#[test]
fn promises_of_harbour_insurance() {
    let workshop = complete("harbour-insurance");
    reads(
        &workshop,
        "volume",
        "Marketing delivers at least 200 marketing qualified leads a month, of which sales accepts at least 60 %;",
        "agree what changes.",
    );
    reads(
        &workshop,
        "first-contact",
        "Sales makes the first attempt within 8 business hours, where possible within 2 business hours, after the lead became an MQL, for marketing qualified leads, in 95 of 100 cases over any 28 days.",
        "the same day.",
    );
}

#[test]
fn promises_of_trial_analytics() {
    let workshop = complete("trial-analytics");
    reads(
        &workshop,
        "volume",
        "Marketing delivers at least 40 marketing qualified leads a month, of which sales accepts at least 60 %;",
        "agree what changes.",
    );
    reads(
        &workshop,
        "first-contact-product",
        "Sales makes the first attempt within 8 business hours after the lead became a PQL, for product qualified leads, in 90 of 100 cases over any 28 days.",
        "In their words: \u{201c}They offer help, inside the product or by mail.\u{201d}",
    );
}

/// No promise of a sample is left with words in place of its parts, and each can be read to its end.
#[test]
fn every_promise_of_a_sample_is_made_from_its_parts() {
    for workshop in [
        complete("five-hundred-leads"),
        complete("harbour-insurance"),
        complete("trial-analytics"),
    ] {
        let promises = Promises::of(&workshop);
        for (at, promise) in workshop.sla.promises.iter().enumerate() {
            let core = promises.core(at);
            assert!(!core.contains(['[', '_', '\u{201c}']), "{core}");
            assert!(promise.promise.is_none(), "{core}");
        }
    }
}
