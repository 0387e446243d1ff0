//! The agreed answer being changed: values as on a sheet, signals and cards row by row beside what the parties said.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::view::agree::said;
use crate::view::compare::party_style;
use crate::view::sheet;
use crate::widget::area::down;
use crate::widget::{choice, scroll, wrap};
use leadpact_app::answering::{Answering, Line};
use leadpact_app::screen::agree::Agree;
use leadpact_app::screen::agree::point::Point;
use leadpact_workshop::compare::{Column, Grid, Item};
use leadpact_workshop::{Kind, Question, Workshop};

/// Columns of the screen for what one party said of an item.
const PARTY: u16 = 12;
/// Columns for what is agreed.
const AGREED: u16 = 14;

/// Draws the answer of a part.
pub fn draw(
    screen: &Agree,
    workshop: &Workshop,
    (of, part): (&Point, usize),
    page: &Answering,
    canvas: &mut Canvas,
    area: Rect,
) {
    let (Some(row), Some(question)) = (
        screen.comparison().row(&of.question),
        workshop.bank.question(&of.question),
    ) else {
        return;
    };
    let below = said::head(screen, workshop, (row, question), 0, canvas, area);
    let theme = canvas.theme;
    let stage = of
        .stage_of(part)
        .and_then(|id| workshop.stage(id))
        .filter(|_| question.is_criterion());
    let title = stage.map_or_else(
        || "What you agree on".to_owned(),
        |stage| format!("What you agree on, for {}", stage.name),
    );
    canvas.write(below, (3, 0), &title, theme.strong);
    let below = down(below, 1);
    match &row.grid {
        Some(grid) if matches!(question.kind, Kind::Signals | Kind::Cards) => {
            items(screen, workshop, (question, grid), page, canvas, below);
        }
        _ => sheet::lines(true, workshop, (question, page), canvas, below),
    }
}

fn items(
    screen: &Agree,
    workshop: &Workshop,
    (question, grid): (&Question, &Grid),
    page: &Answering,
    canvas: &mut Canvas,
    area: Rect,
) {
    let theme = canvas.theme;
    let mut below = area;
    if let (Kind::Cards, Line::Item(at)) = (question.kind, page.line()) {
        let text = question.cards.get(at).map_or("", |c| c.text.as_str());
        let place = Rect {
            x: area.x + 3,
            width: area.width.saturating_sub(3),
            height: area.height.min(3),
            ..area
        };
        canvas.paragraph(place, text, theme.text);
        below = down(area, 3);
    }
    below = columns(page, grid, canvas, below);
    let room = below.width.saturating_sub(34 + AGREED) / PARTY;
    let parties: Vec<(usize, &Column)> = screen
        .comparison()
        .columns
        .iter()
        .enumerate()
        .filter(|(_, c)| c.counts)
        .take(usize::from(room))
        .collect();
    let count = u16::try_from(parties.len()).unwrap_or(0);
    let first = below.width.saturating_sub(AGREED + PARTY * count);
    for (at, (_, column)) in (0..).zip(&parties) {
        let place = Rect {
            width: (first + at * PARTY + PARTY - 1).min(below.width),
            ..below
        };
        let style = party_style(workshop, &column.party, &theme);
        canvas.write(
            place,
            (first + at * PARTY, 0),
            &format!("{} {}", column.letter, column.name),
            style,
        );
    }
    canvas.write(
        below,
        (below.width.saturating_sub(AGREED), 0),
        "agreed",
        theme.strong,
    );
    full_words(page, grid, canvas, (below, first));
    let list = down(below, 1);
    let view = scroll::in_view(page.at(), page.lines().len(), list.height);
    for (y, number) in (0..).zip(view) {
        let Some(Line::Item(at)) = page.lines().get(number).copied() else {
            break;
        };
        let Some(item) = grid.items.get(at) else {
            break;
        };
        let place = Rect {
            y: list.y + y,
            height: 1,
            ..list
        };
        let agreed = page
            .rated(at)
            .and_then(|c| grid.short.get(c))
            .map_or("-", String::as_str);
        let here = page.line() == Line::Item(at);
        item_row(
            workshop,
            (grid, item, agreed),
            &parties,
            (first, here.then_some(number)),
            canvas,
            place,
        );
        canvas.clickable(place, Target::Row(number));
    }
}

/// What can be agreed on the highlighted row, with its digits; returns what is left below.
fn columns(page: &Answering, grid: &Grid, canvas: &mut Canvas, area: Rect) -> Rect {
    let style = canvas.theme.accent;
    let (mut x, mut y) = (3, 0);
    for (at, column) in page.columns.iter().enumerate() {
        let label = grid.short.get(at).unwrap_or(&column.label);
        let text = format!("{} {label}", at + 1);
        if x > 3 && x + wrap::width(&text) > area.width {
            (x, y) = (3, y + 1);
        }
        let pick = Target::Choice(page.at(), at);
        x = canvas.write_for(area, (x, y), &text, style, pick) + 3;
    }
    down(area, y + 1)
}

/// What is agreed on the highlighted row in its full words: the columns have room for short ones only.
fn full_words(page: &Answering, grid: &Grid, canvas: &mut Canvas, (area, first): (Rect, u16)) {
    let Line::Item(at) = page.line() else { return };
    let left = Rect {
        width: first.saturating_sub(1).min(area.width),
        ..area
    };
    if let Some(full) = page.rated(at).and_then(|at| grid.scale.get(at)) {
        canvas.write(left, (3, 0), full, canvas.theme.accent);
    }
}

fn item_row(
    workshop: &Workshop,
    (grid, item, agreed): (&Grid, &Item, &str),
    parties: &[(usize, &Column)],
    (first, here): (u16, Option<usize>),
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    if item.differs {
        canvas.write(place, (0, 0), mark::GAP, theme.warn);
    }
    let left = Rect {
        width: first.saturating_sub(1),
        ..place
    };
    let label = item.label.replace('\n', " ");
    canvas.write(
        left,
        (3, 0),
        &label,
        if item.differs {
            theme.text
        } else {
            theme.quiet
        },
    );
    for (at, (column, party)) in (0..).zip(parties) {
        let Some(cell) = item.cells.get(*column) else {
            continue;
        };
        let x = first + at * PARTY;
        let room = Rect {
            width: (x + PARTY - 1).min(place.width),
            ..place
        };
        let style = if item.differs {
            party_style(workshop, &party.party, &theme)
        } else {
            theme.quiet
        };
        let full = grid.cell_words(cell);
        let words = if wrap::width(&full) < PARTY {
            full
        } else {
            grid.cell_short(cell)
        };
        canvas.write(room, (x, 0), &words, style);
    }
    let x = place.width.saturating_sub(AGREED);
    let Some(row) = here else {
        canvas.write(place, (x + 2, 0), agreed, theme.strong);
        return;
    };
    let agreed = wrap::truncated(agreed, AGREED - 4);
    choice::one(&agreed, row, ("◂", "▸"), theme.accent, canvas, (place, x));
    canvas.write(place, (1, 0), mark::POINTER, theme.accent);
    canvas.tint(place, theme.selected);
}
