//! What a row looks like, whatever its cells mean.

use csv::ByteRecord;

use leadpact_definition::value::strip;

/// How much of a row is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No cell.
    Blank,
    /// The first cell alone, as in a title or the foot of a report.
    Lone,
    /// Anything else.
    Row,
}

/// What a row looks like.
pub(crate) fn of(record: &ByteRecord) -> Shape {
    let mut cells = record.iter();
    let first = cells.next().is_some_and(|cell| !is_blank(cell));
    match (first, cells.all(is_blank)) {
        (false, true) => Shape::Blank,
        (true, true) => Shape::Lone,
        (_, false) => Shape::Row,
    }
}

/// Whether a cell holds nothing but blanks.
pub(crate) fn is_blank(cell: &[u8]) -> bool {
    match cell.first() {
        None => true,
        Some(b'!'..=b'~') => false,
        Some(_) => std::str::from_utf8(cell).is_ok_and(|cell| strip(cell).is_empty()),
    }
}
