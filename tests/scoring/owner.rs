//! Who owns a lead is told by `score` and `explain`, and why; and what the columns could not tell of two events.

use serde_json::{Value, json};

use crate::scoring::{FOLDER, leadpact, text};

const RULES: &str = "scenarios/owner-and-since/rules.yaml";
const LEADS: &str = "scenarios/owner-and-since/leads.csv";

fn said(arguments: &[&str]) -> String {
    let arguments = [arguments, &["--as-of", "2026-01-01"]].concat();
    let output = leadpact(FOLDER.as_ref(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn explain_names_the_owner_and_the_route() {
    for (id, line) in [
        (
            "b",
            "Owner Ana, who had it before: the first route of MQL that holds: requested a demo after the last time sales \
             rejected the lead\n",
        ),
        (
            "d",
            "Owner the \"desk\": no route of MQL holds, so the fallback\n",
        ),
        (
            "h",
            "Owner marketing: Lead has no routes, so the owner of the stage\n",
        ),
        (
            "i",
            "Owner nobody: Won has no routes, and neither a fallback nor an owner is named\n",
        ),
        ("f", "Owner nobody: it is in no stage\n"),
    ] {
        let said = said(&["explain", RULES, LEADS, "--id", id]);
        assert!(said.contains(line), "{id}: {said}");
    }
    let json: Value =
        serde_json::from_str(&said(&["explain", RULES, LEADS, "--id", "d", "--json"]))
            .expect("JSON");
    let owner = json!({"owner": "the \"desk\"", "why": "no route of MQL holds, so the fallback"});
    assert_eq!(json["owner"], owner);
}

#[test]
fn score_counts_leads_by_owner_and_notes_what_it_was_not_told() {
    let arguments = ["score", RULES, LEADS, "--as-of", "2026-01-01", "--json"];
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("scored.csv");
    let out = out.to_str().expect("a name");
    let output = leadpact(FOLDER.as_ref(), &[&arguments[..], &["-o", out]].concat());
    let summary = [text(&output.stdout), text(&output.stderr)].concat();
    let json: Value = serde_json::from_str(&summary).unwrap_or_else(|_| panic!("{summary}"));
    assert_eq!(
        json["owners"],
        json!({
            "lead": {"marketing": 4},
            "mql": {"=cmd|' /C calc'!A0": 3, "Ana, who had it before": 1, "-1": 1, "the \"desk\"": 1},
            "won": {"none": 1},
        })
    );
    // Lead j was rejected, and nothing says on which day.
    assert_eq!(json["events"][1]["id"], "rejected");
    assert_eq!(json["events"][1]["untold"], 1);
    assert_eq!(json["events"][0].get("untold"), None);
    let words = leadpact(FOLDER.as_ref(), &[&arguments[..5], &["-o", out]].concat());
    let words = [text(&words.stdout), text(&words.stderr)].concat();
    assert!(words.contains("owners in lead: marketing 4\n"), "{words}");
}
