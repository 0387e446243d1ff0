//! The stage editor and the scoring model, on the sample.

use crate::journeys::{SIZES, flowing, hides, shows, typed, typed_in};

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
    shows(&screen, "9 of 10 cards");
    shows(&screen, "MQL from  20 25 30 35 40 45 [50] 55");
    // The threshold of the stage that is entered by points is the last number.
    let screen = typed(home.path(), "sm<end>+++");
    shows(&screen, "[65]");
    shows(&screen, "8 of 10 cards");
}

/// The keys from home to the lead card at this place, counted from 0.
fn card(at: usize) -> String {
    format!("sm<tab>{}", "<down>".repeat(at))
}

#[test]
fn a_card_says_why_it_landed_where_it_did() {
    for size in SIZES {
        let home = tempfile::tempdir().unwrap();
        // The must that fails, in the words that were chosen, with what the card says.
        let consultant = typed_in(size, home.path(), &card(9));
        let text = flowing(&consultant);
        for words in [
            "The rules give Lead, as agreed.",
            "Marketing qualified lead, because it wants to talk now, asks: Industry is Banking and finance, Insurance, \
             Health care, Energy and utilities or Public sector, as far as is known. The card says Consulting.",
            "Marketing qualified lead, because it wants to talk now, asks: Employees is at least 50, as far as is known. \
             The card says 12.",
        ] {
            assert!(text.contains(words), "{size:?} {words}\n{text}");
        }
    }
}

#[test]
fn a_card_says_what_lifted_it_what_took_it_out_and_what_has_faded() {
    for size in SIZES {
        let after = |keys: &str, words: &str| {
            let home = tempfile::tempdir().unwrap();
            let text = flowing(&typed_in(size, home.path(), keys));
            assert!(text.contains(words), "{size:?} {words}\n{text}");
        };
        let shown = |at: usize, words: &str| after(&card(at), words);
        shown(
            1,
            "Sales qualified lead is entered by an act: sales qualified the lead in conversation.",
        );
        shown(3, "Taken out: ");
        shown(3, "(Seniority: intern or student).");
        shown(
            4,
            "Marketing qualified lead, because it wants to talk now, asks: Industry is Banking and finance, Insurance, \
             Health care, Energy and utilities or Public sector, as far as is known. The card says Software.",
        );
        shown(
            8,
            "Marketing qualified lead, by points, asks: total is at least 50. The card has 12: 38 missing in total.",
        );
        // At the end of it, in a window in front where there is no room.
        for words in [
            "Left a business card at our booth: the rule says +5, it counts +2 (8",
            "weeks old, half is left).",
        ] {
            after(&format!("{}<enter><end>", card(8)), words);
        }
    }
}

#[test]
fn why_is_read_as_a_whole_where_there_is_no_room() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), &card(8));
    shows(&screen, "↑ 2   ↓ 1 more line (enter: all)");
    let fresh = |keys: &str| {
        let home = tempfile::tempdir().unwrap();
        typed(home.path(), &format!("{}{keys}", card(8)))
    };
    let whole = fresh("<enter>");
    shows(&whole, "Operations manager at a logistics company");
    let end = fresh("<enter><end>");
    assert!(flowing(&end).contains("half is left"), "{}", end.text());
    shows(&fresh("<esc>"), "▸   Industry");
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
    let screen = typed(home.path(), "<enter>gn");
    shows(&screen, "What people call this stage.");
    let screen = typed(home.path(), "<enter>gnNight-audit call<esc>");
    shows(&screen, "Night-audit call");
    // A new one is named at once; without a name it is not complete, and goes again.
    let screen = typed(home.path(), "<enter>gn");
    shows(&screen, "What people call this stage.");
    let screen = typed(home.path(), "<enter>gn<enter>");
    hides(&screen, "New stage");
    assert!(flowing(&screen).contains("Name ⚠"), "{}", screen.text());
    shows(&screen, "▸ Owner             [Marketing]");
    let screen = typed(home.path(), "<enter>gn<enter><esc>");
    hides(&screen, "New stage");
    shows(&screen, "The new stage has no name, so it is gone again.");
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
