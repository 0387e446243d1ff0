//! The SLA step: the overview of all promises, and one thing at a time as a form.

mod form;

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::{area, scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::list::Cursor;
use leadpact_app::screen::sla::{Entry, Face, KINDS, Sla, entries, ground, reason, units as say};
use leadpact_app::slug::count;
use leadpact_definition::rejection::Route;
use leadpact_definition::say::promise::{allowed, unsaid};
use leadpact_definition::sla::Promise;
use leadpact_workshop::defaults::Standard;
use leadpact_workshop::promise::Promises;
use leadpact_workshop::{Capacity, Workshop};

/// Draws the body of the step.
pub fn draw(sla: &Sla, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let inner = area::readable(area, 130);
    match &sla.page {
        Face::Overview => overview(sla, workshop, canvas, inner),
        Face::Kinds(cursor) => kinds(*cursor, canvas, inner),
        Face::Reasons(cursor) => reasons(*cursor, workshop, canvas, inner),
        Face::Form(page) => form::draw(page, workshop, canvas, inner),
    }
}

/// One line of the overview: a heading, an empty line before one, or an entry with its place.
enum Line {
    Heading(String),
    Air,
    Entry(usize, Entry),
}

/// The lines of the overview, the promises under the names of those who give them, in `airy` windows set apart.
fn lines(workshop: &Workshop, airy: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let head = |lines: &mut Vec<Line>, text: String| {
        if airy && !lines.is_empty() {
            lines.push(Line::Air);
        }
        lines.push(Line::Heading(text));
    };
    let mut by: Option<&str> = None;
    let mut ground = false;
    for (place, entry) in entries(workshop).into_iter().enumerate() {
        match entry {
            Entry::Promise(at) => {
                let promiser = workshop.sla.promises.get(at).map(|p| p.by.as_str());
                if promiser != by {
                    by = promiser;
                    let name = workshop.party_name(promiser.unwrap_or_default());
                    head(&mut lines, format!("{name} promises"));
                }
            }
            _ if !ground => {
                ground = true;
                head(&mut lines, "What the promises stand on".to_owned());
            }
            _ => {}
        }
        lines.push(Line::Entry(place, entry));
    }
    lines
}

fn overview(sla: &Sla, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let promises = Promises::of(workshop);
    let about = sla.entry(workshop).map(|e| about(e, workshop, &promises));
    let below = wrap::wrapped(&about.unwrap_or_default(), area.width.saturating_sub(4));
    let room = u16::try_from(below.len()).unwrap_or(u16::MAX).clamp(2, 6);
    let lines = lines(workshop, area.height > 24);
    let here = lines
        .iter()
        .position(|l| matches!(l, Line::Entry(place, _) if *place == sla.cursor.at()))
        .unwrap_or(0);
    let list = Rect {
        height: area.height.saturating_sub(room),
        ..area
    };
    // The heading of the first entry stays in view with it.
    let at = if here <= 1 { 0 } else { here };
    for (number, place) in scroll::list(at, lines.len(), canvas, list) {
        let Some(line) = lines.get(number) else { break };
        match line {
            Line::Air => {}
            Line::Heading(text) => {
                let style = canvas.theme.quiet;
                canvas.write(place, (0, 0), text, style);
            }
            Line::Entry(row, entry) => {
                draw_entry(*entry, workshop, &promises, canvas, place);
                if number == here {
                    canvas.point_at(place);
                }
                canvas.clickable(place, Target::open(*row));
            }
        }
    }
    let bottom = Rect {
        y: area.y + area.height.saturating_sub(room),
        height: area.height.min(room),
        x: area.x + 2,
        width: area.width.saturating_sub(2),
    };
    draw_about(below, canvas, bottom);
}

/// The highlighted entry in full; what does not fit ends in a sign.
fn draw_about(mut lines: Vec<String>, canvas: &mut Canvas, area: Rect) {
    if lines.len() > usize::from(area.height) {
        lines.truncate(usize::from(area.height));
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    let style = canvas.theme.text;
    for (y, line) in (0..).zip(&lines) {
        canvas.write(area, (0, y), line, style);
    }
}

/// Columns for the share of cases.
const SHARE: u16 = 6;

/// Columns for the mark of a promise that nobody has opened.
const STANDARD: u16 = 15;

/// One promise in a line: what is done, how long it may take, in how many cases. The time is never cut off, so that
/// nobody takes it for another.
fn draw_promise(
    at: usize,
    workshop: &Workshop,
    promises: &Promises,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let Some(promise) = workshop.sla.promises.get(at) else {
        return;
    };
    draw_party(promise, workshop, canvas, place);
    let list = workshop.sla.promises.iter();
    let longest = list.map(|promise| wrap::width(&time_of(promise))).max();
    let right = longest.unwrap_or(0) + 2 + SHARE;
    let width = place.width.saturating_sub(right + 6);
    let style = if unsaid(promise).is_empty() {
        theme.quiet
    } else {
        theme.warn
    };
    let standard = Standard::Promise(promise.id.clone());
    let opened = workshop.opened.contains(&standard);
    let width = width.saturating_sub(if opened { 0 } else { STANDARD });
    let text = promises.essence(at);
    canvas.write(place, (5, 0), &wrap::truncated(&text, width), theme.text);
    if !opened {
        let mark = Rect {
            width: place.width.saturating_sub(right),
            ..place
        };
        canvas.write_right(mark, 0, "standard text ", theme.quiet);
    }
    let x = place.width.saturating_sub(right);
    canvas.write(place, (x, 0), &time_of(promise), style);
    canvas.write_right(place, 0, &say::share(promise), theme.quiet);
}

/// How long or how much, or that nobody has said it.
fn time_of(promise: &Promise) -> String {
    if unsaid(promise).is_empty() {
        allowed(promise)
    } else {
        format!("{} not measured", mark::ATTENTION)
    }
}

fn draw_entry(
    entry: Entry,
    workshop: &Workshop,
    promises: &Promises,
    canvas: &mut Canvas,
    place: Rect,
) {
    let theme = canvas.theme;
    let line = match entry {
        Entry::Promise(at) => {
            draw_promise(at, workshop, promises, canvas, place);
            return;
        }
        Entry::Calendar(at) => (
            ground::title(&workshop.sla, at),
            ground::calendar(&workshop.sla, at).map_or_else(
                || "nobody has said when the business is open".to_owned(),
                |c| format!("{} ({})", say::hours(c), c.time_zone),
            ),
        ),
        Entry::Capacity => ("Can sales do it?".to_owned(), capacity(&workshop.capacity)),
        Entry::Reasons => {
            let reasons = workshop.sla.rejection_reasons.len();
            (
                "Rejected because".to_owned(),
                count(reasons, "reason", "reasons"),
            )
        }
        Entry::Review => (
            "Review".to_owned(),
            format!("every {} days", workshop.review_every_days),
        ),
    };
    canvas.write(place, (5, 0), &wrap::truncated(&line.0, 30), theme.text);
    let right = wrap::width(&line.0).clamp(17, 30) + 7;
    let value = Rect {
        x: place.x + right,
        width: place.width.saturating_sub(right),
        ..place
    };
    let text = wrap::truncated(&line.1, value.width);
    canvas.write(value, (0, 0), &text, theme.quiet);
}

fn draw_party(promise: &Promise, workshop: &Workshop, canvas: &mut Canvas, place: Rect) {
    let found = workshop.parties.iter().position(|p| p.id == promise.by);
    let Some((number, party)) = found.and_then(|n| Some((n, workshop.parties.get(n)?))) else {
        return;
    };
    let style = canvas.theme.party(number);
    canvas.write(place, (2, 0), &party.letter.to_string(), style);
}

/// "7 attempts a day for each of 4 people; Carla Ruiz says yes".
fn capacity(capacity: &Capacity) -> String {
    let each = capacity
        .attempts_per_rep_and_day()
        .map_or_else(|| "nobody follows up".to_owned(), attempts);
    match &capacity.confirmed_by {
        Some(name) => format!("{each}; {name} says yes"),
        None => format!("{each}; sales has not said yes"),
    }
}

fn attempts(each: u64) -> String {
    if each == 1 {
        "1 attempt a day each".to_owned()
    } else {
        format!("{each} attempts a day each")
    }
}

/// The arithmetic of a capacity, as people would say it.
fn arithmetic(capacity: &Capacity) -> String {
    let Capacity {
        leads_per_month: leads,
        reps,
        working_days: days,
        attempts: tries,
        ..
    } = capacity;
    let people = if *reps == 1 { "person" } else { "people" };
    let each = capacity
        .attempts_per_rep_and_day()
        .map_or_else(|| "nobody to follow up".to_owned(), attempts);
    format!(
        "{leads} leads x {tries} attempts = {} a month, for {reps} {people} on {days} days: {each}.",
        u64::from(*leads) * u64::from(*tries)
    )
}

/// The highlighted entry in full.
fn about(entry: Entry, workshop: &Workshop, promises: &Promises) -> String {
    match entry {
        Entry::Promise(at) => promises.sentence(at),
        Entry::Calendar(_) => {
            "Business hours and days run only while the business is open.".to_owned()
        }
        Entry::Capacity => arithmetic(&workshop.capacity),
        Entry::Reasons => {
            "Why sales may give a lead back, and what the rules do with the lead then.".to_owned()
        }
        Entry::Review => {
            "On that day all parties look at the agreement again: what was delivered, accepted and kept.".to_owned()
        }
    }
}

fn kinds(cursor: Cursor, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    canvas.write(area, (2, 1), "What kind of promise is it?", theme.strong);
    for (number, (y, (_, name, example))) in (3..).step_by(2).zip(KINDS).enumerate() {
        let place = Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        canvas.write(place, (2, 0), name, theme.text);
        let x = if area.width > 90 { 34 } else { 30 };
        canvas.write(place, (x, 0), example, theme.quiet);
        if number == cursor.at() {
            canvas.point_at(place);
        }
        canvas.clickable(place, Target::open(number));
    }
}

fn reasons(cursor: Cursor, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let list = &workshop.sla.rejection_reasons;
    let wide = area.width.saturating_sub(4);
    let (route, after) = (wide * 11 / 20, wide * 16 / 20 + 2);
    canvas.write(area, (2, 0), "Sales rejects a lead because", theme.quiet);
    canvas.write(area, (route, 0), "it is then", theme.quiet);
    canvas.write(area, (after, 0), "only after", theme.quiet);
    if list.is_empty() {
        let text = "No reason is agreed yet. Press n for the first one.";
        canvas.write(area, (2, 2), text, theme.text);
    }
    let fate = list
        .get(cursor.at())
        .map(|reason| reason::fate(workshop, reason));
    let below = wrap::wrapped(&fate.unwrap_or_default(), area.width.saturating_sub(4));
    let room = 3.min(area.height.saturating_sub(1));
    let bottom = Rect {
        x: area.x + 2,
        y: area.y + area.height.saturating_sub(room),
        height: room,
        ..area
    };
    draw_about(below, canvas, bottom);
    let rows = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(2 + room),
        ..area
    };
    for (number, place) in scroll::list(cursor.at(), list.len(), canvas, rows) {
        let Some(reason) = list.get(number) else {
            break;
        };
        let label = reason.label.as_deref().unwrap_or(&reason.id);
        let label = wrap::truncated(label, route.saturating_sub(3));
        canvas.write(place, (2, 0), &label, theme.text);
        let of = Route::of(&reason.route);
        let to = wrap::truncated(of.label(), after.saturating_sub(route + 1));
        canvas.write(place, (route, 0), &to, theme.text);
        let then = reason.after.as_deref().unwrap_or("-");
        canvas.write(place, (after, 0), then, theme.quiet);
        if number == cursor.at() {
            canvas.point_at(place);
        }
        canvas.clickable(place, Target::open(number));
    }
}

#[cfg(test)]
mod tests;
