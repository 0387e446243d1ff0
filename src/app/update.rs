//! `update`: the one place where things that happen change the application.

use crate::app::App;
use crate::app::action::{Action, FieldAction, General};
use crate::app::message::{Effect, Message};
use crate::app::popup::{Help, Palette, Popup};
use crate::app::screen::Screen;
use crate::app::text::{TextField, TextKey};

/// Answers one message: changes `app` and says what is to be done.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let effects = match message {
        Message::Act(action) => act(app, action),
        Message::Type(key) => type_key(app, key),
        Message::Paste(text) => paste(app, &text),
        Message::Point(row) => point(app, row),
        Message::Resize(size) => {
            app.shared.size = size;
            Vec::new()
        }
        Message::Tick(now) => {
            app.shared.now = now;
            Vec::new()
        }
        Message::Listed(found) => {
            let Screen::Home(home) = &mut app.screen;
            home.listed(found);
            Vec::new()
        }
        Message::PaletteReady(entries) => {
            let palette = Palette::new(entries);
            app.shared.popups.push(Popup::Palette(palette));
            Vec::new()
        }
        Message::Edited(text) => edited(app, text),
        Message::Done(words) => {
            app.shared.say(words);
            Vec::new()
        }
        Message::Failed(words) => {
            app.shared.warn(words);
            Vec::new()
        }
        Message::Ending => vec![Effect::Quit],
    };
    if let Some(screen) = app.shared.go.take() {
        app.screen = screen;
        app.shared.popups.clear();
    }
    effects
}

fn act(app: &mut App, action: Action) -> Vec<Effect> {
    if !app.allows(action) {
        return Vec::new();
    }
    app.shared.notice = None;
    match action {
        Action::General(General::Quit) => return vec![Effect::Quit],
        Action::General(General::Suspend) => return vec![Effect::Suspend],
        Action::General(General::Redraw) => return vec![Effect::Redraw],
        _ => {}
    }
    match app.shared.popups.pop() {
        Some(popup) => act_in_front(app, popup, action),
        None => act_on_screen(app, action),
    }
}

/// The popup has been taken off the stack; it goes back unless the action closes it.
fn act_in_front(app: &mut App, mut popup: Popup, action: Action) -> Vec<Effect> {
    if action == Action::General(General::Back) {
        return Vec::new();
    }
    match (&mut popup, action) {
        (Popup::Help(help), Action::Move(to)) => help.go(to),
        (Popup::Palette(palette), Action::Move(to)) => {
            let count = palette.matches().len();
            palette.cursor.go(to, count);
        }
        (Popup::Palette(palette), Action::General(General::Choose)) => {
            return palette
                .chosen()
                .map_or_else(Vec::new, |chosen| act(app, chosen));
        }
        (Popup::Confirm(confirm), Action::Move(_)) => confirm.on_yes = !confirm.on_yes,
        (Popup::Confirm(confirm), Action::General(General::Choose)) if !confirm.on_yes => {
            return Vec::new();
        }
        (Popup::Confirm(confirm), Action::General(General::Choose | General::Yes)) => {
            app.shared.confirmed = Some(confirm.then);
            let effects = act(app, confirm.then);
            app.shared.confirmed = None;
            return effects;
        }
        _ => {}
    }
    app.shared.popups.push(popup);
    Vec::new()
}

fn act_on_screen(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::General(General::Help) => {
            app.shared.popups.push(Popup::Help(Help::default()));
            Vec::new()
        }
        Action::General(General::Palette) => vec![Effect::ListActions],
        Action::General(General::NextTheme) => {
            let theme = app.shared.look.theme.next();
            app.shared.look.theme = theme;
            app.shared.say(format!("Theme: {}", theme.word()));
            Vec::new()
        }
        Action::General(General::Ascii) => {
            app.shared.look.ascii = !app.shared.look.ascii;
            Vec::new()
        }
        Action::Field(FieldAction::Outside) => app
            .screen
            .field()
            .map(|field| vec![Effect::EditExternally(field.text())])
            .unwrap_or_default(),
        _ => app.screen.act(action, &mut app.shared),
    }
}

/// Changes the field that has the focus, and tells its owner when the words changed.
fn in_field(app: &mut App, change: impl FnOnce(&mut TextField) -> bool) {
    app.shared.notice = None;
    if let Some(popup) = app.shared.popups.last_mut() {
        if let Popup::Palette(palette) = popup
            && change(&mut palette.query)
        {
            palette.cursor = crate::app::list::Cursor::default();
        }
        return;
    }
    if app.screen.field().is_some_and(change) {
        app.screen.typed();
    }
}

fn type_key(app: &mut App, key: TextKey) -> Vec<Effect> {
    in_field(app, |field| field.type_key(key));
    Vec::new()
}

fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    in_field(app, |field| {
        field.paste(text);
        true
    });
    Vec::new()
}

fn edited(app: &mut App, text: Result<String, String>) -> Vec<Effect> {
    match text {
        // Editors end a file with a line break that nobody typed.
        Ok(text) => in_field(app, |field| {
            field.set(text.trim_end_matches(['\n', '\r']));
            true
        }),
        Err(why) => app.shared.warn(why),
    }
    Vec::new()
}

fn point(app: &mut App, row: usize) -> Vec<Effect> {
    match app.shared.popups.last_mut() {
        Some(Popup::Palette(palette)) => {
            palette.cursor = crate::app::list::Cursor::on(row);
            act(app, Action::General(General::Choose))
        }
        Some(Popup::Help(_) | Popup::Confirm(_)) => Vec::new(),
        None => app.screen.point(row, &mut app.shared),
    }
}

#[cfg(test)]
mod tests;
