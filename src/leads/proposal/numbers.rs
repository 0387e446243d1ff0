//! Finding out how the numbers of a column are written.

use indexmap::IndexMap;

use leadpact_definition::field::{Field, FieldType, Grouping, NumberForm, Read};
use leadpact_definition::scalar::Drops;
use leadpact_definition::value::{CellReader, Reading, Value, strip};

/// The usual pairs of decimal mark and mark between groups of three digits, the plain one first.
const MARKS: [(Option<&str>, Option<&str>); 9] = [
    (None, None),
    (None, Some(",")),
    (Some(","), Some(".")),
    (Some(","), Some(" ")),
    (Some(","), Some("\u{a0}")),
    (Some(","), Some("\u{202f}")),
    (None, Some("'")),
    (None, Some("’")),
    (None, Some(" ")),
];

/// What may stand beside a number without changing it: signs and codes of currencies, per cent.
const SIGNS: [&str; 54] = [
    "€", "$", "£", "¥", "￥", "₹", "₽", "₩", "₺", "₴", "₫", "₪", "฿", "₦", "%", "％", "zł", "kč",
    "kr", "kr.", "ft", "lei", "円", "元", "원", "fr.", "r$", "us$", "a$", "c$", "ca$", "au$",
    "nz$", "s$", "hk$", "nt$", "mx$", "chf", "eur", "usd", "gbp", "jpy", "brl", "cad", "aud",
    "inr", "sek", "nok", "dkk", "pln", "czk", "huf", "mxn", "zar",
];

/// How the numbers of a column are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Numbers {
    /// Only decimal, group and drop are set; none: as they are read already, or it cannot be told.
    pub read: Option<Read>,
    /// What a person should know about it.
    pub note: Option<String>,
}

/// Tries the usual marks on all cells. Of several that fit equally many rows the first is taken, when they give the same
/// numbers; else it stays open. `given`: how the rule file reads them.
pub(super) fn numbers(cells: &[(&str, u64)], given: Option<&Read>) -> Numbers {
    let plain = Read::default();
    let as_given = try_read(given.unwrap_or(&plain), cells);
    let signs = signs(cells);
    let drop = (!signs.is_empty()).then(|| Drops(signs.clone()));
    let marked = |(decimal, group): (Option<&str>, Option<&str>)| Read {
        decimal: decimal.map(str::to_owned),
        group: group.map(str::to_owned),
        drop: drop.clone(),
        ..Read::default()
    };
    let tried: Vec<Tried> = MARKS
        .into_iter()
        .map(|marks| try_read(&marked(marks), cells))
        .collect();
    // What only these ways read: groups of two digits, and doubles as software writes them.
    let last = [
        is_indian(cells, &signs).then(|| Read {
            grouping: Some(Grouping::Indian),
            ..marked((None, Some(",")))
        }),
        Some(Read {
            number: Some(NumberForm::Float),
            ..marked((None, None))
        }),
        Some(Read {
            number: Some(NumberForm::Float),
            ..marked((Some(","), None))
        }),
    ];
    let last = last.into_iter().flatten();
    let final_ones: Vec<Tried> = last.map(|read| try_read(&read, cells)).collect();
    let most = |tried: &[Tried], least: u64| -> Option<usize> {
        let tried = tried.iter().enumerate();
        let better = tried.filter(|(_, one)| one.rows > least);
        let best = better.min_by_key(|(_, one)| std::cmp::Reverse(one.rows));
        best.map(|(place, _)| place)
    };
    let usual = most(&tried, as_given.rows).and_then(|place| tried.get(place));
    let known = usual.map_or(as_given.rows, |one| one.rows);
    let better = most(&final_ones, known)
        .and_then(|place| final_ones.get(place))
        .or(usual);
    let best = better.unwrap_or(&as_given);
    let declared = better.is_none() && given.is_some();
    let mut rivals = tried
        .iter()
        .filter(|other| other.rows == best.rows && contradicts(best, other));
    match rivals.next() {
        Some(rival) if !declared => Numbers {
            read: None,
            note: Some(open(cells, best, rival)),
        },
        _ => Numbers {
            read: better.map(|better| better.read.clone()),
            note: mixed(better, &signs).or_else(|| left_over(cells, best)),
        },
    }
}

/// Whether all cells with a comma are numbers in groups of two before the last three digits, and one has two commas.
fn is_indian(cells: &[(&str, u64)], signs: &[String]) -> bool {
    let plain = cells.iter().map(|(cell, _)| {
        let bare = |cell: String, sign: &String| cell.replace(sign.as_str(), "");
        signs.iter().fold((*cell).to_owned(), bare)
    });
    let marked: Vec<String> = plain.filter(|cell| cell.contains(',')).collect();
    marked.iter().any(|cell| cell.matches(',').count() > 1)
        && marked.iter().all(|cell| is_in_twos(cell))
}

