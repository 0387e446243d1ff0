//! What can show something about a lead, how it compares, and the values that are offered.

use leadpact_definition::field::FieldType;
use leadpact_definition::value::canonical_text;
use leadpact_workshop::Workshop;
use leadpact_workshop::rules::name_of_level;

/// What shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// A field of the bank, by id.
    Field(String),
    /// An act: an event of the bank, by id.
    Event(String),
    /// A column of the CRM that no field of the bank stands for yet.
    NewColumn,
}

/// How it compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compares {
    /// One of several values.
    OneOf,
    /// A number or a level, itself included.
    AtLeast,
    /// A number or a level, itself included.
    AtMost,
    /// A number, itself excluded.
    Above,
    /// A number, itself excluded.
    Below,
    /// Two numbers, both included.
    Between,
    /// Exactly this number.
    Exactly,
    /// Yes.
    Yes,
    /// No.
    No,
    /// A day not longer ago than so many days.
    Within,
    /// A day longer ago than so many days.
    OlderThan,
    /// There is a value.
    Known,
    /// There is none.
    Missing,
    /// They did it.
    Happened,
    /// They did it within so many days.
    HappenedWithin,
}

use Compares::{
    Above, AtLeast, AtMost, Below, Between, Exactly, Happened, HappenedWithin, Known, Missing, No,
    OlderThan, OneOf, Within, Yes,
};

impl Compares {
    /// The words that are offered.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            OneOf => "is one of",
            AtLeast => "is at least",
            AtMost => "is at most",
            Above => "is above",
            Below => "is below",
            Between => "is between",
            Exactly => "is exactly",
            Yes => "is yes",
            No => "is no",
            Within => "is within days",
            OlderThan => "is older than days",
            Known => "is known",
            Missing => "is missing",
            Happened => "happened",
            HappenedWithin => "happened within days",
        }
    }

    /// The comparisons that fit what shows it, the most likely first; never empty.
    #[must_use]
    pub fn of(workshop: &Workshop, shows: &Shows) -> &'static [Self] {
        match shows {
            Shows::Event(_) => &[Happened, HappenedWithin],
            Shows::NewColumn => &[
                OneOf, Yes, No, AtLeast, AtMost, Above, Below, Between, Exactly, Within, OlderThan,
                Known, Missing,
            ],
            Shows::Field(id) => match workshop.bank.fields.get(id).map(|field| field.kind) {
                Some(FieldType::Text | FieldType::Words | FieldType::List) => {
                    &[OneOf, Known, Missing]
                }
                Some(FieldType::Number) => &[
                    AtLeast, AtMost, Above, Below, Between, Exactly, Known, Missing,
                ],
                Some(FieldType::Level) => &[AtLeast, AtMost, OneOf, Known, Missing],
                Some(FieldType::Boolean) => &[Yes, No, Known, Missing],
                Some(FieldType::Date | FieldType::Datetime) => &[Within, OlderThan, Known, Missing],
                None => &[Known, Missing],
            },
        }
    }

    /// The kind of value that a new column holds if it is compared so.
    #[must_use]
    pub fn kind(self) -> FieldType {
        match self {
            AtLeast | AtMost | Above | Below | Between | Exactly => FieldType::Number,
            Yes | No => FieldType::Boolean,
            Within | OlderThan => FieldType::Datetime,
            OneOf | Known | Missing | Happened | HappenedWithin => FieldType::Text,
        }
    }
}

/// A value that is offered: what people call it, and how a record writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What people read.
    pub label: String,
    /// A level, or the spellings of an option; never empty.
    pub texts: Vec<String>,
}

/// The values of a field that people have names for: its levels, or the options of the questions that it answers.
#[must_use]
pub fn values(workshop: &Workshop, id: &str) -> Vec<Value> {
    let Some(field) = workshop.bank.fields.get(id) else {
        return Vec::new();
    };
    match field.kind {
        FieldType::Level => {
            let levels = field.levels.iter().map(|level| Value {
                label: name_of_level(workshop, id, level),
                texts: vec![level.clone()],
            });
            levels.collect()
        }
        FieldType::Text | FieldType::Words | FieldType::List => {
            let mut found: Vec<Value> = Vec::new();
            let own = workshop.bank.questions.iter();
            for question in own.filter(|q| q.field.as_deref() == Some(id)) {
                for option in &question.options {
                    let spelled = question.spellings(&option.id).into_iter();
                    let texts: Vec<String> =
                        spelled.filter(|t| !canonical_text(t).is_empty()).collect();
                    let label = option.short_label().to_owned();
                    if !texts.is_empty() && found.iter().all(|v| v.label != label) {
                        found.push(Value { label, texts });
                    }
                }
            }
            found
        }
        FieldType::Number | FieldType::Boolean | FieldType::Date | FieldType::Datetime => {
            Vec::new()
        }
    }
}

/// What people call what shows it.
#[must_use]
pub fn name(workshop: &Workshop, shows: &Shows) -> String {
    let bank = &workshop.bank;
    let (id, label) = match shows {
        Shows::Field(id) => (id, bank.fields.get(id).and_then(|f| f.label.clone())),
        Shows::Event(id) => (id, bank.events.get(id).and_then(|e| e.label.clone())),
        Shows::NewColumn => return "a column that is not in the list".to_owned(),
    };
    label.unwrap_or_else(|| id.replace('_', " "))
}
