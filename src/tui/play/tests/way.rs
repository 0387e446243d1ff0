//! Journeys of somebody who looks for the way: what was taken back and where, the checklist and back, names of new
//! things, what is next, and a workshop that somebody else has open.

use std::path::Path;

use tempfile::TempDir;

use super::{empty, typed};
use crate::keys::{self, Chord};
use crate::play::Picture;
use crate::workshop_file::WorkshopFile;
use leadpact_app::screen::sign::{Entry, Sign};
use leadpact_app::session::Session;
use leadpact_files::load_workshop;
use leadpact_table::ready_to_sign;
use leadpact_table::{home, revealed, write};
use leadpact_workshop::{Step, Workshop};

const FILE: &str = "acme-security.workshop.yaml";

/// A new workshop up to the board; nobody of sales is named.
const BOARD: &str = "nAcme Security<enter><enter><enter><down>Acme Ltd<down>Endpoints<down><down><down><down>\
    Fay<down><down>Ana<c-n>";

fn saved(home: &Path) -> Workshop {
    load_workshop(&home.join(FILE)).unwrap().value
}

fn at(home: &TempDir, keys: &str) -> Picture {
    typed(home.path(), &format!("{keys}<wait:2>"), (80, 24))
}

#[track_caller]
fn shows(screen: &Picture, words: &str) {
    assert!(screen.shows(words), "no {words:?} in\n{}", screen.text());
}

#[track_caller]
fn hides(screen: &Picture, words: &str) {
    assert!(!screen.shows(words), "{words:?} in\n{}", screen.text());
}

/// The words of a screen, whatever its lines.
#[track_caller]
fn says(screen: &Picture, words: &str) {
    let text = screen.text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(words), "no {words:?} in\n{}", screen.text());
}

#[test]
fn undo_says_what_it_took_back_where_it_stands() {
    let screen = at(&home(2), "<enter>a1u");
    says(&screen, "Taken back: Marketing's answer, in");
    let screen = at(&home(2), "<enter>a1u<c-r>");
    says(&screen, "Made again: Marketing's answer, in");
}

#[test]
fn what_was_taken_back_out_of_sight_is_named_and_gone_to() {
    let away = "<enter>a1:go to SLA<enter>u";
    let screen = at(&home(2), away);
    says(&screen, "Taken back: Marketing's answer, in Agree:");
    says(&screen, "ctrl-g goes there.");
    shows(&screen, "ctrl-g go there");
    shows(&screen, "● 4 SLA");
    let screen = at(&home(2), &format!("{away}<c-g>"));
    shows(&screen, "● 3 Agree");
    shows(&screen, "1 Marketing's answer");
    hides(&screen, "ctrl-g");
    // The next key lets it go.
    hides(&at(&home(2), &format!("{away}<down>")), "ctrl-g");
}

#[test]
fn where_there_is_nothing_to_take_back_it_is_said() {
    let home = home(2);
    shows(&at(&home, "<enter>u"), "There is nothing to take back.");
    shows(
        &at(&home, "<enter><c-r>"),
        "There is nothing to make again.",
    );
}

#[test]
fn on_a_private_sheet_the_question_is_named_and_outside_nothing() {
    let home = empty();
    let sheet = format!("{BOARD}<enter><enter>We sell.<c-n><space>");
    let screen = at(&home, &format!("{sheet}u"));
    says(&screen, "Taken back: the answer, in Industry.");
    let screen = at(&home, &format!("{sheet}<esc><esc>u"));
    shows(&screen, "There is nothing to take back.");
    hides(&screen, "Industry");
}

