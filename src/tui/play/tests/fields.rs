//! Every field: what it takes, what it refuses, and that a refused text leaves no trace.
//!
//! | what | file |
//! |---|---|
//! | how a person gets to a field | `way.rs` |
//! | texts that it takes and refuses | `examples.rs` |
//! | what the workshop holds of it | `meaning.rs` |
//! | an application without a screen | `walk.rs` |

mod examples;
mod meaning;
mod walk;
mod way;

use examples::{Examples, examples};
use meaning::meaning;
use walk::Walk;
use way::{Way, there, way};

use leadpact_app::field::Field;
use leadpact_workshop::Workshop;

/// What came of a text.
struct Outcome {
    /// The workshop before it was typed.
    before: Option<Workshop>,
    /// The workshop after the field was left.
    after: Option<Workshop>,
    /// What was said against it; `None`: nothing.
    refused: Option<String>,
    /// The screen before the field was left.
    screen: String,
    walk: Walk,
}

/// Goes to a field, empties it, puts a text there, takes it and leaves.
fn outcome(field: Field, put: impl FnOnce(&mut Walk)) -> Outcome {
    let (mut walk, Way { take, leave, .. }) = there(field);
    let before = walk.workshop();
    walk.clear();
    put(&mut walk);
    walk.press(take);
    let at_take = walk.reason().or_else(|| walk.warning());
    let screen = walk.screen();
    walk.press(leave);
    Outcome {
        before,
        after: walk.workshop(),
        refused: at_take.or_else(|| walk.warning()),
        screen,
        walk,
    }
}

/// A text from its first letter to its last, each time one more.
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    std::iter::once(0).chain(ends).map(|end| &text[..end])
}

fn texts(field: Field) -> impl Iterator<Item = &'static str> {
    let Examples { valid, invalid } = examples(field);
    valid.iter().chain(invalid).map(|(text, _)| *text)
}

/// What counts at once: letter by letter the workshop is what the whole text makes of it, or what it was.
fn counts_at_once(field: Field, text: &str) {
    let (mut typed, way) = there(field);
    let (mut pasted, _) = there(field);
    let before = typed.workshop();
    typed.clear();
    for beginning in beginnings(text) {
        if let Some(last) = beginning.chars().next_back() {
            typed.write(&last.to_string());
        }
        pasted.clear();
        pasted.paste(beginning);
        let (now, at_once) = (typed.workshop(), pasted.workshop());
        assert!(
            now == at_once,
            "{field:?}: “{beginning}” typed is another thing than at once"
        );
        if typed.reason().is_some() {
            assert!(
                now == before,
                "{field:?}: “{beginning}” is refused and changes something"
            );
        }
    }
    let refused = typed.reason().is_some();
    let last = typed.workshop();
    typed.press(way.leave);
    assert!(typed.workshop() == last, "{field:?}: “{text}”, left");
    let said = typed.warning().unwrap_or_default();
    let stays = said.contains(" stays as it was. ") || said.contains(" stay as they were. ");
    assert_eq!(stays, refused, "{field:?}: “{text}”: {said}");
}

/// What counts once it is taken: every beginning is taken, or refused and leaves no trace.
fn counts_when_taken(field: Field, text: &str) {
    for beginning in beginnings(text) {
        let outcome = outcome(field, |walk| walk.write(beginning));
        if let Some(why) = outcome.refused {
            assert!(
                outcome.after == outcome.before,
                "{field:?}: “{beginning}” is refused ({why}) and changes something"
            );
        }
    }
}

#[test]
fn every_beginning_of_every_text_is_taken_whole_or_leaves_no_trace() {
    for field in Field::ALL {
        let at_once = way(*field).take.is_empty();
        for text in texts(*field) {
            if at_once {
                counts_at_once(*field, text);
            } else {
                counts_when_taken(*field, text);
            }
        }
    }
}

#[test]
fn what_is_taken_means_what_was_written() {
    let mut wrong = Vec::new();
    for field in Field::ALL {
        for (text, means) in examples(*field).valid {
            let outcome = outcome(*field, |walk| walk.write(text));
            let screen = &outcome.screen;
            assert_eq!(outcome.refused, None, "{field:?}: {text}\n{screen}");
            let held = outcome.after.and_then(|w| meaning(*field, &w));
            let held = held.unwrap_or_default();
            if held != *means {
                wrong.push(format!("{field:?}: “{text}” means “{held}”"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_refused_says_why_on_its_row_and_changes_nothing() {
    let even = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut silent = Vec::new();
    for field in Field::ALL {
        for (text, why) in examples(*field).invalid {
            let outcome = outcome(*field, |walk| walk.write(text));
            let screen = &outcome.screen;
            let said = outcome.refused.unwrap_or_default();
            if !said.contains(why) || !even(screen).contains(why) {
                silent.push(format!("{field:?}: “{text}”: {said}\n{screen}"));
            }
            assert!(outcome.after == outcome.before, "{field:?}: {text}");
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn a_refused_text_is_no_step_that_can_be_taken_back() {
    for field in Field::ALL {
        let (mut untouched, _) = there(*field);
        untouched.undo_all();
        for (text, _) in examples(*field).invalid {
            let mut outcome = outcome(*field, |walk| walk.write(text));
            outcome.walk.undo_all();
            assert!(
                outcome.walk.workshop() == untouched.workshop(),
                "{field:?}: {text}"
            );
        }
    }
}

#[test]
fn a_field_that_is_full_says_how_much_was_left_out() {
    let home = tempfile::tempdir().unwrap();
    let long = "x".repeat(Field::NewTitle.most() + 1);
    let said = "This field takes 200 characters; 1 was left out.";
    for size in [(80, 24), (60, 16)] {
        let screen = crate::play::play(home.path(), &format!("n{long}"), size).unwrap();
        assert!(screen.shows(said), "{}", screen.text());
        let keys = format!("n{long}<bs>");
        let screen = crate::play::play(home.path(), &keys, size).unwrap();
        assert!(!screen.shows(said), "{}", screen.text());
    }
}
