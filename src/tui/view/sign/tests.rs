//! Journeys through SLA, sign, amend and history, typed as a person would.

use std::path::Path;

use jiff::civil::date;
use jiff::tz::TimeZone;
use tempfile::TempDir;

use crate::play::{Picture, play};
use crate::workshop_file::WorkshopFile;
use leadpact_files::{DEFAULT_TEMPLATE, DataFolder, template};
use leadpact_table::ready_to_sign;
use leadpact_workshop::{Capacity, Change, Step, Workshop};

fn typed(home: &TempDir, keys: &str) -> Picture {
    play(home.path(), keys, (80, 24)).unwrap()
}

#[track_caller]
fn shows(screen: &Picture, words: &str) {
    assert!(screen.shows(words), "no \"{words}\" in\n{}", screen.text());
}

fn home_with(mut workshop: Workshop, step: Step) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    workshop.head.step = step;
    let folder = DataFolder::at(home.path().to_owned());
    WorkshopFile::create(&folder, &workshop).unwrap();
    home
}

/// Fresh from the template, at the SLA step, with London's office hours.
fn promising() -> TempDir {
    let now = date(2026, 3, 5)
        .at(9, 0, 0, 0)
        .to_zoned(TimeZone::get("Europe/London").unwrap())
        .unwrap();
    let workshop = Workshop::new("Acme", template(DEFAULT_TEMPLATE).unwrap(), &now);
    home_with(workshop, Step::Sla)
}

/// Everything settled, promises of the template, London's office hours, nothing open.
fn signing() -> Workshop {
    let mut workshop = ready_to_sign();
    workshop.head.title = "Acme".to_owned();
    for (id, name, person) in [
        ("marketing", "Marketing", "Ana Lopes"),
        ("sales", "Sales", "Carla Ruiz"),
    ] {
        let mut parties = workshop.parties.iter_mut();
        let party = parties.find(|p| p.id == id).unwrap();
        (party.name, party.people) = (name.to_owned(), vec![person.to_owned()]);
    }
    workshop.capacity = Capacity {
        confirmed_by: Some("Carla Ruiz".to_owned()),
        ..Capacity::default()
    };
    workshop
}

fn written(home: &Path, ending: &str) -> Vec<String> {
    let files = std::fs::read_dir(home).unwrap();
    let names = files.map(|f| f.unwrap().file_name().into_string().unwrap());
    names.filter(|n| n.ends_with(ending)).collect()
}

/// The keys that open the promise of first contact: seven of marketing and one of sales stand above it.
const FIRST_CONTACT: &str = "<enter><down><down><down><down><down><down><down><down><enter>";

#[test]
fn a_reading_is_chosen_by_its_deadline() {
    let home = promising();
    let screen = typed(&home, FIRST_CONTACT);
    shows(
        &screen,
        "A lead becomes an MQL on Friday 6 March at 16:00. Open Mon-Fri 09:00-17:00.",
    );
    shows(&screen, "(•) 24 business hours");
    shows(&screen, "due Wed 11 Mar 16:00");
    shows(&screen, "due Sat 7 Mar 16:00");
    let screen = typed(&home, &format!("{FIRST_CONTACT}<down><down><enter>"));
    shows(&screen, "(•) 1 business day, by close");
    // It is saved: the next session finds it.
    let screen = typed(&home, FIRST_CONTACT);
    shows(&screen, "(•) 1 business day, by close");
    shows(&screen, "24 business hours");
    // And undone.
    let keys = format!("{FIRST_CONTACT}<up><enter>u");
    shows(&typed(&home, &keys), "(•) 1 business day, by close");
}

#[test]
fn other_opening_hours_move_the_deadline() {
    let home = promising();
    // The calendar stands below the twelve promises.
    let calendar = format!("<enter>{}<enter>", "<down>".repeat(12));
    // Friday stands below zone, Mon-Fri and four days: short Fridays.
    let friday = "<down>".repeat(6);
    let change = format!("{calendar}{friday}9-12:30, 13:30-15<esc>");
    let screen = typed(&home, &change);
    shows(
        &screen,
        "Mon-Thu 09:00-17:00, Fri 09:00-12:30 and 13:30-15:00",
    );
    // The example comes an hour before Friday's close now: one hour on Friday, 16 on Monday and Tuesday, 7 on Wednesday.
    shows(&typed(&home, FIRST_CONTACT), "Friday 6 March at 14:00");
    shows(&typed(&home, FIRST_CONTACT), "due Wed 11 Mar 16:00");
    let screen = typed(&home, &format!("{calendar}{friday}<c-u>9 to 5"));
    shows(&screen, "can be 09:00-17:00 or go on to 05:00");
    // Nothing of it was taken.
    let screen = typed(&home, &format!("{calendar}<esc>"));
    shows(
        &screen,
        "Mon-Thu 09:00-17:00, Fri 09:00-12:30 and 13:30-15:00",
    );
}

#[test]
fn a_promise_is_made_removed_and_brought_back() {
    let home = promising();
    let screen = typed(&home, "<enter>n<down><down><enter>120<esc>");
    shows(
        &screen,
        "Marketing delivers at least 120 marketing qualified leads",
    );
    let screen = typed(&home, "<enter><down>x");
    shows(&screen, "Removed. Press u to bring it back.");
    assert!(
        !screen.shows("name, company, job title"),
        "{}",
        screen.text()
    );
    shows(&typed(&home, "<enter>"), "fills in the first meaningful");
}

