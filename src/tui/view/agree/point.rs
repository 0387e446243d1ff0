//! One point: what each party says, the ways out, and the decision.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::view::agree::room::{LABEL, WAY, heights, spare, wishes};
use crate::view::agree::said;
use crate::view::compare::party_style;
use crate::widget::area::down;
use crate::widget::{choice, scroll, wrap};
use leadpact_app::action::{Action, AgreeAction, General};
use leadpact_app::screen::agree::point::{Line, Point};
use leadpact_app::screen::agree::{Agree, preview};
use leadpact_workshop::resolve::leaves_unobservable;
use leadpact_workshop::{
    Importance, Observation, PreQualificationForm, Question, Resolution, Row, Until, Voice,
    Workshop,
};

/// Draws a point.
pub fn draw(screen: &Agree, workshop: &Workshop, point: &Point, canvas: &mut Canvas, area: Rect) {
    let Some(row) = screen.comparison().row(&point.question) else {
        return;
    };
    let Some(question) = workshop.bank.question(&point.question) else {
        return;
    };
    let wide = wishes(workshop, (row, question), point, area.width);
    let spare = spare(screen, (row, question), point, &wide, area);
    let below = said::head(screen, workshop, (row, question), spare, canvas, area);
    let below = match &point.decision {
        None => below,
        Some(_) => ways(screen, workshop, point, canvas, below),
    };
    let below = flag(workshop, question, point, canvas, below);
    lines(
        screen,
        workshop,
        (row, question),
        (point, &wide),
        canvas,
        below,
    );
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

/// A short name, for the line of ways above a decision.
fn short_name(workshop: &Workshop, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Take(party) => workshop.party_name(party),
        Resolution::Union => "any".to_owned(),
        Resolution::Intersection => "all".to_owned(),
        Resolution::SplitByStage => "by stage".to_owned(),
        other => preview::name(workshop, other),
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
        if at.0 + wrap::width(&text) > area.width && at.0 > 3 {
            at = (3, at.1 + 1);
        }
        let style = if here { theme.accent } else { theme.quiet };
        let end = match screen.taking(resolution) {
            Some(take) => {
                canvas.write_for(area, at, &text, style, Target::Action(Action::Agree(take)))
            }
            None => canvas.write(area, at, &text, style),
        };
        at.0 = end + 3;
    }
    down(area, at.1 + 2)
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
    (point, wide): (&Point, &[Vec<String>]),
    canvas: &mut Canvas,
    area: Rect,
) {
    let heights = heights(point, wide, area.height);
    // Where some lines have more than a row, there is room for all.
    let view = scroll::in_view(point.at(), point.lines().len(), area.height);
    let more = (view.start > 0, view.end < point.lines().len());
    let (first, last) = (view.start, view.end.saturating_sub(1));
    let mut y = area.y;
    for at in view {
        let (Some(line), Some(height)) = (point.lines().get(at), heights.get(at)) else {
            break;
        };
        let place = Rect {
            y,
            height: *height,
            width: if more.0 && at == first || more.1 && at == last {
                // Beside it stands that there is more.
                area.width.saturating_sub(wrap::width(MORE_ABOVE))
            } else {
                area.width
            },
            ..area
        };
        let text = wide.get(at).map(Vec::as_slice).unwrap_or_default();
        draw_line(screen, workshop, row.1, (point, *line, text), canvas, place);
        if at == point.at() {
            canvas.write(place, (1, 0), mark::POINTER, canvas.theme.accent);
            if !line.takes_text() {
                canvas.tint(place, canvas.theme.selected);
            }
        }
        let target = match line {
            Line::Option(_) | Line::Answer(_) => Target::open(at),
            Line::Matters(_)
            | Line::Stage(_)
            | Line::SeenKind(_)
            | Line::SeenWords(_)
            | Line::Form
            | Line::Who
            | Line::Learns
            | Line::Owner
            | Line::Due
            | Line::Until
            | Line::Because
            | Line::Voice(_)
            | Line::Reason(_) => Target::Row(at),
        };
        canvas.clickable(place, target);
        y += height;
    }
    if more.0 {
        canvas.write_right(area, 0, MORE_ABOVE, canvas.theme.accent);
    }
    if more.1 {
        canvas.write_right(
            down(area, area.height.saturating_sub(1)),
            0,
            MORE_BELOW,
            canvas.theme.accent,
        );
    }
}

/// At the first line in view, where there are others above.
const MORE_ABOVE: &str = " ↑ more ";
/// At the last line in view, where there are others below.
const MORE_BELOW: &str = " ↓ more ";

