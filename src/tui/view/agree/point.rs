//! One point: what each party says, the ways out, and the decision.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::screen::agree::Agree;
use crate::app::screen::agree::point::{Line, Point};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::theme::mark;
use crate::tui::view::compare::{class_style, party_style};
use crate::tui::widget::area::down;
use crate::tui::widget::{scroll, words};
use crate::workshop::compare::{Column, Grid, Position};
use crate::workshop::resolve::leaves_unobservable;
use crate::workshop::{
    Answer, Importance, Kind, Observation, PreQualificationForm, Question, Resolution, Row,
    Settled, Until, Voice, Workshop,
};

/// Columns for the labels of a decision.
const LABEL: u16 = 18;
/// Columns for the name of a way out.
const WAY: u16 = 30;

/// Draws a point.
pub fn draw(screen: &Agree, workshop: &Workshop, point: &Point, canvas: &mut Canvas, area: Rect) {
    let Some(row) = screen.comparison().row(&point.question) else {
        return;
    };
    let Some(question) = workshop.bank.question(&point.question) else {
        return;
    };
    let below = head(screen, workshop, (row, question), canvas, area);
    let below = match &point.decision {
        None => below,
        Some(_) => ways(screen, workshop, point, canvas, below),
    };
    let below = match point.line() {
        Line::Option(at) => preview_in_full(workshop, (row, question), point, at, canvas, below),
        _ => flag(workshop, question, point, canvas, below),
    };
    lines(screen, workshop, (row, question), point, canvas, below);
}

/// The question and what each party says; returns what is left below.
pub fn head(
    screen: &Agree,
    workshop: &Workshop,
    (row, question): (&Row, &Question),
    canvas: &mut Canvas,
    area: Rect,
) -> Rect {
    let theme = canvas.theme;
    let about = match &row.farthest {
        Some((a, b)) => {
            format!(
                "{} {}: {} and {}",
                row.class.mark(),
                row.class.word(),
                workshop.party_name(a),
                workshop.party_name(b)
            )
        }
        None => format!("{} {}", row.class.mark(), row.class.word()),
    };
    canvas.write(area, (0, 0), &question.title, theme.accent);
    canvas.write_right(area, 0, &about, class_style(row.class, &theme));
    let mut y = 1;
    if area.height > 16 {
        y += canvas.paragraph(down(area, 1), &question.ask, theme.strong);
    }
    if let Some(grid) = &row.grid {
        canvas.write(area, (3, y), &grid.words(), theme.text);
        return down(area, y + 2);
    }
    let positions = screen.comparison().columns.iter().zip(&row.positions);
    let shown: Vec<_> = positions
        .filter(|(column, position)| speaks(column, position))
        .collect();
    let count = shown.len();
    let most = (area.height / 2).saturating_sub(y).max(1);
    for (at, (column, position)) in (0..most).zip(shown) {
        let place = Rect {
            y: area.y + y + at,
            height: 1,
            ..area
        };
        let style = party_style(workshop, &column.party, &theme);
        canvas.write(place, (3, 0), &column.letter.to_string(), style);
        position_line(workshop, question, position, style, canvas, place);
    }
    let used = u16::try_from(count).unwrap_or(most).min(most);
    down(area, y + used + 1)
}

/// Whether there is anything to show of a column: a party that counts, or a reference that says something.
fn speaks(column: &Column, position: &Position) -> bool {
    position.counts || column.sheets > 0 && !position.says.responses().is_empty()
}

fn position_line(
    workshop: &Workshop,
    question: &Question,
    position: &Position,
    style: Style,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let words = position
        .words(question, &workshop.setup.currency)
        .replace('\n', " ");
    let style = if position.counts {
        style.remove_modifier(Modifier::BOLD)
    } else {
        theme.quiet
    };
    let reason = position
        .says
        .one()
        .map(|r| r.because.trim().to_owned())
        .unwrap_or_default();
    let reason = if reason.is_empty() {
        reason
    } else {
        format!("   \u{201c}{reason}\u{201d}")
    };
    let mut x = canvas.write(place, (6, 0), &words, style);
    if let Some(weight) = position.importance() {
        x = canvas.write(
            place,
            (x, 0),
            &format!(" · {}", weight.word()),
            theme.strong,
        );
    }
    canvas.write(place, (x, 0), &reason, theme.quiet);
}

/// The key of a way out.
fn key(screen: &Agree, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Same => String::new(),
        Resolution::Take(party) => screen
            .comparison()
            .columns
            .iter()
            .position(|c| c.party == *party)
            .map_or_else(String::new, |at| (at + 1).to_string()),
        Resolution::Union => "o".to_owned(),
        Resolution::Intersection => "b".to_owned(),
        Resolution::Between => "r".to_owned(),
        Resolution::SplitByStage => "l".to_owned(),
        Resolution::PreQualify => "c".to_owned(),
        Resolution::OwnWords => "w".to_owned(),
        Resolution::Park => "k".to_owned(),
    }
}

