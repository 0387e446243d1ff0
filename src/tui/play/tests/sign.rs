//! Journeys to a signature: what keeps a workshop from being signed and how each is closed, the walk through the
//! standard text, since when it is in force, and the removal of a party.

use std::path::Path;

use jiff::civil::date;
use tempfile::TempDir;

use super::typed;
use crate::play::Picture;
use leadpact_files::load_workshop;
use leadpact_table::{revealed, write};
use leadpact_workshop::defaults::{self, Standard, all_kept};
use leadpact_workshop::resolve::{propose, settle_same};
use leadpact_workshop::sign::{Group, PointKind, grouped, open_points};
use leadpact_workshop::{
    Decision, Fading, HandedOver, Resolution, Role, Step, Until, Voice, Workshop, compare,
};

/// A fresh business-to-business workshop, every question answered and settled by every party.
fn agreed() -> Workshop {
    let mut w = revealed(2);
    let table = compare(&w).expect("on the table");
    for row in &table.rows {
        let decision = settle_same(&w, row).unwrap_or_else(|| {
            let ways = [
                Resolution::Intersection,
                Resolution::Union,
                Resolution::OwnWords,
            ];
            let (resolution, agreed) = ways
                .into_iter()
                .find_map(|way| propose(&w, row, &way).map(|agreed| (way, agreed)))
                .expect("own words are always possible");
            Decision {
                resolution,
                agreed,
                because: String::new(),
                voices: ["marketing", "sales"]
                    .map(|p| (p.to_owned(), Voice::Agree))
                    .into(),
                rejected: Vec::new(),
                pre_qualification: None,
                parked: None,
            }
        });
        w.decisions.insert(row.question.clone(), decision);
    }
    w.capacity.confirmed_by = Some("Carla Ruiz".to_owned());
    w.head.step = Step::Sign;
    w
}

/// Everything is opened too.
pub(super) fn ready() -> Workshop {
    let mut w = agreed();
    w.apply(all_kept(&w)).expect("opened");
    w
}

fn home_with(workshop: &Workshop) -> TempDir {
    let home = tempfile::tempdir().expect("folder");
    write(home.path(), workshop);
    home
}

/// Types into the workshop, waits until it is saved, and returns the screen.
fn at(home: &TempDir, keys: &str) -> Picture {
    typed(home.path(), &format!("<enter>{keys}<wait:2>"), (80, 24))
}

fn saved(home: &Path) -> Workshop {
    load_workshop(&home.join("acme-security.workshop.yaml"))
        .expect("it loads")
        .value
}

#[track_caller]
fn shows(screen: &Picture, words: &str) {
    assert!(screen.shows(words), "no {words:?} in\n{}", screen.text());
}

#[track_caller]
fn hides(screen: &Picture, words: &str) {
    assert!(!screen.shows(words), "{words:?} in\n{}", screen.text());
}

#[test]
fn a_fresh_workshop_that_is_agreed_and_walked_through_has_few_reservations() {
    let points = open_points(&ready());
    let words: Vec<&str> = points.iter().map(|p| p.text.as_str()).collect();
    assert!(points.iter().all(|p| !p.blocks), "{words:#?}");
    let lines = grouped(&points).len();
    assert!(lines <= 10, "{lines}: {words:#?}");
}

#[test]
fn a_group_of_reservations_is_shown_one_by_one() {
    let workshop = ready();
    let points = open_points(&workshop);
    let groups = grouped(&points);
    let many = groups.iter().find_map(|group| match group {
        Group::Many(_, places) => Some(places.clone()),
        Group::One(_) => None,
    });
    let places = many.expect("three reservations of a kind");
    let home = home_with(&workshop);
    let place = groups.iter().position(|g| matches!(g, Group::Many(..)));
    let keys = "<down>".repeat(place.expect("a group"));
    let first: String = points[places[0]].text.chars().take(40).collect();
    hides(&at(&home, &keys), &first);
    shows(&at(&home, &format!("{keys}<enter>")), &first);
    hides(&at(&home, &format!("{keys}<enter><enter>")), &first);
}

