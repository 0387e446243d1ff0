//! Parts of an area.

use ratatui::layout::Rect;

/// What is left of `area` below its first `rows` rows; empty where it has no more than those.
#[must_use]
pub fn down(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}
