//! All answers side by side: how far apart the parties are on every question, and what each of them says.
//!
//! | what | file |
//! |---|---|
//! | what one party says, one or several sheets | `position.rs` |
//! | two positions: class, similarity | `pair.rs`, of answers in the form of `answer/compared.rs` |
//! | signals, lead cards, what is not a lead: item by item | `grid.rs`, of items as in `answer/judged.rs` |
//! | answers in words | `answer/said.rs` |
//! | which words texts share, for screens | `shared_words.rs` |
//! | own values that may mean the same | `maybe_same.rs`, `alike.rs` |
//! | how many of each class, the headline | `counts.rs` |

mod alike;
mod counts;
mod grid;
mod maybe_same;
mod pair;
mod position;
mod shared_words;

use serde::{Deserialize, Serialize};

pub use alike::FORGIVEN;
pub use counts::Counts;
pub use grid::{Cell, Grid, Item};
pub use maybe_same::{MaybeSame, Written, maybe_same, own_values, shown_by_anybody, written_by};
pub use pair::{CLOSE, STEPS_APART, Similarity, SimilarityMeasure, WEIGHTS_APART};
pub(crate) use position::most_frequent;
pub use position::{Backing, Person, Position, Says};
pub use shared_words::{Run, changed, runs};

use crate::{PartyId, Question, QuestionId, Responses, Workshop};

/// What keeps the answers off the table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct NotYet {
    /// Names of the signing parties that still have to seal; empty: all have, and only the reveal is missing.
    pub still_to_seal: Vec<String>,
}

impl std::fmt::Display for NotYet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.still_to_seal.is_empty() {
            write!(
                f,
                "all have sealed, but the answers are not on the table yet. Open the workshop and go to Compare"
            )
        } else {
            write!(
                f,
                "still to seal: {}. No screen shows any answer before all have sealed",
                self.still_to_seal.join(", ")
            )
        }
    }
}

/// A workshop whose answers are on the table: the only way for this module to read a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Revealed<'a>(&'a Workshop);

impl<'a> Revealed<'a> {
    /// Looks whether the answers may be read.
    ///
    /// # Errors
    /// [`NotYet`] before the reveal.
    pub fn of(workshop: &'a Workshop) -> Result<Self, NotYet> {
        if workshop.is_revealed() {
            Ok(Self(workshop))
        } else {
            Err(NotYet {
                still_to_seal: workshop
                    .still_to_seal()
                    .into_iter()
                    .map(|p| p.name.clone())
                    .collect(),
            })
        }
    }

    /// The workshop behind it.
    #[must_use]
    pub fn workshop(&self) -> &'a Workshop {
        self.0
    }

    /// Revealed answers of one party: each person with all responses. A sheet that was not sealed at the reveal
    /// stays closed.
    pub fn sheets(
        &self,
        party: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Responses)> + use<'a> {
        self.0
            .sheets_of(party)
            .filter_map(|s| s.revealed().map(|r| (s.person.as_str(), r)))
    }
}

/// How far apart the parties are on one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Equal value, equal importance, the same values never.
    Same,
    /// Similarity of at least [`CLOSE`]; texts that differ.
    Close,
    /// Similarity below [`CLOSE`], importance [`WEIGHTS_APART`] steps apart, or an item [`STEPS_APART`] places apart.
    Gap,
    /// One side has an answer, another has none or does not know.
    OnlyOneSide,
    /// Two musts without a common value, or one's *never* is another's value; *any* names all values.
    Opposite,
    /// Nobody has an answer.
    NobodyKnows,
}

impl Class {
    /// All classes, farthest apart first.
    pub const ALL: [Self; 6] = [
        Self::Opposite,
        Self::Gap,
        Self::OnlyOneSide,
        Self::Close,
        Self::NobodyKnows,
        Self::Same,
    ];

    /// The words on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Close => "close",
            Self::Gap => "gap",
            Self::OnlyOneSide => "only one side",
            Self::Opposite => "opposite",
            Self::NobodyKnows => "nobody knows",
        }
    }

    /// The mark that stands for the class where colour alone would, one column wide.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Same => "=",
            Self::Close => "≈",
            Self::Gap => "≠",
            Self::OnlyOneSide => "◐",
            Self::Opposite => "↔",
            Self::NobodyKnows => "?",
        }
    }

    /// 0 for same to 5 for opposite: the whole part of [`Row::distance`].
    fn rank(self) -> u8 {
        match self {
            Self::Same => 0,
            Self::NobodyKnows => 1,
            Self::Close => 2,
            Self::OnlyOneSide => 3,
            Self::Gap => 4,
            Self::Opposite => 5,
        }
    }
}

/// One party's column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The party.
    pub party: PartyId,
    /// Its name for people.
    pub name: String,
    /// Its letter.
    pub letter: char,
    /// Whether its answers count in the classes: it signs, and at least one of its sheets is on the table.
    pub counts: bool,
    /// Its sheets on the table.
    pub sheets: usize,
}

/// One question compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The question.
    pub question: QuestionId,
    /// How far apart the parties are; with three or more the farthest pair decides. `None`: read, not classed. Own words
    /// are read aloud, and no class says whether two people mean the same by them.
    pub class: Option<Class>,
    /// The similarity of the deciding pair; `None` for texts, and where one of them has no answer.
    pub similarity: Option<Similarity>,
    /// For ordering only, 0 (same) up to 6: the whole part from the class, the fraction from similarity and importance.
    /// Own words stand where two texts that differ would.
    pub distance: f64,
    /// The two parties that are farthest apart; `None` with fewer than three parties, and where nothing differs.
    pub farthest: Option<(PartyId, PartyId)>,
    /// What each party says, in the order of [`Comparison::columns`].
    pub positions: Vec<Position>,
    /// Item by item for signals, lead cards and what is not a lead; `None` for every other question.
    pub grid: Option<Grid>,
}

