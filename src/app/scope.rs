//! Where the keys go: which part of the application listens now.

/// A place that gives keys a meaning. The key table has its rows under these names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere, even while typing: so no plain letters here.
    Anywhere,
    /// Wherever letters are not typed into a field.
    Browsing,
    /// In any text field of one line.
    Line,
    /// In any text field of many lines.
    Lines,
    /// The list of workshops.
    Home,
    /// Typing the filter of the list of workshops.
    HomeFilter,
    /// The help page.
    Help,
    /// The palette.
    Palette,
    /// Something to read and close.
    Notice,
    /// A dialog with two answers.
    Dialog,
    /// A dialog that asks for a reason.
    DialogField,
    /// Every screen of an open workshop where letters are keys.
    Workshop,
    /// Choices and buttons of the set-up.
    Setup,
    /// A field of the set-up.
    SetupField,
    /// The board of the define step.
    Define,
    /// The hand-over card.
    HandOver,
    /// Values of a question.
    SheetValues,
    /// Signals or lead cards.
    SheetGrid,
    /// A field of one line on a sheet.
    SheetField,
    /// Free text on a sheet.
    SheetWords,
    /// The end of a sheet.
    SheetReview,
    /// The list of what can show something.
    ConditionList,
    /// Choices and marks of a comparison.
    Condition,
    /// A field of a comparison.
    ConditionField,
    /// The scoring model.
    Scoring,
    /// The walk through the standard text.
    Standard,
    /// The ladder of stages.
    Stages,
    /// Choices of one stage.
    StageForm,
    /// A field of one stage.
    StageField,
    /// Lists of the SLA step.
    Sla,
    /// Choices and readings of an SLA form.
    SlaForm,
    /// A field of an SLA form.
    SlaField,
    /// All answers side by side.
    Compare,
    /// Own words, alone on the screen.
    CompareWords,
    /// Values that may be the same.
    ComparePairs,
    /// Choices of two values becoming one.
    PairForm,
    /// A field of two values becoming one.
    PairField,
    /// All points of the agree step.
    AgreeList,
    /// One point being settled.
    Agree,
    /// A field of one line while agreeing.
    AgreeField,
    /// Values of an agreed answer.
    AgreeValues,
    /// Signals or lead cards of an agreed answer.
    AgreeGrid,
    /// Free text of an agreed answer.
    AgreeText,
    /// One question of the comparison in full.
    SideBySide,
    /// The checklist and the names.
    Sign,
    /// A name or a reason on the sign screen.
    SignField,
    /// Versions and log.
    History,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 47] = [
        Self::Anywhere,
        Self::Browsing,
        Self::Line,
        Self::Lines,
        Self::Home,
        Self::HomeFilter,
        Self::Help,
        Self::Palette,
        Self::Notice,
        Self::Dialog,
        Self::DialogField,
        Self::Workshop,
        Self::Setup,
        Self::SetupField,
        Self::Define,
        Self::HandOver,
        Self::SheetValues,
        Self::SheetGrid,
        Self::SheetField,
        Self::SheetWords,
        Self::SheetReview,
        Self::ConditionList,
        Self::Condition,
        Self::ConditionField,
        Self::Scoring,
        Self::Standard,
        Self::Stages,
        Self::StageForm,
        Self::StageField,
        Self::Sla,
        Self::SlaForm,
        Self::SlaField,
        Self::Compare,
        Self::CompareWords,
        Self::ComparePairs,
        Self::PairForm,
        Self::PairField,
        Self::AgreeList,
        Self::Agree,
        Self::AgreeField,
        Self::AgreeValues,
        Self::AgreeGrid,
        Self::AgreeText,
        Self::SideBySide,
        Self::Sign,
        Self::SignField,
        Self::History,
    ];

    /// This scope and the wider ones that are asked after it; the first row found has the key.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one line or a few for each scope")]
    pub fn chain(self) -> &'static [Self] {
        match self {
            Self::Anywhere => &[Self::Anywhere],
            Self::Browsing => &[Self::Browsing, Self::Anywhere],
            Self::Line => &[Self::Line, Self::Anywhere],
            Self::Lines => &[Self::Lines, Self::Anywhere],
            Self::Home => &[Self::Home, Self::Browsing, Self::Anywhere],
            Self::HomeFilter => &[Self::HomeFilter, Self::Anywhere],
            Self::Help => &[Self::Help, Self::Anywhere],
            Self::Palette => &[Self::Palette, Self::Anywhere],
            Self::Notice => &[Self::Notice, Self::Anywhere],
            Self::Dialog => &[Self::Dialog, Self::Anywhere],
            Self::DialogField => &[Self::DialogField, Self::Anywhere],
            Self::Workshop => &[Self::Workshop, Self::Browsing, Self::Anywhere],
            Self::Setup => &[Self::Setup, Self::Browsing, Self::Anywhere],
            Self::SetupField => &[Self::SetupField, Self::Anywhere],
            Self::Define => &[Self::Define, Self::Workshop, Self::Browsing, Self::Anywhere],
            Self::HandOver => &[Self::HandOver, Self::Browsing, Self::Anywhere],
            Self::SheetValues => &[Self::SheetValues, Self::Browsing, Self::Anywhere],
            Self::SheetGrid => &[Self::SheetGrid, Self::Browsing, Self::Anywhere],
            Self::SheetField => &[Self::SheetField, Self::Anywhere],
            Self::SheetWords => &[Self::SheetWords, Self::Anywhere],
            Self::Compare => &[
                Self::Compare,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::CompareWords => &[
                Self::CompareWords,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::ComparePairs => &[
                Self::ComparePairs,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::PairForm => &[Self::PairForm, Self::Browsing, Self::Anywhere],
            Self::PairField => &[Self::PairField, Self::Anywhere],
            Self::AgreeList => &[
                Self::AgreeList,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::Agree => &[Self::Agree, Self::Workshop, Self::Browsing, Self::Anywhere],
            Self::AgreeField => &[Self::AgreeField, Self::Anywhere],
            Self::AgreeValues => &[
                Self::AgreeValues,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::AgreeGrid => &[
                Self::AgreeGrid,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::AgreeText => &[Self::AgreeText, Self::Anywhere],
            Self::SideBySide => &[
                Self::SideBySide,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::SheetReview => &[Self::SheetReview, Self::Browsing, Self::Anywhere],
            Self::ConditionList => &[Self::ConditionList, Self::Anywhere],
            Self::Condition => &[Self::Condition, Self::Browsing, Self::Anywhere],
            Self::ConditionField => &[Self::ConditionField, Self::Anywhere],
            Self::Scoring => &[
                Self::Scoring,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::Standard => &[
                Self::Standard,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::Stages => &[Self::Stages, Self::Workshop, Self::Browsing, Self::Anywhere],
            Self::StageForm => &[
                Self::StageForm,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::StageField => &[Self::StageField, Self::Anywhere],
            Self::Sla => &[Self::Sla, Self::Workshop, Self::Browsing, Self::Anywhere],
            Self::SlaForm => &[
                Self::SlaForm,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
            Self::SlaField => &[Self::SlaField, Self::Anywhere],
            Self::Sign => &[Self::Sign, Self::Workshop, Self::Browsing, Self::Anywhere],
            Self::SignField => &[Self::SignField, Self::Anywhere],
            Self::History => &[
                Self::History,
                Self::Workshop,
                Self::Browsing,
                Self::Anywhere,
            ],
        }
    }

    /// True where keys without a row in the table are typed into a text field.
    #[must_use]
    pub fn takes_text(self) -> bool {
        match self {
            Self::Line
            | Self::Lines
            | Self::HomeFilter
            | Self::Palette
            | Self::DialogField
            | Self::SetupField
            | Self::SheetField
            | Self::ConditionList
            | Self::ConditionField
            | Self::StageField
            | Self::AgreeField
            | Self::AgreeText
            | Self::SheetWords
            | Self::SlaField
            | Self::PairField
            | Self::SignField => true,
            Self::Anywhere
            | Self::Browsing
            | Self::Home
            | Self::Help
            | Self::Notice
            | Self::Dialog
            | Self::Workshop
            | Self::Setup
            | Self::Define
            | Self::HandOver
            | Self::SheetValues
            | Self::SheetGrid
            | Self::Compare
            | Self::CompareWords
            | Self::ComparePairs
            | Self::PairForm
            | Self::AgreeList
            | Self::Agree
            | Self::AgreeValues
            | Self::AgreeGrid
            | Self::SideBySide
            | Self::SheetReview
            | Self::Condition
            | Self::Scoring
            | Self::Standard
            | Self::Stages
            | Self::StageForm
            | Self::Sla
            | Self::SlaForm
            | Self::Sign
            | Self::History => false,
        }
    }

    /// Its name above a list of keys.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Anywhere => "Everywhere",
            Self::Browsing => "Lists and pages",
            Self::Line => "Text field",
            Self::Lines => "Text of several lines",
            Self::Home => "Home",
            Self::HomeFilter => "Home: filter",
            Self::Help => "Help",
            Self::Palette => "Palette",
            Self::Notice => "Something to read",
            Self::Dialog => "Dialog",
            Self::DialogField => "Dialog with a reason",
            Self::Workshop => "An open workshop",
            Self::Setup => "Set-up",
            Self::SetupField => "Set-up: field",
            Self::Define => "Define",
            Self::HandOver => "Hand-over card",
            Self::SheetValues => "Sheet: values",
            Self::SheetGrid => "Sheet: grid",
            Self::SheetField => "Sheet: field",
            Self::SheetWords => "Sheet: free text",
            Self::Compare => "Compare",
            Self::CompareWords => "Compare: own words",
            Self::ComparePairs => "Compare: same thing?",
            Self::PairForm => "One thing: choices",
            Self::PairField => "One thing: field",
            Self::AgreeList => "Agree: all points",
            Self::Agree => "Agree",
            Self::AgreeField => "Agree: field",
            Self::AgreeValues => "Agree: values",
            Self::AgreeGrid => "Agree: grid",
            Self::AgreeText => "Agree: free text",
            Self::SideBySide => "Side by side",
            Self::SheetReview => "Sheet: the end",
            Self::ConditionList => "How it shows: list",
            Self::Condition => "How it shows",
            Self::ConditionField => "How it shows: field",
            Self::Scoring => "Scoring model",
            Self::Standard => "Standard text",
            Self::Stages => "Stages",
            Self::StageForm => "One stage",
            Self::StageField => "One stage: field",
            Self::Sla => "SLA",
            Self::SlaForm => "SLA: choices",
            Self::SlaField => "SLA: field",
            Self::Sign => "Sign",
            Self::SignField => "Sign: field",
            Self::History => "History",
        }
    }
}
