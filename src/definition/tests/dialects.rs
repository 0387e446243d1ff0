//! How cells of other countries and programs are read, with values worked out by hand.

use crate::field::{Field, FieldType, Read};
use crate::value::{CellReader, Reading, Value};

fn number(read: Read, cell: &str) -> Option<f64> {
    let reader = CellReader::new(&Field {
        kind: FieldType::Number,
        read: Some(read),
        ..Field::default()
    });
    match reader.read(cell) {
        Reading::Value(Value::Number(number)) => Some(number),
        Reading::NotUnderstood => None,
        other @ (Reading::Value(_) | Reading::Missing) => panic!("{cell:?} is {other:?}"),
    }
}

fn marks(decimal: &str, group: &str, drop: &str) -> Read {
    let some = |mark: &str| (!mark.is_empty()).then(|| mark.to_owned());
    Read {
        decimal: some(decimal),
        group: some(group),
        drop: some(drop).map(Into::into),
        ..Read::default()
    }
}

#[test]
fn numbers_of_other_countries() {
    for (decimal, group, drop, cell, expected) in [
        (",", ".", "€", "€ 3.500,00", Some(3500.0)),
        (",", ".", "€", "3.500 €", Some(3500.0)),
        (",", ".", "", "-1.234,5", Some(-1234.5)),
        (",", "", "", "146536,25", Some(146_536.25)),
        (
            ",",
            "\u{a0}",
            "\u{a0}€",
            "1\u{a0}234,5\u{a0}€",
            Some(1234.5),
        ),
        (
            ",",
            "\u{202f}",
            "\u{a0}€",
            "12\u{202f}345,67\u{a0}€",
            Some(12_345.67),
        ),
        (",", ".", "R$", "R$ 1.000.000,01", Some(1_000_000.01)),
        ("", ",", "$", "$22,700.00", Some(22_700.0)),
        ("", ",", "US$", "US$ 22,700", Some(22_700.0)),
        ("", "'", "CHF", "CHF 1'234.50", Some(1234.5)),
        ("", "", "%", "12.5%", Some(12.5)),
        (",", "", "%", "12,5 %", Some(12.5)),
        (",", ".", "€", "3,500.00", None),
        (",", ".", "€", "1.5", None),
        ("", ",", "$", "$22,70", None),
        ("", ",", "$", "€ 5", None),
        (",", "\u{a0}", "", "1 234,5", None),
        (",", ".", "", "１２", None),
    ] {
        assert_eq!(
            number(marks(decimal, group, drop), cell),
            expected,
            "{cell}"
        );
    }
}
