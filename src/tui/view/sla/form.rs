//! One thing of the SLA as a form, with what it means below: readings and their deadlines, or the arithmetic.

use jiff::Zoned;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::{form as rows, wrap};
use leadpact_app::action::{Action, General};
use leadpact_app::facts;
use leadpact_app::screen::sla::form::{SlaForm, Subject};
use leadpact_app::screen::sla::readings::{Hour, Reading, Readings, Strip};
use leadpact_app::screen::sla::{ground, units as say};
use leadpact_definition::say::calendar::{self, Room};
use leadpact_definition::say::promise::span;
use leadpact_definition::sla::Promise;
use leadpact_workshop::Workshop;
use leadpact_workshop::written::zone;

/// Rows that the readings take below the form: a line of air, the example, four readings, air, days, hours.
const READINGS: u16 = 9;

/// The same without days and hours, which make room for the rows of a form in a low window.
const READINGS_ALONE: u16 = 6;

/// Draws the form.
pub fn draw(page: &SlaForm, workshop: &Workshop, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    canvas.write(area, (2, 0), &title(page, workshop), theme.strong);
    let said = wrap::wrapped(&page.sentence, area.width.saturating_sub(4));
    for (y, line) in (1..).zip(&said) {
        canvas.write(area, (2, y), line, theme.text);
    }
    let above = u16::try_from(said.len()).unwrap_or(0) + 1 + u16::from(!page.sentence.is_empty());
    let below = Rect {
        y: area.y + above,
        height: area.height.saturating_sub(above),
        ..area
    };
    let focus = page.reading.is_none();
    let Some((readings, promise)) = page.readings.as_ref().zip(page.promise(workshop)) else {
        let lines = extra(page, workshop);
        let taken = rows::height(&page.form, below.width);
        let height = taken.min(
            below
                .height
                .saturating_sub(u16::from(!lines.is_empty()) * 3),
        );
        rows::draw(&page.form, canvas, Rect { height, ..below });
        let rest = Rect {
            x: below.x + 2,
            y: below.y + height + 1,
            width: below.width.saturating_sub(2),
            height: below.height.saturating_sub(height + 1),
        };
        canvas.paragraph(rest, &lines, theme.text);
        return;
    };
    let whole = rows::height(&page.form, below.width);
    let notes = notes(page, readings, promise);
    // The first note stands where the air would be.
    let more = u16::try_from(notes.len()).unwrap_or(0).saturating_sub(1);
    let taken = if focus && below.height < whole + READINGS + more {
        READINGS_ALONE
    } else {
        READINGS + more
    };
    let height =
        below
            .height
            .saturating_sub(taken)
            .min(whole)
            .max(if focus { 5 } else { 4 - more.min(1) });
    rows::draw_beside(&page.form, focus, canvas, Rect { height, ..below });
    let rest = Rect {
        y: below.y + height,
        height: below.height.saturating_sub(height),
        ..below
    };
    draw_readings(page, readings, promise, (workshop, &notes), canvas, rest);
}

fn title(page: &SlaForm, workshop: &Workshop) -> String {
    match page.subject {
        Subject::Promise(at) => {
            let by = workshop.sla.promises.get(at);
            let by = by.map(|p| workshop.party_name(&p.by)).unwrap_or_default();
            let to = page.promise(workshop).and_then(|p| p.to.as_ref());
            let to = to
                .map(|to| format!(" promises {}", workshop.party_name(to)))
                .unwrap_or_default();
            format!(
                "Promise {} of {} · {by}{to}",
                at + 1,
                workshop.sla.promises.len()
            )
        }
        Subject::Calendar(at) => ground::title(&workshop.sla, at),
        Subject::Capacity => "Can sales follow all of them up?".to_owned(),
        Subject::Reason(at) => format!(
            "Reason {} of {} to reject a lead",
            at + 1,
            workshop.sla.rejection_reasons.len()
        ),
        Subject::Review => "When the agreement is looked at again".to_owned(),
    }
}

