//! Control characters in the text of a file: where they stand, and the text without them.
//!
//! A terminal acts on them, nobody types them, and no text of ours needs them; so no file that holds one is read. It stands
//! there as it is, or as an escape in a text in double quotes (`"\e"`, `"\x9b"`). Line ends and tabs are none of them. What
//! is sealed is encoded, and looked at by nobody here.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_yaml::granit_parser::{self, Event, Parser, ScalarStyle};

use crate::fault::Place;
use crate::name::WORKSHOP_ENDING;
use crate::neutral::neutral_line;

/// Characters of the line that are shown before and behind what stands there.
const AROUND: usize = 16;

/// A file with more of them is none that somebody wrote, and is not cleaned.
const MOST: usize = 100_000;

/// A character of a file that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub character: char,
    /// Its bytes in the text.
    at: Range<usize>,
    /// The words around it, harmless for a terminal.
    around: Box<str>,
}

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, code) = (self.place, u32::from(self.character));
        write!(f, "{place}: U+{code:04X} in '{}'", self.around)
    }
}

impl Control {
    /// As it is displayed, without the words around: for answers that nobody may see yet.
    #[must_use]
    pub(crate) fn discreet(&self) -> String {
        format!("{}: U+{:04X}", self.place, u32::from(self.character))
    }
}

/// A text without what is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The text, byte for byte the same elsewhere.
    pub text: String,
    /// What was taken out, in the order of the text.
    pub taken_out: Vec<Control>,
}

impl Cleaned {
    /// `bytes` without control characters; `None` where there is none, or where they are no text: that has at most a hundred
    /// thousand of them.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mark = text.len() - without_mark(text).len();
        let (mark, text) = text.split_at(mark);
        let taken_out = all(text);
        if taken_out.is_empty() || taken_out.len() > MOST {
            return None;
        }
        let mut kept = mark.to_owned();
        kept.push_str(&without(text, taken_out.iter().map(|control| &control.at)));
        Some(Self {
            text: kept,
            taken_out,
        })
    }

    /// What was taken out, a line each, and how many more. `words`: with the words around.
    #[must_use]
    pub fn listed(&self, most: usize, words: bool) -> Vec<String> {
        let shown = self.taken_out.iter().take(most);
        let mut lines: Vec<String> = shown
            .map(|control| {
                if words {
                    control.to_string()
                } else {
                    control.discreet()
                }
            })
            .collect();
        match self.taken_out.len().saturating_sub(most) {
            0 => {}
            more => lines.push(format!("and {more} more")),
        }
        lines
    }
}

/// Where the cleaned copy of a file goes: beside it, as `acme.cleaned.workshop.yaml`, and never where something is.
#[must_use]
pub fn cleaned_path(path: &Path) -> PathBuf {
    const ENDINGS: [&str; 4] = [
        WORKSHOP_ENDING,
        ".lead-definition.yaml",
        ".mapping.yaml",
        ".answers.yaml",
    ];
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let known = ENDINGS.iter().find(|ending| file.ends_with(*ending));
    let at = match known {
        Some(ending) => file.len() - ending.len(),
        None => file.rfind('.').unwrap_or(file.len()),
    };
    let (stem, ending) = file.split_at(at);
    let named = |number: u32| match number {
        1 => path.with_file_name(format!("{stem}.cleaned{ending}")),
        _ => path.with_file_name(format!("{stem}.cleaned-{number}{ending}")),
    };
    (1..u32::MAX)
        .map(named)
        .find(|path| path.symlink_metadata().is_err())
        .unwrap_or_else(|| named(1))
}

/// What no file may hold as it is: controls other than tab and line ends, and byte order marks within the text.
pub(crate) fn is_refused(character: char) -> bool {
    is_control(character) || matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The first control character that is written as an escape, with its place.
pub(crate) fn first_escape(text: &str) -> Option<(Place, char)> {
    let (at, character) = escapes(text, 1).into_iter().next()?;
    Some((Place::after(text.get(..at.start)?), character))
}

fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Everything that is refused, in the order of the text; of too many only the beginning.
fn all(text: &str) -> Vec<Control> {
    let raw: Vec<(Range<usize>, char)> = text
        .char_indices()
        .filter(|(_, character)| is_refused(*character))
        .map(|(at, character)| (at..at + character.len_utf8(), character))
        .take(MOST + 1)
        .collect();
    // Escapes are told from other words by reading the text as YAML, which it is only without the rest.
    let readable = without(text, raw.iter().map(|(at, _)| at));
    let escapes = escapes(&readable, MOST + 1);
    let mut found: Vec<(Range<usize>, char)> = Vec::new();
    let mut raw = raw.into_iter().peekable();
    let mut shift = 0;
    for (at, character) in escapes {
        while let Some((before, control)) = raw.next_if(|(r, _)| r.start <= at.start + shift) {
            shift += before.len();
            found.push((before, control));
        }
        let start = at.start + shift;
        // Something raw may stand within an escape.
        let mut end = at.end + shift;
        while let Some((within, _)) = raw.next_if(|(r, _)| r.start < end) {
            shift += within.len();
            end += within.len();
        }
        found.push((start..end, character));
    }
    found.extend(raw);
    let mut places = Places::of(text);
    let control = |(at, character): (Range<usize>, char)| Control {
        place: places.next(at.start),
        character,
        around: around(text, &at).into(),
        at,
    };
    found.into_iter().map(control).collect()
}

/// Places in the order of a text, found in one pass.
struct Places<'t> {
    text: &'t str,
    /// What was reached, in bytes and as a place.
    offset: usize,
    place: Place,
}

