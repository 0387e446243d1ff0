//! Signs made of several characters, such as joined emoji: terminals do not agree on how many cells they take. A row
//! that holds one is written whole, cell by cell, so that nothing of it is left over beside or after it.

use ratatui::buffer::{Buffer, Cell};
use unicode_width::UnicodeWidthChar;

use crate::widget::wrap;

/// Whether a terminal may draw this sign wider or narrower than it is counted: its characters on their own take another
/// number of cells.
fn is_uncertain(symbol: &str) -> bool {
    let apart: usize = symbol.chars().filter_map(UnicodeWidthChar::width).sum();
    symbol.chars().nth(1).is_some() && apart != usize::from(wrap::width(symbol))
}

/// The cells of the end of a text whose characters take `apart` cells when each is counted alone.
#[must_use]
pub fn columns(before: &str, apart: u16) -> u16 {
    let mut left = usize::from(apart);
    let mut start = before.len();
    for (at, character) in before.char_indices().rev() {
        let Some(rest) = left.checked_sub(character.width().unwrap_or(0)) else {
            break;
        };
        (left, start) = (rest, at);
    }
    wrap::width(before.get(start..).unwrap_or_default())
}

/// The rows that hold such a sign, from the top.
#[must_use]
pub fn rows(buffer: &Buffer) -> Vec<u16> {
    let area = buffer.area;
    let holds = |y: &u16| {
        let mut row = (area.left()..area.right()).filter_map(|x| buffer.cell((x, *y)));
        row.any(|cell| is_uncertain(cell.symbol()))
    };
    (area.top()..area.bottom()).filter(holds).collect()
}

/// The cells of these rows in the order in which they are written: where a sign takes two cells, the second is emptied
/// before the sign is drawn over both.
#[must_use]
pub fn whole(buffer: &Buffer, rows: &[u16]) -> Vec<(u16, u16, Cell)> {
    let area = buffer.area;
    let mut cells = Vec::new();
    for y in rows.iter().copied() {
        let mut x = area.left();
        while x < area.right() {
            let Some(cell) = buffer.cell((x, y)) else {
                break;
            };
            let wide = wrap::width(cell.symbol()).max(1);
            for covered in x + 1..(x + wide).min(area.right()) {
                let mut blank = cell.clone();
                blank.set_symbol(" ");
                cells.push((covered, y, blank));
            }
            cells.push((x, y, cell.clone()));
            x += wide;
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{columns, is_uncertain};

    #[test]
    fn the_cursor_stands_behind_what_is_drawn() {
        assert_eq!(columns("ab", 2), 2);
        assert_eq!(columns("a👨\u{200d}👩\u{200d}👧b", 8), 4);
        assert_eq!(columns("e\u{301}東", 3), 3);
        // Of a line broken into rows only what stands in the cursor's.
        assert_eq!(columns("one two", 3), 3);
        assert_eq!(columns("", 0), 0);
    }

    #[test]
    fn what_terminals_may_draw_apart_is_uncertain() {
        for symbol in [
            "👩\u{200d}💻",
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}",
            "👍\u{1f3fd}",
        ] {
            assert!(is_uncertain(symbol), "{symbol}");
        }
        for symbol in ["a", "é", "e\u{301}", "東", "👩", " ", "─"] {
            assert!(!is_uncertain(symbol), "{symbol}");
        }
    }
}
