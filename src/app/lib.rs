//! The functional core of the terminal application: a model, messages, and `update`.
//!
//! Nothing here draws, reads a file, asks for the time or knows a key. Things that happen come in
//! as a [`Message`]; what is to be done goes out as a list of [`Effect`]s, which `tui` runs.
//!
//! # How to add a screen
//!
//! 1. `app/screen/NAME.rs`: a struct with its state, an `actions!` enum `NameAction`, and the same
//!    methods as [`screen::home::Home`]: `scope`, `heading`, `allows`, `act`, `field`, `typed`, `highlighted`, `point`.
//! 2. An arm in [`screen::Screen`], one in [`action::Action`] (and `Action::all`): the compiler now
//!    asks for every place that must know the screen.
//! 3. One or more names in [`scope::Scope`], with the wider scopes that are asked after it.
//! 4. `tui/view/NAME.rs`: `pub fn draw(screen: &Name, shared: &Shared, canvas: &mut Canvas, area: Rect)`,
//!    and its arm in `tui/view/mod.rs`.
//! 5. Rows in `tui/keys.rs` under the new scopes: footer, help, palette and README follow.
//! 6. Go there from another screen with `shared.go = Some(Screen::Name(..))`.
//! 7. What can be clicked is noted by whoever draws it: `Canvas::write_for`, `widget::choice`, a [`click::Target`] for
//!    each row. `highlighted`, `point` and `pick` in [`screen::Screen`] do what it asks for.
//! 8. A journey: `tui::script::play(home, "n Acme<enter>", (80, 24))` and a look at the text.
//!
//! An action: a variant with a doc comment in the screen's enum, an arm in its `act`, a row in the
//! key table. A key: a row in the key table. IO: a variant of [`Effect`], an arm in `tui/effects.rs`,
//! and a [`Message`] that brings the answer back.

pub mod action;
pub mod also;
mod bell;
pub mod click;
pub mod condition;
pub mod field;
pub mod form;
pub mod heading;
pub mod list;
pub mod look;
pub mod message;
pub mod moment;
pub mod names;
pub mod places;
pub mod popup;
pub mod scope;
pub mod screen;
pub mod session;
pub mod text;
pub mod told;
mod update;
pub mod words;

use std::path::PathBuf;

use jiff::Zoned;

use action::{Action, AskAction, FieldAction, General, Move, StepAction, WayAction};
use field::Field;
use heading::Heading;
use leadpact_workshop::{Change, Place, Step};
use look::Look;
pub use message::{Effect, Message};
use moment::Moment;
use places::Checklist;
use popup::Popup;
use scope::Scope;
use screen::Screen;
use screen::standard::StandardText;
use session::Session;
use text::TextField;
use told::Told;
pub use update::update;

/// A window in character cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The least window in which the screens have room.
pub const LEAST: Size = Size {
    width: 60,
    height: 16,
};

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// It did not work, or something needs attention.
    Warning,
}

/// One short sentence for the person, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

/// A change that was taken back or made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Travelled {
    /// False: taken back; true: made again.
    pub forth: bool,
    /// What it was and where it stands.
    pub told: Told,
}

/// What every screen may read and change beside its own state.
#[derive(Debug)]
pub struct Shared {
    /// The time of day, to be written down; refreshed before every message.
    pub now: Zoned,
    /// How late it is, for what is due; refreshed with it.
    pub at: Moment,
    /// The window.
    pub size: Size,
    /// Colours and marks.
    pub look: Look,
    /// What the program has to say right now.
    pub notice: Option<Notice>,
    /// What the bell rang for, in the header until the next key; `None` as a rule.
    pub bell: Option<String>,
    /// Whether the terminal's own bell rings too.
    pub rings: bool,
    /// What stands in front of the screen; the last one has the keys.
    pub popups: Vec<Popup>,
    /// The opened workshop; `None` at home.
    pub session: Option<Session>,
    /// The screen to go to once this message is answered.
    pub go: Option<Screen>,
    /// What was just taken back or made again, until it is said.
    pub travelled: Option<Travelled>,
    /// Where the last change stands that was taken back or made again out of sight, with the label of its row; until
    /// the next key.
    pub there: Option<(Place, Option<String>)>,
    /// Where the checklist was left by somebody who closes one of its points; `None` while nobody does.
    pub checklist: Option<Checklist>,
    /// The walk through the standard text that waits while one thing of it is changed; `None` while nobody does.
    pub errand: Option<Box<StandardText>>,
    /// Forms whose answers were taken in, while somebody is asked whether to delete them.
    pub forms: Vec<PathBuf>,
    /// What an editor wrote before it ended with an error, while somebody is asked about it; `None` as a rule.
    pub written: Option<String>,
    /// Whether clicks and the wheel come here; else the terminal selects text with the mouse.
    pub mouse: bool,
    /// Where to, while the workshop is being closed; `None` while nobody leaves it.
    pub leaving: Option<Leaving>,
}

/// Where somebody goes who leaves a workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// To the list of workshops.
    Home,
    /// Out of the program.
    Program,
    /// Out of the program because a signal says so: nobody is there to be asked.
    AtOnce,
}

impl Shared {
    /// Time passes: of the day, and for what is due.
    pub(crate) fn passes(&mut self, now: Zoned, at: Moment) {
        self.now = now;
        self.at = at;
        if let Some(session) = &mut self.session {
            session.passes(at);
        }
    }