/// What a way out is called.
fn name(workshop: &Workshop, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Intersection => "only what all accept".to_owned(),
        Resolution::Union => "what any of them accepts".to_owned(),
        Resolution::Between => "between".to_owned(),
        Resolution::PreQualify => "pre-qualify".to_owned(),
        Resolution::OwnWords => "own words".to_owned(),
        Resolution::Park => "park".to_owned(),
        other => other.words(|party| workshop.party_name(party)),
    }
}

/// A short name, for the line of ways above a decision.
fn short_name(workshop: &Workshop, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Take(party) => workshop.party_name(party),
        Resolution::Union => "any".to_owned(),
        Resolution::Intersection => "all".to_owned(),
        Resolution::SplitByStage => "by stage".to_owned(),
        other => name(workshop, other),
    }
}

/// The ways out in a line or two, the one that was taken marked; returns what is left below.
fn ways(
    screen: &Agree,
    workshop: &Workshop,
    point: &Point,
    canvas: &mut Canvas,
    area: Rect,
) -> Rect {
    let theme = canvas.theme;
    let taken = point.decision.as_ref().map(|d| &d.resolution);
    let mut at = (3, 0);
    for (resolution, _) in &point.options {
        let here = Some(resolution) == taken;
        let text = format!(
            "{} {}",
            key(screen, resolution),
            short_name(workshop, resolution)
        );
        let text = if here { format!("[{text}]") } else { text };
        if at.0 + words::width(&text) > area.width && at.0 > 3 {
            at = (3, at.1 + 1);
        }
        let style = if here { theme.accent } else { theme.quiet };
        at.0 = canvas.write(area, at, &text, style) + 3;
    }
    down(area, at.1 + 2)
}

/// What a way out would give, in a few words.
fn preview(workshop: &Workshop, (row, question): (&Row, &Question), settled: &[Settled]) -> String {
    match (&row.grid, settled) {
        (_, []) => "comes back on a day you name".to_owned(),
        (Some(grid), [one]) => items(grid, one.response.answer.as_ref()),
        _ => {
            let parts: Vec<String> = settled
                .iter()
                .map(|s| s.words(workshop, question))
                .collect();
            parts.join(" | ").replace('\n', " ")
        }
    }
}

/// Of signals and cards only those on which the parties differ.
fn items(grid: &Grid, answer: Option<&Answer>) -> String {
    let word = |id: &str| -> Option<String> {
        match answer {
            Some(Answer::Ratings(ratings)) => ratings.get(id).map(|r| r.word().to_owned()),
            Some(Answer::Cards(cards)) => cards
                .get(id)
                .map(|stage| grid.place_word(stage).unwrap_or(stage).to_owned()),
            Some(Answer::Values(values)) => {
                let named = values.iter().any(|v| v == id);
                Some(if named { "not a lead" } else { "may be one" }.to_owned())
            }
            _ => None,
        }
    };
    let lines: Vec<String> = grid
        .items
        .iter()
        .filter(|item| item.differs)
        .filter_map(|item| {
            Some(format!(
                "{}: {}",
                words::truncated(&item.label, 34),
                word(&item.id)?
            ))
        })
        .collect();
    lines.join("; ")
}

/// The highlighted way out in full at the bottom; returns what is left above.
fn preview_in_full(
    workshop: &Workshop,
    row: (&Row, &Question),
    point: &Point,
    at: usize,
    canvas: &mut Canvas,
    area: Rect,
) -> Rect {
    let theme = canvas.theme;
    let text = point
        .options
        .get(at)
        .map(|(_, settled)| preview(workshop, row, settled))
        .unwrap_or_default();
    let fits = words::width(&text) < area.width.saturating_sub(WAY);
    let text = format!("Would give: {text}");
    let room = usize::from(area.height).saturating_sub(point.options.len() + 1);
    let width = area.width.saturating_sub(3);
    if room == 0 || fits {
        return area;
    }
    let most = u16::try_from(room).unwrap_or(1);
    let lines = words::wrapped(&text, width);
    let height = u16::try_from(lines.len()).unwrap_or(1).min(most);
    let place = Rect {
        x: area.x + 3,
        width,
        ..down(area, area.height - height)
    };
    for (y, line) in (0..height).zip(&lines) {
        canvas.write(place, (0, y), line, theme.quiet);
    }
    Rect {
        height: area.height - height,
        ..area
    }
}

