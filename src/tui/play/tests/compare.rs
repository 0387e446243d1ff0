//! Journeys through the comparison.

use crate::app::screen::of_step;
use crate::app::session::Session;
use crate::tui::play::play;
use crate::tui::play::table::{home, revealed};

use crate::workshop::{Step, Workshop};

use super::typed;

#[test]
fn comparing_and_agreeing_open_only_after_the_reveal() {
    let mut workshop = revealed(2);
    let open = |workshop: &Workshop, step| {
        let session = Session::new("acme".into(), workshop.clone(), [0; 16]);
        of_step(step, &session).map(|_| ())
    };
    assert_eq!(open(&workshop, Step::Compare), Ok(()));
    assert_eq!(open(&workshop, Step::Agree), Ok(()));
    workshop.reveal = None;
    let why = open(&workshop, Step::Compare).unwrap_err();
    assert!(
        why.starts_with("Compare opens when the answers are on the table."),
        "{why}"
    );
    workshop.sheets.retain(|s| s.party != "sales");
    let why = open(&workshop, Step::Agree).unwrap_err();
    assert_eq!(
        why,
        "Agree opens when all parties have sealed. Still to seal: Sales."
    );
}

#[test]
fn everything_stands_side_by_side_at_eighty_columns() {
    let home = home(2);
    let screen = typed(home.path(), "<enter>", (80, 24));
    for words in [
        "M Marketing",
        "S Sales",
        "F Facilitator",
        "things to talk about",
        "↔ opposite",
        "17 of 19 differ",
        "enter side by side",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
    // Farthest apart first, and the row that Enter acts on is the first.
    assert!(screen.rows()[4].starts_with(" ▸ ↔ "), "{}", screen.text());
}

#[test]
fn only_what_differs_and_as_asked() {
    let home = home(2);
    let all = typed(home.path(), "<enter>o", (80, 60));
    assert!(
        all.rows()[4].contains("In your own words"),
        "{}",
        all.text()
    );
    assert!(all.shows("= Industry"), "{}", all.text());
    let differing = typed(home.path(), "<enter>d", (80, 60));
    assert!(!differing.shows("Industry "), "{}", differing.text());
    assert!(differing.shows("Budget"));
}

#[test]
fn one_question_in_full_with_the_ranges_on_one_line() {
    let home = home(2);
    let screen = typed(
        home.path(),
        "<enter>o<home><down><down><down><down><down><enter>",
        (80, 24),
    );
    for words in [
        "What budget does a lead you want have?",
        "we never know it at first touch",
        "seen by person: SDR on the qualification call",
        "€25,000 ├",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
    assert!(
        typed(
            home.path(),
            "<enter>o<home><down><down><down><down><down><enter><tab>",
            (80, 24)
        )
        .shows("Access to budget")
    );
}

#[test]
fn people_of_a_party_who_differ_are_named() {
    let home = home(2);
    let screen = typed(
        home.path(),
        "<enter>o<home><down><down><down><enter>",
        (80, 30),
    );
    for words in [
        "Ana Lopes: Manager and above · strong",
        "Ben Osei: Specialist and above · nice",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
}

#[test]
fn the_measure_stands_behind_help_with_its_formula_and_n() {
    let home = home(2);
    let signals = "<enter>o<end><up><up>";
    let screen = typed(home.path(), &format!("{signals}?"), (120, 40));
    for words in [
        "1 - distance over scale: 1 - steps apart / steps of the scale.",
        "n = 14",
        "alpha, ordinal: 1 - observed",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
    assert!(!typed(home.path(), signals, (120, 40)).shows("alpha"));
    // Four values named by either: too few for a figure.
    let roles = typed(home.path(), "<enter>o<home><down><down>?", (120, 40));
    assert!(roles.shows("Only n = 4 here"), "{}", roles.text());
}

#[test]
fn six_parties_are_reached_with_the_arrows() {
    let home = home(6);
    let screen = typed(home.path(), "<enter>", (80, 24));
    assert!(
        screen.shows("4 more →") && !screen.shows("P Partners"),
        "{}",
        screen.text()
    );
    let right = typed(home.path(), "<enter><right><right><right>", (80, 24));
    assert!(
        right.shows("P Partners") && !right.shows("M Marketing"),
        "{}",
        right.text()
    );
    assert!(typed(home.path(), "<enter>", (160, 40)).shows("P Partners"));
}

#[test]
fn any_size_is_survived() {
    for parties in [2, 6] {
        let home = home(parties);
        for keys in [
            "<enter>",
            "<enter><enter>",
            "<enter>o<end><enter>",
            "<enter>o<end><up><up><enter>",
        ] {
            for size in [
                "1x1", "60x16", "61x17", "79x23", "80x24", "97x31", "120x40", "200x60",
            ] {
                let script = format!("{keys}<resize:{size}>");
                play(home.path(), &script, (80, 24)).unwrap();
            }
        }
    }
}
