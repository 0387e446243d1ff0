//! What happened in a workshop, for those who were not there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
}

impl Workshop {
    /// Adds a line to the log.
    pub fn note(&mut self, at: jiff::Timestamp, what: impl Into<String>) {
        self.log.push(LogEntry {
            at,
            what: what.into(),
        });
    }
}
