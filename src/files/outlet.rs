//! What leaves the program: the only way to standard output and standard error, the screen itself aside.
//!
//! Names, titles, cells, arguments and paths come from anybody. Here they are made harmless once, whatever a command prints
//! and whoever wrote it. Styles of our own are added behind that ([`Styled`], [`StatusLine`]).
//!
//! | what | where | how |
//! |---|---|---|
//! | words for people | [`words`] | always neutral |
//! | data for programs | [`data`] | as they are; neutral where a terminal shows them |
//! | everything beside the result | [`aside`] | always neutral |

use std::fmt::{self, Write as _};
use std::io::{self, IsTerminal, Stderr, Stdout, Write};
use std::mem;

use crate::neutral::{neutral_behind, neutral_line, neutral_text, waits};

/// Standard output, for words that people read.
#[must_use]
pub fn words() -> Neutral<Stdout> {
    Neutral::new(io::stdout())
}

/// Standard output, for data that programs read: byte for byte, unless a terminal shows them.
#[must_use]
pub fn data() -> Box<dyn Write + Send> {
    let stdout = io::stdout();
    if stdout.is_terminal() {
        Box::new(Neutral::new(stdout))
    } else {
        Box::new(stdout)
    }
}

/// Standard error.
#[must_use]
pub fn aside() -> Neutral<Stderr> {
    Neutral::new(io::stderr())
}

/// A writer that passes on what is harmless for a terminal, and a visible mark for everything else.
///
/// Lines stay lines; bytes that are no text become `\u{fffd}`. A text may be cut anywhere between two writes: what can be
/// told only by what follows is held back until it does, or until this is dropped.
#[derive(Debug)]
pub struct Neutral<W: Write> {
    to: W,
    /// The last character that was passed on.
    before: Option<char>,
    held: Vec<u8>,
}

impl<W: Write> Neutral<W> {
    /// Everything goes to `to`.
    pub fn new(to: W) -> Self {
        Self {
            to,
            before: None,
            held: Vec::new(),
        }
    }

    /// Passes on a text with styles of our own.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn styled(&mut self, text: &Styled) -> io::Result<()> {
        self.pass_on(self.held.len())?;
        self.before = text.0.chars().last();
        self.to.write_all(text.0.as_bytes())
    }

    /// Passes on the first `count` bytes of what is held.
    fn pass_on(&mut self, count: usize) -> io::Result<()> {
        let rest = self.held.split_off(count);
        let told = mem::replace(&mut self.held, rest);
        let text = String::from_utf8_lossy(&told);
        let shown = neutral_behind(self.before, &text);
        self.before = text.chars().last().or(self.before);
        self.to.write_all(shown.as_bytes())
    }
}

impl<W: Write> Write for Neutral<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        self.pass_on(told(&self.held))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl<W: Write> Drop for Neutral<W> {
    fn drop(&mut self) {
        if !self.held.is_empty() {
            // A character at most; where nobody takes it, the writes before have said so.
            let _ = self.pass_on(self.held.len());
        }
    }
}

/// How many of the bytes can be told without those that follow.
fn told(bytes: &[u8]) -> usize {
    let mut end = bytes.len();
    // A character has at most four bytes; one that is begun and not ended waits.
    let begun = bytes.iter().rev().take(4).position(|byte| *byte >= 0xc0);
    if let Some(back) = begun {
        let start = bytes.len() - 1 - back;
        let last = bytes.get(start..).unwrap_or_default();
        if std::str::from_utf8(last).is_err_and(|error| error.error_len().is_none()) {
            end = start;
        }
    }
    // What waits has one or three bytes.
    let last = bytes.get(end.saturating_sub(3)..end).unwrap_or_default();
    match String::from_utf8_lossy(last).chars().next_back() {
        Some(last) if waits(last) => end - last.len_utf8(),
        _ => end,
    }
}

/// A text with styles of our own: whatever is written into it is made harmless, and styles are put around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Styled(String);

impl Styled {
    /// Adds `text` in a style: the parameter of a terminal's "select graphic rendition", 1 for bold.
    pub fn push_in(&mut self, style: u8, text: &str) {
        let text = neutral_text(text);
        // Writing to a `String` cannot fail.
        let _ = write!(self.0, "\u{1b}[{style}m{text}\u{1b}[0m");
    }
}

impl fmt::Write for Styled {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_str(&neutral_text(text))
    }
}

