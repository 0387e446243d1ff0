//! What cells look like, roughly, so that a header is told from a lead. Nothing is read from this.

use crate::rows::shape::is_blank;

/// A column whose filled cells are of one kind in so many of ten is of that kind.
const MOST_OF_TEN: usize = 8;

/// Fewer filled cells say nothing about a column.
const FEWEST: usize = 2;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits with marks between them.
    Number,
    /// Three numbers with two of the same mark between them.
    Day,
    /// An address of e-mail.
    Address,
    /// Letters and digits mixed, long and without a blank.
    Code,
    /// Anything else.
    Text,
}

impl Kind {
    pub(super) fn of(cell: &str) -> Self {
        let cell = cell.trim();
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        let letters = cell.chars().filter(|letter| letter.is_alphabetic()).count();
        if is_day(cell) {
            Self::Day
        } else if digits > 0 && letters == 0 {
            Self::Number
        } else if cell.contains('@') && cell.contains('.') && !cell.contains(' ') {
            Self::Address
        } else if digits > 2 && digits + letters >= 12 && digits + letters == cell.chars().count() {
            Self::Code
        } else {
            Self::Text
        }
    }

    /// As in "'x' is a number".
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Day => "a day",
            Self::Address => "an address",
            Self::Code => "a code",
            Self::Text => "a text",
        }
    }

    /// Whether a header may look so.
    pub(super) fn is_words(self) -> bool {
        match self {
            Self::Number | Self::Day => false,
            Self::Address | Self::Code | Self::Text => true,
        }
    }
}

fn is_day(cell: &str) -> bool {
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    ['-', '/', '.'].into_iter().any(|mark| {
        let parts: Vec<&str> = day.split(mark).collect();
        let is_number = |part: &&str| {
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        parts.len() == 3 && parts.iter().all(is_number)
    })
}

/// The kind of each column, by its filled cells.
pub(super) fn kinds(rows: &[&[String]]) -> Vec<Kind> {
    let width = rows.iter().map(|cells| cells.len()).max().unwrap_or(0);
    (0..width).map(|column| of_column(rows, column)).collect()
}

fn of_column(rows: &[&[String]], column: usize) -> Kind {
    let cells = rows.iter().filter_map(|cells| cells.get(column));
    let filled = cells.filter(|cell| !is_blank(cell.as_bytes()));
    let found: Vec<Kind> = filled.map(|cell| Kind::of(cell)).collect();
    let all = [Kind::Number, Kind::Day, Kind::Address, Kind::Code];
    let most = all.into_iter().find(|kind| {
        let alike = found.iter().filter(|other| *other == kind).count();
        alike * 10 >= found.len() * MOST_OF_TEN
    });
    most.filter(|_| found.len() >= FEWEST).unwrap_or(Kind::Text)
}
