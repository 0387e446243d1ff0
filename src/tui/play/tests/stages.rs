//! Journeys through the stage editor.

use std::path::Path;

use super::agree::to as to_point;
use super::typed;
use crate::play::Picture;
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::stage::Route;
use leadpact_files::load_workshop;
use leadpact_table::{home, revealed, write};
use leadpact_workshop::rules::{Source, rules};
use leadpact_workshop::{AskedEntry, EntryKind, RoutePlan, StagePlan, Workshop};

/// From the list of workshops to the stage to which points lead.
const OPEN: &str = "<enter>ag<down><down><down><enter>";

fn saved(home: &Path) -> Workshop {
    load_workshop(&home.join("acme-security.workshop.yaml"))
        .unwrap()
        .value
}

fn mql(workshop: &Workshop) -> &StagePlan {
    workshop.stage("mql").unwrap()
}

/// The workshop after keys in the form of the hand-over.
fn after(home: &Path, keys: &str) -> (Picture, Workshop) {
    let screen = typed(home, &format!("{OPEN}{keys}<wait:2>"), (80, 24));
    (screen, saved(home))
}

/// Down to the row with this label.
fn to(label: &str) -> String {
    let rows = [
        "Name",
        "Owner",
        "A lead enters by",
        "Threshold",
        "Wants to talk now",
        "Beside it",
        "Leaves when",
        "Expect",
        "Next",
        "Nurture",
        "Who gets whom",
        "Route 2",
        "Route 3",
        "Add",
        "Otherwise to",
        "Hand over",
        "Track",
    ];
    let at = rows.iter().position(|row| *row == label).unwrap();
    "<down>".repeat(at)
}

#[test]
fn routes_stand_in_words_and_one_more_is_said_with_keys() {
    let home = home(2);
    let keys = format!(
        "{}nempl<enter><right><right><right><enter>20<enter>the nurture desk<enter>",
        to("Add")
    );
    let (screen, workshop) = after(home.path(), &keys);
    assert!(
        screen.shows("works at a company of fewer than 20 people: the nurture desk"),
        "{}",
        screen.text()
    );
    let routes = &mql(&workshop).routing;
    assert_eq!(routes.len(), 4);
    let new = Route {
        when: Condition::field("employees", Test::Below(20.0)),
        to: "the nurture desk".to_owned(),
    };
    assert_eq!(routes[3], RoutePlan::Rule(new.clone()));
    // The rules carry it out.
    let spec = rules(&workshop, Source::Agreed).spec;
    let stage = spec.stages.iter().find(|s| s.id == "mql").unwrap();
    assert_eq!(stage.routes().last(), Some(&new));
    // One undo takes it back.
    let (_, back) = after(
        home.path(),
        &format!("{}nphone<enter><right><enter>Kim<enter>u", to("Add")),
    );
    assert_eq!(mql(&back).routing.len(), 4);
}

#[test]
fn a_route_is_changed_moved_and_removed() {
    let before = revealed(2);
    let was = mql(&before).routing.clone();
    let home = home(2);
    let (_, workshop) = after(home.path(), &format!("{}J", to("Who gets whom")));
    assert_eq!(
        mql(&workshop).routing,
        [was[1].clone(), was[0].clone(), was[2].clone()]
    );
    let (_, workshop) = after(home.path(), &format!("{}K", to("Route 2")));
    assert_eq!(mql(&workshop).routing, was);
    let (screen, workshop) = after(home.path(), &format!("{}x", to("Route 2")));
    assert_eq!(mql(&workshop).routing, [was[0].clone(), was[2].clone()]);
    assert!(!screen.shows("their account manager"), "{}", screen.text());
    // Above 1,000 becomes above 5,000; the owner stays.
    let keys = format!("{}<enter><down><down><c-u>5,000<c-n>", to("Who gets whom"));
    let (_, workshop) = after(home.path(), &keys);
    let RoutePlan::Rule(route) = &mql(&workshop).routing[0] else {
        panic!("{:?}", mql(&workshop).routing);
    };
    assert_eq!(
        route.when,
        Condition::field("employees", Test::Above(5000.0))
    );
    assert_eq!(route.to, "senior account directors");
}

