//! Journeys: a party's word, from the hand-over card to the reveal, over several sessions.

use std::fs;
use std::path::Path;

use super::typed;
use crate::play::Picture;
use leadpact_files::load_workshop;
use leadpact_workshop::Workshop;

/// A new workshop with Ana of marketing and Carla of sales, up to the board.
const NEW: &str = "nAcme<enter><enter><enter><down>Acme Ltd<down>Endpoints<down><down><down><down>Fay\
    <down><down>Ana<down><down>Carla<c-n>";

/// From the list of workshops to the board.
const OPEN: &str = "<enter>";

/// From the board: marketing's card, a word, and Ana's sheet with her own words on it.
const WITH_A_WORD: &str = "<enter>wharbour<enter><enter>Someone who phones us.";

fn session(home: &Path, keys: &str) -> Picture {
    typed(home, &format!("{keys}<wait:2>"), (80, 24))
}

fn file(home: &Path) -> String {
    fs::read_to_string(home.join("acme.workshop.yaml")).unwrap()
}

fn saved(home: &Path) -> Workshop {
    load_workshop(&home.join("acme.workshop.yaml"))
        .unwrap()
        .value
}

fn log(home: &Path) -> String {
    let log = saved(home).log;
    log.iter().map(|entry| entry.what.as_str()).collect()
}

fn shows(screen: &Picture, words: &str) {
    assert!(screen.shows(words), "{words}\n{}", screen.text());
}

fn hides(screen: &Picture, words: &str) {
    assert!(!screen.shows(words), "{words}\n{}", screen.text());
}

#[test]
fn the_card_says_what_a_draft_is_without_a_word_and_with_one() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let home = tempfile::tempdir().unwrap();
        let screen = typed(home.path(), &format!("{NEW}<enter>"), size);
        shows(&screen, "Without a word (w)");
        shows(&screen, "begin: nobody else can see");
        let screen = typed(home.path(), "<enter><enter>wharbour<enter>", size);
        shows(&screen, "Its sheets are encrypted in the file");
        shows(
            &screen,
            "The sheets of Marketing are encrypted from now on.",
        );
    }
}

#[test]
fn a_draft_with_a_word_is_encrypted_and_opens_for_the_word_only() {
    let home = tempfile::tempdir().unwrap();
    session(home.path(), &format!("{NEW}{WITH_A_WORD}"));
    assert!(file(home.path()).contains("cipher: "));
    assert!(!file(home.path()).contains("draft: "));
    assert!(log(home.path()).contains("A word was set for Marketing"));
    // Nothing in the file gives the answer to whoever has the salt.
    let sheet = &saved(home.path()).sheets[0];
    assert!(sheet.is_locked() && sheet.salt.is_empty());

    // Paused in the same session: the word opens it again, and is not shown while it is typed.
    let paused = "<enter>wharbour<enter><enter>Someone who phones us.<esc><enter>";
    let home = tempfile::tempdir().unwrap();
    let screen = session(home.path(), &format!("{NEW}{paused}"));
    shows(&screen, "The word of Marketing");
    let screen = session(home.path(), &format!("{OPEN}<enter><enter>harb"));
    shows(&screen, "••••");
    hides(&screen, "harb");
    // In a later session: another word does not, the right one does.
    let screen = session(home.path(), &format!("{OPEN}<enter><enter>haven<enter>"));
    shows(&screen, "That is not the word.");
    shows(&screen, "The word of Marketing");
    hides(&screen, "phones");
    let screen = session(
        home.path(),
        &format!("{OPEN}<enter><enter>Harbour<enter><c-p><c-p>"),
    );
    hides(&screen, "The word of Marketing");
    let screen = session(
        home.path(),
        &format!("{OPEN}<enter><enter>harbour<enter><c-p>And more."),
    );
    shows(&screen, "Someone who phones us.");
    assert!(file(home.path()).contains("cipher: "));
}

#[test]
fn sealed_sheets_are_shown_with_each_party_s_word_in_a_later_session() {
    let home = tempfile::tempdir().unwrap();
    // Each of the 21 questions is passed over, then the sheet is sealed.
    let seal = format!("{}<c-n>sy", "<c-n>".repeat(21));
    let seal = seal.as_str();
    session(home.path(), &format!("{NEW}{WITH_A_WORD}{seal}"));
    session(
        home.path(),
        &format!("{OPEN}<down><enter>wpier 39<enter><enter>Firms.{seal}"),
    );
    let sheets = saved(home.path()).sheets;
    assert!(
        sheets.iter().all(|s| s.is_sealed() && s.is_locked()),
        "{sheets:?}"
    );
    let noted: Vec<String> = sheets
        .iter()
        .filter_map(leadpact_workshop::Sheet::words)
        .collect();

    let screen = session(home.path(), &format!("{OPEN}v"));
    shows(&screen, "The word of Marketing");
    let screen = session(home.path(), &format!("{OPEN}vwrong<enter>"));
    shows(&screen, "That is not the word.");
    let screen = session(home.path(), &format!("{OPEN}vharbour<enter>"));
    shows(&screen, "The word of Sales");
    let screen = session(
        home.path(),
        &format!("{OPEN}vharbour<enter>pier 39<enter>y"),
    );
    shows(&screen, "All answers are on the table.");
    let workshop = saved(home.path());
    assert!(workshop.is_revealed());
    let words: Vec<String> = workshop
        .sheets
        .iter()
        .filter_map(leadpact_workshop::Sheet::words)
        .collect();
    assert_eq!(words, noted);
    assert!(
        workshop
            .sheets
            .iter()
            .all(leadpact_workshop::Sheet::keeps_its_seal)
    );
    assert!(file(home.path()).contains("Someone who phones us."));
}

#[test]
fn a_forgotten_word_costs_the_answers_and_the_log_says_so() {
    let home = tempfile::tempdir().unwrap();
    session(home.path(), &format!("{NEW}{WITH_A_WORD}"));
    let screen = session(home.path(), &format!("{OPEN}<enter>w"));
    shows(&screen, "Is the word forgotten?");
    session(home.path(), &format!("{OPEN}<enter>wn"));
    assert_eq!(saved(home.path()).sheets.len(), 1);
    let screen = session(home.path(), &format!("{OPEN}<enter>wy"));
    shows(&screen, "Marketing has no word any more.");
    assert_eq!(saved(home.path()).sheets.len(), 0);
    assert!(log(home.path()).contains("The word of Marketing was forgotten"));
    assert!(log(home.path()).contains("begin anew: Ana"));
    session(home.path(), &format!("{OPEN}<enter><enter>Firms."));
    assert!(file(home.path()).contains("draft: "));
}

#[test]
fn an_encrypted_sheet_without_its_lock_is_told_and_never_asked_for_in_a_circle() {
    let home = tempfile::tempdir().unwrap();
    session(home.path(), &format!("{NEW}{WITH_A_WORD}"));
    let mut workshop = saved(home.path());
    workshop.party_words.clear();
    let path = home.path().join("acme.workshop.yaml");
    leadpact_files::save_workshop(&path, &workshop, leadpact_files::Expected::Anything).unwrap();
    let screen = session(home.path(), &format!("{OPEN}<enter><enter>"));
    shows(&screen, "does not tell any more how");
    hides(&screen, "private sheet");
}
