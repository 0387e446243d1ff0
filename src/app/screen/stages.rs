//! The stage editor: who owns a stage, how a lead enters it, what happens there, who gets which lead.
//!
//! | what | file |
//! |---|---|
//! | what keys do, and the opened stage | this file |
//! | the ladder: adding, removing, moving stages | `ladder.rs` |
//! | one stage as rows | `form.rs` |
//! | facts that travel with the lead | `hand_off.rs` |
//! | routes: added, changed, moved, removed | `routes.rs` |
//! | the stages that the rules make beside the planned ones | `made.rs` |

pub mod form;
pub mod hand_off;
mod ladder;
pub mod made;
mod routes;

pub use form::{StageForm, way};

use crate::action::{Action, General, Move, StagesAction};
use crate::condition::Editor;
use crate::effect::Effect;
use crate::heading::Heading;
use crate::list::Cursor;
use crate::page::Page;
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use crate::slug::{free, slug};
use crate::text::TextField;
use form::Asks;
use leadpact_workshop::{Change, Refusal, StagePlan, Step, Workshop};
use made::Made;

/// The top of the help page.
pub const ABOUT: &str = "The ladder from the first contact to a customer. Each stage has an owner, a way in, what the \
    other side may expect, what happens next, and who gets which lead. Open a stage to change it. Two stages are made \
    from what was settled and only shown here: leads that are already ours, and those who want to talk now.";

/// The screen: the ladder, one stage as a form, or one of its routes.
#[derive(Debug, Default)]
pub struct Stages {
    /// The highlighted stage.
    pub cursor: Cursor,
    /// The opened stage; `None` while the ladder is in front.
    pub form: Option<StageForm>,
    /// The opened route, by its place; `None` while the stage is in front.
    pub route: Option<(usize, Editor)>,
    /// The stage in front is new, and so many changes stood before it.
    begun: Option<u64>,
    /// The stages that the rules make, of this revision of the workshop.
    made: Option<(u64, Vec<Made>)>,
}

impl Stages {
    /// The ladder.
    #[must_use]
    pub fn open(session: &Session) -> Self {
        Self {
            made: Some((session.revision(), made::made(session.workshop()))),
            ..Self::default()
        }
    }

    /// The form of one stage, at the row with this label; `None` where there is no such stage.
    #[must_use]
    pub fn at(stage: &str, row: &str, shared: &Shared) -> Option<Self> {
        let session = shared.session.as_ref()?;
        let workshop = session.workshop();
        let mut screen = Self::open(session);
        let place = workshop.stages.iter().position(|s| s.id == stage)?;
        screen.cursor = Cursor::on(place);
        screen.open_form(workshop);
        screen.form.as_mut()?.go_to_label(row);
        Some(screen)
    }

    /// The ladder with this stage highlighted; the first one where there is no such stage.
    #[must_use]
    pub fn ladder(stage: Option<&str>, session: &Session) -> Self {
        let mut screen = Self::open(session);
        let stages = &session.workshop().stages;
        let place = stages.iter().position(|s| Some(s.id.as_str()) == stage);
        screen.cursor = Cursor::on(place.unwrap_or(0));
        screen
    }

    /// The stages that the rules make beside the planned ones.
    #[must_use]
    pub fn made(&self) -> &[Made] {
        self.made.as_ref().map_or(&[], |(_, made)| made)
    }

    /// Computes what the rules make anew after a change, and shows it.
    fn refresh(&mut self, shared: &Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let known = self.made.as_ref().map(|(revision, _)| *revision);
        if known == Some(session.revision()) {
            return;
        }
        let before = self.made.take().map(|(_, made)| made);
        let made = made::made(session.workshop());
        if before.as_ref() != Some(&made)
            && let (Some(form), Some(stage)) = (
                &mut self.form,
                session.workshop().stages.get(self.cursor.at()),
            )
            && !form.form.takes_text()
        {
            form.lay_out(stage, session.workshop(), &made);
        }
        self.made = Some((session.revision(), made));
    }

    fn open_form(&mut self, workshop: &Workshop) {
        let stage = workshop.stages.get(self.cursor.at());
        self.form = stage.map(|stage| StageForm::of(stage, workshop, self.made()));
    }

    fn act_in_form(&mut self, action: Action, shared: &mut Shared) {
        match action {
            Action::General(General::Back) => self.close(shared),
            Action::General(General::Choose) | Action::Field(_) => self.enter(shared),
            Action::Move(to) => self.go(to, shared),
            Action::Stages(StagesAction::New) => self.open_route(true, shared),
            Action::Stages(wanted) => self.change_routes(wanted, shared),
            Action::General(General::Undo) => self.travel(false, shared),
            Action::General(General::Redo) => self.travel(true, shared),
            _ => {}
        }
    }

