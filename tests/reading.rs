//! What is signed is what the rules do: random agreements, read aloud.
//!
//! Every rule stands in a sentence, every sentence has something that carries it out, and somebody who knows nothing but
//! what the sentences carry sorts leads as the rules do.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use jiff::ToSpan;
use leadpact_definition::date::Day;
use leadpact_definition::field::FieldType;
use leadpact_definition::reading::{self, Carrier, Reading};
use leadpact_definition::score::{Rule, RuleKind, Score};
use leadpact_definition::stage::Stage;
use leadpact_definition::{Spec, compile as usable, say};
use leadpact_files as files;
use leadpact_workshop::rules::{Source, rules};
use leadpact_workshop::{
    Answer, Importance, Kind, Observation, Question, Range, Rating, Response, Workshop,
};

use crate::any_answers::settle_response;
use crate::plain::json::Json;
use crate::plain::{Plain, PlainLead};
use crate::random::{Dice, native_lead, native_row};

const NAMES: [&str; 4] = ["b2b", "saas", "insurance", "simple"];

/// An agreement on most of what a template asks: answers that people could give.
fn agreed(seed: u64) -> Workshop {
    let dice = &mut Dice::new(seed);
    let template = files::template(dice.pick::<&str>(&NAMES)).expect("a template");
    let mut w = Workshop::new("Any", template, &jiff::Zoned::default());
    for question in w.bank.questions.clone() {
        if dice.chance(15) {
            continue;
        }
        let response = response(dice, &w, &question);
        settle_response(&mut w, &question.id, response);
    }
    if dice.chance(20) {
        for stage in &mut w.stages {
            stage.enter.asked = leadpact_workshop::AskedEntry::WhateverTheMusts;
        }
    }
    w
}

fn response(dice: &mut Dice, w: &Workshop, question: &Question) -> Response {
    let criterion = question.is_criterion();
    let observed_by = match dice.below(8) {
        0 if criterion => Some(Observation::Person("SDR on the call".to_owned())),
        1 if criterion => Some(Observation::Event("requested a demo".to_owned())),
        _ => None,
    };
    let never = question.options.last().map(|o| o.id.clone());
    Response {
        answer: Some(answer(dice, w, question)),
        importance: criterion.then(|| *dice.pick(&Importance::ALL)),
        never: never
            .filter(|_| criterion && dice.chance(15))
            .into_iter()
            .collect(),
        observed_by,
        ..Response::default()
    }
}

fn answer(dice: &mut Dice, w: &Workshop, question: &Question) -> Answer {
    let ids: Vec<String> = question.options.iter().map(|o| o.id.clone()).collect();
    match question.kind {
        Kind::OwnWords | Kind::Tags => Answer::Text("Somebody who asks us for help".to_owned()),
        Kind::Choice | Kind::One | Kind::NotALead | Kind::AlreadyOurs => {
            let mut values = dice.some(&ids);
            if dice.chance(25) {
                values.push("Written by hand".to_owned());
            }
            Answer::Values(values)
        }
        Kind::Order => Answer::Order(dice.some(&ids)),
        Kind::Level => Answer::AtLeast(dice.pick(&ids).clone()),
        Kind::Range => Answer::Range(Range {
            from: dice.chance(80).then(|| *dice.pick(&[1.0, 10.0, 50.0])),
            to: dice.chance(50).then(|| *dice.pick(&[500.0, 5000.0])),
        }),
        Kind::YesNo => Answer::Is(true),
        Kind::Signals => {
            let signals = question.signals.iter();
            Answer::Ratings(
                signals
                    .map(|s| (s.id.clone(), *dice.pick(&Rating::ALL)))
                    .collect(),
            )
        }
        Kind::Cards => {
            let stages: Vec<String> = w.stages.iter().map(|s| s.id.clone()).collect();
            let cards = question.cards.iter();
            Answer::Cards(
                cards
                    .map(|c| (c.id.clone(), dice.pick(&stages).clone()))
                    .collect(),
            )
        }
    }
}

