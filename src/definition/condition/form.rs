//! Conditions as a file writes them: one flat map each, told apart by its keys.

use std::{fmt, sync::LazyLock};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
    ser::SerializeStruct,
};

use crate::{
    condition::{
        AnyEvent, Condition, EventCondition, ScoreTest, Start, Test,
        operator::{Argument, OPERATORS, SCORE_OPERATORS, ScoreArgument},
        start::Since,
    },
    scalar::{Days, Literal, Parts, Texts, number},
};

/// Distinct days, as written: `days: {atLeast: 7}`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct FlatDays {
    at_least: u32,
}

/// Two numbers, as written: `[50, 1000]`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Bounds(#[serde(with = "number")] f64, #[serde(with = "number")] f64);

/// A number below 10^15 in size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Plain(#[serde(with = "number")] f64);

/// What stands after a key.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Value {
    Parts(Vec<Condition>),
    Name(String),
    Literal(Literal),
    Texts(Texts),
    OneOf(Parts),
    Number(Plain),
    Bounds(Bounds),
    Days(Days),
    Distinct(FlatDays),
    Start(Start),
    Flag(bool),
}

impl Value {
    /// Reads what stands after a key, of a type that depends on the key alone; none: nothing stands there.
    fn read<'de, A: MapAccess<'de>>(key: &str, map: &mut A) -> Result<Option<Self>, A::Error> {
        match key {
            "all" | "any" | "none" | "of" => some(map, Self::Parts),
            "anyEvent" => some(map, Self::Texts),
            "days" => some(map, Self::Distinct),
            "since" => some(map, |since| match since {
                Since::Later(name) => Self::Name(name),
                Since::From(start) => Self::Start(start),
            }),
            _ => match OPERATORS.iter().find(|row| row.key == key) {
                // A subject.
                None => some(map, Self::Name),
                Some(row) => match row.argument {
                    Argument::Literal(_) => some(map, Self::Literal),
                    Argument::Texts(_) => some(map, Self::Texts),
                    Argument::Parts(_) => some(map, Self::OneOf),
                    Argument::ListName(_) | Argument::Day(_) => some(map, Self::Name),
                    Argument::Number(_) => map.next_value().map(Self::Number).map(Some),
                    Argument::Bounds(_) => some(map, Self::Bounds),
                    Argument::Days(_) => some(map, Self::Days),
                    Argument::Yes(_) => some(map, Self::Flag),
                },
            },
        }
    }

    /// The test that an operator with this argument makes; none: its argument is of another type.
    fn test(self, argument: &Argument) -> Option<Test> {
        Some(match (argument, self) {
            (Argument::Literal(test), Self::Literal(value)) => test(value),
            (Argument::Texts(test), Self::Texts(values)) => test(values),
            (Argument::Parts(test), Self::OneOf(parts)) => test(parts),
            (Argument::ListName(test) | Argument::Day(test), Self::Name(name)) => test(name),
            (Argument::Number(test), Self::Number(Plain(number))) => test(number),
            (Argument::Bounds(test), Self::Bounds(Bounds(low, high))) => test(low, high),
            (Argument::Days(test), Self::Days(days)) => test(days),
            (Argument::Yes(test), Self::Flag(true)) => test.clone(),
            _ => return None,
        })
    }

    /// The argument of a test, as a file writes it.
    fn of(test: Test) -> Self {
        match test {
            Test::Is(value) | Test::AtLeast(value) | Test::AtMost(value) => Self::Literal(value),
            Test::In(values) | Test::HasAny(values) | Test::HasAll(values) => Self::Texts(values),
            Test::Contains(parts) | Test::StartsWith(parts) | Test::EndsWith(parts) => {
                Self::OneOf(parts)
            }
            Test::InList(name) | Test::Before(name) | Test::After(name) => Self::Name(name),
            Test::Above(number) | Test::Below(number) => Self::Number(Plain(number)),
            Test::Between(low, high) => Self::Bounds(Bounds(low, high)),
            Test::Within(days) | Test::OlderThan(days) => Self::Days(days),
            Test::Present | Test::Missing => Self::Flag(true),
        }
    }
}

fn some<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    map: &mut A,
    value: fn(T) -> Value,
) -> Result<Option<Value>, A::Error> {
    Ok(map.next_value::<Option<T>>()?.map(value))
}

/// A condition as a file writes it: one flat map, its keys in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FlatCondition(Vec<(&'static str, Value)>);

/// The keys that say what a condition is about.
const SUBJECTS: [&str; 10] = [
    "all", "any", "none", "of", "field", "event", "anyEvent", "score", "grade", "stage",
];

