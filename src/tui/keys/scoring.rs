//! Keys of the stage editor and the scoring model.

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, ctrl, key, letter};
use leadpact_app::action::Action::{
    Field as F, General as G, Move as M, Scoring as P, Stages as S,
};
use leadpact_app::action::{FieldAction, General, Move, ScoringAction, StagesAction};
use leadpact_app::scope::Scope::{Scoring, StageField, StageForm, Stages};

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Scoring, letter('+'), P(ScoringAction::MuchMore), (1, "5 points"), "Five points more."),
    key(Scoring, letter('-'), P(ScoringAction::MuchLess), (1, "5 points"), "Five points less."),
    key(Scoring, RIGHT, P(ScoringAction::More), (2, "1 point"), "One point more."),
    key(Scoring, LEFT, P(ScoringAction::Less), (2, "1 point"), "One point less."),
    key(Scoring, letter('r'), P(ScoringAction::AsProposed), (4, "as proposed"), "Back to the proposed points."),
    key(Scoring, TAB, P(ScoringAction::OtherSide), (3, "points, cards"), "To the lead cards, with the reasons for their scores, or back."),
    key(Scoring, ENTER, P(ScoringAction::Why), (3, "why"), "Why the highlighted lead card lands where it does: what it lacks, what lifted it, what has faded."),
    key(Scoring, ESC, G(General::Back), (5, "back"), "Back to the differences."),

    key(Stages, ENTER, G(General::Choose), (1, "change"), "Open the highlighted stage."),
    key(Stages, letter('n'), S(StagesAction::New), (2, "new"), "Add a stage below this one and name it at once."),
    key(Stages, letter('x'), S(StagesAction::Remove), (3, "remove"), "Remove this stage."),
    key(Stages, letter('K'), S(StagesAction::Up), (4, "move"), "Move this stage one up."),
    key(Stages, letter('J'), S(StagesAction::Down), (4, "move"), "Move this stage one down."),
    key(Stages, ESC, G(General::Back), (5, "back"), "Back to the differences."),

    key(StageForm, ENTER, G(General::Choose), (1, "go on"), "Take the row and go on; on a route: open it."),
    key(StageForm, letter('n'), S(StagesAction::New), (3, "new route"), "Say which further leads go to whom; on the rows of who gets whom."),
    key(StageForm, letter('x'), S(StagesAction::Remove), (3, "remove"), "Remove the highlighted route."),
    key(StageForm, letter('K'), S(StagesAction::Up), (3, "move"), "Move the highlighted route one up; the first that holds decides."),
    key(StageForm, letter('J'), S(StagesAction::Down), (3, "move"), "Move the highlighted route one down."),
    key(StageForm, LEFT, M(Move::Left), (2, "choose"), "The choice before."),
    key(StageForm, RIGHT, M(Move::Right), (2, "choose"), "The next choice."),
    key(StageForm, UP, M(Move::Up), (3, "rows"), "The row above."),
    key(StageForm, DOWN, M(Move::Down), (3, "rows"), "The row below."),
    key(StageForm, ESC, G(General::Back), (4, "to the ladder"), "Back to all stages. Everything is saved."),
    key(StageField, ENTER, F(FieldAction::Done), (1, "next row"), "Take the text and go to the next row."),
    key(StageField, UP, M(Move::Up), (2, "rows"), "The row above."),
    key(StageField, DOWN, M(Move::Down), (2, "rows"), "The row below."),
    key(StageField, TAB, M(Move::NextField), (0, "next row"), "The next row."),
    key(StageField, BACKTAB, M(Move::PreviousField), (0, "row above"), "The row above."),
    key(StageField, ESC, G(General::Back), (3, "to the ladder"), "Back to all stages. Everything is saved."),
    key(StageField, ctrl('x'), F(FieldAction::Outside), (4, "your editor"), "Write in the editor that VISUAL or EDITOR names."),
];
