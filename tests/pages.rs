//! What the pages say is so: files, folders, links, the tests that hold an invariant, and which room uses which.

use std::fs;
use std::path::{Path, PathBuf};

/// What a path of this project begins with.
const BEGINNINGS: [&str; 9] = [
    "src/",
    "tests/",
    "assets/",
    "docs/",
    "workshops/",
    "benches/",
    ".ci/",
    ".github/",
    "fuzz/",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page for people who read the project, with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = fs::read_dir(root().join("docs")).expect("docs").flatten();
    let mut paths: Vec<PathBuf> = docs.map(|entry| entry.path()).collect();
    paths.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root().join(name)));
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a page");
            (path, text)
        })
        .collect()
}

/// What stands between single backticks, line by line, outside of blocks of code.
fn spans(text: &str) -> Vec<&str> {
    text.split("```")
        .step_by(2)
        .flat_map(str::lines)
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}

/// Whether a file, or a test in one (`FILE::TEST`), is there. `NAME` and `*` stand for many: their folder has to be there.
fn is_there(named: &str) -> bool {
    let (file, test) = match named.split_once("::") {
        Some((file, test)) => (file, Some(test)),
        None => (named, None),
    };
    let beginning = file.split(['*', '…']).next().unwrap_or(file);
    let beginning = beginning.split("NAME").next().unwrap_or(beginning);
    let path = if beginning == file {
        root().join(file)
    } else {
        let folder = beginning.rsplit_once('/').map_or("", |(folder, _)| folder);
        root().join(folder)
    };
    match test {
        Some(test) => {
            fs::read_to_string(path).is_ok_and(|text| text.contains(&format!("fn {test}(")))
        }
        None => path.exists(),
    }
}

#[test]
fn every_file_that_a_page_names_is_there() {
    let mut missing = Vec::new();
    for (page, text) in pages() {
        for span in spans(&text) {
            let named = span
                .split_whitespace()
                .next()
                .unwrap_or("")
                .trim_end_matches(':');
            let is_path = BEGINNINGS.iter().any(|start| named.starts_with(start));
            if is_path && !is_there(named) {
                missing.push(format!("{}: {named}", page.display()));
            }
        }
    }
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    let mut missing = Vec::new();
    for (page, text) in pages() {
        let folder = page.parent().expect("a folder");
        for part in text.split("](").skip(1) {
            let link = part.split(')').next().unwrap_or("");
            let path = link.split('#').next().unwrap_or("");
            if !link.starts_with("http") && !path.is_empty() && !folder.join(path).exists() {
                missing.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(missing.is_empty(), "lead nowhere:\n{}", missing.join("\n"));
}

#[test]
fn the_readme_is_read_to_its_end() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    assert!(
        readme.lines().count() < 200,
        "what is more belongs into docs"
    );
}

/// The rooms that a room's manifest names as needed by more than its tests.
fn used_by(room: &str) -> Vec<String> {
    let path = root().join("src").join(room).join("Cargo.toml");
    let manifest = fs::read_to_string(path).expect("the manifest of a room");
    let mut section = "";
    let mut used = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]") && !section.contains("dev-") {
            let name = line
                .split(['.', ' ', '='])
                .next()
                .and_then(|n| n.strip_prefix("leadpact-"));
            used.extend(name.map(str::to_owned));
        }
    }
    used
}

/// Cargo holds that no room goes in circles; the table holds which arrows there are at all.
#[test]
fn rooms_use_what_the_page_says() {
    let page = fs::read_to_string(root().join("docs/architecture.md")).expect("the page");
    let (_, rest) = page
        .split_once("| room | what it is | may use |")
        .expect("a table");
    let (table, _) = rest.split_once("\n\n").expect("its end");
    let mut rooms = Vec::new();
    for row in table.lines() {
        let Some((room, rest)) = row.strip_prefix("| `").and_then(|row| row.split_once('`')) else {
            continue;
        };
        let (_, allowed) = rest
            .trim_end_matches(" |")
            .rsplit_once("| ")
            .expect("a last cell");
        for used in used_by(room) {
            assert!(allowed.contains(&format!("`{used}`")), "{room} uses {used}");
        }
        rooms.push(room.to_owned());
    }
    for entry in fs::read_dir(root().join("src")).expect("src").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_room = entry.path().join("Cargo.toml").exists();
        assert!(
            !is_room || rooms.contains(&name),
            "{name} is not on the page"
        );
    }
}
