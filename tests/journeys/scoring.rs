//! The stage editor and the scoring model, on the sample.

use crate::journeys::{hides, shows, typed};

#[test]
fn points_change_by_one_and_by_five_and_come_back() {
    let after = |keys: &str| {
        let home = tempfile::tempdir().unwrap();
        typed(home.path(), &format!("sm<down><down>{keys}"))
    };
    shows(&after(""), "▸   Job role                +20");
    shows(&after("+"), "▸   Job role                +25*");
    shows(&after("<left>"), "▸   Job role                +19*");
    shows(&after("+r"), "▸   Job role                +20");
    hides(&after("+u"), "+25*");
}

#[test]
fn a_threshold_out_of_reach_moves_the_cards_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), "sm");
    shows(&screen, "8 of 10 cards");
    shows(&screen, "MQL from  20 25 30 35 40 45 [50] 55");
    // The threshold of the stage that is entered by points is the last number.
    let screen = typed(home.path(), "sm<end>+++");
    shows(&screen, "[65]");
    shows(&screen, "7 of 10 cards");
}

#[test]
fn a_card_says_why_it_landed_where_it_did() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), "sm<tab><down>");
    shows(&screen, "requested a demo");
    shows(&typed(home.path(), "sm<tab><esc>"), "▸   Industry");
}

#[test]
fn a_stage_is_renamed_moved_removed_and_brought_back() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), "sg<down><enter> nearby<esc>");
    shows(&screen, "Cold lead nearby");
    let screen = typed(home.path(), "<enter>g<down>K");
    shows(&screen, "▸ 1  Cold lead nearby");
    let screen = typed(home.path(), "<enter>gxy");
    hides(&screen, "Cold lead nearby");
    let screen = typed(home.path(), "<enter>gxyu");
    shows(&screen, "Contact");
    let screen = typed(home.path(), "<enter>gn<enter>");
    shows(&screen, "New stage");
    shows(&screen, "What people call this stage.");
}

#[test]
fn a_threshold_must_be_a_number() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(
        home.path(),
        "sg<down><down><down><enter><down><down><down>x",
    );
    shows(&screen, "A threshold is a whole number from 0 to 1000.");
    shows(&typed(home.path(), "<enter>g"), "50 points");
}
