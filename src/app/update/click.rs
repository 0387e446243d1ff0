//! What a click changes.

use super::{act, settle};
use crate::action::{Action, General};
use crate::click::Target;
use crate::effect::Effect;
use crate::list::Cursor;
use crate::model::App;
use crate::popup::Popup;

/// A click: the row is highlighted as if one had gone there by keys, then comes what was clicked on it.
pub(super) fn click(app: &mut App, target: Target) -> Vec<Effect> {
    let row = match target {
        Target::Action(action) => return act(app, action),
        Target::Page(at) => {
            app.shared.notice = None;
            settle(app);
            app.screen.page_mut().turn_to(at, &mut app.shared);
            return Vec::new();
        }
        Target::Row(row) | Target::Again(row, _) | Target::On(row, _) | Target::Choice(row, _) => {
            row
        }
    };
    app.shared.notice = None;
    settle(app);
    match app.shared.popups.last_mut() {
        Some(Popup::Palette(palette)) => {
            palette.cursor = Cursor::on(row);
            return act(app, Action::General(General::Choose));
        }
        Some(Popup::Help(_) | Popup::Ask(_)) => return Vec::new(),
        None => {}
    }
    let before = app.screen.page().highlighted();
    app.screen.page_mut().point(row, &mut app.shared);
    // A row that cannot be highlighted is not acted on either.
    if app.screen.page().highlighted() != Some(row) {
        return Vec::new();
    }
    match target {
        Target::Again(_, action) if before == Some(row) => act(app, action),
        Target::On(_, action) => act(app, action),
        Target::Choice(_, at) => {
            app.screen.page_mut().pick(at, &mut app.shared);
            Vec::new()
        }
        Target::Again(..) | Target::Row(_) | Target::Action(_) | Target::Page(_) => Vec::new(),
    }
}
