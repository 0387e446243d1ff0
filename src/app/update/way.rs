//! Finding the way: from step to step, to what was taken back, and back to the checklist.

use crate::action::{Action, General, StepAction};
use crate::go::Go;
use crate::model::App;
use crate::places;
use crate::screen::Screen;
use crate::screen::in_front::is_in_front;
use crate::shared::Travelled;
use crate::steps;
use crate::told::told;
use leadpact_workshop::{Place, Step};

/// Somebody asks to take back, or to make again, where there is nothing.
pub(super) fn nothing_to_travel(app: &mut App, action: Action) {
    let asked = if app.shared.popups.is_empty() && app.shared.session.is_some() {
        action
    } else {
        return;
    };
    let place = if matches!(app.screen, Screen::Sheet(_)) {
        " on this sheet since it was opened"
    } else {
        ""
    };
    match asked {
        Action::General(General::Undo) => {
            app.shared
                .say(format!("There is nothing to take back{place}."));
        }
        Action::General(General::Redo) => {
            app.shared
                .say(format!("There is nothing to make again{place}."));
        }
        _ => {}
    }
}

/// Says what was taken back or made again, and where; what stands on another screen can be gone to.
pub(super) fn say_travelled(app: &mut App) {
    let Some(travelled) = app.shared.travelled.take() else {
        return;
    };
    let Travelled {
        forth,
        change,
        without,
        with,
    } = travelled;
    let told = told(&change, &without, &with);
    let Some(session) = &app.shared.session else {
        return;
    };
    let begin = if forth { "Made again" } else { "Taken back" };
    let row = told.row.as_deref();
    let words = places::words(&told.place, session.workshop());
    if is_in_front(&app.screen, &told.place, row) {
        let place = if words.is_empty() {
            String::new()
        } else {
            format!(", in {words}")
        };
        app.shared.say(format!("{begin}: {}{place}.", told.what));
        return;
    }
    // Nothing of a private sheet is told outside of it.
    if matches!(told.place, Place::Sheet(..)) {
        app.shared
            .say(format!("{begin}: something on a private sheet."));
        return;
    }
    let screen = places::screen_word(&told.place);
    let place = match (screen, words.as_str()) {
        (None, _) => String::new(),
        (Some(screen), "") => format!(", in {screen}"),
        (Some(screen), words) => format!(", in {screen}: {words}"),
    };
    let way = if places::can_go(&told.place) && app.shared.errand.is_none() {
        app.shared.there = Some((told.place, told.row));
        " ctrl-g goes there."
    } else {
        ""
    };
    app.shared
        .say(format!("{begin}: {}{place}.{way}", told.what));
}

/// Back to where the checklist was left.
pub(super) fn back_to_checklist(app: &mut App) {
    let Some(left) = app.shared.checklist.take() else {
        return;
    };
    app.shared.enter_at(Step::Sign, Go::Checklist(left));
}

/// Goes to another of the five steps, or to the standard text.
pub(super) fn step(app: &mut App, to: StepAction) {
    let (Some(session), Some(here)) = (&app.shared.session, app.step()) else {
        return;
    };
    let workshop = session.workshop();
    let opens = |step: &Step| steps::opens(*step, workshop).is_ok();
    // A step that is not open yet is passed over, unless it was asked for by name; then it is said why.
    let (next, wanted) = match to {
        StepAction::Previous => {
            let before = || Step::ALL.into_iter().rev().filter(|step| *step < here);
            (before().next(), before().find(opens))
        }
        StepAction::Next => {
            let behind = Step::ALL.into_iter().find(|step| *step > here);
            (behind, app.next_step())
        }
        StepAction::Define => (None, Some(Step::Define)),
        StepAction::Compare => (None, Some(Step::Compare)),
        StepAction::Agree => (None, Some(Step::Agree)),
        StepAction::Sla => (None, Some(Step::Sla)),
        StepAction::Sign => (None, Some(Step::Sign)),
        StepAction::Standard => {
            app.shared.errand = None;
            return app.shared.walk(here);
        }
    };
    let skipped = next.filter(|next| wanted != Some(*next));
    let why = skipped.and_then(|skipped| steps::opens(skipped, workshop).err());
    app.shared.errand = None;
    app.shared.checklist = None;
    if let Some(step) = wanted {
        app.shared.enter(step);
        if let Some(why) = why {
            app.shared.warn(format!("On to {}: {why}", step.word()));
        }
        return;
    }
    let end = if to == StepAction::Next {
        "last"
    } else {
        "first"
    };
    let word = here.word();
    app.shared
        .say(format!("{word} is the {end} of the five steps."));
}
