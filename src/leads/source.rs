//! Opening a file of leads: what kind of file it is, and what separates its cells.

mod above;
mod clean;
mod delimiter;
mod gzip;
mod kinds;
mod layout;

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use crate::encoding::Encoding;
use crate::frame::Frame;
use crate::problem::{Problem, example};
use crate::source::gzip::{DamagedGzip, Unpacked};
use crate::source::kinds::OLD_OFFICE;
use crate::workbook::{self, Broken, Bytes, SheetRead};

pub use delimiter::Delimiter;
pub use layout::{HeaderNames, Layout};

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
    /// The sheet that is read; none: the file is no workbook.
    pub sheet: Option<SheetRead>,
    /// Whether the user says what separates the cells.
    pub is_delimiter_given: bool,
    /// Whether the user says where the header is.
    pub is_header_given: bool,
    /// The names of the columns, where the file has no header.
    pub header: Option<HeaderNames>,
    /// So many rows at the end are no leads; none: the foot of a report is found.
    pub skip_last: Option<u32>,
    /// What is known so far of what stands around the leads.
    pub frame: Frame,
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
    let source = Source {
        name,
        delimiter: Delimiter::Comma,
        skipped_lines: 0,
        line_end: LineEnd::Lf,
        encoding: Encoding::UTF_8,
        holds,
        sheet: Some(sheet),
        is_delimiter_given: true,
        is_header_given: layout.skip_rows.is_some(),
        header: layout.header.clone(),
        skip_last: layout.skip_last,
        frame: Frame::default(),
        bytes,
    };
    skip_lines(source, Vec::new(), layout.skip_rows.unwrap_or(0))
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
    let is_packed_text = beginning.starts_with(gzip::MARK);
    if is_packed_text {
        bytes = Box::new(Unpacked::new(Cursor::new(beginning).chain(bytes)));
        beginning = beginning_of(&name, &mut bytes)?;
        if beginning.starts_with(gzip::MARK) {
            let what = "this file is packed with gzip twice";
            return Err(Problem::new(&name, what, "Unpack it once: gunzip -c FILE."));
        }
    }
    if is_packed(&beginning) {
        let bytes = piped(&name, beginning, bytes)?;
        return begin_workbook(name, bytes, layout, holds);
    }
    if beginning.starts_with(OLD_OFFICE) {
        return Err(refused(kinds::old_office(beginning, bytes)));
    }
    if let Some(packed) = kinds::packed(&beginning, holds) {
        return Err(refused(packed));
    }
    if let Some(sheet) = &layout.sheet {
        return Err(no_sheets(&name, sheet, holds));
    }
    let mut frame = Frame {
        packed: is_packed_text,
        ..Frame::default()
    };
    let (encoding, mark) = match (Encoding::of_mark(&beginning), layout.encoding) {
        (Some(marked), _) => marked,
        (None, Some(encoding)) => (encoding, 0),
        (None, None) => (Encoding::of_bytes(&name, &beginning, &mut frame)?, 0),
    };
    beginning.drain(..mark);
    if !encoding.is_utf8() {
        bytes = Box::new(encoding.decoded(Cursor::new(beginning).chain(bytes)));
        beginning = beginning_of(&name, &mut bytes)?;
    }
    if let Some(other) = kinds::no_table(&beginning, holds) {
        return Err(refused(other));
    }
    begin_text(name, beginning, bytes, encoding, frame, layout, holds)
}

/// Looks at the beginning of a text in UTF-8.
fn begin_text(
    name: String,
    beginning: Vec<u8>,
    bytes: Box<dyn Read + Send>,
    encoding: Encoding,
    mut frame: Frame,
    layout: &Layout,
    holds: Holds,
) -> Result<Source, Problem> {
    let text = above::chained(beginning, bytes);
    let mut bytes: Box<dyn Read + Send> = Box::new(clean::WithoutEnd::new(text));
    let mut beginning = beginning_of(&name, &mut bytes)?;
    let declared = above::declared_delimiter(&beginning);
    let skipped = declared.map_or(0, |(length, _)| length);
    beginning.drain(..skipped);
    let delimiter = layout
        .delimiter
        .or(declared.map(|(_, delimiter)| delimiter))
        .unwrap_or_else(|| Delimiter::of_beginning(&beginning));
    if clean::has_blanks_before_marks(&beginning, delimiter.byte()) {
        frame.blanks_before_marks = true;
        let text = above::chained(std::mem::take(&mut beginning), bytes);
        bytes = Box::new(clean::WithoutBlanks::new(text, delimiter.byte()));
        beginning = beginning_of(&name, &mut bytes)?;
    }
    let source = Source {
        delimiter,
        skipped_lines: u64::from(skipped > 0),
        line_end: LineEnd::of_header(&beginning),
        encoding,
        holds,
        sheet: None,
        is_delimiter_given: layout.delimiter.is_some() || declared.is_some(),
        is_header_given: layout.skip_rows.is_some(),
        header: layout.header.clone(),
        skip_last: layout.skip_last,
        frame,
        bytes,
        name,
    };
    let lines = layout.skip_rows.unwrap_or(0);
    skip_lines(
        source,
        beginning,
        lines.saturating_sub(u64::from(skipped > 0)),
    )
}

/// Leaves out so many lines at the beginning of a file, of which `held` was read.
fn skip_lines(mut source: Source, mut held: Vec<u8>, lines: u64) -> Result<Source, Problem> {
    let mut bytes = source.bytes;
    let end = above::line_end(&held);
    let skipped = above::skip(&mut *bytes, lines, end, &mut held, &mut source.frame.above);
    if !skipped.map_err(|error| unreadable(&source.name, &error))? {
        let what =
            format!("the file has not more than the {lines} lines that --skip-rows leaves out");
        return Err(Problem::new(&source.name, &what, "Leave fewer lines out."));
    }
    if end == b'\n' {
        source.skipped_lines += lines;
    }
    source.bytes = above::chained(held, bytes);
    Ok(source)
}

fn no_sheets(name: &str, sheet: &str, holds: Holds) -> Problem {
    let option = holds.sheet_option();
    let what = format!(
        "this is no workbook (.xlsx), so it has no sheet '{}'",
        example(sheet)
    );
    Problem::new(name, &what, &format!("Leave out {option}."))
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

/// The problem of a file that cannot be opened or read.
#[must_use]
pub fn unreadable(name: &str, error: &io::Error) -> Problem {
    if let Some(broken) = Broken::within(error) {
        return broken.problem(name);
    }
    if let Some(damaged) = DamagedGzip::within(error) {
        return damaged.problem(name);
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
            (b"\x1f\x8b\x08\0\xff", "(gzip) ends in the middle"),
            (b"id;\x81\x8d\x90\n", "neither UTF-8 nor UTF-16 nor Latin-1"),
            (b"  {\"leads\": []}", "looks like JSON"),
            (b"<!DOCTYPE html>", "looks like a web page"),
        ] {
            let message = begun(bytes).expect_err("refused");
            assert!(message.contains(words), "{message}");
            assert!(message.starts_with("a.csv: "), "{message}");
        }
    }
}
