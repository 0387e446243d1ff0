//! What a promised time means: the deadline of an example lead by every honest reading, and the hours that count.

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan, Zoned};

use crate::definition::calendar::{MOST_UNITS, OpenHours};
use crate::definition::sla::{Calendar, TimeUnit};

/// Days that the strip of hours shows at most.
const MOST_STRIPS: usize = 14;

/// One way to read a span of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// How many units.
    pub value: u32,
    /// The unit.
    pub unit: TimeUnit,
    /// When the example is due by it; in words why there is no answer.
    pub due: Result<Zoned, String>,
}

/// What an hour is to a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hour {
    /// Closed, and the clock stands still.
    Closed,
    /// Open, but before the start or after the deadline.
    Open,
    /// The clock runs.
    Counts,
    /// The deadline falls into it or closes it.
    Due,
}

/// The hours of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The weekday, three letters.
    pub day: String,
    /// One for each hour of [`Readings::hours`].
    pub hours: Vec<Hour>,
}

/// The readings of one promise over the workshop's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readings {
    /// When the example lead arrives.
    pub start: Zoned,
    /// The readings, the most usual first.
    pub list: Vec<Reading>,
    /// First and last hour of the day that the strips show, the last excluded.
    pub hours: (i8, i8),
    /// For each reading the days from the start to its deadline, at most fourteen.
    pub strips: Vec<Vec<Strip>>,
}

/// The other honest readings of a span, itself among them. A day of 24 hours reads as one business day.
#[must_use]
pub fn alternatives(value: u32, unit: TimeUnit) -> Vec<(u32, TimeUnit)> {
    let hours = match unit {
        TimeUnit::BusinessMinutes | TimeUnit::ClockMinutes => {
            return vec![
                (value, TimeUnit::BusinessMinutes),
                (value, TimeUnit::ClockMinutes),
            ];
        }
        TimeUnit::BusinessDays => value.saturating_mul(24).min(MOST_UNITS),
        _ => value,
    };
    let mut list = vec![
        (hours, TimeUnit::BusinessHours),
        (hours, TimeUnit::ClockHoursOnWorkingDays),
    ];
    if hours % 24 == 0 && hours > 0 {
        list.push((hours / 24, TimeUnit::BusinessDays));
    }
    list.push((hours, TimeUnit::ClockHours));
    list
}

impl Readings {
    /// The readings of a span for a lead that arrives on the first Friday from `today` on, at 16:00 in the calendar's
    /// zone.
    ///
    /// # Errors
    /// In words: the calendar cannot be used.
    pub fn of(calendar: &Calendar, span: (u32, TimeUnit), today: Date) -> Result<Self, String> {
        let open = OpenHours::new(calendar).map_err(|error| error.to_string())?;
        let until = i64::from(Weekday::Friday.since(today.weekday()));
        let start = today
            .saturating_add(until.days())
            .at(16, 0, 0, 0)
            .to_zoned(open.time_zone().clone())
            .map_err(|error| error.to_string())?;
        let hours = hours_shown(calendar);
        let mut list = Vec::new();
        let mut strips = Vec::new();
        for (value, unit) in alternatives(span.0, span.1) {
            let due = open
                .due(start.timestamp(), value, unit)
                .map_err(|error| error.to_string());
            strips.push(match &due {
                Ok(due) => days(&open, &start, (due, unit), hours),
                Err(_) => Vec::new(),
            });
            list.push(Reading { value, unit, due });
        }
        Ok(Self {
            start,
            list,
            hours,
            strips,
        })
    }

    /// The place of this reading; 0 where it is not among them.
    #[must_use]
    pub fn place(&self, span: (u32, TimeUnit)) -> usize {
        let found = self.list.iter().position(|r| (r.value, r.unit) == span);
        found.unwrap_or(0)
    }
}

/// The hours of the day from the earliest opening to the latest close of the week.
fn hours_shown(calendar: &Calendar) -> (i8, i8) {
    let intervals = calendar.hours.values().flatten();
    let bounds = intervals.filter_map(|text| {
        let (from, to) = text.split_once('-')?;
        let from: i8 = from.get(..2)?.parse().ok()?;
        let (hour, minute) = to.split_once(':')?;
        let hour: i8 = hour.parse().ok()?;
        Some((from, if minute == "00" { hour } else { hour + 1 }))
    });
    bounds
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        .unwrap_or((9, 17))
}

