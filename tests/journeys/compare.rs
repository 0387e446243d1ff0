//! From two private sheets to the comparison: own words first, then words that may be the same.

use crate::journeys::{NEW, bank, hides, onward, seal_from, shows, typed, workshop_text};
use leadpact_tui::play::{Picture, play};

/// From the first question to the industry, and there into the field for own values, below the options.
fn industry(value: &str) -> String {
    let bank = bank();
    let options = bank.question("industry").unwrap().options.len();
    let there = onward("In your own words", "Industry");
    format!("{there}{}{value}<enter>", "<down>".repeat(options))
}

/// Marketing and sales have answered two questions each; all answers are on the table.
fn revealed(home: &std::path::Path) -> Picture {
    let seal = seal_from("Industry");
    let marketing = industry("Hotels and hospitality");
    let sales = industry("Hotels");
    typed(
        home,
        &format!("{NEW}<enter><enter>Somebody who phones us{marketing}{seal}"),
    );
    typed(
        home,
        &format!("<enter><enter><enter>Somebody who signs{sales}{seal}"),
    );
    typed(home, "<enter>vy")
}

#[test]
fn the_reveal_shows_own_words_then_asks_about_words_that_may_be_the_same() {
    let home = tempfile::tempdir().unwrap();
    let words = revealed(home.path());
    shows(&words, "● 2 Compare");
    shows(&words, "Somebody who phones us");
    shows(&words, "Somebody who signs");
    shows(&words, "Marketing reads what Sales wrote");
    hides(&words, "Hotels");
    hides(&words, "close");
    let pair = typed(home.path(), "<enter><enter>");
    shows(&pair, "Same thing?");
    shows(&pair, "Hotels and hospitality (Marketing)");
    let list = typed(home.path(), "<enter><enter>y<c-n><enter>");
    shows(&list, "wrote; w shows it whole");
    shows(
        &typed(home.path(), "<enter><enter><end>"),
        "all say: Hotels and hospitality",
    );
    let text = workshop_text(home.path());
    assert!(text.contains("sameWords:"), "{text}");
    // What sales sealed stands there as it was sealed.
    assert!(text.contains("- Hotels\n"), "{text}");
    let wide = play(home.path(), "<enter>", (200, 60)).unwrap();
    shows(&wide, "Somebody who signs");
}

#[test]
fn an_own_value_stays_on_the_private_sheet_when_it_is_unmarked() {
    let home = tempfile::tempdir().unwrap();
    let keys = format!("{NEW}<enter><enter>Somebody{}<up> ", industry("Hotels"));
    let screen = typed(home.path(), &keys);
    shows(&screen, "[ ] Hotels");
    // Whoever comes back finds what was said, and nothing else.
    hides(&typed(home.path(), "<enter><enter><enter>"), "Hotels");
}
