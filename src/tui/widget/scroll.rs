//! Which part of a long list or text is in view, and what says that there is more.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::Canvas;
use crate::widget::area::down;
use crate::widget::wrap;
use leadpact_app::list::Scroll;

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

/// The rows of a list of `count` that stand in `area`, each with its place, so that `at` is among them. Where some are
/// out of view, the last row of the area says how many stand above and below.
pub fn list(at: usize, count: usize, canvas: &mut Canvas, area: Rect) -> Vec<(usize, Rect)> {
    tall(at, count, |_| 1, canvas, area)
}

/// The same for rows that take several lines each; `height` says how many, and is asked only about rows near `at`. No row
/// is shown in part, but for one that is higher than the area.
pub(crate) fn tall(
    at: usize,
    count: usize,
    height: impl Fn(usize) -> u16,
    canvas: &mut Canvas,
    area: Rect,
) -> Vec<(usize, Rect)> {
    let height = |row| height(row).max(1);
    let mut shown = rows_in_view(at, count, &height, area.height);
    let mut room = area.height;
    if shown.len() < count {
        // A window of two rows has none to spare: there the sign stands behind the last one.
        if area.height > 2 {
            room -= 1;
            shown = rows_in_view(at, count, &height, room);
        }
        if let Some(sign) = sign(&shown, count) {
            let style = canvas.theme.accent;
            canvas.write_right(down(area, area.height.saturating_sub(1)), 0, &sign, style);
        }
    }
    let mut y = 0;
    let mut places = Vec::with_capacity(shown.len());
    for row in shown.clone() {
        let tall = height(row).min(room.saturating_sub(y));
        let last = y + tall == area.height && shown.len() < count;
        let sign = sign(&shown, count).filter(|_| last);
        let taken = sign.map_or(0, |sign| wrap::width(&sign) + 1);
        let place = Rect {
            y: area.y + y,
            height: tall,
            width: area.width.saturating_sub(taken),
            ..area
        };
        places.push((row, place));
        y += tall;
    }
    places
}

/// The rows around `at` that have room: upwards to the middle, down to the end, and up again where there is room left.
fn rows_in_view(
    at: usize,
    count: usize,
    height: &impl Fn(usize) -> u16,
    room: u16,
) -> Range<usize> {
    let at = at.min(count.saturating_sub(1));
    if count == 0 || room == 0 {
        return at..at;
    }
    let mut view = at..at + 1;
    let mut used = height(at);
    let fits = |used: u16, row: usize, room: u16| used.saturating_add(height(row)) <= room;
    while view.start > 0 && fits(used, view.start - 1, room / 2 + height(at)) {
        if !fits(used, view.start - 1, room) {
            break;
        }
        view.start -= 1;
        used = used.saturating_add(height(view.start));
    }
    while view.end < count && fits(used, view.end, room) {
        used = used.saturating_add(height(view.end));
        view.end += 1;
    }
    while view.start > 0 && fits(used, view.start - 1, room) {
        view.start -= 1;
        used = used.saturating_add(height(view.start));
    }
    view
}

/// How many of `count` rows stand above and below those in view; `None` where all are in view.
#[must_use]
pub fn sign(view: &Range<usize>, count: usize) -> Option<String> {
    let below = count.saturating_sub(view.end);
    match (view.start, below) {
        (0, 0) => None,
        (above, 0) => Some(format!("↑ {above} more")),
        (0, below) => Some(format!("↓ {below} more")),
        (above, below) => Some(format!("↑ {above}   ↓ {below} more")),
    }
}

/// The same of the lines of a text.
#[must_use]
pub fn more(view: &Range<usize>, count: usize) -> Option<String> {
    let below = count.saturating_sub(view.end);
    let last = if below == 0 { view.start } else { below };
    let unit = if last == 1 { "line" } else { "lines" };
    sign(view, count).map(|sign| format!("{sign} {unit}"))
}

/// The same in few cells; empty where all are in view.
#[must_use]
pub fn arrows(view: &Range<usize>, count: usize) -> String {
    let sign = sign(view, count).unwrap_or_default();
    sign.trim_end_matches(" more").replace("   ", " ")
}

