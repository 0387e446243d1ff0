//! Two positions: their class, their similarity, and which pair is the farthest apart.

use serde::{Deserialize, Serialize};

use crate::answer::compared::{Canon, Value};
use crate::compare::Class;
use crate::compare::position::Position;
use crate::measure::{common, in_order, jaccard, meet, on_scale, overlap};
use crate::{Importance, Kind, PartyId, Question};

/// From this similarity on, two answers are close.
pub const CLOSE: f64 = 0.4;

/// So many steps between two weights make a gap of equal values: *must* and *nice*, *strong* and *ignore*.
pub const WEIGHTS_APART: u8 = 2;

/// So many steps between two places of a grid's scale make a gap, however alike all others are.
pub const STEPS_APART: usize = 2;

/// How a similarity was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SimilarityMeasure {
    /// [`jaccard`].
    Jaccard,
    /// [`in_order`].
    InOrder,
    /// [`overlap`].
    Overlap,
    /// [`on_scale`]; for signals the mean over those that both rated.
    Scale,
    /// Share of lead cards that both sorted into the same stage.
    EqualPairs,
}

impl SimilarityMeasure {
    /// The name in `--json` and behind `?`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Jaccard => "Jaccard index",
            Self::InOrder => "Jaccard index times share of pairs in the same order",
            Self::Overlap => "overlap over hull",
            Self::Scale => "1 - distance over scale",
            Self::EqualPairs => "share of pairs that agree",
        }
    }

    /// The formula in one line, for `?`.
    #[must_use]
    pub fn formula(self) -> &'static str {
        match self {
            Self::Jaccard => "values both name / values either names",
            Self::InOrder => {
                "(values both name / values either names) x (pairs in the same order / pairs both name)"
            }
            Self::Overlap => "width both accept / width from the lowest to the highest end",
            Self::Scale => "1 - steps apart / steps of the scale",
            Self::EqualPairs => "cards sorted alike / cards both sorted",
        }
    }
}

/// A similarity with what it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Similarity {
    /// 0 (nothing in common) to 1 (equal).
    pub value: f64,
    /// How it was computed.
    pub measure: SimilarityMeasure,
    /// What was counted: values named by either, items both judged, 1 for a range or a level.
    pub n: usize,
}

/// What holds between two positions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub class: Class,
    pub similarity: Option<Similarity>,
    pub distance: f64,
}

impl Pair {
    /// `weight`, 0 to 1, orders pairs of the same class.
    pub fn new(class: Class, similarity: Option<Similarity>, weight: f64) -> Self {
        let distance = if class == Class::Same {
            0.0
        } else {
            f64::from(class.rank()) + 0.99 * weight.clamp(0.0, 1.0)
        };
        Self {
            class,
            similarity,
            distance,
        }
    }
}

/// The pair that decides a row.
pub(super) struct Verdict {
    pub pair: Pair,
    pub parties: Option<(PartyId, PartyId)>,
}

/// Looks at all pairs of counting positions, by their places, and keeps the farthest. A party alone is *only one side*,
/// or *nobody knows*.
pub(super) fn farthest(positions: &[Position], pair: impl Fn(usize, usize) -> Pair) -> Verdict {
    let counting: Vec<(usize, &Position)> = positions
        .iter()
        .enumerate()
        .filter(|(_, p)| p.counts)
        .collect();
    let mut found: Option<(Pair, &Position, &Position)> = None;
    for (i, (a, first)) in counting.iter().enumerate() {
        for (b, second) in counting.iter().skip(i + 1) {
            let next = pair(*a, *b);
            if found
                .as_ref()
                .is_none_or(|(best, ..)| next.distance > best.distance)
            {
                found = Some((next, first, second));
            }
        }
    }
    if let Some((pair, a, b)) = found {
        let named = counting.len() > 2 && !matches!(pair.class, Class::Same | Class::NobodyKnows);
        return Verdict {
            pair,
            parties: named.then(|| (a.party.clone(), b.party.clone())),
        };
    }
    let alone = counting.iter().any(|(_, p)| p.has_value());
    let class = if alone {
        Class::OnlyOneSide
    } else {
        Class::NobodyKnows
    };
    Verdict {
        pair: Pair::new(class, None, 0.0),
        parties: None,
    }
}

