//! A form: labels, what is filled in, what is wrong, and a sentence about the highlighted row.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::{choice, scroll, wrap};
use leadpact_app::action::{Action, ConditionAction, General};
use leadpact_app::form::{Form, Input, Row};

/// Columns for the labels.
const LABEL: u16 = 18;
/// Columns at most for what is filled in.
const FIELD: u16 = 72;
/// Rows at most for the sentence about the highlighted row.
const SENTENCE: u16 = 3;

/// Draws the form into `area`; the last rows hold the sentence about the highlighted row.
pub fn draw(form: &Form, canvas: &mut Canvas, area: Rect) {
    draw_beside(form, true, canvas, area);
}

/// The rows that a form takes in this width: its own, the reasons under them, a blank one and the sentence.
#[must_use]
pub fn height(form: &Form, width: u16) -> u16 {
    let below = sentence(form, true, width)
        .len()
        .clamp(1, usize::from(SENTENCE));
    let rows = lines(form, width).len() + 1 + below;
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Draws a form that has the keys only with `focus`; without it nothing is highlighted.
pub(crate) fn draw_beside(form: &Form, focus: bool, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let said = sentence(form, focus, area.width);
    let below = u16::try_from(said.len()).unwrap_or(1).min(SENTENCE);
    let list = Rect {
        height: area.height.saturating_sub(1 + below),
        ..area
    };
    let lines = lines(form, area.width);
    let view = in_view(form, &lines, list.height);
    let (above, under) = more(&view, &lines);
    let lowest = list.height.saturating_sub(1);
    for (y, line) in (0..).zip(lines.get(view.clone()).unwrap_or_default()) {
        let mut taken = 0;
        if y == 0 {
            taken = wrap::width(&above);
        }
        if y == lowest {
            taken = taken.max(wrap::width(&under));
        }
        let place = Rect {
            y: list.y + y,
            height: 1,
            width: list.width.saturating_sub(taken),
            ..list
        };
        match line {
            Drawn::Row(number) => {
                if let Some(row) = form.rows.get(*number) {
                    draw_row((*number, row), focus && *number == form.at(), canvas, place);
                }
            }
            Drawn::Reason(_, text) => {
                canvas.write(place, (LABEL + 2, 0), text, theme.warn);
            }
            Drawn::Understood(_, text) => {
                canvas.write(place, (LABEL + 2, 0), text, theme.quiet);
            }
        }
        canvas.clickable(place, Target::Row(line.row()));
    }
    canvas.write_right(list, 0, &above, canvas.theme.quiet);
    canvas.write_right(list, lowest, &under, canvas.theme.quiet);
    let bottom = Rect {
        y: area.y + area.height.saturating_sub(below),
        height: area.height.min(below),
        ..area
    };
    for (y, line) in (0..below).zip(&said) {
        canvas.write(bottom, (2, y), line, theme.quiet);
    }
}

/// One line of the list: a row, or what stands under it.
enum Drawn {
    /// The row at this place.
    Row(usize),
    /// Why the row at this place cannot be taken: a part of it.
    Reason(usize, String),
    /// What the row at this place is understood as, where there is no room beside it; or all of what stands in it.
    Understood(usize, String),
}

impl Drawn {
    fn row(&self) -> usize {
        match self {
            Self::Row(at) | Self::Reason(at, _) | Self::Understood(at, _) => *at,
        }
    }
}

/// The lines of the list. A reason stands under its row, whole, until the row is right.
fn lines(form: &Form, width: u16) -> Vec<Drawn> {
    let mut lines = Vec::new();
    for (at, row) in form.rows.iter().enumerate() {
        lines.push(Drawn::Row(at));
        let room = width.saturating_sub(LABEL + 2);
        if let Some(fault) = &row.fault {
            let text = format!("{} {fault}", mark::ATTENTION);
            let parts = wrap::wrapped(&text, room);
            lines.extend(parts.into_iter().map(|part| Drawn::Reason(at, part)));
        }
        if let Some(text) = understood(row).filter(|_| beside(row, room.min(FIELD)).is_none()) {
            let parts = wrap::wrapped(&text, room);
            lines.extend(parts.into_iter().map(|part| Drawn::Understood(at, part)));
        }
        if at == form.at()
            && let Some(text) = longer(row, room)
        {
            let parts = wrap::wrapped(&text, room);
            lines.extend(parts.into_iter().map(|part| Drawn::Understood(at, part)));
        }
    }
    lines
}

/// Columns that the sign of rows out of view may take.
const SIGN: u16 = 10;

/// What stands in a row, where its place has no room for all of it.
fn longer(row: &Row, room: u16) -> Option<String> {
    let place = match &row.input {
        Input::Text(_) => room.saturating_sub(SIGN).min(FIELD),
        Input::Open(_) | Input::Note(_) => room.saturating_sub(SIGN),
        Input::Pick { .. } | Input::Button | Input::Mark(_) => return None,
    };
    let text = row.value();
    (wrap::width(&text) > place).then_some(text)
}

/// The lines that are drawn: the highlighted row, and what stands under it, among them.
fn in_view(form: &Form, lines: &[Drawn], height: u16) -> Range<usize> {
    let row = lines.iter().position(|line| line.row() == form.at());
    let last = lines.iter().rposition(|line| line.row() == form.at());
    let view = scroll::in_view(last.unwrap_or(0), lines.len(), height);
    match row {
        // A reason longer than the window: its row first.
        Some(row) if row < view.start => scroll::in_view(row, lines.len(), height),
        _ => view,
    }
}

fn understood(row: &Row) -> Option<String> {
    row.understood.as_ref().map(|words| format!("= {words}"))
}

/// The cells that are left for the field where what it is understood as stands beside it; `None` where it does not.
fn beside(row: &Row, room: u16) -> Option<u16> {
    let left = room.checked_sub(wrap::width(&understood(row)?) + 1)?;
    (left >= wrap::width(&row.value()).saturating_add(2).max(12)).then_some(left)
}

/// What is said about the highlighted row: its help, and what is offered to it.
fn sentence(form: &Form, focus: bool, width: u16) -> Vec<String> {
    let Some(row) = form.row().filter(|_| focus) else {
        return vec![String::new()];
    };
    let offers = match &row.input {
        Input::Text(field) => field.offers(),
        _ => &[],
    };
    let said = if offers.is_empty() {
        row.help.clone()
    } else {
        format!("{} {}", row.help, offered(offers))
    };
    wrap::wrapped(&said, width.saturating_sub(4))
}

/// So many of the words that are offered are named.
const NAMED: usize = 8;

/// Names the words that left and right choose among.
#[must_use]
pub fn offered(offers: &[String]) -> String {
    let mut named: Vec<String> = offers.iter().take(NAMED).cloned().collect();
    if let Some(more) = offers.len().checked_sub(NAMED).filter(|more| *more > 0) {
        named.push(format!("{more} more"));
    }
    format!(
        "Left and right choose: {}. Or type another.",
        named.join(", ")
    )
}

/// What stands at the right of the first and the last line, where rows are out of view above and below.
fn more(view: &Range<usize>, lines: &[Drawn]) -> (String, String) {
    let rows = |lines: Option<&[Drawn]>| {
        let lines = lines.unwrap_or_default().iter();
        lines.filter(|l| matches!(l, Drawn::Row(_))).count()
    };
    let (above, below) = (rows(lines.get(..view.start)), rows(lines.get(view.end..)));
    let sign = |arrow, count| match count {
        0 => String::new(),
        count => format!(" {arrow} {count} more"),
    };
    (sign("↑", above), sign("↓", below))
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
        width: place.width.saturating_sub(LABEL + 2).min(FIELD),
        ..place
    };
    match &row.input {
        Input::Text(field) => {
            canvas.write(place, (2, 0), &row.label, style);
            let left = beside(row, value.width);
            let width = left.unwrap_or(value.width);
            canvas.field(Rect { width, ..value }, field, here);
            if let (Some(left), Some(words)) = (left, understood(row)) {
                canvas.write(value, (left + 1, 0), &words, theme.quiet);
            }
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
        let count = format!("{} of {}", at + 1, options.len());
        let full = format!("   choice {count}");
        let fits = x + wrap::width(&full) <= place.width;
        let count = if fits { full } else { format!("   {count}") };
        canvas.write(place, (x, 0), &count, style);
        return;
    }
    let options = options.iter().enumerate();
    let options = options.map(|(number, option)| (option.as_str(), number == at));
    choice::all(options, row, (style, theme.quiet), canvas, (place, 0));
}
