//! The leads on which a promised time is worked out: when they arrive, by the hours of a calendar.
//!
//! None of them arrives where people would argue about the rule: not at the very minute of closing, and not on a
//! holiday.

use jiff::civil::{Date, Time, Weekday};
use jiff::{Span, ToSpan, Zoned};

use leadpact_definition::calendar::OpenHours;
use leadpact_definition::sla::TimeUnit;

use crate::BusinessTime as _;

/// A lead that arrives late on the last working day before a weekend: Friday 16:00, or an hour before Friday's close
/// where that is earlier. From this day on; `None` where the calendar has no such day.
#[must_use]
pub fn late(open: &OpenHours, from: Date) -> Option<Zoned> {
    let weekdays = [
        Weekday::Friday,
        Weekday::Thursday,
        Weekday::Wednesday,
        Weekday::Tuesday,
        Weekday::Monday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let day = weekdays
        .into_iter()
        .find_map(|weekday| plain_day(open, from, weekday, true))?;
    let usual = at(open, day, 16)?;
    // A close a moment after the arrival starts the same argument as one at the arrival.
    let soon = usual.checked_add(30.minutes()).ok()?;
    if counts(open, &usual, &soon) == 30 * 60 {
        return Some(usual);
    }
    let (opens, closes) = open.hours_on(day).last().copied()?;
    let early = closes.checked_sub(1.hour()).ok()?;
    Some(early.max(opens).to_zoned(open.time_zone().clone()))
}

/// A lead that arrives at a quiet moment: Tuesday 10:00, or an hour after a working day begins.
#[must_use]
pub fn quiet(open: &OpenHours, from: Date) -> Option<Zoned> {
    let weekdays = [
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Monday,
        Weekday::Sunday,
        Weekday::Saturday,
        Weekday::Friday,
    ];
    let day = weekdays
        .into_iter()
        .find_map(|weekday| plain_day(open, from, weekday, true))?;
    let usual = at(open, day, 10)?;
    let soon = usual.checked_add(1.hour()).ok()?;
    if counts(open, &usual, &soon) == 3600 {
        return Some(usual);
    }
    let (opens, closes) = open.hours_on(day).first().copied()?;
    let hour_later = opens.checked_add(1.hour()).ok()?;
    let later = if hour_later < closes {
        hour_later
    } else {
        opens
    };
    Some(later.to_zoned(open.time_zone().clone()))
}

/// A lead that arrives while nobody works: Saturday 10:00, else Sunday, else at night. Where the business is always open:
/// Saturday 10:00.
#[must_use]
pub fn outside(open: &OpenHours, from: Date) -> Option<Zoned> {
    let moments = [
        (Weekday::Saturday, 10),
        (Weekday::Sunday, 10),
        (Weekday::Tuesday, 20),
        (Weekday::Tuesday, 23),
        (Weekday::Tuesday, 3),
        (Weekday::Tuesday, 12),
    ];
    let start = |(weekday, hour)| at(open, plain_day(open, from, weekday, false)?, hour);
    let is_closed = |start: &Zoned| {
        let soon = start.checked_add(30.minutes());
        soon.is_ok_and(|soon| counts(open, start, &soon) == 0)
    };
    let mut closed = moments.into_iter().filter_map(start).filter(is_closed);
    closed.next().or_else(|| start((Weekday::Saturday, 10)))
}

/// The first such weekday from this day on that is like every other one of its kind; on which the business opens, where
/// that is asked for.
fn plain_day(open: &OpenHours, from: Date, weekday: Weekday, opens: bool) -> Option<Date> {
    /// Weeks in which a usual one is looked for.
    const WEEKS: i64 = 8;
    let away = i64::from(weekday.since(from.weekday()));
    (0..WEEKS)
        .filter_map(|week| from.checked_add(Span::new().days(away + 7 * week)).ok())
        .find(|day| !open.is_special(*day) && (!opens || open.is_working_day(*day)))
}

fn at(open: &OpenHours, day: Date, hour: i8) -> Option<Zoned> {
    let time = Time::new(hour, 0, 0, 0).ok()?;
    day.to_datetime(time)
        .to_zoned(open.time_zone().clone())
        .ok()
}

/// The open seconds between two moments.
fn counts(open: &OpenHours, from: &Zoned, to: &Zoned) -> i64 {
    let (from, to) = (from.timestamp(), to.timestamp());
    let counted = open.elapsed(from, to, TimeUnit::BusinessMinutes);
    counted.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use leadpact_definition::date::Day;
    use leadpact_definition::holiday::Holiday;
    use leadpact_definition::sla::Calendar;

    #[track_caller]
    fn arrive(hours: &[(&str, &str)], closed: &[Date], expected: [Option<&str>; 3]) {
        let hours = hours.iter().map(|(days, hours)| {
            let hours = hours.split(' ').map(str::to_owned).collect();
            ((*days).to_owned(), hours)
        });
        let open = OpenHours::new(&Calendar {
            time_zone: "Europe/London".into(),
            hours: hours.collect(),
            holidays: closed.iter().map(|day| Holiday::on(Day(*day))).collect(),
        })
        .unwrap();
        let from = date(2026, 3, 4);
        let said = [quiet(&open, from), late(&open, from), outside(&open, from)]
            .map(|at| at.map(|at| at.strftime("%a %-d %b %H:%M").to_string()));
        assert_eq!(said.each_ref().map(Option::as_deref), expected);
    }

    #[test]
    fn leads_arrive_where_nobody_argues() {
        arrive(
            &[("mon-fri", "09:00-17:00")],
            &[],
            [
                Some("Tue 10 Mar 10:00"),
                Some("Fri 6 Mar 16:00"),
                Some("Sat 7 Mar 10:00"),
            ],
        );
        // Friday closes at 16:00: not at that very minute.
        arrive(
            &[
                ("mon-thu", "09:00-17:00"),
                ("fri", "09:00-12:30 13:30-16:00"),
            ],
            &[date(2026, 3, 10)],
            [
                Some("Tue 17 Mar 10:00"),
                Some("Fri 6 Mar 15:00"),
                Some("Sat 7 Mar 10:00"),
            ],
        );
        // A holiday is no example, and a week from Sunday to Thursday ends on Thursday.
        arrive(
            &[("sun-thu", "11:00-19:00")],
            &[date(2026, 3, 5)],
            [
                Some("Tue 10 Mar 12:00"),
                Some("Thu 12 Mar 16:00"),
                Some("Sat 7 Mar 10:00"),
            ],
        );
        arrive(
            &[("mon-sun", "00:00-24:00")],
            &[],
            [
                Some("Tue 10 Mar 10:00"),
                Some("Fri 6 Mar 16:00"),
                Some("Sat 7 Mar 10:00"),
            ],
        );
        arrive(
            &[("mon-sun", "08:00-20:00")],
            &[],
            [
                Some("Tue 10 Mar 10:00"),
                Some("Fri 6 Mar 16:00"),
                Some("Tue 10 Mar 20:00"),
            ],
        );
        arrive(
            &[("mon-fri", "22:00-06:00")],
            &[],
            [
                Some("Tue 10 Mar 23:00"),
                Some("Sat 7 Mar 05:00"),
                Some("Sat 7 Mar 10:00"),
            ],
        );
    }
}
