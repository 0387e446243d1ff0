//! The board of the define step: who has answered, who has sealed.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::area::{self, down};
use crate::widget::{scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::screen::define::{Define, noted};
use leadpact_app::slug::count;
use leadpact_workshop::{Party, Sheet, SheetState, Workshop};

/// Draws the body of the board.
pub fn draw(define: Define, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let theme = canvas.theme;
    let inner = area::down(area::readable(area, 110), 1);
    let columns = Columns::of(inner.width);
    canvas.write(inner, (5, 0), "Who", theme.quiet);
    canvas.write(inner, (columns.answered, 0), "answered", theme.quiet);
    canvas.write(inner, (columns.sealed, 0), "sealed", theme.quiet);
    let text = sentence(workshop);
    let lines =
        u16::try_from(wrap::wrapped(&text, inner.width.saturating_sub(5)).len()).unwrap_or(1);
    let list = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(lines + 3),
        ..inner
    };
    let mut y = 0;
    for (number, place) in scroll::list(define.cursor.at(), workshop.parties.len(), canvas, list) {
        let Some(party) = workshop.parties.get(number) else {
            break;
        };
        draw_party(workshop, (number, party), columns, canvas, place);
        canvas.list_row(place, number == define.cursor.at(), Target::open(number));
        y = place.y - list.y + 1;
    }
    let below = Rect {
        x: inner.x + 5,
        y: list.y + y + 1,
        width: inner.width.saturating_sub(5),
        height: inner.bottom().saturating_sub(list.y + y + 1),
    };
    canvas.paragraph(below, &text, theme.text);
    if let Some(party) = workshop.parties.get(define.cursor.at()) {
        let below = down(below, lines + 1);
        canvas.paragraph(below, &noted(workshop.sheets_of(&party.id)), theme.quiet);
    }
}

#[derive(Clone, Copy)]
struct Columns {
    people: u16,
    answered: u16,
    sealed: u16,
}

impl Columns {
    fn of(width: u16) -> Self {
        let sealed = width.saturating_sub(16);
        Self {
            people: 24,
            answered: sealed.saturating_sub(14),
            sealed,
        }
    }
}

fn draw_party(
    workshop: &Workshop,
    (number, party): (usize, &Party),
    columns: Columns,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let sheets: Vec<&Sheet> = workshop.sheets_of(&party.id).collect();
    let name = Rect {
        width: columns.people.saturating_sub(1),
        ..place
    };
    let people = Rect {
        width: columns.answered.saturating_sub(1),
        ..place
    };
    canvas.write(
        place,
        (2, 0),
        &party.letter.to_string(),
        theme.party(number),
    );
    canvas.write(name, (5, 0), &party.name, theme.strong);
    let names = if party.people.is_empty() {
        "nobody named yet".to_owned()
    } else {
        party.people.join(", ")
    };
    canvas.write(people, (columns.people, 0), &names, theme.quiet);
    let questions = &workshop.bank.questions;
    let most = sheets
        .iter()
        .map(|s| s.answered(questions))
        .max()
        .unwrap_or(0);
    let answered = if sheets.is_empty() {
        "-".to_owned()
    } else {
        format!("{most} of {}", questions.len())
    };
    canvas.write(place, (columns.answered, 0), &answered, theme.text);
    let (text, style) = sealed(workshop, party, &sheets, canvas);
    canvas.write(place, (columns.sealed, 0), &text, style);
}

fn sealed(
    workshop: &Workshop,
    party: &Party,
    sheets: &[&Sheet],
    canvas: &Canvas,
) -> (String, ratatui::style::Style) {
    let theme = canvas.theme;
    let closed = sheets.iter().filter(|s| s.is_sealed()).count();
    if workshop.has_sealed(&party.id) {
        let zone = workshop.zone();
        let at = sheets.iter().filter_map(|s| match &s.state {
            SheetState::Sealed(seal) => Some(seal.mark.at),
            SheetState::Revealed { seal, .. } => Some(seal.at),
            SheetState::Locked(locked) => locked.mark.as_ref().map(|mark| mark.at),
            SheetState::Open(_) => None,
        });
        let time = at
            .max()
            .map(|t| t.to_zoned(zone).strftime("%H:%M").to_string())
            .unwrap_or_default();
        return (format!("{} {time}", mark::DONE), theme.good);
    }
    if !party.signs() && sheets.is_empty() {
        return ("optional".to_owned(), theme.quiet);
    }
    if closed > 0 {
        return (format!("{closed} of {}", sheets.len()), theme.text);
    }
    ("-".to_owned(), theme.quiet)
}

/// Where the step stands, in a sentence.
fn sentence(workshop: &Workshop) -> String {
    let missing: Vec<&str> = workshop
        .still_to_seal()
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    if workshop.is_revealed() {
        return "All answers are on the table. Enter goes on to the comparison.".to_owned();
    }
    if missing.is_empty() {
        return "All parties have sealed. Press v to put all answers on the table: from then on everybody sees them. Every difference is a find.".to_owned();
    }
    let begun = !workshop.sheets.is_empty();
    let first = if begun {
        format!(
            "Still to seal: {}. Enter hands the keyboard over.",
            missing.join(", ")
        )
    } else {
        format!(
            "Everybody answers the same {} alone.",
            count(workshop.bank.questions.len(), "question", "questions")
        )
    };
    format!("{first} No screen shows any answer before all have sealed.")
}
