//! Worked deadlines: what a promise on time means on the calendar.

use jiff::civil::{Date, Weekday};
use jiff::{ToSpan, Zoned};

use crate::definition::calendar::OpenHours;
use crate::definition::say::promise::{Names, essence, span};
use crate::definition::sla::{Measure, Promise, Sla};
use crate::export::chapter::Subject;
use crate::export::document::{Block, Table};
use crate::export::text::capital;

/// The starts that are worked out, with their hours: a quiet moment, the end of a week, a day on which most are closed.
const STARTS: [(Weekday, i8); 3] = [
    (Weekday::Tuesday, 10),
    (Weekday::Friday, 16),
    (Weekday::Saturday, 10),
];

/// Without a first day of use, this week is taken for the examples.
const ANY_MONDAY: Date = jiff::civil::date(2026, 3, 2);

/// When a clock starts, and by when each promise on time is due. None without one calendar that can be computed with, or
/// without such a promise.
pub(super) fn blocks(subject: &Subject<'_>, sla: &Sla) -> Vec<Block> {
    let promises = sla.promises.iter();
    let timed: Vec<&Promise> = promises
        .filter(|promise| promise.measure == Measure::TimeToEvent && !promise.within.0.is_empty())
        .collect();
    let Some(hours) = sla.calendar.as_ref().and_then(|c| OpenHours::new(c).ok()) else {
        return Vec::new();
    };
    let tables: Vec<Block> = timed
        .iter()
        .filter_map(|promise| worked(subject, &hours, promise))
        .map(Block::Table)
        .collect();
    if tables.is_empty() {
        return tables;
    }
    let mut blocks = vec![Block::Heading("What that means in practice".to_owned())];
    blocks.extend(tables);
    blocks
}

fn worked(subject: &Subject<'_>, hours: &OpenHours, promise: &Promise) -> Option<Table> {
    let effective = subject.definition.metadata.effective_from;
    let from = effective.map_or(ANY_MONDAY, |day| day.0);
    let mut head = vec!["When the clock starts".to_owned()];
    for target in &promise.within.0 {
        let when = target.when.as_ref();
        let when = when.map_or_else(String::new, |when| {
            format!(" ({})", subject.condition(when))
        });
        head.push(format!("{} end{when}", span(target.value, target.unit)));
    }
    let mut rows = Vec::new();
    for (weekday, hour) in STARTS {
        let day = first_on_or_after(from, weekday)?;
        let zone = hours.time_zone().clone();
        let start = day.at(hour, 0, 0, 0).to_zoned(zone).ok()?;
        let mut row = vec![moment(&start)];
        for target in &promise.within.0 {
            let due = hours.due(start.timestamp(), target.value, target.unit);
            row.push(moment(&due.ok()?));
        }
        rows.push(row);
    }
    Some(Table {
        caption: capital(&essence(&Names::of(subject.definition), promise)),
        head,
        rows,
        numbers: None,
    })
}

fn first_on_or_after(day: Date, weekday: Weekday) -> Option<Date> {
    let away = weekday.since(day.weekday());
    day.checked_add(i64::from(away).days()).ok()
}

/// `Friday 6 March, 16:00`.
fn moment(at: &Zoned) -> String {
    at.strftime("%A %-d %B, %H:%M").to_string()
}
