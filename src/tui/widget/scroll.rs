//! Which part of a long list is in view.

use std::ops::Range;

/// The rows of a list of `count` that are drawn in a window of `height` rows, so that `at` is
/// among them and, where there is room, near the middle. Depends on nothing drawn before.
#[must_use]
pub fn in_view(at: usize, count: usize, height: u16) -> Range<usize> {
    let height = usize::from(height);
    if count <= height {
        return 0..count;
    }
    let last_start = count - height;
    let start = at.saturating_sub(height / 2).min(last_start);
    start..start + height
}

#[cfg(test)]
mod tests {
    use super::in_view;

    #[test]
    fn short_lists_do_not_move() {
        assert_eq!(in_view(2, 3, 5), 0..3);
        assert_eq!(in_view(0, 0, 5), 0..0);
    }

    #[test]
    fn the_highlight_is_always_in_view() {
        assert_eq!(in_view(0, 100, 10), 0..10);
        assert_eq!(in_view(50, 100, 10), 45..55);
        assert_eq!(in_view(99, 100, 10), 90..100);
        assert_eq!(in_view(7, 100, 1), 7..8);
        assert_eq!(in_view(7, 100, 0), 7..7);
    }
}
