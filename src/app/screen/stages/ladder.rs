//! The ladder: stages added, removed, moved.

use super::Stages;
use crate::action::{Action, General, StagesAction};
use crate::list::Cursor;
use crate::popup::{Ask, Popup};
use crate::shared::Shared;
use crate::slug::free;
use leadpact_definition::stage::MAIN_TRACK;
use leadpact_workshop::{AskedEntry, Change, Entry, EntryKind, StagePlan, Step};

impl Stages {
    pub(super) fn act_on_ladder(&mut self, action: Action, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        match action {
            Action::Move(to) => self.cursor.go(to, workshop.stages.len()),
            Action::General(General::Choose) => self.open_form(workshop),
            Action::General(General::Back) => shared.enter(Step::Agree),
            Action::General(General::Undo | General::Redo) => {
                shared.travel(action == Action::General(General::Redo));
            }
            Action::Stages(StagesAction::New) => self.add(shared),
            Action::Stages(StagesAction::Remove) => self.ask_to_remove(shared),
            Action::Stages(StagesAction::Up) => self.shift(false, shared),
            Action::Stages(StagesAction::Down) => self.shift(true, shared),
            _ => {}
        }
        if let Some(session) = &shared.session {
            self.cursor.keep_within(session.workshop().stages.len());
        }
    }

    /// A stage that is to be named at once: the cursor stands in its name.
    fn add(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let standing = session.standing();
        let mut stages = session.workshop().stages.clone();
        let id = free("stage", |id| stages.iter().all(|s| s.id != id));
        let owner = session.workshop().signing_parties().next();
        let owner = owner.map(|p| p.id.clone()).unwrap_or_default();
        let at = (self.cursor.at() + 1).min(stages.len());
        stages.insert(at, new_stage(id, owner));
        if !shared.change(Change::Stages(stages)) {
            return;
        }
        self.cursor = Cursor::on(at);
        self.begun = Some(standing);
        if let Some(session) = &shared.session {
            self.open_form(session.workshop());
        }
        if let Some(form) = &mut self.form {
            form.fresh = true;
            if let Some(field) = form.form.field() {
                field.set("");
            }
        }
        // The name that is typed belongs to the stage being added: one undo takes both back.
        if let Some(session) = &mut shared.session {
            session.join_typing();
        }
    }

    fn ask_to_remove(&self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let Some(stage) = session.workshop().stages.get(self.cursor.at()) else {
            return;
        };
        let text = format!("{} leaves the ladder. Undo brings it back.", stage.name);
        let remove = Action::Stages(StagesAction::Remove);
        shared.popups.push(Popup::Ask(Ask::new(
            "Remove this stage?",
            &text,
            "remove it",
            remove,
        )));
    }

    /// The dialog was answered with yes.
    pub(super) fn said_yes(&mut self, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let mut stages = session.workshop().stages.clone();
        if self.cursor.at() < stages.len() {
            stages.remove(self.cursor.at());
            let count = stages.len();
            shared.change(Change::Stages(stages));
            self.cursor.keep_within(count);
        }
        self.refresh(shared);
    }

    fn shift(&mut self, down: bool, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let mut stages = session.workshop().stages.clone();
        if let Some(to) = moved(&mut stages, self.cursor.at(), down)
            && shared.change(Change::Stages(stages))
        {
            self.cursor = Cursor::on(to);
        }
    }
}

/// Swaps the thing at a place with its neighbour. Returns its new place; `None` at the end of the list.
pub(super) fn moved<T>(list: &mut [T], at: usize, down: bool) -> Option<usize> {
    let to = if down {
        Some(at + 1).filter(|to| *to < list.len())
    } else {
        at.checked_sub(1)
    }?;
    list.swap(at, to);
    Some(to)
}

fn new_stage(id: String, owner: String) -> StagePlan {
    StagePlan {
        id,
        name: "New stage".to_owned(),
        owner,
        track: MAIN_TRACK.to_owned(),
        enter: Entry {
            by: EntryKind::Musts,
            at_least: None,
            act: None,
            asked: AskedEntry::default(),
        },
        exit: String::new(),
        expect: String::new(),
        next: String::new(),
        nurture: String::new(),
        routing: Vec::new(),
        routing_fallback: String::new(),
        hand_off: Vec::new(),
    }
}
