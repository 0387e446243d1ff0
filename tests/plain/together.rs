//! What a lead did of several events that are counted together.

use crate::plain::Plain;
use crate::plain::happened::{Known, count_days, days};
use crate::plain::json::Json;

impl Plain<'_> {
    /// What is known of each of them; those left out of which nothing says that they happened.
    fn each_known(&self, rule: &Json) -> Vec<Known> {
        let events = rule.get("anyEvent").texts();
        let known = events.iter().map(|event| self.known(event));
        known
            .filter(|known| match known {
                Known::Days(on) => !on.is_empty(),
                Known::Flat(count, last) => count.unwrap_or(0) > 0 || last.is_some(),
            })
            .collect()
    }

    /// The days of all of them, from an event log.
    fn all_days(&self, rule: &Json) -> Vec<i64> {
        let days = self.each_known(rule).into_iter().map(|known| match known {
            Known::Days(on) => on,
            Known::Flat(..) => Vec::new(),
        });
        days.flatten().collect()
    }

    /// `{anyEvent: [A, B], within: 30d, atLeast: 3}`; what cannot be told is false.
    pub fn any_happened(&self, condition: &Json) -> bool {
        let distinct = condition.get("days").get("atLeast").whole();
        let wanted = distinct.or(condition.get("atLeast").whole()).unwrap_or(1);
        if wanted <= 1 {
            let events = condition.get("anyEvent").texts();
            return events.iter().any(|event| {
                let mut alone = vec![("event".to_owned(), Json::Text(event.clone()))];
                for key in ["within", "since"] {
                    if condition.has(key) {
                        alone.push((key.to_owned(), condition.get(key).clone()));
                    }
                }
                self.happened(&Json::Map(alone.into_iter().collect()))
            });
        }
        let within = days(condition.get("within"));
        let start = self.start(condition.get("since"));
        let limited = within.is_some() || !start.takes_all();
        let in_window =
            |day: i64| start.takes(day) && within.is_none_or(|within| self.as_of - day <= within);
        if self.lead.log.is_some() {
            return count_days(self.all_days(condition), in_window, distinct.is_some()) >= wanted;
        }
        // Different days need a log. In a window only the last occurrence of each is sure.
        let sure = |known: &Known| match known {
            Known::Days(_) => 0,
            Known::Flat(count, None) if !limited => count.unwrap_or(0),
            Known::Flat(_, None) => 0,
            Known::Flat(_, Some(last)) if *last > self.as_of || !in_window(*last) => 0,
            Known::Flat(_, Some(_)) if limited => 1,
            Known::Flat(count, Some(_)) => count.unwrap_or(1),
        };
        distinct.is_none() && self.each_known(condition).iter().map(sure).sum::<i64>() >= wanted
    }

    /// The points of a rule about several events, before its cap.
    pub fn any_event_points(&self, rule: &Json) -> i64 {
        if self.lead.log.is_some() {
            return self.event_points(rule, &Known::Days(self.all_days(rule)));
        }
        let each = self.each_known(rule);
        let points = each.iter().map(|known| self.event_points(rule, known));
        if rule.get("per").text() == Some("occurrence") {
            return points.sum();
        }
        let once = !rule.has("per") || rule.get("per").text() == Some("once");
        if !once {
            // Which of them fall into one stretch of time is not told.
            return if each.len() > 1 { 0 } else { points.sum() };
        }
        let within = days(rule.get("within"));
        let start = self.start(rule.get("since"));
        let counted = each.iter().filter_map(|known| match known {
            Known::Flat(_, Some(last)) => {
                let age = self.as_of - last;
                let in_window = start.takes(*last) && within.is_none_or(|within| age <= within);
                (age >= 0 && in_window).then_some((age, known))
            }
            // It gives points only where its age does not matter.
            Known::Flat(_, None) => (self.event_points(rule, known) != 0).then_some((0, known)),
            Known::Days(_) => None,
        });
        let youngest = counted.min_by_key(|(age, _)| *age);
        youngest.map_or(0, |(_, known)| self.event_points(rule, known))
    }
}
