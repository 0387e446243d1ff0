//! Keys of help, palette and dialogs.

use crossterm::event::KeyCode;

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, ctrl, key, letter, plain};
use leadpact_app::action::Action::{Ask as A, Field as F, General as G, Move as M};
use leadpact_app::action::{AskAction, FieldAction, General, Move};
use leadpact_app::scope::Scope::{Dialog, DialogField, Help, Notice, Palette};

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Help, ESC, G(General::Back), (1, "close"), "Close the help page."),
    key(Help, letter('q'), G(General::Back), (0, "close"), "Close the help page."),
    key(Help, letter('?'), G(General::Back), (0, "close"), "Close the help page."),
    key(Help, ENTER, G(General::Back), (0, "close"), "Close the help page."),
    key(Help, UP, M(Move::Up), (2, "scroll"), "Scroll up."),
    key(Help, DOWN, M(Move::Down), (2, "scroll"), "Scroll down."),
    key(Help, plain(KeyCode::PageUp), M(Move::PageUp), (0, "page up"), "Scroll a page up."),
    key(Help, plain(KeyCode::PageDown), M(Move::PageDown), (0, "page down"), "Scroll a page down."),
    key(Help, plain(KeyCode::Home), M(Move::First), (0, "top"), "Scroll to the top."),
    key(Help, plain(KeyCode::End), M(Move::Last), (0, "end"), "Scroll to the end."),
    key(Palette, ENTER, G(General::Choose), (1, "do it"), "Do what is highlighted."),
    key(Palette, ESC, G(General::Back), (2, "close"), "Close the palette."),
    key(Palette, UP, M(Move::Up), (3, "choose"), "Highlight the row above."),
    key(Palette, DOWN, M(Move::Down), (3, "choose"), "Highlight the row below."),
    key(Palette, plain(KeyCode::PageUp), M(Move::PageUp), (0, "page up"), "A page up."),
    key(Palette, plain(KeyCode::PageDown), M(Move::PageDown), (0, "page down"), "A page down."),

    key(Notice, ENTER, G(General::Back), (1, "close"), "Close the message."),
    key(Notice, ESC, G(General::Back), (1, "close"), "Close the message."),
    key(Notice, UP, M(Move::Up), (2, "scroll"), "Scroll up."),
    key(Notice, DOWN, M(Move::Down), (2, "scroll"), "Scroll down."),
    key(Notice, plain(KeyCode::PageUp), M(Move::PageUp), (0, "page up"), "Scroll a page up."),
    key(Notice, plain(KeyCode::PageDown), M(Move::PageDown), (0, "page down"), "Scroll a page down."),
    key(Notice, plain(KeyCode::Home), M(Move::First), (0, "top"), "Scroll to the top."),
    key(Notice, plain(KeyCode::End), M(Move::Last), (0, "end"), "Scroll to the end."),
    key(Dialog, ENTER, G(General::Choose), (1, "take the answer"), "Take the highlighted answer."),
    key(Dialog, LEFT, M(Move::Left), (2, "choose"), "The other answer."),
    key(Dialog, RIGHT, M(Move::Right), (2, "choose"), "The other answer."),
    key(Dialog, TAB, M(Move::NextField), (0, "choose"), "The other answer."),
    key(Dialog, BACKTAB, M(Move::PreviousField), (0, "choose"), "The other answer."),
    key(Dialog, letter('y'), A(AskAction::Yes), (3, "yes"), "Do it."),
    key(Dialog, letter('n'), A(AskAction::No), (4, "no"), "Leave everything as it is."),
    key(Dialog, ESC, G(General::Back), (4, "no"), "Leave everything as it is."),
    key(Dialog, UP, M(Move::Up), (0, "scroll"), "Scroll up."),
    key(Dialog, DOWN, M(Move::Down), (0, "scroll"), "Scroll down."),
    key(Dialog, plain(KeyCode::PageUp), M(Move::PageUp), (0, "page up"), "Scroll a page up."),
    key(Dialog, plain(KeyCode::PageDown), M(Move::PageDown), (0, "page down"), "Scroll a page down."),
    key(Dialog, plain(KeyCode::Home), M(Move::First), (0, "top"), "Scroll to the top."),
    key(Dialog, plain(KeyCode::End), M(Move::Last), (0, "end"), "Scroll to the end."),
    key(DialogField, ENTER, G(General::Choose), (1, "do it"), "Do it, for the reason written."),
    key(DialogField, ESC, G(General::Back), (2, "leave it as it is"), "Leave everything as it is."),
    key(DialogField, ctrl('x'), F(FieldAction::Outside), (3, "your editor"), "Write in the editor that VISUAL or EDITOR names."),
    key(DialogField, plain(KeyCode::PageUp), M(Move::PageUp), (0, "page up"), "Scroll a page up."),
    key(DialogField, plain(KeyCode::PageDown), M(Move::PageDown), (0, "page down"), "Scroll a page down."),
];
