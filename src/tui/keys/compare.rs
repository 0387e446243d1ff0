//! Keys of the comparison.

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, key, letter};
use crate::app::action::Action::{Compare as C, General as G, Move as M};
use crate::app::action::{General, Move};
use crate::app::scope::Scope::{Compare, SideBySide};
use crate::app::screen::compare::CompareAction;

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Compare, ENTER, G(General::Choose), (1, "side by side"), "Everything that was said to the highlighted question, in full."),
    key(Compare, letter('a'), C(CompareAction::Agree), (2, "start agreeing"), "Settle the differences, one after another."),
    key(Compare, LEFT, M(Move::Left), (3, "other parties"), "Parties further left."),
    key(Compare, RIGHT, M(Move::Right), (3, "other parties"), "Parties further right."),
    key(Compare, letter('d'), C(CompareAction::Differences), (4, "differences only"), "Show only what differs, or everything again."),
    key(Compare, letter('o'), C(CompareAction::Order), (5, "order"), "Order by how far apart the parties are, or as the questions were asked."),
    key(Compare, ESC, G(General::Back), (6, "home"), "Back to the list of workshops. Everything is saved."),

    key(SideBySide, ESC, G(General::Back), (1, "back to the table"), "Back to the table."),
    key(SideBySide, TAB, M(Move::NextField), (2, "next question"), "To the next question of the table."),
    key(SideBySide, BACKTAB, M(Move::PreviousField), (0, "question before"), "To the question before."),
    key(SideBySide, UP, M(Move::Up), (3, "scroll"), "Scroll up."),
    key(SideBySide, DOWN, M(Move::Down), (3, "scroll"), "Scroll down."),
    key(SideBySide, LEFT, M(Move::Left), (4, "other parties"), "Parties further left."),
    key(SideBySide, RIGHT, M(Move::Right), (4, "other parties"), "Parties further right."),
    key(SideBySide, letter('a'), C(CompareAction::Agree), (5, "start agreeing"), "Settle the differences, one after another."),
];
