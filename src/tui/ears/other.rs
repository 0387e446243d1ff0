//! The keyboard where the system reads it for us.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{self, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::{Heard, Piece, Waker};
use crate::host::Event;
use crate::keys::Chord;
use crate::terminal;
use leadpact_app::moment::Moment;

/// Listens to the keyboard and to wakers.
#[derive(Debug)]
pub struct Ears {
    begin: Instant,
    heard: Receiver<Option<Event>>,
    send: Sender<Option<Event>>,
    ask: Sender<()>,
    asked: bool,
    read: Vec<Event>,
}

impl Ears {
    /// Starts listening.
    ///
    /// # Errors
    /// None on this system.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub fn open() -> io::Result<Self> {
        let (send, heard) = channel();
        let (ask, asked) = channel();
        let reader = send.clone();
        // It reads one event each time it is asked, so that nothing reads the keyboard while an editor has it.
        thread::spawn(move || {
            for () in asked {
                let event = loop {
                    match event::read().map(understood) {
                        Ok(Some(event)) => break event,
                        Ok(None) => {}
                        Err(_) => break Event::Closed,
                    }
                };
                if reader.send(Some(event)).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            begin: Instant::now(),
            heard,
            send,
            ask,
            asked: false,
            read: Vec::new(),
        })
    }

    /// What ends the wait from another thread.
    #[must_use]
    pub(crate) fn waker(&self) -> Waker {
        let send = self.send.clone();
        Waker::new(move || {
            // Nobody waits any more only when the program ends anyway.
            let _ = send.send(None);
        })
    }

    /// How late it is.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment::after(self.begin.elapsed())
    }

    /// Waits for something; at most `wait`, for ever with `None`. The keyboard is only listened to where that is said.
    pub fn wait(&mut self, wait: Option<Duration>, keyboard: bool) -> Heard {
        if keyboard && !self.asked {
            self.asked = self.ask.send(()).is_ok();
        }
        let got = match wait {
            Some(wait) => self.heard.recv_timeout(wait),
            None => self
                .heard
                .recv()
                .map_err(|_| RecvTimeoutError::Disconnected),
        };
        let mut heard = Heard::default();
        match got {
            Ok(Some(event)) => {
                self.asked = false;
                self.read.push(event);
                heard.keyboard = true;
            }
            Ok(None) => heard.woken = true,
            Err(_) => {}
        }
        heard
    }

    /// What the keyboard has, without waiting.
    pub fn read(&mut self) -> Piece {
        self.read.pop().map_or(Piece::Nothing, Piece::Event)
    }
}

/// The event in our words; `None` for what we do not use.
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
        event::Event::Resize(..) => Some(Event::Resize(terminal::size())),
        event::Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Event::Click(mouse.column, mouse.row)),
            MouseEventKind::ScrollUp => Some(Event::WheelUp(mouse.column, mouse.row)),
            MouseEventKind::ScrollDown => Some(Event::WheelDown(mouse.column, mouse.row)),
            _ => None,
        },
        event::Event::Key(_) | event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

/// Suspending is a matter of other systems.
///
/// # Errors
/// Always, in words.
pub(crate) fn stop() -> Result<(), String> {
    Err("Leadpact cannot be suspended on this system.".to_owned())
}