impl Row {
    /// Whether the parties have something to talk about here; own words are always talked about.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.class != Some(Class::Same)
    }

    /// The mark of its class, one column wide; a blank for what is read, not classed.
    #[must_use]
    pub fn mark(&self) -> &'static str {
        self.class.map_or(" ", Class::mark)
    }

    /// The word of its class, or what is done where there is none.
    #[must_use]
    pub fn word(&self) -> &'static str {
        self.class.map_or("read aloud, not classed", Class::word)
    }

    /// Whether nobody has an answer; `None` of the classes says so of own words.
    #[must_use]
    pub(crate) fn nobody_knows(&self) -> bool {
        match self.class {
            Some(class) => class == Class::NobodyKnows,
            None => !self.counting().any(Position::has_value),
        }
    }

    /// What one party says; `None` where there is no such party.
    #[must_use]
    pub fn position(&self, party: &str) -> Option<&Position> {
        self.positions.iter().find(|p| p.party == party)
    }

    /// The positions that count.
    pub fn counting(&self) -> impl Iterator<Item = &Position> {
        self.positions.iter().filter(|p| p.counts)
    }
}

/// The whole comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// One for each party, those that count first, the facilitator last.
    pub columns: Vec<Column>,
    /// One for each question, in the order in which they were asked.
    pub rows: Vec<Row>,
    /// How many fell into each class.
    pub counts: Counts,
}

impl Comparison {
    /// The row of a question; `None` where the workshop does not ask it.
    #[must_use]
    pub fn row(&self, question: &str) -> Option<&Row> {
        self.rows.iter().find(|r| r.question == question)
    }

    /// Own words, then the rows with the farthest apart first; equal ones in the order in which they were asked.
    #[must_use]
    pub fn by_distance(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by(|a, b| {
            let classed = a.class.is_some().cmp(&b.class.is_some());
            classed.then(b.distance.total_cmp(&a.distance))
        });
        rows
    }

    /// The order in which they are settled: the farthest apart first, own words where two texts that differ would stand.
    #[must_use]
    pub fn to_settle(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by(|a, b| b.distance.total_cmp(&a.distance));
        rows
    }

    /// The rows that are read, not classed.
    #[must_use]
    pub fn own_words(&self) -> Vec<&Row> {
        self.rows.iter().filter(|r| r.class.is_none()).collect()
    }
}

/// Compares what the parties said.
///
/// The facilitator's sheet stands in its column and never counts; neither does a signing party none of whose sheets
/// is on the table.
///
/// # Errors
/// [`NotYet`] before the reveal, with the parties that still have to seal.
pub fn compare(workshop: &Workshop) -> Result<Comparison, NotYet> {
    let table = Revealed::of(workshop)?;
    let sheets: Vec<Vec<(&str, &Responses)>> = workshop
        .parties
        .iter()
        .map(|p| table.sheets(&p.id).collect())
        .collect();
    let mut columns: Vec<(Column, &[(&str, &Responses)])> = workshop
        .parties
        .iter()
        .zip(&sheets)
        .map(|(p, s)| {
            let counts = p.signs() && !s.is_empty();
            let (party, name) = (p.id.clone(), p.name.clone());
            (
                Column {
                    party,
                    name,
                    letter: p.letter,
                    counts,
                    sheets: s.len(),
                },
                s.as_slice(),
            )
        })
        .collect();
    // Signing parties in their order, whoever does not sign last.
    columns.sort_by_key(|(c, _)| workshop.party(&c.party).is_some_and(|p| !p.signs()));
    let rows: Vec<Row> = workshop
        .bank
        .questions
        .iter()
        .map(|q| row(workshop, q, &columns))
        .collect();
    let counts = Counts::of(&rows);
    Ok(Comparison {
        columns: columns.into_iter().map(|(c, _)| c).collect(),
        rows,
        counts,
    })
}

fn row(
    workshop: &Workshop,
    question: &Question,
    columns: &[(Column, &[(&str, &Responses)])],
) -> Row {
    let said = |sheets: &[(&'_ str, &'_ Responses)]| -> Vec<Person> {
        sheets
            .iter()
            .filter_map(|(person, all)| {
                let response = all.get(&question.id).filter(|r| r.is_answered())?.clone();
                Some(Person {
                    name: (*person).to_owned(),
                    response,
                })
            })
            .collect()
    };
    let mut positions: Vec<Position> = Vec::with_capacity(columns.len());
    let mut grid = None;
    if question.kind.is_by_item() {
        let people: Vec<Vec<Person>> = columns.iter().map(|(_, s)| said(s)).collect();
        let counting: Vec<bool> = columns.iter().map(|(c, _)| c.counts).collect();
        let made = Grid::of(question, &workshop.stages, &people, &counting);
        for (at, ((column, _), people)) in columns.iter().zip(people).enumerate() {
            positions.push(made.position(question, at, column, people));
        }
        grid = Some(made);
    } else {
        let position = |(c, s): &(Column, &[(&str, &Responses)])| {
            Position::of(question, &c.party, c.counts, said(s))
        };
        positions.extend(columns.iter().map(position));
    }
    let verdict = match &grid {
        Some(grid) => pair::farthest(&positions, |a, b| grid.pair(question.kind, a, b)),
        None => pair::farthest_of_answers(question, &positions),
    };
    Row {
        question: question.id.clone(),
        class: question.kind.is_classed().then_some(verdict.pair.class),
        similarity: verdict.pair.similarity,
        distance: verdict.pair.distance,
        farthest: verdict.parties.filter(|_| question.kind.is_classed()),
        positions,
        grid,
    }
}

#[cfg(test)]
pub(crate) mod tests;
