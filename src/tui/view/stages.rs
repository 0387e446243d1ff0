//! The ladder, one stage as a form, and one of its routes.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::widget::{area, condition, form, scroll};
use leadpact_app::Shared;
use leadpact_app::screen::stages::made::Made;
use leadpact_app::screen::stages::{self, Stages};
use leadpact_workshop::rules::hand_over::hand_over_stage;
use leadpact_workshop::{StagePlan, Workshop, defaults};

/// Columns before the owner.
const OWNER: u16 = 30;
/// Columns before the way in.
const WAY: u16 = 44;
/// Columns for the way in, where what may be expected stands beside it.
const EXPECT: u16 = WAY + 20;
/// Rows for what is said about the highlighted stage.
const WORDS: u16 = 5;

/// Draws the body of the stage editor.
pub fn draw(screen: &Stages, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let inner = area::down(area::inner(area), 1);
    if let Some((_, editor)) = &screen.route {
        return condition::draw(editor, canvas, inner);
    }
    if let Some(open) = &screen.form {
        return form::draw(&open.form, canvas, inner);
    }
    head(canvas, inner);
    let list = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(WORDS + 2),
        ..inner
    };
    let rows = rows(screen, workshop);
    let here = Shown::Planned(screen.cursor.at());
    let at = rows.iter().position(|row| *row == here).unwrap_or(0);
    for (number, place) in scroll::list(at, rows.len(), canvas, list) {
        match rows.get(number) {
            Some(Shown::Planned(number)) => {
                let Some(stage) = workshop.stages.get(*number) else {
                    break;
                };
                planned(workshop, (*number, stage), canvas, place);
                canvas.list_row(place, *number == screen.cursor.at(), Target::open(*number));
            }
            Some(Shown::Made(made)) => by_rule(made, canvas, place),
            None => break,
        }
    }
    words(screen, workshop, canvas, inner);
}

fn head(canvas: &mut Canvas, area: Rect) {
    let quiet = canvas.theme.quiet;
    canvas.write(area, (5, 0), "Stage", quiet);
    canvas.write(area, (OWNER, 0), "Owner", quiet);
    canvas.write(area, (WAY, 0), "A lead enters by", quiet);
    if area.width > 100 {
        canvas.write(area, (EXPECT, 0), "The other side may expect", quiet);
    }
}

/// A row of the ladder.
#[derive(PartialEq)]
enum Shown<'a> {
    /// The stage at this place.
    Planned(usize),
    /// A stage that the rules make.
    Made(&'a Made),
}

/// The planned stages; below the hand-over and beside it those that the rules make.
fn rows<'a>(screen: &'a Stages, workshop: &Workshop) -> Vec<Shown<'a>> {
    let hand_over = hand_over_stage(workshop).map(|stage| stage.id.as_str());
    let mut rows = Vec::new();
    for (number, stage) in workshop.stages.iter().enumerate() {
        let here = hand_over == Some(stage.id.as_str());
        let made = |below: bool| {
            let made = screen
                .made()
                .iter()
                .filter(move |m| here && m.is_below == below);
            made.map(Shown::Made)
        };
        rows.extend(made(true));
        rows.push(Shown::Planned(number));
        rows.extend(made(false));
    }
    rows
}

fn planned(
    workshop: &Workshop,
    (number, stage): (usize, &StagePlan),
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let up_to = |width: u16| Rect {
        width: place.width.min(width),
        ..place
    };
    canvas.write(
        up_to(OWNER - 1),
        (2, 0),
        &format!("{} ", number + 1),
        theme.quiet,
    );
    canvas.write(up_to(OWNER - 1), (5, 0), &stage.name, theme.strong);
    let owner = workshop.party_name(&stage.owner);
    canvas.write(up_to(WAY - 1), (OWNER, 0), &owner, theme.text);
    let track = if stage.track == leadpact_definition::stage::MAIN_TRACK {
        String::new()
    } else {
        format!(" · {} track", stage.track)
    };
    let ways = format!("{}{track}", stages::way(stage));
    let wide = place.width > 100;
    let room = if wide { up_to(EXPECT - 1) } else { place };
    canvas.write(room, (WAY, 0), &ways, theme.text);
    let standard = defaults::is_standard(workshop, stage);
    if wide {
        let expect = stage.expect.replace('\n', " ");
        let room = up_to(place.width.saturating_sub(if standard { 15 } else { 0 }));
        canvas.write(room, (EXPECT, 0), &expect, theme.quiet);
    }
    if standard {
        canvas.write_right(place, 0, "standard text", theme.quiet);
    }
}

/// A stage that the rules make: quietly, with how it is entered.
fn by_rule(made: &Made, canvas: &mut Canvas, place: Rect) {
    let quiet = canvas.theme.quiet;
    let name = Rect {
        width: place.width.min(OWNER - 1),
        ..place
    };
    canvas.write(name, (5, 0), &made.name, quiet);
    canvas.write(
        place,
        (OWNER, 0),
        &format!("by rule: {}", made.who()),
        quiet,
    );
}

/// What is said about the highlighted stage, at the bottom of `area`.
fn words(screen: &Stages, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let Some(stage) = workshop.stages.get(screen.cursor.at()) else {
        return;
    };
    let below = Rect {
        x: area.x + 2,
        y: area.y + area.height.saturating_sub(WORDS),
        width: area.width.saturating_sub(4),
        height: WORDS.min(area.height),
    };
    let routes: Vec<String> = stage.routing.iter().map(|r| r.words(workshop)).collect();
    let text: Vec<String> = [
        ("Expect", &stage.expect),
        ("Next", &stage.next),
        ("Nurture", &stage.nurture),
        ("Who gets whom", &routes.join("; ")),
    ]
    .into_iter()
    .filter(|(_, text)| !text.trim().is_empty())
    .map(|(label, text)| format!("{label}: {}", text.trim().replace('\n', " ")))
    .collect();
    canvas.paragraph(below, &text.join("\n"), theme.quiet);
}
