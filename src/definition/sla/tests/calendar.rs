//! The business calendar against worked deadlines.

use jiff::{Timestamp, Zoned, civil::DateTime, tz::TimeZone};

use crate::{
    date::Day,
    sla::{
        Calendar, TimeUnit,
        calendar::{CalendarError, OpenHours},
        holiday::Holiday,
    },
};

fn calendar(
    zone: &str,
    hours: &[(&str, &[&str])],
    holidays: &[&str],
) -> Result<OpenHours, CalendarError> {
    OpenHours::new(&Calendar {
        time_zone: zone.into(),
        hours: hours
            .iter()
            .map(|(day, spans)| {
                (
                    (*day).into(),
                    spans.iter().map(ToString::to_string).collect(),
                )
            })
            .collect(),
        holidays: holidays
            .iter()
            .map(|day| Holiday::on(Day::parse(day).unwrap()))
            .collect(),
    })
}

fn at(zone: &TimeZone, local: &str) -> Timestamp {
    local
        .parse::<DateTime>()
        .unwrap()
        .to_zoned(zone.clone())
        .unwrap()
        .timestamp()
}

fn local(due: &Zoned) -> String {
    due.strftime("%a %-d %b %H:%M").to_string()
}

fn due(open: &OpenHours, start: &str, value: u32, unit: TimeUnit) -> String {
    local(&open.due(at(open.time_zone(), start), value, unit).unwrap())
}

use TimeUnit::{
    BusinessDays, BusinessHours, BusinessMinutes, ClockHours, ClockHoursOnWorkingDays, ClockMinutes,
};

#[test]
fn worked_deadlines_of_24_hours() {
    let open = calendar("Europe/London", &[("mon-fri", &["09:00-17:00"])], &[]).unwrap();
    let friday = "2026-03-06T16:00";
    assert_eq!(due(&open, friday, 24, BusinessHours), "Wed 11 Mar 16:00");
    assert_eq!(
        due(&open, friday, 24, ClockHoursOnWorkingDays),
        "Mon 9 Mar 16:00"
    );
    assert_eq!(due(&open, friday, 1, BusinessDays), "Mon 9 Mar 17:00");
    assert_eq!(due(&open, friday, 24, ClockHours), "Sat 7 Mar 16:00");
    assert_eq!(
        due(&open, friday, 1440, BusinessMinutes),
        "Wed 11 Mar 16:00"
    );
    assert_eq!(due(&open, friday, 30, ClockMinutes), "Fri 6 Mar 16:30");
    let longer = calendar("Europe/London", &[("mon-fri", &["09:00-18:00"])], &[]).unwrap();
    assert_eq!(due(&longer, friday, 24, BusinessHours), "Wed 11 Mar 13:00");
    let holiday = calendar(
        "Europe/London",
        &[("mon-fri", &["09:00-17:00"])],
        &["2026-03-09"],
    )
    .unwrap();
    assert_eq!(due(&holiday, friday, 24, BusinessHours), "Thu 12 Mar 16:00");
    let saturday = "2026-03-07T10:00";
    assert_eq!(due(&open, saturday, 24, BusinessHours), "Wed 11 Mar 17:00");
    assert_eq!(
        due(&open, saturday, 24, ClockHoursOnWorkingDays),
        "Tue 10 Mar 00:00"
    );
    assert_eq!(due(&open, saturday, 1, BusinessDays), "Tue 10 Mar 17:00");
}

