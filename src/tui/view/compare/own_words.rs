//! Own words: whole, side by side, nothing else on the screen.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::canvas::Canvas;
use crate::view::compare::{further, further_words, party_style};
use crate::widget::area::down;
use crate::widget::{scroll, wrap};
use leadpact_app::screen::compare::{Compare, own_words};
use leadpact_workshop::compare::Position;
use leadpact_workshop::{Question, Workshop};

/// The widest column in which a text is still read easily.
const WIDEST: u16 = 72;

/// Draws the question in own words that is in front, its texts side by side, scrolled together.
pub fn draw(screen: &Compare, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let Some(row) = screen.words_row() else {
        return;
    };
    let Some(question) = workshop.bank.question(&row.question) else {
        return;
    };
    let theme = canvas.theme;
    let used = canvas.paragraph(area, &question.ask, theme.strong);
    let below = down(area, used);
    let prompt = own_words::prompt(screen.comparison(), row);
    let used = canvas.paragraph(below, &prompt, theme.accent);
    let (view, before, after) = screen.texts_in_view(area.width + 2);
    let below = down(below, used);
    let (left, between, right) = further_words(before, after);
    let wide = wrap::width(&left) + wrap::width(between) + wrap::width(&right);
    let at = below.width.saturating_sub(wide);
    further((before, after), canvas, (below, at));
    let below = down(below, 1);
    let count = u16::try_from(view.len().max(1)).unwrap_or(1);
    let column = (area.width / count).min(WIDEST + 2);
    let texts: Vec<Vec<String>> = view
        .iter()
        .map(|place| {
            let position = row.positions.get(*place);
            position.map_or_else(Vec::new, |position| {
                text(workshop, question, position, column.saturating_sub(2))
            })
        })
        .collect();
    let longest = texts.iter().map(Vec::len).max().unwrap_or(0);
    let (lines, room) = scroll::text(&screen.scroll, longest, canvas, down(below, 1));
    for (at, (place, text)) in (0..).zip(view.iter().zip(&texts)) {
        let (Some(column_of), Some(position)) = (
            screen.comparison().columns.get(*place),
            row.positions.get(*place),
        ) else {
            continue;
        };
        let style = party_style(workshop, &column_of.party, &theme);
        let width = column.saturating_sub(2);
        let narrowed = |area: Rect| Rect {
            x: area.x + at * column,
            width,
            ..area
        };
        let name = format!("{} {}", column_of.letter, column_of.name);
        let x = canvas.write(narrowed(below), (0, 0), &name, style);
        let about = " reference";
        if !position.counts && x + wrap::width(about) <= width {
            canvas.write(narrowed(below), (x, 0), about, theme.quiet);
        }
        let plain = if position.counts {
            style.remove_modifier(Modifier::BOLD)
        } else {
            theme.quiet
        };
        let shown = text.iter().skip(lines.start).take(lines.len());
        for (y, line) in (0..room.height).zip(shown) {
            canvas.write(narrowed(room), (0, y), line, plain);
        }
    }
}

/// All that a party wrote: of several people each with the name.
fn text(workshop: &Workshop, question: &Question, position: &Position, width: u16) -> Vec<String> {
    let currency = &workshop.setup.currency;
    if position.people.is_empty() {
        return wrap::wrapped(&position.words(question, currency), width);
    }
    let mut lines = Vec::new();
    for person in &position.people {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("{}:", person.name));
        lines.extend(wrap::wrapped(
            &person.response.words(question, currency),
            width,
        ));
    }
    lines
}