fn days(
    open: &OpenHours,
    start: &Zoned,
    (due, unit): (&Zoned, TimeUnit),
    hours: (i8, i8),
) -> Vec<Strip> {
    // A promise of business days counts the hours that the business is open.
    let unit = match unit {
        TimeUnit::BusinessDays => TimeUnit::BusinessHours,
        unit => unit,
    };
    let mut date = start.date();
    let mut strips = Vec::new();
    while date <= due.date() && strips.len() < MOST_STRIPS {
        let hour = |hour: i8| {
            let begin = at(open, date, hour)?;
            let end = at(open, date, hour + 1)?;
            Some(kind(
                open,
                (begin, end),
                (start.timestamp(), due.timestamp()),
                unit,
            ))
        };
        strips.push(Strip {
            day: date.strftime("%a").to_string(),
            hours: (hours.0..hours.1)
                .map(|h| hour(h).unwrap_or(Hour::Closed))
                .collect(),
        });
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    strips
}

fn at(open: &OpenHours, date: Date, hour: i8) -> Option<Timestamp> {
    let zone = open.time_zone();
    let (date, hour) = if hour >= 24 {
        (date.tomorrow().ok()?, 0)
    } else {
        (date, hour)
    };
    let time = date.at(hour, 0, 0, 0).to_zoned(zone.clone()).ok()?;
    Some(time.timestamp())
}

fn kind(
    open: &OpenHours,
    (begin, end): (Timestamp, Timestamp),
    (start, due): (Timestamp, Timestamp),
    unit: TimeUnit,
) -> Hour {
    if begin < due && due <= end {
        return Hour::Due;
    }
    let counted = open.elapsed(begin.max(start), end.min(due), unit);
    if counted.is_ok_and(|seconds| seconds > 0) {
        return Hour::Counts;
    }
    let is_open = open.elapsed(begin, end, TimeUnit::BusinessHours);
    if is_open.is_ok_and(|seconds| seconds > 0) {
        Hour::Open
    } else {
        Hour::Closed
    }
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

    /// The worked deadlines of a lead that arrives on Friday 6 March 2026 at 16:00, Monday to Friday 09:00-17:00.
    #[test]
    fn twenty_four_hours_have_four_readings() {
        let span = (24, TimeUnit::BusinessHours);
        let readings = Readings::of(&office(), span, date(2026, 3, 4)).unwrap();
        let due: Vec<String> = readings
            .list
            .iter()
            .map(|r| {
                r.due
                    .as_ref()
                    .unwrap()
                    .strftime("%a %-d %b %H:%M")
                    .to_string()
            })
            .collect();
        assert_eq!(
            due,
            [
                "Wed 11 Mar 16:00",
                "Mon 9 Mar 16:00",
                "Mon 9 Mar 17:00",
                "Sat 7 Mar 16:00"
            ]
        );
        assert_eq!(readings.place((1, TimeUnit::BusinessDays)), 2);
    }

    #[test]
    fn the_strip_shows_the_hours_that_count() {
        use Hour::{Closed, Counts, Due, Open};
        let span = (24, TimeUnit::BusinessHours);
        let readings = Readings::of(&office(), span, date(2026, 3, 6)).unwrap();
        let strips = &readings.strips[0];
        let days: Vec<&str> = strips.iter().map(|s| s.day.as_str()).collect();
        assert_eq!(days, ["Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]);
        assert_eq!(
            strips[0].hours,
            [Open, Open, Open, Open, Open, Open, Open, Counts]
        );
        assert_eq!(strips[1].hours, [Closed; 8]);
        assert_eq!(strips[3].hours, [Counts; 8]);
        let last = [Counts, Counts, Counts, Counts, Counts, Counts, Due, Open];
        assert_eq!(strips[5].hours, last);
    }

    #[test]
    fn choosing_a_day_and_going_back_gives_the_hours_again() {
        let day = alternatives(1, TimeUnit::BusinessDays);
        assert_eq!(day, alternatives(24, TimeUnit::BusinessHours));
        assert_eq!(alternatives(4, TimeUnit::ClockHours).len(), 3);
    }
}
