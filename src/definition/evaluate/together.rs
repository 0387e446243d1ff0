//! What a lead did of several things that are counted together.
//!
//! An event log tells everything. From a flat export each event tells its own part: a part that it cannot tell counts as
//! not happened and is noted. Which days fall into one week, month or block is told only where one of them happened.

use crate::{
    compiled::{AnyEventCheck, EventRule, Leaves, Start},
    evaluate::happened::{self, Begin, LastDay, Span, Told},
    lead::EventFacts,
    score::Per,
};

/// Whether the events occurred as often as the condition asks, all together.
pub(crate) fn condition<L: Leaves>(
    check: &AnyEventCheck<L>,
    begin: Begin,
    events: &[EventFacts],
    as_of: i32,
) -> Told {
    let wanted = u64::from(check.at_least);
    let (least, most) = range(check, begin, events, as_of);
    if least >= wanted {
        Told::Yes
    } else if most < wanted {
        Told::No
    } else {
        Told::CannotTell
    }
}

/// How often all of them occurred, or on how many days: at least, and at most as far as the data can tell.
fn range<L: Leaves>(
    check: &AnyEventCheck<L>,
    begin: Begin,
    events: &[EventFacts],
    as_of: i32,
) -> (u64, u64) {
    let span = Span {
        as_of,
        within: check.within,
        begin,
    };
    let mut logged: Vec<i32> = Vec::new();
    let (mut least, mut most) = (0_u64, 0_u64);
    for facts in check.events.iter().filter_map(|event| events.get(*event)) {
        let (low, high) = match facts {
            EventFacts::Log(days) => {
                logged.extend(days.iter().filter(|day| span.age(**day).is_some()));
                continue;
            }
            EventFacts::Flat { count, last } => flat_range(check, *count, *last, span),
        };
        // Days of two events can be the same ones.
        least = if check.days {
            least.max(low)
        } else {
            least.saturating_add(low)
        };
        most = most.saturating_add(high);
    }
    if check.days {
        logged.sort_unstable();
        logged.dedup();
    }
    let sure = u64::try_from(logged.len()).unwrap_or(u64::MAX);
    let least = if check.days {
        least.max(sure)
    } else {
        least.saturating_add(sure)
    };
    // Without the first day only nothing is sure.
    let least = if begin == Begin::Unknown { 0 } else { least };
    (least, most.saturating_add(sure))
}

/// The same for one event of a flat export.
fn flat_range<L: Leaves>(
    check: &AnyEventCheck<L>,
    count: Option<u64>,
    last: Option<i32>,
    span: Span,
) -> (u64, u64) {
    if span.is_empty() {
        return (0, 0);
    }
    let all = count.map_or(u64::MAX, |count| count.max(1));
    let windowed = span.is_limited();
    let one_sure = |count: u64| if windowed || check.days { 1 } else { count };
    let Some(last) = last else {
        return match count {
            None | Some(0) => (0, 0),
            Some(count) if windowed => (0, count),
            Some(count) => (one_sure(count), count),
        };
    };
    if last > span.as_of {
        return (0, if count.is_some() { all - 1 } else { all });
    }
    if span.age(last).is_none() {
        return (0, 0);
    }
    (count.map_or(1, |_| one_sure(all)), all)
}

/// Notes the events of the condition of which the data cannot tell how often they occurred.
pub(crate) fn note_untold<L: Leaves>(
    check: &AnyEventCheck<L>,
    begin: Begin,
    events: &[EventFacts],
    as_of: i32,
    untold: &mut Vec<usize>,
) {
    if condition(check, begin, events, as_of) != Told::CannotTell {
        return;
    }
    if begin == Begin::Unknown {
        // The day itself is not known, and perhaps not what happened either.
        untold.extend(start_event(check.start));
        note_untold(check, Begin::Ever, events, as_of, untold);
        return;
    }
    untold.extend(check.events.iter().filter(|event| {
        let alone = AnyEventCheck {
            events: vec![**event],
            ..check.clone()
        };
        let (least, most) = range(&alone, begin, events, as_of);
        least < most
    }));
}

/// How often they occurred for certain; none: nothing is certain, and not that they never did.
pub(crate) fn known<L: Leaves>(
    check: &AnyEventCheck<L>,
    begin: Begin,
    events: &[EventFacts],
    as_of: i32,
) -> Option<i64> {
    let (least, most) = range(check, begin, events, as_of);
    (least > 0 || most == 0).then(|| i64::try_from(least).unwrap_or(i64::MAX))
}

