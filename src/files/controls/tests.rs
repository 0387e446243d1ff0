use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::read;

fn cleaned(text: &str) -> Cleaned {
    Cleaned::of(text.as_bytes()).expect(text)
}

/// Every string of a value, keys too.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(map) => {
            for (key, item) in map {
                found.push(key.clone());
                strings(item, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_way_to_write_one_is_refused_with_its_place_and_taken_out() {
    for (text, at, character, left) in [
        ("a: \"x\\ey\"\n", "1:6", "001B", "a: \"xy\"\n"),
        ("a: \"x\\x1by\"\n", "1:6", "001B", "a: \"xy\"\n"),
        ("a: \"x\\u001By\"\n", "1:6", "001B", "a: \"xy\"\n"),
        ("a: \"x\\U0000009by\"\n", "1:6", "009B", "a: \"xy\"\n"),
        ("a: \"\\\\\\0\"\n", "1:7", "0000", "a: \"\\\\\"\n"),
        ("a: b\n\"k\\a\": [1]\n", "2:3", "0007", "a: b\n\"k\": [1]\n"),
        ("a: [{b: \"\\N\"}]\n", "1:10", "0085", "a: [{b: \"\"}]\n"),
        ("a: \"é\n  z\\v\"\n", "2:4", "000B", "a: \"é\n  z\"\n"),
        ("a: x\u{1b}y\n", "1:5", "001B", "a: xy\n"),
        ("a: |\n  x\u{9b}y\n", "2:4", "009B", "a: |\n  xy\n"),
        ("# c\u{7f}\na: b\n", "1:4", "007F", "# c\na: b\n"),
    ] {
        let cleaned = cleaned(text);
        assert_eq!(cleaned.text, left, "{text:?}");
        let taken_out = cleaned.taken_out.first().expect("one").discreet();
        assert_eq!(taken_out, format!("{at}: U+{character}"), "{text:?}");
        let fault = read::<Value>("m.yaml", text.as_bytes()).expect_err(text);
        let fault = fault.to_string();
        assert!(fault.starts_with(&format!("m.yaml:{at}: ")), "{fault}");
        assert!(fault.contains(&format!("U+{character}")), "{fault}");
        read::<Value>("m.yaml", left.as_bytes()).expect(left);
    }
}

#[test]
fn what_only_looks_like_an_escape_is_left_alone() {
    for text in [
        "a: 'x\\ey'\n",
        "a: x\\ey\n",
        "a: |\n  \"x\\ey\"\n",
        "# \"\\e\"\na: \"\\\\e\\n\\r\\t\\x0a\\x41\\u00e9\\L\\_\\uD83D\\uDE00\"\n",
    ] {
        assert_eq!(Cleaned::of(text.as_bytes()), None, "{text:?}");
        read::<Value>("m.yaml", text.as_bytes()).expect(text);
    }
}

#[test]
fn both_ways_together_are_listed_in_order_with_the_words_around() {
    let text = "\u{feff}a: \"one\u{1b} \\e two\"\nb: \u{7}x\nc: \"\\x\u{0}9b\"\n";
    let cleaned = cleaned(text);
    assert_eq!(cleaned.text, "\u{feff}a: \"one  two\"\nb: x\nc: \"\"\n");
    assert_eq!(
        cleaned.listed(3, true),
        [
            "1:8: U+001B in 'a: \"one^[ \\e two\"'",
            "1:10: U+001B in 'a: \"one^[ \\e two\"'",
            "2:4: U+0007 in 'b: ^Gx'",
            "and 1 more"
        ]
    );
    assert_eq!(cleaned.listed(1, false), ["1:8: U+001B", "and 3 more"]);
}

#[test]
fn a_file_of_nothing_else_is_refused_and_not_cleaned() {
    for many in ["\\e", "\u{7}", "\\e\u{7}"] {
        let text = format!("a: \"{}\"\n", many.repeat(MOST + 1));
        assert_eq!(Cleaned::of(text.as_bytes()), None);
        read::<Value>("m.yaml", text.as_bytes()).expect_err("refused");
        let text = format!("a: \"{}\"\n", "\\e".repeat(MOST));
        let cleaned = cleaned(&text);
        assert_eq!(cleaned.text, "a: \"\"\n");
        let last = cleaned.taken_out.last().expect("one").place;
        assert_eq!((last.line, last.column), (1, 5 + 2 * (MOST - 1)));
    }
}

#[test]
fn a_copy_stands_beside_the_file_and_never_on_another() {
    let folder = tempfile::tempdir().expect("folder");
    let named = |name: &str| {
        let path = cleaned_path(&folder.path().join(name));
        path.file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    assert_eq!(named("a.workshop.yaml"), "a.cleaned.workshop.yaml");
    assert_eq!(
        named("a.sales.answers.yaml"),
        "a.sales.cleaned.answers.yaml"
    );
    assert_eq!(named("rules.yml"), "rules.cleaned.yml");
    assert_eq!(named("rules"), "rules.cleaned");
    std::fs::write(folder.path().join("rules.cleaned"), "theirs").expect("written");
    assert_eq!(named("rules"), "rules.cleaned-2");
}

proptest! {
    /// However controls come into a text, they are refused, and the copy is read without them.
    #[test]
    fn the_cleaned_copy_is_read_and_says_the_same_without_them(
        pieces in proptest::collection::vec(
            prop_oneof![
                any::<char>().prop_map(|c| format!("\\U{:08x}", u32::from(c))),
                prop_oneof![Just("\\e"), Just("\\0"), Just("\\N"), Just("\\n"), Just("\\\\"), Just("\\x85"), Just("e")]
                    .prop_map(str::to_owned),
                prop_oneof![Just('\u{1b}'), Just('\u{9b}'), Just('\u{7f}'), Just('é'), Just('x')]
                    .prop_map(String::from),
            ],
            0..12,
        ),
    ) {
        let written = pieces.concat();
        let text = format!("first: '\\e'\nk: {{\"{written}\": [\"{written}\", b]}}\n");
        // What JSON and YAML both read: the reader itself would refuse what is to be compared.
        let meant: String = serde_yaml::from_str::<Vec<String>>(&format!(
            "[\"{}\"]",
            written.replace(is_refused, "")
        ))
        .expect("YAML")
        .concat()
        .replace(is_control, "");
        match Cleaned::of(text.as_bytes()) {
            None => {
                read::<Value>("m.yaml", text.as_bytes()).expect(&text);
            }
            Some(cleaned) => {
                read::<Value>("m.yaml", text.as_bytes()).expect_err(&text);
                let value: Value = read("m.yaml", cleaned.text.as_bytes()).expect(&cleaned.text);
                prop_assert_eq!(&value["k"][&meant][0], &Value::from(meant.clone()));
                let mut found = Vec::new();
                strings(&value, &mut found);
                prop_assert!(!found.iter().any(|text| text.contains(is_control)));
                prop_assert_eq!(Cleaned::of(cleaned.text.as_bytes()), None);
            }
        }
    }
}
