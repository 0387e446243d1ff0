//! A form: labels, what is filled in, what is wrong, and a sentence about the highlighted row.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::action::{Action, General};
use crate::app::condition::ConditionAction;
use crate::app::form::{Form, Input, Row};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::theme::mark;
use crate::tui::widget::{choice, scroll, words};

/// Columns for the labels.
const LABEL: u16 = 18;
/// Rows at most for the sentence about the highlighted row.
const SENTENCE: u16 = 3;

/// Draws the form into `area`; the last rows hold the sentence about the highlighted row.
pub fn draw(form: &Form, canvas: &mut Canvas, area: Rect) {
    draw_beside(form, true, canvas, area);
}

/// Draws a form that has the keys only with `focus`; without it nothing is highlighted.
pub fn draw_beside(form: &Form, focus: bool, canvas: &mut Canvas, area: Rect) {
    let (said, style) = sentence(form, focus, canvas);
    let said = words::wrapped(&said, area.width.saturating_sub(4));
    let below = u16::try_from(said.len()).unwrap_or(1).min(SENTENCE);
    let list = Rect {
        height: area.height.saturating_sub(1 + below),
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
        draw_row((number, row), focus && number == form.at(), canvas, place);
        canvas.clickable(place, Target::Row(number));
    }
    more(form, canvas, list);
    let bottom = Rect {
        y: area.y + area.height.saturating_sub(below),
        height: area.height.min(below),
        ..area
    };
    for (y, line) in (0..below).zip(&said) {
        canvas.write(bottom, (2, y), line, style);
    }
}

/// What is said about the highlighted row: why it cannot be taken, else its help.
fn sentence(form: &Form, focus: bool, canvas: &Canvas) -> (String, Style) {
    let theme = canvas.theme;
    match form.row().filter(|_| focus) {
        Some(Row {
            fault: Some(fault), ..
        }) => (format!("{} {fault}", mark::ATTENTION), theme.warn),
        Some(row) => (row.help.clone(), theme.quiet),
        None => (String::new(), theme.quiet),
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

fn draw_row((number, row): (usize, &Row), here: bool, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let (sign, style) = if here {
        (mark::POINTER, theme.accent)
    } else {
        (" ", theme.quiet)
    };
    canvas.write(place, (0, 0), sign, theme.accent);
    let enter = Target::On(number, Action::General(General::Choose));
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
            draw_choice(number, options, *at, here, canvas, value);
        }
        Input::Open(words) => {
            canvas.write(place, (2, 0), &row.label, style);
            let style = if here { theme.accent } else { theme.text };
            canvas.write_for(wide(value, place), (0, 0), words, style, enter);
            if here {
                canvas.tint(place, theme.selected);
            }
        }
        Input::Note(words) => {
            canvas.write(place, (2, 0), &row.label, theme.quiet);
            canvas.write(wide(value, place), (0, 0), words, theme.quiet);
            if here {
                canvas.tint(place, theme.selected);
            }
        }
        Input::Mark(on) => {
            let sign = if *on { "[x]" } else { "[ ]" };
            let style = if *on { theme.accent } else { theme.quiet };
            let mark = Target::On(number, Action::Condition(ConditionAction::Mark));
            canvas.write_for(value, (0, 0), sign, style, mark);
            let style = if here { theme.strong } else { theme.text };
            canvas.write_for(value, (4, 0), &row.label, style, mark);
            if here {
                canvas.tint(place, theme.selected);
            }
        }
        Input::Button => {
            let style = if here { theme.accent } else { theme.text };
            canvas.write_for(place, (2, 0), &row.label, style, enter);
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

/// The room of a value up to the right edge: words that are read may be longer than a field.
fn wide(value: Rect, place: Rect) -> Rect {
    Rect {
        width: (place.x + place.width).saturating_sub(value.x),
        ..value
    }
}

fn draw_choice(
    row: usize,
    options: &[String],
    at: usize,
    here: bool,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let style = if here { theme.accent } else { theme.text };
    if choice::width(options.iter().map(String::as_str)) > place.width {
        let chosen = options.get(at).map_or("", String::as_str);
        let x = choice::one(chosen, row, ("←", "→"), style, canvas, (place, 0));
        let count = format!("   {} of {}", at + 1, options.len());
        canvas.write(place, (x, 0), &count, style);
        return;
    }
    let options = options.iter().enumerate();
    let options = options.map(|(number, option)| (option.as_str(), number == at));
    choice::all(options, row, (style, theme.quiet), canvas, (place, 0));
}
