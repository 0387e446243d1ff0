//! From a raw cell to its canonical value, in three steps so that each is worked out once: stripped, prepared, value.

use std::fmt::Write as _;

use crate::sql::dialect::{Dialect, Quoting};
use crate::sql::spelling::{JSON_TEXTS, blanks};
use crate::sql::{date, number};
use leadpact_definition::field::{Field, FieldType, ListForm};
use leadpact_definition::value::{CellReader, Reading, Value, canonical_text};

/// What stands between the elements of a list where its separator is not one plain mark.
pub(super) const UNIT: char = '\u{1f}';

/// Takes the place of a [`UNIT`] that stands in a cell.
const RECORD: &str = "\u{1e}";

/// The characters that end a word: every ASCII character but a-z and 0-9, and a few dashes, quotation marks and spaces.
/// Capitals are small already where words are cut.
const CUTS: &str =
    "[\u{1}-/:-`{-\u{7f}\u{a0}\u{2010}-\u{2015}\u{2018}-\u{201f}\u{2022}\u{2026}\u{3000}]+";

/// A column of one stage of the statement: its quoted name and what it is.
pub(super) type Column = (String, String);

/// How the cells of one column are read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// From the table.
    pub stripped: Vec<Column>,
    /// From the stripped ones.
    pub prepared: Vec<Column>,
    /// From the prepared ones.
    pub value: Vec<Column>,
}

/// The mark that stands between the elements of a list in its canonical value.
pub(super) fn mark_of(field: &Field) -> String {
    if is_json(field) {
        return UNIT.to_string();
    }
    let separator = field.separator.as_deref().unwrap_or(";");
    let mut letters = separator.chars();
    match (letters.next(), letters.next()) {
        // A backslash or a dollar sign means something where one text is put for another.
        (Some(mark), None) if mark.is_ascii_punctuation() && !matches!(mark, '\\' | '$') => {
            mark.to_string()
        }
        _ => UNIT.to_string(),
    }
}

/// Whether the elements stand in a JSON array.
pub(super) fn is_json(field: &Field) -> bool {
    field.read.as_ref().is_some_and(|read| match read.list {
        Some(ListForm::Json) => true,
        None => false,
    })
}

/// What reads a field.
pub(super) struct FieldCell<'f> {
    pub quoting: Quoting,
    pub field: &'f Field,
    pub reader: &'f CellReader,
    /// The table's column, cast to text and quoted; none: every cell is missing.
    pub from: Option<String>,
    /// The value's name, unquoted.
    pub name: &'f str,
}

