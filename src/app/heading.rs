//! What the header says, as words; drawing it is the shell's business.

use crate::session::Session;
use leadpact_workshop::{Head, SheetId, Step, Workshop};

/// One of the five steps of a workshop, as the header shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepMark {
    /// Which one.
    pub step: Step,
    /// How far it is.
    pub state: StepState,
}

impl StepMark {
    /// The five steps: where the workshop is, and what is really done. The list of workshops shows the same.
    #[must_use]
    pub fn all(head: &Head) -> Vec<Self> {
        let done = |step: Step| match step {
            // A step behind these can only be come to with the answers on the table.
            Step::Define | Step::Compare | Step::Sla => step < head.step,
            Step::Agree => head.settled,
            Step::Sign => false,
        };
        let mark = |step: Step| Self {
            step,
            state: match step {
                _ if step == head.step => StepState::Here,
                _ if done(step) => StepState::Done,
                _ => StepState::ToDo,
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
    /// What the bell rang for, instead of these words; empty as a rule.
    pub flash: String,
}

/// The header of an open workshop.
#[must_use]
pub fn of(session: &Session) -> Heading {
    let workshop = session.workshop();
    let step = workshop.head.step;
    let saved = match (&session.trouble, &session.saved_at) {
        _ if session.is_looking() => Some("looking, not saving".to_owned()),
        (Some(_), _) => Some("not saved!".to_owned()),
        (None, _) if session.is_work_unsaved() => Some("saving".to_owned()),
        (None, Some(at)) => {
            // One clock on the screen: that of the workshop.
            let at = at.with_time_zone(workshop.zone());
            Some(format!("saved {}", at.strftime("%H:%M")))
        }
        (None, None) => None,
    };
    Heading {
        title: workshop.head.title.clone(),
        about: amends(workshop),
        clock: Some(clock(step, session)),
        saved,
        steps: steps(workshop),
        tally: String::new(),
        flash: String::new(),
    }
}

/// In an amendment, the version that it amends: "amends 1.0.0"; else empty.
fn amends(workshop: &Workshop) -> String {
    let amendment = workshop.amendment.as_ref();
    amendment.map_or_else(String::new, |a| format!("amends {}", a.from))
}

/// The clock of a step against its time box.
fn clock(step: Step, session: &Session) -> String {
    let minutes = session.seconds(step) / 60;
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
pub(crate) fn clock_of_sheet(sheet: &SheetId, session: &Session) -> String {
    let minutes = session.seconds_on(sheet) / 60;
    let time_box = session.workshop().setup.time_boxes.define;
    format!("{minutes} of {time_box} min")
}

impl Heading {
    /// Moves the mark and the clock to a step that is only looked at.
    pub(crate) fn look_at(&mut self, step: Step, session: &Session) {
        if session.workshop().head.step == step || session.workshop().is_closed() {
            return;
        }
        self.clock = Some(clock(step, session));
        for mark in &mut self.steps {
            if mark.step == step {
                mark.state = StepState::Here;
            } else if mark.state == StepState::Here {
                mark.state = StepState::ToDo;
            }
        }
    }
}

/// The five steps: once a version is signed and nothing is being amended, all are done.
#[must_use]
pub fn steps(workshop: &Workshop) -> Vec<StepMark> {
    let mut steps = StepMark::all(&workshop.head);
    if workshop.is_closed() {
        for step in &mut steps {
            step.state = StepState::Done;
        }
    }
    steps
}
