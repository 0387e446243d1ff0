//! The scoring model: points at the left, lead cards at the right.

use leadpact_definition::say::english::capital;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::{Canvas, Target};
use crate::theme::{Theme, mark};
use crate::widget::{scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::action::{Action, ScoringAction};
use leadpact_app::screen::scoring::{Row, Scoring, Side};
use leadpact_definition::golden::NO_STAGE;
use leadpact_workshop::Workshop;
use leadpact_workshop::golden::{CardResult, ReasonKind};

/// Draws the body of the scoring model.
pub fn draw(screen: &Scoring, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let left_width = (area.width * 2 / 5).clamp(34, 60).min(area.width);
    let told = told(screen, &canvas.theme, area.width.saturating_sub(2));
    // The cards keep at least as many rows as their reasons.
    let below = match screen.side {
        Side::Points => 4,
        Side::Cards => {
            let rows = u16::try_from(told.len()).unwrap_or(u16::MAX);
            rows.saturating_add(1).clamp(8, (area.height / 2).max(8))
        }
    };
    let upper = Rect {
        height: area.height.saturating_sub(below),
        ..area
    };
    let left = Rect {
        x: area.x + 1,
        width: left_width.saturating_sub(2),
        ..upper
    };
    let right = Rect {
        x: area.x + left_width + 1,
        width: area.width.saturating_sub(left_width + 2),
        ..upper
    };
    points(screen, workshop, canvas, left);
    for y in 0..upper.height {
        canvas.write(upper, (left_width - 1, y), "│", canvas.theme.line);
    }
    let theme = canvas.theme;
    match &screen.derived.cards {
        Ok(cards) => cards_list(screen, workshop, cards, canvas, right),
        Err(why) => {
            canvas.paragraph(
                right,
                &format!("The rules cannot be used yet: {why}"),
                theme.warn,
            );
        }
    }
    let bottom = Rect {
        x: area.x + 1,
        y: area.y + upper.height,
        width: area.width.saturating_sub(2),
        height: area.height.min(below),
    };
    canvas.rule(bottom, 0);
    let text = Rect {
        y: bottom.y + 1,
        height: bottom.height.saturating_sub(1),
        ..bottom
    };
    match screen.side {
        Side::Points => thresholds(screen, workshop, canvas, text),
        Side::Cards => reasons(&told, canvas, text),
    }
}

fn points(screen: &Scoring, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    for (number, place) in scroll::list(screen.cursor.at(), screen.rows.len(), canvas, area) {
        let Some(row) = screen.rows.get(number) else {
            break;
        };
        let value = screen.number(row, workshop);
        let here = number == screen.cursor.at() && screen.side == Side::Points;
        let (x, label, text, by_hand) = match row {
            Row::Cap(axis) => {
                let cap = value.map_or_else(|| "no limit".to_owned(), |n| format!("at most {n}"));
                let by_hand = workshop.scoring.caps.contains_key(*axis);
                (1, capital(axis), cap, by_hand)
            }
            Row::Rule(at) => {
                let Some(rule) = screen.derived.compiled.points.get(*at) else {
                    continue;
                };
                let must = rule.must_for.as_ref().filter(|_| rule.points == 0);
                let number = match (must, rule.points) {
                    (Some(stage), _) if area.width > 44 => {
                        format!("must for {}", stage_name(workshop, Some(stage), 10))
                    }
                    (Some(_), _) => "must".to_owned(),
                    (None, 0) => "0".to_owned(),
                    (None, points) => format!("{points:+}"),
                };
                (3, rule.label.clone(), number, rule.points != rule.proposed)
            }
            Row::Threshold(id) => {
                let name = workshop
                    .stage(id)
                    .map_or_else(|| id.clone(), |s| s.name.clone());
                let from = value.map_or_else(|| "-".to_owned(), |n| format!("from {n}"));
                (1, name, from, false)
            }
        };
        let strong = !matches!(row, Row::Rule(_));
        let start = canvas.write_right(
            place,
            0,
            &format!("{text}{}", if by_hand { "*" } else { " " }),
            theme.text,
        );
        let name = Rect {
            width: start.saturating_sub(1),
            ..place
        };
        canvas.write(
            name,
            (x + 1, 0),
            &label,
            if strong { theme.accent } else { theme.text },
        );
        canvas.list_row(place, here, Target::Row(number));
    }
}

/// What a stage is called in a column of so many cells.
fn stage_name(workshop: &Workshop, id: Option<&String>, column: u16) -> String {
    match id.map(String::as_str) {
        None => "-".to_owned(),
        Some(NO_STAGE) => "not a lead".to_owned(),
        Some(id) => workshop.stage(id).map_or_else(
            || id.to_owned(),
            |s| {
                if wrap::width(&s.name) < column {
                    s.name.clone()
                } else {
                    short(&s.name, &s.id)
                }
            },
        ),
    }
}

/// Stages are spoken of by their short names in a narrow column.
fn short(name: &str, id: &str) -> String {
    if name.chars().count() <= 9 {
        name.to_owned()
    } else if id.chars().count() <= 5 {
        id.to_uppercase()
    } else {
        name.to_owned()
    }
}

fn cards_list(
    screen: &Scoring,
    workshop: &Workshop,
    cards: &[CardResult],
    canvas: &mut Canvas,
    area: Rect,
) {
    let theme = canvas.theme;
    // A wide window has room for the stages' full names.
    let column = if area.width >= 100 { 26 } else { 12 };
    let (score, stage, agreed) = (
        area.width.saturating_sub(2 * column + 7),
        area.width.saturating_sub(2 * column + 1),
        area.width.saturating_sub(column + 1),
    );
    canvas.write(area, (2, 0), "Lead cards", theme.accent);
    canvas.write(area, (score, 0), "score", theme.quiet);
    canvas.write(area, (stage, 0), "stage", theme.quiet);
    canvas.write(area, (agreed, 0), "agreed", theme.quiet);
    let list = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    for (number, place) in scroll::list(screen.card.at(), cards.len(), canvas, list) {
        let Some(card) = cards.get(number) else { break };
        let text = Rect {
            width: score.saturating_sub(1),
            ..place
        };
        canvas.write(text, (2, 0), &card.name, theme.text);
        let total = card
            .scores
            .iter()
            .find(|(name, _)| name == "total")
            .and_then(|(_, n)| *n);
        canvas.write(
            place,
            (score, 0),
            &total.map_or_else(|| "-".to_owned(), |n| format!("{n:>4}")),
            theme.text,
        );
        let first = Rect {
            width: agreed.saturating_sub(1),
            ..place
        };
        canvas.write(
            first,
            (stage, 0),
            &stage_name(workshop, card.stage.as_ref(), column),
            theme.text,
        );
        let words = stage_name(workshop, card.agreed.as_ref(), column - 1);
        let (sign, style) = match (&card.agreed, card.matches) {
            (None, _) => (" ", theme.quiet),
            (Some(_), true) => (mark::DONE, theme.good),
            (Some(_), false) => (mark::WRONG, theme.bad),
        };
        let words = if card.agreed.is_none() {
            "not sorted".to_owned()
        } else {
            words
        };
        canvas.write(place, (agreed, 0), &format!("{sign} {words}"), style);
        if number == screen.card.at() && screen.side == Side::Cards {
            canvas.point_at(place);
        }
        let why = Action::Scoring(ScoringAction::Why);
        canvas.clickable(place, Target::Again(screen.rows.len() + number, why));
    }
}

/// How sensitive the threshold is: which cards move when it moves.
fn thresholds(screen: &Scoring, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let Some(name) = workshop
        .stages
        .iter()
        .find(|s| s.enter.by == leadpact_workshop::EntryKind::Points)
    else {
        return;
    };
    let present = name.enter.at_least;
    let mut x = canvas.write(
        area,
        (0, 0),
        &format!("{} from  ", short(&name.name, &name.id)),
        theme.quiet,
    );
    let row = screen
        .rows
        .iter()
        .position(|row| matches!(row, Row::Threshold(id) if *id == name.id));
    for (at, threshold) in screen.derived.thresholds.iter().enumerate() {
        let here = Some(threshold.at_least) == present;
        let moved = threshold.flips.len();
        let text = match (here, moved) {
            (true, _) => format!("[{}] ", threshold.at_least),
            (false, 0) => format!("{} ", threshold.at_least),
            (false, n) => format!("{}({n}) ", threshold.at_least),
        };
        let style = if here {
            theme.accent
        } else if moved > 0 {
            theme.warn
        } else {
            theme.quiet
        };
        x = match row {
            Some(row) => canvas.write_for(area, (x, 0), &text, style, Target::Choice(row, at)),
            None => canvas.write(area, (x, 0), &text, style),
        };
    }
    if !screen.derived.thresholds.is_empty() {
        let words = "(n): that many cards would change stage. * set by hand.";
        canvas.write(area, (0, 1), words, theme.quiet);
    }
    if let Some(note) = screen.derived.compiled.notes.first() {
        canvas.write(
            area,
            (0, 2),
            &format!("{} {}", mark::ATTENTION, note.text),
            theme.warn,
        );
    }
}

/// The highlighted card and why it lands where it does, in lines with their styles.
fn told(screen: &Scoring, theme: &Theme, width: u16) -> Vec<(String, Style)> {
    let Some((card, reasons)) = screen.reasons() else {
        return Vec::new();
    };
    let text = wrap::wrapped(&card.text, width).into_iter();
    let mut lines: Vec<(String, Style)> = text.map(|line| (line, theme.text)).collect();
    for reason in reasons {
        let (sign, style) = match reason.kind {
            ReasonKind::Stages => ("", theme.strong),
            ReasonKind::Against => (mark::WRONG, theme.bad),
            ReasonKind::Next => (mark::TO_DO, theme.text),
            ReasonKind::For => ("→", theme.accent),
            ReasonKind::Points => ("·", theme.quiet),
        };
        let text = format!("{sign} {}", reason.text);
        let wrapped = wrap::wrapped(&text, width).into_iter();
        lines.extend(wrapped.map(|line| (line, style)));
    }
    lines
}

/// Draws them; where there is no room for all, the card's own text gives way first, and a sign says by which key the rest
/// is read.
fn reasons(told: &[(String, Style)], canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let room = usize::from(area.height);
    let text = told
        .iter()
        .take_while(|(_, style)| *style == theme.text)
        .count();
    let skipped = told.len().saturating_sub(room).min(text);
    let view = skipped..told.len().min(skipped + room);
    let shown = told.get(view.clone()).unwrap_or_default();
    for (y, (line, style)) in (0..area.height).zip(shown) {
        canvas.write(area, (0, y), line, *style);
    }
    let Some(more) = scroll::more(&view, told.len()) else {
        return;
    };
    let above = Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    };
    canvas.write_right(above, 0, &format!(" {more} (enter: all) "), theme.accent);
    canvas.clickable(above, Target::Action(Action::Scoring(ScoringAction::Why)));
}
