//! What a definition names where: the questions that warnings are made of.

use indexmap::IndexSet;

use crate::{
    condition::{Condition, Test},
    mentions::{Mention, Part},
    model::Spec,
    problem::Path,
    score::{Rule, RuleKind, WhenMissing},
    stage::Stage,
};

/// All points a rule can name, caps aside.
pub(super) fn points(rule: &Rule) -> Vec<i64> {
    let mut points = match &rule.kind {
        RuleKind::When { points, .. }
        | RuleKind::PerUnit { points, .. }
        | RuleKind::Event { points, .. } => vec![*points],
        RuleKind::Bands { bands, .. } => bands.iter().map(|band| band.points).collect(),
        RuleKind::FirstOf(choices) => choices.iter().map(|choice| choice.points).collect(),
        RuleKind::LargestOf(rules) => rules.iter().flat_map(points).collect(),
    };
    if let Some(WhenMissing::Points(missing)) = rule.when_missing {
        points.push(missing);
    }
    points
}

/// The fields a rule looks at, each once.
#[must_use]
pub fn rule_fields(rule: &Rule) -> IndexSet<&str> {
    rule.named(Mention::field)
}

/// The conditions of gates, rules, scores, grades, stages and routes, with the paths at which they stand.
pub(super) fn conditions(spec: &Spec) -> Vec<(Path, &Condition)> {
    let mut found = Vec::new();
    let root = Path::spec();
    for (at, gate) in spec.gates.iter().enumerate() {
        found.push((root.key("gates").index(at).key("when"), &gate.when));
    }
    for (name, score) in &spec.scores {
        let path = root.key("scores").key(name);
        found.extend(
            score
                .applies_to
                .iter()
                .map(|when| (path.key("appliesTo"), when)),
        );
        for (at, rule) in score.rules.iter().enumerate() {
            rule_conditions(&path.key("rules").index(at), rule, &mut found);
        }
        found.extend(
            score
                .reset_when
                .iter()
                .map(|when| (path.key("resetWhen"), when)),
        );
    }
    for (name, rows) in &spec.grades {
        for (at, row) in rows.iter().enumerate() {
            let path = root.key("grades").key(name).index(at).key("when");
            found.extend(row.when.iter().map(|when| (path.clone(), when)));
        }
    }
    for (at, stage) in spec.stages.iter().enumerate() {
        let path = root.key("stages").index(at);
        found.extend(stage.when.iter().map(|when| (path.key("when"), when)));
        found.extend(stage.exit.iter().map(|when| (path.key("exit"), when)));
        let routes = path.key("routing").key("routes");
        for (place, route) in stage.routes().iter().enumerate() {
            found.push((routes.index(place).key("when"), &route.when));
        }
    }
    found
}

fn rule_conditions<'r>(path: &Path, rule: &'r Rule, found: &mut Vec<(Path, &'r Condition)>) {
    match &rule.kind {
        RuleKind::When { when, .. } => found.push((path.key("when"), when)),
        RuleKind::FirstOf(choices) => {
            for (at, choice) in choices.iter().enumerate() {
                let path = path.key("firstOf").index(at).key("when");
                found.extend(choice.when.iter().map(|when| (path.clone(), when)));
            }
        }
        RuleKind::LargestOf(rules) => {
            for (at, part) in rules.iter().enumerate() {
                rule_conditions(&path.key("largestOf").index(at), part, found);
            }
        }
        RuleKind::Event { when, .. } => {
            found.extend(when.iter().map(|when| (path.key("when"), when)));
        }
        RuleKind::Bands { .. } | RuleKind::PerUnit { .. } => {}
    }
}

/// What a stage asks: to enter, to leave, and who owns a lead there.
fn of_stage(stage: &Stage) -> impl Iterator<Item = &Condition> {
    let routes = stage.routes().iter().map(|route| &route.when);
    stage.when.iter().chain(&stage.exit).chain(routes)
}

/// The grades that stages ask for.
pub(super) fn used_grades(spec: &Spec) -> IndexSet<&str> {
    let mut used = IndexSet::new();
    for condition in spec.stages.iter().flat_map(of_stage) {
        condition.visit(&mut |part| {
            if let Condition::Grade { grade, .. } = part {
                used.insert(grade.as_str());
            }
        });
    }
    used
}

/// The scores that can change a stage, directly or inside totals and grades.
pub(super) fn decisive_scores(spec: &Spec) -> IndexSet<&str> {
    let mut decisive: IndexSet<&str> = IndexSet::new();
    let note = |condition: &'_ Condition, decisive: &mut IndexSet<String>| {
        condition.visit(&mut |part| {
            if let Condition::Score { score, .. } = part {
                decisive.insert(score.clone());
            }
        });
    };
    let mut names: IndexSet<String> = IndexSet::new();
    for condition in spec.stages.iter().flat_map(of_stage) {
        note(condition, &mut names);
    }
    for grade in used_grades(spec) {
        for row in spec.grades.get(grade).into_iter().flatten() {
            if row.at_least.is_some() {
                names.insert(grade.to_owned());
            }
            if let Some(when) = &row.when {
                note(when, &mut names);
            }
        }
    }
    // Follow totals to their parts; each pass goes one total deeper.
    for _ in 0..=spec.scores.len() {
        let parts: Vec<String> = names
            .iter()
            .filter_map(|name| spec.scores.get(name))
            .flat_map(|score| score.sum.iter().chain(&score.largest).flatten().cloned())
            .collect();
        names.extend(parts);
    }
    decisive.extend(
        spec.scores
            .keys()
            .map(String::as_str)
            .filter(|name| names.contains(*name)),
    );
    decisive
}

/// Whether a rule asks about an event.
pub(super) fn asks_event(rule: &Rule) -> bool {
    !rule_events(rule).is_empty()
}

/// The events a rule asks about, each once.
pub(super) fn rule_events(rule: &Rule) -> IndexSet<&str> {
    rule.named(Mention::event)
}

/// The events that anything of a definition names, its examples too. Fields may be among them.
pub(super) fn used_events(spec: &Spec) -> IndexSet<&str> {
    let mut used = IndexSet::new();
    spec.each_mention(&mut |part, mention| match mention {
        Mention::Event(name) | Mention::Since(name) | Mention::Either(name)
            if part != Part::Floor =>
        {
            used.insert(name);
        }
        Mention::Field(_)
        | Mention::Event(_)
        | Mention::Since(_)
        | Mention::SinceField(_)
        | Mention::Either(_)
        | Mention::Score(_)
        | Mention::Grade(_)
        | Mention::Stage(_) => {}
    });
    used
}

/// The comparisons of fields in a definition's conditions, with the paths of their arguments.
#[must_use]
pub fn field_tests(spec: &Spec) -> Vec<(Path, &str, &Test)> {
    let mut found = Vec::new();
    for (path, condition) in conditions(spec) {
        leaves(&path, condition, &mut found);
    }
    found
}

fn leaves<'s>(path: &Path, condition: &'s Condition, found: &mut Vec<(Path, &'s str, &'s Test)>) {
    let key = match condition {
        Condition::All(_) => "all",
        Condition::Any(_) => "any",
        Condition::None(_) => "none",
        Condition::AtLeastOf { .. } => "of",
        Condition::Field { field, test } => {
            found.push((path.key(test.key()), field, test));
            return;
        }
        Condition::Event(_)
        | Condition::AnyEvent(_)
        | Condition::Score { .. }
        | Condition::Grade { .. }
        | Condition::Stage(_) => return,
    };
    let below = path.key(key);
    for (at, part) in condition.parts().iter().enumerate() {
        leaves(&below.index(at), part, found);
    }
}