#[test]
fn starts_outside_hours_and_deadlines_at_closing() {
    let open = calendar(
        "Europe/London",
        &[
            ("mon-thu", &["13:30-17:30", "09:00-12:30"]),
            ("fri", &["09:00-16:00"]),
        ],
        &[],
    )
    .unwrap();
    assert_eq!(
        due(&open, "2026-03-02T06:00", 1, BusinessHours),
        "Mon 2 Mar 10:00"
    );
    assert_eq!(
        due(&open, "2026-03-02T12:45", 1, BusinessHours),
        "Mon 2 Mar 14:30"
    );
    assert_eq!(
        due(&open, "2026-03-02T12:00", 1, BusinessHours),
        "Mon 2 Mar 14:00"
    );
    // Exactly at a closing: due then, not at the next opening.
    assert_eq!(
        due(&open, "2026-03-02T11:30", 1, BusinessHours),
        "Mon 2 Mar 12:30"
    );
    assert_eq!(
        due(&open, "2026-03-06T15:00", 1, BusinessHours),
        "Fri 6 Mar 16:00"
    );
    assert_eq!(
        due(&open, "2026-03-06T16:00", 1, BusinessHours),
        "Mon 9 Mar 10:00"
    );
    assert_eq!(
        due(&open, "2026-03-06T16:00", 1, BusinessDays),
        "Tue 10 Mar 17:30"
    );
}

#[test]
fn days_when_clocks_change_count_real_time() {
    // London: clocks go forward on Sunday 29 March 2026 at 01:00, back on Sunday 25 October at 02:00.
    let always = calendar("Europe/London", &[("mon-sun", &["00:00-24:00"])], &[]).unwrap();
    assert_eq!(
        due(&always, "2026-03-28T12:00", 24, BusinessHours),
        "Sun 29 Mar 13:00"
    );
    assert_eq!(
        due(&always, "2026-10-24T12:00", 24, BusinessHours),
        "Sun 25 Oct 11:00"
    );
    assert_eq!(
        due(&always, "2026-03-28T12:00", 24, ClockHours),
        "Sun 29 Mar 13:00"
    );
    // Opening in the hour that does not exist: 01:30 is read as 02:30.
    let gap = calendar("Europe/London", &[("sun", &["01:30-05:00"])], &[]).unwrap();
    assert_eq!(
        due(&gap, "2026-03-28T12:00", 1, BusinessHours),
        "Sun 29 Mar 03:30"
    );
}

#[test]
fn spans_of_weekdays_go_over_the_end_of_the_week() {
    let open = calendar("Asia/Dubai", &[("sun-thu", &["08:00-16:00"])], &[]).unwrap();
    assert_eq!(
        due(&open, "2026-03-05T15:00", 2, BusinessHours),
        "Sun 8 Mar 09:00"
    );
}

#[test]
fn elapsed_time_by_each_reading() {
    let open = calendar("Europe/London", &[("mon-fri", &["09:00-17:00"])], &[]).unwrap();
    let zone = open.time_zone().clone();
    let between = |a: &str, b: &str, unit| open.elapsed(at(&zone, a), at(&zone, b), unit).unwrap();
    assert_eq!(
        between("2026-03-06T16:00", "2026-03-11T16:00", BusinessHours),
        24 * 3600
    );
    assert_eq!(
        between(
            "2026-03-06T16:00",
            "2026-03-09T16:00",
            ClockHoursOnWorkingDays
        ),
        24 * 3600
    );
    assert_eq!(
        between("2026-03-06T16:00", "2026-03-07T16:00", ClockHours),
        24 * 3600
    );
    assert_eq!(
        between("2026-03-07T10:00", "2026-03-08T10:00", BusinessHours),
        0
    );
    assert_eq!(
        between("2026-03-09T10:00", "2026-03-08T10:00", BusinessHours),
        0
    );
    assert_eq!(
        between("2026-03-06T16:00", "2026-03-09T16:59", BusinessDays),
        0
    );
    assert_eq!(
        between("2026-03-06T16:00", "2026-03-09T17:00", BusinessDays),
        86_400
    );
}