/// The names of everything that a definition carries out or says.
fn everything(spec: &Spec) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    all.extend(spec.gates.iter().map(|g| format!("gate {}", g.id)));
    for (name, score) in &spec.scores {
        all.extend(score.rules.iter().map(|r| format!("rule {}", r.id)));
        if !score.rules.is_empty() {
            all.insert(format!("score {name}"));
        }
    }
    for stage in &spec.stages {
        all.insert(format!("stage {}", stage.id));
        if stage.routing.is_some() {
            all.insert(format!("routing {}", stage.id));
        }
        let lines = stage.checklist.iter();
        all.extend(lines.map(|line| format!("checklist {} {line}", stage.id)));
    }
    let words = spec.in_words.iter();
    all.extend(words.map(|w| format!("words {} {}", w.about, w.words)));
    all
}

fn name_of(carrier: &Carrier) -> String {
    match carrier {
        Carrier::Gate(gate) => format!("gate {}", gate.id),
        Carrier::Rule(_, rule) => format!("rule {}", rule.id),
        Carrier::Score(name, _) => format!("score {name}"),
        Carrier::Stage(stage) => format!("stage {}", stage.id),
        Carrier::Routing(stage) => format!("routing {}", stage.id),
        Carrier::Checklist(stage, line) => format!("checklist {} {line}", stage.id),
        Carrier::Nobody(words) => format!("words {} {}", words.about, words.words),
    }
}

/// What people read of a thing: each of these stands in the sentence that names it.
fn told(spec: &Spec, carrier: &Carrier) -> Vec<String> {
    match carrier {
        Carrier::Gate(gate) => {
            let line = gate.because.iter().filter(|b| spec.is_not.contains(b));
            line.map(|b| say::small(b)).collect()
        }
        Carrier::Rule(_, rule) => match &rule.kind {
            RuleKind::Event { events, points, .. } => {
                vec![say::event_names(spec, events), points.to_string()]
            }
            RuleKind::When { when, points } => {
                vec![reading::clause(spec, when), points.to_string()]
            }
            _ => Vec::new(),
        },
        Carrier::Score(name, score) => {
            let cap = score.cap.map(|cap| cap.to_string());
            [(*name).to_owned()].into_iter().chain(cap).collect()
        }
        Carrier::Stage(stage) => vec![say::small(stage.title())],
        Carrier::Routing(stage) => {
            let routing = stage.routing.iter();
            let names = routing.flat_map(|r| r.routes.iter().map(|r| &r.to).chain(&r.fallback));
            names.cloned().collect()
        }
        Carrier::Checklist(_, line) => {
            let about = line.split_once(':').map_or(*line, |(about, _)| about);
            vec![about.to_lowercase()]
        }
        Carrier::Nobody(words) => vec![words.words.to_lowercase()],
    }
}

/// Only what the sentences carry, put together again. The dictionary of fields and events stays.
fn heard(spec: &Spec, reading: &Reading) -> Spec {
    let mut gates = IndexMap::new();
    let mut scores: IndexMap<String, Score> = IndexMap::new();
    let mut rules: IndexMap<String, Vec<Rule>> = IndexMap::new();
    let mut stages: IndexMap<String, Stage> = IndexMap::new();
    for carrier in reading.sentences.iter().flat_map(|s| &s.by) {
        match carrier {
            Carrier::Gate(gate) => {
                gates.insert(gate.id.clone(), (*gate).clone());
            }
            Carrier::Score(name, score) => {
                let score = Score {
                    rules: Vec::new(),
                    ..(*score).clone()
                };
                scores.insert((*name).to_owned(), score);
            }
            Carrier::Rule(of, rule) => {
                let of = rules.entry((*of).to_owned()).or_default();
                of.push((*rule).clone());
            }
            Carrier::Stage(stage) => {
                stages.insert(stage.id.clone(), (*stage).clone());
            }
            Carrier::Routing(_) | Carrier::Checklist(..) | Carrier::Nobody(_) => {}
        }
    }
    for (name, rules) in rules {
        if let Some(score) = scores.get_mut(&name) {
            score.rules = rules;
        }
    }
    // Where no axis has a rule nothing is said about points, and nobody has any.
    for name in ["fit", "engagement", "total"] {
        scores.entry(name.to_owned()).or_default();
    }
    // Steps stand in the order of the ladder, which is no rule of its own.
    let place = |id: &String| spec.stages.iter().position(|s| s.id == *id);
    stages.sort_by(|a, _, b, _| place(a).cmp(&place(b)));
    scores.sort_by(|a, _, b, _| {
        let place = |name: &String| spec.scores.get_index_of(name);
        place(a).cmp(&place(b))
    });
    Spec {
        fields: spec.fields.clone(),
        events: spec.events.clone(),
        lists: spec.lists.clone(),
        gates: gates.into_values().collect(),
        scores,
        stages: stages.into_values().collect(),
        ..Spec::default()
    }
}

