//! What all say alike, settled at once.

use super::{Agree, Face};
use crate::action::{Action, AgreeAction};
use crate::popup::{Ask, Popup};
use crate::shared::Shared;
use crate::slug::count;
use leadpact_workshop::Change;
use leadpact_workshop::resolve::settle_same;

impl Agree {
    pub(super) fn ask_to_settle_same(&self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let n = self.same_to_settle(session.workshop());
        let text = format!(
            "All parties said exactly the same to {}. They become part of the definition as they were said.",
            count(n, "question", "questions")
        );
        let settle = Action::Agree(AgreeAction::SettleSame);
        let title = format!(
            "Settle {}?",
            count(n, "point that all said alike", "points that all said alike")
        );
        shared
            .popups
            .push(Popup::Ask(Ask::new(&title, &text, "settle them", settle)));
    }

    /// The dialog was answered with yes: everything that all said alike is settled in one stroke.
    pub(super) fn said_yes(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let changes: Vec<Change> = self
            .same(workshop)
            .filter_map(|row| {
                Some(Change::Decide {
                    question: row.question.clone(),
                    decision: Some(Box::new(settle_same(workshop, row)?)),
                })
            })
            .collect();
        let n = changes.len();
        if shared.change(Change::Several(changes)) {
            shared.say(format!(
                "{} settled. Press u to take it back.",
                count(n, "point is", "points are")
            ));
        }
        if let (Face::Point(point), Some(session)) = (&mut self.face, &shared.session) {
            let decision = session.workshop().decisions.get(&point.question);
            point.reload(decision);
        }
        self.refresh(shared);
    }
}
