//! A point of the checklist: its kind, where it is closed, and whether anybody can sign while it is open.

use crate::Place;

/// Something still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPoint {
    /// What kind of thing.
    pub kind: PointKind,
    /// Where it is closed.
    pub at: Place,
    /// A short sentence without a full stop.
    pub text: String,
    /// Whether nobody can sign while it is open; else it is signed as a listed reservation.
    pub blocks: bool,
}

/// The kinds of open points, in the order of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointKind {
    /// No party stands for one of the two sides.
    OneSide,
    /// The same person would sign for both sides.
    SamePerson,
    /// The answers are not on the table.
    NotRevealed,
    /// A point that cannot be put off is not settled.
    MustSettle,
    /// Nothing is settled that leads to the hand-over.
    HandOver,
    /// A difference neither settled nor parked.
    NotSettled,
    /// A party objects to what was settled.
    Objection,
    /// A side has made no promise that is bound to a time.
    TimeBound,
    /// Nobody has said what happens when sales says no.
    SaysNo,
    /// Standard text that must be opened before anybody signs.
    Standard,
    /// The same answer, or none, that nobody has taken into the definition.
    NotTaken,
    /// Put off, with an owner and a date.
    Parked,
    /// A must that nobody can observe.
    Unobservable,
    /// A stage that no lead enters, or not as planned.
    Stage,
    /// A lead card that the rules put into another stage than the parties did.
    Card,
    /// A promise that cannot be measured.
    Promise,
    /// Something agreed in words that nothing carries out.
    InWords,
    /// Sales has not said that it can follow up the promised volume.
    Volume,
    /// A party has not said what it thinks of a decision.
    Voice,
    /// Standard text that nobody opened and nobody must.
    StandardLeft,
}

impl PointKind {
    /// Whether nobody can sign while a point of this kind is open.
    #[must_use]
    pub fn blocks(self) -> bool {
        match self {
            Self::OneSide
            | Self::SamePerson
            | Self::NotRevealed
            | Self::MustSettle
            | Self::HandOver
            | Self::NotSettled
            | Self::Objection
            | Self::TimeBound
            | Self::SaysNo
            | Self::Standard
            | Self::Voice => true,
            Self::NotTaken
            | Self::Parked
            | Self::Unobservable
            | Self::Stage
            | Self::Card
            | Self::Promise
            | Self::InWords
            | Self::Volume
            | Self::StandardLeft => false,
        }
    }
}

pub(super) fn point(kind: PointKind, at: Place, text: String) -> OpenPoint {
    OpenPoint {
        kind,
        at,
        text,
        blocks: kind.blocks(),
    }
}