/// A must that nobody can observe is flagged; returns what is left above.
fn flag(
    workshop: &Workshop,
    question: &Question,
    point: &Point,
    canvas: &mut Canvas,
    area: Rect,
) -> Rect {
    let Some(decision) = &point.decision else {
        return area;
    };
    if !leaves_unobservable(workshop, question, decision) || area.height < 4 {
        return area;
    }
    let text = format!(
        "{} Nobody can observe this must yet: name a field, something they do, or a person who asks.",
        mark::ATTENTION
    );
    let style = canvas.theme.warn;
    canvas.write(down(area, area.height - 1), (3, 0), &text, style);
    Rect {
        height: area.height - 1,
        ..area
    }
}

fn lines(
    screen: &Agree,
    workshop: &Workshop,
    row: (&Row, &Question),
    point: &Point,
    canvas: &mut Canvas,
    area: Rect,
) {
    let view = scroll::in_view(point.at(), point.lines().len(), area.height);
    let more = (view.start > 0, view.end < point.lines().len());
    for (y, at) in (0..).zip(view) {
        let Some(line) = point.lines().get(at) else {
            break;
        };
        let place = Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        draw_line(screen, workshop, row, (point, *line), canvas, place);
        if at == point.at() {
            canvas.write(place, (1, 0), mark::POINTER, canvas.theme.accent);
            if !line.takes_text() {
                canvas.tint(place, canvas.theme.selected);
            }
        }
        canvas.clickable(place, Target::Row(at));
    }
    if more.0 {
        canvas.write_right(area, 0, " ↑ more ", canvas.theme.accent);
    }
    if more.1 {
        canvas.write_right(
            down(area, area.height.saturating_sub(1)),
            0,
            " ↓ more ",
            canvas.theme.accent,
        );
    }
}

fn draw_line(
    screen: &Agree,
    workshop: &Workshop,
    row: (&Row, &Question),
    (point, line): (&Point, Line),
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    match line {
        Line::Option(at) => {
            if let Some((resolution, settled)) = point.options.get(at) {
                canvas.write(place, (3, 0), &key(screen, resolution), theme.accent);
                let left = Rect {
                    width: place.width.min(WAY),
                    ..place
                };
                canvas.write(left, (5, 0), &name(workshop, resolution), theme.text);
                canvas.write(
                    place,
                    (WAY + 1, 0),
                    &preview(workshop, row, settled),
                    theme.quiet,
                );
            }
        }
        Line::Answer(part) => {
            label(line, canvas, place);
            let settled = point.decision.as_ref().and_then(|d| d.agreed.get(part));
            let mut words = settled
                .map(|s| agreed(workshop, row, s))
                .unwrap_or_default();
            let several = point.decision.as_ref().is_some_and(|d| d.agreed.len() > 1);
            if let Some(stage) = point
                .stage_of(part)
                .and_then(|id| workshop.stage(id))
                .filter(|_| several)
            {
                words = format!("{}: {words}", stage.name);
            }
            let x = canvas.write(place, (LABEL, 0), &words, theme.strong);
            let hint = "   e changes it";
            if x + words::width(hint) <= place.width {
                canvas.write(place, (x, 0), hint, theme.quiet);
            }
        }
        Line::Matters(_) | Line::Stage(_) | Line::SeenKind(_) | Line::Form | Line::Until => {
            label(line, canvas, place);
            choice(&options(workshop, row.1, point, line), canvas, place);
        }
        Line::Voice(party) => voice(workshop, point, party, canvas, place),
        _ => field(point, line, canvas, place),
    }
}

/// The agreed answer, without importance and stage: they stand on rows of their own.
fn agreed(workshop: &Workshop, (row, question): (&Row, &Question), settled: &Settled) -> String {
    let words = settled
        .response
        .words(question, &workshop.setup.currency)
        .replace('\n', " ");
    match (&row.grid, question.kind) {
        (Some(grid), Kind::Signals | Kind::Cards) => {
            format!("{words}; {} differed", grid.differing)
        }
        _ => words,
    }
}

fn label(line: Line, canvas: &mut Canvas, place: Rect) {
    let text = match line {
        Line::Option(_) | Line::Voice(_) => "",
        Line::Answer(_) => "Agreed",
        Line::Matters(_) => "It matters",
        Line::Stage(_) => "Belongs to",
        Line::SeenKind(_) => "Seen by",
        Line::SeenWords(_) => "  its name",
        Line::Form => "Learn it by",
        Line::Who => "Who does it",
        Line::Learns => "It must learn",
        Line::Owner => "Comes back by",
        Line::Due => "On the day",
        Line::Until => "Until then",
        Line::Because => "Because",
        Line::Reason(_) => "     because",
    };
    let style = canvas.theme.quiet;
    canvas.write(place, (3, 0), text, style);
}

