//! When a day is open by a calendar as it is written: the week, and the days that are not like it.

use jiff::civil::Date;

use crate::sla::{
    Calendar,
    calendar::CalendarError,
    holiday::{Days, Holiday},
};

/// Start and end in minutes since midnight, in order, not overlapping. An end above 1,440 is on the next day.
pub(super) type Hours = Vec<(u16, u16)>;

/// 24:00 in minutes.
pub(super) const MIDNIGHT: u16 = 24 * 60;

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The hours of every day.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    /// By weekday, Monday first.
    week: [Hours; 7],
    /// Single days, in order, each once.
    days: Vec<(Date, Hours)>,
    /// Spans of days, and days of every year, as they are written.
    spans: Vec<(Holiday, Hours)>,
}

impl Opening {
    /// # Errors
    /// An unknown weekday, an interval that is none or overlaps, a day with two rules, or no hours at all.
    pub(super) fn new(calendar: &Calendar) -> Result<Self, CalendarError> {
        let week = week(calendar)?;
        let mut days: Vec<(Date, Hours)> = Vec::new();
        let mut spans = Vec::new();
        for holiday in &calendar.holidays {
            let hours = intervals(&holiday.hours)?;
            match holiday.days {
                Days::On(day) => days.push((day.0, hours)),
                Days::Between(..) | Days::Every(_) | Days::EveryBetween(..) => {
                    spans.push((holiday.clone(), hours));
                }
            }
        }
        days.sort_unstable();
        days.dedup();
        let twice = days
            .iter()
            .zip(days.iter().skip(1))
            .find(|(a, b)| a.0 == b.0);
        if let Some(((day, _), _)) = twice {
            return Err(CalendarError::DayTwice(day.to_string()));
        }
        Ok(Self { week, days, spans })
    }

    /// The hours of this day; empty where it is closed.
    pub(super) fn on(&self, date: Date) -> &[(u16, u16)] {
        if let Ok(at) = self.days.binary_search_by_key(&date, |(day, _)| *day) {
            return self.days.get(at).map_or(&[], |(_, hours)| hours);
        }
        let place = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        let week = self.week.get(place).map_or(&[][..], Vec::as_slice);
        if week.is_empty() {
            return week;
        }
        let mut own = None;
        for (_, hours) in self.spans.iter().filter(|(days, _)| days.covers(date)) {
            if hours.is_empty() {
                return &[];
            }
            own = own.or(Some(hours.as_slice()));
        }
        own.unwrap_or(week)
    }

    /// Whether any hours end on the next day.
    pub(super) fn goes_over_midnight(&self) -> bool {
        let days = self.days.iter().map(|(_, hours)| hours);
        let spans = self.spans.iter().map(|(_, hours)| hours);
        let mut all = self.week.iter().chain(days).chain(spans).flatten();
        all.any(|(_, to)| *to > MIDNIGHT)
    }

    /// Whether the day is not like its weekday.
    pub(super) fn is_special(&self, date: Date) -> bool {
        let single = self.days.binary_search_by_key(&date, |(day, _)| *day);
        single.is_ok() || self.spans.iter().any(|(days, _)| days.covers(date))
    }
}

fn week(calendar: &Calendar) -> Result<[Hours; 7], CalendarError> {
    let mut week: [Hours; 7] = Default::default();
    let mut written = [false; 7];
    for (key, hours) in &calendar.hours {
        let hours = intervals(hours)?;
        for day in weekdays(key)? {
            if let (Some(slot), Some(seen)) = (week.get_mut(day), written.get_mut(day)) {
                if *seen {
                    return Err(CalendarError::WeekdayTwice(key.clone()));
                }
                *seen = true;
                slot.clone_from(&hours);
            }
        }
    }
    if week.iter().all(Vec::is_empty) {
        return Err(CalendarError::NeverOpen);
    }
    over_night(&week)?;
    Ok(week)
}

/// Whether what goes on over midnight ends before the next day opens.
fn over_night(week: &[Hours; 7]) -> Result<(), CalendarError> {
    for (day, hours) in week.iter().enumerate() {
        let Some((from, to)) = hours.last().filter(|(_, to)| *to > MIDNIGHT) else {
            continue;
        };
        let next = week.get((day + 1) % 7).and_then(|hours| hours.first());
        if next.is_some_and(|(opens, _)| opens + MIDNIGHT < *to) {
            return Err(CalendarError::Overlap(written(*from, *to)));
        }
    }
    Ok(())
}

fn written(from: u16, to: u16) -> String {
    let to = if to > MIDNIGHT { to - MIDNIGHT } else { to };
    format!(
        "{:02}:{:02}-{:02}:{:02}",
        from / 60,
        from % 60,
        to / 60,
        to % 60
    )
}

/// `HH:MM` in minutes since midnight; 24:00 is the end of the day.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |digits: &str| {
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse::<u16>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (minutes < 60 && hours * 60 + minutes <= MIDNIGHT).then_some(hours * 60 + minutes)
}

/// The weekdays of a key of `hours`, Monday 0.
///
/// # Errors
/// It is no weekday and no span of them.
pub fn weekdays(key: &str) -> Result<Vec<usize>, CalendarError> {
    let place = |name: &str| {
        WEEKDAYS
            .iter()
            .position(|day| *day == name)
            .ok_or_else(|| CalendarError::UnknownWeekday(key.to_owned()))
    };
    let Some((first, last)) = key.split_once('-') else {
        return Ok(vec![place(key)?]);
    };
    let (first, last) = (place(first)?, place(last)?);
    // A span such as sat-tue goes on over the end of the week.
    let length = (last + 7 - first) % 7 + 1;
    Ok((first..first + length).map(|day| day % 7).collect())
}

fn intervals(written: &[String]) -> Result<Hours, CalendarError> {
    let mut intervals = Hours::with_capacity(written.len());
    for text in written {
        let bounds = text
            .split_once('-')
            .and_then(|(start, end)| minutes(start).zip(minutes(end)));
        let bounds = bounds.filter(|(start, end)| *start < MIDNIGHT && start != end && *end > 0);
        let Some((start, end)) = bounds else {
            return Err(CalendarError::BadInterval(text.clone()));
        };
        let end = if end < start { end + MIDNIGHT } else { end };
        if intervals.iter().any(|(s, e)| start < *e && *s < end) {
            return Err(CalendarError::Overlap(text.clone()));
        }
        intervals.push((start, end));
    }
    intervals.sort_unstable();
    Ok(intervals)
}
