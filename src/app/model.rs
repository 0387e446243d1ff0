//! The whole state of the terminal application, and what can be read from it.

use std::path::PathBuf;

use jiff::Zoned;

use crate::action::{Action, AskAction, FieldAction, General, Move, StepAction, WayAction};
use crate::effect::{Disk, Effect};
use crate::field::Field;
use crate::heading::Heading;
use crate::look::Look;
use crate::moment::Moment;
use crate::popup::Popup;
use crate::scope::Scope;
use crate::screen::Screen;
use crate::shared::Shared;
use crate::size::{LEAST, Size};
use crate::steps;
use crate::text::TextField;
use leadpact_workshop::Step;

/// The whole state of the terminal application.
#[derive(Debug)]
pub struct App {
    /// What is behind the popups.
    pub screen: Screen,
    /// What all screens share.
    pub shared: Shared,
    /// The workshop to open at once; `None`: the list of workshops.
    pub open: Option<PathBuf>,
}

impl App {
    /// The application as it starts: at home, in a window of `size`, at the time `now`.
    #[must_use]
    pub fn new(now: Zoned, size: Size, look: Look) -> Self {
        Self {
            screen: Screen::Home(Box::default()),
            shared: Shared {
                now,
                at: Moment::default(),
                size,
                look,
                notice: None,
                bell: None,
                rings: false,
                popups: Vec::new(),
                session: None,
                go: None,
                travelled: None,
                there: None,
                checklist: None,
                errand: None,
                forms: Vec::new(),
                written: None,
                mouse: true,
                leaving: None,
            },
            open: None,
        }
    }

    /// What is to be done once the first picture is on the screen.
    #[must_use]
    pub fn first_effects(&self) -> Vec<Effect> {
        let list = Disk::ListWorkshops.into();
        std::iter::once(list)
            .chain(
                self.open
                    .clone()
                    .map(|path| Disk::OpenWorkshop(path).into()),
            )
            .collect()
    }

    /// Where the keys go now.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.shared.popups.last() {
            Some(Popup::Help(_)) => Scope::Help,
            Some(Popup::Palette(_)) => Scope::Palette,
            Some(Popup::Ask(ask)) if ask.reason.is_some() => Scope::DialogField,
            Some(Popup::Ask(ask)) if ask.action.is_none() => Scope::Notice,
            Some(Popup::Ask(_)) => Scope::Dialog,
            None => self.screen.page().scope(),
        }
    }

    /// What the header says.
    #[must_use]
    pub fn heading(&self) -> Heading {
        Heading {
            flash: self.shared.bell.clone().unwrap_or_default(),
            ..self.screen.page().heading(&self.shared)
        }
    }

    /// Whether the window is too small for any screen: nothing is shown then, and nothing done that nobody sees.
    #[must_use]
    pub(crate) fn is_too_small(&self) -> bool {
        self.shared.size.width < LEAST.width || self.shared.size.height < LEAST.height
    }

    /// Whether this can be done right now. What cannot is neither shown nor obeyed.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        if self.is_too_small() {
            return matches!(
                action,
                Action::General(General::Quit | General::Suspend | General::Redraw)
            );
        }
        match self.shared.popups.last() {
            Some(Popup::Help(_)) => matches!(
                action,
                Action::Move(_)
                    | Action::General(
                        General::Back | General::Quit | General::Suspend | General::Redraw
                    )
            ),
            Some(Popup::Palette(palette)) => match action {
                Action::General(General::Choose) => palette.chosen().is_some(),
                Action::Move(_) => !palette.matches().is_empty(),
                Action::General(General::Help | General::Palette)
                | Action::Field(_)
                | Action::Home(_) => false,
                Action::General(_) => true,
                _ => false,
            },
            Some(Popup::Ask(ask)) => match action {
                Action::General(
                    General::Choose | General::Back | General::Quit | General::Suspend,
                ) => true,
                Action::Move(Move::Left | Move::Right | Move::NextField | Move::PreviousField) => {
                    ask.action.is_some()
                }
                // A text that has no room is scrolled.
                Action::Move(_) => true,
                // A word goes nowhere else.
                Action::Field(FieldAction::Outside) => {
                    let field = ask.reason.as_ref().map(TextField::place);
                    field.is_some_and(|field| field != Field::PartyWord)
                }
                Action::Ask(AskAction::Yes) => ask.can_say_yes(),
                Action::Ask(AskAction::No) => true,
                _ => false,
            },
            None => match action {
                Action::Way(way) => self.leads(way),
                _ => self.screen.allows(action, &self.shared),
            },
        }
    }

    /// The step in front, or last worked on; `None` at home.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        let session = self.shared.session.as_ref()?;
        Some(
            self.screen
                .page()
                .step()
                .unwrap_or(session.workshop().head.step),
        )
    }

    /// The step that the key for the next one leads to: those that are not open yet are passed over. `None` behind the
    /// last one, and at home.
    #[must_use]
    pub fn next_step(&self) -> Option<Step> {
        let (session, here) = (self.shared.session.as_ref()?, self.step()?);
        let mut steps = Step::ALL.into_iter().filter(|step| *step > here);
        steps.find(|step| steps::opens(*step, session.workshop()).is_ok())
    }

    /// What a key does right now, for the footer, where that differs from the words of the key table.
    #[must_use]
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        match action {
            _ if !self.shared.popups.is_empty() => None,
            Action::Step(StepAction::Next) => self.next_step().map(|step| match step {
                Step::Define => "to Define",
                Step::Compare => "to Compare",
                Step::Agree => "to Agree",
                Step::Sla => "to SLA",
                Step::Sign => "to Sign",
            }),
            _ => self.screen.page().hint(action, &self.shared),
        }
    }

    /// Whether there is a way to go: not from a private sheet, and not in the middle of the walk.
    fn leads(&self, way: WayAction) -> bool {
        let free = self.screen.page().lets_go() && self.shared.errand.is_none();
        free && match way {
            WayAction::There => self.shared.there.is_some(),
            WayAction::Checklist => self.shared.checklist.is_some(),
        }
    }

    /// When the shell must send the next [`Message::Tick`](crate::message::Message::Tick) without being asked; None while nothing
    /// on the screen or on its way to the disk depends on the time.
    #[must_use]
    pub fn next_tick(&self) -> Option<Moment> {
        let session = self.shared.session.as_ref()?;
        [
            session.save_due(),
            session.next_minute(),
            self.screen.page().hides_at(),
        ]
        .into_iter()
        .flatten()
        .min()
    }
}
