//! The agree step: all points, one point, or its answer being changed; the definition so far below.

mod answer;
mod point;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::Shared;
use crate::app::list::Cursor;
use crate::app::screen::agree::{Agree, Face};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::theme::{Theme, mark};
use crate::tui::view::compare::class_style;
use crate::tui::widget::area::down;
use crate::tui::widget::{scroll, words};
use crate::workshop::{Class, Row, Workshop};

/// Draws the body of the agree step.
pub fn draw(screen: &Agree, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let inner = Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2).min(150),
        ..area
    };
    let above = so_far(screen, canvas, inner);
    match &screen.face {
        Face::List(cursor) => list(screen, workshop, *cursor, canvas, above),
        Face::Point(point) => point::draw(screen, workshop, point, canvas, above),
        Face::Answer(point, part, page) => {
            answer::draw(screen, workshop, (point, *part), page, canvas, above);
        }
    }
}

/// The definition so far at the bottom; returns what is left above.
fn so_far(screen: &Agree, canvas: &mut Canvas, area: Rect) -> Rect {
    let theme = canvas.theme;
    let most = usize::from((area.height / 6).clamp(2, 10));
    // In this little room the paragraphs stand as one.
    let text = screen.text().replace("\n\n", " ");
    let mut lines = words::wrapped(&text, area.width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let room = area.width.saturating_sub(words::width(MORE) + 1);
            *last = format!("{} {MORE}", words::truncated(last, room));
        }
    }
    let height = u16::try_from(lines.len()).unwrap_or(2) + 1;
    let above = area.height.saturating_sub(height);
    let place = down(area, above);
    canvas.rule(place, 0);
    for (y, line) in (1..).zip(&lines) {
        canvas.write(place, (0, y), line, theme.text);
    }
    Rect {
        height: above,
        ..area
    }
}

const MORE: &str = "… (p reads it all)";

fn list(screen: &Agree, workshop: &Workshop, cursor: Cursor, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let rows = screen.rows();
    let done = screen.done(workshop);
    let same = screen.same_to_settle(workshop);
    let (text, style) = if done == rows.len() {
        (
            "Everything is settled or parked. Next: the stages (g) and the scoring model (m), then the SLA and the \
             signatures (] goes on)."
                .to_owned(),
            theme.good,
        )
    } else if same > 0 {
        (
            format!(
                "{} to go. On {same} of them all said the same: s settles them.",
                rows.len() - done
            ),
            theme.strong,
        )
    } else {
        (
            format!(
                "{} to go. Enter opens the highlighted one.",
                rows.len() - done
            ),
            theme.strong,
        )
    };
    let used = canvas.paragraph(area, &text, style);
    let list = down(area, used + 1);
    let view = scroll::in_view(cursor.at(), rows.len(), list.height);
    for (y, at) in (0..).zip(view) {
        let Some(row) = rows.get(at) else { break };
        let place = Rect {
            y: list.y + y,
            height: 1,
            ..list
        };
        list_row(workshop, row, canvas, place);
        if at == cursor.at() {
            canvas.write(place, (0, 0), mark::POINTER, theme.accent);
            canvas.tint(place, theme.selected);
        }
        canvas.clickable(place, Target::Row(at));
    }
}

fn list_row(workshop: &Workshop, row: &Row, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let title = workshop
        .bank
        .question(&row.question)
        .map_or("", |q| q.title.as_str());
    canvas.write(place, (2, 0), row.mark(), class_style(row.class, &theme));
    let name = Rect {
        width: place.width.min(28),
        ..place
    };
    canvas.write(name, (4, 0), title, theme.text);
    let (sign, words, style) = status(workshop, row, &theme);
    canvas.write(place, (29, 0), sign, style);
    canvas.write(place, (31, 0), &words, style);
}

/// How a point stands: mark, words, style.
fn status(workshop: &Workshop, row: &Row, theme: &Theme) -> (&'static str, String, Style) {
    let Some(decision) = workshop.decisions.get(&row.question) else {
        let words = if row.class == Some(Class::Same) {
            "all said the same"
        } else {
            "to settle"
        };
        return (mark::TO_DO, words.to_owned(), theme.quiet);
    };
    if let Some(parked) = &decision.parked {
        return (
            mark::ATTENTION,
            format!("parked: {}, {}", parked.owner, parked.due),
            theme.warn,
        );
    }
    if let Some((party, why)) = decision.objections().next() {
        return (
            mark::ATTENTION,
            format!("{} objects: {why}", workshop.party_name(party)),
            theme.warn,
        );
    }
    let agreed = settled_words(workshop, row);
    if decision.is_closed(workshop) {
        (mark::DONE, agreed, theme.good)
    } else {
        let silent: Vec<String> = decision
            .still_to_hear(workshop)
            .map(|p| p.name.clone())
            .collect();
        (
            mark::TO_DO,
            format!("still to hear: {}", silent.join(", ")),
            theme.accent,
        )
    }
}

/// What was agreed on a point, its parts in one line.
fn settled_words(workshop: &Workshop, row: &Row) -> String {
    let (Some(question), Some(decision)) = (
        workshop.bank.question(&row.question),
        workshop.decisions.get(&row.question),
    ) else {
        return String::new();
    };
    let parts: Vec<String> = decision
        .agreed
        .iter()
        .map(|s| s.words(workshop, question))
        .collect();
    parts.join(" | ").replace('\n', " ")
}
