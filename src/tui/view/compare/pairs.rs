//! Values that may be the same: the list, and two of them becoming one.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::{Canvas, Target};
use crate::theme::{Theme, mark};
use crate::widget::area::down;
use crate::widget::{form, scroll, wrap};
use leadpact_app::screen::compare::pairs::{Join, Line, Pairs};
use leadpact_workshop::compare::Written;
use leadpact_workshop::{QuestionId, SameWord, Workshop};

/// Columns of the screen for the question.
const TITLE: u16 = 24;

/// Draws the list, or the form where one is open.
pub fn draw(pairs: &Pairs, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    if let Some(join) = pairs.join() {
        return join_form(join, workshop, canvas, area);
    }
    canvas.write(area, (0, 0), "Same thing?", theme.accent);
    let text = match (pairs.open(), pairs.lines().is_empty()) {
        (0, true) => "No two words that parties wrote themselves look alike. Enter goes on.",
        (0, false) => "All is answered. Enter goes on to the list of differences.",
        _ => {
            "Written apart from one another, and perhaps one thing. Ask the room before it counts as a difference."
        }
    };
    let used = canvas.paragraph(down(area, 1), text, theme.strong);
    list(pairs, workshop, canvas, down(area, used + 2));
}

fn list(pairs: &Pairs, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let laid: Vec<Vec<(String, Style)>> = pairs
        .lines()
        .iter()
        .map(|line| said(line, workshop, area.width.saturating_sub(TITLE), &theme))
        .collect();
    let titles: Vec<Vec<String>> = pairs
        .lines()
        .iter()
        .map(|line| wrap::wrapped(&title_of(line, workshop), TITLE - 5))
        .collect();
    let height = |at: usize| {
        let rows = laid.get(at).map_or(1, Vec::len);
        let rows = rows.max(titles.get(at).map_or(1, Vec::len));
        u16::try_from(rows).unwrap_or(u16::MAX)
    };
    for (at, place) in scroll::tall(pairs.at(), pairs.lines().len(), height, canvas, area) {
        let (Some(line), Some(rows)) = (pairs.lines().get(at), laid.get(at)) else {
            break;
        };
        canvas.write(place, (2, 0), sign(line), theme.warn);
        for (row, title) in (0..).zip(titles.get(at).into_iter().flatten()) {
            canvas.write(place, (4, row), title, theme.text);
        }
        for (row, (text, style)) in (0..).zip(rows) {
            canvas.write(place, (TITLE, row), text, *style);
        }
        canvas.list_row(place, at == pairs.at(), Target::Row(at));
    }
}

fn sign(line: &Line) -> &'static str {
    match line {
        Line::Open(_) => "?",
        Line::Same(..) => "=",
        Line::Apart(..) => mark::GAP,
    }
}

fn title_of(line: &Line, workshop: &Workshop) -> String {
    let id: &QuestionId = match line {
        Line::Open(pair) => &pair.question,
        Line::Same(id, _) | Line::Apart(id, _) => id,
    };
    workshop
        .bank
        .question(id)
        .map_or_else(|| id.clone(), |q| q.title.clone())
}

/// The rows beside the question.
fn said(line: &Line, workshop: &Workshop, width: u16, theme: &Theme) -> Vec<(String, Style)> {
    let texts: Vec<(String, Style)> = match line {
        Line::Open(pair) => [&pair.one, &pair.other]
            .map(|written| (with_writers(written, workshop), theme.strong))
            .to_vec(),
        Line::Same(id, word) => vec![(one_thing(id, word, workshop), theme.quiet)],
        Line::Apart(id, pair) => {
            let both = pair.clone().map(|value| label(id, &value, workshop));
            vec![(format!("two things: {}", both.join(" / ")), theme.quiet)]
        }
    };
    texts
        .into_iter()
        .flat_map(|(text, style)| {
            let lines = wrap::wrapped(&text, width);
            lines.into_iter().map(move |line| (line, style))
        })
        .collect()
}

/// What people read for a value as it was written, whatever became of it.
fn label(id: &QuestionId, value: &str, workshop: &Workshop) -> String {
    let question = workshop.bank.question(id);
    let option = question.and_then(|q| q.option(value));
    option.map_or_else(|| value.to_owned(), |o| o.label.clone())
}

fn one_thing(id: &QuestionId, word: &SameWord, workshop: &Workshop) -> String {
    let means: Vec<String> = word.means.iter().map(|v| label(id, v, workshop)).collect();
    let cells = if word.cells.is_empty() {
        String::new()
    } else {
        format!("; in the CRM {}", word.cells.join(", "))
    };
    let stays = label(id, &word.stays, workshop);
    format!("one thing: {}. {stays} stays{cells}", means.join(" / "))
}

fn with_writers(written: &Written, workshop: &Workshop) -> String {
    let names: Vec<String> = written.by.iter().map(|p| workshop.party_name(p)).collect();
    let by = match (written.option, names.as_slice()) {
        (true, []) => "an option that nobody chose".to_owned(),
        (true, names) => format!("an option, chosen by {}", names.join(" and ")),
        (false, names) => names.join(" and "),
    };
    format!("{} ({by})", written.label)
}

fn join_form(join: &Join, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    canvas.write(area, (0, 0), "One thing", theme.accent);
    let mut y = 1;
    for written in [&join.pair.one, &join.pair.other] {
        let text = with_writers(written, workshop);
        y += canvas.paragraph(down(area, y), &text, theme.strong);
    }
    form::draw(&join.form, canvas, down(area, y + 1));
}
