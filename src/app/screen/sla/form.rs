//! One thing of the SLA as a form: what is typed counts at once, what is wrong says so.

use jiff::civil::Date;

use crate::action::Move;
use crate::field::Field;
use crate::form::{Form, Row};
use crate::list::Cursor;
use crate::number::whole;
use crate::screen::sla::readings::Readings;
use crate::screen::sla::{capacity, ground, promise, reason, take};
use crate::shared::Shared;
use leadpact_definition::say;
use leadpact_definition::sla::{Calendar, Measure, Promise, RejectionReason};
use leadpact_workshop::promise::Promises;
use leadpact_workshop::{Change, Workshop};

/// What a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The promise at this place.
    Promise(usize),
    /// The business calendar at this place.
    Calendar(usize),
    /// The arithmetic behind the volume.
    Capacity,
    /// The rejection reason at this place.
    Reason(usize),
    /// Days between reviews.
    Review,
}

/// A form over a part of the workshop.
#[derive(Debug)]
pub struct SlaForm {
    /// What it is about.
    pub subject: Subject,
    /// Its rows.
    pub form: Form,
    /// The readings of a promised time; `None` for everything else and where the calendar cannot be used.
    pub readings: Option<Readings>,
    /// The highlighted reading; `None` while the rows have the keys.
    pub reading: Option<Cursor>,
    /// The promise as its parts say it now, or what the rules do with a rejected lead; empty for everything else.
    pub sentence: String,
}

impl SlaForm {
    /// The form for this subject; `None` where the workshop has no such thing.
    #[must_use]
    pub fn of(subject: Subject, workshop: &Workshop, today: Date) -> Option<Self> {
        let form = Form::new(rows(subject, workshop, today)?);
        let mut form = Self {
            subject,
            form,
            readings: None,
            reading: None,
            sentence: String::new(),
        };
        form.refresh(workshop, today);
        if let (Some(readings), Some(span)) = (&form.readings, form.span(workshop)) {
            form.reading = Some(Cursor::on(readings.place(span)));
        }
        Some(form)
    }

    /// It is about something new: its rows come before its readings.
    pub fn begin(&mut self) {
        self.reading = None;
    }

    /// Whether nobody has said yet what it is about: a promise stands as it was added, a reason has no name.
    #[must_use]
    pub(crate) fn is_unsaid(&self, workshop: &Workshop) -> bool {
        match self.subject {
            Subject::Promise(_) => self.promise(workshop).is_some_and(|promise| {
                let new = promise::new(workshop, promise.measure);
                let new = Promise {
                    id: promise.id.clone(),
                    ..new
                };
                *promise == new && self.form.rows.iter().all(|row| row.fault.is_none())
            }),
            Subject::Reason(_) => {
                let name = self.form.rows.first().map(Row::value);
                name.is_some_and(|name| name.trim().is_empty())
            }
            Subject::Calendar(_) | Subject::Capacity | Subject::Review => false,
        }
    }

