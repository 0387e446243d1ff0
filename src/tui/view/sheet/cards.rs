//! Lead cards: the highlighted one in full with the stages to choose from, and the list of all.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::widget::area::down;
use crate::widget::wrap;
use leadpact_app::answering::{Answering, Line};
use leadpact_workshop::Question;

/// The highlighted card in full and the stages to choose from; returns what is left below.
pub(super) fn head(question: &Question, page: &Answering, canvas: &mut Canvas, area: Rect) -> Rect {
    let theme = canvas.theme;
    let Line::Item(at) = page.line() else {
        return area;
    };
    let text = question.cards.get(at).map_or("", |c| c.text.as_str());
    let box_ = Rect {
        x: area.x + 3,
        width: area.width.saturating_sub(3),
        height: area.height.min(3),
        ..area
    };
    canvas.paragraph(box_, text, theme.text);
    let stages = down(area, 3);
    let mut x = 3;
    let mut y = 0;
    for (number, column) in page.columns.iter().enumerate() {
        let text = format!("{} {}", number + 1, column.label);
        // In brackets stands where the card is; the arrows move a stage that is only proposed.
        let (text, style) = match (page.rated(at) == Some(number), number == page.column) {
            (true, here) => (
                format!("[{text}]"),
                if here { theme.accent } else { theme.strong },
            ),
            (false, true) => (format!(" {text} "), theme.accent),
            (false, false) => (format!(" {text} "), theme.text),
        };
        if x + wrap::width(&text) > area.width && x > 3 {
            x = 3;
            y += 1;
        }
        let sort = Target::Choice(page.at(), number);
        x = canvas.write_for(stages, (x, y), &text, style, sort);
    }
    down(area, 5 + y)
}

pub(super) fn row(
    question: &Question,
    page: &Answering,
    at: usize,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let stage = page
        .rated(at)
        .and_then(|c| page.columns.get(c))
        .map(|c| c.label.clone());
    let start = match &stage {
        Some(stage) => canvas.write_right(place, 0, stage, theme.accent),
        None => canvas.write_right(place, 0, "not sorted yet", theme.quiet),
    };
    let text = Rect {
        width: start.saturating_sub(2),
        ..place
    };
    let words = question
        .cards
        .get(at)
        .map_or("", |c| c.text.as_str())
        .replace('\n', " ");
    canvas.write(
        text,
        (3, 0),
        &words,
        if stage.is_some() {
            theme.quiet
        } else {
            theme.text
        },
    );
}