/// Where several signs are left out: they may be several currencies.
fn mixed(better: Option<&Tried>, signs: &[String]) -> Option<String> {
    (better.is_some() && signs.len() > 1).then(|| {
        format!(
            "'{}' stand in the cells and are left out: amounts in several currencies are not the same",
            signs.join("' and '")
        )
    })
}

fn is_in_twos(cell: &str) -> bool {
    let whole = strip(cell).trim_start_matches(['-', '+']);
    let whole = whole.split_once('.').map_or(whole, |(whole, _)| whole);
    let groups: Vec<&str> = whole.split(',').collect();
    let digits = groups
        .iter()
        .all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let Some(([first, middle @ ..], last)) = groups.split_last().map(|(last, rest)| (rest, last))
    else {
        return false;
    };
    digits
        && last.len() == 3
        && middle.iter().all(|group| group.len() == 2)
        && (1..=2).contains(&first.len())
}

struct Tried {
    read: Read,
    rows: u64,
    numbers: Vec<Option<f64>>,
}

fn try_read(read: &Read, cells: &[(&str, u64)]) -> Tried {
    let reader = CellReader::new(&Field {
        kind: FieldType::Number,
        read: Some(read.clone()),
        ..Field::default()
    });
    let numbers: Vec<Option<f64>> = cells
        .iter()
        .map(|(cell, _)| match reader.read(cell) {
            Reading::Value(Value::Number(number)) => Some(number),
            Reading::Value(_) | Reading::Missing | Reading::NotUnderstood => None,
        })
        .collect();
    let understood = cells.iter().zip(&numbers).filter(|(_, n)| n.is_some());
    Tried {
        read: read.clone(),
        rows: understood.map(|((_, rows), _)| rows).sum(),
        numbers,
    }
}

/// Whether two ways read some cell as different numbers.
fn contradicts(a: &Tried, b: &Tried) -> bool {
    let mut both = a.numbers.iter().zip(&b.numbers);
    both.any(|(a, b)| matches!((a, b), (Some(a), Some(b)) if (a - b).abs() > 1e-9))
}

/// The signs that stand before or behind the numbers, with the hard space beside them, the longest first.
fn signs(cells: &[(&str, u64)]) -> Vec<String> {
    let mut signs: IndexMap<&str, u64> = IndexMap::new();
    for (cell, rows) in cells {
        if let Some((before, behind)) = around(cell) {
            let beside = if before.is_empty() { behind } else { before };
            let alone = before.is_empty() || behind.is_empty();
            if alone && is_sign(beside) {
                *signs.entry(beside).or_default() += rows;
            }
        }
    }
    let mut signs: Vec<String> = signs.into_keys().map(str::to_owned).collect();
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.len()));
    signs
}

/// What stands before the first and behind the last digit, without plain spaces and without the number's own sign.
fn around(cell: &str) -> Option<(&str, &str)> {
    let first = cell.find(|letter: char| letter.is_ascii_digit())?;
    let last = cell.rfind(|letter: char| letter.is_ascii_digit())?;
    let before = strip(cell.get(..first)?);
    let before = before.trim_matches(['+', '-']);
    Some((strip(before), strip(cell.get(last + 1..)?)))
}

fn is_sign(text: &str) -> bool {
    let bare = text
        .trim_matches([' ', '\u{a0}', '\u{202f}'])
        .to_lowercase();
    SIGNS.contains(&bare.as_str())
}

fn open(cells: &[(&str, u64)], best: &Tried, rival: &Tried) -> String {
    let mut numbers = cells.iter().zip(best.numbers.iter().zip(&rival.numbers));
    let shown = numbers.find_map(|((cell, _), numbers)| match numbers {
        (Some(a), Some(b)) if (a - b).abs() > 1e-9 => Some(format!("'{cell}' can be {a} or {b}")),
        _ => None,
    });
    format!(
        "{}, and no cell decides: write `read: {}` or `read: {}`",
        shown.unwrap_or_default(),
        in_words(&best.read),
        in_words(&rival.read)
    )
}

fn in_words(read: &Read) -> String {
    let drop = read.drop.as_ref().map(ToString::to_string);
    let marks = [
        ("decimal", &read.decimal),
        ("group", &read.group),
        ("drop", &drop),
    ];
    let set: Vec<String> = marks
        .into_iter()
        .filter_map(|(key, mark)| Some(format!("{key}: \"{}\"", mark.as_ref()?)))
        .collect();
    let forms = [
        read.grouping.map(|grouping| match grouping {
            Grouping::Indian => "grouping: indian".to_owned(),
        }),
        read.number.map(|number| match number {
            NumberForm::Float => "number: float".to_owned(),
        }),
    ];
    let set: Vec<String> = set.into_iter().chain(forms.into_iter().flatten()).collect();
    if set.is_empty() {
        // The canonical form, which has no group mark.
        return "{decimal: \".\"}".to_owned();
    }
    format!("{{{}}}", set.join(", "))
}

