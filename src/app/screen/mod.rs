//! The screens, one file each. A closed enum: the compiler names every place a new one must appear.

pub mod agree;
pub mod compare;
pub mod define;
pub mod hand_over;
pub mod history;
pub mod home;
pub mod scoring;
pub mod setup;
pub mod sheet;
pub mod sign;
pub mod sla;
pub mod stages;
pub mod standard;

use crate::action::{Action, FieldAction};
use crate::effect::Effect;
use crate::heading::Heading;
use crate::moment::Moment;
use crate::scope::Scope;
use crate::session::Session;
use crate::shared::Shared;
use crate::text::TextField;
use agree::Agree;
use compare::Compare;
use define::Define;
use hand_over::HandOver;
use history::History;
use home::Home;
use leadpact_workshop::{SheetId, Step, Workshop};
use scoring::Scoring;
use setup::Setup;
use sheet::Sheet;
use sign::Sign;
use sla::Sla;
use stages::Stages;
use standard::StandardText;

/// What is behind the popups.
#[derive(Debug)]
pub enum Screen {
    /// The workshops of the data folder.
    Home(Box<Home>),
    /// A new workshop, or the facts of the open one.
    Setup(Box<Setup>),
    /// The board of the define step.
    Define(Define),
    /// The card between two people.
    HandOver(HandOver),
    /// One person's private sheet.
    Sheet(Box<Sheet>),
    /// The ladder of stages.
    Stages(Box<Stages>),
    /// Points, caps and thresholds beside the lead cards.
    Scoring(Box<Scoring>),
    /// The walk through the standard text.
    Standard(Box<StandardText>),
    /// The promises of both sides.
    Sla(Box<Sla>),
    /// All answers side by side.
    Compare(Box<Compare>),
    /// The checklist and the names.
    Sign(Box<Sign>),
    /// Agreed versions and the log.
    History(Box<History>),
    /// One difference after another.
    Agree(Box<Agree>),
}

/// The screen of a step.
///
/// # Errors
/// In words, while the step cannot be entered.
pub fn of_step(step: Step, session: &Session) -> Result<Screen, String> {
    let workshop = session.workshop();
    match step {
        Step::Define => Ok(Screen::Define(Define::open(workshop))),
        Step::Sla => Ok(Screen::Sla(Box::default())),
        Step::Sign => Ok(Screen::Sign(Box::new(Sign::open(session)))),
        Step::Compare => Compare::open(session)
            .map(|screen| Screen::Compare(Box::new(screen)))
            .map_err(|why| compare::closed(step, &why)),
        Step::Agree => Agree::open(session)
            .map(|screen| Screen::Agree(Box::new(screen)))
            .map_err(|why| compare::closed(step, &why)),
    }
}

/// Whether a step can be entered, or looked at.
#[must_use]
pub fn is_open(step: Step, workshop: &Workshop) -> bool {
    match step {
        Step::Define | Step::Sla | Step::Sign => true,
        Step::Compare | Step::Agree => workshop.is_revealed(),
    }
}

