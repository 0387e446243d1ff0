//! The help page: what this screen is for, and every key that works on it.

use ratatui::layout::Rect;

use crate::canvas::Canvas;
use crate::keys;
use crate::widget::{dialog, scroll, wrap};
use leadpact_app::App;
use leadpact_app::popup::Help;
use leadpact_app::scope::Scope;

/// Columns for the keys.
const KEYS: u16 = 16;

/// One line of the page.
enum Row {
    Text(String),
    Title(&'static str),
    Key(String, String),
    Empty,
}

/// Draws the help page over `area`.
pub fn draw(help: &Help, app: &App, canvas: &mut Canvas, area: Rect) {
    let width = area.width.saturating_sub(4).clamp(1, 84);
    let text_width = width.saturating_sub(4);
    let rows = rows(app, text_width);
    let wanted = u16::try_from(rows.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let inner = dialog::frame(canvas, area, "Help", (width, wanted.min(area.height)));
    let view = help.scroll.view(0, rows.len(), inner.height);
    let more = scroll::more(&view, rows.len());
    for (y, row) in (0..inner.height).zip(rows.get(view).unwrap_or_default()) {
        draw_row(row, y, canvas, inner);
    }
    if let Some(more) = more {
        dialog::at_bottom(&more, canvas, inner);
    }
}

fn draw_row(row: &Row, y: u16, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    match row {
        Row::Text(text) => {
            canvas.write(area, (0, y), text, theme.text);
        }
        Row::Title(text) => {
            canvas.write(area, (0, y), text, theme.strong);
        }
        Row::Key(keys, help) => {
            canvas.write(area, (2, y), keys, theme.accent);
            canvas.write(area, (KEYS, y), help, theme.text);
        }
        Row::Empty => {}
    }
}

fn rows(app: &App, width: u16) -> Vec<Row> {
    let mut rows: Vec<Row> = wrap::wrapped(app.screen.page().about(), width)
        .into_iter()
        .map(Row::Text)
        .collect();
    let figures = app.screen.page().figures(&app.shared);
    if !figures.is_empty() {
        rows.push(Row::Empty);
    }
    for figure in figures {
        rows.extend(wrap::wrapped(&figure, width).into_iter().map(Row::Text));
    }
    rows.push(Row::Empty);
    let mouse = wrap::wrapped(mouse(app), width);
    rows.extend(mouse.into_iter().map(Row::Text));
    let here = app.screen.page().scope();
    for part in here.chain() {
        let keys = keys_of(here, *part, app);
        if !keys.is_empty() {
            rows.push(Row::Empty);
            rows.push(Row::Title(part.title()));
            for (mut chords, help) in keys {
                for line in wrap::wrapped(help, width.saturating_sub(KEYS)) {
                    rows.push(Row::Key(std::mem::take(&mut chords), line));
                }
            }
        }
    }
    rows
}

/// What the mouse does, and how text is selected with it.
fn mouse(app: &App) -> &'static str {
    if app.shared.mouse {
        "The mouse: a click does what it points at, a second click on a row opens it, the wheel moves. Hold Shift and \
         drag to select text; or leave the mouse to the terminal: mouse off or on, among all actions."
    } else {
        "The mouse is left to the terminal: drag to select and copy text. Take it back with: mouse off or on, among all \
         actions."
    }
}

/// The keys of one scope that work behind the help page, keys for the same thing in one line.
fn keys_of(here: Scope, part: Scope, app: &App) -> Vec<(String, &'static str)> {
    let mut found: Vec<(String, &'static str)> = Vec::new();
    for key in keys::rows(here).filter(|key| key.scope == part) {
        let Some(chord) = key.chord else { continue };
        if !app.screen.allows(key.action, &app.shared) {
            continue;
        }
        match found.iter_mut().find(|(_, help)| *help == key.help) {
            Some((chords, _)) => *chords = format!("{chords}  {chord}"),
            None => found.push((chord.to_string(), key.help)),
        }
    }
    found
}
