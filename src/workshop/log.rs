//! What happened in a workshop, for those who were not there.

use serde::{Deserialize, Serialize};

use crate::Workshop;
use leadpact_definition::canonical::{canonical_json, digest};

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogEntry {
    /// When.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub at: jiff::Timestamp,
    /// What, as a full sentence.
    pub what: String,
    /// Digests of what stands in the file from here on: seals, and
    /// versions by their `agreementHash`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub binds: Vec<String>,
    /// Digests of seals that need not stand in the file any longer: opened again, replaced, removed or forgotten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frees: Vec<String>,
    /// Digest of this line and of the link before it: 32 hexadecimal digits; `None` in files of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl LogEntry {
    /// This line behind those of `before`.
    #[must_use]
    fn behind(mut self, before: &[Self]) -> Self {
        self.link = Some(self.link_behind(before));
        self
    }

    /// The link that this line has where it stands behind those of `before`.
    fn link_behind(&self, before: &[Self]) -> String {
        let last = before.last().and_then(|entry| entry.link.clone());
        // The first line with a link holds all that stood before it.
        let last = last.unwrap_or_else(|| digest(canonical_json(&before).as_bytes()));
        let plain = ("leadpact/log/1", &last, self.at, &self.what);
        let covered = if self.binds.is_empty() && self.frees.is_empty() {
            canonical_json(&plain)
        } else {
            canonical_json(&(plain, &self.binds, &self.frees))
        };
        let mut link = digest(covered.as_bytes());
        link.drain(.."sha256:".len());
        link.truncate(LINK);
        link
    }
}

/// Digits of a link.
const LINK: usize = 32;

/// The first line of a log that is not what was written there, or does not stand where it was written, counted from 1;
/// `None` where all do. Lines taken away at the end are known by [`Workshop::log_end`] only.
#[must_use]
pub(crate) fn first_changed(log: &[LogEntry]) -> Option<usize> {
    let first = log.iter().position(|entry| entry.link.is_some())?;
    let changed = (first..log.len()).find(|at| {
        let link = Some(log[*at].link_behind(&log[..*at]));
        log[*at].link != link
    });
    changed.map(|at| at + 1)
}

impl Workshop {
    /// Adds a line to the log.
    pub fn note(&mut self, at: jiff::Timestamp, what: impl Into<String>) {
        self.note_bound(at, what, Vec::new(), Vec::new());
    }

    /// Adds a line to the log that says what stands in the file from here on, and what need not any longer.
    pub(crate) fn note_bound(
        &mut self,
        at: jiff::Timestamp,
        what: impl Into<String>,
        binds: Vec<String>,
        frees: Vec<String>,
    ) {
        let entry = LogEntry {
            at,
            what: what.into(),
            binds,
            frees,
            link: None,
        };
        let entry = entry.behind(&self.log);
        self.log_end.clone_from(&entry.link);
        self.log.push(entry);
    }

    /// Takes the newest lines away until `count` are left: what they told did not happen.
    pub fn shorten_log(&mut self, count: usize) {
        self.log.truncate(count);
        self.log_end = self.log.last().and_then(|last| last.link.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(second: i64, what: &str) -> LogEntry {
        LogEntry {
            at: jiff::Timestamp::from_second(second).unwrap(),
            what: what.to_owned(),
            binds: Vec::new(),
            frees: Vec::new(),
            link: None,
        }
    }

    fn log() -> Vec<LogEntry> {
        let mut log = vec![line(1, "In a file of an older version.")];
        for second in 2..6 {
            let mut entry = line(second, &format!("Line {second}."));
            if second == 3 {
                entry.binds = vec!["sha256:1".to_owned()];
                entry.frees = vec!["sha256:0".to_owned()];
            }
            let entry = entry.behind(&log);
            log.push(entry);
        }
        log
    }

    #[test]
    fn a_log_as_it_was_written_holds_and_goes_on() {
        assert_eq!(first_changed(&log()), None);
        assert_eq!(first_changed(&[]), None);
        assert_eq!(first_changed(&log()[..3]), None);
    }

    #[test]
    fn a_line_changed_removed_moved_or_put_in_is_noticed() {
        let changes: [fn(&mut Vec<LogEntry>); 11] = [
            |log| log[0].what.push('x'),
            |log| log[2].what.push('x'),
            |log| log[2].at = log[1].at,
            |log| drop(log.remove(0)),
            |log| drop(log.remove(2)),
            |log| log.swap(2, 3),
            |log| log.insert(2, log[2].clone()),
            |log| log[3].link = None,
            |log| log[2].binds.clear(),
            |log| log[2].frees.clear(),
            |log| log[3].binds.push("sha256:2".to_owned()),
        ];
        for (at, change) in changes.into_iter().enumerate() {
            let mut log = log();
            change(&mut log);
            assert!(first_changed(&log).is_some(), "{at}");
        }
    }

    #[test]
    fn lines_taken_back_leave_a_log_that_holds_and_goes_on() {
        for left in 0..=5 {
            let mut workshop = crate::compared::empty();
            workshop.log = log();
            workshop.shorten_log(left);
            let last = workshop.log.last().and_then(|entry| entry.link.clone());
            assert_eq!(workshop.log_end, last, "{left}");
            workshop.note(jiff::Timestamp::UNIX_EPOCH, "And on.");
            assert_eq!(first_changed(&workshop.log), None, "{left}");
            assert_eq!(workshop.log.len(), left + 1);
        }
    }
}
