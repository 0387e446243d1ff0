//! The mapping that lies beside the rules: what is said of it, what wins, and what of it an agreement covers.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::{err, leadpact, out};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/workshops/");
const RULES: &str = "palisade-qualified-lead.lead-definition.yaml";
const MAPPING: &str = "palisade-qualified-lead.mapping.yaml";
const DAY: [&str; 2] = ["--as-of", "2026-03-06"];

/// A folder with the sample's exported rules, their mapping and the leads.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("folder");
    let workshop = format!("{FOLDER}five-hundred-leads.workshop.yaml");
    let written = leadpact(home.path(), &["export", &workshop, "--format", "yaml"]);
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    let leads = format!("{FOLDER}five-hundred-leads.leads.csv");
    fs::copy(leads, home.path().join("leads.csv")).expect("copied");
    home
}

fn change(home: &Path, name: &str, from: &str, to: &str) {
    let path = home.join(name);
    let text = fs::read_to_string(&path).expect("text");
    assert!(text.contains(from), "{name}: {from}");
    fs::write(&path, text.replacen(from, to, 1)).expect("written");
}

fn score(home: &Path, more: &[&str]) -> Output {
    let scored = leadpact(
        home,
        &[&["score", RULES, "leads.csv"], &DAY[..], more].concat(),
    );
    assert_eq!(scored.status.code(), Some(0), "{}", err(&scored));
    scored
}

