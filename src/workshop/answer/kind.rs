//! The kinds of answers: what is asked in which shape, and what holds of each kind.

use serde::{Deserialize, Serialize};

/// The shape of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The open question, answered in free text before any list is shown.
    OwnWords,
    /// Several values, own values allowed.
    Choice,
    /// Exactly one value, own value allowed.
    One,
    /// The lowest level that still counts.
    Level,
    /// From and to, either may be open.
    Range,
    /// Several values in the order in which they happen.
    Order,
    /// Free text about one criterion, for example the pain a lead wants solved.
    Tags,
    /// Yes or no.
    YesNo,
    /// Which of the options are never a lead.
    NotALead,
    /// Which of the options say that a lead is ours already: it goes to its owner and is neither delivered nor rejected.
    AlreadyOurs,
    /// Each behaviour with a rating.
    Signals,
    /// Each lead card sorted into a stage.
    Cards,
}

/// What holds of a kind wherever it is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trait {
    /// An answer is a condition that a lead may meet, with an importance.
    Criterion,
    /// How much it matters is asked.
    Weighed,
    /// Values can be marked *never*: it has values to mark.
    TakesNever,
    /// *Any* is an answer.
    TakesAny,
    /// It is answered in free text.
    FreeText,
    /// An answer names the options that hold, each a thing of its own.
    ListOfCases,
    /// The parties are compared item by item.
    ByItem,
    /// The parties are compared as wholes, and the whole has a class.
    Classed,
    /// It must be settled before anybody signs.
    MustBeSettled,
    /// Where no record shows it, it is agreed in words; nobody has to ask.
    Told,
}

impl Kind {
    /// All kinds, in the order of this list.
    pub const ALL: [Self; 12] = [
        Self::OwnWords,
        Self::Choice,
        Self::One,
        Self::Level,
        Self::Range,
        Self::Order,
        Self::Tags,
        Self::YesNo,
        Self::NotALead,
        Self::AlreadyOurs,
        Self::Signals,
        Self::Cards,
    ];

    /// The one table of what holds of which kind.
    fn traits(self) -> &'static [Trait] {
        use Trait::{
            ByItem, Classed, Criterion, FreeText, ListOfCases, MustBeSettled, TakesAny, TakesNever,
            Told, Weighed,
        };
        match self {
            Self::OwnWords => &[FreeText, MustBeSettled],
            Self::Choice => &[Criterion, Weighed, TakesNever, TakesAny, Classed],
            Self::One => &[Criterion, Weighed, TakesNever, TakesAny, Classed],
            Self::Level => &[Criterion, Weighed, TakesNever, TakesAny, Classed],
            Self::Range => &[Criterion, Weighed, TakesAny, Classed],
            // Leads take a path as they do: its steps rule no lead out, and it does not matter more or less.
            Self::Order => &[Criterion, TakesAny, Classed, Told],
            Self::Tags => &[Criterion, Weighed, FreeText, Classed],
            Self::YesNo => &[Criterion, Weighed, TakesAny, Classed],
            Self::NotALead => &[ListOfCases, ByItem, Classed, MustBeSettled],
            Self::AlreadyOurs => &[ListOfCases, ByItem, Classed],
            Self::Signals => &[ByItem, Classed],
            Self::Cards => &[ByItem, Classed],
        }
    }

    fn is(self, what: Trait) -> bool {
        self.traits().contains(&what)
    }

    /// Whether an answer of this shape is a condition that a lead may meet, with an importance.
    #[must_use]
    pub fn is_criterion(self) -> bool {
        self.is(Trait::Criterion)
    }

    /// Whether it is asked how much the answer matters: of a criterion, but not of a path, which leads take as they do.
    pub(crate) fn is_weighed(self) -> bool {
        self.is(Trait::Weighed)
    }

    /// Whether values can be marked *never*: it has values to mark.
    pub(crate) fn takes_never(self) -> bool {
        self.is(Trait::TakesNever)
    }

    /// Whether *any* is an answer.
    pub(crate) fn takes_any(self) -> bool {
        self.is(Trait::TakesAny)
    }

    /// Whether it is answered in free text.
    pub(crate) fn is_free_text(self) -> bool {
        self.is(Trait::FreeText)
    }

    /// Whether an answer names the options that hold, each a thing of its own: what is not a lead, what is already ours.
    #[must_use]
    pub fn is_list_of_cases(self) -> bool {
        self.is(Trait::ListOfCases)
    }

    /// Whether the parties are compared item by item, see [`super::judged`].
    pub(crate) fn is_by_item(self) -> bool {
        self.is(Trait::ByItem)
    }

    /// Whether the answers differ by a class; the open question is read, not classed.
    pub(crate) fn is_classed(self) -> bool {
        self.is(Trait::Classed)
    }

    /// Whether it must be settled before anybody signs: own words, and what is not a lead.
    pub(crate) fn must_be_settled(self) -> bool {
        self.is(Trait::MustBeSettled)
    }

    /// Whether it is agreed in words where no record shows it, so that nobody has to ask: a path.
    pub(crate) fn is_told(self) -> bool {
        self.is(Trait::Told)
    }
}
