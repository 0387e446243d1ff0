//! What one party says: the answer of its one sheet, or what most of its sheets say.

use crate::answer::compared::{self, Value, same_spelling};
use crate::{Answer, Importance, PartyId, Question, Response};

/// What one party says to one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// The party.
    pub party: PartyId,
    /// Whether it counts in the class; the facilitator's never does.
    pub counts: bool,
    /// What it says.
    pub says: Says,
    /// How many of its people say so.
    pub backing: Backing,
    /// Each person's own response, where several people of the party answered; else empty.
    pub people: Vec<Person>,
}

/// One person's response.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Who.
    pub name: String,
    /// What was said.
    pub response: Response,
}

/// What a party says as one voice.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// Not answered; different from *don't know*, which is a [`Says::One`].
    Nothing,
    /// One response. Boxed: it is much larger than the others.
    One(Box<Response>),
    /// A tie within the party: the alternatives, at least two.
    Split(Vec<Response>),
}

impl Says {
    /// The response, the alternatives, or nothing.
    #[must_use]
    pub fn responses(&self) -> &[Response] {
        match self {
            Self::Nothing => &[],
            Self::One(response) => std::slice::from_ref(response),
            Self::Split(alternatives) => alternatives,
        }
    }

    /// The one response; `None` where nothing was said or the party is split.
    #[must_use]
    pub fn one(&self) -> Option<&Response> {
        match self {
            Self::One(response) => Some(response),
            Self::Nothing | Self::Split(_) => None,
        }
    }
}

/// "2 of 3": how many of those who answered say so. For alternatives: how many say each of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backing {
    /// Who say so.
    pub with: usize,
    /// Who answered.
    pub of: usize,
}

impl Backing {
    /// "2 of 3"; `None` where all who answered say so.
    #[must_use]
    pub fn words(self) -> Option<String> {
        (self.with < self.of).then(|| format!("{} of {}", self.with, self.of))
    }
}

impl Position {
    /// The party's voice: the answer that most of its people give. People who did not answer have no say; *don't know*
    /// is an answer. Equally frequent answers are a split, and so are equally frequent weights of the same answer.
    /// Among split answers each carries the weight most of its people give it, the heavier of equals. A value is
    /// *never* acceptable to the party where at least half of those who answered say so.
    pub(super) fn of(question: &Question, party: &str, counts: bool, people: Vec<Person>) -> Self {
        let (says, backing) = voice(question, &people);
        let people = if people.len() > 1 { people } else { Vec::new() };
        Self {
            party: party.to_owned(),
            counts,
            says,
            backing,
            people,
        }
    }

    /// Whether the party names a value, or what is never acceptable; *don't know* is neither.
    #[must_use]
    pub fn has_value(&self) -> bool {
        self.says.responses().iter().any(|r| {
            !r.never.is_empty()
                || r.answer
                    .as_ref()
                    .is_some_and(|a| !matches!(a, Answer::DontKnow))
        })
    }

    /// How much it matters to the party; the heaviest of a split party, `None` where nobody said.
    #[must_use]
    pub fn importance(&self) -> Option<Importance> {
        self.says
            .responses()
            .iter()
            .filter_map(|r| r.importance)
            .max()
    }

    /// Whether the party is split.
    #[must_use]
    pub fn is_split(&self) -> bool {
        matches!(self.says, Says::Split(_))
    }
}