impl<'t> Places<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            offset: 0,
            place: Place { line: 1, column: 1 },
        }
    }

    fn next(&mut self, offset: usize) -> Place {
        let further = self.text.get(self.offset..offset).unwrap_or_default();
        let from_here = Place::after(further);
        self.place = Place {
            line: self.place.line + from_here.line - 1,
            column: match from_here.line {
                1 => self.place.column + from_here.column - 1,
                _ => from_here.column,
            },
        };
        self.offset = offset;
        self.place
    }
}

/// The words around a part of a text, on its line.
fn around(text: &str, at: &Range<usize>) -> String {
    let is_end = |c: &char| matches!(c, '\n' | '\r');
    let before = text.get(..at.start).unwrap_or_default().chars().rev();
    let before: Vec<char> = before.take_while(|c| !is_end(c)).take(AROUND).collect();
    let here = text.get(at.clone()).unwrap_or_default().chars();
    let behind = text.get(at.end..).unwrap_or_default().chars();
    let behind = behind.take_while(|c| !is_end(c)).take(AROUND);
    let words: String = before.into_iter().rev().chain(here).chain(behind).collect();
    neutral_line(words.trim()).into_owned()
}

/// `text` without these parts, which follow one another.
fn without<'r>(text: &str, parts: impl Iterator<Item = &'r Range<usize>>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for part in parts {
        kept.push_str(text.get(from..part.start).unwrap_or_default());
        from = part.end;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

/// The first `most` escapes of control characters in texts in double quotes, as far as `text` is YAML.
fn escapes(text: &str, most: usize) -> Vec<(Range<usize>, char)> {
    let mut found = Vec::new();
    // Few files have any; the others are not parsed for this.
    if escapes_in(text, 0, 1).is_empty() {
        return found;
    }
    let options = granit_parser::options! { emit_comments: false };
    for event in Parser::new_from_str_with_options(text, options) {
        let Ok((event, span)) = event else { break };
        if found.len() == most {
            break;
        }
        if let (Event::Scalar(_, ScalarStyle::DoubleQuoted, ..), Some(range)) =
            (event, span.byte_range())
        {
            let start = range.start;
            let quoted = text.get(range).unwrap_or_default();
            found.extend(escapes_in(quoted, start, most - found.len()));
        }
    }
    found
}

/// What would be the first `most` escapes of control characters in a text in double quotes that begins at `offset`.
fn escapes_in(text: &str, offset: usize, most: usize) -> Vec<(Range<usize>, char)> {
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < most
        && let Some(at) = text.get(from..).and_then(|rest| rest.find('\\'))
    {
        let start = from + at;
        let (length, character) = escape(text.get(start + 1..).unwrap_or_default());
        from = start + 1 + length;
        if let Some(character) = character.filter(|character| is_control(*character)) {
            found.push((offset + start..offset + from, character));
        }
    }
    found
}

/// How many bytes behind a backslash belong to its escape, and the character that it means; `None` for one that is no
/// control in any case.
fn escape(behind: &str) -> (usize, Option<char>) {
    let Some(letter) = behind.chars().next() else {
        return (0, None);
    };
    let digits = match letter {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => {
            let named = match letter {
                '0' => Some('\0'),
                'a' => Some('\u{7}'),
                'b' => Some('\u{8}'),
                'v' => Some('\u{b}'),
                'f' => Some('\u{c}'),
                'e' => Some('\u{1b}'),
                'N' => Some('\u{85}'),
                _ => None,
            };
            return (letter.len_utf8(), named);
        }
    };
    let code = behind.get(1..=digits);
    let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
    match code.and_then(|code| u32::from_str_radix(code, 16).ok()) {
        Some(code) => (1 + digits, char::from_u32(code)),
        None => (1, None),
    }
}

#[cfg(test)]
mod tests;
