//! Opening a file of leads: what kind of file it is, and what separates its cells.

use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use crate::encoding::Encoding;
use crate::problem::Problem;

/// So many bytes are looked at to tell what the file is.
const LOOKED_AT: u64 = 64 * 1024;

/// Where the leads come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Through a pipe.
    Standard,
    /// From a file.
    File(PathBuf),
}

impl Input {
    /// `-` is standard input, everything else a file.
    #[must_use]
    pub fn named(path: &Path) -> Self {
        if path == Path::new("-") {
            Self::Standard
        } else {
            Self::File(path.to_path_buf())
        }
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Standard => "standard input".to_owned(),
            Self::File(path) => path.to_string_lossy().into_owned(),
        }
    }
}

/// What the rows of a file are, so that messages can name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Leads, one a row.
    Leads,
    /// What leads did: an event log.
    Events,
}

impl Holds {
    /// As in "Export the leads again".
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Events => "events",
        }
    }

    /// What reads such a file from a pipe.
    fn reader(self) -> &'static str {
        match self {
            Self::Leads => "leadpact score RULES -",
            Self::Events => "leadpact score RULES LEADS --events -",
        }
    }
}

/// What separates the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

impl Delimiter {
    /// All of them, in the order in which a tie is decided.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The byte in the file.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Bar => "bar",
        }
    }

    /// Reads the character itself, its word, or `\t`; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delimiter| {
            text == delimiter.word()
                || text.as_bytes() == [delimiter.byte()]
                || (text == "\\t" && *delimiter == Self::Tab)
        })
    }

    /// The one that stands most often in the header line outside quotation marks; the comma when there is none.
    #[must_use]
    pub(crate) fn of_header(text: &[u8]) -> Self {
        let mut counts = [0_usize; 4];
        for byte in unquoted_header(text) {
            for (count, delimiter) in counts.iter_mut().zip(Self::ALL) {
                *count += usize::from(byte == delimiter.byte());
            }
        }
        let mut best = (0, Self::Comma);
        for (count, delimiter) in counts.into_iter().zip(Self::ALL) {
            if count > best.0 {
                best = (count, delimiter);
            }
        }
        best.1
    }
}

/// The bytes of the first line that is not empty, without what stands in quotation marks.
fn unquoted_header(text: &[u8]) -> impl Iterator<Item = u8> {
    let ends_line = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let mut quoted = false;
    text.iter()
        .skip_while(move |byte| ends_line(byte))
        .map(move |byte| {
            quoted ^= *byte == b'"';
            (*byte, quoted)
        })
        .take_while(move |(byte, quoted)| *quoted || !ends_line(byte))
        .filter(|(_, quoted)| !quoted)
        .map(|(byte, _)| byte)
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// A line feed, or a lone carriage return.
    Lf,
    /// Both, as on Windows.
    CrLf,
}

impl LineEnd {
    /// The one after the header line.
    fn of_header(text: &[u8]) -> Self {
        let mut quoted = false;
        let mut before = 0;
        for byte in text.iter().skip_while(|byte| matches!(byte, b'\r' | b'\n')) {
            quoted ^= *byte == b'"';
            if *byte == b'\n' && !quoted {
                return if before == b'\r' {
                    Self::CrLf
                } else {
                    Self::Lf
                };
            }
            before = *byte;
        }
        Self::Lf
    }
}

/// An open file of leads, at the first byte of its header.
pub struct Source {
    /// What messages call the file.
    pub name: String,
    /// What separates its cells.
    pub delimiter: Delimiter,
    /// Lines before the header that are no part of the table.
    pub skipped_lines: u64,
    /// What ends its lines.
    pub line_end: LineEnd,
    /// How its letters are written in the file.
    pub encoding: Encoding,
    /// What its rows are.
    pub holds: Holds,
    /// The file from its header on, in UTF-8 whatever its encoding is.
    pub bytes: Box<dyn Read + Send>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.name)
            .field("delimiter", &self.delimiter)
            .finish_non_exhaustive()
    }
}

