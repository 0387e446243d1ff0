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

const YES: [&str; 30] = [
    "true",
    "yes",
    "y",
    "t",
    "1",
    "x",
    "✓",
    "✔",
    "checked",
    "on",
    "ja",
    "j",
    "wahr",
    "oui",
    "o",
    "sim",
    "s",
    "si",
    "sí",
    "はい",
    "1.0",
    "1,0",
    "vrai",
    "verdadero",
    "verdadeiro",
    "vero",
    "sì",
    "waar",
    "да",
    "tak",
];

const NO: [&str; 24] = [
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
    "0.0",
    "0,0",
    "faux",
    "falso",
    "onwaar",
    "нет",
    "nie",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_in_several_languages() {
        assert_eq!(answer("Ja"), Some(true));
        assert_eq!(answer("NÃO"), Some(false));
        for (yes, no) in [
            ("1.0", "0.0"),
            ("VRAI", "FAUX"),
            ("Да", "Нет"),
            ("Verdadero", "Falso"),
            ("Waar", "Onwaar"),
        ] {
            assert_eq!(
                (answer(yes), answer(no)),
                (Some(true), Some(false)),
                "{yes} {no}"
            );
        }
        assert_eq!(answer("vielleicht"), None);
        assert!(is_nothing("Select") && is_nothing("N/A") && !is_nothing("Selected"));
    }
}
