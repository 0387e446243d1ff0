//! What can happen to the application: a person asks, time passes, an effect reports back.

use jiff::Zoned;

use std::path::PathBuf;

use crate::Size;
use crate::action::{Action, General};
use crate::click::Target;
use crate::moment::Moment;
use crate::popup::PaletteEntry;
use crate::screen::home::WorkshopRow;
use crate::text::TextKey;
use leadpact_workshop::form::Filled;
use leadpact_workshop::{PartyId, Workshop};

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
    pub fn quits(&self) -> bool {
        matches!(self, Self::Act(Action::General(General::Quit)))
    }

    /// Whether a person did something: pressed a key, clicked, typed.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
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

/// Something for the shell to do. Data only: nothing in `app` does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// List the workshops of the data folder; answered by [`Message::Listed`].
    ListWorkshops,
    /// Name what can be done here; answered by [`Message::PaletteReady`].
    ListActions,
    /// Read this workshop and lock it; answered by [`Message::Opened`].
    OpenWorkshop(PathBuf),
    /// Read this workshop without its lock, to look at it only; answered by [`Message::Opened`].
    LookAt(PathBuf),
    /// Write a copy of this workshop without its control characters beside it, and open that; answered by
    /// [`Message::Opened`].
    OpenCleaned(PathBuf),
    /// Write a new workshop from a template and open it; answered by [`Message::Opened`].
    NewWorkshop {
        /// Its title.
        title: String,
        /// The template's name.
        template: String,
    },
    /// Write a copy of this workshop beside it; answered by [`Message::Listed`].
    Duplicate(PathBuf),
    /// Write the workshop that shows how the exercise goes, if it is not there, and open it.
    OpenSample,
    /// Save the open workshop; answered by [`Message::Saved`].
    Save,
    /// Save it although the file changed on disk; the other file is kept beside it.
    SaveOver,
    /// Save it under another name beside the file, and go on there.
    SaveBeside,
    /// Save the open workshop and let go of it.
    CloseWorkshop,
    /// Write the form that one party fills in elsewhere, beside the workshop.
    WriteForm(PartyId),
    /// Read the filled forms beside the workshop; answered by [`Message::Forms`].
    ReadForms,
    /// Delete these forms: their answers are in the workshop.
    DeleteForms(Vec<PathBuf>),
    /// Write the agreed definition, or the draft marked as one, beside the workshop; answered by
    /// [`Message::Exported`].
    Export,
    /// Let the person edit this text in their own editor; answered by [`Message::Edited`].
    EditExternally(String),
    /// Take clicks and the wheel, or leave the mouse to the terminal.
    Mouse(bool),
    /// Ring the terminal's bell.
    Ring,
    /// Draw every cell again, because something else wrote on the terminal.
    Redraw,
    /// Give the terminal back and stop until the shell continues us.
    Suspend,
    /// Leave the loop.
    Quit,
}

impl Effect {
    /// Whether it writes for the open workshop: its file, or files beside it. Refused to those who only look.
    #[must_use]
    pub fn writes(&self) -> bool {
        match self {
            Self::Save
            | Self::SaveOver
            | Self::SaveBeside
            | Self::WriteForm(_)
            | Self::ReadForms
            | Self::DeleteForms(_)
            | Self::Export => true,
            Self::ListWorkshops
            | Self::ListActions
            | Self::OpenWorkshop(_)
            | Self::LookAt(_)
            | Self::OpenCleaned(_)
            | Self::NewWorkshop { .. }
            | Self::Duplicate(_)
            | Self::OpenSample
            | Self::CloseWorkshop
            | Self::EditExternally(_)
            | Self::Mouse(_)
            | Self::Ring
            | Self::Redraw
            | Self::Suspend
            | Self::Quit => false,
        }
    }
}
