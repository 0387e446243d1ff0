//! Hostile text made harmless for a terminal.
//!
//! Names, answers and titles come out of files that anybody may have written. An escape sequence in them could clear the
//! screen or set its title, a direction override could make a line read as something else, and invisible characters could
//! make two names look alike. Whatever the terminal would act on is replaced by a visible mark in plain ASCII: `^[` for
//! escape, `<U+202E>` for an override.
//!
//! Everything that is printed passes here once, on its way out (`outlet.rs`). [`neutral_line`] is also called before that,
//! wherever a text of a file has to stay on its line.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` on one line and harmless: line ends and tabs become a space, everything a terminal acts on a visible mark.
#[must_use]
pub fn neutral_line(text: &str) -> Cow<'_, str> {
    neutral(text, Layout::OneLine)
}

/// `text` harmless but with its lines: CRLF and lone CR become LF, a tab four spaces, everything else that a terminal
/// acts on a visible mark.
#[must_use]
pub fn neutral_text(text: &str) -> Cow<'_, str> {
    neutral(text, Layout::Lines)
}

/// The same as [`neutral_text`] for a text that goes on behind `before`, the last character of what was made harmless so
/// far; `None` at the beginning.
pub(crate) fn neutral_behind(before: Option<char>, text: &str) -> Cow<'_, str> {
    neutral_from(before, text, Layout::Lines)
}

#[derive(Clone, Copy, PartialEq)]
enum Layout {
    OneLine,
    Lines,
}

fn neutral(text: &str, layout: Layout) -> Cow<'_, str> {
    neutral_from(None, text, layout)
}

fn neutral_from(mut before: Option<char>, text: &str, layout: Layout) -> Cow<'_, str> {
    let plain = |c: char| (c == '\n' && layout == Layout::Lines) || !is_acted_on(c);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied();
        match character {
            '\r' if after == Some('\n') => {}
            '\n' | '\r' => shown.push(if layout == Layout::Lines { '\n' } else { ' ' }),
            '\t' => shown.push_str(if layout == Layout::Lines { "    " } else { " " }),
            '\u{200c}' | '\u{200d}' if joins(before) && joins(after) => shown.push(character),
            _ if is_acted_on(character) => push_mark(&mut shown, character),
            _ => shown.push(character),
        }
        before = Some(character);
    }
    Cow::Owned(shown)
}

/// Whether it is only told by the character behind this one what becomes of it.
pub(crate) fn waits(character: char) -> bool {
    matches!(character, '\r' | '\u{200c}' | '\u{200d}')
}

/// Joiners belong to Persian, to Indic scripts and to emoji; between such letters they are left alone.
fn joins(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(|c| !c.is_ascii() && !is_acted_on(c))
}

/// Controls, direction marks and characters that take no room on the screen (Unicode's `Cc`, `Cf` and the fillers).
pub(crate) fn is_acted_on(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn push_mark(shown: &mut String, character: char) {
    match u32::from(character) {
        code @ 0..=0x1f => {
            shown.push('^');
            shown.push(char::from_u32(code + 0x40).unwrap_or('?'));
        }
        0x7f => shown.push_str("^?"),
        code => {
            // Writing to a `String` cannot fail.
            let _ = write!(shown, "<U+{code:04X}>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_is_untouched() {
        for text in [
            "",
            "Acme GmbH & Co.",
            "Zürich, 東京, Привет, e\u{301}",
            "👩\u{200d}💻",
            "می\u{200c}خواهم",
        ] {
            assert!(matches!(neutral_text(text), Cow::Borrowed(_)) || neutral_text(text) == text);
            assert_eq!(neutral_line(text), text);
        }
    }

    #[test]
    fn what_a_terminal_acts_on_becomes_a_mark() {
        assert_eq!(neutral_line("\u{1b}]0;title\u{7}"), "^[]0;title^G");
        assert_eq!(neutral_line("a\u{9b}2Jb"), "a<U+009B>2Jb");
        assert_eq!(neutral_line("\u{202e}gpj.exe"), "<U+202E>gpj.exe");
        assert_eq!(neutral_line("ad\u{200b}min"), "ad<U+200B>min");
        assert_eq!(neutral_line("ad\u{200d}min"), "ad<U+200D>min");
        assert_eq!(neutral_line("x\u{7f}\u{0}"), "x^?^@");
        assert_eq!(neutral_line("\u{e0041}"), "<U+E0041>");
    }

    #[test]
    fn lines_are_kept_or_joined() {
        assert_eq!(neutral_text("a\r\nb\rc\td"), "a\nb\nc    d");
        assert_eq!(neutral_line("a\r\nb\tc"), "a b c");
    }

    proptest! {
        #[test]
        fn nothing_dangerous_is_left(text in any::<String>()) {
            let line = neutral_line(&text).into_owned();
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
            prop_assert!(!line.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}']), "{line:?}");
            let lines = neutral_text(&text).into_owned();
            prop_assert!(!lines.chars().any(|c| c.is_control() && c != '\n'));
        }
    }
}