    /// Back to the ladder. A new stage that nobody named is taken away again; what could not be taken is named.
    pub(crate) fn close(&mut self, shared: &mut Shared) {
        let form = self.form.take();
        let unnamed = form.as_ref().is_some_and(StageForm::is_unnamed);
        let begun = self.begun.take();
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        if let Some(standing) = begun.filter(|_| unnamed) {
            session.give_up(standing, now);
            let count = session.workshop().stages.len();
            self.cursor = Cursor::on(self.cursor.at().saturating_sub(1));
            self.cursor.keep_within(count);
            shared.say("The new stage has no name, so it is gone again.");
        } else if let Some(words) = form.and_then(|form| form.form.refused()) {
            shared.warn(words);
        }
    }

    /// Enter on a row: open what it opens, else on to the next.
    fn enter(&mut self, shared: &mut Shared) {
        let Some(form) = &self.form else { return };
        if form.route().is_some() {
            self.open_route(false, shared);
        } else if form.form.is_last() {
            self.close(shared);
        } else {
            self.go(Move::Down, shared);
        }
    }

    /// To another row, or along a choice. What is typed is completed before it is left.
    fn go(&mut self, to: Move, shared: &mut Shared) {
        let (Some(form), Some(session)) = (&mut self.form, &shared.session) else {
            return;
        };
        let sideways = matches!(to, Move::Left | Move::Right);
        form.ask_for_name();
        if !sideways && form.complete(session.workshop()) {
            self.take(shared, false);
        }
        let Some(form) = &mut self.form else { return };
        if form.form.go(to) {
            self.take(shared, false);
        } else if !sideways && form.is_sound() {
            // What was typed may ask for other rows.
            self.lay_out(shared);
        }
    }

    fn lay_out(&mut self, shared: &Shared) {
        let made = self.made.as_ref().map_or(&[][..], |(_, made)| made);
        let workshop = shared.session.as_ref().map(Session::workshop);
        let stage = workshop.and_then(|w| w.stages.get(self.cursor.at()));
        if let (Some(form), Some(workshop), Some(stage)) = (&mut self.form, workshop, stage) {
            form.lay_out(stage, workshop, made);
        }
    }

    fn travel(&mut self, forth: bool, shared: &mut Shared) {
        shared.travel(forth);
        let Some(session) = &shared.session else {
            return;
        };
        if self
            .begun
            .is_some_and(|standing| session.standing() <= standing)
        {
            // The new stage itself was taken back.
            self.begun = None;
            self.form = None;
            self.cursor.keep_within(session.workshop().stages.len());
        } else if self.cursor.at() < session.workshop().stages.len() {
            self.lay_out(shared);
        } else {
            self.form = None;
        }
    }

    /// Puts the form into the workshop where it can be taken; `typed`: letters did it, not a choice.
    fn take(&mut self, shared: &mut Shared, typed: bool) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let at = self.cursor.at();
        let Some(form) = &mut self.form else { return };
        let made = if typed {
            session.type_over(now, |workshop| read(form, at, workshop))
        } else {
            match read(form, at, session.workshop()) {
                Some(change) => session.change(change, now),
                None => Ok(()),
            }
        };
        self.show(made, shared);
    }

    /// Puts another ladder into the workshop, after these changes, and shows the stage as it is then.
    fn put(&mut self, stages: Vec<StagePlan>, first: Vec<Change>, shared: &mut Shared) {
        let Shared {
            session: Some(session),
            now,
            ..
        } = shared
        else {
            return;
        };
        let mut changes = first;
        changes.push(Change::Stages(stages));
        let change = match changes.pop() {
            Some(only) if changes.is_empty() => only,
            Some(last) => {
                changes.push(last);
                Change::Several(changes)
            }
            None => return,
        };
        let made = session.change(change, now);
        self.show(made, shared);
    }

    /// Shows the stage as it is after a change, or why there was none.
    fn show(&mut self, made: Result<(), Refusal>, shared: &mut Shared) {
        let Some(session) = &shared.session else {
            return;
        };
        let workshop = session.workshop();
        let stage = workshop.stages.get(self.cursor.at());
        if let (Some(form), Some(stage)) = (&mut self.form, stage) {
            form.mark(stage, workshop);
        }
        if let Err(why) = made {
            shared.warn(why.to_string());
        }
        let sound = |form: &StageForm| !form.form.takes_text() && form.is_sound();
        if self.form.as_ref().is_some_and(sound) {
            self.lay_out(shared);
        }
    }
}

