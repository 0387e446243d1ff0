//! Keys of the list of workshops.

use super::{DOWN, ENTER, ESC, Key, UP, key, letter};
use leadpact_app::action::Action::{Field as F, General as G, Home as H, Move as M};
use leadpact_app::action::{FieldAction, General, HomeAction, Move};
use leadpact_app::scope::Scope::{Home, HomeFilter};

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(Home, ENTER, G(General::Choose), (1, "open"), "Open the highlighted workshop."),
    key(Home, letter('n'), H(HomeAction::New), (2, "new"), "Begin a new workshop."),
    key(Home, letter('s'), H(HomeAction::Sample), (3, "sample"), "Open a workshop that plays a story: 500 leads delivered, 10 worth pursuing."),
    key(Home, letter('d'), H(HomeAction::Duplicate), (4, "duplicate"), "Copy the highlighted workshop."),
    key(Home, None, H(HomeAction::Look), (0, "look without saving"), "Look at the highlighted workshop as it was last saved; nothing can be changed."),
    key(Home, letter('/'), H(HomeAction::Filter), (5, "filter"), "Show only workshops that hold the words you type."),
    key(Home, ESC, G(General::Back), (6, "all workshops"), "Show all workshops again."),
    key(Home, letter('r'), H(HomeAction::Refresh), (0, "read the folder again"), "Look into the data folder again."),
    key(Home, letter('q'), G(General::Quit), (7, "quit"), "Leave Leadpact. Everything is saved already."),
    key(HomeFilter, ENTER, F(FieldAction::Done), (1, "keep the filter"), "Keep the filter and go back to the list."),
    key(HomeFilter, ESC, G(General::Back), (2, "all workshops"), "Drop the filter and show all workshops."),
    key(HomeFilter, UP, M(Move::Up), (3, "choose"), "Highlight the row above."),
    key(HomeFilter, DOWN, M(Move::Down), (3, "choose"), "Highlight the row below."),
];
