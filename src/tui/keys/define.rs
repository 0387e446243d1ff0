//! Keys of the define step: the board, the hand-over card and the private sheet.

use super::{BACKTAB, DOWN, ENTER, ESC, Key, LEFT, RIGHT, TAB, UP, ctrl, key, letter};
use leadpact_app::action::Action::{
    Define as D, Field as F, General as G, HandOver as H, Move as M, Sheet as S,
};
use leadpact_app::action::{FieldAction, General, Move};
use leadpact_app::scope::Scope::{
    Define, HandOver, SheetField, SheetGrid, SheetReview, SheetValues, SheetWords,
};
use leadpact_app::screen::define::DefineAction;
use leadpact_app::screen::hand_over::HandOverAction;
use leadpact_app::screen::sheet::SheetAction;

/// What lifting the mask means.
const ALONE: &str = "Nobody else sees this screen: show all of the sheet, until Esc or two minutes without a key. Again hides it.";

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Define, ENTER, G(General::Choose), (1, "hand the keyboard over"), "Hand the keyboard to the highlighted party."),
    key(Define, letter('v'), D(DefineAction::Reveal), (2, "show all answers"), "Put all sealed answers on the table."),
    key(Define, letter('f'), D(DefineAction::Form), (4, "form for elsewhere"), "Write a form that somebody elsewhere fills in and sends back."),
    key(Define, letter('c'), D(DefineAction::Collect), (5, "collect forms"), "Take in the filled forms that lie beside the workshop file."),
    key(Define, letter('e'), D(DefineAction::People), (3, "people, set-up"), "Change the title, the parties and their people."),
    key(Define, letter('o'), D(DefineAction::Reopen), (6, "open a sealed sheet"), "Let the highlighted party change what it sealed; the log says so."),
    key(Define, ESC, G(General::Back), (7, "home"), "Back to the list of workshops. Everything is saved."),

    key(HandOver, ENTER, G(General::Choose), (1, "nobody sees: begin"), "Open the sheet of the highlighted person."),
    key(HandOver, UP, M(Move::Up), (2, "who"), "The person above."),
    key(HandOver, DOWN, M(Move::Down), (2, "who"), "The person below."),
    key(HandOver, LEFT, M(Move::Up), (0, "who"), "The person before."),
    key(HandOver, RIGHT, M(Move::Down), (0, "who"), "The next person."),
    key(HandOver, letter('w'), H(HandOverAction::Word), (4, "set a word"), "Set a word for this party, or say that it is forgotten."),
    key(HandOver, ESC, G(General::Back), (3, "back to the board"), "Back to the board."),
    key(SheetValues, ENTER, G(General::Choose), (1, "take it"), "Take what is highlighted and go on."),
    key(SheetGrid, ENTER, G(General::Choose), (1, "mark it"), "Mark the highlighted cell and go to the next row."),
    key(SheetField, ENTER, G(General::Choose), (1, "go on"), "Take the text and go on."),
    key(SheetField, ctrl('x'), F(FieldAction::Outside), (2, "your editor"), "Write in the editor that VISUAL or EDITOR names."),
    key(SheetReview, ENTER, G(General::Choose), (1, "go to it"), "Go to the highlighted question."),
    key(SheetWords, ctrl('n'), S(SheetAction::Next), (1, "next"), "On to the next question. Enter breaks the line."),
    key(SheetWords, TAB, M(Move::NextField), (2, "next field"), "To the next part of the question."),
    key(SheetWords, BACKTAB, M(Move::PreviousField), (0, "field before"), "To the part before."),
    key(SheetWords, ctrl('x'), F(FieldAction::Outside), (3, "your editor"), "Write in the editor that VISUAL or EDITOR names."),
    key(SheetWords, ctrl('p'), S(SheetAction::Previous), (5, "back"), "Back to the question before."),
    key(SheetWords, ESC, G(General::Back), (4, "pause"), "Hide everything; the hand-over card comes back."),
    key(SheetValues, letter(' '), S(SheetAction::Mark), (2, "mark"), "Mark or unmark the highlighted value."),
    key(SheetValues, letter('x'), S(SheetAction::Never), (3, "never"), "This value never makes a lead, whatever else is true."),
    key(SheetGrid, LEFT, M(Move::Left), (2, "column"), "One column to the left."),
    key(SheetGrid, RIGHT, M(Move::Right), (2, "column"), "One column to the right."),
    key(SheetGrid, letter(' '), S(SheetAction::Mark), (0, "mark"), "Mark the highlighted cell."),
    key(SheetGrid, letter('1'), S(SheetAction::Rate1), (3, "mark by number"), "Mark column 1 and go to the next row."),
    key(SheetGrid, letter('2'), S(SheetAction::Rate2), (3, "mark by number"), "Mark column 2 and go to the next row."),
    key(SheetGrid, letter('3'), S(SheetAction::Rate3), (3, "mark by number"), "Mark column 3 and go to the next row."),
    key(SheetGrid, letter('4'), S(SheetAction::Rate4), (3, "mark by number"), "Mark column 4 and go to the next row."),
    key(SheetGrid, letter('5'), S(SheetAction::Rate5), (3, "mark by number"), "Mark column 5 and go to the next row."),
    key(SheetGrid, letter('6'), S(SheetAction::Rate6), (3, "mark by number"), "Mark column 6 and go to the next row."),
    key(SheetGrid, letter('7'), S(SheetAction::Rate7), (3, "mark by number"), "Mark column 7 and go to the next row."),
    key(SheetGrid, letter('8'), S(SheetAction::Rate8), (3, "mark by number"), "Mark column 8 and go to the next row."),
    key(SheetGrid, letter('9'), S(SheetAction::Rate9), (3, "mark by number"), "Mark column 9 and go to the next row."),
    key(SheetField, UP, M(Move::Up), (0, "up"), "The row above."),
    key(SheetField, DOWN, M(Move::Down), (0, "down"), "The row below."),
    key(SheetReview, letter('s'), S(SheetAction::Seal), (2, "seal this sheet"), "Close the sheet until all parties have sealed."),
    key(SheetValues, LEFT, M(Move::Left), (3, "choose"), "The choice before."),
    key(SheetValues, RIGHT, M(Move::Right), (3, "choose"), "The next choice."),
    key(SheetValues, TAB, M(Move::NextField), (6, "next field"), "To the next part of the question."),
    key(SheetValues, BACKTAB, M(Move::PreviousField), (0, "field before"), "To the part before."),
    key(SheetValues, ctrl('n'), S(SheetAction::Next), (4, "next"), "On to the next question."),
    key(SheetValues, ctrl('p'), S(SheetAction::Previous), (7, "back"), "Back to the question before."),
    key(SheetValues, ESC, G(General::Back), (5, "pause"), "Hide everything; the hand-over card comes back."),
    key(SheetGrid, TAB, M(Move::NextField), (6, "next field"), "To the next part of the question."),
    key(SheetGrid, BACKTAB, M(Move::PreviousField), (0, "field before"), "To the part before."),
    key(SheetGrid, ctrl('n'), S(SheetAction::Next), (4, "next"), "On to the next question."),
    key(SheetGrid, ctrl('p'), S(SheetAction::Previous), (7, "back"), "Back to the question before."),
    key(SheetGrid, ESC, G(General::Back), (5, "pause"), "Hide everything; the hand-over card comes back."),
    key(SheetField, TAB, M(Move::NextField), (6, "next field"), "To the next part of the question."),
    key(SheetField, BACKTAB, M(Move::PreviousField), (0, "field before"), "To the part before."),
    key(SheetField, ctrl('n'), S(SheetAction::Next), (4, "next"), "On to the next question."),
    key(SheetField, ctrl('p'), S(SheetAction::Previous), (7, "back"), "Back to the question before."),
    key(SheetField, ESC, G(General::Back), (4, "pause"), "Hide everything; the hand-over card comes back."),
    key(SheetValues, letter('m'), S(SheetAction::Show), (8, "I am alone"), ALONE),
    key(SheetValues, letter('u'), G(General::Undo), (0, "undo"), "Take the last change on this sheet back."),
    key(SheetValues, ctrl('r'), G(General::Redo), (0, "redo"), "Make the change again that was taken back."),
    key(SheetGrid, letter('m'), S(SheetAction::Show), (8, "I am alone"), ALONE),
    key(SheetGrid, letter('u'), G(General::Undo), (0, "undo"), "Take the last change on this sheet back."),
    key(SheetGrid, ctrl('r'), G(General::Redo), (0, "redo"), "Make the change again that was taken back."),
    key(SheetReview, letter('m'), S(SheetAction::Show), (5, "I am alone"), ALONE),
    key(SheetField, ctrl('t'), S(SheetAction::Show), (8, "I am alone"), ALONE),
    key(SheetWords, ctrl('t'), S(SheetAction::Show), (8, "I am alone"), ALONE),
    key(SheetValues, letter('K'), S(SheetAction::Earlier), (4, "earlier, later"), "The highlighted step comes one earlier."),
    key(SheetValues, letter('J'), S(SheetAction::Later), (4, "earlier, later"), "The highlighted step comes one later."),
    key(SheetReview, ctrl('p'), S(SheetAction::Previous), (3, "last question"), "Back to the last question."),
    key(SheetReview, ESC, G(General::Back), (4, "pause"), "Hide everything; the hand-over card comes back."),
];
