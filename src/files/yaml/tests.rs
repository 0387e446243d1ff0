use indexmap::IndexMap;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::*;
use crate::place;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Model {
    title: String,
    #[serde(default)]
    cap: Option<u32>,
    #[serde(default)]
    share: Option<f64>,
    #[serde(default)]
    open: Option<bool>,
    #[serde(default)]
    rules: Vec<Rule>,
    #[serde(default)]
    fields: IndexMap<String, String>,
    #[serde(default)]
    any: Option<Any>,
    #[serde(default)]
    span: Option<Days>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Rule {
    id: String,
    points: i64,
    #[serde(default)]
    per: Option<Per>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Per {
    Once,
    Occurrence,
    Day,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Number(i64),
    Names(Vec<String>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Days(u32);

impl TryFrom<String> for Days {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.strip_suffix('d').and_then(|days| days.parse().ok());
        digits
            .map(Self)
            .ok_or_else(|| format!("'{text}' is not a number of days such as 30d"))
    }
}

impl From<Days> for String {
    fn from(days: Days) -> Self {
        format!("{}d", days.0)
    }
}

fn fault(text: &str) -> Fault {
    read::<Model>("m.yaml", text.as_bytes()).expect_err(text)
}

/// The whole message, for the text `text`.
fn message(text: &str) -> String {
    fault(text).to_string()
}

#[test]
fn a_good_file_is_read() {
    let text = "\u{feff}title: A\r\ncap: 7\r\nopen: true\r\nspan: 30d\r\nrules:\r\n- {id: a, points: -5, per: day}\r\n";
    let model: Model = read("m.yaml", text.as_bytes()).expect("good");
    assert_eq!(
        (model.title.as_str(), model.cap, model.open),
        ("A", Some(7), Some(true))
    );
    assert_eq!(
        model.rules,
        [Rule {
            id: "a".into(),
            points: -5,
            per: Some(Per::Day)
        }]
    );
    assert_eq!(model.span, Some(Days(30)));
}

#[test]
fn messages_say_what_where_and_what_next() {
    let cases = [
        (
            "title: A\nrules:\n  - id: a\n    pionts: 3\n",
            "m.yaml:4:5: the key 'pionts' is not known here (in rules › 1 › pionts). Did you mean 'points'? Otherwise remove it.",
        ),
        (
            "title: A\nweather: 3\n",
            "m.yaml:2:1: the key 'weather' is not known here (in weather). Remove it, or use one of: title, cap, share, open, rules, fields, any, span.",
        ),
        (
            "title: A\ncap: 1\ntitle: B\n",
            "m.yaml:3:1: the key 'title' stands here a second time; the first is at 1:1 (in title). Keep one of the two.",
        ),
        (
            "title: A\nfields:\n  a: x\n  a: y\n",
            "m.yaml:4:3: the key 'a' stands here a second time; the first is at 3:3 (in fields › a). Keep one of the two.",
        ),
        (
            "title: A\nrules: [{id: a, points: many}]\n",
            "m.yaml:2:25: a whole number is expected here, found 'many' (in rules › 1 › points). Write digits only, without quotes and units, for example 20.",
        ),
        (
            "title: A\nshare: [1]\n",
            "m.yaml:2:8: a single value is expected here, found a list (in share). Write one value on the line of its key.",
        ),
        (
            "title: A\ncap: -5\n",
            "m.yaml:2:6: a whole number from 0 to 4294967295 is expected here, found '-5' (in cap). Write digits only, without quotes and units, for example 20.",
        ),
        (
            "title: A\nopen: yes\n",
            "m.yaml:2:7: true or false is expected here, found 'yes' (in open). Write true or false, without quotes.",
        ),
        (
            "title: A\nrules: x\n",
            "m.yaml:2:8: a list is expected here, found 'x' (in rules). Write each element on a line of its own after '- ', or [a, b].",
        ),
        (
            "title: A\nrules: [x]\n",
            "m.yaml:2:9: a mapping (keys with values) is expected here, found 'x' (in rules › 1). Write 'key: value' lines, indented below their key.",
        ),
        (
            "title: A\nrules:\n- id: a\n",
            "m.yaml:3:3: the key 'points' is missing here (in rules › 1). Add a line 'points: ...' here.",
        ),
        (
            "title: A\nrules: [{id: a, points: 1, per: dya}]\n",
            "m.yaml:2:33: this is not one of the values allowed here, found 'dya' (in rules › 1 › per). Did you mean 'day'? Allowed here: once, occurrence, day.",
        ),
        (
            "title: 1.0\n",
            "m.yaml:1:8: text is expected here, but this reads as a number or another type, found '1.0' (in title). Put it in quotes: \"1.0\".",
        ),
        (
            "title:\n",
            "m.yaml:1:6: text is expected here, but nothing stands here (in title). Write the text, or \"\" if it is meant to be empty.",
        ),
        (
            "title: A\nspan: soon\n",
            "m.yaml:2:7: 'soon' is not a number of days such as 30d (in span). Correct the value here.",
        ),
        (
            "title: A\nany: {a: b}\n",
            "m.yaml:2:6: this value has none of the forms that are allowed here (in any). Compare it with the description of the format: 'leadpact schema'.",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(message(text), expected);
    }
}

#[derive(Debug, Deserialize)]
struct Others {
    #[serde(default, rename = "at")]
    _at: Option<jiff::Timestamp>,
    #[serde(default, rename = "day")]
    _day: Option<jiff::civil::Date>,
    #[serde(default, rename = "letter")]
    _letter: Option<char>,
}

#[test]
fn dates_and_letters_are_explained_too() {
    let cases = [
        (
            "day: 2026-02-30\n",
            "a day or a time is expected here, found '2026-02-30' (in day). Write a day as",
        ),
        (
            "day: 06.03.2026\n",
            "a day or a time is expected here, found '06.03.2026' (in day). Write a day as",
        ),
        (
            "day: x\n",
            "a day or a time is expected here, found 'x' (in day). Write a day as",
        ),
        (
            "at: 2026-03-06\n",
            "a day or a time is expected here, found '2026-03-06' (in at). Write a day as",
        ),
        (
            "at: 2026-03-06T10:00\n",
            "a day or a time is expected here, found '2026-03-06T10:00' (in at).",
        ),
        (
            "letter: MM\n",
            "one character is expected here, found 'MM' (in letter). Write one letter or sign.",
        ),
    ];
    for (text, expected) in cases {
        let fault = read::<Others>("o.yaml", text.as_bytes())
            .expect_err(text)
            .to_string();
        assert!(fault.contains(expected), "{fault}");
    }
}

#[test]
fn broken_yaml_is_told_in_our_words() {
    let cases = [
        ("title: A\n\tcap: 5\n", "a tab stands here"),
        ("title: 'A\ncap: 5\n", "a quote that opened before"),
        ("title: A: b\n", "a second ': ' stands here"),
        (
            "fields: {a: b\n",
            "a bracket that opens here is never closed",
        ),
        ("title: ]\n", "a closing bracket stands here"),
        (
            "title: @a\n",
            "a plain text cannot start with this character",
        ),
        ("title: \"\\q\"\n", "an escape that YAML does not know"),
        (
            "title: &a A\n",
            "anchors ('&') and aliases ('*') are not used",
        ),
        (
            "title: *a\n",
            "anchors ('&') and aliases ('*') are not used",
        ),
        ("<<: {}\ntitle: A\n", "the merge key '<<' is not used"),
        ("title: !secret A\n", "a tag ('!...') is not used"),
        ("title: A\n---\ntitle: B\n", "a second document starts here"),
        ("", "the file ends here, but a value is expected"),
        (
            "# nothing but a comment\n",
            "the file ends here, but a value is expected",
        ),
        ("- a\n", "a mapping (keys with values) is expected here"),
        ("~: a\n", "text is expected here, but nothing stands here"),
    ];
    for (text, expected) in cases {
        let fault = fault(text);
        assert!(fault.what.contains(expected), "{text:?}: {fault}");
        assert!(fault.place.is_some(), "{text:?}: {fault}");
        assert!(
            fault.next.ends_with('.') || fault.next.ends_with('?'),
            "{text:?}: {fault}"
        );
    }
}

#[test]
fn refused_characters_are_named_with_their_place() {
    let cases: [(&[u8], &str); 6] = [
        (
            b"title: \xff\n",
            "m.yaml:1:8: the byte FF here is not UTF-8 text",
        ),
        ("title: ü\nfields: {a: \"".as_bytes(), "m.yaml:2:"),
        (
            b"title: A\nfields: {a: \0}\n",
            "m.yaml:2:13: a NUL byte stands here",
        ),
        (
            b"title: A\x1b[2J\n",
            "m.yaml:1:9: the control character U+001B stands here",
        ),
        (
            "title: A\u{9b}\n".as_bytes(),
            "m.yaml:1:9: the control character U+009B stands here",
        ),
        (b"\xff\xfet\0i\0", "m.yaml:1:1: the file is saved as UTF-16"),
    ];
    for (bytes, expected) in cases {
        let fault = read::<Model>("m.yaml", bytes)
            .expect_err(expected)
            .to_string();
        assert!(fault.starts_with(expected), "{fault}");
    }
    let middle = read::<Model>("m.yaml", "title: a\u{feff}b\n".as_bytes())
        .expect_err("mark")
        .to_string();
    assert!(
        middle.starts_with("m.yaml:1:9: an invisible byte order mark"),
        "{middle}"
    );
}

#[test]
fn a_file_over_the_limit_is_refused_before_parsing() {
    let text = format!("title: A\n#{}", "x".repeat(17 * 1024 * 1024));
    let fault = fault(&text);
    assert_eq!(
        fault.to_string(),
        "m.yaml: the file has 18 MB; at most 16 MB are read. Check that this is the right file."
    );
}

#[test]
fn deep_nesting_is_refused() {
    for text in [
        format!("any: {}1{}", "[".repeat(50_000), "]".repeat(50_000)),
        format!("any: {}", "{a: ".repeat(50_000)),
        (1..200).fold("any:\n".to_owned(), |text, n| text + &" ".repeat(n) + "-\n"),
    ] {
        let fault = fault(&text);
        assert!(fault.what.contains("nested"), "{fault}");
    }
}

#[test]
fn an_alias_bomb_is_refused_at_its_first_anchor() {
    let mut bomb = "title: A\nfields:\n  a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (next, last) in ["b", "c", "d", "e", "f", "g", "h"]
        .iter()
        .zip(["a", "b", "c", "d", "e", "f", "g"])
    {
        let copies = vec![format!("*{last}"); 9].join(", ");
        bomb = format!("{bomb}  {next}: &{next} [{copies}]\n");
    }
    let fault = fault(&bomb);
    assert!(fault.what.contains("anchors"), "{fault}");
    assert_eq!(fault.place.map(|place| place.line), Some(3));
}

#[test]
fn the_path_of_a_value_in_a_value_is_whole() {
    let text = "title: A\nrules:\n  - id: a\n    points: 1\n  - id: b\n    points:\n      low: 1\n";
    let fault = fault(text);
    assert_eq!(fault.path.as_deref(), Some("rules › 2 › points"));
}

#[test]
fn a_file_cut_at_any_byte_is_read_or_refused_with_words() {
    let text = "# head\ntitle: \"Zürich, a: b\"\ncap: 5\nrules:\n- {id: 'it''s', points: 1}\n- id: |\n    long\n    text\n  points: 2\nfields: {a: \"\\u263a\", b: [}\n";
    for end in 0..text.len() {
        if let Err(fault) = read::<Model>("m.yaml", &text.as_bytes()[..end]) {
            assert!(
                !fault.what.is_empty() && !fault.what.contains("serde"),
                "{end}: {fault}"
            );
        }
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Err(fault) = read::<Model>("m.yaml", &bytes) {
            prop_assert!(!fault.to_string().chars().any(char::is_control), "{:?}", fault);
        }
        let _ = place(&bytes, &["rules", "0", "points"]);
    }

    #[test]
    fn random_yaml_like_text_never_panics(text in r#"(title: |rules:|\n|  |- |[a-z]{1,3}|\{|\}|\[|\]|: |"|'|\||>|&a |\*a |!!str |#|\t|---\n|\? |, |-5|1e3|~|é){0,60}"#) {
        let _ = read::<Model>("m.yaml", text.as_bytes());
        let _ = place(text.as_bytes(), &["rules", "0", "points"]);
    }
}
