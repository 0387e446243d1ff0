//! What can be asked for: the home screen.

use super::actions;

actions! {
    /// What can be asked for on the home screen alone.
    pub enum HomeAction {
        /// Show only workshops whose title holds some words.
        Filter,
        /// Read the data folder again.
        Refresh,
        /// Begin a new workshop.
        New,
        /// Open the workshop that shows how the exercise goes.
        Sample,
        /// Copy the highlighted workshop.
        Duplicate,
        /// Look at the highlighted workshop without saving.
        Look,
    }
}
