//! The promises of both sides, with the calendar their clocks run on.

use crate::definition::sla::{
    Calendar, Clock, Measure, Period, Promise, Sla, Target, Targets, TimeUnit,
};
use crate::export::chapter::{Subject, deadlines, handled, long_day, plain, unless_empty};
use crate::export::document::{Block, Card, Chapter, Row};
use crate::export::text::{and_list, capital, or_list};

/// The promises, by who gives them, and the calendars.
pub(super) fn chapter(subject: &Subject<'_>) -> Option<Chapter> {
    let sla = subject.spec.sla.as_ref()?;
    let mut blocks = Vec::new();
    if let Some(day) = subject.definition.metadata.effective_from
        && !sla.promises.is_empty()
    {
        blocks.push(Block::Paragraph(format!(
            "No promise counts before {}: from that day on this version is in force.",
            long_day(day.0)
        )));
    }
    let mut parties: Vec<&str> = Vec::new();
    for promise in &sla.promises {
        if !parties.contains(&promise.by.as_str()) {
            parties.push(&promise.by);
        }
    }
    for party in parties {
        let promises = sla.promises.iter().filter(|promise| promise.by == party);
        let mut promises: Vec<&Promise> = promises.collect();
        // Quality before volume.
        promises.sort_by_key(|promise| promise.measure == Measure::Count);
        blocks.push(Block::Heading(format!("{} promises", subject.party(party))));
        let cards = promises.into_iter().map(|promise| card(subject, promise));
        blocks.push(Block::Cards(cards.collect()));
    }
    blocks.extend(calendars(subject, sla));
    blocks.extend(deadlines::blocks(subject, sla));
    unless_empty(Chapter {
        id: "promises",
        title: "What we promise each other",
        blocks,
    })
}

/// The first promise on time, in words; it belongs to the hand-off.
pub(super) fn first_contact(subject: &Subject<'_>) -> Option<String> {
    let promises = subject.spec.sla.iter().flat_map(|sla| &sla.promises);
    let mut timed = promises.filter(|promise| promise.measure == Measure::TimeToEvent);
    let promise = timed.find(|promise| promise.id.contains("contact"))?;
    Some(format!(
        "{} promises: {}",
        subject.party(&promise.by),
        title(promise)
    ))
}

fn card(subject: &Subject<'_>, promise: &Promise) -> Card {
    let one = |text: Option<String>| text.into_iter().collect::<Vec<_>>();
    let clock = promise.clock.as_ref();
    let rows = [
        ("Time allowed", targets(subject, &promise.within)),
        ("Better still", targets(subject, &promise.soft)),
        (
            "The clock",
            clock.map_or_else(Vec::new, |clock| clock_words(subject, clock)),
        ),
        ("Filled in", required_fields(subject, promise)),
        ("At least", one(volume(subject, promise))),
        (
            "For",
            one(promise
                .applies_to
                .as_ref()
                .map(|when| capital(&subject.condition(when)))),
        ),
        ("Kept when", one(share(promise))),
        (
            "Warning",
            one(promise
                .warn_at
                .map(|at| format!("When {at} of the time has gone by"))),
        ),
        ("When missed", one(promise.on_miss.as_deref().map(capital))),
    ];
    Card {
        title: title(promise),
        tag: promise
            .to
            .as_deref()
            .map_or_else(String::new, |to| format!("to {}", subject.party(to))),
        rows: rows
            .into_iter()
            .filter_map(|(label, texts)| Row::several(label, texts))
            .collect(),
    }
}

pub(super) fn title(promise: &Promise) -> String {
    match promise.promise.as_deref().map(str::trim) {
        Some(words) if !words.is_empty() => capital(words),
        _ => capital(&plain(&promise.id)),
    }
}

fn targets(subject: &Subject<'_>, targets: &Targets) -> Vec<String> {
    let several = targets.0.len() > 1;
    let targets = targets.0.iter();
    targets
        .map(|target| {
            let span = span(target);
            match &target.when {
                Some(when) => format!("{span} when {}", subject.condition(when)),
                None if several => format!("{span} otherwise"),
                None => span,
            }
        })
        .collect()
}

/// `24 business hours`.
pub(super) fn span(target: &Target) -> String {
    let n = target.value;
    let (one, many) = match target.unit {
        TimeUnit::BusinessHours => ("business hour", "business hours"),
        TimeUnit::BusinessMinutes => ("business minute", "business minutes"),
        TimeUnit::ClockHours => ("hour by the clock", "hours by the clock"),
        TimeUnit::ClockMinutes => ("minute by the clock", "minutes by the clock"),
        TimeUnit::ClockHoursOnWorkingDays => (
            "hour by the clock, working days only",
            "hours by the clock, working days only",
        ),
        TimeUnit::BusinessDays => ("business day, by close", "business days, by close"),
    };
    format!("{n} {}", if n == 1 { one } else { many })
}

