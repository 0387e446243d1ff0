//! The grid of signals: each behaviour with its rating.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::area::down;
use crate::widget::wrap;
use leadpact_app::answering::{Answering, Line};
use leadpact_workshop::Rating;

/// Where a column of the grid of signals begins, and its width: all alike where that leaves room for their headings,
/// else each as wide as its heading, else all alike with their headings cut.
fn of_column(page: &Answering, at: usize, width: u16) -> (u16, u16) {
    let count = u16::try_from(page.columns.len()).unwrap_or(1).max(1);
    let each = (width / 2 / count).clamp(7, 12);
    let headings = page.columns.iter().map(|c| wrap::width(&c.label) + 1);
    let own: Vec<u16> = headings.collect();
    let fits = own.iter().all(|heading| *heading <= each);
    let widths = if fits || own.iter().sum::<u16>() > width / 2 {
        vec![each; page.columns.len()]
    } else {
        own
    };
    let start = width.saturating_sub(widths.iter().sum());
    let before: u16 = widths.iter().take(at).sum();
    (start + before, widths.get(at).copied().unwrap_or(each))
}

/// Writes text into the middle of a cell of the grid; the whole cell can be clicked.
fn cell(
    canvas: &mut Canvas,
    place: Rect,
    (x, width): (u16, u16),
    (text, style): (&str, Style),
    target: Option<Target>,
) {
    let text = wrap::truncated(text, width.saturating_sub(1));
    let text = text.as_ref();
    let pad = width.saturating_sub(wrap::width(text)) / 2;
    canvas.write(place, (x + pad, 0), text, style);
    if let Some(target) = target {
        let whole = Rect {
            x: place.x + x,
            width: width.min(place.width.saturating_sub(x)),
            ..place
        };
        canvas.clickable(whole, target);
    }
}

/// The headings of the grid of signals; before them the highlighted one in its full words.
pub(super) fn head(page: &Answering, canvas: &mut Canvas, area: Rect) -> Rect {
    let theme = canvas.theme;
    if let Some(rating) = Rating::ALL.get(page.column) {
        let (start, _) = of_column(page, 0, area.width);
        let room = Rect {
            width: start.min(area.width),
            ..area
        };
        let full = format!("{} {}", page.column + 1, rating.word());
        canvas.write(room, (3, 0), &full, theme.accent);
    }
    for (at, column) in page.columns.iter().enumerate() {
        let here = at == page.column;
        let style = if here { theme.accent } else { theme.quiet };
        cell(
            canvas,
            area,
            of_column(page, at, area.width),
            (&column.label, style),
            None,
        );
    }
    down(area, 1)
}

pub(super) fn row(page: &Answering, at: usize, label: &str, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let (start, _) = of_column(page, 0, place.width);
    let name = Rect {
        width: start,
        ..place
    };
    canvas.write(name, (3, 0), label, theme.text);
    let rated = page.rated(at);
    for column in 0..page.columns.len() {
        let here = page.line() == Line::Item(at) && page.column == column;
        let text = match (rated == Some(column), here) {
            (true, true) => format!("[{}]", mark::HERE),
            (true, false) => mark::HERE.to_owned(),
            (false, true) => "[ ]".to_owned(),
            (false, false) => "·".to_owned(),
        };
        let style = if here || rated == Some(column) {
            theme.accent
        } else {
            theme.quiet
        };
        cell(
            canvas,
            place,
            of_column(page, column, place.width),
            (&text, style),
            Some(Target::Choice(page.row_of(Line::Item(at)), column)),
        );
    }
}
