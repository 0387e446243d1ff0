//! Keys of the rows that say how a record shows something.

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, ctrl, key, letter};
use leadpact_app::action::Action::{Condition as C, General as G, Move as M};
use leadpact_app::action::{ConditionAction, General, Move};
use leadpact_app::scope::Scope::{Condition, ConditionField, ConditionList};

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(ConditionList, ENTER, G(General::Choose), (1, "take it"), "Take the highlighted field or act."),
    key(ConditionList, UP, M(Move::Up), (2, "choose"), "The field or act above."),
    key(ConditionList, DOWN, M(Move::Down), (2, "choose"), "The field or act below."),
    key(ConditionList, TAB, M(Move::NextField), (0, "below"), "The field or act below."),
    key(ConditionList, BACKTAB, M(Move::PreviousField), (0, "above"), "The field or act above."),
    key(ConditionList, ESC, G(General::Back), (3, "leave"), "Leave it as it was. On a private sheet everything is hidden."),

    key(Condition, ENTER, G(General::Choose), (1, "go on"), "Take the row and go on; on the first row: open the list."),
    key(Condition, LEFT, M(Move::Left), (2, "choose"), "The choice before."),
    key(Condition, RIGHT, M(Move::Right), (2, "choose"), "The next choice."),
    key(Condition, letter(' '), C(ConditionAction::Mark), (2, "mark"), "Mark or unmark the highlighted value."),
    key(Condition, UP, M(Move::Up), (4, "rows"), "The row above."),
    key(Condition, DOWN, M(Move::Down), (4, "rows"), "The row below."),
    key(Condition, ctrl('n'), C(ConditionAction::Done), (3, "done"), "Take it as it stands."),
    key(Condition, ESC, G(General::Back), (5, "leave"), "Back; what is complete is kept. On a private sheet everything is hidden."),

    key(ConditionField, ENTER, G(General::Choose), (1, "go on"), "Take the text and go on."),
    key(ConditionField, UP, M(Move::Up), (4, "rows"), "The row above."),
    key(ConditionField, DOWN, M(Move::Down), (4, "rows"), "The row below."),
    key(ConditionField, TAB, M(Move::NextField), (0, "row below"), "The row below."),
    key(ConditionField, BACKTAB, M(Move::PreviousField), (0, "row above"), "The row above."),
    key(ConditionField, ctrl('n'), C(ConditionAction::Done), (3, "done"), "Take it as it stands."),
    key(ConditionField, ESC, G(General::Back), (5, "leave"), "Back; what is complete is kept. On a private sheet everything is hidden."),
];
