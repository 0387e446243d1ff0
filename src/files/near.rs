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
    let wanted = folded(name);
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|candidate| {
            let letters = folded(candidate);
            let steps = steps_between(&wanted, &letters);
            let begins = wanted.len() >= 3 && letters.starts_with(&wanted);
            let allowed = wanted.len().max(letters.len()) / 3;
            (steps <= allowed || begins)
                .then_some((if begins { steps.min(1) } else { steps }, candidate))
        })
        .collect();
    found.sort_by_key(|(steps, _)| *steps);
    let best = found.first().map_or(0, |(steps, _)| *steps);
    found.retain(|(steps, _)| *steps <= best + 1);
    found
        .into_iter()
        .take(3)
        .map(|(_, candidate)| candidate)
        .collect()
}

/// Letters that count, at most 64: names are short, and what is longer is not a slip.
fn folded(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .take(64)
        .collect()
}

/// Number of insertions, deletions, substitutions and swaps of neighbours between two words
/// (optimal string alignment distance).
fn steps_between(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(letter != other);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = last;
        last = row;
    }
    last[b.len()]
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
        let steps = |a: &str, b: &str| steps_between(&folded(a), &folded(b));
        assert_eq!(steps("kitten", "sitting"), 3);
        assert_eq!(steps("ab", "ba"), 1);
        assert_eq!(steps("", "abc"), 3);
    }
}
