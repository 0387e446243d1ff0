//! The keyboard by `poll` and `read`: level-triggered, so that nothing that waits is ever overlooked.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::time::{ClockId, clock_gettime};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};

use super::{Heard, Piece, Waker};
use crate::host::Event;
use crate::terminal;
use leadpact_app::moment::Moment;

/// The signals that are listened to.
const SIGNALS: [i32; 7] = [SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH];

/// Listens to the keyboard at standard input, to signals, and to wakers.
#[derive(Debug)]
pub struct Ears {
    /// Set when the signal came.
    signals: Vec<(i32, Arc<AtomicBool>)>,
    /// Set when a waker was used.
    woken: Arc<AtomicBool>,
    /// A byte comes for each signal and each waker.
    bell: UnixStream,
    rope: Arc<UnixStream>,
}

impl Ears {
    /// Starts listening.
    ///
    /// # Errors
    /// The signals cannot be listened to.
    pub fn open() -> io::Result<Self> {
        let (bell, rope) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        rope.set_nonblocking(true)?;
        let mut signals = Vec::with_capacity(SIGNALS.len());
        for signal in SIGNALS {
            let came = Arc::new(AtomicBool::new(false));
            // In this order: whoever is woken finds the mark.
            signal_hook::flag::register(signal, Arc::clone(&came))?;
            signal_hook::low_level::pipe::register(signal, rope.try_clone()?)?;
            signals.push((signal, came));
        }
        Ok(Self {
            signals,
            woken: Arc::default(),
            bell,
            rope: Arc::new(rope),
        })
    }

    /// What ends the wait from another thread.
    #[must_use]
    pub(crate) fn waker(&self) -> Waker {
        let (woken, rope) = (Arc::clone(&self.woken), Arc::clone(&self.rope));
        Waker::new(move || {
            woken.store(true, Ordering::SeqCst);
            // A full pipe wakes as well.
            let _ = (&*rope).write(&[1]);
        })
    }

    /// How late it is.
    #[must_use]
    pub fn moment(&self) -> Moment {
        // Passes while the computer sleeps: a private sheet is not open for longer because of that.
        #[cfg(target_os = "linux")]
        let clock = ClockId::Boottime;
        #[cfg(not(target_os = "linux"))]
        let clock = ClockId::Monotonic;
        let time = clock_gettime(clock);
        let seconds = Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or(0));
        let rest = Duration::from_nanos(u64::try_from(time.tv_nsec).unwrap_or(0));
        Moment::after(seconds + rest)
    }

    /// Waits for something; at most `wait`, for ever with `None`. The keyboard is only listened to where that is said.
    pub fn wait(&mut self, wait: Option<Duration>, keyboard: bool) -> Heard {
        let input = io::stdin();
        let asked = if keyboard {
            PollFlags::IN
        } else {
            // That the terminal goes away is told without being asked for.
            PollFlags::empty()
        };
        let mut watched = [
            PollFd::new(&self.bell, PollFlags::IN),
            PollFd::new(&input, asked),
        ];
        let wait = wait.map(|wait| Timespec {
            tv_sec: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: wait.subsec_nanos().into(),
        });
        // Interrupted by a signal: that has left its mark.
        let _ = poll(&mut watched, wait.as_ref());
        let heard = watched[1].revents();
        let rung = !watched[0].revents().is_empty();
        if rung {
            let mut bytes = [0; 64];
            while matches!(self.bell.read(&mut bytes), Ok(1..)) {}
        }
        Heard {
            signals: self.signals_that_came(),
            woken: self.woken.swap(false, Ordering::SeqCst),
            keyboard: !heard.is_empty(),
        }
    }

    fn signals_that_came(&self) -> Vec<Event> {
        let came = self
            .signals
            .iter()
            .filter(|(_, came)| came.swap(false, Ordering::SeqCst));
        came.map(|(signal, _)| match *signal {
            SIGCONT => Event::Continued,
            SIGTSTP => Event::StopAsked,
            SIGWINCH => Event::Resize(terminal::size()),
            number => Event::Signal(number),
        })
        .collect()
    }

    /// What the keyboard has, without waiting.
    pub fn read(&mut self) -> Piece {
        let input = io::stdin();
        let mut watched = [PollFd::new(&input, PollFlags::IN)];
        let now = Timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        match poll(&mut watched, Some(&now)) {
            Ok(0) | Err(rustix::io::Errno::INTR) => return Piece::Nothing,
            Ok(_) => {}
            Err(_) => return Piece::Gone,
        }
        let mut bytes = vec![0; 64 * 1024];
        match rustix::io::read(&input, &mut bytes) {
            Ok(0) => Piece::Gone,
            Ok(count) => {
                bytes.truncate(count);
                Piece::Bytes(bytes)
            }
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => Piece::Nothing,
            Err(_) => Piece::Gone,
        }
    }
}

/// Stops the program until it is continued, as its signal does.
///
/// # Errors
/// In words.
pub(crate) fn stop() -> Result<(), String> {
    signal_hook::low_level::emulate_default_handler(SIGTSTP)
        .map_err(|error| format!("Leadpact cannot be suspended: {error}"))
}
