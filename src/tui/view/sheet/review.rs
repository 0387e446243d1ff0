//! The end of a sheet: every question with its answer, what is still open, and the way to seal.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::area::down;
use crate::widget::{scroll, wrap};
use leadpact_app::list::Cursor;
use leadpact_app::screen::sheet::Sheet;
use leadpact_app::slug::count;
use leadpact_workshop::{Question, Response, Workshop};

/// Where the answers begin.
const ANSWER: u16 = 32;

/// Rows for the whole answer of the highlighted question.
const WHOLE: u16 = 4;

/// Draws all questions.
pub(super) fn draw(
    sheet: &Sheet,
    workshop: &Workshop,
    cursor: Cursor,
    canvas: &mut Canvas,
    area: Rect,
) {
    let theme = canvas.theme;
    let questions = &workshop.bank.questions;
    let answers = workshop.sheet(&sheet.id).and_then(|s| s.open_responses());
    let response = |question: &Question| answers.and_then(|a| a.get(&question.id));
    canvas.write(area, (0, 0), &said(questions, response), theme.strong);
    canvas.write(
        area,
        (0, 1),
        "Press s to seal. Enter goes back to the highlighted question.",
        theme.text,
    );
    let list = Rect {
        height: area.height.saturating_sub(3 + WHOLE),
        ..down(area, 3)
    };
    for (number, place) in scroll::list(cursor.at(), questions.len(), canvas, list) {
        let Some(question) = questions.get(number) else {
            break;
        };
        let here = number == cursor.at();
        let said = response(question);
        row(
            workshop,
            (question, said),
            sheet.show || here,
            canvas,
            place,
        );
        if here {
            canvas.write(place, (1, 0), mark::POINTER, theme.accent);
            canvas.tint(place, theme.selected);
        }
        canvas.clickable(place, Target::open(number));
    }
    let below = Rect {
        x: area.x + 3,
        width: area.width.saturating_sub(3),
        ..down(area, 4 + list.height)
    };
    if let Some(question) = questions.get(cursor.at()) {
        let whole = response(question).map_or_else(
            || "No answer yet.".to_owned(),
            |said| said.words(question, &workshop.setup.currency),
        );
        let lines = wrap::wrapped(&whole, below.width);
        let room = usize::from(WHOLE - 1);
        for (y, line) in (0..).zip(lines.iter().take(room)) {
            let more = y + 1 == room && lines.len() > room;
            let line = if more {
                wrap::truncated(&format!("{line} \u{2026}"), below.width).into_owned()
            } else {
                line.clone()
            };
            let y = u16::try_from(y).unwrap_or(u16::MAX);
            canvas.write(below, (0, y), &line, theme.text);
        }
    }
}

/// What is still open, in one sentence.
fn said<'a>(
    questions: &'a [Question],
    response: impl Fn(&'a Question) -> Option<&'a Response>,
) -> String {
    let responses = questions.iter().map(|q| (q, response(q)));
    let (mut open, mut light) = (0, 0);
    for (question, response) in responses {
        open += usize::from(!response.is_some_and(|r| question.is_complete(r)));
        light += usize::from(response.is_some_and(|r| question.lacks_importance(r)));
    }
    let mut parts = Vec::new();
    if open > 0 {
        let words = count(open, "question is", "questions are");
        parts.push(format!("{words} without a whole answer"));
    }
    if light > 0 {
        parts.push(format!("{light} without saying how much it matters"));
    }
    if parts.is_empty() {
        "That was the last question. All are answered.".to_owned()
    } else {
        format!("{}.", parts.join(", "))
    }
}

/// One question: what it is called, what was answered, how much it matters.
fn row(
    workshop: &Workshop,
    (question, response): (&Question, Option<&Response>),
    shown: bool,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let begun = response.is_some_and(Response::is_answered);
    let complete = response.is_some_and(|r| question.is_complete(r));
    let light = response.is_some_and(|r| question.lacks_importance(r));
    let (sign, style) = match (complete, begun) {
        (true, _) if !light => (mark::DONE, theme.good),
        (_, true) => (mark::ONE_SIDE, theme.warn),
        (_, false) => (mark::TO_DO, theme.quiet),
    };
    canvas.write(place, (3, 0), sign, style);
    let title = Rect {
        width: ANSWER.saturating_sub(2).min(place.width),
        ..place
    };
    let strength = if complete { theme.text } else { theme.strong };
    canvas.write(title, (5, 0), &question.title, strength);
    let weight = match response.and_then(|r| r.importance) {
        Some(weight) if shown => weight.word(),
        None if light => "how much?",
        Some(_) | None => "",
    };
    let style = if light { theme.warn } else { theme.quiet };
    let end = canvas.write_right(place, 0, weight, style);
    let answer = match response.filter(|_| begun) {
        Some(_) if !shown => "\u{b7}\u{b7}\u{b7}".to_owned(),
        Some(said) => {
            let words = said.words(question, &workshop.setup.currency);
            words.replace('\n', " ")
        }
        None => "-".to_owned(),
    };
    let room = end.saturating_sub(ANSWER + 2);
    let answer = wrap::truncated(&answer, room);
    canvas.write(place, (ANSWER, 0), &answer, theme.quiet);
}
