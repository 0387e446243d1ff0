//! What can be asked for: the walk through the standard text.

use super::actions;

actions! {
    /// What can be asked for in the walk through the standard text.
    pub enum StandardAction {
        /// Go to where it is written, and come back.
        Change,
        /// Take it away.
        Drop,
    }
}