fn voice(question: &Question, people: &[Person]) -> (Says, Backing) {
    let of = people.len();
    if let [only] = people {
        return (
            Says::One(Box::new(only.response.clone())),
            Backing { with: 1, of },
        );
    }
    let mut groups: Vec<(Value, Vec<&Response>)> = Vec::new();
    for person in people {
        let response = &person.response;
        let value = response
            .answer
            .as_ref()
            .map_or(Value::OnlyNever, |a| compared::value(question, a));
        match groups.iter_mut().find(|(v, _)| *v == value) {
            Some((_, members)) => members.push(response),
            None => groups.push((value, vec![response])),
        }
    }
    let most = groups
        .iter()
        .map(|(_, members)| members.len())
        .max()
        .unwrap_or(0);
    groups.retain(|(_, members)| members.len() == most);
    let never = never_of_most(question, people);
    let made = |members: &[&Response], importance| {
        let answer = members.first().and_then(|r| r.answer.clone());
        Response {
            shown_by: compared::shown_by(question, answer.as_ref(), members),
            answer,
            importance,
            never: never.clone(),
            observed_by: members.iter().find_map(|r| r.observed_by.clone()),
            because: because(members),
        }
    };
    match groups.as_slice() {
        [] => (Says::Nothing, Backing::default()),
        [(_, members)] => match most_frequent(members.iter().map(|r| r.importance)).as_slice() {
            [importance] => (
                Says::One(Box::new(made(members, *importance))),
                Backing { with: most, of },
            ),
            several => {
                let alternatives: Vec<Response> =
                    several.iter().map(|i| made(members, *i)).collect();
                let with = most / several.len().max(1);
                (Says::Split(alternatives), Backing { with, of })
            }
        },
        several => {
            let alternatives = several
                .iter()
                .map(|(_, members)| {
                    let heaviest = most_frequent(members.iter().map(|r| r.importance))
                        .into_iter()
                        .max()
                        .flatten();
                    made(members, heaviest)
                })
                .collect();
            (Says::Split(alternatives), Backing { with: most, of })
        }
    }
}

/// The most frequent values, heaviest first.
pub(crate) fn most_frequent<T: Copy + Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    let groups: Vec<&[T]> = values.chunk_by(|a, b| a == b).collect();
    let most = groups.iter().map(|g| g.len()).max().unwrap_or(0);
    groups
        .iter()
        .rev()
        .filter(|g| g.len() == most)
        .filter_map(|g| g.first().copied())
        .collect()
}

fn never_of_most(question: &Question, people: &[Person]) -> Vec<String> {
    let mut found: Vec<(String, String, usize)> = Vec::new();
    for person in people {
        let mut mine: Vec<String> = Vec::new();
        for raw in &person.response.never {
            let key = same_spelling(question, raw);
            if mine.contains(&key) {
                continue;
            }
            match found.iter_mut().find(|(k, ..)| *k == key) {
                Some((.., count)) => *count += 1,
                None => found.push((key.clone(), raw.clone(), 1)),
            }
            mine.push(key);
        }
    }
    found
        .into_iter()
        .filter(|(.., count)| count * 2 >= people.len())
        .map(|(_, raw, _)| raw)
        .collect()
}

fn because(members: &[&Response]) -> String {
    let mut reasons: Vec<&str> = Vec::new();
    for reason in members.iter().map(|r| r.because.trim()) {
        if !reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.join("; ")
}

impl Position {
    /// What the party says in words, with the count where its people differ: `manager and above (2 of 3)`,
    /// `split: manager and above / director and above`, `-` where it did not answer. `currency` is the workshop's
    /// ISO 4217 code.
    #[must_use]
    pub fn words(&self, question: &Question, currency: &str) -> String {
        match &self.says {
            Says::Nothing => "-".to_owned(),
            Says::One(response) => {
                let words = response.words(question, currency);
                self.backing
                    .words()
                    .map_or(words.clone(), |count| format!("{words} ({count})"))
            }
            Says::Split(alternatives) => {
                let words: Vec<String> = alternatives
                    .iter()
                    .map(|r| r.words(question, currency))
                    .collect();
                let same_value = words.windows(2).all(|w| matches!(w, [a, b] if a == b));
                let words: Vec<String> = if same_value {
                    // They differ in how much it matters only.
                    let weight =
                        |r: &Response| r.importance.map_or("not said", |i| i.word()).to_owned();
                    let value = words.first().cloned().unwrap_or_default();
                    let weights: Vec<String> = alternatives.iter().map(weight).collect();
                    return format!("{value} (split: {})", weights.join(" / "));
                } else {
                    words
                };
                format!("split: {}", words.join(" / "))
            }
        }
    }
}
