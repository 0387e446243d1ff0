//! Where something stands in a workshop: an open point of the checklist, or a change that was taken back.

use crate::{PartyId, QuestionId, SheetId, StageId};

/// A place that a person can be led to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// The set-up: who takes part.
    Setup,
    /// The people of this party, in the set-up.
    People(PartyId),
    /// The board of sheets.
    Board,
    /// A question on a private sheet; nobody is led there but through the hand-over card.
    Sheet(SheetId, QuestionId),
    /// Values of a question that may be the same.
    Pairs(QuestionId),
    /// The decision on this question.
    Question(QuestionId),
    /// The ladder of stages.
    Ladder,
    /// The editor of this stage.
    Stage(StageId),
    /// Points, caps and fading.
    Scoring,
    /// The scoring model, at this card.
    Card(String),
    /// All promises.
    Promises,
    /// This promise.
    Promise(String),
    /// The business calendar at this place, counted from 0.
    Calendar(usize),
    /// The arithmetic behind the volume.
    Capacity,
    /// The rejection reasons.
    Reasons,
    /// This rejection reason.
    Reason(String),
    /// When the agreement is looked at again.
    Review,
    /// The walk through the standard text.
    Standard,
    /// Since when the version counts, and what becomes of leads handed over before.
    Terms,
    /// The reason for this change of the amendment, by its sentence.
    Because(String),
    /// The columns of the lead record: no screen shows them by themselves.
    Record,
}
