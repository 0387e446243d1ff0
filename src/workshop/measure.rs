//! How alike answers are, as numbers: pure measures over plain values.
//!
//! Every similarity lies between 0 (nothing in common) and 1 (equal). Free text has no measure here:
//! it is read, not counted.

use crate::Range;

/// Fewest items for which an agreement coefficient is shown. Below that the interval around it is wider than
/// the scale of words people use for it ("fair", "good"), so only counts and shares are given
/// (Krippendorff, *Content Analysis*, 4th ed. 2018, ch. 12, on sample sizes for reliability data).
pub const FEWEST_ITEMS: usize = 10;

/// Jaccard index of two sets, |A ∩ B| / |A ∪ B|.
///
/// Source: P. Jaccard, "The distribution of the flora in the alpine zone", *New Phytologist* 11 (1912), 37-50.
/// Both slices must be sorted and without repeats. Two empty sets are equal: 1.
#[must_use]
pub(crate) fn jaccard<T: Ord>(a: &[T], b: &[T]) -> f64 {
    let common = common(a, b);
    let union = a.len() + b.len() - common;
    if union == 0 {
        1.0
    } else {
        ratio(common, union)
    }
}

/// How many values two sorted slices without repeats have in common.
#[must_use]
pub fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut common = 0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                common += 1;
                a.next();
                b.next();
            }
        }
    }
    common
}

/// Similarity of two lists in order: the Jaccard index of their values times the share of pairs of common values
/// that stand in the same order in both (1 where fewer than two values are common).
///
/// Source of the second factor: concordant pairs, M. G. Kendall, "A new measure of rank correlation",
/// *Biometrika* 30 (1938), 81-93; the share is (tau + 1) / 2. Values must not repeat within a list.
#[must_use]
pub(crate) fn in_order<T: Ord>(a: &[T], b: &[T]) -> f64 {
    let mut left: Vec<&T> = a.iter().collect();
    let mut right: Vec<&T> = b.iter().collect();
    left.sort();
    right.sort();
    let places: Vec<usize> = a
        .iter()
        .filter_map(|x| b.iter().position(|y| x == y))
        .collect();
    let (mut same, mut pairs) = (0, 0);
    for (i, x) in places.iter().enumerate() {
        for y in places.iter().skip(i + 1) {
            pairs += 1;
            same += usize::from(x < y);
        }
    }
    let share = if pairs == 0 { 1.0 } else { ratio(same, pairs) };
    jaccard(&left, &right) * share
}

