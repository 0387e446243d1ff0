//! Journeys: how would the CRM show a case in own words, what is already ours, and the grounds for contact.

use std::path::Path;

use tempfile::TempDir;

use super::agree::{to, to_in};
use super::typed;
use crate::play::Picture;
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::field::FieldType;
use leadpact_definition::scalar::{Literal, Texts};
use leadpact_files::load_workshop;
use leadpact_table::{home, revealed, revealed_with, write};
use leadpact_workshop::rules::{Source, rules};
use leadpact_workshop::{Answer, Rating, Response, Workshop};

/// A new workshop with Ana of marketing and Carla of sales, up to the board.
const NEW: &str = "nAcme Security<enter><enter><enter><down>Acme Ltd<down>Endpoints<down><down><down><down>Fay\
    <down><down>Ana<down><down>Carla<c-n>";

fn saved(home: &Path) -> Workshop {
    load_workshop(&home.join("acme-security.workshop.yaml"))
        .unwrap()
        .value
}

/// Keys from the board to the question with this id on Ana's sheet.
fn sheet(question: &str) -> String {
    let bank = &revealed(2).bank;
    let at = bank
        .questions
        .iter()
        .position(|q| q.id == question)
        .unwrap();
    format!("<enter><enter>{}", "<c-n>".repeat(at))
}

fn answered(home: &Path, question: &str) -> Response {
    let workshop = saved(home);
    let responses = workshop.sheets[0].open_responses().unwrap();
    responses.get(question).cloned().unwrap_or_default()
}

/// Ana answers one question; the screen then, and what the file holds.
fn on_sheet(question: &str, keys: &str, size: (u16, u16)) -> (Picture, Response, TempDir) {
    let home = tempfile::tempdir().unwrap();
    let script = format!("{NEW}{}{keys}<wait:2>", sheet(question));
    let screen = typed(home.path(), &script, size);
    let response = answered(home.path(), question);
    (screen, response, home)
}

const CASE: &str = "<end>works for a reseller<enter>";

#[test]
fn a_case_in_own_words_asks_how_the_crm_would_show_it() {
    for size in [(80, 24), (200, 60)] {
        let (screen, response, _home) = on_sheet("not-a-lead", CASE, size);
        assert!(
            screen.shows("works for a reseller  in words only"),
            "{}",
            screen.text()
        );
        assert!(
            screen.shows("How would the CRM show it?  [nobody can see it]"),
            "{}",
            screen.text()
        );
        assert!(response.shown_by.is_empty());

        let keys = format!("{CASE}<enter>type<enter><down><space><c-n>");
        let (screen, response, _home) = on_sheet("not-a-lead", &keys, size);
        assert!(
            screen.shows("shown by: Account type is Never bought from us"),
            "{}",
            screen.text()
        );
        let spellings = ["prospect", "new", "new business", "none"].map(str::to_owned);
        let when = Condition::field("account_type", Test::In(Texts(spellings.to_vec())));
        assert_eq!(response.shown_by["works for a reseller"], when);
    }
}

#[test]
fn it_never_blocks_and_goes_with_the_case() {
    // Down goes on; another case, and on to the next question.
    let keys = format!("{CASE}<down>sells to the state<enter><down><enter>");
    let (screen, response, _home) = on_sheet("not-a-lead", &keys, (80, 24));
    assert!(screen.shows("Already ours"), "{}", screen.text());
    let cases = ["works for a reseller", "sells to the state"].map(str::to_owned);
    assert_eq!(response.answer, Some(Answer::Values(cases.to_vec())));
    assert!(response.shown_by.is_empty());
    // Unmarked, how it shows goes too; marked again, it is back.
    let shown = format!("{CASE}<enter>opted<enter><c-n>");
    let (_, response, _home) = on_sheet("not-a-lead", &shown, (80, 24));
    let opted = Condition::field("opted_out", Test::Is(Literal::Flag(true)));
    assert_eq!(response.shown_by["works for a reseller"], opted);
    let (_, response, _home) = on_sheet("not-a-lead", &format!("{shown}<up><up><space>"), (80, 24));
    assert!(
        response.shown_by.is_empty() && response.answer.is_none(),
        "{response:?}"
    );
    let (_, response, _home) = on_sheet(
        "not-a-lead",
        &format!("{shown}<up><up><space><space>"),
        (80, 24),
    );
    assert_eq!(response.shown_by["works for a reseller"], opted);
}

#[test]
fn a_column_that_is_not_in_the_list_is_named_and_made_with_the_answer() {
    let keys = format!("{CASE}<enter>Reseller flag<enter><right><c-n>");
    let (screen, response, home) = on_sheet("not-a-lead", &keys, (80, 24));
    assert!(
        screen.shows("shown by: Reseller flag is yes"),
        "{}",
        screen.text()
    );
    let yes = Condition::field("reseller_flag", Test::Is(Literal::Flag(true)));
    assert_eq!(response.shown_by["works for a reseller"], yes);
    let field = saved(home.path()).bank.fields["reseller_flag"].clone();
    assert_eq!(field.kind, FieldType::Boolean);
    assert_eq!(field.columns, Texts(vec!["Reseller flag".to_owned()]));
    // One undo takes both back.
    let (_, response, home) = on_sheet("not-a-lead", &format!("{keys}<up>u"), (80, 24));
    assert!(response.shown_by.is_empty());
    assert!(!saved(home.path()).bank.fields.contains_key("reseller_flag"));
}