/// What stands below the rows of a form without readings.
fn extra(page: &SlaForm, workshop: &Workshop) -> String {
    match page.subject {
        Subject::Capacity => {
            let capacity = &workshop.capacity;
            let sums = super::arithmetic(capacity);
            let yes = match &capacity.confirmed_by {
                Some(name) => format!("{} {name} says that sales can do it.", mark::DONE),
                None => format!(
                    "{} Nobody in sales has said yet that this can be done.",
                    mark::ATTENTION
                ),
            };
            let promised = workshop.sla.promises.iter().find_map(|p| {
                p.at_least
                    .filter(|n| *n != u64::from(capacity.leads_per_month))
            });
            let differs = promised
                .map(|n| format!("\n{} The promise of volume says {n}.", mark::ATTENTION))
                .unwrap_or_default();
            format!("{sums}\n{yes}{differs}")
        }
        Subject::Calendar(at) => {
            ground::calendar(&workshop.sla, at).map_or_else(String::new, |c| {
                let hint = zone::hint(&c.time_zone);
                let hint =
                    hint.map_or_else(String::new, |hint| format!("\n{} {hint}", mark::ATTENTION));
                format!("Promises count: {} ({}).{hint}", say::hours(c), c.time_zone)
            })
        }
        Subject::Promise(_)
            if page
                .promise(workshop)
                .is_some_and(|p| p.clock.is_some() && !p.within.is_empty()) =>
        {
            format!(
                "{} The deadlines cannot be shown: the opening hours are not complete.",
                mark::ATTENTION
            )
        }
        Subject::Promise(_) | Subject::Reason(_) | Subject::Review => String::new(),
    }
}

fn draw_readings(
    page: &SlaForm,
    readings: &Readings,
    promise: &Promise,
    (workshop, notes): (&Workshop, &[String]),
    canvas: &mut Canvas,
    area: Rect,
) {
    let theme = canvas.theme;
    let hours = ground::calendar(&workshop.sla, 0)
        .map(say::hours)
        .unwrap_or_default();
    let name = readings.name.as_ref();
    let name = name.map_or_else(String::new, |name| format!("{name}: "));
    let start = promise.clock.as_ref().map_or("", |c| c.start.as_str());
    let example = format!(
        "{name}{} on {}. Open {hours}.",
        event(&facts::name(workshop, start)),
        readings.start.strftime("%A %-d %B at %H:%M")
    );
    canvas.write(area, (2, 1), &example, theme.quiet);
    let chosen = promise.within.0.last().map(|t| (t.value, t.unit));
    let at = shown(page, readings, promise);
    let mut y = 2;
    for (number, reading) in readings.list.iter().enumerate() {
        let place = Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        if y >= area.height {
            return;
        }
        let taken = chosen == Some((reading.value, reading.unit));
        let (sign, style) = if taken {
            ("(•)", theme.accent)
        } else {
            ("( )", theme.text)
        };
        let row = page.form.rows.len() + number;
        let take = Target::On(row, Action::General(General::Choose));
        canvas.write_for(place, (2, 0), sign, style, take);
        let text = span(reading.value, reading.unit);
        canvas.write_for(place, (6, 0), &text, style, take);
        match &reading.due {
            Ok(due) => {
                let year = readings.start.year();
                let due = calendar::due(due, reading.unit, year, Room::Short);
                canvas.write(place, (42, 0), &format!("due {due}"), style);
            }
            Err(why) => {
                canvas.write(place, (42, 0), why, theme.warn);
            }
        }
        if page.reading.is_some() && number == at {
            canvas.point_at(place);
        }
        canvas.clickable(place, Target::Row(row));
        y += 1;
    }
    for note in notes {
        canvas.write(area, (6, y), note, theme.quiet);
        y += 1;
    }
    if notes.is_empty() {
        y += 1;
    }
    let below = Rect {
        x: area.x + 2,
        y: area.y + y,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(y),
    };
    // Without its two rows the picture says nothing.
    if let Some(strips) = readings.strips.get(at).filter(|_| below.height > 1) {
        draw_strips(strips, readings, canvas, below);
    }
}

