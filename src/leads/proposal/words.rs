//! Words that stand in cells of many exports: for nothing, for yes and for no.

use leadpact_definition::value::canonical_text;

/// Cells that usually mean "nothing", folded.
const NOTHING: [&str; 38] = [
    "select",
    "-select-",
    "--select--",
    "please select",
    "choose",
    "-",
    "--",
    "---",
    "–",
    "—",
    "n/a",
    "#n/a",
    "na",
    "n.a.",
    "none",
    "(none)",
    "-none-",
    "--none--",
    "null",
    "nil",
    "undefined",
    "nan",
    "(not set)",
    "not set",
    "not specified",
    "not provided",
    "(blank)",
    "(empty)",
    ".",
    "?",
    "k. a.",
    "k.a.",
    "keine angabe",
    "non renseigné",
    "não informado",
    "sin especificar",
    "未設定",
    "未入力",
];

const YES: [&str; 20] = [
    "true", "yes", "y", "t", "1", "x", "✓", "✔", "checked", "on", "ja", "j", "wahr", "oui", "o",
    "sim", "s", "si", "sí", "はい",
];

const NO: [&str; 17] = [
    "false",
    "no",
    "n",
    "f",
    "0",
    "✗",
    "✘",
    "unchecked",
    "off",
    "nein",
    "falsch",
    "non",
    "não",
    "nao",
    "nee",
    "いいえ",
    "無",
];

/// Whether a cell usually means "nothing".
pub(super) fn is_nothing(cell: &str) -> bool {
    NOTHING.contains(&small(cell).as_str())
}

/// Whether a cell usually means yes, or no; none: neither.
pub(super) fn answer(cell: &str) -> Option<bool> {
    let cell = small(cell);
    if YES.contains(&cell.as_str()) {
        Some(true)
    } else if NO.contains(&cell.as_str()) {
        Some(false)
    } else {
        None
    }
}

fn small(cell: &str) -> String {
    canonical_text(cell).to_lowercase()
}

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

    #[test]
    fn answers_in_several_languages() {
        assert_eq!(answer("Ja"), Some(true));
        assert_eq!(answer("NÃO"), Some(false));
        assert_eq!(answer("vielleicht"), None);
        assert!(is_nothing("Select") && is_nothing("N/A") && !is_nothing("Selected"));
    }
}
