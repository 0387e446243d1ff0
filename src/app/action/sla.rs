//! What can be asked for: promising.

use super::actions;

actions! {
    /// What can be asked for while promising.
    pub enum SlaAction {
        /// A new promise, or a new rejection reason.
        New,
        /// Take the highlighted promise or reason away.
        Remove,
        /// Sales confirms that it can follow up that many leads.
        Confirm,
    }
}
