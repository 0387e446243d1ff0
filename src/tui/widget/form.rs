//! A form: labels, what is filled in, what is wrong, and a sentence about the highlighted row.

use ratatui::layout::Rect;

use crate::app::form::{Form, Input, Row};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::theme::mark;
use crate::tui::widget::{scroll, words};

/// Columns for the labels.
const LABEL: u16 = 18;

/// Draws the form into `area`; the last row holds the sentence of help.
pub fn draw(form: &Form, canvas: &mut Canvas, area: Rect) {
    draw_beside(form, true, canvas, area);
}

/// Draws a form that has the keys only with `focus`; without it nothing is highlighted.
pub fn draw_beside(form: &Form, focus: bool, canvas: &mut Canvas, area: Rect) {
    let list = Rect {
        height: area.height.saturating_sub(2),
        ..area
    };
    let view = scroll::in_view(form.at(), form.rows.len(), list.height);
    for (y, number) in (0..).zip(view) {
        let Some(row) = form.rows.get(number) else {
            break;
        };
        let place = Rect {
            y: list.y + y,
            height: 1,
            ..list
        };
        draw_row(row, focus && number == form.at(), canvas, place);
        canvas.clickable(place, Target::Row(number));
    }
    more(form, canvas, list);
    if let Some(row) = form.row().filter(|_| focus) {
        let theme = canvas.theme;
        let bottom = Rect {
            y: area.y + area.height.saturating_sub(1),
            height: area.height.min(1),
            ..area
        };
        match &row.fault {
            Some(fault) => canvas.write(
                bottom,
                (2, 0),
                &format!("{} {fault}", mark::ATTENTION),
                theme.warn,
            ),
            None => canvas.write(bottom, (2, 0), &row.help, theme.quiet),
        };
    }
}

/// Says at the right edge that rows stand above or below those in view.
fn more(form: &Form, canvas: &mut Canvas, list: Rect) {
    let theme = canvas.theme;
    let view = scroll::in_view(form.at(), form.rows.len(), list.height);
    let bottom = list.height.saturating_sub(1);
    if view.start > 0 {
        canvas.write_right(list, 0, &format!(" ↑ {} more", view.start), theme.quiet);
    }
    if view.end < form.rows.len() {
        let below = form.rows.len() - view.end;
        canvas.write_right(list, bottom, &format!(" ↓ {below} more"), theme.quiet);
    }
}

fn draw_row(row: &Row, here: bool, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let (sign, style) = if here {
        (mark::POINTER, theme.accent)
    } else {
        (" ", theme.quiet)
    };
    canvas.write(place, (0, 0), sign, theme.accent);
    let value = Rect {
        x: place.x + LABEL + 2,
        width: place.width.saturating_sub(LABEL + 2).min(72),
        ..place
    };
    match &row.input {
        Input::Text(field) => {
            canvas.write(place, (2, 0), &row.label, style);
            canvas.field(value, field, here);
        }
        Input::Pick { options, at } => {
            canvas.write(place, (2, 0), &row.label, style);
            draw_choice(options, *at, here, canvas, value);
        }
        Input::Button => {
            let style = if here { theme.accent } else { theme.text };
            canvas.write(place, (2, 0), &row.label, style);
            if here {
                canvas.tint(place, theme.selected);
            }
        }
    }
    if row.fault.is_some() && !here {
        canvas.write(
            value,
            (value.width.saturating_sub(1), 0),
            mark::ATTENTION,
            theme.warn,
        );
    }
}

fn draw_choice(options: &[String], at: usize, here: bool, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let whole: usize = options
        .iter()
        .map(|o| usize::from(words::width(o)) + 3)
        .sum();
    if whole > usize::from(place.width) {
        let chosen = options.get(at).map_or("", String::as_str);
        let text = format!("← {chosen} →   {} of {}", at + 1, options.len());
        canvas.write(
            place,
            (0, 0),
            &text,
            if here { theme.accent } else { theme.text },
        );
        return;
    }
    let mut x = 0;
    for (number, option) in options.iter().enumerate() {
        let chosen = number == at;
        let style = match (chosen, here) {
            (true, true) => theme.accent,
            (true, false) => theme.text,
            (false, _) => theme.quiet,
        };
        let text = if chosen {
            format!("[{option}]")
        } else {
            format!(" {option} ")
        };
        x = canvas.write(place, (x, 0), &text, style) + 1;
    }
}
