//! One workshop in the list of workshops: what its row says.

use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::Date;

use crate::heading::StepMark;
use leadpact_workshop::{Head, Status};

/// One workshop as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkshopRow {
    /// Where it is.
    pub path: PathBuf,
    /// Its title.
    pub title: String,
    /// The five steps; empty when `status` says enough.
    pub steps: Vec<StepMark>,
    /// Version and status in words, for example `agreed 2.0.0`; or why it cannot be read.
    pub status: String,
    /// False when the file cannot be read; the row says so and cannot be opened.
    pub readable: bool,
    /// When it was last changed; None when the disk does not say.
    pub changed: Option<Zoned>,
}

/// What was changed in a workshop file by hand, although it was signed, sealed or logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByHand {
    /// Nothing, as a rule.
    Nothing,
    /// Something, but no version.
    Something,
    /// A version is not what was signed.
    AVersion,
}

impl WorkshopRow {
    /// The row of a workshop with this head, as it reads at the time `now`.
    #[must_use]
    pub fn of(path: PathBuf, head: &Head, by_hand: ByHand, now: &Zoned) -> Self {
        let agreed = head
            .version
            .as_ref()
            .filter(|_| head.status == Status::Agreed);
        let mut words: Vec<String> = Vec::new();
        words.extend(agreed.map(|version| {
            if by_hand == ByHand::AVersion {
                format!("{version} is not as signed!")
            } else {
                format!("agreed {version}")
            }
        }));
        if by_hand == ByHand::Something {
            words.push("changed by hand!".to_owned());
        }
        let review = agreed.and(head.review);
        words.extend(review.map(|day| review_in_words(day, now.date())));
        words.extend(head.sample.then(|| "sample".to_owned()));
        Self {
            path,
            title: head.title.clone(),
            steps: if agreed.is_none() {
                StepMark::all(head)
            } else {
                Vec::new()
            },
            status: words.join(" · "),
            readable: true,
            changed: Some(head.changed.to_zoned(now.time_zone().clone())),
        }
    }
}

/// When the next review is, for example `review due in 12 days`.
fn review_in_words(day: Date, today: Date) -> String {
    match day.since(today).map(|span| span.get_days()) {
        Ok(0) => "review due today".to_owned(),
        Ok(1) => "review due tomorrow".to_owned(),
        Ok(days) if days > 0 => format!("review due in {days} days"),
        Ok(_) => "review overdue".to_owned(),
        Err(_) => format!("review due {day}"),
    }
}

/// How long ago something changed, in a few words: `today`, `yesterday`, or a date.
#[must_use]
pub fn day_in_words(changed: &Zoned, now: &Zoned) -> String {
    let day: Date = changed.date();
    let today = now.date();
    match today.since(day).map(|span| span.get_days()) {
        Ok(0) => "today".to_owned(),
        Ok(1) => "yesterday".to_owned(),
        _ if day.year() == today.year() => changed.strftime("%-d %b").to_string(),
        _ => changed.strftime("%-d %b %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::heading::StepState;
    use leadpact_workshop::Step;

    fn now() -> Zoned {
        let now = date(2026, 3, 6).at(14, 2, 0, 0).to_zoned(TimeZone::UTC);
        now.unwrap()
    }

    fn head() -> Head {
        Head {
            title: "Acme".to_owned(),
            step: Step::Agree,
            status: Status::Draft,
            version: None,
            changed: now().timestamp(),
            review: None,
            sample: false,
            place: None,
            settled: false,
            spent: indexmap::IndexMap::new(),
            spent_on_sheets: indexmap::IndexMap::new(),
        }
    }

    #[test]
    fn a_running_workshop_shows_its_steps() {
        let row = WorkshopRow::of(PathBuf::new(), &head(), ByHand::Nothing, &now());
        let states: Vec<_> = row.steps.iter().map(|step| step.state).collect();
        assert_eq!(
            states,
            [
                StepState::Done,
                StepState::Done,
                StepState::Here,
                StepState::ToDo,
                StepState::ToDo
            ]
        );
        assert_eq!(row.status, "");
    }

    #[test]
    fn an_agreed_one_shows_its_version_and_review() {
        let head = Head {
            status: Status::Agreed,
            version: Some("2.0.0".to_owned()),
            review: Some(date(2026, 3, 18)),
            ..head()
        };
        let row = WorkshopRow::of(PathBuf::new(), &head, ByHand::Nothing, &now());
        assert!(row.steps.is_empty());
        assert_eq!(row.status, "agreed 2.0.0 · review due in 12 days");
    }

    #[test]
    fn days_read_as_people_say_them() {
        let day = |d: Date| {
            let time = d.at(9, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
            day_in_words(&time, &now())
        };
        assert_eq!(day(date(2026, 3, 6)), "today");
        assert_eq!(day(date(2026, 3, 5)), "yesterday");
        assert_eq!(day(date(2026, 1, 9)), "9 Jan");
        assert_eq!(day(date(2025, 11, 3)), "3 Nov 2025");
        assert_eq!(
            review_in_words(date(2026, 6, 6), date(2026, 3, 6)),
            "review due in 92 days"
        );
        assert_eq!(
            review_in_words(date(2026, 3, 5), date(2026, 3, 6)),
            "review overdue"
        );
    }
}