/// The reading that is looked at: the highlighted one, else the one that was taken.
fn shown(page: &SlaForm, readings: &Readings, promise: &Promise) -> usize {
    let chosen = promise.within.0.last().map(|t| (t.value, t.unit));
    page.reading.map_or_else(
        || chosen.map_or(0, |span| readings.place(span)),
        leadpact_app::list::Cursor::at,
    )
}

/// What stands under the readings about the one that is looked at: when people are warned, and the same by every other
/// calendar.
fn notes(page: &SlaForm, readings: &Readings, promise: &Promise) -> Vec<String> {
    let at = shown(page, readings, promise);
    let warned = |reading: &Reading, start: &Zoned| {
        let moment = reading.warned.as_ref()?;
        Some(calendar::due(
            moment,
            reading.unit,
            start.year(),
            Room::Short,
        ))
    };
    let mut notes = Vec::new();
    let own = readings.list.get(at);
    let own = own.and_then(|reading| warned(reading, &readings.start));
    if let Some((moment, share)) = own.zip(promise.warn_at) {
        notes.push(format!("Warning at {share} of the time: {moment}"));
    }
    for elsewhere in &readings.elsewhere {
        let text = match &elsewhere.worked {
            Err(why) => format!(": {why}"),
            Ok((start, list)) => {
                let Some(reading) = list.get(at) else {
                    continue;
                };
                let year = start.year();
                let due = match &reading.due {
                    Ok(due) => format!(
                        "due {}",
                        calendar::due(due, reading.unit, year, Room::Short)
                    ),
                    Err(why) => why.clone(),
                };
                let warned = warned(reading, start);
                let warned = warned.map_or_else(String::new, |text| format!(", warning {text}"));
                format!(
                    ", {}: {due}{warned}",
                    calendar::moment(start, year, Room::Short)
                )
            }
        };
        notes.push(format!("{}{text}", elsewhere.name));
    }
    notes
}

/// What starts the clock, as the start of a sentence: "A lead becomes an MQL".
fn event(name: &str) -> String {
    name.strip_prefix("Became ").map_or_else(
        || "The clock starts".to_owned(),
        |what| format!("A lead becomes {what}"),
    )
}

/// One column for each day: its name, and a cell for each hour. A day on which nothing is open takes the width of its
/// name, so that the deadline is in view.
fn draw_strips(strips: &[Strip], readings: &Readings, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let hours = u16::from(readings.hours.1.abs_diff(readings.hours.0));
    let mut x = 0;
    for strip in strips {
        let closed = strip.hours.iter().all(|hour| *hour == Hour::Closed);
        let word = if strip.is_holiday { "holiday" } else { "" };
        let cells = if closed { wrap::width(word) } else { hours };
        let step = cells.max(3) + 2;
        if x + step > area.width {
            canvas.write(area, (x, 0), "…", theme.quiet);
            return;
        }
        canvas.write(area, (x, 0), &strip.day, theme.quiet);
        if closed {
            canvas.write(area, (x, 1), word, theme.quiet);
        } else {
            let mut at = x;
            for hour in &strip.hours {
                let (sign, style) = cell(*hour, theme.quiet, theme.good, theme.accent);
                at = canvas.write(area, (at, 1), sign, style);
            }
        }
        x += step;
    }
    let end = strips.last().is_some_and(|s| !s.hours.contains(&Hour::Due));
    if end {
        let note = "the deadline falls outside of these hours";
        if x + crate::widget::wrap::width(note) < area.width {
            canvas.write(area, (x, 1), note, theme.quiet);
        }
    }
}

fn cell(hour: Hour, quiet: Style, counts: Style, due: Style) -> (&'static str, Style) {
    match hour {
        Hour::Closed => (" ", quiet),
        Hour::Open => ("·", quiet),
        Hour::Counts => ("█", counts),
        Hour::CountsFirst => ("▌", counts),
        Hour::CountsLast => ("▐", counts),
        Hour::Due => ("▸", due),
    }
}
