//! Nothing raw reaches a terminal: hostile text in files, cells, names of files and arguments, through every command of
//! the real program.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use leadpact_files as files;

/// What a file may hold and a terminal must not see: an override, an isolate, and characters that take no room.
const MARKS: &str = "\u{202e}evil\u{2066}\u{200b}\u{feff}";

/// What no file of ours may hold: the clipboard, a colour, a C1 sequence, DEL.
const CONTROLS: &str = "\u{1b}]52;c;QUJD\u{7}\u{1b}[31m\u{9b}2J\u{7f}";

/// The same as escapes of YAML.
const ESCAPES: [&str; 4] = ["\\e", "\\x9b", "\\u007f", "\\a"];

/// Commands whose standard output is data for programs and no JSON: it is byte for byte what was read.
const DATA: [&str; 1] = ["score"];

/// What of a text a terminal would act on, line ends aside.
fn raw(text: &str) -> BTreeSet<char> {
    let acts = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    text.chars().filter(acts).collect()
}

struct Place {
    home: tempfile::TempDir,
}

impl Place {
    /// A folder with a workshop, rules, leads, events and a form, in all of which `hostile` stands wherever a person may
    /// write. Leads and events, which are nobody's file of ours, hold controls too.
    fn with(hostile: &str) -> Self {
        let home = tempfile::tempdir().expect("folder");
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("workshops");
        let read = |name: &str| fs::read(samples.join(name)).expect(name);
        let said = |text: &mut String| text.push_str(hostile);

        let name = "five-hundred-leads.workshop.yaml";
        let mut workshop = files::read_workshop(name, &read(name)).expect(name);
        said(&mut workshop.head.title);
        said(&mut workshop.setup.company);
        workshop.parties.iter_mut().for_each(|p| said(&mut p.name));
        for question in &mut workshop.bank.questions {
            said(&mut question.title);
            said(&mut question.ask);
            question.options.iter_mut().for_each(|o| said(&mut o.label));
            question.cards.iter_mut().for_each(|c| said(&mut c.text));
        }
        workshop.stages.iter_mut().for_each(|s| said(&mut s.name));
        workshop
            .log
            .iter_mut()
            .for_each(|entry| said(&mut entry.what));
        files::save_workshop(
            &home.path().join("w.workshop.yaml"),
            &workshop,
            files::Expected::Nothing,
        )
        .expect("saved");

        let name = "five-hundred-leads.lead-definition.yaml";
        let mut rules = files::read_definition(name, &read(name)).expect(name);
        let fields = rules.spec.fields.values_mut().map(|f| &mut f.label);
        let events = rules.spec.events.values_mut().map(|e| &mut e.label);
        for label in fields.chain(events) {
            said(label.get_or_insert_default());
        }
        rules.spec.stages.iter_mut().for_each(|s| said(&mut s.name));
        let rules = files::write_definition(&rules).expect("written");

        let mapping = String::from_utf8(read("five-hundred-leads.mapping.yaml")).expect("text");

        let leads = String::from_utf8(read("five-hundred-leads.leads.csv")).expect("text");
        let cell = format!("{CONTROLS}{MARKS}");
        let leads = leads
            .replacen("P-70001", &format!("P-70001{cell}"), 1)
            .replacen(",309,", &format!(",{cell},"), 1);
        // One more column, of which only the header is hostile.
        let mut further = format!(",More{cell}\n");
        let mut more = String::new();
        for line in leads.lines() {
            more.push_str(line);
            more.push_str(&further);
            ",x\n".clone_into(&mut further);
        }
        let events = format!("lead id,event,at\nP-70002,{cell},2026-02-01\n{cell},x,{cell}\n");
        let form = format!(
            "apiVersion: leadpact/v1\nkind: Answers\nparty: sales\nperson: \"Zoe{hostile}\"\nanswers: {{}}\n"
        );
        for (name, text) in [
            ("r.lead-definition.yaml", rules),
            ("r.mapping.yaml", mapping),
            ("l.csv", more),
            ("e.csv", events),
            ("f.answers.yaml", form),
        ] {
            fs::write(home.path().join(name), text).expect(name);
        }
        Self { home }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_leadpact"))
            .args(arguments)
            .current_dir(self.home.path())
            .env("LEADPACT_HOME", self.home.path())
            .output()
            .expect("leadpact runs")
    }

    /// Runs it, and holds that nothing raw comes out.
    fn holds(&self, arguments: &[&str]) -> Output {
        let output = self.run(arguments);
        let code = output.status.code();
        assert!(matches!(code, Some(0..=2)), "{arguments:?}: {code:?}");
        let told = String::from_utf8(output.stderr.clone()).expect("text");
        assert_eq!(raw(&told), BTreeSet::new(), "{arguments:?}: {told:?}");
        if !arguments.first().is_some_and(|name| DATA.contains(name)) {
            let told = String::from_utf8(output.stdout.clone()).expect("text");
            assert_eq!(raw(&told), BTreeSet::new(), "{arguments:?}: {told:?}");
        }
        output
    }
}

