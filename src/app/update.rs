//! `update`: the one place where things that happen change the application.

mod click;

use std::path::PathBuf;

use crate::action::{
    Action, AskAction, FieldAction, General, HomeAction, Move, SaveAction, WayAction,
};
use crate::bell::Heard;
use crate::effect::{Disk, Effect, Loop};
use crate::field::Field;
use crate::go::Go;
use crate::message::{Edited, Message, NotOpened, Opened};
use crate::model::App;
use crate::places;
use crate::popup::{self, Ask, Help, Palette, Popup};
use crate::screen::define::Define;
use crate::screen::{self, Screen};
use crate::session::Session;
use crate::shared::Leaving;
use crate::text::{TextField, TextKey};
use leadpact_workshop::{Place, Refusal, Step};
use saving::{closed, leave, quit, saved, tick};

mod saving;
mod way;

/// Answers one message: changes `app` and says what is to be done.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let on_errand = app.shared.errand.is_some();
    let heard = Heard::of(&app.shared);
    if message.is_by_hand() {
        app.shared.bell = None;
        app.screen.page_mut().touch(app.shared.at);
    }
    let effects = match message {
        // Whoever leaves has left, but for the disk.
        _ if app.shared.leaving.is_some() && message.is_by_hand() && !message.quits() => Vec::new(),
        // Nothing happens that nobody sees.
        Message::Type(_) | Message::Paste(_) | Message::Click(_) if app.is_too_small() => {
            Vec::new()
        }
        Message::Act(action) => act(app, action),
        Message::Type(key) => type_key(app, key),
        Message::Paste(text) => paste(app, &text),
        Message::Click(target) => click::click(app, target),
        Message::Resize(size) => {
            app.shared.size = size;
            Vec::new()
        }
        Message::Tick(now, at) => {
            app.shared.passes(now, at);
            tick(app)
        }
        Message::Listed(found) => {
            if let Screen::Home(home) = &mut app.screen {
                home.listed(found);
            }
            Vec::new()
        }
        Message::Opened(opened) => {
            match opened {
                Ok(opened) => open(app, *opened),
                Err(why) => not_opened(app, why),
            }
            Vec::new()
        }
        Message::Saved(revision, result) => saved(app, revision, result),
        Message::PaletteReady(entries) => {
            let palette = Palette::new(entries);
            app.shared.popups.push(Popup::Palette(palette));
            Vec::new()
        }
        Message::Edited(text) => edited(app, text),
        Message::Moved(path) => {
            if let Some(session) = &mut app.shared.session {
                session.path = path;
            }
            Vec::new()
        }
        Message::Closed => closed(app),
        Message::ControlCharacters { path, listed } => offer_copy(app, path, &listed),
        Message::Forms(forms) => {
            match forms {
                Ok(forms) => Define::collected(forms, &mut app.shared),
                Err(why) => app
                    .shared
                    .popups
                    .push(Popup::Ask(Ask::tell("A form cannot be taken in", &why))),
            }
            Vec::new()
        }
        Message::Exported { folder, files } => {
            exported(app, &folder, files);
            Vec::new()
        }
        Message::Done(words) => {
            app.shared.say(words);
            Vec::new()
        }
        Message::Failed(words) => {
            app.shared.warn(words);
            Vec::new()
        }
        Message::Ending => leave(app, Leaving::AtOnce, true),
    };
    let mut effects = without_saving(app, effects);
    if let Some(words) = Heard::rung(heard, Heard::of(&app.shared)) {
        app.shared.bell = Some(words);
        effects.extend(app.shared.rings.then_some(Loop::Ring.into()));
    }
    if on_errand {
        come_back(app);
    }
    if let Some(go) = app.shared.go.take() {
        come_to(app, go);
    }
    effects
}

/// Another screen comes in front.
fn come_to(app: &mut App, go: Go) {
    let screen = match screen::open(go, &app.shared) {
        Ok(Some(screen)) => screen,
        Ok(None) => return,
        Err(why) => return app.shared.warn(why),
    };
    app.screen.page_mut().leave(&mut app.shared);
    app.screen = screen;
    if matches!(app.screen, Screen::Sign(_) | Screen::Home(_)) {
        app.shared.checklist = None;
    }
    let (step, now) = (app.screen.page().step(), app.shared.now.clone());
    if let Some(session) = &mut app.shared.session {
        session.run_clock(step, app.screen.page().sheet(), &now);
    }
}

