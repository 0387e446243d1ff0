//! How many rows a point takes, and which of its lines get more than one.

use ratatui::layout::Rect;

use crate::theme::{Theme, mark};
use crate::view::agree::said;
use crate::widget::{form, wrap};
use leadpact_app::screen::agree::point::{Line, Point};
use leadpact_app::screen::agree::{Agree, preview};
use leadpact_app::text::TextField;
use leadpact_workshop::{Question, Row, Workshop};

/// Columns for the labels of a decision.
pub(crate) const LABEL: u16 = 18;
/// Columns for the name of a way out.
pub(crate) const WAY: u16 = 30;

/// The text of each line that may take more than a row, broken to its place; empty for the others.
pub(crate) fn wishes(
    workshop: &Workshop,
    row: (&Row, &Question),
    point: &Point,
    width: u16,
) -> Vec<Vec<String>> {
    let wish = |line: &Line| match line {
        Line::Option(at) => {
            let way = point.options.get(*at);
            let text = way.map(|(_, settled)| preview::way(workshop, row, settled));
            let width = width.saturating_sub(WAY + 1);
            text.map(|text| rows(text, width)).unwrap_or_default()
        }
        Line::Answer(part) => {
            let text = answer(workshop, row, point, *part);
            rows(text, width.saturating_sub(LABEL))
        }
        line => under(point, *line, width.saturating_sub(LABEL)),
    };
    point.lines().iter().map(wish).collect()
}

/// The row of a field, and what stands under it: why it cannot be taken, what is offered, what was understood.
fn under(point: &Point, line: Line, width: u16) -> Vec<String> {
    let here = point.line() == line;
    let offers = point.field_on(line).map_or(&[][..], TextField::offers);
    let text = match point.fault(line) {
        Some(fault) => format!("{} {fault}", mark::ATTENTION),
        None if here && !offers.is_empty() => form::offered(offers),
        None => return Vec::new(),
    };
    let mut rows = vec![String::new()];
    rows.extend(wrap::wrapped(&text, width));
    rows
}

/// A text in rows of so many cells; most have one.
fn rows(text: String, width: u16) -> Vec<String> {
    if wrap::width(&text) <= width {
        vec![text]
    } else {
        wrap::wrapped(&text, width)
    }
}

/// The rows that a point takes where nothing of it is cut.
pub fn needs(
    screen: &Agree,
    workshop: &Workshop,
    point: &Point,
    (theme, width): (&Theme, u16),
) -> u16 {
    let row = screen.comparison().row(&point.question);
    let (Some(row), Some(question)) = (row, workshop.bank.question(&point.question)) else {
        return 0;
    };
    let wide = wishes(workshop, (row, question), point, width);
    let asked = wrap::wrapped(&question.ask, width).len();
    let said = said::rows(screen, workshop, (row, question), (theme, width));
    let rows = taken(screen, row, point, &wide) + asked + said;
    u16::try_from(rows)
        .unwrap_or(u16::MAX)
        .max(said::ASKED_FROM + 1)
}

/// The rows that are left for what the parties said, once every way out stands in full.
pub fn spare(
    screen: &Agree,
    (row, question): (&Row, &Question),
    point: &Point,
    wide: &[Vec<String>],
    area: Rect,
) -> u16 {
    let asked = if area.height > said::ASKED_FROM {
        wrap::wrapped(&question.ask, area.width).len()
    } else {
        0
    };
    let taken = taken(screen, row, point, wide) + asked;
    area.height
        .saturating_sub(u16::try_from(taken).unwrap_or(u16::MAX))
}

/// The rows of a point with a row for each party, without its question.
fn taken(screen: &Agree, row: &Row, point: &Point, wide: &[Vec<String>]) -> usize {
    let lines = wide.iter().map(|text| text.len().max(1)).sum::<usize>();
    // The ways in two rows, a blank one and perhaps a warning.
    let ways = if point.decision.is_some() { 4 } else { 0 };
    let positions = screen.comparison().columns.iter().zip(&row.positions);
    let speaking = positions
        .filter(|(c, position)| said::speaks(c, position))
        .count();
    // The title, and a blank row below what the parties say.
    lines + 2 + ways + speaking
}

/// The agreed answer of a part, after its stage where there are several parts.
fn answer(workshop: &Workshop, row: (&Row, &Question), point: &Point, part: usize) -> String {
    let decision = point.decision.as_ref();
    let settled = decision.and_then(|d| d.agreed.get(part));
    let words = settled
        .map(|s| preview::agreed(workshop, row, s))
        .unwrap_or_default();
    let several = decision.is_some_and(|d| d.agreed.len() > 1);
    let stage = point
        .stage_of(part)
        .and_then(|id| workshop.stage(id))
        .filter(|_| several);
    match stage {
        Some(stage) => format!("{}: {words}", stage.name),
        None => words,
    }
}

/// The rows of each line: the highlighted one first, then the others, as far as there are rows.
pub(crate) fn heights(point: &Point, wide: &[Vec<String>], room: u16) -> Vec<u16> {
    let mut heights = vec![1; wide.len()];
    let lines = u16::try_from(wide.len()).unwrap_or(u16::MAX);
    let mut free = room.saturating_sub(lines);
    let others = (0..wide.len()).filter(|at| *at != point.at());
    for at in std::iter::once(point.at()).chain(others) {
        if let (Some(text), Some(height)) = (wide.get(at), heights.get_mut(at)) {
            let more = u16::try_from(text.len().saturating_sub(1)).unwrap_or(u16::MAX);
            let more = more.min(free);
            *height += more;
            free -= more;
        }
    }
    heights
}
