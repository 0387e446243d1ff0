//! How far a long run is, on one line of the terminal that is erased at the end.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use leadpact_files::outlet::StatusLine;
use leadpact_leads::score::Reached;
use leadpact_workshop::number::grouped;

/// What takes no longer is not worth a line.
const PATIENCE: Duration = Duration::from_secs(1);

/// The line changes no more often.
const PAUSE: Duration = Duration::from_millis(200);

/// A line that tells how far a file is read.
pub struct Progress<W: Write> {
    /// What becomes of the leads: they are scored, or read.
    done: &'static str,
    /// None: nobody would see it.
    line: Option<StatusLine<W>>,
    /// The file's bytes; none: not known.
    total: Option<u64>,
    begun: Instant,
    /// When the line was written last, after the beginning; none: not yet.
    written: Option<Duration>,
}

impl Progress<io::Stderr> {
    /// On the terminal behind standard error, if there is one and the result goes elsewhere. `done`: what becomes of the
    /// leads, in a word; `total`: the file's bytes, none: not known.
    pub fn on_terminal(done: &'static str, to_stdout: bool, total: Option<u64>) -> Self {
        let free = !to_stdout || !io::stdout().is_terminal();
        Self::new(done, StatusLine::aside().filter(|_| free), total)
    }
}

impl<W: Write> Progress<W> {
    fn new(done: &'static str, line: Option<StatusLine<W>>, total: Option<u64>) -> Self {
        Self {
            done,
            line,
            total: total.filter(|total| *total > 0),
            begun: Instant::now(),
            written: None,
        }
    }

    /// Tells how far it is, if it is time to.
    pub fn step(&mut self, reached: Reached) {
        if self.line.is_some() {
            self.step_at(self.begun.elapsed(), reached);
        }
    }

    fn step_at(&mut self, now: Duration, reached: Reached) {
        let due = self.written.map_or(PATIENCE, |written| written + PAUSE);
        let Some(line) = self.line.as_mut().filter(|_| now >= due) else {
            return;
        };
        let leads = grouped(&reached.rows.to_string());
        let share = self.total.map_or_else(String::new, |total| {
            let percent = reached.bytes.saturating_mul(100) / total;
            format!(", {} %", percent.min(100))
        });
        line.show(&format!("{leads} leads {}{share}", self.done));
        self.written = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_appears_after_a_second_and_is_erased_at_the_end() {
        let mut seen = Vec::new();
        let mut progress = Progress::new("scored", Some(StatusLine::new(&mut seen)), Some(2000));
        for (milliseconds, rows) in [(900, 1), (1000, 1200), (1100, 1300), (1300, 4000)] {
            let now = Duration::from_millis(milliseconds);
            let bytes = rows / 2;
            progress.step_at(now, Reached { rows, bytes });
        }
        drop(progress);
        assert_eq!(
            String::from_utf8(seen).expect("text"),
            "\r1,200 leads scored, 30 %\x1b[K\r4,000 leads scored, 100 %\x1b[K\r\x1b[K"
        );
    }

    #[test]
    fn nothing_is_written_for_what_is_quick_or_unseen() {
        let mut seen = Vec::new();
        let mut progress = Progress::new("scored", Some(StatusLine::new(&mut seen)), None);
        progress.step_at(Duration::from_millis(999), Reached::default());
        drop(progress);
        assert!(seen.is_empty());
        let mut unseen = Progress::<Vec<u8>>::new("read", None, None);
        unseen.step_at(Duration::from_secs(9), Reached::default());
        assert_eq!(unseen.written, None);
    }
}
