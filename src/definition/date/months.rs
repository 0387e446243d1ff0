//! The names of the months, in the languages in which CRMs export: Danish, Dutch, English, Finnish, French, German (also as
//! in Austria), Italian, Norwegian, Polish, Portuguese, Spanish and Swedish. In Chinese, Japanese and Korean months are
//! numbers with a sign behind them, which a pattern has as a letter: `YYYY年M月D日`.
//!
//! No name means two months, in whichever language; so a pattern need not say which one it is. Names stand here in small
//! letters without accents; in a cell capitals and accents do not matter.

/// Letters with an accent that stand in a name, capitals and small ones, each above the one it is read as.
pub const ACCENTS: (&str, &str) = ("ÄäÉéÛûÇçŚśŹźŃń", "aaeeuuccsszznn");

/// By month, the names in full; of Finnish and Polish also the form that stands in a date.
pub const FULL: [&[&str]; 12] = [
    &[
        "january",
        "januar",
        "januari",
        "janner",
        "jaenner",
        "janvier",
        "enero",
        "janeiro",
        "gennaio",
        "tammikuu",
        "tammikuuta",
        "styczen",
        "stycznia",
    ],
    &[
        "february",
        "februar",
        "februari",
        "feber",
        "fevrier",
        "febrero",
        "fevereiro",
        "febbraio",
        "helmikuu",
        "helmikuuta",
        "luty",
        "lutego",
    ],
    &[
        "march",
        "marz",
        "maerz",
        "mars",
        "marzo",
        "marco",
        "maart",
        "marts",
        "maaliskuu",
        "maaliskuuta",
        "marzec",
        "marca",
    ],
    &[
        "april",
        "avril",
        "abril",
        "aprile",
        "huhtikuu",
        "huhtikuuta",
        "kwiecien",
        "kwietnia",
    ],
    &[
        "may",
        "mai",
        "mayo",
        "maio",
        "maggio",
        "mei",
        "maj",
        "toukokuu",
        "toukokuuta",
        "maja",
    ],
    &[
        "june",
        "juni",
        "juin",
        "junio",
        "junho",
        "giugno",
        "kesakuu",
        "kesakuuta",
        "czerwiec",
        "czerwca",
    ],
    &[
        "july",
        "juli",
        "juillet",
        "julio",
        "julho",
        "luglio",
        "heinakuu",
        "heinakuuta",
        "lipiec",
        "lipca",
    ],
    &[
        "august", "aout", "agosto", "augustus", "augusti", "elokuu", "elokuuta", "sierpien",
        "sierpnia",
    ],
    &[
        "september",
        "septembre",
        "septiembre",
        "setiembre",
        "setembro",
        "settembre",
        "syyskuu",
        "syyskuuta",
        "wrzesien",
        "wrzesnia",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "outubro",
        "ottobre",
        "lokakuu",
        "lokakuuta",
        "pazdziernik",
        "pazdziernika",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "marraskuu",
        "marraskuuta",
        "listopad",
        "listopada",
    ],
    &[
        "december",
        "dezember",
        "decembre",
        "diciembre",
        "dezembro",
        "dicembre",
        "desember",
        "joulukuu",
        "joulukuuta",
        "grudzien",
        "grudnia",
    ],
];

/// By month, the short names; where a language does not shorten a name, it stands here whole.
pub const SHORT: [&[&str]; 12] = [
    &["jan", "janv", "ene", "gen", "tammi", "tammik", "sty"],
    &["feb", "febr", "fev", "fevr", "helmi", "helmik", "lut"],
    &["mar", "marz", "mrz", "mars", "mrt", "maalis", "maalisk"],
    &["apr", "avr", "abr", "huhti", "huhtik", "kwi"],
    &["may", "mai", "mag", "mei", "maj", "touko", "toukok"],
    &["jun", "juni", "juin", "giu", "kesa", "kesak", "cze"],
    &[
        "jul", "juli", "juil", "juill", "lug", "heina", "heinak", "lip",
    ],
    &["aug", "ago", "aou", "aout", "elo", "elok", "sie"],
    &["sep", "sept", "set", "syys", "syysk", "wrz"],
    &["oct", "okt", "out", "ott", "loka", "lokak", "paz"],
    &["nov", "marras", "marrask", "lis"],
    &["dec", "dez", "dic", "des", "joulu", "jouluk", "gru"],
];

/// Whether a letter can stand in a name, so that a name ends before any other.
#[must_use]
pub fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ACCENTS.0.contains(letter)
}

/// The month whose name, of these, stands at the beginning, and what follows it. A name ends where no letter of a name
/// follows.
#[must_use]
pub(super) fn named<'t>(names: &[&[&str]; 12], text: &'t str) -> Option<(i8, &'t str)> {
    let end = text.find(|letter| !is_letter(letter)).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    let name: String = name.chars().map(plain).collect();
    let months = (1_i8..).zip(names);
    let mut known = months.filter(|(_, names)| names.contains(&name.as_str()));
    known.next().map(|(month, _)| (month, rest))
}

/// A letter of a name, small and without its accent.
fn plain(letter: char) -> char {
    let mut accents = ACCENTS.0.chars().zip(ACCENTS.1.chars());
    match accents.find(|(written, _)| *written == letter) {
        Some((_, plain)) => plain,
        None => letter.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_months() {
        for (at, names) in FULL.iter().chain(&SHORT).enumerate() {
            for name in *names {
                let others = FULL.iter().chain(&SHORT).enumerate();
                let others = others.filter(|(other, _)| other % 12 != at % 12);
                for (other, names) in others {
                    assert!(!names.contains(name), "{name}: {} {}", at % 12, other % 12);
                }
                assert!(name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
            }
        }
        assert_eq!(ACCENTS.0.chars().count(), ACCENTS.1.len());
    }

    /// Each language has twelve names of both kinds.
    #[test]
    fn every_language_has_its_twelve_months() {
        for line in [
            "january february march april may june july august september october november december",
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "januari februari maart april mei juni juli augustus september oktober november december",
            "januari februari mars april maj juni juli augusti september oktober november december",
            "januar februar marts april maj juni juli august september oktober november december",
            "januar februar mars april mai juni juli august september oktober november desember",
            "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
            "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        ] {
            twelve(&FULL, line);
        }
        for line in [
            "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
            "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
            "JAN FEB MÄRZ APR MAI JUNI JULI AUG SEPT OKT NOV DEZ",
            "janv févr mars avr mai juin juil août sept oct nov déc",
            "ene feb mar abr may jun jul ago sept oct nov dic",
            "jan fev mar abr mai jun jul ago set out nov dez",
            "gen feb mar apr mag giu lug ago set ott nov dic",
            "jan feb mrt apr mei jun jul aug sep okt nov dec",
            "jan feb mars apr maj juni juli aug sep okt nov dec",
            "jan feb mar apr maj jun jul aug sep okt nov dec",
            "jan feb mar apr mai jun jul aug sep okt nov des",
            "tammik helmik maalisk huhtik toukok kesäk heinäk elok syysk lokak marrask jouluk",
            "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        ] {
            twelve(&SHORT, line);
        }
    }

    fn twelve(names: &[&[&str]; 12], line: &str) {
        let months: Vec<Option<i8>> = line
            .split(' ')
            .map(|name| named(names, name).map(|(month, _)| month))
            .collect();
        let expected: Vec<Option<i8>> = (1..=12).map(Some).collect();
        assert_eq!(months, expected, "{line}");
    }
}
