//! The highlight in a list of rows, and how far a text is scrolled.

use std::cell::Cell;
use std::ops::Range;

use crate::action::Move;

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
    pub(crate) fn keep_within(&mut self, count: usize) {
        self.at = self.at.min(count.saturating_sub(1));
    }
}

/// How far a text is scrolled. How many lines it has depends on the window, which only the view knows: drawing settles
/// it, so that no key is lost beyond either end.
#[derive(Debug, Clone, Default)]
pub struct Scroll {
    from: Cell<usize>,
    /// Rows of the window in which it was drawn last; 0 before.
    height: Cell<usize>,
    /// Whether a person moved it; until then the view chooses what is worth seeing.
    moved: bool,
}

impl Scroll {
    /// Scrolls. Sideways does nothing.
    pub fn go(&mut self, to: Move) {
        match to {
            Move::Up | Move::PreviousField => self.by(-1),
            Move::Down | Move::NextField => self.by(1),
            Move::PageUp => self.by(-self.page()),
            Move::PageDown => self.by(self.page()),
            Move::First => self.by(isize::MIN),
            Move::Last => self.by(isize::MAX),
            Move::Left | Move::Right => {}
        }
    }

    /// The lines of a page: one that was read stays in view, and none is passed over.
    fn page(&self) -> isize {
        let rest = self.height.get().saturating_sub(1);
        rest.max(1).cast_signed()
    }

    /// Scrolls by a few lines, but by no more than were in view; below 0: up.
    pub(crate) fn by_few(&mut self, lines: isize) {
        let most = self.height.get().max(1).cast_signed();
        self.by(lines.clamp(-most, most));
    }

    /// Scrolls by so many lines; below 0: up.
    fn by(&mut self, lines: isize) {
        let from = self.from.get().saturating_add_signed(lines);
        self.from.set(from);
        self.moved = true;
    }

    /// The lines of `count` that are in view in a window of `height` rows, the first one `wanted` until a person scrolls.
    pub fn view(&self, wanted: usize, count: usize, height: u16) -> Range<usize> {
        let height = usize::from(height);
        self.height.set(height);
        let from = if self.moved { self.from.get() } else { wanted };
        let from = from.min(count.saturating_sub(height));
        self.from.set(from);
        from..(from + height).min(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_scrolls_from_end_to_end_and_loses_no_key() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.view(3, 20, 5), 3..8);
        scroll.go(Move::Down);
        assert_eq!(scroll.view(3, 20, 5), 4..9);
        scroll.go(Move::Last);
        assert_eq!(scroll.view(0, 20, 5), 15..20);
        scroll.go(Move::PageDown);
        scroll.view(0, 20, 5);
        scroll.go(Move::Up);
        assert_eq!(scroll.view(0, 20, 5), 14..19);
        scroll.go(Move::First);
        scroll.go(Move::Up);
        assert_eq!(scroll.view(0, 20, 5), 0..5);
        assert_eq!(scroll.view(0, 3, 5), 0..3);
        assert_eq!(scroll.view(0, 0, 0), 0..0);
    }

    #[test]
    fn a_page_is_what_was_in_view_and_no_line_is_passed_over() {
        for height in [1, 2, 6, 40] {
            let mut scroll = Scroll::default();
            let mut seen = scroll.view(0, 200, height);
            while seen.end < 200 {
                scroll.go(Move::PageDown);
                let next = scroll.view(0, 200, height);
                assert!(next.start <= seen.end && next.end > seen.end, "{height}");
                seen = next;
            }
            scroll.go(Move::PageUp);
            assert!(scroll.view(0, 200, height).end >= seen.start, "{height}");
            scroll.go(Move::First);
            let before = scroll.view(0, 200, height);
            scroll.by_few(3);
            let few = scroll.view(0, 200, height);
            assert!(few.start <= before.end && few.start <= 3, "{height}");
        }
    }

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
