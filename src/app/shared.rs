//! What every screen may read and change beside its own state.

use std::path::PathBuf;

use jiff::Zoned;

use crate::effect::{Disk, Effect};
use crate::go::{Checklist, Go};
use crate::heading::{self, Heading};
use crate::look::Look;
use crate::moment::Moment;
use crate::popup::Popup;
use crate::session::Session;
use crate::size::Size;
use crate::steps;
use crate::walk::Walk;
use leadpact_workshop::{Change, Place, Step, Workshop};

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// It did not work, or something needs attention.
    Warning,
}

/// One short sentence for the person, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

/// A change that was taken back or made again.
#[derive(Debug, Clone)]
pub struct Travelled {
    /// False: taken back; true: made again.
    pub forth: bool,
    /// The change.
    pub change: Change,
    /// The workshop without it.
    pub without: Box<Workshop>,
    /// The workshop with it.
    pub with: Box<Workshop>,
}

/// What every screen may read and change beside its own state.
#[derive(Debug)]
pub struct Shared {
    /// The time of day, to be written down; refreshed before every message.
    pub now: Zoned,
    /// How late it is, for what is due; refreshed with it.
    pub at: Moment,
    /// The window.
    pub size: Size,
    /// Colours and marks.
    pub look: Look,
    /// What the program has to say right now.
    pub notice: Option<Notice>,
    /// What the bell rang for, in the header until the next key; `None` as a rule.
    pub bell: Option<String>,
    /// Whether the terminal's own bell rings too.
    pub rings: bool,
    /// What stands in front of the screen; the last one has the keys.
    pub popups: Vec<Popup>,
    /// The opened workshop; `None` at home.
    pub session: Option<Session>,
    /// The screen to go to once this message is answered.
    pub go: Option<Go>,
    /// What was just taken back or made again, until it is said.
    pub travelled: Option<Travelled>,
    /// Where the last change stands that was taken back or made again out of sight, with the label of its row; until
    /// the next key.
    pub there: Option<(Place, Option<String>)>,
    /// Where the checklist was left by somebody who closes one of its points; `None` while nobody does.
    pub checklist: Option<Checklist>,
    /// The walk through the standard text that waits while one thing of it is changed; `None` while nobody does.
    pub errand: Option<Box<Walk>>,
    /// Forms whose answers were taken in, while somebody is asked whether to delete them.
    pub forms: Vec<PathBuf>,
    /// What an editor wrote before it ended with an error, while somebody is asked about it; `None` as a rule.
    pub written: Option<String>,
    /// Whether clicks and the wheel come here; else the terminal selects text with the mouse.
    pub mouse: bool,
    /// Where to, while the workshop is being closed; `None` while nobody leaves it.
    pub leaving: Option<Leaving>,
}

/// Where somebody goes who leaves a workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// To the list of workshops.
    Home,
    /// Out of the program.
    Program,
    /// Out of the program because a signal says so: nobody is there to be asked.
    AtOnce,
}

impl Shared {
    /// Time passes: of the day, and for what is due.
    pub(crate) fn passes(&mut self, now: Zoned, at: Moment) {
        self.now = now;
        self.at = at;
        if let Some(session) = &mut self.session {
            session.passes(at);
        }
    }

    /// Says that something worked.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone: Tone::Good,
            text: text.into(),
        });
    }

    /// Says that something did not work or needs attention.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone: Tone::Warning,
            text: text.into(),
        });
    }
}

impl Shared {
    /// The header of every screen of an open workshop.
    #[must_use]
    pub(crate) fn workshop_heading(&self) -> Heading {
        self.session
            .as_ref()
            .map_or_else(Heading::default, heading::of)
    }

    /// The header of a screen that may be looked at before the workshop has come to its step.
    #[must_use]
    pub(crate) fn heading_of_step(&self, step: Step) -> Heading {
        let mut heading = self.workshop_heading();
        if let Some(session) = &self.session {
            heading.look_at(step, session);
        }
        heading
    }

    /// Leaves the workshop. What is not on disk yet is saved first.
    pub(crate) fn go_home(&mut self) -> Vec<Effect> {
        self.close(Leaving::Home)
    }

    /// Closes the workshop on the way to somewhere else; the way is gone on once it is closed.
    pub(crate) fn close(&mut self, leaving: Leaving) -> Vec<Effect> {
        let now = self.now.clone();
        if let Some(session) = &mut self.session {
            session.run_clock(None, None, &now);
        }
        self.leaving = Some(leaving);
        vec![Disk::CloseWorkshop.into()]
    }

    /// Goes to a step, if it is open yet; if not, it is said why.
    pub fn enter(&mut self, step: Step) {
        self.enter_at(step, Go::Step(step));
    }

    /// Goes to where something stands in a step, if the step is open yet; if not, it is said why.
    pub(crate) fn enter_at(&mut self, step: Step, there: Go) {
        let Some(session) = &mut self.session else {
            return;
        };
        if let Err(why) = steps::opens(step, session.workshop()) {
            self.warn(why);
            return;
        }
        // Promises and the checklist may be looked at early; the workshop has not come that far.
        let early = step > Step::Compare && !session.workshop().is_revealed();
        if session.workshop().head.step != step && !early {
            session.remember(&self.now, |w| w.head.step = step);
        }
        self.go = Some(there);
    }

    /// Begins the walk through the standard text; `from` is the step it goes back to.
    pub fn walk(&mut self, from: Step) {
        let Some(session) = &self.session else {
            return;
        };
        if session.workshop().is_closed() {
            self.warn(
                "This version is signed and stays as it is. Choose amend to work on the next one.",
            );
            return;
        }
        match Walk::open(session.workshop(), from) {
            Some(walk) => {
                if walk.is_again() {
                    self.say("Every standard text is opened already. Here it is to look at again.");
                }
                self.go = Some(Go::Standard(Box::new(walk)));
            }
            None => self.say("There is no standard text."),
        }
    }

    /// Takes the last change back, or makes it again, and returns it; `None` where there was none. What it was is said
    /// once the screen has followed.
    pub fn travel(&mut self, forth: bool) -> Option<Change> {
        let now = self.now.clone();
        let session = self.session.as_mut()?;
        let before = session.workshop().clone();
        let change = if forth {
            session.redo(&now)?
        } else {
            session.undo(&now)?
        };
        let after = session.workshop().clone();
        let (without, with) = if forth {
            (before, after)
        } else {
            (after, before)
        };
        self.travelled = Some(Travelled {
            forth,
            change: change.clone(),
            without: Box::new(without),
            with: Box::new(with),
        });
        Some(change)
    }

    /// Makes a change that can be undone, and says so where it is refused. True when it was made.
    pub fn change(&mut self, change: Change) -> bool {
        let now = self.now.clone();
        let Some(session) = &mut self.session else {
            return false;
        };
        match session.change(change, &now) {
            Ok(()) => true,
            Err(why) => {
                self.warn(why.to_string());
                false
            }
        }
    }
}
