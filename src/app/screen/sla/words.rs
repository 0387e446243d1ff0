//! Words of the SLA screens: spans of time, calendars, names of facts and acts.

use crate::app::words::count;
use crate::definition::nearest::nearest;
use crate::definition::sla::{Calendar, Measure, Period, Promise, TimeUnit};
use crate::workshop::Workshop;

/// Every reading of a span, in the order in which they are offered.
pub const UNITS: [TimeUnit; 6] = [
    TimeUnit::BusinessHours,
    TimeUnit::ClockHoursOnWorkingDays,
    TimeUnit::BusinessDays,
    TimeUnit::ClockHours,
    TimeUnit::BusinessMinutes,
    TimeUnit::ClockMinutes,
];

/// The periods of a count, shortest first.
pub const PERIODS: [Period; 4] = [Period::Day, Period::Week, Period::Month, Period::Quarter];

/// A unit without its number: "business hours".
#[must_use]
pub fn unit(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::BusinessHours => "business hours",
        TimeUnit::BusinessMinutes => "business minutes",
        TimeUnit::ClockHours => "clock hours",
        TimeUnit::ClockMinutes => "clock minutes",
        TimeUnit::ClockHoursOnWorkingDays => "clock hours on working days",
        TimeUnit::BusinessDays => "business days, by close",
    }
}

/// A span with its reading: "24 business hours", "1 business day, by close".
#[must_use]
pub fn span(value: u32, of: TimeUnit) -> String {
    if value != 1 {
        return format!("{value} {}", unit(of));
    }
    let one = match of {
        TimeUnit::BusinessHours => "business hour",
        TimeUnit::BusinessMinutes => "business minute",
        TimeUnit::ClockHours => "clock hour",
        TimeUnit::ClockMinutes => "clock minute",
        TimeUnit::ClockHoursOnWorkingDays => "clock hour on working days",
        TimeUnit::BusinessDays => "business day, by close",
    };
    format!("1 {one}")
}

/// A period's word.
#[must_use]
pub fn period(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Quarter => "quarter",
    }
}

/// What a promise measures, short: "within 24 business hours", "4 fields", "120 a month".
#[must_use]
pub fn measured(promise: &Promise) -> String {
    match promise.measure {
        Measure::TimeToEvent => promise
            .within
            .0
            .last()
            .map_or_else(String::new, |t| span(t.value, t.unit)),
        Measure::Completeness => count(promise.fields.len(), "field", "fields"),
        Measure::Count => {
            let least = promise.at_least.unwrap_or(0);
            let per = promise.per.map_or("month", period);
            format!("{least} a {per}")
        }
    }
}

/// The share of cases: "95 %", or "all".
#[must_use]
pub fn share(promise: &Promise) -> String {
    match promise.target_percent {
        Some(percent) => format!("{percent} %"),
        None if promise.measure == Measure::Count => String::new(),
        None => "all".to_owned(),
    }
}

/// Weekdays as files name them, with what people read.
pub const WEEKDAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

/// The opening hours in one line: "Mon-Fri 09:00-17:00, 2 holidays".
#[must_use]
pub fn hours(calendar: &Calendar) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (days, hours) in calendar.hours.iter().filter(|(_, h)| !h.is_empty()) {
        let days: Vec<String> = days.split('-').map(capital).collect();
        parts.push(format!("{} {}", days.join("-"), hours.join(" and ")));
    }
    if parts.is_empty() {
        parts.push("never open".to_owned());
    }
    if !calendar.holidays.is_empty() {
        parts.push(count(calendar.holidays.len(), "holiday", "holidays"));
    }
    parts.join(", ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// What people call a fact or an act: its label where that is unmistakable, else its id.
#[must_use]
pub fn name(workshop: &Workshop, id: &str) -> String {
    let bank = &workshop.bank;
    let field = bank.fields.get(id).and_then(|f| f.label.as_deref());
    let event = bank.events.get(id).and_then(|e| e.label.as_deref());
    let Some(label) = field.or(event) else {
        return id.to_owned();
    };
    let clear = !label.contains(',') && !label.to_lowercase().contains(" or ");
    let same = |other: Option<&str>| other.is_some_and(|l| l.eq_ignore_ascii_case(label));
    let fields = bank.fields.values().filter(|f| same(f.label.as_deref()));
    let events = bank.events.values().filter(|e| same(e.label.as_deref()));
    if clear && fields.count() + events.count() == 1 {
        label.to_owned()
    } else {
        id.to_owned()
    }
}

/// The id behind a name that a person typed: an id or a label, capitals do not matter.
///
/// # Errors
/// There is none, with the nearest one.
pub fn find(workshop: &Workshop, typed: &str, events: bool) -> Result<String, String> {
    let bank = &workshop.bank;
    let ids = bank
        .fields
        .keys()
        .chain(bank.events.keys().filter(|_| events));
    let names: Vec<(&String, String)> = ids.map(|id| (id, name(workshop, id))).collect();
    let known = names.iter().find(|(id, label)| {
        id.eq_ignore_ascii_case(typed) || label.to_lowercase() == typed.to_lowercase()
    });
    if let Some((id, _)) = known {
        return Ok((*id).clone());
    }
    let near = nearest(typed, names.iter().map(|(_, label)| label.as_str()));
    let kind = if events { "field or event" } else { "field" };
    Err(match near {
        Some(near) => format!("There is no {kind} \u{201c}{typed}\u{201d}. Did you mean {near}?"),
        None => format!("There is no {kind} \u{201c}{typed}\u{201d} in the lead record."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_says_its_reading() {
        assert_eq!(span(24, TimeUnit::BusinessHours), "24 business hours");
        assert_eq!(span(1, TimeUnit::BusinessDays), "1 business day, by close");
        assert_eq!(
            span(24, TimeUnit::ClockHoursOnWorkingDays),
            "24 clock hours on working days"
        );
    }
}
