//! Files that are no table of text, each by its name and with what to do about it.

use std::io::{Cursor, Read};

use crate::source::{Holds, LOOKED_AT, MOST_PIPED};
use crate::workbook::PASSWORD;

/// What a file is, and the next step.
type Named = (&'static str, String);

/// How files of spreadsheets from before 2007 begin, and workbooks with a password.
pub(super) const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

/// What a workbook with a password calls the part that holds it.
const ENCRYPTED: &str = "EncryptedPackage";

/// Tells a workbook with a password from one of the old kind, by the names of what is in it.
pub(super) fn old_office(beginning: Vec<u8>, bytes: Box<dyn Read + Send>) -> Named {
    let name: Vec<u8> = ENCRYPTED
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut bytes = Cursor::new(beginning).chain(bytes).take(MOST_PIPED);
    let mut held = Vec::new();
    // What cannot be read any further does not have the name.
    while let Ok(1..) = bytes.by_ref().take(LOOKED_AT).read_to_end(&mut held) {
        if memchr::memmem::find(&held, &name).is_some() {
            let (what, next) = PASSWORD;
            return (what, next.to_owned());
        }
        held.drain(..held.len().saturating_sub(name.len()));
    }
    (
        "this is a workbook of the old kind (.xls)",
        "Open it in a spreadsheet program and save it as .xlsx, or save the sheet as CSV with the encoding UTF-8."
            .to_owned(),
    )
}

/// How files begin that are packed, and what they are packed with.
const PACKED: [(&[u8], &str); 6] = [
    (b"\x28\xb5\x2f\xfd", "this file is packed with zstd"),
    (b"BZh91AY&SY", "this file is packed with bzip2"),
    (b"BZh11AY&SY", "this file is packed with bzip2"),
    (b"\xfd7zXZ\0", "this file is packed with xz"),
    (b"7z\xbc\xaf\x27\x1c", "this is a 7z archive"),
    (b"Rar!\x1a\x07", "this is a RAR archive"),
];

/// How files of data programs begin, and what they are.
const DATA: [(&[u8], &str); 5] = [
    (b"Obj\x01", "this is an Avro file, not CSV"),
    (b"ARROW1\0", "this is an Arrow file, not CSV"),
    (b"SQLite format 3\0", "this is an SQLite database, not CSV"),
    (b"\x89HDF\r\n", "this is an HDF5 file, not CSV"),
    (b"\x80\x04\x95", "this is a pickle of Python, not CSV"),
];

/// How documents and pictures begin.
const DOCUMENTS: [&[u8]; 5] = [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf"];

/// What a file is that is no text at all, and what to do about it.
pub(super) fn packed(beginning: &[u8], holds: Holds) -> Option<Named> {
    let rows = holds.word();
    let starts = |mark: &[u8]| beginning.starts_with(mark);
    if let Some((_, what)) = PACKED.iter().find(|(mark, _)| starts(mark)) {
        let next = "Unpack it first, or pack it with gzip, which is read as it is.";
        return Some((what, next.to_owned()));
    }
    if beginning.get(257..262) == Some(b"ustar") {
        let what = "this is a tar archive, with files in it";
        return Some((
            what,
            format!("Take the file with the {rows} out of it first: tar -xf."),
        ));
    }
    // A header may begin with these letters too, but then text follows.
    let is_parquet = starts(b"PAR1")
        && beginning
            .get(4)
            .is_some_and(|next| *next < b' ' && !b"\t\r\n".contains(next));
    if is_parquet {
        return Some(("this is a Parquet file, not CSV", of_a_data_program(rows)));
    }
    if let Some((_, what)) = DATA.iter().find(|(mark, _)| starts(mark)) {
        return Some((what, of_a_data_program(rows)));
    }
    if DOCUMENTS.iter().any(|mark| starts(mark)) {
        let what = "this is a document or a picture, not CSV";
        return Some((what, format!("Export the {rows} from the CRM as CSV.")));
    }
    None
}

fn of_a_data_program(rows: &str) -> String {
    format!(
        "Write the {rows} as CSV with the program that made it, or from DuckDB: COPY (FROM 'FILE') TO 'leads.csv'."
    )
}

/// What a text is that is no table, and what to do about it.
pub(super) fn no_table(beginning: &[u8], holds: Holds) -> Option<Named> {
    let rows = holds.word();
    let text = beginning.trim_ascii_start();
    match text.first() {
        None => {
            let next = format!("Export the {rows} again, with a header line.");
            Some(("the file is empty", next))
        }
        Some(b'{' | b'[') => Some(json(text, rows)),
        Some(b'<') => Some(marked_up(text, rows)),
        Some(_) => None,
    }
}

/// Whether it is one text, or an object a line.
fn json(text: &[u8], rows: &str) -> Named {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let mut is_object = || {
        lines
            .next()
            .is_some_and(|line| line.starts_with(b"{") && line.ends_with(b"}"))
    };
    let next = format!("Export the {rows} from the CRM as CSV.");
    if is_object() && is_object() {
        ("these are JSON lines, an object a line, not CSV", next)
    } else {
        ("this looks like JSON, not CSV", next)
    }
}

/// A web page, a table of one that is called a workbook, or XML.
fn marked_up(text: &[u8], rows: &str) -> Named {
    let small = text.to_ascii_lowercase();
    let has = |part: &[u8]| memchr::memmem::find(&small, part).is_some();
    if has(b"urn:schemas-microsoft-com:office:spreadsheet") {
        let next = "Open it in a spreadsheet program and save it as .xlsx or as CSV.";
        return (
            "this is a spreadsheet in XML of the year 2003, not CSV",
            next.to_owned(),
        );
    }
    if has(b"<table") && !has(b"type=\"password\"") {
        let next = "Open it in a spreadsheet program and save it as .xlsx or as CSV.";
        return (
            "this is a web page with a table, which some CRMs call .xls, not CSV",
            next.to_owned(),
        );
    }
    (
        "this looks like a web page or XML, not CSV",
        format!(
            "Export the {rows} from the CRM as CSV; a log-in page saved by mistake looks like this too."
        ),
    )
}
