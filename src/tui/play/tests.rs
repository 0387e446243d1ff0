use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::tui::play::{Picture, play};

fn typed(home: &Path, keys: &str, size: (u16, u16)) -> Picture {
    play(home, keys, size).unwrap()
}

fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn with_workshops(names: &[&str]) -> TempDir {
    let home = empty();
    for name in names {
        fs::write(home.path().join(format!("{name}.workshop.yaml")), "").unwrap();
    }
    home
}

#[test]
fn an_empty_folder_is_friendly() {
    let home = empty();
    let screen = typed(home.path(), "", (80, 24));
    assert!(screen.shows("There is no workshop yet."));
    assert!(screen.shows("? help"));
}

#[test]
fn the_filter_finds_a_workshop() {
    let home = with_workshops(&["acme", "harbour"]);
    let screen = typed(home.path(), "/harb<enter>", (80, 24));
    assert!(screen.shows("▸ harbour"), "{}", screen.text());
    assert!(!screen.shows("acme"));
    assert!(typed(home.path(), "/harb<enter><esc>", (80, 24)).shows("acme"));
}

#[test]
fn help_names_the_keys_that_work_here() {
    let home = empty();
    let screen = typed(home.path(), "?", (80, 24));
    assert!(screen.shows("Leave Leadpact."), "{}", screen.text());
    // Nothing to filter: so no such key.
    assert!(!screen.shows("Show only workshops"), "{}", screen.text());
    let home = with_workshops(&["acme"]);
    assert!(typed(home.path(), "?", (80, 24)).shows("Show only workshops"));
}

#[test]
fn the_palette_does_what_it_finds() {
    let home = empty();
    let screen = typed(home.path(), ":theme<enter>", (80, 24));
    assert!(screen.shows("Theme: light"), "{}", screen.text());
}

#[test]
fn in_ascii_every_cell_is_ascii() {
    let home = with_workshops(&["acme", "größe"]);
    let screen = typed(home.path(), ":ascii<enter>?", (80, 24));
    assert!(screen.text().is_ascii(), "{}", screen.text());
}

#[test]
fn a_small_window_says_so() {
    let home = empty();
    let screen = typed(home.path(), "<resize:40x10>", (80, 24));
    assert!(screen.shows("too small: 40 by 10"), "{}", screen.text());
}

#[test]
fn every_size_can_be_drawn() {
    let home = with_workshops(&["acme", "harbour"]);
    for keys in ["", "/a", "?", ":", ":xyz"] {
        for width in (1..250).step_by(17) {
            for height in (1_u16..80).step_by(5) {
                let resized = format!("{keys}<resize:{width}x{height}>");
                let screen = typed(home.path(), &resized, (80, 24));
                assert_eq!(screen.rows().len(), usize::from(height));
            }
        }
    }
}
