//! Answers in the form in which they are compared: sorted, without repeats, spelling differences evened out.

use indexmap::IndexMap;

use crate::measure::tidy;
use crate::same_words::plain;
use crate::{Answer, Importance, Kind, Question, Range, Response};
use leadpact_definition::condition::Condition;

/// What is said, ready to be compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// No answer, or one that holds nothing.
    Nothing,
    /// "Don't know".
    DontKnow,
    /// No value, only what is never acceptable.
    OnlyNever,
    /// Every value of a question that has no scale.
    Any,
    /// Free text, blanks and case evened out.
    Text(String),
    /// A set, sorted.
    Set(Vec<String>),
    /// Values in their order.
    List(Vec<String>),
    /// A level and everything above it; the place is `None` for a level that the question does not have.
    Level(Option<usize>, String),
    /// A range.
    Range(Range),
    /// Ratings or cards on a question that has no grid.
    Table(Answer),
}

/// One response, ready to be compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Canon {
    pub value: Value,
    /// Values named as acceptable, sorted: for a level it and all above.
    pub named: Vec<String>,
    /// Whether all values are named, those that nobody has thought of too.
    pub any: bool,
    /// Values never acceptable, sorted.
    pub never: Vec<String>,
    pub importance: Option<Importance>,
}

impl Canon {
    /// Nothing said at all.
    pub fn nothing() -> Self {
        Self {
            value: Value::Nothing,
            named: Vec::new(),
            any: false,
            never: Vec::new(),
            importance: None,
        }
    }

    pub fn of(question: &Question, response: &Response) -> Self {
        let never = sorted(response.never.iter().map(|v| same_spelling(question, v)));
        let mut value = response
            .answer
            .as_ref()
            .map_or(Value::Nothing, |a| value(question, a));
        if value == Value::Nothing && !never.is_empty() {
            value = Value::OnlyNever;
        }
        Self {
            named: named(question, &value),
            any: response.answer == Some(Answer::Any)
                || matches!(value, Value::Any)
                || value == Value::Range(Range::default()),
            value,
            never,
            importance: response.importance,
        }
    }

    /// Whether this accepts a value: it names it, or it names all and does not exclude this one.
    pub fn accepts(&self, value: &String) -> bool {
        if self.any {
            !self.never.contains(value)
        } else {
            self.named.contains(value)
        }
    }

    /// Whether there is something to compare with: a value, or at least what is never acceptable.
    pub(crate) fn says_something(&self) -> bool {
        !matches!(self.value, Value::Nothing | Value::DontKnow)
    }

    /// Whether a value is named, which *never* alone does not.
    pub fn has_value(&self) -> bool {
        self.says_something() && self.value != Value::OnlyNever
    }
}

/// The answer in comparable form. *Any* becomes the lowest level or the open range where the question has a scale.
pub(crate) fn value(question: &Question, answer: &Answer) -> Value {
    let spelled = |values: &[String]| -> Vec<String> {
        values
            .iter()
            .map(|v| same_spelling(question, v))
            .filter(|v| !v.is_empty())
            .collect()
    };
    let filled = |value: Value, empty: bool| if empty { Value::Nothing } else { value };
    match answer {
        Answer::DontKnow => Value::DontKnow,
        Answer::Any => any(question),
        Answer::Text(text) => {
            let text = plain(text);
            let empty = text.is_empty();
            filled(Value::Text(text), empty)
        }
        Answer::Values(values) => {
            let set = sorted(spelled(values).into_iter());
            let empty = set.is_empty();
            filled(Value::Set(set), empty)
        }
        Answer::Order(values) => {
            let mut list: Vec<String> = Vec::with_capacity(values.len());
            for value in spelled(values) {
                if !list.contains(&value) {
                    list.push(value);
                }
            }
            let empty = list.is_empty();
            filled(Value::List(list), empty)
        }
        Answer::AtLeast(level) => {
            let id = same_spelling(question, level);
            let place = question.options.iter().position(|o| o.id == id);
            let empty = id.is_empty();
            filled(Value::Level(place, id), empty)
        }
        Answer::Range(range) => Value::Range(tidy(*range)),
        Answer::Is(yes) => Value::Set(vec![if *yes { "yes" } else { "no" }.to_owned()]),
        Answer::Ratings(ratings) => filled(Value::Table(answer.clone()), ratings.is_empty()),
        Answer::Cards(cards) => filled(Value::Table(answer.clone()), cards.is_empty()),
    }
}

/// Every value of a question: on a scale its whole.
fn any(question: &Question) -> Value {
    match question.kind {
        Kind::Level => question.options.first().map_or(Value::Any, |lowest| {
            Value::Level(Some(0), lowest.id.clone())
        }),
        Kind::Range => Value::Range(Range::default()),
        Kind::OwnWords
        | Kind::Choice
        | Kind::One
        | Kind::Order
        | Kind::Tags
        | Kind::YesNo
        | Kind::NotALead
        | Kind::AlreadyOurs
        | Kind::Signals
        | Kind::Cards => Value::Any,
    }
}

fn named(question: &Question, value: &Value) -> Vec<String> {
    match value {
        Value::Set(values) | Value::List(values) => sorted(values.iter().cloned()),
        Value::Level(Some(place), _) => {
            sorted(question.options.iter().skip(*place).map(|o| o.id.clone()))
        }
        Value::Level(None, id) => vec![id.clone()],
        Value::Nothing
        | Value::DontKnow
        | Value::OnlyNever
        | Value::Any
        | Value::Text(_)
        | Value::Range(_)
        | Value::Table(_) => Vec::new(),
    }
}

/// [`Question::same_spelling`].
pub(crate) fn same_spelling(question: &Question, value: &str) -> String {
    question.same_spelling(value)
}

/// How a record shows the cases in own words that an answer names, each as the first of these responses has it that
/// says so. What is said of a case that the answer does not name is left out.
pub(crate) fn shown_by(
    question: &Question,
    answer: Option<&Answer>,
    said: &[&Response],
) -> IndexMap<String, Condition> {
    let Some(Answer::Values(values)) = answer else {
        return IndexMap::new();
    };
    if !question.kind.is_list_of_cases() {
        return IndexMap::new();
    }
    let shown = |value: &String| {
        let key = same_spelling(question, value);
        let mut known = said.iter().flat_map(|r| &r.shown_by);
        let found = known.find(|(case, _)| same_spelling(question, case) == key);
        found.map(|(_, when)| (value.clone(), when.clone()))
    };
    values.iter().filter_map(shown).collect()
}

pub(crate) fn sorted(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut values: Vec<String> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}
