//! What happened in a workshop, for those who were not there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::definition::canonical::{canonical_json, digest};
use crate::workshop::Workshop;

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LogEntry {
    /// When.
    #[schemars(with = "String")]
    pub at: jiff::Timestamp,
    /// What, as a full sentence.
    pub what: String,
    /// Digest of this line and of the link before it: 32 hexadecimal digits; `None` in files of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl LogEntry {
    /// A line behind those of `before`.
    #[must_use]
    pub fn behind(before: &[Self], at: jiff::Timestamp, what: String) -> Self {
        let mut entry = Self {
            at,
            what,
            link: None,
        };
        entry.link = Some(entry.link_behind(before));
        entry
    }

    /// The link that this line has where it stands behind those of `before`.
    fn link_behind(&self, before: &[Self]) -> String {
        let last = before.last().and_then(|entry| entry.link.clone());
        // The first line with a link holds all that stood before it.
        let last = last.unwrap_or_else(|| digest(canonical_json(&before).as_bytes()));
        let covered = ("leadpact/log/1", last, self.at, &self.what);
        let mut link = digest(canonical_json(&covered).as_bytes());
        link.drain(.."sha256:".len());
        link.truncate(LINK);
        link
    }
}

/// Digits of a link.
const LINK: usize = 32;

/// The first line of a log that is not what was written there, or does not stand where it was written, counted from 1;
/// `None` where all do. Lines taken away at the end leave no trace in the log itself.
#[must_use]
pub fn first_changed(log: &[LogEntry]) -> Option<usize> {
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
        let entry = LogEntry::behind(&self.log, at, what.into());
        self.log.push(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> Vec<LogEntry> {
        let at = |second| jiff::Timestamp::from_second(second).unwrap();
        let mut log = vec![LogEntry {
            at: at(1),
            what: "In a file of an older version.".to_owned(),
            link: None,
        }];
        for second in 2..6 {
            let entry = LogEntry::behind(&log, at(second), format!("Line {second}."));
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
        let changes: [fn(&mut Vec<LogEntry>); 8] = [
            |log| log[0].what.push('x'),
            |log| log[2].what.push('x'),
            |log| log[2].at = log[1].at,
            |log| drop(log.remove(0)),
            |log| drop(log.remove(2)),
            |log| log.swap(2, 3),
            |log| log.insert(2, log[2].clone()),
            |log| log[3].link = None,
        ];
        for (at, change) in changes.into_iter().enumerate() {
            let mut log = log();
            change(&mut log);
            assert!(first_changed(&log).is_some(), "{at}");
        }
    }
}
