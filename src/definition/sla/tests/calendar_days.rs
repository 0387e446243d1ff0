//! Days that are not like the week: spans, every year, hours of their own, and hours over midnight.

use jiff::civil::{Date, DateTime, date};

use crate::sla::{
    Calendar,
    TimeUnit::{self, BusinessDays, BusinessHours, ClockHoursOnWorkingDays},
    calendar::{CalendarError, OpenHours},
};

fn read(yaml: &str) -> Calendar {
    serde_json::from_value(serde_json::Value::Object(
        yaml.lines()
            .map(|line| line.split_once(": ").unwrap())
            .map(|(key, value)| (key.to_owned(), serde_json::from_str(value).unwrap()))
            .collect(),
    ))
    .unwrap()
}

/// Monday to Friday 09:00-17:00 in London, with these days.
fn office(holidays: &str) -> Result<OpenHours, CalendarError> {
    OpenHours::new(&read(&format!(
        "timeZone: \"Europe/London\"\nhours: {{\"mon-fri\": [\"09:00-17:00\"]}}\nholidays: {holidays}"
    )))
}

fn due(open: &OpenHours, start: &str, value: u32, unit: TimeUnit) -> String {
    let start = start.parse::<DateTime>().unwrap();
    let start = start.to_zoned(open.time_zone().clone()).unwrap();
    let due = open.due(start.timestamp(), value, unit).unwrap();
    due.strftime("%a %-d %b %Y %H:%M").to_string()
}

fn works(open: &OpenHours, day: Date) -> bool {
    open.is_working_day(day)
}

#[test]
fn a_half_day_counts_its_own_hours() {
    // 24 December 2026 is a Thursday.
    let open = office(r#"["2026-12-25", {"on": "2026-12-24", "hours": ["09:00-12:00"]}]"#).unwrap();
    assert_eq!(
        due(&open, "2026-12-23T16:00", 4, BusinessHours),
        "Thu 24 Dec 2026 12:00"
    );
    assert_eq!(
        due(&open, "2026-12-23T16:00", 8, BusinessHours),
        "Mon 28 Dec 2026 13:00"
    );
    assert_eq!(
        due(&open, "2026-12-23T16:00", 1, BusinessDays),
        "Thu 24 Dec 2026 12:00"
    );
    // After its close the day is over.
    assert_eq!(
        due(&open, "2026-12-24T13:00", 1, BusinessDays),
        "Tue 29 Dec 2026 17:00"
    );
    assert!(open.is_special(date(2026, 12, 24)) && !open.is_special(date(2026, 12, 23)));
}

#[test]
fn a_named_day_opens_a_closed_weekday_and_a_yearly_one_does_not() {
    // 26 December 2026 is a Saturday, 24 December 2028 a Sunday.
    let open = office(
        r#"[{"on": "2026-12-26", "hours": ["10:00-12:00"]}, {"every": "12-24", "hours": ["09:00-12:00"]}]"#,
    )
    .unwrap();
    assert!(works(&open, date(2026, 12, 26)));
    assert!(works(&open, date(2026, 12, 24)));
    assert!(!works(&open, date(2028, 12, 24)));
}

#[test]
fn spans_and_years_close_every_day_they_name() {
    let open = office(
        r#"[{"from": "2026-07-27", "to": "2026-07-29"}, {"every": "12-24", "to": "01-02"}, {"every": "02-29"}]"#,
    )
    .unwrap();
    let closed = [
        date(2026, 7, 27),
        date(2026, 7, 29),
        date(2026, 12, 24),
        date(2027, 1, 1),
        date(2030, 12, 31),
        date(2028, 2, 29),
    ];
    let open_on = [
        date(2026, 7, 24),
        date(2026, 7, 30),
        date(2026, 12, 23),
        date(2027, 1, 4),
        date(2028, 2, 28),
        date(2027, 7, 27),
    ];
    for day in closed {
        assert!(!works(&open, day), "{day}");
    }
    for day in open_on {
        assert!(works(&open, day), "{day}");
    }
}

#[test]
fn the_single_day_counts_before_spans_and_closed_before_hours() {
    let open = office(
        r#"[{"every": "12-28", "hours": ["10:00-11:00"]}, {"from": "2026-12-24", "to": "2026-12-31"},
            {"on": "2026-12-30", "hours": ["10:00-12:00"]}]"#
            .replace('\n', " ")
            .as_str(),
    )
    .unwrap();
    assert!(!works(&open, date(2026, 12, 28)));
    assert_eq!(
        due(&open, "2026-12-23T17:00", 2, BusinessHours),
        "Wed 30 Dec 2026 12:00"
    );
    assert!(works(&open, date(2027, 12, 28)));
}

