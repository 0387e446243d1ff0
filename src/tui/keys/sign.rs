//! Keys of the sign step.

use super::{DOWN, ENTER, ESC, Key, LEFT, RIGHT, UP, ctrl, key, letter};
use leadpact_app::action::Action::{Field as F, General as G, Move as M, Sign as S, Step as T};
use leadpact_app::action::{FieldAction, General, Move, SignAction, StepAction};
use leadpact_app::scope::Scope::{Sign, SignField};

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Sign, ENTER, G(General::Choose), (1, "go there, sign"), "Go where the point is closed, show a group, say why or when, or sign."),
    key(Sign, letter('s'), T(StepAction::Standard), (2, "standard text"), "Through what came with the template and nobody has opened, one thing at a time."),
    key(Sign, LEFT, M(Move::Left), (0, "choose"), "What becomes of leads already handed over: the choice before."),
    key(Sign, RIGHT, M(Move::Right), (0, "choose"), "What becomes of leads already handed over: the next choice."),
    key(Sign, letter('a'), S(SignAction::Amend), (2, "amend"), "Work on the next version; the agreed one stays in force."),
    key(Sign, letter('t'), S(SignAction::Text), (3, "read the text"), "Read what will be signed, as a whole."),
    key(Sign, letter('e'), S(SignAction::Export), (4, "write files"), "Write rule file, Markdown and web page beside the workshop; a draft is marked as a draft."),
    key(Sign, letter('h'), S(SignAction::History), (5, "history"), "Versions and log."),
    key(Sign, letter('w'), S(SignAction::Withdraw), (6, "withdraw"), "Give the amendment up; the agreed version stands as it was."),
    key(Sign, ESC, G(General::Back), (7, "back"), "Back; from the list to the workshops."),
    key(SignField, ENTER, F(FieldAction::Done), (1, "sign, or take it"), "Set the name under the text, or take the reason, the day, the words."),
    key(SignField, ESC, G(General::Back), (2, "not now"), "Leave the field; nothing is signed."),
    key(SignField, ctrl('x'), F(FieldAction::Outside), (3, "your editor"), "Write in the editor that VISUAL or EDITOR names."),
    key(SignField, UP, M(Move::Up), (0, "up"), "Leave the field and go to the row above."),
    key(SignField, DOWN, M(Move::Down), (0, "down"), "Leave the field and go to the row below."),
];
