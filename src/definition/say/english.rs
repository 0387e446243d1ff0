//! The small change of English sentences, for every room: lists, counts, articles, capitals, quotation marks, numbers.

use std::fmt::Display;

/// Texts as a list with *and*: `a, b and c`; empty for none.
#[must_use]
pub fn and_list<T: AsRef<str>>(texts: &[T]) -> String {
    listed(texts, "and")
}

/// Texts as a list with *or*: `a, b or c`; empty for none.
#[must_use]
pub fn or_list<T: AsRef<str>>(texts: &[T]) -> String {
    listed(texts, "or")
}

/// Texts as a list with another word before the last.
#[must_use]
pub fn listed<T: AsRef<str>>(texts: &[T], word: &str) -> String {
    match texts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", first.join(", "), last.as_ref())
        }
    }
}

/// A text beginning with a capital.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The text beginning small, unless its first word has a capital further on (`IT`, `VP`, `C-level`).
#[must_use]
pub fn lower_first(text: &str) -> String {
    let word: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    let is_name = word.chars().skip(1).any(char::is_uppercase) || word.chars().nth(1) == Some('-');
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !is_name => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// What stands before a word: `an` before a vowel, else `a`.
#[must_use]
pub fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    }
}

/// `1 answer`, `2 answers`.
#[must_use]
pub fn count<N: Copy + Display + From<u8> + PartialEq>(n: N, one: &str, many: &str) -> String {
    let word = if n == N::from(1) { one } else { many };
    format!("{n} {word}")
}

/// A text in quotation marks, without the blanks around it.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", text.trim())
}

/// Digits with a comma between thousands: `1,234,567`.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A name for files and ids, of a text in small letters: a-z, 0-9 and single hyphens, at most so many of them;
/// `otherwise` where nothing is left.
#[must_use]
pub fn slug(small: &str, most: usize, otherwise: &str) -> String {
    let mut slug = String::new();
    for letter in small.chars() {
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(most);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { otherwise } else { slug }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_joined_as_in_a_sentence() {
        assert_eq!(and_list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(or_list(&["a", "b"]), "a or b");
        assert_eq!(or_list(&["a"]), "a");
        assert_eq!(and_list::<&str>(&[]), "");
    }

    #[test]
    fn small_change_of_sentences() {
        assert_eq!(capital("élan"), "Élan");
        assert_eq!(capital(""), "");
        assert_eq!(
            format!("{} answer, {} card", article("answer"), article("card")),
            "an answer, a card"
        );
        assert_eq!(count(1, "answer", "answers"), "1 answer");
        assert_eq!(count(0, "answer", "answers"), "0 answers");
        assert_eq!(grouped("1234567"), "1,234,567");
        assert_eq!(grouped("123"), "123");
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("data provider", 40, "own"), "data-provider");
        assert_eq!(slug("--ümlaut & co.--", 40, "own"), "mlaut-co");
        assert_eq!(slug("漢字", 40, "own"), "own");
        assert_eq!(slug(&"x".repeat(100), 40, "own").len(), 40);
    }
}
