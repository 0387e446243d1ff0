//! A party's word: with it drafts and sealed sheets are encrypted in the file, and a draft opens for nobody else.
//!
//! The word becomes a key by scrypt, once when it is typed. Each time a sheet is written its answers are encrypted with
//! ChaCha20-Poly1305; the nonce comes from key, sheet and answers, so that equal answers give equal bytes and no nonce is
//! used for two texts. The salt of the sheet's digest is encrypted with the answers: nobody can try answers against the
//! digest before the reveal.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Responses;

/// The shortest word, in letters.
pub const SHORTEST: usize = 4;

/// How much work a key is, as a power of two; 16 MB of memory are used for it.
const COST: u8 = 14;

/// The most work that is done for a file: a file by hand could ask for all of the memory.
const MOST_COST: u8 = 18;

/// Bytes of a nonce.
const NONCE: usize = 12;

/// What is encrypted to know a right word from a wrong one.
const CHECK: &[u8] = b"leadpact word";

/// How a party's word is recognised. The word itself stands nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WordLock {
    /// Sixteen random bytes in hexadecimal digits.
    pub salt: String,
    /// The work of scrypt as a power of two (N); r is 8, p is 1.
    pub cost: u8,
    /// A known text, encrypted with the word's key.
    pub check: String,
}

/// The key that a word gives. Known while the program runs, never written.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetKey(Arc<[u8; 32]>);

impl fmt::Debug for SheetKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SheetKey")
    }
}

impl WordLock {
    /// A lock for this word; `salt`: sixteen random bytes in hexadecimal digits. `None` where no key can be made.
    #[must_use]
    pub fn new(word: &str, salt: String) -> Option<(Self, SheetKey)> {
        let key = derived(word, &salt, COST)?;
        let lock = Self {
            check: encrypt(&key, &salt, CHECK)?,
            salt,
            cost: COST,
        };
        Some((lock, key))
    }

    /// The key of a word; `None` where it is not the right one.
    #[must_use]
    pub fn key(&self, word: &str) -> Option<SheetKey> {
        let key = derived(word, &self.salt, self.cost)?;
        (decrypt(&key, &self.salt, &self.check)? == CHECK).then_some(key)
    }
}

/// The same word however it is typed: capitals and blanks around it do not count.
fn derived(word: &str, salt: &str, cost: u8) -> Option<SheetKey> {
    if cost == 0 || cost > MOST_COST {
        return None;
    }
    let word = word.trim().to_lowercase();
    let params = scrypt::Params::new(cost, 8, 1).ok()?;
    let mut key = [0; 32];
    scrypt::scrypt(word.as_bytes(), salt.as_bytes(), &params, &mut key).ok()?;
    Some(SheetKey(Arc::new(key)))
}

/// A text with its nonce before it, in Base64. `about` says what it is; it decrypts as nothing else.
fn encrypt(key: &SheetKey, about: &str, text: &[u8]) -> Option<String> {
    let hash = Sha256::new()
        .chain_update(key.0.as_slice())
        .chain_update((about.len() as u64).to_le_bytes())
        .chain_update(about)
        .chain_update(text)
        .finalize();
    let nonce = Nonce::try_from(&hash[..NONCE]).ok()?;
    let cipher = ChaCha20Poly1305::new(&Key::from(*key.0));
    let payload = Payload {
        msg: text,
        aad: about.as_bytes(),
    };
    let mut bytes = nonce.to_vec();
    bytes.extend(cipher.encrypt(&nonce, payload).ok()?);
    Some(STANDARD.encode(bytes))
}

fn decrypt(key: &SheetKey, about: &str, content: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(content).ok()?;
    let (nonce, msg) = bytes.split_at_checked(NONCE)?;
    let nonce = Nonce::try_from(nonce).ok()?;
    let cipher = ChaCha20Poly1305::new(&Key::from(*key.0));
    let aad = about.as_bytes();
    cipher.decrypt(&nonce, Payload { msg, aad }).ok()
}

/// What is encrypted of a sheet.
#[derive(Serialize, Deserialize)]
struct Secret {
    salt: String,
    responses: Responses,
}

/// Whose sheet it is, for the cipher: one person's sheet does not decrypt as another's.
fn whose(party: &str, person: &str) -> String {
    format!("{}:{party}:{person}", party.len())
}

/// A sheet's salt and answers, encrypted; empty where that is not possible, which no answers are.
#[must_use]
pub(crate) fn shut(
    key: &SheetKey,
    party: &str,
    person: &str,
    salt: &str,
    responses: &Responses,
) -> String {
    let secret = Secret {
        salt: salt.to_owned(),
        responses: responses.clone(),
    };
    let text = serde_json::to_vec(&secret).unwrap_or_default();
    encrypt(key, &whose(party, person), &text).unwrap_or_default()
}

/// The salt and the answers of an encrypted sheet; `None` where it was changed, or is another's.
#[must_use]
pub fn open(
    key: &SheetKey,
    party: &str,
    person: &str,
    content: &str,
) -> Option<(String, Responses)> {
    let text = decrypt(key, &whose(party, person), content)?;
    let secret: Secret = serde_json::from_slice(&text).ok()?;
    Some((secret.salt, secret.responses))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, Response};

    fn answers(words: &str) -> Responses {
        let answer = Response::of(Answer::Text(words.to_owned()));
        [("own-words".to_owned(), answer)].into()
    }

    #[test]
    fn the_right_word_opens_what_was_shut_and_no_other_does() {
        let (lock, key) = WordLock::new("Harbour", "ab".repeat(16)).unwrap();
        let content = shut(
            &key,
            "marketing",
            "Ana",
            "00ff",
            &answers("Someone who phones."),
        );
        let right = lock.key(" harbour ").unwrap();
        assert_eq!(
            open(&right, "marketing", "Ana", &content),
            Some(("00ff".to_owned(), answers("Someone who phones.")))
        );
        assert_eq!(lock.key("harbor"), None);
        assert_eq!(lock.key(""), None);
        // Nor is it anybody else's sheet.
        assert_eq!(open(&key, "sales", "Ana", &content), None);
        assert_eq!(open(&key, "marketing", "Bo", &content), None);
    }

    #[test]
    fn nothing_of_it_can_be_read_or_changed_without_the_word() {
        let (lock, key) = WordLock::new("harbour", "ab".repeat(16)).unwrap();
        let content = shut(
            &key,
            "marketing",
            "Ana",
            "00ff",
            &answers("Someone who phones."),
        );
        let bytes = STANDARD.decode(&content).unwrap();
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!shown.contains("phones") && !shown.contains("00ff"));
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let changed = STANDARD.encode(changed);
            assert_eq!(open(&key, "marketing", "Ana", &changed), None, "{at}");
        }
        let other = shut(
            &key,
            "marketing",
            "Ana",
            "00ff",
            &answers("Someone who phoned."),
        );
        assert_ne!(content[..16], other[..16], "a nonce of its own");
        // A file by hand.
        for cost in [0, 1, 60, 255] {
            let lock = WordLock {
                cost,
                ..lock.clone()
            };
            assert_eq!(lock.key("harbour"), None, "{cost}");
        }
    }
}
