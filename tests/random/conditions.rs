//! Random conditions on the facts of a definition.

use crate::plain::json::{Json, map};
use crate::random::Dice;
use crate::random::facts::{DURATIONS, ELEMENTS, Facts, FieldPlan, LEVELS, NUMBERS, TEXTS, WORDS};

fn texts(dice: &mut Dice, of: &[&str]) -> Json {
    dice.some(of).into()
}

fn field_test(dice: &mut Dice, field: &FieldPlan) -> (&'static str, Json) {
    if dice.chance(15) {
        return (
            if dice.chance(50) {
                "present"
            } else {
                "missing"
            },
            true.into(),
        );
    }
    match field.kind {
        "text" => match dice.below(7) {
            6 => (
                *dice.pick(&["contains", "startsWith", "endsWith"]),
                map([("inList", "l".into())]),
            ),
            0 => ("is", (*dice.pick(&TEXTS)).into()),
            1 => ("in", texts(dice, &TEXTS)),
            2 => ("inList", "l".into()),
            3 => (
                "contains",
                texts(dice, &["neil", "_", "%", "\\", "ch", "é", "\""]),
            ),
            4 => (
                "startsWith",
                texts(dice, &["fin", "o'", "5", "{", "東", "É"]),
            ),
            _ => (
                "endsWith",
                texts(dice, &["tech", "%", "\\slash", "b", "ole", "🚀"]),
            ),
        },
        "words" => (
            if dice.chance(70) { "hasAny" } else { "hasAll" },
            texts(dice, &WORDS),
        ),
        "list" => (
            if dice.chance(60) { "hasAny" } else { "hasAll" },
            texts(dice, &ELEMENTS),
        ),
        "number" => number_test(dice),
        "level" => {
            let level = (*dice.pick(&LEVELS)).into();
            match dice.below(4) {
                0 => ("is", level),
                1 => ("in", texts(dice, &LEVELS)),
                2 => ("atLeast", level),
                _ => ("atMost", level),
            }
        }
        "boolean" => ("is", dice.chance(50).into()),
        _ => match dice.below(4) {
            0 => ("within", (*dice.pick(&DURATIONS)).into()),
            1 => ("olderThan", (*dice.pick(&DURATIONS)).into()),
            2 => (
                "before",
                (*dice.pick(&["2025-12-31", "2025-01-01", "1900-01-01"])).into(),
            ),
            _ => (
                "after",
                (*dice.pick(&["2025-12-01", "2024-02-29", "2025-12-30"])).into(),
            ),
        },
    }
}

fn number_test(dice: &mut Dice) -> (&'static str, Json) {
    let bound = *dice.pick(&NUMBERS);
    match dice.below(6) {
        0 => ("is", bound.into()),
        1 => ("atLeast", bound.into()),
        2 => ("atMost", bound.into()),
        3 => ("above", bound.into()),
        4 => ("below", bound.into()),
        _ => {
            let other = *dice.pick(&NUMBERS);
            ("between", vec![bound.min(other), bound.max(other)].into())
        }
    }
}

/// A day of the lead from which on some of the events count; none: there is nothing to take it from.
pub fn start(dice: &mut Dice, facts: &Facts, events: &[String]) -> Option<Json> {
    let mut others = facts.events.iter();
    let other = others.find(|other| !events.contains(&other.id));
    let other = other.map(|other| map([("event", other.id.clone().into())]));
    let date = facts.of_kind(dice, &["date", "datetime"]);
    let date = date.map(|field| map([("field", field.id.clone().into())]));
    if dice.chance(50) {
        other.or(date)
    } else {
        date.or(other)
    }
}

fn event_test(dice: &mut Dice, facts: &Facts, event: &str, others: &[String]) -> Json {
    let mut others = others;
    let mut named = vec![event.to_owned()];
    let mut entries = match others.split_last() {
        Some((also, rest)) if dice.chance(35) => {
            others = rest;
            named.push(also.clone());
            let events = vec![Json::from(event), also.clone().into()];
            vec![("anyEvent".to_owned(), Json::List(events))]
        }
        _ => vec![("event".to_owned(), Json::from(event))],
    };
    let within = dice.chance(60).then(|| *dice.pick(&DURATIONS[2..]));
    if let Some(within) = within {
        entries.push(("within".to_owned(), within.into()));
    }
    if !others.is_empty() && dice.chance(35) {
        let other = dice.pick(others).clone();
        entries.push(("since".to_owned(), other.into()));
        return Json::Map(entries.into_iter().collect());
    }
    if dice.chance(30)
        && let Some(start) = start(dice, facts, &named)
    {
        entries.push(("since".to_owned(), start));
    }
    let count = Json::Whole(i64::try_from(dice.between(1, 3)).expect("a count"));
    match dice.below(3) {
        0 => entries.push(("atLeast".to_owned(), count)),
        1 => entries.push(("days".to_owned(), map([("atLeast", count)]))),
        _ => {}
    }
    Json::Map(entries.into_iter().collect())
}

/// A condition on fields and events, at most `depth` deep.
pub fn condition(dice: &mut Dice, facts: &Facts, depth: usize) -> Json {
    if depth > 0 && dice.chance(40) {
        let parts: Vec<Json> = (0..dice.between(1, 3))
            .map(|_| condition(dice, facts, depth - 1))
            .collect();
        return match dice.below(5) {
            0 => map([("all", parts.into())]),
            1 => map([("any", parts.into())]),
            2 => map([("none", parts.into())]),
            3 => {
                let least = i64::try_from(dice.between(1, parts.len())).expect("a count");
                map([("atLeast", least.into()), ("of", parts.into())])
            }
            _ => map([(*dice.pick(&["all", "any", "none"]), Json::List(Vec::new()))]),
        };
    }
    if !facts.events.is_empty() && dice.chance(30) {
        let event = dice.pick(&facts.events).id.clone();
        let ids = facts.events.iter().map(|event| event.id.clone());
        let others: Vec<String> = ids.filter(|id| *id != event).collect();
        return event_test(dice, facts, &event, &others);
    }
    let field = dice.pick(&facts.fields).clone();
    let (operator, argument) = field_test(dice, &field);
    map([("field", field.id.into()), (operator, argument)])
}

/// A condition on exactly one field, as `whenMissing` needs it.
pub fn on_field(dice: &mut Dice, field: &FieldPlan) -> Json {
    let (operator, argument) = field_test(dice, field);
    let one = map([("field", field.id.clone().into()), (operator, argument)]);
    if dice.chance(20) {
        map([("none", vec![one].into())])
    } else {
        one
    }
}

/// A comparison of a score.
pub fn of_score(dice: &mut Dice, score: &str) -> Json {
    let bound = i64::try_from(dice.below(30)).expect("a small number") - 10;
    let test: (&str, Json) = match dice.below(6) {
        0 => ("atMost", bound.into()),
        1 => ("above", bound.into()),
        2 => ("below", bound.into()),
        3 => ("between", vec![bound, bound + 10].into()),
        _ => ("atLeast", bound.into()),
    };
    map([("score", score.into()), test])
}
