//! The example in `docs/lead-definition.md` is a rule file that the program takes, and comes out as the guide says.

use std::fs;
use std::process::Command;

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/lead-definition.md");

#[test]
fn the_example_holds() {
    let guide = fs::read_to_string(GUIDE).expect("the guide");
    let (_, rest) = guide.split_once("```yaml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("example.yaml");
    fs::write(&rules, example).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .arg("check")
        .arg(&rules)
        .output()
        .expect("leadpact runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("golden lead director: as agreed"), "{said}");
    assert!(said.contains("golden lead asked: as agreed"), "{said}");
}
