//! What a lead did: counting occurrences, from an event log or from what a flat export can tell.

use crate::{
    compiled::{EventCheck, EventRule},
    evaluate::{keep_at, kept},
    lead::EventFacts,
    score::Per,
};

/// The answer of the data to a question about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Yes,
    No,
    /// A flat export cannot tell; counts as false and is noted.
    CannotTell,
}

impl From<bool> for Told {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// The age in days of an occurrence that counts; none: after *as of* or out of the window.
pub(super) fn counted_age(day: i32, as_of: i32, within: i32) -> Option<i32> {
    as_of
        .checked_sub(day)
        .filter(|age| (0..=within).contains(age))
}

/// Whether the event occurred as the condition asks; `events` by index, those beyond its end never happened.
pub(crate) fn condition(check: EventCheck, events: &[EventFacts], as_of: i32) -> Told {
    let Some(facts) = events.get(check.event) else {
        return Told::No;
    };
    if let Some(since) = check.since {
        return later(check.within, facts, events.get(since), as_of);
    }
    match facts {
        EventFacts::Log(days) => in_log(check, days, as_of).into(),
        EventFacts::Flat { count, last } => in_flat(check, *count, *last, as_of),
    }
}

/// Notes the events of the condition about which the data cannot tell what it asks.
pub(crate) fn note_untold(
    check: EventCheck,
    events: &[EventFacts],
    as_of: i32,
    untold: &mut Vec<usize>,
) {
    // A log tells everything.
    let flat = |event: usize| events.get(event).is_some_and(EventFacts::is_flat);
    let could_not = flat(check.event) || check.since.is_some_and(flat);
    if !could_not || condition(check, events, as_of) != Told::CannotTell {
        return;
    }
    let Some(since) = check.since else {
        untold.push(check.event);
        return;
    };
    let unknown = [check.event, since].into_iter().filter(|event| {
        let facts = events.get(*event);
        facts.is_some_and(|facts| last_day(facts, as_of) == LastDay::Unknown)
    });
    untold.extend(unknown);
}

/// The last day of an event, *as of* included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastDay {
    /// It did not happen up to *as of*.
    Never,
    On(i32),
    /// A flat export cannot tell the day, or whether it was before *as of*.
    Unknown,
}

pub(super) fn last_day(facts: &EventFacts, as_of: i32) -> LastDay {
    match facts {
        EventFacts::Log(days) => {
            let before = days.iter().copied().filter(|day| *day <= as_of);
            before.max().map_or(LastDay::Never, LastDay::On)
        }
        EventFacts::Flat { count, last } => match (count, last) {
            (None | Some(0), None) => LastDay::Never,
            (Some(_), None) => LastDay::Unknown,
            (_, Some(last)) if *last <= as_of => LastDay::On(*last),
            // The only occurrence lies in the future; of others nothing is known.
            (Some(0 | 1), Some(_)) => LastDay::Never,
            _ => LastDay::Unknown,
        },
    }
}

/// Whether an event last happened on a later day than another did, in the window before *as of*.
fn later(within: i32, facts: &EventFacts, other: Option<&EventFacts>, as_of: i32) -> Told {
    let other = other.map_or(LastDay::Never, |other| last_day(other, as_of));
    match (last_day(facts, as_of), other) {
        (LastDay::Never, _) | (_, LastDay::Never) => Told::No,
        (LastDay::On(day), _) if counted_age(day, as_of, within).is_none() => Told::No,
        (LastDay::On(day), LastDay::On(other)) => (day > other).into(),
        (LastDay::Unknown, _) | (_, LastDay::Unknown) => Told::CannotTell,
    }
}

fn in_log(check: EventCheck, days: &[i32], as_of: i32) -> bool {
    let wanted = usize::try_from(check.at_least).unwrap_or(usize::MAX);
    let counted = days
        .iter()
        .filter(|day| counted_age(**day, as_of, check.within).is_some());
    if check.days {
        let mut distinct: Vec<i32> = counted.copied().collect();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.len() >= wanted
    } else {
        counted.count() >= wanted
    }
}

