//! What the promises stand on, as rows of a form: the business calendars.
//!
//! One row holds the hours of Monday to Friday; a day has a row of its own for what differs.

use indexmap::IndexMap;
use jiff::civil::Date;

use crate::field::Field;
use crate::form::Row;
use crate::screen::sla::units::WEEKDAYS;
use leadpact_definition::calendar::{CalendarError, OpenHours};
use leadpact_definition::opening::weekdays;
use leadpact_definition::sla::{Calendar, Sla};
use leadpact_workshop::written::{closed, hours, zone};

/// Where the hours of Monday to Friday stand among the rows; the seven days follow.
const FIVE: usize = 1;

/// Where the row of Monday stands.
const MONDAY: usize = 2;

/// Where the closed days stand.
const CLOSED: usize = 9;

/// Every calendar with its name; no name for the only one.
#[must_use]
pub fn calendars(sla: &Sla) -> Vec<(Option<&str>, &Calendar)> {
    let one = sla.calendar.iter().map(|calendar| (None, calendar));
    let several = sla.calendars.iter();
    let several = several.map(|(name, calendar)| (Some(name.as_str()), calendar));
    one.chain(several).collect()
}

/// The calendar at this place; `None` where nobody has made one.
#[must_use]
pub fn calendar(sla: &Sla, at: usize) -> Option<&Calendar> {
    calendars(sla).get(at).map(|(_, calendar)| *calendar)
}

/// What the calendar at this place is called on the screen: `Opening hours`, `Opening hours: emea`.
#[must_use]
pub fn title(sla: &Sla, at: usize) -> String {
    match calendars(sla).get(at) {
        Some((Some(name), _)) => format!("Opening hours: {name}"),
        _ => "Opening hours".to_owned(),
    }
}

/// Puts the calendar where it came from.
pub(crate) fn put_calendar(sla: &mut Sla, at: usize, new: Calendar) {
    let place = match &sla.calendar {
        Some(_) => at.checked_sub(1),
        None => Some(at),
    };
    match place.and_then(|place| sla.calendars.get_index_mut(place)) {
        Some((_, calendar)) => *calendar = new,
        None => sla.calendar = Some(new),
    }
}

/// The calendar as rows: zone, Monday to Friday, each day that differs, closed days.
#[must_use]
pub fn calendar_rows(calendar: &Calendar, today: Date) -> Vec<Row> {
    let five = usual(calendar);
    let mut rows = vec![
        Row::text(
            Field::CalendarZone,
            "Time zone",
            "A city, as Berlin, or area and city, as Europe/Berlin.",
            &calendar.time_zone,
        ),
        Row::text(
            Field::CalendarHours,
            "Mon-Fri",
            "Open from and to: 9-12, 13-17:30. It counts for each of the five days that says nothing else.",
            &hours::written(&five),
        ),
    ];
    for (place, (_, day)) in WEEKDAYS.iter().enumerate() {
        let of_day = hours_of(calendar, place);
        let (help, text) = if place < 5 {
            let text = match of_day.as_slice() {
                _ if of_day == five => String::new(),
                [] => "closed".to_owned(),
                _ => hours::written(&of_day),
            };
            let help = format!(
                "Only where {day} differs: 9-15, or closed. Over midnight: 22-6. Empty: as Mon-Fri."
            );
            (help, text)
        } else {
            let help = "Open from and to, as 9-13; over midnight as 22-6. Empty: closed all day.";
            (help.to_owned(), hours::written(&of_day))
        };
        rows.push(Row::text(
            Field::CalendarHours,
            format!("  {day}"),
            help,
            &text,
        ));
    }
    rows.push(Row::text(
        Field::CalendarClosed,
        "Closed days",
        "For example 25.12.2026, 24 Dec to 2 Jan, every 1 May; with hours where it is open for a part: 31 Dec 9-12.",
        &closed::written(&calendar.holidays),
    ));
    let (_, read) = read_calendar(&rows, calendar, today);
    for (row, read) in rows.iter_mut().zip(read) {
        row.judge(read);
    }
    rows
}

