//! The ladder: stages, who owns them, and what happens there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::definition::condition::Condition;

/// The track whose stage stands in the column `stage`.
pub const MAIN_TRACK: &str = "main";

/// The stage of whoever asked to be talked to now; it stands on a track of its own.
pub const WANTS_TO_TALK: &str = "wants-to-talk";

/// One step of the ladder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Stage {
    /// Unique among the stages.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Who is responsible for leads in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The ladder it belongs to; none: `main`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// The condition to enter; none: every lead enters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The stages from which people may move a lead here; empty: any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// The condition to leave; a lead that meets it is not in this stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<Condition>,
    /// The reasons people may give when a lead leaves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// What the other side may expect of a lead here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<String>,
    /// What happens next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How a lead here is kept warm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nurture: Option<String>,
    /// Who gets which lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing: Option<Routing>,
    /// What only a person can observe, to be confirmed at the hand-off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<String>,
    /// The fields the other side receives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hand_off: Vec<String>,
}

impl Stage {
    /// The track it belongs to.
    #[must_use]
    pub fn track(&self) -> &str {
        self.track.as_deref().unwrap_or(MAIN_TRACK)
    }

    /// What people call it; the id where it has no name.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.name.is_empty() {
            &self.id
        } else {
            &self.name
        }
    }
}

/// Who gets the leads of a stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Routing {
    /// The first route whose condition holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// Who gets a lead that no route takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<String>,
}

/// One route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Route {
    /// Which leads.
    pub when: Condition,
    /// Who gets them.
    pub to: String,
}
