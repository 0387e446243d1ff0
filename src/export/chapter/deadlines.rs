//! Worked deadlines: what a promise on time means on the calendar.

use jiff::Zoned;
use jiff::civil::Date;

use crate::chapter::{Subject, plain};
use crate::document::{Block, Table};
use crate::text::capital;
use leadpact_definition::calendar::OpenHours;
use leadpact_definition::say::calendar::{Room, due, moment};
use leadpact_definition::say::promise::{Names, essence, span};
use leadpact_definition::sla::{Measure, Promise, Sla, Target, TimeUnit};
use leadpact_figures::BusinessTime as _;
use leadpact_figures::example;

/// Without a first day of use, this week is taken for the examples.
const ANY_MONDAY: Date = jiff::civil::date(2026, 3, 2);

/// The hours of one calendar, with its name where there are several.
type Hours<'s> = (Option<&'s str>, OpenHours);

/// When a clock starts, by when each promise on time is due and when it is warned of, for every calendar; and the rule
/// for what falls outside of the hours or exactly on their end. Nothing without a promise on time.
pub(super) fn blocks(subject: &Subject<'_>, sla: &Sla) -> Vec<Block> {
    let promises = sla.promises.iter();
    let timed: Vec<&Promise> = promises
        .filter(|promise| promise.measure == Measure::TimeToEvent && !promise.within.0.is_empty())
        .collect();
    let calendars = sla.calendars.iter();
    let written = (sla.calendar.iter().map(|calendar| (None, calendar)))
        .chain(calendars.map(|(name, calendar)| (Some(name.as_str()), calendar)));
    let mut hours: Vec<Hours<'_>> = Vec::new();
    let mut unusable = false;
    for (name, calendar) in written {
        match OpenHours::new(calendar) {
            Ok(open) => hours.push((name, open)),
            Err(_) => unusable = true,
        }
    }
    if timed.is_empty() {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    if hours.is_empty() || unusable {
        blocks.push(Block::Paragraph(
            "Not every deadline is worked out here: nobody has said in full when the business is open."
                .to_owned(),
        ));
    }
    if let Some(rules) = rules(&timed, &hours) {
        blocks.push(Block::Paragraph(rules));
    }
    let tables = timed
        .iter()
        .filter_map(|promise| worked(subject, &hours, promise));
    blocks.extend(tables.map(Block::Table));
    blocks.insert(0, Block::Heading("What that means in practice".to_owned()));
    blocks
}

/// The rules that the readings of these promises need, in words.
fn rules(promises: &[&Promise], hours: &[Hours<'_>]) -> Option<String> {
    let targets = promises.iter().flat_map(|promise| &promise.within.0);
    let (mut by_hours, mut by_days, mut by_whole_days) = (false, false, false);
    for target in targets {
        match target.unit {
            TimeUnit::BusinessHours | TimeUnit::BusinessMinutes => by_hours = true,
            TimeUnit::BusinessDays => by_days = true,
            TimeUnit::ClockHoursOnWorkingDays => by_whole_days = true,
            TimeUnit::ClockHours | TimeUnit::ClockMinutes => {}
        }
    }
    let mut rules: Vec<&str> = Vec::new();
    if by_hours || by_days {
        rules.push(
            "A clock that starts outside business hours, or exactly at closing time, starts when we open next.",
        );
    }
    if by_days {
        rules.push(
            "The day on which it starts is not counted: one business day ends when we close on the working day after it.",
        );
    }
    if by_hours {
        rules.push("What falls exactly on closing time is due then, not when we open next.");
    }
    if by_whole_days {
        rules.push("Clock hours on working days stand still from midnight to midnight on days on which we do not open.");
    }
    if hours.iter().any(|(_, open)| open.goes_over_midnight()) {
        rules.push("Hours that go on over midnight belong to the day on which they start.");
    }
    rules.push("A promise is broken from the first moment after its deadline.");
    (rules.len() > 1).then(|| rules.join(" "))
}

fn worked(subject: &Subject<'_>, calendars: &[Hours<'_>], promise: &Promise) -> Option<Table> {
    let effective = subject.definition.metadata.effective_from;
    let from = effective.map_or(ANY_MONDAY, |day| day.0);
    let several = calendars.iter().any(|(name, _)| name.is_some());
    let mut head = vec!["When the clock starts".to_owned()];
    if several {
        head.insert(0, "Business hours".to_owned());
    }
    let warn_at = promise.warn_at.filter(|share| share.0 > 0);
    for target in &promise.within.0 {
        let when = target.when.as_ref();
        let when = when.map_or_else(String::new, |when| {
            format!(" ({})", subject.condition(when))
        });
        head.push(format!("{} end{when}", span(target.value, target.unit)));
        if let Some(share) = warn_at {
            head.push(format!("Warning at {share}"));
        }
    }
    let mut rows = Vec::new();
    for (name, hours) in calendars {
        let starts = [
            example::quiet(hours, from),
            example::late(hours, from),
            example::outside(hours, from),
        ];
        for start in starts.into_iter().flatten() {
            let mut row = Vec::new();
            if several {
                row.push(plain(name.unwrap_or_default()));
            }
            row.push(moment(&start, start.year(), Room::Long));
            for target in &promise.within.0 {
                row.push(ends(hours, &start, target));
                if let Some(share) = warn_at {
                    row.push(warned(hours, &start, target, share.0));
                }
            }
            rows.push(row);
        }
    }
    (!rows.is_empty()).then(|| Table {
        caption: capital(&essence(&Names::of(subject.definition), promise)),
        head,
        rows,
        numbers: None,
    })
}

fn ends(hours: &OpenHours, start: &Zoned, target: &Target) -> String {
    hours
        .due(start.timestamp(), target.value, target.unit)
        .map_or_else(
            |why| why.to_string(),
            |at| due(&at, target.unit, start.year(), Room::Long),
        )
}

fn warned(hours: &OpenHours, start: &Zoned, target: &Target, percent: u8) -> String {
    hours
        .gone_by(start.timestamp(), (target.value, target.unit), percent)
        .map_or_else(
            |why| why.to_string(),
            |at| due(&at, target.unit, start.year(), Room::Long),
        )
}
