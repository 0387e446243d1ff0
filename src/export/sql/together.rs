//! What a lead did of several things that are counted together.
//!
//! In a table of occurrences their rows count as those of one. From the columns of a flat export each event tells its own
//! part; what it cannot tell is false, and gives no points, as in the program.

use crate::sql::check::two_valued;
use crate::sql::writer::{NO_WINDOW, Writer};
use leadpact_definition::compiled::{AnyEventCheck, EventRule};
use leadpact_definition::score::Per;

/// The most that a condition can ask for, so that greater counts need not be added up.
const MOST_WANTED: u32 = 1_000_000;

/// An age above all others, where nothing counts.
const NO_AGE: i32 = i32::MAX;

impl Writer<'_> {
    /// Whether several events occurred so often in all.
    pub(super) fn any_event_check(&mut self, check: &AnyEventCheck) -> String {
        self.events.extend(check.events.iter().copied());
        if self.log {
            let column = self.counted(&check.events, check.within, check.days, check.start);
            return two_valued(&format!("{column} >= {}", check.at_least));
        }
        // A flat export never tells of two different days.
        if check.days {
            return "FALSE".to_owned();
        }
        let events = check.events.iter();
        let least = events.map(|event| self.at_least(*event, check));
        let least: Vec<String> = least.collect();
        two_valued(&format!("{} >= {}", least.join(" + "), check.at_least))
    }

    /// How often an event occurred for certain.
    fn at_least(&mut self, event: usize, check: &AnyEventCheck) -> String {
        let (count, last) = self.flat_columns(event);
        let (from, ever) = self.flat_from(check.start, &last);
        let in_time = format!("{}{from}", self.aged(&last, check.within));
        if check.within != NO_WINDOW {
            return format!("CASE WHEN {in_time} THEN 1 ELSE 0 END");
        }
        let undated = format!("LEAST(COALESCE({count}, 0), {MOST_WANTED})");
        let dated = format!("LEAST(GREATEST(COALESCE({count}, 1), 1), {MOST_WANTED})");
        if ever.is_empty() {
            return format!(
                "CASE WHEN {last} IS NULL THEN {undated} WHEN {in_time} THEN {dated} ELSE 0 END"
            );
        }
        format!(
            "CASE WHEN {last} IS NULL{ever} THEN {undated} WHEN {in_time}{ever} THEN {dated} WHEN {in_time} THEN 1 ELSE 0 END"
        )
    }

    /// The points of a rule about several events, from the columns of a flat export.
    pub(super) fn joined_flat_points(&mut self, rule: &EventRule) -> String {
        let mut each = |part: fn(&mut Self, &EventRule, usize) -> String| -> Vec<String> {
            let events = rule.events.iter();
            events.map(|event| part(self, rule, *event)).collect()
        };
        match rule.per {
            Per::Occurrence => each(Self::flat_points).join(" + "),
            Per::Once if rule.decay.is_empty() => {
                let counts = each(Self::counts_once).join(" OR ");
                format!("CASE WHEN {counts} THEN {} ELSE 0 END", rule.points)
            }
            Per::Once => {
                let ages = each(Self::counted_age).join(", ");
                let youngest = format!("LEAST({ages})");
                let points = super::event::points_at(rule, &youngest);
                format!("CASE WHEN {youngest} = {NO_AGE} THEN 0 ELSE {points} END")
            }
            // Which of them fall into one stretch of time is told only where one of them happened.
            Per::Day | Per::Week | Per::Month | Per::Block(_) | Per::Cooldown(_) => {
                let happened = each(|writer, _, event| writer.happened(event)).join(" + ");
                let points = each(Self::flat_points).join(" + ");
                format!("CASE WHEN {happened} <= 1 THEN {points} ELSE 0 END")
            }
        }
    }

    /// Whether an event counts that counts once, whatever its age.
    fn counts_once(&mut self, rule: &EventRule, event: usize) -> String {
        let (count, last) = self.flat_columns(event);
        let (from, ever) = self.flat_from(rule.start, &last);
        let in_time = format!("{}{from}", self.aged(&last, rule.within));
        if rule.within != NO_WINDOW {
            return two_valued(&in_time);
        }
        two_valued(&format!(
            "CASE WHEN {last} IS NULL THEN {count} >= 1{ever} ELSE {in_time} END"
        ))
    }

    /// The age of an event's last occurrence if that counts.
    fn counted_age(&mut self, rule: &EventRule, event: usize) -> String {
        let (_, last) = self.flat_columns(event);
        let (from, _) = self.flat_from(rule.start, &last);
        let in_time = format!("{}{from}", self.aged(&last, rule.within));
        let as_of = self.quoting.name("as_of");
        format!("CASE WHEN {in_time} THEN {as_of} - {last} ELSE {NO_AGE} END")
    }

    /// 1 where an event may have happened.
    fn happened(&self, event: usize) -> String {
        let (count, last) = self.flat_columns(event);
        format!("CASE WHEN {last} IS NOT NULL OR {count} >= 1 THEN 1 ELSE 0 END")
    }
}
