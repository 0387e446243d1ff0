//! What can be asked for: setting up.

use super::actions;

actions! {
    /// What can be asked for while setting up.
    pub enum SetupAction {
        /// Go on to the questions.
        Done,
        /// Remove the highlighted party.
        Remove,
    }
}
