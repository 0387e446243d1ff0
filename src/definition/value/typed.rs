//! Cells that are a number, a day or an answer already, as a workbook holds them: no dialect is needed to understand them,
//! and none may change them. `1.234` is a little more than one here, also where a mapping says that a point parts groups.

use crate::field::FieldType;
use crate::value::{CellReader, Moment, Reading, Value, day_number, fold, moment, strip};

impl CellReader {
    /// Reads a cell that is more than a text: a number as doubles are written, with `%` where it is shown so; a day in the
    /// canonical form; `TRUE` or `FALSE`. What begins with `=` is a formula that was never computed.
    ///
    /// Placeholders and the names of values hold as for other cells. A per cent is understood where the field drops `%`,
    /// as in a text, so that a sheet and the CSV file saved from it come to the same.
    #[must_use]
    pub fn read_typed(&self, raw: &str) -> Reading {
        let cell = strip(raw);
        if cell.starts_with('=') {
            return Reading::NotUnderstood;
        }
        let folded = fold(cell);
        let named = self.values.iter().any(|(written, _)| *written == folded);
        let nothing = cell.is_empty() || self.placeholders.iter().any(|holder| *holder == folded);
        if named || nothing {
            return self.read(raw);
        }
        let value = match self.kind {
            FieldType::Number => self.typed_number(cell).map(Value::Number),
            FieldType::Boolean => match &*folded {
                "true" => Some(Value::Boolean(true)),
                "false" => Some(Value::Boolean(false)),
                _ => return self.read(raw),
            },
            FieldType::Date | FieldType::Datetime => self
                .typed_moment(cell)
                .map(|at| Value::Day(day_number(at.date))),
            FieldType::Text | FieldType::Words | FieldType::Level | FieldType::List => {
                return self.read(raw);
            }
        };
        value.map_or(Reading::NotUnderstood, Reading::Value)
    }

    /// The day and time of a cell that is more than a text, as [`Self::moment`].
    #[must_use]
    pub fn typed_moment(&self, raw: &str) -> Option<Moment> {
        // A number that is not shown as a day may still be one by the field's pattern.
        moment(strip(raw)).or_else(|| self.moment(raw))
    }

    fn typed_number(&self, cell: &str) -> Option<f64> {
        let drops_percent = || self.numbers.drops("%");
        match cell.strip_suffix('%') {
            Some(percent) if drops_percent() => double(percent),
            Some(_) => None,
            None => double(cell),
        }
    }
}

/// The double that is written there; none: it is no number.
fn double(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.filter(|_| digits.as_bytes().first().is_some_and(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{Field, Read};

    fn reader(kind: FieldType, read: Read) -> CellReader {
        CellReader::new(&Field {
            kind,
            placeholders: vec!["0".to_owned()],
            levels: vec!["1".to_owned(), "2.5".to_owned()],
            read: Some(read),
            ..Field::default()
        })
    }

    fn german() -> Read {
        Read {
            decimal: Some(",".to_owned()),
            group: Some(".".to_owned()),
            drop: Some("%".into()),
            date: Some("DD.MM.YYYY".to_owned()),
            true_words: vec!["ja".to_owned()],
            false_words: vec!["nein".to_owned()],
            values: [("7".to_owned(), String::new())].into_iter().collect(),
            ..Read::default()
        }
    }

    #[test]
    fn a_dialect_changes_no_cell_that_is_more_than_a_text() {
        let number = |number| Reading::Value(Value::Number(number));
        let day = |day| Reading::Value(Value::Day(day));
        for (kind, cell, expected) in [
            (FieldType::Number, "1.234", number(1.234)),
            (FieldType::Number, "1234.5", number(1234.5)),
            (
                FieldType::Number,
                "-0.30000000000000004",
                number(-0.300_000_000_000_000_04),
            ),
            (FieldType::Number, "1e300", number(1e300)),
            (FieldType::Number, "12.5%", number(12.5)),
            (FieldType::Number, "2024-06-01", Reading::NotUnderstood),
            (FieldType::Number, "36:00:00", Reading::NotUnderstood),
            (FieldType::Number, "=A1*2", Reading::NotUnderstood),
            (FieldType::Number, "0", Reading::Missing),
            (FieldType::Number, "7", Reading::Missing),
            (FieldType::Date, "1970-01-02", day(1)),
            (FieldType::Datetime, "1970-01-02T12:00:00", day(1)),
            (FieldType::Date, "1900-02-29", Reading::NotUnderstood),
            (FieldType::Date, "45444", Reading::NotUnderstood),
            (
                FieldType::Boolean,
                "TRUE",
                Reading::Value(Value::Boolean(true)),
            ),
            (
                FieldType::Boolean,
                "FALSE",
                Reading::Value(Value::Boolean(false)),
            ),
            (FieldType::Boolean, "1", Reading::NotUnderstood),
            (FieldType::Level, "2.5", Reading::Value(Value::Level(1))),
            (
                FieldType::Text,
                "1.5",
                Reading::Value(Value::Text("1.5".to_owned())),
            ),
            (FieldType::Text, "=A1", Reading::NotUnderstood),
        ] {
            let reading = reader(kind, german()).read_typed(cell);
            assert_eq!(reading, expected, "{kind:?} {cell}");
        }
    }

    #[test]
    fn a_text_in_the_same_column_is_read_by_the_dialect() {
        let number = reader(FieldType::Number, german());
        assert_eq!(number.read("1.234"), Reading::Value(Value::Number(1234.0)));
        assert_eq!(number.read("12,5%"), number.read_typed("12.5%"));
        let day = reader(FieldType::Date, german());
        assert_eq!(day.read("02.01.1970"), day.read_typed("1970-01-02"));
    }

    #[test]
    fn a_per_cent_is_understood_as_in_a_text() {
        for (drop, understood) in [
            (None, false),
            (Some("€"), false),
            (Some("%"), true),
            (Some(" %"), true),
        ] {
            let read = Read {
                drop: drop.map(Into::into),
                ..Read::default()
            };
            let reading = reader(FieldType::Number, read).read_typed("12.5%");
            assert_eq!(reading != Reading::NotUnderstood, understood, "{drop:?}");
        }
    }

    #[test]
    fn a_number_may_be_a_day_by_the_pattern() {
        let read = Read {
            date: Some("YYYYMMDD".to_owned()),
            ..Read::default()
        };
        let reader = reader(FieldType::Date, read);
        assert_eq!(reader.read_typed("19700102"), Reading::Value(Value::Day(1)));
    }
}