/// Similarity of two ranges: the width of their overlap over the width of their hull (the smallest range that
/// holds both).
///
/// Source: the Jaccard index on intervals, with the join of Ichino and Yaguchi as the union ("Generalized Minkowski
/// metrics for mixed feature-type data analysis", *IEEE Trans. SMC* 24 (1994), 698-708), so that a hole between two
/// ranges counts as difference.
///
/// Open ends are judged by what the two ranges name:
/// - both open on the same side and nowhere else closed on it ("at least 10,000", "at least 25,000"): they agree on
///   that side, so what they *exclude* is compared, from zero up to each end: 10,000 / 25,000. One that excludes
///   nothing has nothing in common with one that does: 0.
/// - otherwise an open lower end stands at zero (or, where a named end is negative, one hull below the lowest),
///   an open upper end one such distance above the highest named end (twice the highest where zero is the floor).
///
/// Two single equal numbers are 1; numbers that are not finite count as open; a range written backwards is turned.
#[must_use]
pub fn overlap(a: Range, b: Range) -> f64 {
    let (a, b) = (tidy(a), tidy(b));
    if a == b {
        return 1.0;
    }
    if let Some(excluded) = excluded_alike(a, b) {
        return excluded;
    }
    let named: Vec<f64> = [a.from, a.to, b.from, b.to].into_iter().flatten().collect();
    let low = named.iter().copied().fold(f64::INFINITY, f64::min);
    let high = named.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let reach = if low >= 0.0 {
        high
    } else {
        (high - low).max(high.abs())
    }
    .max(f64::MIN_POSITIVE);
    let floor = if low >= 0.0 { 0.0 } else { low - reach };
    let ceiling = high + reach;
    let (a0, a1) = (a.from.unwrap_or(floor), a.to.unwrap_or(ceiling));
    let (b0, b1) = (b.from.unwrap_or(floor), b.to.unwrap_or(ceiling));
    let hull = a1.max(b1) - a0.min(b0);
    let both = (a1.min(b1) - a0.max(b0)).max(0.0);
    if hull > 0.0 && hull.is_finite() {
        (both / hull).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// For two half-open ranges that are open on the same side: how alike their excluded parts are. `None` for any other
/// pair, and where an end is negative, so that zero is no natural floor.
fn excluded_alike(a: Range, b: Range) -> Option<f64> {
    let (x, y) = match (a, b) {
        (Range { from: x, to: None }, Range { from: y, to: None }) => {
            (x.unwrap_or(0.0), y.unwrap_or(0.0))
        }
        // Up to 100 and up to 500 accept [0, 100] and [0, 500]: the same ratio.
        (
            Range {
                from: None,
                to: Some(x),
            },
            Range {
                from: None,
                to: Some(y),
            },
        ) => (x, y),
        _ => return None,
    };
    if x < 0.0 || y < 0.0 {
        return None;
    }
    let most = x.max(y);
    Some(if most > 0.0 { x.min(y) / most } else { 1.0 })
}

/// Ends that are not finite become open, a range written backwards is turned around.
#[must_use]
pub fn tidy(range: Range) -> Range {
    let finite = |end: Option<f64>| end.filter(|x| x.is_finite());
    match (finite(range.from), finite(range.to)) {
        (Some(from), Some(to)) if from > to => Range {
            from: Some(to),
            to: Some(from),
        },
        (from, to) => Range { from, to },
    }
}

/// Whether two ranges share at least one number; both ends belong to a range.
#[must_use]
pub fn meet(a: Range, b: Range) -> bool {
    let (a, b) = (tidy(a), tidy(b));
    let below = |top: Option<f64>, bottom: Option<f64>| matches!((top, bottom), (Some(t), Some(b)) if t < b);
    !below(a.to, b.from) && !below(b.to, a.from)
}

/// Similarity of two places on a scale of `steps + 1` places: 1 - |a - b| / steps.
///
/// Source: Gower's coefficient for ranked characters (J. C. Gower, "A general coefficient of similarity and some of
/// its properties", *Biometrics* 27 (1971), 857-871). Equal places are 1 whatever the scale; the result is never
/// below 0.
#[must_use]
pub(crate) fn on_scale(a: usize, b: usize, steps: usize) -> f64 {
    let apart = a.abs_diff(b);
    if apart == 0 {
        1.0
    } else if steps == 0 {
        0.0
    } else {
        (1.0 - ratio(apart, steps)).max(0.0)
    }
}

/// How far apart two values are for [`alpha`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Equal or not.
    Nominal,
    /// By the number of ratings that lie between them.
    Ordinal,
    /// By the difference of their places.
    Interval,
}

/// How well several raters agree on the same items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Items that at least two raters judged: the n behind every figure.
    pub items: usize,
    /// Pairs of judgements on the same item.
    pub pairs: usize,
    /// Pairs that agree.
    pub equal: usize,
    /// Krippendorff's alpha, ordinal; at most 1, 0 is what chance gives. `None` below [`FEWEST_ITEMS`] items, and
    /// where everybody gave every item the same value: then there is nothing to tell apart.
    pub alpha: Option<f64>,
}

impl Agreement {
    /// Counts pairs and computes ordinal alpha. One row for each item: the place on the scale that each rater gave it,
    /// `None` where a rater did not judge it.
    #[must_use]
    pub fn of(items: &[Vec<Option<usize>>]) -> Self {
        let (mut judged, mut pairs, mut equal) = (0, 0, 0);
        for item in items {
            let given: Vec<usize> = item.iter().copied().flatten().collect();
            judged += usize::from(given.len() > 1);
            for (i, x) in given.iter().enumerate() {
                for y in given.iter().skip(i + 1) {
                    pairs += 1;
                    equal += usize::from(x == y);
                }
            }
        }
        let alpha = if judged < FEWEST_ITEMS {
            None
        } else {
            alpha(items, Metric::Ordinal)
        };
        Self {
            items: judged,
            pairs,
            equal,
            alpha,
        }
    }

    /// Share of pairs that agree, 0 to 1; `None` without a pair.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.pairs > 0).then(|| ratio(self.equal, self.pairs))
    }
}

