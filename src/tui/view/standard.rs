//! The walk through the standard text: one thing with its whole text.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::canvas::Canvas;
use crate::theme::mark;
use crate::widget::{area, scroll, wrap};
use leadpact_app::Shared;
use leadpact_app::walk::{State, Walk};
use leadpact_workshop::Workshop;
use leadpact_workshop::defaults::{self, Standard};

/// Draws the body of the walk.
pub fn draw(walk: &Walk, shared: &Shared, canvas: &mut Canvas, area: Rect) {
    let Some(session) = &shared.session else {
        return;
    };
    let workshop = session.workshop();
    let inner = area::down(area::readable(area, 118), 1);
    if walk.is_done(workshop) {
        done(canvas, inner);
        return;
    }
    let Some((thing, about)) = walk.thing() else {
        return;
    };
    let theme = canvas.theme;
    canvas.write(inner, (2, 0), about, theme.strong);
    canvas.write_right(inner, 0, &walk.progress(), theme.quiet);
    let (sign, words, style) = state(workshop, thing, canvas);
    canvas.write(inner, (2, 1), &format!("{sign} {words}"), style);
    let text = Rect {
        y: inner.y + 3,
        height: inner.height.saturating_sub(6),
        ..inner
    };
    let lines = lines(workshop, thing, canvas, text.width);
    scroll::lines(&lines, &walk.scroll, canvas, text);
    let below = Rect {
        x: inner.x + 2,
        y: inner.y + inner.height.saturating_sub(2),
        width: inner.width.saturating_sub(2),
        height: inner.height.min(2),
    };
    canvas.paragraph(below, &left(walk, workshop), theme.quiet);
}

fn done(canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let title = format!("{} Every standard text is opened.", mark::DONE);
    canvas.write(area, (2, 0), &title, theme.good);
    let text = "What was kept or changed is agreed like everything else. Press Enter to go back.";
    let below = Rect {
        x: area.x + 2,
        y: area.y + 2,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    canvas.paragraph(below, text, theme.text);
}

fn state(
    workshop: &Workshop,
    thing: &Standard,
    canvas: &Canvas,
) -> (&'static str, &'static str, Style) {
    let theme = canvas.theme;
    match Walk::state(workshop, thing) {
        State::ToDo if defaults::must_be_opened(workshop, thing) => (
            mark::WRONG,
            "Standard text. Somebody must open it before anybody signs.",
            theme.bad,
        ),
        State::ToDo => (
            mark::ATTENTION,
            "Standard text. Left as it is, it goes into the annex and binds nobody.",
            theme.warn,
        ),
        State::Opened => (mark::DONE, "Opened: it is agreed as it stands.", theme.good),
        State::Gone => (mark::DONE, "Dropped.", theme.good),
    }
}

fn lines(
    workshop: &Workshop,
    thing: &Standard,
    canvas: &Canvas,
    width: u16,
) -> Vec<(String, Style)> {
    let theme = canvas.theme;
    let text = defaults::text(workshop, thing);
    let several = text.len() > 1;
    let mut lines: Vec<(String, Style)> = Vec::new();
    for line in text {
        let mark = if several { "· " } else { "" };
        let wrapped = wrap::wrapped(&format!("{mark}{line}"), width.saturating_sub(6));
        lines.extend(wrapped.into_iter().map(|line| (line, theme.text)));
    }
    lines
}

/// "5 more must be opened before anybody signs. 31 more may stay unopened."
fn left(walk: &Walk, workshop: &Workshop) -> String {
    let (must, rest) = walk.left(workshop);
    let must = match must {
        0 => "Nothing more must be opened before anybody signs.".to_owned(),
        1 => "1 more must be opened before anybody signs.".to_owned(),
        n => format!("{n} more must be opened before anybody signs."),
    };
    let rest = match rest {
        0 => String::new(),
        n => format!(" {n} more may stay unopened."),
    };
    format!("{must}{rest}")
}
