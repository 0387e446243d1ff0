//! A calendar, and when promises that begin at a time are due.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, Zoned};
use leadpact_definition::sla::calendar::OpenHours;
use leadpact_definition::sla::{Calendar, TimeUnit};
use leadpact_figures::BusinessTime as _;
use serde::Deserialize;
use serde_yaml::Spanned;

use super::{Wrong, each};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// As in a workshop or rule file.
    calendar: Calendar,
    #[serde(default)]
    cases: Vec<Case>,
    /// How much of a kind of time passes between two times.
    #[serde(default)]
    passed: Vec<Passed>,
    /// Days on which somebody works.
    #[serde(default)]
    open: Vec<Spanned<String>>,
    /// Days on which nobody does.
    #[serde(default)]
    closed: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: Spanned<String>,
    /// When counting begins, in the calendar's time zone.
    start: DateTime,
    /// Such as `24 business hours`.
    promise: String,
    /// Such as `80%`: when so much of the time has gone by.
    share: Option<String>,
    /// Such as `Fri 6 Mar 2026 16:30`.
    due: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passed {
    name: Spanned<String>,
    from: DateTime,
    to: DateTime,
    /// Such as `24 business hours`.
    is: String,
}

/// The number and the unit of a time such as `1 business day`.
fn time(words: &str) -> Option<(u32, TimeUnit)> {
    let (value, unit) = words.split_once(' ')?;
    let unit = TimeUnit::ALL.into_iter().find(|known| {
        let known = serde_json::to_value(known).expect("a word");
        let known = known.as_str().expect("a word").replace('-', " ");
        known == unit || known == format!("{unit}s")
    });
    Some((value.parse().ok()?, unit?))
}

fn seconds((value, unit): (u32, TimeUnit)) -> i64 {
    let one = match unit {
        TimeUnit::BusinessMinutes | TimeUnit::ClockMinutes => 60,
        TimeUnit::BusinessHours | TimeUnit::ClockHours | TimeUnit::ClockHoursOnWorkingDays => 3600,
        TimeUnit::BusinessDays => 86_400,
    };
    i64::from(value) * one
}

fn said(due: &Zoned) -> String {
    due.strftime("%a %-d %b %Y %H:%M").to_string()
}

#[test]
fn promises_are_due_when_the_cases_say() {
    each("deadlines", 70, |file: File, wrong: &mut Wrong| {
        let open = OpenHours::new(&file.calendar)
            .unwrap_or_else(|error| panic!("{}: {error}", wrong.file.display()));
        let at = |local: DateTime| -> Timestamp {
            let zoned = local.to_zoned(open.time_zone().clone());
            zoned.expect("a time").timestamp()
        };
        for case in &file.cases {
            let share = case.share.as_deref();
            let share = share.map(|share| share.trim_end_matches('%').parse());
            let (Some((value, unit)), Ok(share)) = (time(&case.promise), share.transpose()) else {
                wrong.note(
                    &case.name,
                    "no time such as `24 business hours`, or no share",
                );
                continue;
            };
            let due = match share {
                None => open.due(at(case.start), value, unit),
                Some(percent) => open.gone_by(at(case.start), (value, unit), percent),
            };
            let due = due.map_or_else(|error| error.to_string(), |due| said(&due));
            wrong.unless_same(&case.name, &case.due, &due);
        }
        for case in &file.passed {
            let Some(says) = time(&case.is) else {
                wrong.note(&case.name, "no time such as `24 business hours`");
                continue;
            };
            let passed = open.elapsed(at(case.from), at(case.to), says.1);
            let passed = passed.map_or_else(|error| error.to_string(), |s| s.to_string());
            wrong.unless_same(&case.name, &seconds(says).to_string(), &passed);
        }
        for (days, says) in [(&file.open, "open"), (&file.closed, "closed")] {
            for day in days {
                let date: Date = day.value.parse().expect("a day");
                let works = open.is_working_day(date);
                wrong.unless_same(day, says, if works { "open" } else { "closed" });
            }
        }
        file.cases.len() + file.passed.len() + file.open.len() + file.closed.len()
    });
}
