//! The footer: the keys that work now, and above them what the program has to say.

use ratatui::layout::Rect;

use crate::canvas::{Canvas, Target};
use crate::keys;
use crate::theme::mark;
use crate::widget::area;
use crate::widget::wrap;
use leadpact_app::action::{Action, General};
use leadpact_app::{App, Notice, Tone};

/// Rows the footer takes, the line above it included.
pub(crate) const HEIGHT: u16 = 2;

const GAP: u16 = 3;

/// Rows of the body that a long notice may cover.
const MOST_ABOVE: u16 = 3;

/// Draws the footer into the two rows of `area`.
pub fn draw(app: &App, canvas: &mut Canvas, area: Rect) {
    canvas.rule(area, 0);
    if let Some(notice) = &app.shared.notice {
        say(notice, canvas, area);
    }
    let inner = area::inner(area);
    let help = help_hint(app);
    let room = inner.width.saturating_sub(help.map_or(0, |(keys, _)| {
        wrap::width(keys) + wrap::width(" help") + GAP
    }));
    hints(
        app,
        canvas,
        Rect {
            width: room,
            ..inner
        },
    );
    if let Some((keys, action)) = help {
        let x = inner.width.saturating_sub(wrap::width(keys) + 5);
        let (theme, target) = (canvas.theme, Target::Action(action));
        let x = canvas.write_for(inner, (x, 1), keys, theme.accent, target);
        canvas.write_for(inner, (x, 1), " help", theme.quiet, target);
    }
}

/// The key that opens the help page here. None where there is no help page.
fn help_hint(app: &App) -> Option<(&'static str, Action)> {
    let action = Action::General(General::Help);
    let key = if app.scope().takes_text() { "f1" } else { "?" };
    app.allows(action).then_some((key, action))
}

/// As many hints as fit, most important first; what does not fit is on the help page.
fn hints(app: &App, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let mut x = 0;
    for hint in keys::hints(app) {
        let start = if x == 0 { 0 } else { x + GAP };
        let keys: String = hint.parts().flat_map(|(b, key, _)| [b, key]).collect();
        if start + wrap::width(&keys) + 1 + wrap::width(hint.label) > area.width {
            continue;
        }
        x = start;
        for (between, key, action) in hint.parts() {
            x = canvas.write(area, (x, 1), between, theme.accent);
            x = canvas.write_for(area, (x, 1), key, theme.accent, Target::Action(action));
        }
        x += 1;
        if let Some((_, first)) = hint.keys.first() {
            let target = Target::Action(*first);
            x = canvas.write_for(area, (x, 1), hint.label, theme.quiet, target);
        }
    }
}

fn say(notice: &Notice, canvas: &mut Canvas, area: Rect) {
    let (sign, style) = match notice.tone {
        Tone::Good => (mark::DONE, canvas.theme.good),
        Tone::Warning => (mark::ATTENTION, canvas.theme.warn),
    };
    let room = area.width.saturating_sub(6);
    let lines = wrap::wrapped(&notice.text, room);
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(0);
    // What does not fit into the line of the footer stands above it, over the body.
    if above == 0 || above > MOST_ABOVE || above > area.y {
        let text = wrap::truncated(&notice.text, room).into_owned();
        canvas.write(area, (1, 0), &format!(" {sign} {text} "), style);
        return;
    }
    for (y, line) in (area.y - above..).zip(&lines) {
        let place = Rect { y, ..area };
        let first = y + above == area.y;
        let sign = if first { sign } else { " " };
        let rest = usize::from(room.saturating_sub(wrap::width(line)));
        canvas.write(
            place,
            (0, 0),
            &format!("  {sign} {line}{}  ", " ".repeat(rest)),
            style,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadpact_app::scope::Scope;

    #[test]
    fn the_two_most_important_keys_of_every_scope_fit_beside_help() {
        for scope in Scope::ALL {
            let mut wide = 0;
            // The ways there and back are shown only to those who are on the way; others then give room.
            let always = |key: &&keys::Key| !matches!(key.action, Action::Way(_));
            let first = |key: &&keys::Key| matches!(key.rank, 1 | 2);
            for key in keys::rows(scope).filter(always).filter(first) {
                let chord = key.chord.map(|chord| chord.to_string()).unwrap_or_default();
                wide += wrap::width(&chord) + 1 + wrap::width(key.label) + GAP;
            }
            assert!(wide + wrap::width("f1 help") <= 78, "{scope:?}: {wide}");
        }
    }
}
