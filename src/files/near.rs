//! The name that was probably meant.

/// The name of `known` nearest to `name`, when it is near enough to be a slip of the fingers: at most a third of its
/// letters differ. Capitals, `-` and `_` do not count as differences. `None` when nothing is near.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    near(name, known).into_iter().next()
}

/// At most three names of `known` near to `name`, nearest first.
#[must_use]
pub fn near<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
    let known: Vec<(Letters, &str)> = known
        .into_iter()
        .map(|candidate| (Letters::of(candidate), candidate))
        .collect();
    Letters::of(name).nearest_of(known.iter().map(|(letters, name)| (letters, *name)))
}

/// The letters of a name that count, at most 64: names are short, and what is longer is not a slip. For a name that is
/// compared with many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters(Vec<char>);

/// So many letters are compared.
const MOST: usize = 64;

impl Letters {
    /// Those of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let counting = name.chars().filter(|c| !matches!(c, '-' | '_' | ' '));
        Self(counting.flat_map(char::to_lowercase).take(MOST).collect())
    }

    /// Whether `candidate` is near to this name, as in [`near`].
    #[must_use]
    pub fn is_near(&self, candidate: &Self) -> bool {
        self.steps_to(candidate).is_some()
    }

    /// At most three of `known` near to this name, nearest first.
    pub fn nearest_of<'k, 'l>(
        &self,
        known: impl Iterator<Item = (&'l Self, &'k str)>,
    ) -> Vec<&'k str> {
        let steps = |(letters, name)| Some((self.steps_to(letters)?, name));
        let mut found: Vec<(usize, &str)> = known.filter_map(steps).collect();
        found.sort_by_key(|(steps, _)| *steps);
        let best = found.first().map_or(0, |(steps, _)| *steps);
        found.retain(|(steps, _)| *steps <= best + 1);
        found.into_iter().take(3).map(|(_, name)| name).collect()
    }

    /// How far `candidate` is from this name; none: too far for a slip. What begins with the name is near.
    fn steps_to(&self, candidate: &Self) -> Option<usize> {
        let (wanted, letters) = (&self.0, &candidate.0);
        if wanted.len() >= 3 && letters.starts_with(wanted) {
            return Some(usize::from(letters.len() > wanted.len()));
        }
        let allowed = wanted.len().max(letters.len()) / 3;
        steps_between(wanted, letters, allowed)
    }
}

/// Number of insertions, deletions, substitutions and swaps of neighbours between two words of at most [`MOST`] letters
/// (optimal string alignment distance); none: more than `most`.
fn steps_between(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before_last = [0; MOST + 1];
    let mut last: [usize; MOST + 1] = std::array::from_fn(|j| j);
    let mut smallest_before = 0;
    for (i, letter) in a.iter().enumerate() {
        let mut row = [0; MOST + 1];
        row[0] = i + 1;
        let mut smallest = row[0];
        for (j, other) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(letter != other);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                best = best.min(before_last[j - 1] + 1);
            }
            row[j + 1] = best;
            smallest = smallest.min(best);
        }
        // Every way to the end leads through this row or, by a swap, through the one before.
        if smallest.min(smallest_before) > most {
            return None;
        }
        smallest_before = smallest;
        before_last = last;
        last = row;
    }
    last.get(b.len()).copied().filter(|steps| *steps <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_different_word_is_not() {
        let known = ["points", "fields", "scores", "goldenLeads"];
        assert_eq!(nearest("pionts", known), Some("points"));
        assert_eq!(nearest("golden_leads", known), Some("goldenLeads"));
        assert_eq!(nearest("gol", known), Some("goldenLeads"));
        assert_eq!(nearest("weather", known), None);
        // One letter of two is another word, not a slip.
        assert_eq!(nearest("up", ["lp"]), None);
        assert_eq!(nearest("up", ["ups"]), Some("ups"));
    }

    #[test]
    fn distance_of_known_pairs() {
        let letters = |text: &str| Letters::of(text).0;
        for (a, b, steps) in [
            ("kitten", "sitting", 3),
            ("ab", "ba", 1),
            ("", "abc", 3),
            ("abcdef", "badcfe", 3),
            ("ca", "abc", 3),
            ("same", "same", 0),
        ] {
            let (a, b) = (letters(a), letters(b));
            for most in 0..6 {
                let expected = (steps <= most).then_some(steps);
                assert_eq!(steps_between(&a, &b, most), expected, "{a:?} {b:?} {most}");
                assert_eq!(steps_between(&b, &a, most), expected, "{b:?} {a:?} {most}");
            }
        }
    }
}