#[test]
fn sales_confirms_the_volume_by_name() {
    let home = promising();
    let capacity = format!("<enter>{}", "<down>".repeat(13));
    let screen = typed(&home, &capacity);
    shows(
        &screen,
        "120 leads x 5 attempts = 600 a month, for 4 people on 21 days",
    );
    shows(&screen, "7 attempts a day each; sales has not said yes");
    let screen = typed(&home, &format!("{capacity}yCarla Ruiz<esc>"));
    shows(&screen, "7 attempts a day each; Carla Ruiz says yes");
}

#[test]
fn two_names_make_an_agreement_and_files() {
    let home = home_with(signing(), Step::Sign);
    let screen = typed(&home, "<enter><end><up><enter>");
    shows(
        &screen,
        "With Enter you sign version 1.0.0 for Marketing. Left and right choose: Ana",
    );
    let screen = typed(&home, "<enter><end><up><enter><c-u><enter>");
    shows(&screen, "a signature needs a name");
    let screen = typed(
        &home,
        // Each side's first name is proposed.
        "<enter><end><up><enter><enter><enter><enter>",
    );
    shows(&screen, "Done. You agree what a qualified lead is.");
    shows(&screen, "agreed 1.0.0");
    shows(&screen, "Ana Lopes signed for Marketing, 2026-03-06");
    shows(&screen, ".lead-definition.yaml");
    shows(&screen, "Version 1.0.0, in force from 2026-03-20.");
    shows(&screen, "You look at it again on 2026-06-18.");
    assert_eq!(written(home.path(), ".lead-definition.html").len(), 1);
    // Opened again, the agreement stands in front, and nothing can be changed.
    let screen = typed(&home, "<enter>");
    shows(&screen, "Version 1.0.0 is agreed.");
    let screen = typed(&home, "<enter>[<enter>");
    assert!(!screen.shows("Why?"), "{}", screen.text());
}

#[test]
fn a_change_after_the_first_name_voids_it() {
    let home = home_with(signing(), Step::Sign);
    let keys = "<enter><end><up><enter>Ana Lopes<enter>";
    let screen = typed(&home, keys);
    shows(&screen, "Signed. Still to sign: Sales.");
    shows(&screen, "proposed 1.0.0");
    // A new promise is a change of the text.
    let screen = typed(&home, "<enter>[n<down><down><enter>100<esc>]");
    shows(&screen, "void: the text changed after Ana Lopes signed");
}

#[test]
fn what_is_not_settled_blocks_and_is_reached_with_enter() {
    let mut workshop = signing();
    workshop.reveal = None;
    let home = home_with(workshop, Step::Sign);
    let screen = typed(&home, "<enter>");
    shows(&screen, "✗ The answers are not on the table yet");
    let screen = typed(&home, "<enter><end><enter>");
    shows(&screen, "closed before anybody signs");
    let screen = typed(&home, "<enter><enter>");
    shows(&screen, "answered");
}

#[test]
fn a_reservation_is_reached_with_enter() {
    let mut workshop = signing();
    let sla = template(DEFAULT_TEMPLATE).unwrap().sla;
    workshop.apply(Change::Sla(Box::new(sla))).unwrap();
    workshop.capacity.confirmed_by = None;
    let home = home_with(workshop, Step::Sign);
    let mut keys = "<enter>".to_owned();
    while !typed(&home, &keys).shows("▸ ⚠ Nobody in sales has confirmed") {
        keys.push_str("<down>");
        assert!(keys.len() < 300, "{}", typed(&home, &keys).text());
    }
    keys.push_str("<enter>");
    shows(&typed(&home, &keys), "Can sales follow all of them up?");
}

#[test]
fn an_amendment_asks_why_and_is_signed_anew() {
    let home = home_with(signing(), Step::Sign);
    typed(
        &home,
        "<enter><end><up><enter>Ana Lopes<enter><enter>Carla Ruiz<enter>",
    );
    let screen = typed(
        &home,
        "<enter>a<right><enter>[n<down><down><enter>100<esc>]",
    );
    shows(&screen, "amends 1.0.0");
    shows(&screen, "Why? Added a promise");
    shows(&screen, "draft 1.1.0");
    let screen = typed(&home, "<enter><end><enter>");
    shows(&screen, "must be closed before anybody signs");
    let screen = typed(
        &home,
        "<enter><home><enter>Sales asked for it<enter><end><up><enter>Ana Lopes<enter><enter>Carla Ruiz<enter>",
    );
    shows(&screen, "agreed 1.1.0");
    let screen = typed(&home, "<enter>h");
    shows(&screen, "1.1.0    agreed");
    shows(&screen, "1.0.0    superseded");
    shows(&screen, "Carla Ruiz signed version 1.1.0 for Sales");
    let screen = typed(&home, "<enter>h<enter><end>");
    shows(&screen, "Sales asked for it");
}

#[test]
fn a_draft_is_written_as_a_draft() {
    let home = home_with(signing(), Step::Sign);
    let screen = typed(&home, "<enter>e");
    shows(&screen, "Written in");
    let name = written(home.path(), ".lead-definition.yaml").remove(0);
    let text = std::fs::read_to_string(home.path().join(name)).unwrap();
    assert!(text.contains("status: draft"), "{text}");
}

#[test]
fn every_size_is_drawn() {
    let home = home_with(signing(), Step::Sign);
    let over = "<resize:200x60><resize:60x16><resize:30x5><resize:1x1><resize:80x24>";
    for keys in ["<enter>", "<enter>t", "<enter>h", "<enter><end><enter>Ana"] {
        let screen = typed(&home, &format!("{keys}{over}"));
        shows(&screen, "Acme");
    }
    let home = promising();
    for keys in [
        "<enter>",
        FIRST_CONTACT,
        "<enter>n",
        "<enter><end><up><enter>",
    ] {
        let screen = typed(&home, &format!("{keys}{over}"));
        shows(&screen, "Acme");
    }
}
