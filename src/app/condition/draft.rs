//! A comparison as it is being written: what stands in the rows, and the condition that it makes.

use super::choices::{Compares, Shows, Value, values};
use crate::number::whole;
use crate::slug::{free, slug};
use leadpact_definition::condition::{Condition, EventCondition, Test};
use leadpact_definition::field::{Field, FieldType};
use leadpact_definition::scalar::{Days, LONGEST_DURATION, Literal, Texts};
use leadpact_definition::value::{canonical_text, words};
use leadpact_workshop::Workshop;
use leadpact_workshop::rules::{event_named, field_named};
use leadpact_workshop::written::amount;

/// What a row asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// What shows it.
    Shows,
    /// The name of a column that is not in the list.
    Column,
    /// How it compares.
    Compares,
    /// The value at this place that is offered.
    Mark(usize),
    /// Values in own words.
    Own,
    /// A level.
    Level,
    /// A number, the lower of two, or days.
    First,
    /// The higher of two numbers.
    Second,
    /// Who gets the leads.
    To,
}

/// Why what stands in the rows is no comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The row.
    pub asks: Asks,
    /// A sentence.
    pub why: String,
    /// Nothing stands there yet; nothing is wrong so far.
    pub is_open: bool,
}

impl Fault {
    fn open(asks: Asks, why: &str) -> Self {
        Self {
            asks,
            why: why.to_owned(),
            is_open: true,
        }
    }

    fn wrong(asks: Asks, why: impl Into<String>) -> Self {
        Self {
            asks,
            why: why.into(),
            is_open: false,
        }
    }
}

/// A field that the bank does not have yet, with its id.
pub(crate) type NewField = (String, Field);

/// What stands in the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What shows it; `None`: nobody has said.
    pub shows: Option<Shows>,
    /// The name of a new column.
    pub column: String,
    /// How it compares.
    pub compares: Compares,
    /// The values that are offered.
    pub values: Vec<Value>,
    /// Which of them are marked.
    pub marks: Vec<bool>,
    /// Values in own words.
    pub own: String,
    /// The place of a level.
    pub level: usize,
    /// A number, the lower of two, or days.
    pub first: String,
    /// The higher of two numbers.
    pub second: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            shows: None,
            column: String::new(),
            compares: Compares::Known,
            values: Vec::new(),
            marks: Vec::new(),
            own: String::new(),
            level: 0,
            first: String::new(),
            second: String::new(),
        }
    }
}

impl Draft {
    /// Nothing but what shows it; the first comparison that fits.
    #[must_use]
    pub(crate) fn of_subject(workshop: &Workshop, shows: Shows) -> Self {
        let compares = Compares::of(workshop, &shows).first();
        let values = match &shows {
            Shows::Field(id) => values(workshop, id),
            Shows::Event(_) | Shows::NewColumn => Vec::new(),
        };
        Self {
            compares: compares.copied().unwrap_or(Compares::Known),
            marks: vec![false; values.len()],
            values,
            shows: Some(shows),
            ..Self::default()
        }
    }

    /// The condition that the rows say, with the field that has to be made for it.
    ///
    /// # Errors
    /// The row that does not say it, and why.
    pub fn condition(&self, workshop: &Workshop) -> Result<(Condition, Option<NewField>), Fault> {
        match &self.shows {
            None => Err(Fault::open(
                Asks::Shows,
                "Choose a field or an act; enter opens the list.",
            )),
            Some(Shows::Event(id)) => {
                let within = match self.compares {
                    Compares::HappenedWithin => Some(self.days()?),
                    _ => None,
                };
                let event = EventCondition {
                    event: id.clone(),
                    within,
                    ..EventCondition::default()
                };
                Ok((Condition::Event(event), None))
            }
            Some(Shows::Field(id)) => {
                let known = workshop.bank.fields.get(id);
                let kind = known.map_or(FieldType::Text, |field| field.kind);
                Ok((Condition::field(id.clone(), self.test(kind)?), None))
            }
            Some(Shows::NewColumn) => {
                let (id, field) = self.new_field(workshop)?;
                let test = self.test(field.kind)?;
                Ok((Condition::field(id.clone(), test), Some((id, field))))
            }
        }
    }

    /// The field for a column that is not in the list.
    fn new_field(&self, workshop: &Workshop) -> Result<NewField, Fault> {
        let name = self.column.trim();
        if name.is_empty() {
            let why = "Write the name of the column as the CRM has it.";
            return Err(Fault::open(Asks::Column, why));
        }
        if let Some((id, field)) = field_named(workshop, name) {
            let label = field.label.as_deref().unwrap_or(id);
            let why = format!("This column is in the list already, as {label}: choose it there.");
            return Err(Fault::wrong(Asks::Column, why));
        }
        if event_named(workshop, name).is_some() {
            let why = "This column is in the list already, as an act: choose it there.";
            return Err(Fault::wrong(Asks::Column, why));
        }
        let bank = &workshop.bank;
        let known = |id: &str| bank.fields.contains_key(id) || bank.events.contains_key(id);
        let id = free(&id_of(name), |id| !known(&id.replace('-', "_"))).replace('-', "_");
        let field = Field {
            kind: self.compares.kind(),
            label: Some(name.to_owned()),
            columns: Texts(vec![name.to_owned()]),
            ..Field::default()
        };
        Ok((id, field))
    }

