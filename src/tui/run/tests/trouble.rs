//! Files that cannot be written any more while somebody works: nothing is lost, and nobody is kept from reading.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::SignedDuration;

use super::monkey::{Hands, happens, letter, opened};
use crate::host::Event;
use crate::keys::Chord;
use crate::run::Ending;
use leadpact_app::Message;
use leadpact_app::screen::Screen;
use leadpact_files as files;
use leadpact_workshop::SheetId;

fn ctrl(c: char) -> Event {
    Event::Key(Chord {
        code: crossterm::event::KeyCode::Char(c),
        ctrl: true,
        alt: false,
    })
}

fn esc() -> Event {
    Event::Key(Chord {
        code: crossterm::event::KeyCode::Esc,
        ctrl: false,
        alt: false,
    })
}

fn read_only(path: &Path, is: bool) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(is);
    fs::set_permissions(path, permissions).unwrap();
}

/// A new workshop, open on its board; what is done to it next is an `x` more in its title.
fn on_the_board(home: &Path) -> (Hands, PathBuf) {
    let now = "2026-03-06T14:02:00+00:00[UTC]".parse().unwrap();
    let template = files::template(files::DEFAULT_TEMPLATE).unwrap();
    let workshop = leadpact_workshop::Workshop::new("Acme", template, &now);
    let path = home.join("acme.workshop.yaml");
    files::save_workshop(&path, &workshop, files::Expected::Nothing).unwrap();
    let shell = opened(home, &path, (80, 24));
    (shell, path)
}

fn title(path: &Path) -> String {
    files::load_workshop(path).unwrap().value.head.title
}

fn type_into_the_title(shell: &mut Hands) {
    happens(shell, letter('e'));
    happens(shell, letter('x'));
}

#[test]
fn leaving_at_once_asks_when_the_last_change_cannot_be_saved() {
    let home = tempfile::tempdir().unwrap();
    let (mut shell, path) = on_the_board(home.path());
    type_into_the_title(&mut shell);
    read_only(&path, true);
    happens(&mut shell, ctrl('c'));
    assert_eq!(shell.ending, None);
    assert_eq!(shell.app.shared.popups.len(), 1);
    // "save elsewhere"
    happens(&mut shell, letter('y'));
    assert_eq!(title(&home.path().join("acmex.workshop.yaml")), "Acmex");
    happens(&mut shell, ctrl('c'));
    assert_eq!(shell.ending, Some(Ending::Quit));
    assert_eq!(title(&path), "Acme");
}

#[test]
fn whoever_insists_may_leave_without_the_last_changes() {
    let home = tempfile::tempdir().unwrap();
    let (mut shell, path) = on_the_board(home.path());
    type_into_the_title(&mut shell);
    read_only(&path, true);
    happens(&mut shell, ctrl('c'));
    happens(&mut shell, ctrl('c'));
    assert_eq!(shell.ending, Some(Ending::Quit));
}

#[test]
fn going_home_waits_until_the_last_change_is_saved() {
    let home = tempfile::tempdir().unwrap();
    let (mut shell, path) = on_the_board(home.path());
    type_into_the_title(&mut shell);
    happens(&mut shell, esc());
    read_only(&path, true);
    happens(&mut shell, esc());
    assert!(!matches!(shell.app.screen, Screen::Home(_)));
    assert!(shell.app.shared.session.is_some());
    // "leave it as it is", then the file can be written again.
    happens(&mut shell, letter('n'));
    read_only(&path, false);
    happens(&mut shell, esc());
    assert!(matches!(shell.app.screen, Screen::Home(_)));
    assert_eq!(title(&path), "Acmex");
}

#[test]
fn a_signal_saves_beside_a_file_that_cannot_be_written() {
    let home = tempfile::tempdir().unwrap();
    let (mut shell, path) = on_the_board(home.path());
    type_into_the_title(&mut shell);
    read_only(&path, true);
    happens(&mut shell, Event::Signal(15));
    assert_eq!(shell.ending, Some(Ending::Signal(15)));
    assert_eq!(title(&home.path().join("acmex.workshop.yaml")), "Acmex");
}

#[test]
fn a_read_only_file_can_be_read_and_left() {
    let home = tempfile::tempdir().unwrap();
    let (shell, path) = on_the_board(home.path());
    drop(shell);
    read_only(&path, true);
    let mut shell = opened(home.path(), &path, (80, 24));
    // Its first message says that it is read-only; a step further, and away.
    happens(&mut shell, letter(']'));
    happens(&mut shell, ctrl('c'));
    assert_eq!(shell.ending, Some(Ending::Quit));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

/// The time of day is another one, and this much time has passed.
fn clock_jumps(shell: &mut Hands, hours: i64, passed: Duration) {
    let now = shell
        .app
        .shared
        .now
        .saturating_add(SignedDuration::from_hours(hours));
    let at = shell.app.shared.at + passed;
    shell.tell(Message::Tick(now, at)).unwrap();
}

#[test]
fn a_clock_that_jumps_back_keeps_nothing_from_the_disk() {
    for hours in [-1, 1, -24 * 365, 24 * 365] {
        let home = tempfile::tempdir().unwrap();
        let (mut shell, path) = on_the_board(home.path());
        type_into_the_title(&mut shell);
        assert_eq!(title(&path), "Acme");
        clock_jumps(&mut shell, hours, Duration::from_secs(1));
        assert_eq!(title(&path), "Acmex", "{hours}");
        // And the next change, made after the jump.
        happens(&mut shell, letter('y'));
        clock_jumps(&mut shell, 0, Duration::from_secs(1));
        assert_eq!(title(&path), "Acmexy", "{hours}");
    }
}

#[test]
fn a_clock_that_jumps_neither_hides_a_sheet_early_nor_leaves_it_open() {
    for hours in [-1, 24] {
        let home = tempfile::tempdir().unwrap();
        let (shell, path) = on_the_board(home.path());
        drop(shell);
        let mut workshop = files::load_workshop(&path).unwrap().value;
        let ana = SheetId {
            party: "marketing".to_owned(),
            person: "Ana".to_owned(),
        };
        workshop.parties[1].people.push(ana.person.clone());
        workshop.begin_sheet(ana, "00".repeat(16));
        files::save_workshop(&path, &workshop, files::Expected::Anything).unwrap();
        let mut shell = opened(home.path(), &path, (80, 24));
        happens(&mut shell, enter());
        happens(&mut shell, enter());
        assert!(matches!(shell.app.screen, Screen::Sheet(_)));
        clock_jumps(&mut shell, hours, Duration::from_secs(60));
        assert!(matches!(shell.app.screen, Screen::Sheet(_)), "{hours}");
        clock_jumps(&mut shell, -hours, Duration::from_secs(61));
        assert!(!matches!(shell.app.screen, Screen::Sheet(_)), "{hours}");
    }
}

fn enter() -> Event {
    Event::Key(Chord {
        code: crossterm::event::KeyCode::Enter,
        ctrl: false,
        alt: false,
    })
}
