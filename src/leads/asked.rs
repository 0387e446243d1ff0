//! Which fields and events the result of a lead depends on.

use std::collections::HashSet;

use leadpact_definition::Spec;
use leadpact_definition::condition::Condition;
use leadpact_definition::score::{Rule, RuleKind, Score};

/// The ids of the fields and events that a gate, rule, score, grade, stage or route of the main track asks about. What
/// only the SLA, a hand-off, a route of another track or a golden lead names is not among them: it changes no result.
#[must_use]
pub fn by_rules(spec: &Spec) -> HashSet<&str> {
    let mut asked = HashSet::new();
    for gate in &spec.gates {
        by_condition(&gate.when, &mut asked);
    }
    for score in spec.scores.values() {
        by_score(score, &mut asked);
    }
    let grades = spec.grades.values().flatten();
    let stages = spec.stages.iter();
    let conditions = grades
        .filter_map(|row| row.when.as_ref())
        .chain(stages.flat_map(|stage| {
            let routes = stage.routes().iter().map(|route| &route.when);
            stage.when.iter().chain(&stage.exit).chain(routes)
        }));
    for condition in conditions {
        by_condition(condition, &mut asked);
    }
    asked
}

fn by_score<'s>(score: &'s Score, asked: &mut HashSet<&'s str>) {
    for condition in score.applies_to.iter().chain(&score.reset_when) {
        by_condition(condition, asked);
    }
    if let Some(decay) = &score.decay {
        asked.insert(&decay.by);
    }
    for rule in &score.rules {
        by_rule(rule, asked);
    }
}

fn by_rule<'s>(rule: &'s Rule, asked: &mut HashSet<&'s str>) {
    match &rule.kind {
        RuleKind::When { when, .. } => by_condition(when, asked),
        RuleKind::Bands { field, .. } | RuleKind::PerUnit { field, .. } => {
            asked.insert(field);
        }
        RuleKind::Event { event, .. } => {
            asked.insert(event);
        }
        RuleKind::FirstOf(choices) => {
            for when in choices.iter().filter_map(|choice| choice.when.as_ref()) {
                by_condition(when, asked);
            }
        }
        RuleKind::LargestOf(rules) => {
            for rule in rules {
                by_rule(rule, asked);
            }
        }
    }
}

fn by_condition<'s>(condition: &'s Condition, asked: &mut HashSet<&'s str>) {
    condition.visit(&mut |part| match part {
        Condition::Field { field, .. } => {
            asked.insert(field);
        }
        Condition::Event(event) => {
            asked.insert(&event.event);
            asked.extend(event.since.as_deref());
        }
        Condition::All(_)
        | Condition::Any(_)
        | Condition::None(_)
        | Condition::AtLeastOf { .. }
        | Condition::Score { .. }
        | Condition::Grade { .. }
        | Condition::Stage(_) => {}
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_that_changes_a_result_asks_and_no_other() {
        let yaml = include_bytes!("asked/everywhere.yaml");
        let spec: Spec = leadpact_files::read("everywhere.yaml", yaml).expect("a spec");
        let mut asked: Vec<&str> = by_rules(&spec).into_iter().collect();
        asked.sort_unstable();
        let expected = [
            "applies", "bands", "choice", "decay", "event", "exit", "gate", "grade", "largest",
            "per", "product", "reset", "routed", "since", "stage", "when",
        ];
        assert_eq!(asked, expected);
    }
}