#[test]
fn without_a_party_of_sales_nobody_signs_until_one_takes_part() {
    let mut workshop = ready();
    workshop.parties[2].role = Role::Executive;
    let home = home_with(&workshop);
    shows(
        &at(&home, ""),
        "✗ No party stands for sales: an agreement needs marketing and sales",
    );
    shows(
        &at(&home, "<end><enter>"),
        "must be closed before anybody signs",
    );
    // Enter goes to the set-up; the row below the parties adds one: sales is one to the left of executive.
    let screen = at(&home, "<enter><up><up>");
    shows(&screen, "Title");
    let add = format!("<enter>{}<left><enter>", "<down>".repeat(11));
    let screen = at(&home, &add);
    shows(&screen, "Sales-2");
    let w = saved(home.path());
    let joined = w.parties.last().expect("a party");
    assert_eq!((joined.role, w.parties.len()), (Role::Sales, 4));
    // It promises nothing yet, and has not said what it thinks.
    let kinds: Vec<PointKind> = open_points(&w).iter().map(|p| p.kind).collect();
    assert!(!kinds.contains(&PointKind::OneSide));
    assert!(kinds.contains(&PointKind::Voice));
}

#[test]
fn one_person_cannot_sign_for_both_sides() {
    let mut workshop = ready();
    workshop.parties[2].people = vec!["ANA  lopes".to_owned()];
    workshop.sheets.retain(|s| s.party != "sales");
    workshop.shorten_log(0);
    let home = home_with(&workshop);
    shows(
        &at(&home, ""),
        "would sign for Marketing and for Sales: name two different",
    );
    // Enter goes to the people of sales.
    let screen = at(&home, "<enter><c-u>Carla Ruiz<esc>");
    hides(&screen, "would sign for");
    hides(&at(&home, ""), "would sign for");
    let screen = at(
        &home,
        "<end><up><enter>Cleo Ray<enter><enter>cleo RAY<enter>",
    );
    shows(&screen, "cleo RAY has signed for Marketing already");
}

