//! What the header says, as words; drawing it is the shell's business.

use std::cmp::Ordering;

use jiff::Zoned;

use crate::app::session::Session;
use crate::workshop::{Step, Workshop};

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
    let minutes = session.seconds(step, now) / 60;
    let saved = match (&session.trouble, &session.saved_at) {
        (Some(_), _) => Some("not saved!".to_owned()),
        (None, _) if session.is_unsaved() => Some("saving".to_owned()),
        (None, Some(at)) => Some(format!("saved {}", at.strftime("%H:%M"))),
        (None, None) => None,
    };
    Heading {
        title: workshop.head.title.clone(),
        about: String::new(),
        clock: Some(format!(
            "{minutes} of {} min",
            workshop.setup.time_boxes.minutes(step)
        )),
        saved,
        steps: steps(workshop),
        tally: String::new(),
    }
}

/// The five steps with where the workshop is.
#[must_use]
pub fn steps(workshop: &Workshop) -> Vec<StepMark> {
    let mut steps = StepMark::all(workshop.head.step);
    // Promises may be made before the answers are on the table: define is then not done.
    if !workshop.is_revealed() {
        for (step, mark) in Step::ALL.iter().zip(&mut steps) {
            if *step != workshop.head.step {
                mark.state = StepState::ToDo;
            }
        }
    }
    if workshop.is_closed() {
        for step in &mut steps {
            step.state = StepState::Done;
        }
    }
    steps
}
