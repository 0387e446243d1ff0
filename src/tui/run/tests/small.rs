//! A window too small for any screen: nothing is done that nobody sees.

use super::monkey::happens;
use super::walks::{after, press, text};
use crate::host::Event;
use leadpact_app::Size;
use leadpact_table as table;

/// Whatever somebody might press, paste or click without seeing what for.
fn blindly(shell: &mut super::monkey::Hands) {
    press(shell, "<c-n>x<enter>y<down><tab>2u:quit<enter>n<esc><c-x>");
    happens(shell, Event::Paste("words".to_owned()));
    for (x, y) in [(1, 1), (10, 3), (0, 5)] {
        happens(shell, Event::Click(x, y));
        happens(shell, Event::WheelDown(x, y));
        happens(shell, Event::WheelUp(x, y));
    }
}

/// The picture below the line that says when it was saved.
fn body(shell: &super::monkey::Hands) -> Vec<String> {
    text(shell).lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn keys_pastes_and_clicks_do_nothing_until_the_window_is_large_enough() {
    let home = table::home(2);
    let places = [
        "",
        "<enter>",
        "<enter>a",
        "<enter>ak",
        "<enter>as",
        "<enter>a:",
        "<enter>a?",
    ];
    for keys in places {
        let mut shell = after(home.path(), keys, (80, 24));
        let before = body(&shell);
        for small in ["40x12", "59x24", "80x15"] {
            press(&mut shell, &format!("<resize:{small}>"));
            assert!(text(&shell).contains("too small"), "{}", text(&shell));
            blindly(&mut shell);
        }
        press(&mut shell, "<resize:80x24>");
        assert_eq!(body(&shell), before, "{keys}");
    }
}

#[test]
fn it_can_be_left_and_says_how() {
    let home = table::home(2);
    let mut shell = after(home.path(), "<enter>", (80, 24));
    let (width, height) = (40, 12);
    happens(&mut shell, Event::Resize(Size { width, height }));
    let said = text(&shell)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(said.contains("keys do nothing, but for ctrl-c"), "{said}");
    press(&mut shell, "<c-c>");
    assert!(shell.ending.is_some());
}
