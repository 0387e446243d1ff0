//! Which part of a long list or text is in view, and what says that there is more.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::list::Scroll;
use crate::tui::canvas::Canvas;
use crate::tui::widget::area::down;

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

/// What lies above and below those lines of `count` that are in view; `None` where all are.
#[must_use]
pub fn more(view: &Range<usize>, count: usize) -> Option<String> {
    let below = count.saturating_sub(view.end);
    let unit = |n| if n == 1 { "line" } else { "lines" };
    match (view.start, below) {
        (0, 0) => None,
        (above, 0) => Some(format!("↑ {above} more {}", unit(above))),
        (0, below) => Some(format!("↓ {below} more {}", unit(below))),
        (above, below) => Some(format!("↑ {above}   ↓ {below} more {}", unit(below))),
    }
}

/// The same in few cells; empty where all are in view.
#[must_use]
pub fn arrows(view: &Range<usize>, count: usize) -> String {
    let below = count.saturating_sub(view.end);
    match (view.start, below) {
        (0, 0) => String::new(),
        (above, 0) => format!("↑ {above}"),
        (0, below) => format!("↓ {below}"),
        (above, below) => format!("↑ {above} ↓ {below}"),
    }
}

/// Draws lines as far as they are scrolled; the last row says what is above and below.
pub fn lines(lines: &[(String, Style)], scroll: &Scroll, canvas: &mut Canvas, area: Rect) {
    let height = area.height.saturating_sub(1);
    let view = scroll.view(0, lines.len(), height);
    if let Some(more) = more(&view, lines.len()) {
        let style = canvas.theme.accent;
        canvas.write_right(down(area, height), 0, &more, style);
    }
    for (y, (text, style)) in (0..height).zip(lines.get(view).unwrap_or_default()) {
        canvas.write(area, (2, y), text, *style);
    }
}

#[cfg(test)]
mod tests {
    use super::in_view;

    #[test]
    fn what_is_out_of_view_is_counted() {
        assert_eq!(super::more(&(0..5), 5), None);
        assert_eq!(super::more(&(0..4), 5).as_deref(), Some("↓ 1 more line"));
        assert_eq!(super::more(&(2..5), 5).as_deref(), Some("↑ 2 more lines"));
        assert_eq!(
            super::more(&(1..4), 9).as_deref(),
            Some("↑ 1   ↓ 5 more lines")
        );
        assert_eq!(super::arrows(&(0..5), 5), "");
        assert_eq!(super::arrows(&(0..4), 5), "↓ 1");
        assert_eq!(super::arrows(&(2..5), 5), "↑ 2");
        assert_eq!(super::arrows(&(1..4), 9), "↑ 1 ↓ 5");
    }

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
