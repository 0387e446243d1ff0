//! What differs between two versions of a stage, without what both of them ask.

use crate::{condition::Condition, model::Spec, say, stage::Stage};

/// How a lead enters and leaves the stage of `spec`, as far as the stage of that id in the `other` version differs;
/// whole where there is none, or where it is entered by everybody.
pub(super) fn words(spec: &Spec, stage: &Stage, other: &Spec) -> String {
    let other = other.stages.iter().find(|known| known.id == stage.id);
    let Some(other) = other.filter(|other| other.track() == stage.track()) else {
        return say::entry(spec, stage);
    };
    let mut told = Vec::new();
    match (&stage.when, &other.when) {
        (Some(when), Some(before)) if when != before => told.push(differing(spec, when, before)),
        (when, before) if when != before => told.push(when.as_ref().map_or_else(
            || "every lead".to_owned(),
            |when| say::condition(spec, when),
        )),
        _ => {}
    }
    if stage.exit != other.exit {
        told.push(match (&stage.exit, &other.exit) {
            (Some(exit), Some(before)) => {
                format!("leaves when {}", differing(spec, exit, before))
            }
            (Some(exit), None) => format!("leaves when {}", say::condition(spec, exit)),
            (None, _) => "leaves by no rule".to_owned(),
        });
    }
    told.join("; ")
}

fn differing(spec: &Spec, condition: &Condition, other: &Condition) -> String {
    rest(condition, other).map_or_else(
        || "without it".to_owned(),
        |rest| say::condition(spec, &rest),
    )
}

/// The parts of a condition that the other one lacks; `None`: it lacks none.
fn rest(condition: &Condition, other: &Condition) -> Option<Condition> {
    type Make = fn(Vec<Condition>) -> Condition;
    let make: Make = match (condition, other) {
        (Condition::All(_), Condition::All(_)) => Condition::All,
        (Condition::Any(_), Condition::Any(_)) => Condition::Any,
        (Condition::None(_), Condition::None(_)) => Condition::None,
        _ => return Some(condition.clone()),
    };
    let lacking = |of: &Condition, beside: &Condition| -> Vec<Condition> {
        let parts = of.parts().iter();
        let parts = parts.filter(|part| !beside.parts().contains(part));
        parts.cloned().collect()
    };
    let (mine, theirs) = (lacking(condition, other), lacking(other, condition));
    let mut left: Vec<Condition> = if mine.len() == theirs.len() {
        let both = mine.iter().zip(&theirs);
        both.filter_map(|(mine, theirs)| rest(mine, theirs))
            .collect()
    } else {
        mine
    };
    match left.len() {
        0 => None,
        1 if !matches!(condition, Condition::None(_)) => left.pop(),
        _ => Some(make(left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::spec;

    fn said(before: &str, after: &str) -> (String, String) {
        let read = |stage: &str| {
            spec(&format!(
                "events: {{demo: {{label: Asked for a demo}}, no: {{label: Sales said no}}}}\nfields: {{size: {{type: number}}, name: {{type: text}}}}\nscores: {{total: {{rules: []}}}}\nstages: [{{id: mql, {stage}}}]\n"
            ))
        };
        let (old, new) = (read(before), read(after));
        (
            words(&old, &old.stages[0], &new),
            words(&new, &new.stages[0], &old),
        )
    }

    fn two(was: &str, is: &str) -> (String, String) {
        (was.to_owned(), is.to_owned())
    }

    #[test]
    fn what_both_versions_ask_is_not_said_again() {
        let way = |points: u32, more: &str| {
            format!(
                "when: {{any: [{{all: [{{field: size, atLeast: 50}}, {{score: total, atLeast: {points}}}{more}]}}, {{event: demo}}]}}, exit: {{event: no}}"
            )
        };
        assert_eq!(
            said(&way(50, ""), &way(40, "")),
            two("total is at least 50", "total is at least 40")
        );
        assert_eq!(
            said(&way(50, ""), &way(50, ", {field: name, present: true}")),
            two("without it", "name is known")
        );
        // What lacks a way in lacks all of it.
        assert_eq!(
            said(
                "when: {any: [{event: demo}, {event: no}]}",
                "when: {any: [{event: demo}]}"
            ),
            two("sales said no", "without it")
        );
    }

    #[test]
    fn leaving_is_told_where_it_differs() {
        assert_eq!(
            said(
                "when: {event: demo}, exit: {event: no}",
                "when: {event: demo}"
            ),
            two("leaves when sales said no", "leaves by no rule")
        );
        assert_eq!(
            said(
                "exit: {event: no}",
                "when: {event: demo}, exit: {event: no}"
            ),
            two("every lead", "asked for a demo")
        );
        assert_eq!(
            said(
                "when: {none: [{event: demo}, {event: no}]}",
                "when: {none: [{event: demo}]}"
            ),
            two("not (sales said no)", "without it")
        );
    }
}
