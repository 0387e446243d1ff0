//! Finding out how the numbers of a column are written.

use indexmap::IndexMap;

use leadpact_definition::field::{Field, FieldType, Read};
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
    let drop = sign(cells);
    let tried: Vec<Tried> = MARKS
        .into_iter()
        .map(|(decimal, group)| {
            let read = Read {
                decimal: decimal.map(str::to_owned),
                group: group.map(str::to_owned),
                drop: drop.clone().map(Into::into),
                ..Read::default()
            };
            try_read(&read, cells)
        })
        .collect();
    let better = tried
        .iter()
        .filter(|one| one.rows > as_given.rows)
        .min_by_key(|one| std::cmp::Reverse(one.rows));
    let indian = indian(cells);
    let better = indian
        .as_ref()
        .filter(|one| one.rows > better.map_or(as_given.rows, |better| better.rows))
        .or(better);
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
            note: left_over(cells, best),
        },
    }
}

/// Numbers in groups of two before the last three digits, `12,34,567`, read by leaving the marks out; none: no cell is
/// written so, or one is written in another way with the same mark.
fn indian(cells: &[(&str, u64)]) -> Option<Tried> {
    let marked = cells.iter().filter(|(cell, _)| cell.contains(','));
    let all = marked.clone().all(|(cell, _)| is_indian(cell));
    let twos = marked
        .clone()
        .any(|(cell, _)| cell.matches(',').count() > 1);
    let read = Read {
        drop: Some(",".into()),
        ..Read::default()
    };
    (all && twos).then(|| try_read(&read, cells))
}

fn is_indian(cell: &str) -> bool {
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

/// The sign that stands before or behind most of the numbers, with the hard space beside it.
fn sign(cells: &[(&str, u64)]) -> Option<String> {
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
    let most = signs.into_iter().max_by_key(|(_, rows)| *rows);
    most.map(|(sign, _)| sign.to_owned())
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
    fn groups_of_two_are_read_by_leaving_the_marks_out() {
        assert_eq!(
            told(&["1,00,000", "12,34,567"]).0.as_deref(),
            Some("{drop: \",\"}")
        );
        assert_eq!(
            told(&["1,00,000", "1,000,000"]).0.as_deref(),
            Some("{group: \",\"}")
        );
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
