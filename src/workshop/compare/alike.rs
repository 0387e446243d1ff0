//! Whether two words that people wrote may be the same one: spelling, number, words of one among those of the other.
//!
//! It only asks a question of the room, so it may ask once too often; it never decides.

/// Letters that two words may differ in, by the length of the shorter: from so many letters on, so many edits.
pub const FORGIVEN: [(usize, usize); 2] = [(8, 2), (4, 1)];

/// A word that begins a longer one is found in it from this many letters on: *hotel* in *hotelgruppe*.
const BEGINS: usize = 5;

/// Words that say nothing by themselves.
const SMALL: [&str; 14] = [
    "a", "an", "and", "for", "from", "in", "of", "on", "or", "our", "the", "their", "to", "with",
];

/// How near two words are, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// The same but for capitals, punctuation, order, small words, or one and many.
    Equal,
    /// A slip of the pen apart.
    Spelling,
    /// All words of one are among those of the other.
    Contained,
}

/// How near they are; `None` where nothing says that they are the same.
pub(super) fn nearness(a: &str, b: &str) -> Option<Nearness> {
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let within = |x: &[String], y: &[String], is: fn(&str, &str) -> bool| {
        x.iter().all(|word| y.iter().any(|other| is(word, other)))
    };
    let equal = |x: &str, y: &str| x == y;
    if a.concat() == b.concat() || within(&a, &b, equal) && within(&b, &a, equal) {
        return Some(Nearness::Equal);
    }
    if slip(&a.concat(), &b.concat()) {
        return Some(Nearness::Spelling);
    }
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    within(&few, &many, related).then_some(Nearness::Contained)
}

fn related(a: &str, b: &str) -> bool {
    let begins = |x: &str, y: &str| x.chars().count() >= BEGINS && y.starts_with(x);
    a == b || slip(a, b) || begins(a, b) || begins(b, a)
}

/// The words that say something, in lower case and in the singular.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let all: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let telling: Vec<String> = all
        .iter()
        .filter(|w| !SMALL.contains(w))
        .map(|w| singular(w))
        .collect();
    if telling.is_empty() {
        all.into_iter().map(str::to_owned).collect()
    } else {
        telling
    }
}

/// One instead of many, as far as English spelling tells.
fn singular(word: &str) -> String {
    let long = word.chars().count() > 3;
    if let Some(stem) = word.strip_suffix("ies").filter(|_| long) {
        return format!("{stem}y");
    }
    let hissing = |stem: &&str| {
        let ends = ["s", "x", "z", "ch", "sh"];
        ends.iter().any(|end| stem.ends_with(end))
    };
    word.strip_suffix("es")
        .filter(hissing)
        .or_else(|| word.strip_suffix('s').filter(|stem| !stem.ends_with('s')))
        .filter(|_| long)
        .unwrap_or(word)
        .to_owned()
}

/// Whether two words differ by no more letters than [`FORGIVEN`].
fn slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    FORGIVEN
        .iter()
        .find(|(letters, _)| shorter >= *letters)
        .is_some_and(|(_, most)| a.len().abs_diff(b.len()) <= *most && edits(&a, &b) <= *most)
}

/// Letters put in, left out, exchanged, or swapped with their neighbour, from one word to the other.
///
/// Source: the optimal string alignment distance, F. J. Damerau, "A technique for computer detection and correction of
/// spelling errors", *Communications of the ACM* 7 (1964), 171-176.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j) + usize::from(x != y))
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_the_same_is_found() {
        use Nearness::{Contained, Equal, Spelling};
        for (a, b, expected) in [
            ("Hotels", "Hotels and hospitality", Some(Contained)),
            ("Hotels", "hotel", Some(Equal)),
            ("Cyber-security", "Cybersecurity", Some(Equal)),
            (
                "Logistics & transport",
                "transport and logistics",
                Some(Equal),
            ),
            ("Agencies", "agency", Some(Equal)),
            ("Boxes", "box", Some(Equal)),
            ("Hospitalty", "Hospitality", Some(Spelling)),
            ("Reatil", "Retail", Some(Spelling)),
            ("Hotelgruppe", "Hotel", Some(Contained)),
            ("Hospitalty", "Hotels and hospitality", Some(Contained)),
            ("ホテル", "ホテル", Some(Equal)),
            ("IT", "IT services", Some(Contained)),
            ("Banks", "Insurers", None),
            ("Rail", "Mail", Some(Spelling)),
            ("HR", "PR", None),
            ("and", "of", None),
            ("?", "Hotels", None),
        ] {
            assert_eq!(nearness(a, b), expected, "{a} / {b}");
            assert_eq!(nearness(b, a), expected, "{b} / {a}");
        }
    }

    #[test]
    fn edits_are_counted() {
        let count = |a: &str, b: &str| {
            let letters = |t: &str| t.chars().collect::<Vec<char>>();
            edits(&letters(a), &letters(b))
        };
        for (a, b, expected) in [
            ("", "abc", 3),
            ("ab", "ba", 1),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
        ] {
            assert_eq!(count(a, b), expected, "{a} {b}");
        }
    }
}
