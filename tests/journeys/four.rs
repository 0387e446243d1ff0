//! Every template from the empty data folder to two signatures, by keys alone, and what was signed put to leads.

mod agree;
mod sheet;

use std::path::Path;

use leadpact::files::{load_workshop, template};
use leadpact::tui::play::Picture;
use leadpact::workshop::{Template, Workshop};

use crate::journeys::{shows, typed_in};
use sheet::Side;

/// The templates in the order in which they are offered.
const TEMPLATES: [&str; 4] = ["b2b", "saas", "insurance", "simple"];

/// A new workshop with this template, set up, with one person for each side, up to the board.
fn set_up(name: &str) -> String {
    let place = TEMPLATES.iter().position(|t| *t == name).expect("offered");
    format!(
        "nAcme Security<enter>{}<enter><enter>\
        <down>Acme Ltd<down>Endpoint protection<down><down><down><down><down>Fay\
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

/// Keys of the whole way with this template.
fn way(name: &str) -> String {
    let template = template(name).expect("a template");
    let mut keys = format!("{}{}", set_up(name), answered(&template));
    let home = tempfile::tempdir().expect("a folder");
    typed_in((80, 24), home.path(), &format!("{keys}<wait:2>"));
    keys.push_str(&agree::script(&saved(home.path())));
    keys
}

fn walk(name: &str, size: (u16, u16)) {
    let keys = way(name);
    if let Some(folder) = std::env::var_os("FOUR_DUMP") {
        std::fs::write(Path::new(&folder).join(name), &keys).unwrap();
    }
    let home = tempfile::tempdir().expect("a folder");
    let end: Picture = typed_in(size, home.path(), &keys);
    shows(&end, "is agreed");
}

#[test]
fn b2b_is_answered_agreed_and_signed_by_keys() {
    walk("b2b", (80, 24));
}

#[test]
fn saas_is_answered_agreed_and_signed_by_keys() {
    walk("saas", (80, 24));
}

#[test]
fn insurance_is_answered_agreed_and_signed_by_keys() {
    walk("insurance", (80, 24));
}

#[test]
fn simple_is_answered_agreed_and_signed_by_keys() {
    walk("simple", (80, 24));
}
