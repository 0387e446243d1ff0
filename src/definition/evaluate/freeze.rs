//! An axis that counts no further act once it is above a limit.

use crate::{
    compiled::{Axis, Check, CompiledGroup, CompiledRule, CompiledRuleKind, Freeze, Start},
    evaluate::{leaf::Facts, walk::Walk},
    lead::{EventFacts, Lead, Tally},
    score::Per,
};

/// When an event of a lead occurred, as far as freezing has to know it.
enum Placed {
    /// On these days, those after *as of* left out; empty: never.
    On(Vec<i32>),
    /// A flat export does not say on which days.
    Unknown,
}

impl Freeze {
    /// A freeze above `above` points for an axis with these rules.
    pub(crate) fn new(above: i64, groups: &[CompiledGroup]) -> Self {
        let mut events = Vec::new();
        for rule in groups.iter().flat_map(|group| &group.rules) {
            rule.visit(&mut |rule| asked_by(rule, &mut events));
        }
        events.sort_unstable();
        // `false` sorts first: one question about a number is enough to need all occurrences.
        events.dedup_by_key(|(event, _)| *event);
        Self { above, events }
    }
}

fn asked_by(rule: &CompiledRule, events: &mut Vec<(usize, bool)>) {
    if let CompiledRuleKind::Event(rule) = &rule.kind {
        let from_event = start_event(rule.start);
        let once = rule.per == Per::Once && from_event.is_none();
        events.extend(rule.events.iter().map(|event| (*event, once)));
        events.extend(from_event.map(|event| (event, false)));
    }
    rule.each_own_check(&mut |check| {
        if let Check::AnyEvent(any) = check {
            let asked = any.events.iter().copied().chain(start_event(any.start));
            events.extend(asked.map(|event| (event, false)));
        }
        let Check::Event(check) = check else { return };
        match check.since.or(start_event(check.start)) {
            // Which of the two came last can change from day to day, so each of their days is needed.
            Some(since) => events.extend([(check.event, false), (since, false)]),
            None => events.push((check.event, check.at_least <= 1)),
        }
    });
}

fn start_event(start: Option<Start>) -> Option<usize> {
    match start {
        Some(Start::Event(event)) => Some(event),
        Some(Start::Field(_)) | None => None,
    }
}

/// The axis' sum on the day on which it is first above the limit, or on *as of* if it never is: acts are added day by
/// day, and what comes after that day is not looked at. The reasons in `tally` are those of that sum.
pub(super) fn sum(axis: &Axis, freeze: &Freeze, facts: Facts, tally: &mut Tally) -> i64 {
    let hits = tally.hits.len();
    let placed: Vec<(usize, Placed)> = freeze
        .events
        .iter()
        .map(|(event, once)| (*event, placed(facts, *event, *once)))
        .collect();
    let mut seen = Lead {
        values: facts.lead.values.clone(),
        events: vec![EventFacts::default(); facts.lead.events.len()],
    };
    let mut sum = of(facts, &seen).rules_sum(axis, tally);
    if sum > freeze.above {
        return sum;
    }
    let unknown = placed
        .iter()
        .filter(|(_, placed)| matches!(placed, Placed::Unknown));
    let untold = tally.untold.len();
    tally.untold.extend(unknown.map(|(event, _)| *event));
    if tally.untold.len() > untold {
        tally.hits.truncate(hits);
        return facts.rules_sum(axis, tally);
    }
    for day in days(&placed) {
        for (event, placed) in &placed {
            look_until(day, facts, *event, placed, &mut seen);
        }
        tally.hits.truncate(hits);
        sum = of(facts, &seen).rules_sum(axis, tally);
        if sum > freeze.above {
            break;
        }
    }
    sum
}

/// The same day and rules, another lead.
fn of<'a>(facts: Facts<'a>, lead: &'a Lead) -> Facts<'a> {
    Facts { lead, ..facts }
}

/// `once`: nothing is asked of the event but whether it happened, so that its last day stands for it.
fn placed(facts: Facts, event: usize, once: bool) -> Placed {
    match facts.event(event) {
        None => Placed::On(Vec::new()),
        Some(EventFacts::Log(days)) => {
            let mut days = days.clone();
            days.retain(|day| *day <= facts.as_of);
            Placed::On(days)
        }
        Some(EventFacts::Flat { count, last }) => match (count, last) {
            (None | Some(0), None) => Placed::On(Vec::new()),
            (Some(_), None) => Placed::Unknown,
            (Some(0 | 1), Some(last)) if *last > facts.as_of => Placed::On(Vec::new()),
            (Some(0 | 1), Some(last)) => Placed::On(vec![*last]),
            (_, Some(last)) if once && *last <= facts.as_of => Placed::On(vec![*last]),
            _ => Placed::Unknown,
        },
    }
}

/// All days on which something happened, the first one first.
fn days(placed: &[(usize, Placed)]) -> Vec<i32> {
    let mut days: Vec<i32> = placed
        .iter()
        .filter_map(|(_, placed)| match placed {
            Placed::On(days) => Some(days),
            Placed::Unknown => None,
        })
        .flatten()
        .copied()
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Puts what happened of one event up to a day into `seen`.
fn look_until(day: i32, facts: Facts, event: usize, placed: &Placed, seen: &mut Lead) {
    let (Placed::On(days), Some(slot)) = (placed, seen.events.get_mut(event)) else {
        return;
    };
    match facts.event(event) {
        Some(flat @ EventFacts::Flat { .. }) if days.iter().any(|on| *on <= day) => {
            *slot = flat.clone();
        }
        Some(EventFacts::Log(_)) => {
            *slot = EventFacts::Log(days.iter().copied().filter(|on| *on <= day).collect());
        }
        _ => {}
    }
}