/// The files were written: the screen of the agreement lists them itself.
fn exported(app: &mut App, folder: &str, files: Vec<String>) {
    let session = app.shared.session.as_ref();
    let words = if session.is_some_and(|s| s.workshop().is_closed()) {
        format!("Written in {folder}")
    } else {
        format!("Written in {folder}: {}.", files.join(", "))
    };
    if let Screen::Sign(sign) = &mut app.screen {
        sign.exported(files);
    }
    app.shared.say(words);
}

/// What writes files is not done for somebody who only looks.
fn without_saving(app: &mut App, effects: Vec<Effect>) -> Vec<Effect> {
    let looking = app.shared.session.as_ref().is_some_and(Session::is_looking);
    if !looking {
        return effects;
    }
    let (writes, other): (Vec<Effect>, Vec<Effect>) =
        effects.into_iter().partition(|effect| match effect {
            Effect::Disk(disk) => disk.writes(),
            Effect::Loop(_) => false,
        });
    if !writes.is_empty() {
        app.shared.warn(format!("{}.", Refusal::OnlyLooking));
    }
    other
}

/// Why a workshop was not opened. What another session has can be looked at.
fn not_opened(app: &mut App, not: NotOpened) {
    let title = "This workshop was not opened";
    let ask = match (not.held, &mut app.screen) {
        (Some(path), Screen::Home(home)) => {
            home.instead = Some(Disk::LookAt(path));
            let text = format!(
                "{}, or look at it here as it was last saved: nothing can be changed then, and nothing is saved.",
                not.why
            );
            let look = Action::Home(HomeAction::Look);
            Ask::new(title, &text, "look without saving", look)
        }
        _ => Ask::tell(title, &not.why),
    };
    app.shared.popups.push(Popup::Ask(ask));
}

/// A workshop that holds control characters is opened as a cleaned copy, if that is wanted.
fn offer_copy(app: &mut App, path: PathBuf, listed: &[String]) -> Vec<Effect> {
    let text = format!(
        "A terminal would act on them, so the file is not opened. A copy without them can be written beside it, and opened; \
         the file stays as it is.\n\nLine, column, character, and the words around:\n{}",
        listed.join("\n")
    );
    let title = "This file holds control characters";
    let ask = match &mut app.screen {
        Screen::Home(home) => {
            home.instead = Some(Disk::OpenCleaned(path));
            let action = Action::Home(HomeAction::Look);
            Ask::new(title, &text, "write the copy and open it", action)
        }
        _ => Ask::tell(title, &text),
    };
    app.shared.popups.push(Popup::Ask(ask));
    Vec::new()
}

/// Somebody who left the walk to change one thing, and is done with it, comes back to the walk.
fn come_back(app: &mut App) {
    let done = app.shared.go.is_some() || app.screen.page().is_at_rest();
    if done
        && app.shared.leaving.is_none()
        && let Some(walk) = app.shared.errand.take()
    {
        // The way there may have led through another step.
        let (from, now) = (walk.from(), app.shared.now.clone());
        if let Some(session) = &mut app.shared.session
            && session.workshop().head.step != from
            && (session.workshop().is_revealed() || from <= Step::Compare)
        {
            session.remember(&now, |w| w.head.step = from);
        }
        app.shared.go = Some(Go::Standard(walk));
    }
}

fn act(app: &mut App, action: Action) -> Vec<Effect> {
    if !app.allows(action) {
        if !app.is_too_small() {
            way::nothing_to_travel(app, action);
        }
        return Vec::new();
    }
    app.shared.notice = None;
    let there = app.shared.there.take();
    // Whoever does something has typed what they wanted to type.
    settle(app);
    match action {
        Action::General(General::Quit) => return quit(app),
        Action::General(General::Suspend) => {
            // Whoever brings the program back need not be the one who sent it away.
            app.screen.page_mut().pause(&mut app.shared);
            return vec![Loop::Suspend.into()];
        }
        Action::General(General::Redraw) => return vec![Loop::Redraw.into()],
        _ => {}
    }
    if let Some(popup) = app.shared.popups.pop() {
        return act_in_front(app, popup, action);
    }
    if action == Action::Way(WayAction::There) {
        app.shared.there = there;
    }
    let effects = act_on_screen(app, action);
    way::say_travelled(app);
    effects
}