#[test]
fn a_new_stage_takes_letters_and_goes_again_without_a_name() {
    let home = home(2);
    let before = saved(home.path()).stages.len();
    let screen = at(&home, "<enter>agnunique");
    shows(&screen, "▸ Name              unique");
    let named = saved(home.path());
    assert_eq!(named.stages.len(), before + 1);
    assert!(named.stage("unique").is_some());
    // One undo takes the name and the stage.
    let screen = at(&home, "<enter>agnunused<esc>u");
    says(&screen, "Taken back: the stage unused added");
    assert!(saved(home.path()).stage("unused").is_none());

    for leave in ["<esc>", "x<bs><esc>", "<down><right><esc>", "<down>]"] {
        let screen = at(&home, &format!("<enter>agn{leave}"));
        says(&screen, "The new stage has no name, so it is gone again.");
        assert_eq!(saved(home.path()).stages.len(), before + 1, "{leave}");
    }
    // Nor does it stay when the program ends over it.
    at(&home, "<enter>agn");
    assert_eq!(saved(home.path()).stages.len(), before + 1);
    // Nothing of it can be made again.
    let screen = at(&home, "<enter>agn<esc><c-r>");
    shows(&screen, "There is nothing to make again.");
}

#[test]
fn a_new_promise_and_a_new_reason_take_letters_and_go_again_unsaid() {
    let home = home(2);
    let before = saved(home.path()).sla;
    for kind in ["", "<down>", "<down><down>"] {
        let screen = at(
            &home,
            &format!("<enter>:go to SLA<enter>n{kind}<enter><esc>"),
        );
        says(
            &screen,
            "The new promise says nothing yet, so it is gone again.",
        );
        shows(&screen, "▸ M");
        assert_eq!(saved(home.path()).sla, before);
    }
    let reasons = format!("<enter>:go to SLA<enter>{}<up><enter>n", "<end>");
    let screen = at(&home, &format!("{reasons}<esc>"));
    says(&screen, "The new reason has no name, so it is gone again.");
    assert_eq!(saved(home.path()).sla, before);
    at(&home, &format!("{reasons}untrue<esc>"));
    let after = saved(home.path()).sla.rejection_reasons;
    let labels = after.iter().filter_map(|r| r.label.as_deref());
    assert!(labels.collect::<Vec<_>>().contains(&"untrue"));
}

#[test]
fn a_promise_that_names_no_fields_is_kept_once_something_is_said_and_sign_says_what_is_missing() {
    let home = home(2);
    let promise = "<enter>:go to SLA<enter>n<down><enter><down><right><esc>";
    says(&at(&home, promise), "SLA");
    let screen = at(&home, "<enter>:go to Sign<enter><end>");
    let workshop = saved(home.path());
    let points = leadpact_workshop::sign::open_points(&workshop);
    let text: Vec<&str> = points.iter().map(|p| p.text.as_str()).collect();
    assert!(
        text.iter().any(|t| t.contains("cannot be measured")),
        "{text:#?}\n{}",
        screen.text()
    );
}

#[test]
fn the_next_step_is_named_and_what_is_passed_over_is_said() {
    let home = empty();
    let screen = at(&home, BOARD);
    hides(&screen, "next step");
    let screen = at(&home, &format!("{BOARD}]"));
    says(
        &screen,
        "On to SLA: Compare opens when all parties have sealed. Still to seal:",
    );
    shows(&screen, "● 4 SLA");
    let screen = at(&home, &format!("{BOARD}]["));
    says(
        &screen,
        "On to Define: Agree opens when all parties have sealed.",
    );
    shows(
        &at(&home, &format!("{BOARD}[")),
        "Define is the first of the five steps.",
    );
    shows(
        &at(&home, &format!("{BOARD}]]]")),
        "Sign is the last of the five steps.",
    );
}

#[test]
fn the_footer_of_the_board_says_what_enter_does() {
    let home = empty();
    // Sales has nobody: the set-up is in the footer at 80 columns, on each row.
    let screen = at(&home, BOARD);
    shows(&screen, "enter hand the keyboard over");
    shows(&screen, "e people");
    let screen = at(&home, &format!("{BOARD}<down>"));
    shows(&screen, "enter name who answers");
    shows(&screen, "e people");
    // Both have sealed, with every question open.
    let seal = "<end>s<right><enter>";
    let both = format!(
        "{BOARD}<down><enter>Carla<c-n><enter><enter>{0}<enter><enter>{0}",
        format!("{}{seal}", "<c-n>".repeat(revealed(2).bank.questions.len()))
    );
    let screen = at(&empty(), &both);
    shows(&screen, "enter reveal");
    let on_the_table = self::home(2);
    let screen = at(&on_the_table, "<enter>:go to Define<enter>");
    shows(&screen, "enter to the comparison");
}

