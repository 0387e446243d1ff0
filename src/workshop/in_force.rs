//! Since when a version counts, and what becomes of the leads that were handed over before it.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Workshop;
use leadpact_definition::calendar::OpenHours;

/// A version is proposed to be in force from the first working day at least so many days after it is signed.
const NOTICE_DAYS: i64 = 14;

/// Since when the next version counts, and what becomes of the leads that were handed over before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InForce {
    /// The first day on which rules and promises count; `None`: the day that is proposed when the first party signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub from: Option<Date>,
    /// What becomes of the leads that were handed over before that day.
    #[serde(default, skip_serializing_if = "HandedOver::stay")]
    pub handed_over: HandedOver,
}

impl InForce {
    /// Whether nobody has said anything else than what is proposed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What becomes of the leads that were handed over before a version was in force.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HandedOver {
    /// They stay as they are.
    #[default]
    StayAsTheyAre,
    /// They are judged anew from that day.
    JudgedAnew,
    /// As the parties say.
    Words(String),
}

impl HandedOver {
    /// Whether they stay as they are.
    #[must_use]
    pub fn stay(&self) -> bool {
        *self == Self::StayAsTheyAre
    }

    /// What people read, short: "stay as they are".
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::StayAsTheyAre => "stay as they are",
            Self::JudgedAnew => "are judged anew from that day",
            Self::Words(words) => words.trim(),
        }
    }

    /// As a sentence of the agreement.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::StayAsTheyAre | Self::JudgedAnew => {
                format!("Leads that were handed over before {}.", self.words())
            }
            Self::Words(words) => words.trim().to_owned(),
        }
    }
}

/// The first working day, by the business calendar, that is at least two weeks after `today`. Without a calendar that
/// can be computed with: Monday to Friday.
#[must_use]
pub fn proposed(workshop: &Workshop, today: Date) -> Date {
    let sla = &workshop.sla;
    let calendar = sla.calendar.as_ref().or(sla.calendars.values().next());
    let hours = calendar.and_then(|c| OpenHours::new(c).ok());
    let works = |day: Date| match &hours {
        Some(hours) => hours.is_working_day(day),
        None => day.weekday().to_monday_zero_offset() < 5,
    };
    let first = today.saturating_add(NOTICE_DAYS.days());
    // A year of holidays is no calendar.
    (0..366_i64)
        .map(|away| first.saturating_add(away.days()))
        .find(|day| works(*day))
        .unwrap_or(first)
}

/// The day from which the next version is in force: the one that was chosen, or the one that is proposed.
#[must_use]
pub fn day(workshop: &Workshop, today: Date) -> Date {
    let chosen = workshop.in_force.from;
    chosen.unwrap_or_else(|| proposed(workshop, today))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use leadpact_definition::date::Day;
    use leadpact_definition::holiday::Holiday;
    use leadpact_definition::sla::Calendar;

    #[test]
    fn two_weeks_and_then_the_first_working_day() {
        let mut w = crate::compared::empty();
        // 6 March 2026 is a Friday.
        assert_eq!(proposed(&w, date(2026, 3, 6)), date(2026, 3, 20));
        assert_eq!(proposed(&w, date(2026, 3, 7)), date(2026, 3, 23));
        w.sla.calendar = Some(Calendar {
            time_zone: "Europe/London".into(),
            hours: [("tue-sat".to_owned(), vec!["09:00-17:00".to_owned()])].into(),
            holidays: vec![Holiday::on(Day(date(2026, 3, 24)))],
        });
        // Sunday and Monday are closed, Tuesday is a holiday.
        assert_eq!(proposed(&w, date(2026, 3, 8)), date(2026, 3, 25));
        w.in_force.from = Some(date(2026, 6, 1));
        assert_eq!(day(&w, date(2026, 3, 8)), date(2026, 6, 1));
    }
}
