//! Words on a screen: how wide they are, where they break, how they are cut.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use leadpact_files::neutral_line;

/// The cells that `text` takes.
#[must_use]
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// One line of text as it may be drawn: whatever a terminal would act on becomes a visible mark.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    neutral_line(text)
}

/// `text` cut to `limit` cells; a `…` at the end says that something is missing.
#[must_use]
pub(crate) fn truncated(text: &str, limit: u16) -> Cow<'_, str> {
    if width(text) <= limit {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if used + wide + 1 > limit {
            break;
        }
        used += wide;
        kept.push_str(grapheme);
    }
    if limit > 0 {
        kept.push('…');
    }
    Cow::Owned(kept)
}

/// `text` broken into lines of at most `limit` cells, at spaces where there are some. Line breaks
/// in the text stay. Never empty; with a limit of 0 there is one empty line.
#[must_use]
pub fn wrapped(text: &str, limit: u16) -> Vec<String> {
    if limit == 0 {
        return vec![String::new()];
    }
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let room = limit.saturating_sub(width(&line));
            if !line.is_empty() && width(word) < room {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = broken(word, limit, &mut lines);
        }
        lines.push(line);
    }
    lines
}

/// A word that may be wider than a line: full lines go to `lines`, the rest is returned.
fn broken(word: &str, limit: u16, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    for grapheme in word.graphemes(true) {
        if !line.is_empty() && width(&line) + width(grapheme) > limit {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(grapheme);
    }
    line
}

/// A piece of text and what is special about it.
pub type Piece<'t, S> = (&'t str, S);

/// Pieces of text, one after another, broken into lines of at most `limit` cells as [`wrapped`]
/// does. Each line is the pieces that stand on it.
#[must_use]
pub(crate) fn wrapped_pieces<S: Copy + PartialEq>(
    pieces: &[Piece<S>],
    limit: u16,
) -> Vec<Vec<(String, S)>> {
    let whole: String = pieces.iter().map(|(text, _)| *text).collect();
    let mut letters = pieces
        .iter()
        .flat_map(|(text, special)| text.chars().map(|c| (c, *special)));
    let mut lines = Vec::new();
    for line in wrapped(&whole, limit) {
        let mut drawn: Vec<(String, S)> = Vec::new();
        for wanted in line.chars() {
            // Spaces at a break are in the text but not on the line.
            let Some((c, special)) = letters.find(|(c, _)| *c == wanted) else {
                break;
            };
            match drawn.last_mut() {
                Some((text, same)) if *same == special => text.push(c),
                _ => drawn.push((c.to_string(), special)),
            }
        }
        lines.push(drawn);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_text_says_so_and_fits() {
        assert_eq!(truncated("Acme Security", 13), "Acme Security");
        assert_eq!(truncated("Acme Security", 7), "Acme S…");
        assert_eq!(truncated("Acme", 1), "…");
        assert_eq!(truncated("Acme", 0), "");
    }

    #[test]
    fn a_wide_character_is_not_cut_in_half() {
        assert_eq!(truncated("漢字漢字", 6), "漢字…");
        assert_eq!(truncated("漢字漢字", 7), "漢字漢…");
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(wrapped("what is a lead", 7), ["what is", "a lead"]);
        assert_eq!(
            wrapped("pre-qualification", 6),
            ["pre-qu", "alific", "ation"]
        );
        assert_eq!(wrapped("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrapped("", 5), [""]);
        assert_eq!(wrapped("a", 0), [""]);
    }

    #[test]
    fn pieces_keep_what_is_special_about_them_over_a_break() {
        let pieces = [("a manager ", 'q'), ("or above", 's'), (" decides", 'q')];
        let line = |parts: &[(&str, char)]| -> Vec<(String, char)> {
            parts.iter().map(|(t, s)| ((*t).to_owned(), *s)).collect()
        };
        assert_eq!(
            wrapped_pieces(&pieces, 12),
            [
                line(&[("a manager ", 'q'), ("or", 's')]),
                line(&[("above", 's')]),
                line(&[("decides", 'q')]),
            ]
        );
    }

    #[test]
    fn control_characters_are_not_sent_to_the_terminal() {
        assert_eq!(shown("a\u{1b}[2Jb"), "a^[[2Jb");
        assert!(matches!(shown("plain"), Cow::Borrowed("plain")));
    }
}
