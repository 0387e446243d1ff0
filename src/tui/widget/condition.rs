//! How a record shows something: the list to find it in, or the rows of a comparison.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::theme::mark;
use crate::widget::area::down;
use crate::widget::{form, scroll};
use leadpact_app::action::{Action, General};
use leadpact_app::condition::Editor;
use leadpact_app::condition::finder::Finder;

/// Columns for the names in the list.
const NAME: u16 = 44;

/// Draws it into `area`.
pub fn draw(editor: &Editor, canvas: &mut Canvas, area: Rect) {
    let title = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        height: area.height.min(2),
        ..area
    };
    let used = canvas.paragraph(title, &editor.title, canvas.theme.strong);
    let below = down(area, used + 1);
    if let Some(finder) = &editor.finder {
        return list(finder, canvas, below);
    }
    let height = below.height.min(form::height(&editor.form, below.width));
    form::draw(&editor.form, canvas, Rect { height, ..below });
}

fn list(finder: &Finder, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let x = canvas.write(area, (2, 0), "Find: ", theme.quiet);
    let field = Rect {
        x: area.x + x,
        width: area.width.saturating_sub(x).min(40),
        height: area.height.min(1),
        ..area
    };
    canvas.field(field, &finder.query, true);
    let matches = finder.matches();
    let rows = down(area, 1);
    for (at, place) in scroll::list(finder.cursor.at(), matches.len(), canvas, rows) {
        let Some(entry) = matches.get(at) else { break };
        let here = at == finder.cursor.at();
        let name = Rect {
            width: place.width.min(NAME),
            ..place
        };
        let style = if here { theme.strong } else { theme.text };
        let end = canvas.write(name, (4, 0), &entry.label, style);
        let note = end.max(NAME.min(place.width / 2)) + 2;
        canvas.write(place, (note, 0), &finder.note(entry), theme.quiet);
        if here {
            canvas.write(place, (2, 0), mark::POINTER, theme.accent);
            canvas.tint(place, theme.selected);
        }
        canvas.clickable(place, Target::On(at, Action::General(General::Choose)));
    }
}