#[test]
fn the_header_flashes_when_all_have_sealed_and_when_the_time_is_up() {
    let seal = "<end>s<right><enter>";
    let skip = "<c-n>".repeat(revealed(2).bank.questions.len());
    let both = format!(
        "{BOARD}<down><enter>Carla<c-n><enter><enter>{skip}{seal}<enter><enter>{skip}{seal}"
    );
    let play = |keys: &str| typed(empty().path(), keys, (80, 24));
    shows(&play(&both), "all have sealed");
    hides(&play(&format!("{both}<down>")), "all have sealed");
    // The hour of the agree step.
    let agree = "<enter>a<wait:3500>";
    let play = |keys: &str| typed(home(2).path(), keys, (80, 24));
    hides(&play(agree), "time is up");
    let late = format!("{agree}<wait:200>");
    let screen = play(&late);
    shows(&screen, " Agree: time is up");
    shows(&screen, "61 of 60 min");
    hides(&play(&format!("{late}<down>")), "time is up");
}

#[test]
fn a_party_of_its_own_is_named_or_goes_again() {
    let own = format!("{BOARD}e{}<right><right><right>", "<down>".repeat(11));
    shows(&at(&empty(), &own), "▸ Add a party       ← Own →");
    let screen = at(&empty(), &format!("{own}<enter>"));
    shows(&screen, "What this party is called.");
    let screen = at(&empty(), &format!("{own}<enter>Partners<c-n>"));
    shows(&screen, "Partners");
    let screen = at(&empty(), &format!("{own}<enter><c-n>"));
    says(&screen, "The new party has no name, so it is gone again.");
    hides(&screen, "Own");
}

#[test]
fn a_form_is_sent_and_the_key_that_takes_it_in_is_named() {
    let home = empty();
    let screen = at(&home, &format!("{BOARD}f"));
    says(&screen, "press c on this board to take the answers in.");
    hides(&screen, "leadpact collect");
}

fn signing(step: Step) -> TempDir {
    let mut workshop = ready_to_sign();
    workshop.head.title = "Acme Security".to_owned();
    workshop.head.step = step;
    for party in &mut workshop.parties {
        if party.signs() {
            party.people = vec![format!("Head of {}", party.name)];
        }
    }
    let home = empty();
    write(home.path(), &workshop);
    home
}

const SIGN: &str = "<enter><end><up><enter>Ana Lopes<enter><enter>Carla Ruiz<enter>";

#[test]
fn an_amendment_says_what_it_amends_and_asks_one_reason_after_the_other() {
    let home = signing(Step::Sign);
    shows(&at(&home, SIGN), "agreed 1.0.0");
    let screen = at(&home, "<enter>a<right><enter>");
    shows(&screen, "amends 1.0.0");
    shows(&screen, "nothing changed yet");
    hides(&screen, "draft 1.0.0");
    hides(&screen, "Version 1.0.0, amends");
    // On every screen.
    shows(&at(&home, "<enter>:go to SLA<enter>"), "amends 1.0.0");
    // Two promises: two reasons, and Enter leads from one to the other.
    let two = "n<down><down><enter>100<esc>n<down><down><enter>200<esc>]<home>";
    let screen = at(
        &home,
        &format!("<enter>{two}<enter>First reason<enter>Second reason<enter>"),
    );
    shows(&screen, "draft 1.1.0");
    shows(&screen, "Version 1.1.0, amends 1.0.0");
    let amendment = saved(home.path()).amendment.unwrap();
    let reasons: Vec<&str> = amendment.because.values().map(String::as_str).collect();
    assert_eq!(reasons, ["First reason", "Second reason"]);
}