#[test]
fn private_words_go_to_an_editor_outside_only_when_the_person_says_so() {
    let (screen, ..) = on_sheet("own-words", "words<c-x>", (80, 24));
    assert!(
        screen.shows("Open your private words in an editor outside?"),
        "{}",
        screen.text()
    );
    // Nothing is highlighted that opens it by accident; once said, it is not asked again.
    let (screen, ..) = on_sheet("own-words", "words<c-x><enter>", (80, 24));
    assert!(!screen.shows("editor of its own"), "{}", screen.text());
    let (screen, ..) = on_sheet("own-words", "words<c-x>y", (80, 24));
    assert!(
        screen.shows("A key script has no editor of its own."),
        "{}",
        screen.text()
    );
    let (screen, ..) = on_sheet("own-words", "words<c-x>y<c-x>", (80, 24));
    assert!(
        screen.shows("A key script has no editor of its own."),
        "{}",
        screen.text()
    );
}

#[test]
fn escape_hides_everything_and_keeps_what_is_complete() {
    let keys = format!("{CASE}<enter>opted<enter><esc>");
    let (screen, response, _home) = on_sheet("not-a-lead", &keys, (80, 24));
    assert!(
        screen.shows("please take the keyboard") && !screen.shows("reseller"),
        "{}",
        screen.text()
    );
    assert_eq!(response.shown_by.len(), 1);
    let keys = format!("{CASE}<enter>empl<enter><enter>lots<wait:121>");
    let (screen, response, _home) = on_sheet("not-a-lead", &keys, (80, 24));
    assert!(
        screen.shows("please take the keyboard") && !screen.shows("reseller"),
        "{}",
        screen.text()
    );
    assert!(response.shown_by.is_empty());
}

#[test]
fn what_is_already_ours_is_answered_with_keys_own_cases_too() {
    for size in [(80, 24), (200, 60)] {
        let keys = "<space><down><space><end>buys through a tender<enter><enter>Lead Source<enter>\
            <enter><c-u>Tender<c-n>";
        let (screen, response, _home) = on_sheet("already-ours", keys, size);
        assert!(
            screen.shows("[x] Has an open opportunity"),
            "{}",
            screen.text()
        );
        assert!(
            screen.shows("shown by: First meaningful source is Tender"),
            "{}",
            screen.text()
        );
        let cases = [
            "open-opportunity",
            "account-manager",
            "buys through a tender",
        ];
        let cases: Vec<String> = cases.map(str::to_owned).to_vec();
        assert_eq!(response.answer, Some(Answer::Values(cases)));
        assert_eq!((response.importance, response.never.len()), (None, 0));
    }
}

#[test]
fn the_ground_of_a_channel_is_one_level_without_importance() {
    for size in [(80, 24), (200, 60)] {
        for question in ["email-ground", "phone-ground"] {
            let (screen, response, _home) = on_sheet(question, "<down><down><down><space>", size);
            assert!(screen.shows("(•) Opt-in"), "{}", screen.text());
            assert!(!screen.shows("It matters"), "{}", screen.text());
            assert_eq!(response.answer, Some(Answer::AtLeast("opt-in".to_owned())));
            // Enter takes a level and goes on: nothing else is asked.
            let (screen, response, _home) = on_sheet(question, "<down><down><enter>", size);
            assert_eq!(
                response.answer,
                Some(Answer::AtLeast("legitimate-interest".to_owned()))
            );
            assert!(
                !screen.shows("What must be on record, at the least, before anybody of us writes")
            );
        }
    }
}

#[test]
fn in_own_words_of_the_agreement_it_is_asked_as_well_and_becomes_a_rule() {
    for size in [(80, 24), (200, 60)] {
        let home = home(2);
        let written = format!("<enter>a{}w<end>partners<enter>", to("What is not a lead"));
        let script = format!("{written}<enter>Reseller flag<enter><right><c-n>");
        let asked = typed(home.path(), &script, size);
        assert!(
            asked.shows("shown by: Reseller flag is yes"),
            "{}",
            asked.text()
        );
        // Only the parties' word is missing then.
        typed(home.path(), "<enter><esc>y<wait:2>", size);
        let workshop = saved(home.path());
        let agreed = &workshop.decisions["not-a-lead"].agreed[0].response;
        let yes = Condition::field("reseller_flag", Test::Is(Literal::Flag(true)));
        assert_eq!(agreed.shown_by.get("partners"), Some(&yes));
        let spec = rules(&workshop, Source::Agreed).spec;
        assert!(
            spec.gates.iter().any(|gate| gate.when == yes),
            "{:?}",
            spec.gates
        );
        assert!(spec.in_words.iter().all(|w| w.words != "partners"));
    }
}