/// The lines of a text of `count` that are in view in `area`, as far as it is scrolled, and the place to draw them in.
/// Where there is no room for all, the last row of the area says how many stand above and below.
pub fn text(
    scroll: &Scroll,
    count: usize,
    canvas: &mut Canvas,
    area: Rect,
) -> (Range<usize>, Rect) {
    let whole = count <= usize::from(area.height);
    let height = if whole || area.height < 2 {
        area.height
    } else {
        area.height - 1
    };
    let view = scroll.view(0, count, height);
    if let Some(more) = more(&view, count) {
        let style = canvas.theme.accent;
        canvas.write_right(down(area, height.min(area.height - 1)), 0, &more, style);
    }
    (view, Rect { height, ..area })
}

/// Draws lines as far as they are scrolled; where they are too many, the last row says what is above and below.
pub fn lines(lines: &[(String, Style)], scroll: &Scroll, canvas: &mut Canvas, area: Rect) {
    let (view, place) = text(scroll, lines.len(), canvas, area);
    for (y, (text, style)) in (0..place.height).zip(lines.get(view).unwrap_or_default()) {
        canvas.write(place, (2, y), text, *style);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::in_view;
    use crate::canvas::Canvas;
    use crate::play::Picture;
    use crate::theme::Theme;
    use leadpact_app::look::ThemeName;

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

    /// The rows in view and the lines they take, in a window of so many lines, and what the last line says.
    fn drawn(at: usize, heights: &[u16], room: u16) -> (Vec<(usize, u16)>, String) {
        let area = Rect::new(0, 0, 30, room);
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas::new(&mut buffer, Theme::of(ThemeName::NoColour));
        let rows = super::tall(at, heights.len(), |n| heights[n], &mut canvas, area);
        let told = Picture::new(buffer).rows().pop().unwrap_or_default();
        let rows = rows.into_iter().map(|(n, place)| (n, place.height));
        (rows.collect(), told.trim().to_owned())
    }

    #[test]
    fn rows_stand_whole_and_the_last_line_counts_the_others() {
        let all = |rows: &[(usize, u16)], told: &str| (rows.to_vec(), told.to_owned());
        assert_eq!(drawn(0, &[1, 2, 1], 4), all(&[(0, 1), (1, 2), (2, 1)], ""));
        assert_eq!(
            drawn(0, &[1, 2, 1, 1], 4),
            all(&[(0, 1), (1, 2)], "↓ 2 more")
        );
        assert_eq!(
            drawn(2, &[1, 2, 1, 1], 4),
            all(&[(2, 1), (3, 1)], "↑ 2 more")
        );
        assert_eq!(
            drawn(3, &[1, 2, 1, 1], 4),
            all(&[(2, 1), (3, 1)], "↑ 2 more")
        );
        // One row that has no room stands as far as it goes.
        assert_eq!(drawn(1, &[1, 9], 4), all(&[(1, 3)], "↑ 1 more"));
        // A single line has room for a row and the sign.
        assert_eq!(drawn(1, &[1; 3], 1), all(&[(1, 1)], "↑ 1   ↓ 1 more"));
    }

    #[test]
    fn every_row_can_be_reached_and_is_shown_whole() {
        let heights = [1, 3, 2, 1, 1, 4, 1, 2, 1];
        for room in 4..20 {
            for at in 0..heights.len() {
                let (rows, told) = drawn(at, &heights, room);
                let here = rows.iter().find(|(row, _)| *row == at);
                assert!(here.is_some(), "{at} in {room}: {rows:?}");
                let lines: u16 = rows.iter().map(|(_, tall)| tall).sum();
                let spare = u16::from(rows.len() < heights.len());
                assert!(lines + spare <= room, "{at} in {room}: {rows:?}");
                assert_eq!(told.is_empty(), rows.len() == heights.len());
                if room > 4 {
                    assert!(rows.iter().all(|(n, tall)| heights[*n] == *tall));
                }
            }
        }
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
