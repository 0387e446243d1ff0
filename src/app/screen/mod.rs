//! The screens, one file each. A closed enum: the compiler names every place a new one must appear.

pub mod home;

use crate::app::Shared;
use crate::app::action::Action;
use crate::app::heading::Heading;
use crate::app::message::Effect;
use crate::app::scope::Scope;
use crate::app::text::TextField;
use home::Home;

/// What is behind the popups.
#[derive(Debug)]
pub enum Screen {
    /// The workshops of the data folder.
    Home(Home),
}

impl Screen {
    /// Where its keys go.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::Home(home) => home.scope(),
        }
    }

    /// What the header says.
    #[must_use]
    pub fn heading(&self, _shared: &Shared) -> Heading {
        match self {
            Self::Home(home) => home.heading(),
        }
    }

    /// A few sentences for the top of the help page.
    #[must_use]
    pub fn about(&self) -> &'static str {
        match self {
            Self::Home(_) => home::ABOUT,
        }
    }

    /// Whether this can be done right now; what cannot is neither shown nor obeyed.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        match self {
            Self::Home(home) => home.allows(action),
        }
    }

    /// Answers an action that no popup took.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match self {
            Self::Home(home) => home.act(action, shared),
        }
    }

    /// The text field that has the focus; none where letters are keys.
    pub fn field(&mut self) -> Option<&mut TextField> {
        match self {
            Self::Home(home) => home.field(),
        }
    }

    /// The words of the focused field have changed.
    pub fn typed(&mut self) {
        match self {
            Self::Home(home) => home.typed(),
        }
    }

    /// Row `row` of its list was clicked.
    pub fn point(&mut self, row: usize, shared: &mut Shared) -> Vec<Effect> {
        match self {
            Self::Home(home) => home.point(row, shared),
        }
    }
}