/// Writes broken text from column `x` of its place; where rows are missing, says so, and for the highlighted line by
/// which key it is read.
fn broken(
    text: &[String],
    (x, here): (u16, bool),
    style: Style,
    canvas: &mut Canvas,
    place: Rect,
) -> u16 {
    let accent = canvas.theme.accent;
    let wide = |line: &String| x + wrap::width(line) > place.width;
    let missing = text.len() > usize::from(place.height) || text.last().is_some_and(wide);
    let mut end = x;
    for (y, line) in (0..place.height).zip(text) {
        end = canvas.write(place, (x, y), line, style);
        if missing && y + 1 == place.height {
            let sign = if here { WHOLE } else { "…" };
            let last = place.width.saturating_sub(wrap::width(sign));
            end = canvas.write(place, (end.min(last), y), sign, accent);
        }
    }
    end
}

/// Behind a highlighted line that has no room.
const WHOLE: &str = "… (v: all)";

fn draw_line(
    screen: &Agree,
    workshop: &Workshop,
    question: &Question,
    (point, line, text): (&Point, Line, &[String]),
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let here = point.line() == line;
    match line {
        Line::Option(at) => {
            if let Some((resolution, _)) = point.options.get(at) {
                canvas.write(place, (3, 0), &key(screen, resolution), theme.accent);
                let left = Rect {
                    width: place.width.min(WAY),
                    ..place
                };
                let name = preview::name(workshop, resolution);
                canvas.write(left, (5, 0), &name, theme.text);
                let style = if here { theme.text } else { theme.quiet };
                broken(text, (WAY + 1, here), style, canvas, place);
            }
        }
        Line::Answer(_) => {
            label(line, canvas, place);
            let x = broken(text, (LABEL, here), theme.strong, canvas, place);
            let hint = "   e changes it";
            if x + wrap::width(hint) <= place.width {
                let last = place.height.saturating_sub(1);
                let edit = Target::On(point.row_of(line), Action::Agree(AgreeAction::Edit));
                canvas.write_for(place, (x, last), hint, theme.quiet, edit);
            }
        }
        Line::Matters(_) | Line::Stage(_) | Line::SeenKind(_) | Line::Form | Line::Until => {
            label(line, canvas, place);
            let options = options(workshop, question, point, line);
            choices(&options, point.row_of(line), canvas, place);
        }
        Line::Voice(party) => voice(workshop, point, party, canvas, place),
        _ => field((point, line, text), canvas, place),
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
            if let (true, Some((id, field))) = (point.offers_own_field(at), known) {
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

fn choices(options: &[(String, bool)], row: usize, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let x = LABEL - 1;
    if x + choice::width(options.iter().map(|(word, _)| word.as_str())) > place.width + 1 {
        // No room for all: the one that is chosen, and that there are others at both sides.
        let at = options.iter().position(|(_, chosen)| *chosen);
        let word = at
            .and_then(|at| options.get(at))
            .map_or("choose", |(word, _)| word.as_str());
        let count = at.map_or(String::new(), |at| {
            format!("   {} of {}", at + 1, options.len())
        });
        let x = choice::one(word, row, ("◂", "▸"), theme.accent, canvas, (place, x + 1));
        canvas.write(place, (x, 0), &count, theme.quiet);
        return;
    }
    let options = options
        .iter()
        .map(|(word, chosen)| (word.as_str(), *chosen));
    choice::all(options, row, (theme.accent, theme.text), canvas, (place, x));
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
    let row = point.row_of(Line::Voice(party));
    choices(&options, row, canvas, place);
    if said.is_none() && point.line() == Line::Voice(party) {
        let hint = "enter: agrees";
        let x = place.width.saturating_sub(wrap::width(hint));
        let agree = Target::On(row, Action::General(General::Choose));
        canvas.write_for(place, (x, 0), hint, theme.quiet, agree);
    }
}

fn field((point, line, under): (&Point, Line, &[String]), canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    label(line, canvas, place);
    let room = Rect {
        x: place.x + LABEL,
        width: place
            .width
            .saturating_sub(LABEL)
            .min(if line == Line::Due { 20 } else { 90 }),
        height: place.height.min(1),
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
    if let Some(words) = point.understood(line) {
        let x = LABEL + room.width + 1;
        canvas.write(place, (x, 0), &format!("= {words}"), theme.quiet);
    }
    let style = if point.fault(line).is_some() {
        theme.warn
    } else {
        theme.quiet
    };
    for (y, text) in (1..place.height).zip(under.iter().skip(1)) {
        canvas.write(place, (LABEL, y), text, style);
    }
}
