//! Keys of the agree step.

use crossterm::event::KeyCode;

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, ctrl, key, letter, plain};
use leadpact_app::action::Action::{Agree as A, Field as F, General as G, Move as M, Sheet as S};
use leadpact_app::action::{FieldAction, General, Move};
use leadpact_app::scope::Scope::{Agree, AgreeField, AgreeGrid, AgreeList, AgreeText, AgreeValues};
use leadpact_app::screen::agree::AgreeAction;
use leadpact_app::screen::sheet::SheetAction;

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(AgreeList, ENTER, G(General::Choose), (1, "open"), "Open the highlighted point."),
    key(AgreeList, letter('s'), A(AgreeAction::SettleSame), (2, "settle the same"), "Settle everything that all said alike, in one stroke."),
    key(AgreeList, letter('g'), A(AgreeAction::Stages), (3, "stages"), "Who owns each stage, how a lead enters it, what happens next."),
    key(AgreeList, letter('m'), A(AgreeAction::Scoring), (4, "scoring model"), "Points, caps and thresholds, with the lead cards as they fall."),
    key(AgreeList, letter('p'), A(AgreeAction::Read), (5, "read it all"), "Read the whole definition so far."),
    key(AgreeList, ESC, G(General::Back), (6, "home"), "Back to the list of workshops. Everything is saved."),

    key(Agree, ENTER, G(General::Choose), (1, "take it, go on"), "Take the way out, open the answer, let the party agree, or accept and go to the next point."),
    key(Agree, LEFT, M(Move::Left), (2, "choose"), "The choice before."),
    key(Agree, RIGHT, M(Move::Right), (2, "choose"), "The next choice."),
    key(Agree, letter('y'), A(AgreeAction::AllAgree), (3, "all agree"), "Every party that has not spoken agrees."),
    key(Agree, ctrl('n'), A(AgreeAction::Next), (4, "next"), "To the next point, as this one stands."),
    key(Agree, ctrl('p'), A(AgreeAction::Previous), (4, "before"), "To the point before."),
    key(Agree, ESC, G(General::Back), (5, "all points"), "To the list of all points."),
    key(Agree, letter('s'), A(AgreeAction::SettleSame), (6, "settle the same"), "Settle everything that all said alike, in one stroke."),
    key(Agree, letter('e'), A(AgreeAction::Edit), (0, "change the answer"), "Change the agreed answer."),
    key(Agree, letter('1'), A(AgreeAction::Take1), (0, "first party's answer"), "The first party's answer."),
    key(Agree, letter('2'), A(AgreeAction::Take2), (0, "second party's answer"), "The second party's answer."),
    key(Agree, letter('3'), A(AgreeAction::Take3), (0, "third party's answer"), "The third party's answer."),
    key(Agree, letter('4'), A(AgreeAction::Take4), (0, "fourth party's answer"), "The fourth party's answer."),
    key(Agree, letter('5'), A(AgreeAction::Take5), (0, "fifth party's answer"), "The fifth party's answer."),
    key(Agree, letter('6'), A(AgreeAction::Take6), (0, "sixth party's answer"), "The sixth party's answer."),
    key(Agree, letter('7'), A(AgreeAction::Take7), (0, "7th party's answer"), "The seventh party's answer."),
    key(Agree, letter('8'), A(AgreeAction::Take8), (0, "8th party's answer"), "The eighth party's answer."),
    key(Agree, letter('9'), A(AgreeAction::Take9), (0, "9th party's answer"), "The ninth party's answer."),
    key(Agree, letter('o'), A(AgreeAction::Either), (0, "either (union)"), "Whatever any party accepts."),
    key(Agree, letter('b'), A(AgreeAction::Both), (0, "both (intersection)"), "Only what every party accepts."),
    key(Agree, letter('r'), A(AgreeAction::Between), (0, "between"), "What lies between the positions."),
    key(Agree, letter('l'), A(AgreeAction::ByStage), (0, "split by stage"), "One part for an earlier stage, another for a later one."),
    key(Agree, letter('c'), A(AgreeAction::PreQualify), (0, "pre-qualify"), "Learn it in a call, by email or with an assessment before hand-off."),
    key(Agree, letter('w'), A(AgreeAction::OwnWords), (0, "own words"), "Write a new answer together."),
    key(Agree, letter('k'), A(AgreeAction::Park), (0, "park"), "Put it off, with an owner and a day."),
    key(Agree, letter('p'), A(AgreeAction::Read), (0, "read it all"), "Read the whole definition so far."),
    key(Agree, letter('v'), A(AgreeAction::ReadWay), (0, "this way in full"), "Read the highlighted way out, or the agreed answer, as a whole."),
    key(Agree, plain(KeyCode::PageUp), A(AgreeAction::TextUp), (0, "text up"), "The definition below: a few lines up. The mouse wheel over it does the same."),
    key(Agree, plain(KeyCode::PageDown), A(AgreeAction::TextDown), (0, "text down"), "The definition below: a few lines down. The mouse wheel over it does the same."),
    key(Agree, letter('a'), A(AgreeAction::Overview), (0, "all points"), "To the list of all points."),
    key(Agree, letter('g'), A(AgreeAction::Stages), (0, "stages"), "Who owns each stage, how a lead enters it, what happens next."),
    key(Agree, letter('m'), A(AgreeAction::Scoring), (0, "scoring model"), "Points, caps and thresholds, with the lead cards as they fall."),

    key(AgreeField, ENTER, G(General::Choose), (1, "go on"), "Take the text and go on."),
    key(AgreeField, ESC, G(General::Back), (2, "back"), "Back. What was typed is kept."),
    key(AgreeField, ctrl('x'), F(FieldAction::Outside), (3, "your editor"), "Write in the editor that VISUAL or EDITOR names."),
    key(AgreeField, TAB, M(Move::NextField), (3, "next field"), "To the row below."),
    key(AgreeField, BACKTAB, M(Move::PreviousField), (0, "field before"), "To the row above."),
    key(AgreeField, UP, M(Move::Up), (4, "rows"), "To the row above."),
    key(AgreeField, DOWN, M(Move::Down), (4, "rows"), "To the row below."),
    key(AgreeField, plain(KeyCode::PageUp), A(AgreeAction::TextUp), (0, "text up"), "The definition below: a few lines up."),
    key(AgreeField, plain(KeyCode::PageDown), A(AgreeAction::TextDown), (0, "text down"), "The definition below: a few lines down."),
    key(AgreeField, ctrl('n'), A(AgreeAction::Next), (0, "next"), "To the next point, as this one stands."),
    key(AgreeField, ctrl('p'), A(AgreeAction::Previous), (0, "before"), "To the point before."),
    key(AgreeField, ctrl('r'), G(General::Redo), (0, "redo"), "Make the change again that was taken back."),

    key(AgreeValues, ENTER, G(General::Choose), (1, "take it, go on"), "Take what is highlighted and go on."),
    key(AgreeValues, letter(' '), S(SheetAction::Mark), (2, "mark"), "Mark or unmark the highlighted value."),
    key(AgreeValues, letter('x'), S(SheetAction::Never), (3, "never"), "This value never makes a lead, whatever else is true."),
    key(AgreeValues, letter('K'), S(SheetAction::Earlier), (3, "earlier, later"), "The highlighted step comes one earlier."),
    key(AgreeValues, letter('J'), S(SheetAction::Later), (3, "earlier, later"), "The highlighted step comes one later."),
    key(AgreeValues, ESC, G(General::Back), (4, "done"), "Back to the decision. What was changed is kept."),

    key(AgreeGrid, ENTER, G(General::Choose), (1, "next row"), "Keep the mark and go to the next row."),
    key(AgreeGrid, LEFT, M(Move::Left), (2, "move the mark"), "The mark one column to the left."),
    key(AgreeGrid, RIGHT, M(Move::Right), (2, "move the mark"), "The mark one column to the right."),
    key(AgreeGrid, letter('1'), S(SheetAction::Rate1), (3, "by number"), "Mark column 1 and go to the next row."),
    key(AgreeGrid, letter('2'), S(SheetAction::Rate2), (3, "by number"), "Mark column 2 and go to the next row."),
    key(AgreeGrid, letter('3'), S(SheetAction::Rate3), (3, "by number"), "Mark column 3 and go to the next row."),
    key(AgreeGrid, letter('4'), S(SheetAction::Rate4), (3, "by number"), "Mark column 4 and go to the next row."),
    key(AgreeGrid, letter('5'), S(SheetAction::Rate5), (3, "by number"), "Mark column 5 and go to the next row."),
    key(AgreeGrid, letter('6'), S(SheetAction::Rate6), (3, "by number"), "Mark column 6 and go to the next row."),
    key(AgreeGrid, letter('7'), S(SheetAction::Rate7), (3, "by number"), "Mark column 7 and go to the next row."),
    key(AgreeGrid, letter('8'), S(SheetAction::Rate8), (3, "by number"), "Mark column 8 and go to the next row."),
    key(AgreeGrid, letter('9'), S(SheetAction::Rate9), (3, "by number"), "Mark column 9 and go to the next row."),
    key(AgreeGrid, ESC, G(General::Back), (4, "done"), "Back to the decision. What was changed is kept."),

    key(AgreeText, ctrl('n'), S(SheetAction::Next), (1, "done"), "Back to the decision. Enter breaks the line."),
    key(AgreeText, TAB, M(Move::NextField), (2, "next field"), "To the next part of the question."),
    key(AgreeText, ctrl('x'), F(FieldAction::Outside), (3, "your editor"), "Write in the editor that VISUAL or EDITOR names."),
    key(AgreeText, ESC, G(General::Back), (4, "done"), "Back to the decision. What was changed is kept."),
];
