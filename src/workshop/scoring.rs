//! Points and caps where the parties changed what importance and signals propose.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Changes by hand to the proposed scoring model. Thresholds stand with their stages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScoringModel {
    /// Points by rule id.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub points: IndexMap<String, i64>,
    /// Highest score by axis: `fit`, `engagement`, `total`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub caps: IndexMap<String, i64>,
}

impl ScoringModel {
    /// Whether everything stands as proposed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty() && self.caps.is_empty()
    }
}
