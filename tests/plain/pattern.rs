//! Dates written by a pattern, tried letter by letter.

use crate::plain::cell::{day_number, fold, real_day, time_understood};

/// Twelve names a line, as people write them; of one month all lines have the same place.
const FULL: &[&str] = &[
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz april mai juni juli august september oktober november dezember",
    "jaenner feber maerz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
];

const SHORT: &[&str] = &[
    "jan feb mar apr may jun jul aug sept oct nov dec",
    "jan febr mrz apr mai juni juli aug sep okt nov dez",
    "jan feb märz apr mai juni juli aug sep okt nov dez",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "janv fév mars avr mai juin juill aoû sept oct nov déc",
    "ene feb mar abr may jun jul ago set oct nov dic",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "jan feb mars apr maj juni juli aug sep okt nov des",
    "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    "tammik helmik maalisk huhtik toukok kesäk heinäk elok syysk lokak marrask jouluk",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
];

/// Small, and without accents.
fn bare(name: &str) -> String {
    let small = fold(name).to_lowercase();
    let pairs = [
        ('ä', 'a'),
        ('é', 'e'),
        ('û', 'u'),
        ('ç', 'c'),
        ('ś', 's'),
        ('ź', 'z'),
        ('ń', 'n'),
    ];
    let one = |letter: char| {
        pairs
            .iter()
            .find(|(from, _)| *from == letter)
            .map_or(letter, |(_, to)| *to)
    };
    small.chars().map(one).collect()
}

/// The month with this name; none: it is none.
fn month_named(name: &str, lines: &[&str]) -> Option<usize> {
    let named = name
        .chars()
        .all(|letter| letter.is_ascii_alphabetic() || "äéûçśźńÄÉÛÇŚŹŃ".contains(letter));
    let name = bare(name);
    let place = |line: &&str| line.split(' ').position(|known| bare(known) == name);
    lines
        .iter()
        .find_map(place)
        .filter(|_| named)
        .map(|place| place + 1)
}

/// The day of a number that counts days of a spreadsheet or time since 1970.
fn counted(text: &str, word: &str) -> Option<i64> {
    let spreadsheet = word.starts_with("excel");
    let below = text.starts_with('-') && !spreadsheet;
    let rest = if below { &text[1..] } else { text };
    let (whole, fraction) = match rest.find(['.', ',']) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, "0"),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let most = match word {
        "epoch" => 11,
        "epoch-ms" => 14,
        _ => 6,
    };
    if !digits(whole) || !digits(fraction) || whole.len() > most {
        return None;
    }
    let count: i64 = whole.parse().ok()?;
    let day = match word {
        "excel" if count == 0 || count == 60 => return None,
        // There was no 29 February 1900, and the spreadsheet thinks there was.
        "excel" if count < 60 => day_number(1900, 1, 1) + count - 1,
        "excel" => day_number(1900, 3, 1) + count - 61,
        "excel-1904" => day_number(1904, 1, 1) + count,
        _ => {
            let per_day = if word == "epoch" { 86_400 } else { 86_400_000 };
            if below {
                let started = fraction.bytes().any(|digit| digit != b'0');
                let units = count + i64::from(started);
                -((units + per_day - 1) / per_day)
            } else {
                count / per_day
            }
        }
    };
    (day_number(1900, 1, 1)..=day_number(2199, 12, 31))
        .contains(&day)
        .then_some(day)
}

/// What was found so far.
#[derive(Clone, Default)]
struct Found {
    year: String,
    month: String,
    day: String,
    hour: Option<i64>,
    half: bool,
}

/// A run of one letter of the pattern, or a letter that stands for itself (how often: 0).
type Part = (char, usize);

fn parts(pattern: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut quoted = false;
    for letter in pattern.replace("AM", "A").chars() {
        let has_hour = parts.iter().any(|(part, times)| *part == 'H' && *times > 0);
        let letter = match letter {
            'M' if has_hour && !quoted => 'm',
            's' if !quoted => 'S',
            other => other,
        };
        match parts.last_mut() {
            _ if letter == '\'' => quoted = !quoted,
            Some((last, times)) if *last == letter && *times > 0 && !quoted => *times += 1,
            _ if "YMDHmSAZW".contains(letter) && !quoted => parts.push((letter, 1)),
            _ => parts.push((letter, 0)),
        }
    }
    parts
}

/// The day of a cell that is written by the pattern.
pub fn day(text: &str, pattern: &str) -> Option<i64> {
    if pattern.starts_with('e') {
        return counted(text, pattern);
    }
    fits(&parts(pattern), text, Found::default())
}

