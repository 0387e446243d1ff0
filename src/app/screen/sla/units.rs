//! Words of the SLA screens: shares, calendars, names of facts and acts.

use crate::slug::count;
use leadpact_definition::nearest::nearest;
use leadpact_definition::say::english::capital;
use leadpact_definition::sla::{Calendar, Measure, Period, Promise};
use leadpact_workshop::Workshop;

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
