//! Files forged line by line, and made anew: what `leadpact verify` says of them alone and with a witness.

use std::fs;
use std::path::Path;

use leadpact_files as files;
use leadpact_workshop::{Responses, SheetState, Workshop, integrity, seal};

use super::{err, leadpact, out};

const SAMPLE: &str = "harbour-insurance.workshop.yaml";

fn sample() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workshops");
    fs::read_to_string(folder.join(SAMPLE)).expect("a sample")
}

/// A data folder that holds this text as its one workshop.
fn home_with(text: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join(SAMPLE), text).expect("written");
    home
}

fn read(text: &str) -> Workshop {
    files::read_workshop(SAMPLE, text.as_bytes()).expect("a workshop")
}

/// The lines of these parts of a workshop file, by number.
fn lines_of(text: &str, parts: &[&str]) -> Vec<usize> {
    let mut part = "";
    let mut lines = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            part = line.trim_end_matches(':');
        } else if parts.contains(&part) {
            lines.push(number);
        }
    }
    lines
}

/// What stands in these lines without being sealed, signed or told: how many questions of a sheet are answered is counted
/// again when it is revealed.
const FREE: [&str; 1] = ["answered:"];

#[test]
fn a_line_of_what_is_sealed_signed_or_told_is_not_changed_or_taken_out_unseen() {
    let text = sample();
    let lines: Vec<&str> = text.lines().collect();
    let all = lines_of(&text, &["sheets", "versions", "log"]);
    assert!(all.len() > 1_000, "{}", all.len());
    let mut read_back = 0;
    for number in all.into_iter().step_by(41) {
        let line = lines[number];
        if FREE.iter().any(|free| line.trim_start().starts_with(free)) {
            continue;
        }
        let (start, end) = line.split_at(line.trim_end_matches('"').len());
        for changed in [Some(format!("{start}x{end}")), None] {
            let mut forged: Vec<&str> = lines.clone();
            match &changed {
                Some(line) => forged[number] = line,
                None => drop(forged.remove(number)),
            }
            let forged = forged.join("\n");
            // What is no workshop any more is refused, with the line.
            let Ok(workshop) = files::read_workshop(SAMPLE, forged.as_bytes()) else {
                continue;
            };
            read_back += 1;
            let broken = integrity::broken(&workshop);
            assert!(!broken.is_empty(), "line {}: {line}", number + 1);
        }
    }
    assert!(read_back > 40, "{read_back}");
}

/// Sales says nothing any more; its seal is made anew, and the log as well.
fn made_anew(text: &str) -> String {
    let mut workshop = read(text);
    let sheet = workshop.sheets.iter_mut().find(|s| s.party == "sales");
    let sheet = sheet.expect("a sheet");
    let SheetState::Revealed { seal, responses } = &mut sheet.state else {
        panic!("revealed");
    };
    *responses = Responses::new();
    seal.digest = seal::digest(&sheet.party, &sheet.person, &sheet.salt, responses);
    workshop.versions.clear();
    workshop.head.version = None;
    workshop.head.review = None;
    workshop.head.status = leadpact_workshop::Status::Draft;
    workshop.shorten_log(0);
    files::write_workshop(&workshop).expect("written")
}

#[test]
fn a_file_made_anew_is_known_by_noted_words_and_by_a_copy() {
    let text = sample();
    let noted = read(&text).sheets[1].words().expect("words");
    let home = home_with(&made_anew(&text));
    fs::write(home.path().join("copy.workshop.yaml"), &text).expect("written");
    let alone = leadpact(home.path(), &["verify", SAMPLE]);
    assert_eq!(alone.status.code(), Some(0), "{}", out(&alone));
    let words = leadpact(home.path(), &["verify", SAMPLE, "--words", &noted]);
    assert_eq!(words.status.code(), Some(1), "{}", out(&words));
    assert!(out(&words).contains("are the words of nothing in this file"));
    let against = &["verify", SAMPLE, "--against", "copy.workshop.yaml"];
    let copy = leadpact(home.path(), against);
    assert_eq!(copy.status.code(), Some(1), "{}", out(&copy));
    for said in [
        "The sheet of Petra Sund is not the one that was sealed in the copy",
        "Version 1.0.0 is not there",
        "The log is another one from line 1 on",
    ] {
        assert!(out(&copy).contains(said), "{said}\n{}", out(&copy));
    }
    // The file as it was stands by both.
    let home = home_with(&text);
    fs::write(home.path().join("copy.workshop.yaml"), &text).expect("written");
    let loud = noted.to_uppercase().replace(' ', ", ");
    for more in [["--words", &loud], ["--against", "copy.workshop.yaml"]] {
        let arguments = [&["verify", SAMPLE][..], &more].concat();
        let whole = leadpact(home.path(), &arguments);
        assert_eq!(whole.status.code(), Some(0), "{}", out(&whole));
    }
}

#[test]
fn an_exported_rule_file_is_checked_alone() {
    let home = home_with(&sample());
    leadpact(home.path(), &["export", SAMPLE, "-o", "out"]);
    let folder = home.path().join("out");
    let rules = fs::read_dir(folder).expect("files").find_map(|file| {
        let path = file.expect("a file").path();
        let is_rules = path.to_string_lossy().ends_with(".lead-definition.yaml");
        is_rules.then_some(path)
    });
    let rules = rules.expect("a rule file");
    let name = rules.to_string_lossy().into_owned();
    let against = &["verify", &name, "--against", SAMPLE];
    let whole = leadpact(home.path(), against);
    assert_eq!(whole.status.code(), Some(0), "{}", out(&whole));
    let text = fs::read_to_string(&rules).expect("text");
    for (what, with) in [
        ("Petra Sund", "Mallory Evil"),
        ("version: \"1.0.0\"", "version: \"1.0.1\""),
        ("voice: agree", "voice: live-with-it"),
        ("review: \"2026", "review: \"2027"),
    ] {
        let forged = text.replacen(what, with, 1);
        assert_ne!(forged, text, "{what}");
        fs::write(&rules, forged).expect("written");
        let verified = leadpact(home.path(), &["verify", &name]);
        assert_eq!(
            verified.status.code(),
            Some(1),
            "{what}: {}",
            out(&verified)
        );
    }
}

#[test]
fn what_is_neither_a_workshop_nor_a_rule_file_is_refused() {
    let home = home_with("kind: Answers\n");
    for arguments in [["verify", SAMPLE], ["verify", "nothing.yaml"]] {
        let refused = leadpact(home.path(), &arguments);
        assert_eq!(refused.status.code(), Some(2), "{}", out(&refused));
        assert!(!err(&refused).is_empty());
    }
}