/// Krippendorff's alpha for any number of raters, with missing judgements.
///
/// `alpha = 1 - (n - 1) * sum(o_ck * d_ck) / sum(n_c * n_k * d_ck)`, with the coincidences o of values c and k within
/// items (each item with m judgements weighs its pairs by 1 / (m - 1)), the totals `n_c`, their sum n, and the squared
/// difference d of the metric. Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of
/// Pennsylvania (2011), sections C to E.
///
/// `None` where no item has two judgements, or where all judgements are equal.
#[must_use]
pub fn alpha(items: &[Vec<Option<usize>>], metric: Metric) -> Option<f64> {
    let judged: Vec<Vec<usize>> = items
        .iter()
        .map(|i| i.iter().copied().flatten().collect::<Vec<_>>())
        .filter(|i| i.len() > 1)
        .collect();
    let mut values: Vec<usize> = judged.iter().flatten().copied().collect();
    values.sort_unstable();
    values.dedup();
    let place = |value: usize| values.binary_search(&value).ok();
    let mut coincidences = vec![vec![0.0; values.len()]; values.len()];
    for item in &judged {
        for (i, x) in item.iter().enumerate() {
            for (j, y) in item.iter().enumerate() {
                if i != j
                    && let (Some(c), Some(k)) = (place(*x), place(*y))
                {
                    coincidences[c][k] += 1.0 / number(item.len() - 1);
                }
            }
        }
    }
    let totals: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
    let n: f64 = totals.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for (c, row) in coincidences.iter().enumerate() {
        for (k, o) in row.iter().enumerate() {
            let d = squared_difference(&values, &totals, c, k, metric);
            observed += o * d;
            expected += totals[c] * totals[k] * d;
        }
    }
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
}

/// The squared difference of two values, by their places in `values`.
fn squared_difference(values: &[usize], totals: &[f64], c: usize, k: usize, metric: Metric) -> f64 {
    let difference = match metric {
        Metric::Nominal => return f64::from(u8::from(c != k)),
        Metric::Ordinal => {
            let between: f64 = totals[c.min(k)..=c.max(k)].iter().sum();
            between - f64::midpoint(totals[c], totals[k])
        }
        Metric::Interval => number(values[c].abs_diff(values[k])),
    };
    if c == k { 0.0 } else { difference * difference }
}

fn ratio(part: usize, whole: usize) -> f64 {
    number(part) / number(whole)
}

