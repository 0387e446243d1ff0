//! Telling older encodings of one byte a letter from each other, by the letters they would give.
//!
//! In a language of western Europe letters beyond a-z stand within words of a-z. In Cyrillic and Greek whole words are
//! made of them, the large letter first, and a few letters are more frequent than all others together.

use encoding_rs::{
    IBM866, ISO_8859_5, KOI8_U, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253,
};

/// Words that are shown, so that somebody sees whether they make sense.
const SHOWN: usize = 3;

/// Fewer letters do not tell Windows-1251, and rarer encodings.
const FEWEST: usize = 4;
const FEWEST_OF_RARE: usize = 12;

/// The letters that are most frequent where the alphabet is not Latin.
const CYRILLIC: &str = "оеаинтсрвлкі";
const GREEK: &str = "αοιετσνηυρπς";

/// The encodings in question, with the frequent letters of their languages.
const OTHERS: [(&encoding_rs::Encoding, &str); 5] = [
    (WINDOWS_1251, CYRILLIC),
    (KOI8_U, CYRILLIC),
    (IBM866, CYRILLIC),
    (ISO_8859_5, CYRILLIC),
    (WINDOWS_1253, GREEK),
];

/// What the letters were taken for.
pub(super) struct Told {
    pub(super) coding: &'static encoding_rs::Encoding,
    /// Whether it may be another one.
    pub(super) is_unsure: bool,
    /// Words with letters beyond a-z as they are read.
    words: Vec<String>,
    /// What else it may be.
    perhaps: Option<&'static str>,
}

impl Told {
    /// What is said of it, in one sentence.
    pub(super) fn words(&self) -> String {
        let quoted: Vec<String> = self.words.iter().map(|word| format!("'{word}'")).collect();
        let read = format!(
            "letters read as {}, as in {}",
            self.coding.name().to_ascii_lowercase(),
            quoted.join(", ")
        );
        match (self.is_unsure, self.perhaps) {
            (true, Some(perhaps)) => format!("{read}; they may be {perhaps}"),
            (true, None) => {
                format!("{read}; that is not sure")
            }
            (false, _) => read,
        }
    }
}

/// Whether bytes are UTF-8 but for a few: letters of UTF-8 stand there at least as often as bytes that mean nothing.
pub(super) fn is_damaged_utf8(beginning: &[u8]) -> bool {
    let (mut letters, mut damaged) = (0, 0);
    for chunk in beginning.utf8_chunks() {
        letters += chunk
            .valid()
            .chars()
            .filter(|letter| !letter.is_ascii())
            .count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    letters > 0 && letters >= damaged
}

/// What the letters are; none: no encoding that is known here.
pub(super) fn tell(beginning: &[u8]) -> Option<Told> {
    let words = Words::of(beginning);
    // Where words are of letters beyond a-z alone, no language of western Europe is meant.
    if words.foreign > words.mixed {
        return other(beginning);
    }
    let means_nothing = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    let further = beginning.iter().filter(|byte| !byte.is_ascii()).count();
    let plain = beginning.iter().filter(|byte| byte.is_ascii_alphabetic());
    if beginning.iter().any(means_nothing) || further > plain.count() {
        return None;
    }
    let perhaps = (words.signs > 0).then(|| eastern(beginning));
    Some(Told {
        coding: WINDOWS_1252,
        is_unsure: perhaps.is_some(),
        words: shown(beginning, WINDOWS_1252),
        perhaps,
    })
}

/// Where signs of Windows-1252 stand within words, letters of another encoding are meant.
fn eastern(beginning: &[u8]) -> &'static str {
    let mac = MACINTOSH.decode_without_bom_handling(beginning).0;
    let umlauts = mac
        .chars()
        .filter(|letter| "äöüßéèêàçñáíóú".contains(*letter))
        .count();
    let (polish, _) = WINDOWS_1250.decode_without_bom_handling(beginning);
    let eastern = polish
        .chars()
        .filter(|letter| "łąęśćżźńřěščžůőű".contains(*letter))
        .count();
    if umlauts > eastern {
        "macintosh"
    } else {
        "windows-1250"
    }
}

/// The encoding in which the frequent letters of its language are most frequent.
fn other(beginning: &[u8]) -> Option<Told> {
    let mut shares: Vec<(u64, &'static encoding_rs::Encoding)> = OTHERS
        .iter()
        .map(|(coding, frequent)| (share(beginning, coding, frequent), *coding))
        .collect();
    shares.sort_by_key(|(share, _)| std::cmp::Reverse(*share));
    let [(best, coding), (second, next), ..] = *shares.as_slice() else {
        return None;
    };
    // Of hundred letters; by chance the frequent ones are a third of all.
    let letters = beginning.iter().filter(|byte| !byte.is_ascii());
    let fewest = if coding == WINDOWS_1251 {
        FEWEST
    } else {
        FEWEST_OF_RARE
    };
    (best >= 45 && letters.count() >= fewest).then(|| Told {
        coding,
        is_unsure: best < second + 10,
        words: shown(beginning, coding),
        perhaps: Some(next.name()),
    })
}

/// How many of a hundred letters beyond a-z are frequent ones; a large letter behind a small one, and a sign, count
/// against it.
fn share(beginning: &[u8], coding: &'static encoding_rs::Encoding, frequent: &str) -> u64 {
    let (text, _) = coding.decode_without_bom_handling(beginning);
    let (mut all, mut good, mut bad) = (0_u64, 0_u64, 0_u64);
    let mut before = ' ';
    for letter in text.chars() {
        if !letter.is_ascii() {
            all += 1;
            let small = letter.to_lowercase().next().unwrap_or(letter);
            good += u64::from(frequent.contains(small));
            bad += u64::from(
                !letter.is_alphabetic() || (letter.is_uppercase() && before.is_lowercase()),
            );
        }
        before = letter;
    }
    (good * 100).saturating_sub(bad * 100) / all.max(1)
}

/// Different words with letters beyond a-z.
fn shown(beginning: &[u8], coding: &'static encoding_rs::Encoding) -> Vec<String> {
    let (text, _) = coding.decode_without_bom_handling(beginning);
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|letter: char| !letter.is_alphabetic() && !"³¹¿¡".contains(letter)) {
        let is_new = !word.is_ascii() && !words.iter().any(|known| known == word);
        if is_new && word.chars().count() > 1 {
            words.push(word.chars().take(20).collect());
        }
        if words.len() == SHOWN {
            break;
        }
    }
    if words.is_empty() {
        let letter = text.chars().find(|letter| !letter.is_ascii());
        words.extend(letter.map(String::from));
    }
    words
}

