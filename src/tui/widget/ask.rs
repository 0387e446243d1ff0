//! A dialog: a question, what it means, perhaps a reason, and two answers.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::area::down;
use crate::widget::{dialog, lit, scroll, wrap};
use leadpact_app::action::{Action, AskAction, General};
use leadpact_app::field::Field;
use leadpact_app::popup::Ask;
use leadpact_app::text::TextField;

/// The widest a text to read becomes; a question with two answers is narrower.
const WIDEST: u16 = 100;
const QUESTION: u16 = 66;

/// Draws the dialog over `area`. Where there is no room for the whole text, it is scrolled.
pub fn draw(ask: &Ask, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let reading = ask.action.is_none();
    let widest = if reading { WIDEST } else { QUESTION };
    let most = area.width.saturating_sub(8).max(1);
    let whole: String = ask.text.iter().map(|run| run.text.as_str()).collect();
    // A short text keeps a narrow frame.
    let width = if wrap::wrapped(&whole, QUESTION - 4).len() > 6 {
        most.min(widest)
    } else {
        most.min(QUESTION)
    };
    let lines = lit::wrapped(&ask.text, width.saturating_sub(4), &theme);
    let reason = if ask.reason.is_some() { 2 } else { 0 };
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(5 + reason);
    let inner = dialog::frame(canvas, area, &ask.title, (width, height));
    let room = inner.height.saturating_sub(3 + reason);
    let view = ask.scroll.view(0, lines.len(), room);
    if let Some(more) = scroll::more(&view, lines.len()) {
        dialog::at_bottom(&more, canvas, inner);
    }
    for (y, line) in (1..=room).zip(lines.get(view).unwrap_or_default()) {
        lit::write(line, canvas, inner, y);
    }
    let text_rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(room);
    let mut y = text_rows + 2;
    if let Some(field) = &ask.reason {
        let is_word = field.place() == Field::PartyWord;
        let label = if is_word { "Word  " } else { "Reason  " };
        let x = canvas.write(inner, (0, y), label, theme.quiet);
        let place = Rect {
            x: inner.x + x,
            y: inner.y + y,
            width: inner.width.saturating_sub(x),
            height: 1,
        };
        if ask.secret {
            hidden(field, canvas, place);
        } else {
            canvas.field(place, field, true);
        }
        y += 2;
    }
    answers(ask, canvas, down(inner, y));
}

/// As many dots as letters.
fn hidden(field: &TextField, canvas: &mut Canvas, area: Rect) {
    let letters = field.text().chars().count();
    let shown = TextField::new(Field::PartyWord, &mark::SECRET.repeat(letters));
    canvas.field(area, &shown, true);
}

fn answers(ask: &Ask, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let Some(yes) = &ask.yes else {
        let close = Target::Action(Action::General(General::Back));
        canvas.write_for(area, (0, 0), "enter  close", theme.accent, close);
        return;
    };
    if ask.reason.is_some() {
        let (yes, no) = (format!("enter  {yes}"), "esc  leave it as it is");
        let does = |action| Target::Action(Action::General(action));
        let x = canvas.write_for(area, (0, 0), &yes, theme.accent, does(General::Choose));
        canvas.write_for(area, (x + 8, 0), no, theme.accent, does(General::Back));
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
        let target = Target::Action(Action::Ask(action));
        x = canvas.write_for(area, (x, 0), &format!("{sign} {label} "), style, target);
        let place = Rect {
            x: area.x + start,
            width: x.saturating_sub(start),
            height: 1,
            ..area
        };
        if here {
            canvas.tint(place, theme.selected);
        }
        x += 4;
    }
}