    /// Says that something worked.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone: Tone::Good,
            text: text.into(),
        });
    }

    /// Says that something did not work or needs attention.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone: Tone::Warning,
            text: text.into(),
        });
    }
}

impl Shared {
    /// The header of every screen of an open workshop.
    #[must_use]
    pub fn workshop_heading(&self) -> Heading {
        self.session
            .as_ref()
            .map_or_else(Heading::default, heading::of)
    }

    /// The header of a screen that may be looked at before the workshop has come to its step.
    #[must_use]
    pub fn heading_of_step(&self, step: Step) -> Heading {
        let mut heading = self.workshop_heading();
        if let Some(session) = &self.session {
            heading.look_at(step, session);
        }
        heading
    }

    /// Leaves the workshop. What is not on disk yet is saved first.
    pub fn go_home(&mut self) -> Vec<Effect> {
        self.close(Leaving::Home)
    }

    /// Closes the workshop on the way to somewhere else; the way is gone on once it is closed.
    pub(crate) fn close(&mut self, leaving: Leaving) -> Vec<Effect> {
        let now = self.now.clone();
        if let Some(session) = &mut self.session {
            session.run_clock(None, None, &now);
        }
        self.leaving = Some(leaving);
        vec![Effect::CloseWorkshop]
    }

    /// Goes to a step, if it is open yet.
    pub fn enter(&mut self, step: Step) {
        let Some(session) = &mut self.session else {
            return;
        };
        match screen::of_step(step, session) {
            Ok(screen) => {
                let now = self.now.clone();
                // Promises and the checklist may be looked at early; the workshop has not come that far.
                let early = step > Step::Compare && !session.workshop().is_revealed();
                if session.workshop().head.step != step && !early {
                    session.remember(&now, |w| w.head.step = step);
                }
                self.go = Some(screen);
            }
            Err(why) => self.warn(why),
        }
    }

    /// Begins the walk through the standard text; `from` is the step it goes back to.
    pub fn walk(&mut self, from: Step) {
        let Some(session) = &self.session else {
            return;
        };
        if session.workshop().is_closed() {
            self.warn(
                "This version is signed and stays as it is. Choose amend to work on the next one.",
            );
            return;
        }
        match StandardText::open(session, from) {
            Some(walk) => {
                if walk.is_again() {
                    self.say("Every standard text is opened already. Here it is to look at again.");
                }
                self.go = Some(Screen::Standard(Box::new(walk)));
            }
            None => self.say("There is no standard text."),
        }
    }

    /// Takes the last change back, or makes it again, and returns it; `None` where there was none. What it was is said
    /// once the screen has followed.
    pub fn travel(&mut self, forth: bool) -> Option<Change> {
        let now = self.now.clone();
        let session = self.session.as_mut()?;
        let before = session.workshop().clone();
        let change = if forth {
            session.redo(&now)?
        } else {
            session.undo(&now)?
        };
        let after = session.workshop();
        let told = if forth {
            told::told(&change, &before, after)
        } else {
            told::told(&change, after, &before)
        };
        self.travelled = Some(Travelled { forth, told });
        Some(change)
    }

    /// Makes a change that can be undone, and says so where it is refused. True when it was made.
    pub fn change(&mut self, change: Change) -> bool {
        let now = self.now.clone();
        let Some(session) = &mut self.session else {
            return false;
        };
        match session.change(change, &now) {
            Ok(()) => true,
            Err(why) => {
                self.warn(why.to_string());
                false
            }
        }
    }
}

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
        let list = Effect::ListWorkshops;
        std::iter::once(list)
            .chain(self.open.clone().map(Effect::OpenWorkshop))
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
            None => self.screen.scope(),
        }
    }

    /// What the header says.
    #[must_use]
    pub fn heading(&self) -> Heading {
        Heading {
            flash: self.shared.bell.clone().unwrap_or_default(),
            ..self.screen.heading(&self.shared)
        }
    }

    /// Whether the window is too small for any screen: nothing is shown then, and nothing done that nobody sees.
    #[must_use]
    pub fn is_too_small(&self) -> bool {
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
        Some(self.screen.step().unwrap_or(session.workshop().head.step))
    }

    /// The step that the key for the next one leads to: those that are not open yet are passed over. `None` behind the
    /// last one, and at home.
    #[must_use]
    pub fn next_step(&self) -> Option<Step> {
        let (session, here) = (self.shared.session.as_ref()?, self.step()?);
        let mut steps = Step::ALL.into_iter().filter(|step| *step > here);
        steps.find(|step| screen::is_open(*step, session.workshop()))
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
            _ => self.screen.hint(action, &self.shared),
        }
    }

    /// Whether there is a way to go: not from a private sheet, and not in the middle of the walk.
    fn leads(&self, way: WayAction) -> bool {
        let free = match &self.screen {
            Screen::HandOver(_) | Screen::Sheet(_) | Screen::Home(_) => false,
            _ => self.shared.errand.is_none(),
        };
        free && match way {
            WayAction::There => self.shared.there.is_some(),
            WayAction::Checklist => self.shared.checklist.is_some(),
        }
    }

    /// When the shell must send the next [`Message::Tick`] without being asked; None while nothing
    /// on the screen or on its way to the disk depends on the time.
    #[must_use]
    pub fn next_tick(&self) -> Option<Moment> {
        let session = self.shared.session.as_ref()?;
        [
            session.save_due(),
            session.next_minute(),
            self.screen.hides_at(),
        ]
        .into_iter()
        .flatten()
        .min()
    }
}
