//! The real terminal: taken over, given back whatever happens, and read without ever polling.

use std::collections::VecDeque;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use jiff::Zoned;

use crate::ears::{self, Ears, Piece, Waker};
use crate::editor::{self, Editing};
use crate::host::{Event, Host};
use crate::input::Parser;
use crate::output::Output;
use crate::script::Stroke;
use leadpact_app::Size;
use leadpact_app::message::Edited;
use leadpact_app::moment::Moment;

/// Whether the terminal is ours right now; a panic on any thread must be able to know.
static TAKEN: AtomicBool = AtomicBool::new(false);

// Clicks and the wheel, in the encoding without limits; not every movement of the mouse.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Whether clicks are asked for while the terminal is ours.
static MOUSE: AtomicBool = AtomicBool::new(true);

/// Where the terminal's bytes go.
static OUTPUT: OnceLock<Output> = OnceLock::new();

/// A terminal that takes nothing is left after so long.
const LEAVE_AFTER: Duration = Duration::from_millis(500);

/// More is not drawn: no screen is so large, and its pictures would not fit into memory.
const MOST: Size = Size {
    width: 640,
    height: 240,
};

/// With more keys than these before it, Control-C is answered first, as a terminal does that interrupts.
const MANY: usize = 256;

/// The window, as far as it is drawn in.
#[must_use]
pub fn size() -> Size {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    Size {
        width: width.min(MOST.width),
        height: height.min(MOST.height),
    }
}

/// Takes the terminal: raw mode, alternate screen, bracketed paste, clicks unless they are left to it.
fn take(output: &Output) -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
    if MOUSE.load(Ordering::SeqCst) {
        bytes.extend_from_slice(MOUSE_ON);
    }
    output.send(&bytes);
    Ok(())
}

/// Gives the terminal back as it was. Harmless when it is not ours. Errors are of no use here:
/// the terminal may be gone, and the rest must still be tried.
fn give_back(output: &Output) {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut bytes = MOUSE_OFF.to_vec();
        let _ = queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen, Show);
        output.send(&bytes);
        let _ = output.finish(LEAVE_AFTER);
        let _ = disable_raw_mode();
    }
}

/// The terminal is ours as long as this lives, and given back when it goes, by a panic too.
#[derive(Debug)]
pub(crate) struct Guard(Output);

impl Guard {
    /// Takes the terminal, with clicks and the wheel where `mouse` says so. `waker` ends the wait of the loop.
    ///
    /// # Errors
    /// The terminal does not let itself be taken.
    pub fn take(mouse: bool, waker: Waker) -> io::Result<Self> {
        MOUSE.store(mouse, Ordering::SeqCst);
        let output = OUTPUT.get_or_init(|| Output::new(waker)).clone();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if let Some(output) = OUTPUT.get() {
                give_back(output);
            }
            before(info);
        }));
        take(&output)?;
        Ok(Self(output))
    }

    /// Where pictures go.
    #[must_use]
    pub fn output(&self) -> &Output {
        &self.0
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back(&self.0);
    }
}

/// Events of the terminal, of signals, and before them those of a script.
#[derive(Debug)]
pub(crate) struct TerminalHost {
    script: VecDeque<Stroke>,
    kept: VecDeque<Event>,
    ears: Ears,
    parser: Parser,
    output: Output,
    /// The editor that has the terminal; `None` while it is ours.
    away: Option<Editing>,
}

impl TerminalHost {
    /// Events that `ears` hear. `script` is typed before the person gets the keyboard.
    #[must_use]
    pub fn new(script: Vec<Stroke>, ears: Ears, output: Output) -> Self {
        Self {
            script: script.into(),
            kept: VecDeque::new(),
            ears,
            parser: Parser::default(),
            output,
            away: None,
        }
    }

    fn scripted(&mut self) -> Option<Event> {
        loop {
            return Some(match self.script.pop_front()? {
                Stroke::Key(chord) => Event::Key(chord),
                Stroke::Paste(text) => Event::Paste(text),
                // The window of a person has the size they gave it.
                Stroke::Resize(_) => continue,
                Stroke::Wait(time) => {
                    thread::sleep(time);
                    Event::Timeout
                }
            });
        }
    }