/// Ways to call a command, on the files of [`Place`].
fn calls(command: &str) -> Vec<Vec<&'static str>> {
    const RULES: &str = "r.lead-definition.yaml";
    const DAY: &str = "2026-03-06";
    let calls: &[&[&str]] = match command {
        "new" => &[&["New"], &["New", "--template", "x\u{202e}\u{9b}"]],
        "open" => &[&["w.workshop.yaml", "--print", "100x40"], &["none"]],
        "list" => &[&[], &["--json"]],
        "form" => &[
            &["w.workshop.yaml", "--party", "sales"],
            &["w.workshop.yaml", "--party", "sal\u{202e}es"],
            &[
                "w.workshop.yaml",
                "--party",
                "sales",
                "-o",
                "\u{1b}[31m\u{202e}.yaml",
            ],
            &[
                "w.workshop.yaml",
                "--party",
                "sales",
                "--person",
                "A\u{1b}\u{200b}",
            ],
        ],
        "collect" => &[&["w.workshop.yaml", "f.answers.yaml"]],
        "compare" => &[&["w.workshop.yaml"], &["w.workshop.yaml", "--json"]],
        "export" => &[
            &["w.workshop.yaml", "-o", "out\u{1b}\u{202e}"],
            &[
                RULES,
                "-o",
                "compiled",
                "--format",
                "jsonlogic",
                "--format",
                "jdm",
            ],
            &[
                RULES,
                "--format",
                "sql",
                "--dialect",
                "duckdb",
                "--leads",
                "l.csv",
            ],
        ],
        "check" => &[&[RULES], &[RULES, "--json"], &[RULES, "--leads", "l.csv"]],
        "score" => &[
            &[RULES, "l.csv", "--as-of", DAY],
            &[RULES, "l.csv", "--as-of", DAY, "--json"],
            &[RULES, "l.csv", "--as-of", DAY, "--events", "e.csv"],
            &[RULES, "l.csv", "--as-of", "\u{9b}\u{202e}"],
        ],
        "explain" => &[
            &[
                RULES,
                "l.csv",
                "--as-of",
                DAY,
                "--id",
                "1\u{1b}[31m\u{202e}",
            ],
            &[RULES, "l.csv", "--as-of", DAY, "--id", "P-70002"],
            &[RULES, "l.csv", "--as-of", DAY, "--id", "P-70002", "--json"],
        ],
        "map" => &[
            &[RULES, "l.csv", "-o", "m.yaml"],
            &[RULES, "e.csv", "-o", "n.yaml"],
        ],
        "record" => &[&[RULES, "l.csv", "--as-of", DAY]],
        "schema" => &[&[], &["wor\u{9b}\u{202e}"]],
        "amend" => &[&["w.workshop.yaml"], &["w.workshop.yaml"]],
        "log" => &[&["w.workshop.yaml"], &["w.workshop.yaml", "--json"]],
        "diff" => &[
            &["w.workshop.yaml"],
            &["w.workshop.yaml", "--json"],
            &["w.workshop.yaml", "1\u{202e}"],
            &[RULES, "r.lead-definition.yaml", "--json"],
        ],
        "verify" => &[
            &["w.workshop.yaml"],
            &["w.workshop.yaml", "--against", "w.workshop.yaml"],
            &["w.workshop.yaml", "--words", "x\u{9b}\u{202e}"],
            &["r.lead-definition.yaml"],
            &[RULES, "--against", RULES],
        ],
        "completions" => &[&["bash"], &["zsh"], &["fish"], &["\u{9b}\u{202e}"]],
        "man" => &[&[]],
        _ => &[],
    };
    calls.iter().map(|call| call.to_vec()).collect()
}

/// The commands that the help lists; a test of the command line holds that these are all.
fn commands() -> Vec<String> {
    let asked = Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .arg("--help")
        .output();
    let help = String::from_utf8(asked.expect("help").stdout).expect("text");
    let lines = help.lines().take_while(|line| *line != "Options:");
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split_once("  "));
    let names = names.map(|(name, _)| name.to_owned());
    let all: Vec<String> = names.filter(|name| name != "help").collect();
    assert!(all.len() > 15, "{help}");
    all
}

