//! One answer out of several: union, intersection, and what lies between.

use indexmap::IndexMap;

use crate::answer::compared::{Value, same_spelling, value};
use crate::measure::tidy;
use crate::{Answer, Question, Range, Rating, StagePlan};
use leadpact_definition::golden::NO_STAGE;

/// Two or more answers to one question.
pub(crate) struct Sides<'a> {
    pub question: &'a Question,
    pub stages: &'a [StagePlan],
    pub answers: &'a [&'a Answer],
    /// What any party excludes, in the question's spelling.
    pub never: &'a [String],
}

/// The answers by their one shape; *any* stands apart. `None` where shapes do not fit together.
enum Shape<'a> {
    Sets(Vec<&'a [String]>),
    Lists(Vec<&'a [String]>),
    Levels(Vec<usize>),
    Ranges(Vec<Range>),
    Bools(Vec<bool>),
    Ratings(Vec<&'a IndexMap<String, Rating>>),
    Cards(Vec<&'a IndexMap<String, String>>),
}

/// The merged answer of what any party accepts.
pub(crate) fn union(sides: &Sides) -> Option<Answer> {
    if sides.any() > 0 {
        return sides.shape().is_some().then_some(Answer::Any);
    }
    Some(match sides.shape()? {
        Shape::Sets(sets) => Answer::Values(sides.in_option_order(all_of(sides.question, &sets))),
        Shape::Lists(lists) => Answer::Order(one_path(sides.question, &lists)?),
        Shape::Levels(levels) => sides.level(levels.into_iter().min()?)?,
        Shape::Ranges(ranges) => {
            let from = ranges.iter().map(|r| r.from).collect::<Option<Vec<f64>>>();
            let to = ranges.iter().map(|r| r.to).collect::<Option<Vec<f64>>>();
            Answer::Range(Range {
                from: from.and_then(|ends| ends.into_iter().reduce(f64::min)),
                to: to.and_then(|ends| ends.into_iter().reduce(f64::max)),
            })
        }
        Shape::Bools(said) => said
            .first()
            .filter(|x| said.iter().all(|y| y == *x))
            .map_or(Answer::Any, |x| Answer::Is(*x)),
        Shape::Ratings(tables) => Answer::Ratings(by_item(&tables, |r| r.into_iter().max())),
        Shape::Cards(tables) => {
            Answer::Cards(sides.by_card(&tables, |places| places.last().copied()))
        }
    })
}

/// The merged answer of what every party accepts; `None` where that is nothing.
pub(crate) fn intersection(sides: &Sides) -> Option<Answer> {
    let allowed = |value: &String| !sides.never.contains(&same_spelling(sides.question, value));
    let common = |sets: &[&[String]]| -> Option<Vec<String>> {
        let (first, others) = sets.split_first()?;
        let spelled = |v: &String| same_spelling(sides.question, v);
        let in_all = |v: &&String| {
            others
                .iter()
                .all(|o| o.iter().any(|x| spelled(x) == spelled(v)))
        };
        let found: Vec<String> = first
            .iter()
            .filter(in_all)
            .filter(|v| allowed(v))
            .cloned()
            .collect();
        (!found.is_empty()).then_some(found)
    };
    if sides.any() == sides.answers.len() {
        return Some(Answer::Any);
    }
    Some(match sides.shape()? {
        Shape::Sets(sets) => Answer::Values(sides.in_option_order(common(&sets)?)),
        Shape::Lists(lists) => {
            let steps = common(&lists)?;
            let in_order = |path: &&[String]| is_in_order(sides.question, &steps, path);
            if !lists.iter().all(in_order) {
                return None;
            }
            Answer::Order(steps)
        }
        Shape::Levels(levels) => sides.level(levels.into_iter().max()?)?,
        Shape::Ranges(ranges) => {
            let from = ranges.iter().filter_map(|r| r.from).reduce(f64::max);
            let to = ranges.iter().filter_map(|r| r.to).reduce(f64::min);
            if matches!((from, to), (Some(from), Some(to)) if from > to) {
                return None;
            }
            Answer::Range(Range { from, to })
        }
        Shape::Bools(said) => Answer::Is(*said.first().filter(|x| said.iter().all(|y| y == *x))?),
        Shape::Ratings(tables) => Answer::Ratings(by_item(&tables, |r| r.into_iter().min())),
        Shape::Cards(tables) => {
            Answer::Cards(sides.by_card(&tables, |places| places.first().copied()))
        }
    })
}

/// What lies between: the midpoint of each end that is named, the median level, rating or stage (the lower of two
/// middles' mean), values and yes or no that most of three or more parties say. `None` where nothing does.
pub(crate) fn between(sides: &Sides) -> Option<Answer> {
    let n = sides.answers.len();
    Some(match sides.shape()? {
        Shape::Sets(sets) if n > 2 => {
            let count = |v: &String| {
                let key = same_spelling(sides.question, v);
                sets.iter()
                    .filter(|s| s.iter().any(|x| same_spelling(sides.question, x) == key))
                    .count()
                    + sides.any()
            };
            let most: Vec<String> = all_of(sides.question, &sets)
                .into_iter()
                .filter(|v| count(v) * 2 > n)
                .collect();
            if most.is_empty() {
                return None;
            }
            Answer::Values(sides.in_option_order(most))
        }
        Shape::Bools(said) if n > 2 => {
            let yes = said.iter().filter(|x| **x).count();
            let no = said.len() - yes;
            if yes == no {
                return None;
            }
            Answer::Is(yes > no)
        }
        Shape::Sets(_) | Shape::Bools(_) | Shape::Lists(_) => return None,
        Shape::Levels(levels) => sides.level(middle(levels)?)?,
        Shape::Ranges(ranges) => {
            let from = midpoint(ranges.iter().filter_map(|r| r.from));
            let to = midpoint(ranges.iter().filter_map(|r| r.to));
            Answer::Range(tidy(Range { from, to }))
        }
        Shape::Ratings(tables) => {
            let place = |r: &Rating| Rating::ALL.iter().position(|x| x == r);
            Answer::Ratings(by_item(&tables, |r| {
                Rating::ALL
                    .get(middle(r.iter().filter_map(place).collect())?)
                    .copied()
            }))
        }
        Shape::Cards(tables) => {
            Answer::Cards(sides.by_card(&tables, |places| middle(places.to_vec())))
        }
    })
}

impl<'a> Sides<'a> {
    /// How many say *any*; on a scale that is a place like any other.
    fn any(&self) -> usize {
        self.answers
            .iter()
            .filter(|a| matches!(a, Answer::Any))
            .count()
    }

    fn shape(&self) -> Option<Shape<'a>> {
        let mut shape: Option<Shape<'a>> = None;
        for answer in self.answers {
            match (&mut shape, *answer) {
                (_, Answer::Any) => {}
                (None, answer) => shape = Some(self.first(answer)?),
                (Some(Shape::Sets(all)), Answer::Values(v))
                | (Some(Shape::Lists(all)), Answer::Order(v)) => all.push(v),
                (Some(Shape::Levels(all)), Answer::AtLeast(_)) => all.push(self.place(answer)?),
                (Some(Shape::Ranges(all)), Answer::Range(r)) => all.push(tidy(*r)),
                (Some(Shape::Bools(all)), Answer::Is(b)) => all.push(*b),
                (Some(Shape::Ratings(all)), Answer::Ratings(r)) => all.push(r),
                (Some(Shape::Cards(all)), Answer::Cards(c)) => all.push(c),
                // Answers of two shapes do not fit together.
                (Some(_), _) => return None,
            }
        }
        match &mut shape {
            Some(Shape::Levels(all)) => all.extend(std::iter::repeat_n(0, self.any())),
            Some(Shape::Ranges(all)) => {
                all.extend(std::iter::repeat_n(Range::default(), self.any()));
            }
            Some(
                Shape::Sets(_)
                | Shape::Lists(_)
                | Shape::Bools(_)
                | Shape::Ratings(_)
                | Shape::Cards(_),
            )
            | None => {}
        }
        shape
    }

    fn first(&self, answer: &'a Answer) -> Option<Shape<'a>> {
        Some(match answer {
            Answer::Values(v) => Shape::Sets(vec![v]),
            Answer::Order(v) => Shape::Lists(vec![v]),
            Answer::AtLeast(_) => Shape::Levels(vec![self.place(answer)?]),
            Answer::Range(r) => Shape::Ranges(vec![tidy(*r)]),
            Answer::Is(b) => Shape::Bools(vec![*b]),
            Answer::Ratings(r) => Shape::Ratings(vec![r]),
            Answer::Cards(c) => Shape::Cards(vec![c]),
            Answer::DontKnow | Answer::Any | Answer::Text(_) => return None,
        })
    }

    fn place(&self, answer: &Answer) -> Option<usize> {
        let Value::Level(place, _) = value(self.question, answer) else {
            return None;
        };
        place
    }

    fn level(&self, place: usize) -> Option<Answer> {
        self.question
            .options
            .get(place)
            .map(|o| Answer::AtLeast(o.id.clone()))
    }

    /// Options first, in their order, own words after.
    fn in_option_order(&self, mut values: Vec<String>) -> Vec<String> {
        let place = |v: &String| {
            let id = same_spelling(self.question, v);
            self.question
                .options
                .iter()
                .position(|o| o.id == id)
                .unwrap_or(usize::MAX)
        };
        values.sort_by_key(place);
        values
    }

    /// One stage for each card that anybody sorted, chosen among the sorted places; *not a lead* is the lowest. A card
    /// that stands only where the ladder has no stage is left out.
    fn by_card(
        &self,
        tables: &[&IndexMap<String, String>],
        choose: impl Fn(&[usize]) -> Option<usize>,
    ) -> IndexMap<String, String> {
        let ladder: Vec<&str> = std::iter::once(NO_STAGE)
            .chain(self.stages.iter().map(|s| s.id.as_str()))
            .collect();
        let place = |stage: &String| ladder.iter().position(|id| id == stage);
        let chosen = |stages: Vec<String>| {
            let mut places: Vec<usize> = stages.iter().filter_map(place).collect();
            places.sort_unstable();
            choose(&places)
                .and_then(|p| ladder.get(p))
                .map(|id| (*id).to_owned())
        };
        by_item(tables, chosen)
    }
}

/// Every value that any side names, once, in the order of its first mention.
fn all_of(question: &Question, sets: &[&[String]]) -> Vec<String> {
    let mut found: IndexMap<String, String> = IndexMap::new();
    for value in sets.iter().copied().flatten() {
        found
            .entry(same_spelling(question, value))
            .or_insert_with(|| value.clone());
    }
    found.into_values().collect()
}

/// The one path on which every step of these lies, each in its place; `None` where they say it the other way round, or
/// where nothing says which of two steps comes first.
fn one_path(question: &Question, paths: &[&[String]]) -> Option<Vec<String>> {
    let (first, rest) = paths.split_first()?;
    let mut path = first.to_vec();
    for other in rest {
        path = woven(question, &path, other)?;
    }
    Some(path)
}

/// Two paths as one: between two steps that both have, the steps of the one that has any.
fn woven(question: &Question, one: &[String], other: &[String]) -> Option<Vec<String>> {
    let same = |a: &String, b: &String| same_spelling(question, a) == same_spelling(question, b);
    let shared: Vec<&String> = one
        .iter()
        .filter(|step| other.iter().any(|x| same(x, step)))
        .collect();
    if shared.is_empty() {
        return None;
    }
    let (mut one, mut other) = (one.iter(), other.iter());
    let mut path = Vec::new();
    for meet in shared.iter().map(Some).chain([None]) {
        let until = |step: &&String| meet.is_none_or(|meet| !same(step, meet));
        let ours: Vec<&String> = one.by_ref().take_while(until).collect();
        let theirs: Vec<&String> = other.by_ref().take_while(until).collect();
        if !ours.is_empty() && !theirs.is_empty() {
            return None;
        }
        path.extend(ours.into_iter().chain(theirs).cloned());
        path.extend(meet.map(|step| (*step).clone()));
    }
    // A step that both have stands once, or they have it in another order.
    let doubled = path
        .iter()
        .enumerate()
        .any(|(at, step)| path.iter().skip(at + 1).any(|later| same(step, later)));
    (!doubled).then_some(path)
}

/// Whether a path has these steps one after the other.
fn is_in_order(question: &Question, steps: &[String], path: &[String]) -> bool {
    let mut path = path.iter();
    steps.iter().all(|step| {
        let key = same_spelling(question, step);
        path.any(|other| same_spelling(question, other) == key)
    })
}

fn by_item<T: Clone>(
    tables: &[&IndexMap<String, T>],
    choose: impl Fn(Vec<T>) -> Option<T>,
) -> IndexMap<String, T> {
    let mut items: IndexMap<&String, Vec<T>> = IndexMap::new();
    for (item, said) in tables.iter().copied().flatten() {
        items.entry(item).or_default().push(said.clone());
    }
    items
        .into_iter()
        .filter_map(|(item, said)| Some((item.clone(), choose(said)?)))
        .collect()
}

/// The median; of an even number the mean of the two in the middle, rounded down.
fn middle(mut places: Vec<usize>) -> Option<usize> {
    places.sort_unstable();
    let upper = *places.get(places.len() / 2)?;
    let lower = *places.get(places.len().saturating_sub(1) / 2)?;
    Some(usize::midpoint(lower, upper))
}

/// The middle between the lowest and the highest; whole where both are. `None` without any.
fn midpoint(ends: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let low = ends.clone().reduce(f64::min)?;
    let high = ends.reduce(f64::max)?;
    let middle = f64::midpoint(low, high);
    Some(if low.fract() == 0.0 && high.fract() == 0.0 {
        middle.round()
    } else {
        middle
    })
}
