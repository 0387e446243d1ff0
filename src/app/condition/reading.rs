//! From a condition to the rows that say it.

use super::choices::{Compares, Shows, Value};
use super::draft::Draft;
use leadpact_definition::condition::{Condition, EventCondition, Test};
use leadpact_definition::field::FieldType;
use leadpact_definition::say::amount;
use leadpact_definition::scalar::{Literal, Texts};
use leadpact_definition::value::canonical_text;
use leadpact_workshop::Workshop;
use leadpact_workshop::written::amount::number;

impl Draft {
    /// The rows that say this condition; `None` where it is more than one comparison, or asks for what the bank lacks.
    #[must_use]
    pub fn of(workshop: &Workshop, condition: &Condition) -> Option<Self> {
        match condition {
            Condition::Field { field, test } => {
                let kind = workshop.bank.fields.get(field)?.kind;
                let draft = Self::of_subject(workshop, Shows::Field(field.clone()));
                draft.with_test(kind, test)
            }
            Condition::Event(EventCondition {
                event,
                within,
                at_least: None,
                days: None,
                since: None,
                start: None,
            }) => {
                workshop.bank.events.get(event)?;
                let draft = Self::of_subject(workshop, Shows::Event(event.clone()));
                Some(match within {
                    None => draft,
                    Some(days) => draft.with(Compares::HappenedWithin, &days.0.to_string()),
                })
            }
            Condition::Event(_)
            | Condition::AnyEvent(_)
            | Condition::All(_)
            | Condition::Any(_)
            | Condition::None(_)
            | Condition::AtLeastOf { .. }
            | Condition::Score { .. }
            | Condition::Grade { .. }
            | Condition::Stage(_) => None,
        }
    }

    fn with(self, compares: Compares, first: &str) -> Self {
        Self {
            compares,
            first: first.to_owned(),
            ..self
        }
    }

    fn with_test(mut self, kind: FieldType, test: &Test) -> Option<Self> {
        let plain = |compares| Some(compares);
        let one = std::slice::from_ref;
        self.compares = match (kind, test) {
            (_, Test::Present) => plain(Compares::Known),
            (_, Test::Missing) => plain(Compares::Missing),
            (FieldType::Boolean, Test::Is(Literal::Flag(yes))) => {
                plain(if *yes { Compares::Yes } else { Compares::No })
            }
            (FieldType::Text | FieldType::Level, Test::Is(Literal::Text(value))) => {
                self.marked(kind, one(value))
            }
            (FieldType::Text | FieldType::Level, Test::In(Texts(texts)))
            | (FieldType::Words | FieldType::List, Test::HasAny(Texts(texts))) => {
                self.marked(kind, texts)
            }
            (FieldType::Level, Test::AtLeast(Literal::Text(level))) => {
                self.at_level(level, Compares::AtLeast)
            }
            (FieldType::Level, Test::AtMost(Literal::Text(level))) => {
                self.at_level(level, Compares::AtMost)
            }
            (FieldType::Number, test) => self.numbers(test),
            (FieldType::Date | FieldType::Datetime, Test::Within(days)) => {
                self.first = days.0.to_string();
                plain(Compares::Within)
            }
            (FieldType::Date | FieldType::Datetime, Test::OlderThan(days)) => {
                self.first = days.0.to_string();
                plain(Compares::OlderThan)
            }
            _ => None,
        }?;
        Some(self)
    }

    fn numbers(&mut self, test: &Test) -> Option<Compares> {
        let (compares, number) = match test {
            Test::AtLeast(Literal::Number(n)) => (Compares::AtLeast, *n),
            Test::AtMost(Literal::Number(n)) => (Compares::AtMost, *n),
            Test::Above(n) => (Compares::Above, *n),
            Test::Below(n) => (Compares::Below, *n),
            Test::Is(Literal::Number(n)) => (Compares::Exactly, *n),
            Test::Between(low, high) => {
                self.second = readable(*high)?;
                (Compares::Between, *low)
            }
            Test::Is(_)
            | Test::In(_)
            | Test::InList(_)
            | Test::Contains(_)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::HasAny(_)
            | Test::HasAll(_)
            | Test::AtLeast(_)
            | Test::AtMost(_)
            | Test::Within(_)
            | Test::OlderThan(_)
            | Test::Before(_)
            | Test::After(_)
            | Test::Present
            | Test::Missing => return None,
        };
        self.first = readable(number)?;
        Some(compares)
    }

    fn at_level(&mut self, level: &str, compares: Compares) -> Option<Compares> {
        self.level = self.place_of(level)?;
        Some(compares)
    }

    fn place_of(&self, text: &str) -> Option<usize> {
        let wanted = canonical_text(text);
        let is = |value: &Value| value.texts.iter().any(|t| canonical_text(t) == wanted);
        self.values.iter().position(is)
    }

    /// Marks the values whose spellings all stand there; the rest are own words.
    fn marked(&mut self, kind: FieldType, texts: &[String]) -> Option<Compares> {
        let there: Vec<String> = texts.iter().map(|t| canonical_text(t)).collect();
        let whole = |value: &Value| {
            let mut all = value.texts.iter();
            all.all(|t| there.contains(&canonical_text(t)))
        };
        self.marks = self.values.iter().map(whole).collect();
        let marked = self.values.iter().zip(&self.marks).filter(|(_, on)| **on);
        let named: Vec<String> = marked
            .flat_map(|(value, _)| &value.texts)
            .map(|t| canonical_text(t))
            .collect();
        let own = texts.iter().filter(|t| !named.contains(&canonical_text(t)));
        let own: Vec<&str> = own.map(String::as_str).collect();
        let unsaid = own.iter().any(|t| t.contains(';') || t.trim().is_empty());
        if unsaid || kind == FieldType::Level && !own.is_empty() {
            return None;
        }
        self.own = joined(&own);
        Some(Compares::OneOf)
    }
}

/// A number that [`number`] reads again; `None` for one that people cannot write here.
fn readable(given: f64) -> Option<String> {
    let text = amount(given);
    (number(&text) == Some(given)).then_some(text)
}

/// Own values in one line: commas between them, or semicolons where one holds a comma.
fn joined(own: &[&str]) -> String {
    if !own.iter().any(|text| text.contains(',')) {
        return own.join(", ");
    }
    let mut line = own.join("; ");
    if own.len() == 1 {
        line.push(';');
    }
    line
}
