//! What is said of a file, so that it need not be found.

use std::fmt;

use csv::ReaderBuilder;

use crate::encoding::Encoding;
use crate::source::Delimiter;

/// What is said of a file, so that it need not be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// What separates its cells; none: found in the first rows.
    pub delimiter: Option<Delimiter>,
    /// How its letters are written; none: found in the first bytes. A byte order mark comes before both.
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook, by its name or its number from 1; none: the first that is not hidden.
    pub sheet: Option<String>,
    /// So many lines stand above the header, or above the first row where names are given; none: the header is found.
    pub skip_rows: Option<u64>,
    /// The names of the columns, where the file has no header.
    pub header: Option<HeaderNames>,
    /// So many rows at the end are no leads; none: the foot of a report is found.
    pub skip_last: Option<u32>,
}

/// The names of the columns of a file without a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderNames {
    /// In the order of the columns.
    Given(Vec<String>),
    /// By the place of each column: `column:1`, `column:2`.
    Places,
}

/// What stands before the number of a column that is named by its place.
const PLACE: &str = "column:";

impl HeaderNames {
    /// Reads names that are separated by commas, or `none`. A name with a comma stands in quotation marks.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self::Places);
        }
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let (Some(Ok(first)), None) = (records.next(), records.next()) else {
            return Err("write the names on one line with commas between them, or none".to_owned());
        };
        let names: Vec<String> = first.iter().map(str::to_owned).collect();
        if names.iter().all(String::is_empty) {
            return Err("write the names with commas between them, or none".to_owned());
        }
        Ok(Self::Given(names))
    }

    /// What the column at a place, counted from 1, is called.
    #[must_use]
    pub fn of_place(place: usize) -> String {
        format!("{PLACE}{place}")
    }

    /// The place, counted from 1, that a name of the form `column:3` means; none for any other name.
    #[must_use]
    pub fn place_of(name: &str) -> Option<usize> {
        let number = name.strip_prefix(PLACE)?;
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        number.parse().ok().filter(|place| is_number && *place > 0)
    }
}

impl fmt::Display for HeaderNames {
    /// As [`Self::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Places => f.write_str("none"),
            Self::Given(names) => {
                let quoted = names.iter().map(|name| {
                    let needs_marks = name.contains([',', '"', '\n']);
                    let doubled = || format!("\"{}\"", name.replace('"', "\"\""));
                    if needs_marks { doubled() } else { name.clone() }
                });
                f.write_str(&quoted.collect::<Vec<_>>().join(","))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_separated_by_commas_or_come_from_places() {
        let given = |names: &[&str]| {
            Ok(HeaderNames::Given(
                names.iter().map(ToString::to_string).collect(),
            ))
        };
        assert_eq!(
            HeaderNames::parse("id, Job Title,\"a, b\","),
            given(&["id", "Job Title", "a, b", ""])
        );
        assert_eq!(HeaderNames::parse("none"), Ok(HeaderNames::Places));
        for wrong in ["", ",", "a\nb"] {
            assert!(HeaderNames::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_place_is_a_number_from_1() {
        for (name, place) in [
            ("column:3", Some(3)),
            ("column:0", None),
            ("column:+3", None),
            ("column: 3", None),
            ("column3", None),
        ] {
            assert_eq!(HeaderNames::place_of(name), place, "{name}");
        }
        assert_eq!(HeaderNames::place_of(&HeaderNames::of_place(7)), Some(7));
    }
}