impl FieldCell<'_> {
    /// The columns of each stage.
    pub fn columns(&self) -> Cell {
        let quoting = self.quoting;
        let value = quoting.name(self.name);
        let Some(from) = &self.from else {
            let nothing = quoting.cast("NULL", self.value_type());
            return Cell {
                value: vec![(value, nothing)],
                ..Cell::default()
            };
        };
        let raw = quoting.name(&format!("x_{}", self.name));
        let key = quoting.name(&format!("k_{}", self.name));
        let ready = quoting.name(&format!("r_{}", self.name));
        let mut cell = Cell::default();
        cell.stripped.push((raw.clone(), quoting.strip(from)));
        let written = self.written(&raw, &key, &ready);
        let named = self.named(&key);
        if self.needs_key() || !named.is_empty() {
            cell.prepared.push((key.clone(), quoting.fold(&raw)));
        }
        cell.prepared.extend(written.prepared);
        let mut whole = written.value;
        if !named.is_empty() {
            whole = format!("CASE {named}ELSE {whole} END");
        } else if matches!(self.field.kind, FieldType::Text) {
            whole = format!("NULLIF({key}, '')");
        }
        cell.value.push((value, whole));
        cell
    }

    fn value_type(&self) -> &'static str {
        match self.field.kind {
            FieldType::Text | FieldType::Words | FieldType::List => self.quoting.text_type(),
            FieldType::Number => self.quoting.double_type(),
            FieldType::Level | FieldType::Date | FieldType::Datetime => self.quoting.whole_type(),
            FieldType::Boolean if self.quoting.dialect == Dialect::Bigquery => "BOOL",
            FieldType::Boolean => "BOOLEAN",
        }
    }

    /// Whether the folded text is compared or cut.
    fn needs_key(&self) -> bool {
        match self.field.kind {
            FieldType::Text | FieldType::Level | FieldType::Boolean => true,
            FieldType::List => self.mark_is_separator(),
            FieldType::Words | FieldType::Number | FieldType::Date | FieldType::Datetime => false,
        }
    }

    fn mark_is_separator(&self) -> bool {
        mark_of(self.field) == self.field.separator.as_deref().unwrap_or(";")
    }

    /// The arms for placeholders and for the cells that `read: values` names.
    fn named(&self, key: &str) -> String {
        let placeholders: Vec<String> = self
            .field
            .placeholders
            .iter()
            .map(|text| canonical_text(text))
            .filter(|text| !text.is_empty() && !text.contains('\0'))
            .collect();
        let mut arms = String::new();
        if !placeholders.is_empty() {
            let texts: Vec<String> = placeholders
                .iter()
                .map(|text| self.quoting.text(text))
                .collect();
            let _ = write!(arms, "WHEN {key} IN ({}) THEN NULL ", texts.join(", "));
        }
        let mut seen: Vec<String> = placeholders;
        let values = self.field.read.iter().flat_map(|read| read.values.keys());
        for written in values {
            let folded = canonical_text(written);
            if folded.is_empty() || folded.contains('\0') || seen.contains(&folded) {
                continue;
            }
            let value = self.constant(&self.reader.read(written));
            let _ = write!(
                arms,
                "WHEN {key} = {} THEN {value} ",
                self.quoting.text(&folded)
            );
            seen.push(folded);
        }
        if !arms.is_empty() && self.field.kind == FieldType::Text {
            let _ = write!(arms, "WHEN {key} = '' THEN NULL ");
        }
        arms
    }

    /// A value that is known beforehand.
    fn constant(&self, reading: &Reading) -> String {
        let Reading::Value(value) = reading else {
            return "NULL".to_owned();
        };
        match value {
            Value::Text(text) | Value::Words(text) => self.quoting.text(text),
            Value::Number(number) => self.quoting.double(*number),
            Value::Level(level) => level.to_string(),
            Value::Boolean(true) => "TRUE".to_owned(),
            Value::Boolean(false) => "FALSE".to_owned(),
            Value::Day(day) => day.to_string(),
            Value::List(elements) => {
                let mark = mark_of(self.field);
                self.quoting
                    .text(&format!("{mark}{}{mark}", elements.join(&mark)))
            }
        }
    }

    /// How a cell is read that no name stands for. `key` is the folded text.
    fn written(&self, raw: &str, key: &str, ready: &str) -> Written {
        let quoting = self.quoting;
        match self.field.kind {
            FieldType::Text => Written::plain(key),
            FieldType::Level => {
                let mut arms = String::new();
                for (place, level) in self.reader.levels().iter().enumerate() {
                    let _ = write!(arms, "WHEN {} THEN {place} ", quoting.text(level));
                }
                Written::plain(&format!("CASE {key} {arms}END"))
            }
            FieldType::Boolean => self.boolean(key),
            FieldType::Words => {
                let cut = self.cut(&format!("({})", quoting.fold(raw)));
                Written {
                    prepared: vec![(ready.to_owned(), quoting.trim(&cut, "' '"))],
                    value: format!(
                        "CASE WHEN {ready} <> '' THEN {} END",
                        quoting.glued(&["' '", ready, "' '"])
                    ),
                }
            }
            FieldType::Number => {
                let read = self.field.read.as_ref();
                let (prepared, value) = number::prepared(quoting, read, raw, ready);
                Written {
                    prepared: vec![(ready.to_owned(), prepared)],
                    value,
                }
            }
            FieldType::Date | FieldType::Datetime => {
                let read = self.field.read.as_ref();
                let pattern = read.and_then(|read| read.date.as_deref());
                let (prepared, value) = date::prepared(quoting, pattern, raw, ready);
                Written {
                    prepared: vec![(ready.to_owned(), prepared)],
                    value,
                }
            }
            FieldType::List => self.list(raw, key, ready),
        }
    }

    /// A folded text with one space for all that stands between two words.
    fn cut(&self, folded: &str) -> String {
        let quoting = self.quoting;
        if quoting.dialect != Dialect::Snowflake {
            return quoting.replace_pattern(folded, &quoting.text(CUTS), "' '");
        }
        // Its patterns are not sure to know ranges of such characters.
        let cut: Vec<char> = ('\u{1}'..='\u{7f}')
            .filter(|letter| !letter.is_ascii_alphanumeric())
            .chain("\u{a0}\u{2022}\u{2026}\u{3000}".chars())
            .chain('\u{2010}'..='\u{2015}')
            .chain('\u{2018}'..='\u{201f}')
            .collect();
        let spaces = " ".repeat(cut.len());
        let cut = quoting.text(&cut.into_iter().collect::<String>());
        quoting.replace_pattern(
            &format!("TRANSLATE({folded}, {cut}, '{spaces}')"),
            "' +'",
            "' '",
        )
    }

    fn boolean(&self, key: &str) -> Written {
        let read = self.field.read.clone().unwrap_or_default();
        let words = |words: &[String], usual: &[&str]| {
            let words: Vec<String> = if words.is_empty() {
                usual.iter().map(|word| (*word).to_owned()).collect()
            } else {
                words.iter().map(|word| canonical_text(word)).collect()
            };
            let literals: Vec<String> = words
                .iter()
                .filter(|word| !word.contains('\0'))
                .map(|word| self.quoting.text(word))
                .collect();
            if literals.is_empty() {
                self.quoting.text("")
            } else {
                literals.join(", ")
            }
        };
        let yes = words(&read.true_words, &["true", "t", "yes", "y", "1"]);
        let no = words(&read.false_words, &["false", "f", "no", "n", "0"]);
        Written::plain(&format!(
            "CASE WHEN {key} = '' THEN NULL WHEN {key} IN ({yes}) THEN TRUE WHEN {key} IN ({no}) THEN FALSE END"
        ))
    }

    /// The elements with the mark before, between and after them; space around an element is gone.
    fn list(&self, raw: &str, key: &str, ready: &str) -> Written {
        let quoting = self.quoting;
        let separator = self.field.separator.as_deref().unwrap_or(";");
        let mark = mark_of(self.field);
        let (mark_text, space) = (quoting.text(&mark), blanks());
        let around: String = mark.chars().map(date::escaped).collect();
        let around = quoting.text(&format!("[{space}]*{around}[{space}]*"));
        let (from, folded) = if is_json(self.field) {
            let texts = quoting.json_texts(raw, &quoting.text(&UNIT.to_string()));
            // The first and the last text have no mark on one side.
            let texts = quoting.trim(&texts, &quoting.text(&blanks()));
            let written = quoting.matches(raw, JSON_TEXTS);
            let cut = format!("CASE WHEN {written} THEN {texts} END");
            (ready.to_owned(), Some(cut))
        } else if self.mark_is_separator() {
            (key.to_owned(), None)
        } else {
            let (unit, record) = (quoting.text(&UNIT.to_string()), quoting.text(RECORD));
            let kept = format!("replace({raw}, {unit}, {record})");
            let cut = format!("replace({kept}, {}, {unit})", quoting.text(separator));
            (ready.to_owned(), Some(cut))
        };
        let mut even = quoting.replace_pattern(&from, &around, &mark_text);
        if quoting.dialect == Dialect::Duckdb && folded.is_none() {
            // Most cells have no space, and patterns are slow there.
            even = format!(
                "CASE WHEN {} THEN {even} ELSE {from} END",
                quoting.has_space(&from)
            );
        }
        let even = if folded.is_some() {
            quoting.fold(&even)
        } else {
            even
        };
        Written {
            prepared: folded
                .map(|cut| (ready.to_owned(), cut))
                .into_iter()
                .collect(),
            value: format!(
                "CASE WHEN {} THEN {} END",
                quoting.has_more_than(&from, &mark),
                quoting.glued(&[&mark_text, &even, &mark_text])
            ),
        }
    }
}

/// How a cell is read.
struct Written {
    prepared: Vec<Column>,
    value: String,
}

impl Written {
    fn plain(value: &str) -> Self {
        Self {
            prepared: Vec::new(),
            value: value.to_owned(),
        }
    }
}

impl Quoting {
    /// Texts one after another.
    #[expect(
        clippy::unused_self,
        reason = "written like the spellings beside it, which differ by engine"
    )]
    pub(crate) fn glued(self, parts: &[&str]) -> String {
        format!("({})", parts.join(" || "))
    }
}
