//! One promise as rows of a form, and back.

use crate::app::form::Row;
use crate::app::screen::sla::words::{self, PERIODS, UNITS};
use crate::definition::calendar::MOST_UNITS;
use crate::definition::condition::Condition;
use crate::definition::scalar::{Days, LONGEST_DURATION, Percent};
use crate::definition::sla::{
    Clock, Measure, Period, Promise, RequiredField, Target, Targets, TimeUnit, TimeWindow,
};
use crate::workshop::Workshop;

/// What a row of the form asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// The promise in words.
    Words,
    /// Who promises.
    By,
    /// To whom.
    To,
    /// How many units of time.
    Within,
    /// Their reading.
    Unit,
    /// The share of cases.
    Percent,
    /// Which leads.
    Leads,
    /// What happens when it is missed.
    OnMiss,
    /// What starts the clock.
    Start,
    /// What stops it.
    Stop,
    /// When to warn.
    WarnAt,
    /// Days over which it is measured.
    Window,
    /// Fields that are filled.
    Fields,
    /// The least number.
    AtLeast,
    /// In which period.
    Per,
    /// Which leads are counted.
    Counted,
}

use Asks::{
    AtLeast, By, Counted, Fields, Leads, OnMiss, Per, Percent as Share, Start, Stop, To, Unit,
    WarnAt, Window, Within, Words,
};

/// What the form asks about a promise of this kind, the most important first.
#[must_use]
pub fn asks(measure: Measure) -> &'static [Asks] {
    match measure {
        Measure::TimeToEvent => &[
            Words, Within, Unit, Share, Leads, OnMiss, By, To, Start, Stop, WarnAt, Window,
        ],
        Measure::Completeness => &[Words, Fields, Share, Leads, OnMiss, By, To, Window],
        Measure::Count => &[Words, AtLeast, Per, Counted, OnMiss, By, To],
    }
}

/// The rows for a promise as it stands.
#[must_use]
pub fn rows(workshop: &Workshop, promise: &Promise) -> Vec<Row> {
    let ask = |asks: &Asks| row(workshop, promise, *asks);
    asks(promise.measure).iter().map(ask).collect()
}

fn row(workshop: &Workshop, promise: &Promise, asks: Asks) -> Row {
    let (label, help) = question(promise, asks);
    match asks {
        By => parties(workshop, label, help, &promise.by),
        To => parties(
            workshop,
            label,
            help,
            promise.to.as_deref().unwrap_or_default(),
        ),
        Unit => {
            let options = UNITS.iter().map(|u| words::unit(*u).to_owned()).collect();
            let unit = promise.within.0.last().map(|t| t.unit);
            let at = UNITS.iter().position(|u| Some(*u) == unit);
            Row::pick(label, help, options, at.unwrap_or(0))
        }
        Per => {
            let options = PERIODS
                .iter()
                .map(|p| words::period(*p).to_owned())
                .collect();
            let at = PERIODS.iter().position(|p| Some(*p) == promise.per);
            Row::pick(label, help, options, at.unwrap_or(2))
        }
        Leads => stages(workshop, label, help, promise.applies_to.as_ref()),
        Counted => stages(workshop, label, help, promise.of.as_ref()),
        _ => Row::text(label, help, &written(workshop, promise, asks)),
    }
}

/// The label of a row and the sentence about it.
fn question(promise: &Promise, asks: Asks) -> (&'static str, &'static str) {
    match asks {
        Words => ("Promise", "One sentence that both sides can quote."),
        By => (
            "Promised by",
            "Who keeps this promise. Left and right choose.",
        ),
        To => ("Promised to", "Who may count on it. Left and right choose."),
        Within => ("Within", within_help(promise)),
        Unit => (
            "Read as",
            "Left and right choose. What each means stands below.",
        ),
        Share => ("In % of cases", "0 to 100. Empty means: in every case."),
        Leads => ("For which leads", "Leads of this stage or a higher one."),
        OnMiss => ("If it is missed", "What happens then, in one sentence."),
        Start => (
            "Clock starts with",
            "A date or an act of the lead record, for example Became an MQL.",
        ),
        Stop => (
            "Clock stops with",
            "One or several, separated by commas; the first that happens counts.",
        ),
        WarnAt => (
            "Warn at %",
            "Of the time allowed: when to remind, before it is too late. Empty: no warning.",
        ),
        Window => (
            "Over days",
            "The share counts over so many days, up to today. Empty: over everything.",
        ),
        Fields => (
            "Fields filled in",
            "Separated by commas. \u{201c}Email or Phone\u{201d} asks for either.",
        ),
        AtLeast => ("At least", "How many leads."),
        Per => ("In each", "Left and right choose."),
        Counted => ("What counts", "Leads that reach this stage in the period."),
    }
}

