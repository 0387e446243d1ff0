//! The letters and the words of a header, an id or a cell, in the form in which two of them are compared.
//!
//! Case, accents and what stands between words are forgiven. A letter that is not known is never dropped: it stays as it
//! is, so that a Cyrillic `В1` is no `B1`.

/// The letters and digits of a text, small: what is left when case, spaces and punctuation are forgiven.
pub(super) fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Marks that stand between words and say nothing.
const BETWEEN: &str =
    " \t\n\r_-\u{ad}–—‐‑‒/\\.,;:()[]{}'\"’‘“”„«»|&@*·•\u{a0}\u{202f}\u{2007}\u{2009}\u{feff}";

/// Marks between groups of three digits.
const GROUPS: &str = ",.'’\u{a0}\u{202f}";

/// The words of a header, id or cell, small and without accents: cut at everything that is no letter or digit, before a
/// capital, and between letters and digits. A sign that says something (`+`, `#`, `<`, a minus) is a word of its own;
/// the marks between groups of three digits are left out.
pub(super) fn split(text: &str) -> Vec<String> {
    cut(text, plain)
}

/// The same, with `ä` as `ae`, `ö` as `oe` and `ü` as `ue`, as German writes them where it has no dots.
pub(super) fn split_german(text: &str) -> Vec<String> {
    cut(text, |letter| match letter.to_lowercase().next() {
        Some('ä') => "ae".to_owned(),
        Some('ö') => "oe".to_owned(),
        Some('ü') => "ue".to_owned(),
        Some(_) | None => plain(letter),
    })
}

fn cut(text: &str, plain: impl Fn(char) -> String) -> Vec<String> {
    let letters: Vec<char> = text.chars().map(half_width).collect();
    let mut words = vec![String::new()];
    let mut before = ' ';
    for (place, letter) in letters.iter().copied().enumerate() {
        let rest = letters.get(place + 1..).unwrap_or_default();
        if is_group_mark(before, letter, rest) || is_accent(letter) {
            continue;
        }
        if letter.is_alphanumeric() {
            if begins_word(before, letter) {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.push_str(&plain(letter));
            }
        } else {
            words.push(String::new());
            if says_something(before, letter, rest) {
                words.push(letter.to_string());
                words.push(String::new());
            }
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a word is a number.
pub(super) fn is_number(word: &str) -> bool {
    word.chars().all(char::is_numeric)
}

/// Whether a word is a sign and no word.
pub(super) fn is_sign(word: &str) -> bool {
    !word.chars().any(char::is_alphanumeric)
}

fn begins_word(before: char, letter: char) -> bool {
    (letter.is_uppercase() && before.is_lowercase())
        || (before.is_alphanumeric() && before.is_numeric() != letter.is_numeric())
}

fn is_group_mark(before: char, letter: char, rest: &[char]) -> bool {
    let three = rest.iter().take_while(|letter| letter.is_ascii_digit());
    before.is_ascii_digit() && GROUPS.contains(letter) && three.count() == 3
}

/// Whether a mark is more than a gap between words: a sign, or a minus at either end.
fn says_something(before: char, letter: char, rest: &[char]) -> bool {
    let minus = matches!(letter, '-' | '−' | '–');
    let ends = rest.iter().all(|letter| letter.is_whitespace());
    let begins = before == ' ' && rest.first().is_some_and(char::is_ascii_digit);
    if minus {
        (ends && before.is_alphanumeric()) || begins
    } else {
        !BETWEEN.contains(letter)
    }
}

fn half_width(letter: char) -> char {
    match u32::from(letter) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(letter),
        _ => letter,
    }
}

/// An accent that stands behind its letter.
fn is_accent(letter: char) -> bool {
    matches!(u32::from(letter), 0x300..=0x36F)
}

/// A letter, small and without its accent, which exports often lose.
fn plain(letter: char) -> String {
    let small: String = letter.to_lowercase().collect();
    let without = match small.chars().next().unwrap_or(letter) {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'ī' => "i",
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ű' | 'ů' => "u",
        'ý' | 'ÿ' => "y",
        'ç' | 'ć' | 'č' => "c",
        'ñ' | 'ń' | 'ň' => "n",
        'ł' => "l",
        'ř' => "r",
        'ś' | 'š' => "s",
        'ź' | 'ż' | 'ž' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => return small,
    };
    without.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_marks_capitals_and_digits() {
        for (text, words) in [
            ("No. of Employees", &["no", "of", "employees"][..]),
            ("lastActivity_date", &["last", "activity", "date"]),
            ("会社名 (本社)", &["会社名", "本社"]),
            ("URL", &["url"]),
            ("1,001–5,000", &["1001", "5000"]),
            ("51-200+", &["51", "200", "+"]),
            ("B1", &["b", "1"]),
            ("A-", &["a", "-"]),
            ("-5", &["-", "5"]),
            ("C++", &["c", "+", "+"]),
            ("Größe / e\u{301}lève", &["grosse", "eleve"]),
            ("В1", &["в", "1"]),
            ("Ｇｏｌｄ", &["gold"]),
        ] {
            assert_eq!(split(text), words, "{text}");
        }
    }
}
