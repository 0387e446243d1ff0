//! What a promised time means: the deadline of an example lead by every honest reading, and the hours that count.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use leadpact_definition::calendar::{MOST_UNITS, OpenHours};
use leadpact_definition::scalar::Percent;
use leadpact_definition::sla::{Calendar, TimeUnit};
use leadpact_figures::BusinessTime as _;
use leadpact_figures::example;

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
    /// When people are warned; `None` where they are not, or there is no answer.
    pub warned: Option<Zoned>,
}

/// The same readings by another calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The calendar's name.
    pub name: String,
    /// When the example lead arrives there, and its readings in the same order; in words why there are none.
    pub worked: Result<(Zoned, Vec<Reading>), String>,
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
    /// The clock runs in the first half of the hour alone, as before a break that begins at half past.
    CountsFirst,
    /// The clock runs in the second half alone.
    CountsLast,
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
    /// A weekday on which the business does not open for once.
    pub is_holiday: bool,
}

/// The readings of one promise over the workshop's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readings {
    /// The name of the calendar, where there are several.
    pub name: Option<String>,
    /// When the example lead arrives.
    pub start: Zoned,
    /// The readings, the most usual first.
    pub list: Vec<Reading>,
    /// First and last hour of the day that the strips show, the last excluded.
    pub hours: (i8, i8),
    /// For each reading the days from the start to its deadline, at most fourteen.
    pub strips: Vec<Vec<Strip>>,
    /// The readings by every further calendar.
    pub elsewhere: Vec<Elsewhere>,
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
    /// The readings of a span for a lead that arrives late on a Friday from `today` on (see [`example::late`]), by each of
    /// these calendars. `warn_at`: the share of the time after which people are warned.
    ///
    /// # Errors
    /// In words: there is no calendar, or the first cannot be used.
    pub fn of(
        calendars: &[(Option<&str>, &Calendar)],
        span: (u32, TimeUnit),
        warn_at: Option<Percent>,
        today: Date,
    ) -> Result<Self, String> {
        let ((name, first), rest) = calendars
            .split_first()
            .ok_or_else(|| "Nobody has said when the business is open.".to_owned())?;
        let open = OpenHours::new(first).map_err(|error| error.to_string())?;
        let (start, list) = worked(&open, span, warn_at, today)?;
        let hours = hours_shown(&open, first);
        let strips = list
            .iter()
            .map(|reading| match &reading.due {
                Ok(due) => days(&open, &start, (due, reading.unit), hours),
                Err(_) => Vec::new(),
            })
            .collect();
        let elsewhere = rest
            .iter()
            .map(|(name, calendar)| Elsewhere {
                name: name.unwrap_or_default().to_owned(),
                worked: OpenHours::new(calendar)
                    .map_err(|error| error.to_string())
                    .and_then(|open| worked(&open, span, warn_at, today)),
            })
            .collect();
        Ok(Self {
            name: name.map(str::to_owned),
            start,
            list,
            hours,
            strips,
            elsewhere,
        })
    }

    /// The place of this reading; 0 where it is not among them.
    #[must_use]
    pub fn place(&self, span: (u32, TimeUnit)) -> usize {
        let found = self.list.iter().position(|r| (r.value, r.unit) == span);
        found.unwrap_or(0)
    }
}

/// When the example lead arrives by these hours, and each reading of the span.
fn worked(
    open: &OpenHours,
    span: (u32, TimeUnit),
    warn_at: Option<Percent>,
    today: Date,
) -> Result<(Zoned, Vec<Reading>), String> {
    let start = example::late(open, today)
        .ok_or_else(|| "there is no usual working day in the next weeks".to_owned())?;
    let list = alternatives(span.0, span.1);
    let list = list.into_iter().map(|(value, unit)| {
        let at = start.timestamp();
        let share = warn_at.filter(|share| share.0 > 0);
        Reading {
            value,
            unit,
            due: open.due(at, value, unit).map_err(|why| why.to_string()),
            warned: share.and_then(|share| open.gone_by(at, (value, unit), share.0).ok()),
        }
    });
    let list = list.collect();
    Ok((start, list))
}

/// The hours of the day from the earliest opening to the latest close; the whole day where hours go on over midnight.
fn hours_shown(open: &OpenHours, calendar: &Calendar) -> (i8, i8) {
    if open.goes_over_midnight() {
        return (0, 24);
    }
    let own = calendar.holidays.iter().flat_map(|day| &day.hours);
    let intervals = calendar.hours.values().flatten().chain(own);
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
            let begin = at(open, date, hour, 0)?;
            let half = at(open, date, hour, 30)?;
            let end = at(open, date, hour + 1, 0)?;
            Some(kind(
                open,
                (begin, half, end),
                (start.timestamp(), due.timestamp()),
                unit,
            ))
        };
        strips.push(Strip {
            day: date.strftime("%a").to_string(),
            hours: (hours.0..hours.1)
                .map(|h| hour(h).unwrap_or(Hour::Closed))
                .collect(),
            is_holiday: open.is_special(date) && !open.is_working_day(date),
        });
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    strips
}

