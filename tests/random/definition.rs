//! A random definition with its leads.

use indexmap::IndexMap;
use leadpact_definition::date::Day;

use crate::plain::PlainLead;
use crate::plain::json::{Json, map};
use crate::random::Dice;
use crate::random::conditions::{condition, of_score};
use crate::random::facts::{self, Facts, TEXTS, WORDS};
use crate::random::{leads, rules};

/// A definition, the day on which it is used, and leads.
pub struct Random {
    pub spec: Json,
    pub as_of: Day,
    pub leads: Vec<PlainLead>,
    /// The columns of the export.
    pub headers: Vec<String>,
}

pub fn random(seed: u64) -> Random {
    let dice = &mut Dice::new(seed);
    let facts = facts::facts(dice);
    let as_of = *dice.pick(&["2026-01-01", "2026-01-01", "2025-12-31", "2024-02-29"]);
    let as_of = Day::parse(as_of).expect("a day");
    let scores = scores(dice, &facts);
    let grades = grades(dice, &facts, &scores);
    let stages = stages(dice, &facts, &scores, &grades);
    let gates = gates(dice, &facts, &stages);
    let list = map([("version", 1.into()), ("values", dice.some(&TEXTS).into())]);
    let words = map([("version", 2.into()), ("values", dice.some(&WORDS).into())]);
    let spec = map([
        ("fields", facts.fields_json()),
        ("events", facts.events_json()),
        ("lists", map([("l", list), ("w", words)])),
        ("gates", gates.into()),
        ("scores", Json::Map(scores)),
        ("grades", Json::Map(grades)),
        ("stages", stages.into()),
    ]);
    Random {
        spec,
        as_of,
        leads: leads::leads(dice, &facts, as_of),
        headers: leads::headers(&facts),
    }
}

fn scores(dice: &mut Dice, facts: &Facts) -> IndexMap<String, Json> {
    let axes: Vec<String> = (0..dice.between(1, 3))
        .map(|place| format!("s{place}"))
        .collect();
    let mut scores: IndexMap<String, Json> = IndexMap::new();
    for name in &axes {
        let score = rules::axis(dice, facts, name);
        scores.insert(name.clone(), score);
    }
    for place in 0..dice.below(3) {
        let parts: Vec<String> = scores.keys().cloned().collect();
        let total = rules::total(dice, facts, &parts);
        let name = format!("t{place}");
        // A total may stand before what it adds up.
        let at = if dice.chance(30) { 0 } else { scores.len() };
        scores.shift_insert(at, name, total);
    }
    scores
}

fn score_or_fact(dice: &mut Dice, facts: &Facts, scores: &IndexMap<String, Json>) -> Json {
    if dice.chance(70) {
        let names: Vec<&String> = scores.keys().collect();
        let name = (*dice.pick(&names)).clone();
        return of_score(dice, &name);
    }
    condition(dice, facts, 1)
}

fn grades(
    dice: &mut Dice,
    facts: &Facts,
    scores: &IndexMap<String, Json>,
) -> IndexMap<String, Json> {
    let mut grades = IndexMap::new();
    if dice.chance(40) {
        let names: Vec<&String> = scores.keys().collect();
        let name = (*dice.pick(&names)).clone();
        let mut rows = vec![map([("atLeast", 10.into()), ("grade", "A".into())])];
        rows.push(map([("atLeast", 1.into()), ("grade", "B".into())]));
        if dice.chance(60) {
            rows.push(map([("grade", "it's \\ 5%".into())]));
        }
        grades.insert(name, Json::List(rows));
    }
    if dice.chance(40) {
        let rows = (0..dice.between(1, 3)).map(|_| {
            let when = score_or_fact(dice, facts, scores);
            let grade = (*dice.pick(&["1", "2", "x"])).into();
            map([("when", when), ("grade", grade)])
        });
        let rows: Vec<Json> = rows.collect();
        grades.insert("q".to_owned(), rows.into());
    }
    grades
}

fn stages(
    dice: &mut Dice,
    facts: &Facts,
    scores: &IndexMap<String, Json>,
    grades: &IndexMap<String, Json>,
) -> Vec<Json> {
    let mut stages = Vec::new();
    for place in 0..dice.below(6) {
        let mut stage = vec![("id".to_owned(), Json::from(format!("stage-{place}")))];
        if dice.chance(30) {
            let track = *dice.pick(&["product", "main", "Order by"][..2]);
            stage.push(("track".to_owned(), track.into()));
        }
        if dice.chance(85) {
            let mut when = score_or_fact(dice, facts, scores);
            if dice.chance(30) {
                let other = score_or_fact(dice, facts, scores);
                when = map([(*dice.pick(&["all", "any"]), vec![when, other].into())]);
            }
            if let Some((grade, rows)) = grades.first().filter(|_| dice.chance(20)) {
                let value = rows
                    .list()
                    .first()
                    .map_or(Json::Null, |row| row.get("grade").clone());
                when = map([("grade", grade.clone().into()), ("in", vec![value].into())]);
            }
            stage.push(("when".to_owned(), when));
        }
        if dice.chance(20) {
            let exit = score_or_fact(dice, facts, scores);
            stage.push(("exit".to_owned(), exit));
        }
        if dice.chance(40) {
            stage.push(("owner".to_owned(), (*dice.pick(&OWNERS)).into()));
        }
        if dice.chance(30) {
            let routes = (0..dice.below(3)).map(|_| {
                let when = score_or_fact(dice, facts, scores);
                map([("when", when), ("to", (*dice.pick(&OWNERS)).into())])
            });
            let routes: Vec<Json> = routes.collect();
            let mut routing = map([("routes", routes.into())]);
            if dice.chance(50)
                && let Json::Map(entries) = &mut routing
            {
                entries.insert("fallback".to_owned(), (*dice.pick(&OWNERS)).into());
            }
            stage.push(("routing".to_owned(), routing));
        }
        stages.push(Json::Map(stage.into_iter().collect()));
    }
    stages
}

/// Names that break out of careless text, and some that do not.
const OWNERS: [&str; 6] = [
    "sales",
    "O'Neil",
    "a\"b\\",
    "{{ x }}",
    "team 東京",
    "it's \"5\" %",
];

fn gates(dice: &mut Dice, facts: &Facts, stages: &[Json]) -> Vec<Json> {
    let mut gates = Vec::new();
    for place in 0..dice.below(4) {
        let effect: (&str, Json) = match dice.below(4) {
            0 => ("disqualify", true.into()),
            1 => ("suspend", true.into()),
            _ if stages.is_empty() => continue,
            _ => ("qualify", dice.pick(stages).get("id").clone()),
        };
        // A gate that takes nearly everybody out would hide the rest.
        let when = map([(
            "all",
            vec![condition(dice, facts, 0), condition(dice, facts, 0)].into(),
        )]);
        gates.push(map([
            ("id", format!("gate-{place}").into()),
            effect,
            ("when", when),
        ]));
    }
    gates
}