/// [`farthest`] for every question without a grid. Of a party that is split, the alternative that is farthest counts.
pub(super) fn farthest_of_answers(question: &Question, positions: &[Position]) -> Verdict {
    let canons: Vec<Vec<Canon>> = positions
        .iter()
        .map(|p| {
            let said: Vec<Canon> = p
                .says
                .responses()
                .iter()
                .map(|r| Canon::of(question, r))
                .collect();
            if said.is_empty() {
                vec![Canon::nothing()]
            } else {
                said
            }
        })
        .collect();
    let nothing = || Pair::new(Class::NobodyKnows, None, 0.0);
    farthest(positions, |a, b| {
        let (Some(a), Some(b)) = (canons.get(a), canons.get(b)) else {
            return nothing();
        };
        a.iter()
            .flat_map(|x| b.iter().map(move |y| of(question, x, y)))
            .max_by(|x, y| x.distance.total_cmp(&y.distance))
            .unwrap_or_else(nothing)
    })
}

/// Two answers to the same question.
pub(super) fn of(question: &Question, a: &Canon, b: &Canon) -> Pair {
    let steps = importance_steps(a.importance, b.importance);
    let both_weigh = a.importance.is_some() && b.importance.is_some();
    let heaviest = f64::from(a.importance.max(b.importance).map_or(0, weight));
    if !a.says_something() && !b.says_something() {
        return Pair::new(Class::NobodyKnows, None, heaviest / 3.0);
    }
    if a.never.iter().any(|v| b.accepts(v)) || b.never.iter().any(|v| a.accepts(v)) {
        return Pair::new(Class::Opposite, similarity(question, a, b), 1.0);
    }
    let only_never = |x: &Canon| x.value == Value::OnlyNever;
    if !(a.has_value() && b.has_value() || only_never(a) && only_never(b)) {
        let class = if steps >= WEIGHTS_APART && both_weigh {
            Class::Gap
        } else {
            Class::OnlyOneSide
        };
        return Pair::new(class, None, heaviest / 3.0);
    }
    let similarity = similarity(question, a, b);
    let apart = 1.0 - similarity.map_or(0.5, |s| s.value);
    let far = 0.75 * apart + 0.25 * f64::from(steps) / 3.0;
    if a.importance == Some(Importance::Must)
        && b.importance == Some(Importance::Must)
        && nothing_in_common(a, b)
    {
        return Pair::new(Class::Opposite, similarity, far);
    }
    let class = if a.value == b.value && steps == 0 && a.never == b.never {
        Class::Same
    } else if steps >= WEIGHTS_APART || !alike(a, b, similarity) {
        Class::Gap
    } else {
        Class::Close
    };
    Pair::new(class, similarity, far)
}

/// Whether two values are at least close: by their similarity; two texts are read, not counted, and so never a gap of
/// themselves; answers of two different shapes, a text beside a number, are not alike.
fn alike(a: &Canon, b: &Canon, similarity: Option<Similarity>) -> bool {
    let is_text = |x: &Canon| matches!(x.value, Value::Text(_));
    match similarity {
        Some(s) => s.value >= CLOSE,
        None => a.value == b.value || is_text(a) && is_text(b),
    }
}

/// Steps between two weights; said on one side only is one step.
fn importance_steps(a: Option<Importance>, b: Option<Importance>) -> u8 {
    match (a, b) {
        (Some(a), Some(b)) => weight(a).abs_diff(weight(b)),
        (None, None) => 0,
        (Some(_), None) | (None, Some(_)) => 1,
    }
}

