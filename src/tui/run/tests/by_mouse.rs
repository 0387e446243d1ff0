//! The whole exercise by mouse alone: only words and numbers are typed.

use super::monkey::{Hands, happens};
use super::walks::{after, find, press, text};
use crate::host::Event;
use leadpact_app::action::{Action, SheetAction};
use leadpact_app::click::Target;
use leadpact_app::scope::Scope;

/// Clicks on the first of these words on the screen.
#[track_caller]
fn click(shell: &mut Hands, words: &str) {
    click_below(shell, words, 0);
}

/// Clicks on the first of these words from this row on.
#[track_caller]
fn click_below(shell: &mut Hands, words: &str, row: u16) {
    let place = find(shell, words, row);
    let (x, y) = place.unwrap_or_else(|| panic!("no {words:?} on\n{}", text(shell)));
    happens(shell, Event::Click(x, y));
}

#[track_caller]
fn shows(shell: &Hands, words: &str) {
    assert!(
        find(shell, words, 0).is_some(),
        "no {words:?} on\n{}",
        text(shell)
    );
}

/// Clicks on the first part of the screen that asks for something like this. False where there is none.
fn click_target(shell: &mut Hands, wanted: impl Fn(Target) -> bool) -> bool {
    let found = shell.hits.all().find(|(_, target)| wanted(*target));
    if let Some((area, _)) = found {
        happens(shell, Event::Click(area.x, area.y));
    }
    found.is_some()
}

/// Opens a row: the first click highlights it unless it is, the next opens it.
#[track_caller]
fn open(shell: &mut Hands, words: &str, into: Scope) {
    click(shell, words);
    if shell.app.scope() != into {
        click(shell, words);
    }
    assert_eq!(shell.app.scope(), into, "{}", text(shell));
}

/// Turns the wheel over the body until these words are in view.
#[track_caller]
fn wheel_to(shell: &mut Hands, words: &str) {
    for _ in 0..60 {
        if find(shell, words, 3).is_some() {
            return;
        }
        happens(shell, Event::WheelDown(20, 8));
    }
    panic!("no {words:?} on\n{}", text(shell));
}

/// Answers the question in front, whatever its kind, and goes on to the next.
fn answer(shell: &mut Hands) {
    let is_mark = |t| matches!(t, Target::On(_, Action::Sheet(SheetAction::Mark)));
    let is_choice = |t| matches!(t, Target::Choice(..));
    match shell.app.scope() {
        Scope::SheetWords => press(shell, "Wants what we sell and can pay for it"),
        // Every row: the one below is highlighted after each.
        Scope::SheetGrid => {
            let rows = 16;
            for _ in 0..rows {
                let row = shell.app.screen.page().highlighted();
                click_target(
                    shell,
                    |t| matches!(t, Target::Choice(at, 1) if Some(at) == row),
                );
            }
        }
        Scope::SheetField => press(shell, "1000"),
        _ => assert!(click_target(shell, is_mark), "{}", text(shell)),
    }
    if find(shell, "It matters", 0).is_some() {
        // Hidden until one is there.
        click(shell, "It matters");
        assert!(click_target(shell, is_choice), "{}", text(shell));
        shows(shell, "[must]");
    }
    click(shell, "ctrl-n next");
}

/// Takes the keyboard for this party, answers everything and seals.
fn fill_in(shell: &mut Hands, party: &str) {
    open(shell, party, Scope::HandOver);
    click(shell, "begin: nobody else can see");
    for _ in 0..40 {
        if shell.app.scope() == Scope::SheetReview {
            break;
        }
        answer(shell);
    }
    shows(shell, "All are answered");
    click(shell, "s seal");
    click(shell, "seal it");
}

#[test]
fn from_a_new_workshop_to_two_signatures() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = after(home.path(), "", (80, 24));
    let shell = &mut shell;
    click(shell, "n new");
    press(shell, "Acme Security");
    click(shell, "Create the workshop");
    click(shell, "Company");
    press(shell, "Acme");
    let (_, marketing) = find(shell, "Marketing", 3).unwrap();
    click_below(shell, "people", marketing);
    press(shell, "Ana Lopes");
    let (_, sales) = find(shell, "Sales", 3).unwrap();
    click_below(shell, "people", sales);
    press(shell, "Carla Ruiz");
    click(shell, "to the questions");
    fill_in(shell, "M  Marketing");
    fill_in(shell, "S  Sales");
    click(shell, "show all answers");
    click(shell, "show them");
    click(shell, "3 Agree");
    click(shell, "all points");
    click(shell, "settle the same");
    click(shell, "settle them");
    // What each wrote in own words is no choice: the room takes one of the texts, and both say so.
    open(shell, "In your own words", Scope::Agree);
    click(shell, "1 Marketing's answer");
    if find(shell, "[1 Marketing]", 0).is_none() {
        click(shell, "1 Marketing's answer");
    }
    for words in ["M Marketing", "S Sales"] {
        let (_, row) = find(shell, words, 4).unwrap();
        click_below(shell, "agrees", row);
    }
    click(shell, "take it, go on");
    shows(shell, "Everything is settled or parked.");
    click(shell, "4 SLA");
    wheel_to(shell, "Can sales do it?");
    open(shell, "Can sales do it?", Scope::SlaField);
    click(shell, "Sales can do it");
    press(shell, "Carla Ruiz");
    click(shell, "5 Sign");
    click(shell, "s standard text");
    while find(shell, "Every standard text is opened", 0).is_none() {
        click(shell, "keep it");
    }
    click(shell, "5 Sign");
    for name in ["Ana Lopes", "Carla Ruiz"] {
        open(shell, &format!("{name} is proposed"), Scope::SignField);
        if shell
            .app
            .screen
            .page_mut()
            .field()
            .is_some_and(|field| field.is_empty())
        {
            press(shell, name);
        }
        click(shell, "sign, or take it");
    }
    shows(shell, "Done. You agree what a qualified lead is.");
}
