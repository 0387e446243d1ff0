//! What Cargo cannot hold: which rooms do no input or output, how paths are written, how words leave the program.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms under `src/` that are part of the program. The program itself is the rest.
const ROOMS: [&str; 8] = [
    "definition",
    "figures",
    "workshop",
    "files",
    "leads",
    "export",
    "app",
    "tui",
];

/// What only `tui`, `cli`, `files` and `leads` may touch.
const INPUT_OUTPUT: [&str; 9] = [
    "std::fs",
    "std::io",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "println!",
    "Zoned::now",
    "Timestamp::now",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// The lines of code before the tests, without comments. Files of tests have none.
fn code(path: &Path) -> Vec<String> {
    let is_test = path.components().any(|part| {
        let part = part.as_os_str().to_string_lossy();
        part == "tests" || part == "tests.rs"
    });
    if is_test {
        return Vec::new();
    }
    let text = fs::read_to_string(path).expect("a source file");
    text.lines()
        .take_while(|line| line.trim() != "mod tests {")
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(str::to_owned)
        .collect()
}

fn rooms() -> impl Iterator<Item = (&'static str, Vec<PathBuf>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    ROOMS
        .map(|name| (name, sources(&root.join(name))))
        .into_iter()
}

#[test]
fn the_pure_rooms_do_no_input_or_output() {
    let pure = ["definition", "figures", "workshop", "export", "app"];
    let mut impure = Vec::new();
    for (_, files) in rooms().filter(|(name, _)| pure.contains(name)) {
        for file in files {
            for line in code(&file) {
                if let Some(what) = INPUT_OUTPUT.iter().find(|what| line.contains(**what)) {
                    impure.push(format!("{}: {what} in {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(impure.is_empty(), "not pure:\n{}", impure.join("\n"));
}

/// A screen says where to go (`src/app/go.rs`) and does not build or ask the one that comes.
#[test]
fn no_screen_names_another_screen() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/screen");
    let mut names: Vec<String> = Vec::new();
    for file in fs::read_dir(&folder).expect("the screens").flatten() {
        let path = file.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        names.extend(name.map(str::to_owned));
    }
    let mut crossing = Vec::new();
    for file in sources(&folder) {
        let inside = file.strip_prefix(&folder).expect("a screen's file");
        let own = inside.iter().next().expect("a name").to_string_lossy();
        let own = own.trim_end_matches(".rs");
        // Where all of them are gathered, opened, and told apart.
        if ["mod", "open", "in_front"].contains(&own) {
            continue;
        }
        let top = inside.components().count() == 1;
        for line in code(&file) {
            let other = |name: &&String| {
                name.as_str() != own
                    && (line.contains(&format!("screen::{name}"))
                        || (top && line.contains(&format!("super::{name}"))))
            };
            if line.contains("screen::{") || names.iter().any(|name| other(&name)) {
                crossing.push(format!("{}: {}", inside.display(), line.trim()));
            }
        }
    }
    assert!(crossing.is_empty(), "{}", crossing.join("\n"));
}

#[test]
fn paths_start_at_the_crate() {
    let mut climbing = Vec::new();
    for (_, files) in rooms() {
        for file in files {
            climbing.extend(
                code(&file)
                    .iter()
                    .filter(|line| line.contains("super::super"))
                    .map(|line| format!("{}: {}", file.display(), line.trim())),
            );
        }
    }
    assert!(climbing.is_empty(), "{}", climbing.join("\n"));
}

/// What reaches standard output or standard error.
const WAYS_OUT: [&str; 6] = [
    "println!", "eprint!", "print!(", "dbg!(", "stdout()", "stderr()",
];

/// The files that are compiled for tests only, by the declarations in the file that holds them.
fn for_tests_only(files: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(file).expect("a source file");
        let folder = match file.file_stem().and_then(|stem| stem.to_str()) {
            Some("mod" | "lib" | "main") => file.parent().expect("a folder").to_owned(),
            _ => file.with_extension(""),
        };
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2) {
            let name = pair[1]
                .strip_prefix("mod ")
                .and_then(|n| n.strip_suffix(';'));
            if let ("#[cfg(test)]", Some(name)) = (pair[0], name) {
                found.push(folder.join(format!("{name}.rs")));
                found.push(folder.join(name));
            }
        }
    }
    found
}

/// Whatever is printed is made harmless in `files/outlet.rs`; the screen draws by itself.
#[test]
fn nothing_reaches_a_terminal_by_another_way() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    let mut files: Vec<PathBuf> = rooms().flat_map(|(_, files)| files).collect();
    files.extend(sources(&program));
    let for_tests = for_tests_only(&files);
    assert!(!for_tests.is_empty());
    let is_the_way = |path: &Path| {
        ["files/outlet.rs", "tui/terminal.rs", "tui/output.rs"]
            .iter()
            .any(|way| path.ends_with(way))
    };
    let mut other = Vec::new();
    for file in files {
        if is_the_way(&file) || for_tests.iter().any(|part| file.starts_with(part)) {
            continue;
        }
        for line in code(&file) {
            let mut told = line.clone();
            // To ask whether a terminal is there writes nothing, and the screen has to be made of something.
            for harmless in [
                "stdout().is_terminal()",
                "stderr().is_terminal()",
                "use_stderr()",
                "CrosstermBackend::new(io::stdout())",
            ] {
                told = told.replace(harmless, "");
            }
            if WAYS_OUT.iter().any(|way| told.contains(way)) {
                other.push(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    assert!(
        other.is_empty(),
        "print through files::outlet:\n{}",
        other.join("\n")
    );
}

#[test]
fn every_test_file_is_part_of_the_binary() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let main = fs::read_to_string(folder.join("main.rs")).expect("tests/main.rs");
    for entry in fs::read_dir(&folder).expect("tests").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let module = name
            .strip_suffix(".rs")
            .map(str::to_owned)
            .or_else(|| entry.path().join("mod.rs").exists().then(|| name.clone()));
        if let Some(module) = module.filter(|m| m != "main") {
            assert!(
                main.contains(&format!("mod {module};")),
                "tests/{name} is not in tests/main.rs"
            );
        }
    }
}
