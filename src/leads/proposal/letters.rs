//! The letters and the words of a header or id, without what people write in different ways.

/// The letters and digits of a text, small: what is left when case, spaces and punctuation are forgiven.
pub(super) fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a header or id, small: cut at everything that is no letter or digit, and before a capital.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in text.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_marks_and_capitals() {
        assert_eq!(split("No. of Employees"), ["no", "of", "employees"]);
        assert_eq!(split("lastActivity_date"), ["last", "activity", "date"]);
        assert_eq!(split("会社名 (本社)"), ["会社名", "本社"]);
        assert_eq!(split("URL"), ["url"]);
    }
}
