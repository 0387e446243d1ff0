//! The choices of a row: all beside one another, or the chosen one between two arrows. Each answers a click.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::{Canvas, Target};
use crate::widget::wrap;
use leadpact_app::action::{Action, Move};

/// Columns that the choices take beside one another.
#[must_use]
pub fn width<'a>(words: impl IntoIterator<Item = &'a str>) -> u16 {
    let each = words.into_iter().map(|word| wrap::width(word) + 3);
    each.fold(0, u16::saturating_add)
}

/// Writes all choices of row `row` from column `x` of `place`, what is chosen in brackets; the styles are those of the
/// chosen one and of the others. Returns the column after them.
pub fn all<'a>(
    options: impl IntoIterator<Item = (&'a str, bool)>,
    row: usize,
    (chosen, other): (Style, Style),
    canvas: &mut Canvas,
    (place, x): (Rect, u16),
) -> u16 {
    let mut x = x;
    for (at, (word, is_chosen)) in options.into_iter().enumerate() {
        let (text, style) = if is_chosen {
            (format!("[{word}]"), chosen)
        } else {
            (format!(" {word} "), other)
        };
        x = canvas.write_for(place, (x, 0), &text, style, Target::Choice(row, at)) + 1;
    }
    x
}

/// Writes the chosen one of row `row` from column `x` of `place` between two arrows, which a click follows. Returns the
/// column after them.
pub fn one(
    word: &str,
    row: usize,
    (before, after): (&str, &str),
    style: Style,
    canvas: &mut Canvas,
    (place, x): (Rect, u16),
) -> u16 {
    let to = |to| Target::On(row, Action::Move(to));
    let x = canvas.write_for(place, (x, 0), &format!("{before} "), style, to(Move::Left));
    let x = canvas.write_for(place, (x, 0), word, style, to(Move::Right));
    canvas.write_for(place, (x, 0), &format!(" {after}"), style, to(Move::Right))
}
