//! A cell becomes a value, once and in the same way for every engine.

mod number;
mod typed;

pub use number::{NumberReader, number};

use std::borrow::Cow;

use jiff::civil::{Date, Time};

use crate::{
    date::{Day, pattern::DatePattern},
    field::{Field, FieldType, ListForm},
};

/// What a cell holds, in the form that conditions compare.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Stripped and folded.
    Text(String),
    /// The words in order, folded, each with one space before and one after the last: ` head of sales `.
    Words(String),
    /// A double.
    Number(f64),
    /// The place among the field's levels, 0 the lowest.
    Level(usize),
    /// Yes or no.
    Boolean(bool),
    /// Days since 1970-01-01, of the date as written.
    Day(i32),
    /// The elements, stripped and folded, none empty.
    List(Vec<String>),
}

/// What reading a cell came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A value.
    Value(Value),
    /// Empty, a placeholder, or without an element or word.
    Missing,
    /// Something stands there that is no value of the field's type. Counts as missing and is reported.
    NotUnderstood,
}

impl Reading {
    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Missing | Self::NotUnderstood => None,
        }
    }
}

/// What stands around a cell and does not count: space, tab, CR, LF, the hard and the narrow space, the space as wide as a
/// digit, and the mark that some programs put before a text (U+FEFF).
pub const BLANKS: [char; 8] = [
    ' ', '\t', '\r', '\n', '\u{a0}', '\u{202f}', '\u{2007}', '\u{feff}',
];

/// Takes [`BLANKS`] off both ends, and nothing else.
#[must_use]
pub fn strip(cell: &str) -> &str {
    // All of them but the four in ASCII have bytes above 127 only.
    let clean = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if clean(cell.as_bytes().first()) && clean(cell.as_bytes().last()) {
        return cell;
    }
    cell.trim_matches(BLANKS)
}

/// Makes A-Z small, and nothing else.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// Strips and folds, as every text, rule argument and placeholder is.
#[must_use]
pub fn canonical_text(text: &str) -> String {
    fold(strip(text)).into_owned()
}

/// The words of a text as [`Value::Words`] holds them; empty when there is no word.
#[must_use]
pub fn words(text: &str) -> String {
    let folded = fold(text);
    let mut words = String::with_capacity(folded.len() + 2);
    for word in folded.split(cuts_words).filter(|word| !word.is_empty()) {
        words.push(' ');
        words.push_str(word);
    }
    if !words.is_empty() {
        words.push(' ');
    }
    words
}

fn cuts_words(letter: char) -> bool {
    if letter.is_ascii() {
        return !letter.is_ascii_lowercase() && !letter.is_ascii_digit();
    }
    matches!(
        letter,
        '\u{a0}' | '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '\u{2022}' | '\u{2026}' | '\u{3000}'
    )
}

/// A day with the time of day and the distance from UTC, where they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The date as written.
    pub date: Date,
    /// The time as written; none: only a date stands there.
    pub time: Option<Time>,
    /// Seconds east of UTC; none: local time.
    pub offset: Option<i32>,
}

/// Reads a date with an optional time, the whole cell: `2025-12-02`, `2025-12-02T23:30:00-05:00`.
#[must_use]
pub fn moment(text: &str) -> Option<Moment> {
    let Day(date) = Day::parse(text.get(..10)?)?;
    behind(date, text.get(10..)?)
}

/// The moment of a day with what stands behind the date: nothing, or a time in the canonical form.
pub(super) fn behind(date: Date, rest: &str) -> Option<Moment> {
    if rest.is_empty() {
        return Some(Moment {
            date,
            time: None,
            offset: None,
        });
    }
    let rest = rest.strip_prefix(['T', ' '])?;
    let (time, rest) = time_of_day(rest)?;
    Some(Moment {
        date,
        time: Some(time),
        offset: offset(rest)?,
    })
}

/// The days since 1970-01-01.
#[must_use]
pub fn day_number(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    epoch.until(date).map_or(0, |span| span.get_days())
}

