//! `export`: files for tools and people, and nothing written over what is not ours.

use std::fs;
use std::path::Path;

use leadpact_files::{Expected, load_workshop, save_workshop};
use leadpact_workshop::{Reveal, Version};

use super::{err, leadpact, out};

const RULES: &str = include_str!("../../src/export/tests/acme.yaml");

#[test]
fn a_rule_file_becomes_three_files_with_its_schema_and_may_be_written_again() {
    let home = tempfile::tempdir().expect("folder");
    fs::write(home.path().join("acme.yaml"), RULES).expect("rules");
    for _ in 0..2 {
        let run = leadpact(home.path(), &["export", "acme.yaml", "-o", "out"]);
        assert_eq!(run.status.code(), Some(0), "{}", err(&run));
        assert_eq!(
            out(&run),
            "out/acme-qualified-lead.lead-definition.yaml\nout/lead-definition.v1.schema.json\nout/acme-qualified-lead.lead-definition.md\nout/acme-qualified-lead.lead-definition.html\n"
        );
    }
    assert_eq!(
        fs::read_dir(home.path().join("out")).expect("out").count(),
        4
    );
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let home = tempfile::tempdir().expect("folder");
    fs::write(home.path().join("acme.yaml"), RULES).expect("rules");
    let notes = home.path().join("acme-qualified-lead.lead-definition.md");
    fs::write(&notes, "my notes").expect("notes");
    let run = leadpact(home.path(), &["export", "acme.yaml"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("--force"), "{}", err(&run));
    assert_eq!(fs::read_to_string(&notes).expect("notes"), "my notes");
    assert_eq!(
        fs::read_dir(home.path()).expect("folder").count(),
        2,
        "nothing half written"
    );
    let run = leadpact(
        home.path(),
        &["export", "acme.yaml", "--format", "markdown", "--force"],
    );
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(
        fs::read_to_string(&notes)
            .expect("notes")
            .contains("**Agreed.**")
    );
}

fn change(home: &Path, edit: impl FnOnce(&mut leadpact_workshop::Workshop)) {
    let path = home.join("acme.workshop.yaml");
    let mut workshop = load_workshop(&path).expect("workshop").value;
    edit(&mut workshop);
    save_workshop(&path, &workshop, Expected::Anything).expect("saved");
}

#[test]
fn only_what_is_agreed_leaves_unless_a_draft_is_asked_for() {
    let home = tempfile::tempdir().expect("folder");
    let made = leadpact(home.path(), &["new", "Acme", "--template", "b2b"]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let run = leadpact(home.path(), &["export", "acme"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(
        err(&run).contains("nothing is agreed in this workshop yet"),
        "{}",
        err(&run)
    );
    let run = leadpact(home.path(), &["export", "acme", "--draft"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("still sealed"), "{}", err(&run));

    change(home.path(), |workshop| {
        workshop.reveal = Some(Reveal {
            at: workshop.head.changed,
            because: None,
        });
    });
    let run = leadpact(home.path(), &["export", "acme", "--draft", "-o", "out"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    for (ending, mark) in [
        ("yaml", "# DRAFT: nobody has agreed to this yet."),
        ("md", "**DRAFT.**"),
        ("html", "<body class=\"draft\">"),
    ] {
        let file = home
            .path()
            .join(format!("out/acme.lead-definition.{ending}"));
        assert!(
            fs::read_to_string(file).expect("file").contains(mark),
            "{ending}"
        );
    }
}

#[test]
fn the_newest_version_is_exported_and_an_older_one_by_its_number() {
    let home = tempfile::tempdir().expect("folder");
    leadpact(home.path(), &["new", "Acme", "--template", "b2b"]);
    let rules = leadpact_files::read_definition("acme.yaml", RULES.as_bytes()).expect("rules");
    change(home.path(), |workshop| {
        for version in ["1.0.0", "2.0.0"] {
            let mut definition = rules.clone();
            definition.metadata.version = version.to_owned();
            workshop.versions.push(Version {
                definition,
                changes: Vec::new(),
            });
        }
    });
    let read = || {
        let file = home.path().join("acme-qualified-lead.lead-definition.md");
        fs::read_to_string(file).expect("file")
    };
    let run = leadpact(home.path(), &["export", "acme"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(read().contains("**Agreed.**") && read().contains("**Version:** 2.0.0"));
    // Its signatures stand under 2.0.0: the older text is not passed off as agreed.
    let run = leadpact(home.path(), &["export", "acme", "--version", "1.0.0"]);
    assert!(
        err(&run).contains("it was written as proposed"),
        "{}",
        err(&run)
    );
    assert!(read().contains("**PROPOSED.**") && read().contains("**Version:** 1.0.0"));
    let run = leadpact(home.path(), &["export", "acme", "--version", "2.0.1"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(
        err(&run).contains("this version was never agreed"),
        "{}",
        err(&run)
    );
}

#[test]
fn one_partys_own_definition_scores_leads_too() {
    let home = tempfile::tempdir().unwrap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/workshops/five-hundred-leads");
    let workshop = format!("{sample}.workshop.yaml");
    let written = leadpact(
        home.path(),
        &["export", &workshop, "--party", "Sales", "--format", "yaml"],
    );
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    let rules = home
        .path()
        .join("what-sales-calls-a-lead.lead-definition.yaml");
    assert!(
        std::fs::read_to_string(&rules)
            .unwrap()
            .contains("status: draft")
    );
    let leads = format!("{sample}.leads.csv");
    let scored = leadpact(
        home.path(),
        &[
            "score",
            rules.to_str().unwrap(),
            &leads,
            "--as-of",
            "2026-03-06",
        ],
    );
    assert!(err(&scored).contains("mql 10,"), "{}", err(&scored));
    let missed = leadpact(home.path(), &["export", &workshop, "--party", "sles"]);
    assert_eq!(missed.status.code(), Some(2));
    assert!(
        err(&missed).contains("Did you mean 'sales'?"),
        "{}",
        err(&missed)
    );
}

/// The schemas that the files below a folder name in their first lines and that do not lie where they say.
fn schemas_not_there(folder: &Path) -> Vec<String> {
    let mut missing = Vec::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            missing.extend(schemas_not_there(&path));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let named = text.lines().take(4).filter_map(|line| {
            let at = line.strip_prefix("# ")?;
            let at = at
                .strip_prefix("yaml-language-server: $schema=")
                .or_else(|| at.strip_prefix("$schema: "))?;
            Some(at.trim().to_owned())
        });
        for schema in named.collect::<Vec<String>>() {
            if !path.with_file_name("").join(&schema).is_file() {
                missing.push(format!("{}: {schema}", path.display()));
            }
        }
    }
    missing
}

#[test]
fn a_schema_that_is_named_lies_where_the_file_says() {
    let home = tempfile::tempdir().expect("folder");
    fs::write(home.path().join("acme.yaml"), RULES).expect("rules");
    fs::write(home.path().join("leads.csv"), "id,Country\n1,Germany\n").expect("leads");
    for arguments in [
        &["export", "acme.yaml", "-o", "out"][..],
        &["map", "acme.yaml", "leads.csv", "-o", "maps.yaml"],
        &["new", "Acme"],
        &[
            "form",
            "acme",
            "--party",
            "marketing",
            "-o",
            "marketing.answers.yaml",
        ],
    ] {
        let run = leadpact(home.path(), arguments);
        assert!(run.status.code() < Some(2), "{arguments:?}: {}", err(&run));
    }
    fs::remove_file(home.path().join("acme.yaml")).expect("rules");
    assert_eq!(schemas_not_there(home.path()), Vec::<String>::new());
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("workshops");
    assert_eq!(schemas_not_there(&shipped), Vec::<String>::new());
}

#[test]
fn what_check_refuses_leaves_in_no_format() {
    let home = tempfile::tempdir().expect("folder");
    let broken = [
        RULES.replacen("points:", "points: soon #", 1),
        RULES.replacen("field: ", "field: nowhere-", 1),
        RULES.replacen("kind: LeadDefinition", "kind: LeadDefinition\nmore: 1", 1),
    ];
    for (number, rules) in broken.iter().enumerate() {
        let name = format!("{number}.yaml");
        fs::write(home.path().join(&name), rules).expect("rules");
        let check = leadpact(home.path(), &["check", &name]);
        assert_eq!(check.status.code(), Some(2), "{name}");
        for format in [
            "yaml",
            "markdown",
            "html",
            "jsonlogic",
            "jdm",
            "scorecard",
            "sql",
            "dbt",
        ] {
            let run = leadpact(
                home.path(),
                &[
                    "export",
                    &name,
                    "--format",
                    format,
                    "-o",
                    "out",
                    "--allow-lossy",
                ],
            );
            assert_eq!(run.status.code(), Some(2), "{name} {format}");
            // With the same places as the check names.
            assert_eq!(err(&run), err(&check), "{name} {format}");
            assert!(!home.path().join("out").exists(), "{name} {format}");
        }
    }
}

#[cfg(unix)]
#[test]
fn all_files_are_written_whoever_stops_reading_the_list() {
    let home = tempfile::tempdir().expect("folder");
    fs::write(home.path().join("acme.yaml"), RULES).expect("rules");
    let script = format!(
        "'{}' export acme.yaml --format dbt -o out --allow-lossy 2>&1 | true",
        env!("CARGO_BIN_EXE_leadpact")
    );
    let run = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(home.path())
        .env("LEADPACT_HOME", home.path())
        .status();
    assert!(run.expect("sh").success());
    let whole = leadpact(
        home.path(),
        &[
            "export",
            "acme.yaml",
            "--format",
            "dbt",
            "-o",
            "whole",
            "--allow-lossy",
        ],
    );
    let listed = out(&whole).lines().count();
    let count = |folder: &Path| {
        let mut folders = vec![folder.to_path_buf()];
        let mut files = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("folder") {
                let path = entry.expect("entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files += 1;
                }
            }
        }
        files
    };
    assert!(listed > 5, "{listed}");
    assert_eq!(count(&home.path().join("whole")), listed);
    assert_eq!(count(&home.path().join("out")), listed);
}
