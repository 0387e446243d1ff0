//! Keys of the comparison.

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, ctrl, key, letter};
use leadpact_app::action::Action::{Compare as C, Field as F, General as G, Move as M};
use leadpact_app::action::{CompareAction, FieldAction, General, Move};
use leadpact_app::scope::Scope::{
    Compare, ComparePairs, CompareWords, PairField, PairForm, SideBySide,
};

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(CompareWords, ENTER, G(General::Choose), (1, "go on"), "On to values that may be the same, then to all differences."),
    key(CompareWords, UP, M(Move::Up), (3, "scroll"), "Scroll up."),
    key(CompareWords, DOWN, M(Move::Down), (3, "scroll"), "Scroll down."),
    key(CompareWords, LEFT, M(Move::Left), (2, "other parties"), "Parties further left."),
    key(CompareWords, RIGHT, M(Move::Right), (2, "other parties"), "Parties further right."),
    key(CompareWords, letter('a'), C(CompareAction::Agree), (0, "start agreeing"), "Settle the differences, one after another."),
    key(CompareWords, ESC, G(General::Back), (4, "back"), "To the list of differences where you came from it, else to the workshops."),

    key(ComparePairs, letter('y'), C(CompareAction::OneThing), (1, "one thing"), "The two are one thing: say which word stays and how the CRM writes it."),
    key(ComparePairs, letter('n'), C(CompareAction::TwoThings), (2, "two things"), "The two are two different things; they are not asked about again."),
    key(ComparePairs, letter('x'), C(CompareAction::AskAgain), (2, "ask again"), "Take the highlighted answer back and ask about it again."),
    key(ComparePairs, ENTER, G(General::Choose), (3, "go on"), "On to all differences. What is not answered counts as a difference."),
    key(ComparePairs, letter('a'), C(CompareAction::Agree), (0, "start agreeing"), "Settle the differences, one after another."),
    key(ComparePairs, ESC, G(General::Back), (4, "back"), "To the list of differences where you came from it, else to own words."),

    key(PairForm, ENTER, G(General::Choose), (1, "next row"), "Take the row and go on; on the last row the two are one thing."),
    key(PairForm, LEFT, M(Move::Left), (2, "choose"), "The choice before."),
    key(PairForm, RIGHT, M(Move::Right), (2, "choose"), "The next choice."),
    key(PairForm, UP, M(Move::Up), (0, "rows"), "The row above."),
    key(PairForm, DOWN, M(Move::Down), (0, "rows"), "The row below."),
    key(PairForm, ctrl('n'), C(CompareAction::OneThing), (3, "one thing"), "The two are one thing from now on."),
    key(PairForm, ESC, G(General::Back), (4, "back"), "Back; nothing is said."),
    key(PairField, ENTER, F(FieldAction::Done), (1, "take it"), "Take the text and go on; on the last row the two are one thing."),
    key(PairField, UP, M(Move::Up), (2, "rows"), "The row above."),
    key(PairField, DOWN, M(Move::Down), (2, "rows"), "The row below."),
    key(PairField, TAB, M(Move::NextField), (0, "next row"), "The next row."),
    key(PairField, BACKTAB, M(Move::PreviousField), (0, "row above"), "The row above."),
    key(PairField, ctrl('n'), C(CompareAction::OneThing), (3, "one thing"), "The two are one thing from now on."),
    key(PairField, ESC, G(General::Back), (4, "back"), "Back; nothing is said."),

    key(Compare, ENTER, G(General::Choose), (1, "side by side"), "Everything that was said to the highlighted question, in full."),
    key(Compare, letter('a'), C(CompareAction::Agree), (2, "start agreeing"), "Settle the differences, one after another."),
    key(Compare, LEFT, M(Move::Left), (3, "other parties"), "Parties further left."),
    key(Compare, RIGHT, M(Move::Right), (3, "other parties"), "Parties further right."),
    key(Compare, letter('d'), C(CompareAction::Differences), (4, "differences only"), "Show only what differs, or everything again."),
    key(Compare, letter('o'), C(CompareAction::Order), (5, "order"), "Order by how far apart the parties are, or as the questions were asked."),
    key(Compare, letter('w'), C(CompareAction::OwnWords), (3, "own words"), "Own words again, whole and alone on the screen."),
    key(Compare, letter('s'), C(CompareAction::Pairs), (4, "same thing?"), "Values that may be the same, and what you said of them."),
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
