//! What is left out of a text while it is read: the sign that ended files in former times, and blanks between a delimiter
//! and a quotation mark.

use std::io::{self, Read};

use crate::reading::give;

/// The sign that ended files in former times, Ctrl-Z.
const END: u8 = 0x1a;

/// So many bytes are taken at a time.
const BLOCK: usize = 64 * 1024;

/// A text without the signs of its end.
pub(super) struct WithoutEnd<R> {
    from: R,
    /// Signs that were read and not given away: something may follow.
    held: usize,
    /// What follows them.
    behind: Vec<u8>,
    given: usize,
}

impl<R: Read> WithoutEnd<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            held: 0,
            behind: Vec::new(),
            given: 0,
        }
    }

    /// Gives away what was held back and what follows it.
    fn give(&mut self, buffer: &mut [u8]) -> usize {
        let ready = self.behind.get(self.given..).unwrap_or_default();
        let length = ready.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), ready.get(..length)) {
            to.copy_from_slice(from);
        }
        self.given += length;
        length
    }
}

impl<R: Read> Read for WithoutEnd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.given < self.behind.len() {
                return Ok(self.give(buffer));
            }
            let read = self.from.read(buffer)?;
            let text = buffer.get(..read).unwrap_or_default();
            let last = text.iter().rposition(|byte| *byte != END);
            let length = last.map_or(0, |last| last + 1);
            let signs = read - length;
            if read == 0 {
                return Ok(0);
            }
            if self.held == 0 && length > 0 {
                self.held = signs;
                return Ok(length);
            }
            if length > 0 {
                self.behind.clear();
                self.given = 0;
                self.behind.resize(self.held, END);
                self.behind
                    .extend_from_slice(text.get(..length).unwrap_or_default());
                self.held = 0;
            }
            self.held += signs;
        }
    }
}

/// Where in a cell a byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before its first byte that is no blank.
    Begin,
    /// In a cell without quotation marks.
    Bare,
    /// Within quotation marks.
    Quoted,
    /// Behind a quotation mark that may be the closing one.
    Closed,
}

/// Follows a text from cell to cell.
struct Follow {
    delimiter: u8,
    at: At,
    /// Blanks that may be left out.
    blanks: Vec<u8>,
    /// Cells in quotation marks with blanks before them.
    dropped: u64,
}

impl Follow {
    fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            at: At::Begin,
            blanks: Vec::new(),
            dropped: 0,
        }
    }

    /// Takes a byte and puts what is to be given away behind `text`.
    fn take(&mut self, byte: u8, text: &mut Vec<u8>) {
        let is_end = byte == self.delimiter || byte == b'\n' || byte == b'\r';
        let is_blank = !is_end && (byte == b' ' || byte == b'\t');
        let keeps_blanks = match (self.at, byte) {
            (At::Begin | At::Closed, _) if is_blank => {
                self.blanks.push(byte);
                return;
            }
            (At::Begin, b'"') => {
                self.dropped += u64::from(!self.blanks.is_empty());
                self.at = At::Quoted;
                false
            }
            (At::Closed, b'"') if self.blanks.is_empty() => {
                self.at = At::Quoted;
                false
            }
            (At::Quoted, b'"') => {
                self.at = At::Closed;
                false
            }
            (At::Quoted, _) => false,
            (At::Closed, _) if is_end => {
                self.at = At::Begin;
                false
            }
            (At::Begin | At::Bare | At::Closed, _) => {
                self.at = if is_end { At::Begin } else { At::Bare };
                true
            }
        };
        if keeps_blanks {
            text.append(&mut self.blanks);
        }
        self.blanks.clear();
        text.push(byte);
    }
}

