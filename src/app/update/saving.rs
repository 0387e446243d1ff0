//! On its way to the disk: what is due, what came of it, and leaving, which waits for it.

use crate::action::{Action, General};
use crate::effect::{Disk, Effect, Loop};
use crate::go::Go;
use crate::message::SaveTrouble;
use crate::model::App;
use crate::popup;
use crate::shared::{Leaving, Shared};

pub(super) fn saved(app: &mut App, revision: u64, result: Result<(), SaveTrouble>) -> Vec<Effect> {
    let Shared {
        session: Some(session),
        now,
        leaving,
        ..
    } = &mut app.shared
    else {
        return Vec::new();
    };
    let trouble = match result {
        Ok(()) => {
            session.saved(revision, now);
            return Vec::new();
        }
        Err(trouble) => trouble,
    };
    let first = session.trouble.is_none();
    session.save_failed(trouble.why.clone());
    if !session.is_work_unsaved() {
        return Vec::new();
    }
    let popup = match leaving.take() {
        // Better a second file than lost words.
        Some(Leaving::AtOnce) => return vec![Disk::SaveBeside.into()],
        Some(Leaving::Home | Leaving::Program) => {
            session.run_clock(app.screen.page().step(), app.screen.page().sheet(), now);
            popup::cannot_leave(&trouble.why)
        }
        None if first && trouble.changed_on_disk => popup::changed_on_disk(),
        None if first => popup::cannot_save(&trouble.why),
        None => return Vec::new(),
    };
    app.shared.popups.push(popup);
    Vec::new()
}

/// The workshop is closed: on to where the person wanted to go.
pub(super) fn closed(app: &mut App) -> Vec<Effect> {
    app.shared.session = None;
    app.shared.errand = None;
    app.shared.there = None;
    app.shared.checklist = None;
    match app.shared.leaving.take() {
        Some(Leaving::Program | Leaving::AtOnce) => vec![Loop::Quit.into()],
        Some(Leaving::Home) | None => {
            app.shared.go = Some(Go::Home);
            vec![Disk::ListWorkshops.into()]
        }
    }
}

/// Time has passed: perhaps something is to be saved, or a sheet to be hidden.
pub(super) fn tick(app: &mut App) -> Vec<Effect> {
    let now = app.shared.at;
    if app.screen.page().hides_at().is_some_and(|at| at <= now) {
        app.shared.popups.clear();
        app.shared.written = None;
        app.screen
            .page_mut()
            .act(Action::General(General::Back), &mut app.shared);
    }
    let due = app
        .shared
        .session
        .as_mut()
        .filter(|session| session.save_due().is_some_and(|at| at <= now));
    if let Some(session) = due {
        session.save_begun();
        vec![Disk::Save.into()]
    } else {
        Vec::new()
    }
}

/// A person wants to leave: not before everything is on disk, unless they were asked and insist.
pub(super) fn quit(app: &mut App) -> Vec<Effect> {
    let asked = app.shared.popups.last().is_some_and(popup::asks_to_leave);
    let insists = asked || app.shared.leaving.is_some();
    leave(app, Leaving::Program, insists)
}

/// Closes what is open and ends the program then; at any rate where `surely`.
pub(super) fn leave(app: &mut App, how: Leaving, surely: bool) -> Vec<Effect> {
    if app.shared.session.is_none() {
        return vec![Loop::Quit.into()];
    }
    // What was begun and says nothing is not saved.
    app.screen.page_mut().leave(&mut app.shared);
    let mut effects = app.shared.close(how);
    if surely {
        effects.push(Loop::Quit.into());
    }
    effects
}
