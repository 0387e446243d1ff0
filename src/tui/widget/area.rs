//! Parts of an area.

use ratatui::layout::Rect;

/// The columns of `area` between the margins of a page.
#[must_use]
pub fn inner(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2),
        ..area
    }
}

/// The same, at most `most` columns: a line that is too long is hard to read.
#[must_use]
pub fn readable(area: Rect, most: u16) -> Rect {
    let inner = inner(area);
    Rect {
        width: inner.width.min(most),
        ..inner
    }
}

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
