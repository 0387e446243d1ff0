//! How answers are hidden in the file, and how it is proved that nobody changed them.
//!
//! The encoding keeps a passer-by, a text search and a `git diff` from reading an answer. It is no
//! encryption against somebody who runs this program's code on the file: the salt stands beside it.
//! The digest is what makes a change after sealing visible.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::{PartyId, Rating, Responses};

/// A sealed sheet whose content is not what was sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the sealed sheet of {person} ({party}) is not what was sealed: its content was changed. Restore the file, or let {person} fill the sheet again"
)]
pub struct BrokenSeal {
    /// The party.
    pub party: PartyId,
    /// The person.
    pub person: String,
}

/// Encodes answers as Base64 of their JSON, masked by a key stream of SHA-256 over the salt and a counter.
#[must_use]
pub(crate) fn encode(salt: &str, responses: &Responses) -> String {
    STANDARD.encode(mask(salt, json(responses)))
}

/// The answers behind an encoded text; `None` where it is not one.
#[must_use]
pub fn decode(salt: &str, content: &str) -> Option<Responses> {
    let bytes = mask(salt, STANDARD.decode(content).ok()?);
    serde_json::from_slice(&bytes).ok()
}

/// `sha256:` and the hexadecimal digest over party, person, salt and answers (as JSON in their order).
#[must_use]
pub fn digest(party: &str, person: &str, salt: &str, responses: &Responses) -> String {
    digest_of(party, person, salt, &json(responses))
}

/// Whether a digest is that of the answers, as they are written today or with the names that ratings had in older files.
#[must_use]
pub(crate) fn is_sealed_by(
    digest: &str,
    party: &str,
    person: &str,
    salt: &str,
    responses: &Responses,
) -> bool {
    let today = json(responses);
    digest_of(party, person, salt, &today) == digest
        || with_earlier_ratings(&today)
            .is_some_and(|earlier| digest_of(party, person, salt, earlier.as_bytes()) == digest)
}

/// The same JSON with ratings by their earlier names; `None` where no rating has another.
fn with_earlier_ratings(json: &[u8]) -> Option<String> {
    const START: &str = "\"ratings\":{";
    let mut rest = std::str::from_utf8(json).ok()?;
    let mut earlier = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once(START) {
        let (ratings, behind) = after.split_once('}')?;
        earlier.push_str(before);
        earlier.push_str(START);
        let mut named = ratings.to_owned();
        for rating in Rating::ALL {
            let today = format!(":\"{}\"", rating.id());
            named = named.replace(&today, &format!(":\"{}\"", rating.earlier_id()));
        }
        earlier.push_str(&named);
        earlier.push('}');
        rest = behind;
    }
    earlier.push_str(rest);
    (earlier.as_bytes() != json).then_some(earlier)
}

fn digest_of(party: &str, person: &str, salt: &str, json: &[u8]) -> String {
    let mut hash = Sha256::new();
    for part in [party.as_bytes(), person.as_bytes(), salt.as_bytes(), json] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    format!("sha256:{}", hex(&hash.finalize()))
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// JSON of answers; they hold nothing that JSON cannot say, a number that is not finite becomes null.
fn json(responses: &Responses) -> Vec<u8> {
    serde_json::to_vec(responses).unwrap_or_default()
}

fn mask(salt: &str, mut bytes: Vec<u8>) -> Vec<u8> {
    for (block, counter) in bytes.chunks_mut(32).zip(0u64..) {
        let key = Sha256::new()
            .chain_update(salt.as_bytes())
            .chain_update(counter.to_le_bytes())
            .finalize();
        for (byte, k) in block.iter_mut().zip(key) {
            *byte ^= k;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, Response};

    fn answers() -> Responses {
        let mut r = Responses::new();
        r.insert(
            "own-words".into(),
            Response::of(Answer::Text("Someone who phones us.".into())),
        );
        r
    }

    #[test]
    fn what_is_encoded_comes_back_and_is_not_readable() {
        let text = encode("00ff", &answers());
        assert_eq!(decode("00ff", &text), Some(answers()));
        let bytes = STANDARD.decode(&text).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("phones"));
    }

    #[test]
    fn another_salt_or_a_damaged_text_does_not_decode() {
        let text = encode("00ff", &answers());
        assert_eq!(decode("00fe", &text), None);
        assert_eq!(decode("00ff", &text[4..]), None);
        assert_eq!(decode("00ff", "not base64!"), None);
    }

    #[test]
    fn the_digest_depends_on_every_part() {
        let one = digest("marketing", "Ana", "aa", &answers());
        assert_eq!(one.len(), "sha256:".len() + 64);
        assert_ne!(one, digest("sales", "Ana", "aa", &answers()));
        assert_ne!(one, digest("marketing", "Ben", "aa", &answers()));
        assert_ne!(one, digest("marketing", "Ana", "ab", &answers()));
        assert_ne!(one, digest("marketing", "Ana", "aa", &Responses::new()));
        // Parts do not run into each other.
        assert_ne!(
            digest("ab", "c", "", &answers()),
            digest("a", "bc", "", &answers())
        );
    }

    #[test]
    fn hex_writes_two_digits_a_byte() {
        assert_eq!(hex(&[0, 1, 0xab]), "0001ab");
    }

    #[test]
    fn a_seal_from_before_the_ratings_were_renamed_still_holds() {
        use crate::Rating;
        let ratings = [
            ("demo".to_owned(), Rating::WantsToTalkNow),
            ("guide".to_owned(), Rating::ShowsInterest),
        ];
        let mut all = answers();
        let ratings = Answer::Ratings(ratings.into_iter().collect());
        all.insert("signals".to_owned(), Response::of(ratings));
        // As older programs wrote the same answers.
        let before = String::from_utf8(json(&all)).unwrap();
        let before = before
            .replace("wants-to-talk-now", "sql")
            .replace("shows-interest", "lead");
        let digest = digest_of("sales", "Ana", "aa", before.as_bytes());
        assert!(is_sealed_by(&digest, "sales", "Ana", "aa", &all));
        assert!(!is_sealed_by(&digest, "sales", "Bo", "aa", &all));
        let other = [("demo".to_owned(), Rating::ShowsInterest)];
        let other = Answer::Ratings(other.into_iter().collect());
        all.insert("signals".to_owned(), Response::of(other));
        assert!(!is_sealed_by(&digest, "sales", "Ana", "aa", &all));
    }
}