    /// The promise it is about.
    #[must_use]
    pub fn promise<'a>(&self, workshop: &'a Workshop) -> Option<&'a Promise> {
        match self.subject {
            Subject::Promise(at) => workshop.sla.promises.get(at),
            _ => None,
        }
    }

    /// The promised time.
    fn span(&self, workshop: &Workshop) -> Option<(u32, leadpact_definition::sla::TimeUnit)> {
        let promise = self.promise(workshop)?;
        let target = promise.within.0.last()?;
        (promise.measure == Measure::TimeToEvent).then_some((target.value, target.unit))
    }

    /// Whether letters are typed into a field now.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        self.reading.is_none() && self.form.takes_text()
    }

    /// Computes the sentence and the readings anew.
    fn refresh(&mut self, workshop: &Workshop, today: Date) {
        self.sentence = sentence(self.subject, workshop);
        let warn_at = self.promise(workshop).and_then(|promise| promise.warn_at);
        let calendars = ground::calendars(&workshop.sla);
        self.readings = self
            .span(workshop)
            .and_then(|span| Readings::of(&calendars, span, warn_at, today).ok());
        if self.readings.is_none() {
            self.reading = None;
        }
    }

    /// Shows what the workshop has now, after undo.
    pub(crate) fn reload(&mut self, workshop: &Workshop, today: Date) {
        let at = self.form.at();
        if let Some(rows) = rows(self.subject, workshop, today) {
            self.form = Form::new(rows);
            self.form.go_to(at);
        }
        self.refresh(workshop, today);
        let chosen = self.readings.as_ref().zip(self.span(workshop));
        if let Some((readings, span)) = chosen.filter(|_| self.reading.is_some()) {
            self.reading = Some(Cursor::on(readings.place(span)));
        }
    }

    /// Moves: within the readings, between rows and readings, or along a choice.
    pub fn go(&mut self, to: Move, shared: &mut Shared) {
        let readings = self.readings.as_ref().map_or(0, |r| r.list.len());
        match (&mut self.reading, to) {
            (Some(_), Move::NextField | Move::PreviousField) => {
                self.reading = None;
                self.form.go_to(0);
            }
            (Some(cursor), Move::Up) if cursor.at() == 0 => {
                self.reading = None;
                self.form.go_to(usize::MAX);
            }
            (Some(cursor), _) => cursor.go(to, readings),
            (None, Move::NextField | Move::PreviousField) if readings > 0 => {
                self.reading = Some(Cursor::default());
            }
            (None, Move::Down) if readings > 0 && self.form.is_last() => {
                self.reading = Some(Cursor::default());
            }
            (None, _) => {
                if self.form.go(to) {
                    self.put(shared, false);
                }
            }
        }
    }

    /// Highlights a row of the form, or a reading below it.
    pub fn point(&mut self, row: usize) {
        let reading = row.checked_sub(self.form.rows.len());
        self.reading = reading.map(Cursor::on);
        if reading.is_none() {
            self.form.go_to(row);
        }
    }

    /// Takes a choice of the highlighted row.
    pub fn pick(&mut self, at: usize, shared: &mut Shared) {
        if self.form.pick(at) {
            self.put(shared, false);
        }
    }

    /// Enter: takes the highlighted reading, or goes to the next row. True on the last row: the form is done.
    pub fn choose(&mut self, shared: &mut Shared) -> bool {
        let chosen = self
            .reading
            .and_then(|cursor| self.readings.as_ref()?.list.get(cursor.at()).cloned());
        if let Some(reading) = chosen {
            self.take(&reading, shared);
            return false;
        }
        if self.form.is_last() {
            return true;
        }
        self.form.go(Move::Down);
        false
    }

    fn take(&mut self, reading: &crate::screen::sla::readings::Reading, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let Subject::Promise(at) = self.subject else {
            return;
        };
        let mut sla = session.workshop().sla.clone();
        let target = sla.promises.get_mut(at).and_then(|p| p.within.0.last_mut());
        let Some(target) = target else { return };
        if (target.value, target.unit) == (reading.value, reading.unit) {
            shared.say("This is the reading already.");
            return;
        }
        (target.value, target.unit) = (reading.value, reading.unit);
        if shared.change(Change::Sla(Box::new(sla))) {
            let words = say::promise::span(reading.value, reading.unit);
            shared.say(format!("It means {words} now, and the sentence says so."));
        }
        let today = shared.now.date();
        if let Some(session) = &shared.session {
            self.reload(session.workshop(), today);
        }
    }

    /// The words of a row have changed.
    pub fn typed(&mut self, shared: &mut Shared) {
        self.put(shared, true);
    }

    /// Takes what stands in the rows over into the workshop; `typed`: letters did it, not a choice.
    fn put(&mut self, shared: &mut Shared, typed: bool) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let today = now.date();
        let made = if typed {
            session.type_over(now, |workshop| self.read(workshop, today))
        } else {
            match self.read(session.workshop(), today) {
                Some(change) => session.change(change, now),
                None => Ok(()),
            }
        };
        match made {
            Ok(()) => self.refresh(session.workshop(), today),
            Err(why) => {
                self.reload(session.workshop(), today);
                shared.warn(why.to_string());
            }
        }
    }

    /// Marks the rows that cannot be taken, and returns the change that the others make; `None` where there is none.
    fn read(&mut self, workshop: &Workshop, today: Date) -> Option<Change> {
        let at = self.form.at();
        let rows = &self.form.rows;
        let sla = &workshop.sla;
        let (change, faults) = match self.subject {
            Subject::Promise(place) => {
                let (promise, faults) = read_promise(workshop, sla.promises.get(place)?, rows);
                let mut sla = sla.clone();
                *sla.promises.get_mut(place)? = promise;
                (Change::Sla(Box::new(sla)), faults)
            }
            Subject::Calendar(at) => {
                let before = ground::calendar(sla, at).cloned().unwrap_or_default();
                let (calendar, readings) = ground::read_calendar(rows, &before, today);
                let mut sla = sla.clone();
                ground::put_calendar(&mut sla, at, calendar);
                for (row, reading) in self.form.rows.iter_mut().zip(readings) {
                    row.judge(reading);
                }
                (Change::Sla(Box::new(sla)), Vec::new())
            }
            Subject::Capacity => {
                let (capacity, faults) = capacity::read(rows, &workshop.capacity, at);
                (Change::Capacity(capacity), faults)
            }
            Subject::Reason(place) => {
                let before = sla.rejection_reasons.get(place)?;
                let (reason, faults) = reason::read(rows, before);
                let mut sla = sla.clone();
                *sla.rejection_reasons.get_mut(place)? = reason;
                (Change::Sla(Box::new(sla)), faults)
            }
            Subject::Review => {
                let text = rows.first().map(Row::value).unwrap_or_default();
                match whole(text.trim(), 1, 3650) {
                    Ok(days) => (
                        Change::Review(u16::try_from(days).unwrap_or(90)),
                        vec![None],
                    ),
                    Err(why) => (Change::Review(workshop.review_every_days), vec![Some(why)]),
                }
            }
        };
        if let Change::Capacity(capacity) = &change
            && at != capacity::CONFIRMED
            && let Some(row) = self.form.rows.get_mut(capacity::CONFIRMED)
            && row.value() != capacity.confirmed_by.as_deref().unwrap_or_default()
        {
            *row = capacity::rows(workshop, capacity).pop()?;
        }
        for (row, fault) in self.form.rows.iter_mut().zip(faults) {
            row.judge_text(fault, Some(today));
        }
        (!changes_nothing(&change, workshop)).then_some(change)
    }
}