/// Every length of what may be a distance from UTC.
fn zone(rest: &[Part], text: &str, found: &Found) -> Option<i64> {
    (0..=text.len()).find_map(|length| {
        let zone = text.get(..length)?;
        let named = ["Z", "UTC", "GMT"].contains(&zone);
        let short = rest.is_empty() && zone.len() == 3;
        let zone = if short && !named {
            format!("{zone}:00")
        } else {
            zone.to_owned()
        };
        let known = named || time_understood(&format!("T00:00{}", colon(&zone)));
        (known && !zone.is_empty())
            .then(|| fits(rest, &text[length..], found.clone()))
            .flatten()
    })
}

fn fits(pattern: &[Part], text: &str, found: Found) -> Option<i64> {
    let Some((part, rest)) = pattern.split_first() else {
        let understood = if found.hour.is_some() {
            text.is_empty()
        } else {
            time_understood(text)
        };
        let in_half = !found.half || found.hour.is_some_and(|hour| (1..=12).contains(&hour));
        return (understood && in_half)
            .then(|| real_day(&found.year, &found.month, &found.day))
            .flatten();
    };
    let digits = |count: usize| {
        let digits = text.get(..count)?;
        digits
            .chars()
            .all(|letter| letter.is_ascii_digit())
            .then_some(digits)
    };
    let below = |limit: i64| {
        digits(2)?
            .parse::<i64>()
            .ok()
            .filter(|number| *number < limit)
    };
    // One or two digits: what follows decides.
    let lengths: &[usize] = match part {
        ('M' | 'D' | 'H', 1) => &[1, 2],
        _ => &[2],
    };
    match part {
        ('Y', count) => {
            let year = digits(*count)?;
            let year = if *count == 2 {
                format!("20{year}")
            } else {
                year.to_owned()
            };
            fits(rest, &text[*count..], Found { year, ..found })
        }
        ('M', 3 | 4) => named_month(part.1, rest, text, &found),
        ('M' | 'D' | 'H', _) => lengths.iter().find_map(|length| {
            let number = digits(*length)?.to_owned();
            let mut found = found.clone();
            match part.0 {
                'M' => found.month = number,
                'D' => found.day = number,
                _ => found.hour = Some(number.parse().ok().filter(|hour| *hour < 24)?),
            }
            fits(rest, &text[*length..], found)
        }),
        ('m', _) => below(60).and_then(|_| fits(rest, &text[2..], found)),
        ('S', _) => {
            below(60)?;
            let after = &text[2..];
            let Some(fraction) = after.strip_prefix('.') else {
                return fits(rest, after, found);
            };
            let end = fraction.find(|letter: char| !letter.is_ascii_digit());
            let end = end.unwrap_or(fraction.len());
            (end > 0)
                .then(|| fits(rest, &fraction[end..], found))
                .flatten()
        }
        ('A', 1) => {
            let half = text.get(..2)?.to_ascii_lowercase();
            let known = half == "am" || half == "pm";
            known
                .then(|| {
                    fits(
                        rest,
                        &text[2..],
                        Found {
                            half: true,
                            ..found
                        },
                    )
                })
                .flatten()
        }
        ('Z', 1) => zone(rest, text, &found),
        ('W', 3) => {
            let blank = [' ', '\u{a0}', '\u{202f}', '\u{2007}'];
            let ends = |letter: char| blank.contains(&letter) || "0123456789.,".contains(letter);
            let end = text.find(ends).unwrap_or(text.len());
            (end > 0).then(|| fits(rest, &text[end..], found)).flatten()
        }
        (' ', 0) => {
            let after = [" ", "\u{a0}", "\u{202f}", "\u{2007}"];
            let after = after.into_iter().find_map(|blank| text.strip_prefix(blank));
            fits(rest, after?, found)
        }
        (letter, _) => fits(rest, text.strip_prefix(*letter)?, found),
    }
}

/// `+0200` as `+02:00`.
fn colon(zone: &str) -> String {
    match (zone.get(..3), zone.get(3..)) {
        (Some(hours), Some(minutes)) if zone.len() == 5 => format!("{hours}:{minutes}"),
        _ => zone.to_owned(),
    }
}

fn named_month(letters: usize, rest: &[Part], text: &str, found: &Found) -> Option<i64> {
    let lines = if letters == 4 { FULL } else { SHORT };
    let end = text
        .find(|letter: char| !letter.is_alphabetic())
        .unwrap_or(text.len());
    let month = month_named(&text[..end], lines)?.to_string();
    let found = Found {
        month,
        ..found.clone()
    };
    let after = &text[end..];
    let dotted = after
        .strip_prefix('.')
        .filter(|_| letters == 3 && rest.first() != Some(&('.', 0)));
    fits(rest, dotted.unwrap_or(after), found)
}
