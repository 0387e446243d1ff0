//! Keys that mean the same on every screen.

use crossterm::event::KeyCode;

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, ctrl, key, letter, plain};
use leadpact_app::action::Action::{Field as F, General as G, Move as M, Way as W};
use leadpact_app::action::{FieldAction, General, Move, WayAction};
use leadpact_app::scope::Scope::{Anywhere, Browsing, Line, Lines};

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Browsing, UP, M(Move::Up), (0, "up"), "Highlight the row above."),
    key(Browsing, DOWN, M(Move::Down), (0, "down"), "Highlight the row below."),
    key(Browsing, letter('k'), M(Move::Up), (0, "up"), "Highlight the row above."),
    key(Browsing, letter('j'), M(Move::Down), (0, "down"), "Highlight the row below."),
    key(Browsing, LEFT, M(Move::Left), (0, "left"), "One cell to the left."),
    key(Browsing, RIGHT, M(Move::Right), (0, "right"), "One cell to the right."),
    key(Browsing, plain(KeyCode::PageUp), M(Move::PageUp), (0, "page up"), "A page up."),
    key(Browsing, plain(KeyCode::PageDown), M(Move::PageDown), (0, "page down"), "A page down."),
    key(Browsing, plain(KeyCode::Home), M(Move::First), (0, "first"), "To the first row."),
    key(Browsing, plain(KeyCode::End), M(Move::Last), (0, "last"), "To the last row."),
    key(Browsing, TAB, M(Move::NextField), (0, "next"), "To the next field or row."),
    key(Browsing, BACKTAB, M(Move::PreviousField), (0, "previous"), "To the previous field or row."),
    key(Browsing, letter(':'), G(General::Palette), (8, "all actions"), "Find any action by its name."),
    key(Browsing, letter('?'), G(General::Help), (0, "help"), "Explain this screen and its keys."),
    key(Browsing, None, G(General::NextTheme), (0, "change the theme"), "Dark, light, high contrast, no colour."),
    key(Browsing, None, G(General::Ascii), (0, "plain ASCII marks"), "Draw marks and lines with plain ASCII, or with symbols again."),
    key(Browsing, None, G(General::Mouse), (0, "mouse off or on"), "Leave the mouse to the terminal, so that text can be selected and copied, or take it back."),
    key(Browsing, None, G(General::Bell), (0, "bell on or off"), "Ring the terminal's bell when all have sealed or the time of a step is up; the header says it anyway."),
    key(Line, ENTER, F(FieldAction::Done), (1, "done"), "Take the text and go on."),
    key(Line, ESC, G(General::Back), (2, "leave the field"), "Leave the field."),
    key(Line, TAB, M(Move::NextField), (3, "next field"), "Take the text and go to the next field."),
    key(Line, BACKTAB, M(Move::PreviousField), (0, "previous field"), "Take the text and go to the previous field."),
    key(Lines, ctrl('n'), F(FieldAction::Done), (1, "done"), "Take the text and go on. Enter breaks the line."),
    key(Lines, ESC, G(General::Back), (2, "leave the field"), "Leave the field."),
    key(Lines, TAB, M(Move::NextField), (3, "next field"), "Take the text and go to the next field."),
    key(Lines, BACKTAB, M(Move::PreviousField), (0, "previous field"), "Take the text and go to the previous field."),
    key(Lines, ctrl('x'), F(FieldAction::Outside), (4, "your editor"), "Edit the text in the editor that VISUAL or EDITOR names."),
    key(Anywhere, plain(KeyCode::F(1)), G(General::Help), (0, "help"), "Explain this screen and its keys."),
    key(Anywhere, ctrl('o'), W(WayAction::Checklist), (1, "checklist"), "Back to the checklist, from the place where one of its points is closed."),
    key(Anywhere, ctrl('g'), W(WayAction::There), (1, "go there"), "To what was just taken back or made again on another screen."),
    key(Anywhere, ctrl('l'), G(General::Redraw), (0, "draw again"), "Draw the whole screen again."),
    key(Anywhere, ctrl('z'), G(General::Suspend), (0, "suspend"), "Put Leadpact to sleep; fg in the shell wakes it up."),
    key(Anywhere, ctrl('c'), G(General::Quit), (0, "quit"), "Leave Leadpact at once. Everything is saved already."),
];
