//! What goes to the terminal, written beside the loop: a terminal that takes nothing keeps nobody from typing, saving or
//! leaving.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::ears::Waker;

/// Standard output, with what it still has to take.
#[derive(Debug, Clone, Default)]
pub struct Output(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// What is to be written next.
    bytes: Vec<u8>,
    /// Something is being written.
    busy: bool,
    /// The terminal is gone.
    gone: bool,
}

impl State {
    fn is_free(&self) -> bool {
        self.gone || (!self.busy && self.bytes.is_empty())
    }
}

impl Output {
    /// Standard output. `waker` is told each time everything has been taken.
    #[must_use]
    pub fn new(waker: Waker) -> Self {
        let output = Self::default();
        let shared = Arc::clone(&output.0);
        thread::spawn(move || shared.write_for_ever(&waker));
        output
    }

    /// Hands bytes over; never waits.
    pub fn send(&self, bytes: &[u8]) {
        self.0.lock().bytes.extend_from_slice(bytes);
        self.0.changed.notify_all();
    }

    /// Whether everything has been taken.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.0.lock().is_free()
    }

    /// Waits until everything has been taken, at most so long. False where it was not.
    #[must_use]
    pub fn finish(&self, limit: Duration) -> bool {
        let state = self.0.lock();
        let waited = self
            .0
            .changed
            .wait_timeout_while(state, limit, |state| !state.is_free());
        waited
            .map_or_else(|poison| poison.into_inner().0, |waited| waited.0)
            .is_free()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nobody panics while holding it; and if so, the terminal still has to be given back.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_for_ever(&self, waker: &Waker) {
        loop {
            let mut state = self.lock();
            while state.bytes.is_empty() {
                state = self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            }
            let bytes = std::mem::take(&mut state.bytes);
            state.busy = true;
            drop(state);
            let mut out = io::stdout();
            let written = out.write_all(&bytes).and_then(|()| out.flush());
            let mut state = self.lock();
            state.busy = false;
            state.gone |= written.is_err();
            let over = state.gone;
            drop(state);
            self.changed.notify_all();
            waker.wake();
            if over {
                return;
            }
        }
    }
}

/// One picture: it is handed over whole when it is flushed.
#[derive(Debug)]
pub struct Picture {
    output: Output,
    bytes: Vec<u8>,
}

impl Picture {
    /// Pictures for this terminal.
    #[must_use]
    pub fn new(output: Output) -> Self {
        Self {
            output,
            bytes: Vec::new(),
        }
    }
}

impl Write for Picture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.output.0.lock().gone {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if !self.bytes.is_empty() {
            self.output.send(&self.bytes);
            self.bytes.clear();
        }
        Ok(())
    }
}
