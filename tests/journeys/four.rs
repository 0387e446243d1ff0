//! Every template from the empty data folder to two signatures, by keys alone, and what was signed put to leads.

mod agree;
mod leads;
mod sheet;

use std::fs;
use std::path::Path;

use leadpact_definition::{LeadDefinition, Status};
use leadpact_files::{load_workshop, read, template};
use leadpact_workshop::{Template, Workshop, defaults};

use crate::journeys::{shows, typed_in};
use sheet::Side;

/// The templates in the order in which they are offered.
const TEMPLATES: [&str; 4] = ["b2b", "saas", "insurance", "simple"];

/// A new workshop with this template, set up, with one person for each side, up to the board.
fn set_up(name: &str) -> String {
    let place = TEMPLATES.iter().position(|t| *t == name).expect("offered");
    format!(
        "nAcme Security<enter>{}<enter><enter>\
        <down>Acme Ltd<down>Endpoint protection<down><down><down><down>Fay\
        <down><down>Ana Lopes<down><down>Carla Ruiz<c-n>",
        "<right>".repeat(place)
    )
}

/// Both sheets answered and sealed, and all answers on the table.
fn answered(template: &Template) -> String {
    let sheet = |side| format!("<enter><enter>{}sy", sheet::script(template, side));
    format!("{}{}vy", sheet(Side::Marketing), sheet(Side::Sales))
}

/// What stands in the file of the workshop.
fn saved(home: &Path) -> Workshop {
    load_workshop(&home.join("acme-security.workshop.yaml"))
        .expect("it loads")
        .value
}

/// From all points settled to the list before the signatures: the stages and the scoring model looked at, the promises
/// too, and that sales can do it confirmed.
const LOOKED_AT: &str = "g<down><down><down><enter><down><esc><esc>m<tab><down><enter><esc><esc>\
    ]<down><enter><esc><end><up><up>yCarla Ruiz<enter>]";

/// The day and what becomes of leads already handed over looked at, then both names.
const SIGNED: &str = "<end><up><up><up><enter><c-u>2026-03-23<enter><down>\
    <end><up><enter>Ana Lopes<enter><enter>Carla Ruiz<enter>";

/// Keys of the whole way with this template: each part is made from what the keys before it have brought.
fn way(name: &str) -> String {
    let template = template(name).expect("a template");
    let home = tempfile::tempdir().expect("a folder");
    let mut keys = String::new();
    let mut goes_on = |part: &str| {
        let open = if keys.is_empty() { "" } else { "<enter>" };
        typed_in((80, 24), home.path(), &format!("{open}{part}<wait:2>"));
        keys.push_str(part);
        saved(home.path())
    };
    let revealed = goes_on(&format!("{}{}", set_up(name), answered(&template)));
    let asked = &revealed.bank.questions;
    for sheet in &revealed.sheets {
        assert_eq!(sheet.answered(asked), asked.len(), "{}", sheet.person);
    }
    let settled = goes_on(&agree::script(&revealed));
    for way in agree::EVERYWHERE {
        let mut decisions = settled.decisions.values();
        assert!(decisions.any(|d| d.resolution == way), "{name}: {way:?}");
    }
    let looked_at = goes_on(&format!("{}{LOOKED_AT}", agree::cards(&settled)));
    let standard = defaults::unopened(&looked_at).len() + 1;
    format!("{keys}s{}{SIGNED}", "<enter>".repeat(standard))
}

/// Walks the whole way from the empty data folder and looks at what was signed.
fn walk(name: &str, size: (u16, u16)) -> LeadDefinition {
    let keys = way(name);
    let home = tempfile::tempdir().expect("a folder");
    let end = typed_in(size, home.path(), &format!("{keys}<wait:2>"));
    shows(&end, "Done. You agree what a qualified lead is.");
    shows(&end, "Carla Ruiz signed for Sales, 2026-03-06");
    shows(&end, "in force from 2026-03-23");
    let rules = fs::read(home.path().join(RULES)).expect("written");
    let definition: LeadDefinition = read(RULES, &rules).expect("readable");
    assert_eq!(definition.metadata.status, Status::Agreed);
    let checked = leads::leadpact(home.path(), &["check", RULES]);
    let said = String::from_utf8_lossy(&checked.stdout);
    assert_eq!(checked.status.code(), Some(0), "{said}");
    let in_words = &definition.spec.in_words;
    assert!(in_words.len() <= 4, "{in_words:#?}");
    let mapping = home.path().join(MAPPING);
    let mapped = leadpact_leads::mapping::load(&mapping, &definition.spec).expect("it fits");
    leads::check(home.path(), RULES, &mapped.spec, &saved(home.path()));
    definition
}

/// The rules, as they are written beside the workshop.
const RULES: &str = "acme-ltd-qualified-lead.lead-definition.yaml";
/// The mapping beside them.
const MAPPING: &str = "acme-ltd-qualified-lead.mapping.yaml";

#[test]
fn b2b_is_answered_agreed_and_signed_by_keys() {
    walk("b2b", (80, 24));
}

#[test]
fn saas_is_answered_agreed_and_signed_by_keys() {
    walk("saas", (200, 60));
}

#[test]
fn insurance_is_answered_agreed_and_signed_by_keys() {
    walk("insurance", (80, 24));
}

#[test]
fn simple_is_answered_agreed_and_signed_by_keys() {
    walk("simple", (80, 24));
}