/// 0 for ignore to 3 for must.
pub(super) fn weight(importance: Importance) -> u8 {
    match importance {
        Importance::Ignore => 0,
        Importance::Nice => 1,
        Importance::Strong => 2,
        Importance::Must => 3,
    }
}

/// Whether no lead could satisfy both. Levels always meet at the higher one; texts cannot be told.
fn nothing_in_common(a: &Canon, b: &Canon) -> bool {
    match (&a.value, &b.value) {
        (Value::Set(_) | Value::List(_), Value::Set(_) | Value::List(_)) => {
            common(&a.named, &b.named) == 0
        }
        (Value::Range(x), Value::Range(y)) => !meet(*x, *y),
        (
            Value::Nothing
            | Value::DontKnow
            | Value::OnlyNever
            | Value::Any
            | Value::Text(_)
            | Value::Set(_)
            | Value::List(_)
            | Value::Level(..)
            | Value::Range(_)
            | Value::Table(_),
            _,
        ) => false,
    }
}

fn similarity(question: &Question, a: &Canon, b: &Canon) -> Option<Similarity> {
    let made =
        |value: f64, measure: SimilarityMeasure, n: usize| Some(Similarity { value, measure, n });
    let either = |x: &[String], y: &[String]| x.len() + y.len() - common(x, y);
    match (&a.value, &b.value) {
        (Value::Set(x), Value::Set(y)) => {
            made(jaccard(x, y), SimilarityMeasure::Jaccard, either(x, y))
        }
        (Value::OnlyNever, Value::OnlyNever) => made(
            jaccard(&a.never, &b.never),
            SimilarityMeasure::Jaccard,
            either(&a.never, &b.never),
        ),
        (Value::List(x), Value::List(y)) => made(
            in_order(x, y),
            SimilarityMeasure::InOrder,
            either(&a.named, &b.named),
        ),
        (Value::Range(x), Value::Range(y)) => made(overlap(*x, *y), SimilarityMeasure::Overlap, 1),
        (Value::Level(Some(x), _), Value::Level(Some(y), _)) => made(
            on_scale(*x, *y, question.options.len().saturating_sub(1)),
            SimilarityMeasure::Scale,
            1,
        ),
        (Value::Level(_, x), Value::Level(_, y)) => {
            made(f64::from(u8::from(x == y)), SimilarityMeasure::Scale, 1)
        }
        (Value::Any, Value::Any) => made(1.0, SimilarityMeasure::Jaccard, 1),
        (Value::Any, Value::Set(_) | Value::List(_)) => any_and_some(question, b),
        (Value::Set(_) | Value::List(_), Value::Any) => any_and_some(question, a),
        (
            Value::Nothing
            | Value::DontKnow
            | Value::OnlyNever
            | Value::Any
            | Value::Text(_)
            | Value::Set(_)
            | Value::List(_)
            | Value::Level(..)
            | Value::Range(_)
            | Value::Table(_),
            _,
        ) => None,
    }
}

/// Jaccard index of *any* and some values. *Any* stands for all options, what the other side names, and one more value
/// that nobody has thought of: choices take own words. Yes and no are all there is to a yes-or-no question.
fn any_and_some(question: &Question, some: &Canon) -> Option<Similarity> {
    let value = |all: &[String]| {
        Some(Similarity {
            value: jaccard(all, &some.named),
            measure: SimilarityMeasure::Jaccard,
            n: all.len(),
        })
    };
    let mut all = some.named.clone();
    if question.kind == Kind::YesNo {
        all.extend(["no".to_owned(), "yes".to_owned()]);
    } else {
        all.extend(question.options.iter().map(|o| o.id.clone()));
        // No value is spelled with blanks around it, see `plain`.
        all.push(" ".to_owned());
    }
    all.sort_unstable();
    all.dedup();
    value(&all)
}
