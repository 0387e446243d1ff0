//! The agree step on the sample: ways out in full, the definition read whole, and what a way changes in it.

use leadpact::tui::play::Picture;

use crate::journeys::{SIZES, flowing, hides, shows, typed_in};

/// From the sample's first open point to its path to purchase, whose ways out are long.
const PATH: &str = "<c-n><c-n>";

/// The sample, opened afresh at its first open point, after these keys.
fn sample(size: (u16, u16), keys: &str) -> Picture {
    let home = tempfile::tempdir().expect("a folder");
    typed_in(size, home.path(), &format!("s{keys}"))
}

const EVERYTHING: &str = "Finds us by search → Reads or downloads something → Attends a webinar → Sees a demo → Gets a \
    proposal → Hears of us from somebody → Is contacted by us → Talks to us for the first time → Has it checked by \
    security or legal → Goes through purchasing";

#[test]
fn the_highlighted_way_out_stands_in_full_first() {
    // At 80 by 24 the longest has four rows, and the others one each.
    let narrow = sample((80, 24), &format!("{PATH}<down><down>"));
    let text = flowing(&narrow);
    assert!(
        text.contains("Hears of us from somebody → Is contacted by us"),
        "{}",
        narrow.text()
    );
    shows(&narrow, "(v: all)");
    let shorter = sample((80, 24), &format!("{PATH}<down>"));
    let text = flowing(&shorter);
    assert!(
        text.contains("Goes through purchasing"),
        "{}",
        shorter.text()
    );
    hides(&shorter, "(v: all)");
    // With room, every way stands in full.
    for size in [(120, 40), (200, 60)] {
        let screen = sample(size, &format!("{PATH}<down><down>"));
        let text = flowing(&screen);
        assert!(text.contains(EVERYTHING), "{size:?}\n{}", screen.text());
        let whole = text.matches("Goes through purchasing").count();
        assert!(whole >= 3, "{size:?}\n{}", screen.text());
        assert!(!text.contains('…'), "{size:?}\n{}", screen.text());
    }
}

#[test]
fn a_way_without_room_says_so_and_v_reads_it() {
    // The smallest window has no row to spare.
    let screen = sample((60, 16), &format!("{PATH}<down><down>"));
    shows(&screen, "… (v: all)");
    let whole = sample((60, 16), &format!("{PATH}<down><down>v"));
    shows(&whole, "Path to purchase: what any of them accepts");
    let end = sample((60, 16), &format!("{PATH}<down><down>v<end>"));
    // The last words of the text, over the screen behind it.
    shows(&end, "through purchasing");
}

#[test]
fn the_definition_is_read_to_its_end_at_every_size() {
    for size in [(60, 16), (80, 24), (120, 40), (200, 60)] {
        let top = sample(size, "p");
        shows(&top, "definition");
        let last = "Never: intern or student.";
        let end = sample(size, "p<end>");
        assert!(flowing(&end).contains(last), "{size:?}\n{}", end.text());
        // And back, line by line: no key is lost at the end.
        let back = sample(size, "p<end><pgdn><pgdn><up>");
        if size.1 < 40 {
            shows(&back, "↓ 1 more line");
        }
        let home_key = sample(size, "p<end><home>");
        assert!(
            flowing(&home_key).contains("A lead is a person we know by name"),
            "{size:?}\n{}",
            home_key.text()
        );
    }
}

#[test]
fn the_text_below_the_point_scrolls() {
    let screen = sample((80, 24), "");
    shows(&screen, "more lines (pgup/pgdn, p: all)");
    let end = sample((80, 24), "<pgdn><pgdn><pgdn><pgdn><pgdn><pgdn>");
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
        // Marketing's answer is welcome, sales' is a must: another sentence, and the pane goes there by itself.
        let one = sample(size, "");
        assert!(
            flowing(&one).contains("‹is curious or further in the decision; or›"),
            "{size:?}\n{}",
            one.text()
        );
        shows(&one, "with this way: ‹what it changes›");
        shows(&one, "▌");
        let two = sample(size, "<down><down><down>");
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
    let screen = sample((80, 24), "1");
    shows(&screen, "‹what this point brings›");
    assert!(
        flowing(&screen).contains("‹is curious or further in the decision; or›"),
        "{}",
        screen.text()
    );
    // The whole text is marked in the same way, and in the list nothing is.
    shows(&sample((80, 24), "1p"), "‹what this point brings›");
    hides(&sample((80, 24), "1<esc>"), "‹");
}