impl Screen {
    /// Where its keys go.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::Home(screen) => screen.scope(),
            Self::Setup(screen) => screen.scope(),
            Self::Define(screen) => screen.scope(),
            Self::HandOver(screen) => screen.scope(),
            Self::Sheet(screen) => screen.scope(),
            Self::Stages(screen) => screen.scope(),
            Self::Scoring(screen) => screen.scope(),
            Self::Standard(screen) => screen.scope(),
            Self::Sla(screen) => screen.scope(),
            Self::Compare(screen) => screen.scope(),
            Self::Sign(screen) => screen.scope(),
            Self::History(screen) => screen.scope(),
            Self::Agree(screen) => screen.scope(),
        }
    }

    /// What the header says.
    #[must_use]
    pub fn heading(&self, shared: &Shared) -> Heading {
        match self {
            Self::Home(screen) => screen.heading(),
            Self::Setup(screen) => screen.heading(shared),
            Self::Define(screen) => screen.heading(shared),
            Self::HandOver(screen) => screen.heading(shared),
            Self::Sheet(screen) => screen.heading(shared),
            Self::Stages(screen) => screen.heading(shared),
            Self::Scoring(screen) => screen.heading(shared),
            Self::Standard(screen) => screen.heading(shared),
            Self::Sla(screen) => screen.heading(shared),
            Self::Compare(screen) => screen.heading(shared),
            Self::Sign(screen) => screen.heading(shared),
            Self::History(screen) => screen.heading(shared),
            Self::Agree(screen) => screen.heading(shared),
        }
    }

    /// A few sentences for the top of the help page.
    #[must_use]
    pub fn about(&self) -> &'static str {
        match self {
            Self::Home(_) => home::ABOUT,
            Self::Setup(_) => setup::ABOUT,
            Self::Define(_) => define::ABOUT,
            Self::HandOver(_) => hand_over::ABOUT,
            Self::Sheet(_) => sheet::ABOUT,
            Self::Stages(_) => stages::ABOUT,
            Self::Scoring(_) => scoring::ABOUT,
            Self::Standard(_) => standard::ABOUT,
            Self::Sla(_) => sla::ABOUT,
            Self::Compare(screen) => screen.about(),
            Self::Sign(_) => sign::ABOUT,
            Self::History(_) => history::ABOUT,
            Self::Agree(_) => agree::ABOUT,
        }
    }

    /// Figures about what is highlighted, for the help page only: a sentence each. Empty where there are none.
    #[must_use]
    pub fn figures(&self, shared: &Shared) -> Vec<String> {
        match self {
            Self::Compare(screen) => screen.figures(shared),
            Self::Agree(screen) => screen.figures(),
            Self::Home(_)
            | Self::Setup(_)
            | Self::Define(_)
            | Self::HandOver(_)
            | Self::Sheet(_)
            | Self::Stages(_)
            | Self::Scoring(_)
            | Self::Standard(_)
            | Self::Sla(_)
            | Self::Sign(_)
            | Self::History(_) => Vec::new(),
        }
    }

    /// The step whose clock runs while this screen is in front.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        match self {
            Self::Home(_) | Self::Setup(_) | Self::Standard(_) => None,
            Self::Define(_) | Self::HandOver(_) | Self::Sheet(_) => Some(Step::Define),
            Self::Stages(_) | Self::Scoring(_) => Some(Step::Agree),
            Self::Sla(_) => Some(Step::Sla),
            Self::Compare(_) => Some(Step::Compare),
            Self::Sign(_) => Some(Step::Sign),
            Self::History(_) => None,
            Self::Agree(_) => Some(Step::Agree),
        }
    }

    /// The private sheet that is worked on here; `None` everywhere else.
    #[must_use]
    pub fn sheet(&self) -> Option<&SheetId> {
        match self {
            Self::Sheet(screen) => Some(&screen.id),
            Self::Home(_)
            | Self::Setup(_)
            | Self::Define(_)
            | Self::HandOver(_)
            | Self::Stages(_)
            | Self::Scoring(_)
            | Self::Standard(_)
            | Self::Sla(_)
            | Self::Compare(_)
            | Self::Sign(_)
            | Self::History(_)
            | Self::Agree(_) => None,
        }
    }

    /// Whether it is asked about before the words of the field leave the program: those of a private sheet, once.
    #[must_use]
    pub fn asks_before_outside(&self) -> bool {
        matches!(self, Self::Sheet(screen) if !screen.outside)
    }

    /// The words may leave the program.
    pub fn goes_outside(&mut self) {
        if let Self::Sheet(screen) = self {
            screen.outside = true;
        }
    }

    /// Somebody is there: a private sheet stays open for longer.
    pub fn touch(&mut self, at: Moment) {
        if let Self::Sheet(screen) = self {
            screen.touch(at);
        }
    }

    /// When it hides itself unless a key is pressed; `None` for all but a private sheet.
    #[must_use]
    pub fn hides_at(&self) -> Option<Moment> {
        match self {
            Self::Sheet(screen) => Some(screen.hides_at()),
            Self::Home(_)
            | Self::Setup(_)
            | Self::Define(_)
            | Self::HandOver(_)
            | Self::Stages(_)
            | Self::Scoring(_)
            | Self::Standard(_)
            | Self::Sla(_)
            | Self::Compare(_)
            | Self::Sign(_)
            | Self::History(_)
            | Self::Agree(_) => None,
        }
    }

    /// Another screen comes in front. What was begun here and says nothing is taken away again.
    pub fn leave(&mut self, shared: &mut Shared) {
        match self {
            Self::Stages(screen) => screen.close(shared),
            Self::Sla(screen) => screen.leave(shared),
            Self::Home(_)
            | Self::Setup(_)
            | Self::Define(_)
            | Self::HandOver(_)
            | Self::Sheet(_)
            | Self::Scoring(_)
            | Self::Standard(_)
            | Self::Compare(_)
            | Self::Sign(_)
            | Self::History(_)
            | Self::Agree(_) => {}
        }
    }

    /// Whether nothing is being written: somebody who came to write one thing is done with it.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        match self {
            Self::Stages(screen) => screen.form.is_none(),
            Self::Sla(screen) => screen.is_at_rest(),
            // The scoring model is left by its own key.
            Self::Scoring(_) => false,
            Self::Home(_)
            | Self::Setup(_)
            | Self::Define(_)
            | Self::HandOver(_)
            | Self::Sheet(_)
            | Self::Standard(_)
            | Self::Compare(_)
            | Self::Sign(_)
            | Self::History(_)
            | Self::Agree(_) => true,
        }
    }

    /// Whether this can be done right now; what cannot is neither shown nor obeyed.
    #[must_use]
    pub fn allows(&self, action: Action, shared: &Shared) -> bool {
        // Names and numbers are typed here; an editor is for sentences.
        if action == Action::Field(FieldAction::Outside)
            && !self.typing().is_some_and(TextField::is_for_editors)
        {
            return false;
        }
        match self {
            Self::Home(screen) => screen.allows(action),
            Self::Setup(screen) => screen.allows(action, shared),
            Self::Define(screen) => screen.allows(action, shared),
            Self::HandOver(screen) => screen.allows(action),
            Self::Sheet(screen) => screen.allows(action, shared),
            Self::Stages(screen) => screen.allows(action, shared),
            Self::Scoring(screen) => screen.allows(action, shared),
            Self::Standard(screen) => screen.allows(action, shared),
            Self::Sla(screen) => screen.allows(action, shared),
            Self::Compare(screen) => screen.allows(action, shared),
            Self::Sign(screen) => screen.allows(action, shared),
            Self::History(screen) => screen.allows(action, shared),
            Self::Agree(screen) => screen.allows(action, shared),
        }
    }

    /// What a key does right now, for the footer, where that differs from the words of the key table.
    #[must_use]
    pub fn hint(&self, action: Action, shared: &Shared) -> Option<&'static str> {
        match self {
            Self::Define(screen) => screen.hint(action, shared),
            Self::HandOver(screen) => screen.hint(action, shared),
            Self::Home(_)
            | Self::Setup(_)
            | Self::Sheet(_)
            | Self::Stages(_)
            | Self::Scoring(_)
            | Self::Standard(_)
            | Self::Sla(_)
            | Self::Compare(_)
            | Self::Sign(_)
            | Self::History(_)
            | Self::Agree(_) => None,
        }
    }

    /// Answers an action that no popup took.
    pub fn act(&mut self, action: Action, shared: &mut Shared) -> Vec<Effect> {
        match self {
            Self::Home(screen) => screen.act(action, shared),
            Self::Setup(screen) => screen.act(action, shared),
            Self::Define(screen) => screen.act(action, shared),
            Self::HandOver(screen) => screen.act(action, shared),
            Self::Sheet(screen) => screen.act(action, shared),
            Self::Stages(screen) => screen.act(action, shared),
            Self::Scoring(screen) => screen.act(action, shared),
            Self::Standard(screen) => screen.act(action, shared),
            Self::Sla(screen) => screen.act(action, shared),
            Self::Compare(screen) => screen.act(action, shared),
            Self::Sign(screen) => screen.act(action, shared),
            Self::History(screen) => screen.act(action, shared),
            Self::Agree(screen) => screen.act(action, shared),
        }
    }

    /// A dialog was answered with yes; where it asked for a reason, it comes with it.
    pub fn confirmed(
        &mut self,
        action: Action,
        reason: Option<&str>,
        shared: &mut Shared,
    ) -> Vec<Effect> {
        match (self, action) {
            (Self::Home(screen), Action::Home(_)) => return screen.confirmed(),
            (Self::Setup(screen), Action::Setup(_)) => screen.confirmed(shared),
            (Self::Define(screen), Action::Define(action)) => {
                return screen.confirmed(action, reason, shared);
            }
            (Self::HandOver(screen), Action::HandOver(_)) => {
                screen.confirmed(reason.unwrap_or_default(), shared);
            }
            (Self::Sheet(screen), Action::Sheet(_)) => screen.confirmed(shared),
            (Self::Sign(screen), Action::Sign(action)) => screen.confirmed(action, shared),
            (Self::Agree(screen), Action::Agree(_)) => screen.confirmed(shared),
            (Self::Stages(screen), Action::Stages(_)) => screen.confirmed(shared),
            (screen, action) => return screen.act(action, shared),
        }
        Vec::new()
    }

    /// The text field that has the focus; none where letters are keys.
    pub fn field(&mut self) -> Option<&mut TextField> {
        match self {
            Self::Home(screen) => screen.field(),
            Self::Setup(screen) => screen.field(),
            Self::Sheet(screen) => screen.field(),
            Self::Stages(screen) => screen.field(),
            Self::Sla(screen) => screen.field(),
            Self::Sign(screen) => screen.field(),
            Self::Compare(screen) => screen.field(),
            Self::Agree(screen) => screen.field(),
            Self::Define(_)
            | Self::HandOver(_)
            | Self::Scoring(_)
            | Self::Standard(_)
            | Self::History(_) => None,
        }
    }

    /// The text field that has the focus, to be looked at; none where letters are keys.
    #[must_use]
    pub fn typing(&self) -> Option<&TextField> {
        match self {
            Self::Home(screen) => screen.filter_field(),
            Self::Setup(screen) => screen.form.typing(),
            Self::Sheet(screen) => screen.typing(),
            Self::Stages(screen) => screen.typing(),
            Self::Sla(screen) => screen.typing(),
            Self::Sign(screen) => screen.input.as_ref(),
            Self::Compare(screen) => screen.typing(),
            Self::Agree(screen) => screen.typing(),
            Self::Define(_)
            | Self::HandOver(_)
            | Self::Scoring(_)
            | Self::Standard(_)
            | Self::History(_) => None,
        }
    }

    /// The words of the focused field have changed.
    pub fn typed(&mut self, shared: &mut Shared) {
        match self {
            Self::Home(screen) => screen.typed(),
            Self::Setup(screen) => screen.typed(shared),
            Self::Sheet(screen) => screen.typed(shared),
            Self::Stages(screen) => screen.typed(shared),
            Self::Sla(screen) => screen.typed(shared),
            Self::Compare(screen) => screen.typed(),
            Self::Agree(screen) => screen.typed(shared),
            Self::Sign(screen) => screen.typed(shared),
            Self::Define(_)
            | Self::HandOver(_)
            | Self::Scoring(_)
            | Self::Standard(_)
            | Self::History(_) => {}
        }
    }

    /// The highlighted row, counted from 0 in the whole list, form or page; `None` where there are no rows.
    #[must_use]
    pub fn highlighted(&self) -> Option<usize> {
        Some(match self {
            Self::Home(screen) => screen.at(),
            Self::Setup(screen) => screen.highlighted(),
            Self::Define(screen) => screen.cursor.at(),
            Self::HandOver(screen) => screen.cursor.at(),
            Self::Sheet(screen) => screen.highlighted(),
            Self::Stages(screen) => screen.highlighted(),
            Self::Scoring(screen) => screen.highlighted(),
            Self::Sla(screen) => screen.highlighted(),
            Self::Compare(screen) => return screen.highlighted(),
            Self::Sign(screen) => screen.cursor.at(),
            Self::History(screen) => screen.cursor.at(),
            Self::Agree(screen) => screen.highlighted(),
            Self::Standard(_) => return None,
        })
    }

    /// Highlights this row, as a click does.
    pub fn point(&mut self, row: usize, shared: &mut Shared) {
        match self {
            Self::Home(screen) => screen.point(row),
            Self::Setup(screen) => screen.point(row),
            Self::Define(screen) => screen.point(row, shared),
            Self::HandOver(screen) => screen.point(row),
            Self::Sheet(screen) => screen.point(row),
            Self::Stages(screen) => screen.point(row, shared),
            Self::Scoring(screen) => screen.point(row),
            Self::Sla(screen) => screen.point(row, shared),
            Self::Compare(screen) => screen.point(row),
            Self::Sign(screen) => screen.point(row, shared),
            Self::History(screen) => screen.point(row, shared),
            Self::Agree(screen) => screen.point(row, shared),
            Self::Standard(_) => {}
        }
    }

    /// Takes the choice at this place of the highlighted row, counted from 0.
    pub fn pick(&mut self, at: usize, shared: &mut Shared) {
        match self {
            Self::Setup(screen) => screen.pick(at),
            Self::Sheet(screen) => screen.pick(at, shared),
            Self::Stages(screen) => screen.pick(at, shared),
            Self::Scoring(screen) => screen.pick(at, shared),
            Self::Sla(screen) => screen.pick(at, shared),
            Self::Compare(screen) => screen.pick(at),
            Self::Sign(screen) => screen.pick(at, shared),
            Self::Agree(screen) => screen.pick(at, shared),
            Self::Home(_)
            | Self::Define(_)
            | Self::HandOver(_)
            | Self::Standard(_)
            | Self::History(_) => {}
        }
    }

    /// Turns to the question at this place, counted from 0, where questions are turned like pages.
    pub fn turn_to(&mut self, at: usize, shared: &mut Shared) {
        match self {
            Self::Sheet(screen) => screen.go_to(at, shared),
            Self::Home(_)
            | Self::Setup(_)
            | Self::Define(_)
            | Self::HandOver(_)
            | Self::Stages(_)
            | Self::Scoring(_)
            | Self::Standard(_)
            | Self::Sla(_)
            | Self::Compare(_)
            | Self::Sign(_)
            | Self::History(_)
            | Self::Agree(_) => {}
        }
    }
}
