//! What can be asked for: a private sheet.

use super::actions;

actions! {
    /// What can be asked for on a private sheet.
    pub enum SheetAction {
        /// Mark or unmark the highlighted value.
        Mark,
        /// This value never makes a lead, whatever else is true.
        Never,
        /// On to the next question.
        Next,
        /// Back to the question before.
        Previous,
        /// I am alone at this screen: show what is hidden from onlookers, until Esc or two minutes without a key.
        Show,
        /// The highlighted step comes one earlier.
        Earlier,
        /// The highlighted step comes one later.
        Later,
        /// Rate not a lead, or sort into the first stage.
        Rate1,
        /// Rate shows interest, or sort into the second stage.
        Rate2,
        /// Rate counts towards hand-over, or sort into the third stage.
        Rate3,
        /// Rate wants to talk now, or sort into the fourth stage.
        Rate4,
        /// Sort into the fifth stage.
        Rate5,
        /// Sort into the sixth stage.
        Rate6,
        /// Sort into the seventh stage.
        Rate7,
        /// Sort into the eighth stage.
        Rate8,
        /// Sort into the ninth stage.
        Rate9,
        /// Close the sheet until all parties have closed theirs.
        Seal,
    }
}