/// Every key, in the order in which messages list them.
static KEYS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut keys = SUBJECTS.to_vec();
    keys.retain(|key| *key != "of");
    for row in OPERATORS {
        match row.key {
            // What else is asked of events stands beside it.
            "within" => keys.extend(["days", "within", "since"]),
            key => keys.push(key),
        }
    }
    keys.push("of");
    keys
});

impl<'de> Deserialize<'de> for FlatCondition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map;
        impl<'de> Visitor<'de> for Map {
            type Value = FlatCondition;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("struct FlatCondition")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FlatCondition, A::Error> {
                let mut flat = FlatCondition::default();
                while let Some(Key(key)) = map.next_key()? {
                    if flat.has(key) {
                        return Err(de::Error::duplicate_field(key));
                    }
                    let value = Value::read(key, &mut map)?;
                    flat.0.extend(value.map(|value| (key, value)));
                }
                Ok(flat)
            }
        }
        deserializer.deserialize_struct("FlatCondition", &KEYS, Map)
    }
}

/// A key that is known.
struct Key(&'static str);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Known;
        impl Visitor<'_> for Known {
            type Value = Key;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("field identifier")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Key, E> {
                let known = KEYS.iter().find(|key| **key == text);
                let known = known.ok_or_else(|| E::unknown_field(text, &KEYS))?;
                Ok(Key(known))
            }
        }
        deserializer.deserialize_identifier(Known)
    }
}

impl Serialize for FlatCondition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("FlatCondition", self.0.len())?;
        for (key, value) in &self.0 {
            map.serialize_field(key, value)?;
        }
        map.end()
    }
}