#[test]
fn a_refused_value_stays_out_of_the_file_and_says_why_where_it_stands() {
    for size in [(80, 24), (200, 60)] {
        let home = home(2);
        let was = mql(&saved(home.path())).routing.clone();
        let keys = format!("{OPEN}{}<enter><down><down><c-u>a lot", to("Who gets whom"));
        let screen = typed(home.path(), &keys, size);
        assert!(screen.shows("⚠ “a lot” is no amount."), "{}", screen.text());
        let left = typed(home.path(), &format!("{}<esc><wait:2>", &keys), size);
        assert!(
            left.shows("That was not complete, so nothing has changed."),
            "{}",
            left.text()
        );
        assert_eq!(mql(&saved(home.path())).routing, was);
    }
}

#[test]
fn a_route_in_words_is_offered_as_a_rule() {
    let home = tempfile::tempdir().unwrap();
    let mut workshop = revealed(2);
    let stage = workshop.stages.iter_mut().find(|s| s.id == "mql").unwrap();
    stage.routing = vec![RoutePlan::Words(
        "enterprise to senior account directors".to_owned(),
    )];
    write(home.path(), &workshop);
    let list = typed(home.path(), OPEN, (80, 24));
    assert!(
        list.shows("enterprise to senior account directors (in words only)"),
        "{}",
        list.text()
    );
    let keys = format!(
        "<enter>g<down><down><down><enter>{}<enter>empl<enter><right><right><enter>1000<enter>",
        to("Who gets whom")
    );
    let screen = typed(home.path(), &keys, (80, 24));
    assert!(
        screen.shows("They go to        senior account directors"),
        "{}",
        screen.text()
    );
    typed(home.path(), &format!("{keys}<enter><wait:2>"), (80, 24));
    let route = Route {
        when: Condition::field("employees", Test::Above(1000.0)),
        to: "senior account directors".to_owned(),
    };
    assert_eq!(mql(&saved(home.path())).routing, [RoutePlan::Rule(route)]);
}

#[test]
fn a_new_stage_is_named_at_once_and_one_undo_takes_it_back() {
    let home = home(2);
    let keys = "<enter>ag<down><down><down>nNight-audit call<esc><wait:2>";
    let screen = typed(home.path(), keys, (80, 24));
    assert!(screen.shows("5  Night-audit call"), "{}", screen.text());
    let stage = saved(home.path()).stages[4].clone();
    assert_eq!(
        (stage.id.as_str(), stage.name.as_str()),
        ("night-audit-call", "Night-audit call")
    );
    typed(
        home.path(),
        "<enter>g<down><down><down>nLater<esc>u<wait:2>",
        (80, 24),
    );
    let names: Vec<String> = saved(home.path())
        .stages
        .iter()
        .map(|s| s.name.clone())
        .collect();
    assert!(
        !names.contains(&"Later".to_owned()) && !names.contains(&"New stage".to_owned()),
        "{names:?}"
    );
}

#[test]
fn whoever_wants_to_talk_now_is_handed_over_as_the_room_says() {
    let home = home(2);
    let screen = typed(home.path(), OPEN, (80, 24));
    assert!(
        screen.shows("handed over unless a must is known to fail"),
        "{}",
        screen.text()
    );
    let (screen, workshop) = after(home.path(), &format!("{}<right>", to("Wants to talk now")));
    assert!(
        screen.shows("handed over whatever the musts"),
        "{}",
        screen.text()
    );
    assert_eq!(mql(&workshop).enter.asked, AskedEntry::WhateverTheMusts);
    // No other stage asks for it.
    let lead = typed(home.path(), "<enter>g<down><down><enter>", (80, 24));
    assert!(!lead.shows("Wants to talk now"), "{}", lead.text());
}