fn read_promise(
    workshop: &Workshop,
    before: &Promise,
    rows: &[Row],
) -> (Promise, Vec<Option<String>>) {
    let mut new = before.clone();
    let asks = promise::asks(before.measure);
    let faults = asks
        .iter()
        .zip(rows)
        .map(|(asks, row)| take::read(workshop, &mut new, *asks, row).err())
        .collect();
    (new, faults)
}

fn changes_nothing(change: &Change, workshop: &Workshop) -> bool {
    match change {
        Change::Sla(sla) => **sla == workshop.sla,
        Change::Capacity(capacity) => *capacity == workshop.capacity,
        Change::Review(days) => *days == workshop.review_every_days,
        _ => false,
    }
}

fn rows(subject: Subject, workshop: &Workshop, today: Date) -> Option<Vec<Row>> {
    let sla = &workshop.sla;
    Some(match subject {
        Subject::Promise(at) => promise::rows(workshop, sla.promises.get(at)?),
        Subject::Calendar(at) => {
            let nothing = Calendar {
                time_zone: workshop.setup.time_zone.clone(),
                ..Calendar::default()
            };
            ground::calendar_rows(ground::calendar(sla, at).unwrap_or(&nothing), today)
        }
        Subject::Capacity => capacity::rows(workshop, &workshop.capacity),
        Subject::Reason(at) => reason::rows(sla.rejection_reasons.get(at)?),
        Subject::Review => vec![Row::text(
            Field::ReviewDays,
            "Review every",
            "Days from one review of the agreement to the next.",
            &workshop.review_every_days.to_string(),
        )],
    })
}

/// What stands above the rows and changes with them.
fn sentence(subject: Subject, workshop: &Workshop) -> String {
    match subject {
        Subject::Promise(at) => Promises::of(workshop).sentence(at),
        Subject::Reason(at) => {
            let reason = workshop.sla.rejection_reasons.get(at);
            reason.map_or_else(String::new, |reason| reason::fate(workshop, reason))
        }
        Subject::Calendar(_) | Subject::Capacity | Subject::Review => String::new(),
    }
}

/// A rejection reason that nobody has worded yet, with a name that is free.
#[must_use]
pub(crate) fn new_reason(workshop: &Workshop) -> RejectionReason {
    let known = &workshop.sla.rejection_reasons;
    let id = (1..=known.len() + 1)
        .map(|n| format!("reason-{n}"))
        .find(|id| known.iter().all(|r| r.id != *id));
    RejectionReason {
        id: id.unwrap_or_default(),
        label: Some("New reason".to_owned()),
        route: "recycle".to_owned(),
        after: None,
    }
}
