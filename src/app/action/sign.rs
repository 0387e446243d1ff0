//! What can be asked for: signing.

use super::actions;

actions! {
    /// What can be asked for while signing.
    pub enum SignAction {
        /// Read what is signed, as a whole.
        Text,
        /// Write the definition as files, marked as what it is.
        Export,
        /// Look at the versions and the log.
        History,
        /// Work on the next version.
        Amend,
        /// Give the amendment up.
        Withdraw,
    }
}
