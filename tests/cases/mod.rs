//! Cases that are data: what rules make of a lead, when a promise is due, how far two answers lie apart.
//!
//! Each folder here holds YAML files of one theme, whose cases have a `name` in words. Whoever knows a case that is
//! missing adds it to a file or writes a new one; no Rust is needed. A case that does not come out is told with its
//! file, line and name.

mod compare;
mod deadlines;
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_yaml::Spanned;

/// What did not come out, a line each.
struct Wrong {
    file: PathBuf,
    told: Vec<String>,
}

impl Wrong {
    /// Notes that a case cannot be run, and why.
    fn note(&mut self, name: &Spanned<String>, why: impl std::fmt::Display) {
        let (file, line) = (self.file.display(), name.referenced.line());
        let name = &name.value;
        self.told.push(format!("{file}:{line}: {name}: {why}"));
    }

    /// Notes what is different from what the case says.
    fn unless_same(&mut self, name: &Spanned<String>, says: &str, found: &str) {
        if says != found {
            self.note(name, format!("{says} is written, {found} comes out"));
        }
    }
}

/// Runs every file of a folder; at least `fewest` cases are asked for, so that none gets lost.
fn each<T: DeserializeOwned>(folder: &str, fewest: usize, run: impl Fn(T, &mut Wrong) -> usize) {
    let cases = Path::new("tests/cases").join(folder);
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join(&cases);
    let mut names: Vec<_> = fs::read_dir(here)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    names.sort();
    let (mut count, mut told) = (0, Vec::new());
    for name in names {
        let file = cases.join(name);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
        let text = fs::read_to_string(path).expect("UTF-8");
        let options = serde_yaml::options! { strict_booleans: true };
        let read = serde_yaml::from_str_with_options(&text, options);
        let read = read.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut wrong = Wrong {
            file,
            told: Vec::new(),
        };
        count += run(read, &mut wrong);
        told.append(&mut wrong.told);
    }
    assert!(told.is_empty(), "\n{}", told.join("\n"));
    assert!(
        count >= fewest,
        "{folder}: {count} cases, there were {fewest}"
    );
}
