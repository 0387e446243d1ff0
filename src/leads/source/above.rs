//! What stands above the header: a line that declares the delimiter, and lines that the user leaves out.

use std::io::{self, Cursor, Read};

use crate::frame::Outside;
use crate::source::Delimiter;

/// Of a line that is left out so many bytes are kept to be shown.
const SHOWN: usize = 200;

/// The line `sep=;` that some spreadsheets write first, also in quotation marks and with empty cells behind it, with its
/// length in bytes.
pub(super) fn declared_delimiter(text: &[u8]) -> Option<(usize, Delimiter)> {
    let end = memchr::memchr2(b'\r', b'\n', text)?;
    let line = text.get(..end)?;
    let length = match text.get(end..) {
        Some([b'\r', b'\n', ..]) => end + 2,
        _ => end + 1,
    };
    let (is_quoted, rest) = match line.strip_prefix(b"\"") {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (word, rest) = rest.split_at_checked(4)?;
    let (byte, rest) = rest.split_first()?;
    let rest = if is_quoted {
        rest.strip_prefix(b"\"")?
    } else {
        rest
    };
    let is_declared = word.eq_ignore_ascii_case(b"sep=")
        && rest
            .iter()
            .all(|more| more == byte || b", ;\t".contains(more));
    let delimiter = Delimiter::ALL
        .into_iter()
        .find(|delimiter| delimiter.byte() == *byte)?;
    is_declared.then_some((length, delimiter))
}

/// Leaves lines out and notes them. Lines end with a line feed, or with a lone carriage return where the file has no line
/// feed at its beginning. False: the file has not so many.
pub(super) fn skip(
    from: &mut (impl Read + ?Sized),
    lines: u64,
    line_end: u8,
    held: &mut Vec<u8>,
    noted: &mut Outside,
) -> io::Result<bool> {
    for _ in 0..lines {
        let mut shown = Vec::new();
        loop {
            if let Some(end) = memchr::memchr(line_end, held) {
                shown.extend(held.drain(..=end));
                break;
            }
            shown.append(held);
            shown.truncate(SHOWN);
            if from.take(64 * 1024).read_to_end(held)? == 0 {
                return Ok(false);
            }
        }
        shown.truncate(SHOWN);
        let line = String::from_utf8_lossy(&shown);
        let line = line.trim_matches([',', ';', '\t', '|', ' ', '\r', '\n', '"', '\u{2}', '\u{1}']);
        if !line.is_empty() {
            noted.note(line);
        }
    }
    Ok(true)
}

/// What ends the lines of a text: a line feed, or a carriage return where there is no line feed.
pub(super) fn line_end(beginning: &[u8]) -> u8 {
    match memchr::memchr(b'\n', beginning) {
        None if memchr::memchr(b'\r', beginning).is_some() => b'\r',
        _ => b'\n',
    }
}

/// `held` and what follows it.
pub(super) fn chained(held: Vec<u8>, from: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    Box::new(Cursor::new(held).chain(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_delimiter_is_read_as_spreadsheets_write_it() {
        for (text, found) in [
            (&b"sep=;\na"[..], Some((6, Delimiter::Semicolon))),
            (b"sep=,\r\na", Some((7, Delimiter::Comma))),
            (b"\"sep=,\"\r\na", Some((9, Delimiter::Comma))),
            (b"\"sep=;\";;;\na", Some((11, Delimiter::Semicolon))),
            (b"SEP=\t\na", Some((6, Delimiter::Tab))),
            (b"sep=,,,\na", Some((8, Delimiter::Comma))),
            (b"sep=|\ra", Some((6, Delimiter::Bar))),
            (b"sep=x\na", None),
            (b"sep=;", None),
            (b"separator,b\na", None),
            (b"\"sep=,\na", None),
        ] {
            assert_eq!(
                declared_delimiter(text),
                found,
                "{}",
                String::from_utf8_lossy(text)
            );
        }
    }
}
