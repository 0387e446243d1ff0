//! Who owns a lead, and by which route.

use serde::Serialize;

use leadpact_definition::stage::{OwnedBy, Stage};
use leadpact_definition::{Compiled, Outcome, Spec, say};

/// Who owns a lead, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnerRead {
    /// The name; none: nobody.
    pub owner: Option<String>,
    /// In words: the route that holds, the fallback, or that nothing names anybody.
    pub why: String,
}

impl OwnerRead {
    /// None: no stage has a routing, so that no lead has an owner.
    pub(super) fn new(spec: &Spec, compiled: &Compiled, outcome: &Outcome) -> Option<Self> {
        if !compiled.has_owner() {
            return None;
        }
        let id = outcome.stage.as_deref();
        let stage = spec
            .stages
            .iter()
            .find(|stage| Some(stage.id.as_str()) == id);
        Some(Self {
            owner: outcome.owner.clone(),
            why: stage.map_or_else(
                || "it is in no stage".to_owned(),
                |stage| why(spec, stage, outcome.owned_by),
            ),
        })
    }
}

fn why(spec: &Spec, stage: &Stage, by: Option<OwnedBy>) -> String {
    let title = stage.title();
    let without = if stage.routes().is_empty() {
        format!("{title} has no routes")
    } else {
        format!("no route of {title} holds")
    };
    match by {
        Some(OwnedBy::Route(place)) => {
            let route = stage.routes().get(place);
            let when = route.map_or_else(String::new, |route| say::condition(spec, &route.when));
            format!("the first route of {title} that holds: {when}")
        }
        Some(OwnedBy::Fallback) => format!("{without}, so the fallback"),
        Some(OwnedBy::Stage) => format!("{without}, so the owner of the stage"),
        None => format!("{without}, and neither a fallback nor an owner is named"),
    }
}
