//! How a cell is shown, by its number format: what in a workbook tells a date or a per cent from a number.
//! Source of the built-in formats: ECMA-376, "Office Open XML File Formats", part 1, sections 18.8.30 and 18.8.31.

use std::collections::HashMap;
use std::iter::Peekable;
use std::str::Chars;

use quick_xml::events::Event;

use crate::workbook::broken::Broken;
use crate::workbook::xml::{Xml, attribute};

/// More formats of cells than a workbook can have.
const MOST: usize = 1 << 17;

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a number, whatever sign stands beside it and however it is rounded.
    Number,
    /// Times a hundred, with `%` behind it.
    Percent,
    /// As a number with zeros before it, so many digits at least: postal codes, ids.
    Padded(usize),
    /// As a day.
    Day,
    /// As a day with the time; `fraction`: with parts of seconds.
    Moment {
        /// Whether parts of seconds are shown.
        fraction: bool,
    },
    /// As the time of a day.
    Clock {
        /// Whether parts of seconds are shown.
        fraction: bool,
    },
    /// As hours, minutes and seconds that go beyond a day.
    Elapsed,
}

/// How the cells of a workbook are shown, by the number of their format.
#[derive(Debug, Default)]
pub(super) struct Formats(Vec<Shown>);

impl Formats {
    /// Reads them.
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, Broken> {
        let mut own: HashMap<u32, Shown> = HashMap::new();
        let mut formats = Vec::new();
        let mut cells = false;
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element) => {
                    let number = |name| attribute(&element, name)?.trim().parse::<u32>().ok();
                    match element.local_name().as_ref() {
                        "numFmt" => {
                            let code = attribute(&element, "formatCode");
                            if let Some((id, code)) = number("numFmtId").zip(code)
                                && own.len() < MOST
                            {
                                own.insert(id, Shown::by_code(&code));
                            }
                        }
                        "cellXfs" => cells = true,
                        "xf" if cells && formats.len() < MOST => {
                            let id = number("numFmtId").unwrap_or(0);
                            formats
                                .push(own.get(&id).copied().unwrap_or_else(|| Shown::built_in(id)));
                        }
                        _ => {}
                    }
                }
                Event::End(element) => cells &= element.local_name().as_ref() != "cellXfs",
                Event::Eof => return Ok(Self(formats)),
                _ => {}
            }
        }
    }

    /// Of the format with this number, from 0.
    pub(super) fn of(&self, number: usize) -> Shown {
        self.0.get(number).copied().unwrap_or(Shown::Number)
    }
}

impl Shown {
    /// By the number of a format that every program knows, also those that differ by country.
    fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Day,
            18..=21 | 32..=35 | 45 | 55 | 56 => Self::Clock { fraction: false },
            22 => Self::Moment { fraction: false },
            46 => Self::Elapsed,
            47 => Self::Clock { fraction: true },
            _ => Self::Number,
        }
    }

    /// By what a format says of positive numbers.
    pub(super) fn by_code(code: &str) -> Self {
        let said = Said::of(code);
        let says = |what| said.parts.contains(&what);
        let fraction = says(Says::Fraction);
        if says(Says::Elapsed) {
            return Self::Elapsed;
        }
        match (says(Says::Digits), says(Says::Day), says(Says::Time)) {
            (false, true, true) => Self::Moment { fraction },
            (false, true, false) => Self::Day,
            (false, false, true) => Self::Clock { fraction },
            (true, _, _) | (false, false, false) => match said.zeros {
                _ if says(Says::Percent) => Self::Percent,
                Some(zeros) if zeros > 1 => Self::Padded(zeros),
                Some(_) | None => Self::Number,
            },
        }
    }
}

/// What the letters of a format say.
#[derive(Debug, Default)]
struct Said {
    parts: Vec<Says>,
    /// So many zeros and nothing else, where it is so.
    zeros: Option<usize>,
}

/// What a letter of a format says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// Year, month or day.
    Day,
    /// Hour, minute or second.
    Time,
    /// Parts of seconds.
    Fraction,
    /// Hours, minutes or seconds that are counted beyond a day.
    Elapsed,
    /// Digits of a number.
    Digits,
    Percent,
}

impl Said {
    fn of(code: &str) -> Self {
        let bare = bare(code);
        let mut said = Self::default();
        if matches!(&*bare, "general" | "standard" | "@") {
            return said;
        }
        said.zeros = bare.bytes().all(|byte| byte == b'0').then_some(bare.len());
        let mut letters = bare.chars().peekable();
        // `m` is a minute behind hours and before seconds, else a month.
        let mut behind_hours = false;
        let mut month = false;
        while let Some(letter) = letters.next() {
            match letter {
                // The mark of an exponent.
                'e' if matches!(letters.peek(), Some('+' | '-')) => {}
                // Of a day or a year, also of other calendars.
                'd' | 'y' | 'b' | 'g' | 'e' => {
                    said.parts.push(Says::Day);
                    behind_hours = false;
                }
                'h' => {
                    said.parts.push(Says::Time);
                    behind_hours = true;
                }
                'm' if behind_hours => {}
                'm' => month |= !seconds_follow(letters.clone()),
                's' => said.seconds(&mut letters),
                ELAPSED => said.parts.push(Says::Elapsed),
                '%' => said.parts.push(Says::Percent),
                '0' | '#' | '?' => said.parts.push(Says::Digits),
                _ => {}
            }
        }
        if month {
            said.parts.push(Says::Day);
        }
        said
    }

