//! The palette: every action by name, with the key that would have done it.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::keys;
use crate::widget::area::down;
use crate::widget::{dialog, scroll, wrap};
use leadpact_app::App;
use leadpact_app::popup::{Palette, PaletteEntry};

/// Columns for the name.
const NAME: u16 = 26;

/// The widest the palette becomes.
const WIDEST: u16 = 120;

/// Draws the palette over `area`. Where a sentence has no room in its row, that of the highlighted row stands below.
pub fn draw(palette: &Palette, app: &App, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let chords = |entry: &PaletteEntry| keys::chords(app.screen.page().scope(), entry.action);
    let needs =
        |entry: &PaletteEntry| NAME + wrap::width(entry.help) + 2 + wrap::width(&chords(entry));
    let longest = palette.entries.iter().map(needs).max().unwrap_or(0);
    let width = area.width.saturating_sub(4).clamp(1, WIDEST);
    let width = width.min(longest.saturating_add(4).max(84));
    let about = if longest > width.saturating_sub(4) {
        3
    } else {
        0
    };
    let height = u16::try_from(palette.entries.len()).unwrap_or(u16::MAX);
    let height = height
        .saturating_add(4 + about)
        .clamp(9, area.height.max(9));
    let inner = dialog::frame(canvas, area, "All actions", (width, height));
    canvas.write(inner, (0, 0), ":", theme.accent);
    let input = Rect {
        x: inner.x.saturating_add(2),
        width: inner.width.saturating_sub(2),
        height: inner.height.min(1),
        ..inner
    };
    canvas.field(input, &palette.query, true);
    let list = Rect {
        y: inner.y.saturating_add(2),
        height: inner.height.saturating_sub(2 + about),
        ..inner
    };
    let matches = palette.matches();
    if matches.is_empty() {
        let place = Rect {
            x: inner.x.saturating_add(2),
            y: list.y,
            width: inner.width.saturating_sub(2),
            height: list.height + about,
        };
        canvas.paragraph(place, &palette.nothing_found(), theme.text);
        return;
    }
    for (number, row) in scroll::list(palette.cursor.at(), matches.len(), canvas, list) {
        let Some(entry) = matches.get(number) else {
            break;
        };
        draw_entry(entry, &chords(entry), canvas, row);
        canvas.list_row(row, number == palette.cursor.at(), Target::Row(number));
    }
    if let Some(entry) = matches.get(palette.cursor.at()).filter(|_| about > 0) {
        let place = Rect {
            x: inner.x.saturating_add(2),
            width: inner.width.saturating_sub(2),
            ..down(inner, inner.height.saturating_sub(2))
        };
        canvas.paragraph(place, entry.help, theme.text);
    }
}

fn draw_entry(entry: &PaletteEntry, chords: &str, canvas: &mut Canvas, row: Rect) {
    let theme = canvas.theme;
    let name = Rect {
        width: row.width.min(NAME - 1),
        ..row
    };
    canvas.write(name, (2, 0), entry.name, theme.strong);
    let x = canvas.write_right(row, 0, chords, theme.accent);
    let help = Rect {
        width: x.saturating_sub(1),
        ..row
    };
    canvas.write(help, (NAME, 0), entry.help, theme.quiet);
}
