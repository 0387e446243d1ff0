//! Conditions: each becomes an expression that is TRUE or FALSE, never NULL.

use crate::sql::cell::is_json;
use crate::sql::spelling::joined;
use crate::sql::writer::Writer;
use leadpact_definition::compiled::{Check, FieldCheck, Operator};
use leadpact_definition::condition::ScoreTest;
use leadpact_definition::field::FieldType;

const TRUE: &str = "TRUE";
const FALSE: &str = "FALSE";

impl Writer<'_> {
    /// A condition in brackets where it needs them.
    pub fn check(&mut self, check: &Check) -> String {
        match check {
            Check::All(parts) => self.parts(parts, " AND ", TRUE),
            Check::Any(parts) => self.parts(parts, " OR ", FALSE),
            Check::None(parts) if parts.is_empty() => TRUE.to_owned(),
            Check::None(parts) => format!("(NOT {})", self.parts(parts, " OR ", FALSE)),
            Check::AtLeastOf(least, parts) => {
                let counted: Vec<String> = parts
                    .iter()
                    .map(|part| format!("CASE WHEN {} THEN 1 ELSE 0 END", self.check(part)))
                    .collect();
                if counted.is_empty() {
                    return if *least == 0 { TRUE } else { FALSE }.to_owned();
                }
                format!("(({}) >= {least})", joined(&counted, " + "))
            }
            Check::Field(FieldCheck(field, operator)) => self.field_check(*field, operator),
            Check::Event(event) => self.event_check(*event),
            Check::AnyEvent(any) => self.any_event_check(any),
            Check::Score(score, test) => two_valued(&score_test(&self.score_name(*score), *test)),
            Check::Grade(_, places) if places.is_empty() => FALSE.to_owned(),
            Check::Grade(grade, places) => {
                let places: Vec<String> = places.iter().map(ToString::to_string).collect();
                let grade = self.grade_name(*grade);
                two_valued(&format!("{grade} IN ({})", places.join(", ")))
            } // Only promises ask for a stage, and they are not part of a score.
        }
    }

    fn parts(&mut self, parts: &[Check], operator: &str, empty: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.check(part)).collect();
        match parts.as_slice() {
            [] => empty.to_owned(),
            [one] => one.clone(),
            _ => format!("({})", joined(&parts, operator)),
        }
    }

    fn field_check(&mut self, field: usize, operator: &Operator) -> String {
        let value = self.value(field);
        match operator {
            Operator::Present => format!("({value} IS NOT NULL)"),
            Operator::Missing => format!("({value} IS NULL)"),
            Operator::TextIn(texts) => {
                let texts = self.texts(texts);
                one_of(&value, &texts)
            }
            Operator::Contains(texts) => self.any_text(texts, |writer, text, _| {
                writer.quoting.contains(&value, text)
            }),
            Operator::StartsWith(texts) => self.any_text(texts, |writer, text, _| {
                writer.quoting.starts_with(&value, text)
            }),
            Operator::EndsWith(texts) => self.any_text(texts, |writer, text, letters| {
                writer.quoting.ends_with(&value, text, letters)
            }),
            Operator::WordsAny(words) => self.any_text(words, |writer, text, _| {
                writer.quoting.contains(&value, text)
            }),
            Operator::WordsAll(words) => self.all_texts(&value, words),
            Operator::ListAny(elements) => self.any_element(field, &value, elements),
            Operator::ListAll(elements) => self.all_elements(field, &value, elements),
            Operator::LevelIn(levels) => {
                let levels: Vec<String> = levels.iter().map(ToString::to_string).collect();
                one_of(&value, &levels)
            }
            Operator::LevelAtLeast(level) => two_valued(&format!("{value} >= {level}")),
            Operator::LevelAtMost(level) => two_valued(&format!("{value} <= {level}")),
            Operator::BooleanIs(true) => two_valued(&value),
            Operator::BooleanIs(false) => two_valued(&format!("NOT {value}")),
            Operator::NumberIs(bound) => self.number_check(&value, "=", *bound),
            Operator::NumberAtLeast(bound) => self.number_check(&value, ">=", *bound),
            Operator::NumberAtMost(bound) => self.number_check(&value, "<=", *bound),
            Operator::NumberAbove(bound) => self.number_check(&value, ">", *bound),
            Operator::NumberBelow(bound) => self.number_check(&value, "<", *bound),
            Operator::NumberBetween(low, high) => two_valued(&format!(
                "{value} BETWEEN {} AND {}",
                self.quoting.double(*low),
                self.quoting.double(*high)
            )),
            Operator::Within(days) => {
                let age = format!("{} - {value}", self.quoting.name("as_of"));
                self.day_check(field, &format!("{age} BETWEEN 0 AND {days}"))
            }
            Operator::OlderThan(days) => {
                let age = format!("{} - {value}", self.quoting.name("as_of"));
                self.day_check(field, &format!("{age} > {days}"))
            }
            Operator::Before(day) => self.day_check(field, &format!("{value} < {day}")),
            Operator::After(day) => self.day_check(field, &format!("{value} > {day}")),
        }
    }

    fn number_check(&self, value: &str, sign: &str, bound: f64) -> String {
        two_valued(&format!("{value} {sign} {}", self.quoting.double(bound)))
    }

    /// A comparison of days; it holds of no other type of field.
    fn day_check(&self, field: usize, comparison: &str) -> String {
        if matches!(self.kind(field), FieldType::Date | FieldType::Datetime) {
            two_valued(comparison)
        } else {
            FALSE.to_owned()
        }
    }

    fn any_element(&self, field: usize, value: &str, elements: &[String]) -> String {
        let elements = self.elements(field, elements);
        let elements: Vec<String> = elements.into_iter().flatten().collect();
        self.any_text(&elements, |writer, text, _| {
            writer.quoting.contains(value, text)
        })
    }

    fn all_elements(&self, field: usize, value: &str, elements: &[String]) -> String {
        let elements = self.elements(field, elements).into_iter();
        match elements.collect::<Option<Vec<_>>>() {
            Some(elements) => self.all_texts(value, &elements),
            None => FALSE.to_owned(),
        }
    }

    /// Literals of texts. A text with NUL is in no cell.
    fn texts(&self, texts: &[String]) -> Vec<String> {
        let texts = texts.iter().filter(|text| !text.contains('\0'));
        texts.map(|text| self.quoting.text(text)).collect()
    }

    /// What stands in a list's value where an element does; none: no element can be so.
    fn elements(&self, field: usize, elements: &[String]) -> Vec<Option<String>> {
        let mark = self.mark(field);
        let declared = self.spec.fields.get_index(field);
        let separator = match declared.map(|(_, field)| field) {
            // Each text of an array may have any letter in it.
            Some(field) if is_json(field) => mark.clone(),
            Some(field) => field.separator.clone().unwrap_or_else(|| ";".to_owned()),
            None => ";".to_owned(),
        };
        let within = |element: &String| {
            let cut = element.contains(&separator) || element.contains(&mark);
            (!cut && !element.contains('\0')).then(|| format!("{mark}{element}{mark}"))
        };
        elements.iter().map(within).collect()
    }

    fn any_text(&self, texts: &[String], test: impl Fn(&Self, &str, usize) -> String) -> String {
        let parts: Vec<String> = texts
            .iter()
            .filter(|text| !text.contains('\0'))
            .map(|text| test(self, &self.quoting.text(text), text.chars().count()))
            .collect();
        if parts.is_empty() {
            return FALSE.to_owned();
        }
        two_valued(&joined(&parts, " OR "))
    }

    fn all_texts(&self, value: &str, texts: &[String]) -> String {
        if texts.iter().any(|text| text.contains('\0')) {
            return FALSE.to_owned();
        }
        let parts: Vec<String> = texts
            .iter()
            .map(|text| self.quoting.contains(value, &self.quoting.text(text)))
            .collect();
        if parts.is_empty() {
            return format!("({value} IS NOT NULL)");
        }
        two_valued(&joined(&parts, " AND "))
    }

    /// The column of a score.
    pub(crate) fn score_name(&self, score: usize) -> String {
        self.quoting.name(&format!("s{score}"))
    }

    /// The column of a grade's place among its values.
    pub(crate) fn grade_name(&self, grade: usize) -> String {
        self.quoting.name(&format!("g{grade}"))
    }
}

/// A comparison that is false where SQL says NULL.
pub(super) fn two_valued(comparison: &str) -> String {
    format!("COALESCE({comparison}, FALSE)")
}

fn one_of(value: &str, of: &[String]) -> String {
    if of.is_empty() {
        return FALSE.to_owned();
    }
    two_valued(&format!("{value} IN ({})", of.join(", ")))
}

fn score_test(score: &str, test: ScoreTest) -> String {
    match test {
        ScoreTest::AtLeast(bound) => format!("{score} >= {bound}"),
        ScoreTest::AtMost(bound) => format!("{score} <= {bound}"),
        ScoreTest::Above(bound) => format!("{score} > {bound}"),
        ScoreTest::Below(bound) => format!("{score} < {bound}"),
        ScoreTest::Is(bound) => format!("{score} = {bound}"),
        ScoreTest::Between(low, high) => format!("{score} BETWEEN {low} AND {high}"),
    }
}
