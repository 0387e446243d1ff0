//! What a lead did, from an event log or from the columns of a flat export.

use crate::plain::Plain;
use crate::plain::cell::{self, Value};
use crate::plain::json::Json;
use crate::plain::pattern;

/// What is known of an event of a lead.
pub enum Known {
    /// The days on which it occurred, those after *as of* left out.
    Days(Vec<i64>),
    /// How often, and on which day last.
    Flat(Option<i64>, Option<i64>),
}

/// `30d`
pub fn days(json: &Json) -> Option<i64> {
    json.text()?.strip_suffix('d')?.parse().ok()
}

/// The ages of those that count: the oldest, then each that is so many days younger than the one before that counts.
fn after_cooldown(mut ages: Vec<i64>, cooldown: i64) -> Vec<i64> {
    ages.sort_unstable_by_key(|age| -age);
    let mut counted: Vec<i64> = Vec::new();
    for age in ages {
        if counted.last().is_none_or(|older| older - age >= cooldown) {
            counted.push(age);
        }
    }
    counted
}

/// The percent kept at an age.
pub fn keep(steps: &[Json], age: i64) -> i64 {
    for step in steps {
        if days(step.get("within")).is_none_or(|within| age <= within) {
            return percent(step.get("keep")).expect("a percentage");
        }
    }
    100
}

pub fn percent(json: &Json) -> Option<i64> {
    json.text()?.strip_suffix('%')?.parse().ok()
}

/// `trunc(p * keep / 100)`
pub fn kept(points: i64, keep: i64) -> i64 {
    let size = points.abs() * keep / 100;
    if points < 0 { -size } else { size }
}

/// The day from which on acts count.
pub enum Start {
    /// There is none: all count.
    Nowhere,
    /// Itself included.
    On(i64),
    /// A flat export does not tell it, and then nothing is told.
    Untold,
}

impl Start {
    pub fn takes(&self, day: i64) -> bool {
        match self {
            Self::Nowhere => true,
            Self::On(first) => *first <= day,
            Self::Untold => false,
        }
    }

    pub fn takes_all(&self) -> bool {
        matches!(self, Self::Nowhere)
    }
}

/// How many of the days are in the window, or how many different ones.
pub fn count_days(mut on: Vec<i64>, in_window: impl Fn(i64) -> bool, distinct: bool) -> i64 {
    on.retain(|day| in_window(*day));
    if distinct {
        on.sort_unstable();
        on.dedup();
    }
    i64::try_from(on.len()).expect("a count")
}