fn in_flat(check: EventCheck, count: Option<u64>, last: Option<i32>, as_of: i32) -> Told {
    let wanted = u64::from(check.at_least);
    let windowed = check.within != i32::MAX;
    let Some(last) = last else {
        return match count {
            None | Some(0) => Told::No,
            Some(count) if count < wanted => Told::No,
            Some(_) if windowed || (check.days && wanted > 1) => Told::CannotTell,
            Some(_) => Told::Yes,
        };
    };
    // A date beside a count of 0 still says that it happened once.
    if count.is_some_and(|count| count.max(1) < wanted) {
        return Told::No;
    }
    if last > as_of {
        // One occurrence lies in the future; of the others nothing is known.
        return match count {
            Some(count) if count.max(1) - 1 < wanted => Told::No,
            _ => Told::CannotTell,
        };
    }
    if counted_age(last, as_of, check.within).is_none() {
        return Told::No;
    }
    match (wanted, count) {
        (1, _) => Told::Yes,
        (_, Some(_)) if !windowed && !check.days => Told::Yes,
        _ => Told::CannotTell,
    }
}

/// The points of an event rule before its cap; none: a flat export cannot tell.
pub(crate) fn points(
    rule: &EventRule,
    facts: &EventFacts,
    as_of: i32,
    buckets: &mut Vec<(i64, i32)>,
) -> Option<i64> {
    match facts {
        EventFacts::Log(days) => Some(log_points(rule, days, as_of, buckets)),
        EventFacts::Flat { count, last } => flat_points(rule, *count, *last, as_of),
    }
}

fn aged(rule: &EventRule, age: i32) -> i64 {
    kept(rule.points, keep_at(&rule.decay, age))
}

fn log_points(rule: &EventRule, days: &[i32], as_of: i32, buckets: &mut Vec<(i64, i32)>) -> i64 {
    buckets.clear();
    let counted = days
        .iter()
        .filter_map(|day| counted_age(*day, as_of, rule.within).map(|age| (*day, age)));
    if rule.per == Per::Occurrence {
        return counted
            .map(|(_, age)| aged(rule, age))
            .fold(0, i64::saturating_add);
    }
    buckets.extend(counted.map(|(day, age)| (bucket(rule.per, day, age), age)));
    // The youngest of a bucket comes first and decides its age.
    buckets.sort_unstable();
    buckets.dedup_by_key(|(bucket, _)| *bucket);
    buckets
        .iter()
        .map(|(_, age)| aged(rule, *age))
        .fold(0, i64::saturating_add)
}

/// The number of the stretch of time in which an occurrence counts once.
fn bucket(per: Per, day: i32, age: i32) -> i64 {
    match per {
        Per::Once => 0,
        Per::Occurrence | Per::Day => i64::from(day),
        // 1970-01-01 was a Thursday; ISO weeks begin on Monday.
        Per::Week => (i64::from(day) + 3).div_euclid(7),
        Per::Month => month(day),
        Per::Block(block) => i64::from(age) / i64::from(block.days.max(1)),
    }
}

/// Months since January of the year 0.
fn month(day: i32) -> i64 {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    let span = jiff::Span::new().try_days(i64::from(day));
    let date = span.and_then(|span| epoch.checked_add(span));
    date.map_or(0, |date| {
        i64::from(date.year()) * 12 + i64::from(date.month())
    })
}

fn flat_points(rule: &EventRule, count: Option<u64>, last: Option<i32>, as_of: i32) -> Option<i64> {
    let windowed = rule.within != i32::MAX;
    let Some(last) = last else {
        return match count {
            None | Some(0) => Some(0),
            // When it happened is not known.
            Some(_) if windowed || !rule.decay.is_empty() => None,
            Some(1) => Some(rule.points),
            Some(count) => match rule.per {
                Per::Once => Some(rule.points),
                Per::Occurrence => Some(times(rule.points, count)),
                Per::Day | Per::Week | Per::Month | Per::Block(_) => None,
            },
        };
    };
    let count = count.map(|count| count.max(1));
    if last > as_of {
        return if count == Some(1) { Some(0) } else { None };
    }
    let Some(age) = counted_age(last, as_of, rule.within) else {
        return Some(0);
    };
    match (rule.per, count) {
        (Per::Once, _) | (_, Some(1)) => Some(aged(rule, age)),
        (Per::Occurrence, Some(count)) if !windowed && rule.decay.is_empty() => {
            Some(times(rule.points, count))
        }
        _ => None,
    }
}

fn times(points: i64, count: u64) -> i64 {
    points.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX))
}
