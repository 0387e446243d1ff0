//! Journeys through the agree step.

use std::path::Path;

use crate::play::play;
use leadpact_files::load_workshop;
use leadpact_table::{home, home_with_own_values, revealed, with_own_values, write};
use leadpact_workshop::{Decision, Resolution, Row, Voice, Workshop, compare};

use super::typed;

/// From the list of workshops to the comparison, and on to the first difference.
const START: &str = "<enter>a";

/// The workshop as it was saved.
fn saved(home: &Path) -> Workshop {
    let file = home.join("acme-security.workshop.yaml");
    load_workshop(&file).unwrap().value
}

/// What the header says of so many settled points.
fn settled(done: usize) -> String {
    let points = compare(&revealed(2)).unwrap().to_settle().len();
    format!("{done} of {points} settled")
}

fn decided(home: &Path, keys: &str, question: &str) -> Option<Decision> {
    play(home, &format!("{START}{keys}<wait:2>"), (80, 24)).unwrap();
    saved(home).decisions.get(question).cloned()
}

#[test]
fn it_opens_on_the_farthest_difference_with_the_ways_out() {
    let home = home(2);
    let screen = typed(home.path(), START, (80, 24));
    for words in [
        "Job role",
        "↔ opposite",
        &settled(0),
        "1 Marketing's answer",
        "2 Sales' answer",
        "b only what all accept",
        "w own words",
        "k park",
        "with this way: ‹what it changes›",
        "has a role in IT",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
}

#[test]
fn where_nothing_leads_to_hand_over_the_text_says_so() {
    let home = home(2);
    let keys = format!("{START}{}p", to("In your own words"));
    let screen = typed(home.path(), &keys, (80, 24));
    let whole = "Nobody is handed over as a marketing qualified lead so far.";
    assert!(screen.shows(whole), "{}", screen.text());
}

#[test]
fn one_key_and_every_voice_settle_a_difference() {
    let home = home(2);
    let keys = format!("{START}2<enter><enter><enter>");
    let screen = typed(home.path(), &keys, (80, 24));
    assert!(screen.shows(&settled(1)), "{}", screen.text());
    assert!(!screen.shows("Job role"), "{}", screen.text());
    assert!(screen.shows("Existing customers"), "{}", screen.text());
    let decision = saved(home.path()).decisions["job-role"].clone();
    assert_eq!(decision.resolution, Resolution::Take("sales".to_owned()));
    assert_eq!(
        decision.voices.values().collect::<Vec<_>>(),
        [&Voice::Agree, &Voice::Agree]
    );
    assert!(
        decision
            .rejected
            .iter()
            .any(|r| r.option == "Marketing's answer")
    );
}

#[test]
fn every_way_out_of_a_range_gives_what_it_says() {
    for (key, expected) in [
        ("1", (Some(10.0), Some(500.0))),
        ("2", (Some(50.0), Some(1000.0))),
        ("3", (Some(50.0), Some(500.0))),
        ("o", (Some(10.0), Some(1000.0))),
        ("r", (Some(30.0), Some(750.0))),
    ] {
        let home = home(2);
        let keys = format!("{}{key}y", to("Employees"));
        let decision = decided(home.path(), &keys, "employees").unwrap();
        let Some(leadpact_workshop::Answer::Range(range)) = decision.agreed[0].response.answer
        else {
            panic!("{key}: {decision:?}");
        };
        assert_eq!((range.from, range.to), expected, "{key}");
    }
}

/// The keys from the first point to the one with this title.
pub(super) fn to(title: &str) -> String {
    to_in(&revealed(2), title)
}

/// The same in another workshop.
pub(super) fn to_in(workshop: &Workshop, title: &str) -> String {
    let comparison = compare(workshop).unwrap();
    let named = |row: &&Row| workshop.bank.question(&row.question).unwrap().title == title;
    let at = comparison.to_settle().iter().position(named).unwrap();
    "<c-n>".repeat(at)
}

#[test]
fn a_split_by_stage_has_two_parts() {
    let home = home(2);
    let keys = format!("{}ly", to("Employees"));
    let decision = decided(home.path(), &keys, "employees").unwrap();
    let stages: Vec<_> = decision.agreed.iter().map(|s| s.stage.as_deref()).collect();
    assert_eq!(stages, [Some("mql"), Some("sql")]);
    assert!(decision.stands());
}

#[test]
fn an_objection_needs_a_reason_and_keeps_the_point_open() {
    let home = home(2);
    // Marketing agrees; sales objects with the left arrow.
    let asked = typed(
        home.path(),
        &format!("{START}1<enter><left><enter>"),
        (80, 24),
    );
    assert!(
        asked.shows("Write down why Sales objects."),
        "{}",
        asked.text()
    );
    let screen = typed(home.path(), "<enter><tab>too wide<enter>", (80, 24));
    assert!(
        screen.shows("It stays open: one party objects."),
        "{}",
        screen.text()
    );
    assert!(screen.shows(&settled(0)), "{}", screen.text());
    let decision = saved(home.path()).decisions["job-role"].clone();
    assert_eq!(
        decision.voices["sales"],
        Voice::Object("too wide".to_owned())
    );
    let list = typed(home.path(), "<enter><esc><home>", (80, 24));
    assert!(list.shows("⚠ Sales objects: too wide"), "{}", list.text());
}

#[test]
fn parking_needs_an_owner_and_a_day() {
    let nobody = tempfile::tempdir().unwrap();
    let mut workshop = leadpact_table::revealed(2);
    workshop.parties[0].people.clear();
    workshop.parties[1].people.clear();
    workshop.parties[2].people.clear();
    leadpact_table::write(nobody.path(), &workshop);
    let asked = typed(
        nobody.path(),
        &format!("{START}k<down><down><enter>"),
        (80, 24),
    );
    assert!(
        asked.shows("Who brings it back? Name an owner."),
        "{}",
        asked.text()
    );
    assert!(saved(nobody.path()).decisions.is_empty());
    // Left half-filled, it is not dropped without a word.
    let left = typed(nobody.path(), "<enter>k<tab><c-u>2026-04-02<c-n>", (80, 24));
    assert!(
        left.shows("is not put off: nobody is named"),
        "{}",
        left.text()
    );
    let back = typed(
        nobody.path(),
        "<enter>k<tab><c-u>2026-04-02<c-n><c-p>",
        (80, 24),
    );
    assert!(back.shows("Thursday 2 April 2026"), "{}", back.text());
    let at = |keys: &str| typed(home(2).path(), keys, (80, 24));
    let wrong = at(&format!("{START}kAna<tab><c-u>someday"));
    assert!(wrong.shows("“someday” is no day."), "{}", wrong.text());
    let past = at(&format!("{START}kAna<tab><c-u>2026-03-01"));
    assert!(
        past.shows("Sunday 1 March 2026 has passed."),
        "{}",
        past.text()
    );
    // The facilitator is proposed; the arrows choose another.
    for (keys, owner) in [("", "Dana Reed"), ("<right>", "Ana Lopes"), ("Ana", "Ana")] {
        let home = home(2);
        typed(home.path(), &format!("{START}k{keys}<wait:2>"), (80, 24));
        let decision = &saved(home.path()).decisions["job-role"];
        assert_eq!(decision.parked.as_ref().unwrap().owner, owner);
    }
    let home = home(2);
    let keys = format!("{START}kAna<tab><c-u>2026-04-01<tab><enter><wait:2>");
    let screen = typed(home.path(), &keys, (80, 24));
    assert!(screen.shows(&settled(1)), "{}", screen.text());
    let parked = saved(home.path()).decisions["job-role"]
        .parked
        .clone()
        .unwrap();
    assert_eq!(
        (parked.owner.as_str(), parked.due.to_string().as_str()),
        ("Ana", "2026-04-01")
    );
}

#[test]
fn undo_and_redo_go_over_decisions() {
    let home = home(2);
    let screen = typed(home.path(), &format!("{START}2y<enter>uuu"), (80, 24));
    assert!(screen.shows(&settled(0)), "{}", screen.text());
    let again = typed(home.path(), "<enter>2y<enter>uu<c-r><c-r>", (80, 24));
    assert!(again.shows(&settled(1)), "{}", again.text());
}

#[test]
fn own_words_are_written_together() {
    let home = home(2);
    let keys = format!("{}w<c-u>20<tab><c-u>2,000<esc>y", to("Employees"));
    let decision = decided(home.path(), &keys, "employees").unwrap();
    assert_eq!(decision.resolution, Resolution::OwnWords);
    let Some(leadpact_workshop::Answer::Range(range)) = decision.agreed[0].response.answer else {
        panic!("{decision:?}");
    };
    assert_eq!((range.from, range.to), (Some(20.0), Some(2000.0)));
}

#[test]
fn a_pre_qualification_says_who_learns_what() {
    let home = home(2);
    let keys = format!("{}cSDR<tab>the budget<tab>", to("Budget"));
    let decision = decided(home.path(), &keys, "budget").unwrap();
    let pre = decision.pre_qualification.unwrap();
    assert_eq!(
        (pre.who.as_str(), pre.learns.as_str()),
        ("SDR", "Budgetthe budget")
    );
    assert_eq!(decision.agreed[0].stage.as_deref(), Some("sql"));
}

#[test]
fn signals_are_settled_row_by_row() {
    let home = home(2);
    let signals = to("Signals");
    let screen = typed(home.path(), &format!("{START}{signals}we<home>"), (80, 24));
    for words in [
        "1 not a lead   2 interest   3 counts   4 talk now",
        "M Marketing",
        "subscribed to the newsletter",
        // Of the highlighted row, whole.
        "   shows interest ",
    ] {
        assert!(screen.shows(words), "{words}\n{}", screen.text());
    }
    let full = typed(home.path(), "<enter><esc><enter>e<home>3<up>", (80, 24));
    let whole = "   counts towards hand-over ";
    assert!(full.shows(whole), "{}", full.text());
    let home = self::home(2);
    let decision = decided(
        home.path(),
        &format!("{signals}1e<home>3<right><esc>y"),
        "signals",
    )
    .unwrap();
    let Some(leadpact_workshop::Answer::Ratings(ratings)) = &decision.agreed[0].response.answer
    else {
        panic!("{decision:?}");
    };
    let first: Vec<&str> = ratings.values().take(3).map(|r| r.word()).collect();
    assert_eq!(
        first,
        [
            "counts towards hand-over",
            "counts towards hand-over",
            "shows interest"
        ]
    );
}

#[test]
fn own_values_of_every_party_are_offered_and_stay_when_unmarked() {
    for size in [(80, 24), (200, 60)] {
        // The pairs stay unanswered.
        let industry = to_in(&with_own_values(), "Industry");
        let rows = |keys: &str| {
            let home = home_with_own_values();
            let screen = typed(home.path(), &format!("{START}{industry}{keys}"), size);
            let own = |row: &String| row.contains("written by");
            screen
                .rows()
                .into_iter()
                .filter(own)
                .collect::<Vec<String>>()
        };
        let open = rows("1e<end><up><up><up>");
        assert!(open[0].contains("[x] Hotels and hospitality"), "{open:?}");
        assert!(open[0].contains("written by Marketing"), "{open:?}");
        assert!(
            open[1].contains("[ ] Hotels") && open[1].contains("written by Sales"),
            "{open:?}"
        );
        // Marking the other's value and unmarking one's own leaves both lines where they are.
        let turned = rows("1e<end><up><up><up> <up> ");
        assert!(
            turned[0].contains("[ ] Hotels and hospitality"),
            "{turned:?}"
        );
        assert!(turned[1].contains("[x] Hotels"), "{turned:?}");
    }
}

#[test]
fn what_all_said_alike_is_settled_in_one_stroke() {
    let home = home(2);
    let asked = typed(home.path(), &format!("{START}s"), (80, 24));
    assert!(
        asked.shows("Settle 4 points that all said alike?"),
        "{}",
        asked.text()
    );
    let screen = typed(home.path(), "<enter>sy<esc>", (80, 24));
    assert!(screen.shows(&settled(4)), "{}", screen.text());
    assert!(typed(home.path(), "<enter>", (80, 24)).shows(&settled(4)));
    let back = typed(home.path(), "<enter><esc>", (80, 40));
    for words in [
        "✓ Cyber security, Banking and finance · must",
        "Ground for contact by email",
        "Ground for contact by phone",
        "Already ours",
    ] {
        assert!(back.shows(words), "{words}\n{}", back.text());
    }
    let done = saved(home.path()).decisions.into_keys();
    let done: std::collections::BTreeSet<String> = done.collect();
    let alike = ["already-ours", "email-ground", "industry", "phone-ground"];
    assert!(done.iter().eq(alike), "{done:?}");
}

#[test]
fn a_must_that_nobody_can_observe_is_flagged() {
    let mut workshop = revealed(2);
    for question in &mut workshop.bank.questions {
        question.field = question.field.take().filter(|field| field != "pain");
    }
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &workshop);
    let must = format!(
        "{START}{}w<esc><up><up><up><left><left><left><left>",
        to("Pain")
    );
    let screen = typed(home.path(), &must, (80, 24));
    assert!(
        screen.shows("⚠ Nobody can observe this must yet"),
        "{}",
        screen.text()
    );
}