/// The points of a rule about one event or several before its cap, of what the data can tell; none: it cannot tell any.
pub(crate) fn points<L: Leaves>(
    rule: &EventRule<L>,
    begin: Begin,
    events: &[EventFacts],
    as_of: i32,
    buckets: &mut Vec<(i64, i32)>,
) -> Option<i64> {
    let seen = rule.events.iter().filter_map(|event| events.get(*event));
    let seen: Vec<&EventFacts> = seen.filter(|facts| may_have_happened(facts)).collect();
    match seen.as_slice() {
        [] => Some(0),
        [one] => happened::points(rule, begin, one, as_of, buckets),
        several => match all_days(several) {
            Some(days) => happened::points(rule, begin, &EventFacts::Log(days), as_of, buckets),
            None => told_points(rule, begin, several, as_of, buckets),
        },
    }
}

fn may_have_happened(facts: &EventFacts) -> bool {
    match facts {
        EventFacts::Log(days) => !days.is_empty(),
        EventFacts::Flat { count, last } => last.is_some() || count.is_some_and(|count| count > 0),
    }
}

/// The days of all of them; none: one comes from a flat export.
fn all_days(several: &[&EventFacts]) -> Option<Vec<i32>> {
    let mut all = Vec::new();
    for facts in several {
        match facts {
            EventFacts::Log(days) => all.extend(days),
            EventFacts::Flat { .. } => return None,
        }
    }
    Some(all)
}

/// The points of several events, at least one of them from a flat export.
fn told_points<L: Leaves>(
    rule: &EventRule<L>,
    begin: Begin,
    several: &[&EventFacts],
    as_of: i32,
    buckets: &mut Vec<(i64, i32)>,
) -> Option<i64> {
    match rule.per {
        Per::Occurrence => {
            let parts = several
                .iter()
                .filter_map(|facts| happened::points(rule, begin, facts, as_of, buckets));
            parts.reduce(i64::saturating_add)
        }
        Per::Once => {
            let youngest = several
                .iter()
                .filter_map(|facts| youngest(rule, begin, facts, as_of, buckets));
            // Where the age does not matter, each gives the same.
            let (_, points) = youngest.min_by_key(|(age, _)| *age)?;
            Some(points)
        }
        Per::Day | Per::Week | Per::Month | Per::Block(_) | Per::Cooldown(_) => None,
    }
}

/// The age of the youngest occurrence of one event and what it gives; `i32::MAX` and 0 where nothing counts. None: the
/// data cannot tell.
fn youngest<L: Leaves>(
    rule: &EventRule<L>,
    begin: Begin,
    facts: &EventFacts,
    as_of: i32,
    buckets: &mut Vec<(i64, i32)>,
) -> Option<(i32, i64)> {
    let points = happened::points(rule, begin, facts, as_of, buckets)?;
    let span = Span {
        as_of,
        within: rule.within,
        begin,
    };
    let age = match happened::last_day(facts, as_of) {
        LastDay::On(day) => span.age(day),
        LastDay::Never => None,
        // It counts, whenever it was.
        LastDay::Unknown => Some(0),
    };
    Some(age.map_or((i32::MAX, 0), |age| (age, points)))
}

/// Notes the events of the rule of which the data cannot tell what they give.
pub(crate) fn note_untold_points<L: Leaves>(
    rule: &EventRule<L>,
    begin: Begin,
    events: &[EventFacts],
    as_of: i32,
    buckets: &mut Vec<(i64, i32)>,
    untold: &mut Vec<usize>,
) {
    let happened = |event: &&usize| events.get(**event).is_some_and(may_have_happened);
    let happened: Vec<usize> = rule.events.iter().filter(happened).copied().collect();
    let untold_by = |event: &usize| {
        let facts = events.get(*event);
        facts.is_some_and(|facts| happened::points(rule, begin, facts, as_of, buckets).is_none())
    };
    if begin == Begin::Unknown {
        // The day itself is not known, and perhaps not what happened either.
        if happened.iter().any(untold_by) {
            untold.extend(start_event(rule.start));
        }
        note_untold_points(rule, Begin::Ever, events, as_of, buckets, untold);
        return;
    }
    let stretch = !matches!(rule.per, Per::Once | Per::Occurrence);
    if stretch && happened.len() > 1 {
        if points(rule, begin, events, as_of, buckets).is_none() {
            untold.extend(happened);
        }
        return;
    }
    untold.extend(happened.into_iter().filter(untold_by));
}

/// The event from whose last day on others count.
fn start_event<L: Leaves>(start: Option<Start<L>>) -> Option<usize> {
    match start {
        Some(Start::Event(event)) => Some(event),
        Some(Start::Field(_)) | None => None,
    }
}
