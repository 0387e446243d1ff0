//! Every place where a person types: one name for each, so that none is forgotten.
//!
//! No text field can be made without saying which of these it is, and what must be known of each (how many lines it
//! holds, and in the tests how a person gets there and what can be typed) is asked for by the compiler.

use jiff::civil::Date;

use leadpact_workshop::written::{amount, closed, day, hours, zone};

/// How many lines a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One; line breaks in pasted text become spaces.
    One,
    /// One that holds whole sentences: it can be written in an editor of one's own, and is one line again after that.
    Prose,
    /// Many, wrapped softly at the width they are drawn in.
    Many,
}

/// Declares the enum together with `ALL`, the list that the tests go through.
macro_rules! fields {
    ($(#[$outer:meta])* pub enum $name:ident { $($(#[$inner:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$inner])* $variant),+ }

        impl $name {
            /// Every field, in the order in which a workshop comes to them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

fields! {
    /// A place where a person types a line or a text.
    pub enum Field {
        /// The title of a workshop that has no file yet.
        NewTitle,
        /// The title of the open workshop.
        Title,
        /// Whose leads these are.
        Company,
        /// What is sold.
        Offering,
        /// The code of the currency.
        Currency,
        /// Where the workshop takes place.
        TimeZone,
        /// Minutes for each private sheet.
        SheetMinutes,
        /// Minutes to compare.
        CompareMinutes,
        /// Minutes to agree.
        AgreeMinutes,
        /// Minutes for the promises.
        SlaMinutes,
        /// Minutes to sign.
        SignMinutes,
        /// What a party is called.
        PartyName,
        /// Who answers for a party.
        PartyPeople,
        /// An answer in own words, on a sheet or while agreeing.
        SheetWords,
        /// A value that is no option.
        SheetOwn,
        /// The lower end of a range.
        SheetFrom,
        /// The upper end of a range.
        SheetTo,
        /// Where a must is seen.
        SheetSeen,
        /// Why a person says so.
        SheetBecause,
        /// The list of what can show something.
        ConditionFind,
        /// The name of a column that is not in the list.
        ConditionColumn,
        /// Values as the CRM writes them.
        ConditionValues,
        /// A number, or the lower of two.
        ConditionNumber,
        /// The higher of two numbers.
        ConditionUpper,
        /// Days of a comparison.
        ConditionDays,
        /// Who gets the leads of a route.
        ConditionTo,
        /// A wording for two values that are the same.
        PairWording,
        /// How the CRM spells it.
        PairCells,
        /// Where an agreed must is seen.
        AgreedSeen,
        /// Who learns it before the hand-off.
        PreQualifyWho,
        /// What is learned.
        PreQualifyLearns,
        /// Who brings a parked point back.
        ParkOwner,
        /// When.
        ParkDue,
        /// Why it was decided so.
        DecisionBecause,
        /// Why a party objects.
        Objection,
        /// What people call a stage.
        StageName,
        /// Points that a stage needs.
        StageThreshold,
        /// When a lead leaves it.
        StageLeaves,
        /// What the other side may expect.
        StageExpect,
        /// What happens next.
        StageNext,
        /// What keeps a lead warm.
        StageNurture,
        /// Who gets a lead that no route takes.
        StageOtherwise,
        /// Facts that travel with the lead.
        StageHandOver,
        /// The ladder that a stage belongs to.
        StageTrack,
        /// What is promised to be done.
        PromiseStop,
        /// Units of the promised time.
        PromiseWithin,
        /// What the time counts from.
        PromiseStart,
        /// The share of cases.
        PromiseShare,
        /// Days over which the share counts.
        PromiseWindow,
        /// What people do when it is missed.
        PromiseMissed,
        /// Words added to the sentence.
        PromiseWords,
        /// When to warn.
        PromiseWarn,
        /// Fields that are filled in.
        PromiseFields,
        /// How many leads.
        PromiseAtLeast,
        /// The share of them that must be of a certain quality.
        PromiseFloor,
        /// Where the clocks run.
        CalendarZone,
        /// Opening hours of a day.
        CalendarHours,
        /// Days on which nobody works.
        CalendarClosed,
        /// Leads a month.
        CapacityLeads,
        /// People who follow them up.
        CapacityPeople,
        /// Days on which they do.
        CapacityDays,
        /// Attempts for each lead.
        CapacityAttempts,
        /// Who in sales says that it can be done.
        CapacityConfirmed,
        /// What sales chooses when it gives a lead back.
        RejectionReason,
        /// What must have happened before.
        RejectionAfter,
        /// Days from one review to the next.
        ReviewDays,
        /// A name under the text.
        SignName,
        /// Since when it is in force.
        SignFrom,
        /// What becomes of leads handed over before.
        SignHandedOver,
        /// Why a change of an amendment is made.
        ChangeBecause,
        /// Which workshops are listed.
        HomeFilter,
        /// A part of the name of an action.
        PaletteQuery,
        /// Why something is done that a dialog asks about.
        DialogReason,
        /// The word that opens a party's sheets.
        PartyWord,
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// A text of many lines.
    Text,
    /// A line of words.
    Line,
    /// A line of whole sentences.
    Sentence,
    /// A number from nought up.
    Number,
    /// A time zone.
    Zone,
    /// The opening hours of a day.
    Hours,
    /// Days on which nobody works.
    ClosedDays,
    /// A day.
    Day,
}

/// The most characters of a field, by what is written there. What a file holds may be longer: it is kept.
mod most {
    /// A title.
    pub const TITLE: usize = 200;
    /// A name, a number, a day or a time zone.
    pub const NAME: usize = 100;
    /// What is looked for.
    pub(crate) const SEARCH: usize = 200;
    /// A line.
    pub const LINE: usize = 500;
    /// A line of several names, values or days.
    pub const LIST: usize = 2_000;
    /// A line of whole sentences.
    pub(crate) const SENTENCES: usize = 2_000;
    /// A text of many lines.
    pub const TEXT: usize = 20_000;
}

impl Field {
    /// How many characters can be typed there.
    #[must_use]
    pub fn most(self) -> usize {
        match self {
            Self::NewTitle | Self::Title => most::TITLE,
            Self::Company
            | Self::Currency
            | Self::TimeZone
            | Self::SheetMinutes
            | Self::CompareMinutes
            | Self::AgreeMinutes
            | Self::SlaMinutes
            | Self::SignMinutes
            | Self::PartyName
            | Self::SheetFrom
            | Self::SheetTo
            | Self::ConditionColumn
            | Self::ConditionNumber
            | Self::ConditionUpper
            | Self::ConditionDays
            | Self::ConditionTo
            | Self::ParkOwner
            | Self::ParkDue
            | Self::StageName
            | Self::StageThreshold
            | Self::StageOtherwise
            | Self::StageTrack
            | Self::PromiseWithin
            | Self::PromiseShare
            | Self::PromiseWindow
            | Self::PromiseAtLeast
            | Self::CalendarZone
            | Self::CapacityLeads
            | Self::CapacityPeople
            | Self::CapacityDays
            | Self::CapacityAttempts
            | Self::CapacityConfirmed
            | Self::ReviewDays
            | Self::SignName
            | Self::SignFrom => most::NAME,
            Self::ConditionFind | Self::HomeFilter | Self::PaletteQuery => most::SEARCH,
            Self::Offering
            | Self::SheetOwn
            | Self::SheetSeen
            | Self::PairWording
            | Self::AgreedSeen
            | Self::PreQualifyWho
            | Self::PromiseStop
            | Self::PromiseStart
            | Self::PromiseWarn
            | Self::PromiseFloor
            | Self::CalendarHours
            | Self::RejectionAfter
            | Self::PartyWord => most::LINE,
            Self::PartyPeople
            | Self::ConditionValues
            | Self::PairCells
            | Self::StageHandOver
            | Self::PromiseFields
            | Self::CalendarClosed => most::LIST,
            Self::SheetBecause
            | Self::PreQualifyLearns
            | Self::DecisionBecause
            | Self::Objection
            | Self::StageLeaves
            | Self::StageExpect
            | Self::StageNext
            | Self::StageNurture
            | Self::PromiseMissed
            | Self::PromiseWords
            | Self::RejectionReason
            | Self::SignHandedOver
            | Self::ChangeBecause
            | Self::DialogReason => most::SENTENCES,
            Self::SheetWords => most::TEXT,
        }
    }

    fn holds(self) -> Holds {
        match self {
            Self::SheetWords => Holds::Text,
            Self::SheetMinutes
            | Self::CompareMinutes
            | Self::AgreeMinutes
            | Self::SlaMinutes
            | Self::SignMinutes
            | Self::SheetFrom
            | Self::SheetTo
            | Self::ConditionNumber
            | Self::ConditionUpper
            | Self::ConditionDays
            | Self::StageThreshold
            | Self::PromiseWithin
            | Self::PromiseWindow
            | Self::PromiseAtLeast
            | Self::CapacityLeads
            | Self::CapacityPeople
            | Self::CapacityDays
            | Self::CapacityAttempts
            | Self::ReviewDays => Holds::Number,
            Self::NewTitle
            | Self::Title
            | Self::Company
            | Self::Offering
            | Self::Currency
            | Self::PartyName
            | Self::PartyPeople
            | Self::SheetOwn
            | Self::SheetSeen
            | Self::ConditionFind
            | Self::ConditionColumn
            | Self::ConditionValues
            | Self::ConditionTo
            | Self::PairWording
            | Self::PairCells
            | Self::AgreedSeen
            | Self::PreQualifyWho
            | Self::ParkOwner
            | Self::StageName
            | Self::StageOtherwise
            | Self::StageHandOver
            | Self::StageTrack
            | Self::PromiseStop
            | Self::PromiseStart
            | Self::PromiseShare
            | Self::PromiseWarn
            | Self::PromiseFields
            | Self::PromiseFloor
            | Self::CapacityConfirmed
            | Self::RejectionAfter
            | Self::SignName
            | Self::HomeFilter
            | Self::PartyWord
            | Self::PaletteQuery => Holds::Line,
            Self::SheetBecause
            | Self::PreQualifyLearns
            | Self::DecisionBecause
            | Self::Objection
            | Self::StageLeaves
            | Self::StageExpect
            | Self::StageNext
            | Self::StageNurture
            | Self::PromiseMissed
            | Self::PromiseWords
            | Self::RejectionReason
            | Self::SignHandedOver
            | Self::ChangeBecause
            | Self::DialogReason => Holds::Sentence,
            Self::TimeZone | Self::CalendarZone => Holds::Zone,
            Self::CalendarHours => Holds::Hours,
            Self::CalendarClosed => Holds::ClosedDays,
            Self::ParkDue | Self::SignFrom => Holds::Day,
        }
    }

    /// How many lines it holds.
    #[must_use]
    pub fn lines(self) -> Lines {
        match self.holds() {
            Holds::Text => Lines::Many,
            Holds::Sentence => Lines::Prose,
            Holds::Line
            | Holds::Number
            | Holds::Zone
            | Holds::Hours
            | Holds::ClosedDays
            | Holds::Day => Lines::One,
        }
    }

    /// What a text is understood as, where it is not written as the field itself would write it: `5k` is 5,000. `None`
    /// for words, and for what cannot be read. `today`: for days without a year.
    #[must_use]
    pub fn understood(self, text: &str, today: Option<Date>) -> Option<String> {
        let typed = text.trim();
        let (words, written) = match self.holds() {
            Holds::Text | Holds::Line | Holds::Sentence => return None,
            Holds::Number => {
                let written = amount::grouped(amount::number(typed)?);
                (written.clone(), written)
            }
            Holds::Zone => {
                let name = zone::read(typed).ok()?;
                match zone::hint(&name) {
                    Some(hint) => return Some(hint),
                    None => (name.clone(), name),
                }
            }
            Holds::Hours => {
                let hours = hours::read(typed).ok()?;
                (hours::shown(&hours), hours::written(&hours))
            }
            Holds::ClosedDays => {
                let days = closed::read(typed, today?).ok()?;
                (closed::shown(&days), closed::written(&days))
            }
            Holds::Day => {
                let day = day::read(typed, today?).ok()?;
                return Some(day::shown(day));
            }
        };
        (written != typed && !typed.is_empty()).then_some(words)
    }
}