#[test]
fn from_the_checklist_to_a_point_that_is_put_off_and_back() {
    let mut workshop = revealed(2);
    let parked = leadpact_workshop::Decision {
        resolution: leadpact_workshop::Resolution::Park,
        agreed: Vec::new(),
        because: String::new(),
        voices: indexmap::IndexMap::new(),
        rejected: Vec::new(),
        pre_qualification: None,
        parked: Some(leadpact_workshop::Parked {
            owner: "Ana Lopes".to_owned(),
            due: jiff::civil::date(2026, 4, 1),
            until: leadpact_workshop::Until::NotAsked,
        }),
    };
    workshop.decisions.insert("timeline".to_owned(), parked);
    workshop.head.step = Step::Sign;
    let there = || {
        let home = empty();
        write(home.path(), &workshop);
        home
    };
    let session = Session::new(FILE.into(), workshop.clone(), [0; 16]);
    let sign = Sign::open(&session);
    let mut points = sign.derived.points.iter();
    let point = points.position(|p| p.text.starts_with("Timeline is put off"));
    let mut entries = sign.entries(&workshop).into_iter();
    let row = entries.position(|e| Some(e) == point.map(Entry::Point));
    let keys = format!("<enter>{}", "<down>".repeat(row.unwrap()));
    shows(&at(&there(), &keys), "▸ ⚠ Timeline is put off");
    // On the point itself, though it is closed; the footer says how to come back.
    let screen = at(&there(), &format!("{keys}<enter>"));
    shows(&screen, " Timeline ");
    shows(&screen, "Comes back by  Ana Lopes");
    shows(&screen, "ctrl-o checklist");
    let screen = at(&there(), &format!("{keys}<enter><c-o>"));
    shows(&screen, "▸ ⚠ Timeline is put off");
    hides(&screen, "ctrl-o");
    // Whoever goes on by the steps is not on the way any more.
    hides(&at(&there(), &format!("{keys}<enter><esc>[")), "ctrl-o");
}

#[test]
fn a_workshop_that_is_open_elsewhere_can_be_looked_at() {
    let home = home(2);
    let path = home.path().join(FILE);
    let before = std::fs::read(&path).unwrap();
    let elsewhere = WorkshopFile::open(&path).unwrap();
    let screen = at(&home, "<enter>");
    shows(&screen, "is open in another");
    shows(&screen, "look without saving");
    let look = "<enter><right><enter>";
    let screen = at(&home, look);
    shows(&screen, "looking, not saving");
    shows(&screen, "● 2 Compare");
    for keys in [
        "a1",
        ":go to SLA<enter>x",
        ":go to SLA<enter><enter>7",
        "agn",
        ":go to Sign<enter>e",
        "a:scoring<enter>+",
    ] {
        let screen = at(&home, &format!("{look}{keys}"));
        says(
            &screen,
            "you only look at this workshop: nothing is changed",
        );
        assert_eq!(std::fs::read(&path).unwrap(), before, "{keys}");
    }
    // From the list it can be chosen at once; nothing beside the file is written either.
    let screen = at(&home, ":look<enter>");
    shows(&screen, "looking, not saving");
    let files = std::fs::read_dir(home.path()).unwrap().flatten();
    let names: Vec<String> = files
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    assert_eq!(names, [FILE]);
    drop(elsewhere);
    hides(&at(&home, "<enter>"), "looking");
}

/// Keys to places where letters are keys.
const BROWSING: [&str; 11] = [
    "",
    "<enter>",
    "<enter><enter>",
    "<enter>a",
    "<enter>aa",
    "<enter>ag",
    "<enter>ag<enter><down>",
    "<enter>am",
    "<enter>:go to SLA<enter>",
    "<enter>:go to SLA<enter><enter><down><down>",
    "<enter>:go to Sign<enter>",
];

#[test]
fn a_control_chord_that_is_no_key_does_nothing() {
    for place in BROWSING {
        let before = at(&home(2), place);
        let chords: String = ('a'..='z')
            .filter(|c| {
                let chord = Chord {
                    code: crossterm::event::KeyCode::Char(*c),
                    ctrl: true,
                    alt: false,
                };
                keys::all().all(|key| key.chord != Some(chord))
            })
            .fold(String::new(), |keys, c| keys + "<c-" + &c.to_string() + ">");
        assert!(chords.contains("<c-u>") && chords.contains("<c-w>"));
        let after = at(&home(2), &format!("{place}{chords}"));
        // The first row has the clock and when it was saved.
        assert_eq!(after.rows()[1..], before.rows()[1..], "{place}");
    }
}
