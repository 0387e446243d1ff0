//! What can happen to the application: a person asks, time passes, an effect reports back.

use jiff::Zoned;

use std::path::PathBuf;

use crate::action::{Action, General};
use crate::click::Target;
use crate::moment::Moment;
use crate::popup::PaletteEntry;
use crate::size::Size;
use crate::text::TextKey;
use crate::workshop_row::WorkshopRow;
use leadpact_workshop::Workshop;
use leadpact_workshop::form::Filled;

/// One thing that happened. [`crate::update()`] is the only place that answers it.
#[derive(Debug, Clone)]
pub enum Message {
    /// A person asked for this.
    Act(Action),
    /// A key typed into the text field that has the focus.
    Type(TextKey),
    /// Text pasted, or dropped, into the text field that has the focus.
    Paste(String),
    /// The mouse was clicked on cells that ask for this.
    Click(Target),
    /// The window has this size now.
    Resize(Size),
    /// It is this late now. Comes before every other message, and when a deadline of
    /// [`crate::App::next_tick`] has passed.
    Tick(Zoned, Moment),
    /// The workshops of the data folder, newest first, or why they cannot be listed.
    Listed(Result<Vec<WorkshopRow>, String>),
    /// What the palette offers in the place it was opened from.
    PaletteReady(Vec<PaletteEntry>),
    /// How the text came back from the editor.
    Edited(Edited),
    /// The workshop that was asked for is open, or why it is not.
    Opened(Result<Box<Opened>, NotOpened>),
    /// The workshop that was asked for is not open, only because it holds control characters.
    ControlCharacters {
        /// Where it is.
        path: PathBuf,
        /// What would be taken out of a copy, a line each.
        listed: Vec<String>,
    },
    /// The workshop was saved as it stood at this revision, or why not.
    Saved(u64, Result<(), SaveTrouble>),
    /// The open workshop is saved under this path from now on.
    Moved(PathBuf),
    /// The workshop is let go of; everything is on disk.
    Closed,
    /// The filled forms beside the workshop, or what is wrong with one of them.
    Forms(Result<Vec<(PathBuf, Filled)>, String>),
    /// The definition was written to these files, by name, in this folder.
    Exported {
        /// The folder.
        folder: String,
        /// The files' names.
        files: Vec<String>,
    },
    /// An effect did its work and has this to say.
    Done(String),
    /// An effect did not do its work, and why.
    Failed(String),
    /// The world ends the program: a signal, or the terminal is gone. Save and leave.
    Ending,
}

/// What an editor outside made of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// The text as it is now.
    Done(String),
    /// It did not work.
    Failed {
        /// Why, and what to do next.
        why: String,
        /// What the editor had written all the same; `None` where that is nothing new.
        written: Option<String>,
    },
}

impl Message {
    /// Whether a person wants to leave the program.
    #[must_use]
    pub(crate) fn quits(&self) -> bool {
        matches!(self, Self::Act(Action::General(General::Quit)))
    }

    /// Whether a person did something: pressed a key, clicked, typed.
    #[must_use]
    pub(crate) fn is_by_hand(&self) -> bool {
        match self {
            Self::Act(_) | Self::Type(_) | Self::Paste(_) | Self::Click(_) => true,
            Self::Resize(_)
            | Self::Tick(..)
            | Self::Listed(_)
            | Self::PaletteReady(_)
            | Self::Edited(_)
            | Self::Opened(_)
            | Self::ControlCharacters { .. }
            | Self::Saved(..)
            | Self::Moved(_)
            | Self::Closed
            | Self::Forms(_)
            | Self::Exported { .. }
            | Self::Done(_)
            | Self::Failed(_)
            | Self::Ending => false,
        }
    }
}

/// Why a workshop could not be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveTrouble {
    /// What, where, and what to do next.
    pub why: String,
    /// True when somebody else wrote the file since it was read: a person has to choose.
    pub changed_on_disk: bool,
}

/// Why a workshop was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotOpened {
    /// What, where, and what to do next.
    pub why: String,
    /// The file, where another session has it: then it can still be looked at. `None` for every other reason.
    pub held: Option<PathBuf>,
}

impl From<String> for NotOpened {
    fn from(why: String) -> Self {
        Self { why, held: None }
    }
}

/// A workshop as it was read.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Where it is.
    pub path: PathBuf,
    /// The workshop.
    pub workshop: Workshop,
    /// Random bytes for the salts of its sheets.
    pub entropy: [u8; 16],
    /// What the person should know: somebody else has it open, a seal is broken. `None` as a rule.
    pub warning: Option<String>,
    /// True for a workshop just made: its set-up comes first.
    pub new: bool,
    /// True where somebody only looks: nothing is changed, nothing is saved.
    pub looking: bool,
}
