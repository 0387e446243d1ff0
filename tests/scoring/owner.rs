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
            "mql": {"Key | accounts' = 1": 3, "Ana, who had it before": 1, "{{ paris }}": 1, "the \"desk\"": 1},
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

#[test]
fn an_owner_is_no_formula_for_a_spreadsheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules = std::fs::read_to_string(std::path::Path::new(FOLDER).join(RULES)).expect("rules");
    let rules = rules.replace("to: \"{{ paris }}\"", "to: \"=cmd|' /C calc'!A0\"");
    std::fs::write(folder.path().join("r.yaml"), rules).expect("written");
    let leads = std::path::Path::new(FOLDER).join(LEADS);
    let leads = leads.to_str().expect("a path");
    // With reasons and without: two ways to write rows.
    for further in [&[][..], &["--reasons"]] {
        let arguments = ["score", "r.yaml", leads, "--as-of", "2026-01-01"];
        let output = leadpact(folder.path(), &[&arguments[..], further].concat());
        let scored = text(&output.stdout);
        let row = "c,0,,mql,scored,'=cmd|' /C calc'!A0";
        let of_c = scored.lines().find(|line| line.starts_with("c,"));
        let of_c = of_c.expect("a row").trim_end_matches(',');
        assert_eq!(of_c, row, "{scored}");
    }
}
