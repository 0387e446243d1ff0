//! Below the checklist: the version, since when it is in force, and a name for each signing party.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::area::down;
use crate::widget::{choice, scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::screen::sign::{Entry, Sign};
use leadpact_app::slug::count;
use leadpact_workshop::sign::day_of;
use leadpact_workshop::{Party, Workshop, in_force};

/// Draws all of it.
pub fn signatures(
    sign: &Sign,
    shared: &Shared,
    workshop: &Workshop,
    canvas: &mut Canvas,
    area: Rect,
) {
    let theme = canvas.theme;
    canvas.rule(area, 0);
    let head = &sign.derived.definition.metadata;
    let version = match &sign.derived.amended {
        Some(from) if *from == head.version => format!("Amends version {from}"),
        Some(from) => format!("Version {}, amends {from}", head.version),
        None => format!("Version {}", head.version),
    };
    let text = format!(
        "{version} · {} · {}",
        count(sign.derived.decisions(), "decision", "decisions"),
        count(sign.derived.reservations(), "reservation", "reservations"),
    );
    canvas.write(area, (0, 1), &text, theme.strong);
    terms(sign, shared, workshop, canvas, area);
    let entries = sign.entries(workshop);
    let at = match sign.entry(workshop) {
        Some(Entry::Party(at)) => at,
        _ => 0,
    };
    let parties: Vec<&Party> = workshop.signing_parties().collect();
    for (number, place) in scroll::list(at, parties.len(), canvas, down(area, 4)) {
        let Some(party) = parties.get(number) else {
            break;
        };
        let row = entries.iter().position(|e| *e == Entry::Party(number));
        let here = row == Some(sign.cursor.at());
        draw_party(sign, workshop, (party, here), canvas, place);
        if let Some(row) = row {
            canvas.clickable(place, Target::open(row));
        }
    }
}

/// Since when it is in force, and what becomes of leads already handed over.
fn terms(sign: &Sign, shared: &Shared, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let today = day_of(workshop, shared.now.timestamp());
    let day = in_force::day(workshop, today.0);
    let proposed = match workshop.in_force.from {
        None => ", as is proposed",
        Some(_) => "",
    };
    let handed = workshop.in_force.handed_over.words();
    let rows = [
        (Entry::From, "In force from", format!("{day}{proposed}")),
        (Entry::HandedOver, "Handed over so far", handed.to_owned()),
    ];
    let entries = sign.entries(workshop);
    let here = sign.entry(workshop);
    for (y, (entry, label, text)) in (2..).zip(rows) {
        if y >= area.height {
            break;
        }
        let place = Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        canvas.write(place, (5, 0), label, theme.text);
        let rest = Rect {
            x: place.x + 25,
            width: place.width.saturating_sub(25),
            ..place
        };
        let here = here == Some(entry);
        match sign.input.as_ref().filter(|_| here) {
            Some(field) => {
                let day = entry == Entry::From;
                let width = if day { rest.width.min(20) } else { rest.width };
                canvas.field(Rect { width, ..rest }, field, true);
                if let Some(words) = sign.understood(shared).filter(|_| day) {
                    let words = format!("= {words}");
                    canvas.write(rest, (width + 1, 0), &words, theme.quiet);
                }
            }
            None if here && entry == Entry::HandedOver => {
                let row = sign.cursor.at();
                choice::one(&text, row, ("◂", "▸"), theme.accent, canvas, (rest, 0));
            }
            None => {
                canvas.write(rest, (0, 0), &text, theme.quiet);
            }
        }
        if here {
            canvas.write(place, (0, 0), mark::POINTER, theme.accent);
            if sign.input.is_none() {
                canvas.tint(place, theme.selected);
            }
        }
        if let Some(row) = entries.iter().position(|e| *e == entry) {
            canvas.clickable(place, Target::open(row));
        }
    }
}

fn draw_party(
    sign: &Sign,
    workshop: &Workshop,
    (party, here): (&Party, bool),
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let number = workshop.parties.iter().position(|p| p.id == party.id);
    let letter = party.letter.to_string();
    canvas.write(place, (2, 0), &letter, theme.party(number.unwrap_or(0)));
    let name = wrap::truncated(&party.name, 18);
    canvas.write(place, (5, 0), &name, theme.strong);
    let rest = Rect {
        x: place.x + 25,
        width: place.width.saturating_sub(25),
        ..place
    };
    if let Some(field) = sign.input.as_ref().filter(|_| here) {
        canvas.field(rest, field, true);
    } else {
        let (text, style) = match sign.derived.signature_of(&party.id) {
            Some(s) if s.counts => (
                format!(
                    "{} {}, signed {}",
                    mark::DONE,
                    s.signature.name,
                    moment(workshop, s.signature.at)
                ),
                theme.good,
            ),
            Some(s) => (
                format!(
                    "{} void: the text changed after {} signed",
                    mark::WRONG,
                    s.signature.name
                ),
                theme.bad,
            ),
            None => {
                let proposed = party.people.first();
                let text = proposed.map_or_else(
                    || format!("{} nobody is named yet", mark::TO_DO),
                    |name| format!("{} {name} is proposed", mark::TO_DO),
                );
                (text, theme.quiet)
            }
        };
        canvas.write(rest, (0, 0), &text, style);
    }
    if here {
        canvas.write(place, (0, 0), mark::POINTER, theme.accent);
        if sign.input.is_none() {
            canvas.tint(place, theme.selected);
        }
    }
}

/// A moment in the workshop's zone: "6 Mar 15:41".
fn moment(workshop: &Workshop, at: jiff::Timestamp) -> String {
    let zone =
        jiff::tz::TimeZone::get(&workshop.setup.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    at.to_zoned(zone).strftime("%-d %b %H:%M").to_string()
}
