//! Changes of the ladder and of the points, in words.

use indexmap::IndexMap;

use super::{Told, listed};
use crate::screen::stages::StageForm;
use crate::slug::count;
use crate::stage_label as label;
use leadpact_workshop::rules::{Source, rules};
use leadpact_workshop::{Place, StagePlan, Workshop};

/// Stages that came, went, moved or say something else.
pub(super) fn stages(before: &Workshop, after: &Workshop) -> Told {
    let known = |list: &[StagePlan], id: &str| list.iter().any(|s| s.id == id);
    let mut words = Vec::new();
    let mut place = Place::Ladder;
    for stage in after
        .stages
        .iter()
        .filter(|s| !known(&before.stages, &s.id))
    {
        words.push(format!("the stage {} added", stage.name));
        place = Place::Stage(stage.id.clone());
    }
    for stage in before
        .stages
        .iter()
        .filter(|s| !known(&after.stages, &s.id))
    {
        words.push(format!("the stage {} removed", stage.name));
    }
    if !words.is_empty() {
        return Told::new(listed(words, "stages"), place);
    }
    let mut told: Vec<Told> = Vec::new();
    for stage in &after.stages {
        if let Some(old) = before.stage(&stage.id).filter(|old| *old != stage) {
            told.push(one_stage((old, before), (stage, after)));
        }
    }
    match told.len() {
        0 => Told::new("the order of the stages", Place::Ladder),
        1 => told.swap_remove(0),
        n => {
            let what = count(n, "stage", "stages");
            Told::new(format!("{what} changed"), Place::Ladder)
        }
    }
}

fn one_stage(old: (&StagePlan, &Workshop), new: (&StagePlan, &Workshop)) -> Told {
    let place = Place::Stage(new.0.id.clone());
    if old.0.routing != new.0.routing {
        return Told {
            row: Some(label::ROUTING.to_owned()),
            ..Told::new("who gets which lead", place)
        };
    }
    let rows = |(stage, workshop): (&StagePlan, &Workshop)| StageForm::of(stage, workshop, &[]);
    Told::rows(
        &rows(old).form.rows,
        &rows(new).form.rows,
        place,
        "the stage",
    )
}

/// Numbers of the scoring model that became different.
pub(super) fn scoring(before: &Workshop, after: &Workshop) -> Told {
    let (old, new) = (&before.scoring, &after.scoring);
    let mut words = Vec::new();
    for axis in changed_keys(&old.caps, &new.caps) {
        words.push(match new.caps.get(axis) {
            Some(most) => format!("at most {most} for {axis}"),
            None => format!("the proposed limit for {axis}"),
        });
    }
    let changed = changed_keys(&old.points, &new.points);
    if !changed.is_empty() {
        let compiled = rules(after, Source::Agreed);
        for rule in changed {
            let known = compiled.points.iter().find(|p| p.rule == *rule);
            let name = known.map_or(rule.as_str(), |p| p.label.as_str());
            words.push(match new.points.get(rule) {
                Some(points) => format!("{points:+} for {name}"),
                None => format!("the proposed points for {name}"),
            });
        }
    }
    if old.fading != new.fading {
        words.push("how points fade".to_owned());
    }
    if words.is_empty() {
        words.push("the points".to_owned());
    }
    Told::new(listed(words, "numbers"), Place::Scoring)
}

fn changed_keys<'a>(
    old: &'a IndexMap<String, i64>,
    new: &'a IndexMap<String, i64>,
) -> Vec<&'a String> {
    let added = new.keys().filter(|key| !old.contains_key(*key));
    let keys = old.keys().chain(added);
    keys.filter(|key| old.get(*key) != new.get(*key)).collect()
}
