//! A frame in front of the screen.

use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType};

use crate::canvas::Canvas;

/// Draws an empty frame with a title in the middle of `area`, as wide and high as asked for and as
/// there is room. Returns the space inside it, one column of air at each side. What was drawn
/// before can no longer be clicked, and no part of it stands beside the frame.
pub fn frame(canvas: &mut Canvas, area: Rect, title: &str, (width, height): (u16, u16)) -> Rect {
    let width = width.min(area.width);
    let height = height.min(area.height);
    let outer = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 3,
        width,
        height,
    };
    let theme = canvas.theme;
    canvas.cover();
    canvas.clear(
        Rect {
            x: area.x,
            width: area.width,
            ..outer
        },
        theme.text,
    );
    canvas.render(
        Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(theme.accent),
        outer,
    );
    canvas.write(outer, (2, 0), &format!(" {title} "), theme.accent);
    Rect {
        x: outer.x.saturating_add(2),
        y: outer.y.saturating_add(1),
        width: outer.width.saturating_sub(4),
        height: outer.height.saturating_sub(2),
    }
}

/// Writes a few words into the lower edge of a frame whose inside is `inner`.
pub(crate) fn at_bottom(text: &str, canvas: &mut Canvas, inner: Rect) {
    let below = Rect {
        y: inner.y + inner.height,
        height: 1,
        ..inner
    };
    let style = canvas.theme.accent;
    canvas.write_right(below, 0, &format!(" {text} "), style);
}
