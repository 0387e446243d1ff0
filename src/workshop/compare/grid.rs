//! Signals, lead cards and what is not a lead: many small judgements, compared item by item.

use indexmap::IndexMap;

use crate::answer::compared::shown_by;
use crate::answer::judged::{Scale, cell, items_of};
use crate::compare::pair::{CLOSE, Pair, STEPS_APART, Similarity, SimilarityMeasure};
use crate::compare::position::{Backing, Person, Position, Says};
use crate::compare::{Class, Column};
use crate::measure::{Agreement, jaccard, on_scale};
use crate::{Answer, Kind, Question, Rating, Response, StagePlan};

/// Judgements on several items, party beside party.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// What people read for each place of the scale, lowest first. Places of cells point here. Stages that the ladder
    /// does not have stand behind: they lie at no distance from any other.
    pub scale: Vec<String>,
    /// The same where room is scarce.
    pub short: Vec<String>,
    /// In the order of the question.
    pub items: Vec<Item>,
    /// Items on which parties that count differ.
    pub differing: usize,
    /// How well the parties that count agree, with n; a party that is split on an item does not judge it.
    pub agreement: Agreement,
    /// Ids of the places, in the order of `scale`.
    places: Vec<String>,
    /// How many of them lie on the scale.
    steps: usize,
}

/// One signal, card or option.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its id in the question.
    pub id: String,
    /// What people read.
    pub label: String,
    /// One for each column.
    pub cells: Vec<Cell>,
    /// Whether parties that count differ on it. A party that left only this one open differs; one that left the whole
    /// question open has no say.
    pub differs: bool,
    /// Largest number of steps between two parties that count; a place off the scale is no number of steps away.
    pub steps: usize,
}

/// What one party says of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Not judged.
    Nothing,
    /// At this place of the scale.
    At(usize, Backing),
    /// A tie within the party: the places, lowest first.
    Split(Vec<usize>),
}

impl Cell {
    /// The places said, lowest first.
    #[must_use]
    pub fn places(&self) -> &[usize] {
        match self {
            Self::Nothing => &[],
            Self::At(place, _) => std::slice::from_ref(place),
            Self::Split(places) => places,
        }
    }

    /// How far the other cell is, on a scale of this many places; `None` where one of them says nothing.
    fn to(&self, other: &Self, scale: usize) -> Option<Apart> {
        let apart = |a: &usize, b: &usize| {
            if a == b {
                Apart::Steps(0)
            } else if *a < scale && *b < scale {
                Apart::Steps(a.abs_diff(*b))
            } else {
                Apart::OffTheScale
            }
        };
        let pairs = self
            .places()
            .iter()
            .flat_map(|a| other.places().iter().map(move |b| apart(a, b)));
        pairs.max()
    }
}

/// How far two judgements of one item are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Apart {
    /// So many steps.
    Steps(usize),
    /// They differ, and one of them is a stage that the ladder does not have.
    OffTheScale,
}

impl Apart {
    /// The steps that can be counted.
    fn steps(self) -> usize {
        match self {
            Self::Steps(steps) => steps,
            Self::OffTheScale => 0,
        }
    }
}

impl Grid {
    /// Builds the grid. `people` holds one list for each column, `counting` says which columns count.
    pub(super) fn of(
        question: &Question,
        stages: &[StagePlan],
        people: &[Vec<Person>],
        counting: &[bool],
    ) -> Self {
        let Scale {
            places,
            words,
            short,
            steps: on_scale,
        } = Scale::of(question, stages, people);
        let mut items = items_of(question, people);
        for item in &mut items {
            item.cells = people
                .iter()
                .map(|p| cell(question, &places, &item.id, p))
                .collect();
        }
        let voters: Vec<usize> = (0..people.len())
            .filter(|at| counting.get(*at).copied().unwrap_or(false))
            .filter(|at| {
                items
                    .iter()
                    .any(|i| i.cells.get(*at).is_some_and(|c| *c != Cell::Nothing))
            })
            .collect();
        for item in &mut items {
            let cells: Vec<&Cell> = voters.iter().filter_map(|at| item.cells.get(*at)).collect();
            let found: Vec<Apart> = cells
                .iter()
                .enumerate()
                .flat_map(|(at, one)| cells.iter().skip(at).filter_map(|c| one.to(c, on_scale)))
                .collect();
            let some_open =
                cells.contains(&&Cell::Nothing) && cells.iter().any(|c| **c != Cell::Nothing);
            item.steps = found.iter().map(|a| a.steps()).max().unwrap_or(0);
            item.differs = some_open || found.iter().any(|a| *a != Apart::Steps(0));
        }
        let judged: Vec<Vec<Option<usize>>> = items
            .iter()
            .map(|item| {
                let place = |at: &usize| match item.cells.get(*at) {
                    Some(Cell::At(place, _)) if *place < on_scale => Some(*place),
                    _ => None,
                };
                voters.iter().map(place).collect()
            })
            .collect();
        let differing = items.iter().filter(|i| i.differs).count();
        Self {
            scale: words,
            short,
            differing,
            agreement: Agreement::of(&judged),
            places,
            steps: on_scale,
            items,
        }
    }