impl FlatCondition {
    /// The keys that are written: the subjects first, each sort in the order in which messages list them.
    fn keys(&self) -> Vec<&'static str> {
        let place = |key: &&str| {
            let subject = SUBJECTS.iter().position(|subject| subject == key);
            (
                subject.unwrap_or(usize::MAX),
                KEYS.iter().position(|known| known == key),
            )
        };
        let mut keys: Vec<_> = self.0.iter().map(|(key, _)| *key).collect();
        keys.sort_by_key(place);
        keys
    }

    fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(written, _)| *written == key)
    }

    /// Takes out what stands after a key.
    fn take(&mut self, key: &str) -> Option<Value> {
        let place = self.0.iter().position(|(written, _)| *written == key)?;
        Some(self.0.swap_remove(place).1)
    }

    fn name(&mut self, key: &str) -> Option<String> {
        let Some(Value::Name(name)) = self.take(key) else {
            return None;
        };
        Some(name)
    }

    fn parts(&mut self, key: &str) -> Vec<Condition> {
        match self.take(key) {
            Some(Value::Parts(parts)) => parts,
            _ => Vec::new(),
        }
    }

    fn field_condition(mut self, keys: &[&'static str]) -> Result<Condition, String> {
        only(
            "field",
            keys,
            |key| OPERATORS.iter().any(|row| row.key == key),
            1,
        )?;
        let field = self.name("field").unwrap_or_default();
        let mut rows = OPERATORS.iter();
        let written = rows.find_map(|row| Some((row, self.take(row.key)?)));
        let Some((row, value)) = written else {
            return Err(format!(
                "the condition on '{field}' has no operator; add one, for example 'present: true'"
            ));
        };
        match value.test(&row.argument) {
            Some(test) => Ok(Condition::Field { field, test }),
            // Only whether there is a value is asked in two ways, each with `true`.
            None => Err(format!(
                "`{}: false` is not written; write `{}: true`",
                row.key,
                if row.key == "present" {
                    "missing"
                } else {
                    "present"
                },
            )),
        }
    }

    fn score_condition(mut self, keys: &[&'static str]) -> Result<Condition, String> {
        let operators = SCORE_OPERATORS.iter();
        let known = |key: &str| operators.clone().any(|(known, _)| *known == key);
        only("score", keys, known, 1)?;
        let score = self.name("score").unwrap_or_default();
        let mut operators = SCORE_OPERATORS.iter();
        let written = operators.find_map(|(key, argument)| Some((argument, self.take(key)?)));
        let test = match written {
            Some((ScoreArgument::One(test), Value::Literal(Literal::Number(number)))) => {
                test(whole(number)?)
            }
            Some((ScoreArgument::One(_), Value::Literal(other))) => {
                return Err(format!(
                    "a score is compared with a whole number, not `{other}`"
                ));
            }
            Some((ScoreArgument::One(test), Value::Number(Plain(number)))) => test(whole(number)?),
            Some((ScoreArgument::Two(test), Value::Bounds(Bounds(low, high)))) => {
                test(whole(low)?, whole(high)?)
            }
            _ => {
                return Err(format!(
                    "the condition on the score '{score}' has no operator; add one, for example 'atLeast: 50'"
                ));
            }
        };
        Ok(Condition::Score { score, test })
    }

    fn grade_condition(mut self, keys: &[&'static str]) -> Result<Condition, String> {
        only("grade", keys, |key| key == "in", 1)?;
        let grade = self.name("grade").unwrap_or_default();
        match self.take("in") {
            Some(Value::Texts(Texts(grades))) => Ok(Condition::Grade { grade, grades }),
            _ => Err(format!(
                "the condition on the grade '{grade}' needs 'in: [...]'"
            )),
        }
    }

    fn some_of(mut self, keys: &[&'static str]) -> Result<Condition, String> {
        only("of", keys, |key| key == "atLeast", 1)?;
        let at_least = self.count()?.ok_or(
            "'of: [...]' needs 'atLeast' beside it, for example '{atLeast: 2, of: [...]}'",
        )?;
        Ok(Condition::AtLeastOf {
            at_least,
            of: self.parts("of"),
        })
    }

    fn any_event(mut self, keys: &[&'static str]) -> Result<AnyEvent, String> {
        let events = match self.take("anyEvent") {
            Some(Value::Texts(Texts(events))) => events,
            _ => Vec::new(),
        };
        let asked = self.event_condition("anyEvent", keys)?;
        Ok(AnyEvent {
            events,
            within: asked.within,
            at_least: asked.at_least,
            days: asked.days,
            since: asked.since,
            start: asked.start,
        })
    }

    /// What is asked of `subject`, an event or several.
    fn event_condition(
        mut self,
        subject: &str,
        keys: &[&'static str],
    ) -> Result<EventCondition, String> {
        let beside = ["within", "atLeast", "days", "since"];
        only(subject, keys, |key| beside.contains(&key), 3)?;
        let (since, start) = match self.take("since") {
            Some(Value::Start(start)) => (None, Some(start)),
            Some(Value::Name(since)) => (Some(since), None),
            _ => (None, None),
        };
        if since.is_some() {
            since_alone(self.has("atLeast"), self.has("days"))?;
        }
        if self.has("days") && self.has("atLeast") {
            return Err(
                "`atLeast` counts occurrences, `days: {atLeast: ...}` counts distinct days; write one of them".into(),
            );
        }
        Ok(EventCondition {
            event: self.name("event").unwrap_or_default(),
            within: match self.take("within") {
                Some(Value::Days(days)) => Some(days),
                _ => None,
            },
            at_least: self.count()?,
            days: match self.take("days") {
                Some(Value::Distinct(days)) => Some(days.at_least),
                _ => None,
            },
            since,
            start,
        })
    }

    /// What stands after `atLeast`, where it counts.
    fn count(&mut self) -> Result<Option<u32>, String> {
        match self.take("atLeast") {
            Some(Value::Literal(literal)) => count(&literal).map(Some),
            _ => Ok(None),
        }
    }
}

/// A whole number within i32, so that every sum stays far from its limits.
#[expect(clippy::cast_possible_truncation, reason = "whole and below 10^15")]
fn whole(number: f64) -> Result<i64, String> {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Ok(number as i64)
    } else {
        Err(format!("`{number}` is not a whole number"))
    }
}

fn count(literal: &Literal) -> Result<u32, String> {
    let refused =
        || format!("`atLeast: {literal}` is not a count; write a whole number from 0 to 1000000");
    match literal {
        Literal::Number(number) if (0.0..=1e6).contains(number) => whole(*number)
            .ok()
            .and_then(|n| u32::try_from(n).ok())
            .ok_or_else(refused),
        Literal::Flag(_) | Literal::Number(_) | Literal::Text(_) => Err(refused()),
    }
}

/// Says which keys do not go together, if any: `allowed` beside the subject, at most `most` of them.
fn only(
    subject: &str,
    keys: &[&'static str],
    allowed: impl Fn(&str) -> bool,
    most: usize,
) -> Result<(), String> {
    let extra: Vec<_> = keys.iter().filter(|key| **key != subject).collect();
    if let Some(key) = extra.iter().find(|key| !allowed(key)) {
        return Err(if SUBJECTS.contains(*key) {
            format!(
                "`{subject}` and `{key}` do not go together; combine two conditions with `all: [...]`"
            )
        } else {
            format!("`{key}` does not go with `{subject}`")
        });
    }
    if extra.len() > most {
        let names: Vec<_> = extra.iter().map(|key| format!("`{key}`")).collect();
        return Err(format!(
            "a condition has one operator, here are {}; combine two conditions with `all: [...]`",
            names.join(" and ")
        ));
    }
    Ok(())
}

/// `since` compares the last day of two events, so it says nothing about a number of them.
fn since_alone(counted: bool, on_days: bool) -> Result<(), String> {
    let key = match (counted, on_days) {
        (false, false) => return Ok(()),
        (true, _) => "atLeast",
        (false, true) => "days",
    };
    Err(format!(
        "`since: R` asks which of two events happened last and counts nothing, so `{key}` does not go with it; \
         write `all: [{{event: E, since: R}}, {{event: E, {key}: ...}}]`, or `since: {{event: R}}` to count from the \
         last day of R on"
    ))
}

impl TryFrom<FlatCondition> for Condition {
    type Error = String;

    fn try_from(mut flat: FlatCondition) -> Result<Self, String> {
        let keys = flat.keys();
        let Some(subject) = SUBJECTS.into_iter().find(|key| keys.contains(key)) else {
            return Err(format!("a condition needs one of {}", SUBJECTS.join(", ")));
        };
        let alone = || only(subject, &keys, |_| false, 0);
        match subject {
            "field" => flat.field_condition(&keys),
            "event" => flat.event_condition("event", &keys).map(Self::Event),
            "anyEvent" => flat.any_event(&keys).map(Self::AnyEvent),
            "score" => flat.score_condition(&keys),
            "grade" => flat.grade_condition(&keys),
            "of" => flat.some_of(&keys),
            "stage" => alone().map(|()| Self::Stage(flat.name("stage").unwrap_or_default())),
            "all" => alone().map(|()| Self::All(flat.parts("all"))),
            "any" => alone().map(|()| Self::Any(flat.parts("any"))),
            _ => alone().map(|()| Self::None(flat.parts("none"))),
        }
    }
}

impl From<Condition> for FlatCondition {
    fn from(condition: Condition) -> Self {
        Self(match condition {
            Condition::All(parts) => vec![("all", Value::Parts(parts))],
            Condition::Any(parts) => vec![("any", Value::Parts(parts))],
            Condition::None(parts) => vec![("none", Value::Parts(parts))],
            Condition::AtLeastOf { at_least, of } => {
                vec![("atLeast", counted(at_least)), ("of", Value::Parts(of))]
            }
            Condition::Field { field, test } => {
                vec![("field", Value::Name(field)), (test.key(), Value::of(test))]
            }
            Condition::Event(mut event) => {
                let subject = Value::Name(std::mem::take(&mut event.event));
                asked_of(("event", subject), event)
            }
            Condition::AnyEvent(any) => {
                let asked = EventCondition {
                    event: String::new(),
                    within: any.within,
                    at_least: any.at_least,
                    days: any.days,
                    since: any.since,
                    start: any.start,
                };
                asked_of(("anyEvent", Value::Texts(Texts(any.events))), asked)
            }
            Condition::Score { score, test } => {
                let (key, argument) = score_argument(test);
                vec![("score", Value::Name(score)), (key, argument)]
            }
            Condition::Grade { grade, grades } => vec![
                ("grade", Value::Name(grade)),
                ("in", Value::Texts(Texts(grades))),
            ],
            Condition::Stage(stage) => vec![("stage", Value::Name(stage))],
        })
    }
}

/// The keys of a condition on one event or several.
fn asked_of(subject: (&'static str, Value), event: EventCondition) -> Vec<(&'static str, Value)> {
    let days = event.days.map(|at_least| FlatDays { at_least });
    let beside = [
        ("atLeast", event.at_least.map(counted)),
        ("days", days.map(Value::Distinct)),
        ("within", event.within.map(Value::Days)),
        (
            "since",
            match (event.since, event.start) {
                (Some(since), _) => Some(Value::Name(since)),
                (None, start) => start.map(Value::Start),
            },
        ),
    ];
    let beside = beside.into_iter().filter_map(|(key, v)| Some((key, v?)));
    [subject].into_iter().chain(beside).collect()
}

fn counted(times: u32) -> Value {
    Value::Number(Plain(f64::from(times)))
}

#[expect(clippy::cast_precision_loss, reason = "read from a number below 10^15")]
fn score_argument(test: ScoreTest) -> (&'static str, Value) {
    let number = |n: i64| Value::Number(Plain(n as f64));
    match test {
        ScoreTest::AtLeast(n) => ("atLeast", number(n)),
        ScoreTest::AtMost(n) => ("atMost", number(n)),
        ScoreTest::Is(n) => ("is", number(n)),
        ScoreTest::Above(n) => ("above", number(n)),
        ScoreTest::Below(n) => ("below", number(n)),
        ScoreTest::Between(low, high) => {
            ("between", Value::Bounds(Bounds(low as f64, high as f64)))
        }
    }
}