fn clock_words(subject: &Subject<'_>, clock: &Clock) -> Vec<String> {
    let names = |ids: &[String]| -> Vec<String> { ids.iter().map(|id| subject.fact(id)).collect() };
    let mut words = vec![format!("Starts: {}", subject.fact(&clock.start))];
    if !clock.stop.is_empty() {
        words.push(format!("Stops: {}", or_list(&names(&clock.stop))));
    }
    if !clock.restart_on.is_empty() {
        words.push(format!(
            "Starts anew: {}",
            or_list(&names(&clock.restart_on))
        ));
    }
    let pauses = clock.pause.iter();
    words.extend(pauses.map(|pause| {
        format!(
            "Stands still: from {} to {}",
            subject.fact(&pause.from),
            subject.fact(&pause.to)
        )
    }));
    words
}

fn required_fields(subject: &Subject<'_>, promise: &Promise) -> Vec<String> {
    let fields = promise.fields.iter();
    let fields: Vec<String> = fields
        .map(|field| handled::required(subject, field))
        .collect();
    if fields.is_empty() {
        Vec::new()
    } else {
        vec![capital(&and_list(&fields))]
    }
}

fn volume(subject: &Subject<'_>, promise: &Promise) -> Option<String> {
    let least = promise.at_least?;
    let per = promise.per.map_or("", |period| match period {
        Period::Day => " a day",
        Period::Week => " a week",
        Period::Month => " a month",
        Period::Quarter => " a quarter",
    });
    let of = promise.of.as_ref().map_or_else(String::new, |of| {
        format!(", counting {}", subject.condition(of))
    });
    Some(format!("{least}{per}{of}"))
}

/// `At least 95% of cases meet it, over the last 28 days`.
fn share(promise: &Promise) -> Option<String> {
    let percent = promise.target_percent?;
    let over = promise.time_window.map_or_else(String::new, |window| {
        let days = crate::definition::say::spoken(window.duration);
        if window.is_rolling {
            format!(", over the last {days}")
        } else {
            format!(", over {days}")
        }
    });
    Some(if percent >= 100.0 {
        format!("Every case meets it{over}")
    } else {
        format!("At least {percent}% of cases meet it{over}")
    })
}

fn calendars(subject: &Subject<'_>, sla: &Sla) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(calendar) = &sla.calendar {
        blocks.push(Block::Heading("Our business hours".to_owned()));
        blocks.push(Block::Rows(calendar_rows(calendar)));
    }
    for (name, calendar) in &sla.calendars {
        blocks.push(Block::Heading(format!("Business hours: {}", plain(name))));
        blocks.push(Block::Rows(calendar_rows(calendar)));
    }
    if let (Some(field), false) = (&sla.calendar_by, sla.calendars.is_empty()) {
        blocks.push(Block::Paragraph(format!(
            "The {} of a lead tells which of them counts.",
            subject.fact(field)
        )));
    }
    blocks
}

fn calendar_rows(calendar: &Calendar) -> Vec<Row> {
    let hours = calendar.hours.iter();
    let mut rows: Vec<Row> = hours
        .map(|(days, intervals)| {
            let text = if intervals.is_empty() {
                "closed".to_owned()
            } else {
                intervals.join(", ").replace('-', "\u{2013}")
            };
            Row::one(weekdays(days), text)
        })
        .collect();
    rows.push(Row::one("Time zone", &calendar.time_zone));
    let closed: Vec<String> = calendar
        .holidays
        .iter()
        .map(|day| long_day(day.0))
        .collect();
    if !closed.is_empty() {
        rows.push(Row::one("Closed", closed.join(", ")));
    }
    rows
}

/// `Monday to Thursday` for `mon-thu`; what is no weekday stays as it is.
fn weekdays(days: &str) -> String {
    let name = |day: &str| match day.trim() {
        "mon" => "Monday".to_owned(),
        "tue" => "Tuesday".to_owned(),
        "wed" => "Wednesday".to_owned(),
        "thu" => "Thursday".to_owned(),
        "fri" => "Friday".to_owned(),
        "sat" => "Saturday".to_owned(),
        "sun" => "Sunday".to_owned(),
        other => other.to_owned(),
    };
    match days.split_once('-') {
        Some((first, last)) => format!("{} to {}", name(first), name(last)),
        None => name(days),
    }
}
