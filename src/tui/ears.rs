//! Waiting for whatever happens: the keyboard, a signal, something that works beside the loop. One wait for all of them,
//! so that none keeps the others waiting.

#[cfg(not(unix))]
mod other;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub use other::Ears;
#[cfg(not(unix))]
pub(crate) use other::stop;
#[cfg(unix)]
pub use unix::Ears;
#[cfg(unix)]
pub(crate) use unix::stop;

use std::fmt;
use std::sync::Arc;

use crate::host::Event;

/// Ends the wait from another thread.
#[derive(Clone)]
pub struct Waker(Arc<dyn Fn() + Send + Sync>);

impl Waker {
    /// A waker that does this.
    pub(crate) fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(wake))
    }

    /// Ends the wait, now or the next one.
    pub(crate) fn wake(&self) {
        (self.0)();
    }
}

impl fmt::Debug for Waker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Waker")
    }
}

/// What was heard in one wait.
#[derive(Debug, Default)]
pub struct Heard {
    /// What signals said.
    pub signals: Vec<Event>,
    /// A waker was used.
    pub woken: bool,
    /// The keyboard has something, or is gone.
    pub keyboard: bool,
}

/// What was read from the keyboard.
#[derive(Debug)]
pub enum Piece {
    /// Nothing is there any more for now.
    Nothing,
    /// These bytes, in one piece.
    Bytes(Vec<u8>),
    /// An event, where the system reads the keyboard for us.
    #[cfg(not(unix))]
    Event(Event),
    /// The terminal is gone.
    Gone,
}
