//! The promises of the templates, read aloud. Written by hand.

use crate::template;
use leadpact_workshop::Workshop;
use leadpact_workshop::promise::Promises;

fn said(name: &str) -> Vec<String> {
    let now: jiff::Zoned = "2026-03-06T16:00:00+00:00[UTC]".parse().expect("time");
    let workshop = Workshop::new("Acme", template(name).expect(name), &now);
    let promises = Promises::of(&workshop);
    (0..workshop.sla.promises.len())
        .map(|at| promises.sentence(at))
        .collect()
}

const BASELINE: &str = "Marketing fills in the name, company, job title, industry, employees, and email or phone, for marketing qualified leads, in 98 of 100 cases over any 28 days. A lead that lacks any of it does not count as delivered. If missed, in words only: Sales may send the lead back as incomplete.";
const SOURCE: &str = "Marketing fills in the first meaningful source, for marketing qualified leads, in 95 of 100 cases over any 28 days. If missed, in words only: Marketing asks the lead and completes the record. In their words: \u{201c}Such as a podcast mention or a referral, never just \"website\".\u{201d}";
const ENRICHMENT: &str = "Marketing sees to it that the record is enriched within 10 clock minutes after the lead was created, in 95 of 100 cases over any 28 days. If missed, in words only: Marketing completes the record by hand before the hand-off.";
const CONSENT: &str = "Marketing fills in the ground for contact by email or phone, for marketing qualified leads, in every case. If missed, in words only: Nobody contacts the lead, but to answer its own request, until permission is on record.";
const ASKED: &str = "Sales makes the first attempt within 1 business hour after the lead became an MQL, for whoever wants to talk now and is a marketing qualified lead, in 95 of 100 cases over any 28 days. If missed, in words only: The sales team lead calls the same day.";
const NOT_HANDED_OVER: &str = "Marketing answers within 1 business day (by close) after the lead asked to talk, for whoever wants to talk now and is not a marketing qualified lead, in 95 of 100 cases over any 28 days. If missed, in words only: Marketing answers the next morning and names the lead in the monthly review.";
const CONTACT: &str = "Sales makes the first attempt within 24 business hours after the lead became an MQL, for marketing qualified leads, in 95 of 100 cases over any 28 days. If missed, in words only: The sales team lead assigns the lead to somebody else the same day.";
const ATTEMPTS: &str = "Sales reaches the person or makes the last agreed attempt within 10 business days (by close) after sales made the first attempt, in 90 of 100 cases over any 28 days. If missed, in words only: The lead goes back to marketing as not worked, and is named in the monthly review. In their words: \u{201c}Five attempts by phone and email, at least one business day apart.\u{201d}";
const ACCEPTANCE: &str = "Sales accepts or rejects the lead within 5 business days (by close) after the lead became an MQL, for marketing qualified leads, in 95 of 100 cases over any 28 days. If nothing happens, the lead counts as accepted (in the rules: more than 10 days after the lead became an MQL, if it meets what else sales accepted lead asks).";
const REASON: &str = "Sales fills in the reason for rejection, for leads that sales rejected, in every case. If missed, in words only: Marketing asks for the reason before the lead moves on. In their words: \u{201c}One of the agreed reasons.\u{201d}";
const RECYCLE: &str = "Marketing sees to it that the lead goes back to nurture within 2 business days (by close) after sales rejected the lead, in 95 of 100 cases over any 28 days. If missed, in words only: The lead is named in the monthly review. In their words: \u{201c}Where it may come back, with a date.\u{201d}";
const ROLE: &str = " In their words: \u{201c}Company size, industry and role.\u{201d}";

fn volume(number: u32, facts: &str) -> String {
    format!(
        "Marketing delivers at least {number} marketing qualified leads a month, of which sales accepts at least 60 %; only those with the {facts}, and email or phone count. If missed, in words only: Both sides look at the sources at the monthly review and agree what changes."
    )
}