#[test]
fn calendars_that_cannot_be_used() {
    let fails = |hours: &[(&str, &[&str])]| calendar("Europe/London", hours, &[]).unwrap_err();
    assert_eq!(fails(&[]), CalendarError::NeverOpen);
    assert_eq!(fails(&[("mon", &[])]), CalendarError::NeverOpen);
    assert_eq!(
        fails(&[("monday", &["09:00-17:00"])]),
        CalendarError::UnknownWeekday("monday".into())
    );
    assert_eq!(
        fails(&[("mon", &["09:00-09:00"])]),
        CalendarError::BadInterval("09:00-09:00".into())
    );
    assert_eq!(
        fails(&[("mon", &["24:00-06:00"])]),
        CalendarError::BadInterval("24:00-06:00".into())
    );
    assert_eq!(
        fails(&[("mon", &["22:00-06:00"]), ("tue", &["05:00-09:00"])]),
        CalendarError::Overlap("22:00-06:00".into())
    );
    assert_eq!(
        fails(&[("sun-mon", &["05:00-09:00", "22:00-06:00"])]),
        CalendarError::Overlap("22:00-06:00".into())
    );
    assert_eq!(
        fails(&[("mon", &["20:00-02:00", "23:00-24:00"])]),
        CalendarError::Overlap("23:00-24:00".into())
    );
    assert_eq!(
        fails(&[("mon", &["9-17"])]),
        CalendarError::BadInterval("9-17".into())
    );
    assert_eq!(
        fails(&[("mon", &["09:00-24:30"])]),
        CalendarError::BadInterval("09:00-24:30".into())
    );
    assert_eq!(
        fails(&[("mon", &["09:00-12:00", "11:00-13:00"])]),
        CalendarError::Overlap("11:00-13:00".into())
    );
    assert_eq!(
        fails(&[("mon-wed", &["09:00-12:00"]), ("wed", &["09:00-12:00"])]),
        CalendarError::WeekdayTwice("wed".into())
    );
    // Open one minute a week: a promise of many hours has no answer in reach.
    let open = calendar("Europe/London", &[("mon", &["09:00-09:01"])], &[]).unwrap();
    let start = at(open.time_zone(), "2026-03-06T16:00");
    assert_eq!(
        open.due(start, 100_000, BusinessHours).unwrap_err(),
        CalendarError::TooFar
    );
    // The only opening of the week falls into the hour that does not exist: no answer that day, the next week has one.
    let gap = calendar("Europe/London", &[("sun", &["01:00-02:00"])], &[]).unwrap();
    assert_eq!(
        due(&gap, "2026-03-28T12:00", 1, BusinessHours),
        "Sun 5 Apr 02:00"
    );
}

#[test]
fn a_share_of_the_time_has_gone_by() {
    let open = calendar(
        "Europe/London",
        &[("mon-fri", &["09:00-12:00", "13:00-17:00"])],
        &["2026-03-09"],
    )
    .unwrap();
    let gone = |start, span, percent| {
        let start = at(open.time_zone(), start);
        local(&open.gone_by(start, span, percent).unwrap())
    };
    let friday = "2026-03-06T16:00";
    // 80 % of 5 hours are 4: one on Friday, three on Tuesday morning, as Monday is closed.
    assert_eq!(gone(friday, (5, BusinessHours), 80), "Tue 10 Mar 12:00");
    assert_eq!(gone(friday, (5, BusinessHours), 100), "Tue 10 Mar 14:00");
    assert_eq!(gone(friday, (10, ClockHours), 80), "Sat 7 Mar 00:00");
    assert_eq!(gone(friday, (60, BusinessMinutes), 50), "Fri 6 Mar 16:30");
    // One business day from Friday 16:00 ends on Tuesday at 17:00: eight open hours, half of them four.
    assert_eq!(gone(friday, (1, BusinessDays), 50), "Tue 10 Mar 12:00");
    assert_eq!(
        gone(friday, (24, ClockHoursOnWorkingDays), 50),
        "Tue 10 Mar 04:00"
    );
    // Nothing of it has gone by when counting begins.
    assert_eq!(
        gone("2026-03-07T10:00", (1, BusinessHours), 0),
        "Tue 10 Mar 09:00"
    );
}
