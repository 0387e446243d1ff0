//! A dialog: a question, what it means, perhaps a reason, and two answers.

use ratatui::layout::Rect;

use crate::app::action::{Action, AskAction, General};
use crate::app::popup::Ask;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::theme::mark;
use crate::tui::widget::area::down;
use crate::tui::widget::{dialog, words};

/// Draws the dialog over `area`.
pub fn draw(ask: &Ask, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let width = area.width.saturating_sub(8).clamp(1, 66);
    let lines = words::wrapped(&ask.text, width.saturating_sub(4)).len();
    let reason = if ask.reason.is_some() { 3 } else { 0 };
    let height = u16::try_from(lines)
        .unwrap_or(u16::MAX)
        .saturating_add(5 + reason);
    let inner = dialog::frame(canvas, area, &ask.title, (width, height));
    let text = down(inner, 1);
    let mut y = 1 + canvas.paragraph(text, &ask.text, theme.text) + 1;
    if let Some(field) = &ask.reason {
        let x = canvas.write(inner, (0, y), "Reason  ", theme.quiet);
        let place = Rect {
            x: inner.x + x,
            y: inner.y + y,
            width: inner.width.saturating_sub(x),
            height: 1,
        };
        canvas.field(place, field, true);
        y += 2;
    }
    answers(ask, canvas, down(inner, y));
}

fn answers(ask: &Ask, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let Some(yes) = &ask.yes else {
        let hint = "enter  close";
        let end = canvas.write(area, (0, 0), hint, theme.accent);
        canvas.clickable(
            Rect {
                width: end,
                height: 1,
                ..area
            },
            Target::Action(Action::General(General::Back)),
        );
        return;
    };
    if ask.reason.is_some() {
        canvas.write(
            area,
            (0, 0),
            &format!("enter  {yes}        esc  leave it as it is"),
            theme.accent,
        );
        return;
    }
    let mut x = 0;
    let both = [
        (false, "leave it as it is", AskAction::No),
        (true, yes.as_str(), AskAction::Yes),
    ];
    for (is_yes, label, action) in both {
        let here = ask.on_yes == is_yes;
        let (sign, style) = if here {
            (mark::POINTER, theme.accent)
        } else {
            (" ", theme.text)
        };
        let start = x;
        x = canvas.write(area, (x, 0), &format!("{sign} {label} "), style);
        let place = Rect {
            x: area.x + start,
            width: x.saturating_sub(start),
            height: 1,
            ..area
        };
        if here {
            canvas.tint(place, theme.selected);
        }
        canvas.clickable(place, Target::Action(Action::Ask(action)));
        x += 4;
    }
}
