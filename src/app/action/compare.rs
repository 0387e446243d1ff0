//! What can be asked for: comparing.

use super::actions;

actions! {
    /// What can be asked for while comparing.
    pub enum CompareAction {
        /// Show only what differs, or everything.
        Differences,
        /// Order by distance, or as asked.
        Order,
        /// Settle the differences, one after another.
        Agree,
        /// Own words, alone on the screen.
        OwnWords,
        /// The values that may be the same.
        Pairs,
        /// The highlighted pair is one thing.
        OneThing,
        /// The highlighted pair is two things.
        TwoThings,
        /// Ask about an answered pair again.
        AskAgain,
    }
}
