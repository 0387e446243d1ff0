//! The real terminal: taken over, given back whatever happens, and read without ever polling.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crossterm::cursor::Show;
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, KeyEventKind, KeyModifiers, MouseButton,
    MouseEventKind,
};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use jiff::Zoned;

use crate::app::Size;
use crate::app::message::Edited;
use crate::tui::editor;
use crate::tui::host::{Event, Host};
use crate::tui::keys::Chord;
use crate::tui::script::Stroke;

/// Whether the terminal is ours right now; a panic on any thread must be able to know.
static TAKEN: AtomicBool = AtomicBool::new(false);

// Clicks and the wheel, in the encoding without limits; not every movement of the mouse.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Whether clicks are asked for while the terminal is ours.
static MOUSE: AtomicBool = AtomicBool::new(true);

/// Takes the terminal: raw mode, alternate screen, bracketed paste, clicks unless they are left to it.
fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mut out = io::stdout();
    execute!(out, EnterAlternateScreen, EnableBracketedPaste)?;
    if MOUSE.load(Ordering::SeqCst) {
        out.write_all(MOUSE_ON)?;
    }
    out.flush()
}

/// Gives the terminal back as it was. Harmless when it is not ours. Errors are of no use here:
/// the terminal may be gone, and the rest must still be tried.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = out.write_all(MOUSE_OFF);
        let _ = execute!(out, DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}

/// The terminal is ours as long as this lives, and given back when it goes, by a panic too.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the terminal, with clicks and the wheel where `mouse` says so.
    ///
    /// # Errors
    /// The terminal does not let itself be taken.
    pub fn take(mouse: bool) -> io::Result<Self> {
        MOUSE.store(mouse, Ordering::SeqCst);
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            before(info);
        }));
        take()?;
        Ok(Self(()))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Events of the terminal, of signals, and before them those of a script.
#[derive(Debug)]
pub struct TerminalHost {
    script: VecDeque<Stroke>,
    events: Receiver<Source>,
    kept: VecDeque<Event>,
    ask: Sender<()>,
    asked: bool,
}

/// Who sent an event: the reader only reads again when asked.
#[derive(Debug)]
enum Source {
    Reader(Event),
    Signals(Event),
}

impl TerminalHost {
    /// Starts listening. `script` is typed before the person gets the keyboard.
    ///
    /// # Errors
    /// The signals cannot be listened to.
    pub fn new(script: Vec<Stroke>) -> io::Result<Self> {
        let (send, events) = mpsc::channel();
        let (ask, asked) = mpsc::channel();
        listen_to_signals(send.clone())?;
        notice_hang_up(send.clone());
        // The reader waits to be asked for every single event, so that nothing reads the
        // keyboard while an editor has it.
        thread::spawn(move || read_when_asked(&asked, &send));
        Ok(Self {
            script: script.into(),
            events,
            kept: VecDeque::new(),
            ask,
            asked: false,
        })
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
}

impl Host for TerminalHost {
    fn next(&mut self, wait: Option<Duration>) -> Event {
        if let Some(event) = self.kept.pop_front().or_else(|| self.scripted()) {
            return event;
        }
        if !self.asked {
            self.asked = self.ask.send(()).is_ok();
        }
        let got = match wait {
            Some(wait) => self.events.recv_timeout(wait),
            None => self
                .events
                .recv()
                .map_err(|_| RecvTimeoutError::Disconnected),
        };
        match got {
            Ok(Source::Reader(event)) => {
                self.asked = false;
                event
            }
            Ok(Source::Signals(event)) => event,
            Err(RecvTimeoutError::Timeout) => Event::Timeout,
            Err(RecvTimeoutError::Disconnected) => Event::Closed,
        }
    }

    fn now(&self) -> Zoned {
        Zoned::now()
    }

    fn ring(&mut self) {
        let mut out = io::stdout();
        let _ = out.write_all(b"\x07").and_then(|()| out.flush());
    }

    fn suspend(&mut self) -> Result<(), String> {
        give_back();
        let stopped = stop();
        take().map_err(|error| format!("The terminal cannot be taken again: {error}"))?;
        stopped
    }

