//! The name that was probably meant: the one "did you mean" of all rooms.

use strsim::osa_distance;

/// The name of `known` nearest to `name`, when it is near enough to be a slip of the fingers: at most a third of its
/// letters differ. Capitals, `-` and `_` do not count as differences. `None` when nothing is near.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    near(name, known).into_iter().next()
}

/// The same among the ids that one file declares: there a single letter, as grades have, is easily taken for another.
#[must_use]
pub(crate) fn nearest_id<'k>(
    id: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<&'k str> {
    let known: Vec<&str> = known.into_iter().collect();
    let is_letter = |text: &str| text.chars().count() == 1;
    nearest(id, known.iter().copied()).or_else(|| {
        let mut letters = known.into_iter().filter(|id| is_letter(id));
        letters.next().filter(|_| is_letter(id))
    })
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
pub struct Letters(String);

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

    fn count(&self) -> usize {
        self.0.chars().count()
    }

    /// How far `candidate` is from this name; none: too far for a slip. What begins with the name is near.
    fn steps_to(&self, candidate: &Self) -> Option<usize> {
        let (wanted, letters) = (self.count(), candidate.count());
        if wanted >= 3 && candidate.0.starts_with(&self.0) {
            return Some(usize::from(letters > wanted));
        }
        let allowed = wanted.max(letters) / 3;
        if wanted.abs_diff(letters) > allowed {
            return None;
        }
        // Insertions, deletions, substitutions and swaps of neighbours.
        Some(osa_distance(&self.0, &candidate.0)).filter(|steps| *steps <= allowed)
    }
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
    fn a_swap_of_neighbours_is_one_step() {
        let steps = |a, b| Letters::of(a).steps_to(&Letters::of(b));
        assert_eq!(steps("kitten", "sitten"), Some(1));
        assert_eq!(steps("kitten", "sitting"), None);
        assert_eq!(steps("abcdef", "badcef"), Some(2));
        assert_eq!(steps("abcdef", "badcfe"), None);
        assert_eq!(steps("", "abc"), None);
        assert_eq!(steps("same", "same"), Some(0));
    }
}
