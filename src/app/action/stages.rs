//! What can be asked for: the stage editor.

use super::actions;

actions! {
    /// What can be asked for in the stage editor.
    pub enum StagesAction {
        /// Add a stage below the highlighted one, or a route.
        New,
        /// Remove the highlighted stage or route.
        Remove,
        /// Move it one up.
        Up,
        /// Move it one down.
        Down,
    }
}
