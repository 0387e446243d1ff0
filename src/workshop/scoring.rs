//! Points and caps where the parties changed what importance and signals propose.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Changes by hand to the proposed scoring model. Thresholds stand with their stages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScoringModel {
    /// Points by rule id.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub points: IndexMap<String, i64>,
    /// Highest score by axis: `fit`, `engagement`, `total`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub caps: IndexMap<String, i64>,
    /// How fast points for what a lead did fade.
    #[serde(default, skip_serializing_if = "Fading::is_normal")]
    pub fading: Fading,
}

/// How fast points for what a lead did fade with time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Fading {
    /// Over one buying cycle.
    #[default]
    Normal,
    /// Over half a buying cycle.
    Fast,
    /// Over two buying cycles.
    Slow,
    /// Not at all.
    Off,
}

impl Fading {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Fast, Self::Slow, Self::Off];

    /// Whether it is what the program proposes.
    #[must_use]
    pub fn is_normal(&self) -> bool {
        *self == Self::Normal
    }

    /// The days over which points fade, from those of the buying cycle; `None`: they do not fade.
    #[must_use]
    pub fn days(self, cycle: u16) -> Option<u16> {
        match self {
            Self::Normal => Some(cycle),
            Self::Fast => Some(cycle / 2),
            Self::Slow => Some(cycle.saturating_mul(2)),
            Self::Off => None,
        }
    }
}

impl ScoringModel {
    /// Whether everything stands as proposed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty() && self.caps.is_empty() && self.fading.is_normal()
    }
}
