//! Opening hours, closed days and worked deadlines as people read them.

use jiff::{Zoned, civil::Date, civil::Time, tz::AmbiguousOffset};

use crate::sla::{
    Calendar, TimeUnit,
    holiday::{Days, Holiday},
};

/// The hours of a day: `09:00–12:00, 13:00–17:30`, `22:00–06:00 the next day`, `round the clock`, `closed`.
#[must_use]
pub fn hours(intervals: &[String]) -> String {
    match intervals {
        [] => "closed".to_owned(),
        [one] if one == "00:00-24:00" => "round the clock".to_owned(),
        several => several
            .iter()
            .map(|text| interval(text))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn interval(text: &str) -> String {
    // Written alike, times sort as texts.
    let over_night = text
        .split_once('-')
        .is_some_and(|(from, to)| to.trim() < from.trim());
    let next = if over_night { " the next day" } else { "" };
    format!("{}{next}", text.replace('-', "\u{2013}"))
}

/// `Monday to Thursday` for `mon-thu`; what is no weekday stays as it is.
#[must_use]
pub fn weekdays(days: &str) -> String {
    let name = |day: &str| match day.trim() {
        "mon" => "Monday".to_owned(),
        "tue" => "Tuesday".to_owned(),
        "wed" => "Wednesday".to_owned(),
        "thu" => "Thursday".to_owned(),
        "fri" => "Friday".to_owned(),
        "sat" => "Saturday".to_owned(),
        "sun" => "Sunday".to_owned(),
        other => other.to_owned(),
    };
    match days.split_once('-') {
        Some((first, last)) => format!("{} to {}", name(first), name(last)),
        None => name(days),
    }
}

/// The week in one line: `Monday to Thursday 09:00–17:00, Friday 09:00–15:00`.
#[must_use]
pub fn week(calendar: &Calendar) -> String {
    let days = calendar
        .hours
        .iter()
        .filter(|(_, of_day)| !of_day.is_empty());
    let days: Vec<String> = days
        .map(|(days, of_day)| format!("{} {}", weekdays(days), hours(of_day)))
        .collect();
    if days.is_empty() {
        "never open".to_owned()
    } else {
        days.join(", ")
    }
}

/// Closed days, or days with hours of their own: `25 December 2026`, `24 December 2026 to 2 January 2027`,
/// `every 24 December (open 09:00–12:00)`.
#[must_use]
pub fn holiday(holiday: &Holiday) -> String {
    let long = |day: Date| day.strftime("%-d %B %Y").to_string();
    let of_year = |day: Date| day.strftime("%-d %B").to_string();
    let days = match holiday.days {
        Days::On(day) => long(day.0),
        Days::Between(first, last) => format!("{} to {}", long(first.0), long(last.0)),
        Days::Every(day) => format!("every {}", of_year(day.example())),
        Days::EveryBetween(first, last) => format!(
            "every {} to {}",
            of_year(first.example()),
            of_year(last.example())
        ),
    };
    if holiday.hours.is_empty() {
        days
    } else {
        format!("{days} (open {})", hours(&holiday.hours))
    }
}

/// How much room a moment has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// `Friday 6 March, 16:00`.
    Long,
    /// `Fri 6 Mar 16:00`.
    Short,
}

/// A moment of a worked example: with its year where it is another one than `year`, and with the zone in the hour that
/// comes twice.
#[must_use]
pub fn moment(at: &Zoned, year: i16, room: Room) -> String {
    let time = at.strftime("%H:%M").to_string();
    said(at.date(), &format!("{time}{}", zone(at)), year, room)
}

/// When something is due, as [`moment`]. Time that runs while the business is open ends with a day: midnight reads as
/// 24:00 of the day before.
#[must_use]
pub fn due(at: &Zoned, unit: TimeUnit, year: i16, room: Room) -> String {
    let by_business = match unit {
        TimeUnit::BusinessHours
        | TimeUnit::BusinessMinutes
        | TimeUnit::BusinessDays
        | TimeUnit::ClockHoursOnWorkingDays => true,
        TimeUnit::ClockHours | TimeUnit::ClockMinutes => false,
    };
    let day_before = at.date().yesterday();
    match day_before {
        Ok(day) if by_business && at.time() == Time::midnight() => said(day, "24:00", year, room),
        _ => moment(at, year, room),
    }
}

fn said(day: Date, time: &str, year: i16, room: Room) -> String {
    let pattern = match (room, day.year() == year) {
        (Room::Long, true) => "%A %-d %B,",
        (Room::Long, false) => "%A %-d %B %Y,",
        (Room::Short, true) => "%a %-d %b",
        (Room::Short, false) => "%a %-d %b %Y",
    };
    format!("{} {time}", day.strftime(pattern))
}

/// The zone's letters where the local time comes twice; empty otherwise.
fn zone(at: &Zoned) -> String {
    let ambiguous = at.time_zone().to_ambiguous_zoned(at.datetime());
    match ambiguous.offset() {
        AmbiguousOffset::Fold { .. } => at.strftime(" %Z").to_string(),
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Gap { .. } => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::date::Day;
    use crate::sla::holiday::YearDay;

    #[test]
    fn hours_say_when_they_end_on_another_day() {
        let said = |hours_of: &[&str]| {
            hours(&hours_of.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(said(&[]), "closed");
        assert_eq!(said(&["00:00-24:00"]), "round the clock");
        assert_eq!(
            said(&["09:00-12:00", "13:00-17:30"]),
            "09:00\u{2013}12:00, 13:00\u{2013}17:30"
        );
        assert_eq!(said(&["22:00-06:00"]), "22:00\u{2013}06:00 the next day");
    }

    #[test]
    fn closed_days_are_read_aloud() {
        let day = |text| Day::parse(text).unwrap();
        let of_year = |text| YearDay::parse(text).unwrap();
        let said = |days, hours: &[&str]| {
            holiday(&Holiday {
                days,
                hours: hours.iter().map(ToString::to_string).collect(),
            })
        };
        assert_eq!(said(Days::On(day("2026-12-25")), &[]), "25 December 2026");
        assert_eq!(
            said(Days::Between(day("2026-12-24"), day("2027-01-02")), &[]),
            "24 December 2026 to 2 January 2027"
        );
        assert_eq!(
            said(Days::Every(of_year("12-24")), &["09:00-12:00"]),
            "every 24 December (open 09:00\u{2013}12:00)"
        );
        assert_eq!(
            said(Days::EveryBetween(of_year("12-24"), of_year("01-02")), &[]),
            "every 24 December to 2 January"
        );
    }

    #[test]
    fn a_moment_has_its_year_and_zone_where_they_are_needed() {
        let london = TimeZone::get("Europe/London").unwrap();
        let at = |day: Date, hour| day.at(hour, 0, 0, 0).to_zoned(london.clone()).unwrap();
        let friday = at(date(2026, 3, 6), 16);
        assert_eq!(moment(&friday, 2026, Room::Long), "Friday 6 March, 16:00");
        assert_eq!(moment(&friday, 2025, Room::Short), "Fri 6 Mar 2026 16:00");
        let first = at(date(2026, 10, 25), 1);
        let second = &first + jiff::ToSpan::hours(1);
        assert_eq!(
            moment(&first, 2026, Room::Long),
            "Sunday 25 October, 01:00 BST"
        );
        assert_eq!(
            moment(&second, 2026, Room::Long),
            "Sunday 25 October, 01:00 GMT"
        );
        let midnight = at(date(2026, 1, 1), 0);
        assert_eq!(
            due(&midnight, TimeUnit::BusinessDays, 2026, Room::Long),
            "Wednesday 31 December 2025, 24:00"
        );
        assert_eq!(
            due(&midnight, TimeUnit::ClockHours, 2026, Room::Short),
            "Thu 1 Jan 00:00"
        );
    }
}
