//! Conditions as expressions: true or false, also where something is missing.

use crate::logic::Expr;
use leadpact_definition::compiled::{
    AnyEventCheck, Check, Compiled, EventCheck, FieldCheck, Operator,
};
use leadpact_definition::condition::ScoreTest;
use leadpact_definition::record::{AGE_KEY, any_count_key, count_key};

/// Whether a condition holds.
pub(super) fn holds(compiled: &Compiled, check: &Check) -> Expr {
    let parts =
        |parts: &[Check]| -> Vec<Expr> { parts.iter().map(|part| holds(compiled, part)).collect() };
    match check {
        Check::All(all) => Expr::all(parts(all)),
        Check::Any(any) => Expr::any(parts(any)),
        Check::None(none) => Expr::any(parts(none)).not(),
        Check::AtLeastOf(least, of) => at_least(*least, parts(of)),
        Check::Field(FieldCheck(field, operator)) => field_holds(compiled, *field, operator),
        Check::Event(event) => event_holds(compiled, *event),
        Check::AnyEvent(any) => any_event_holds(compiled, any),
        Check::Score(score, test) => {
            let name = compiled.scores.get(*score).map(|score| score.name.as_str());
            let points = Expr::place(&["result", name.unwrap_or_default()]);
            known(points, |points| score_holds(points, *test))
        }
        Check::Grade(grade, places) => {
            let Some(grade) = compiled.grades.get(*grade) else {
                return Expr::Flag(false);
            };
            let wanted = places.iter().filter_map(|place| grade.values.get(*place));
            let wanted = wanted.cloned().collect();
            known(Expr::place(&["grades", &grade.name]), |value| {
                one_of(value, wanted)
            })
        } // Stages are asked for only in an SLA, which is no part of scoring.
    }
}

/// At least so many hold. A comparison never has a choice as its operand: json-logic-engine 5.0 compiles that wrongly.
fn at_least(least: u32, parts: Vec<Expr>) -> Expr {
    match usize::try_from(least) {
        Ok(0) => Expr::Flag(true),
        Ok(1) => Expr::any(parts),
        Ok(all) if all == parts.len() => Expr::all(parts),
        Ok(several) if several < parts.len() => {
            let counted = parts
                .into_iter()
                .map(|part| Expr::choose([(part, Expr::Whole(1))], Expr::Whole(0)));
            Expr::Whole(i64::from(least)).at_most(Expr::sum(counted))
        }
        _ => Expr::Flag(false),
    }
}

/// False for null, else what `test` says.
fn known(value: Expr, test: impl FnOnce(Expr) -> Expr) -> Expr {
    Expr::all([value.clone().known(), test(value)])
}

fn one_of(value: Expr, wanted: Vec<String>) -> Expr {
    if wanted.is_empty() {
        return Expr::Flag(false);
    }
    Expr::OneOf(Box::new(value), wanted)
}

fn event_holds(compiled: &Compiled, check: EventCheck) -> Expr {
    let Some(event) = compiled.events.get(check.event) else {
        return Expr::Flag(false);
    };
    if let Some(since) = check.since {
        let other = compiled.events.get(since).map_or("", String::as_str);
        return later(event, other, check.within);
    }
    let least = Expr::Whole(i64::from(check.at_least));
    known(
        Expr::place(&["events", event, &count_key(compiled, check)]),
        |count| least.at_most(count),
    )
}

fn any_event_holds(compiled: &Compiled, check: &AnyEventCheck) -> Expr {
    let least = Expr::Whole(i64::from(check.at_least));
    let id = compiled.joined_id(&check.events);
    known(
        Expr::place(&["events", &id, &any_count_key(compiled, check)]),
        |count| least.at_most(count),
    )
}

/// Whether an event last happened on a later day than another did; an age is never below 0.
fn later(event: &str, other: &str, within: i32) -> Expr {
    let age = |event: &str| Expr::place(&["events", event, AGE_KEY]);
    let in_time = if within == i32::MAX {
        Expr::Flag(true)
    } else {
        age(event).at_most(Expr::Whole(i64::from(within)))
    };
    Expr::all([
        age(event).known(),
        age(other).known(),
        in_time,
        age(event).below(age(other)),
    ])
}

