//! What can be asked for: the scoring model.

use super::actions;

actions! {
    /// What can be asked for in the scoring model.
    pub enum ScoringAction {
        /// One point more.
        More,
        /// One point less.
        Less,
        /// Five points more.
        MuchMore,
        /// Five points less.
        MuchLess,
        /// What was proposed.
        AsProposed,
        /// To the lead cards, or back to the points.
        OtherSide,
        /// Why the highlighted card lands where it does, as a whole.
        Why,
    }
}
