//! The promises: the sentence changes with its rows, and nothing is promised that nobody chose.

use leadpact_tui::play::Picture;

use crate::journeys::{NEW, hides, shows, typed, workshop_text};

/// Opens the promises of a new workshop and goes to a row of the list.
fn promises(row: usize) -> String {
    format!("{NEW}:go to SLA<enter>{}", "<down>".repeat(row))
}

/// Fails unless the screen says this, wherever its lines break.
#[track_caller]
fn says(screen: &Picture, words: &str) {
    let text = screen.text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(words), "no {words:?} in:\n{}", screen.text());
}

#[test]
fn the_list_says_what_is_done_and_how_long_it_may_take() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), &promises(8));
    shows(
        &screen,
        "S  makes the first attempt for who…  standard text 1 business hour",
    );
    shows(&screen, "10 business days");
    // The whole sentence of the highlighted one.
    shows(
        &screen,
        "Sales makes the first attempt within 24 business hours after the lead",
    );
    shows(
        &screen,
        "28 days. If missed, in words only: The sales team lead assigns the lead to",
    );
}

#[test]
fn another_reading_changes_the_sentence() {
    let home = tempfile::tempdir().unwrap();
    let form = format!("{}<enter>", promises(8));
    let screen = typed(home.path(), &form);
    shows(
        &screen,
        "Sales makes the first attempt within 24 business hours after the lead",
    );
    shows(&screen, "(•) 24 business hours");
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), &format!("{form}<down><down><enter>"));
    shows(
        &screen,
        "Sales makes the first attempt within 1 business day (by close) after the",
    );
    shows(&screen, "(•) 1 business day, by close");
    hides(&screen, "24 business hours after");
    shows(&screen, "the sentence says so");
    // And in the list.
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), &format!("{form}<down><down><enter><esc>"));
    hides(&screen, "24 business hours");
}

#[test]
fn the_sentence_follows_every_letter_and_words_only_add() {
    let home = tempfile::tempdir().unwrap();
    let form = format!("{}<enter><tab>", promises(8));
    let screen = typed(home.path(), &format!("{form}<down><bs><bs>7"));
    shows(
        &screen,
        "Sales makes the first attempt within 7 business hours after the lead",
    );
    let home = tempfile::tempdir().unwrap();
    let words = format!("{form}{}By phone first.", "<down>".repeat(9));
    let screen = typed(home.path(), &words);
    shows(
        &screen,
        "Sales makes the first attempt within 24 business hours after the lead",
    );
    shows(&screen, "In their words: \u{201c}By phone first.\u{201d}");
    assert!(workshop_text(home.path()).contains("words: By phone first."));
}

#[test]
fn a_new_promise_asks_for_its_parts_and_is_not_measured_before() {
    let home = tempfile::tempdir().unwrap();
    let new = format!("{}n<down><enter>", promises(0));
    let screen = typed(home.path(), &new);
    shows(
        &screen,
        "Marketing fills in [what?], for marketing qualified leads",
    );
    // Words alone choose nothing.
    let home = tempfile::tempdir().unwrap();
    let worded = format!("{new}{}names the PMS in use<esc>", "<down>".repeat(6));
    let screen = typed(home.path(), &worded);
    shows(&screen, "⚠ not measured");
    // Sign lists it.
    let screen = typed(home.path(), "<enter>:go to Sign<enter><end>");
    shows(&screen, "Nobody has said what is filled in");
    // Once it is chosen, it is measured.
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), &format!("{new}Company, Email or Phone<esc>"));
    hides(&screen, "not measured");
    shows(
        &screen,
        "Marketing fills in the company, and email or phone",
    );
}

#[test]
fn what_follows_by_rule_is_chosen_and_said() {
    let home = tempfile::tempdir().unwrap();
    let rules = format!("{}<enter><tab>{}", promises(8), "<down>".repeat(7));
    let screen = typed(home.path(), &format!("{rules}<right>"));
    shows(&screen, "[the lead counts as accepted]");
    shows(&screen, "If nothing happens, the lead counts as accepted");
    // Sales only makes the first attempt here: no stage is entered by it, and the sentence says so.
    shows(&screen, "no stage is entered by it)");
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), &promises(10));
    says(
        &screen,
        "counts as accepted (in the rules: more than 10 days after",
    );
    let home = tempfile::tempdir().unwrap();
    let day = format!("{}<enter><tab><down><bs>1", promises(10));
    says(
        &typed(home.path(), &day),
        "counts as accepted (in the rules: more than 4 days after",
    );
}

#[test]
fn a_promised_number_has_a_quality_floor() {
    let form = format!("{}<enter>", promises(0));
    let screen = |keys: &str| {
        let home = tempfile::tempdir().unwrap();
        typed(home.path(), &format!("{form}{keys}"))
    };
    shows(&screen(""), "which sales accepts at least 60 %");
    let share = "<down><down><down>";
    let other = screen(&format!("{share}<bs><bs>75"));
    shows(&other, "which sales accepts at least 75 %");
    hides(&screen(&format!("{share}<bs><bs>")), "accepts");
    shows(
        &screen(&format!("{share}0")),
        "which sales accepts at least 60 %",
    );
    let wrong = screen(&format!("{share}0"));
    shows(&wrong, "A floor is above 0 and at most 100");
    let act = screen(&format!("{share}<down><right>"));
    shows(&act, "which sales rejects at least 60 %");
}

#[test]
fn a_route_says_what_the_rules_do() {
    let reasons = format!("{}<end><up><enter>", promises(0));
    let screen = |keys: &str| {
        let home = tempfile::tempdir().unwrap();
        typed(home.path(), &format!("{reasons}{keys}"))
    };
    let list = screen("<end>");
    shows(&list, "Student, competitor or supplier");
    shows(
        &list,
        "It is disqualified until the reason in its record is changed.",
    );
    let form = screen("<enter><down>");
    shows(&form, "← kept warm →   choice 1 of 5");
    shows(&form, "In words only: marketing keeps it warm.");
    let merged = screen("<enter><down><right><right><right>");
    shows(&merged, "← merged →   choice 4 of 5");
    shows(
        &merged,
        "In words only: the CRM puts the two records together.",
    );
}
