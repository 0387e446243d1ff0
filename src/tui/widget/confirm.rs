//! Are you sure?

use ratatui::layout::Rect;

use crate::app::action::{Action, General};
use crate::app::popup::Confirm;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::theme::mark;
use crate::tui::widget::{dialog, words};

/// Draws the question over `area`.
pub fn draw(confirm: &Confirm, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let width = area.width.saturating_sub(8).clamp(1, 60);
    let lines = words::wrapped(&confirm.text, width.saturating_sub(4)).len();
    let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(4);
    let inner = dialog::frame(canvas, area, &confirm.title, (width, height));
    let used = canvas.paragraph(inner, &confirm.text, theme.text);
    let answers = [
        (!confirm.on_yes, "no, go back", General::Back),
        (confirm.on_yes, confirm.yes, General::Yes),
    ];
    let mut x = 0;
    for (here, words, action) in answers {
        let start = x;
        let sign = if here { mark::POINTER } else { " " };
        let style = if here { theme.selected } else { theme.quiet };
        let text = format!("{sign} {words} ");
        x = canvas.write(inner, (x, used + 1), &text, style);
        let place = Rect {
            x: inner.x + start,
            y: inner.y.saturating_add(used + 1),
            width: x - start,
            height: 1,
        };
        canvas.clickable(place, Target::Action(Action::General(action)));
        x += 3;
    }
}