#[test]
fn the_grid_says_its_short_headings_in_full_and_from_how_many_times_on_it_counts() {
    let (screen, response, _home) = on_sheet("signals", "<right><right>", (80, 24));
    let counted = "came back to the website (2+ times)";
    assert!(screen.shows(counted), "{}", screen.text());
    let headings = "not a lead interest counts talk now";
    assert!(screen.shows(headings), "{}", screen.text());
    assert!(
        screen.shows("3 counts towards hand-over"),
        "{}",
        screen.text()
    );
    assert!(response.answer.is_none());
    let (wide, response, _home) = on_sheet("signals", "44", (200, 60));
    assert!(wide.shows("4 wants to talk now"), "{}", wide.text());
    assert!(wide.shows(counted), "{}", wide.text());
    let rated = [("newsletter", 3), ("email-click", 3)];
    let rated = rated.map(|(id, at)| (id.to_owned(), Rating::ALL[at]));
    assert_eq!(
        response.answer,
        Some(Answer::Ratings(rated.into_iter().collect()))
    );
}

/// A workshop in which sales has other owners of what is ours, and asks for more before anybody phones.
fn apart() -> Workshop {
    revealed_with(2, |party, question, said| match (party, question) {
        ("sales", "already-ours") => {
            let cases = ["account-manager", "Runs a Tender"].map(str::to_owned);
            Some(Response::of(Answer::Values(cases.to_vec())))
        }
        ("sales", "phone-ground") => Some(Response::of(Answer::AtLeast("asked".to_owned()))),
        _ => said,
    })
}

#[test]
fn what_is_already_ours_is_compared_and_agreed_in_words_of_its_own() {
    for size in [(80, 24), (200, 60)] {
        let home = tempfile::tempdir().unwrap();
        write(home.path(), &apart());
        // In the order of the questions it stands before the lead cards.
        let side = typed(home.path(), "<enter><enter>o<end><up><enter>", size);
        assert!(side.shows("Already ours"), "{}", side.text());
        assert!(side.shows("may be handed over"), "{}", side.text());
        assert!(side.shows("already ours"), "{}", side.text());
        assert!(!side.shows("not a lead"), "{}", side.text());

        let point = format!("<enter>a{}", to_in(&apart(), "Already ours"));
        let ways = typed(home.path(), &point, size);
        assert!(ways.shows("already ours"), "{}", ways.text());
        assert!(!ways.shows("may be one"), "{}", ways.text());
        typed(home.path(), "<enter>oy<wait:2>", size);
        let workshop = saved(home.path());
        let agreed = &workshop.decisions["already-ours"].agreed[0].response;
        let cases = ["open-opportunity", "account-manager", "Runs a Tender"];
        let cases = Answer::Values(cases.map(str::to_owned).to_vec());
        assert_eq!(agreed.answer, Some(cases));
        // Two have an owner by rule; what nobody said how to see is in words only.
        let spec = rules(&workshop, Source::Agreed).spec;
        let ours = spec.stages.iter().find(|s| s.id == "already-ours").unwrap();
        let owners: Vec<&str> = ours.routes().iter().map(|r| r.to.as_str()).collect();
        assert_eq!(
            owners,
            ["the owner of the opportunity", "the account manager"]
        );
        assert!(spec.in_words.iter().any(|w| w.words == "Runs a Tender"));
    }
}

#[test]
fn the_ground_of_a_channel_is_agreed_without_importance() {
    for size in [(80, 24), (200, 60)] {
        let home = tempfile::tempdir().unwrap();
        write(home.path(), &apart());
        let title = "Ground for contact by phone";
        let point = format!("<enter>a{}b", to_in(&apart(), title));
        let screen = typed(home.path(), &point, size);
        assert!(screen.shows(title), "{}", screen.text());
        assert!(screen.shows("Their own request"), "{}", screen.text());
        assert!(!screen.shows("It matters"), "{}", screen.text());
        assert!(!screen.shows("Belongs to"), "{}", screen.text());
        typed(home.path(), "<enter>y<wait:2>", size);
        let agreed = &saved(home.path()).decisions["phone-ground"].agreed[0].response;
        assert_eq!(agreed.answer, Some(Answer::AtLeast("asked".to_owned())));
        assert_eq!(agreed.importance, None);
        // Own words of the room: another level, chosen with keys.
        let home = tempfile::tempdir().unwrap();
        write(home.path(), &apart());
        let keys = "w<home><down><down><space><esc>y<wait:2>";
        let script = format!("<enter>a{}{keys}", to_in(&apart(), title));
        typed(home.path(), &script, size);
        let agreed = &saved(home.path()).decisions["phone-ground"].agreed[0].response;
        let least = Answer::AtLeast("legitimate-interest".to_owned());
        assert_eq!(agreed.answer, Some(least));
    }
}