/// A lead whose cells mean something to the definition.
fn lead(dice: &mut Dice, spec: &Spec, as_of: Day, place: usize) -> PlainLead {
    let mut cells = BTreeMap::new();
    let day = |dice: &mut Dice| {
        let age = *dice.pick(&[-3_i64, 0, 1, 5, 29, 31, 60, 91, 200]);
        as_of.0.checked_sub(age.days()).expect("a day").to_string()
    };
    for (id, field) in &spec.fields {
        let header = field.columns.0.first().unwrap_or(id).clone();
        let cell = match field.kind {
            FieldType::Level => dice.pick(&field.levels).clone(),
            FieldType::Number => (*dice.pick(&["1", "12", "300", "4000", "99999"])).to_owned(),
            FieldType::Boolean => (*dice.pick(&["yes", "no"])).to_owned(),
            FieldType::Date | FieldType::Datetime => day(dice),
            FieldType::Text | FieldType::Words | FieldType::List => {
                let read = field.read.iter().flat_map(|read| read.values.keys());
                let mut known: Vec<String> = read.chain(field.words.keys()).cloned().collect();
                known.push("Somebody".to_owned());
                known.push("Written by hand".to_owned());
                dice.pick(&known).clone()
            }
        };
        let cell = if dice.chance(20) { String::new() } else { cell };
        cells.insert(header, cell);
    }
    for event in spec.events.values() {
        let Some(columns) = &event.columns else {
            continue;
        };
        let happened = dice.chance(35);
        if let Some(header) = columns.count.0.first() {
            let count = if happened {
                dice.pick(&["1", "2", "7"])
            } else {
                &"0"
            };
            cells.insert(header.clone(), (*count).to_owned());
        }
        if let Some(header) = columns.last.0.first() {
            let last = if happened { day(dice) } else { String::new() };
            cells.insert(header.clone(), last);
        }
    }
    PlainLead {
        id: format!("lead-{place}"),
        cells,
        log: None,
    }
}

/// Sorts leads by what was heard, with the evaluator that shares no code with the program.
fn sorts_alike(seed: u64, spec: &Spec, heard: &Spec) {
    let rules = usable(spec).unwrap_or_else(|why| panic!("seed {seed}: {why:?}"));
    let heard = Json::parse(&serde_json::to_string(heard).expect("JSON"));
    let as_of = Day(jiff::civil::date(2026, 3, 6));
    let dice = &mut Dice::new(seed ^ 0x5eed);
    for place in 0..50 {
        let lead = lead(dice, spec, as_of, place);
        let by_rules = native_row(&rules, &native_lead(spec, &rules, &lead), as_of);
        let by_ear = Plain {
            spec: &heard,
            lead: &lead,
            as_of: i64::from(as_of.number()),
        }
        .row();
        assert_eq!(by_rules, by_ear, "seed {seed}, {lead:?}");
    }
}

#[test]
fn every_rule_stands_in_a_sentence_and_every_sentence_is_carried_out() {
    for seed in 0..300 {
        let workshop = agreed(seed);
        let spec = rules(&workshop, Source::Agreed).spec;
        let reading = reading::read(&spec);
        assert_eq!(spec.statement, reading.text(), "seed {seed}");
        let mut named = BTreeSet::new();
        for sentence in &reading.sentences {
            assert!(!sentence.by.is_empty(), "seed {seed}: {}", sentence.text);
            let text = sentence.text.to_lowercase();
            for carrier in &sentence.by {
                named.insert(name_of(carrier));
                for words in told(&spec, carrier) {
                    let words = words.to_lowercase();
                    assert!(text.contains(&words), "seed {seed}: no {words:?} in {text}");
                }
            }
        }
        let missing: Vec<String> = everything(&spec).difference(&named).cloned().collect();
        assert!(
            missing.is_empty(),
            "seed {seed}: no sentence for {missing:?}"
        );
    }
}

#[test]
fn whoever_knows_the_sentences_sorts_leads_as_the_rules_do() {
    for seed in 0..300 {
        let spec = rules(&agreed(seed), Source::Agreed).spec;
        let heard = heard(&spec, &reading::read(&spec));
        sorts_alike(seed, &spec, &heard);
    }
}