#[test]
fn with_nothing_decided_every_block_has_a_place_where_it_is_closed() {
    let mut workshop = revealed(2);
    workshop.head.step = Step::Sign;
    workshop.sla.rejection_reasons.clear();
    workshop.sla.promises.retain(|p| p.by == "sales");
    let kinds: Vec<PointKind> = open_points(&workshop)
        .iter()
        .filter(|p| p.blocks)
        .map(|p| p.kind)
        .collect();
    for kind in [
        PointKind::MustSettle,
        PointKind::HandOver,
        PointKind::TimeBound,
        PointKind::SaysNo,
        PointKind::Standard,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
    let row = |kind: PointKind| {
        let place = kinds.iter().position(|k| *k == kind).expect("a block");
        format!("{}<enter>", "<down>".repeat(place))
    };
    let there = |kind: PointKind, keys: &str| {
        let home = home_with(&workshop);
        let screen = at(&home, &format!("{}{keys}", row(kind)));
        (screen, saved(home.path()))
    };
    shows(
        &there(PointKind::MustSettle, "").0,
        "In your own words                                      read aloud, not classed",
    );
    shows(&there(PointKind::HandOver, "").0, "Industry");
    // A promise within a time, and marketing gives it.
    let by = "<down>".repeat(7);
    let timed = format!(
        "n<enter>Went back to nurture<down>2<down><down>Sales rejected the lead{by}<left><esc>"
    );
    let (screen, w) = there(PointKind::TimeBound, &timed);
    shows(&screen, "Marketing promises");
    let kinds: Vec<PointKind> = open_points(&w).iter().map(|p| p.kind).collect();
    assert!(!kinds.contains(&PointKind::TimeBound), "{kinds:?}");
    let (screen, w) = there(PointKind::SaysNo, "n<c-u>No need<esc>");
    shows(&screen, "Sales rejects a lead because");
    let reasons = w.sla.rejection_reasons;
    assert_eq!(reasons[0].label.as_deref(), Some("No need"));
    let (screen, _) = there(PointKind::Standard, "");
    shows(&screen, "1 of ");
    shows(&screen, "Somebody must open it before anybody signs.");
}

#[test]
fn what_cannot_be_put_off_blocks_and_the_rest_says_what_holds_until_then() {
    let mut workshop = ready();
    workshop.decisions.shift_remove("seniority");
    workshop.head.place = Some("seniority".to_owned());
    workshop.head.step = Step::Agree;
    let park = "k";
    let screen = at(&home_with(&workshop), park);
    let home = home_with(&workshop);
    shows(&screen, "Until then");
    shows(&screen, "[not asked]");
    at(&home, &format!("{park}Dana Reed<down><down><right><right>"));
    let w = saved(home.path());
    let later = w.decisions["seniority"].parked.clone().expect("parked");
    assert_eq!(later.owner, "Dana Reed");
    let name = |id: &str| w.party_name(id);
    assert_eq!(later.until.words(name), "Sales' answer holds");
    assert_eq!(later.due, date(2026, 3, 20));
    let screen = at(&home, "]]");
    shows(
        &screen,
        "⚠ Seniority is put off: Dana Reed brings it back by 2026-03-20",
    );
}

#[test]
fn in_an_amendment_what_is_in_force_may_hold_until_then() {
    let home = home_with(&ready());
    at(
        &home,
        "<end><up><enter>Ana Lopes<enter><enter>Carla Ruiz<enter>",
    );
    let agreed = saved(home.path()).decisions["job-role"].agreed.clone();
    let screen = at(&home, "a<right><enter>[[<enter>k");
    shows(&screen, "1 of 4");
    let keys = format!("kDana Reed<down><down>{}", "<right>".repeat(3));
    at(&home, &format!("<enter>{keys}"));
    let w = saved(home.path());
    let decision = &w.decisions["job-role"];
    let until = decision.parked.as_ref().map(|later| later.until.clone());
    assert_eq!(until, Some(Until::AsInForce));
    assert_eq!(decision.agreed, agreed);
    // The rules still ask for it; only the reason is another.
    let of = |w: &Workshop| {
        let definition = leadpact_workshop::sign::propose(w);
        let stages = definition.spec.stages.into_iter();
        stages.map(|s| s.when).collect::<Vec<_>>()
    };
    let before = w.versions[0].definition.spec.stages.iter();
    assert_eq!(of(&w), before.map(|s| s.when.clone()).collect::<Vec<_>>());
    let agreement = leadpact_workshop::sign::propose(&w).agreement;
    let parked = agreement.expect("agreement").parked.remove(0);
    let until = parked.until.expect("something holds");
    assert!(until.starts_with("what is in force holds: IT"), "{until}");
}

#[test]
fn the_walk_keeps_changes_and_drops_one_thing_at_a_time() {
    let workshop = agreed();
    let home = home_with(&workshop);
    let all = defaults::unopened(&workshop).len();
    let screen = at(&home, "s");
    shows(&screen, &format!("1 of {all}"));
    shows(&screen, "Cold lead: the threshold");
    shows(&screen, "40 points for who somebody is");
    shows(&screen, "enter keep it   c change it");
    // A threshold cannot be dropped.
    hides(&screen, "x drop it");
    // Kept: the next thing is in front, and undo comes back to it.
    let screen = at(&home, "s<enter>");
    shows(&screen, &format!("2 of {all}"));
    shows(&screen, "Marketing qualified lead: the threshold");
    let screen = at(&home, "s<down>u");
    assert!(!screen.shows("Opened"), "{}", screen.text());
    let opened = saved(home.path()).opened;
    assert_eq!(
        opened.into_iter().collect::<Vec<_>>(),
        [Standard::Threshold("cold".into())]
    );
    // What was kept is not asked again.
    shows(&at(&home, "s"), &format!("1 of {}", all - 1));
    // Changed: in the stage editor, and back.
    let screen = at(&home, "sc");
    shows(&screen, "Leaves when");
    let screen = at(&home, "sc<c-u>55<esc>");
    shows(&screen, "Marketing qualified lead: the threshold");
    shows(&screen, "55 points in total");
    shows(&screen, "Opened: it is agreed as it stands.");
    assert_eq!(
        saved(home.path())
            .stage("mql")
            .and_then(|s| s.enter.at_least),
        Some(55)
    );
    // Esc leaves the walk for the checklist.
    shows(&at(&home, "s<esc>"), "Before you sign");
}

/// The keys from Sign to the thing in the walk.
fn to(workshop: &Workshop, thing: &Standard) -> String {
    let things = defaults::unopened(workshop);
    let place = things.iter().position(|t| t == thing).expect("unopened");
    format!("s{}", "<right>".repeat(place))
}

#[test]
fn caps_fading_reasons_and_promises_are_changed_where_they_are_written() {
    let workshop = agreed();
    let home = home_with(&workshop);
    let caps = to(&workshop, &Standard::Caps);
    let screen = at(&home, &format!("{caps}c+<esc>"));
    shows(&screen, "For who they are (fit): 75");
    shows(&screen, "● 5 Sign");
    let workshop = saved(home.path());
    assert!(workshop.opened.contains(&Standard::Caps));
    // Fading changes its speed in the walk itself; dropped, points do not fade.
    let fading = to(&workshop, &Standard::Fading);
    shows(
        &at(&home, &fading),
        "100% of the points for an act in the last 30 days",
    );
    shows(&at(&home, &format!("{fading}cu")), "in the last 30 days");
    let screen = at(&home, &format!("{fading}c"));
    shows(&screen, "100% of the points for an act in the last 15 days");
    assert_eq!(saved(home.path()).scoring.fading, Fading::Fast);
    // Reasons: one is removed on their page, and back.
    let workshop = saved(home.path());
    let reasons = to(&workshop, &Standard::Reasons);
    let screen = at(&home, &format!("{reasons}cx<esc>"));
    shows(&screen, "What happens when sales says no");
    hides(&screen, "Could not be reached");
    shows(&screen, "Interested, but not now: recycle");
    // A promise: its form, and back. Dropped: undo brings it back.
    let workshop = saved(home.path());
    let promise = to(&workshop, &Standard::Promise("first-contact".into()));
    let screen = at(&home, &promise);
    shows(
        &screen,
        "Sales makes the first attempt within 24 business hours after the lead",
    );
    shows(&screen, "in 95 of 100 cases over");
    shows(&at(&home, &format!("{promise}c")), "Within");
    shows(&at(&home, &format!("{promise}c<esc>")), "Sales promises");
    let screen = at(&home, &format!("{promise}xu"));
    shows(
        &screen,
        "Sales makes the first attempt within 24 business hours after the lead",
    );
    at(&home, &format!("{promise}x"));
    let gone = |w: &Workshop| w.sla.promises.iter().all(|p| p.id != "first-contact");
    assert!(gone(&saved(home.path())));
}

#[test]
fn a_step_taken_from_an_editor_does_not_lead_back_to_the_walk() {
    let home = home_with(&agreed());
    let caps = to(&agreed(), &Standard::Caps);
    shows(&at(&home, &format!("{caps}c[")), "to talk about");
}

#[test]
fn everything_opened_needs_only_enter() {
    let workshop = agreed();
    let home = home_with(&workshop);
    let all = defaults::unopened(&workshop).len();
    let screen = at(&home, &format!("s{}", "<enter>".repeat(all)));
    shows(&screen, "✓ Every standard text is opened.");
    let screen = at(&home, "s");
    shows(&screen, "Every standard text is opened already.");
    // It can be looked at and changed again.
    let opened = saved(home.path());
    let place = defaults::all(&opened);
    let place = place.iter().position(|t| *t == Standard::Fading);
    let fading = format!("s{}", "<right>".repeat(place.expect("fading")));
    at(&home, &format!("{fading}x"));
    assert_eq!(saved(home.path()).scoring.fading, Fading::Off);
    shows(
        &at(&home, &fading),
        "Points for what a lead did do not fade.",
    );
}

#[test]
fn what_is_left_unopened_is_one_line_and_stands_in_the_annex() {
    let mut workshop = agreed();
    let must: Vec<Standard> = defaults::unopened(&workshop)
        .into_iter()
        .filter(|thing| defaults::must_be_opened(&workshop, thing))
        .collect();
    workshop.opened.extend(must);
    let left = defaults::unopened(&workshop).len();
    let home = home_with(&workshop);
    let line = format!("⚠ {left} standard texts that nobody opened");
    let names = "<end><up><enter>Ana Lopes<enter><enter>Carla Ruiz<enter>";
    let mut seen = at(&home, "");
    let mut keys = String::new();
    while !seen.shows(&line) && keys.len() < 200 {
        keys.push_str("<down>");
        seen = at(&home, &keys);
    }
    shows(&seen, &line);
    shows(&at(&home, names), "agreed 1.0.0");
    let file = home.path().join("acme-qualified-lead.lead-definition.md");
    let text = std::fs::read_to_string(file).expect("the document");
    assert!(text.contains("Annex: default, not agreed"), "{text}");
    assert!(
        text.contains("Nobody writes without a ground for contact."),
        "{text}"
    );
    let signed = &saved(home.path()).versions[0].definition;
    let stage = &signed.spec.stages[0];
    assert_eq!((&stage.nurture, &stage.next), (&None, &None));
}

#[test]
fn the_marks_of_standard_text_go_with_the_first_look() {
    let mut workshop = agreed();
    workshop.head.step = Step::Agree;
    let home = home_with(&workshop);
    let ladder = at(&home, "g");
    shows(&ladder, "standard text");
    shows(
        &at(&home, "g<enter><down><down><down><down><down>"),
        "Standard text, not opened yet.",
    );
    let screen = at(&home, "g<enter><down><down><down><down><down> Ours.");
    hides(&screen, "Standard text, not opened yet.");
    let mut workshop = ready();
    workshop.head.step = Step::Agree;
    hides(&at(&home_with(&workshop), "g"), "standard text");
    workshop.head.step = Step::Sla;
    hides(&at(&home_with(&workshop), ""), "standard text");
    workshop.opened.clear();
    shows(&at(&home_with(&workshop), ""), "standard text");
}

#[test]
fn since_when_and_what_becomes_of_earlier_leads_is_asked_and_signed() {
    let home = home_with(&ready());
    let screen = at(&home, "");
    shows(&screen, "In force from       2026-03-20, as is proposed");
    shows(&screen, "Handed over so far  stay as they are");
    // The rows stand above the two names.
    let from = "<end><up><up><up>";
    let screen = at(&home, &format!("{from}<enter><c-u>someday<enter>"));
    shows(&screen, "“someday” is no day.");
    let screen = at(&home, &format!("{from}<enter><c-u>2026-03-01<enter>"));
    shows(&screen, "Sunday 1 March 2026 has passed");
    let screen = at(&home, &format!("{from}<enter><c-u>2026-04-01<enter>"));
    shows(&screen, "In force from       2026-04-01");
    hides(&screen, "as is proposed");
    shows(
        &at(&home, &format!("{from}<down><right>")),
        "are judged anew from that day",
    );
    let screen = at(
        &home,
        &format!("{from}<down><enter>Sales keeps them.<enter>"),
    );
    shows(&screen, "Handed over so far  ◂ Sales keeps them. ▸");
    let terms = saved(home.path()).in_force;
    assert_eq!(terms.from, Some(date(2026, 4, 1)));
    assert_eq!(
        terms.handed_over,
        HandedOver::Words("Sales keeps them.".to_owned())
    );
    // After the first name a change of either makes it void.
    at(&home, "<end><up><enter>Ana Lopes<enter>");
    let screen = at(&home, &format!("{from}<down><left>"));
    shows(&screen, "void: the text changed after Ana Lopes signed");
    shows(&at(&home, "u"), "void: the text changed");
    let screen = at(
        &home,
        "<end><up><enter>Ana Lopes<enter><enter>Carla Ruiz<enter>",
    );
    shows(&screen, "in force from 2026-04-01");
    let file = home.path().join("acme-qualified-lead.lead-definition.md");
    let text = std::fs::read_to_string(file).expect("the document");
    for words in [
        "No promise counts before 1 April 2026",
        "Leads that were handed over before stay as they are.",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let head = &saved(home.path()).head;
    assert_eq!(head.review, Some(date(2026, 6, 30)));
}

/// A workshop before the reveal, marketing with one sealed sheet, at its set-up.
fn gathering() -> (TempDir, &'static str) {
    let mut workshop = revealed(2);
    workshop.reveal = None;
    workshop.head.step = Step::Define;
    workshop.sheets.clear();
    workshop.shorten_log(0);
    let id = leadpact_workshop::SheetId {
        party: "marketing".to_owned(),
        person: "Ana Lopes".to_owned(),
    };
    workshop.begin_sheet(id.clone(), "aa".repeat(16));
    workshop.seal_sheet(&id, jiff::Timestamp::UNIX_EPOCH);
    (
        home_with(&workshop),
        "e<down><down><down><down><down><down><down>",
    )
}

#[test]
fn a_party_leaves_only_by_its_own_key_and_never_with_sealed_answers_unsaid() {
    let (home, marketing) = gathering();
    let screen = at(&home, &format!("{marketing}<c-u>"));
    shows(&screen, "Marketing needs a name. Ctrl-x removes the party.");
    assert_eq!(saved(home.path()).party_name("marketing"), "Marketing");
    // Asked twice: the second time with what is sealed.
    let screen = at(&home, &format!("{marketing}<c-x>"));
    shows(&screen, "Remove Marketing?");
    shows(&screen, "1 sheet is there");
    let screen = at(&home, &format!("{marketing}<c-x><right><enter>"));
    shows(&screen, "Remove Marketing with what is sealed?");
    shows(&screen, "1 sealed sheet goes with it.");
    let screen = at(&home, &format!("{marketing}<c-x><right><enter><enter>"));
    hides(&screen, "is removed");
    assert_eq!(saved(home.path()).parties.len(), 3);
    let twice = format!("{marketing}<c-x><right><enter><right><enter>");
    shows(&at(&home, &format!("{twice}<esc>u")), "Marketing");
    let back = saved(home.path());
    assert_eq!((back.parties.len(), back.sheets.len()), (3, 1));
    assert_eq!(back.parties[1].name, "Marketing");
    shows(&at(&home, &twice), "The party is removed.");
    let gone = saved(home.path());
    assert_eq!((gone.parties.len(), gone.sheets.len()), (2, 0));
    let log: Vec<&str> = gone.log.iter().map(|l| l.what.as_str()).collect();
    assert!(
        log.contains(&"The party Marketing was removed, and one sealed sheet with it."),
        "{log:?}"
    );
}

#[test]
fn after_the_reveal_no_party_leaves() {
    let mut workshop = revealed(2);
    workshop.parties[2].people = vec!["Ana Lopes".to_owned()];
    workshop.sheets.retain(|s| s.party != "sales");
    workshop.shorten_log(0);
    workshop.head.step = Step::Sign;
    let home = home_with(&workshop);
    shows(&at(&home, "<enter><c-x>"), "no party can leave any more");
    assert_eq!(saved(home.path()).parties.len(), 3);
}
