//! The business calendar: when the business is open, when a promise is due, how much time has passed.
//!
//! When a day is open is told by `opening.rs`; here is the arithmetic over it. Hours over midnight belong to the day on
//! which they start. Every walk is bounded: a calendar without open hours is an error, and no answer lies more than
//! [`MOST_DAYS`] days from its question.

use jiff::{
    Timestamp, ToSpan, Zoned,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

use crate::sla::{
    Calendar, TimeUnit,
    opening::{MIDNIGHT, Opening},
};

/// The most units a promise may allow.
pub const MOST_UNITS: u32 = 100_000;

/// The most days a walk through the calendar takes (about 82 years).
pub const MOST_DAYS: u32 = 30_000;

/// Why a calendar cannot be used or has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The time zone is not in the zone database.
    #[error("there is no time zone `{0}`; write an IANA name such as `Europe/London`")]
    UnknownTimeZone(String),
    /// The key of `hours` is no weekday or span of weekdays.
    #[error(
        "`{0}` is not a weekday; write mon, tue, wed, thu, fri, sat, sun or a span such as `mon-fri`"
    )]
    UnknownWeekday(String),
    /// A weekday has hours from two keys.
    #[error("{0} has hours twice; write each weekday once")]
    WeekdayTwice(String),
    /// An interval is not written `HH:MM-HH:MM`, or ends where it starts.
    #[error(
        "`{0}` is not an interval; write `09:00-17:00`, at most 24:00, or `22:00-06:00` for one over midnight"
    )]
    BadInterval(String),
    /// Two intervals overlap.
    #[error("the interval `{0}` overlaps another one; write one interval after the other")]
    Overlap(String),
    /// Two entries say something different of one single day.
    #[error("{0} stands twice among the holidays; write each day once")]
    DayTwice(String),
    /// There are no open hours at all.
    #[error("the business is never open; add hours, for example `mon-fri: [\"09:00-17:00\"]`")]
    NeverOpen,
    /// The answer lies too far from the question, or outside the years that can be computed.
    #[error("no answer within {MOST_DAYS} days; shorten the promise or open the calendar")]
    TooFar,
}

/// Opening hours, ready to compute with.
#[derive(Clone, Debug)]
pub struct OpenHours {
    zone: TimeZone,
    opening: Opening,
}

impl OpenHours {
    /// Makes a calendar ready to compute with.
    ///
    /// # Errors
    /// An unknown zone or weekday, an interval that is none or overlaps, or no hours at all.
    pub fn new(calendar: &Calendar) -> Result<Self, CalendarError> {
        let zone = TimeZone::get(&calendar.time_zone)
            .map_err(|_| CalendarError::UnknownTimeZone(calendar.time_zone.clone()))?;
        let opening = Opening::new(calendar)?;
        Ok(Self { zone, opening })
    }

