//! Where events come from: a terminal, or a key script. The loop does not know which.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Zoned;

use crate::keys::Chord;
use crate::script::Stroke;
use leadpact_app::Size;
use leadpact_app::message::Edited;
use leadpact_app::moment::Moment;

/// One thing that the surroundings tell the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// Something that came was not taken; the words say what and why.
    Lost(&'static str),
    /// The editor outside has ended.
    Edited(Edited),
    /// Something that works beside the loop has come to an end.
    Woken,
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

    /// An event that waits already, so that the next picture shows what it did too; `None` where there is none, or only
    /// a click, which is answered by what the picture shows.
    fn pending(&mut self) -> Option<Event> {
        None
    }

    /// The time of day, to be written down.
    fn now(&self) -> Zoned;

    /// How late it is, for what is due: it goes forward whatever becomes of the time of day.
    fn moment(&self) -> Moment;

    /// Whether a picture would be shown now: not while an editor has the terminal, and not while it takes no output.
    fn shows(&self) -> bool {
        true
    }

    /// Rings the terminal's bell. That it does not ring is no trouble for anybody.
    fn ring(&mut self);

    /// Gives the terminal back and stops until continued.
    ///
    /// # Errors
    /// In words, when that is not possible here.
    fn suspend(&mut self) -> Result<(), String>;

    /// Lets the person edit `text` elsewhere; answered by [`Event::Edited`].
    fn edit(&mut self, text: &str);

    /// What was written elsewhere so far, as the program ends now: whoever writes there is not asked any more. `None`
    /// while nobody does.
    fn recall(&mut self) -> Option<Edited> {
        None
    }

    /// Takes clicks and the wheel, or leaves the mouse to the terminal.
    fn mouse(&mut self, on: bool);
}

/// A key script without a terminal. Time passes only where the script waits.
#[derive(Debug)]
pub(crate) struct ScriptHost {
    strokes: VecDeque<Stroke>,
    now: Zoned,
    passed: Duration,
    edited: Option<Edited>,
}

impl ScriptHost {
    /// Types `strokes`, starting at the time `now`.
    #[must_use]
    pub fn new(strokes: Vec<Stroke>, now: Zoned) -> Self {
        Self {
            strokes: strokes.into(),
            now,
            passed: Duration::ZERO,
            edited: None,
        }
    }

    /// Lets time pass.
    fn passes(&mut self, time: Duration) {
        self.now = self.now.saturating_add(time);
        self.passed = self.passed.saturating_add(time);
    }
}

impl Host for ScriptHost {
    fn next(&mut self, _wait: Option<Duration>) -> Event {
        if let Some(edited) = self.edited.take() {
            return Event::Edited(edited);
        }
        match self.strokes.pop_front() {
            Some(Stroke::Key(chord)) => Event::Key(chord),
            Some(Stroke::Paste(text)) => Event::Paste(text),
            Some(Stroke::Resize(size)) => Event::Resize(size),
            Some(Stroke::Wait(time)) => {
                self.passes(time);
                Event::Timeout
            }
            None => Event::ScriptEnd,
        }
    }

    fn now(&self) -> Zoned {
        self.now.clone()
    }

    fn moment(&self) -> Moment {
        Moment::after(self.passed)
    }

    fn ring(&mut self) {}

    fn suspend(&mut self) -> Result<(), String> {
        Err("A key script cannot be suspended.".to_owned())
    }

    fn edit(&mut self, _text: &str) {
        self.edited = Some(Edited::Failed {
            why: "A key script has no editor of its own.".to_owned(),
            written: None,
        });
    }

    fn mouse(&mut self, _on: bool) {}
}
