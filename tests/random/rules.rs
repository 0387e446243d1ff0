//! Random rules and scores.

use crate::plain::json::{Json, map};
use crate::random::Dice;
use crate::random::conditions::{condition, on_field, start};
use crate::random::facts::{DURATIONS, Facts, NUMBERS};

/// How long an act must lie behind the last one that counted.
const COOLDOWNS: [&str; 5] = ["1d", "2d", "7d", "30d", "90d"];

type Entries = Vec<(String, Json)>;

fn put(entries: &mut Entries, key: &str, value: impl Into<Json>) {
    entries.push((key.to_owned(), value.into()));
}

fn done(entries: Entries) -> Json {
    Json::Map(entries.into_iter().collect())
}

/// Points that are seldom 0 and sometimes large.
pub fn points(dice: &mut Dice) -> i64 {
    let size = i64::try_from(dice.below(25)).expect("a small number");
    match dice.below(20) {
        0 => 999_983,
        1..=5 => -size,
        _ => size,
    }
}

fn small(dice: &mut Dice, below: usize) -> i64 {
    i64::try_from(dice.below(below)).expect("a small number")
}

/// Steps of a decay, each greater than the one before, the last without end.
fn steps(dice: &mut Dice) -> Json {
    let mut list = Vec::new();
    for within in dice.some(&DURATIONS[..6]) {
        let keep = format!("{}%", dice.below(101));
        list.push(map([("within", within.into()), ("keep", keep.into())]));
    }
    list.push(map([("keep", format!("{}%", dice.below(101)).into())]));
    Json::List(list)
}

fn bands(dice: &mut Dice) -> Json {
    let mut list = Vec::new();
    for bound in dice.some(&NUMBERS) {
        let end = if dice.chance(25) { "atMost" } else { "below" };
        list.push(map([(end, bound.into()), ("points", points(dice).into())]));
    }
    list.push(map([("points", points(dice).into())]));
    Json::List(list)
}

fn event_rule(dice: &mut Dice, facts: &Facts, entries: &mut Entries) {
    let ids: Vec<String> = facts.events.iter().map(|event| event.id.clone()).collect();
    let named = match dice.some(&ids) {
        several if several.len() > 1 && dice.chance(60) => {
            put(entries, "anyEvent", several.clone());
            several
        }
        _ => {
            let event = dice.pick(&ids).clone();
            put(entries, "event", event.clone());
            vec![event]
        }
    };
    put(entries, "points", points(dice));
    match dice.below(10) {
        0 => {}
        1 => put(entries, "per", "once"),
        2 => put(entries, "per", "day"),
        3 => put(entries, "per", "week"),
        4 => put(entries, "per", "month"),
        5 => put(
            entries,
            "per",
            map([("days", (1 + small(dice, 40)).into())]),
        ),
        6 | 7 => put(
            entries,
            "per",
            map([("cooldown", dice.pick(&COOLDOWNS).to_string().into())]),
        ),
        _ => put(entries, "per", "occurrence"),
    }
    if dice.chance(50) {
        put(entries, "within", *dice.pick(&DURATIONS));
    }
    if dice.chance(35)
        && let Some(start) = start(dice, facts, &named)
    {
        put(entries, "since", start);
    }
    if dice.chance(25) {
        put(entries, "when", condition(dice, facts, 1));
    }
    if dice.chance(50) {
        let steps = steps(dice);
        put(entries, "decay", steps);
    }
}

fn when_missing(dice: &mut Dice, entries: &mut Entries) {
    match dice.below(6) {
        0 | 1 => put(entries, "whenMissing", points(dice)),
        2 if dice.chance(40) => put(entries, "whenMissing", "not-enough-known"),
        _ => {}
    }
}

fn first_of(dice: &mut Dice, facts: &Facts) -> Json {
    let mut choices = Vec::new();
    for _ in 0..dice.between(1, 3) {
        let when = condition(dice, facts, 1);
        choices.push(map([("when", when), ("points", points(dice).into())]));
    }
    if dice.chance(60) {
        choices.push(map([("points", points(dice).into())]));
    }
    Json::List(choices)
}