fn score_holds(points: Expr, test: ScoreTest) -> Expr {
    let whole = Expr::Whole;
    match test {
        ScoreTest::AtLeast(n) => whole(n).at_most(points),
        ScoreTest::AtMost(n) => points.at_most(whole(n)),
        ScoreTest::Above(n) => whole(n).below(points),
        ScoreTest::Below(n) => points.below(whole(n)),
        ScoreTest::Is(n) => between(whole(n), points, whole(n)),
        ScoreTest::Between(low, high) => between(whole(low), points, whole(high)),
    }
}

/// Both bounds included. Also says that two numbers are equal: not every engine takes 1 and 1.0 for the same.
fn between(low: Expr, value: Expr, high: Expr) -> Expr {
    Expr::all([low.at_most(value.clone()), value.at_most(high)])
}

fn field_holds(compiled: &Compiled, field: usize, operator: &Operator) -> Expr {
    let Some(declared) = compiled.fields.get(field) else {
        return Expr::Flag(false);
    };
    let id = declared.id.as_str();
    let value = Expr::place(&["fields", id]);
    let number = Expr::Number;
    match operator {
        Operator::Present => value.known(),
        Operator::Missing => value.null(),
        Operator::TextIn(texts) => known(value, |value| one_of(value, texts.clone())),
        Operator::Contains(texts) | Operator::WordsAny(texts) => {
            known(value, |value| Expr::any(each(&value, texts, Expr::HasPart)))
        }
        Operator::StartsWith(texts) => known(value, |value| {
            Expr::any(each(&value, texts, Expr::StartsWith))
        }),
        Operator::EndsWith(texts) => known(value, |value| {
            Expr::any(each(&value, texts, Expr::EndsWith))
        }),
        Operator::WordsAll(texts) => {
            known(value, |value| Expr::all(each(&value, texts, Expr::HasPart)))
        }
        Operator::ListAny(texts) => known(value, |value| {
            Expr::any(each(&value, texts, Expr::HasElement))
        }),
        Operator::ListAll(texts) => known(value, |value| {
            Expr::all(each(&value, texts, Expr::HasElement))
        }),
        Operator::NumberIs(n) => known(value, |value| between(number(*n), value, number(*n))),
        Operator::NumberAtLeast(n) => known(value, |value| number(*n).at_most(value)),
        Operator::NumberAtMost(n) => known(value, |value| value.at_most(number(*n))),
        Operator::NumberAbove(n) => known(value, |value| number(*n).below(value)),
        Operator::NumberBelow(n) => known(value, |value| value.below(number(*n))),
        Operator::NumberBetween(low, high) => {
            known(value, |value| between(number(*low), value, number(*high)))
        }
        Operator::LevelIn(ranks) => {
            let levels = declared.reader.levels();
            let wanted = ranks.iter().filter_map(|rank| levels.get(*rank)).cloned();
            known(value, |value| one_of(value, wanted.collect()))
        }
        Operator::LevelAtLeast(rank) => known(Expr::place(&["ranks", id]), |found| {
            place_of(*rank).at_most(found)
        }),
        Operator::LevelAtMost(rank) => known(Expr::place(&["ranks", id]), |found| {
            found.at_most(place_of(*rank))
        }),
        Operator::BooleanIs(flag) => known(value, |value| value.is(Expr::Flag(*flag))),
        Operator::Within(days) => known(Expr::place(&["ages", id]), |age| {
            between(Expr::Whole(0), age, Expr::Whole(i64::from(*days)))
        }),
        Operator::OlderThan(days) => known(Expr::place(&["ages", id]), |age| {
            Expr::Whole(i64::from(*days)).below(age)
        }),
        Operator::Before(day) => known(Expr::place(&["days", id]), |found| {
            found.below(Expr::Whole(i64::from(*day)))
        }),
        Operator::After(day) => known(Expr::place(&["days", id]), |found| {
            Expr::Whole(i64::from(*day)).below(found)
        }),
    }
}

fn place_of(rank: usize) -> Expr {
    Expr::Whole(i64::try_from(rank).unwrap_or(i64::MAX))
}

/// The same test of a value with each of several texts.
fn each(value: &Expr, texts: &[String], test: fn(Box<Expr>, String) -> Expr) -> Vec<Expr> {
    let texts = texts.iter();
    texts
        .map(|text| test(Box::new(value.clone()), text.clone()))
        .collect()
}
