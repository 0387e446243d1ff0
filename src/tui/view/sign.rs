//! The sign step: the checklist, what is signed, and the names; after the last name the agreement.

pub(super) mod agreed;
mod names;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::{area, form, scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::screen::sign::{Entry, Face, Sign};
use leadpact_app::slug::count;
use leadpact_definition::date::Day;
use leadpact_workshop::sign::{Group, day_of, group_words};
use leadpact_workshop::{Workshop, in_force};

/// Draws the body of the step.
pub fn draw(sign: &Sign, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let inner = area::readable(area, 118);
    if sign.derived.is_agreed() {
        let today = day_of(workshop, shared.now.timestamp());
        agreed::draw(sign, workshop, today, canvas, inner);
        return;
    }
    match sign.page {
        Face::List => list(sign, shared, workshop, canvas, inner),
        Face::Text => {
            let today = day_of(workshop, shared.now.timestamp());
            let from = Day(in_force::day(workshop, today.0));
            agreed::text(sign, from, canvas, inner);
        }
    }
}

/// Lines about the highlighted row.
const ABOUT: u16 = 3;

fn list(sign: &Sign, shared: &Shared, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let parties = u16::try_from(workshop.signing_parties().count()).unwrap_or(u16::MAX);
    // The names below, a line above them, and three lines about the highlighted row.
    let air = u16::from(area.height > 24);
    let below = parties.saturating_add(7 + air).min(area.height / 2 + 3);
    let top = Rect {
        height: area.height.saturating_sub(below),
        ..area
    };
    checklist(sign, workshop, canvas, top);
    let place = Rect {
        y: area.y + top.height,
        height: below.saturating_sub(ABOUT + air),
        ..area
    };
    names::signatures(sign, shared, workshop, canvas, place);
    let about = Rect {
        x: area.x + 2,
        y: area.y + area.height.saturating_sub(ABOUT),
        width: area.width.saturating_sub(2),
        height: area.height.min(ABOUT),
    };
    draw_about(sign, workshop, canvas, about);
}

/// One line of the checklist.
enum Line {
    Entry(usize, Entry),
    Done(&'static str),
    Text(String),
}

fn lines(sign: &Sign, workshop: &Workshop, width: u16) -> Vec<Line> {
    let entries = sign.entries(workshop);
    let listed = |e: &Entry| !matches!(e, Entry::From | Entry::HandedOver | Entry::Party(_));
    let mut lines: Vec<Line> = Vec::new();
    for (place, entry) in entries.into_iter().enumerate().filter(|(_, e)| listed(e)) {
        lines.push(Line::Entry(place, entry));
    }
    lines.extend(sign.derived.done.iter().map(|text| Line::Done(text)));
    lines.push(Line::Text(String::new()));
    let text = wrap::wrapped(&sign.derived.paragraph, width.saturating_sub(4));
    lines.extend(text.into_iter().map(Line::Text));
    lines
}

fn checklist(sign: &Sign, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    canvas.write(area, (0, 0), "Before you sign", theme.strong);
    canvas.write_right(area, 0, &summary(sign), theme.quiet);
    let rows = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let lines = lines(sign, workshop, area.width);
    let here = lines
        .iter()
        .position(|l| matches!(l, Line::Entry(place, _) if *place == sign.cursor.at()));
    for (number, place) in scroll::list(here.unwrap_or(0), lines.len(), canvas, rows) {
        let Some(line) = lines.get(number) else { break };
        match line {
            Line::Entry(at, entry) => {
                draw_entry(sign, *entry, canvas, place);
                if Some(number) == here {
                    canvas.point_at(place);
                }
                canvas.clickable(place, Target::open(*at));
            }
            Line::Done(text) => {
                canvas.write(place, (2, 0), mark::DONE, theme.good);
                canvas.write(place, (4, 0), text, theme.quiet);
            }
            Line::Text(text) => {
                canvas.write(place, (4, 0), text, theme.text);
            }
        }
    }
}

/// "2 must be closed first, 3 are signed as reservations".
fn summary(sign: &Sign) -> String {
    let mut parts = Vec::new();
    let blocking = sign.derived.blocking();
    if blocking > 0 {
        parts.push(format!("{} {blocking} to close first", mark::WRONG));
    }
    let noted = sign.derived.reservations();
    if noted > 0 {
        let noted = count(noted, "reservation", "reservations");
        parts.push(format!("{} {noted}", mark::ATTENTION));
    }
    if parts.is_empty() {
        parts.push(format!("{} nothing is open", mark::DONE));
    }
    parts.join("   ")
}

fn draw_entry(sign: &Sign, entry: Entry, canvas: &mut Canvas, place: Rect) {
    let theme = canvas.theme;
    let derived = &sign.derived;
    let in_group = matches!(entry, Entry::Point(at) if derived.is_in_group(at));
    let (mark, style, text): (&str, Style, String) = match entry {
        Entry::Point(at) => match derived.points.get(at) {
            Some(point) if point.blocks => (mark::WRONG, theme.bad, point.text.clone()),
            Some(point) => (mark::ATTENTION, theme.warn, point.text.clone()),
            None => return,
        },
        Entry::Change(at) => match derived.changes.get(at) {
            Some(note) if note.because.trim().is_empty() => {
                (mark::WRONG, theme.bad, format!("Why? {}", note.what))
            }
            Some(note) => (mark::DONE, theme.good, note.what.clone()),
            None => return,
        },
        Entry::Moved(at) => match derived.moves.get(at) {
            Some(card) => (
                "→",
                theme.warn,
                format!(
                    "\u{201c}{}\u{201d} goes from {} to {}",
                    card.name, card.before, card.after
                ),
            ),
            None => return,
        },
        Entry::Group(at) => match derived.groups.get(at) {
            Some(Group::Many(kind, points)) => {
                let text = group_words(*kind, points.len());
                let shown = sign.unfolded.contains(kind);
                let more = if shown { "" } else { " (enter shows them)" };
                (mark::ATTENTION, theme.warn, format!("{text}{more}"))
            }
            Some(Group::One(_)) | None => return,
        },
        Entry::From | Entry::HandedOver | Entry::Party(_) => return,
    };
    // The points of a group stand below it, a little to the right.
    let x = if in_group { 4 } else { 2 };
    canvas.write(place, (x, 0), mark, style);
    canvas.write(place, (x + 2, 0), &text, theme.text);
}

/// The highlighted row in full, or the field for a reason.
fn draw_about(sign: &Sign, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let derived = &sign.derived;
    if let Some(fault) = &sign.fault {
        canvas.paragraph(area, &format!("{} {fault}", mark::ATTENTION), theme.warn);
        return;
    }
    let text = match sign.entry(workshop) {
        Some(Entry::Point(at)) => derived.points.get(at).map(|point| {
            let end = if point.blocks {
                "Nobody can sign before this is closed."
            } else {
                "If it stays, it is signed as a reservation."
            };
            format!("{}. {end}", point.text)
        }),
        Some(Entry::Change(at)) => {
            if let Some(field) = &sign.input {
                let x = canvas.write(area, (0, 0), "Because ", theme.quiet);
                let place = Rect {
                    x: area.x + x,
                    width: area.width.saturating_sub(x),
                    height: 1,
                    ..area
                };
                canvas.field(place, field, true);
                if let Some(note) = derived.changes.get(at) {
                    canvas.write(area, (0, 1), &note.what, theme.quiet);
                }
                return;
            }
            derived.changes.get(at).map(|note| {
                if note.because.trim().is_empty() {
                    format!("Press Enter and say why. {}", note.what)
                } else {
                    format!("{} Because: {}", note.what, note.because)
                }
            })
        }
        Some(Entry::Moved(at)) => derived.moves.get(at).map(|card| {
            format!(
                "{}: {} before, {} with this version.",
                card.text, card.before, card.after
            )
        }),
        Some(Entry::Group(at)) => derived.groups.get(at).and_then(|group| match group {
            Group::Many(kind, points) => Some(format!(
                "{}. Enter shows them one by one, or in one line again. They are signed as reservations.",
                group_words(*kind, points.len())
            )),
            Group::One(_) => None,
        }),
        Some(Entry::From) => Some(if sign.input.is_some() {
            "Type the day, for example 2026-04-15, and press Enter. Empty: the day that is proposed.".to_owned()
        } else {
            "No rule and no promise of this version counts before that day. Enter changes it. It is signed with the text.".to_owned()
        }),
        Some(Entry::HandedOver) => Some(if sign.input.is_some() {
            "Say in your own words what becomes of leads that were handed over before, and press Enter.".to_owned()
        } else {
            "What becomes of leads that were handed over before that day. Left and right choose; Enter takes your own words.".to_owned()
        }),
        Some(Entry::Party(_)) => Some(about_party(sign, workshop)),
        None => None,
    };
    canvas.paragraph(area, &text.unwrap_or_default(), theme.text);
}

fn about_party(sign: &Sign, workshop: &Workshop) -> String {
    let Some(party) = sign.party(workshop) else {
        return String::new();
    };
    if let Some(field) = &sign.input {
        let names = match field.offers() {
            [] => "Type your full name.".to_owned(),
            offers => form::offered(offers),
        };
        let version = &sign.derived.definition.metadata.version;
        return format!(
            "With Enter you sign version {version} for {}. {names}",
            party.name
        );
    }
    match sign.derived.signature_of(&party.id) {
        Some(s) if s.counts => format!("{} has signed. A later change makes it void.", party.name),
        Some(_) => format!(
            "The signature was for an earlier text. Press Enter to sign the text as it is now for {}.",
            party.name
        ),
        None if sign.derived.blocking() > 0 => {
            "Not yet: what is marked above must be closed first.".to_owned()
        }
        None => format!("Press Enter to sign for {}.", party.name),
    }
}

#[cfg(test)]
mod tests;