/// Whether cells of a text stand in quotation marks with blanks before them, and each of these marks is closed.
pub(super) fn has_blanks_before_marks(beginning: &[u8], delimiter: u8) -> bool {
    let usual = [[delimiter, b' '], [b'\n', b' ']];
    let may_be = usual
        .iter()
        .any(|pair| memchr::memmem::find(beginning, pair).is_some());
    if !may_be || memchr::memmem::find(beginning, b" \"").is_none() {
        return false;
    }
    let mut follow = Follow::new(delimiter);
    let mut text = Vec::new();
    let end = memchr::memrchr2(b'\n', b'\r', beginning).unwrap_or(beginning.len());
    for byte in beginning.get(..end).unwrap_or_default() {
        follow.take(*byte, &mut text);
        text.clear();
    }
    follow.dropped > 0 && follow.at != At::Quoted
}

/// A text without the blanks between a delimiter and a quotation mark that opens a cell, or closes one.
pub(super) struct WithoutBlanks<R> {
    from: R,
    follow: Follow,
    coded: Vec<u8>,
    text: Vec<u8>,
    given: usize,
}

impl<R: Read> WithoutBlanks<R> {
    pub(super) fn new(from: R, delimiter: u8) -> Self {
        Self {
            from,
            follow: Follow::new(delimiter),
            coded: vec![0; BLOCK],
            text: Vec::new(),
            given: 0,
        }
    }
}

impl<R: Read> Read for WithoutBlanks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            self.text.clear();
            self.given = 0;
            let read = self.from.read(&mut self.coded)?;
            if read == 0 {
                // Blanks at the very end open nothing any more.
                self.text.append(&mut self.follow.blanks);
                break;
            }
            for byte in self.coded.get(..read).unwrap_or_default() {
                self.follow.take(*byte, &mut self.text);
            }
        }
        Ok(give(&self.text, &mut self.given, buffer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Slowly<'t>(&'t [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(buffer.len());
            self.0.read(buffer.get_mut(..most).unwrap_or_default())
        }
    }

    #[test]
    fn signs_at_the_end_are_left_out_and_no_others() {
        for (text, rest) in [
            ("a\x1a", "a"),
            ("a\x1a\x1a\x1a", "a"),
            ("a\x1ab\x1a", "a\x1ab"),
            ("\x1a\x1aab", "\x1a\x1aab"),
            ("\x1a", ""),
            ("", ""),
        ] {
            for step in 1..5 {
                let mut read = String::new();
                let mut reader = WithoutEnd::new(Slowly(text.as_bytes(), step));
                reader.read_to_string(&mut read).expect("text");
                assert_eq!(read, rest, "{text:?} by {step}");
            }
        }
    }

    #[test]
    fn blanks_are_left_out_before_and_behind_marks_only() {
        for (text, rest) in [
            ("\"a\", \"b\"\n", "\"a\",\"b\"\n"),
            (
                " \"a, b\" ,  c , \"d\"\"e\"\r\n",
                "\"a, b\",  c ,\"d\"\"e\"\r\n",
            ),
            ("5\" pipe, x\n", "5\" pipe, x\n"),
            ("a \"b\", c\n", "a \"b\", c\n"),
            ("\" a\",\"b \"\n x\n  ", "\" a\",\"b \"\n x\n  "),
            ("\"a\" b, \"c\"\n", "\"a\" b,\"c\"\n"),
        ] {
            let mut read = String::new();
            let mut reader = WithoutBlanks::new(Slowly(text.as_bytes(), 3), b',');
            reader.read_to_string(&mut read).expect("text");
            assert_eq!(read, rest, "{text:?}");
        }
    }

    #[test]
    fn blanks_before_marks_are_told_by_whole_cells() {
        for (text, has) in [
            ("a,b\n1, \"x\"\n", true),
            ("a, b\n1, x\n", false),
            ("a,b\n1, \"open\n2,x\n", false),
            ("a,b\n\"1, \"\"x\"\"\",2\n", false),
            ("a \"b\", c\n", false),
        ] {
            assert_eq!(
                has_blanks_before_marks(text.as_bytes(), b','),
                has,
                "{text:?}"
            );
        }
    }
}