fn two_digits(text: &str) -> Option<(i8, &str)> {
    let [tens, ones, ..] = *text.as_bytes() else {
        return None;
    };
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok())
        .flatten()
        .zip(text.get(2..))
}

/// `HH:MM[:SS[.f]]` at the start, and what follows it.
fn time_of_day(text: &str) -> Option<(Time, &str)> {
    let (hour, rest) = two_digits(text)?;
    let (minute, rest) = two_digits(rest.strip_prefix(':')?)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => two_digits(rest)?,
        None => return Some((Time::new(hour, minute, 0, 0).ok()?, rest)),
    };
    let (nanosecond, rest) = fraction(rest)?;
    Some((Time::new(hour, minute, second, nanosecond).ok()?, rest))
}

/// The nanoseconds of a fraction such as `.25`, 0 when there is none, and what follows it.
pub(super) fn fraction(text: &str) -> Option<(i32, &str)> {
    let Some(rest) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = rest.split_at_checked(length)?;
    let shown: i32 = digits.get(..length.min(9))?.parse().ok()?;
    let scale = 10_i32.pow(9 - u32::try_from(length.min(9)).ok()?);
    Some((shown * scale, rest))
}

/// Nothing, `Z`, `+HH:MM` or `-HH:MM`, and that is all.
#[expect(
    clippy::option_option,
    reason = "outside: was it understood; inside: is there one"
)]
fn offset(text: &str) -> Option<Option<i32>> {
    match text {
        "" => return Some(None),
        "Z" => return Some(Some(0)),
        _ => {}
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, rest) = two_digits(text.strip_prefix(['+', '-'])?)?;
    let (minutes, rest) = two_digits(rest.strip_prefix(':')?)?;
    (rest.is_empty() && hours < 24 && minutes < 60)
        .then(|| Some(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60)))
}

/// Reads the cells of one field.
#[derive(Clone, Debug)]
pub struct CellReader {
    kind: FieldType,
    levels: Vec<String>,
    placeholders: Vec<String>,
    separator: String,
    numbers: NumberReader,
    list: Option<ListForm>,
    values: Vec<(String, String)>,
    /// A pattern that is not understood fits no cell.
    date: Option<DatePattern>,
    yes: Vec<String>,
    no: Vec<String>,
}

impl CellReader {
    /// A reader for cells of `field`.
    #[must_use]
    pub fn new(field: &Field) -> Self {
        let texts = |list: &[String]| list.iter().map(|text| canonical_text(text)).collect();
        let read = field.read.clone().unwrap_or_default();
        let or = |list: &[String], usual: &[&str]| -> Vec<String> {
            if list.is_empty() {
                usual.iter().map(ToString::to_string).collect()
            } else {
                list.iter().map(|text| canonical_text(text)).collect()
            }
        };
        Self {
            kind: field.kind,
            levels: texts(&field.levels),
            placeholders: texts(&field.placeholders),
            separator: field.separator.clone().unwrap_or_else(|| ";".into()),
            yes: or(&read.true_words, &["true", "t", "yes", "y", "1"]),
            no: or(&read.false_words, &["false", "f", "no", "n", "0"]),
            values: read
                .values
                .iter()
                .map(|(cell, value)| (canonical_text(cell), value.clone()))
                .collect(),
            numbers: NumberReader::new(&read),
            list: read.list,
            date: read
                .date
                .map(|pattern| DatePattern::parse(&pattern).unwrap_or_default()),
        }
    }

    /// The kind of value that cells of the field hold.
    #[must_use]
    pub fn kind(&self) -> FieldType {
        self.kind
    }

    /// The levels in canonical form, lowest first; empty for other types.
    #[must_use]
    pub fn levels(&self) -> &[String] {
        &self.levels
    }

    /// The place of a level, 0 the lowest.
    #[must_use]
    pub fn level(&self, text: &str) -> Option<usize> {
        let text = canonical_text(text);
        self.levels.iter().position(|level| *level == text)
    }

