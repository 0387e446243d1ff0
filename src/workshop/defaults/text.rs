//! Standard text in words: what a thing is about, and its whole text.

use crate::defaults::Standard;
use crate::promise::Promises;
use crate::rules::axes::{fading, proposed_cap};
use crate::{EntryKind, ScoringModel, StagePlan, Workshop};
use leadpact_definition::sla::Sla;

/// What it is about: "Marketing qualified lead: what happens next".
#[must_use]
pub fn about(workshop: &Workshop, thing: &Standard) -> String {
    let stage = |id: &str| {
        let name = workshop.stage(id).map(|s| s.name.clone());
        name.unwrap_or_else(|| id.to_owned())
    };
    match thing {
        Standard::Threshold(id) => format!("{}: the threshold", stage(id)),
        Standard::Caps => "The most points that can be earned".to_owned(),
        Standard::Fading => "How points fade".to_owned(),
        Standard::HandOff(id) => format!("{}: what is handed over", stage(id)),
        Standard::Reasons => "What happens when sales says no".to_owned(),
        Standard::Promise(id) => match workshop.sla.promises.iter().find(|p| p.id == *id) {
            Some(promise) => format!("{} promises", workshop.party_name(&promise.by)),
            None => "A promise".to_owned(),
        },
        Standard::Text { stage: id, of } => format!("{}: {}", stage(id), of.word()),
        Standard::Routing(id) => format!("{}: who gets which lead", stage(id)),
    }
}

/// The whole text, line by line; empty where there is no such thing (any more).
#[must_use]
pub fn text(workshop: &Workshop, thing: &Standard) -> Vec<String> {
    let stage = |id: &str| workshop.stage(id);
    match thing {
        Standard::Threshold(id) => stage(id).map(threshold).unwrap_or_default(),
        Standard::Caps => caps(&workshop.scoring),
        Standard::Fading => fades(workshop),
        Standard::HandOff(id) => stage(id).map_or_else(Vec::new, |plan| {
            let names = plan.hand_off.iter().map(|fact| fact_name(workshop, fact));
            names.collect()
        }),
        Standard::Reasons => reasons(&workshop.sla),
        Standard::Promise(id) => promised(workshop, id),
        Standard::Text { stage: id, of } => {
            let said = stage(id).map(|plan| of.of(plan).trim().to_owned());
            said.filter(|text| !text.is_empty()).into_iter().collect()
        }
        Standard::Routing(id) => stage(id)
            .map(|plan| routing(workshop, plan))
            .unwrap_or_default(),
    }
}

fn threshold(plan: &StagePlan) -> Vec<String> {
    let points = plan.enter.at_least.map(|points| match plan.enter.by {
        EntryKind::Fit => format!("{points} points for who somebody is, without any act"),
        EntryKind::Everyone
        | EntryKind::Engaged
        | EntryKind::Points
        | EntryKind::Musts
        | EntryKind::Act => format!("{points} points in total"),
    });
    points.into_iter().collect()
}

fn caps(model: &ScoringModel) -> Vec<String> {
    let cap = |axis: &str| {
        let set = model.caps.get(axis).copied();
        set.unwrap_or_else(|| proposed_cap(axis))
    };
    vec![
        format!("For who they are (fit): {}", cap("fit")),
        format!("For what they did (engagement): {}", cap("engagement")),
        format!("Together: {}", cap("total")),
    ]
}

fn fades(workshop: &Workshop) -> Vec<String> {
    let Some(days) = workshop.scoring.fading.days(workshop.setup.cycle_days) else {
        return vec!["Points for what a lead did do not fade.".to_owned()];
    };
    let steps = fading(days).into_iter().map(|step| match step.within {
        Some(within) => format!(
            "{} of the points for an act in the last {}",
            step.keep,
            leadpact_definition::say::spoken(within)
        ),
        None => format!("{} for anything older", step.keep),
    });
    steps.collect()
}

fn fact_name(workshop: &Workshop, fact: &str) -> String {
    let bank = &workshop.bank;
    let field = bank.fields.get(fact).and_then(|f| f.label.clone());
    let event = || bank.events.get(fact).and_then(|e| e.label.clone());
    field.or_else(event).unwrap_or_else(|| fact.to_owned())
}

fn reasons(sla: &Sla) -> Vec<String> {
    let reasons = sla.rejection_reasons.iter().map(|reason| {
        let label = reason.label.as_deref().unwrap_or(&reason.id);
        let after = reason.after.as_deref().map(str::trim).unwrap_or_default();
        if after.is_empty() {
            format!("{label}: {}", reason.route)
        } else {
            format!("{label}: {}, only after {after}", reason.route)
        }
    });
    reasons.collect()
}

fn promised(workshop: &Workshop, id: &str) -> Vec<String> {
    let place = workshop.sla.promises.iter().position(|p| p.id == id);
    place
        .map(|place| Promises::of(workshop).sentence(place))
        .into_iter()
        .collect()
}

fn routing(workshop: &Workshop, plan: &StagePlan) -> Vec<String> {
    let fallback = plan.routing_fallback.trim();
    let otherwise = (!fallback.is_empty()).then(|| format!("Otherwise: {fallback}"));
    let routes = plan.routing.iter().map(|route| route.words(workshop));
    routes.chain(otherwise).collect()
}
