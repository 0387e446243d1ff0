//! The agree step on the sample: ways out in full, the definition read whole, and what a way changes in it.

use crate::journeys::{SIZES, flowing, hides, shows, typed, typed_in};

/// From home to the sample's first open point, and on to its path to purchase, whose ways out are long.
const PATH: &str = "s<c-n><c-n>";

const EVERYTHING: &str = "Finds us by search → Reads or downloads something → Attends a webinar → Sees a demo → Gets a \
    proposal → Hears of us from somebody → Is contacted by us → Talks to us for the first time → Has it checked by \
    security or legal → Goes through purchasing";

#[test]
fn the_highlighted_way_out_stands_in_full_first() {
    for size in SIZES {
        let home = tempfile::tempdir().unwrap();
        let screen = typed_in(size, home.path(), &format!("{PATH}<down><down>"));
        let text = flowing(&screen);
        assert!(text.contains(EVERYTHING), "{size:?}\n{}", screen.text());
    }
    // With room, every way stands in full.
    for size in [(120, 40), (200, 60)] {
        let home = tempfile::tempdir().unwrap();
        let screen = typed_in(size, home.path(), PATH);
        let text = flowing(&screen);
        assert_eq!(
            text.matches("Goes through purchasing").count(),
            3,
            "{}",
            screen.text()
        );
        assert!(!text.contains('…'), "{size:?}\n{}", screen.text());
    }
}

#[test]
fn a_way_without_room_says_so_and_v_reads_it() {
    let home = tempfile::tempdir().unwrap();
    // The smallest window has no row to spare.
    let screen = typed_in((60, 16), home.path(), &format!("{PATH}<down><down>"));
    shows(&screen, "… (v: all)");
    let whole = typed_in((60, 16), home.path(), "<enter><c-n><c-n><down><down>v");
    shows(&whole, "Path to purchase: what any of them accepts");
    let end = typed_in((60, 16), home.path(), "<enter><c-n><c-n><down><down>v<end>");
    assert!(
        flowing(&end).contains("Goes through purchasing"),
        "{}",
        end.text()
    );
}

#[test]
fn the_definition_is_read_to_its_end_at_every_size() {
    for size in [(60, 16), (80, 24), (120, 40), (200, 60)] {
        let home = tempfile::tempdir().unwrap();
        let top = typed_in(size, home.path(), "sp");
        shows(&top, "definition");
        let last = "Never: intern or student.";
        let end = typed_in(size, home.path(), "<enter>p<end>");
        assert!(flowing(&end).contains(last), "{size:?}\n{}", end.text());
        // And back, line by line: no key is lost at the end.
        let back = typed_in(size, home.path(), "<enter>p<end><pgdn><pgdn><up>");
        if size.1 < 40 {
            shows(&back, "↓ 1 more line");
        }
        let home_key = typed_in(size, home.path(), "<enter>p<end><home>");
        assert!(
            flowing(&home_key).contains("A lead is a person we know by name"),
            "{size:?}\n{}",
            home_key.text()
        );
    }
}

#[test]
fn the_text_below_the_point_scrolls() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), "s");
    shows(&screen, "more lines (pgup/pgdn, p: all)");
    let end = typed(home.path(), "<enter><pgdn><pgdn><pgdn><pgdn><pgdn><pgdn>");
    assert!(
        flowing(&end).contains("Never: intern or student."),
        "{}",
        end.text()
    );
    hides(&end, "↓");
    shows(&end, "↑");
}

#[test]
fn the_text_lights_up_what_the_highlighted_way_changes() {
    for size in SIZES {
        let home = tempfile::tempdir().unwrap();
        // Marketing's answer is welcome, sales' is a must: another sentence, and the pane goes there by itself.
        let one = typed_in(size, home.path(), "s");
        assert!(
            flowing(&one).contains("‹is curious or further in the decision; or›"),
            "{size:?}\n{}",
            one.text()
        );
        shows(&one, "with this way: ‹what it changes›");
        shows(&one, "▌");
        let two = typed_in(size, home.path(), "<enter><down>");
        assert!(
            flowing(&two).contains("‹is halfway or further in the decision;›"),
            "{size:?}\n{}",
            two.text()
        );
        hides(&two, "is curious or further");
    }
}

#[test]
fn a_settled_point_shows_what_it_brought() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), "s1");
    shows(&screen, "‹what this point brings›");
    assert!(
        flowing(&screen).contains("‹is curious or further in the decision; or›"),
        "{}",
        screen.text()
    );
    // The whole text is marked in the same way, and in the list nothing is.
    shows(&typed(home.path(), "<enter>p"), "‹what this point brings›");
    hides(&typed(home.path(), "<enter><esc>"), "‹");
}
