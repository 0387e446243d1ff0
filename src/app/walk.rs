//! The walk through the standard text as it stands: which things there are, how far each is, which is in front.

use crate::list::{Cursor, Scroll};
use leadpact_workshop::defaults::{self, Standard};
use leadpact_workshop::{Step, Workshop};

/// How far a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has opened it.
    ToDo,
    /// It was kept or changed.
    Opened,
    /// It was dropped.
    Gone,
}

/// The walk. Its things are those that nobody had opened when it began, so that the count stays; where everything was
/// opened, all of them, to look again.
#[derive(Debug, Clone)]
pub struct Walk {
    /// The things, each with what it is about.
    pub things: Vec<(Standard, String)>,
    /// The thing in front.
    pub cursor: Cursor,
    /// Rows by which a long text is scrolled.
    pub scroll: Scroll,
    from: Step,
    again: bool,
}

impl Walk {
    /// The walk through what nobody has opened, or once more through everything; `from` is the step it goes back to.
    /// `None` where there is nothing.
    #[must_use]
    pub fn open(workshop: &Workshop, from: Step) -> Option<Self> {
        let unopened = defaults::unopened(workshop);
        let again = unopened.is_empty();
        let things = if again {
            defaults::all(workshop)
        } else {
            unopened
        };
        let things: Vec<(Standard, String)> = things
            .into_iter()
            .map(|thing| {
                let about = defaults::about(workshop, &thing);
                (thing, about)
            })
            .collect();
        (!things.is_empty()).then_some(Self {
            things,
            cursor: Cursor::default(),
            scroll: Scroll::default(),
            from,
            again,
        })
    }

    /// The step it goes back to.
    #[must_use]
    pub fn from(&self) -> Step {
        self.from
    }

    /// The thing in front and what it is about.
    #[must_use]
    pub fn thing(&self) -> Option<&(Standard, String)> {
        self.things.get(self.cursor.at())
    }

    /// "3 of 17": the place of the thing in front, and how many there are.
    #[must_use]
    pub fn progress(&self) -> String {
        format!("{} of {}", self.cursor.at() + 1, self.things.len())
    }

    /// How far a thing is.
    #[must_use]
    pub fn state(workshop: &Workshop, thing: &Standard) -> State {
        if !workshop.opened.contains(thing) {
            State::ToDo
        } else if defaults::text(workshop, thing).is_empty() {
            State::Gone
        } else {
            State::Opened
        }
    }

    /// How many are still to be opened: those that must be, and the others.
    #[must_use]
    pub fn left(&self, workshop: &Workshop) -> (usize, usize) {
        let open = self.things.iter().map(|(thing, _)| thing);
        let open: Vec<&Standard> = open
            .filter(|thing| Self::state(workshop, thing) == State::ToDo)
            .collect();
        let must = |thing: &&&Standard| defaults::must_be_opened(workshop, thing);
        let must = open.iter().filter(must).count();
        (must, open.len() - must)
    }

    /// Whether everything was opened already when it began.
    #[must_use]
    pub(crate) fn is_again(&self) -> bool {
        self.again
    }

    /// Whether nothing is left to open.
    #[must_use]
    pub fn is_done(&self, workshop: &Workshop) -> bool {
        !self.again && self.left(workshop) == (0, 0)
    }
}
