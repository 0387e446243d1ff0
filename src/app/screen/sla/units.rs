//! Words of the SLA screens: periods, shares, calendars.

use crate::slug::count;
use leadpact_definition::say::english::capital;
use leadpact_definition::sla::{Calendar, Measure, Period, Promise};

/// The periods of a count, shortest first.
pub(crate) const PERIODS: [Period; 4] = [Period::Day, Period::Week, Period::Month, Period::Quarter];

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
    let shortened = calendar.holidays.iter().filter(|day| !day.hours.is_empty());
    let shortened = shortened.count();
    let closed = calendar.holidays.len() - shortened;
    if closed > 0 {
        parts.push(count(closed, "holiday", "holidays"));
    }
    if shortened > 0 {
        parts.push(count(shortened, "special day", "special days"));
    }
    parts.join(", ")
}
