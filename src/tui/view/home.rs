//! The list of workshops.

use jiff::Zoned;
use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::{area, header, scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::screen::home::{Home, Listing};
use leadpact_app::workshop_row::{WorkshopRow, day_in_words};

/// The least columns for a title.
const LEAST_TITLE: u16 = 18;

/// Draws the body of the home screen.
pub fn draw(home: &Home, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let inner = area::down(area::inner(area), 1);
    let list = filter(home, canvas, inner);
    match home.listing() {
        Listing::Waiting => {}
        Listing::Unreadable(why) => trouble(why, canvas, inner),
        Listing::Found(rows) if rows.is_empty() => welcome(canvas, inner),
        Listing::Found(_) => rows(home, &shared.now, canvas, list),
    }
}

/// Draws the filter where there is one; returns what is left for the list.
fn filter(home: &Home, canvas: &mut Canvas, area: Rect) -> Rect {
    let theme = canvas.theme;
    let filter = home.filter_text();
    if home.filter_field().is_none() && filter.is_empty() {
        return area;
    }
    let x = canvas.write(area, (2, 0), "filter ", theme.quiet);
    let place = Rect {
        x: area.x + x,
        width: area.width.saturating_sub(x),
        height: area.height.min(1),
        ..area
    };
    match home.filter_field() {
        Some(field) => canvas.field(place, field, true),
        None => {
            canvas.write(place, (0, 0), &filter, theme.accent);
        }
    }
    Rect {
        y: area.y.saturating_add(2),
        height: area.height.saturating_sub(2),
        ..area
    }
}

fn rows(home: &Home, now: &Zoned, canvas: &mut Canvas, area: Rect) {
    let rows = home.rows();
    let theme = canvas.theme;
    if rows.is_empty() {
        canvas.write(
            area,
            (2, 0),
            "No workshop has these words in its title.",
            theme.quiet,
        );
    }
    // Titles have what steps, status and day leave.
    let rest = rows.iter().map(|row| rest(row, now, area.width)).max();
    let column = area.width.saturating_sub(rest.unwrap_or(0));
    let titles = rows.iter().map(|row| wrap::width(&row.title) + 3).max();
    let most = titles.unwrap_or(0).max(LEAST_TITLE + 4);
    let column = column.clamp(LEAST_TITLE, most);
    for (number, place) in scroll::list(home.at(), rows.len(), canvas, area) {
        let Some(workshop) = rows.get(number) else {
            break;
        };
        row(workshop, now, column, canvas, place);
        canvas.list_row(place, number == home.at(), Target::open(number));
    }
}

/// Columns between two steps.
fn gap(width: u16) -> u16 {
    if width < 90 { 1 } else { 2 }
}

/// Columns for what stands behind the title. The words about a file that cannot be read take what there is.
fn rest(row: &WorkshopRow, now: &Zoned, width: u16) -> u16 {
    let steps = row.steps.iter();
    let steps: u16 = steps
        .map(|s| wrap::width(s.step.word()) + 2 + gap(width))
        .sum();
    let status = if row.readable {
        wrap::width(&row.status)
    } else {
        0
    };
    let day = row.changed.as_ref();
    let day = day.map_or(0, |changed| wrap::width(&day_in_words(changed, now)));
    1 + steps + status + 1 + day
}

fn row(workshop: &WorkshopRow, now: &Zoned, column: u16, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let title = Rect {
        width: column.min(area.width),
        ..area
    };
    canvas.write(title, (2, 0), &workshop.title, theme.strong);
    let day = workshop
        .changed
        .as_ref()
        .map_or_else(String::new, |changed| day_in_words(changed, now));
    let end = canvas.write_right(area, 0, &day, theme.quiet);
    let middle = Rect {
        width: end.saturating_sub(1),
        ..area
    };
    let gap = gap(area.width);
    let mut x = column + 1;
    for step in &workshop.steps {
        let (sign, style) = header::step_style(step.state, canvas);
        x = canvas.write(
            middle,
            (x, 0),
            &format!("{sign} {}", step.step.word()),
            style,
        ) + gap;
    }
    let style = if workshop.readable {
        theme.quiet
    } else {
        theme.warn
    };
    canvas.write(middle, (x, 0), &workshop.status, style);
}

fn trouble(why: &str, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let text = Rect {
        x: area.x.saturating_add(2),
        width: area.width.saturating_sub(4),
        ..area
    };
    canvas.write(area, (0, 0), mark::ATTENTION, theme.warn);
    canvas.paragraph(text, why, theme.warn);
}

const WELCOME: &str = "In one sitting of two to three hours marketing and sales work out what a \
qualified lead is: each side defines it alone, both compare, then they agree, promise each other \
what happens with a lead, and sign.";

fn welcome(canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let text = Rect {
        x: area.x.saturating_add(3),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(6).min(72),
        height: area.height.saturating_sub(1),
    };
    canvas.write(text, (0, 0), "There is no workshop yet.", theme.strong);
    let below = Rect {
        y: text.y.saturating_add(2),
        height: text.height.saturating_sub(2),
        ..text
    };
    canvas.paragraph(below, WELCOME, theme.text);
}
