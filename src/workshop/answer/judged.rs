//! The items of a grid, its scale, and what the people of one party say of an item.

use indexmap::IndexMap;

use crate::answer::compared::{self, Value, same_spelling};
use crate::compare::{Backing, Cell, Item, Person, most_frequent};
use crate::{Answer, Kind, Question, Rating, Response, StagePlan};
use leadpact_definition::golden::NO_STAGE;

/// The scale of a grid, lowest place first.
pub(crate) struct Scale {
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
            Kind::OwnWords
            | Kind::Choice
            | Kind::One
            | Kind::Level
            | Kind::Range
            | Kind::Order
            | Kind::Tags
            | Kind::YesNo
            | Kind::NotALead => {
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
pub(crate) fn items_of(question: &Question, people: &[Vec<Person>]) -> Vec<Item> {
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
        Kind::OwnWords
        | Kind::Choice
        | Kind::One
        | Kind::Level
        | Kind::Range
        | Kind::Order
        | Kind::Tags
        | Kind::YesNo
        | Kind::NotALead
        | Kind::AlreadyOurs => question
            .options
            .iter()
            .map(|o| (o.id.clone(), o.label.clone()))
            .collect(),
    };
    for person in people.iter().flatten() {
        let Some(answer) = &person.response.answer else {
            continue;
        };
        for (id, label) in named(question, answer) {
            found.entry(id).or_insert(label);
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

/// The items that an answer names, each with what people read where the question does not know it.
fn named(question: &Question, answer: &Answer) -> Vec<(String, String)> {
    let by_id = |id: &String| (id.clone(), id.clone());
    let by_value = |raw: &String| {
        let label = question.label(raw).trim().to_owned();
        (same_spelling(question, raw), label)
    };
    match answer {
        Answer::Ratings(ratings) if question.kind == Kind::Signals => {
            ratings.keys().map(by_id).collect()
        }
        Answer::Cards(cards) if question.kind == Kind::Cards => cards.keys().map(by_id).collect(),
        Answer::Values(values) if question.kind.is_list_of_cases() => {
            values.iter().map(by_value).collect()
        }
        Answer::Ratings(_)
        | Answer::Cards(_)
        | Answer::Values(_)
        | Answer::DontKnow
        | Answer::Any
        | Answer::Text(_)
        | Answer::Order(_)
        | Answer::AtLeast(_)
        | Answer::Range(_)
        | Answer::Is(_) => Vec::new(),
    }
}

/// What a party's people say of one item.
pub(crate) fn cell(question: &Question, places: &[String], item: &str, people: &[Person]) -> Cell {
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
    match answer {
        Answer::Ratings(ratings) if question.kind == Kind::Signals => {
            let rating = ratings.get(item)?;
            Rating::ALL.iter().position(|r| r == rating)
        }
        Answer::Cards(cards) if question.kind == Kind::Cards => {
            let stage = cards.get(item)?;
            places.iter().position(|p| p == stage)
        }
        Answer::Values(_) if question.kind.is_list_of_cases() => {
            // Where nothing is excluded, it was answered all the same.
            let excluded = match compared::value(question, answer) {
                Value::Set(named) => named.iter().any(|n| n == item),
                Value::Nothing
                | Value::DontKnow
                | Value::OnlyNever
                | Value::Any
                | Value::Text(_)
                | Value::List(_)
                | Value::Level(..)
                | Value::Range(_)
                | Value::Table(_) => false,
            };
            Some(usize::from(excluded))
        }
        Answer::Ratings(_)
        | Answer::Cards(_)
        | Answer::Values(_)
        | Answer::DontKnow
        | Answer::Any
        | Answer::Text(_)
        | Answer::Order(_)
        | Answer::AtLeast(_)
        | Answer::Range(_)
        | Answer::Is(_) => None,
    }
}