/// Opens a file of leads and looks at its beginning. Without `delimiter` it is found in the header line, without
/// `encoding` in the first bytes; a byte order mark comes before both.
///
/// # Errors
/// The file cannot be read, is empty, or is no text table.
pub fn open(
    input: &Input,
    delimiter: Option<Delimiter>,
    encoding: Option<Encoding>,
) -> Result<Source, Problem> {
    open_as(input, delimiter, encoding, Holds::Leads)
}

/// Opens an event log as [`open`] opens leads.
///
/// # Errors
/// As [`open`].
pub fn open_log(input: &Input, encoding: Option<Encoding>) -> Result<Source, Problem> {
    open_as(input, None, encoding, Holds::Events)
}

fn open_as(
    input: &Input,
    delimiter: Option<Delimiter>,
    encoding: Option<Encoding>,
    holds: Holds,
) -> Result<Source, Problem> {
    let name = input.name();
    let bytes: Box<dyn Read + Send> = match input {
        Input::Standard => Box::new(io::stdin()),
        Input::File(path) => Box::new(open_file(&name, path)?),
    };
    begin_as(name, bytes, delimiter, encoding, holds)
}

fn open_file(name: &str, path: &Path) -> Result<File, Problem> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(name, &error))?;
    if metadata.is_dir() {
        return Err(Problem::new(
            name,
            "this is a folder, not a file",
            "Name a CSV file in it.",
        ));
    }
    File::open(path).map_err(|error| unreadable(name, &error))
}

/// Looks at the beginning of `bytes`, as [`open`] without an encoding.
///
/// # Errors
/// As [`open`].
pub fn begin(
    name: String,
    bytes: Box<dyn Read + Send>,
    delimiter: Option<Delimiter>,
) -> Result<Source, Problem> {
    begin_as(name, bytes, delimiter, None, Holds::Leads)
}

/// Looks at the beginning of `bytes`, as [`open`].
///
/// # Errors
/// As [`open`].
pub(crate) fn begin_as(
    name: String,
    mut bytes: Box<dyn Read + Send>,
    delimiter: Option<Delimiter>,
    encoding: Option<Encoding>,
    holds: Holds,
) -> Result<Source, Problem> {
    let refused = |(what, next): (&str, String)| Problem::new(&name, what, &next);
    let mut beginning = beginning_of(&name, &mut bytes)?;
    if let Some(packed) = packed(&beginning, holds) {
        return Err(refused(packed));
    }
    let (encoding, mark) = match (Encoding::of_mark(&beginning), encoding) {
        (Some(marked), _) => marked,
        (None, Some(encoding)) => (encoding, 0),
        (None, None) => (Encoding::of_bytes(&name, &beginning)?, 0),
    };
    beginning.drain(..mark);
    if !encoding.is_utf8() {
        bytes = Box::new(encoding.decoded(Cursor::new(beginning).chain(bytes)));
        beginning = beginning_of(&name, &mut bytes)?;
    }
    if let Some(other) = no_table(&beginning, holds) {
        return Err(refused(other));
    }
    let declared = declared_delimiter(&beginning);
    let skipped = declared.map_or(0, |(length, _)| length);
    let rest = beginning.split_off(skipped);
    let delimiter = delimiter
        .or(declared.map(|(_, delimiter)| delimiter))
        .unwrap_or_else(|| Delimiter::of_header(&rest));
    Ok(Source {
        delimiter,
        skipped_lines: u64::from(skipped > 0),
        line_end: LineEnd::of_header(&rest),
        encoding,
        holds,
        bytes: Box::new(Cursor::new(rest).chain(bytes)),
        name,
    })
}

/// The first bytes; all of them when there are few.
fn beginning_of(name: &str, bytes: &mut Box<dyn Read + Send>) -> Result<Vec<u8>, Problem> {
    let mut beginning = Vec::new();
    bytes
        .by_ref()
        .take(LOOKED_AT)
        .read_to_end(&mut beginning)
        .map_err(|error| unreadable(name, &error))?;
    Ok(beginning)
}

