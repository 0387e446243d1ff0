//! A text whose new words are lit: by style, and by marks that need no colour.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::canvas::Canvas;
use crate::theme::{Theme, mark};
use crate::widget::wrap;
use leadpact_workshop::compare::Run;

/// A line of a text: its pieces with their styles, and whether some of it is lit.
#[derive(Debug, Clone)]
pub struct Line {
    pieces: Vec<(String, Style)>,
    /// Whether some of it is lit.
    pub lit: bool,
}

/// The text in lines of at most `width` cells. What is lit stands between marks.
#[must_use]
pub fn wrapped(text: &[Run], width: u16, theme: &Theme) -> Vec<Line> {
    let style = lit(theme);
    let mut marked: Vec<(String, Style)> = Vec::new();
    for run in text {
        if run.shared {
            marked.push((run.text.clone(), theme.text));
            continue;
        }
        // Blanks at the edges are nobody's, and a mark does not run over a break.
        for (at, part) in run.text.split('\n').enumerate() {
            if at > 0 {
                marked.push(("\n".to_owned(), theme.text));
            }
            let core = part.trim();
            let before = part.len() - part.trim_start().len();
            let (lead, rest) = part.split_at(before);
            let tail = rest.get(core.len()..).unwrap_or_default();
            marked.push((lead.to_owned(), theme.text));
            if !core.is_empty() {
                let text = format!("{}{core}{}", mark::LIT_FROM, mark::LIT_TO);
                marked.push((text, style));
            }
            marked.push((tail.to_owned(), theme.text));
        }
    }
    let pieces: Vec<wrap::Piece<Style>> = marked
        .iter()
        .map(|(text, style)| (text.as_str(), *style))
        .collect();
    wrap::wrapped_pieces(&pieces, width)
        .into_iter()
        .map(|pieces| Line {
            lit: pieces.iter().any(|(_, s)| *s == style),
            pieces,
        })
        .collect()
}

/// The style of what is lit.
fn lit(theme: &Theme) -> Style {
    theme.accent.add_modifier(Modifier::UNDERLINED)
}

/// Writes a line into the row `y` of `area`.
pub fn write(line: &Line, canvas: &mut Canvas, area: Rect, y: u16) {
    let pieces: Vec<wrap::Piece<Style>> = line
        .pieces
        .iter()
        .map(|(text, style)| (text.as_str(), *style))
        .collect();
    canvas.write_pieces(area, (0, y), &pieces);
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadpact_app::look::ThemeName;

    #[test]
    fn what_is_new_stands_between_marks_and_is_underlined_without_colour() {
        let run = |text: &str, shared| Run {
            text: text.to_owned(),
            shared,
        };
        let theme = Theme::of(ThemeName::NoColour);
        let text = [
            run("A lead ", true),
            run("is large. \n\nIt buys ", false),
            run("soon.", true),
        ];
        let lines: Vec<(String, bool)> = wrapped(&text, 40, &theme)
            .into_iter()
            .map(|line| {
                let words = line.pieces.iter().map(|(text, _)| text.as_str());
                (words.collect(), line.lit)
            })
            .collect();
        let told = |text: &str, lit| (text.to_owned(), lit);
        assert_eq!(
            lines,
            [
                told("A lead ‹is large.›", true),
                told("", false),
                told("‹It buys› soon.", true)
            ]
        );
        assert!(lit(&theme).add_modifier.contains(Modifier::UNDERLINED));
    }
}
