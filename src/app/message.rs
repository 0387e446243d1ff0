//! What can happen to the application: a person asks, time passes, an effect reports back.

use jiff::Zoned;

use crate::app::Size;
use crate::app::action::Action;
use crate::app::popup::PaletteEntry;
use crate::app::screen::home::WorkshopRow;
use crate::app::text::TextKey;

/// One thing that happened. [`crate::app::update`] is the only place that answers it.
#[derive(Debug, Clone)]
pub enum Message {
    /// A person asked for this.
    Act(Action),
    /// A key typed into the text field that has the focus.
    Type(TextKey),
    /// Text pasted, or dropped, into the text field that has the focus.
    Paste(String),
    /// A row of the list in front was clicked; counted from 0 in the whole list.
    Point(usize),
    /// The window has this size now.
    Resize(Size),
    /// It is this late now. Comes before every other message, and when a deadline of
    /// [`crate::app::App::next_tick`] has passed.
    Tick(Zoned),
    /// The workshops of the data folder, newest first, or why they cannot be listed.
    Listed(Result<Vec<WorkshopRow>, String>),
    /// What the palette offers in the place it was opened from.
    PaletteReady(Vec<PaletteEntry>),
    /// The text as it came back from the editor, or why there is none.
    Edited(Result<String, String>),
    /// An effect did its work and has this to say.
    Done(String),
    /// An effect did not do its work, and why.
    Failed(String),
    /// The world ends the program: a signal, or the terminal is gone. Save and leave.
    Ending,
}

/// Something for the shell to do. Data only: nothing in `app` does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// List the workshops of the data folder; answered by [`Message::Listed`].
    ListWorkshops,
    /// Name what can be done here; answered by [`Message::PaletteReady`].
    ListActions,
    /// Let the person edit this text in their own editor; answered by [`Message::Edited`].
    EditExternally(String),
    /// Draw every cell again, because something else wrote on the terminal.
    Redraw,
    /// Give the terminal back and stop until the shell continues us.
    Suspend,
    /// Leave the loop.
    Quit,
}
