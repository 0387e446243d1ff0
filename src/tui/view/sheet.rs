//! A private sheet: one question, or all of them at the end.

mod cards;
mod grid;
mod lines;
mod review;
mod values;

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::keys;
use crate::theme::mark;
use crate::widget::area::{self, down};
use crate::widget::scroll;
use leadpact_app::Shared;
use leadpact_app::action::{Action, SheetAction};
use leadpact_app::page::Page;
use leadpact_app::screen::sheet::{Face, Sheet};
use leadpact_workshop::{Question, Workshop};
pub use lines::lines;

/// Draws the body of a sheet.
pub fn draw(sheet: &Sheet, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let inner = area::readable(area, 150);
    match &sheet.face {
        Face::Question(at, page) => {
            let inner = contents(sheet, workshop, *at, canvas, inner);
            if let Some(question) = workshop.bank.question(&page.question) {
                let hides = page.lines().iter().any(|line| lines::part(*line) > 0);
                let inner = if hides {
                    masked(sheet, canvas, inner)
                } else {
                    inner
                };
                let below = head(workshop, (*at, question), canvas, inner);
                lines(sheet.show, workshop, (question, page), canvas, below);
            }
        }
        Face::Review(cursor) => {
            let inner = masked(sheet, canvas, inner);
            review::draw(sheet, workshop, *cursor, canvas, inner);
        }
    }
}

/// The last row says why there are dots and how they are lifted, or that all is shown. Returns what is left above it.
fn masked(sheet: &Sheet, canvas: &mut Canvas, area: Rect) -> Rect {
    let action = Action::Sheet(SheetAction::Show);
    let last = area.height.saturating_sub(1);
    let key = keys::chords(sheet.scope(), action);
    if key.is_empty() {
        return area;
    }
    let (before, after) = if sheet.show {
        ("All of your sheet is shown. ", " hides it again.")
    } else {
        (
            "Dots hide from others what you are not at. Alone here? ",
            " shows all.",
        )
    };
    let (row, quiet, accent) = (down(area, last), canvas.theme.quiet, canvas.theme.accent);
    let (place, target) = ((row, 3), Target::Action(action));
    let x = canvas.write(place.0, (place.1, 0), before, quiet);
    let x = canvas.write_for(row, (x, 0), &key, accent, target);
    canvas.write_for(row, (x, 0), after, quiet, target);
    Rect {
        height: last,
        ..area
    }
}

/// From this width on, all questions stand beside the one that is asked.
const WIDE: u16 = 110;

/// All questions at the right, or as a row of marks where there is no room: which are answered, never how.
/// Returns what is left.
fn contents(
    sheet: &Sheet,
    workshop: &Workshop,
    at: usize,
    canvas: &mut Canvas,
    area: Rect,
) -> Rect {
    let theme = canvas.theme;
    let answers = workshop.sheet(&sheet.id).and_then(|s| s.open_responses());
    let mark_of = |number: usize, question: &Question| {
        let response = answers.and_then(|a| a.get(&question.id));
        match response {
            _ if number == at => (mark::HERE, theme.accent),
            Some(said) if question.lacks_importance(said) => (mark::ONE_SIDE, theme.quiet),
            Some(said) if question.is_complete(said) => (mark::DONE, theme.quiet),
            Some(said) if said.is_answered() => (mark::ONE_SIDE, theme.quiet),
            Some(_) | None => (mark::TO_DO, theme.quiet),
        }
    };
    let questions = &workshop.bank.questions;
    if area.width < WIDE {
        let count = u16::try_from(questions.len()).unwrap_or(u16::MAX);
        let mut x = area.width.saturating_sub(count);
        for (number, question) in questions.iter().enumerate() {
            let dot = mark_of(number, question).0;
            x = canvas.write_for(area, (x, 0), dot, theme.quiet, Target::Page(number));
        }
        return area;
    }
    let left = Rect {
        width: area.width - 34,
        ..area
    };
    let panel = Rect {
        x: left.x + left.width + 3,
        width: 31,
        ..area
    };
    let view = scroll::in_view(at, questions.len(), panel.height);
    for (y, number) in (0..).zip(view) {
        let Some(question) = questions.get(number) else {
            break;
        };
        let (sign, style) = mark_of(number, question);
        let line = format!("{sign} {}", question.title);
        canvas.write_for(panel, (0, y), &line, style, Target::Page(number));
    }
    left
}

/// The question itself; returns what is left below.
fn head(
    workshop: &Workshop,
    (at, question): (usize, &Question),
    canvas: &mut Canvas,
    area: Rect,
) -> Rect {
    let theme = canvas.theme;
    let number = format!("{} of {}  ", at + 1, workshop.bank.questions.len());
    let x = canvas.write(area, (0, 0), &number, theme.quiet);
    canvas.write(area, (x, 0), &question.title, theme.accent);
    let mut y = 1;
    y += canvas.paragraph(down(area, y), &question.ask, theme.strong);
    if let Some(help) = question.help.as_deref().filter(|_| area.height > 12) {
        y += canvas.paragraph(down(area, y), help, theme.quiet);
    }
    down(area, y + 1)
}