    /// Goes behind seconds and their fraction.
    fn seconds(&mut self, letters: &mut Peekable<Chars<'_>>) {
        self.parts.push(Says::Time);
        while letters.next_if_eq(&'s').is_some() {}
        if letters.next_if_eq(&'.').is_some() && letters.peek() == Some(&'0') {
            self.parts.push(Says::Fraction);
            while letters.next_if_eq(&'0').is_some() {}
        }
    }
}

/// Whether seconds come next behind an `m`, so that it is a minute.
fn seconds_follow(mut letters: Peekable<Chars<'_>>) -> bool {
    let next = letters.find(|letter| letter.is_ascii_alphabetic() && *letter != 'm');
    next == Some('s')
}

/// Stands for hours, minutes or seconds that are counted beyond a day.
const ELAPSED: char = '\u{1}';

/// A format for positive numbers without texts, colours, conditions and blanks, in small letters. What counts hours
/// beyond a day becomes [`ELAPSED`].
fn bare(code: &str) -> String {
    let mut bare = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '\\' | '_' | '*' | '!' => drop(letters.next()),
            '[' => {
                let within: String = letters
                    .by_ref()
                    .take_while(|letter| *letter != ']')
                    .collect();
                let within = within.to_ascii_lowercase();
                let counts = ["h", "m", "s"]
                    .iter()
                    .any(|unit| !within.is_empty() && within.replace(unit, "").is_empty());
                if counts {
                    bare.push(ELAPSED);
                }
            }
            _ => bare.push(letter.to_ascii_lowercase()),
        }
    }
    match bare.replace("am/pm", "").replace("a/p", "") {
        cleaned if cleaned.trim().is_empty() => String::new(),
        cleaned => cleaned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_letters() {
        let moment = Shown::Moment { fraction: false };
        let clock = Shown::Clock { fraction: false };
        for (shown, codes) in [
            (
                Shown::Number,
                &[
                    "General",
                    "Standard",
                    "@",
                    "",
                    "0",
                    "0.00",
                    "#,##0.00",
                    "# ?/?",
                    "0.00E+00",
                    "##0.0E+0",
                    "#,##0.00 \"days\"",
                    "[$USD-409] #,##0.00",
                    "[Red]-0.00;[Blue]d",
                    "#,##0.00\\ [$€-407]",
                    "_-* #,##0.00 €_-;-* #,##0.00 €_-",
                    "#,##0 USD",
                    "[>=1000]#,##0,\"k\";0",
                    "\"mdy\"",
                    "0\\d",
                    "#,##0.00 kr",
                ][..],
            ),
            (
                Shown::Percent,
                &["0%", "0.0 %", "#,##0.00%;[Red]-0.00%", "_ 0%_ "],
            ),
            (Shown::Padded(5), &["00000", "00000;-00000"]),
            (
                Shown::Day,
                &[
                    "yyyy-mm-dd",
                    "yyyy/mm/dd;@",
                    "[$-407]d. mmmm yyyy;@",
                    "dd.mm.yyyy",
                    "m/d/yy",
                    "mmm-yy",
                    "dddd",
                    "mmmm",
                    "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
                    "TT.MM.JJJJ",
                    "[$-411]ggge\"年\"m\"月\"d\"日\";@",
                    "\"on \"d",
                    "[Black]yyyymmdd",
                    "yyyy\"0\"mm",
                    "d\\.m\\.yyyy",
                    "M/D/YYYY",
                    "e/m/d",
                    "[$-D07041E]bbbb",
                ],
            ),
            (
                moment,
                &[
                    "yyyy-mm-dd hh:mm",
                    "m/d/yy h:mm",
                    "d.m.yyyy h:mm:ss",
                    "yyyy-mm-ddThh:mm:ss",
                    "[$-409]m/d/yy h:mm AM/PM;@",
                    "hh:mm dd.mm.yyyy",
                    "h:mm d/m",
                    "DD/MM/YYYY HH:MM:SS",
                ],
            ),
            (
                Shown::Moment { fraction: true },
                &["yyyy-mm-dd hh:mm:ss.000"],
            ),
            (
                clock,
                &[
                    "h:mm",
                    "hh:mm:ss",
                    "[$-F400]h:mm:ss AM/PM",
                    "mm:ss",
                    "h AM/PM",
                    "h:mm A/P",
                ],
            ),
            (Shown::Clock { fraction: true }, &["mm:ss.0"]),
            (
                Shown::Elapsed,
                &["[h]:mm", "[hh]:mm:ss", "[mm]:ss", "[s]", "[h]\"h\" m"],
            ),
        ] {
            for code in codes {
                assert_eq!(Shown::by_code(code), shown, "{code}");
            }
        }
    }
}