fn first_line(output: &Output) -> String {
    err(output).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_mapping_beside_the_rules_is_taken_and_said() {
    let home = home();
    let scored = score(home.path(), &[]);
    let expected = fs::read_to_string(format!("{FOLDER}five-hundred-leads.scored.csv"));
    assert_eq!(out(&scored), expected.expect("the sample's"));
    let said = format!("Columns and spellings: {MAPPING}, beside the rules, as agreed.");
    assert_eq!(first_line(&scored), said);
    for command in [&["check", RULES][..], &["verify", RULES]] {
        let run = leadpact(home.path(), command);
        assert_eq!(run.status.code(), Some(0), "{command:?}: {}", out(&run));
    }
    let verified = out(&leadpact(home.path(), &["verify", RULES]));
    assert!(verified.contains("holds   The columns and spellings are those that were agreed."));
}

#[test]
fn a_changed_mapping_breaks_no_signature_and_is_told_by_every_command() {
    let home = home();
    change(home.path(), MAPPING, "- No. of Employees", "- Anzahl");
    let told = "Please note: that is not what was agreed; it was changed since.";
    let day = |command: &[&'static str]| [command, &DAY[..]].concat();
    for command in [
        day(&["score", RULES, "leads.csv"]),
        day(&["record", RULES, "leads.csv"]),
        day(&["explain", RULES, "leads.csv", "--id", "P-70001"]),
        vec!["check", RULES],
        vec!["check", RULES, "--leads", "leads.csv"],
        vec!["export", RULES, "-o", "out"],
    ] {
        let run = leadpact(home.path(), &command);
        assert_eq!(run.status.code(), Some(0), "{command:?}: {}", err(&run));
        assert!(err(&run).contains(told), "{command:?}: {}", err(&run));
    }
    let verified = leadpact(home.path(), &["verify", RULES]);
    assert_eq!(verified.status.code(), Some(0));
    assert!(out(&verified).contains(told) && !out(&verified).contains("BROKEN"));
    let json = score(home.path(), &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&err(&json)).expect("JSON alone");
    assert_eq!(json["mapping"]["file"], MAPPING);
    assert_eq!(json["mapping"]["asAgreed"], false);
    // An export does not take the change away.
    let workshop = format!("{FOLDER}five-hundred-leads.workshop.yaml");
    let again = leadpact(home.path(), &["export", &workshop]);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        err(&again).contains("changed since it was exported"),
        "{}",
        err(&again)
    );
}

#[test]
fn a_mapping_that_is_named_goes_over_the_one_beside() {
    let home = home();
    let mine =
        "apiVersion: leadpact/v1\nkind: Mapping\nfields:\n  employees: {columns: [Headcount]}\n";
    fs::write(home.path().join("mine.yaml"), mine).expect("written");
    let leads = fs::read_to_string(home.path().join("leads.csv")).expect("leads");
    let leads = leads.replacen("Number of Employees", "Headcount", 1);
    fs::write(home.path().join("leads.csv"), leads).expect("written");
    let scored = score(home.path(), &["--map", "mine.yaml"]);
    let said = format!(
        "Columns and spellings: mine.yaml (--map), over {MAPPING}. Please note: only the last of these was agreed."
    );
    assert_eq!(first_line(&scored), said);
    let expected = fs::read_to_string(format!("{FOLDER}five-hundred-leads.scored.csv"));
    assert_eq!(out(&scored), expected.expect("the sample's"));
    // Named itself, it is the one beside.
    let named = score(home.path(), &["--map", MAPPING]);
    assert!(first_line(&named).ends_with("beside the rules, as agreed."));
    // Of another name and the same content, it is what was agreed.
    fs::rename(home.path().join(MAPPING), home.path().join("kept.yaml")).expect("renamed");
    let named = score(home.path(), &["--map", "kept.yaml"]);
    assert_eq!(
        first_line(&named),
        "Columns and spellings: kept.yaml (--map), as agreed."
    );
    let without = [&["score", RULES, "leads.csv"], &DAY[..]].concat();
    let without = leadpact(home.path(), &without);
    assert_eq!(without.status.code(), Some(2));
    assert!(first_line(&without).contains(&format!("Put {MAPPING} beside the rule file")));
}

#[test]
fn all_in_one_file_and_apart_again() {
    let home = home();
    let written = leadpact(
        home.path(),
        &[
            "export",
            RULES,
            "--one-file",
            "--format",
            "yaml",
            "-o",
            "one",
        ],
    );
    assert_eq!(
        out(&written),
        format!("one/{RULES}\none/lead-definition.v1.schema.json\n")
    );
    let one = format!("one/{RULES}");
    let scored = leadpact(
        home.path(),
        &[&["score", &one, "leads.csv"], &DAY[..]].concat(),
    );
    assert_eq!(out(&scored), out(&score(home.path(), &[])));
    assert!(!err(&scored).contains("Columns and spellings"));
    let verified = leadpact(home.path(), &["verify", &one]);
    assert_eq!(verified.status.code(), Some(0), "{}", out(&verified));
    leadpact(
        home.path(),
        &["export", &one, "--format", "yaml", "-o", "apart"],
    );
    for name in [RULES, MAPPING] {
        let read =
            |folder: &str| fs::read_to_string(home.path().join(folder).join(name)).expect("text");
        assert_eq!(read("apart"), read("."), "{name}");
    }
    // Changed in the one file, it is told as well.
    change(home.path(), &one, "- No. of Employees", "- Anzahl");
    let verified = leadpact(home.path(), &["verify", &one]);
    assert_eq!(verified.status.code(), Some(0), "{}", out(&verified));
    assert!(out(&verified).contains("differs Columns and spellings stand in the rule file."));
    change(home.path(), &one, "points: 20", "points: 21");
    let verified = leadpact(home.path(), &["verify", &one]);
    assert_eq!(verified.status.code(), Some(1), "{}", out(&verified));
}

#[test]
fn a_changed_spelling_is_a_small_change_of_its_own_heading() {
    let home = home();
    let copy = |from: &str, to: &str| fs::copy(home.path().join(from), home.path().join(to));
    copy(RULES, "later.yaml").expect("copied");
    copy(MAPPING, "later.mapping.yaml").expect("copied");
    change(
        home.path(),
        "later.mapping.yaml",
        "- No. of Employees",
        "- Anzahl",
    );
    let said = out(&leadpact(home.path(), &["diff", RULES, "later.yaml"]));
    assert!(
        said.contains("\nColumns and spellings\n  ~ Changed the spelling of the field Employees"),
        "{said}"
    );
    assert!(said.contains("count up to 1.0.1"), "{said}");
    fs::remove_file(home.path().join("later.mapping.yaml")).expect("removed");
    let alone = leadpact(home.path(), &["diff", RULES, "later.yaml"]);
    assert!(out(&alone).contains("Nothing changed."), "{}", out(&alone));
    assert!(
        err(&alone).contains("no mapping beside it"),
        "{}",
        err(&alone)
    );
}

#[test]
fn a_broken_mapping_beside_the_rules_is_told_with_its_place() {
    let home = home();
    change(home.path(), MAPPING, "  employees:", "  employes:");
    for command in [
        &["check", RULES][..],
        &["score", RULES, "leads.csv"],
        &["export", RULES],
        &["map", RULES, "leads.csv", "-o", "-"],
    ] {
        let run = leadpact(home.path(), command);
        assert_eq!(run.status.code(), Some(2), "{command:?}");
        let said = err(&run);
        assert!(said.contains(&format!("{MAPPING}:")), "{said}");
        assert!(said.contains("Did you mean `employees`?"), "{said}");
    }
    let scored = leadpact(home.path(), &["score", RULES, "leads.csv", "-o", MAPPING]);
    assert_eq!(scored.status.code(), Some(2));
}

#[test]
fn what_was_signed_with_its_columns_stays_one_file() {
    let home = tempfile::tempdir().expect("folder");
    let old = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/releases/0.1.0/rules.lead-definition.yaml"
    );
    let written = leadpact(home.path(), &["export", old, "--format", "yaml"]);
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    assert!(
        err(&written).contains("signed with their columns in them"),
        "{}",
        err(&written)
    );
    assert_eq!(out(&written).lines().count(), 2, "{}", out(&written));
    let name = out(&written).lines().next().expect("the rules").to_owned();
    let verified = leadpact(home.path(), &["verify", &name]);
    assert_eq!(verified.status.code(), Some(0), "{}", out(&verified));
}

#[test]
fn names_of_a_crm_come_without_an_export() {
    let home = home();
    for crm in ["hubspot", "salesforce", "pipedrive", "zoho", "dynamics"] {
        let written = leadpact(home.path(), &["map", RULES, "--crm", crm]);
        assert_eq!(written.status.code(), Some(0), "{}", err(&written));
        let file = format!("{crm}.mapping.yaml");
        assert!(
            out(&written).contains(&format!("--map {file}")),
            "{}",
            out(&written)
        );
        // The rules' own names stay behind the CRM's.
        let scored = score(home.path(), &["--map", &file]);
        assert_eq!(out(&scored), out(&score(home.path(), &[])), "{crm}");
        let again = leadpact(home.path(), &["map", RULES, "--crm", crm]);
        assert_eq!(again.status.code(), Some(2));
    }
    for wrong in [
        &["map", RULES, "--crm", "sap"][..],
        &["map", RULES],
        &["map", RULES, "leads.csv", "--crm", "zoho"],
    ] {
        assert_eq!(
            leadpact(home.path(), wrong).status.code(),
            Some(2),
            "{wrong:?}"
        );
    }
}
