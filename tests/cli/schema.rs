//! `leadpact schema` for each kind of file.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{err, leadpact, out};

#[test]
fn each_kind_prints_the_schema_that_is_shipped_under_its_name() {
    let home = tempfile::tempdir().expect("folder");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schema");
    let mut shipped = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the schemas").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = name.strip_suffix(".v1.schema.json").expect("a schema");
        let output = leadpact(home.path(), &["schema", kind]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let text = fs::read_to_string(entry.path()).expect("a schema");
        assert!(out(&output) == text, "{kind} prints another schema");
        shipped.insert(kind.to_owned());
    }
    // And it has no other kinds: they stand in its help, each with a sentence.
    let help = out(&leadpact(home.path(), &["schema", "--help"]));
    let kinds = help
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "));
    let kinds = kinds.filter_map(|line| Some(line.split_once(':')?.0.to_owned()));
    assert_eq!(kinds.collect::<BTreeSet<_>>(), shipped, "{help}");
}
