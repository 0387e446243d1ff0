//! Worked deadlines in the agreement.

use super::{acme, chapter_of};
use leadpact_definition::holiday::Holiday;
use leadpact_definition::sla::Calendar;

fn calendar(zone: &str, hours: &[&str], holidays: &str) -> Calendar {
    Calendar {
        time_zone: zone.to_owned(),
        hours: [(
            "mon-fri".to_owned(),
            hours.iter().map(ToString::to_string).collect(),
        )]
        .into(),
        holidays: serde_json::from_str::<Vec<Holiday>>(holidays).unwrap(),
    }
}

/// What the agreement says about the promises by these calendars.
fn promises(one: Option<Calendar>, several: &[(&str, Calendar)]) -> String {
    let mut definition = acme();
    let sla = definition.spec.sla.as_mut().unwrap();
    sla.calendar = one;
    let several = several.iter();
    sla.calendars = several
        .map(|(name, calendar)| ((*name).to_owned(), calendar.clone()))
        .collect();
    chapter_of(&definition, "What we promise each other")
}

#[test]
fn every_calendar_has_its_rows() {
    let office = ["09:00-17:00"];
    let text = promises(
        None,
        &[
            ("emea", calendar("Europe/London", &office, "[]")),
            ("us", calendar("America/New_York", &["08:00-16:00"], "[]")),
        ],
    );
    assert!(
        text.contains("| emea | Friday 4 December, 16:00 | Monday 7 December, 12:00 |"),
        "{text}"
    );
    // New York closes at 16:00: its example comes an hour before.
    assert!(
        text.contains("| us | Friday 4 December, 15:00 | Monday 7 December, 11:00 |"),
        "{text}"
    );
}

#[test]
fn a_calendar_that_cannot_be_used_is_not_left_out_without_a_word() {
    for text in [
        promises(None, &[]),
        promises(Some(calendar("Europe/London", &["9-17"], "[]")), &[]),
    ] {
        assert!(
            text.contains("Not every deadline is worked out here"),
            "{text}"
        );
    }
}

#[test]
fn the_year_is_there_where_it_is_another_one_and_special_days_are_read_aloud() {
    let text = promises(
        Some(calendar(
            "Europe/London",
            &["22:00-06:00"],
            r#"["2026-12-25", {"from": "2026-12-07", "to": "2026-12-31"}, {"every": "01-01"},
                {"every": "01-04", "hours": ["20:00-22:00"]}]"#,
        )),
        &[],
    );
    for words in [
        "**Monday to Friday:** 22:00\u{2013}06:00 the next day",
        "**Closed:** 25 December 2026, 7 December 2026 to 31 December 2026, every 1 January",
        "**Hours of their own:** every 4 January (open 20:00\u{2013}22:00)",
        "Hours that go on over midnight belong to the day on which they start.",
        "January 2027, ",
    ] {
        assert!(text.contains(words), "no \"{words}\" in {text}");
    }
}
