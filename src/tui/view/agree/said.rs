//! The upper part of a point: the question, and what each party says to it.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::canvas::Canvas;
use crate::theme::Theme;
use crate::view::compare::{class_style, party_style};
use crate::widget::area::down;
use crate::widget::wrap;
use leadpact_app::screen::agree::Agree;
use leadpact_workshop::compare::{Column, Position};
use leadpact_workshop::{Question, Row, Workshop};

/// In more rows than these the question itself stands above what the parties say.
pub(crate) const ASKED_FROM: u16 = 16;

/// The question and what each party says, with `spare` rows for long answers; returns what is left below.
pub fn head(
    screen: &Agree,
    workshop: &Workshop,
    (row, question): (&Row, &Question),
    spare: u16,
    canvas: &mut Canvas,
    area: Rect,
) -> Rect {
    let theme = canvas.theme;
    let about = match &row.farthest {
        Some((a, b)) => {
            format!(
                "{} {}: {} and {}",
                row.mark(),
                row.word(),
                workshop.party_name(a),
                workshop.party_name(b)
            )
        }
        None => format!("{} {}", row.mark(), row.word()),
    };
    canvas.write(area, (0, 0), &question.title, theme.accent);
    canvas.write_right(area, 0, &about, class_style(row.class, &theme));
    let mut y = 1;
    if area.height > ASKED_FROM {
        y += canvas.paragraph(down(area, 1), &question.ask, theme.strong);
    }
    if let Some(grid) = &row.grid {
        let place = Rect {
            x: area.x + 3,
            width: area.width.saturating_sub(3),
            ..down(area, y)
        };
        y += canvas.paragraph(place, &grid.words(), theme.text);
        return down(area, y + 1);
    }
    let positions = screen.comparison().columns.iter().zip(&row.positions);
    let shown: Vec<_> = positions
        .filter(|(column, position)| speaks(column, position))
        .collect();
    let last = (area.height / 2).max(y + 1) + spare;
    let mut spare = spare;
    for (column, position) in shown {
        if y >= last {
            break;
        }
        let style = party_style(workshop, &column.party, &theme);
        let lines = position_lines(workshop, question, position, style, &theme, area.width);
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let rows = rows.clamp(1, 1 + spare).min(last - y);
        spare = spare.saturating_sub(rows - 1);
        canvas.write(area, (3, y), &column.letter.to_string(), style);
        let cut = lines.len() > usize::from(rows);
        for (at, line) in (0..rows).zip(&lines) {
            let mut x = 6;
            for (text, style) in line {
                x = canvas.write(area, (x, y + at), text, *style);
            }
            if cut && at + 1 == rows {
                cut_off(canvas, area, (x, y + at), theme.quiet);
            }
        }
        y += rows;
    }
    down(area, y + 1)
}

/// The rows beyond the first of what each party says, where nothing of it is cut.
pub fn rows(
    screen: &Agree,
    workshop: &Workshop,
    (row, question): (&Row, &Question),
    (theme, width): (&Theme, u16),
) -> usize {
    if row.grid.is_some() {
        return 0;
    }
    let positions = screen.comparison().columns.iter().zip(&row.positions);
    positions
        .filter(|(column, position)| speaks(column, position))
        .map(|(_, position)| {
            let lines = position_lines(workshop, question, position, theme.text, theme, width);
            lines.len().saturating_sub(1)
        })
        .sum()
}

/// Says at the end of a row that there is more: behind its words, or over the last of them.
fn cut_off(canvas: &mut Canvas, area: Rect, (x, y): (u16, u16), style: Style) {
    let x = x.min(area.width.saturating_sub(1));
    canvas.write(area, (x, y), "…", style);
}

/// Whether there is anything to show of a column: a party that counts, or a reference that says something.
pub fn speaks(column: &Column, position: &Position) -> bool {
    position.counts || column.sheets > 0 && !position.says.responses().is_empty()
}

/// What a party says, how much it matters and why, broken into rows.
fn position_lines(
    workshop: &Workshop,
    question: &Question,
    position: &Position,
    style: Style,
    theme: &Theme,
    width: u16,
) -> Vec<Vec<(String, Style)>> {
    let words = position
        .words(question, &workshop.setup.currency)
        .replace('\n', " ");
    let style = if position.counts {
        style.remove_modifier(Modifier::BOLD)
    } else {
        theme.quiet
    };
    let reason = position.says.one().map(|r| r.because.trim());
    let reason = match reason {
        None | Some("") => String::new(),
        Some(reason) => format!("   \u{201c}{reason}\u{201d}"),
    };
    let weight = position.importance();
    let weight = weight.map_or_else(String::new, |w| format!(" · {}", w.word()));
    let pieces = [
        (words.as_str(), style),
        (weight.as_str(), theme.strong),
        (reason.as_str(), theme.quiet),
    ];
    wrap::wrapped_pieces(&pieces, width.saturating_sub(6))
}
