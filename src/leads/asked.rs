//! Which fields and events the result of a lead depends on.

use std::collections::HashSet;

use leadpact_definition::Spec;

/// The ids of the fields and events that a gate, rule, score, grade, stage or route of the main track asks about. What
/// only the SLA, a hand-off, a route of another track or a golden lead names is not among them: it changes no result.
#[must_use]
pub fn by_rules(spec: &Spec) -> HashSet<&str> {
    let mut asked = HashSet::new();
    spec.each_mention(&mut |part, mention| {
        if part.decides() {
            asked.extend(mention.fact());
        }
    });
    asked
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
