//! Opening a file of leads: what kind of file it is, and what separates its cells.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use crate::encoding::Encoding;
use crate::problem::{Problem, example};
use crate::workbook::{self, Broken, Bytes, SheetRead};

/// So many bytes are looked at to tell what the file is.
const LOOKED_AT: u64 = 64 * 1024;

/// A workbook that comes through a pipe is kept, and has at most so many bytes: 64 MiB.
const MOST_PIPED: u64 = 64 * 1024 * 1024;

/// How a packed file begins that has something in it, and one that has nothing. A workbook is a packed file.
const PACKED: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

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

    /// The option that names a sheet.
    pub(crate) fn sheet_option(self) -> &'static str {
        match self {
            Self::Leads => "--sheet",
            Self::Events => "--events-sheet",
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

/// What is said of a file, so that it need not be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// What separates its cells; none: found in the header line.
    pub delimiter: Option<Delimiter>,
    /// How its letters are written; none: found in the first bytes. A byte order mark comes before both.
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook, by its name or its number from 1; none: the first that is not hidden.
    pub sheet: Option<String>,
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
    /// The sheet that is read; none: the file is no workbook.
    pub sheet: Option<SheetRead>,
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

/// Opens a file of leads, CSV or a workbook, and looks at its beginning.
///
/// # Errors
/// The file cannot be read, is empty, or is no table; a workbook has no such sheet, or is damaged.
pub fn open(input: &Input, layout: &Layout) -> Result<Source, Problem> {
    open_as(input, layout, Holds::Leads)
}

/// Opens an event log as [`open`] opens leads.
///
/// # Errors
/// As [`open`].
pub fn open_log(input: &Input, layout: &Layout) -> Result<Source, Problem> {
    open_as(input, layout, Holds::Events)
}

fn open_as(input: &Input, layout: &Layout, holds: Holds) -> Result<Source, Problem> {
    let name = input.name();
    let path = match input {
        Input::Standard => return begin_as(name, Box::new(io::stdin()), layout, holds),
        Input::File(path) => path,
    };
    let mut file = open_file(&name, path)?;
    let mut first = Vec::new();
    let read = file.by_ref().take(4).read_to_end(&mut first);
    read.map_err(|error| unreadable(&name, &error))?;
    // What comes through a pipe with a name cannot be read twice.
    if file.rewind().is_err() {
        let bytes = Box::new(Cursor::new(first).chain(file));
        return begin_as(name, bytes, layout, holds);
    }
    if is_packed(&first) {
        return begin_workbook(name, Box::new(file), layout, holds);
    }
    begin_as(name, Box::new(file), layout, holds)
}

fn is_packed(beginning: &[u8]) -> bool {
    PACKED.iter().any(|mark| beginning.starts_with(mark))
}

/// Opens a sheet of a workbook, of which every byte can be reached.
fn begin_workbook(
    name: String,
    bytes: Box<dyn Bytes>,
    layout: &Layout,
    holds: Holds,
) -> Result<Source, Problem> {
    let (bytes, sheet) = workbook::open(&name, bytes, layout.sheet.as_deref(), holds)?;
    Ok(Source {
        name,
        delimiter: Delimiter::Comma,
        skipped_lines: 0,
        line_end: LineEnd::Lf,
        encoding: Encoding::UTF_8,
        holds,
        sheet: Some(sheet),
        bytes,
    })
}

/// A workbook that comes through a pipe. Its list of parts stands at its end, so all of it is kept.
fn piped(
    name: &str,
    beginning: Vec<u8>,
    bytes: Box<dyn Read + Send>,
) -> Result<Box<dyn Bytes>, Problem> {
    let mut whole = beginning;
    let read = bytes.take(MOST_PIPED + 1).read_to_end(&mut whole);
    read.map_err(|error| unreadable(name, &error))?;
    if whole.len() as u64 > MOST_PIPED {
        let what = format!(
            "a workbook that comes through a pipe may have {} MB, and this one has more",
            MOST_PIPED / (1024 * 1024)
        );
        return Err(Problem::new(
            name,
            &what,
            "Save it as a file, and name that.",
        ));
    }
    Ok(Box::new(Cursor::new(whole)))
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
    let layout = Layout {
        delimiter,
        ..Layout::default()
    };
    begin_as(name, bytes, &layout, Holds::Leads)
}

/// Looks at the beginning of `bytes`, as [`open`].
///
/// # Errors
/// As [`open`].
pub(crate) fn begin_as(
    name: String,
    mut bytes: Box<dyn Read + Send>,
    layout: &Layout,
    holds: Holds,
) -> Result<Source, Problem> {
    let refused = |(what, next): (&str, String)| Problem::new(&name, what, &next);
    let mut beginning = beginning_of(&name, &mut bytes)?;
    if is_packed(&beginning) {
        let bytes = piped(&name, beginning, bytes)?;
        return begin_workbook(name, bytes, layout, holds);
    }
    if beginning.starts_with(OLD_OFFICE) {
        return Err(refused(old_office(beginning, bytes)));
    }
    if let Some(packed) = packed(&beginning, holds) {
        return Err(refused(packed));
    }
    if let Some(sheet) = &layout.sheet {
        return Err(no_sheets(&name, sheet, holds));
    }
    let (encoding, mark) = match (Encoding::of_mark(&beginning), layout.encoding) {
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
    let delimiter = layout
        .delimiter
        .or(declared.map(|(_, delimiter)| delimiter))
        .unwrap_or_else(|| Delimiter::of_header(&rest));
    Ok(Source {
        delimiter,
        skipped_lines: u64::from(skipped > 0),
        line_end: LineEnd::of_header(&rest),
        encoding,
        holds,
        sheet: None,
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

/// How files of spreadsheets from before 2007 begin, and workbooks with a password.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

/// What a workbook with a password calls the part that holds it.
const ENCRYPTED: &str = "EncryptedPackage";

/// Tells a workbook with a password from one of the old kind, by the names of what is in it.
fn old_office(beginning: Vec<u8>, bytes: Box<dyn Read + Send>) -> (&'static str, String) {
    let name: Vec<u8> = ENCRYPTED
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut bytes = Cursor::new(beginning).chain(bytes).take(MOST_PIPED);
    let mut held = Vec::new();
    // What cannot be read any further does not have the name.
    while let Ok(1..) = bytes.by_ref().take(LOOKED_AT).read_to_end(&mut held) {
        if memchr::memmem::find(&held, &name).is_some() {
            return (
                "this workbook has a password",
                "Open it in a spreadsheet program and save a copy without the password, or save the sheet as CSV."
                    .to_owned(),
            );
        }
        held.drain(..held.len().saturating_sub(name.len()));
    }
    (
        "this is a workbook of the old kind (.xls)",
        "Open it in a spreadsheet program and save it as .xlsx, or save the sheet as CSV with the encoding UTF-8."
            .to_owned(),
    )
}

fn no_sheets(name: &str, sheet: &str, holds: Holds) -> Problem {
    let option = holds.sheet_option();
    let what = format!(
        "this is no workbook (.xlsx), so it has no sheet '{}'",
        example(sheet)
    );
    Problem::new(name, &what, &format!("Leave out {option}."))
}

/// What a file is that is no text at all, and what to do about it.
fn packed(beginning: &[u8], holds: Holds) -> Option<(&'static str, String)> {
    let rows = holds.word();
    let starts = |mark: &[u8]| beginning.starts_with(mark);
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
    if let Some(broken) = Broken::within(error) {
        return broken.problem(name);
    }
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
            let begun = begin_as("a.csv".into(), Box::new(text), &Layout::default(), holds);
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
            (b"PK\x03\x04\x14\0\x06\0", "the workbook is cut off"),
            (b"PK\x05\x06", "the workbook is cut off"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                "of the old kind (.xls)",
            ),
            (
                b"\xd0\xcf\x11\xe0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                "has a password",
            ),
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
