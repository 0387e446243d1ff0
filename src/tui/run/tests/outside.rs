//! The editor outside: found by the same key wherever sentences are written, and nothing it wrote is lost.

use super::monkey::Hands;
use super::walks::{NEW, after, find, press, text};
use crate::keys::{self, Chord};
use leadpact_app::Message;
use leadpact_app::action::{Action, FieldAction};
use leadpact_app::message::Edited;
use leadpact_table as table;

/// The key that opens the editor here; `None` where there is none.
fn key(shell: &Hands) -> Option<Chord> {
    let outside = Action::Field(FieldAction::Outside);
    let mut rows = keys::rows(shell.app.scope()).filter(|row| row.action == outside);
    let row = rows.next().filter(|_| shell.app.allows(outside))?;
    row.chord
}

/// Where sentences are written, and where names, numbers and days are.
const PLACES: [(&str, bool); 21] = [
    // The first question is answered in own words; of the second the reason.
    ("<enter><enter>", true),
    ("<enter><enter><c-n><tab><tab>", true),
    ("<enter><enter><c-n><c-n><c-n><c-n><c-n>", false),
    ("e", false),
    ("e<down>", false),
    ("<esc>/", false),
    // While agreeing: why it was decided so, and what a call must learn, but not who brings a point back.
    ("a<home>1<end><up><up>", true),
    ("ac", false),
    ("ac<down>", true),
    ("ak", false),
    ("ak<down>", false),
    ("a<esc>g<enter>", false),
    ("a<esc>g<enter><down><down><down><down>", true),
    ("a<esc>:go to SLA<enter><enter>", false),
    (
        "a<esc>:go to SLA<enter><enter><down><down><down><down><down>",
        true,
    ),
    (
        "a<esc>:go to SLA<enter><down><enter><tab><down><down><down><down>",
        true,
    ),
    ("a<esc>:go to SLA<enter><end><up><enter><enter>", true),
    ("a<esc>:go to SLA<enter><end><enter>", false),
    ("a<esc>:go to Sign<enter><end><up><up><enter>", true),
    ("a<esc>:go to Sign<enter><end><up><up><up><enter>", false),
    ("a<esc>:", false),
];

/// The program at one of the places.
fn at(place: &str) -> (tempfile::TempDir, Hands) {
    let revealed = place.starts_with('a');
    let home = if revealed {
        table::home(2)
    } else {
        tempfile::tempdir().unwrap()
    };
    let start = if revealed { "<enter>" } else { NEW };
    let shell = after(home.path(), &format!("{start}{place}"), (80, 24));
    (home, shell)
}

#[test]
fn one_key_opens_it_wherever_sentences_are_written_and_nowhere_else() {
    let mut chords = Vec::new();
    for (place, sentences) in PLACES {
        let (_home, mut shell) = at(place);
        assert!(shell.app.scope().takes_text(), "{place}\n{}", text(&shell));
        let chord = key(&shell);
        assert_eq!(chord.is_some(), sentences, "{place}\n{}", text(&shell));
        chords.extend(chord);
        if sentences {
            press(&mut shell, "<f1>");
            let said = "Write in the editor that VISUAL or EDITOR names.";
            while find(&shell, said, 0).is_none() {
                let before = text(&shell);
                press(&mut shell, "<pgdn>");
                assert_ne!(text(&shell), before, "{place}: the help says nothing of it");
            }
        }
    }
    chords.dedup();
    assert_eq!(chords.len(), 1, "{chords:?}");
}

/// The editor comes back like this to the words of why it was decided so.
fn back(edited: Edited) -> (tempfile::TempDir, Hands) {
    let (home, mut shell) = at("a<home>1<end><up><up>Before");
    shell.tell(Message::Edited(edited)).unwrap();
    shell.draw().unwrap();
    (home, shell)
}

fn because(shell: &Hands) -> String {
    shell.app.screen.page().typing().unwrap().text()
}

#[test]
fn what_comes_back_is_one_sentence_and_part_of_the_workshop() {
    let (_home, shell) = back(Edited::Done("Both saw it\nin the figures.\n".to_owned()));
    assert_eq!(because(&shell), "Both saw it in the figures.");
    let session = shell.app.shared.session.as_ref().unwrap();
    let mut decisions = session.workshop().decisions.values();
    assert!(decisions.any(|d| d.because == "Both saw it in the figures."));
}

#[test]
fn what_a_failed_editor_wrote_is_offered() {
    let failed = || Edited::Failed {
        why: "The editor ended with an error. The text is as it was.".to_owned(),
        written: Some("After".to_owned()),
    };
    let (_home, mut shell) = back(failed());
    assert_eq!(because(&shell), "Before");
    assert!(
        find(&shell, "Take what the editor wrote?", 0).is_some(),
        "{}",
        text(&shell)
    );
    press(&mut shell, "y");
    assert_eq!(because(&shell), "After");
    let (_home, mut shell) = back(failed());
    press(&mut shell, "<esc>");
    assert_eq!(because(&shell), "Before");
    assert_eq!(shell.app.shared.written, None);
    let (_home, shell) = back(Edited::Failed {
        why: "The editor ended with an error. The text is as it was.".to_owned(),
        written: None,
    });
    assert!(shell.app.shared.popups.is_empty());
    assert!(find(&shell, "The editor ended with an error.", 0).is_some());
}
