//! Every template from the empty data folder to two signatures, by keys alone, and what was signed put to leads.

mod agree;
mod sheet;

use std::path::Path;

use leadpact::files::{load_workshop, template};
use leadpact::tui::play::Picture;
use leadpact::workshop::{Template, Workshop, defaults};
use tempfile::TempDir;

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
    let mut keys = format!("{}{}", set_up(name), answered(&template));
    keys.push_str(&agree::script(&after(&keys)));
    keys.push_str(LOOKED_AT);
    let standard = defaults::unopened(&after(&keys)).len();
    format!("{keys}s{}{SIGNED}", "<enter>".repeat(standard + 1))
}

/// The workshop that these keys lead to, from the empty data folder.
fn after(keys: &str) -> Workshop {
    let home = tempfile::tempdir().expect("a folder");
    typed_in((80, 24), home.path(), &format!("{keys}<wait:2>"));
    saved(home.path())
}

/// Walks the whole way from the empty data folder: the folder, the screen at the end, and the workshop.
fn walk(name: &str, size: (u16, u16)) -> (TempDir, Picture, Workshop) {
    let keys = way(name);
    if let Some(folder) = std::env::var_os("FOUR_DUMP") {
        std::fs::write(Path::new(&folder).join(name), &keys).unwrap();
    }
    let home = tempfile::tempdir().expect("a folder");
    let end = typed_in(size, home.path(), &format!("{keys}<wait:2>"));
    let workshop = saved(home.path());
    (home, end, workshop)
}

fn check(name: &str, size: (u16, u16)) {
    let (_home, end, _workshop) = walk(name, size);
    shows(&end, "Version 1.0.0 is agreed.");
}

#[test]
fn b2b_is_answered_agreed_and_signed_by_keys() {
    check("b2b", (80, 24));
}

#[test]
fn saas_is_answered_agreed_and_signed_by_keys() {
    check("saas", (80, 24));
}

#[test]
fn insurance_is_answered_agreed_and_signed_by_keys() {
    check("insurance", (80, 24));
}

#[test]
fn simple_is_answered_agreed_and_signed_by_keys() {
    check("simple", (80, 24));
}
