//! Time that only goes forward: what is due when, whatever somebody does to the clock on the wall.
//!
//! The time of day is what is written down: in the log, in the header, in the file. How long something takes, and when
//! something is due, is counted in moments.

use std::ops::Add;
use std::time::Duration;

/// A point of time, counted from one that stays the same while the program runs. It passes while the computer sleeps too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Duration);

impl Moment {
    /// The moment so long after the point from which they are counted.
    #[must_use]
    pub fn after(start: Duration) -> Self {
        Self(start)
    }

    /// How long it is since an earlier moment; nothing for one that is still to come.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// Whole seconds since an earlier moment; 0 for one that is still to come.
    #[must_use]
    pub(crate) fn seconds_since(self, earlier: Self) -> u32 {
        u32::try_from(self.since(earlier).as_secs()).unwrap_or(u32::MAX)
    }
}

impl Add<Duration> for Moment {
    type Output = Self;

    fn add(self, later: Duration) -> Self {
        Self(self.0.saturating_add(later))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_passed_since_a_moment_that_is_still_to_come() {
        let (early, late) = (
            Moment::default(),
            Moment::default() + Duration::from_millis(2900),
        );
        assert_eq!(late.since(early), Duration::from_millis(2900));
        assert_eq!(late.seconds_since(early), 2);
        assert_eq!(early.since(late), Duration::ZERO);
        assert_eq!(early.seconds_since(late), 0);
        assert_eq!(late + Duration::MAX, Moment::after(Duration::MAX));
    }
}
