//! What can be asked for: the hand-over card.

use super::actions;

actions! {
    /// What can be asked for on the hand-over card.
    pub enum HandOverAction {
        /// Give the party a word, or say that it is forgotten.
        Word,
    }
}