/// A rule of any kind; `inner`: one inside `largestOf`.
fn rule(dice: &mut Dice, facts: &Facts, id: &str, inner: bool) -> Entries {
    let mut entries = Vec::new();
    put(&mut entries, "id", id);
    let number = facts.of_kind(dice, &["number"]).cloned();
    match (dice.below(9), number) {
        (0 | 1, Some(field)) => {
            put(&mut entries, "field", field.id);
            let bands = bands(dice);
            put(&mut entries, "bands", bands);
            when_missing(dice, &mut entries);
        }
        (2, Some(field)) => {
            put(&mut entries, "field", field.id);
            put(&mut entries, "per", "unit");
            put(&mut entries, "points", points(dice));
            when_missing(dice, &mut entries);
        }
        (3..=5, _) if !facts.events.is_empty() => event_rule(dice, facts, &mut entries),
        (6, _) => put(&mut entries, "firstOf", first_of(dice, facts)),
        (7, _) if !inner => {
            let rules = (0..dice.between(1, 3)).map(|place| {
                let id = format!("{id}-{place}");
                done(rule(dice, facts, &id, true))
            });
            let rules: Vec<Json> = rules.collect();
            put(&mut entries, "largestOf", rules);
        }
        _ => {
            put(&mut entries, "points", points(dice));
            if dice.chance(50) {
                let field = dice.pick(&facts.fields).clone();
                let when = on_field(dice, &field);
                put(&mut entries, "when", when);
                when_missing(dice, &mut entries);
            } else {
                put(&mut entries, "when", condition(dice, facts, 2));
            }
        }
    }
    let cap = small(dice, 30);
    if dice.chance(25) {
        put(&mut entries, "cap", cap);
    }
    if dice.chance(10) {
        put(&mut entries, "floor", -small(dice, 20));
    }
    entries
}

/// Cap and floor, the floor not above the cap.
fn limits(dice: &mut Dice, entries: &mut Entries, percent: usize) {
    let cap = small(dice, 60) - 5;
    if dice.chance(percent) {
        put(entries, "cap", cap);
    }
    if dice.chance(percent) {
        put(entries, "floor", cap - small(dice, 40));
    }
}

/// A score with rules of its own.
pub fn axis(dice: &mut Dice, facts: &Facts, name: &str) -> Json {
    let mut entries = Vec::new();
    limits(dice, &mut entries, 40);
    if dice.chance(20) {
        put(&mut entries, "appliesTo", condition(dice, facts, 1));
    }
    if dice.chance(15) {
        put(&mut entries, "resetWhen", condition(dice, facts, 1));
    }
    let groups: Vec<String> = (0..dice.below(3))
        .map(|place| format!("g{place}"))
        .collect();
    let mut limited = Vec::new();
    for group in &groups {
        let mut of_group = Vec::new();
        limits(dice, &mut of_group, 60);
        limited.push((group.clone(), done(of_group)));
    }
    if !groups.is_empty() {
        put(&mut entries, "groups", done(limited));
    }
    let mut rules = Vec::new();
    for place in 0..dice.between(1, 6) {
        let mut rule = rule(dice, facts, &format!("{name}-{place}"), false);
        if !groups.is_empty() && dice.chance(50) {
            put(&mut rule, "group", dice.pick(&groups).clone());
        }
        rules.push(done(rule));
    }
    put(&mut entries, "rules", rules);
    if dice.chance(30) {
        let dated = facts
            .of_kind(dice, &["date", "datetime"])
            .map(|field| field.id.clone());
        let event = facts.events.first().map(|event| event.id.clone());
        if let Some(by) = if dice.chance(50) {
            dated.or(event)
        } else {
            event
        } {
            let mut decay = Vec::new();
            put(&mut decay, "by", by);
            let steps = steps(dice);
            put(&mut decay, "steps", steps);
            if dice.chance(50) {
                put(&mut decay, "whenMissing", format!("{}%", dice.below(101)));
            }
            put(&mut entries, "decay", done(decay));
        }
    }
    done(entries)
}

/// A score that takes others together.
pub fn total(dice: &mut Dice, facts: &Facts, parts: &[String]) -> Json {
    let mut entries = Vec::new();
    let key = if dice.chance(70) { "sum" } else { "largest" };
    put(&mut entries, key, dice.some(parts));
    limits(dice, &mut entries, 40);
    if dice.chance(10) {
        put(&mut entries, "appliesTo", condition(dice, facts, 1));
    }
    done(entries)
}