    /// Takes all that the keyboard has.
    fn drain(&mut self) {
        loop {
            let at = self.ears.moment();
            match self.ears.read() {
                Piece::Nothing => {
                    self.parser.expire(at);
                    break;
                }
                Piece::Bytes(bytes) => self.parser.feed(&bytes, at),
                #[cfg(not(unix))]
                Piece::Event(event) => self.kept.push_back(event),
                Piece::Gone => {
                    self.kept.push_back(Event::Closed);
                    break;
                }
            }
        }
        if self.parser.waiting() > MANY {
            self.parser.interrupt();
        }
    }

    /// Takes what was heard.
    fn hear(&mut self, heard: ears::Heard) {
        for event in heard.signals {
            match event {
                // Control-C in the editor was meant for the editor.
                Event::Signal(INTERRUPT) if self.away.is_some() => {}
                // The editor has stopped too; whoever continues it continues us.
                Event::StopAsked if self.away.is_some() => {
                    let _ = ears::stop();
                }
                Event::Continued | Event::Resize(_) if self.away.is_some() => {}
                event => self.kept.push_back(event),
            }
        }
        if heard.woken {
            self.kept.push_back(Event::Woken);
        }
        match (heard.keyboard, &self.away) {
            (true, None) => self.drain(),
            // Nothing was asked for, so that is the end of it.
            (true, Some(_)) => self.kept.push_back(Event::Closed),
            (false, _) => self.parser.expire(self.ears.moment()),
        }
        if let Some(edited) = self.away.take_if(Editing::has_ended) {
            self.come_back(edited.finish());
        }
    }

    /// The editor has ended: the terminal is ours again.
    fn come_back(&mut self, edited: Edited) {
        let edited = match (take(&self.output), edited) {
            (Ok(()), edited) => edited,
            (Err(error), edited) => {
                let why = format!("The terminal cannot be taken again: {error}");
                let written = match edited {
                    Edited::Done(text) => Some(text),
                    Edited::Failed { written, .. } => written,
                };
                Edited::Failed { why, written }
            }
        };
        self.kept.push_back(Event::Resize(size()));
        self.kept.push_back(Event::Edited(edited));
    }
}

impl Host for TerminalHost {
    fn next(&mut self, wait: Option<Duration>) -> Event {
        let until = wait.map(|wait| self.ears.moment() + wait);
        loop {
            let event = self.kept.pop_front().or_else(|| self.parser.take());
            if let Some(event) = event.or_else(|| self.scripted()) {
                return event;
            }
            let now = self.ears.moment();
            if until.is_some_and(|until| until <= now) {
                return Event::Timeout;
            }
            let due = [until, self.parser.due()].into_iter().flatten().min();
            let heard = self
                .ears
                .wait(due.map(|due| due.since(now)), self.away.is_none());
            self.hear(heard);
        }
    }

    fn pending(&mut self) -> Option<Event> {
        if self.away.is_none() {
            self.drain();
        }
        let kept = self.kept.pop_front();
        kept.or_else(|| self.parser.take_but_click())
    }

    fn now(&self) -> Zoned {
        Zoned::now()
    }

    fn moment(&self) -> Moment {
        self.ears.moment()
    }

    fn shows(&self) -> bool {
        self.away.is_none() && self.output.is_free()
    }

    fn ring(&mut self) {
        self.output.send(b"\x07");
    }

    fn suspend(&mut self) -> Result<(), String> {
        give_back(&self.output);
        let stopped = ears::stop();
        take(&self.output)
            .map_err(|error| format!("The terminal cannot be taken again: {error}"))?;
        stopped
    }

    fn edit(&mut self, text: &str) {
        give_back(&self.output);
        match editor::begin(text, self.ears.waker()) {
            Ok(editing) => self.away = Some(editing),
            Err(why) => self.come_back(Edited::Failed { why, written: None }),
        }
    }

    fn recall(&mut self) -> Option<Edited> {
        self.away.take()?.recall()
    }

    fn mouse(&mut self, on: bool) {
        MOUSE.store(on, Ordering::SeqCst);
        self.output.send(if on { MOUSE_ON } else { MOUSE_OFF });
    }
}

#[cfg(unix)]
const INTERRUPT: i32 = signal_hook::consts::SIGINT;
#[cfg(not(unix))]
const INTERRUPT: i32 = 2;