#[test]
fn hostile_words_in_files_cells_and_arguments_come_out_of_no_command() {
    let place = Place::with(MARKS);
    for command in commands() {
        let calls = calls(&command);
        assert!(!calls.is_empty(), "say how '{command}' is called");
        for (at, call) in calls.into_iter().enumerate() {
            let mut arguments = vec![command.as_str()];
            arguments.extend(call);
            let output = place.holds(&arguments);
            // The first one does what it is asked for; but all answers of this workshop are on the table already.
            let told = String::from_utf8_lossy(&output.stderr);
            let refused = output.status.code() == Some(2);
            assert!(at > 0 || !refused || command == "collect", "{told}");
        }
        for wrong in [
            "--no\u{9b}\u{202e}",
            "--\u{1b}]0;x\u{7}",
            "\u{1b}[31m\u{2066}",
        ] {
            place.holds(&[&command, wrong]);
        }
    }
    for wrong in [
        "sc\u{9b}ore",
        "\u{202e}",
        "--\u{200b}",
        "\u{1b}]52;c;QQ\u{7}",
    ] {
        place.holds(&[wrong]);
        place.holds(&["--theme", wrong]);
        place.holds(&["--theme", wrong, "--print", "80x24"]);
        place.holds(&["--print", wrong]);
        place.holds(&["--keys", wrong, "--print", "80x24"]);
        place.holds(&["open", wrong]);
    }
}

#[test]
fn a_title_as_the_file_says_it_is_in_the_json() {
    let place = Place::with(MARKS);
    let output = place.holds(&["log", "w.workshop.yaml", "--json"]);
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let title = log["title"].as_str().expect("a title");
    assert!(title.ends_with(MARKS), "{title:?}");
    let scored = place.run(&[
        "score",
        "r.lead-definition.yaml",
        "l.csv",
        "--as-of",
        "2026-03-06",
    ]);
    // A mark of byte order at the end of a cell is a blank, and no part of the id.
    let first = format!("\nP-70001{CONTROLS}{},", MARKS.trim_end_matches('\u{feff}'));
    let told = String::from_utf8_lossy(&scored.stderr).into_owned();
    assert_eq!(scored.status.code(), Some(0), "{told}");
    let scored = String::from_utf8(scored.stdout).expect("text");
    assert!(scored.contains(&first), "an id is changed in a file");
}

#[test]
fn no_file_of_ours_is_taken_with_a_control_character_however_it_is_written() {
    for escape in ESCAPES {
        for (file, key, call) in [
            ("w.workshop.yaml", "title", &["log", "w.workshop.yaml"][..]),
            ("w.workshop.yaml", "ask", &["compare", "w.workshop.yaml"]),
            (
                "r.lead-definition.yaml",
                "label",
                &["check", "r.lead-definition.yaml"],
            ),
            (
                "f.answers.yaml",
                "person",
                &["collect", "w.workshop.yaml", "f.answers.yaml"],
            ),
        ] {
            let place = Place::with("");
            let path = place.home.path().join(file);
            let text = fs::read_to_string(&path).expect(file);
            let line = text.lines().position(|line| {
                line.trim_start()
                    .trim_start_matches("- ")
                    .starts_with(&format!("{key}: "))
            });
            let line = line.expect(key);
            let lines: Vec<String> = text
                .lines()
                .enumerate()
                .map(|(at, text)| match text.split_once(": ") {
                    Some((before, _)) if at == line => format!("{before}: \"a{escape}b\""),
                    _ => text.to_owned(),
                })
                .collect();
            fs::write(&path, lines.join("\n")).expect(file);
            let output = place.holds(call);
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{told}");
            assert!(told.contains(&format!("{file}:{}:", line + 1)), "{told}");
            assert!(told.contains("control character U+00"), "{told}");
            assert!(told.contains(&format!("check {file} --cleaned ")), "{told}");

            let cleaned = place.holds(&["check", file, "--cleaned", "copy.yaml"]);
            let listed = String::from_utf8_lossy(&cleaned.stdout).into_owned();
            assert_eq!(cleaned.status.code(), Some(0), "{listed}");
            assert!(listed.contains(&format!("  {}:", line + 1)), "{listed}");
            assert!(
                listed.contains("U+00") && listed.contains("Next: "),
                "{listed}"
            );
            let copy = fs::read_to_string(place.home.path().join("copy.yaml")).expect("a copy");
            assert_eq!(copy, lines.join("\n").replace(escape, ""));
            // A file that is there is not replaced.
            let again = place.holds(&["check", file, "--cleaned", "copy.yaml"]);
            assert_eq!(again.status.code(), Some(2));
        }
    }
}