    /// Reads a raw cell.
    #[must_use]
    pub fn read(&self, raw: &str) -> Reading {
        let cell = strip(raw);
        let folded = fold(cell);
        if cell.is_empty() || self.placeholders.iter().any(|holder| *holder == folded) {
            return Reading::Missing;
        }
        match self.values.iter().find(|(written, _)| *written == folded) {
            Some((_, value)) if strip(value).is_empty() => Reading::Missing,
            // What `values` names stands in the canonical form already.
            Some((_, value)) => self.read_written(strip(value), &fold(strip(value)), false),
            None => self.read_written(cell, &folded, true),
        }
    }

    /// As [`Self::read`], in the memory of `spare` where that can be.
    #[must_use]
    pub(crate) fn read_with(&self, raw: &str, spare: Option<Value>) -> Reading {
        if self.kind != FieldType::Text || !self.values.is_empty() {
            return self.read(raw);
        }
        let mut text = match spare {
            Some(Value::Text(spare)) => spare,
            _ => String::new(),
        };
        text.clear();
        text.push_str(strip(raw));
        text.make_ascii_lowercase();
        if text.is_empty() || self.placeholders.contains(&text) {
            Reading::Missing
        } else {
            Reading::Value(Value::Text(text))
        }
    }

    /// `dialect`: whether the cell is written as `read` declares, or in the canonical form.
    fn read_written(&self, cell: &str, folded: &str, dialect: bool) -> Reading {
        let understood =
            |value: Option<Value>| value.map_or(Reading::NotUnderstood, Reading::Value);
        match self.kind {
            FieldType::Text => Reading::Value(Value::Text(folded.to_owned())),
            FieldType::Words => {
                let words = words(folded);
                if words.is_empty() {
                    Reading::Missing
                } else {
                    Reading::Value(Value::Words(words))
                }
            }
            FieldType::Number if dialect => understood(self.numbers.read(cell).map(Value::Number)),
            FieldType::Number => understood(number(cell).map(Value::Number)),
            FieldType::Level => understood(
                self.levels
                    .iter()
                    .position(|level| *level == folded)
                    .map(Value::Level),
            ),
            FieldType::Boolean => understood(if self.yes.iter().any(|word| *word == folded) {
                Some(Value::Boolean(true))
            } else if self.no.iter().any(|word| *word == folded) {
                Some(Value::Boolean(false))
            } else {
                None
            }),
            FieldType::Date | FieldType::Datetime => understood(
                self.date(cell, dialect)
                    .map(|at| Value::Day(day_number(at.date))),
            ),
            FieldType::List => match self.elements(cell, dialect) {
                None => Reading::NotUnderstood,
                Some(elements) if elements.is_empty() => Reading::Missing,
                Some(elements) => Reading::Value(Value::List(elements)),
            },
        }
    }

    /// The elements, none of them empty; none: they are not written as declared.
    fn elements(&self, cell: &str, dialect: bool) -> Option<Vec<String>> {
        let texts: Vec<Cow<'_, str>> = match self.list.filter(|_| dialect) {
            None => cell.split(self.separator.as_str()).map(Cow::from).collect(),
            Some(ListForm::Json) => {
                let texts: Vec<String> = serde_json::from_str(cell).ok()?;
                // No database can keep the first, and the second parts the elements there.
                if texts.iter().any(|text| text.contains(['\0', '\u{1f}'])) {
                    return None;
                }
                texts.into_iter().map(Cow::from).collect()
            }
        };
        let elements = texts.iter().map(|text| canonical_text(text));
        Some(elements.filter(|element| !element.is_empty()).collect())
    }

    /// The day and time of a cell of a date or datetime field, for the clocks of promises.
    #[must_use]
    pub fn moment(&self, raw: &str) -> Option<Moment> {
        self.date(strip(raw), true)
    }

    fn date(&self, cell: &str, dialect: bool) -> Option<Moment> {
        match self.date.as_ref().filter(|_| dialect) {
            None => moment(cell),
            Some(pattern) => pattern.read(cell),
        }
    }
}
