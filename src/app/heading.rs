//! What the header says, as words; drawing it is the shell's business.

use std::cmp::Ordering;

use jiff::Zoned;

use crate::app::session::Session;
use crate::workshop::{SheetId, Step, Workshop};

/// One of the five steps of a workshop, as the header shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepMark {
    /// Its one word.
    pub word: &'static str,
    /// How far it is.
    pub state: StepState,
}

impl StepMark {
    /// The five steps of a workshop that stands at `here`: those before it are done.
    #[must_use]
    pub fn all(here: Step) -> Vec<Self> {
        let mark = |step: Step| Self {
            word: step.word(),
            state: match step.cmp(&here) {
                Ordering::Less => StepState::Done,
                Ordering::Equal => StepState::Here,
                Ordering::Greater => StepState::ToDo,
            },
        };
        Step::ALL.into_iter().map(mark).collect()
    }
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Finished.
    Done,
    /// Being worked on.
    Here,
    /// Not begun.
    ToDo,
}

/// The two lines of the header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// What is open, at the left: the workshop's title, or the program's name.
    pub title: String,
    /// More about it, quietly beside the title; empty where there is nothing to say.
    pub about: String,
    /// The step's clock against its time box, for example `18 of 45 min`. None without a clock.
    pub clock: Option<String>,
    /// Whether the work is on disk, for example `saved 14:02`. None with nothing to save.
    pub saved: Option<String>,
    /// The steps, in order. Empty where no workshop is open.
    pub steps: Vec<StepMark>,
    /// A few words at the right of the second line. Empty where there is nothing to say.
    pub tally: String,
}

/// The header of an open workshop.
#[must_use]
pub fn of(session: &Session, now: &Zoned) -> Heading {
    let workshop = session.workshop();
    let step = workshop.head.step;
    let saved = match (&session.trouble, &session.saved_at) {
        (Some(_), _) => Some("not saved!".to_owned()),
        (None, _) if session.is_work_unsaved() => Some("saving".to_owned()),
        (None, Some(at)) => Some(format!("saved {}", at.strftime("%H:%M"))),
        (None, None) => None,
    };
    Heading {
        title: workshop.head.title.clone(),
        about: String::new(),
        clock: Some(clock(step, session, now)),
        saved,
        steps: steps(workshop),
        tally: String::new(),
    }
}

/// The clock of a step against its time box.
fn clock(step: Step, session: &Session, now: &Zoned) -> String {
    let minutes = session.seconds(step, now) / 60;
    let workshop = session.workshop();
    let time_box = usize::from(workshop.setup.time_boxes.minutes(step));
    // Each sheet has its own minutes.
    let time_box = match step {
        Step::Define => time_box * workshop.sheets_to_fill().max(1),
        Step::Compare | Step::Agree | Step::Sla | Step::Sign => time_box,
    };
    format!("{minutes} of {time_box} min")
}

/// The clock of a private sheet against its own minutes.
#[must_use]
pub fn clock_of_sheet(sheet: &SheetId, session: &Session, now: &Zoned) -> String {
    let minutes = session.seconds_on(sheet, now) / 60;
    let time_box = session.workshop().setup.time_boxes.define;
    format!("{minutes} of {time_box} min")
}

impl Heading {
    /// Moves the mark and the clock to a step that is only looked at.
    pub(crate) fn look_at(&mut self, step: Step, session: &Session, now: &Zoned) {
        if session.workshop().head.step == step || session.workshop().is_closed() {
            return;
        }
        self.clock = Some(clock(step, session, now));
        for mark in &mut self.steps {
            if mark.word == step.word() {
                mark.state = StepState::Here;
            } else if mark.state == StepState::Here {
                mark.state = StepState::ToDo;
            }
        }
    }
}

/// The five steps: where the workshop is, and what is really done.
#[must_use]
pub fn steps(workshop: &Workshop) -> Vec<StepMark> {
    let here = workshop.head.step;
    let state = |step: Step| match step {
        _ if workshop.is_closed() => StepState::Done,
        _ if step == here => StepState::Here,
        _ if is_done(workshop, step) => StepState::Done,
        _ => StepState::ToDo,
    };
    let mark = |step: Step| StepMark {
        word: step.word(),
        state: state(step),
    };
    Step::ALL.into_iter().map(mark).collect()
}

fn is_done(workshop: &Workshop, step: Step) -> bool {
    match step {
        Step::Define => workshop.is_revealed(),
        Step::Compare => workshop.is_revealed() && workshop.head.step > Step::Compare,
        Step::Agree => workshop.is_revealed() && everything_closed(workshop),
        Step::Sla => workshop.head.step > Step::Sla,
        Step::Sign => false,
    }
}

/// Whether every question that somebody answered is settled or parked.
fn everything_closed(workshop: &Workshop) -> bool {
    let answered = |id: &str| {
        let sheets = workshop
            .sheets
            .iter()
            .filter_map(crate::workshop::Sheet::revealed);
        sheets
            .filter_map(|r| r.get(id))
            .any(crate::workshop::Response::is_answered)
    };
    let questions = workshop.bank.questions.iter();
    questions.filter(|q| answered(&q.id)).all(|q| {
        workshop
            .decisions
            .get(&q.id)
            .is_some_and(|d| d.is_closed(workshop))
    })
}