#[test]
fn a_form_with_control_characters_is_taken_in_as_a_cleaned_copy_where_asked() {
    let place = Place::with("");
    let made = place.holds(&["new", "Fresh"]);
    assert_eq!(made.status.code(), Some(0));
    let form = place.holds(&["form", "fresh", "--party", "sales", "--person", "Ana"]);
    let form = String::from_utf8(form.stdout).expect("text");
    let form = form
        .replacen("\"Ana\"", "\"Ana\\e]52;c;x\\a\"", 1)
        .replacen("      \n", "      Someone who\u{9b} phones us.\n", 1);
    let line = |part: &str| form.lines().position(|l| l.contains(part)).expect(part) + 1;
    let (person, words) = (line("person: "), line("phones us"));
    fs::write(place.home.path().join("ana.answers.yaml"), &form).expect("form");
    let refused = place.holds(&["collect", "fresh", "ana.answers.yaml"]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{told}");
    assert!(
        told.contains(&format!("ana.answers.yaml:{words}:18: ")),
        "{told}"
    );
    assert!(told.contains("--cleaned"), "{told}");
    let taken = place.holds(&["collect", "fresh", "ana.answers.yaml", "--cleaned"]);
    let told = String::from_utf8_lossy(&taken.stderr).into_owned();
    assert_eq!(taken.status.code(), Some(0), "{told}");
    // The places, and no words around them: they may be answers.
    for place in [
        format!("{person}:13: U+001B\n"),
        format!("{person}:22: U+0007\n"),
        format!("{words}:18: U+009B\n"),
    ] {
        assert!(told.contains(&place), "{told}");
    }
    assert!(!told.contains("phones"), "{told}");
    assert!(told.contains("Ana]52;c;x (Sales)"), "{told}");
    assert!(place.home.path().join("ana.cleaned.answers.yaml").exists());
}

#[test]
fn a_workshop_with_control_characters_is_opened_as_a_cleaned_copy_by_a_dialog() {
    let place = Place::with("");
    place.holds(&["new", "Fresh"]);
    let path = place.home.path().join("fresh.workshop.yaml");
    let text = fs::read_to_string(&path).expect("workshop");
    let hostile = text.replacen("title: Fresh", "title: \"Fre\\x9bsh\"", 1);
    fs::write(&path, &hostile).expect("written");
    let asked = place.holds(&["open", "fresh", "--print", "100x30"]);
    let screen = String::from_utf8_lossy(&asked.stdout).into_owned();
    assert!(
        screen.contains("This file holds control characters"),
        "{screen}"
    );
    assert!(
        screen.contains("U+009B in 'title: \"Fre\\x9bsh\"'"),
        "{screen}"
    );
    let opened = place.holds(&["open", "fresh", "--print", "100x30", "--keys", "y"]);
    let screen = String::from_utf8_lossy(&opened.stdout).into_owned();
    assert!(
        screen.contains("Fresh") && screen.contains("Marketing"),
        "{screen}"
    );
    assert_eq!(fs::read_to_string(&path).expect("workshop"), hostile);
    assert!(
        place
            .home
            .path()
            .join("fresh.cleaned.workshop.yaml")
            .exists()
    );
}

#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_written_is_no_success() {
    let full = || {
        fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full")
    };
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["help", "score"],
        &["score", "-h"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
        let output = command
            .args(arguments)
            .stdout(full())
            .output()
            .expect("runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("cannot be written"), "{told}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_leadpact"));
        let output = command.args(arguments).output().expect("runs");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

/// Twenty thousand ids of characters that a terminal acts on, scored and recorded on one.
#[cfg(unix)]
#[test]
fn twenty_thousand_hostile_ids_reach_a_terminal_as_marks() {
    use std::fmt::Write as _;

    const RULES: &str = "apiVersion: leadpact/v1\nkind: LeadDefinition\nmetadata: {name: x, version: 1.0.0}\nspec:\n  fields: {size: {type: number}}\n  scores: {fit: {rules: [{id: a, points: 5, when: {field: size, above: 3}}]}}\n";
    let home = tempfile::tempdir().expect("folder");
    let mut leads = String::from("lead id,size\n");
    let mut state: u32 = 7;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let ranges = [
        (1, 9),
        (0xb, 2),
        (0xe, 18),
        (0x7f, 33),
        (0x200b, 5),
        (0x202a, 5),
        (0x2066, 4),
        (0xe0041, 9),
    ];
    for row in 0..20_000 {
        let _ = write!(leads, "id{row}");
        for _ in 0..=next(4) {
            let (from, count) = ranges[next(8) as usize];
            leads.extend(char::from_u32(from + next(count)));
        }
        leads.push_str("x,5\n");
    }
    fs::write(home.path().join("r.yaml"), RULES).expect("rules");
    fs::write(home.path().join("l.csv"), &leads).expect("leads");
    for command in ["score", "record"] {
        let (seen, code) = crate::terminal::printed(home.path(), &[command, "r.yaml", "l.csv"]);
        assert_eq!(code, 0, "{seen:.2000}");
        assert_eq!(seen.matches("id19999").count(), 1, "{command}");
        // A terminal puts a carriage return before each line end by itself.
        let seen = seen.replace("\r\n", "\n");
        assert_eq!(raw(&seen), BTreeSet::new(), "{command}");
        assert!(seen.lines().filter(|line| line.contains("id")).count() >= 20_000);
    }
}