    fn test(&self, kind: FieldType) -> Result<Test, Fault> {
        Ok(match self.compares {
            Compares::Known | Compares::Happened => Test::Present,
            Compares::Missing => Test::Missing,
            Compares::Yes => Test::Is(Literal::Flag(true)),
            Compares::No => Test::Is(Literal::Flag(false)),
            Compares::Within | Compares::HappenedWithin => Test::Within(self.days()?),
            Compares::OlderThan => Test::OlderThan(self.days()?),
            Compares::OneOf => self.one_of(kind)?,
            Compares::AtLeast if kind == FieldType::Level => {
                Test::AtLeast(Literal::Text(self.chosen_level()?))
            }
            Compares::AtMost if kind == FieldType::Level => {
                Test::AtMost(Literal::Text(self.chosen_level()?))
            }
            Compares::AtLeast => Test::AtLeast(Literal::Number(self.number(Asks::First)?)),
            Compares::AtMost => Test::AtMost(Literal::Number(self.number(Asks::First)?)),
            Compares::Exactly => Test::Is(Literal::Number(self.number(Asks::First)?)),
            Compares::Above => Test::Above(self.number(Asks::First)?),
            Compares::Below => Test::Below(self.number(Asks::First)?),
            Compares::Between => {
                let (low, high) = (self.number(Asks::First)?, self.number(Asks::Second)?);
                if low > high {
                    return Err(Fault::wrong(Asks::Second, "From is more than to."));
                }
                Test::Between(low, high)
            }
        })
    }

    fn one_of(&self, kind: FieldType) -> Result<Test, Fault> {
        let mut texts: Vec<String> = Vec::new();
        let marked = self.values.iter().zip(&self.marks).filter(|(_, on)| **on);
        let own = split(&self.own);
        for text in marked.flat_map(|(value, _)| &value.texts).chain(&own) {
            let key = canonical_text(text);
            if !texts.iter().any(|t| canonical_text(t) == key) {
                texts.push(text.clone());
            }
        }
        if texts.is_empty() {
            let asks = if self.values.is_empty() {
                Asks::Own
            } else {
                Asks::Mark(0)
            };
            return Err(Fault::open(asks, "Name at least one value."));
        }
        let wordless = own.iter().find(|text| words(text).is_empty());
        if let (FieldType::Words, Some(text)) = (kind, wordless) {
            let why = format!("There is no word in \u{201c}{text}\u{201d}. Write whole words.");
            return Err(Fault::wrong(Asks::Own, why));
        }
        texts.retain(|text| kind != FieldType::Words || !words(text).is_empty());
        Ok(match kind {
            FieldType::Words | FieldType::List => Test::HasAny(Texts(texts)),
            FieldType::Text
            | FieldType::Level
            | FieldType::Number
            | FieldType::Boolean
            | FieldType::Date
            | FieldType::Datetime => Test::In(Texts(texts)),
        })
    }

    fn chosen_level(&self) -> Result<String, Fault> {
        let level = self.values.get(self.level).and_then(|v| v.texts.first());
        level
            .cloned()
            .ok_or_else(|| Fault::open(Asks::Level, "This field has no levels."))
    }

    fn number(&self, asks: Asks) -> Result<f64, Fault> {
        let text = if asks == Asks::Second {
            &self.second
        } else {
            &self.first
        };
        let why = "Write a number, for example 50 or 25,000.";
        if text.trim().is_empty() {
            return Err(Fault::open(asks, why));
        }
        let number = amount::read(text).map_err(|why| Fault::wrong(asks, why))?;
        // Rule files hold numbers below 10^15.
        if number.abs() < 1e15 {
            Ok(number)
        } else {
            Err(Fault::wrong(asks, why))
        }
    }

    fn days(&self) -> Result<Days, Fault> {
        let text = self.first.trim();
        if text.is_empty() {
            return Err(Fault::open(Asks::First, "Write how many days."));
        }
        whole(text, 1, u64::from(LONGEST_DURATION))
            .map(Days)
            .map_err(|why| Fault::wrong(Asks::First, why))
    }
}

fn split(own: &str) -> Vec<String> {
    let between = if own.contains(';') { ';' } else { ',' };
    let parts = own.split(between).map(str::trim);
    let filled = parts.filter(|part| !canonical_text(part).is_empty());
    filled.map(str::to_owned).collect()
}

/// A name for rule files: letters and digits with `_` between, beginning with a letter.
fn id_of(name: &str) -> String {
    let id = slug(name).replace('-', "_");
    if id.starts_with(|c: char| c.is_ascii_lowercase()) {
        id
    } else {
        format!("column_{id}")
    }
}
