//! The ladder, and one stage as a form.

use ratatui::layout::Rect;

use crate::app::Shared;
use crate::app::screen::stages::{self, Stages};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::theme::mark;
use crate::tui::widget::{form, scroll};
use crate::workshop::{Workshop, defaults};

/// Draws the body of the stage editor.
pub fn draw(screen: &Stages, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let theme = canvas.theme;
    let inner = Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(1),
    };
    if let Some(open) = &screen.form {
        return form::draw(open, canvas, inner);
    }
    let (owner, way) = (30, 44);
    canvas.write(inner, (5, 0), "Stage", theme.quiet);
    canvas.write(inner, (owner, 0), "Owner", theme.quiet);
    canvas.write(inner, (way, 0), "A lead enters by", theme.quiet);
    if inner.width > 100 {
        canvas.write(
            inner,
            (way + 20, 0),
            "The other side may expect",
            theme.quiet,
        );
    }
    let list = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(7),
        ..inner
    };
    let view = scroll::in_view(screen.cursor.at(), workshop.stages.len(), list.height);
    for (y, number) in (0..).zip(view) {
        let Some(stage) = workshop.stages.get(number) else {
            break;
        };
        let place = Rect {
            y: list.y + y,
            height: 1,
            ..list
        };
        let left = Rect {
            width: place.width.min(owner - 1),
            ..place
        };
        let middle = Rect {
            width: place.width.min(way - 1),
            ..place
        };
        let right = Rect {
            width: place.width.min(way + 19),
            ..place
        };
        canvas.write(left, (2, 0), &format!("{} ", number + 1), theme.quiet);
        canvas.write(left, (5, 0), &stage.name, theme.strong);
        canvas.write(
            middle,
            (owner, 0),
            &workshop.party_name(&stage.owner),
            theme.text,
        );
        let track = if stage.track == "main" {
            String::new()
        } else {
            format!(" · {} track", stage.track)
        };
        let ways = format!("{}{track}", stages::way(stage));
        canvas.write(
            if inner.width > 100 { right } else { place },
            (way, 0),
            &ways,
            theme.text,
        );
        let standard = defaults::is_standard(workshop, stage);
        if inner.width > 100 {
            let expect = Rect {
                width: place.width.saturating_sub(if standard { 15 } else { 0 }),
                ..place
            };
            canvas.write(
                expect,
                (way + 20, 0),
                &stage.expect.replace('\n', " "),
                theme.quiet,
            );
        }
        if standard {
            canvas.write_right(place, 0, "standard text", theme.quiet);
        }
        if number == screen.cursor.at() {
            canvas.write(place, (0, 0), mark::POINTER, theme.accent);
            canvas.tint(place, theme.selected);
        }
        canvas.clickable(place, Target::Row(number));
    }
    words(screen, workshop, canvas, inner);
}

/// What is said about the highlighted stage, at the bottom of `area`.
fn words(screen: &Stages, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let Some(stage) = workshop.stages.get(screen.cursor.at()) else {
        return;
    };
    let below = Rect {
        x: area.x + 2,
        y: area.y + area.height.saturating_sub(5),
        width: area.width.saturating_sub(4),
        height: 5,
    };
    let text: Vec<String> = [
        ("Expect", &stage.expect),
        ("Next", &stage.next),
        ("Nurture", &stage.nurture),
    ]
    .into_iter()
    .filter(|(_, text)| !text.trim().is_empty())
    .map(|(label, text)| format!("{label}: {}", text.trim().replace('\n', " ")))
    .collect();
    canvas.paragraph(below, &text.join("\n"), theme.quiet);
}
