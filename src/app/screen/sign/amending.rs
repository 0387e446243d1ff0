//! Opening the next version, and giving it up: both ask first.

use crate::action::{Action, SignAction};
use crate::popup::{Ask, Popup};
use crate::shared::Shared;
use leadpact_workshop::amend::{amend, withdraw_amendment};

use super::Sign;

impl Sign {
    /// A dialog was answered with yes.
    pub(super) fn said_yes(&mut self, action: SignAction, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let at = now.timestamp();
        match action {
            SignAction::Amend => match session.act(now, |w| amend(w, at)) {
                Err(why) => shared.warn(format!("{why}.")),
                Ok(Ok(())) => {
                    self.celebrates = false;
                    self.files.clear();
                    shared.say("The next version is open. Change what must change, in any step; then say why here.");
                }
                Ok(Err(why)) => shared.warn(format!("{why}.")),
            },
            SignAction::Withdraw => match session.act(now, |w| withdraw_amendment(w, at)) {
                Err(why) => shared.warn(format!("{why}.")),
                Ok(Ok(())) => {
                    shared.say("The amendment is withdrawn. The agreed version stands as it was.");
                }
                Ok(Err(why)) => shared.warn(format!("{why}.")),
            },
            SignAction::Text | SignAction::Export | SignAction::History => {}
        }
        self.refresh(shared);
    }
}

pub(super) fn ask_to_amend() -> Popup {
    Popup::Ask(Ask::new(
        "Work on the next version?",
        "The agreed version stays as it is and stays in force until the next one is signed by every party. \
         You can change everything; each change then needs a reason.",
        "open the next version",
        Action::Sign(SignAction::Amend),
    ))
}

pub(super) fn ask_to_withdraw() -> Popup {
    Popup::Ask(Ask::new(
        "Give this amendment up?",
        "Every change since the amendment was opened is taken back. The agreed version stands as it was.",
        "give it up",
        Action::Sign(SignAction::Withdraw),
    ))
}
