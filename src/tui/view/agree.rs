//! The agree step: all points, one point, or its answer being changed; the definition so far below.

mod answer;
mod point;
mod room;
mod said;

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::{Canvas, Target};
use crate::theme::{Theme, mark};
use crate::view::compare::class_style;
use crate::widget::area::{self, down};
use crate::widget::{lit, scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::action::{Action, AgreeAction};
use leadpact_app::list::Cursor;
use leadpact_app::screen::agree::so_far::Shows;
use leadpact_app::screen::agree::{Agree, Face};
use leadpact_workshop::compare::Run;
use leadpact_workshop::{Class, Row, Workshop};

/// Draws the body of the agree step.
pub fn draw(screen: &Agree, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let inner = area::readable(area, 150);
    let above = so_far(screen, workshop, canvas, inner);
    match &screen.face {
        Face::List(cursor) => list(screen, workshop, *cursor, canvas, above),
        Face::Point(point) => point::draw(screen, workshop, point, canvas, above),
        Face::Answer(point, part, page) => {
            answer::draw(screen, workshop, (point, *part), page, canvas, above);
        }
    }
}

/// The definition so far at the bottom, lit where the point in front changes it; returns what is left above.
fn so_far(screen: &Agree, workshop: &Workshop, canvas: &mut Canvas, area: Rect) -> Rect {
    let theme = canvas.theme;
    let so_far = &screen.so_far;
    let apart = lit::wrapped(&so_far.runs, area.width, &theme);
    let most = rows_of_text(screen, workshop, (&theme, apart.len()), area);
    // In little room no blank rows stand between the paragraphs, in less they stand as one.
    let between = |gap: &str| {
        let joined = |run: &Run| Run {
            text: run.text.replace("\n\n", gap),
            shared: run.shared,
        };
        let runs: Vec<Run> = so_far.runs.iter().map(joined).collect();
        lit::wrapped(&runs, area.width, &theme)
    };
    let fits = |lines: &Vec<lit::Line>| lines.len() <= usize::from(most);
    let lines = Some(apart)
        .filter(fits)
        .or_else(|| Some(between("\n")).filter(fits))
        .unwrap_or_else(|| between(" "));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(most);
    let above = area.height.saturating_sub(height + 1);
    let place = down(area, above);
    let text = down(place, 1);
    canvas.rule(place, 0);
    let view = so_far
        .scroll
        .view(wanted(&lines, height), lines.len(), height);
    let shown = lines.get(view.clone()).unwrap_or_default();
    for (y, line) in (0..height).zip(shown) {
        if line.lit {
            let margin = Rect {
                x: area.x.saturating_sub(1),
                width: 1,
                ..text
            };
            canvas.write(margin, (0, y), mark::LIT_LINE, theme.accent);
        }
        lit::write(line, canvas, text, y);
    }
    line_above(screen, (view, lines.len()), canvas, place);
    let all = Target::Action(Action::Agree(AgreeAction::Read));
    canvas.clickable(place, all);
    let (up, down) = (AgreeAction::TextUp, AgreeAction::TextDown);
    canvas.wheel(place, (Action::Agree(up), Action::Agree(down)));
    Rect {
        height: above,
        ..area
    }
}

/// The most rows of the definition so far, which has `lines` where there is room: a third, or what the point in front
/// leaves free.
fn rows_of_text(
    screen: &Agree,
    workshop: &Workshop,
    (theme, lines): (&Theme, usize),
    area: Rect,
) -> u16 {
    // Where there is little room the point comes first.
    let third = if area.height < 24 {
        (area.height / 6).max(2)
    } else {
        area.height / 3
    };
    match &screen.face {
        Face::Point(point) if lines > usize::from(third) => {
            let needs = room::needs(screen, workshop, point, (theme, area.width));
            area.height.saturating_sub(needs + 1).max(third)
        }
        Face::Point(_) | Face::List(_) | Face::Answer(..) => third,
    }
}

/// The line above the definition so far: what its marks mean, how much more of it there is, and how it is read.
fn line_above(
    screen: &Agree,
    (view, count): (Range<usize>, usize),
    canvas: &mut Canvas,
    place: Rect,
) {
    let style = canvas.theme.accent;
    let said = legend(screen.so_far.shows).map_or_else(String::new, |said| format!(" {said} "));
    let room = place.width.saturating_sub(wrap::width(&said) + 2);
    let mut taken = 0;
    if let Some(more) = scroll::more(&view, count) {
        let short = scroll::arrows(&view, count);
        let forms = [
            format!(" {more} (pgup/pgdn, p: all) "),
            format!(" {short} (pgup/pgdn, p: all) "),
            format!(" {more} (p: all) "),
            format!(" {short} (p: all) "),
        ];
        // Elsewhere these keys are not the text's.
        let from = match &screen.face {
            Face::Point(_) => 0,
            Face::List(_) | Face::Answer(..) => 2,
        };
        let fits = |form: &&String| wrap::width(form) <= room;
        let last = forms.last();
        if let Some(form) = forms.iter().skip(from).find(fits).or(last) {
            canvas.write_right(place, 0, form, style);
            taken = wrap::width(form);
        }
    }
    let left = Rect {
        width: place.width.saturating_sub(taken),
        ..place
    };
    canvas.write(left, (2, 0), &said, style);
}

/// The first line to show, so that what is lit is in view, with the line before it where there is room.
fn wanted(lines: &[lit::Line], height: u16) -> usize {
    let height = usize::from(height);
    let Some(first) = lines.iter().position(|line| line.lit) else {
        return 0;
    };
    let last = lines.iter().rposition(|line| line.lit).unwrap_or(first);
    let whole = last + 1 - first <= height;
    match (last < height, whole && last + 1 - first < height) {
        (true, _) => 0,
        (false, true) => first.saturating_sub(1),
        (false, false) => first,
    }
}

/// What the marks in the text mean; `None` where there are none.
fn legend(shows: Shows) -> Option<&'static str> {
    match shows {
        Shows::AsItStands => None,
        Shows::Way(true) => Some("with this way: ‹what it changes›"),
        Shows::Way(false) => Some("this way changes nothing in the text"),
        Shows::Point(true) => Some("‹what this point brings›"),
        Shows::Point(false) => Some("this point brings nothing into the text"),
    }
}

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
    let titles = rows.iter().map(|row| wrap::width(title(workshop, row)));
    let longest = titles.max().unwrap_or_default();
    let status_at = (TITLE_AT + longest + 1)
        .min(list.width / 2)
        .max(STATUS_FROM);
    for (at, place) in scroll::list(cursor.at(), rows.len(), canvas, list) {
        let Some(row) = rows.get(at) else { break };
        list_row(workshop, row, status_at, canvas, place);
        canvas.list_row(place, at == cursor.at(), Target::open(at));
    }
}

/// Column of the titles in the list.
const TITLE_AT: u16 = 4;
/// Column before which no point says how it stands.
const STATUS_FROM: u16 = 29;

/// What the question of a row is called.
fn title<'w>(workshop: &'w Workshop, row: &Row) -> &'w str {
    let question = workshop.bank.question(&row.question);
    question.map_or("", |q| q.title.as_str())
}

/// One point of the list; how it stands from this column on.
fn list_row(workshop: &Workshop, row: &Row, status_at: u16, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    canvas.write(place, (2, 0), row.mark(), class_style(row.class, &theme));
    let name = Rect {
        width: place.width.min(status_at - 1),
        ..place
    };
    canvas.write(name, (TITLE_AT, 0), title(workshop, row), theme.text);
    let (sign, words, style) = status(workshop, row, &theme);
    canvas.write(place, (status_at, 0), sign, style);
    canvas.write(place, (status_at + 2, 0), &words, style);
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
