//! The texts that the cells of a workbook share, and the texts within a cell.

use quick_xml::events::Event;

use crate::workbook::broken::{Broken, SAVE_AS_CSV};
use crate::workbook::xml::Xml;

const MB: usize = 1024 * 1024;

/// The shared texts have at most so many bytes.
const MOST_BYTES: usize = 256 * MB;

/// And there are at most so many: each row of a full sheet could have sixteen of its own.
const MOST: usize = 16 * MB;

/// The texts that cells name by their place, from 0.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Strings {
    /// Reads them.
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, Broken> {
        let mut strings = Self::default();
        let mut raw = String::new();
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "si" => {
                    raw.clear();
                    rich(&mut xml, &mut raw)?;
                    clean(&raw, &mut strings.text);
                    strings.end()?;
                }
                Event::Empty(element) if element.local_name().as_ref() == "si" => strings.end()?,
                Event::Eof => break,
                _ => {}
            }
        }
        strings.ends.shrink_to_fit();
        strings.text.shrink_to_fit();
        Ok(strings)
    }

    fn end(&mut self) -> Result<(), Broken> {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        if self.text.len() > MOST_BYTES || self.ends.len() == MOST {
            return Err(Broken::new(
                format!(
                    "the workbook has more different texts than are kept: {} MB, or {MOST} of them",
                    MOST_BYTES / MB
                ),
                SAVE_AS_CSV,
            ));
        }
        self.ends.push(end);
        Ok(())
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// The one at a place; none: there are fewer.
    pub(super) fn at(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let before = place
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        self.text
            .get(before.map_or(0, |before| *before as usize)..end)
    }
}

/// Adds the text of the element that has just begun: its runs one after another, without how they are read aloud.
pub(super) fn rich(xml: &mut Xml<'_>, text: &mut String) -> Result<(), Broken> {
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => xml.text(text)?,
                "rPh" | "phoneticPr" | "rPr" => xml.skip()?,
                _ => depth += 1,
            },
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    Ok(())
}

/// Adds a text as people see it: `_x000D_` and its like become the letters they stand for, and characters that no
/// document holds become visible marks.
pub(super) fn clean(raw: &str, text: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        visible(before, text);
        rest = if let Some(unit) = escaped(from) {
            let (letter, length) = match paired(unit, from.get(7..).unwrap_or_default()) {
                Some(letter) => (letter, 14),
                None => (
                    char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER),
                    7,
                ),
            };
            visible(letter.encode_utf8(&mut [0; 4]), text);
            from.get(length..).unwrap_or_default()
        } else {
            text.push_str("_x");
            from.get(2..).unwrap_or_default()
        };
    }
    visible(rest, text);
}

/// The unit of UTF-16 that `_xHHHH_` at the beginning stands for.
fn escaped(text: &str) -> Option<u32> {
    let digits = text.get(2..6)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let whole = plain && text.get(6..7) == Some("_");
    u32::from_str_radix(digits, 16).ok().filter(|_| whole)
}

/// The letter of a first half and the second half behind it.
fn paired(first: u32, behind: &str) -> Option<char> {
    let second = escaped(behind.strip_prefix("_x").map(|_| behind)?)?;
    let halves = (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(&second);
    let letter = 0x1_0000 + ((first & 0x3ff) << 10) + (second & 0x3ff);
    char::from_u32(letter).filter(|_| halves)
}

fn visible(part: &str, text: &mut String) {
    let unseen = |letter: char| letter < ' ' && !matches!(letter, '\t' | '\n' | '\r');
    if part.bytes().any(|byte| unseen(char::from(byte))) {
        text.extend(part.chars().map(|letter| {
            if unseen(letter) {
                char::REPLACEMENT_CHARACTER
            } else {
                letter
            }
        }));
    } else {
        text.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_letter_becomes_it() {
        for (raw, expected) in [
            ("plain", "plain"),
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00e9_", "é"),
            ("_xD83D__xDE00_!", "😀!"),
            ("_xD83D_!", "\u{fffd}!"),
            ("_xD83D__x0041_", "\u{fffd}A"),
            ("_x12_", "_x12_"),
            ("_x+123_", "_x+123_"),
            ("my_xls_x", "my_xls_x"),
            ("_x", "_x"),
            ("_x0000__x0001__x001A_", "\u{fffd}\u{fffd}\u{fffd}"),
            ("\u{1}\u{2}\tb", "\u{fffd}\u{fffd}\tb"),
            ("_xäöü_", "_xäöü_"),
        ] {
            let mut text = String::new();
            clean(raw, &mut text);
            assert_eq!(text, expected, "{raw:?}");
        }
    }
}
