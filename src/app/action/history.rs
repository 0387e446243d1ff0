//! What can be asked for: the history.

use super::actions;

actions! {
    /// What can be asked for in the history.
    pub enum HistoryAction {
        /// Back to the signatures.
        Close,
    }
}
