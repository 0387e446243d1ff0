//! What a check found, as JSON.

use serde_json::{Value, json};

use crate::cli::check::{Checked, Verdict};
use crate::cli::rules::Whole;
use leadpact_definition::golden_run::GoldenResult;
use leadpact_files::Fault;

/// A fault with its place.
pub(super) fn fault(fault: &Fault) -> Value {
    json!({
        "line": fault.place.map(|place| place.line),
        "column": fault.place.map(|place| place.column),
        "path": fault.path,
        "what": fault.what,
        "found": fault.found,
        "next": fault.next,
    })
}

/// A fault with its place and its file: the rule file, or the mapping file over it.
pub(super) fn fault_of_file(of: &Fault) -> Value {
    let mut found = fault(of);
    found["file"] = json!(of.file);
    found
}

/// Everything that was found.
pub(super) fn of(whole: &Whole, verdict: &Verdict, checked: &Checked) -> Value {
    let golden: Vec<Value> = checked.golden.iter().map(golden_json).collect();
    let warnings = checked.warnings.iter().map(|(lint, warning)| {
        let mut found = fault(warning);
        found["lint"] = json!(lint.id());
        found
    });
    let metadata = &whole.rules.definition.metadata;
    json!({
        "valid": true,
        "canBeUsed": verdict.can_be_used(),
        "verdict": verdict.to_string(),
        "name": metadata.name,
        "version": metadata.version,
        "status": metadata.status.word(),
        "agreed": verdict.is_agreed(),
        "mapping": whole.spelled.record(),
        "frame": checked.frame,
        "head": checked.head.iter().map(fault).collect::<Vec<_>>(),
        "warnings": warnings.collect::<Vec<_>>(),
        "goldenLeads": golden,
        "doubts": checked.doubts,
    })
}

fn golden_json(result: &GoldenResult) -> Value {
    let differences: Vec<Value> = result
        .differences
        .iter()
        .map(|difference| {
            json!({"key": difference.key, "agreed": difference.expected, "got": difference.got})
        })
        .collect();
    let reasons: Vec<Value> = result
        .outcome
        .reasons
        .iter()
        .map(|reason| {
            json!({
                "id": reason.id,
                "score": reason.axis,
                "points": reason.points,
                "text": reason.text,
                "because": reason.because,
            })
        })
        .collect();
    json!({
        "id": result.id,
        "asAgreed": result.passed(),
        "differences": differences,
        "reasons": reasons,
        "missing": result.outcome.missing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_that_keeps_the_rules_from_use_names_its_file() {
        let found = fault_of_file(&Fault::new("map.yaml", "no such field", "Check the name."));
        assert_eq!(found["file"], "map.yaml");
        assert_eq!(found["what"], "no such field");
    }
}
