//! How long something took by the business calendar. When a promise is due stands with the calendar itself, in
//! `definition`.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, Zoned};
use leadpact_definition::calendar::{CalendarError, MOST_DAYS, OpenHours};
use leadpact_definition::sla::TimeUnit;

/// Time measured by opening hours.
pub trait BusinessTime {
    /// The time from `start` to `end` that counts, in seconds, by the reading of `unit`.
    ///
    /// Business days count as closes passed: working days after the first whose close is not after
    /// `end`, in units of 86,400 seconds. 0 when `end` is not after `start`.
    ///
    /// # Errors
    /// [`CalendarError::TooFar`] when they lie more than [`MOST_DAYS`] days apart.
    fn elapsed(
        &self,
        start: Timestamp,
        end: Timestamp,
        unit: TimeUnit,
    ) -> Result<i64, CalendarError>;

    /// When a share of the time that a promise allows has gone by, in percent: at 80 of 4 business hours, 3 hours and
    /// 12 minutes of opening hours after the start. Of business days the opening hours up to the deadline count.
    ///
    /// # Errors
    /// As [`OpenHours::due`].
    fn gone_by(
        &self,
        start: Timestamp,
        span: (u32, TimeUnit),
        percent: u8,
    ) -> Result<Zoned, CalendarError>;
}

impl BusinessTime for OpenHours {
    fn elapsed(
        &self,
        start: Timestamp,
        end: Timestamp,
        unit: TimeUnit,
    ) -> Result<i64, CalendarError> {
        if end <= start {
            return Ok(0);
        }
        let counted = match unit {
            TimeUnit::ClockHours | TimeUnit::ClockMinutes => nanoseconds(start, end),
            TimeUnit::BusinessDays => return days_passed(self, start, end),
            TimeUnit::BusinessHours
            | TimeUnit::BusinessMinutes
            | TimeUnit::ClockHoursOnWorkingDays => {
                let mut sum = 0;
                each_day(self, start, end, |date| {
                    for (opens, closes) in self.stretches(date, unit)? {
                        sum += nanoseconds(opens.max(start), closes.min(end)).max(0);
                    }
                    Ok(())
                })?;
                sum
            }
        };
        i64::try_from(counted / 1_000_000_000).map_err(|_| CalendarError::TooFar)
    }

    fn gone_by(
        &self,
        start: Timestamp,
        (value, unit): (u32, TimeUnit),
        percent: u8,
    ) -> Result<Zoned, CalendarError> {
        let due = self.due(start, value, unit)?;
        let runs_by = match unit {
            TimeUnit::BusinessDays => TimeUnit::BusinessMinutes,
            unit @ (TimeUnit::BusinessHours
            | TimeUnit::BusinessMinutes
            | TimeUnit::ClockHours
            | TimeUnit::ClockMinutes
            | TimeUnit::ClockHoursOnWorkingDays) => unit,
        };
        let allowed = self.elapsed(start, due.timestamp(), runs_by)?;
        let seconds = allowed * i64::from(percent.min(100)) / 100;
        let moment = match runs_by {
            TimeUnit::ClockHours | TimeUnit::ClockMinutes => start
                .checked_add(seconds.seconds())
                .map_err(|_| CalendarError::TooFar)?,
            TimeUnit::BusinessHours
            | TimeUnit::BusinessMinutes
            | TimeUnit::BusinessDays
            | TimeUnit::ClockHoursOnWorkingDays => self.after(start, seconds, runs_by)?,
        };
        Ok(moment.to_zoned(self.time_zone().clone()))
    }
}

fn days_passed(open: &OpenHours, start: Timestamp, end: Timestamp) -> Result<i64, CalendarError> {
    let mut closed = 0;
    each_day(open, start, end, |date| {
        let stretches = open.stretches(date, TimeUnit::BusinessDays)?;
        let end_of_day = stretches.last().map(|(_, closes)| *closes);
        closed += i64::from(end_of_day.is_some_and(|at| at > start && at <= end));
        Ok(())
    })?;
    // The close of the first day is day zero.
    Ok((closed - 1).max(0) * 86_400)
}

fn each_day(
    open: &OpenHours,
    start: Timestamp,
    end: Timestamp,
    mut look: impl FnMut(Date) -> Result<(), CalendarError>,
) -> Result<(), CalendarError> {
    let last = end.to_zoned(open.time_zone().clone()).date();
    let mut date = open.first_day(start);
    for _ in 0..MOST_DAYS {
        look(date)?;
        if date >= last {
            return Ok(());
        }
        date = date.tomorrow().map_err(|_| CalendarError::TooFar)?;
    }
    Err(CalendarError::TooFar)
}

fn nanoseconds(from: Timestamp, to: Timestamp) -> i128 {
    to.as_nanosecond() - from.as_nanosecond()
}
