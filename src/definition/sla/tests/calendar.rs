//! Calendars that cannot be used. What usable ones come to stands in `tests/cases/deadlines`.

use crate::{
    date::Day,
    sla::{
        Calendar,
        calendar::{CalendarError, OpenHours},
        holiday::Holiday,
    },
};

fn calendar(
    zone: &str,
    hours: &[(&str, &[&str])],
    holidays: &[&str],
) -> Result<OpenHours, CalendarError> {
    OpenHours::new(&Calendar {
        time_zone: zone.into(),
        hours: hours
            .iter()
            .map(|(day, spans)| {
                (
                    (*day).into(),
                    spans.iter().map(ToString::to_string).collect(),
                )
            })
            .collect(),
        holidays: holidays
            .iter()
            .map(|day| Holiday::on(Day::parse(day).unwrap()))
            .collect(),
    })
}

#[test]
fn calendars_that_cannot_be_used() {
    let fails = |hours: &[(&str, &[&str])]| calendar("Europe/London", hours, &[]).unwrap_err();
    assert_eq!(fails(&[]), CalendarError::NeverOpen);
    assert_eq!(fails(&[("mon", &[])]), CalendarError::NeverOpen);
    assert_eq!(
        fails(&[("monday", &["09:00-17:00"])]),
        CalendarError::UnknownWeekday("monday".into())
    );
    assert_eq!(
        fails(&[("mon", &["09:00-09:00"])]),
        CalendarError::BadInterval("09:00-09:00".into())
    );
    assert_eq!(
        fails(&[("mon", &["24:00-06:00"])]),
        CalendarError::BadInterval("24:00-06:00".into())
    );
    assert_eq!(
        fails(&[("mon", &["22:00-06:00"]), ("tue", &["05:00-09:00"])]),
        CalendarError::Overlap("22:00-06:00".into())
    );
    assert_eq!(
        fails(&[("sun-mon", &["05:00-09:00", "22:00-06:00"])]),
        CalendarError::Overlap("22:00-06:00".into())
    );
    assert_eq!(
        fails(&[("mon", &["20:00-02:00", "23:00-24:00"])]),
        CalendarError::Overlap("23:00-24:00".into())
    );
    assert_eq!(
        fails(&[("mon", &["9-17"])]),
        CalendarError::BadInterval("9-17".into())
    );
    assert_eq!(
        fails(&[("mon", &["09:00-24:30"])]),
        CalendarError::BadInterval("09:00-24:30".into())
    );
    assert_eq!(
        fails(&[("mon", &["09:00-12:00", "11:00-13:00"])]),
        CalendarError::Overlap("11:00-13:00".into())
    );
    assert_eq!(
        fails(&[("mon-wed", &["09:00-12:00"]), ("wed", &["09:00-12:00"])]),
        CalendarError::WeekdayTwice("wed".into())
    );
}
