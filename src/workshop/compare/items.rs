//! The items of a grid, its scale, and what the people of one party say of an item.

use indexmap::IndexMap;

use crate::compare::canon::{self, Value, same_spelling};
use crate::compare::grid::{Cell, Item};
use crate::compare::position::{Backing, Person, most_frequent};
use crate::{Answer, Kind, Question, Rating, Response, StagePlan};
use leadpact_definition::golden::NO_STAGE;

/// The scale of a grid, lowest place first.
pub(super) struct Scale {
    /// Ids of the places.
    pub places: Vec<String>,
    /// What people read.
    pub words: Vec<String>,
    /// The same where room is scarce.
    pub short: Vec<String>,
    /// How many places lie on the scale. Those behind are stages that the ladder does not have: they stand apart.
    pub steps: usize,
}

impl Scale {
    /// Lead cards have *not a lead* at the bottom of the ladder.
    pub fn of(question: &Question, stages: &[StagePlan], people: &[Vec<Person>]) -> Self {
        let mut scale = Self {
            places: Vec::new(),
            words: Vec::new(),
            short: Vec::new(),
            steps: 0,
        };
        match question.kind {
            Kind::Signals => {
                for rating in Rating::ALL {
                    scale.push(rating.id(), rating.word(), rating.short());
                }
            }
            Kind::Cards => {
                let none = Rating::NotALead;
                scale.push(NO_STAGE, none.word(), none.short());
                for stage in stages {
                    scale.push(&stage.id, &stage.name, &short_name(stage));
                }
            }
            Kind::AlreadyOurs => {
                for words in ["may be handed over", "already ours"] {
                    scale.push(words, words, words);
                }
            }
            _ => {
                for words in ["may be a lead", "not a lead"] {
                    scale.push(words, words, words);
                }
            }
        }
        scale.steps = scale.places.len();
        if question.kind == Kind::Cards {
            scale.add_unknown(people);
        }
        scale
    }

    fn push(&mut self, place: &str, word: &str, short: &str) {
        self.places.push(place.to_owned());
        self.words.push(word.to_owned());
        self.short.push(short.to_owned());
    }

    /// Stages that cards were sorted into and the ladder does not have, in the order of their appearance.
    fn add_unknown(&mut self, people: &[Vec<Person>]) {
        for person in people.iter().flatten() {
            let Some(Answer::Cards(cards)) = &person.response.answer else {
                continue;
            };
            for stage in cards.values() {
                if !self.places.contains(stage) {
                    let words = format!("{stage}, not on the ladder");
                    self.push(stage, &words, &words);
                }
            }
        }
    }
}

/// A stage in few letters: `MQL` where that is both its id and what its name's words begin with; else its name.
fn short_name(stage: &StagePlan) -> String {
    let words = stage.name.split_whitespace();
    let initials: String = words.filter_map(|w| w.chars().next()).collect();
    if initials.chars().count() > 1 && initials.to_lowercase() == stage.id {
        initials.to_uppercase()
    } else {
        stage.name.clone()
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
                        .or_insert_with(|| question.label(raw).trim().to_owned());
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
