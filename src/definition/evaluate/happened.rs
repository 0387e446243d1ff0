//! What a lead did: counting occurrences, from an event log or from what a flat export can tell.

use crate::{
    compiled::{EventCheck, EventRule, Leaves, Start},
    evaluate::{keep_at, kept},
    lead::EventFacts,
    scalar::Days,
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

/// The first day on which occurrences count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    /// There is none: all count.
    Ever,
    /// Itself included.
    On(i32),
    /// A flat export cannot tell the day.
    Unknown,
}

/// Which occurrences count: those in a window before *as of*, from a day on.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub as_of: i32,
    /// In days; `i32::MAX`: no window.
    pub within: i32,
    pub begin: Begin,
}

impl Span {
    /// The age in days of an occurrence that counts; none: it does not. Where the first day is unknown all before *as of*
    /// are taken.
    pub(super) fn age(self, day: i32) -> Option<i32> {
        let late = match self.begin {
            Begin::On(begin) => day >= begin,
            Begin::Ever | Begin::Unknown => true,
        };
        let age = self.as_of.checked_sub(day).filter(|_| late)?;
        (0..=self.within).contains(&age).then_some(age)
    }

    /// Whether some occurrences before *as of* may not count.
    pub(super) fn is_limited(self) -> bool {
        self.within != i32::MAX || self.begin != Begin::Ever
    }

    /// Whether it begins only after *as of*, so that nothing counts.
    pub(super) fn is_empty(self) -> bool {
        matches!(self.begin, Begin::On(begin) if begin > self.as_of)
    }
}

/// The last day of an event as the first day on which another one counts; `facts` none: it never happened.
pub(crate) fn begin(facts: Option<&EventFacts>, as_of: i32) -> Begin {
    match facts.map_or(LastDay::Never, |facts| last_day(facts, as_of)) {
        LastDay::Never => Begin::Ever,
        LastDay::On(day) => Begin::On(day),
        LastDay::Unknown => Begin::Unknown,
    }
}

/// Whether the event occurred as the condition asks; `events` by index, those beyond its end never happened. `begin`: what
/// the condition's start came to.
pub(crate) fn condition<L: Leaves>(
    check: EventCheck<L>,
    begin: Begin,
    events: &[EventFacts],
    as_of: i32,
) -> Told {
    let Some(facts) = events.get(check.event) else {
        return Told::No;
    };
    let span = Span {
        as_of,
        within: check.within,
        begin,
    };
    if let Some(since) = check.since {
        return later(span, facts, events.get(since));
    }
    let told = match facts {
        EventFacts::Log(days) => in_log(check, days, span).into(),
        EventFacts::Flat { count, last } => in_flat(check, *count, *last, span),
    };
    if told == Told::Yes && begin == Begin::Unknown {
        Told::CannotTell
    } else {
        told
    }
}

