//! Where events come from: a terminal, or a key script. The loop does not know which.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Zoned;

use crate::app::Size;
use crate::app::message::Edited;
use crate::tui::keys::Chord;
use crate::tui::script::Stroke;

/// One thing that the surroundings tell the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// The window has this size now.
    Resize(Size),
    /// The mouse was clicked at this column and row.
    Click(u16, u16),
    /// The wheel was turned up with the mouse at this column and row.
    WheelUp(u16, u16),
    /// The wheel was turned down with the mouse at this column and row.
    WheelDown(u16, u16),
    /// The time that the loop wanted to wait has passed.
    Timeout,
    /// Another program asked us to stop for a while.
    StopAsked,
    /// We were stopped and run again; the terminal may look different now.
    Continued,
    /// A signal ends the program.
    Signal(i32),
    /// The terminal is gone.
    Closed,
    /// The script has been typed and nobody follows.
    ScriptEnd,
}

/// The surroundings of the loop.
pub trait Host {
    /// Waits for the next event; at most `wait`, for ever with `None`.
    fn next(&mut self, wait: Option<Duration>) -> Event;

    /// How late it is.
    fn now(&self) -> Zoned;

    /// Rings the terminal's bell. That it does not ring is no trouble for anybody.
    fn ring(&mut self);

    /// Gives the terminal back and stops until continued.
    ///
    /// # Errors
    /// In words, when that is not possible here.
    fn suspend(&mut self) -> Result<(), String>;

    /// Lets the person edit `text` elsewhere.
    fn edit(&mut self, text: &str) -> Edited;

    /// Takes clicks and the wheel, or leaves the mouse to the terminal.
    fn mouse(&mut self, on: bool);
}

/// A key script without a terminal. Time passes only where the script waits.
#[derive(Debug)]
pub struct ScriptHost {
    strokes: VecDeque<Stroke>,
    now: Zoned,
}

impl ScriptHost {
    /// Types `strokes`, starting at the time `now`.
    #[must_use]
    pub fn new(strokes: Vec<Stroke>, now: Zoned) -> Self {
        Self {
            strokes: strokes.into(),
            now,
        }
    }
}

impl Host for ScriptHost {
    fn next(&mut self, _wait: Option<Duration>) -> Event {
        match self.strokes.pop_front() {
            Some(Stroke::Key(chord)) => Event::Key(chord),
            Some(Stroke::Paste(text)) => Event::Paste(text),
            Some(Stroke::Resize(size)) => Event::Resize(size),
            Some(Stroke::Wait(time)) => {
                self.now = self.now.saturating_add(time);
                Event::Timeout
            }
            None => Event::ScriptEnd,
        }
    }

    fn now(&self) -> Zoned {
        self.now.clone()
    }

    fn ring(&mut self) {}

    fn suspend(&mut self) -> Result<(), String> {
        Err("A key script cannot be suspended.".to_owned())
    }

    fn edit(&mut self, _text: &str) -> Edited {
        Edited::Failed {
            why: "A key script has no editor of its own.".to_owned(),
            written: None,
        }
    }

    fn mouse(&mut self, _on: bool) {}
}
