//! Acceptance by silence: after how many days a promised time has surely run out, and the condition that says so.
//!
//! A rule sees days, a promise counts hours or business days. The number of days is the longest that the promised time
//! takes by the opening hours, whatever day of the week it starts on and however late on that day: the distance from
//! the day of the start to the day of the deadline. A lead is older than that only when the deadline has passed.
//! Holidays of the calendar are not counted, as one number of days holds all year round: where one falls into the time,
//! silence is taken for acceptance so many days early.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "one shape is looked for, which this file has written"
)]

use jiff::civil::{Date, date};
use jiff::{ToSpan, tz::TimeZone};

use crate::{
    condition::{Condition, EventCondition, Test},
    model::Spec,
    scalar::{Days, LONGEST_DURATION},
    sla::{Calendar, Promise, Sla, Target, TimeUnit, calendar::OpenHours},
    stage::Stage,
};

/// A Monday, far from any change of the clock.
const MONDAY: Date = date(2026, 1, 12);

/// The days after which the promised time has surely run out; of several tiers and calendars the longest.
///
/// # Errors
/// In words: why it cannot be said.
pub fn days(sla: &Sla, promise: &Promise) -> Result<Days, &'static str> {
    let Some(clock) = &promise.clock else {
        return Err("nobody has said what starts its clock");
    };
    if !clock.restart_on.is_empty() || !clock.pause.is_empty() {
        return Err("its clock can start anew or stand still, which a day alone does not show");
    }
    let mut longest = None;
    for target in &promise.within.0 {
        longest = longest.max(Some(longest_of(sla, target)?));
    }
    match longest {
        Some(days) if days <= LONGEST_DURATION => Ok(Days(days)),
        Some(_) => Err("the promised time is too long"),
        None => Err("no time is promised"),
    }
}

fn longest_of(sla: &Sla, target: &Target) -> Result<u32, &'static str> {
    let by_clock = match target.unit {
        TimeUnit::ClockHours => Some(target.value.div_ceil(24)),
        TimeUnit::ClockMinutes => Some(target.value.div_ceil(24 * 60)),
        TimeUnit::BusinessHours
        | TimeUnit::BusinessMinutes
        | TimeUnit::ClockHoursOnWorkingDays
        | TimeUnit::BusinessDays => None,
    };
    if let Some(days) = by_clock {
        return Ok(days);
    }
    let mut longest = None;
    for calendar in sla.calendar.iter().chain(sla.calendars.values()) {
        longest = longest.max(Some(by_calendar(calendar, target)?));
    }
    longest.ok_or("nobody has said when the business is open")
}

/// The longest over the seven weekdays, from the last second of each.
fn by_calendar(calendar: &Calendar, target: &Target) -> Result<u32, &'static str> {
    const UNUSABLE: &str = "the opening hours cannot be used";
    let plain = Calendar {
        time_zone: "UTC".to_owned(),
        holidays: Vec::new(),
        ..calendar.clone()
    };
    let open = OpenHours::new(&plain).map_err(|_| UNUSABLE)?;
    let mut longest = 0;
    for weekday in 0..7_i64 {
        let day = MONDAY.saturating_add(weekday.days());
        let start = day
            .at(23, 59, 59, 0)
            .to_zoned(TimeZone::UTC)
            .map_err(|_| UNUSABLE)?;
        let due = open
            .due(start.timestamp(), target.value, target.unit)
            .map_err(|_| "the promised time is too long")?;
        // What is due at midnight is late from the first moment of the next day.
        let last = due.saturating_sub(1.second());
        let away = day
            .until(last.date())
            .map_err(|_| "the promised time is too long")?;
        longest = longest.max(u32::try_from(away.get_days()).unwrap_or(0));
    }
    Ok(longest)
}

/// True once more than so many days have passed since the clock's start, which is a field or an event.
#[must_use]
pub fn run_out(start: &str, is_field: bool, days: Days) -> Condition {
    if is_field {
        return Condition::field(start, Test::OlderThan(days));
    }
    let recent = Condition::Event(EventCondition {
        event: start.to_owned(),
        within: Some(days),
        ..EventCondition::default()
    });
    Condition::All(vec![Condition::event(start), Condition::None(vec![recent])])
}

