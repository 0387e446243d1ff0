//! `leadpact list` and `leadpact open`, and what the page of commands says.

use std::fs;

use super::{err, leadpact, out};

#[test]
fn workshops_are_listed_with_their_step_and_broken_ones_with_their_fault() {
    let home = tempfile::tempdir().unwrap();
    let none = leadpact(home.path(), &["list"]);
    assert!(
        out(&none).is_empty() && err(&none).contains("leadpact new"),
        "{}",
        err(&none)
    );
    leadpact(home.path(), &["new", "Acme Security"]);
    fs::write(home.path().join("broken.workshop.yaml"), "head: [\n").unwrap();
    let listed = leadpact(home.path(), &["list"]);
    assert_eq!(listed.status.code(), Some(0));
    let text = out(&listed);
    assert!(
        text.contains("Acme Security") && text.contains("Define"),
        "{text}"
    );
    assert!(text.contains("broken.workshop.yaml:"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&out(&leadpact(home.path(), &["list", "--json"]))).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
    assert_eq!(json[0]["title"], "Acme Security");
    assert_eq!(json[0]["status"], "draft");
}

#[test]
fn open_shows_the_workshop_that_is_named() {
    let home = tempfile::tempdir().unwrap();
    leadpact(home.path(), &["new", "Acme Security"]);
    let shown = leadpact(home.path(), &["open", "acme-security", "--print", "80x24"]);
    assert_eq!(shown.status.code(), Some(0), "{}", err(&shown));
    assert!(out(&shown).contains("1 Define"), "{}", out(&shown));
    let missed = leadpact(home.path(), &["open", "acme-securty", "--print", "80x24"]);
    assert_eq!(missed.status.code(), Some(2));
    assert!(err(&missed).contains("acme-security"), "{}", err(&missed));
}

#[test]
fn the_page_of_commands_names_every_one() {
    let home = tempfile::tempdir().unwrap();
    let help = out(&leadpact(home.path(), &["--help"]));
    let commands = help.lines().skip_while(|l| !l.starts_with("The workshop:"));
    let names: Vec<&str> = commands
        .take_while(|l| !l.trim().is_empty())
        // The titles of the groups are not indented.
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() > 10, "{help}");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md");
    let page = fs::read_to_string(path).unwrap();
    for name in names {
        assert!(
            page.contains(&format!("\nleadpact {name}")),
            "docs/commands.md does not name leadpact {name}"
        );
    }
}

#[test]
fn rules_changed_after_they_were_signed_are_told_apart() {
    let home = tempfile::tempdir().unwrap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/workshops/five-hundred-leads");
    let signed = format!("{sample}.lead-definition.yaml");
    assert_eq!(
        leadpact(home.path(), &["check", &signed]).status.code(),
        Some(0)
    );
    let changed = home.path().join("changed.yaml");
    let text = fs::read_to_string(&signed).unwrap();
    fs::write(&changed, text.replacen("points: 20", "points: 21", 1)).unwrap();
    let mapping = home.path().join("changed.mapping.yaml");
    fs::copy(format!("{sample}.mapping.yaml"), mapping).unwrap();
    let changed = changed.to_string_lossy();
    let checked = leadpact(home.path(), &["check", &changed]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        out(&checked).contains("not those that this hash was made of"),
        "{}",
        out(&checked)
    );
    let leads = format!("{sample}.leads.csv");
    let scored = leadpact(
        home.path(),
        &["score", &changed, &leads, "--as-of", "2026-03-06"],
    );
    assert_eq!(scored.status.code(), Some(0));
    assert!(
        err(&scored).starts_with("Please note: "),
        "{}",
        err(&scored)
    );
}