/// What stands in a row of text; empty for a row of choices.
fn written(workshop: &Workshop, promise: &Promise, asks: Asks) -> String {
    fn number<T: ToString>(number: Option<T>) -> String {
        number.map_or_else(String::new, |n| n.to_string())
    }
    let name = |id: &String| words::name(workshop, id);
    let clock = promise.clock.as_ref();
    match asks {
        Words => promise.promise.clone().unwrap_or_default(),
        OnMiss => promise.on_miss.clone().unwrap_or_default(),
        Within => number(promise.within.0.last().map(|t| t.value)),
        Share => number(promise.target_percent),
        WarnAt => number(promise.warn_at.map(|p| p.0)),
        Window => number(promise.time_window.map(|w| w.duration.0)),
        AtLeast => number(promise.at_least),
        Fields => required(workshop, &promise.fields),
        Start => clock.map(|c| name(&c.start)).unwrap_or_default(),
        Stop => {
            let stops = clock.map_or(&[][..], |c| c.stop.as_slice());
            stops.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        By | To | Unit | Per | Leads | Counted => String::new(),
    }
}

fn within_help(promise: &Promise) -> &'static str {
    if promise.within.0.len() > 1 {
        "How many units. Shorter times for certain leads stay as they are."
    } else {
        "How many units of the reading below."
    }
}

fn parties(workshop: &Workshop, label: &str, help: &str, id: &str) -> Row {
    let options = workshop.parties.iter().map(|p| p.name.clone()).collect();
    let at = workshop.parties.iter().position(|p| p.id == id);
    Row::pick(label, help, options, at.unwrap_or(0))
}

/// "all leads", each stage, and last a condition that no stage says.
fn stages(workshop: &Workshop, label: &str, help: &str, condition: Option<&Condition>) -> Row {
    let mut options = vec!["all leads".to_owned()];
    options.extend(workshop.stages.iter().map(|s| s.name.clone()));
    let at = match condition {
        None => 0,
        Some(all) if *all == Condition::always() => 0,
        Some(Condition::Stage(id)) => workshop
            .stages
            .iter()
            .position(|s| s.id == *id)
            .map_or(0, |n| n + 1),
        Some(other) => {
            let spec = crate::definition::Spec {
                fields: workshop.bank.fields.clone(),
                events: workshop.bank.events.clone(),
                ..crate::definition::Spec::default()
            };
            let words = crate::definition::say::condition(&spec, other);
            options.push(format!("those that {words}"));
            options.len() - 1
        }
    };
    Row::pick(label, help, options, at)
}