#[test]
fn any_size_is_survived() {
    for parties in [2, 6] {
        let home = home(parties);
        for keys in ["", "1", "l", "c", "k", "w", "<esc>", "s", "<c-n><c-n>w"] {
            for size in [
                "1x1", "60x16", "61x17", "79x23", "80x24", "97x31", "120x40", "200x60",
            ] {
                let script = format!("{START}{keys}<resize:{size}>");
                play(home.path(), &script, (80, 24)).unwrap();
            }
        }
    }
}

#[test]
fn what_a_record_has_is_offered_by_name_for_what_shows_an_answer() {
    let at = |keys: &str| typed(home(2).path(), keys, (120, 40));
    // Marketing's answer to the company's size, as a must; then how it is seen.
    let start = format!("{START}{}1", to("Employees"));
    let seen = format!("{start}<up><up><up><left><left><left><down><down>");
    assert!(at(&seen).shows("▸ Seen by"), "{}", at(&seen).text());
    for (way, named) in [
        ("<right>", "Left and right choose: Name, Company, Email"),
        (
            "<right><right>",
            "Left and right choose: Subscribed to the newsletter",
        ),
    ] {
        let screen = at(&format!("{seen}{way}<down>"));
        assert!(screen.shows(named), "{named}\n{}", screen.text());
    }
    let screen = at(&format!("{seen}<right><down><right><right>"));
    assert!(screen.shows("its name     Company"), "{}", screen.text());
}
