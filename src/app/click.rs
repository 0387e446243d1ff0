//! What a click asks for. Views say it of the cells they draw; [`crate::update()`] does it.

use crate::action::{Action, General};

/// What a click on some cells asks for. Rows are those of the list, form or page in front, counted from 0 in the whole
/// of it, whatever is in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// This action.
    Action(Action),
    /// Highlight this row. In the palette: do it.
    Row(usize),
    /// Highlight this row; where it is highlighted already, this action.
    Again(usize, Action),
    /// Highlight this row and do this with it.
    On(usize, Action),
    /// Highlight this row and take the choice at this place of it, counted from 0.
    Choice(usize, usize),
    /// Turn to the question at this place, counted from 0.
    Page(usize),
}

impl Target {
    /// A row that the first click highlights and the second opens.
    #[must_use]
    pub const fn open(row: usize) -> Self {
        Self::Again(row, Action::General(General::Choose))
    }
}
