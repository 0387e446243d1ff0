//! A reason for which sales turns a lead down, as rows of a form, and what becomes of the lead.

use crate::field::Field;
use crate::form::Row;
use leadpact_definition::rejection::{self, Route};
use leadpact_definition::sla::RejectionReason;
use leadpact_workshop::Workshop;
use leadpact_workshop::rules::rejection::carried;

/// What becomes of a lead that is turned down for this reason: what the rules do, and what is in words only.
#[must_use]
pub fn fate(workshop: &Workshop, reason: &RejectionReason) -> String {
    rejection::fate(&Route::of(&reason.route), carried(workshop, reason))
}

/// The routes that the form offers; a file's own words stay among them, last.
fn routes(reason: &RejectionReason) -> Vec<Route> {
    let mut routes = Route::CHOICES.to_vec();
    let own = Route::of(&reason.route);
    if !routes.contains(&own) {
        routes.push(own);
    }
    routes
}

/// The reason as rows.
#[must_use]
pub fn rows(reason: &RejectionReason) -> Vec<Row> {
    let routes = routes(reason);
    let own = Route::of(&reason.route);
    let at = routes.iter().position(|route| *route == own);
    vec![
        Row::text(
            Field::RejectionReason,
            "Reason",
            "What sales chooses when it gives a lead back.",
            reason.label.as_deref().unwrap_or(&reason.id),
        ),
        Row::pick(
            "The lead is",
            "Left and right choose. What the rules do then stands above.",
            routes
                .iter()
                .map(|route| route.label().to_owned())
                .collect(),
            at.unwrap_or(0),
        ),
        Row::text(
            Field::RejectionAfter,
            "Only after",
            "What must have happened before, for example 5 attempts. Empty: nothing.",
            reason.after.as_deref().unwrap_or_default(),
        ),
    ]
}

/// The reason that the rows describe, and what is wrong with each row.
#[must_use]
pub fn read(rows: &[Row], before: &RejectionReason) -> (RejectionReason, Vec<Option<String>>) {
    let said = |at: usize| {
        let text = rows.get(at).map(|row| row.value().trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    let mut reason = before.clone();
    let mut faults = vec![None; rows.len()];
    match (said(0), faults.first_mut()) {
        (Some(label), _) => reason.label = Some(label),
        (None, Some(fault)) => *fault = Some("A reason needs a name.".to_owned()),
        (None, None) => {}
    }
    let routes = routes(before);
    let route = rows.get(1).and_then(|row| routes.get(row.picked()));
    // What a file says in older words stays as it is while the choice is the same.
    if let Some(route) = route.filter(|route| **route != Route::of(&before.route)) {
        route.id().clone_into(&mut reason.route);
    }
    reason.after = said(2);
    (reason, faults)
}