#[test]
fn the_promises_of_b2b_and_saas() {
    let facts = "name, company, job title, industry, employees";
    let (volume, enrichment) = (volume(120, facts), format!("{ENRICHMENT}{ROLE}"));
    let mut all = vec![
        volume.as_str(),
        BASELINE,
        SOURCE,
        &enrichment,
        CONSENT,
        ASKED,
        NOT_HANDED_OVER,
        CONTACT,
        ATTEMPTS,
        ACCEPTANCE,
        REASON,
        RECYCLE,
    ];
    assert_eq!(said("b2b"), all);
    all.insert(8, "Sales makes the first attempt within 8 business hours after the lead became a PQL, for product qualified leads, in 90 of 100 cases over any 28 days. If missed, in words only: The sales team lead assigns the lead to somebody else the same day.");
    assert_eq!(said("saas"), all);
}

#[test]
fn the_promises_of_insurance() {
    let volume = volume(
        300,
        "name, policy type, ground for contact by email or phone",
    );
    let enrichment = format!(
        "{ENRICHMENT} In their words: \u{201c}Policy type, region and renewal date.\u{201d}"
    );
    assert_eq!(
        said("insurance"),
        [
            volume.as_str(),
            "Marketing fills in the name, policy type, ground for contact by email or phone, and email or phone, for marketing qualified leads, in 98 of 100 cases over any 28 days. A lead that lacks any of it does not count as delivered. If missed, in words only: Sales may send the lead back as incomplete.",
            SOURCE,
            &enrichment,
            CONSENT,
            ASKED,
            NOT_HANDED_OVER,
            "Sales makes the first attempt within 24 business hours, where possible within 2 business hours, after the lead became an MQL, for marketing qualified leads, in 95 of 100 cases over any 28 days. If missed, in words only: The sales team lead assigns the lead to somebody else the same day.",
            "Sales reaches the person or makes the last agreed attempt within 5 business days (by close) after sales made the first attempt, in 90 of 100 cases over any 28 days. If missed, in words only: The lead goes back to marketing as not worked, and is named in the monthly review. In their words: \u{201c}Five attempts by phone and email, at least half a business day apart.\u{201d}",
            "Sales accepts or rejects the lead within 2 business days (by close) after the lead became an MQL, for marketing qualified leads, in 95 of 100 cases over any 28 days. If nothing happens, the lead counts as accepted (in words only: no stage is entered by it).",
            REASON,
            RECYCLE,
        ]
    );
}

#[test]
fn the_promises_of_simple() {
    assert_eq!(
        said("simple"),
        [
            "Marketing delivers at least 20 qualified leads a month; only those with the name, company, and email or phone count. If missed, in words only: Both sides look at the sources and agree what changes.",
            "Marketing fills in the name, company, and email or phone, for qualified leads, in 98 of 100 cases over any 28 days. A lead that lacks any of it does not count as delivered. If missed, in words only: Sales may send the lead back as incomplete.",
            "Marketing fills in the first meaningful source, for qualified leads, in 95 of 100 cases over any 28 days. If missed, in words only: Marketing asks the lead and completes the record. In their words: \u{201c}Never just \"website\".\u{201d}",
            "Marketing fills in the ground for contact by email or phone, for qualified leads, in every case. If missed, in words only: Nobody contacts the lead, but to answer its own request, until permission is on record.",
            "Sales makes the first attempt within 24 business hours after the lead became a qualified lead, for qualified leads, in 95 of 100 cases over any 28 days. If missed, in words only: Somebody else in sales takes the lead the same day.",
            "Sales fills in the reason for rejection, for leads that sales rejected, in every case. If missed, in words only: Marketing asks for the reason. In their words: \u{201c}One of the agreed reasons.\u{201d}",
            "Marketing sees to it that the lead goes back to nurture within 2 business days (by close) after sales rejected the lead, in 95 of 100 cases over any 28 days. If missed, in words only: The lead is named at the next review. In their words: \u{201c}Where it may come back, with a date.\u{201d}",
        ]
    );
}
