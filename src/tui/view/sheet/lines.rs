//! The lines of a question: its answer, which scrolls, and below it what is asked about the answer, always in view.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::view::sheet::values::{HIDDEN, below_text, field, number, shown, value};
use crate::view::sheet::{cards, grid};
use crate::widget::area::down;
use crate::widget::{condition, scroll, wrap};
use leadpact_app::answering::{Answering, Line};
use leadpact_workshop::compare::written_by;
use leadpact_workshop::rules::condition_words;
use leadpact_workshop::{Kind, Question, Signal, Workshop};

/// Which part of the question a line belongs to: parts that are not in use are hidden.
pub(super) fn part(line: Line) -> u8 {
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
    (question, page): (&Question, &Answering),
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
        Kind::Signals => grid::head(page, canvas, area),
        Kind::Cards => cards::head(question, page, canvas, area),
        Kind::OwnWords
        | Kind::Choice
        | Kind::One
        | Kind::Level
        | Kind::Range
        | Kind::Order
        | Kind::Tags
        | Kind::YesNo
        | Kind::NotALead
        | Kind::AlreadyOurs => area,
    };
    let answer = page.lines().iter().filter(|l| part(**l) == 0).count();
    // An empty row stands between the answer and what is asked about it.
    let asked = page.lines().len() - answer;
    let foot = u16::try_from(asked + usize::from(asked > 0)).unwrap_or(u16::MAX);
    let room = area.height.saturating_sub(foot).max(area.height.min(3));
    let reasons: Vec<Vec<String>> = page
        .lines()
        .iter()
        .map(|line| reason(page, *line, area.width))
        .collect();
    let tall = |number: usize| {
        let reason = reasons.get(number).map_or(0, Vec::len);
        u16::try_from(1 + reason).unwrap_or(u16::MAX)
    };
    let whole = (0..answer).map(tall).fold(0, u16::saturating_add);
    let above = Rect {
        height: room.min(whole),
        ..area
    };
    let at = match page.at() {
        at if at < answer => at,
        _ => (0..answer)
            .find(|line| page.lines().get(*line).is_some_and(|l| page.is_marked(*l)))
            .unwrap_or(0),
    };
    let one = |number: usize, place: Rect, canvas: &mut Canvas| {
        let Some(line) = page.lines().get(number) else {
            return;
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
    };
    for (number, place) in scroll::tall(at, answer, tall, canvas, above) {
        one(number, Rect { height: 1, ..place }, canvas);
        let reason = reasons.get(number).map_or(&[][..], Vec::as_slice);
        for (y, text) in (1..place.height).zip(reason) {
            canvas.write(place, (REASON, y), text, canvas.theme.warn);
        }
    }
    let below = down(area, above.height + 1);
    for (y, number) in (0..below.height).zip(answer..page.lines().len()) {
        let place = Rect {
            y: below.y + y,
            height: 1,
            ..below
        };
        one(number, place, canvas);
    }
}

/// Columns before a reason: it stands under the field.
const REASON: u16 = 9;

/// Why a line cannot be taken, broken to its place under the line; empty where it can.
fn reason(page: &Answering, line: Line, width: u16) -> Vec<String> {
    page.fault(line).map_or_else(Vec::new, |fault| {
        let text = format!("{} {fault}", mark::ATTENTION);
        wrap::wrapped(&text, width.saturating_sub(REASON))
    })
}

fn free_text(show: bool, page: &Answering, canvas: &mut Canvas, area: Rect) {
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

fn draw_line(
    workshop: &Workshop,
    (question, page): (&Question, &Answering),
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
            grid::row(page, at, &label, canvas, place);
        }
        Line::Item(at) => cards::row(question, page, at, canvas, place),
        Line::Words => {}
        Line::Matters | Line::SeenKind | Line::SeenWords | Line::Because => {
            below_text(page, line, hidden, canvas, place);
        }
    }
}
