//! Journeys: setting up, and the clocks that follow from it.

use tempfile::TempDir;

use super::typed;
use leadpact_table::{revealed, write};
use leadpact_workshop::Step;

const SMALL: (u16, u16) = (80, 24);

/// A workshop of three people with nothing answered yet, at the board.
fn gathering() -> TempDir {
    let mut workshop = revealed(2);
    workshop.reveal = None;
    workshop.sheets.clear();
    workshop.shorten_log(0);
    workshop.head.step = Step::Define;
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &workshop);
    home
}

#[test]
fn each_step_has_its_minutes_and_the_sitting_its_sum() {
    let home = gathering();
    let rows = "<enter>e<down><down><down><down><down><down><down><down><down><down><down><down>";
    let screen = typed(home.path(), rows, SMALL);
    for words in [
        "Minutes: a sheet  15",
        "  compare         15",
        "  agree           60",
        "  SLA             20",
        "  sign            10",
        // 3 x 15 + 15 + 60 + 20 + 10.
        "The sitting       2 h 30 min with 3 sheets one after the other",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
    let screen = typed(home.path(), &format!("{rows}<c-u>20"), SMALL);
    assert!(
        screen.shows("2 h 45 min with 3 sheets"),
        "{}",
        screen.text()
    );
    let screen = typed(home.path(), &format!("{rows}<c-u>20x"), SMALL);
    let why = "⚠ Write a whole number from 1 to 600.";
    assert!(screen.shows(why), "{}", screen.text());
}

#[test]
fn a_further_party_is_a_choice_of_its_role() {
    let home = gathering();
    let add = "<enter>e<down><down><down><down><down><down><down><down><down><down><down>";
    let screen = typed(home.path(), add, SMALL);
    assert!(screen.shows("Add a party"), "{}", screen.text());
    assert!(screen.shows("choice 3 of 6"), "{}", screen.text());
    assert!(
        screen.shows("The role of one more party"),
        "{}",
        screen.text()
    );
}

#[test]
fn every_sheet_has_a_clock_of_its_own() {
    let home = gathering();
    // Nobody is idle for so long that the sheet is hidden.
    let ana = format!("<enter><enter><enter>{}", "<wait:50><tab>".repeat(5));
    let screen = typed(home.path(), &ana, SMALL);
    assert!(screen.shows("4 of 15 min"), "{}", screen.text());
    let board = typed(home.path(), "<enter><wait:2>", SMALL);
    assert!(board.shows("4 of 45 min"), "{}", board.text());
    // Carla of sales begins with all of hers.
    let carla = "<enter><down><enter><enter>";
    let screen = typed(home.path(), carla, SMALL);
    assert!(screen.shows("Carla Ruiz"), "{}", screen.text());
    assert!(screen.shows("0 of 15 min"), "{}", screen.text());
    let again = typed(home.path(), "<enter><enter><enter>", SMALL);
    assert!(again.shows("4 of 15 min"), "{}", again.text());
}