/// Notes the events of the condition about which the data cannot tell what it asks.
pub(crate) fn note_untold<L: Leaves>(
    check: EventCheck<L>,
    begin: Begin,
    events: &[EventFacts],
    as_of: i32,
    untold: &mut Vec<usize>,
) {
    // A log tells everything.
    let flat = |event: usize| events.get(event).is_some_and(EventFacts::is_flat);
    let start = match check.start {
        Some(Start::Event(event)) => Some(event),
        Some(Start::Field(_)) | None => None,
    };
    let others = || check.since.into_iter().chain(start);
    let could_not = flat(check.event) || others().any(flat);
    if !could_not || condition(check, begin, events, as_of) != Told::CannotTell {
        return;
    }
    let unknown = |event: &usize| {
        let facts = events.get(*event);
        facts.is_some_and(|facts| last_day(facts, as_of) == LastDay::Unknown)
    };
    if check.since.is_some() {
        untold.extend([check.event].into_iter().chain(others()).filter(unknown));
        return;
    }
    // The day itself is not known, or what happened from it on, or both.
    if begin == Begin::Unknown {
        untold.extend(start);
    }
    if begin != Begin::Unknown || condition(check, Begin::Ever, events, as_of) == Told::CannotTell {
        untold.push(check.event);
    }
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
fn later(span: Span, facts: &EventFacts, other: Option<&EventFacts>) -> Told {
    let other = other.map_or(LastDay::Never, |other| last_day(other, span.as_of));
    match (last_day(facts, span.as_of), other) {
        (LastDay::Never, _) | (_, LastDay::Never) => Told::No,
        (LastDay::On(day), _) if span.age(day).is_none() => Told::No,
        (LastDay::On(day), LastDay::On(other)) => (day > other).into(),
        (LastDay::Unknown, _) | (_, LastDay::Unknown) => Told::CannotTell,
    }
}

fn in_log<L: Leaves>(check: EventCheck<L>, days: &[i32], span: Span) -> bool {
    let wanted = usize::try_from(check.at_least).unwrap_or(usize::MAX);
    let counted = days.iter().filter(|day| span.age(**day).is_some());
    if check.days {
        let mut distinct: Vec<i32> = counted.copied().collect();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.len() >= wanted
    } else {
        counted.count() >= wanted
    }
}

fn in_flat<L: Leaves>(
    check: EventCheck<L>,
    count: Option<u64>,
    last: Option<i32>,
    span: Span,
) -> Told {
    let wanted = u64::from(check.at_least);
    if span.is_empty() {
        return Told::No;
    }
    let Some(last) = last else {
        return match count {
            None | Some(0) => Told::No,
            Some(count) if count < wanted => Told::No,
            Some(_) if span.is_limited() || (check.days && wanted > 1) => Told::CannotTell,
            Some(_) => Told::Yes,
        };
    };
    // A date beside a count of 0 still says that it happened once.
    if count.is_some_and(|count| count.max(1) < wanted) {
        return Told::No;
    }
    if last > span.as_of {
        // One occurrence lies in the future; of the others nothing is known.
        return match count {
            Some(count) if count.max(1) - 1 < wanted => Told::No,
            _ => Told::CannotTell,
        };
    }
    if span.age(last).is_none() {
        return Told::No;
    }
    match (wanted, count) {
        (1, _) => Told::Yes,
        (_, Some(_)) if !span.is_limited() && !check.days => Told::Yes,
        _ => Told::CannotTell,
    }
}

/// The points of an event rule before its cap; none: a flat export cannot tell. `begin`: what the rule's start came to;
/// whether its `when` holds is not asked here.
pub(crate) fn points<L: Leaves>(
    rule: &EventRule<L>,
    begin: Begin,
    facts: &EventFacts,
    as_of: i32,
    buckets: &mut Vec<(i64, i32)>,
) -> Option<i64> {
    let span = Span {
        as_of,
        within: rule.within,
        begin,
    };
    let points = match facts {
        EventFacts::Log(days) => Some(log_points(rule, days, span, buckets)),
        EventFacts::Flat { count, last } => flat_points(rule, *count, *last, span),
    };
    // Without the first day only nothing is sure.
    points.filter(|points| begin != Begin::Unknown || *points == 0)
}

fn aged<L: Leaves>(rule: &EventRule<L>, age: i32) -> i64 {
    kept(rule.points, keep_at(&rule.decay, age))
}

fn log_points<L: Leaves>(
    rule: &EventRule<L>,
    days: &[i32],
    span: Span,
    buckets: &mut Vec<(i64, i32)>,
) -> i64 {
    buckets.clear();
    let ages = days
        .iter()
        .filter_map(|day| span.age(*day).map(|age| (*day, age)));
    match rule.per {
        Per::Occurrence => {
            return ages
                .map(|(_, age)| aged(rule, age))
                .fold(0, i64::saturating_add);
        }
        Per::Cooldown(cooldown) => cooled(days, cooldown, span, buckets),
        per @ (Per::Once | Per::Day | Per::Week | Per::Month | Per::Block(_)) => {
            buckets.extend(ages.map(|(day, age)| (bucket(per, day, age), age)));
            // The youngest of a bucket comes first and decides its age.
            buckets.sort_unstable();
            buckets.dedup_by_key(|(bucket, _)| *bucket);
        }
    }
    buckets
        .iter()
        .map(|(_, age)| aged(rule, *age))
        .fold(0, i64::saturating_add)
}

/// Puts the day and the age of each occurrence that counts into `counted`. Whether it counts was settled on its own day,
/// by those before it; only then is looked at the span.
fn cooled(days: &[i32], cooldown: Days, span: Span, counted: &mut Vec<(i64, i32)>) {
    let before = days.iter().filter(|day| **day <= span.as_of);
    counted.extend(before.map(|day| (i64::from(*day), 0)));
    counted.sort_unstable();
    let mut last: Option<i64> = None;
    counted.retain_mut(|(day, age)| {
        if last.is_some_and(|last| *day - last < i64::from(cooldown.0)) {
            return false;
        }
        last = Some(*day);
        let counts = i32::try_from(*day).ok().and_then(|day| span.age(day));
        *age = counts.unwrap_or(0);
        counts.is_some()
    });
}

/// The number of the stretch of time in which an occurrence counts once.
fn bucket(per: Per, day: i32, age: i32) -> i64 {
    match per {
        Per::Once => 0,
        Per::Occurrence | Per::Day | Per::Cooldown(_) => i64::from(day),
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

fn flat_points<L: Leaves>(
    rule: &EventRule<L>,
    count: Option<u64>,
    last: Option<i32>,
    span: Span,
) -> Option<i64> {
    if span.is_empty() {
        return Some(0);
    }
    let Some(last) = last else {
        return match count {
            None | Some(0) => Some(0),
            // When it happened is not known.
            Some(_) if span.is_limited() || !rule.decay.is_empty() => None,
            Some(1) => Some(rule.points),
            Some(count) => match rule.per {
                Per::Once => Some(rule.points),
                Per::Occurrence => Some(times(rule.points, count)),
                Per::Day | Per::Week | Per::Month | Per::Block(_) | Per::Cooldown(_) => None,
            },
        };
    };
    let count = count.map(|count| count.max(1));
    if last > span.as_of {
        return if count == Some(1) { Some(0) } else { None };
    }
    let Some(age) = span.age(last) else {
        return Some(0);
    };
    match (rule.per, count) {
        (Per::Once, _) | (_, Some(1)) => Some(aged(rule, age)),
        (Per::Occurrence, Some(count)) if !span.is_limited() && rule.decay.is_empty() => {
            Some(times(rule.points, count))
        }
        _ => None,
    }
}

fn times(points: i64, count: u64) -> i64 {
    points.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX))
}
