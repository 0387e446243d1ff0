//! What can be asked for: the board of the define step.

use super::actions;

actions! {
    /// What can be asked for on the board of the define step.
    pub enum DefineAction {
        /// Write a form that somebody elsewhere fills in.
        Form,
        /// Take in the forms that have come back.
        Collect,
        /// Change the title, the parties and their people.
        People,
        /// Put all answers on the table.
        Reveal,
        /// Let the highlighted party change its sealed sheets.
        Reopen,
    }
}