/// The hours that most of the days from Monday to Friday have, the first of several.
fn usual(calendar: &Calendar) -> Vec<String> {
    let days: Vec<Vec<String>> = (0..5).map(|day| hours_of(calendar, day)).collect();
    let count = |hours: &Vec<String>| days.iter().filter(|other| *other == hours).count();
    let mut best: Option<&Vec<String>> = None;
    for hours in days.iter().filter(|hours| !hours.is_empty()) {
        if best.is_none_or(|best| count(hours) > count(best)) {
            best = Some(hours);
        }
    }
    best.cloned().unwrap_or_default()
}

/// The hours written for the weekday at `place`, Monday 0.
fn hours_of(calendar: &Calendar, place: usize) -> Vec<String> {
    let covers = |key: &str| weekdays(key).is_ok_and(|days| days.contains(&place));
    let found = calendar.hours.iter().find(|(key, _)| covers(key));
    found.map(|(_, hours)| hours.clone()).unwrap_or_default()
}

/// What came of reading a row: what was understood, where that is not what is typed; or why it cannot be taken.
type Reading = Result<Option<String>, String>;

/// The calendar that the rows describe, and what came of each row. Rows that cannot be taken keep what `before` had.
#[must_use]
pub(crate) fn read_calendar(
    rows: &[Row],
    before: &Calendar,
    today: Date,
) -> (Calendar, Vec<Reading>) {
    let text = |at: usize| rows.get(at).map(Row::value).unwrap_or_default();
    let mut readings: Vec<Reading> = vec![Ok(None); rows.len()];
    let mut say = |at: usize, reading: Reading| {
        if let Some(slot) = readings.get_mut(at) {
            *slot = reading;
        }
    };
    let mut calendar = before.clone();
    say(
        0,
        zone::read(&text(0)).map(|zone| {
            calendar.time_zone.clone_from(&zone);
            Some(zone)
        }),
    );
    let five = hours::read(&text(FIVE));
    say(
        FIVE,
        five.clone().map(|hours| understood(&text(FIVE), &hours)),
    );
    let mut week: Vec<Vec<String>> = (0..7).map(|day| hours_of(before, day)).collect();
    for (place, day) in week.iter_mut().enumerate() {
        let at = MONDAY + place;
        let typed = text(at);
        if place < 5 && typed.trim().is_empty() {
            if let Ok(five) = &five {
                day.clone_from(five);
            }
            say(at, Ok(Some("as Mon-Fri".to_owned())));
            continue;
        }
        let reading = hours::read(&typed).map(|hours| {
            let words = understood(&typed, &hours);
            *day = hours;
            words
        });
        say(at, reading);
    }
    let typed = text(CLOSED);
    let reading = closed::read(&typed, today).map(|days| {
        let words = (closed::written(&days) != typed.trim()).then(|| closed::shown(&days));
        calendar.holidays = days;
        words
    });
    say(CLOSED, reading);
    calendar.hours = spans(&week);
    match OpenHours::new(&calendar) {
        Err(CalendarError::NeverOpen) => say(
            FIVE,
            Err("The business must be open at some time. Write hours for a day.".to_owned()),
        ),
        Err(CalendarError::Overlap(text)) => {
            let night = |hours: &Vec<String>| hours.contains(&text);
            let day = week.iter().position(night).unwrap_or(0);
            let own = rows
                .get(MONDAY + day)
                .is_some_and(|row| !row.value().trim().is_empty());
            let at = if own { MONDAY + day } else { FIVE };
            let why = format!("{text} goes on into the next day, which opens before it ends.");
            say(at, Err(why));
        }
        Ok(_) | Err(_) => return (calendar, readings),
    }
    calendar.hours.clone_from(&before.hours);
    (calendar, readings)
}

