//! Six words that stand for a digest: short enough to be noted on paper or read out, long enough that nobody finds other
//! content with the same ones.
//!
//! Whoever notes them when a sheet is sealed or an agreement is signed can tell later whether it is still the same. The
//! file itself proves nothing to somebody who does not trust whoever keeps it.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

/// How many words.
const WORDS: usize = 6;

/// The digest is hashed so often on the way to its words: each try to find another content with the same six words costs
/// as much. Six words are 48 bits; this adds 14.
const ROUNDS: u32 = 1 << 14;

/// The words of a digest, lower case, with a space between them. Letters of hexadecimal digits count as they are written.
#[must_use]
pub fn commit_words(digest: &str) -> String {
    static KNOWN: LazyLock<Mutex<HashMap<String, String>>> = LazyLock::new(Mutex::default);
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(words) = known().get(digest) {
        return words.clone();
    }
    let words = made(digest);
    known().insert(digest.to_owned(), words.clone());
    words
}

fn made(digest: &str) -> String {
    let mut hash = Sha256::digest(digest.as_bytes());
    for _ in 0..ROUNDS {
        hash = Sha256::digest(hash);
    }
    let words: Vec<&str> = hash[..WORDS]
        .iter()
        .map(|byte| LIST[usize::from(*byte)])
        .collect();
    words.join(" ")
}

/// The same words however somebody noted them: in capitals, with commas or hyphens.
#[must_use]
pub fn as_noted(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphabetic());
    let words: Vec<String> = words
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// One for each byte.
#[rustfmt::skip]
const LIST: [&str; 256] = [
    "acorn", "actor", "album", "alley", "amber", "anchor", "angle", "ankle", "apple", "arrow", "atlas", "attic",
    "autumn", "badge", "bagel", "baker", "balcony", "bamboo", "banjo", "barley", "basin", "basket", "beach",
    "beaver", "bench", "berry", "bicycle", "biscuit", "blanket", "blossom", "bonnet", "bottle", "boulder", "bracket",
    "branch", "brick", "bridge", "broom", "bucket", "bundle", "butter", "button", "cabin", "cactus", "camel",
    "candle", "canoe", "canvas", "carpet", "carrot", "castle", "cellar", "cherry", "chess", "circle", "clover",
    "cobalt", "cocoa", "comet", "copper", "coral", "cotton", "cradle", "crayon", "cricket", "crystal", "cupboard",
    "curtain", "cushion", "daisy", "dancer", "dawn", "desert", "diamond", "dolphin", "donkey", "dragon", "drawer",
    "drum", "dune", "eagle", "ebony", "elbow", "elm", "ember", "engine", "falcon", "fern", "ferry", "fiddle",
    "flask", "flute", "forest", "fossil", "fountain", "fox", "frost", "garden", "garlic", "giraffe", "glacier",
    "glove", "goblet", "granite", "grape", "guitar", "hammer", "harbour", "harvest", "hazel", "hedge", "helmet",
    "heron", "hill", "honey", "horizon", "hornet", "iris", "island", "ivory", "jacket", "jasmine", "jelly", "jigsaw",
    "jungle", "juniper", "kettle", "kitten", "koala", "ladder", "lagoon", "lantern", "laurel", "lemon", "lentil",
    "lilac", "linen", "lizard", "lobster", "lotus", "magnet", "maple", "marble", "meadow", "melon", "meteor",
    "mirror", "mitten", "monkey", "mosaic", "moss", "mountain", "muffin", "mustard", "napkin", "nectar", "needle",
    "nettle", "nickel", "nutmeg", "oasis", "ocean", "olive", "onion", "opal", "orange", "orchard", "otter", "oyster",
    "paddle", "palace", "panda", "paper", "parrot", "pebble", "pelican", "pepper", "piano", "pillow", "pine",
    "pirate", "planet", "plum", "pocket", "pony", "poppy", "pretzel", "pumpkin", "puppet", "puzzle", "quartz",
    "rabbit", "radish", "raven", "ribbon", "river", "robin", "rocket", "rooster", "saddle", "saffron", "salmon",
    "sandal", "satin", "scarf", "shell", "shovel", "silver", "sketch", "sledge", "sparrow", "spider", "spoon",
    "squirrel", "stable", "stone", "summer", "sunset", "swan", "tablet", "teapot", "temple", "thimble", "thunder",
    "tiger", "timber", "toast", "tomato", "tower", "trumpet", "tulip", "tunnel", "turnip", "turtle", "umbrella",
    "valley", "vanilla", "velvet", "violet", "violin", "vulture", "wagon", "walnut", "walrus", "water", "whale",
    "wheat", "whistle", "willow", "window", "winter", "wizard", "wolf", "yogurt", "zebra", "zipper",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_short_and_can_be_told_from_every_other() {
        for (at, word) in LIST.iter().enumerate() {
            assert!((3..=8).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
            for other in &LIST[at + 1..] {
                assert!(
                    !other.starts_with(word) && !word.starts_with(other),
                    "{word} {other}"
                );
            }
        }
    }

    #[test]
    fn the_words_follow_from_the_digest_alone() {
        let words = commit_words("sha256:00");
        assert_eq!(words.split(' ').count(), WORDS);
        assert_eq!(words, commit_words("sha256:00"));
        assert_ne!(words, commit_words("sha256:01"));
    }

    #[test]
    fn they_are_recognised_however_they_were_noted() {
        assert_eq!(
            as_noted(" Acorn, ACTOR-album;\nalley "),
            "acorn actor album alley"
        );
    }
}
