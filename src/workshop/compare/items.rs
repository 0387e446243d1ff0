//! The items of a grid, its scale, and what the people of one party say of an item.

use indexmap::IndexMap;

use crate::workshop::compare::canon::{self, Value, same_spelling};
use crate::workshop::compare::grid::{Cell, Item};
use crate::workshop::compare::position::{Backing, Person, most_frequent};
use crate::workshop::{Answer, Kind, Question, Rating, Response, StagePlan};

/// Ids and words of the scale. Stages that the ladder does not have stand above it, in the order of their appearance.
pub(super) fn scale_of(
    question: &Question,
    stages: &[StagePlan],
    people: &[Vec<Person>],
) -> (Vec<String>, Vec<String>) {
    match question.kind {
        Kind::Signals => {
            let words: Vec<String> = Rating::ALL.iter().map(|r| r.word().to_owned()).collect();
            (words.clone(), words)
        }
        Kind::Cards => {
            let mut ids: Vec<String> = stages.iter().map(|s| s.id.clone()).collect();
            let mut words: Vec<String> = stages.iter().map(|s| s.name.clone()).collect();
            for person in people.iter().flatten() {
                if let Some(Answer::Cards(cards)) = &person.response.answer {
                    for stage in cards.values() {
                        if !ids.contains(stage) {
                            ids.push(stage.clone());
                            words.push(stage.clone());
                        }
                    }
                }
            }
            (ids, words)
        }
        Kind::AlreadyOurs => {
            let words = vec!["may be handed over".to_owned(), "already ours".to_owned()];
            (words.clone(), words)
        }
        _ => {
            let words = vec!["may be a lead".to_owned(), "not a lead".to_owned()];
            (words.clone(), words)
        }
    }
}

/// Items of the question, then those that only answers name: own words, or what a file was given by hand.
pub(super) fn items_of(question: &Question, people: &[Vec<Person>]) -> Vec<Item> {
    let mut found: IndexMap<String, String> = match question.kind {
        Kind::Signals => question
            .signals
            .iter()
            .map(|s| (s.id.clone(), s.words()))
            .collect(),
        Kind::Cards => question
            .cards
            .iter()
            .map(|c| (c.id.clone(), c.text.clone()))
            .collect(),
        _ => question
            .options
            .iter()
            .map(|o| (o.id.clone(), o.label.clone()))
            .collect(),
    };
    for person in people.iter().flatten() {
        match (question.kind, &person.response.answer) {
            (Kind::Signals, Some(Answer::Ratings(ratings))) => {
                for id in ratings.keys() {
                    found.entry(id.clone()).or_insert_with(|| id.clone());
                }
            }
            (Kind::Cards, Some(Answer::Cards(cards))) => {
                for id in cards.keys() {
                    found.entry(id.clone()).or_insert_with(|| id.clone());
                }
            }
            (Kind::NotALead | Kind::AlreadyOurs, Some(Answer::Values(values))) => {
                for raw in values {
                    found
                        .entry(same_spelling(question, raw))
                        .or_insert_with(|| raw.trim().to_owned());
                }
            }
            _ => {}
        }
    }
    let item = |(id, label)| Item {
        id,
        label,
        cells: Vec::new(),
        differs: false,
        steps: 0,
    };
    found.into_iter().map(item).collect()
}

/// What a party's people say of one item.
pub(super) fn cell(question: &Question, places: &[String], item: &str, people: &[Person]) -> Cell {
    let said: Vec<usize> = people
        .iter()
        .filter_map(|p| place(question, places, item, &p.response))
        .collect();
    let mut most = most_frequent(said.iter().copied());
    most.reverse();
    match most.as_slice() {
        [] => Cell::Nothing,
        [place] => {
            let with = said.iter().filter(|s| *s == place).count();
            Cell::At(
                *place,
                Backing {
                    with,
                    of: said.len(),
                },
            )
        }
        _ => Cell::Split(most),
    }
}

fn place(question: &Question, places: &[String], item: &str, response: &Response) -> Option<usize> {
    let answer = response.answer.as_ref()?;
    match (question.kind, answer) {
        (Kind::Signals, Answer::Ratings(ratings)) => {
            let rating = ratings.get(item)?;
            Rating::ALL.iter().position(|r| r == rating)
        }
        (Kind::Cards, Answer::Cards(cards)) => {
            let stage = cards.get(item)?;
            places.iter().position(|p| p == stage)
        }
        (Kind::NotALead | Kind::AlreadyOurs, Answer::Values(_)) => {
            match canon::value(question, answer) {
                Value::Set(named) => Some(usize::from(named.iter().any(|n| n == item))),
                // Answered, and nothing is excluded.
                _ => Some(0),
            }
        }
        _ => None,
    }
}