fn required(workshop: &Workshop, fields: &[RequiredField]) -> String {
    let name = |id: &String| words::name(workshop, id);
    let each = fields.iter().map(|field| match field {
        RequiredField::Field(id) => name(id),
        RequiredField::AnyOf(ids) => ids.iter().map(name).collect::<Vec<_>>().join(" or "),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// Takes what stands in a row over into the promise.
///
/// # Errors
/// In words, why that is not possible; the promise keeps what it had.
pub fn read(
    workshop: &Workshop,
    promise: &mut Promise,
    asks: Asks,
    row: &Row,
) -> Result<(), String> {
    let value = row.value().trim().to_owned();
    let said = Some(value.clone()).filter(|v| !v.is_empty());
    match asks {
        Words => {
            promise.promise = Some(said.ok_or("A promise needs a sentence.")?);
        }
        OnMiss => promise.on_miss = said,
        By => promise.by = party(workshop, row)?,
        To => promise.to = Some(party(workshop, row)?),
        Within => target(promise).value = whole(&value, 1, u64::from(MOST_UNITS))?,
        Unit => {
            if let Some(unit) = UNITS.get(row.picked()) {
                target(promise).unit = *unit;
            }
        }
        Share => promise.target_percent = said.map(|text| percent(&text)).transpose()?,
        WarnAt => {
            let number = said.map(|text| whole(&text, 0, 100)).transpose()?;
            promise.warn_at = number.and_then(|n| u8::try_from(n).ok()).map(Percent);
        }
        Window => promise.time_window = window(promise, &value)?,
        Leads => promise.applies_to = stage(workshop, row, promise.applies_to.take()),
        Counted => {
            let counted = stage(workshop, row, promise.of.take());
            promise.of = Some(counted.unwrap_or_else(Condition::always));
        }
        Start => clock(promise).start = words::find(workshop, &value, true)?,
        Stop => clock(promise).stop = list(&value, |part| words::find(workshop, part, true))?,
        Fields => promise.fields = list(&value, |part| field(workshop, part))?,
        AtLeast => {
            promise.at_least = Some(u64::from(whole(&value, 1, 10_000_000)?));
        }
        Per => promise.per = PERIODS.get(row.picked()).copied(),
    }
    Ok(())
}

fn party(workshop: &Workshop, row: &Row) -> Result<String, String> {
    let party = workshop.parties.get(row.picked());
    party
        .map(|p| p.id.clone())
        .ok_or_else(|| "There is no such party.".to_owned())
}

/// The condition that a row of stages chose: `None` for all leads, `before` where no stage says it.
fn stage(workshop: &Workshop, row: &Row, before: Option<Condition>) -> Option<Condition> {
    let at = row.picked().checked_sub(1)?;
    match workshop.stages.get(at) {
        Some(stage) => Some(Condition::Stage(stage.id.clone())),
        None => before,
    }
}

/// The time allowed where no tier says otherwise.
fn target(promise: &mut Promise) -> &mut Target {
    let targets = &mut promise.within.0;
    if targets.last().is_none_or(|t| t.when.is_some()) {
        targets.push(Target {
            value: 24,
            unit: TimeUnit::BusinessHours,
            when: None,
        });
    }
    let last = targets.len() - 1;
    &mut targets[last]
}

fn clock(promise: &mut Promise) -> &mut Clock {
    promise.clock.get_or_insert_default()
}

fn window(promise: &Promise, value: &str) -> Result<Option<TimeWindow>, String> {
    if value.is_empty() {
        return Ok(None);
    }
    let days = whole(value, 1, u64::from(LONGEST_DURATION))?;
    Ok(Some(TimeWindow {
        duration: Days(days),
        is_rolling: promise.time_window.is_none_or(|w| w.is_rolling),
    }))
}

/// A whole number between two bounds, both included.
///
/// # Errors
/// In words: what would be right.
pub fn whole(text: &str, least: u64, most: u64) -> Result<u32, String> {
    let number = text.parse::<u64>().ok();
    number
        .filter(|n| (least..=most).contains(n))
        .and_then(|n| u32::try_from(n).ok())
        .ok_or_else(|| format!("Write a whole number from {least} to {most}."))
}

fn percent(text: &str) -> Result<f64, String> {
    let text = text.trim_end_matches('%').trim_end();
    let number = text.parse::<f64>().ok();
    number
        .filter(|n| (0.0..=100.0).contains(n))
        .ok_or_else(|| "A share is from 0 to 100.".to_owned())
}

fn list<T>(text: &str, one: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
    let list: Vec<T> = parts.map(one).collect::<Result<_, _>>()?;
    if list.is_empty() {
        return Err("Name at least one.".to_owned());
    }
    Ok(list)
}

fn field(workshop: &Workshop, text: &str) -> Result<RequiredField, String> {
    let ids: Vec<String> = text
        .split(" or ")
        .map(|part| words::find(workshop, part.trim(), false))
        .collect::<Result<_, _>>()?;
    Ok(match ids.as_slice() {
        [one] => RequiredField::Field(one.clone()),
        _ => RequiredField::AnyOf(ids),
    })
}

/// A new promise of a kind, with a name that is free.
#[must_use]
pub fn new(workshop: &Workshop, measure: Measure) -> Promise {
    let mut signing = workshop.signing_parties();
    let first = signing.next().map(|p| p.id.clone()).unwrap_or_default();
    let second = signing.next().map(|p| p.id.clone());
    let qualified = crate::workshop::compile::qualified_stage(workshop).map(str::to_owned);
    let stage = qualified.map(Condition::Stage);
    let timed = measure == Measure::TimeToEvent;
    let counts = measure == Measure::Count;
    let (by, to) = match (timed, second) {
        (true, Some(second)) => (second, Some(first)),
        (_, second) => (first, second),
    };
    Promise {
        id: free_id(workshop),
        by,
        to,
        promise: Some(starting_words(measure).to_owned()),
        measure,
        clock: timed.then(|| clock_of(workshop)),
        within: Targets(if timed { vec![one_day()] } else { Vec::new() }),
        soft: Targets::default(),
        fields: if measure == Measure::Completeness {
            workshop
                .bank
                .fields
                .keys()
                .take(1)
                .cloned()
                .map(RequiredField::Field)
                .collect()
        } else {
            Vec::new()
        },
        of: stage.clone().filter(|_| counts),
        at_least: counts.then_some(100),
        per: counts.then_some(Period::Month),
        warn_at: None,
        target_percent: (!counts).then_some(95.0),
        time_window: (!counts).then_some(TimeWindow {
            duration: Days(28),
            is_rolling: true,
        }),
        applies_to: stage.filter(|_| !counts),
        on_miss: None,
    }
}

fn one_day() -> Target {
    Target {
        value: 24,
        unit: TimeUnit::BusinessHours,
        when: None,
    }
}

fn starting_words(measure: Measure) -> &'static str {
    match measure {
        Measure::TimeToEvent => "Answer every qualified lead within 24 business hours",
        Measure::Completeness => "Every qualified lead has its fields filled in",
        Measure::Count => "Deliver at least 100 qualified leads a month",
    }
}

/// The clock that the workshop's first timed promise runs on; else from the first date to the first act.
fn clock_of(workshop: &Workshop) -> Clock {
    let known = workshop.sla.promises.iter().find_map(|p| p.clock.clone());
    known.unwrap_or_else(|| Clock {
        start: workshop
            .bank
            .events
            .keys()
            .next()
            .cloned()
            .unwrap_or_default(),
        stop: workshop
            .bank
            .events
            .keys()
            .skip(1)
            .take(1)
            .cloned()
            .collect(),
        ..Clock::default()
    })
}

fn free_id(workshop: &Workshop) -> String {
    (1..=workshop.sla.promises.len() + 1)
        .map(|n| format!("promise-{n}"))
        .find(|id| workshop.sla.promises.iter().all(|p| p.id != *id))
        .unwrap_or_default()
}
