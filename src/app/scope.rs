//! Where the keys go: which part of the application listens now.

/// Declares [`Scope`], what is asked after each, and its title, from one table: a line for each.
macro_rules! scopes {
    ($($(#[$about:meta])* $name:ident $title:literal $kind:ident),+ $(,)?) => {
        /// A place that gives keys a meaning. The key table has its rows under these names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Scope {
            $($(#[$about])* $name),+
        }

        impl Scope {
            /// Every scope.
            pub const ALL: [Self; [$(stringify!($name)),+].len()] = [$(Self::$name),+];

            /// This scope and the wider ones that are asked after it; the first row found has the key.
            #[must_use]
            pub fn chain(self) -> &'static [Self] {
                match self {
                    $(Self::$name => chain!($kind $name)),+
                }
            }

            /// Its name above a list of keys.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title),+
                }
            }

            const fn kind(self) -> Kind {
                match self {
                    $(Self::$name => Kind::$kind),+
                }
            }
        }
    };
}

/// A scope of this kind, and the wider ones behind it.
macro_rules! chain {
    (Root $name:ident) => {
        &[Scope::$name]
    };
    (Field $name:ident) => {
        &[Scope::$name, Scope::Anywhere]
    };
    (Front $name:ident) => {
        &[Scope::$name, Scope::Anywhere]
    };
    (Browsed $name:ident) => {
        &[Scope::$name, Scope::Browsing, Scope::Anywhere]
    };
    (InWorkshop $name:ident) => {
        &[
            Scope::$name,
            Scope::Workshop,
            Scope::Browsing,
            Scope::Anywhere,
        ]
    };
}

/// What kind of place a scope is: it says what is asked after it, and where letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The widest of all.
    Root,
    /// Letters are typed into a text field.
    Field,
    /// It stands in front of a screen, with keys of its own.
    Front,
    /// A list or a page where letters are keys.
    Browsed,
    /// The same in an open workshop, with its keys.
    InWorkshop,
}

scopes! {
    /// Everywhere, even while typing: so no plain letters here.
    Anywhere "Everywhere" Root,
    /// Wherever letters are not typed into a field.
    Browsing "Lists and pages" Front,
    /// In any text field of one line.
    Line "Text field" Field,
    /// In any text field of many lines.
    Lines "Text of several lines" Field,
    /// The list of workshops.
    Home "Home" Browsed,
    /// Typing the filter of the list of workshops.
    HomeFilter "Home: filter" Field,
    /// The help page.
    Help "Help" Front,
    /// The palette.
    Palette "Palette" Field,
    /// Something to read and close.
    Notice "Something to read" Front,
    /// A dialog with two answers.
    Dialog "Dialog" Front,
    /// A dialog that asks for a reason.
    DialogField "Dialog with a reason" Field,
    /// Every screen of an open workshop where letters are keys.
    Workshop "An open workshop" Browsed,
    /// Choices and buttons of the set-up.
    Setup "Set-up" Browsed,
    /// A field of the set-up.
    SetupField "Set-up: field" Field,
    /// The board of the define step.
    Define "Define" InWorkshop,
    /// The hand-over card.
    HandOver "Hand-over card" Browsed,
    /// Values of a question.
    SheetValues "Sheet: values" Browsed,
    /// Signals or lead cards.
    SheetGrid "Sheet: grid" Browsed,
    /// A field of one line on a sheet.
    SheetField "Sheet: field" Field,
    /// Free text on a sheet.
    SheetWords "Sheet: free text" Field,
    /// The end of a sheet.
    SheetReview "Sheet: the end" Browsed,
    /// The list of what can show something.
    ConditionList "How it shows: list" Field,
    /// Choices and marks of a comparison.
    Condition "How it shows" Browsed,
    /// A field of a comparison.
    ConditionField "How it shows: field" Field,
    /// The scoring model.
    Scoring "Scoring model" InWorkshop,
    /// The walk through the standard text.
    Standard "Standard text" InWorkshop,
    /// The ladder of stages.
    Stages "Stages" InWorkshop,
    /// Choices of one stage.
    StageForm "One stage" InWorkshop,
    /// A field of one stage.
    StageField "One stage: field" Field,
    /// Lists of the SLA step.
    Sla "SLA" InWorkshop,
    /// Choices and readings of an SLA form.
    SlaForm "SLA: choices" InWorkshop,
    /// A field of an SLA form.
    SlaField "SLA: field" Field,
    /// All answers side by side.
    Compare "Compare" InWorkshop,
    /// Own words, alone on the screen.
    CompareWords "Compare: own words" InWorkshop,
    /// Values that may be the same.
    ComparePairs "Compare: same thing?" InWorkshop,
    /// Choices of two values becoming one.
    PairForm "One thing: choices" Browsed,
    /// A field of two values becoming one.
    PairField "One thing: field" Field,
    /// All points of the agree step.
    AgreeList "Agree: all points" InWorkshop,
    /// One point being settled.
    Agree "Agree" InWorkshop,
    /// A field of one line while agreeing.
    AgreeField "Agree: field" Field,
    /// Values of an agreed answer.
    AgreeValues "Agree: values" InWorkshop,
    /// Signals or lead cards of an agreed answer.
    AgreeGrid "Agree: grid" InWorkshop,
    /// Free text of an agreed answer.
    AgreeText "Agree: free text" Field,
    /// One question of the comparison in full.
    SideBySide "Side by side" InWorkshop,
    /// The checklist and the names.
    Sign "Sign" InWorkshop,
    /// A name or a reason on the sign screen.
    SignField "Sign: field" Field,
    /// Versions and log.
    History "History" InWorkshop,
}

impl Scope {
    /// True where keys without a row in the table are typed into a text field.
    #[must_use]
    pub fn takes_text(self) -> bool {
        match self.kind() {
            Kind::Field => true,
            Kind::Root | Kind::Front | Kind::Browsed | Kind::InWorkshop => false,
        }
    }
}