    /// The item whose places lie farthest apart; `None` where nothing lies apart.
    #[must_use]
    pub fn widest(&self) -> Option<&Item> {
        // The first of equals, in the order of the question.
        self.items
            .iter()
            .rev()
            .max_by_key(|i| i.steps)
            .filter(|i| i.steps > 0)
    }

    /// The summary in the list: "8 of 14 differ, up to 3 steps apart (white paper)".
    #[must_use]
    pub fn words(&self) -> String {
        let n = self.items.len();
        if self.differing == 0 {
            return if self
                .items
                .iter()
                .all(|i| i.cells.iter().all(|c| *c == Cell::Nothing))
            {
                "-".to_owned()
            } else {
                let alone = |item: &&Item| {
                    let said = item.cells.iter().filter(|c| **c != Cell::Nothing);
                    item.cells.len() > 1 && said.count() == 1
                };
                match self.items.iter().filter(alone).count() {
                    0 => format!("all {n} the same"),
                    said => format!("only one side spoke, on {said} of {n}"),
                }
            };
        }
        let plural = if self.differing == 1 {
            "differs"
        } else {
            "differ"
        };
        let counted = format!("{} of {n} {plural}", self.differing);
        match self.widest() {
            // One step is all there is between named and not named.
            Some(item) if self.scale.len() > 2 => {
                let steps = if item.steps == 1 { "step" } else { "steps" };
                format!(
                    "{counted}, up to {} {steps} apart ({})",
                    item.steps, item.label
                )
            }
            _ => counted,
        }
    }

    /// What people read in one cell: "MQL", "MQL (2 of 3)", "split: lead / SQL", "-".
    #[must_use]
    pub fn cell_words(&self, cell: &Cell) -> String {
        said(cell, &self.scale)
    }

    /// [`Self::cell_words`] in few letters.
    #[must_use]
    pub fn cell_short(&self, cell: &Cell) -> String {
        said(cell, &self.short)
    }

    /// What people read for a place, by its id; `None` where the scale does not have it.
    #[must_use]
    pub fn place_word(&self, id: &str) -> Option<&str> {
        let at = self.places.iter().position(|p| p == id)?;
        self.scale.get(at).map(String::as_str)
    }

    /// An option by its id, a case in own words as it was written.
    fn written(&self, question: &Question, id: String) -> String {
        let item = self.items.iter().find(|item| item.id == id);
        match item.filter(|_| question.option(&id).is_none()) {
            Some(item) => item.label.clone(),
            None => id,
        }
    }

    /// The party's answer as one response; an item on which the party is split is left out.
    pub(super) fn position(
        &self,
        question: &Question,
        at: usize,
        column: &Column,
        people: Vec<Person>,
    ) -> Position {
        let placed = self
            .items
            .iter()
            .filter_map(|item| match item.cells.get(at) {
                Some(Cell::At(place, _)) => Some((item.id.clone(), *place)),
                _ => None,
            });
        let judged = self
            .items
            .iter()
            .any(|i| i.cells.get(at).is_some_and(|c| *c != Cell::Nothing));
        let says = match people.as_slice() {
            [] => Says::Nothing,
            [only] => Says::One(Box::new(only.response.clone())),
            // Nobody judged an item: they do not know.
            [first, ..] if !judged => Says::One(Box::new(first.response.clone())),
            _ => Says::One(Box::new(with_shown_by(
                question,
                &people,
                match question.kind {
                    Kind::Signals => Answer::Ratings(
                        placed
                            .filter_map(|(id, place)| Rating::ALL.get(place).map(|r| (id, *r)))
                            .collect(),
                    ),
                    Kind::Cards => {
                        let stage = |(id, place): (String, usize)| {
                            self.places.get(place).map(|s| (id, s.clone()))
                        };
                        Answer::Cards(placed.filter_map(stage).collect::<IndexMap<_, _>>())
                    }
                    Kind::OwnWords
                    | Kind::Choice
                    | Kind::One
                    | Kind::Level
                    | Kind::Range
                    | Kind::Order
                    | Kind::Tags
                    | Kind::YesNo
                    | Kind::NotALead
                    | Kind::AlreadyOurs => Answer::Values(
                        placed
                            .filter(|(_, place)| *place == 1)
                            .map(|(id, _)| self.written(question, id))
                            .collect(),
                    ),
                },
            ))),
        };
        let backing = Backing {
            with: people.len(),
            of: people.len(),
        };
        let people = if people.len() > 1 { people } else { Vec::new() };
        Position {
            party: column.party.clone(),
            counts: column.counts,
            says,
            backing,
            people,
        }
    }