/// What to do about the cells that are no numbers in any way.
fn left_over(cells: &[(&str, u64)], best: &Tried) -> Option<String> {
    let mut rest = cells.iter().zip(&best.numbers);
    let ((cell, _), _) =
        rest.find(|((cell, _), number)| number.is_none() && around(cell).is_some())?;
    Some(format!(
        "'{cell}' is no number: name what it stands for under `read: {{values: ...}}`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cells: &[&str]) -> (Option<String>, Option<String>) {
        let cells: Vec<(&str, u64)> = cells.iter().map(|cell| (*cell, 1)).collect();
        let numbers = numbers(&cells, None);
        (numbers.read.as_ref().map(in_words), numbers.note)
    }

    #[test]
    fn marks_and_signs_are_found() {
        for (cells, read) in [
            (&["1", "2.5", "-3"][..], None),
            (
                &["€ 3.500,00", "€ 12,50"],
                Some("{decimal: \",\", group: \".\", drop: \"€\"}"),
            ),
            (&["$22,700.00", "$5"], Some("{group: \",\", drop: \"$\"}")),
            (&["146536,25", "7"], Some("{decimal: \",\", group: \".\"}")),
            (
                &["1\u{a0}234,5\u{a0}€"],
                Some("{decimal: \",\", group: \"\u{a0}\", drop: \"\u{a0}€\"}"),
            ),
            (
                &["R$ 1.000,00", "R$ -5,10"],
                Some("{decimal: \",\", group: \".\", drop: \"R$\"}"),
            ),
            (&["12.5 %", "3%"], Some("{drop: \"%\"}")),
            (&["CHF 1'234.50"], Some("{group: \"'\", drop: \"CHF\"}")),
            (&["1,234,567", "12"], Some("{group: \",\"}")),
        ] {
            assert_eq!(told(cells).0.as_deref(), read, "{cells:?}");
        }
    }

    #[test]
    fn groups_of_two_are_told_from_groups_of_three() {
        assert_eq!(
            told(&["1,00,000", "12,34,567"]).0.as_deref(),
            Some("{group: \",\", grouping: indian}")
        );
        assert_eq!(
            told(&["1,00,000", "1,000,000"]).0.as_deref(),
            Some("{group: \",\"}")
        );
    }

    #[test]
    fn doubles_as_software_writes_them_are_read() {
        for cells in [
            &["0.3333333333333333", "5.000000000000001", "7"][..],
            &["1.2E+03", "5"],
            &[".5", "1234."],
        ] {
            assert_eq!(
                told(cells).0.as_deref(),
                Some("{number: float}"),
                "{cells:?}"
            );
        }
        assert_eq!(told(&["nan", "inf"]).0, None);
        assert_eq!(told(&["1.5", "2"]).0, None, "read as it is");
    }

    #[test]
    fn several_signs_are_left_out_and_told() {
        let (read, note) = told(&["5.00 EUR", "€ 7.00", "€ 8.25"]);
        assert!(read.expect("a reading").contains("drop: "));
        assert!(note.expect("a note").contains("several currencies"));
    }

    #[test]
    fn a_mark_that_can_be_both_stays_open() {
        let (read, note) = told(&["1,234", "5"]);
        assert_eq!(read, None);
        assert_eq!(
            note.as_deref(),
            Some(
                "'1,234' can be 1234 or 1.234, and no cell decides: write `read: {group: \",\"}` or `read: {decimal: \",\", group: \".\"}`"
            )
        );
        let (read, note) = told(&["1.234", "500"]);
        assert_eq!(read, None);
        assert!(
            note.expect("note")
                .starts_with("'1.234' can be 1.234 or 1234, and no cell decides")
        );
        assert_eq!(told(&["1.234", "5.6"]), (None, None));
        assert_eq!(
            told(&["1,234", "5,6"]).0.as_deref(),
            Some("{decimal: \",\", group: \".\"}")
        );
    }

    #[test]
    fn what_is_more_than_a_number_is_said() {
        let (read, note) = told(&["11-50", "51-200", "5"]);
        assert_eq!(read, None);
        assert!(note.expect("note").starts_with("'11-50' is no number"));
        assert_eq!(told(&["5k", "6k"]).0, None, "k is a thousand, not a sign");
    }
}