/// The words of a text by where letters beyond a-z stand in them.
#[derive(Default)]
struct Words {
    /// Of such letters alone, at least two.
    foreign: usize,
    /// With letters of a-z beside them.
    mixed: usize,
    /// Signs of Windows-1252 between letters of a-z.
    signs: usize,
}

impl Words {
    fn of(beginning: &[u8]) -> Self {
        let mut words = Self::default();
        let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
        for word in beginning.split(|byte| !is_letter(byte)) {
            let further = word.iter().filter(|byte| !byte.is_ascii()).count();
            if further == word.len() {
                words.foreign += usize::from(further > 1);
            } else if further > 0 {
                words.mixed += 1;
            }
            let within = word.windows(3).filter(|bytes| match bytes {
                [before, sign, behind] => before.is_ascii() && behind.is_ascii() && is_sign(*sign),
                _ => false,
            });
            words.signs += within.count();
        }
        words
    }
}

/// Whether a byte is no letter in Windows-1252, and none of the marks that stand within words.
fn is_sign(byte: u8) -> bool {
    let is_mark = matches!(byte, 0x91 | 0x92 | 0x96 | 0x97 | 0xa0 | 0xad | 0xb4 | 0xb7);
    let is_letter = matches!(
        byte,
        0x83 | 0x8a | 0x8c | 0x8e | 0x9a | 0x9c | 0x9e | 0x9f | 0xaa | 0xb5 | 0xba
    );
    (0x80..0xc0).contains(&byte) && !is_mark && !is_letter
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(coding: &'static encoding_rs::Encoding, text: &str) -> (String, bool) {
        let (bytes, _, lossy) = coding.encode(text);
        assert!(!lossy, "{text}");
        let told = tell(&bytes).unwrap_or_else(|| panic!("{text}"));
        (told.coding.name().to_ascii_lowercase(), told.is_unsure)
    }

    #[test]
    fn an_alphabet_is_told_by_its_frequent_letters() {
        let russian =
            "Номер;Должность;Отказ\n1;Директор по продажам;Нет\n2;Инженер;Да\n3;Бухгалтер;Нет\n";
        let ukrainian = "Номер;Посада;Місто\n1;Менеджер з продажу;Київ\n2;Інженер;Львів\n";
        let greek = "Αριθμός;Θέση;Πόλη\n1;Διευθυντής πωλήσεων;Αθήνα\n2;Μηχανικός;Θεσσαλονίκη\n";
        let german = "Nummer;Straße;Größe\n1;Müllerstraße 5;groß\n2;Köln Süd;für später\n";
        let french = "Numéro;Société;Déjà client\n1;Hôtel à la Plage;été\n2;Café Noël;Où ça\n";
        for (coding, name, text) in [
            (WINDOWS_1251, "windows-1251", russian),
            (WINDOWS_1251, "windows-1251", ukrainian),
            (KOI8_U, "koi8-u", russian),
            (IBM866, "ibm866", russian),
            (ISO_8859_5, "iso-8859-5", russian),
            (WINDOWS_1253, "windows-1253", greek),
            (WINDOWS_1252, "windows-1252", german),
            (WINDOWS_1252, "windows-1252", french),
        ] {
            assert_eq!(told(coding, text), (name.to_owned(), false), "{name}");
        }
    }

    #[test]
    fn a_few_short_words_are_told_too() {
        assert_eq!(
            told(WINDOWS_1251, "id;out\n1;Нет\n2;Да\n").0,
            "windows-1251"
        );
        assert_eq!(
            told(WINDOWS_1252, "id;out\n1;Sí\n2;No, José\n").0,
            "windows-1252"
        );
    }

    #[test]
    fn signs_within_words_are_a_doubt() {
        let polish = "numer;miasto\n1;Kołobrzeg\n2;Bydgoszcz Główna i Białystok\n";
        let (bytes, ..) = WINDOWS_1250.encode(polish);
        let told = tell(&bytes).expect("told");
        assert!(told.is_unsure);
        assert!(
            told.words().contains("they may be windows-1250"),
            "{}",
            told.words()
        );
    }

    #[test]
    fn utf8_with_a_byte_of_another_encoding_is_utf8() {
        assert!(is_damaged_utf8(b"id,n\n1,M\xc3\xbcller\n2,K\xf6ln\n"));
        assert!(!is_damaged_utf8(b"id,n\n1,M\xfcller\n2,K\xf6ln\n"));
        let (russian, ..) = WINDOWS_1251.encode("Пётр, моё имя Пётр и адрес: Москва");
        assert!(!is_damaged_utf8(&russian));
    }
}
