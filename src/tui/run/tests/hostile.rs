//! Workshop files that nobody who means well would write: every part of a real one replaced by nonsense, part by part.
//! Such a file is either refused in one harmless sentence, or every screen survives it.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use super::monkey::{Dice, Hands, happens, opened, random};
use crate::host::Event;
use leadpact_app::Size;
use leadpact_app::action::{Action, StepAction};
use leadpact_files as files;

/// Whatever a terminal could act on: colours, a window title, a bell, a null, a change of direction.
const ESCAPES: &str = "a\u{1b}[31m\u{1b}]0;t\u{7}\u{0}\u{9b}2J\u{202e}\u{200b}b\r\nc";

/// A part of the file: the keys that lead to it, `*` for each element of a list.
type Part = Vec<String>;

/// All parts of a value, those of equal name in different elements counted once.
fn parts(value: &Value, at: &mut Part, found: &mut BTreeSet<Part>) {
    if !at.is_empty() {
        found.insert(at.clone());
    }
    let inside: Vec<(String, &Value)> = match value {
        Value::Array(list) => list.iter().map(|v| ("*".to_owned(), v)).collect(),
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), v)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inside {
        at.push(key);
        parts(value, at, found);
        at.pop();
    }
}

/// Changes each value at `part`.
fn each(value: &mut Value, part: &[String], change: &mut dyn FnMut(&mut Value)) {
    let Some((key, rest)) = part.split_first() else {
        change(value);
        return;
    };
    match value {
        Value::Array(list) if key == "*" => {
            for inside in list {
                each(inside, rest, change);
            }
        }
        Value::Object(map) => {
            if let Some(inside) = map.get_mut(key) {
                each(inside, rest, change);
            }
        }
        _ => {}
    }
}

/// Changes every value of a file, from the leaves up.
fn everywhere(value: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|v| everywhere(v, change)),
        Value::Object(map) => map.values_mut().for_each(|v| everywhere(v, change)),
        _ => {}
    }
    change(value);
}

/// What could stand there instead.
fn nonsense(value: &Value) -> Vec<Value> {
    match value {
        Value::String(_) => ["", ESCAPES, "nobody", "2026-02-29", "99999999999"]
            .into_iter()
            .map(Value::from)
            .collect(),
        Value::Number(_) => vec![
            json!(0),
            json!(-1),
            json!(255),
            json!(65535),
            json!(4_294_967_295_u32),
            json!(1e300),
            json!(-0.0001),
        ],
        Value::Bool(truth) => vec![json!(!truth)],
        Value::Array(list) => {
            let twice: Vec<Value> = list.iter().chain(list).cloned().collect();
            let back: Vec<Value> = list.iter().rev().cloned().collect();
            vec![json!([]), json!(twice), json!(back), json!(list.first())]
        }
        Value::Object(_) => vec![json!({}), Value::Null],
        Value::Null => vec![json!("x")],
    }
}

fn sample(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../workshops")
        .join(name);
    files::read::<Value>("workshop", &files::load_bytes(&path).unwrap().0).unwrap()
}

/// Writes `value` as a workshop and, where it is read at all, visits every step and presses `keys` keys in each.
fn survives(home: &Path, value: &Value, dice: &mut Dice, keys: usize) -> bool {
    let text = files::write("", value).unwrap();
    let path = home.join("hostile.workshop.yaml");
    std::fs::write(&path, &text).unwrap();
    if let Err(fault) = files::read_workshop("w", text.as_bytes()) {
        let words = fault.to_string();
        assert!(!words.contains(char::is_control), "{words:?}");
        return false;
    }
    let mut shell = opened(home, &path, (80, 24));
    for step in StepAction::ALL {
        go(&mut shell, *step);
        for _ in 0..keys {
            let event = random(dice, &shell);
            happens(&mut shell, event);
            if shell.ending.take().is_some() || shell.app.shared.session.is_none() {
                return true;
            }
        }
    }
    true
}

fn go(shell: &mut Hands, step: StepAction) {
    shell.app.shared.popups.clear();
    shell
        .tell(leadpact_app::Message::Act(Action::Step(step)))
        .unwrap();
    for (width, height) in [(1, 1), (60, 16), (250, 80), (80, 24)] {
        happens(shell, Event::Resize(Size { width, height }));
    }
}

#[test]
fn every_screen_survives_texts_and_lists_gone_wrong_everywhere() {
    let home = tempfile::tempdir().unwrap();
    let mut dice = Dice::new(7);
    let whole = sample("five-hundred-leads.workshop.yaml");
    let texts = ["title", "label", "name", "ask", "reason", "because", "text"];
    let mut escapes = whole.clone();
    everywhere(&mut escapes, &mut |value| {
        if let Value::Object(map) = value {
            for key in texts {
                if let Some(Value::String(text)) = map.get_mut(key) {
                    ESCAPES.clone_into(text);
                }
            }
        }
    });
    assert!(survives(home.path(), &escapes, &mut dice, 4));
}

/// A step through all the nonsense that meets every kind of it, and is quick enough for every day.
const EVERY: usize = 97;

#[test]
fn every_part_may_be_nonsense() {
    let home = tempfile::tempdir().unwrap();
    let mut dice = Dice::new(8);
    let whole = sample("five-hundred-leads.workshop.yaml");
    let mut found = BTreeSet::new();
    parts(&whole, &mut Vec::new(), &mut found);
    let mut files = Vec::new();
    for part in &found {
        let mut first = None;
        each(&mut whole.clone(), part, &mut |value| {
            first.get_or_insert_with(|| value.clone());
        });
        for instead in first.iter().flat_map(nonsense) {
            files.push((part, instead));
        }
    }
    assert!(files.len() > 500, "{} files", files.len());
    for (part, instead) in files.into_iter().step_by(EVERY) {
        let mut hostile = whole.clone();
        each(&mut hostile, part, &mut |value| value.clone_from(&instead));
        eprintln!("{} = {instead}", part.join("."));
        survives(home.path(), &hostile, &mut dice, 1);
    }
}
