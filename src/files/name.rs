//! Safe file names from titles.

use std::path::{Path, PathBuf};

use unicode_segmentation::UnicodeSegmentation;

/// The longest name in bytes; with its ending and a counter it stays below the 255 that file systems allow.
const MOST_NAME_BYTES: usize = 80;

/// What stands after the name of a workshop.
pub const WORKSHOP_ENDING: &str = ".workshop.yaml";

/// A file name, without ending, for a title: small letters, digits and hyphens. Letters of other scripts are kept, those
/// of Western European languages written in ASCII (`ü` becomes `ue`). Never empty, never longer than 80 bytes, never a
/// name that some system keeps for itself.
#[must_use]
pub fn file_name(title: &str) -> String {
    let mut name = String::new();
    for grapheme in title.graphemes(true) {
        let piece = spelled(grapheme);
        if name.len() + piece.len() > MOST_NAME_BYTES {
            break;
        }
        let joins_hyphens = piece == "-" && (name.is_empty() || name.ends_with('-'));
        if !joins_hyphens {
            name.push_str(&piece);
        }
    }
    let name = name.trim_matches('-');
    match name {
        "" => "workshop".to_owned(),
        name if is_reserved(name) => format!("workshop-{name}"),
        name => name.to_owned(),
    }
}

/// One character as a user sees it, as it stands in a file name. What is no letter or digit is a hyphen.
fn spelled(grapheme: &str) -> String {
    let lower: Vec<char> = grapheme.chars().flat_map(char::to_lowercase).collect();
    match lower.as_slice() {
        ['a' | 'o' | 'u', '\u{308}'] => format!("{}e", lower[0]),
        [letter, '\u{300}'..='\u{36f}', ..] if letter.is_ascii_alphanumeric() => letter.to_string(),
        _ => lower
            .iter()
            .filter_map(|letter| in_ascii(*letter))
            .collect(),
    }
}

/// `None` for a mark that stands on the letter before it.
fn in_ascii(letter: char) -> Option<String> {
    let spelled = match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'ù' | 'ú' | 'û' => "u",
        'ý' | 'ÿ' => "y",
        '\'' | '’' | '\u{300}'..='\u{36f}' => return None,
        letter if letter.is_alphanumeric() => return Some(letter.to_string()),
        _ => "-",
    };
    Some(spelled.to_owned())
}

/// Names that Windows keeps for devices, with any ending.
fn is_reserved(name: &str) -> bool {
    matches!(name, "con" | "prn" | "aux" | "nul")
        || ["com", "lpt"].iter().any(|device| {
            name.strip_prefix(device).is_some_and(|number| {
                number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit())
            })
        })
}

/// A path in `folder` for a new file of this title and ending that is not taken: `acme`, `acme-2`, `acme-3` and so on.
/// Another program may take it meanwhile; saving with [`Expected::Nothing`](crate::Expected) notices.
#[must_use]
pub fn free_path(folder: &Path, title: &str, ending: &str) -> PathBuf {
    let name = file_name(title);
    let first = folder.join(format!("{name}{ending}"));
    let is_free = |path: &PathBuf| path.symlink_metadata().is_err();
    if is_free(&first) {
        return first;
    }
    let numbered = (2..u32::MAX).map(|number| folder.join(format!("{name}-{number}{ending}")));
    numbered.into_iter().find(is_free).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_become_names() {
        let cases = [
            ("Acme & Co.: Q3 workshop", "acme-co-q3-workshop"),
            ("Zürich Straße", "zuerich-strasse"),
            ("Zu\u{308}rich Cafe\u{301}", "zuerich-cafe"),
            ("L'Été", "lete"),
            ("東京 リード", "東京-リード"),
            ("../../etc/passwd", "etc-passwd"),
            ("", "workshop"),
            (" --- ", "workshop"),
            ("🎉", "workshop"),
            ("CON", "workshop-con"),
            ("com1", "workshop-com1"),
            ("community", "community"),
            (".hidden", "hidden"),
            ("a\u{0}b\u{202e}c", "a-b-c"),
        ];
        for (title, name) in cases {
            assert_eq!(file_name(title), name, "{title:?}");
        }
    }

    #[test]
    fn a_long_title_is_cut_between_letters() {
        assert_eq!(file_name(&"a".repeat(500)), "a".repeat(80));
        assert_eq!(file_name(&"東".repeat(500)), "東".repeat(26));
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let folder = tempfile::tempdir().expect("folder");
        for expected in ["acme.yaml", "acme-2.yaml", "acme-3.yaml"] {
            let path = free_path(folder.path(), "Acme", ".yaml");
            assert_eq!(path, folder.path().join(expected));
            std::fs::write(path, "").expect("write");
        }
    }

    proptest! {
        #[test]
        fn every_title_gives_a_name_that_stays_in_its_folder(title in any::<String>()) {
            let name = file_name(&title);
            prop_assert!(!name.is_empty() && name.len() <= MOST_NAME_BYTES + "workshop-".len());
            prop_assert!(name.chars().all(|c| c == '-' || c.is_alphanumeric() || !c.is_ascii()), "{}", name);
        }
    }
}