impl Plain<'_> {
    /// `since: {field: F}`, `since: {event: R}`
    pub fn start(&self, since: &Json) -> Start {
        if let Some(field) = since.get("field").text() {
            return match self.value(field) {
                Some(Value::Day(day)) => Start::On(day),
                _ => Start::Nowhere,
            };
        }
        let Some(event) = since.get("event").text() else {
            return Start::Nowhere;
        };
        match self.known(event) {
            Known::Days(on) => on.into_iter().max().map_or(Start::Nowhere, Start::On),
            Known::Flat(None | Some(0), None) => Start::Nowhere,
            Known::Flat(_, Some(last)) if last <= self.as_of => Start::On(last),
            Known::Flat(Some(1), Some(_)) => Start::Nowhere,
            Known::Flat(..) => Start::Untold,
        }
    }

    pub fn known(&self, event: &str) -> Known {
        if let Some(log) = &self.lead.log {
            let of_event = log.iter().filter(|(name, _)| name == event);
            let days = of_event.filter_map(|(_, at)| cell::day(&cell::strip(at)));
            return Known::Days(days.filter(|day| *day <= self.as_of).collect());
        }
        let columns = self.spec.get("events").get(event).get("columns");
        let read = columns.get("read");
        let count = cell::count(self.cell(&columns.get("count").texts()), read);
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 10^15")]
        let count = count.map(|count| count as i64);
        let last = cell::strip(self.cell(&columns.get("last").texts()));
        let last = match read.get("date").text() {
            Some(pattern) => pattern::day(&last, pattern),
            None => cell::day(&last),
        };
        // With a date it happened at least once, whatever the number says.
        Known::Flat(
            count.map(|count| if last.is_some() { count.max(1) } else { count }),
            last,
        )
    }

    /// The last day on which an event happened, *as of* included; none: never, or the data cannot tell.
    fn last_day(&self, event: &Json) -> Option<i64> {
        match self.known(event.text().expect("an event")) {
            Known::Days(on) => on.into_iter().max(),
            Known::Flat(_, last) => last.filter(|last| *last <= self.as_of),
        }
    }

    /// `{event: E, within: 90d, atLeast: 2}`, `{event: E, since: R}`, `{event: E, since: {field: F}}`; what cannot be told
    /// is false.
    pub fn happened(&self, condition: &Json) -> bool {
        let within = days(condition.get("within"));
        let since = condition.get("since");
        if since.text().is_some() {
            let last = self.last_day(condition.get("event"));
            let other = self.last_day(since);
            return last.zip(other).is_some_and(|(last, other)| {
                last > other && within.is_none_or(|within| last >= self.as_of - within)
            });
        }
        let distinct = condition.get("days").get("atLeast").whole();
        let wanted = distinct.or(condition.get("atLeast").whole()).unwrap_or(1);
        let start = self.start(since);
        let unlimited = within.is_none() && start.takes_all();
        let in_window =
            |day: i64| start.takes(day) && within.is_none_or(|within| self.as_of - day <= within);
        match self.known(condition.get("event").text().expect("an event")) {
            Known::Days(on) => count_days(on, in_window, distinct.is_some()) >= wanted,
            Known::Flat(None, None) => false,
            Known::Flat(Some(count), None) => {
                let one_is_enough = wanted == 1 && count >= 1;
                let told = distinct.is_none() && count >= wanted;
                unlimited && (one_is_enough || told)
            }
            Known::Flat(count, Some(last)) => {
                // Of the occurrences before one that lies in the future no day is known: nothing is told.
                let recent = last <= self.as_of && in_window(last);
                let several = count.is_some_and(|count| count >= wanted);
                recent && (wanted == 1 || (several && unlimited && distinct.is_none()))
            }
        }
    }

    /// The points of an event rule, before its cap; what cannot be told gives none.
    pub fn event_points(&self, rule: &Json, known: &Known) -> i64 {
        let points = rule.get("points").whole().expect("points");
        let within = days(rule.get("within"));
        let steps = rule.get("decay").list();
        let worth = |age: i64| kept(points, keep(steps, age));
        let cooldown = days(rule.get("per").get("cooldown"));
        let per = rule.get("per").text().unwrap_or(match cooldown {
            Some(_) => "cooldown",
            None if rule.has("per") => "block",
            None => "once",
        });
        let start = self.start(rule.get("since"));
        let unlimited = within.is_none() && start.takes_all();
        let in_window =
            |age: i64| start.takes(self.as_of - age) && within.is_none_or(|within| age <= within);
        match *known {
            Known::Days(ref on) => {
                let mut ages: Vec<i64> = on.iter().map(|day| self.as_of - day).collect();
                if let Some(cooldown) = cooldown {
                    ages = after_cooldown(ages, cooldown);
                }
                ages.retain(|age| in_window(*age));
                ages.sort_unstable();
                let mut counted: Vec<i64> = Vec::new();
                let mut points = 0;
                for age in ages {
                    let stretch = self.stretch(per, rule, age);
                    if ["occurrence", "cooldown"].contains(&per) || !counted.contains(&stretch) {
                        counted.push(stretch);
                        points += worth(age);
                    }
                }
                points
            }
            Known::Flat(count, None) => match (count.unwrap_or(0), per) {
                (0, _) => 0,
                _ if !unlimited || !steps.is_empty() => 0,
                (1, _) | (_, "once") => points,
                (count, "occurrence") => points * count,
                _ => 0,
            },
            Known::Flat(count, Some(last)) => {
                let age = self.as_of - last;
                if age < 0 || !in_window(age) {
                    return 0;
                }
                match (count, per) {
                    (Some(1), _) | (_, "once") => worth(age),
                    (Some(count), "occurrence") if unlimited && steps.is_empty() => points * count,
                    _ => 0,
                }
            }
        }
    }

    /// The number of the stretch of time in which an occurrence of this age counts once.
    fn stretch(&self, per: &str, rule: &Json, age: i64) -> i64 {
        let day = self.as_of - age;
        match per {
            "once" => 0,
            // 1900-01-01, 25567 days before 1970-01-01, was a Monday.
            "week" => (day + 25567) / 7,
            "month" => {
                let (year, month) = cell::year_and_month(day);
                year * 12 + month
            }
            "block" => age / rule.get("per").get("days").whole().expect("days"),
            _ => day,
        }
    }
}