/// A count as a number to divide; counts here are far below 2^32.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 0.0005
    }

    fn range(from: impl Into<Option<f64>>, to: impl Into<Option<f64>>) -> Range {
        Range {
            from: from.into(),
            to: to.into(),
        }
    }

    #[test]
    fn jaccard_counts_what_is_common_over_what_is_named() {
        // Levandowsky and Winter's way of writing it: 1 - |A xor B| / |A or B|.
        for (a, b, expected) in [
            (&[1, 2, 3][..], &[2, 3, 4][..], 0.5),
            (&[1][..], &[1][..], 1.0),
            (&[1, 2][..], &[3][..], 0.0),
            (&[][..], &[][..], 1.0),
            (&[][..], &[1][..], 0.0),
            (&[0, 1, 2, 5, 6][..], &[0, 2, 3, 4, 5, 7, 9][..], 1.0 / 3.0),
        ] {
            assert!(near(jaccard(a, b), expected), "{a:?} {b:?}");
            assert!(near(jaccard(b, a), expected), "{b:?} {a:?}");
        }
    }

    #[test]
    fn lists_in_order_count_values_and_their_order() {
        assert!(near(in_order(&["a", "b", "c"], &["a", "b", "c"]), 1.0));
        assert!(near(in_order(&["a", "b", "c"], &["c", "b", "a"]), 0.0));
        // One of three pairs is turned around.
        assert!(near(
            in_order(&["a", "b", "c"], &["a", "c", "b"]),
            2.0 / 3.0
        ));
        // Two of four values are common, in the same order.
        assert!(near(in_order(&["a", "b", "c"], &["a", "b", "d"]), 0.5));
        assert!(near(in_order::<&str>(&[], &[]), 1.0));
    }

    #[test]
    fn ranges_compare_overlap_with_hull() {
        for (a, b, expected) in [
            (range(10.0, 500.0), range(50.0, 1000.0), 450.0 / 990.0),
            (range(0.0, 10.0), range(20.0, 30.0), 0.0),
            (range(5.0, 5.0), range(5.0, 5.0), 1.0),
            (range(5.0, 5.0), range(6.0, 6.0), 0.0),
            (range(0.0, 10.0), range(0.0, 5.0), 0.5),
            (range(500.0, 10.0), range(10.0, 500.0), 1.0),
        ] {
            assert!(
                near(overlap(a, b), expected),
                "{a:?} {b:?} {}",
                overlap(a, b)
            );
            assert!(near(overlap(b, a), expected), "{b:?} {a:?}");
        }
    }

    #[test]
    fn open_ends_are_judged_by_what_is_named() {
        for (a, b, expected) in [
            (range(10_000.0, None), range(25_000.0, None), 0.4),
            (range(10_000.0, None), range(1_000_000.0, None), 0.01),
            (range(None, 100.0), range(None, 500.0), 0.2),
            (range(None, None), range(25_000.0, None), 0.0),
            (range(None, None), range(None, None), 1.0),
            // The open end stands at twice the highest named one: 50-2,000 against 50-1,000.
            (range(50.0, None), range(50.0, 1000.0), 950.0 / 1950.0),
            (range(None, 500.0), range(10.0, 500.0), 0.98),
            // 100-1,000 against 0-500.
            (range(100.0, None), range(None, 500.0), 0.4),
            (range(f64::NAN, 5.0), range(None, 5.0), 1.0),
        ] {
            assert!(
                near(overlap(a, b), expected),
                "{a:?} {b:?} {}",
                overlap(a, b)
            );
            assert!(near(overlap(b, a), expected), "{b:?} {a:?}");
        }
    }

    #[test]
    fn extreme_ranges_stay_within_the_scale() {
        let ends = [
            None,
            Some(f64::MIN),
            Some(-1.0),
            Some(0.0),
            Some(f64::MAX),
            Some(f64::INFINITY),
        ];
        for a in ends {
            for b in ends {
                for c in ends {
                    for d in ends {
                        let s = overlap(Range { from: a, to: b }, Range { from: c, to: d });
                        assert!((0.0..=1.0).contains(&s), "{a:?} {b:?} {c:?} {d:?}: {s}");
                    }
                }
            }
        }
    }

    #[test]
    fn ranges_meet_where_they_share_a_number() {
        assert!(meet(range(1.0, 5.0), range(5.0, 9.0)));
        assert!(!meet(range(1.0, 5.0), range(6.0, None)));
        assert!(meet(range(None, None), range(6.0, 7.0)));
        assert!(!meet(range(None, 1.0), range(2.0, None)));
    }

    #[test]
    fn places_on_a_scale() {
        assert!(near(on_scale(0, 4, 4), 0.0));
        assert!(near(on_scale(1, 2, 4), 0.75));
        assert!(near(on_scale(3, 3, 0), 1.0));
        assert!(near(on_scale(0, 9, 4), 0.0));
        assert!(near(on_scale(0, 1, 0), 0.0));
    }

    /// Krippendorff (2011), section E: four observers, twelve units, missing data.
    fn published() -> Vec<Vec<Option<usize>>> {
        let observers = [
            "123321412...",
            "1233224125.3",
            ".3332342251.",
            "12332441251.",
        ]
        .map(|row| {
            row.chars()
                .map(|c| c.to_digit(10).map(|d| d as usize))
                .collect::<Vec<_>>()
        });
        (0..12)
            .map(|unit| observers.iter().map(|o| o[unit]).collect())
            .collect()
    }

    #[test]
    fn alpha_reproduces_krippendorffs_example() {
        let data = published();
        for (metric, expected) in [
            (Metric::Nominal, 0.743),
            (Metric::Ordinal, 0.815),
            (Metric::Interval, 0.849),
        ] {
            let value = alpha(&data, metric).unwrap();
            assert!(near(value, expected), "{metric:?}: {value}");
        }
    }

    #[test]
    fn alpha_reproduces_krippendorffs_example_of_two_observers() {
        // Krippendorff (2011), sections A and B: binary data of two observers, ten units: 0.095;
        // nominal data of two observers, twelve units: 0.692.
        let pair = |a: &str, b: &str| -> Vec<Vec<Option<usize>>> {
            a.chars()
                .zip(b.chars())
                .map(|(x, y)| vec![Some(x as usize), Some(y as usize)])
                .collect()
        };
        let binary = pair("0100000010", "1110010000");
        assert!(near(alpha(&binary, Metric::Nominal).unwrap(), 0.095));
        let nominal = pair("aabbdcccedda", "babbbccceddd");
        assert!((alpha(&nominal, Metric::Nominal).unwrap() - 0.692).abs() < 0.001);
    }

    #[test]
    fn agreement_carries_its_n_and_hides_alpha_of_few_items() {
        let all = Agreement::of(&published());
        // Unit 12 was judged once only.
        assert_eq!(all.items, 11);
        assert!(near(all.alpha.unwrap(), 0.815));
        let few = Agreement::of(&published()[..9]);
        assert_eq!((few.items, few.alpha), (9, None));
        assert!(few.share().unwrap() > 0.5);
        let one = Agreement::of(&[vec![Some(1), Some(1), Some(2)]]);
        assert_eq!((one.items, one.pairs, one.equal), (1, 3, 1));
        assert_eq!(Agreement::of(&[]).share(), None);
    }

    #[test]
    fn alpha_is_undefined_where_nothing_differs() {
        assert_eq!(
            alpha(&vec![vec![Some(1), Some(1)]; 12], Metric::Ordinal),
            None
        );
        assert_eq!(alpha(&[vec![Some(1), None]], Metric::Ordinal), None);
    }
}