/// The hours as they are shown, where that is not what is typed.
fn understood(typed: &str, hours: &[String]) -> Option<String> {
    let same = !hours.is_empty() && hours::written(hours) == typed.trim();
    (!same).then(|| hours::shown(hours))
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

    const TODAY: Date = date(2026, 3, 4);

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
    fn two_lines_say_a_week_with_a_short_friday() {
        let mut rows = calendar_rows(&office(), TODAY);
        set(&mut rows, FIVE, "9-12, 13-17:30");
        set(&mut rows, MONDAY + 4, "9-15");
        let (calendar, readings) = read_calendar(&rows, &office(), TODAY);
        assert!(readings.iter().all(Result::is_ok));
        let written: Vec<_> = calendar.hours.iter().collect();
        assert_eq!(written[0].0, "mon-thu");
        assert_eq!(written[0].1, &["09:00-12:00", "13:00-17:30"]);
        assert_eq!(written[1].0, "fri");
        assert_eq!(written[1].1, &["09:00-15:00"]);
        // And stands so when the form is opened again.
        let rows = calendar_rows(&calendar, TODAY);
        let texts: Vec<String> = rows.iter().map(Row::value).collect();
        assert_eq!(texts[FIVE], "09:00-12:00, 13:00-17:30");
        assert_eq!(texts[MONDAY..CLOSED].join("|"), "||||09:00-15:00||");
        assert_eq!(rows[MONDAY].understood.as_deref(), Some("as Mon-Fri"));
        assert_eq!(rows[MONDAY + 5].understood.as_deref(), Some("closed"));
        assert_eq!(rows[FIVE].understood, None);
        assert_eq!(read_calendar(&rows, &calendar, TODAY).0, calendar);
    }

    #[test]
    fn a_closed_weekday_says_so() {
        let tuesdays = Calendar {
            hours: [("tue".to_owned(), vec!["08:00-18:00".to_owned()])].into(),
            ..office()
        };
        let rows = calendar_rows(&tuesdays, TODAY);
        let texts: Vec<String> = rows.iter().map(Row::value).collect();
        assert_eq!(
            texts[FIVE..CLOSED].join("|"),
            "08:00-18:00|closed||closed|closed|closed||"
        );
        assert_eq!(read_calendar(&rows, &tuesdays, TODAY).0, tuesdays);
    }

    #[test]
    fn wrong_hours_are_named_and_not_taken() {
        let mut rows = calendar_rows(&office(), TODAY);
        set(&mut rows, 0, "Belrin");
        set(&mut rows, FIVE, "9-5");
        set(&mut rows, MONDAY, "09:00-12:00, 11:00-17:00");
        set(&mut rows, CLOSED, "25 December, soon");
        let (calendar, readings) = read_calendar(&rows, &office(), TODAY);
        let why = |at: usize| readings[at].clone().unwrap_err();
        assert!(why(0).contains("Is Europe/Berlin meant?"));
        assert!(why(FIVE).contains("09:00-17:00 or 09:00-05:00"));
        assert!(why(MONDAY).contains("overlaps"));
        assert!(why(CLOSED).contains("soon"));
        assert_eq!(calendar, office());
    }

    #[test]
    fn a_night_that_ends_after_the_next_day_opens_is_named_where_it_stands() {
        let mut rows = calendar_rows(&office(), TODAY);
        set(&mut rows, MONDAY + 1, "22-10");
        let (calendar, readings) = read_calendar(&rows, &office(), TODAY);
        assert!(
            readings[MONDAY + 1]
                .clone()
                .unwrap_err()
                .contains("into the next day")
        );
        assert_eq!(calendar, office());
        set(&mut rows, MONDAY + 1, "22-6");
        let (calendar, readings) = read_calendar(&rows, &office(), TODAY);
        let night = readings[MONDAY + 1].clone().unwrap();
        assert_eq!(night.as_deref(), Some("22:00\u{2013}06:00 the next day"));
        assert_eq!(calendar.hours["tue"], ["22:00-06:00"]);
        for day in MONDAY..CLOSED {
            set(&mut rows, day, "closed");
        }
        let (calendar, readings) = read_calendar(&rows, &office(), TODAY);
        assert!(
            readings[FIVE]
                .clone()
                .unwrap_err()
                .contains("open at some time")
        );
        assert_eq!(calendar, office());
    }

    #[test]
    fn each_of_several_calendars_goes_back_to_its_place() {
        let mut sla = Sla {
            calendars: [("emea".to_owned(), office()), ("us".to_owned(), office())].into(),
            ..Sla::default()
        };
        let new = Calendar {
            time_zone: "America/New_York".to_owned(),
            ..office()
        };
        put_calendar(&mut sla, 1, new.clone());
        assert_eq!(sla.calendar, None);
        assert_eq!(sla.calendars["emea"], office());
        assert_eq!(calendar(&sla, 1), Some(&new));
        assert_eq!(title(&sla, 1), "Opening hours: us");
        let mut none = Sla::default();
        put_calendar(&mut none, 0, new.clone());
        assert_eq!(none.calendar, Some(new));
        assert_eq!(title(&none, 0), "Opening hours");
    }
}
