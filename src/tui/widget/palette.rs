//! The palette: every action by name, with the key that would have done it.

use ratatui::layout::Rect;

use crate::app::App;
use crate::app::popup::{Palette, PaletteEntry};
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys;
use crate::tui::theme::mark;
use crate::tui::widget::{dialog, scroll};

/// Columns for the name.
const NAME: u16 = 26;

/// Draws the palette over `area`.
pub fn draw(palette: &Palette, app: &App, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let height = u16::try_from(palette.entries.len()).unwrap_or(u16::MAX);
    let height = height.saturating_add(4).clamp(7, 20);
    let width = area.width.saturating_sub(4).clamp(1, 84);
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
        height: inner.height.saturating_sub(2),
        ..inner
    };
    let matches = palette.matches();
    if matches.is_empty() {
        canvas.write(
            list,
            (2, 0),
            "Nothing here has these words in its name.",
            theme.quiet,
        );
    }
    for (number, row) in scroll::list(palette.cursor.at(), matches.len(), canvas, list) {
        let Some(entry) = matches.get(number) else {
            break;
        };
        draw_entry(entry, app, canvas, row);
        if number == palette.cursor.at() {
            canvas.write(row, (0, 0), mark::POINTER, theme.accent);
            canvas.tint(row, theme.selected);
        }
        canvas.clickable(row, Target::Row(number));
    }
}

fn draw_entry(entry: &PaletteEntry, app: &App, canvas: &mut Canvas, row: Rect) {
    let theme = canvas.theme;
    let chords = keys::chords(app.screen.scope(), entry.action);
    let name = Rect {
        width: row.width.min(NAME),
        ..row
    };
    canvas.write(name, (2, 0), entry.name, theme.strong);
    let x = canvas.write_right(row, 0, &chords, theme.accent);
    let help = Rect {
        width: x.saturating_sub(1),
        ..row
    };
    canvas.write(help, (NAME, 0), entry.help, theme.quiet);
}
