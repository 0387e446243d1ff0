//! Keys of the history.

use super::{ENTER, ESC, Key, key, letter};
use leadpact_app::action::Action::{General as G, History as H};
use leadpact_app::action::{General, HistoryAction};
use leadpact_app::scope::Scope::History;

#[rustfmt::skip]
pub(super) const ROWS: &[Key] = &[
    key(History, ENTER, G(General::Choose), (1, "read this version"), "Read the text as it was signed."),
    key(History, ESC, G(General::Back), (2, "back"), "Back to the versions, from there to the signatures."),
    key(History, letter('h'), H(HistoryAction::Close), (0, "signatures"), "Back to the signatures."),
];
