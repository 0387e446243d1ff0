//! Sealing a sheet.

use super::Sheet;
use crate::action::{Action, SheetAction};
use crate::go::Go;
use crate::popup::{Ask, Popup};
use crate::shared::Shared;
use leadpact_workshop::{Sheet as Sealed, Step, Workshop};

impl Sheet {
    pub(super) fn ask_to_seal(&self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let asked = workshop.bank.questions.len();
        let answered = workshop
            .sheet(&self.id)
            .map_or(0, |s| s.answered(&workshop.bank.questions));
        let text = match asked - answered.min(asked) {
            0 => "All questions are answered.".to_owned(),
            1 => "One question has no answer. That is allowed.".to_owned(),
            n => format!("{n} questions have no answer. That is allowed."),
        };
        shared.popups.push(Popup::Ask(Ask::new(
            "Seal this sheet?",
            &format!(
                "{text} Once sealed, it opens on no screen until all parties have sealed. You get six words to note: \
                 a sheet that somebody changed in the file would have others."
            ),
            "seal it",
            Action::Sheet(SheetAction::Seal),
        )));
    }

    /// The question of the dialog was answered with yes.
    pub(super) fn said_yes(&mut self, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let id = self.id.clone();
        let at = now.timestamp();
        if let Err(why) = session.act(now, |w| w.seal_sheet(&id, at)) {
            shared.warn(format!("{why}."));
            return;
        }
        let sealed = session.workshop().sheet(&self.id);
        let words = format!(
            "{} has sealed: {}. Note these words, they come again at the reveal. {}",
            self.id.person,
            sealed.and_then(Sealed::words).unwrap_or_default(),
            who_is_next(session.workshop())
        );
        shared.go = Some(Go::Step(Step::Define));
        shared.say(words);
    }
}

/// Who takes the keyboard after a sheet was sealed.
fn who_is_next(workshop: &Workshop) -> String {
    match workshop.still_to_seal().first() {
        None => "Hand the keyboard to the facilitator.".to_owned(),
        Some(party) if party.people.is_empty() => {
            format!("Hand the keyboard to {}.", party.name)
        }
        Some(party) => format!(
            "Hand the keyboard to {}: {}.",
            party.name,
            party.people.join(" or ")
        ),
    }
}
