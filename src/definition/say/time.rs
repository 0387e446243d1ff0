//! Spans of time and their readings in plain English.

use crate::{
    say::{condition, names::Names},
    sla::{Promise, Target, TimeUnit},
};

/// `within 24 business hours`, with tiers and the softer target.
pub(super) fn time_allowed(names: &Names, promise: &Promise) -> String {
    let tiers = |targets: &[Target]| {
        let several = targets.len() > 1;
        let each = targets.iter().map(|target| {
            let time = aloud(target);
            match &target.when {
                Some(when) => format!("{time} when {}", condition(names.spec, when)),
                None if several => format!("otherwise within {time}"),
                None => time,
            }
        });
        each.collect::<Vec<_>>().join(", ")
    };
    let comma = |targets: &[Target]| if targets.len() > 1 { "," } else { "" };
    let (hard, soft) = (&promise.within.0, &promise.soft.0);
    match (hard.is_empty(), soft.is_empty()) {
        (true, true) => "within [how long?]".to_owned(),
        (false, true) => format!("within {}{}", tiers(hard), comma(hard)),
        (true, false) => format!("where possible within {}{}", tiers(soft), comma(soft)),
        (false, false) => format!(
            "within {}, where possible within {},",
            tiers(hard),
            tiers(soft)
        ),
    }
}

/// A span as it is read aloud: `5 business days (by close)`.
pub(super) fn aloud(target: &Target) -> String {
    let (one, many, by) = unit_parts(target.unit);
    let unit = if target.value == 1 { one } else { many };
    let by = by.map_or(String::new(), |by| format!(" ({by})"));
    format!("{} {unit}{by}", target.value)
}

/// A span with its reading: `24 business hours`, `1 business day, by close`.
#[must_use]
pub fn span(value: u32, unit: TimeUnit) -> String {
    let (one, many, by) = unit_parts(unit);
    let by = by.map_or(String::new(), |by| format!(", {by}"));
    format!("{value} {}{by}", if value == 1 { one } else { many })
}

/// A reading without its number: `business hours`.
#[must_use]
pub fn reading(unit: TimeUnit) -> String {
    let (_, many, by) = unit_parts(unit);
    by.map_or(many.to_owned(), |by| format!("{many}, {by}"))
}

/// One unit, several, and by when on the last day.
pub(super) fn unit_parts(unit: TimeUnit) -> (&'static str, &'static str, Option<&'static str>) {
    match unit {
        TimeUnit::BusinessHours => ("business hour", "business hours", None),
        TimeUnit::BusinessMinutes => ("business minute", "business minutes", None),
        TimeUnit::ClockHours => ("clock hour", "clock hours", None),
        TimeUnit::ClockMinutes => ("clock minute", "clock minutes", None),
        TimeUnit::ClockHoursOnWorkingDays => (
            "clock hour on working days",
            "clock hours on working days",
            None,
        ),
        TimeUnit::BusinessDays => ("business day", "business days", Some("by close")),
    }
}
