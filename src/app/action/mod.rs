//! What a person can ask for, by name and without keys. Each screen has one nested enum, in a file of its name.

mod agree;
mod compare;
mod condition;
mod define;
mod hand_over;
mod history;
mod home;
mod scoring;
mod setup;
mod sheet;
mod sign;
mod sla;
mod stages;
mod standard;

use leadpact_workshop::Step;

pub use agree::AgreeAction;
pub use compare::CompareAction;
pub use condition::ConditionAction;
pub use define::DefineAction;
pub use hand_over::HandOverAction;
pub use history::HistoryAction;
pub use home::HomeAction;
pub use scoring::ScoringAction;
pub use setup::SetupAction;
pub use sheet::SheetAction;
pub use sign::SignAction;
pub use sla::SlaAction;
pub use stages::StagesAction;
pub use standard::StandardAction;

/// Declares an enum of actions together with `ALL`, the list that the key table is checked against.
macro_rules! actions {
    ($(#[$outer:meta])* pub enum $name:ident { $($(#[$inner:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$inner])* $variant),+ }

        impl $name {
            /// Every action of this kind, in the order they are declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}
use actions;

/// Declares [`Action`] out of the enums it gathers, together with the list of all actions.
macro_rules! gathered {
    ($(#[$outer:meta])* pub enum Action { $($(#[$inner:meta])* $variant:ident($kind:ident)),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[$inner])* $variant($kind)),+ }

        impl Action {
            /// Every action there is, in a stable order.
            pub fn all() -> impl Iterator<Item = Self> {
                std::iter::empty()$(.chain($kind::ALL.iter().copied().map(Self::$variant)))+
            }
        }
    };
}

gathered! {
    /// Everything that a key, a click or the palette can ask for.
    pub enum Action {
        /// The same on every screen.
        General(General),
        /// Moving the highlight.
        Move(Move),
        /// Inside a text field.
        Field(FieldAction),
        /// Going from one of the five steps to another.
        Step(StepAction),
        /// Going where something stands, and back.
        Way(WayAction),
        /// Where the workshop is saved.
        Save(SaveAction),
        /// In a dialog.
        Ask(AskAction),
        /// On the home screen.
        Home(HomeAction),
        /// While setting up.
        Setup(SetupAction),
        /// On the board of the define step.
        Define(DefineAction),
        /// On the hand-over card.
        HandOver(HandOverAction),
        /// On a private sheet.
        Sheet(SheetAction),
        /// While saying how a record shows something.
        Condition(ConditionAction),
        /// In the stage editor.
        Stages(StagesAction),
        /// In the scoring model.
        Scoring(ScoringAction),
        /// In the walk through the standard text.
        Standard(StandardAction),
        /// While promising.
        Sla(SlaAction),
        /// While comparing.
        Compare(CompareAction),
        /// While signing.
        Sign(SignAction),
        /// In the history.
        History(HistoryAction),
        /// While agreeing.
        Agree(AgreeAction),
    }
}

actions! {
    /// Actions that mean the same wherever they are asked for.
    pub enum General {
        /// Take the highlighted thing: open it, choose it, go on with it.
        Choose,
        /// One step back: close the popup, leave the field.
        Back,
        /// Explain this screen and its keys.
        Help,
        /// Find any action by its name.
        Palette,
        /// Take the last change back.
        Undo,
        /// Make the change again that was taken back.
        Redo,
        /// Change to the next theme.
        NextTheme,
        /// Switch between drawn lines and plain ASCII.
        Ascii,
        /// Leave the mouse to the terminal, so that text can be selected, or take it back.
        Mouse,
        /// Ring the terminal's bell when the header flashes, or do not.
        Bell,
        /// Draw the whole screen again.
        Redraw,
        /// Put the program to sleep and return to the shell.
        Suspend,
        /// Leave the program.
        Quit,
    }
}

actions! {
    /// Moving the highlight in a list, a grid or a page.
    pub enum Move {
        /// One row up.
        Up,
        /// One row down.
        Down,
        /// One cell to the left.
        Left,
        /// One cell to the right.
        Right,
        /// A screenful up.
        PageUp,
        /// A screenful down.
        PageDown,
        /// To the first row.
        First,
        /// To the last row.
        Last,
        /// To the next field of a form.
        NextField,
        /// To the previous field of a form.
        PreviousField,
    }
}

actions! {
    /// Leaving or handing over a text field. Typing itself is no action.
    pub enum FieldAction {
        /// Done with this field: go on.
        Done,
        /// Edit the text in the editor named by `VISUAL` or `EDITOR`.
        Outside,
    }
}

actions! {
    /// Going to one of the five steps, or to the standard text.
    pub enum StepAction {
        /// To the step before this one.
        Previous,
        /// To the step after this one.
        Next,
        /// To the board of who has answered.
        Define,
        /// To the comparison.
        Compare,
        /// To settling the differences.
        Agree,
        /// To the promises.
        Sla,
        /// To the signatures.
        Sign,
        /// To what came with the template and nobody has opened.
        Standard,
    }
}

impl StepAction {
    /// Going to this step.
    #[must_use]
    pub const fn to(step: Step) -> Self {
        match step {
            Step::Define => Self::Define,
            Step::Compare => Self::Compare,
            Step::Agree => Self::Agree,
            Step::Sla => Self::Sla,
            Step::Sign => Self::Sign,
        }
    }
}

actions! {
    /// Going where something stands, and back.
    pub enum WayAction {
        /// To what was just taken back or made again on another screen.
        There,
        /// Back to the checklist, from the place where one of its points is closed.
        Checklist,
    }
}

actions! {
    /// Answering a dialog.
    pub enum AskAction {
        /// Do it.
        Yes,
        /// Leave everything as it is.
        No,
    }
}

actions! {
    /// What to do when the file cannot be written, or is not what was opened.
    pub enum SaveAction {
        /// Save under another name and go on there.
        Elsewhere,
        /// Write over the file that somebody else changed; theirs is kept beside it.
        Over,
    }
}
