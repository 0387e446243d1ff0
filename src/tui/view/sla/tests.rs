//! Journeys through the opening hours, typed as a person would.

use indexmap::IndexMap;
use jiff::civil::date;
use jiff::tz::TimeZone;
use tempfile::TempDir;

use crate::play::{Picture, play};
use crate::workshop_file::WorkshopFile;
use leadpact_definition::sla::Calendar;
use leadpact_files::{DEFAULT_TEMPLATE, DataFolder, template};
use leadpact_workshop::{Step, Workshop};

/// To the opening hours, below the twelve promises.
const OVERVIEW: &str =
    "<enter><down><down><down><down><down><down><down><down><down><down><down><down>";

/// To the promise of a first attempt within 24 business hours.
const FIRST_ATTEMPT: &str = "<enter><down><down><down><down><down><down><down><down><enter>";

fn typed(home: &TempDir, keys: &str) -> Picture {
    play(home.path(), keys, (80, 24)).unwrap()
}

#[track_caller]
fn shows(screen: &Picture, words: &str) {
    assert!(screen.shows(words), "no \"{words}\" in\n{}", screen.text());
}

fn home_with(calendars: IndexMap<String, Calendar>) -> TempDir {
    let now = date(2026, 3, 5)
        .at(9, 0, 0, 0)
        .to_zoned(TimeZone::get("Europe/London").unwrap())
        .unwrap();
    let mut workshop = Workshop::new("Acme", template(DEFAULT_TEMPLATE).unwrap(), &now);
    if !calendars.is_empty() {
        workshop.sla.calendar = None;
        workshop.sla.calendars = calendars;
    }
    workshop.head.step = Step::Sla;
    let home = tempfile::tempdir().unwrap();
    let folder = DataFolder::at(home.path().to_owned());
    WorkshopFile::create(&folder, &workshop).unwrap();
    home
}

/// Fresh from the template, at the SLA step, with London's office hours.
fn promising() -> TempDir {
    home_with(IndexMap::new())
}

#[test]
fn a_week_with_breaks_and_a_short_friday_takes_two_lines() {
    let home = promising();
    let calendar = format!("{OVERVIEW}<enter>");
    let keys = format!(
        "{calendar}<down><c-u>9-12, 13\u{2013}17:30{}9-15<esc>",
        "<down>".repeat(5)
    );
    shows(
        &typed(&home, &keys),
        "Mon-Thu 09:00-12:00 and 13:00-17:30, Fri 09:00-15:00",
    );
    // The form says the same again, and the days that say nothing follow.
    let screen = typed(&home, &calendar);
    shows(&screen, "Mon-Fri           09:00-12:00, 13:00-17:30");
    shows(&screen, "= as Mon-Fri");
}

#[test]
fn closed_days_are_taken_whole_or_not_at_all() {
    let home = promising();
    let calendar = format!("{OVERVIEW}<enter>");
    let closed = "<down>".repeat(9);
    let keys = format!("{calendar}{closed}<c-u>24 Dec to 2 Jan; every 1 May, 31.3. 9-12");
    let screen = typed(&home, &keys);
    shows(
        &screen,
        "= 24 December 2026 to 2 January 2027; every 1 May;",
    );
    shows(&typed(&home, OVERVIEW), "2 holidays, 1 special day");
    let keys = format!("{calendar}{closed}, soon<esc>");
    let screen = typed(&home, &keys);
    shows(&screen, "Closed days stays as it was.");
    shows(&typed(&home, OVERVIEW), "2 holidays, 1 special day");
}

#[test]
fn the_zone_is_found_by_its_city_and_a_fixed_one_gets_a_hint() {
    let home = promising();
    let calendar = format!("{OVERVIEW}<enter>");
    let screen = typed(&home, &format!("{calendar}<c-u>new york"));
    shows(&screen, "= America/New_York");
    shows(&typed(&home, &calendar), "(America/New_York).");
    let screen = typed(&home, &format!("{calendar}<c-u>EST"));
    shows(
        &screen,
        "EST never changes its clock. Is America/New_York meant?",
    );
}

#[test]
fn each_of_several_calendars_is_shown_and_changed() {
    let office = |zone: &str| Calendar {
        time_zone: zone.to_owned(),
        hours: [("mon-fri".to_owned(), vec!["09:00-17:00".to_owned()])].into(),
        holidays: Vec::new(),
    };
    let home = home_with(
        [
            ("emea".to_owned(), office("Europe/London")),
            ("us".to_owned(), office("America/New_York")),
        ]
        .into(),
    );
    let screen = typed(&home, OVERVIEW);
    shows(
        &screen,
        "Opening hours: emea  Mon-Fri 09:00-17:00 (Europe/London)",
    );
    let screen = typed(
        &home,
        &format!("{OVERVIEW}<down><enter><down><c-u>8-16<esc>"),
    );
    shows(
        &screen,
        "Opening hours: us  Mon-Fri 08:00-16:00 (America/New_York)",
    );
    shows(
        &screen,
        "Opening hours: emea  Mon-Fri 09:00-17:00 (Europe/London)",
    );
    // A promise is worked out by each of them.
    let screen = typed(&home, FIRST_ATTEMPT);
    shows(
        &screen,
        "emea: A lead becomes an MQL on Friday 6 March at 16:00.",
    );
    shows(&screen, "due Wed 11 Mar 16:00");
    shows(
        &screen,
        "us, Fri 6 Mar 15:00: due Wed 11 Mar 15:00, warning",
    );
}

#[test]
fn the_bar_has_the_break_and_names_the_holiday() {
    let home = promising();
    let keys = format!(
        "{OVERVIEW}<enter><down><c-u>9-12:30, 13:30-17{}9.3.2026<esc>",
        "<down>".repeat(8)
    );
    let _ = typed(&home, &keys);
    let screen = typed(&home, FIRST_ATTEMPT);
    shows(&screen, "Fri       Sat  Sun  Mon      Tue");
    shows(&screen, "holiday  ███▌▐███");
    shows(&screen, "Warning at 80% of the time:");
}
