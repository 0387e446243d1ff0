//! Keys of the set-up.

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, ctrl, key};
use leadpact_app::action::Action::{Field as F, General as G, Move as M, Setup as S};
use leadpact_app::action::{FieldAction, General, Move, SetupAction};
use leadpact_app::scope::Scope::{Setup, SetupField};

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Setup, ENTER, G(General::Choose), (1, "go on"), "Take the row and go on."),
    key(Setup, LEFT, M(Move::Left), (2, "choose"), "The choice before."),
    key(Setup, RIGHT, M(Move::Right), (2, "choose"), "The next choice."),
    key(Setup, UP, M(Move::Up), (3, "rows"), "The row above."),
    key(Setup, DOWN, M(Move::Down), (3, "rows"), "The row below."),
    key(Setup, ctrl('n'), S(SetupAction::Done), (4, "to the questions"), "Go on to the questions."),
    key(Setup, ctrl('x'), S(SetupAction::Remove), (6, "remove party"), "Remove the highlighted party; asks first where it has people or sheets. Undo brings it back."),
    key(Setup, ESC, G(General::Back), (5, "leave"), "Leave the set-up. Everything is saved already."),
    key(SetupField, ENTER, F(FieldAction::Done), (1, "next row"), "Take the text and go to the next row."),
    key(SetupField, UP, M(Move::Up), (2, "rows"), "The row above."),
    key(SetupField, DOWN, M(Move::Down), (2, "rows"), "The row below."),
    key(SetupField, TAB, M(Move::NextField), (0, "next row"), "The next row."),
    key(SetupField, BACKTAB, M(Move::PreviousField), (0, "row above"), "The row above."),
    key(SetupField, ctrl('x'), S(SetupAction::Remove), (5, "remove party"), "Remove the highlighted party; asks first where it has people or sheets. Undo brings it back."),
    key(SetupField, ctrl('n'), S(SetupAction::Done), (3, "to the questions"), "Go on to the questions."),
    key(SetupField, ESC, G(General::Back), (4, "leave"), "Leave the set-up. Everything is saved already."),
];