/// The line `sep=;` that some spreadsheets write first, with its length in bytes.
fn declared_delimiter(text: &[u8]) -> Option<(usize, Delimiter)> {
    let rest = text.strip_prefix(b"sep=")?;
    let (byte, rest) = rest.split_first()?;
    let delimiter = Delimiter::ALL
        .into_iter()
        .find(|delimiter| delimiter.byte() == *byte)?;
    let end = if rest.starts_with(b"\r\n") {
        2
    } else {
        usize::from(rest.starts_with(b"\n"))
    };
    (end > 0).then_some((5 + end, delimiter))
}

/// What a file is that is no text at all, and what to do about it.
fn packed(beginning: &[u8], holds: Holds) -> Option<(&'static str, String)> {
    let rows = holds.word();
    let starts = |mark: &[u8]| beginning.starts_with(mark);
    if starts(b"PK\x03\x04") || starts(b"\xd0\xcf\x11\xe0") {
        return Some((
            "this is a workbook or a packed file, not CSV",
            format!(
                "Open it in a spreadsheet and save the sheet with the {rows} as CSV with the encoding UTF-8."
            ),
        ));
    }
    if starts(b"\x1f\x8b") {
        return Some((
            "this file is packed with gzip",
            format!("Unpack it first: gunzip -c FILE | {}", holds.reader()),
        ));
    }
    if starts(b"%PDF") || starts(b"\x89PNG") {
        return Some((
            "this is a document or a picture, not CSV",
            format!("Export the {rows} from the CRM as CSV."),
        ));
    }
    None
}

/// What a text is that is no table, and what to do about it.
fn no_table(beginning: &[u8], holds: Holds) -> Option<(&'static str, String)> {
    let rows = holds.word();
    let first = beginning.iter().find(|byte| !byte.is_ascii_whitespace());
    if first.is_none() {
        return Some((
            "the file is empty",
            format!("Export the {rows} again, with a header line."),
        ));
    }
    if matches!(first, Some(b'{' | b'[')) {
        return Some((
            "this looks like JSON, not CSV",
            format!("Export the {rows} from the CRM as CSV."),
        ));
    }
    if matches!(first, Some(b'<')) {
        return Some((
            "this looks like a web page or XML, not CSV",
            format!(
                "Export the {rows} from the CRM as CSV; a log-in page saved by mistake looks like this too."
            ),
        ));
    }
    None
}

