//! The highlight in a list of rows.

use crate::app::action::Move;

/// Rows that a page movement skips.
const PAGE: usize = 10;

/// Which row of a list is highlighted. Always within the list, 0 when it is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    at: usize,
}

impl Cursor {
    /// A highlight on this row, counted from 0.
    #[must_use]
    pub fn on(at: usize) -> Self {
        Self { at }
    }

    /// The highlighted row, counted from 0.
    #[must_use]
    pub fn at(self) -> usize {
        self.at
    }

    /// Moves within a list of `count` rows, stopping at both ends. Sideways does nothing.
    pub fn go(&mut self, to: Move, count: usize) {
        let wanted = match to {
            Move::Up | Move::PreviousField => self.at.saturating_sub(1),
            Move::Down | Move::NextField => self.at.saturating_add(1),
            Move::PageUp => self.at.saturating_sub(PAGE),
            Move::PageDown => self.at.saturating_add(PAGE),
            Move::First => 0,
            Move::Last => count,
            Move::Left | Move::Right => self.at,
        };
        self.at = wanted;
        self.keep_within(count);
    }

    /// Pulls the highlight back into a list that has `count` rows now.
    pub fn keep_within(&mut self, count: usize) {
        self.at = self.at.min(count.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highlight_stops_at_both_ends() {
        let mut cursor = Cursor::default();
        cursor.go(Move::Up, 3);
        assert_eq!(cursor.at(), 0);
        cursor.go(Move::Last, 3);
        assert_eq!(cursor.at(), 2);
        cursor.go(Move::PageDown, 3);
        assert_eq!(cursor.at(), 2);
    }

    #[test]
    fn an_empty_list_has_its_highlight_at_the_top() {
        let mut cursor = Cursor::on(7);
        cursor.go(Move::Last, 0);
        assert_eq!(cursor.at(), 0);
    }
}
