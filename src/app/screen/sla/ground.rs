//! What the promises stand on, as rows of a form: the business calendar.

use indexmap::IndexMap;
use jiff::civil::Date;

use crate::app::field::Field;
use crate::app::form::Row;
use crate::app::screen::sla::words::WEEKDAYS;
use crate::definition::sla::{Calendar, Sla};
use crate::workshop::written::{closed, hours, zone};

/// The calendar that the screens show and change: the one, or the first of several.
#[must_use]
pub fn calendar(sla: &Sla) -> Option<&Calendar> {
    sla.calendar
        .as_ref()
        .or_else(|| sla.calendars.values().next())
}

/// Puts the calendar where it came from.
pub fn put_calendar(sla: &mut Sla, new: Calendar) {
    match (&mut sla.calendar, sla.calendars.values_mut().next()) {
        (None, Some(first)) => *first = new,
        (one, _) => *one = Some(new),
    }
}

/// The calendar as rows: zone, Monday to Sunday, holidays.
#[must_use]
pub fn calendar_rows(calendar: &Calendar) -> Vec<Row> {
    let mut rows = vec![Row::text(
        Field::CalendarZone,
        "Time zone",
        "Area and city, for example Europe/London.",
        &calendar.time_zone,
    )];
    for (place, (_, day)) in WEEKDAYS.iter().enumerate() {
        rows.push(Row::text(
            Field::CalendarHours,
            *day,
            "Open from and to: 09:00-12:30, 13:30-17:30. Empty: closed all day.",
            &hours_of(calendar, place).join(", "),
        ));
    }
    rows.push(Row::text(
        Field::CalendarClosed,
        "Closed days",
        "Holidays as year-month-day, separated by commas: 2026-12-25, 2026-12-28.",
        &closed::written(&calendar.holidays),
    ));
    rows
}

/// The hours written for the weekday at `place`, Monday 0.
fn hours_of(calendar: &Calendar, place: usize) -> Vec<String> {
    let index = |name: &str| WEEKDAYS.iter().position(|(key, _)| *key == name);
    let covers = |key: &str| {
        let (first, last) = key.split_once('-').unwrap_or((key, key));
        match (index(first), index(last)) {
            (Some(first), Some(last)) => (place + 7 - first) % 7 <= (last + 7 - first) % 7,
            _ => false,
        }
    };
    let found = calendar.hours.iter().find(|(key, _)| covers(key));
    found.map(|(_, hours)| hours.clone()).unwrap_or_default()
}

/// The calendar that the rows describe, and what is wrong with each row. Faulty rows keep what `before` had.
#[must_use]
pub fn read_calendar(
    rows: &[Row],
    before: &Calendar,
    today: Date,
) -> (Calendar, Vec<Option<String>>) {
    let mut faults = vec![None; rows.len()];
    let mut calendar = before.clone();
    let mut week: Vec<Vec<String>> = (0..7).map(|day| hours_of(before, day)).collect();
    for (at, row) in rows.iter().enumerate() {
        let value = row.value().trim().to_owned();
        let result = match at {
            0 => zone::read(&value).map(|zone| calendar.time_zone = zone),
            1..=7 => hours::read(&value).map(|hours| {
                if let Some(day) = week.get_mut(at - 1) {
                    *day = hours;
                }
            }),
            _ => closed::read(&value, today).map(|days| calendar.holidays = days),
        };
        if let Some(fault) = faults.get_mut(at) {
            *fault = result.err();
        }
    }
    if week.iter().all(Vec::is_empty) {
        if let Some(fault) = faults.get_mut(1) {
            *fault = Some("The business must be open at some time. Write hours for a day.".into());
        }
    } else {
        calendar.hours = spans(&week);
    }
    (calendar, faults)
}

/// Days with the same hours in a row become a span, as `mon-fri`; closed days are not written.
fn spans(week: &[Vec<String>]) -> IndexMap<String, Vec<String>> {
    let mut spans: IndexMap<String, Vec<String>> = IndexMap::new();
    let mut day = 0;
    while let Some(hours) = week.get(day) {
        let length = week
            .iter()
            .skip(day)
            .take_while(|other| *other == hours)
            .count();
        let name = |at: usize| WEEKDAYS.get(at).map_or("mon", |(key, _)| *key);
        if !hours.is_empty() {
            let key = match length {
                1 => name(day).to_owned(),
                _ => format!("{}-{}", name(day), name(day + length - 1)),
            };
            spans.insert(key, hours.clone());
        }
        day += length;
    }
    spans
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn office() -> Calendar {
        Calendar {
            time_zone: "Europe/London".to_owned(),
            hours: [("mon-fri".to_owned(), vec!["09:00-17:00".to_owned()])].into(),
            holidays: Vec::new(),
        }
    }

    fn set(rows: &mut [Row], at: usize, text: &str) {
        rows[at] = Row::text(Field::CalendarHours, "", "", text);
    }

    #[test]
    fn a_week_is_written_as_short_as_it_can_be() {
        let mut rows = calendar_rows(&office());
        set(&mut rows, 5, "09:00-12:30, 13:30-16:00");
        let (calendar, faults) = read_calendar(&rows, &office(), date(2026, 3, 4));
        assert_eq!(faults, vec![None; 9]);
        let written: Vec<_> = calendar.hours.iter().collect();
        assert_eq!(written[0].0, "mon-thu");
        assert_eq!(written[1].0, "fri");
        assert_eq!(written[1].1, &["09:00-12:30", "13:30-16:00"]);
    }

    #[test]
    fn wrong_hours_are_named_and_not_taken() {
        let mut rows = calendar_rows(&office());
        set(&mut rows, 1, "9-5");
        set(&mut rows, 2, "09:00-12:00, 11:00-17:00");
        set(&mut rows, 8, "25 December, soon");
        let (calendar, faults) = read_calendar(&rows, &office(), date(2026, 3, 4));
        assert!(
            faults[1]
                .as_ref()
                .unwrap()
                .contains("09:00-17:00 or 09:00-05:00")
        );
        assert!(faults[2].as_ref().unwrap().contains("overlaps"));
        assert!(faults[8].as_ref().unwrap().contains("soon"));
        assert_eq!(calendar, office());
    }
}
