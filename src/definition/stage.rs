//! The ladder: stages, who owns them, and what happens there.

use serde::{Deserialize, Serialize};

use crate::condition::Condition;

/// The track whose stage stands in the column `stage`.
pub const MAIN_TRACK: &str = "main";

/// How a line of a stage's checklist ends that is asked only where the record does not say.
pub const ASK_FIRST: &str = " (asked first where the record does not say)";
/// The stage of whoever asked to be talked to now; it stands on a track of its own.
pub const WANTS_TO_TALK: &str = "wants-to-talk";

/// One step of the ladder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Who owns which lead here, in the column `owner`; none: the owner of the stage. Only on the track `main`.
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

    /// The routes that decide who owns a lead: those of a stage on the track `main`.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        match &self.routing {
            Some(routing) if self.track() == MAIN_TRACK => &routing.routes,
            _ => &[],
        }
    }

    /// Who owns a lead that no route takes: the routing's fallback, else the stage's owner; none: nobody.
    #[must_use]
    pub fn owner_otherwise(&self) -> Option<(&str, OwnedBy)> {
        let fallback = self
            .routing
            .as_ref()
            .and_then(|routing| routing.fallback.as_deref());
        let named = |name: &&str| !name.trim().is_empty();
        let fallback = fallback.filter(named).map(|name| (name, OwnedBy::Fallback));
        let stage = self.owner.as_deref().filter(named);
        fallback.or(stage.map(|name| (name, OwnedBy::Stage)))
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

/// Who owns the leads of a stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Routing {
    /// The first route whose condition holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// Who owns a lead that no route takes; none: the owner of the stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<String>,
}

/// Why somebody owns a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnedBy {
    /// The route with this place among the routes of the stage, from 0, is the first whose condition holds.
    Route(usize),
    /// No route holds, and this is the fallback of the routing.
    Fallback,
    /// The routing names nobody for this lead, and this is the owner of the stage.
    Stage,
}

/// One route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Route {
    /// Which leads.
    pub when: Condition,
    /// Who owns them.
    pub to: String,
}