    /// The time zone.
    #[must_use]
    pub fn time_zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether the business opens on that day at all. Hours over midnight belong to the day on which they start.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        !self.opening.on(date).is_empty()
    }

    /// Whether the day is not like its weekday: closed for once, or with hours of its own.
    #[must_use]
    pub fn is_special(&self, date: Date) -> bool {
        self.opening.is_special(date)
    }

    /// Whether hours of it go on over midnight.
    #[must_use]
    pub fn goes_over_midnight(&self) -> bool {
        self.opening.goes_over_midnight()
    }

    /// When the business opens and closes, for every stretch that starts on this day, in order; none where it is closed
    /// or the day lies outside the years that can be computed.
    #[must_use]
    pub fn hours_on(&self, date: Date) -> Vec<(Timestamp, Timestamp)> {
        self.open(date).unwrap_or_default()
    }

    /// A local time of day as an instant; in a gap of the clock the later reading counts. From 1,440 minutes on it is
    /// on the next day.
    fn instant(&self, date: Date, minute: u16) -> Result<Timestamp, CalendarError> {
        let (date, minute) = if minute >= MIDNIGHT {
            let next = date.tomorrow().map_err(|_| CalendarError::TooFar)?;
            (next, minute - MIDNIGHT)
        } else {
            (date, minute)
        };
        let hour = i8::try_from(minute / 60).unwrap_or(0);
        let minute = i8::try_from(minute % 60).unwrap_or(0);
        let time = Time::new(hour, minute, 0, 0).map_err(|_| CalendarError::TooFar)?;
        self.zone
            .to_ambiguous_timestamp(DateTime::from_parts(date, time))
            .compatible()
            .map_err(|_| CalendarError::TooFar)
    }

    /// The open stretches that start on a day as instants, in order; none is empty, none overlaps another one or what
    /// is still open from the day before.
    fn open(&self, date: Date) -> Result<Vec<(Timestamp, Timestamp)>, CalendarError> {
        if self.was_left_out(date) {
            return Ok(Vec::new());
        }
        let mut stretches = Vec::new();
        for (start, end) in self.opening.on(date) {
            stretches.push((self.instant(date, *start)?, self.instant(date, *end)?));
        }
        // Where the clock goes forward, a later time of the day can be an earlier instant.
        stretches.sort_unstable();
        let mut until = self.over_night(date)?;
        for (opens, closes) in &mut stretches {
            *opens = until.map_or(*opens, |until| until.max(*opens));
            until = until.max(Some(*closes));
        }
        stretches.retain(|(opens, closes)| opens < closes);
        Ok(stretches)
    }

    /// Whether the zone had no such day: where the date line was moved, as in Samoa on 30 December 2011. Its hours then
    /// never were, and are not those of the next day.
    fn was_left_out(&self, date: Date) -> bool {
        let noon = self.instant(date, MIDNIGHT / 2);
        noon.is_ok_and(|noon| noon.to_zoned(self.zone.clone()).date() != date)
    }

    /// Until when hours of the day before go on into this day.
    fn over_night(&self, date: Date) -> Result<Option<Timestamp>, CalendarError> {
        let Ok(before) = date.yesterday() else {
            return Ok(None);
        };
        match self.opening.on(before).last() {
            Some((_, end)) if *end > MIDNIGHT && !self.was_left_out(before) => {
                self.instant(before, *end).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The day before the one of this instant: what opened on it can still be open.
    #[must_use]
    pub fn first_day(&self, at: Timestamp) -> Date {
        let date = at.to_zoned(self.zone.clone()).date();
        date.yesterday().unwrap_or(date)
    }

    /// The whole of a working day, midnight to midnight; nothing on another day.
    fn whole(&self, date: Date) -> Result<Vec<(Timestamp, Timestamp)>, CalendarError> {
        if self.is_working_day(date) && !self.was_left_out(date) {
            Ok(vec![(
                self.instant(date, 0)?,
                self.instant(date, MIDNIGHT)?,
            )])
        } else {
            Ok(Vec::new())
        }
    }

    /// The stretches of a day that count by the reading of a unit, in order; see [`OpenHours::hours_on`]. Of
    /// [`TimeUnit::ClockHoursOnWorkingDays`] the whole of a working day does.
    ///
    /// # Errors
    /// The day lies outside the years that can be computed.
    pub fn stretches(
        &self,
        date: Date,
        unit: TimeUnit,
    ) -> Result<Vec<(Timestamp, Timestamp)>, CalendarError> {
        match unit {
            TimeUnit::ClockHoursOnWorkingDays => self.whole(date),
            TimeUnit::BusinessHours
            | TimeUnit::BusinessMinutes
            | TimeUnit::ClockHours
            | TimeUnit::ClockMinutes
            | TimeUnit::BusinessDays => self.open(date),
        }
    }

    /// When a promise is due that started at `start` and allows `value` units.
    ///
    /// A start outside opening hours counts from the next opening. What falls exactly on closing time
    /// is due then. Late is strictly after the result. One business day is the next working day, by
    /// close; zero units are due at the start of counting.
    ///
    /// # Errors
    /// [`CalendarError::TooFar`] when there is no answer within [`MOST_DAYS`] days.
    pub fn due(
        &self,
        start: Timestamp,
        value: u32,
        unit: TimeUnit,
    ) -> Result<Zoned, CalendarError> {
        let value = i64::from(value.min(MOST_UNITS));
        let seconds = match unit {
            TimeUnit::BusinessHours | TimeUnit::ClockHours | TimeUnit::ClockHoursOnWorkingDays => {
                value * 3600
            }
            TimeUnit::BusinessMinutes | TimeUnit::ClockMinutes => value * 60,
            TimeUnit::BusinessDays => return self.due_by_close(start, value),
        };
        let due = match unit {
            TimeUnit::ClockHours | TimeUnit::ClockMinutes => start
                .checked_add(seconds.seconds())
                .map_err(|_| CalendarError::TooFar)?,
            TimeUnit::BusinessHours
            | TimeUnit::BusinessMinutes
            | TimeUnit::ClockHoursOnWorkingDays
            | TimeUnit::BusinessDays => self.after(start, seconds, unit)?,
        };
        Ok(due.to_zoned(self.zone.clone()))
    }

    /// When so many seconds that count by the reading of `unit` have passed since `start`.
    ///
    /// # Errors
    /// [`CalendarError::TooFar`] when there is no answer within [`MOST_DAYS`] days.
    pub fn after(
        &self,
        start: Timestamp,
        seconds: i64,
        unit: TimeUnit,
    ) -> Result<Timestamp, CalendarError> {
        let mut left = i128::from(seconds) * 1_000_000_000;
        let mut date = self.first_day(start);
        for _ in 0..MOST_DAYS {
            for (opens, closes) in self.stretches(date, unit)? {
                let from = opens.max(start);
                let there = nanoseconds(from, closes);
                // Nothing left of a stretch that closed before the start, even for zero units.
                if there <= 0 {
                    continue;
                }
                if left <= there {
                    let left = i64::try_from(left).map_err(|_| CalendarError::TooFar)?;
                    return from
                        .checked_add(left.nanoseconds())
                        .map_err(|_| CalendarError::TooFar);
                }
                left -= there;
            }
            date = date.tomorrow().map_err(|_| CalendarError::TooFar)?;
        }
        Err(CalendarError::TooFar)
    }

    /// The close of the `days`-th working day after the day of the start.
    fn due_by_close(&self, start: Timestamp, days: i64) -> Result<Zoned, CalendarError> {
        let mut date = self.first_day(start);
        let mut left = days;
        for _ in 0..MOST_DAYS {
            let closes = self.open(date)?.last().map(|(_, closes)| *closes);
            if let Some(closes) = closes {
                // The first day that is still open at the start, or comes after it, is day zero; a start
                // on a day without hours, or after close, begins with the next opening.
                if closes > start {
                    if left == 0 {
                        return Ok(closes.to_zoned(self.zone.clone()));
                    }
                    left -= 1;
                }
            }
            date = date.tomorrow().map_err(|_| CalendarError::TooFar)?;
        }
        Err(CalendarError::TooFar)
    }
}

fn nanoseconds(from: Timestamp, to: Timestamp) -> i128 {
    to.as_nanosecond() - from.as_nanosecond()
}
