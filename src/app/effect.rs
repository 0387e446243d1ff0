//! What the shell is asked to do, as data: nothing in `app` does it.

use std::path::PathBuf;

use leadpact_workshop::PartyId;

/// Something for the shell to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// With files; `tui/effects.rs` does it.
    Disk(Disk),
    /// With the terminal, the key table or the loop itself; `tui/run.rs` does it.
    Loop(Loop),
}

/// What reads and writes files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disk {
    /// List the workshops of the data folder; answered by [`crate::Message::Listed`].
    ListWorkshops,
    /// Read this workshop and lock it; answered by [`crate::Message::Opened`].
    OpenWorkshop(PathBuf),
    /// Read this workshop without its lock, to look at it only; answered by [`crate::Message::Opened`].
    LookAt(PathBuf),
    /// Write a copy of this workshop without its control characters beside it, and open that; answered by
    /// [`crate::Message::Opened`].
    OpenCleaned(PathBuf),
    /// Write a new workshop from a template and open it; answered by [`crate::Message::Opened`].
    NewWorkshop {
        /// Its title.
        title: String,
        /// The template's name.
        template: String,
    },
    /// Write a copy of this workshop beside it; answered by [`crate::Message::Listed`].
    Duplicate(PathBuf),
    /// Write the workshop that shows how the exercise goes, if it is not there, and open it.
    OpenSample,
    /// Save the open workshop; answered by [`crate::Message::Saved`].
    Save,
    /// Save it although the file changed on disk; the other file is kept beside it.
    SaveOver,
    /// Save it under another name beside the file, and go on there.
    SaveBeside,
    /// Save the open workshop and let go of it.
    CloseWorkshop,
    /// Write the form that one party fills in elsewhere, beside the workshop.
    WriteForm(PartyId),
    /// Read the filled forms beside the workshop; answered by [`crate::Message::Forms`].
    ReadForms,
    /// Delete these forms: their answers are in the workshop.
    DeleteForms(Vec<PathBuf>),
    /// Write the agreed definition, or the draft marked as one, beside the workshop; answered by
    /// [`crate::Message::Exported`].
    Export,
}

/// What needs the terminal, the key table or the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loop {
    /// Name what can be done here; answered by [`crate::Message::PaletteReady`].
    ListActions,
    /// Let the person edit this text in their own editor; answered by [`crate::Message::Edited`].
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

impl From<Disk> for Effect {
    fn from(disk: Disk) -> Self {
        Self::Disk(disk)
    }
}

impl From<Loop> for Effect {
    fn from(asked: Loop) -> Self {
        Self::Loop(asked)
    }
}

impl Disk {
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
            | Self::OpenWorkshop(_)
            | Self::LookAt(_)
            | Self::OpenCleaned(_)
            | Self::NewWorkshop { .. }
            | Self::Duplicate(_)
            | Self::OpenSample
            | Self::CloseWorkshop => false,
        }
    }
}