fn at(open: &OpenHours, date: Date, hour: i8, minute: i8) -> Option<Timestamp> {
    let zone = open.time_zone();
    let (date, hour) = if hour >= 24 {
        (date.tomorrow().ok()?, 0)
    } else {
        (date, hour)
    };
    let time = date.at(hour, minute, 0, 0).to_zoned(zone.clone()).ok()?;
    Some(time.timestamp())
}

fn kind(
    open: &OpenHours,
    (begin, half, end): (Timestamp, Timestamp, Timestamp),
    (start, due): (Timestamp, Timestamp),
    unit: TimeUnit,
) -> Hour {
    if begin < due && due <= end {
        return Hour::Due;
    }
    let counts = |from: Timestamp, to: Timestamp| {
        let counted = open.elapsed(from.max(start), to.min(due), unit);
        counted.is_ok_and(|seconds| seconds > 0)
    };
    match (counts(begin, half), counts(half, end)) {
        (true, true) => return Hour::Counts,
        (true, false) => return Hour::CountsFirst,
        (false, true) => return Hour::CountsLast,
        (false, false) => {}
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
    use leadpact_definition::date::Day;
    use leadpact_definition::holiday::Holiday;

    fn office() -> Calendar {
        Calendar {
            time_zone: "Europe/London".to_owned(),
            hours: [("mon-fri".to_owned(), vec!["09:00-17:00".to_owned()])].into(),
            holidays: Vec::new(),
        }
    }

    fn of(calendar: &Calendar, span: (u32, TimeUnit), today: Date) -> Result<Readings, String> {
        Readings::of(&[(None, calendar)], span, None, today)
    }

    /// The worked deadlines of a lead that arrives on Friday 6 March 2026 at 16:00, Monday to Friday 09:00-17:00.
    #[test]
    fn twenty_four_hours_have_four_readings() {
        let span = (24, TimeUnit::BusinessHours);
        let readings = of(&office(), span, date(2026, 3, 4)).unwrap();
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
        let readings = of(&office(), span, date(2026, 3, 6)).unwrap();
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

    #[test]
    fn breaks_are_drawn_and_holidays_are_named() {
        use Hour::{Closed, Counts, CountsFirst, CountsLast};
        let calendar = Calendar {
            hours: [(
                "mon-fri".to_owned(),
                vec!["09:00-12:30".to_owned(), "13:30-17:00".to_owned()],
            )]
            .into(),
            holidays: vec![Holiday::on(Day(date(2026, 3, 9)))],
            ..office()
        };
        let span = (20, TimeUnit::BusinessHours);
        let readings = of(&calendar, span, date(2026, 3, 6)).unwrap();
        let strips = &readings.strips[0];
        let holidays: Vec<&str> = strips
            .iter()
            .filter(|strip| strip.is_holiday)
            .map(|strip| strip.day.as_str())
            .collect();
        assert_eq!(holidays, ["Mon"]);
        assert_eq!(
            strips[4].hours,
            [
                Counts,
                Counts,
                Counts,
                CountsFirst,
                CountsLast,
                Counts,
                Counts,
                Counts
            ]
        );
        let long = Calendar {
            hours: [(
                "mon-fri".to_owned(),
                vec!["09:00-12:00".to_owned(), "13:00-17:00".to_owned()],
            )]
            .into(),
            ..calendar
        };
        let readings = of(&long, span, date(2026, 3, 6)).unwrap();
        assert_eq!(readings.strips[0][4].hours[3], Closed);
    }

    #[test]
    fn every_calendar_has_its_deadline_and_its_warning() {
        let us = Calendar {
            time_zone: "America/New_York".to_owned(),
            hours: [("mon-thu".to_owned(), vec!["09:00-17:00".to_owned()])].into(),
            ..office()
        };
        let never = Calendar {
            hours: indexmap::IndexMap::new(),
            ..office()
        };
        let office = office();
        let calendars = [
            (Some("emea"), &office),
            (Some("us"), &us),
            (Some("new"), &never),
        ];
        let span = (5, TimeUnit::BusinessHours);
        let today = date(2026, 3, 4);
        let readings = Readings::of(&calendars, span, Some(Percent(80)), today).unwrap();
        let local = |at: &Zoned| at.strftime("%a %-d %b %H:%M %Z").to_string();
        let said = |reading: &Reading| {
            let due = reading.due.as_ref().unwrap();
            (local(due), local(reading.warned.as_ref().unwrap()))
        };
        assert_eq!(readings.name.as_deref(), Some("emea"));
        assert_eq!(
            said(&readings.list[0]),
            (
                "Mon 9 Mar 13:00 GMT".to_owned(),
                "Mon 9 Mar 12:00 GMT".to_owned()
            )
        );
        let (start, list) = readings.elsewhere[0].worked.as_ref().unwrap();
        assert_eq!(local(start), "Thu 5 Mar 16:00 EST");
        assert_eq!(
            said(&list[0]),
            (
                "Mon 9 Mar 13:00 EDT".to_owned(),
                "Mon 9 Mar 12:00 EDT".to_owned()
            )
        );
        assert!(
            readings.elsewhere[1]
                .worked
                .as_ref()
                .is_err_and(|why| why.contains("never open"))
        );
    }
}