    fn edit(&mut self, text: &str) -> Edited {
        give_back();
        let edited = editor::edit(text);
        let taken = take();
        // Ctrl-C in the editor was meant for the editor.
        let since: Vec<Source> = self.events.try_iter().collect();
        for source in since {
            match source {
                Source::Signals(Event::Signal(number)) if number == INTERRUPT => {}
                Source::Signals(event) => self.kept.push_back(event),
                Source::Reader(event) => {
                    self.asked = false;
                    self.kept.push_back(event);
                }
            }
        }
        match (taken, edited) {
            (Ok(()), edited) => edited,
            (Err(error), edited) => {
                let why = format!("The terminal cannot be taken again: {error}");
                let written = match edited {
                    Edited::Done(text) => Some(text),
                    Edited::Failed { written, .. } => written,
                };
                Edited::Failed { why, written }
            }
        }
    }

    fn mouse(&mut self, on: bool) {
        MOUSE.store(on, Ordering::SeqCst);
        let mut out = io::stdout();
        // A terminal that is gone is noticed by whoever reads from it.
        let _ = out.write_all(if on { MOUSE_ON } else { MOUSE_OFF });
        let _ = out.flush();
    }
}

fn read_when_asked(asked: &Receiver<()>, send: &Sender<Source>) {
    for () in asked {
        let event = loop {
            match event::read() {
                Ok(event) => {
                    if let Some(event) = understood(event) {
                        break event;
                    }
                }
                Err(_) => break Event::Closed,
            }
        };
        if send.send(Source::Reader(event)).is_err() {
            return;
        }
    }
}

/// The event in our words; None for what we do not use.
fn understood(event: event::Event) -> Option<Event> {
    match event {
        // A chord of the window system is no key of ours: its letter alone would be another one.
        event::Event::Key(key)
            if key
                .modifiers
                .intersects(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META) =>
        {
            None
        }
        event::Event::Key(key) if key.kind != KeyEventKind::Release => {
            Some(Event::Key(Chord::of(&key)))
        }
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(width, height) => Some(Event::Resize(Size { width, height })),
        event::Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Event::Click(mouse.column, mouse.row)),
            MouseEventKind::ScrollUp => Some(Event::WheelUp(mouse.column, mouse.row)),
            MouseEventKind::ScrollDown => Some(Event::WheelDown(mouse.column, mouse.row)),
            _ => None,
        },
        event::Event::Key(_) | event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

#[cfg(unix)]
const INTERRUPT: i32 = signal_hook::consts::SIGINT;
#[cfg(not(unix))]
const INTERRUPT: i32 = 2;

#[cfg(unix)]
fn listen_to_signals(send: Sender<Source>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    let mut signals =
        signal_hook::iterator::Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGCONT => Event::Continued,
                SIGTSTP => Event::StopAsked,
                number => Event::Signal(number),
            };
            if send.send(Source::Signals(event)).is_err() {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn listen_to_signals(_send: Sender<Source>) -> io::Result<()> {
    Ok(())
}

/// Tells when the terminal at standard input goes away without a signal. The reader cannot: it is
/// given nothing, again and again. Costs nothing meanwhile, since it asks for no other event.
#[cfg(unix)]
fn notice_hang_up(send: Sender<Source>) {
    use rustix::event::{PollFd, PollFlags, poll};
    thread::spawn(move || {
        let input = io::stdin();
        loop {
            let mut watched = [PollFd::new(&input, PollFlags::empty())];
            match poll(&mut watched, None) {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                Ok(_) | Err(_) => {
                    // Nobody listens any more only when the program ends anyway.
                    let _ = send.send(Source::Signals(Event::Closed));
                    return;
                }
            }
        }
    });
}

#[cfg(not(unix))]
fn notice_hang_up(_send: Sender<Source>) {}

#[cfg(unix)]
fn stop() -> Result<(), String> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
        .map_err(|error| format!("Leadpact cannot be suspended: {error}"))
}

#[cfg(not(unix))]
fn stop() -> Result<(), String> {
    Err("Leadpact cannot be suspended on this system.".to_owned())
}
