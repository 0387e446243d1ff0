//! How a criterion shows in a lead record: by a field, by an event, by a person, or not at all.

use crate::answer::ruled::{is_told, level_in, test_of, values_test};
use crate::rules::Axis;
use crate::{Answer, Kind, Observation, Question, Response, Workshop};
use leadpact_definition::condition::{Condition, Test};
use leadpact_definition::field::{Field, FieldType};
use leadpact_definition::scalar::Literal;

/// How a criterion shows.
pub(super) enum Seen {
    /// The record shows it.
    By(Condition, Axis),
    /// Somebody has to ask.
    ByPerson,
    /// Nobody can observe it so far, for this reason.
    Not(String),
}

/// How the answer of a response shows.
pub(super) fn seen(workshop: &Workshop, question: &Question, response: &Response) -> Seen {
    let Some(answer) = &response.answer else {
        return Seen::ByPerson;
    };
    match &response.observed_by {
        Some(Observation::Person(who)) if !who.trim().is_empty() => Seen::ByPerson,
        Some(Observation::Event(name)) if !name.trim().is_empty() => {
            match event_named(workshop, name) {
                Some(event) => Seen::By(Condition::event(event), Axis::Engagement),
                None => Seen::Not(format!(
                    "no event called \u{201c}{}\u{201d} is recorded",
                    name.trim()
                )),
            }
        }
        Some(Observation::Field(name)) if !name.trim().is_empty() => {
            match field_named(workshop, name) {
                Some((id, field)) => by_field(question, answer, id, field, true),
                None => Seen::Not(format!(
                    "there is no field called \u{201c}{}\u{201d}",
                    name.trim()
                )),
            }
        }
        Some(_) | None => match question
            .field
            .as_deref()
            .and_then(|id| field_of(workshop, id))
        {
            Some((id, field)) => by_field(question, answer, id, field, false),
            None => Seen::Not("nobody said how it would be seen".to_owned()),
        },
    }
}

fn by_field(question: &Question, answer: &Answer, id: &str, field: &Field, named: bool) -> Seen {
    if is_told(answer) {
        return if named {
            Seen::By(Condition::field(id, Test::Present), Axis::Fit)
        } else {
            Seen::Not("it is free text that no rule can check; say who asks".to_owned())
        };
    }
    if let Some(test) = test_of(question, answer, field) {
        return Seen::By(Condition::field(id, test), Axis::Fit);
    }
    let label = field.label.as_deref().unwrap_or(id);
    Seen::Not(format!("the field {label} cannot show this answer"))
}

/// What people call a level of a field: the label of the option that stands for it, else the level itself.
#[must_use]
pub fn name_of_level(workshop: &Workshop, id: &str, level: &str) -> String {
    let field = workshop.bank.fields.get(id);
    let named = field.and_then(|field| {
        let mut questions = workshop.bank.questions.iter();
        questions.find_map(|question| {
            let own = question.field.as_deref() == Some(id);
            let mut options = question.options.iter().filter(|_| own);
            options.find(|o| level_in(field, question, &o.id).as_deref() == Some(level))
        })
    });
    named.map_or_else(
        || level.to_owned(),
        |option| option.short_label().to_owned(),
    )
}

/// The condition that one of the values excludes; `None` where no record shows them.
pub(super) fn never_condition(
    workshop: &Workshop,
    question: &Question,
    response: &Response,
) -> Option<Condition> {
    let named = match &response.observed_by {
        Some(Observation::Field(name)) => field_named(workshop, name),
        Some(Observation::Event(_) | Observation::Person(_)) | None => None,
    };
    let own = || {
        question
            .field
            .as_deref()
            .and_then(|id| field_of(workshop, id))
    };
    let (id, field) = named.or_else(own)?;
    let flag = |value: &str| match value.trim().to_ascii_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    };
    let test = if field.kind == FieldType::Boolean && question.kind == Kind::YesNo {
        let mut flags = response.never.iter().filter_map(|v| flag(v));
        flags.next().map(|f| Test::Is(Literal::Flag(f)))
    } else {
        values_test(question, &response.never, field)
    };
    test.map(|test| Condition::field(id, test))
}

fn field_of<'a>(workshop: &'a Workshop, id: &str) -> Option<(&'a str, &'a Field)> {
    workshop
        .bank
        .fields
        .get_key_value(id)
        .map(|(id, field)| (id.as_str(), field))
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// A field by id, label or column, upper and lower case apart.
#[must_use]
pub fn field_named<'a>(workshop: &'a Workshop, name: &str) -> Option<(&'a str, &'a Field)> {
    let fields = || {
        workshop
            .bank
            .fields
            .iter()
            .map(|(id, field)| (id.as_str(), field))
    };
    fields()
        .find(|(id, _)| same(id, name))
        .or_else(|| fields().find(|(_, f)| f.label.as_deref().is_some_and(|l| same(l, name))))
        .or_else(|| fields().find(|(_, f)| f.columns.0.iter().any(|c| same(c, name))))
}

/// An event by id, label or column, or a signal's label, upper and lower case apart.
#[must_use]
pub fn event_named<'a>(workshop: &'a Workshop, name: &str) -> Option<&'a str> {
    let events = || workshop.bank.events.iter();
    let by_signal = || {
        let signals = workshop.bank.questions.iter().flat_map(|q| &q.signals);
        let mut called = signals.filter(|s| same(&s.label, name) || same(&s.id, name));
        called.find_map(|s| workshop.bank.events.get_key_value(&s.event))
    };
    events()
        .find(|(id, _)| same(id, name))
        .or_else(|| events().find(|(_, e)| e.label.as_deref().is_some_and(|l| same(l, name))))
        .or_else(|| {
            events().find(|(_, e)| {
                let columns = e
                    .columns
                    .iter()
                    .flat_map(|c| c.count.0.iter().chain(&c.last.0));
                columns.into_iter().any(|c| same(c, name))
            })
        })
        .or_else(by_signal)
        .map(|(id, _)| id.as_str())
}