    /// Two columns: same where every item is, close from a similarity of [`CLOSE`] on unless some item lies two steps
    /// apart, else a gap. Similarity: for signals the mean over those both rated of 1 - steps / 3; for cards the share
    /// sorted alike; for what is not a lead the Jaccard index of what is named.
    pub(super) fn pair(&self, kind: Kind, a: usize, b: usize) -> Pair {
        let empty = Cell::Nothing;
        let cells: Vec<(&Cell, &Cell)> = self
            .items
            .iter()
            .map(|i| {
                (
                    i.cells.get(a).unwrap_or(&empty),
                    i.cells.get(b).unwrap_or(&empty),
                )
            })
            .collect();
        match (
            cells.iter().any(|c| *c.0 != empty),
            cells.iter().any(|c| *c.1 != empty),
        ) {
            (false, false) => return Pair::new(Class::NobodyKnows, None, 0.0),
            (true, false) | (false, true) => return Pair::new(Class::OnlyOneSide, None, 0.5),
            (true, true) => {}
        }
        let apart: Vec<Apart> = cells
            .iter()
            .filter_map(|(x, y)| x.to(y, self.steps))
            .collect();
        let widest = apart.iter().map(|a| a.steps()).max().unwrap_or(0);
        let one_sided = cells.iter().any(|(x, y)| (**x == empty) != (**y == empty));
        let similarity = self.similarity(kind, &cells, &apart);
        let value = similarity.map_or(0.0, |s| s.value);
        let class = if apart.iter().all(|a| *a == Apart::Steps(0)) && !one_sided {
            Class::Same
        } else if value < CLOSE || widest >= STEPS_APART {
            Class::Gap
        } else {
            Class::Close
        };
        Pair::new(class, similarity, 1.0 - value)
    }

    fn similarity(
        &self,
        kind: Kind,
        cells: &[(&Cell, &Cell)],
        apart: &[Apart],
    ) -> Option<Similarity> {
        let n = apart.len();
        // At most a few hundred items.
        let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        if kind.is_list_of_cases() {
            let named = |side: fn(&(&Cell, &Cell)) -> bool| -> Vec<usize> {
                cells
                    .iter()
                    .enumerate()
                    .filter(|(_, c)| side(c))
                    .map(|(at, _)| at)
                    .collect()
            };
            let value = jaccard(
                &named(|c| c.0.places() == [1]),
                &named(|c| c.1.places() == [1]),
            );
            return Some(Similarity {
                value,
                measure: SimilarityMeasure::Jaccard,
                n,
            });
        }
        if n == 0 {
            return None;
        }
        let (sum, measure) = if kind == Kind::Cards {
            (
                number(apart.iter().filter(|a| **a == Apart::Steps(0)).count()),
                SimilarityMeasure::EqualPairs,
            )
        } else {
            let top = self.steps.saturating_sub(1);
            (
                apart.iter().map(|a| on_scale(0, a.steps(), top)).sum(),
                SimilarityMeasure::Scale,
            )
        };
        Some(Similarity {
            value: (sum / number(n)).clamp(0.0, 1.0),
            measure,
            n,
        })
    }
}

/// What people read in a cell, in these words for the places.
fn said(cell: &Cell, words: &[String]) -> String {
    let word = |place: &usize| words.get(*place).cloned().unwrap_or_default();
    match cell {
        Cell::Nothing => "-".to_owned(),
        Cell::At(place, backing) => match backing.words() {
            Some(count) => format!("{} ({count})", word(place)),
            None => word(place),
        },
        Cell::Split(places) => format!(
            "split: {}",
            places.iter().map(word).collect::<Vec<_>>().join(" / ")
        ),
    }
}

/// The answer of a party, with how a record shows its cases as its people say.
fn with_shown_by(question: &Question, people: &[Person], answer: Answer) -> Response {
    let said: Vec<&Response> = people.iter().map(|person| &person.response).collect();
    Response {
        shown_by: shown_by(question, Some(&answer), &said),
        ..Response::of(answer)
    }
}
