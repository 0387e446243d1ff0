//! What a lead did: from two columns of a flat export, or from a table of occurrences.
//!
//! A flat export cannot tell everything. What it cannot tell is false, and gives no points, as in the program.

use std::fmt::Write as _;

use crate::sql::check::two_valued;
use crate::sql::writer::{NO_WINDOW, Writer};
use leadpact_definition::compiled::{EventCheck, EventRule, Start};
use leadpact_definition::kept;
use leadpact_definition::scalar::Days;
use leadpact_definition::score::Per;

/// The most points that one rule over a count or a number is worked out to; no real export comes near.
pub(super) const MOST: i64 = 10_000_000_000_000_000;

impl Writer<'_> {
    /// Whether the event occurred as the condition asks.
    pub(crate) fn event_check(&mut self, check: EventCheck) -> String {
        if let Some(since) = check.since {
            return self.later(check, since);
        }
        self.events.insert(check.event);
        if self.log {
            let column = self.counted(&[check.event], check.within, check.days, check.start);
            return two_valued(&format!("{column} >= {}", check.at_least));
        }
        let (count, last) = self.flat_columns(check.event);
        let (from, ever) = self.flat_from(check.start, &last);
        let windowed = check.within != NO_WINDOW;
        let wanted = check.at_least;
        if wanted == 1 {
            let on_its_day = self.aged(&last, check.within);
            if windowed {
                return two_valued(&format!("{on_its_day}{from}"));
            }
            return format!(
                "COALESCE(CASE WHEN {last} IS NULL THEN {count} >= 1{ever} ELSE {on_its_day}{from} END, FALSE)"
            );
        }
        if windowed || check.days {
            return "FALSE".to_owned();
        }
        let as_of = self.quoting.name("as_of");
        format!(
            "COALESCE(({last} IS NULL OR {last} <= {as_of}) AND {count} >= {wanted}{ever}, FALSE)"
        )
    }

    /// The column with the number of occurrences, or of days with one.
    pub(super) fn counted(
        &mut self,
        events: &[usize],
        within: i32,
        days: bool,
        start: Option<Start>,
    ) -> String {
        let counted = self.occurred(events, within);
        let aggregate = if days {
            format!(
                "COUNT(DISTINCT CASE WHEN {counted} THEN {} END)",
                self.quoting.name("day")
            )
        } else {
            format!("COUNT(CASE WHEN {counted} THEN 1 END)")
        };
        self.aggregate_from(start, aggregate)
    }

    /// Whether an event last happened on a later day than another did: it is the younger one, and not after *as of*.
    fn later(&mut self, check: EventCheck, since: usize) -> String {
        let (age, other) = (self.last_age(check.event), self.last_age(since));
        let in_time = if check.within == NO_WINDOW {
            format!("{age} >= 0")
        } else {
            format!("{age} BETWEEN 0 AND {}", check.within)
        };
        two_valued(&format!("{in_time} AND {age} < {other}"))
    }

    /// The points of an event rule before its limits.
    pub fn event_points(&mut self, rule: &EventRule) -> String {
        self.events.extend(rule.events.iter().copied());
        if self.log {
            return self.log_points(rule);
        }
        match rule.events.as_slice() {
            [event] => self.flat_points(rule, *event),
            _ => self.joined_flat_points(rule),
        }
    }

    /// The age in days of an event's last occurrence; NULL: it never occurred up to *as of*.
    pub fn last_age(&mut self, event: usize) -> String {
        self.events.insert(event);
        if self.log {
            let counted = self.occurred(&[event], NO_WINDOW);
            let age = self.quoting.name("age");
            return self.aggregate(format!("MIN(CASE WHEN {counted} THEN {age} END)"));
        }
        let (_, last) = self.flat_columns(event);
        format!("({} - {last})", self.quoting.name("as_of"))
    }

    pub(super) fn flat_columns(&self, event: usize) -> (String, String) {
        (
            self.quoting.name(&self.event_name(event, "count")),
            self.quoting.name(&self.event_name(event, "last")),
        )
    }

    /// Whether a day lies within the window before *as of*.
    pub(super) fn aged(&self, day: &str, within: i32) -> String {
        let as_of = self.quoting.name("as_of");
        if within == NO_WINDOW {
            format!("{day} <= {as_of}")
        } else {
            format!("{as_of} - {day} BETWEEN 0 AND {within}")
        }
    }

    pub(super) fn flat_points(&mut self, rule: &EventRule, event: usize) -> String {
        let (count, last) = self.flat_columns(event);
        let aged = points_at(rule, &format!("{} - {last}", self.quoting.name("as_of")));
        let (from, ever) = self.flat_from(rule.start, &last);
        let in_time = format!("{}{from}", self.aged(&last, rule.within));
        let points = rule.points;
        let most = MOST / points.abs().max(1);
        let times = format!("LEAST({count}, {most}) * {points}");
        let timeless = rule.within == NO_WINDOW && rule.decay.is_empty();
        let undated = match rule.per {
            _ if !timeless => "0".to_owned(),
            Per::Once => format!("CASE WHEN {count} >= 1{ever} THEN {points} ELSE 0 END"),
            Per::Occurrence => format!("CASE WHEN {count} >= 1{ever} THEN {times} ELSE 0 END"),
            Per::Day | Per::Week | Per::Month | Per::Block(_) | Per::Cooldown(_) => {
                format!("CASE WHEN {count} = 1{ever} THEN {points} ELSE 0 END")
            }
        };
        let dated = match rule.per {
            Per::Once => aged,
            Per::Occurrence if timeless => {
                format!(
                    "CASE WHEN {count} <= 1 THEN {aged} WHEN {count} > 1{ever} THEN {times} ELSE 0 END"
                )
            }
            Per::Occurrence
            | Per::Day
            | Per::Week
            | Per::Month
            | Per::Block(_)
            | Per::Cooldown(_) => {
                format!("CASE WHEN {count} <= 1 THEN {aged} ELSE 0 END")
            }
        };
        format!("CASE WHEN {last} IS NULL THEN {undated} WHEN {in_time} THEN {dated} ELSE 0 END")
    }

    /// Whether an occurrence in the table is of one of these events and in the window; those after *as of* are not there.
    pub(super) fn occurred(&self, events: &[usize], within: i32) -> String {
        let number = self.quoting.name("event_number");
        let is_event = match events {
            [event] => format!("{number} = {event}"),
            several => {
                let several: Vec<String> = several.iter().map(ToString::to_string).collect();
                format!("{number} IN ({})", several.join(", "))
            }
        };
        if within == NO_WINDOW {
            return is_event;
        }
        format!("{is_event} AND {} <= {within}", self.quoting.name("age"))
    }

    /// The column of an aggregate over the occurrences of a lead.
    pub(super) fn aggregate(&mut self, aggregate: String) -> String {
        let next = format!("h{}", self.aggregates.len());
        let name = self.aggregates.entry(aggregate).or_insert(next);
        self.quoting.name(name)
    }

    fn log_points(&mut self, rule: &EventRule) -> String {
        let counted = self.occurred(&rule.events, rule.within);
        let quoting = self.quoting;
        let (age, whole) = (quoting.name("age"), quoting.whole_type());
        match rule.per {
            Per::Once => {
                let youngest = format!("MIN(CASE WHEN {counted} THEN {age} END)");
                let youngest = self.aggregate_from(rule.start, youngest);
                let points = points_at(rule, &youngest);
                format!("CASE WHEN {youngest} IS NULL THEN 0 ELSE {points} END")
            }
            Per::Occurrence => {
                let points = points_at(rule, &age);
                let sum = format!("SUM(CASE WHEN {counted} THEN {points} END)");
                let sum = self.aggregate_from(rule.start, quoting.cast(&sum, whole));
                format!("COALESCE({sum}, 0)")
            }
            per @ (Per::Day | Per::Week | Per::Month | Per::Block(_)) => {
                let stretch = self.stretch(per);
                if rule.decay.is_empty() {
                    let days = format!("COUNT(DISTINCT CASE WHEN {counted} THEN {stretch} END)");
                    let days = self.aggregate_from(rule.start, days);
                    return format!("COALESCE({days}, 0) * {}", rule.points);
                }
                let sum = self.stretch_sum(rule, &stretch, &counted);
                format!("COALESCE({sum}, 0)")
            }
            Per::Cooldown(cooldown) => {
                let sum = self.cooled_sum(rule, cooldown);
                format!("COALESCE({sum}, 0)")
            }
        }
    }

    /// What all occurrences of one stretch of time have in common.
    fn stretch(&self, per: Per) -> String {
        let quoting = self.quoting;
        let (day, age) = (quoting.name("day"), quoting.name("age"));
        match per {
            // A Monday far before every day that is read.
            Per::Week => quoting.divided(&format!("{day} + 700003"), 7),
            Per::Month => quoting.name("month"),
            Per::Block(block) => quoting.divided(&age, i64::from(block.days.max(1))),
            Per::Once | Per::Occurrence | Per::Day | Per::Cooldown(_) => day,
        }
    }

    /// The points of the youngest occurrence of each stretch of time, added up in a stage of their own.
    fn stretch_sum(&mut self, rule: &EventRule, stretch: &str, counted: &str) -> String {
        let quoting = self.quoting;
        let age = quoting.name("age");
        let points = points_at(rule, &age);
        let sum = quoting.cast(&format!("SUM({points})"), quoting.whole_type());
        let (acts, keys) = self.acts("{occurrences}", rule.start);
        let query = format!(
            "  SELECT {keys}, {sum} AS {{column}}\n  FROM (\n    SELECT {keys}, {stretch} AS {}, MIN({age}) AS {age}\n    \
             FROM {acts}\n    WHERE {counted}\n    GROUP BY {keys}, {stretch}\n  ) AS {}\n  GROUP BY {keys}",
            quoting.name("stretch"),
            quoting.name("youngest"),
        );
        self.stretch_column(query, rule.start)
    }

    /// The points of the occurrences that are left by a cool-down and lie in the rule's window, added up in a stage of
    /// their own.
    fn cooled_sum(&mut self, rule: &EventRule, cooldown: Days) -> String {
        let quoting = self.quoting;
        let age = quoting.name("age");
        let sum = quoting.cast(
            &format!("SUM({})", points_at(rule, &age)),
            quoting.whole_type(),
        );
        let chain = self.cooled(&rule.events, cooldown);
        let (acts, keys) = self.acts(&chain, rule.start);
        let in_time = if rule.within == NO_WINDOW {
            String::new()
        } else {
            format!("  WHERE {age} <= {}\n", rule.within)
        };
        let query = format!(
            "  SELECT {keys}, {sum} AS {{column}}\n  FROM {acts}\n{in_time}  GROUP BY {keys}"
        );
        self.stretch_column(query, rule.start)
    }
}

/// The points of one occurrence by its age.
pub(super) fn points_at(rule: &EventRule, age: &str) -> String {
    if rule.decay.is_empty() {
        return rule.points.to_string();
    }
    let mut arms = String::new();
    let mut rest = None;
    for (within, keep) in &rule.decay {
        let points = kept(rule.points, *keep);
        if *within == NO_WINDOW {
            rest = Some(points);
            break;
        }
        let _ = write!(arms, "WHEN {age} <= {within} THEN {points} ");
    }
    let rest = rest.unwrap_or(rule.points);
    if arms.is_empty() {
        return rest.to_string();
    }
    format!("CASE {arms}ELSE {rest} END")
}
