//! Text of the workshop made harmless for a document: nothing in it is taken for markup.
//!
//! Every renderer passes every text through here, its own words included. What a terminal would act on is already a
//! visible mark then, see [`neutral_line`].

use std::fmt::{self, Write};

pub use leadpact_definition::say::english::{and_list, or_list};

use leadpact_definition::say::english;
use leadpact_files::{neutral_line, neutral_text};

/// `text` as the content of an HTML element or a quoted attribute, on one line.
#[must_use]
pub fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for character in neutral_line(text).trim().chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(character),
        }
    }
    safe
}

/// `text` as Markdown on one line: no markup, link, formula, table border or HTML of its own. It may begin a line.
#[must_use]
pub fn markdown(text: &str) -> String {
    let line = neutral_line(text);
    let line = line.trim();
    let mut safe = String::with_capacity(line.len() + 16);
    let mut rest = line;
    if let Some((marker, after)) = block_marker(line) {
        safe.push_str(&markdown_inline(marker.0));
        safe.push('\\');
        safe.push_str(marker.1);
        rest = after;
    }
    safe.push_str(&markdown_inline(rest));
    safe
}

/// What would open a heading, list, underline or quote: what stands before its sign, the sign, and the rest.
fn block_marker(line: &str) -> Option<((&str, &str), &str)> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (before, from_sign) = line.split_at(digits);
    let signs: &[char] = if digits == 0 {
        &['#', '+', '-', '=', ':']
    } else {
        &['.', ')']
    };
    let sign = from_sign.chars().next().filter(|c| signs.contains(c))?;
    let (sign, after) = from_sign.split_at(sign.len_utf8());
    let opens = match sign {
        // Only a sign that stands alone, or in a row of its kind, opens anything: `+20` does not.
        "+" | "-" | "." | ")" => after.is_empty() || after.starts_with([' ', '-']),
        _ => true,
    };
    opens.then_some(((before, sign), after))
}

pub(crate) fn markdown_inline(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for (at, character) in text.char_indices() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '$' | '~' => {
                safe.push('\\');
                safe.push(character);
            }
            // Bare addresses would become links.
            ':' if text[at..].starts_with("://") => safe.push_str("\\:"),
            '.' if ends_with_www(&text[..at]) => safe.push_str("\\."),
            _ => safe.push(character),
        }
    }
    safe
}

fn ends_with_www(before: &str) -> bool {
    let last = before.as_bytes();
    last.len() >= 3 && last[last.len() - 3..].eq_ignore_ascii_case(b"www")
}

/// The paragraphs of a text: its lines joined, parted at empty lines; none for a text without words.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in neutral_text(text).lines() {
        let line = line.trim();
        let last = paragraphs.len() - 1;
        match (line.is_empty(), paragraphs[last].is_empty()) {
            (true, true) => {}
            (true, false) => paragraphs.push(String::new()),
            (false, true) => paragraphs[last].push_str(line),
            (false, false) => {
                paragraphs[last].push(' ');
                paragraphs[last].push_str(line);
            }
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Appends words to a text.
pub fn put(text: &mut String, words: fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = text.write_fmt(words);
}

/// `text` beginning with a capital letter, without the blanks around it.
#[must_use]
pub fn capital(text: &str) -> String {
    english::capital(text.trim())
}

/// `text` ending as a sentence does.
#[must_use]
pub fn sentence(text: &str) -> String {
    let text = capital(text);
    if text.is_empty() || text.ends_with(['.', '!', '?', ':', '…']) {
        text
    } else {
        text + "."
    }
}

/// Points with their sign: `+20`, `−5`, `0`.
#[must_use]
pub fn points(points: i64) -> String {
    match points {
        0 => "0".to_owned(),
        1.. => format!("+{points}"),
        _ => format!("\u{2212}{}", points.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_takes_nothing_for_markup() {
        assert_eq!(
            html("<b onclick='x'>\"A\" & B</b>\u{1b}[2J"),
            "&lt;b onclick=&#39;x&#39;&gt;&quot;A&quot; &amp; B&lt;/b&gt;^[[2J"
        );
        assert_eq!(html(" two\nlines "), "two lines");
    }

    #[test]
    fn markdown_takes_nothing_for_markup() {
        for (text, safe) in [
            (
                "plain words, 2.0.0 (draft) - yes",
                "plain words, 2.0.0 (draft) - yes",
            ),
            ("a|b", "a\\|b"),
            (
                "`code` *b* _i_ ~~s~~",
                "\\`code\\` \\*b\\* \\_i\\_ \\~\\~s\\~\\~",
            ),
            ("[x](http://e.org)", "\\[x\\](http\\://e.org)"),
            ("see WWW.e.org", "see WWW\\.e.org"),
            ("<img src=x>", "&lt;img src=x&gt;"),
            ("# title", "\\# title"),
            ("  - item", "\\- item"),
            ("+ item", "\\+ item"),
            ("1. item", "1\\. item"),
            ("12) item", "12\\) item"),
            ("1.5 times", "1.5 times"),
            ("+20", "+20"),
            ("- - -", "\\- - -"),
            ("===", "\\==="),
            ("---", "\\---"),
            ("> quote", "&gt; quote"),
            ("$x$ \\", "\\$x\\$ \\\\"),
            ("&lt;", "&amp;lt;"),
            ("a\n# b", "a # b"),
        ] {
            assert_eq!(markdown(text), safe);
        }
    }

    #[test]
    fn paragraphs_are_parted_at_empty_lines() {
        assert_eq!(paragraphs("\n a\nb\n\n\n c \n"), ["a b", "c"]);
        assert!(paragraphs(" \n\n ").is_empty());
    }

    #[test]
    fn words_are_written_as_in_a_sentence() {
        assert_eq!(sentence("élan"), "Élan.");
        assert_eq!(sentence("Really?"), "Really?");
        assert_eq!(points(-5), "−5");
        assert_eq!(points(20), "+20");
    }
}