/// The problem of a file that cannot be opened or read.
#[must_use]
pub fn unreadable(name: &str, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            Problem::new(name, "there is no such file", "Check the name.")
        }
        io::ErrorKind::PermissionDenied => Problem::new(
            name,
            "the file may not be read by you",
            "Change its permissions, or copy it.",
        ),
        io::ErrorKind::InvalidData => Problem::new(
            name,
            &error.to_string(),
            "Name the right one with --encoding, or save the file as CSV with the encoding UTF-8.",
        ),
        _ => Problem::new(
            name,
            &format!("the file cannot be read: {error}"),
            "Check the disk, or copy the file elsewhere.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_of_the_header_line() {
        for (text, delimiter) in [
            ("a,b;c,d\n1;2;3;4;5", Delimiter::Comma),
            ("\"a,b,c\";d\n", Delimiter::Semicolon),
            ("a\tb\n1,2,3,4", Delimiter::Tab),
            ("a|b", Delimiter::Bar),
            ("\r\n\n\"two\nlines\"|b\r\nx,y,z", Delimiter::Bar),
            ("only", Delimiter::Comma),
            ("", Delimiter::Comma),
        ] {
            assert_eq!(Delimiter::of_header(text.as_bytes()), delimiter, "{text:?}");
        }
    }

    #[test]
    fn a_delimiter_can_be_written_in_three_ways() {
        assert_eq!(Delimiter::parse("tab"), Some(Delimiter::Tab));
        assert_eq!(Delimiter::parse("\\t"), Some(Delimiter::Tab));
        assert_eq!(Delimiter::parse("\t"), Some(Delimiter::Tab));
        assert_eq!(Delimiter::parse(";"), Some(Delimiter::Semicolon));
        assert_eq!(Delimiter::parse("::"), None);
    }

    fn begun(text: &'static [u8]) -> Result<(Delimiter, u64, Vec<u8>), String> {
        let source = begin("a.csv".into(), Box::new(text), None).map_err(|p| p.to_string())?;
        let mut rest = Vec::new();
        source
            .bytes
            .take(1000)
            .read_to_end(&mut rest)
            .map_err(|e| e.to_string())?;
        Ok((source.delimiter, source.skipped_lines, rest))
    }

    #[test]
    fn what_is_no_table_is_named_by_what_its_rows_should_be() {
        let next = |text: &'static [u8], holds| {
            let begun = begin_as("a.csv".into(), Box::new(text), None, None, holds);
            begun.expect_err("no table").next.into_string()
        };
        for (text, leads, events) in [
            (
                &b"[{}]"[..],
                "Export the leads from the CRM as CSV.",
                "Export the events from the CRM as CSV.",
            ),
            (
                b" ",
                "Export the leads again, with a header line.",
                "Export the events again, with a header line.",
            ),
            (
                b"\x1f\x8b",
                "Unpack it first: gunzip -c FILE | leadpact score RULES -",
                "Unpack it first: gunzip -c FILE | leadpact score RULES LEADS --events -",
            ),
        ] {
            assert_eq!(next(text, Holds::Leads), leads);
            assert_eq!(next(text, Holds::Events), events);
        }
    }

    #[test]
    fn a_byte_order_mark_and_a_declared_delimiter_are_no_part_of_the_header() {
        let rest = b"a;b\r\n1;2\r\n".to_vec();
        assert_eq!(
            begun(b"\xef\xbb\xbfsep=;\r\na;b\r\n1;2\r\n"),
            Ok((Delimiter::Semicolon, 1, rest))
        );
    }

    #[test]
    fn other_encodings_are_read_as_utf8() {
        let rest = "a;ü\r\n1;2\r\n".as_bytes().to_vec();
        for bytes in [
            &b"\xff\xfes\0e\0p\0=\0;\0\n\0a\0;\0\xfc\0\r\0\n\x001\0;\x002\0\r\0\n\0"[..],
            b"\xfe\xff\0s\0e\0p\0=\0;\0\n\0a\0;\0\xfc\0\r\0\n\x001\0;\x002\0\r\0\n",
            b"s\0e\0p\0=\0;\0\n\0a\0;\0\xfc\0\r\0\n\x001\0;\x002\0\r\0\n\0",
            b"sep=;\na;\xfc\r\n1;2\r\n",
        ] {
            assert_eq!(begun(bytes), Ok((Delimiter::Semicolon, 1, rest.clone())));
        }
    }

    #[test]
    fn what_is_no_table_is_told_in_plain_words() {
        for (bytes, words) in [
            (&b""[..], "the file is empty"),
            (b"\xef\xbb\xbf \r\n", "the file is empty"),
            (b"\xff\xfe\n\0", "the file is empty"),
            (b"\xff\xfe[\0]\0", "looks like JSON"),
            (b"PK\x03\x04\x14\0\x06\0", "a workbook"),
            (b"\x1f\x8b\x08\0\xff", "packed with gzip"),
            (b"id;\xca\xee\xec\n", "neither UTF-8 nor UTF-16 nor Latin-1"),
            (b"  {\"leads\": []}", "looks like JSON"),
            (b"<!DOCTYPE html>", "looks like a web page"),
        ] {
            let message = begun(bytes).expect_err("refused");
            assert!(message.contains(words), "{message}");
            assert!(message.starts_with("a.csv: "), "{message}");
        }
    }
}
