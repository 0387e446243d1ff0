//! Keys of the walk through the standard text.

use super::{ENTER, ESC, Key, LEFT, RIGHT, key, letter};
use leadpact_app::action::Action::{General as G, Move as M, Standard as S};
use leadpact_app::action::{General, Move, StandardAction};
use leadpact_app::scope::Scope::Standard;

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Standard, ENTER, G(General::Choose), (1, "keep it"), "Keep it as it stands and go on to the next."),
    key(Standard, letter('c'), S(StandardAction::Change), (2, "change it"), "Go to where it is written, and come back; points that fade change their speed here."),
    key(Standard, letter('x'), S(StandardAction::Drop), (3, "drop it"), "Take it away; undo brings it back."),
    key(Standard, LEFT, M(Move::Left), (4, "before, next"), "The thing before; nothing is decided."),
    key(Standard, RIGHT, M(Move::Right), (4, "before, next"), "The next thing; nothing is decided."),
    key(Standard, letter('u'), G(General::Undo), (5, "undo"), "Take the last change back."),
    key(Standard, ESC, G(General::Back), (6, "leave"), "Leave the walk. What is left stays as it is."),
];
