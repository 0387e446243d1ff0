//! The promises of both sides, with the calendar their clocks run on.

use crate::chapter::{Subject, deadlines, long_day, plain, unless_empty};
use crate::document::{Block, Card, Chapter, Row};
use crate::text::{capital, or_list};
use leadpact_definition::condition::Condition;
use leadpact_definition::holiday::Holiday;
use leadpact_definition::say;
use leadpact_definition::say::promise::{self, Names};
use leadpact_definition::sla::{Calendar, Clock, Measure, Promise, Sla};

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
    if sla.promises.iter().any(is_about_a_stage) {
        blocks.push(Block::Paragraph(
            "What is promised for the leads of a step holds on the steps above it too.".to_owned(),
        ));
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

/// Whether a promise is for the leads of a stage, or counts them.
fn is_about_a_stage(promise: &Promise) -> bool {
    let mut found = false;
    for condition in [&promise.applies_to, &promise.of].into_iter().flatten() {
        condition.visit(&mut |part| found |= matches!(part, Condition::Stage(_)));
    }
    found
}

/// The first promise on first contact with the leads of a stage, in words; it belongs to the hand-off.
pub(super) fn first_contact(subject: &Subject<'_>, stage: &str) -> Option<String> {
    let promises = subject.spec.sla.iter().flat_map(|sla| &sla.promises);
    let timed = promises.filter(|promise| promise.measure == Measure::TimeToEvent);
    let timed = timed.filter(|promise| promise.id.contains("contact"));
    let of_stage = |promise: &&Promise| matches!(&promise.applies_to, Some(Condition::Stage(id)) if id == stage);
    let everybody = |promise: &&Promise| promise.applies_to.is_none();
    let promise = timed.clone().find(of_stage);
    let promise = promise.or_else(|| timed.clone().find(everybody))?;
    Some(title(subject, promise))
}

/// The sentence of a promise, and what it does not say by itself: when people are warned, what follows, words added.
fn card(subject: &Subject<'_>, promise: &Promise) -> Card {
    let names = Names::of(subject.definition);
    let one = |text: Option<String>| text.into_iter().collect::<Vec<_>>();
    let clock = promise.clock.as_ref();
    let rows = [
        (
            "The clock",
            clock.map_or_else(Vec::new, |clock| clock_words(subject, clock)),
        ),
        (
            "Warning",
            one(promise
                .warn_at
                .map(|at| format!("When {at} of the time has gone by"))),
        ),
        ("When missed", missed(&names, promise)),
        ("In their words", one(promise.added_words().map(capital))),
    ];
    Card {
        title: promise::core(&names, promise),
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

/// What the rules do when it is missed, and what people do, in words only.
fn missed(names: &Names<'_>, promise: &Promise) -> Vec<String> {
    let people = promise::by_people(promise);
    let people = people.map(|words| format!("In words only: {words}"));
    promise::by_rule(names, promise)
        .into_iter()
        .chain(people)
        .collect()
}

/// What is promised, as one sentence without a full stop.
pub(super) fn title(subject: &Subject<'_>, promise: &Promise) -> String {
    promise::core(&Names::of(subject.definition), promise)
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
            Row::one(
                say::calendar::weekdays(days),
                say::calendar::hours(intervals),
            )
        })
        .collect();
    rows.push(Row::one("Time zone", &calendar.time_zone));
    let (closed, own): (Vec<&Holiday>, Vec<&Holiday>) =
        calendar.holidays.iter().partition(|h| h.hours.is_empty());
    for (label, days) in [("Closed", closed), ("Hours of their own", own)] {
        if !days.is_empty() {
            let days: Vec<String> = days.into_iter().map(say::calendar::holiday).collect();
            rows.push(Row::one(label, days.join(", ")));
        }
    }
    rows
}
