//! A private sheet: one question, or all of them at the end.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::Shared;
use crate::app::list::Cursor;
use crate::app::screen::sheet::shown::QUESTION;
use crate::app::screen::sheet::{Face, Line, Page, Sheet};
use crate::app::words::count;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::theme::mark;
use crate::tui::widget::area::down;
use crate::tui::widget::{condition, scroll, words};
use crate::workshop::compare::written_by;
use crate::workshop::compile::condition_words;
use crate::workshop::{
    Importance, Kind, Observation, Question, Rating, Response, Signal, Workshop,
};

/// Columns for the labels of the rows below the answer.
const LABEL: u16 = 20;

/// Draws the body of a sheet.
pub fn draw(sheet: &Sheet, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let inner = Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2).min(150),
        ..area
    };
    match &sheet.face {
        Face::Question(at, page) => {
            let inner = contents(sheet, workshop, *at, canvas, inner);
            if let Some(question) = workshop.bank.question(&page.question) {
                let below = head(workshop, (*at, question), canvas, inner);
                lines(sheet.show, workshop, (question, page), canvas, below);
            }
        }
        Face::Review(cursor) => review(sheet, workshop, *cursor, canvas, inner),
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
        let answered = answers
            .and_then(|a| a.get(&question.id))
            .is_some_and(Response::is_answered);
        match (number == at, answered) {
            (true, _) => (mark::HERE, theme.accent),
            (false, true) => (mark::DONE, theme.quiet),
            (false, false) => (mark::TO_DO, theme.quiet),
        }
    };
    let questions = &workshop.bank.questions;
    if area.width < WIDE {
        let dots: String = questions
            .iter()
            .enumerate()
            .map(|(n, q)| mark_of(n, q).0)
            .collect();
        canvas.write_right(area, 0, &dots, theme.quiet);
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
        canvas.write(panel, (0, y), sign, style);
        canvas.write(panel, (2, y), &question.title, style);
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

/// Which part of the question a line belongs to: parts that are not in use are hidden.
fn part(line: Line) -> u8 {
    match line {
        Line::Matters => 1,
        Line::SeenKind | Line::SeenWords => 2,
        Line::Because => 3,
        _ => 0,
    }
}

/// The lines of a question; `show`: also those that are not being worked on.
pub fn lines(
    show: bool,
    workshop: &Workshop,
    (question, page): (&Question, &Page),
    canvas: &mut Canvas,
    area: Rect,
) {
    if let Some(editor) = page.editor() {
        return condition::draw(editor, canvas, area);
    }
    if page.lines().first() == Some(&Line::Words) {
        return free_text(show, page, canvas, area);
    }
    let area = match question.kind {
        Kind::Signals => grid_head(page, canvas, area),
        Kind::Cards => card(question, page, canvas, area),
        _ => area,
    };
    // An empty row stands between the answer and what is asked about it.
    let answer = page.lines().iter().filter(|l| part(**l) == 0).count();
    let gap = usize::from(answer < page.lines().len());
    let reasons: Vec<Vec<String>> = page
        .lines()
        .iter()
        .map(|line| reason(page, *line, area.width))
        .collect();
    let above = |line: usize| reasons.iter().take(line).map(Vec::len).sum::<usize>();
    let row_of = |line: usize| line + above(line) + if line < answer { 0 } else { gap };
    let rows = page.lines().len() + above(usize::MAX) + gap;
    let view = scroll::in_view(row_of(page.at()), rows, area.height);
    for (number, line) in page.lines().iter().enumerate() {
        let row = row_of(number);
        if !view.contains(&row) {
            continue;
        }
        let y = u16::try_from(row - view.start).unwrap_or(u16::MAX);
        let place = Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        let hidden = !show && part(*line) != part(page.line());
        draw_line(workshop, (question, page), *line, hidden, canvas, place);
        if number == page.at() {
            canvas.write(place, (1, 0), mark::POINTER, canvas.theme.accent);
            if page.field_on(*line).is_none() {
                canvas.tint(place, canvas.theme.selected);
            }
        }
        canvas.clickable(place, Target::Row(number));
        let lines = reasons.get(number).map_or(&[][..], Vec::as_slice);
        for (below, text) in (row + 1..).zip(lines).filter(|(y, _)| view.contains(y)) {
            let y = u16::try_from(below - view.start).unwrap_or(u16::MAX);
            canvas.write(area, (REASON, y), text, canvas.theme.warn);
        }
    }
    if view.end < rows {
        canvas.write_right(
            down(area, area.height - 1),
            0,
            "more below",
            canvas.theme.quiet,
        );
    }
}

/// Columns before a reason: it stands under the field.
const REASON: u16 = 9;

/// Why a line cannot be taken, broken to its place under the line; empty where it can.
fn reason(page: &Page, line: Line, width: u16) -> Vec<String> {
    page.fault(line).map_or_else(Vec::new, |fault| {
        let text = format!("{} {fault}", mark::ATTENTION);
        words::wrapped(&text, width.saturating_sub(REASON))
    })
}

fn free_text(show: bool, page: &Page, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let rest = u16::try_from(page.lines().len()).unwrap_or(1);
    let height = area.height.saturating_sub(rest + 1).clamp(1, 10);
    for (number, line) in page.lines().iter().enumerate() {
        let below = u16::try_from(number).unwrap_or(0);
        let here = number == page.at();
        if *line == Line::Words {
            let place = Rect {
                x: area.x + 3,
                width: area.width.saturating_sub(3),
                height,
                ..area
            };
            match page.field_on(Line::Words) {
                Some(field) if here || show => canvas.field(place, field, here),
                Some(field) if !field.is_empty() => {
                    canvas.write(place, (0, 0), HIDDEN, theme.quiet);
                }
                _ => {}
            }
            canvas.clickable(place, Target::Row(number));
        } else {
            let place = Rect {
                y: area.y + height + below,
                height: 1,
                ..area
            };
            let hidden = !show && part(*line) != part(page.line());
            below_text(page, *line, hidden, canvas, place);
            if here && page.field_on(*line).is_none() {
                canvas.tint(place, theme.selected);
            }
            canvas.clickable(place, Target::Row(number));
        }
        if here {
            let y = if *line == Line::Words {
                0
            } else {
                height + below
            };
            canvas.write(area, (1, y), mark::POINTER, theme.accent);
        }
    }
}

const HIDDEN: &str = "hidden while you are elsewhere";

fn draw_line(
    workshop: &Workshop,
    (question, page): (&Question, &Page),
    line: Line,
    hidden: bool,
    canvas: &mut Canvas,
    place: Rect,
) {
    match line {
        Line::Value(at) => {
            let label = match (question.kind, at) {
                (Kind::YesNo, 0) if question.options.is_empty() => "yes",
                (Kind::YesNo, 1) if question.options.is_empty() => "no",
                _ => question.options.get(at).map_or("", |o| o.label.as_str()),
            };
            let above = question.kind == Kind::Level && page.is_marked(line);
            value(
                page,
                line,
                label,
                if above { "and above" } else { "" },
                hidden,
                canvas,
                place,
            );
        }
        Line::OwnValue(_) => {
            let label = page.value_on(line).unwrap_or_default();
            // Before the reveal nobody has written anything that others may see.
            let by = written_by(workshop, question, &label);
            let names: Vec<&str> = by.iter().map(|p| p.name.as_str()).collect();
            let mut about = match page.shown_on(line) {
                Some(when) => format!("shown by: {}", condition_words(workshop, when)),
                None if question.kind.is_list_of_cases() => "in words only".to_owned(),
                None if names.is_empty() => "in your own words".to_owned(),
                None => String::new(),
            };
            if !names.is_empty() {
                let between = if about.is_empty() { "" } else { ", " };
                about = format!("written by {}{between}{about}", names.join(" and "));
            }
            let about = if hidden { "" } else { about.as_str() };
            value(page, line, &label, about, hidden, canvas, place);
        }
        Line::Shown(_) => shown(page, line, hidden, canvas, place),
        Line::Any => value(
            page,
            line,
            "any, it does not matter",
            "",
            hidden,
            canvas,
            place,
        ),
        Line::DontKnow => value(page, line, "don't know", "", hidden, canvas, place),
        Line::Own => field(page, line, "another", hidden, canvas, place),
        Line::From | Line::To => {
            let unit = match question.unit.as_deref() {
                Some("currency") => workshop.setup.currency.clone(),
                unit => unit.unwrap_or_default().to_owned(),
            };
            let word = if line == Line::From { "from" } else { "to" };
            number(page, line, word, &unit, hidden, canvas, place);
        }
        Line::Item(at) if question.kind == Kind::Signals => {
            let signal = question.signals.get(at);
            let label = signal.map(Signal::words).unwrap_or_default();
            grid_row(page, at, &label, canvas, place);
        }
        Line::Item(at) => card_row(question, page, at, canvas, place),
        Line::Words => {}
        Line::Matters | Line::SeenKind | Line::SeenWords | Line::Because => {
            below_text(page, line, hidden, canvas, place);
        }
    }
}

/// The row that asks how a record shows the case above it.
fn shown(page: &Page, line: Line, hidden: bool, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    if hidden {
        return;
    }
    let x = canvas.write(place, (7, 0), QUESTION, theme.quiet);
    let said = page.shown_on(line).is_some();
    let words = match (page.line() == line, said) {
        (true, true) => "enter changes it",
        (true, false) => "[nobody can see it]   enter: say how",
        (false, true) => "",
        (false, false) => "nobody can see it",
    };
    canvas.write(place, (x + 2, 0), words, theme.accent);
}

/// The rows that follow every answer.
fn below_text(page: &Page, line: Line, hidden: bool, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    match line {
        Line::DontKnow => value(page, line, "don't know", "", hidden, canvas, place),
        Line::Matters => {
            canvas.write(place, (3, 0), "It matters", theme.quiet);
            let chosen = page.response.importance;
            let options = Importance::ALL.map(|i| (i.word(), chosen == Some(i)));
            choice(&options, hidden && chosen.is_some(), canvas, place);
        }
        Line::SeenKind => {
            canvas.write(place, (3, 0), "We would see it by", theme.quiet);
            let by = page.response.observed_by.as_ref();
            let options = [
                ("a field", matches!(by, Some(Observation::Field(_)))),
                (
                    "something they do",
                    matches!(by, Some(Observation::Event(_))),
                ),
                (
                    "a person who asks",
                    matches!(by, Some(Observation::Person(_))),
                ),
            ];
            choice(&options, hidden && by.is_some(), canvas, place);
        }
        Line::SeenWords => field(page, line, "  its name", hidden, canvas, place),
        Line::Because => field(page, line, "Because (optional)", hidden, canvas, place),
        _ => {}
    }
}

fn choice(options: &[(&str, bool)], hidden: bool, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    if hidden {
        canvas.write(place, (LABEL + 4, 0), HIDDEN, theme.quiet);
        return;
    }
    let mut x = LABEL + 3;
    for (word, chosen) in options {
        let (text, style) = if *chosen {
            (format!("[{word}]"), theme.accent)
        } else {
            (format!(" {word} "), theme.text)
        };
        x = canvas.write(place, (x, 0), &text, style) + 1;
    }
}

fn value(
    page: &Page,
    line: Line,
    label: &str,
    after: &str,
    hidden: bool,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let marked = page.is_marked(line) && !hidden;
    let several = page.marks_several() && !matches!(line, Line::Any | Line::DontKnow);
    let sign = match (several, marked, page.place_of(line)) {
        _ if hidden => " · ".to_owned(),
        (true, true, Some(number)) => format!("{number:>2}."),
        (true, true, None) => "[x]".to_owned(),
        (true, false, _) => "[ ]".to_owned(),
        (false, true, _) => "(•)".to_owned(),
        (false, false, _) => "( )".to_owned(),
    };
    let style = match (marked, hidden) {
        (true, _) => theme.strong,
        (false, true) => theme.quiet,
        (false, false) => theme.text,
    };
    canvas.write(
        place,
        (3, 0),
        &sign,
        if marked { theme.accent } else { theme.quiet },
    );
    // What stands after it is kept, down to half of the row.
    let after_it = if after.is_empty() {
        0
    } else {
        words::width(after) + 2
    };
    let room = place.width.saturating_sub(7);
    let label = words::truncated(label, room.saturating_sub(after_it).max(room / 2));
    let x = canvas.write(place, (7, 0), &label, style);
    if page.is_never(line) && !hidden {
        canvas.write(
            place,
            (x + 2, 0),
            &format!("{} never", mark::WRONG),
            theme.bad,
        );
    } else if !after.is_empty() {
        canvas.write(place, (x + 2, 0), after, theme.quiet);
    }
}

fn field(page: &Page, line: Line, label: &str, hidden: bool, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    canvas.write(place, (3, 0), label, theme.quiet);
    let x = if line == Line::Own { 12 } else { LABEL + 4 };
    let room = Rect {
        x: place.x + x,
        width: place.width.saturating_sub(x).min(72),
        ..place
    };
    draw_field(page, line, hidden, canvas, room);
}

fn number(
    page: &Page,
    line: Line,
    label: &str,
    unit: &str,
    hidden: bool,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    canvas.write(place, (3, 0), label, theme.quiet);
    let room = Rect {
        x: place.x + 9,
        width: place.width.saturating_sub(9).min(16),
        ..place
    };
    draw_field(page, line, hidden, canvas, room);
    let x = canvas.write(place, (27, 0), unit, theme.quiet);
    if let Some(words) = page.understood(line).filter(|_| !hidden) {
        canvas.write(place, (x + 2, 0), &format!("= {words}"), theme.quiet);
    }
}

fn draw_field(page: &Page, line: Line, hidden: bool, canvas: &mut Canvas, room: Rect) {
    let theme = canvas.theme;
    let Some(text) = page.field_on(line) else {
        return;
    };
    let here = page.line() == line;
    if hidden && !text.is_empty() {
        // A number has less room than that takes.
        let fits = words::width(HIDDEN) <= room.width;
        canvas.write(
            room,
            (0, 0),
            if fits { HIDDEN } else { "hidden" },
            theme.quiet,
        );
    } else if here {
        canvas.field(room, text, true);
    } else if text.is_empty() {
        canvas.tint(room, theme.field);
    } else {
        canvas.field(room, text, false);
    }
}

/// Where a column of the grid of signals begins, and its width: all alike where that leaves room for their headings,
/// else each as wide as its heading, else all alike with their headings cut.
fn grid_column(page: &Page, at: usize, width: u16) -> (u16, u16) {
    let count = u16::try_from(page.columns.len()).unwrap_or(1).max(1);
    let each = (width / 2 / count).clamp(7, 12);
    let headings = page.columns.iter().map(|c| words::width(&c.label) + 1);
    let own: Vec<u16> = headings.collect();
    let fits = own.iter().all(|heading| *heading <= each);
    let widths = if fits || own.iter().sum::<u16>() > width / 2 {
        vec![each; page.columns.len()]
    } else {
        own
    };
    let start = width.saturating_sub(widths.iter().sum());
    let before: u16 = widths.iter().take(at).sum();
    (start + before, widths.get(at).copied().unwrap_or(each))
}

/// Writes text into the middle of a cell of the grid.
fn cell(canvas: &mut Canvas, place: Rect, (x, width): (u16, u16), text: &str, style: Style) {
    let text = words::truncated(text, width.saturating_sub(1));
    let text = text.as_ref();
    let pad = width.saturating_sub(words::width(text)) / 2;
    canvas.write(place, (x + pad, 0), text, style);
}

/// The headings of the grid of signals; before them the highlighted one in its full words.
fn grid_head(page: &Page, canvas: &mut Canvas, area: Rect) -> Rect {
    let theme = canvas.theme;
    if let Some(rating) = Rating::ALL.get(page.column) {
        let (start, _) = grid_column(page, 0, area.width);
        let room = Rect {
            width: start.min(area.width),
            ..area
        };
        let full = format!("{} {}", page.column + 1, rating.word());
        canvas.write(room, (3, 0), &full, theme.accent);
    }
    for (at, column) in page.columns.iter().enumerate() {
        let here = at == page.column;
        let style = if here { theme.accent } else { theme.quiet };
        cell(
            canvas,
            area,
            grid_column(page, at, area.width),
            &column.label,
            style,
        );
    }
    down(area, 1)
}

fn grid_row(page: &Page, at: usize, label: &str, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let (start, _) = grid_column(page, 0, place.width);
    let name = Rect {
        width: start,
        ..place
    };
    canvas.write(name, (3, 0), label, theme.text);
    let rated = page.rated(at);
    for column in 0..page.columns.len() {
        let here = page.line() == Line::Item(at) && page.column == column;
        let text = match (rated == Some(column), here) {
            (true, true) => format!("[{}]", mark::HERE),
            (true, false) => mark::HERE.to_owned(),
            (false, true) => "[ ]".to_owned(),
            (false, false) => "·".to_owned(),
        };
        let style = if here || rated == Some(column) {
            theme.accent
        } else {
            theme.quiet
        };
        cell(
            canvas,
            place,
            grid_column(page, column, place.width),
            &text,
            style,
        );
    }
}

/// The highlighted card in full and the stages to choose from; returns what is left below.
fn card(question: &Question, page: &Page, canvas: &mut Canvas, area: Rect) -> Rect {
    let theme = canvas.theme;
    let Line::Item(at) = page.line() else {
        return area;
    };
    let text = question.cards.get(at).map_or("", |c| c.text.as_str());
    let box_ = Rect {
        x: area.x + 3,
        width: area.width.saturating_sub(3),
        height: area.height.min(3),
        ..area
    };
    canvas.paragraph(box_, text, theme.text);
    let stages = down(area, 3);
    let mut x = 3;
    let mut y = 0;
    for (number, column) in page.columns.iter().enumerate() {
        let here = number == page.column;
        let text = format!("{} {}", number + 1, column.label);
        let (text, style) = if here {
            (format!("[{text}]"), theme.accent)
        } else {
            (format!(" {text} "), theme.text)
        };
        if x + words::width(&text) > area.width && x > 3 {
            x = 3;
            y += 1;
        }
        x = canvas.write(stages, (x, y), &text, style);
    }
    down(area, 5 + y)
}

fn card_row(question: &Question, page: &Page, at: usize, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let stage = page
        .rated(at)
        .and_then(|c| page.columns.get(c))
        .map(|c| c.label.clone());
    let start = match &stage {
        Some(stage) => canvas.write_right(place, 0, stage, theme.accent),
        None => canvas.write_right(place, 0, "not sorted yet", theme.quiet),
    };
    let text = Rect {
        width: start.saturating_sub(2),
        ..place
    };
    let words = question
        .cards
        .get(at)
        .map_or("", |c| c.text.as_str())
        .replace('\n', " ");
    canvas.write(
        text,
        (3, 0),
        &words,
        if stage.is_some() {
            theme.quiet
        } else {
            theme.text
        },
    );
}

fn review(sheet: &Sheet, workshop: &Workshop, cursor: Cursor, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let questions = &workshop.bank.questions;
    let answers = workshop.sheet(&sheet.id).and_then(|s| s.open_responses());
    let open = questions.len()
        - workshop
            .sheet(&sheet.id)
            .map_or(0, |s| s.answered(questions))
            .min(questions.len());
    let said = match open {
        0 => "That was the last question. All are answered.".to_owned(),
        n => format!(
            "That was the last question. {} without an answer.",
            count(n, "question is", "questions are")
        ),
    };
    canvas.write(area, (0, 0), &said, theme.strong);
    canvas.write(
        area,
        (0, 1),
        "Press s to seal. Enter goes back to the highlighted question.",
        theme.text,
    );
    let list = down(area, 3);
    let view = scroll::in_view(cursor.at(), questions.len(), list.height);
    for (y, number) in (0..).zip(view) {
        let Some(question) = questions.get(number) else {
            break;
        };
        let place = Rect {
            y: list.y + y,
            height: 1,
            ..list
        };
        let answered = answers
            .and_then(|a| a.get(&question.id))
            .is_some_and(Response::is_answered);
        let (sign, style) = if answered {
            (mark::DONE, theme.good)
        } else {
            (mark::TO_DO, theme.quiet)
        };
        canvas.write(place, (3, 0), sign, style);
        canvas.write(
            place,
            (5, 0),
            &question.title,
            if answered { theme.text } else { theme.strong },
        );
        if number == cursor.at() {
            canvas.write(place, (1, 0), mark::POINTER, theme.accent);
            canvas.tint(place, theme.selected);
        }
        canvas.clickable(place, Target::Row(number));
    }
}