#[test]
fn facts_that_travel_are_read_and_written_by_their_labels() {
    let home = home(2);
    let wide = typed(
        home.path(),
        &format!("{OPEN}{}", to("Hand over")),
        (200, 60),
    );
    assert!(
        wide.shows("last five acts") && !wide.shows("job_title"),
        "{}",
        wide.text()
    );
    // Completed where only one field begins so; words of their own stay.
    let keys = format!("{}<c-u>Name, pref. language, time<enter>", to("Hand over"));
    let (screen, workshop) = after(home.path(), &keys);
    assert_eq!(
        mql(&workshop).hand_off,
        ["name", "pref. language", "timeline"]
    );
    assert!(
        screen.shows("Name, pref. language, Timeline"),
        "{}",
        screen.text()
    );
    let (screen, workshop) = after(
        home.path(),
        &format!("{}<c-u>Name, Emploies", to("Hand over")),
    );
    assert!(screen.shows("Did you mean Employees?"), "{}", screen.text());
    assert_eq!(
        mql(&workshop).hand_off.first().map(String::as_str),
        Some("name")
    );
    assert!(!mql(&workshop).hand_off.contains(&"Emploies".to_owned()));
}

#[test]
fn a_recorded_act_is_chosen_by_its_label_and_points_come_back_with_points() {
    let home = home(2);
    let sal = typed(
        home.path(),
        "<enter>ag<down><down><down><down><enter>",
        (80, 24),
    );
    assert!(sal.shows("Sales accepted the lead"), "{}", sal.text());
    assert!(!sal.shows("accepted_by_sales"), "{}", sal.text());
    // Through every way in and back: the threshold is still there.
    let (screen, workshop) = after(
        home.path(),
        &format!("{}{}", to("A lead enters by"), "<right>".repeat(6)),
    );
    assert!(screen.shows("Threshold         60"), "{}", screen.text());
    assert_eq!(
        (mql(&workshop).enter.by, mql(&workshop).enter.at_least),
        (EntryKind::Points, Some(60))
    );
    let (screen, workshop) = after(home.path(), &format!("{}<c-u>1001", to("Threshold")));
    assert!(
        screen.shows("⚠ A threshold is a whole number from 0 to 1000."),
        "{}",
        screen.text()
    );
    assert_ne!(mql(&workshop).enter.at_least, Some(1001));
}

#[test]
fn the_stages_that_the_rules_make_are_shown_with_how_they_are_entered() {
    let home = home(2);
    let none = typed(home.path(), "<enter>ag", (80, 24));
    assert!(!none.shows("Already ours"), "{}", none.text());
    // Both parties said the same of what is ours already.
    let keys = "<enter>syg";
    let screen = typed(home.path(), keys, (80, 24));
    assert!(
        screen.shows("Already ours             by rule: who has an open opportunity"),
        "{}",
        screen.text()
    );
    let form = typed(home.path(), "<enter>g<down><down><down><enter>", (80, 24));
    assert!(
        form.shows("Below it          Already ours: who has an open opportunity"),
        "{}",
        form.text()
    );
    // Several cases are told one by one.
    let home = self::home(2);
    let keys = format!("{}we<down><space><esc>y", to_point("Already ours"));
    typed(home.path(), &format!("<enter>a{keys}<wait:2>"), (80, 24));
    let screen = typed(home.path(), "<enter><esc>g", (200, 60));
    let ours = "by rule: who has an open opportunity or has account manager on record";
    assert!(screen.shows(ours), "{}", screen.text());
}

#[test]
fn any_size_is_survived() {
    let home = home(2);
    let route = format!("{OPEN}{}<enter>", to("Who gets whom"));
    for keys in [
        "<enter>ag".to_owned(),
        OPEN.to_owned(),
        route.clone(),
        format!("{route}<enter>"),
    ] {
        for size in ["1x1", "60x16", "61x17", "80x24", "120x40", "200x60"] {
            typed(home.path(), &format!("{keys}<resize:{size}>"), (80, 24));
        }
    }
}
