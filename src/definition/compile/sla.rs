//! Checking promises and calendars.

use indexmap::IndexSet;

use crate::{
    compile::{Compiler, Sees},
    problem::Path,
    sla::{
        Calendar, Measure, Promise, Targets, Then,
        calendar::{CalendarError, OpenHours},
    },
};

/// Where in a calendar it is wrong.
fn place(path: Path, calendar: &Calendar, error: &CalendarError) -> Path {
    match error {
        CalendarError::UnknownTimeZone(_) => path.key("timeZone"),
        CalendarError::UnknownWeekday(key) | CalendarError::WeekdayTwice(key)
            if calendar.hours.contains_key(key) =>
        {
            path.key("hours").key(key)
        }
        CalendarError::BadInterval(text) | CalendarError::Overlap(text) => {
            let mut week = calendar.hours.iter();
            if let Some((key, _)) = week.find(|(_, hours)| hours.contains(text)) {
                return path.key("hours").key(key);
            }
            let mut days = calendar.holidays.iter();
            match days.position(|day| day.hours.contains(text)) {
                Some(at) => path.key("holidays").index(at),
                None => path,
            }
        }
        CalendarError::DayTwice(_) => path.key("holidays"),
        CalendarError::NeverOpen => path.key("hours"),
        CalendarError::UnknownWeekday(_)
        | CalendarError::WeekdayTwice(_)
        | CalendarError::TooFar => path,
    }
}

impl Compiler<'_> {
    pub(super) fn sla(&mut self) {
        let spec = self.spec;
        let Some(sla) = &spec.sla else { return };
        let path = Path::spec().key("sla");
        for (path, calendar) in sla
            .calendar
            .iter()
            .map(|calendar| (path.key("calendar"), calendar))
            .chain(
                sla.calendars
                    .iter()
                    .map(|(name, calendar)| (path.key("calendars").key(name), calendar)),
            )
        {
            if let Err(error) = OpenHours::new(calendar) {
                let path = place(path, calendar, &error);
                self.problem(path, error.to_string(), "correct the calendar");
            }
        }
        if sla.calendar.is_some() && !sla.calendars.is_empty() {
            self.problem(
                path.key("calendars"),
                "`calendar` and `calendars` do not go together",
                "write one of them",
            );
        }
        match &sla.calendar_by {
            Some(field) => self.known(path.key("calendarBy"), "field", field, &spec.fields),
            None if sla.calendars.len() > 1 => self.problem(
                path.key("calendars"),
                "nothing says which calendar counts for a lead",
                "add `calendarBy:` with a field whose values are the calendars' names",
            ),
            None => {}
        }
        let mut seen = IndexSet::new();
        for (at, promise) in sla.promises.iter().enumerate() {
            let path = path.key("promises").index(at);
            if !seen.insert(promise.id.as_str()) {
                self.problem(
                    path.key("id"),
                    format!("the promise `{}` stands twice", promise.id),
                    "rename one",
                );
            }
            self.promise(&path, promise);
        }
    }

    fn promise(&mut self, path: &Path, promise: &Promise) {
        let timed = promise.measure == Measure::TimeToEvent;
        let complete = promise.measure == Measure::Completeness;
        let count = promise.measure == Measure::Count;
        for (key, written, needed, fits) in [
            ("clock", promise.clock.is_some(), timed, timed),
            (
                "within",
                !promise.within.is_empty(),
                timed && promise.soft.is_empty(),
                timed,
            ),
            ("soft", !promise.soft.is_empty(), false, timed),
            ("warnAt", promise.warn_at.is_some(), false, timed),
            ("fields", !promise.fields.is_empty(), complete, complete),
            ("of", promise.of.is_some(), count, count),
            ("atLeast", promise.at_least.is_some(), count, count),
            ("per", promise.per.is_some(), count, count),
            ("ofWhich", promise.of_which.is_some(), false, count),
        ] {
            if needed && !written {
                self.problem(
                    path.clone(),
                    format!("the promise `{}` needs `{key}`", promise.id),
                    "add it, or change `measure`",
                );
            }
            if written && !fits {
                self.problem(
                    path.key(key),
                    format!("`{key}` does not go with this `measure`"),
                    "take it out, or change `measure`",
                );
            }
        }
        if promise
            .target_percent
            .is_some_and(|percent| !(0.0..=100.0).contains(&percent))
        {
            self.problem(
                path.key("targetPercent"),
                "a target is from 0 to 100 percent",
                "write the share of cases that must keep the promise",
            );
        }
        if let Some(floor) = &promise.of_which {
            let path = path.key("ofWhich");
            if !(floor.percent > 0.0 && floor.percent <= 100.0) {
                self.problem(
                    path.key("percent"),
                    "a quality floor is above 0 and at most 100 percent",
                    "write the least share of them, or take `ofWhich` out",
                );
            }
            self.condition(&path.key("are"), &floor.are, Sees::Stages);
        }
        self.then(path, promise);
        self.targets(&path.key("within"), &promise.within);
        self.targets(&path.key("soft"), &promise.soft);
        for (key, condition) in [("of", &promise.of), ("appliesTo", &promise.applies_to)] {
            if let Some(condition) = condition {
                self.condition(&path.key(key), condition, Sees::Stages);
            }
        }
    }

    /// What follows by rule goes with one measure each.
    fn then(&mut self, path: &Path, promise: &Promise) {
        let (fits, measure) = match promise.then {
            None => return,
            Some(Then::CountsAsAccepted) => {
                (promise.measure == Measure::TimeToEvent, "time-to-event")
            }
            Some(Then::NotDelivered) => (promise.measure == Measure::Completeness, "completeness"),
        };
        if !fits {
            self.problem(
                path.key("then"),
                format!("this goes with `measure: {measure}` only"),
                "take it out, or say in `onMiss` what happens",
            );
        }
    }

    fn targets(&mut self, path: &Path, targets: &Targets) {
        for (at, target) in targets.0.iter().enumerate() {
            let path = path.index(at);
            if target.value == 0 || target.value > crate::sla::calendar::MOST_UNITS {
                self.problem(
                    path.key("value"),
                    format!("{} is out of range", target.value),
                    format!("write 1 to {}", crate::sla::calendar::MOST_UNITS),
                );
            }
            if target.when.is_none() && at + 1 < targets.0.len() {
                self.problem(
                    path.clone(),
                    "the tiers after this one can never be reached",
                    "move the tier without `when` to the end",
                );
            }
            if let Some(when) = &target.when {
                self.condition(&path.key("when"), when, Sees::Stages);
            }
        }
    }
}