/// After how many days the rules take silence for acceptance: the stage that an act stopping the clock enters is entered
/// then as well. `None`: no stage is.
#[must_use]
pub(crate) fn carried_out<'s>(spec: &'s Spec, promise: &Promise) -> Option<(Days, &'s Stage)> {
    let clock = promise.clock.as_ref()?;
    let is_field = spec.fields.contains_key(&clock.start);
    spec.stages.iter().find_map(|stage| {
        let (mut accepted, mut found) = (false, None);
        stage.when.as_ref()?.visit(&mut |part| {
            accepted |= matches!(part, Condition::Event(e) if clock.stop.contains(&e.event));
            if let Some(days) = written(part)
                && *part == run_out(&clock.start, is_field, days)
            {
                found = Some(days);
            }
        });
        found.filter(|_| accepted).map(|days| (days, stage))
    })
}

/// The days of a condition that may be one of [`run_out`].
fn written(condition: &Condition) -> Option<Days> {
    match condition {
        Condition::Field {
            test: Test::OlderThan(days),
            ..
        } => Some(*days),
        Condition::All(parts) => match parts.as_slice() {
            [Condition::Event(_), Condition::None(none)] => match none.as_slice() {
                [Condition::Event(recent)] => recent.within,
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::read;

    fn sla(hours: &str) -> Sla {
        read(&format!(
            "calendar: {{timeZone: Europe/London, hours: {{{hours}}}, holidays: [2026-12-25]}}\n"
        ))
        .unwrap()
    }

    fn promise(within: &str) -> Promise {
        read(&format!(
            "{{id: p, by: sales, measure: time-to-event, clock: {{start: a, stop: [b]}}, within: {within}}}"
        ))
        .unwrap()
    }

    /// By hand, for Monday to Friday 09:00-17:00 and a start at night, which counts from the next opening: from a Friday
    /// night one business day is the Tuesday, five are the Monday after the next weekend; 24 business hours from a
    /// Thursday night are Friday, Monday, Tuesday.
    #[test]
    fn the_days_are_the_longest_the_promised_time_can_take() {
        let week = sla("mon-fri: [\"09:00-17:00\"]");
        for (within, days) in [
            ("{value: 1, unit: business-days}", 4),
            ("{value: 5, unit: business-days}", 10),
            ("{value: 10, unit: business-days}", 17),
            ("{value: 24, unit: business-hours}", 5),
            ("{value: 30, unit: business-minutes}", 3),
            ("{value: 24, unit: clock-hours}", 1),
            ("{value: 25, unit: clock-hours}", 2),
            ("{value: 10, unit: clock-minutes}", 1),
            ("{value: 24, unit: clock-hours-on-working-days}", 3),
            (
                "[{value: 1, unit: business-days, when: {stage: mql}}, {value: 2, unit: business-days}]",
                5,
            ),
        ] {
            assert_eq!(
                super::days(&week, &promise(within)),
                Ok(Days(days)),
                "{within}"
            );
        }
        let every_day = sla("mon-sun: [\"00:00-24:00\"]");
        let one = promise("{value: 1, unit: business-days}");
        assert_eq!(super::days(&every_day, &one), Ok(Days(1)));
        let mondays = sla("mon: [\"09:00-10:00\"]");
        assert_eq!(super::days(&mondays, &one), Ok(Days(14)));
    }

    #[test]
    fn what_cannot_be_said_says_why() {
        let one = promise("{value: 1, unit: business-days}");
        let nobody = "nobody has said when the business is open";
        assert_eq!(super::days(&Sla::default(), &one), Err(nobody));
        let mut paused = one.clone();
        if let Some(clock) = &mut paused.clock {
            clock.restart_on = vec!["c".to_owned()];
        }
        let why = super::days(&sla("mon: [\"09:00-10:00\"]"), &paused).unwrap_err();
        assert!(why.contains("start anew"), "{why}");
    }
}
