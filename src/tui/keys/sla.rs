//! Keys of the SLA step.

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, ctrl, key, letter};
use leadpact_app::action::Action::{Field as F, General as G, Move as M, Sla as S};
use leadpact_app::action::{FieldAction, General, Move, SlaAction};
use leadpact_app::scope::Scope::{Sla, SlaField, SlaForm};

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Sla, ENTER, G(General::Choose), (1, "open"), "Open what is highlighted."),
    key(Sla, letter('n'), S(SlaAction::New), (2, "new"), "A new promise, or a new rejection reason."),
    key(Sla, letter('x'), S(SlaAction::Remove), (3, "remove"), "Take the highlighted promise or reason away; undo brings it back."),
    key(Sla, letter('y'), S(SlaAction::Confirm), (4, "sales can do it"), "Name who in sales confirms that so many leads can be followed up."),
    key(Sla, letter('u'), G(General::Undo), (5, "undo"), "Take the last change back."),
    key(Sla, ESC, G(General::Back), (6, "back"), "Back to the overview, from there to the list of workshops."),
    key(SlaForm, ENTER, G(General::Choose), (1, "take it"), "Take the highlighted reading, or go on to the next row."),
    key(SlaForm, LEFT, M(Move::Left), (2, "choose"), "The choice before."),
    key(SlaForm, RIGHT, M(Move::Right), (2, "choose"), "The next choice."),
    key(SlaForm, UP, M(Move::Up), (3, "rows"), "The row above."),
    key(SlaForm, DOWN, M(Move::Down), (3, "rows"), "The row below."),
    key(SlaForm, TAB, M(Move::NextField), (4, "rows or readings"), "Between the rows and the readings; elsewhere the next row."),
    key(SlaForm, ESC, G(General::Back), (5, "done"), "Back. Everything is saved already."),
    key(SlaField, ENTER, F(FieldAction::Done), (1, "next row"), "Take the text and go to the next row."),
    key(SlaField, UP, M(Move::Up), (2, "rows"), "The row above."),
    key(SlaField, DOWN, M(Move::Down), (2, "rows"), "The row below."),
    key(SlaField, TAB, M(Move::NextField), (3, "rows or readings"), "Between the rows and the readings; elsewhere the next row."),
    key(SlaField, BACKTAB, M(Move::PreviousField), (0, "row above"), "The row above, or the readings."),
    key(SlaField, ESC, G(General::Back), (4, "done"), "Back. Everything is saved already."),
    key(SlaField, ctrl('x'), F(FieldAction::Outside), (5, "your editor"), "Write in the editor that VISUAL or EDITOR names."),
];
