//! From the first key to all answers on the table.

use crate::journeys::{NEW, asked, hides, seal_from, shows, typed, workshop_text};

/// Sits down as the highlighted person and answers the first question.
const ANSWER: &str = "<enter><enter>Somebody who phones us<c-n>";
/// Answers the first question, goes to the end of the sheet and seals it.
fn seal() -> String {
    format!("{ANSWER}{}", seal_from("Industry"))
}

#[test]
fn a_new_workshop_leads_to_the_board() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), NEW);
    shows(&screen, "Marketing          Ana, Ben");
    shows(&screen, "Carla");
    shows(&screen, "● 1 Define");
    let same = format!("Everybody answers the same {} questions alone.", asked());
    shows(&screen, &same);
    // It is in the list, and opens at the same place.
    shows(&typed(home.path(), ""), "Acme Security");
    shows(&typed(home.path(), "<enter>"), &same);
}

#[test]
fn a_workshop_without_a_title_is_not_made() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), "n<enter><enter><enter>");
    shows(&screen, "A workshop needs a title.");
}

#[test]
fn the_card_comes_before_the_sheet_and_after_it() {
    let home = tempfile::tempdir().unwrap();
    let card = typed(home.path(), &format!("{NEW}<enter>"));
    shows(&card, "Marketing, please take the keyboard.");
    shows(&card, "Blank the projector");
    let sheet = typed(home.path(), "<enter><enter><enter>Somebody who phones us");
    shows(&sheet, "In your own words");
    shows(&sheet, "Somebody who phones us");
    let paused = typed(home.path(), "<enter><enter><enter><esc>");
    shows(&paused, "please take the keyboard");
    hides(&paused, "phones");
}

#[test]
fn a_sheet_left_alone_hides_after_two_minutes() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(
        home.path(),
        &format!("{NEW}<enter><enter>Somebody<wait:119>"),
    );
    shows(&screen, "Somebody");
    let screen = typed(home.path(), "<enter><enter><enter><wait:121>");
    shows(&screen, "please take the keyboard");
    hides(&screen, "Somebody");
}

#[test]
fn no_answer_stands_in_the_file_or_on_the_board() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), &format!("{NEW}{ANSWER}<esc><esc>"));
    hides(&screen, "phones");
    shows(&screen, &format!("1 of {}", asked()));
    assert!(!workshop_text(home.path()).contains("phones"));
    typed(
        home.path(),
        &format!("<enter><enter><enter>{}", seal_from("Industry")),
    );
    assert!(!workshop_text(home.path()).contains("phones"));
}

#[test]
fn what_is_typed_is_on_disk_within_a_second() {
    let home = tempfile::tempdir().unwrap();
    let before = {
        typed(home.path(), NEW);
        workshop_text(home.path())
    };
    // The header says so while the sheet is still open.
    let screen = typed(home.path(), "<enter><enter><enter>Somebody<wait:1><wait:1>");
    shows(&screen, "saved 14:02");
    assert_ne!(workshop_text(home.path()), before);
}

#[test]
fn undo_takes_a_mark_back_and_stays_within_the_sheet() {
    let marked = format!("{NEW}{ANSWER}<space>");
    let after = |keys: &str| {
        let home = tempfile::tempdir().unwrap();
        typed(home.path(), &format!("{marked}{keys}"))
    };
    shows(&after(""), "[x] Software and internet");
    shows(&after("u"), "[ ] Software and internet");
    shows(&after("u<c-r>"), "[x] Software and internet");
    // Whoever leaves the sheet and comes back, or stays on the board, cannot reach into it.
    shows(&after("<esc><enter><c-p>u"), "[x] Software and internet");
    shows(&after("<esc><esc>u"), &format!("2 of {}", asked()));
}

#[test]
fn all_sealed_then_all_open() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), &format!("{NEW}{}", seal()));
    shows(&screen, "Ana has sealed: ");
    shows(&screen, "they come again at the reveal.");
    shows(&screen, "Still to seal: Sales.");
    // Sealed means sealed: the same person cannot look at it again.
    let again = typed(home.path(), "<enter><up><enter><up><enter>");
    shows(&again, "Ana has sealed");
    hides(&again, "phones");
    let screen = typed(home.path(), &format!("<enter>{}", seal()));
    shows(&screen, "All parties have sealed.");
    let screen = typed(home.path(), "<enter>v");
    shows(&screen, "Put all answers on the table?");
    let screen = typed(home.path(), "<enter>vn");
    shows(&screen, "All parties have sealed.");
    let screen = typed(home.path(), "<enter>vy");
    shows(&screen, "● 2 Compare");
}

#[test]
fn revealing_too_early_needs_a_reason() {
    let home = tempfile::tempdir().unwrap();
    typed(home.path(), &format!("{NEW}{}", seal()));
    let screen = typed(home.path(), "<enter>v");
    shows(&screen, "Not everybody has sealed");
    let screen = typed(home.path(), "<enter>v<enter>");
    shows(&screen, "Write the reason first");
    typed(home.path(), "<enter>vCarla is ill<enter>");
    assert!(workshop_text(home.path()).contains("Carla is ill"));
}

#[test]
fn a_form_goes_out_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let screen = typed(home.path(), &format!("{NEW}f"));
    shows(&screen, "acme-security.marketing.answers.yaml");
    let screen = typed(home.path(), "<enter>c");
    shows(&screen, "No new form lies beside the workshop file.");
    let form = home.path().join("acme-security.marketing.answers.yaml");
    let blank = std::fs::read_to_string(&form).unwrap();
    std::fs::write(&form, blank.replacen("person:", "person: Ben", 1)).unwrap();
    let screen = typed(home.path(), "<enter>c");
    hides(&screen, "Taken in");
}
