//! The mouse wheel: over a text it scrolls the text, elsewhere it moves the highlight.

use super::monkey::{Hands, happens, opened};
use crate::host::Event;
use crate::keys::Chord;
use leadpact_files as files;
use leadpact_table as table;

fn text(shell: &Hands) -> String {
    let buffer = shell.terminal.backend().buffer().clone();
    crate::play::Picture::new(buffer).text()
}

fn agreeing(home: &std::path::Path) -> Hands {
    let sample = files::sample().unwrap();
    table::write(home, &sample);
    let mut files = std::fs::read_dir(home).unwrap().flatten().map(|e| e.path());
    let path = files
        .find(|p| p.to_string_lossy().ends_with(".workshop.yaml"))
        .unwrap();
    let mut shell = opened(home, &path, (80, 24));
    // Whatever the program has to say about the file is read and closed.
    shell.app.shared.popups.clear();
    happens(&mut shell, Event::Timeout);
    shell
}

/// Turns the wheel as long as the frame or the line above the text says by this arrow that there is more.
fn turned(shell: &mut Hands, more: char, wheel: &Event) -> String {
    for _ in 0..100 {
        let text = text(shell);
        // The text in front is above the one below the point.
        let in_front = text.lines().find(|line| line.contains("─╯"));
        let below = text.lines().find(|line| line.contains("p: all"));
        if !in_front.or(below).is_some_and(|line| line.contains(more)) {
            return text;
        }
        happens(shell, wheel.clone());
    }
    panic!("never at the end:\n{}", text(shell));
}

#[test]
fn over_the_definition_it_scrolls_the_text_and_elsewhere_the_ways() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = agreeing(home.path());
    assert!(
        text(&shell).contains("▸ 1 Marketing's answer"),
        "{}",
        text(&shell)
    );
    let end = turned(&mut shell, '↓', &Event::WheelDown(10, 20));
    assert!(end.contains("▸ 1 Marketing's answer"), "{end}");
    // However the lines break.
    let words: Vec<&str> = end.split_whitespace().collect();
    let last = "does not say: industry, seniority, employees.";
    assert!(words.join(" ").contains(last), "{end}");
    let top = turned(&mut shell, '↑', &Event::WheelUp(10, 20));
    assert!(top.contains("▸ 1 Marketing's answer"), "{top}");
    assert!(top.contains("A lead is a person we know by name"), "{top}");
    happens(&mut shell, Event::WheelDown(10, 8));
    let next = text(&shell);
    assert!(next.contains("▸ 2 Sales' answer"), "{next}");
}

#[test]
fn it_scrolls_a_text_in_front() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = agreeing(home.path());
    let p = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char('p'));
    happens(&mut shell, Event::Key(Chord::of(&p)));
    let top = text(&shell);
    assert!(top.contains("A lead is a person we know by name"), "{top}");
    let end = turned(&mut shell, '↓', &Event::WheelDown(40, 20));
    // The last words have a line of their own.
    let mut rows = end
        .lines()
        .skip_while(|row| !row.contains("Asked first where"));
    let last = (rows.next(), rows.next());
    let said = |row: Option<&str>, words| row.is_some_and(|row| row.contains(words));
    assert!(
        said(last.0, "industry, seniority,") && said(last.1, "│ employees."),
        "{end}"
    );
}
