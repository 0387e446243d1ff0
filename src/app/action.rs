//! What a person can ask for, by name and without keys. Each screen owns one nested enum.

/// Declares an enum of actions together with `ALL`, the list that the key table is checked against.
#[macro_export]
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

/// Everything that a key, a click or the palette can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// The same on every screen.
    General(General),
    /// Moving the highlight.
    Move(Move),
    /// Inside a text field.
    Field(FieldAction),
    /// On the home screen.
    Home(crate::app::screen::home::HomeAction),
}

impl Action {
    /// Every action there is, in a stable order.
    pub fn all() -> impl Iterator<Item = Self> {
        General::ALL
            .iter()
            .copied()
            .map(Self::General)
            .chain(Move::ALL.iter().copied().map(Self::Move))
            .chain(FieldAction::ALL.iter().copied().map(Self::Field))
            .chain(
                crate::app::screen::home::HomeAction::ALL
                    .iter()
                    .copied()
                    .map(Self::Home),
            )
    }
}

actions! {
    /// Actions that mean the same wherever they are asked for.
    pub enum General {
        /// Take the highlighted thing: open it, choose it, go on with it.
        Choose,
        /// One step back: close the popup, leave the field.
        Back,
        /// Yes, do it: the answer to "are you sure?".
        Yes,
        /// Explain this screen and its keys.
        Help,
        /// Find any action by its name.
        Palette,
        /// Change to the next theme.
        NextTheme,
        /// Switch between drawn lines and plain ASCII.
        Ascii,
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