/// The popup has been taken off the stack; it goes back unless the action closes it.
fn act_in_front(app: &mut App, mut popup: Popup, action: Action) -> Vec<Effect> {
    if action == Action::General(General::Back) {
        app.shared.written = None;
        return Vec::new();
    }
    match (&mut popup, action) {
        (Popup::Help(help), Action::Move(to)) => help.scroll.go(to),
        (Popup::Palette(palette), Action::Move(to)) => {
            let count = palette.matches().len();
            palette.cursor.go(to, count);
        }
        (
            Popup::Ask(ask),
            Action::Move(
                to @ (Move::Up
                | Move::Down
                | Move::PageUp
                | Move::PageDown
                | Move::First
                | Move::Last),
            ),
        ) => ask.scroll.go(to),
        (Popup::Ask(ask), Action::Field(FieldAction::Outside)) => {
            let text = ask.reason.as_ref().map(TextField::text);
            app.shared.popups.push(popup);
            return text
                .map(|text| Loop::EditExternally(text).into())
                .into_iter()
                .collect();
        }
        (Popup::Ask(ask), _) => return answer(app, ask.clone(), action),
        (Popup::Palette(palette), Action::General(General::Choose)) => {
            return palette
                .chosen()
                .map_or_else(Vec::new, |chosen| act(app, chosen));
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
        Action::General(General::Palette) => vec![Loop::ListActions.into()],
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
        Action::General(General::Mouse) => {
            let on = !app.shared.mouse;
            app.shared.mouse = on;
            app.shared.say(if on {
                "Clicks and the wheel work again. Hold Shift and drag to select text."
            } else {
                "The mouse is off: drag to select and copy. The same action turns it on."
            });
            vec![Loop::Mouse(on).into()]
        }
        Action::General(General::Bell) => {
            app.shared.rings = !app.shared.rings;
            app.shared.say(if app.shared.rings {
                "The terminal's bell rings when all have sealed, and when the time of a step is up."
            } else {
                "The terminal's bell is off. The header says the same, silently."
            });
            Vec::new()
        }
        Action::Field(FieldAction::Outside) if app.screen.page().asks_before_outside() => {
            app.shared.popups.push(popup::private_words_outside());
            Vec::new()
        }
        Action::Field(FieldAction::Outside) => outside(app),
        Action::Step(to) => {
            way::step(app, to);
            Vec::new()
        }
        Action::Way(WayAction::There) => {
            if let Some((place, row)) = app.shared.there.take() {
                places::go_to(&place, row.as_deref(), &mut app.shared);
            }
            Vec::new()
        }
        Action::Way(WayAction::Checklist) => {
            way::back_to_checklist(app);
            Vec::new()
        }
        Action::Save(SaveAction::Elsewhere) => vec![Disk::SaveBeside.into()],
        Action::Save(SaveAction::Over) => vec![Disk::SaveOver.into()],
        _ => app.screen.page_mut().act(action, &mut app.shared),
    }
}

/// The dialog has been taken off the stack.
fn answer(app: &mut App, mut ask: Ask, action: Action) -> Vec<Effect> {
    let yes = match action {
        Action::Move(_) => {
            ask.on_yes = !ask.on_yes;
            app.shared.popups.push(Popup::Ask(ask));
            return Vec::new();
        }
        Action::Ask(AskAction::Yes) => true,
        // With a reason written, Enter in its field means yes.
        Action::General(General::Choose) => ask.on_yes || ask.reason.is_some(),
        _ => false,
    };
    // What an editor wrote waits for this one answer.
    let written = app.shared.written.take();
    let Some(confirmed) = ask.action.filter(|_| yes) else {
        return Vec::new();
    };
    if !ask.can_say_yes() {
        let word = ask.reason.as_ref().map(TextField::place) == Some(Field::PartyWord);
        app.shared.warn(if word {
            "Type the word first, or press Esc to leave everything as it is."
        } else {
            "Write the reason first, or press Esc to leave everything as it is."
        });
        app.shared.popups.push(Popup::Ask(ask));
        return Vec::new();
    }
    match confirmed {
        Action::Save(_) | Action::General(_) => act_on_screen(app, confirmed),
        Action::Field(_) => {
            if let Some(text) = written {
                return edited(app, Edited::Done(text));
            }
            app.screen.page_mut().goes_outside();
            outside(app)
        }
        _ => app.screen.page_mut().confirmed(
            confirmed,
            ask.reason_text().as_deref(),
            &mut app.shared,
        ),
    }
}

fn open(app: &mut App, opened: Opened) {
    let Opened {
        path,
        workshop,
        entropy,
        warning,
        new,
        looking,
    } = opened;
    // What is agreed opens with the agreed text in front.
    let step = if workshop.is_closed() {
        Step::Sign
    } else {
        workshop.head.step
    };
    let mut session = if looking {
        Session::looking(path, workshop)
    } else {
        Session::new(path, workshop, entropy)
    };
    session.passes(app.shared.at);
    app.shared.session = Some(session);
    if let Some(warning) = warning {
        app.shared
            .popups
            .push(Popup::Ask(Ask::tell("Please note", &warning)));
    }
    if new {
        app.shared.go = Some(Go::to(Place::Setup));
    } else {
        app.shared.enter(step);
    }
}

/// Whether what is typed would go into a workshop that somebody only looks at; then it says so.
fn refuses_words(app: &mut App) -> bool {
    let looking = app.shared.session.as_ref().is_some_and(Session::is_looking);
    let refuses = looking && app.shared.popups.is_empty();
    if refuses {
        app.shared.warn(format!("{}.", Refusal::OnlyLooking));
    }
    refuses
}

/// Changes the field that has the focus, and tells its owner when the words changed.
fn in_field(app: &mut App, change: impl FnOnce(&mut TextField) -> bool) {
    app.shared.notice = None;
    app.shared.there = None;
    let mut left_out = None;
    let change = |field: &mut TextField| {
        let changed = change(field);
        left_out = field.left_out();
        changed
    };
    match app.shared.popups.last_mut() {
        Some(Popup::Palette(palette)) => {
            if change(&mut palette.query) {
                palette.cursor = crate::list::Cursor::default();
            }
        }
        Some(Popup::Ask(ask)) => {
            if let Some(reason) = &mut ask.reason {
                change(reason);
            }
        }
        Some(Popup::Help(_)) => {}
        None => {
            if app.screen.page_mut().field().is_some() && refuses_words(app) {
                return;
            }
            if app.screen.page_mut().field().is_some_and(change) {
                app.screen.page_mut().typed(&mut app.shared);
            }
        }
    }
    if let Some(words) = left_out {
        app.shared.warn(words);
    }
}

/// The words of the field go to the editor outside.
fn outside(app: &mut App) -> Vec<Effect> {
    let field = app.screen.page_mut().field();
    field
        .map(|field| vec![Loop::EditExternally(field.text()).into()])
        .unwrap_or_default()
}

fn type_key(app: &mut App, key: TextKey) -> Vec<Effect> {
    in_field(app, |field| field.type_key(key));
    Vec::new()
}

fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    if !app.scope().takes_text() {
        app.shared
            .warn("Nothing here takes text: what was pasted is left out.");
        return Vec::new();
    }
    in_field(app, |field| {
        field.paste(text);
        true
    });
    Vec::new()
}

fn edited(app: &mut App, edited: Edited) -> Vec<Effect> {
    match edited {
        Edited::Done(text) => in_field(app, |field| {
            field.edited(&text);
            true
        }),
        Edited::Failed { why, written: None } => app.shared.warn(why),
        Edited::Failed {
            why,
            written: Some(text),
        } => {
            app.shared.written = Some(text);
            app.shared.popups.push(popup::take_what_was_written(&why));
        }
    }
    Vec::new()
}

/// What was typed so far is one change.
fn settle(app: &mut App) {
    if let Some(session) = &mut app.shared.session {
        session.settle();
    }
}

#[cfg(test)]
mod tests;
