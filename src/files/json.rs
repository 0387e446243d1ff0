//! JSON that is harmless for a terminal: what a terminal acts on stands as `\uXXXX`, which every reader of JSON takes for
//! the same text.

use std::fmt::Write as _;
use std::io;

use serde::Serialize;

use crate::neutral::is_acted_on;

/// `value` as JSON on several lines, the last one ended.
///
/// # Errors
/// `value` has a form that JSON cannot hold; no type of this crate has.
pub fn json<T: Serialize + ?Sized>(value: &T) -> io::Result<String> {
    let mut text = escaped(serde_json::to_string_pretty(value)?);
    text.push('\n');
    Ok(text)
}

/// `value` as JSON on one line, which is not ended.
///
/// # Errors
/// As [`json`].
pub fn json_line<T: Serialize + ?Sized>(value: &T) -> io::Result<String> {
    Ok(escaped(serde_json::to_string(value)?))
}

/// Such a character stands only within the texts of JSON, where it may be written as an escape; line ends stand between.
fn escaped(json: String) -> String {
    let is_raw = |c: char| c != '\n' && is_acted_on(c);
    if !json.contains(is_raw) {
        return json;
    }
    let mut text = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_raw(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_terminal_acts_on_is_escaped_and_nothing_else() {
        let text = "\u{1b}[2J\u{7f}\u{9b}\u{202e}\u{200b}\u{e0041} é 東 👩\n\"";
        assert_eq!(
            json_line(text).expect("JSON"),
            r#""\u001b[2J\u007f\u009b\u202e\u200b\udb40\udc41 é 東 👩\n\"""#
        );
        assert_eq!(json(&["é"]).expect("JSON"), "[\n  \"é\"\n]\n");
    }

    proptest! {
        #[test]
        fn it_is_read_back_as_it_was_and_has_nothing_raw(
            value in proptest::collection::btree_map(any::<String>(), any::<Vec<String>>(), 0..4),
        ) {
            for text in [json(&value).expect("JSON"), json_line(&value).expect("JSON")] {
                let read: BTreeMap<String, Vec<String>> = serde_json::from_str(&text).expect("JSON");
                prop_assert_eq!(&read, &value);
                prop_assert!(!text.contains(|c: char| c != '\n' && is_acted_on(c)), "{:?}", text);
            }
        }
    }
}
