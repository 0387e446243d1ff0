//! `leadpact verify`, and how a file that was changed by hand is named by other commands.

use std::fs;
use std::path::Path;

use super::{err, leadpact, out};

const SAMPLE: &str = "workshops/trial-analytics.workshop.yaml";
const RULES: &str = "workshops/trial-analytics.lead-definition.yaml";

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect(file)
}

/// A data folder with the sample as `w`, changed like this.
fn with(change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("folder");
    let before = text(SAMPLE);
    let after = change(&before);
    fs::write(home.path().join("copy.workshop.yaml"), before).expect("written");
    fs::write(home.path().join("w.workshop.yaml"), after).expect("written");
    home
}

#[test]
fn a_file_as_it_was_saved_holds_and_says_what_that_is_worth() {
    let home = with(str::to_owned);
    let output = leadpact(home.path(), &["verify", "w"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let said = out(&output);
    assert!(
        said.contains("agrees with itself, which anybody can arrange"),
        "{said}"
    );
    assert!(!said.contains("BROKEN"), "{said}");
    // Words that it names are recognised, in capitals too.
    let words = said
        .lines()
        .find_map(|line| line.strip_prefix("  version 1.0.0: "))
        .expect("words");
    let output = leadpact(
        home.path(),
        &["verify", "w", "--words", &words.to_uppercase()],
    );
    assert_eq!(output.status.code(), Some(0));
    assert!(
        out(&output).contains("are the words of version 1.0.0"),
        "{}",
        out(&output)
    );
    let output = leadpact(
        home.path(),
        &[
            "verify",
            "w",
            "--words",
            "acorn acorn acorn acorn acorn acorn",
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out(&output).contains("are the words of nothing in this file"),
        "{}",
        out(&output)
    );
    let output = leadpact(
        home.path(),
        &["verify", "w", "--against", "copy.workshop.yaml"],
    );
    assert_eq!(output.status.code(), Some(0));
    assert!(
        out(&output).contains("stands here unchanged"),
        "{}",
        out(&output)
    );
}

#[test]
fn a_signature_a_name_and_an_answer_changed_by_hand_are_named_everywhere() {
    let changes: [(&str, &str, &str); 4] = [
        // A name under the agreement, a day, a sealed answer, a line of the log.
        (
            "        name: Lea Winter\n        \"on\"",
            "        name: Mallory\n        \"on\"",
            "Version 1.0.0 is not what was signed",
        ),
        (
            "        \"on\": \"2026-02-24\"",
            "        \"on\": \"2026-02-23\"",
            "Version 1.0.0 is not what was signed",
        ),
        (
            "  responses:\n    own-words:\n      answer:\n        text: ",
            "  responses:\n    own-words:\n      answer:\n        text: No ",
            "is not what was sealed",
        ),
        (
            "signed version 1.0.0 for Marketing",
            "signed version 1.0.0 for Sales",
            "The log is not what was written",
        ),
    ];
    for (from, to, says) in changes {
        assert!(text(SAMPLE).contains(from), "{from}");
        let home = with(|text| text.replacen(from, to, 1));
        let verified = leadpact(home.path(), &["verify", "w"]);
        assert_eq!(
            verified.status.code(),
            Some(1),
            "{from}: {}",
            err(&verified)
        );
        assert!(out(&verified).contains(says), "{from}: {}", out(&verified));
        let listed = out(&leadpact(home.path(), &["list"]));
        assert!(listed.contains(says), "{listed}");
        for command in ["log", "compare", "diff"] {
            let output = leadpact(home.path(), &[command, "w"]);
            let said = err(&output);
            assert!(said.contains(says), "{command}: {said}");
        }
        let exported = leadpact(home.path(), &["export", "w", "-o", "out"]);
        assert!(err(&exported).contains(says), "{}", err(&exported));
        let screen = out(&leadpact(home.path(), &["--print", "120x40"]));
        let row = if says.starts_with("Version") {
            "1.0.0 is not as signed!"
        } else {
            "changed by hand!"
        };
        assert!(screen.contains(row), "{screen}");
        let opened = out(&leadpact(home.path(), &["open", "w", "--print", "120x40"]));
        let even = opened
            .split_whitespace()
            .filter(|w| *w != "│")
            .collect::<Vec<_>>()
            .join(" ");
        assert!(even.contains(says), "{opened}");
        let against = ["verify", "w", "--against", "copy.workshop.yaml"];
        assert_eq!(leadpact(home.path(), &against).status.code(), Some(1));
    }
}

#[test]
fn a_rule_file_is_verified_alone() {
    let home = tempfile::tempdir().expect("folder");
    let file = home.path().join("r.yaml");
    for (from, to, broken) in [
        ("", "", ""),
        ("    points: ", "    points: 1", "contentHash"),
        (
            "  agreementHash: sha256:",
            "  # agreementHash: sha256:",
            "agreementHash",
        ),
        (
            "    name: Lea Winter\n    \"on\"",
            "    name: Mallory\n    \"on\"",
            "agreementHash",
        ),
    ] {
        let rules = text(RULES);
        assert!(rules.contains(from), "{from}");
        fs::write(&file, rules.replacen(from, to, 1)).expect("written");
        let output = leadpact(home.path(), &["verify", "r.yaml"]);
        let code = i32::from(!broken.is_empty());
        assert_eq!(
            output.status.code(),
            Some(code),
            "{from}: {}{}",
            out(&output),
            err(&output)
        );
        let said = out(&output);
        let lines = said.lines().filter(|line| line.starts_with("BROKEN"));
        assert_eq!(
            lines.clone().any(|line| line.contains(broken)),
            code == 1,
            "{said}"
        );
        let checked = leadpact(home.path(), &["check", "r.yaml"]);
        assert_eq!(
            out(&checked).contains("Hash") || err(&checked).contains("Hash"),
            code == 1
        );
    }
}
