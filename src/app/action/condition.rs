//! What can be asked for: saying how a record shows something.

use super::actions;

actions! {
    /// What can be asked for while a comparison is said.
    pub enum ConditionAction {
        /// Mark or unmark the highlighted value.
        Mark,
        /// Take the comparison as it stands.
        Done,
    }
}