/// What can be chosen on a line, and what is.
fn options(
    workshop: &Workshop,
    question: &Question,
    point: &Point,
    line: Line,
) -> Vec<(String, bool)> {
    let part = |at: usize| point.decision.as_ref().and_then(|d| d.agreed.get(at));
    match line {
        Line::Matters(at) => {
            let chosen = part(at).and_then(|s| s.response.importance);
            Importance::ALL
                .map(|i| (i.word().to_owned(), chosen == Some(i)))
                .to_vec()
        }
        Line::Stage(at) => {
            let chosen = point.stage_of(at);
            workshop
                .stages
                .iter()
                .map(|s| (s.name.clone(), Some(&s.id) == chosen))
                .collect()
        }
        Line::SeenKind(at) => {
            let by = part(at).and_then(|s| s.response.observed_by.as_ref());
            let mut options = vec![
                (
                    "a field".to_owned(),
                    matches!(by, Some(Observation::Field(_))),
                ),
                (
                    "something they do".to_owned(),
                    matches!(by, Some(Observation::Event(_))),
                ),
                (
                    "a person who asks".to_owned(),
                    matches!(by, Some(Observation::Person(_))),
                ),
            ];
            let known = question
                .field
                .as_deref()
                .and_then(|id| workshop.bank.fields.get_key_value(id));
            if let (None, Some((id, field))) = (by, known) {
                let label = field.label.clone().unwrap_or_else(|| id.clone());
                options.insert(0, (format!("field {label} {}", mark::DONE), true));
            }
            options
        }
        Line::Form => {
            let chosen = point
                .decision
                .as_ref()
                .and_then(|d| d.pre_qualification.as_ref())
                .map(|p| p.form);
            PreQualificationForm::ALL
                .map(|f| (f.word().to_owned(), chosen == Some(f)))
                .to_vec()
        }
        Line::Until => {
            let decision = point.decision.as_ref();
            let chosen = decision.and_then(|d| d.parked.as_ref()).map(|p| &p.until);
            let untils = point.untils().iter();
            let words = |until: &Until| until.choice(|id| workshop.party_name(id));
            untils
                .map(|until| (words(until), Some(until) == chosen))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn choice(options: &[(String, bool)], canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let mut x = LABEL - 1;
    let wide: u16 = options.iter().map(|(word, _)| words::width(word) + 3).sum();
    if x + wide > place.width + 1 {
        // No room for all: the one that is chosen, and that there are others at both sides.
        let at = options.iter().position(|(_, chosen)| *chosen);
        let word = at
            .and_then(|at| options.get(at))
            .map_or("choose", |(word, _)| word.as_str());
        let count = at.map_or(String::new(), |at| {
            format!("   {} of {}", at + 1, options.len())
        });
        x = canvas.write(place, (x + 1, 0), &format!("◂ {word} ▸"), theme.accent);
        canvas.write(place, (x, 0), &count, theme.quiet);
        return;
    }
    for (word, chosen) in options {
        let (text, style) = if *chosen {
            (format!("[{word}]"), theme.accent)
        } else {
            (format!(" {word} "), theme.text)
        };
        x = canvas.write(place, (x, 0), &text, style) + 1;
    }
}

fn voice(workshop: &Workshop, point: &Point, party: usize, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let Some(party_of) = point.parties().get(party).and_then(|id| workshop.party(id)) else {
        return;
    };
    let style = party_style(workshop, &party_of.id, &theme);
    canvas.write(place, (3, 0), &party_of.letter.to_string(), style);
    let name = Rect {
        width: place.width.min(LABEL - 1),
        ..place
    };
    canvas.write(name, (5, 0), &party_of.name, theme.text);
    let said = point.voice(party);
    let options = [
        ("agrees".to_owned(), matches!(said, Some(Voice::Agree))),
        (
            "can live with it".to_owned(),
            matches!(said, Some(Voice::CanLiveWithIt)),
        ),
        ("objects".to_owned(), matches!(said, Some(Voice::Object(_)))),
    ];
    choice(&options, canvas, place);
    if said.is_none() && point.line() == Line::Voice(party) {
        canvas.write_right(place, 0, "enter: agrees", theme.quiet);
    }
}

fn field(point: &Point, line: Line, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    label(line, canvas, place);
    let room = Rect {
        x: place.x + LABEL,
        width: place
            .width
            .saturating_sub(LABEL)
            .min(if line == Line::Due { 12 } else { 90 }),
        ..place
    };
    if let Some(text) = point.field_on(line) {
        let here = point.line() == line;
        if !here && text.is_empty() {
            canvas.tint(room, theme.field);
        } else {
            canvas.field(room, text, here);
        }
    }
    if let Some(fault) = point.fault(line) {
        canvas.write(
            place,
            (LABEL + 14, 0),
            &format!("{} {fault}", mark::ATTENTION),
            theme.warn,
        );
    }
}
