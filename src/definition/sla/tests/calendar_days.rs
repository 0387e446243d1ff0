//! Days that are not like the week: how they are read and written. When something is due with them stands in
//! `tests/cases/deadlines`.

use jiff::civil::date;

use crate::sla::{
    Calendar,
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

#[test]
fn a_half_day_is_told_from_the_days_of_the_week() {
    // 24 December 2026 is a Thursday.
    let open = office(r#"["2026-12-25", {"on": "2026-12-24", "hours": ["09:00-12:00"]}]"#).unwrap();
    assert!(open.is_special(date(2026, 12, 24)) && !open.is_special(date(2026, 12, 23)));
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
