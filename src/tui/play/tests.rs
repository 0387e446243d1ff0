mod agree;
mod cases;
mod compare;
mod cut;
mod fields;
mod screens;
mod setup;
mod sign;
mod stages;
mod way;
mod word;

use std::path::Path;

use tempfile::TempDir;

use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::play::{Picture, play};
use crate::workshop_file::WorkshopFile;
use leadpact_files::{DEFAULT_TEMPLATE, DataFolder, template};
use leadpact_workshop::Workshop;

fn typed(home: &Path, keys: &str, size: (u16, u16)) -> Picture {
    play(home, keys, size).unwrap()
}

fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn with_workshops(titles: &[&str]) -> TempDir {
    let home = empty();
    let folder = DataFolder::at(home.path().to_owned());
    let now = date(2026, 3, 5).at(9, 0, 0, 0).to_zoned(TimeZone::UTC);
    for title in titles {
        let bank = template(DEFAULT_TEMPLATE).unwrap();
        let workshop = Workshop::new(title, bank, now.as_ref().unwrap());
        WorkshopFile::create(&folder, &workshop).unwrap();
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

#[test]
fn looking_at_the_promises_early_does_not_move_the_workshop() {
    let home = with_workshops(&["Acme"]);
    let screen = typed(home.path(), "<enter>]", (80, 24));
    assert!(screen.shows("● 4 SLA"), "{}", screen.text());
    let screen = typed(home.path(), "<enter>]<esc>", (80, 24));
    assert!(screen.shows("● Define ○ Compare"), "{}", screen.text());
}

#[test]
fn a_row_says_how_far_a_workshop_is_and_when_it_changed() {
    let home = with_workshops(&["Acme Security"]);
    let screen = typed(home.path(), "", (80, 24));
    let row = screen.rows().into_iter().find(|row| row.contains("Acme"));
    assert_eq!(
        row.as_deref(),
        Some(" ▸ Acme Security        ● Define ○ Compare ○ Agree ○ SLA ○ Sign       yesterday")
    );
}

#[test]
fn a_broken_file_stands_in_the_list_with_its_fault() {
    let home = empty();
    std::fs::write(home.path().join("bad.workshop.yaml"), "kind: [").unwrap();
    let screen = typed(home.path(), "", (80, 24));
    assert!(screen.shows("▸ bad"), "{}", screen.text());
}