#[test]
fn one_day_has_one_rule() {
    let twice = office(r#"["2026-12-24", {"on": "2026-12-24", "hours": ["09:00-12:00"]}]"#);
    assert_eq!(
        twice.unwrap_err(),
        CalendarError::DayTwice("2026-12-24".into())
    );
    // Written twice alike it says nothing different.
    assert!(office(r#"["2026-12-24", "2026-12-24"]"#).is_ok());
    let overlap = office(r#"[{"every": "12-24", "hours": ["09:00-12:00", "11:00-13:00"]}]"#);
    assert_eq!(
        overlap.unwrap_err(),
        CalendarError::Overlap("11:00-13:00".into())
    );
}

#[test]
fn hours_over_midnight_belong_to_the_day_on_which_they_start() {
    let open = OpenHours::new(&read(
        "timeZone: \"Europe/London\"\nhours: {\"mon-fri\": [\"22:00-06:00\"]}\nholidays: [\"2026-03-10\"]",
    ))
    .unwrap();
    // Tuesday 02:00 is still the shift of Monday; the one of Tuesday does not take place.
    assert_eq!(
        due(&open, "2026-03-10T02:00", 4, BusinessHours),
        "Tue 10 Mar 2026 06:00"
    );
    assert_eq!(
        due(&open, "2026-03-10T02:00", 5, BusinessHours),
        "Wed 11 Mar 2026 23:00"
    );
    assert_eq!(
        due(&open, "2026-03-10T02:00", 1, BusinessDays),
        "Thu 12 Mar 2026 06:00"
    );
    // Friday's shift ends on Saturday.
    assert_eq!(
        due(&open, "2026-03-06T12:00", 8, BusinessHours),
        "Sat 7 Mar 2026 06:00"
    );
    assert_eq!(
        due(&open, "2026-03-06T12:00", 24, ClockHoursOnWorkingDays),
        "Mon 9 Mar 2026 12:00"
    );
    assert!(!works(&open, date(2026, 3, 7)));
    let at = |text: &str| {
        let local = text.parse::<DateTime>().unwrap();
        local
            .to_zoned(open.time_zone().clone())
            .unwrap()
            .timestamp()
    };
    let passed = |a, b| open.elapsed(at(a), at(b), BusinessHours).unwrap();
    assert_eq!(passed("2026-03-07T01:00", "2026-03-07T12:00"), 5 * 3600);
    assert_eq!(passed("2026-03-10T01:00", "2026-03-11T12:00"), 5 * 3600);
}

#[test]
fn what_goes_on_into_a_day_with_hours_of_its_own_counts_once() {
    let open = OpenHours::new(&read(
        "timeZone: \"Europe/London\"\nhours: {\"mon-fri\": [\"22:00-06:00\"]}\nholidays: [{\"on\": \"2026-03-10\", \"hours\": [\"05:00-08:00\"]}]",
    ))
    .unwrap();
    assert_eq!(
        due(&open, "2026-03-10T04:00", 4, BusinessHours),
        "Tue 10 Mar 2026 08:00"
    );
}

#[test]
fn days_are_written_as_they_were_read() {
    for text in [
        r#""2026-12-25""#,
        r#"{"on":"2026-12-24","hours":["09:00-12:00"]}"#,
        r#"{"from":"2026-12-24","to":"2027-01-02"}"#,
        r#"{"from":"2026-12-24","to":"2027-01-02","hours":["10:00-12:00"]}"#,
        r#"{"every":"12-25"}"#,
        r#"{"every":"12-24","to":"01-02"}"#,
        r#"{"every":"12-31","hours":["09:00-12:00"]}"#,
    ] {
        let holiday: crate::sla::holiday::Holiday = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&holiday).unwrap(), text);
    }
}

#[test]
fn what_is_no_day_says_what_to_write() {
    for (text, reason) in [
        (r#""24 December""#, "write year, month and day"),
        (
            r#"{"on":"2026-12-24","every":"12-24"}"#,
            "write one of them",
        ),
        (r#"{"from":"2026-12-24"}"#, "write one of them"),
        (r#"{"hours":["09:00-12:00"]}"#, "write one of them"),
        (
            r#"{"from":"2026-12-24","to":"2026-12-01"}"#,
            "first day first",
        ),
        (
            r#"{"from":"2026-12-24","to":"01-02"}"#,
            "write year, month and day",
        ),
        (r#"{"every":"2026-12-24"}"#, "write month and day"),
        (r#"{"every":"02-30"}"#, "write month and day"),
        (r#"{"every":"12-24","until":"01-02"}"#, "unknown field"),
    ] {
        let read = serde_json::from_str::<crate::sla::holiday::Holiday>(text);
        let why = read.unwrap_err().to_string();
        assert!(why.contains(reason), "{text}: {why}");
    }
}