impl Page for Stages {
    fn scope(&self) -> Scope {
        match (&self.route, &self.form) {
            (Some((_, editor)), _) => editor.scope(),
            (None, None) => Scope::Stages,
            (None, Some(form)) if form.form.takes_text() => Scope::StageField,
            (None, Some(_)) => Scope::StageForm,
        }
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn allows(&self, action: Action, shared: &Shared) -> bool {
        if let Some((_, editor)) = &self.route {
            return editor.allows(action);
        }
        let session = shared.session.as_ref();
        match action {
            Action::General(General::Undo) => session.is_some_and(Session::can_undo),
            Action::General(General::Redo) => session.is_some_and(Session::can_redo),
            Action::Stages(wanted) => match &self.form {
                None => true,
                Some(form) => match form.asking() {
                    Some(Asks::Route(_)) => true,
                    Some(Asks::NewRoute) => wanted == StagesAction::New,
                    _ => false,
                },
            },
            Action::Move(Move::Left | Move::Right) => {
                let asking = self.form.as_ref().and_then(StageForm::asking);
                matches!(
                    asking,
                    Some(Asks::Owner | Asks::Way | Asks::Act | Asks::Asked)
                )
            }
            Action::General(_)
            | Action::Move(_)
            | Action::Field(_)
            | Action::Step(_)
            | Action::Save(_) => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        if self.route.is_some() {
            self.act_in_route(action, shared);
        } else if self.form.is_some() {
            self.act_in_form(action, shared);
        } else {
            self.act_on_ladder(action, shared);
        }
        self.refresh(shared);
        Vec::new()
    }

    fn heading(&self, shared: &Shared) -> Heading {
        Heading {
            about: "stages".to_owned(),
            ..shared.workshop_heading()
        }
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Agree)
    }

    fn confirmed(
        &mut self,
        action: Action,
        _reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match action {
            Action::Stages(_) => {
                self.said_yes(shared);
                Vec::new()
            }
            _ => self.act(action, shared),
        }
    }

    /// The text field under the highlight.
    fn field(&mut self) -> Option<&mut TextField> {
        match (&mut self.route, &mut self.form) {
            (Some((_, editor)), _) => editor.field(),
            (None, form) => form.as_mut().and_then(|form| form.form.field()),
        }
    }

    /// The text field under the highlight, to be looked at.
    fn typing(&self) -> Option<&TextField> {
        match (&self.route, &self.form) {
            (Some((_, editor)), _) => editor.typing(),
            (None, form) => form.as_ref().and_then(|form| form.form.typing()),
        }
    }

    /// The words of a row have changed.
    fn typed(&mut self, shared: &mut Shared) {
        if let (Some((_, editor)), Some(session)) = (&mut self.route, &shared.session) {
            editor.typed(session.workshop());
            return;
        }
        self.take(shared, true);
        self.refresh(shared);
    }

    /// The highlighted row of what is in front.
    fn highlighted(&self) -> Option<usize> {
        Some(match (&self.route, &self.form) {
            (Some((_, editor)), _) => editor.at(),
            (None, Some(form)) => form.form.at(),
            (None, None) => self.cursor.at(),
        })
    }

    /// Highlights a row of what is in front.
    fn point(&mut self, row: usize, shared: &mut Shared) {
        if let Some((_, editor)) = &mut self.route {
            editor.point(row);
        } else if let (Some(form), Some(session)) = (&mut self.form, &shared.session) {
            if form.complete(session.workshop()) {
                self.take(shared, false);
            }
            if let Some(form) = &mut self.form {
                form.form.go_to(row);
            }
        } else if let Some(session) = &shared.session {
            self.cursor = Cursor::on(row);
            self.cursor.keep_within(session.workshop().stages.len());
        }
    }

    fn pick(&mut self, at: usize, shared: &mut Shared) {
        if let (Some((_, editor)), Some(session)) = (&mut self.route, &shared.session) {
            editor.pick(at, session.workshop());
        } else if let Some(form) = &mut self.form
            && form.form.pick(at)
        {
            self.take(shared, false);
        }
        self.refresh(shared);
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.close(shared);
    }

    fn is_at_rest(&self) -> bool {
        self.form.is_none()
    }
}

/// Judges the rows, and returns the change that those make which can be taken; `None` where they make none.
fn read(form: &mut StageForm, at: usize, workshop: &Workshop) -> Option<Change> {
    let mut stages = workshop.stages.clone();
    let others: Vec<String> = stages.iter().map(|s| s.id.clone()).collect();
    let stage = stages.get_mut(at)?;
    form.read(stage, workshop);
    if form.fresh {
        let named = slug(&stage.name);
        stage.id = free(&named, |id| {
            let mut taken = others.iter().enumerate();
            taken.all(|(place, other)| place == at || other != id)
        });
    }
    (stages != workshop.stages).then_some(Change::Stages(stages))
}
