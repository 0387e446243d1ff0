//! Columns of wrapped text.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Lays columns side by side, each given as its lines and its width, one blank between them. Lines carry no blanks at
/// their end.
pub(super) fn side_by_side(columns: &[(Vec<String>, usize)]) -> String {
    let height = columns
        .iter()
        .map(|(lines, _)| lines.len())
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for at in 0..height {
        let mut line = String::new();
        for (lines, width) in columns {
            let text = lines.get(at).map_or("", String::as_str);
            line.push_str(text);
            line.push_str(&" ".repeat(width.saturating_sub(text.width()) + 1));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// `text` in lines of at most `width` columns, broken at blanks, inside a word only where it is longer than a line.
pub(in crate::cli) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.width() + 1 + word.width() <= width {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for piece in word.graphemes(true) {
                if line.width() + piece.width() > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(piece);
            }
        }
        lines.push(line);
    }
    lines
}

/// `words` wrapped at the left and `weight` at the right of a cell; on a line of its own where they do not fit together.
pub(super) fn with_weight(words: &str, weight: &str, width: usize) -> Vec<String> {
    let mut lines = wrap(words, width);
    if weight.is_empty() {
        return lines;
    }
    match lines.last_mut() {
        Some(last) if last.width() + 2 + weight.width() <= width => {
            let gap = width - last.width() - weight.width();
            *last = format!("{last}{}{weight}", " ".repeat(gap));
        }
        _ => lines.push(format!(
            "{}{weight}",
            " ".repeat(width.saturating_sub(weight.width()))
        )),
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_wraps_at_blanks_and_long_words_anywhere() {
        assert_eq!(
            wrap("cyber security, fintech", 10),
            ["cyber", "security,", "fintech"]
        );
        assert_eq!(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("x", 0), ["x"]);
    }

    #[test]
    fn a_weight_stands_at_the_right() {
        assert_eq!(with_weight("any", "must", 12), ["any     must"]);
        assert_eq!(
            with_weight("manager and above", "strong", 12),
            ["manager and", "above", "      strong"]
        );
        assert_eq!(
            with_weight("manager", "strong", 12),
            ["manager", "      strong"]
        );
        assert_eq!(with_weight("any", "", 12), ["any"]);
    }
}
