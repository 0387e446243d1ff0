//! From the rows of a form back to the promise.

use crate::facts;
use crate::form::Row;
use crate::number::whole;
use crate::screen::sla::promise::{Asks, by_rule, quality};
use crate::screen::sla::units::PERIODS;
use leadpact_definition::calendar::MOST_UNITS;
use leadpact_definition::condition::Condition;
use leadpact_definition::scalar::{Days, LONGEST_DURATION, Percent};
use leadpact_definition::sla::{
    Clock, Floor, Promise, RequiredField, Target, TimeUnit, TimeWindow,
};
use leadpact_workshop::Workshop;

use Asks::{
    AtLeast, By, Counted, Fields, FloorAct, FloorShare, Leads, OnMiss, Per, Percent as Share,
    Start, Stop, ThenWhat, To, Unit, WarnAt, Window, Within, Words,
};

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
        Words if said.as_deref() == promise.added_words() => {}
        Words => {
            promise.words = said;
            promise.promise = None;
        }
        ThenWhat => promise.then = (row.picked() > 0).then_some(by_rule(promise).0),
        FloorShare => {
            let percent = said.map(|text| floor_share(&text)).transpose()?;
            promise.of_which = percent.map(|percent| Floor {
                percent,
                are: promise
                    .of_which
                    .take()
                    .map_or_else(|| Condition::event(quality(workshop)), |floor| floor.are),
            });
        }
        FloorAct => {
            let act = workshop.bank.events.keys().nth(row.picked());
            if let (Some(floor), Some(act)) = (&mut promise.of_which, act) {
                floor.are = Condition::event(act.as_str());
            }
        }
        OnMiss => promise.on_miss = said,
        By => promise.by = party(workshop, row)?,
        To => promise.to = Some(party(workshop, row)?),
        Within if value.is_empty() && promise.within.is_empty() => {}
        Within => target(promise).value = whole(&value, 1, u64::from(MOST_UNITS))?,
        Unit => {
            let unit = TimeUnit::ALL.get(row.picked());
            if let (Some(unit), false) = (unit, promise.within.is_empty()) {
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
        Start if value.is_empty() && clock(promise).start.is_empty() => {}
        Start => clock(promise).start = facts::find(workshop, &value, true)?,
        Stop if value.is_empty() && clock(promise).stop.is_empty() => {}
        Stop => clock(promise).stop = list(&value, |part| facts::find(workshop, part, true))?,
        Fields if value.is_empty() && promise.fields.is_empty() => {}
        Fields => promise.fields = list(&value, |part| field(workshop, part))?,
        AtLeast if value.is_empty() && promise.at_least.is_none() => {}
        AtLeast => {
            promise.at_least = Some(u64::from(whole(&value, 1, 10_000_000)?));
        }
        Per => promise.per = PERIODS.get(row.picked()).copied(),
    }
    Ok(())
}

fn floor_share(text: &str) -> Result<f64, String> {
    percent(text)
        .ok()
        .filter(|share| *share > 0.0)
        .ok_or_else(|| "A floor is above 0 and at most 100. Empty: none.".to_owned())
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
        .map(|part| facts::find(workshop, part.trim(), false))
        .collect::<Result<_, _>>()?;
    Ok(match ids.as_slice() {
        [one] => RequiredField::Field(one.clone()),
        _ => RequiredField::AnyOf(ids),
    })
}
