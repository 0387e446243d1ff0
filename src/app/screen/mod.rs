//! The screens, one file each. A closed enum: the compiler names every place a new one must appear.

pub mod agree;
pub mod compare;
pub mod define;
pub mod hand_over;
pub mod history;
pub mod home;
pub mod in_front;
mod open;
pub mod scoring;
pub mod setup;
pub mod sheet;
pub mod sign;
pub mod sla;
pub mod stages;
pub mod standard;

use crate::action::{Action, FieldAction};
use crate::page::Page;
use crate::shared::Shared;
use crate::text::TextField;
use agree::Agree;
use compare::Compare;
use define::Define;
use hand_over::HandOver;
use history::History;
use home::Home;
pub use open::open;
use scoring::Scoring;
use setup::Setup;
use sheet::Sheet;
use sign::Sign;
use sla::Sla;
use stages::Stages;
use standard::StandardText;

/// What is behind the popups.
#[derive(Debug)]
pub enum Screen {
    /// The workshops of the data folder.
    Home(Box<Home>),
    /// A new workshop, or the facts of the open one.
    Setup(Box<Setup>),
    /// The board of the define step.
    Define(Define),
    /// The card between two people.
    HandOver(HandOver),
    /// One person's private sheet.
    Sheet(Box<Sheet>),
    /// The ladder of stages.
    Stages(Box<Stages>),
    /// Points, caps and thresholds beside the lead cards.
    Scoring(Box<Scoring>),
    /// The walk through the standard text.
    Standard(Box<StandardText>),
    /// The promises of both sides.
    Sla(Box<Sla>),
    /// All answers side by side.
    Compare(Box<Compare>),
    /// The checklist and the names.
    Sign(Box<Sign>),
    /// Agreed versions and the log.
    History(Box<History>),
    /// One difference after another.
    Agree(Box<Agree>),
}

impl Screen {
    /// What it says about itself.
    #[must_use]
    pub fn page(&self) -> &dyn Page {
        match self {
            Self::Home(screen) => screen.as_ref(),
            Self::Setup(screen) => screen.as_ref(),
            Self::Define(screen) => screen,
            Self::HandOver(screen) => screen,
            Self::Sheet(screen) => screen.as_ref(),
            Self::Stages(screen) => screen.as_ref(),
            Self::Scoring(screen) => screen.as_ref(),
            Self::Standard(screen) => screen.as_ref(),
            Self::Sla(screen) => screen.as_ref(),
            Self::Compare(screen) => screen.as_ref(),
            Self::Sign(screen) => screen.as_ref(),
            Self::History(screen) => screen.as_ref(),
            Self::Agree(screen) => screen.as_ref(),
        }
    }

    /// Whether this can be done right now; what cannot is neither shown nor obeyed.
    #[must_use]
    pub fn allows(&self, action: Action, shared: &Shared) -> bool {
        let page = self.page();
        // Names and numbers are typed here; an editor is for sentences.
        let outside = action == Action::Field(FieldAction::Outside);
        let may = || page.typing().is_some_and(TextField::is_for_editors);
        (!outside || may()) && page.allows(action, shared)
    }

    /// What it does when something is asked of it.
    pub fn page_mut(&mut self) -> &mut dyn Page {
        match self {
            Self::Home(screen) => screen.as_mut(),
            Self::Setup(screen) => screen.as_mut(),
            Self::Define(screen) => screen,
            Self::HandOver(screen) => screen,
            Self::Sheet(screen) => screen.as_mut(),
            Self::Stages(screen) => screen.as_mut(),
            Self::Scoring(screen) => screen.as_mut(),
            Self::Standard(screen) => screen.as_mut(),
            Self::Sla(screen) => screen.as_mut(),
            Self::Compare(screen) => screen.as_mut(),
            Self::Sign(screen) => screen.as_mut(),
            Self::History(screen) => screen.as_mut(),
            Self::Agree(screen) => screen.as_mut(),
        }
    }
}