/// A line of a terminal that is written over again and again, and erased when this is dropped.
#[derive(Debug)]
pub struct StatusLine<W: Write> {
    to: W,
    shown: bool,
}

impl StatusLine<Stderr> {
    /// On the terminal behind standard error; `None` where there is none.
    #[must_use]
    pub fn aside() -> Option<Self> {
        let stderr = io::stderr();
        stderr.is_terminal().then(|| Self::new(stderr))
    }
}

impl<W: Write> StatusLine<W> {
    /// The line in which `to` is.
    pub fn new(to: W) -> Self {
        Self { to, shown: false }
    }

    /// Writes `text` over what stands there. A terminal that takes no text is no reason to stop.
    pub fn show(&mut self, text: &str) {
        let text = neutral_line(text);
        let _ = write!(self.to, "\r{text}\x1b[K").and_then(|()| self.to.flush());
        self.shown = true;
    }
}

impl<W: Write> Drop for StatusLine<W> {
    fn drop(&mut self) {
        if self.shown {
            let erased = self.to.write_all(b"\r\x1b[K");
            let _ = erased.and_then(|()| self.to.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What comes out when the bytes are written in pieces of these lengths, over and over.
    fn out(bytes: &[u8], lengths: &[usize]) -> String {
        let mut shown = Vec::new();
        let mut writer = Neutral::new(&mut shown);
        let mut rest = bytes;
        for length in lengths.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, behind) = rest.split_at((*length).min(rest.len()));
            writer.write_all(piece).expect("written");
            rest = behind;
        }
        drop(writer);
        String::from_utf8(shown).expect("text")
    }

    #[test]
    fn what_a_terminal_acts_on_becomes_a_mark_and_lines_stay() {
        let bytes = "a\u{1b}]52;c;QQ==\u{7}\n\u{9b}2J\u{202e}b\r\nc\td\u{200b}\n";
        let shown = "a^[]52;c;QQ==^G\n<U+009B>2J<U+202E>b\nc    d<U+200B>\n";
        assert_eq!(out(bytes.as_bytes(), &[1]), shown);
        assert_eq!(out(bytes.as_bytes(), &[1000]), shown);
    }

    #[test]
    fn bytes_that_are_no_text_are_marked_and_what_is_cut_off_too() {
        for length in 1..6 {
            let out = |bytes: &[u8]| out(bytes, &[length]);
            assert_eq!(out(b"a\x9b2J\xff\xc3"), "a\u{fffd}2J\u{fffd}\u{fffd}");
            assert_eq!(out("é".as_bytes()), "é");
            let joined = "👩\u{200d}💻\u{200d}";
            assert_eq!(out(joined.as_bytes()), "👩\u{200d}💻<U+200D>");
            assert_eq!(out(b"a\r\nb\r"), "a\nb\n");
        }
    }

    #[test]
    fn own_styles_are_kept_and_no_others() {
        let mut text = Styled::default();
        writeln!(text, "plain \u{1b}[31m").expect("written");
        text.push_in(36, "cyan\u{1b}[0m");
        let mut shown = Vec::new();
        let mut writer = Neutral::new(&mut shown);
        writer.write_all(b"a\r").expect("written");
        writer.styled(&text).expect("written");
        drop(writer);
        let shown = String::from_utf8(shown).expect("text");
        let expected = "a\nplain ^[[31m\n\u{1b}[36mcyan^[[0m\u{1b}[0m";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_status_line_is_erased_where_it_was_shown() {
        let mut seen = Vec::new();
        drop(StatusLine::new(&mut seen));
        assert!(seen.is_empty());
        let mut line = StatusLine::new(&mut seen);
        line.show("a\u{1b}");
        drop(line);
        assert_eq!(seen, b"\ra^[\x1b[K\r\x1b[K");
    }

    proptest! {
        #[test]
        fn however_a_text_is_cut_the_same_comes_out(
            text in any::<String>(),
            lengths in proptest::collection::vec(1usize..9, 1..5),
        ) {
            prop_assert_eq!(out(text.as_bytes(), &lengths), neutral_text(&text));
        }

        #[test]
        fn no_bytes_get_through_that_a_terminal_acts_on(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            lengths in proptest::collection::vec(1usize..9, 1..5),
        ) {
            let shown = out(&bytes, &lengths);
            prop_assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{:?}", shown);
            prop_assert_eq!(&shown, &out(&bytes, &[bytes.len().max(1)]));
        }
    }
}
